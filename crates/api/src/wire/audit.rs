//! The audit trail: the ledger as an inspector reads it, its reports and their export; corrections.

use super::{Finding, StepScanInput, StepValueInput, TimelineField};
use crate::Secret;
use domain::*;

words! {
    /// What a report gathers.
    enum AuditReport {
        /// Departures from what the rules proposed, lifted holds, settled disagreements.
        Exceptions,
        /// Labels and certificates printed again.
        Reprints,
        /// What was entered long after it happened.
        LateEntries,
        /// Releases that a rule warned of.
        Releases,
        /// Wrong passwords.
        FailedSignIns,
        /// Where a clock jumped.
        ClockJumps,
        /// Corrected values.
        Corrections,
    }

    /// The form of an export.
    enum AuditFormat {
        /// Comma-separated values, UTF-8, with a head in the operator's language.
        Csv,
        /// Pages for people.
        Pdf,
    }
}

wire! {
    /// Which entries; what is none or empty does not narrow.
    struct AuditFilter {
        /// A donation, a donation number, or a part of one.
        unit: Option<String>,
        /// Only where this person acted, confirmed or tried to sign in.
        person: Option<PersonId>,
        /// Only this station's.
        station: Option<StationId>,
        /// Not before.
        from_ms: Option<i64>,
        /// Before this moment.
        until_ms: Option<i64>,
        /// Only these kinds of records.
        kinds: Vec<String>,
        /// Only what this report gathers.
        report: Option<AuditReport>,
    }

    /// A page of the ledger.
    struct AuditListQuery {
        /// Which entries.
        filter: AuditFilter,
        /// Continue behind this cursor.
        after: Option<String>,
        /// Rows wanted, 1 to 500. A page may have fewer and still not be the last.
        limit: u32,
    }

    /// A page of the ledger, newest first.
    struct AuditPage {
        /// The rows.
        rows: Vec<AuditRow>,
        /// How to continue; none at the end.
        next: Option<String>,
    }

    /// A text in both languages.
    struct BilingualText {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    }

    /// Something that speaks against the clock of an entry.
    struct ClockDoubtView {
        /// `backwards`, `drift`, `offset` or `behind`.
        kind: String,
        /// By how much, ms.
        by_ms: i64,
    }

    /// A value that was replaced.
    struct CorrectionView {
        /// Field of the collection, input of the step, or `value` of a result.
        field: String,
        /// Its name.
        label: BilingualText,
        /// The old value in words.
        old: BilingualText,
        /// The new value in words.
        new: BilingualText,
        /// Why.
        reason: String,
        /// When it was corrected.
        at_ms: i64,
        /// By whom.
        by: String,
        /// When the old value was recorded.
        replaced_ms: i64,
        /// By whom.
        replaced_by: String,
    }

    /// An entry in the audit trail.
    struct AuditRow {
        /// Writer of the chain.
        station: StationId,
        /// Place in the chain.
        seq: u32,
        /// Wall clock.
        at_ms: i64,
        /// What speaks against that clock.
        doubts: Vec<ClockDoubtView>,
        /// When it happened, where the record says so itself.
        happened_ms: Option<i64>,
        /// Who.
        operator: Option<String>,
        /// Second person.
        second: Option<String>,
        /// Site's code.
        site_code: String,
        /// Station's name.
        station_name: String,
        /// Kind of record, such as `collection.registered`.
        kind: String,
        /// What sort of thing it is about.
        subject_kind: String,
        /// What it is about: donation number, name, code.
        subject: Option<String>,
        /// The donation, where it is about one.
        donation: Option<DonationId>,
        /// Old and new values of a correction.
        changes: Vec<CorrectionView>,
        /// Why, where a reason was given.
        reason: Option<String>,
        /// What the rules warned of at a release; names in `warning_names`, in the same order.
        warnings: Vec<Finding>,
        /// Their names.
        warning_names: Vec<BilingualText>,
        /// Beginning of the entry's hash.
        hash: String,
    }

    /// Asks for one entry.
    struct AuditEntryQuery {
        /// Writer of the chain.
        station: StationId,
        /// Place in the chain.
        seq: u32,
    }

    /// One entry with all that is known of it.
    struct AuditEntry {
        /// As in the list.
        row: AuditRow,
        /// The record's fields, flat; secrets and personal data left out.
        fields: Vec<TimelineField>,
        /// Version of the record's layout.
        kind_version: u32,
        /// Version of the rules that judged it.
        rule_set: u32,
        /// Milliseconds since the start of that boot.
        monotonic_ms: i64,
        /// Which boot; none where no clock was read.
        boot: Option<String>,
        /// The centre's clock minus the station's at the last measurement, ms.
        offset_ms: Option<i64>,
        /// Age of that measurement, ms.
        offset_age_ms: Option<i64>,
        /// Hash of the entry.
        hash: String,
        /// Hash of the entry before.
        previous: String,
        /// Hash of the body.
        body_hash: String,
        /// Whether a personal part exists for it.
        has_personal: bool,
    }

    /// Exports what a filter finds.
    struct ExportAudit {
        /// Which entries.
        filter: AuditFilter,
        /// CSV or PDF.
        format: AuditFormat,
    }

    /// What was exported.
    struct AuditExported {
        /// Where the file lies.
        path: String,
        /// Entries in it.
        rows: u32,
    }

    /// Corrects facts of a collection; what is none stays as it is.
    struct CorrectCollection {
        /// Which.
        donation: DonationId,
        /// Sex of the infant.
        infant_sex: Option<InfantSex>,
        /// Birth weight, g.
        birth_weight_g: Option<String>,
        /// Completed weeks; with the days.
        gestation_weeks: Option<String>,
        /// Days beyond them; with the weeks.
        gestation_days: Option<String>,
        /// Mode of delivery.
        delivery_mode: Option<DeliveryMode>,
        /// Start.
        started_ms: Option<i64>,
        /// End.
        ended_ms: Option<i64>,
        /// Net volume, mL.
        volume_ml: Option<String>,
        /// Why.
        reason: String,
    }

    /// Corrects values and scans of a step; what is not named stays as it is.
    struct CorrectStep {
        /// Which unit.
        donation: DonationId,
        /// Which step.
        step: String,
        /// The new values.
        values: Vec<StepValueInput>,
        /// The right codes, by scan code, where another device or lot was scanned.
        scans: Vec<StepScanInput>,
        /// Why.
        reason: String,
        /// Second person's sign-in name, where the step wants two.
        second_login: Option<String>,
        /// Second person's password.
        second_password: Option<Secret>,
        /// Digest of the departure as it was shown.
        digest: Option<String>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Option<Secret>,
    }
}
