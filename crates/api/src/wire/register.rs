//! Equipment and materials, and what they were used on.
//! tidy: long because it is one table: what each screen of the register asks and gets.

use domain::*;

words! {
    /// How a device stands.
    enum EquipmentStanding {
        /// It may be used.
        Good,
        /// It may be used, and something is due within a month.
        DueSoon,
        /// Calibration or maintenance is overdue, or was never done.
        Overdue,
        /// It is out of service.
        OutOfService,
    }

    /// How a lot stands at a site.
    enum LotStanding {
        /// It may be used.
        Good,
        /// It may be used, and ends within a month.
        EndsSoon,
        /// It may be used once its opening is recorded.
        NotOpened,
        /// It waits for its inspection.
        NotInspected,
        /// The inspection refused it.
        Refused,
        /// Past its shelf life.
        Expired,
        /// Opened too long ago.
        OpenTooLong,
        /// Nobody uses it any more.
        Recalled,
        /// Nothing is left.
        UsedUp,
        /// Its stock is judged, and too little is left for one use: it is counted, or another is taken.
        NoneLeft,
    }
}

wire! {
    /// A page of a register.
    struct RegisterQuery {
        /// Only what is used up, instead of all else; of materials.
        used_up: bool,
        /// Where the page before ended.
        after: Option<String>,
        /// At most so many.
        limit: u32,
    }

    /// A device or a lot.
    struct ThingQuery {
        /// Number or code, as scanned or typed.
        code: String,
    }

    /// An act on a device or a lot that takes a reason alone.
    struct ThingReason {
        /// Number or code.
        code: String,
        /// Why.
        reason: String,
    }

    /// Devices, what is due first.
    struct EquipmentPage {
        /// The page.
        rows: Vec<EquipmentRow>,
        /// Where it ends; none on the last page.
        next: Option<String>,
        /// Kinds to choose from.
        kinds: Vec<String>,
    }

    /// A device.
    struct EquipmentRow {
        /// The number on its label.
        code: String,
        /// Its kind.
        kind: String,
        /// Name, maker, serial number.
        name: String,
        /// Code of the site where it stands.
        site_code: String,
        /// Room there.
        room: String,
        /// How it stands.
        standing: EquipmentStanding,
        /// Calibration.
        calibration: ServiceDue,
        /// Maintenance.
        maintenance: ServiceDue,
        /// Why it is out of service.
        out_reason: Option<String>,
    }

    /// How a sort of service stands.
    struct ServiceDue {
        /// Whether the device is used only while it is good.
        wanted: bool,
        /// The last day on which it is good; none where it was never done.
        due_on: Option<String>,
        /// Whether it is overdue or was never done.
        overdue: bool,
    }

    /// All of a device.
    struct EquipmentView {
        /// The device.
        row: EquipmentRow,
        /// Calibrations and maintenances, the latest first.
        services: Vec<ServiceView>,
        /// Times out of service, the latest first.
        outages: Vec<OutageView>,
        /// How many units it was used on.
        users: u32,
    }

    /// A calibration or maintenance.
    struct ServiceView {
        /// Which of the two.
        service: ServiceKind,
        /// The day on which it was done.
        done_on: String,
        /// The last day on which it is good.
        due_on: String,
        /// Who did it.
        by: String,
        /// Certificate or report.
        certificate: String,
        /// Who entered it.
        entered_by: String,
        /// When, ms since 1970-01-01 UTC.
        entered_ms: i64,
    }

    /// A time out of service.
    struct OutageView {
        /// From when on, ms since 1970-01-01 UTC.
        begun_ms: i64,
        /// Who took it out.
        begun_by: String,
        /// Why.
        reason: String,
        /// Until when; none while it lasts.
        ended_ms: Option<i64>,
        /// Who returned it.
        ended_by: Option<String>,
        /// Why.
        ended_reason: Option<String>,
    }

    /// Registers a device at this site, or puts right what is known of it.
    struct RegisterEquipment {
        /// The number on its label, scanned or typed.
        code: String,
        /// Its kind.
        kind: String,
        /// Name, maker, serial number.
        name: String,
        /// Room.
        room: String,
        /// Services that it is not used without.
        wants: Vec<ServiceKind>,
    }

    /// Records a calibration or maintenance.
    struct ServiceEquipment {
        /// The number on its label.
        code: String,
        /// Which of the two.
        service: ServiceKind,
        /// The day on which it was done, `YYYY-MM-DD`.
        done_on: String,
        /// The last day on which it is good, `YYYY-MM-DD`.
        due_on: String,
        /// Who did it.
        by: String,
        /// Certificate or report; may be empty.
        certificate: String,
    }

    /// Lots at their sites, what ends first.
    struct MaterialPage {
        /// The page.
        rows: Vec<MaterialRow>,
        /// Where it ends; none on the last page.
        next: Option<String>,
        /// Kinds to choose from.
        kinds: Vec<String>,
        /// Kinds whose stock is judged at this site and that are low there, or of which more was used than there was.
        low: Vec<StockNote>,
    }

    /// A kind of material of which there is little at this site.
    struct StockNote {
        /// The kind.
        kind: String,
        /// What is left of all lots that may be used.
        left: String,
        /// Less than this is low.
        low_level: String,
        /// Unit of both.
        unit: String,
        /// Lots of which more was used than there was.
        overdrawn: Vec<String>,
    }

    /// A lot at a site.
    struct MaterialRow {
        /// The code that is scanned.
        code: String,
        /// Its kind.
        kind: String,
        /// Name, maker, catalogue number.
        name: String,
        /// Code of the site.
        site_code: String,
        /// Whether that is this station's.
        here: bool,
        /// How it stands there.
        standing: LotStanding,
        /// The last day of its shelf life.
        expires_on: String,
        /// Until when the container in use may be used, ms since 1970-01-01 UTC; none where opening does not end it.
        open_until_ms: Option<i64>,
        /// What is left there.
        stock: String,
        /// Unit of the stock.
        unit: String,
        /// Whether its stock is judged there: what was used is taken off.
        counted: bool,
    }

    /// All of a lot.
    struct MaterialView {
        /// The lot at this site, else at the first that has it.
        row: MaterialRow,
        /// How many days it may be used once it is opened.
        open_days: Option<u32>,
        /// The lot at every site that has it.
        sites: Vec<MaterialRow>,
        /// Deliveries, the latest first.
        deliveries: Vec<DeliveryView>,
        /// Openings and counts, the latest first.
        events: Vec<LotEvent>,
        /// The first recall that stands.
        recall: Option<RecallView>,
        /// Every recall, the latest first.
        recalls: Vec<RecallView>,
        /// Digest of the recalls that stand, for taking them back; none where the operator may not.
        withdrawal_digest: Option<String>,
        /// Printed name of who would sign.
        signer: String,
        /// What this site said last of the stock of this kind.
        stock_rule: Option<StockRuleView>,
        /// How many units it was used on.
        users: u32,
        /// How many of them the recall has not put on hold yet; refused ones need none.
        unheld: u32,
    }

    /// A delivery.
    struct DeliveryView {
        /// Names it: the chain of its entry.
        station: StationId,
        /// Names it: the place in that chain.
        seq: u32,
        /// Code of the site.
        site_code: String,
        /// Whether the operator may inspect it: at this site, not inspected yet, taken in by somebody else.
        inspectable: bool,
        /// When it arrived, ms since 1970-01-01 UTC.
        received_ms: i64,
        /// Who took it in.
        received_by: String,
        /// How much.
        quantity: String,
        /// Unit of the quantity.
        unit: String,
        /// Who delivered it.
        supplier: String,
        /// Its kind as it was entered.
        kind: String,
        /// The last day of its shelf life.
        expires_on: String,
        /// How many days it may be used once it is opened; none where that changes nothing.
        open_days: Option<u32>,
        /// Whether the inspection accepted it; none before.
        accepted: Option<bool>,
        /// Who inspected it.
        inspected_by: Option<String>,
        /// When, ms since 1970-01-01 UTC.
        inspected_ms: Option<i64>,
        /// What was found.
        note: String,
    }

    /// An opening or a count.
    struct LotEvent {
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
        /// Who.
        by: String,
        /// Code of the site.
        site_code: String,
        /// What was left; none for an opening.
        left: Option<String>,
        /// Why it was counted.
        reason: Option<String>,
    }

    /// A recall.
    struct RecallView {
        /// Names its entry.
        name: String,
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
        /// Who.
        by: String,
        /// Why.
        reason: String,
        /// How it was taken back; none while it stands.
        withdrawn: Option<WithdrawalView>,
    }

    /// How a recall was taken back.
    struct WithdrawalView {
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
        /// Who signed.
        by: String,
        /// Why.
        reason: String,
    }

    /// Whether the stock of a kind is judged at this site.
    struct StockRuleView {
        /// Whether it is.
        counted: bool,
        /// How much one use takes.
        per_use: String,
        /// Less than this is low.
        low_level: String,
        /// Unit of both.
        unit: String,
        /// Whether this lot's quantities are in that unit; else it is not judged.
        fits: bool,
        /// When it was said, ms since 1970-01-01 UTC.
        at_ms: i64,
        /// By whom.
        by: String,
        /// Why.
        reason: String,
    }

    /// Takes back the recalls of a lot that stand.
    struct WithdrawRecall {
        /// The code.
        code: String,
        /// Digest of what was shown.
        digest: String,
        /// Why.
        reason: String,
        /// Sign-in name; for the first signature of a session.
        login: Option<String>,
        /// Password.
        password: String,
    }

    /// Says whether the stock of a lot's kind is judged at this site, in the unit of that lot.
    struct SetStockRule {
        /// The code of a lot of that kind.
        code: String,
        /// Whether it is judged.
        counted: bool,
        /// How much one use takes; 1 where it is empty.
        per_use: String,
        /// Less than this of all usable lots is low; empty where nothing is.
        low_level: String,
        /// Why.
        reason: String,
    }

    /// Takes a delivery in at this site.
    struct ReceiveMaterial {
        /// The code that is scanned, or typed.
        code: String,
        /// Its kind.
        kind: String,
        /// Name, maker, catalogue number.
        name: String,
        /// The last day on which it may be used, `YYYY-MM-DD`.
        expires_on: String,
        /// How many days once it is opened; empty where that changes nothing.
        open_days: String,
        /// How much.
        quantity: String,
        /// Unit.
        unit: String,
        /// Who delivered it; may be empty.
        supplier: String,
    }

    /// Inspects a delivery.
    struct InspectMaterial {
        /// The code.
        code: String,
        /// The delivery: the chain of its entry.
        station: StationId,
        /// The delivery: the place in that chain.
        seq: u32,
        /// Whether it may be used.
        accepted: bool,
        /// What was looked at and found; wanted where it is refused.
        note: String,
    }

    /// Opens a container of a lot at this site.
    struct OpenMaterial {
        /// The code.
        code: String,
        /// When, where that is not now, ms since 1970-01-01 UTC.
        opened_ms: Option<i64>,
    }

    /// Records what is left of a lot at this site.
    struct CountMaterial {
        /// The code.
        code: String,
        /// What is left; 0 where it is used up.
        left: String,
        /// Why.
        reason: String,
    }

    /// Uses of a device or a lot.
    struct UsesQuery {
        /// Number or code.
        code: String,
        /// Where the page before ended.
        after: Option<String>,
        /// At most so many.
        limit: u32,
    }

    /// Units that were worked in a room.
    struct RoomUsesQuery {
        /// The room.
        room: RoomId,
        /// Where the page before ended.
        after: Option<String>,
        /// At most so many.
        limit: u32,
    }

    /// Uses, the latest first.
    struct UsePage {
        /// The page.
        rows: Vec<UseView>,
        /// Where it ends; none on the last page.
        next: Option<String>,
    }

    /// A use of a device or a lot on a unit.
    struct UseView {
        /// Names the use.
        key: String,
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
        /// Which unit.
        donation: DonationId,
        /// Its number.
        din: Option<String>,
        /// Where it is in its life.
        status: UnitStatus,
        /// Whether it is on hold.
        held: bool,
        /// Chinese title of the step.
        step_zh: String,
        /// English title.
        step_en: String,
        /// What was scanned.
        code: String,
        /// Chinese name of what the step asked for.
        asked_zh: String,
        /// English name.
        asked_en: String,
        /// What the register calls it; empty where it is in none.
        name: String,
        /// Room of a device.
        room: String,
        /// Whether it is a lot that is recalled.
        recalled: bool,
        /// By whom.
        by: String,
        /// Second person.
        second: Option<String>,
        /// Code of the site.
        site_code: String,
    }

    /// What a unit was made with and by whom.
    struct UnitTrace {
        /// Devices, oldest use first.
        equipment: Vec<UseView>,
        /// Lots, oldest use first.
        lots: Vec<UseView>,
        /// Rooms that were scanned for its steps, oldest first: as they were then.
        rooms: Vec<UseView>,
        /// Everybody who recorded something of it, in the order of their first act.
        people: Vec<PersonActs>,
    }

    /// A person's part in a unit.
    struct PersonActs {
        /// Name.
        name: String,
        /// How many records, as operator or second person.
        acts: u32,
        /// The first, ms since 1970-01-01 UTC.
        first_ms: i64,
        /// The last, ms since 1970-01-01 UTC.
        last_ms: i64,
        /// Codes of the sites.
        sites: Vec<String>,
    }
}
