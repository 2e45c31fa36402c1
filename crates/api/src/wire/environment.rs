//! Rooms: what was measured in them, plates, what it means for runs.

use crate::Secret;
use domain::*;

words! {
    /// How a monitoring stands for the units of a run.
    enum RoomStanding {
        /// Nothing stands in the way.
        Clear,
        /// A plate of one number was exposed in two places.
        PlateTwice,
        /// An action limit is exceeded.
        Exceeded,
        /// A plate is not read yet.
        PlateOpen,
        /// What exceeded an action limit was put right by another entry.
        Corrected,
        /// Assessed: the units may be used.
        Fit,
        /// Assessed: the units may not be used.
        Unfit,
    }
}

wire! {
    /// Rooms, and what waits in them.
    struct RoomList {
        /// Rooms of all sites, those of this one first.
        rooms: Vec<RoomRow>,
        /// Plates to be read, those that were exposed first first.
        plates: Vec<PlateView>,
        /// Where the operator is.
        site: SiteId,
        /// Whether the operator may measure and read plates.
        may_monitor: bool,
        /// Whether the operator may register rooms.
        may_register: bool,
    }

    /// A room in a list.
    struct RoomRow {
        /// Which.
        room: RoomId,
        /// Its code at the site.
        code: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// Where.
        site: SiteId,
        /// Code of the site.
        site_code: String,
        /// How clean it is to be.
        grade: RoomGrade,
        /// Names of the places where something is measured.
        points: Vec<String>,
        /// Whether it is given up.
        retired: bool,
        /// Why.
        retired_reason: String,
        /// When something was measured last, ms since 1970-01-01 UTC.
        last_ms: Option<i64>,
        /// The gravest that was found then.
        verdict: Option<Verdict>,
        /// Plates to be read.
        open_plates: u32,
        /// Runs that it stands in the way of.
        waiting: u32,
    }

    /// A plate that was exposed.
    struct PlateView {
        /// Its number.
        number: String,
        /// The room.
        room: RoomId,
        /// Code of the room.
        code: String,
        /// Chinese name of the room.
        zh: String,
        /// English name of the room.
        en: String,
        /// The monitoring: chain of its entry.
        station: StationId,
        /// The monitoring: place in it.
        seq: u32,
        /// Where in the room.
        point: String,
        /// What its colonies tell.
        quantity: RoomQuantity,
        /// How long it was exposed, min.
        minutes: u32,
        /// When, ms since 1970-01-01 UTC.
        exposed_ms: i64,
        /// By whom.
        by: String,
        /// Whether a plate of the same number was exposed elsewhere too.
        twice: bool,
        /// Readings, the one that counts first.
        reads: Vec<PlateReadView>,
    }

    /// A reading of a plate.
    struct PlateReadView {
        /// Colonies.
        cfu: u32,
        /// What grew.
        organism: String,
        /// When, ms since 1970-01-01 UTC.
        read_ms: i64,
        /// When it was entered.
        entered_ms: i64,
        /// By whom.
        by: String,
        /// Whether another reading took its place.
        replaced: bool,
        /// Why it takes the place of another.
        reason: Option<String>,
    }

    /// Asks for plates of a number.
    struct FindPlate {
        /// As scanned or typed.
        number: String,
    }

    /// Plates of a number.
    struct PlateList {
        /// Those that were exposed first first; several where the number was used twice.
        plates: Vec<PlateView>,
    }

    /// Looks for runs of a room's site.
    struct FindRoomRuns {
        /// The room.
        room: RoomId,
        /// A part of a run's number, a day, the number of a unit as scanned or typed; empty for all.
        text: String,
        /// Only those that went on at that moment, ms since 1970-01-01 UTC.
        at_ms: Option<i64>,
        /// Where the page before ended.
        after: Option<String>,
        /// How many.
        limit: u32,
    }

    /// A run that a monitoring may belong to.
    struct RoomRunRow {
        /// Which.
        run: RunId,
        /// What people call it by.
        number: String,
        /// When it was begun, ms since 1970-01-01 UTC.
        started_ms: i64,
        /// Codes of the rooms that its steps scanned.
        rooms: Vec<String>,
        /// Whether it may well have been in the room: its steps scanned it, or none yet.
        proposed: bool,
    }

    /// Runs of a site.
    struct RunPage {
        /// The latest first.
        rows: Vec<RoomRunRow>,
        /// Where the next page begins; none at the end.
        next: Option<String>,
    }

    /// Asks for a room.
    struct RoomQuery {
        /// Which.
        room: RoomId,
    }

    /// A room with what was found in it.
    struct RoomView {
        /// The room.
        row: RoomRow,
        /// Limits of its grade.
        limits: Vec<RoomLimitView>,
        /// Whether the bank has approved them.
        approved: bool,
        /// Who can approve and confirm them.
        confirmers: Vec<Role>,
        /// The latest first, those that another entry took the place of included.
        monitorings: Vec<MonitoringView>,
        /// How many there are.
        total: u32,
        /// Whether the operator may measure here.
        may_monitor: bool,
        /// Whether the operator may assess.
        may_assess: bool,
        /// Whether the operator may register rooms.
        may_register: bool,
        /// Printed name of who would sign.
        signer: String,
    }

    /// A limit of a room's grade.
    struct RoomLimitView {
        /// In that state; in either where none is said.
        state: Option<RoomState>,
        /// What is measured.
        quantity: RoomQuantity,
        /// Which of the two limits.
        level: LimitLevel,
        /// Lowest passing value.
        min: Option<String>,
        /// Highest passing value.
        max: Option<String>,
        /// Unit.
        unit: String,
        /// Where it comes from.
        source: String,
        /// Whether the bank has confirmed it.
        confirmed: bool,
    }

    /// What was found in a room at a moment.
    struct MonitoringView {
        /// Chain of its entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// The room.
        room: RoomId,
        /// Code of the room.
        code: String,
        /// Chinese name of the room.
        zh: String,
        /// English name of the room.
        en: String,
        /// When, ms since 1970-01-01 UTC.
        monitored_ms: i64,
        /// When it was entered.
        entered_ms: i64,
        /// By whom.
        by: String,
        /// What went on in the room.
        state: RoomState,
        /// How clean it was to be.
        grade: RoomGrade,
        /// The gravest of what was found; none where nothing has been read yet.
        verdict: Option<Verdict>,
        /// What the limits say of each value and plate, the gravest first.
        findings: Vec<RoomFindingView>,
        /// What exceeded an action limit in entries and readings that others took the place of.
        former_findings: Vec<RoomFindingView>,
        /// Plates.
        plates: Vec<PlateView>,
        /// Plates that only the entries before it have.
        former_plates: Vec<PlateView>,
        /// Runs that it belongs to.
        runs: Vec<MonitoredRunView>,
        /// Whether another entry took its place.
        replaced: bool,
        /// Why it takes the place of another.
        reason: Option<String>,
        /// Whether the one who asks measured or read any of it.
        own: bool,
    }

    /// What a limit says of a value.
    struct RoomFindingView {
        /// Where in the room.
        point: String,
        /// What.
        quantity: RoomQuantity,
        /// Number of the plate.
        plate: Option<String>,
        /// The number alone, for charts and forms.
        number: String,
        /// The value with its unit.
        value: String,
        /// Which of the two limits.
        level: LimitLevel,
        /// What it says.
        verdict: Verdict,
        /// The limit.
        limit: String,
        /// Where it comes from.
        source: String,
    }

    /// A run that a monitoring belongs to.
    struct MonitoredRunView {
        /// Which.
        run: RunId,
        /// What people call it by.
        number: String,
        /// Units named with it.
        donations: Vec<DonationId>,
        /// Whether the entry that counts no longer names it.
        former: bool,
        /// How it stands.
        standing: RoomStanding,
        /// Number of the plate that it is about; empty where about none.
        plate: String,
        /// Digest that an assessment carries now.
        digest: String,
        /// The conclusion that counts.
        assessment: Option<RoomAssessmentView>,
    }

    /// A conclusion.
    struct RoomAssessmentView {
        /// The conclusion.
        fitness: UnitFitness,
        /// Why.
        reason: String,
        /// Printed name of the signer.
        by: String,
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
    }

    /// What was found while a run went on.
    struct MonitoringsOfRun {
        /// The gravest first.
        monitorings: Vec<MonitoringView>,
    }

    /// What was found while the runs of a unit went on.
    struct MonitoringsOfUnit {
        /// The gravest first, each with the runs of the unit alone.
        monitorings: Vec<MonitoringView>,
    }

    /// Registers a room of this site, or puts right what is known of one.
    struct RegisterRoom {
        /// The room that is put right; none for a new one.
        room: Option<RoomId>,
        /// Its code; of a room that is put right its code stays.
        code: String,
        /// Chinese name.
        name_zh: String,
        /// English name.
        name_en: String,
        /// How clean it is to be.
        grade: RoomGrade,
        /// Names of the places where something is measured.
        points: Vec<String>,
        /// Why what was known is put right; empty where its grade stays.
        reason: String,
    }

    /// Gives a room up.
    struct RetireRoom {
        /// Which.
        room: RoomId,
        /// Why.
        reason: String,
    }

    /// A value as entered.
    struct ReadingInput {
        /// Where in the room.
        point: String,
        /// What.
        quantity: RoomQuantity,
        /// How much.
        value: String,
    }

    /// A plate as entered.
    struct ExposeInput {
        /// Its number.
        number: String,
        /// Where in the room.
        point: String,
        /// What its colonies tell.
        quantity: RoomQuantity,
        /// How long, min.
        minutes: String,
    }

    /// Where an entry stands.
    struct EntryRef {
        /// Chain.
        station: StationId,
        /// Place in it.
        seq: u32,
    }

    /// Records what was measured in a room.
    struct MonitorRoom {
        /// The room.
        room: RoomId,
        /// When, ms since 1970-01-01 UTC; none for now.
        monitored_ms: Option<i64>,
        /// What goes on in it.
        state: RoomState,
        /// Values.
        readings: Vec<ReadingInput>,
        /// Plates that are exposed.
        plates: Vec<ExposeInput>,
        /// Runs that it belongs to.
        runs: Vec<RunId>,
        /// The entry that it takes the place of.
        replaces: Option<EntryRef>,
        /// Why; empty where it takes the place of none.
        reason: String,
    }

    /// Records what grew on a plate.
    struct ReadPlate {
        /// The room.
        room: RoomId,
        /// The monitoring: chain of its entry.
        station: StationId,
        /// The monitoring: place in it.
        seq: u32,
        /// Number of the plate.
        plate: String,
        /// Colonies.
        cfu: String,
        /// What grew; may be empty.
        organism: String,
        /// When, ms since 1970-01-01 UTC; none for now.
        read_ms: Option<i64>,
        /// Why it takes the place of another reading; empty for the first.
        reason: String,
    }

    /// Signs what a monitoring means for the units of a run.
    struct AssessRoom {
        /// The room.
        room: RoomId,
        /// The monitoring: chain of its entry.
        station: StationId,
        /// The monitoring: place in it.
        seq: u32,
        /// The run.
        run: RunId,
        /// The conclusion.
        fitness: UnitFitness,
        /// Why.
        reason: String,
        /// Digest of what was shown.
        digest: String,
        /// Sign-in name of the signer.
        login: Option<String>,
        /// Password of the signer.
        password: Secret,
    }
}
