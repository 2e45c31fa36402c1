//! Review, release, certificates, work items, statistics.

use super::{Finding, UnitRow, UnitView};
use crate::{Problem, Secret};
use domain::*;

wire! {
    /// Units by readiness.
    struct ReviewQueueQuery {
        /// Continue behind this cursor.
        after: Option<String>,
        /// Rows wanted.
        limit: u32,
    }

    /// Stored units that are not yet released: those that nothing stops first, then those that least stops; of those the
    /// ones with fewer warnings, and of those the ones that wait longest.
    struct ReviewQueue {
        /// The rows.
        rows: Vec<ReviewRow>,
        /// How to continue.
        next: Option<String>,
        /// How many units could not be read; they stand at the end.
        unread: u32,
    }

    /// A unit waiting for review or release.
    struct ReviewRow {
        /// The unit.
        unit: UnitRow,
        /// Things that stop it.
        blockers: u32,
        /// Things to look at.
        warnings: u32,
        /// Whether a valid review signature stands.
        reviewed: bool,
        /// Since when it is in a tank, ms since 1970-01-01 UTC.
        waiting_since_ms: i64,
        /// Why the unit could not be read; none where it was. What stops it is not known then.
        problem: Option<Problem>,
    }

    /// Everything for a decision on one page.
    struct ReviewView {
        /// The unit.
        unit: UnitView,
        /// Every rule of the norm profile that decides, exceptions first.
        findings: Vec<Finding>,
        /// What stops a release, as problem codes; empty when nothing does.
        blockers: Vec<Blocker>,
        /// Roles that can confirm a limit.
        confirmers: Vec<Role>,
        /// What stops giving the unit to research, as problem codes; empty when nothing does.
        research_blockers: Vec<Blocker>,
        /// Digest that giving it to research is signed over.
        research_digest: String,
        /// Whether it can be given to research now.
        can_research: bool,
        /// Digest of exactly what is shown; a signature carries it.
        digest: String,
        /// Printed name of who would sign.
        signer: String,
        /// Whether the review can be signed now.
        can_review: bool,
        /// Whether the release can be signed now.
        can_release: bool,
    }

    /// Something that stops a release.
    struct Blocker {
        /// Problem code, such as `release.result_missing`.
        code: String,
        /// What it is about, such as a test's code; empty where nothing more is to say.
        subject: String,
        /// The value that waits, and since when; only of a result in the inbox.
        waits: Option<WaitingValue>,
    }

    /// A value that waits in the inbox.
    struct WaitingValue {
        /// As the instrument said it.
        value: String,
        /// When it was received, ms since 1970-01-01 UTC.
        since_ms: i64,
    }

    /// Signs what is shown: the review, or the release.
    struct SignContent {
        /// Which unit.
        donation: DonationId,
        /// Digest of what was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// Issues the release certificate; again is a copy and wants a reason.
    struct IssueCertificate {
        /// Which unit.
        donation: DonationId,
        /// Why again.
        copy_reason: Option<String>,
        /// Name of the printer; the station's own folder where none is named.
        printer: Option<String>,
    }

    /// An issued certificate.
    struct CertificateReply {
        /// Its number.
        number: String,
        /// 1 for the original.
        copy: u32,
        /// The file, base64.
        pdf_base64: String,
        /// Where it was also saved.
        path: String,
        /// The print job, where a printer was named.
        job: Option<super::PrintJob>,
    }

    /// Disagreements to settle, and what is left to do of refused units.
    struct WorkList {
        /// Open items: what is to be settled first, then what is left to do of refused units; of both the oldest first.
        items: Vec<WorkItem>,
        /// Of which kinds there are more than these.
        more: Vec<WorkMore>,
    }

    /// Items that wait behind those that are shown.
    struct WorkMore {
        /// As of [`WorkItem`].
        kind: String,
        /// How many.
        count: u32,
    }

    /// Two facts that exclude each other. The safe side is in force until somebody signs.
    struct WorkItem {
        /// Key to settle it with.
        key: String,
        /// `duplicate_din`, `duplicate_position`, `content_changed_after_release`, `deviation_unsettled`, `proposed_rejection`,
        /// `room_stopped`, `sop_returned`, `contested_template`, `refused_bag_kept`, `refused_family_not_told`, `stock_low`, `lot_ended`,
        /// `lot_ends_soon`, `device_overdue`, `device_due_soon`,
        /// `procedure_in_review`, `procedure_returned`, `action_due`, `action_overdue`, `action_check`.
        kind: String,
        /// What it is about: the number, the position, the word of the label.
        about: String,
        /// Units concerned.
        units: Vec<UnitRow>,
        /// Since.
        since_ms: i64,
        /// Digest that the signature settling it is made over; empty where no such signature settles it.
        digest: String,
        /// Of samples: what stations recorded that cannot all be, oldest first.
        sides: Vec<WorkSide>,
        /// The device, the lot or the kind of material that it is about.
        thing: Option<WorkThing>,
    }

    /// What of the register a work item is about.
    struct WorkThing {
        /// Number of the device or code of the lot; the kind where it is about a kind.
        code: String,
        /// What it is: the description, or the kind.
        name: String,
        /// When it is or was due, or ends; none where a service was never done, and of a kind.
        due_ms: Option<i64>,
        /// What is left of a lot or of a kind; empty of a device.
        left: String,
        /// Below which level the kind is low; empty of everything else.
        low_level: String,
        /// Unit of both; empty of a device.
        unit: String,
    }

    /// What a station recorded of a sample.
    struct WorkSide {
        /// Number of the sample.
        number: u32,
        /// What it is.
        kind: PartKind,
        /// Unit of its volumes.
        unit: VolumeUnit,
        /// What was recorded.
        event: super::PartEvent,
    }

    /// Settles a disagreement with a signature.
    struct ResolveWork {
        /// Which.
        key: String,
        /// The unit that is right; the others stay on hold or are corrected.
        keep: DonationId,
        /// Why.
        reason: String,
        /// Digest of the sides as they were shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// The bank in figures.
    struct Statistics {
        /// Units by state.
        by_status: Vec<StatusCount>,
        /// Units on hold.
        held: u32,
        /// Units in the public inventory.
        public: u32,
        /// Units in the family inventory.
        family: u32,
        /// Collections in each of the last 12 months, oldest first.
        collected_by_month: Vec<MonthCount>,
        /// Rejections by reason, most frequent first.
        rejections: Vec<ReasonCount>,
        /// Positions in all tanks.
        positions: u32,
        /// Positions taken.
        positions_occupied: u32,
    }

    /// Units in a state.
    struct StatusCount {
        /// State.
        status: UnitStatus,
        /// Number.
        count: u32,
    }

    /// Collections of a month.
    struct MonthCount {
        /// `YYYY-MM`.
        month: String,
        /// Number.
        count: u32,
    }

    /// Rejections for a reason.
    struct ReasonCount {
        /// Reason code.
        reason: String,
        /// Number.
        count: u32,
    }
}
