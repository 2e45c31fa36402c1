//! Units: lists, everything about one, its timeline, holds and rejection, what a scan means.

use super::{
    ClockDoubtView, CorrectionView, DisposalView, NoticeView, ReceiptView, RejectionView, ResearchView,
    ResultView, StepView,
};
use crate::Secret;
use domain::*;

words! {
    /// What a scanned symbol names.
    enum ScanKind {
        /// A donation number on a bag.
        Bag,
        /// On a tube.
        Tube,
        /// On a tube of the mother's blood.
        MaternalTube,
        /// On a form.
        Form,
        /// On a tubing segment.
        Segment,
        /// On a vial of a reference sample.
        Vial,
        /// On the canister around a bag.
        Canister,
        /// A donation number whose container the symbol does not tell.
        Donation,
        /// A shipping box.
        Box,
        /// A storage position.
        Position,
        /// A tank.
        Tank,
        /// A piece of equipment.
        Equipment,
        /// A lot of a reagent or consumable.
        Lot,
        /// A person's badge.
        Badge,
        /// A sample or another part of a donation.
        Part,
        /// Units that are worked together.
        Run,
        /// The code of a document of the bank's.
        Document,
        /// A blood group.
        BloodGroup,
        /// A product code.
        Product,
        /// A division of a product.
        Division,
        /// A date of expiry.
        Expiry,
        /// Any other ISBT 128 structure.
        Other,
    }
}

wire! {
    /// Asks what a scanned text means.
    struct ReadScan {
        /// The text as read.
        text: String,
        /// What is wanted here, for a verdict; none takes any code.
        wanted: Option<WantedScan>,
    }

    /// What a place wants scanned.
    struct WantedScan {
        /// One of these kinds; empty for any.
        kinds: Vec<ScanKind>,
        /// Donation numbers must be this one, of thirteen characters.
        unit: Option<String>,
        /// Texts scanned here before, which must not be scanned again.
        seen: Vec<String>,
        /// Kinds of which several things carry the same code.
        repeating: Vec<ScanKind>,
        /// Whether one code alone is wanted: several in one read are refused.
        alone: bool,
    }

    /// What it means.
    struct ScanMeaning {
        /// What it names.
        kind: ScanKind,
        /// The bare value: 13-character number, box code, position code, badge, the whole text of a document's code ...
        value: String,
        /// The unit of that number, where this station knows it.
        unit: Option<UnitRow>,
        /// The shipment of that box, where this station knows it.
        shipment: Option<ShipmentId>,
        /// The person of that badge.
        person: Option<PersonRef>,
        /// What names the part of that label, where this station knows it.
        part: Option<String>,
        /// The run of that code.
        run: Option<RunId>,
        /// The room of that position, where this site has it.
        room: Option<RoomId>,
        /// What is to be looked at before the label is believed.
        warning: Option<crate::Problem>,
    }

    /// A person in a list.
    struct PersonRef {
        /// Who.
        person: PersonId,
        /// Printed name.
        name: String,
    }

    /// Names a unit by its donation or by its number.
    struct UnitQuery {
        /// The donation.
        donation: Option<DonationId>,
        /// Or a number as scanned or typed.
        din: Option<String>,
    }

    /// A page of units.
    struct UnitListQuery {
        /// Only these states; empty for all.
        statuses: Vec<UnitStatus>,
        /// Only units whose number contains this text, or begins with it where it has 5 or more characters.
        text: Option<String>,
        /// Only this inventory.
        inventory: Option<Inventory>,
        /// Only units on hold.
        held_only: bool,
        /// Continue behind this cursor.
        after: Option<String>,
        /// Rows wanted, 1 to 500.
        limit: u32,
    }

    /// A page of units, newest change first.
    struct UnitPage {
        /// The rows.
        rows: Vec<UnitRow>,
        /// How to continue; none at the end.
        next: Option<String>,
        /// How many there are in all with these filters.
        total: u32,
    }

    /// A unit in a list.
    struct UnitRow {
        /// Which.
        donation: DonationId,
        /// Its number.
        din: Option<String>,
        /// The boxed check character.
        check_character: Option<String>,
        /// Where it stands.
        status: UnitStatus,
        /// Whether a hold is on it.
        held: bool,
        /// Inventory.
        inventory: Inventory,
        /// Site where it is.
        site: SiteId,
        /// Short code of that site.
        site_code: String,
        /// End of collection.
        collected_ms: Option<i64>,
        /// Volume collected, mL.
        volume_ml: Option<String>,
        /// Position text, where stored.
        position: Option<String>,
        /// Last recorded act.
        changed_ms: i64,
    }

    /// Everything about one unit but personal data.
    struct UnitView {
        /// The row as in lists.
        row: UnitRow,
        /// Expected day of birth.
        due_date: Option<String>,
        /// Consent.
        consent: Option<ConsentView>,
        /// Questionnaire.
        questionnaire: Option<QuestionnaireView>,
        /// Collection.
        collection: Option<CollectionView>,
        /// When bag, tubes and form were cross-checked.
        cross_checked_ms: Option<i64>,
        /// Prints of its labels.
        label_prints: u32,
        /// Its labels, by template.
        labels: Vec<super::LabelCountView>,
        /// Box on the way, or the last one.
        shipment: Option<ShipmentId>,
        /// Receipt.
        receipt: Option<ReceiptView>,
        /// The SOP that it is worked by: pinned on acceptance, or else named by its first step; none before that. Its digest is empty
        /// where the text has not come to this station.
        sop: Option<super::ProcedureName>,
        /// Steps done, in order.
        steps: Vec<StepView>,
        /// Current results.
        results: Vec<ResultView>,
        /// Where it has been stored, newest first.
        locations: Vec<LocationView>,
        /// Holds, open ones first.
        holds: Vec<HoldView>,
        /// Rejection.
        rejection: Option<RejectionView>,
        /// That it is kept for research.
        research: Option<ResearchView>,
        /// What was done with the bag, once it is gone.
        disposal: Option<DisposalView>,
        /// When the family was told, oldest first.
        notices: Vec<NoticeView>,
        /// What every norm profile in force says, the one that decides first.
        judgements: Vec<super::JudgementView>,
        /// What is computed from what was measured.
        calculations: Vec<super::CalculationView>,
        /// How long its records are kept at least; none where no profile says so.
        retention: Option<super::RetentionView>,
        /// All signatures, oldest first, also voided ones.
        signatures: Vec<SignatureView>,
        /// Digest that a rejection is signed over.
        rejection_digest: String,
        /// Certificates issued.
        certificates: Vec<CertificateRow>,
        /// What the operator can do next, in the order of the job: names of screens' acts such as `record_consent`.
        next_acts: Vec<String>,
    }

    /// Consent as recorded.
    struct ConsentView {
        /// Form version.
        form_version: String,
        /// Scope.
        scope: Vec<ConsentScope>,
        /// Day of signature.
        signed_on: String,
    }

    /// Questionnaire as recorded.
    struct QuestionnaireView {
        /// Form version.
        form_version: String,
        /// What it amounts to.
        outcome: Eligibility,
        /// Codes of the questions answered with `yes` or `unknown`.
        flagged: Vec<String>,
    }

    /// Collection as recorded.
    struct CollectionView {
        /// 13 characters.
        din: String,
        /// Check character.
        check_character: String,
        /// Sex of the infant.
        infant_sex: InfantSex,
        /// Birth weight, g.
        birth_weight_g: u32,
        /// Completed weeks.
        gestation_weeks: u32,
        /// Days beyond them.
        gestation_days: u32,
        /// Mode of delivery.
        delivery_mode: DeliveryMode,
        /// Start.
        started_ms: i64,
        /// End.
        ended_ms: i64,
        /// Net volume, mL.
        volume_ml: String,
        /// Gross weight, g.
        gross_weight_g: Option<String>,
        /// Lot of the bag.
        bag_lot: String,
        /// Collected by.
        collector: String,
        /// Values that were replaced, oldest correction first.
        corrected: Vec<CorrectionView>,
    }

    /// Where a unit was.
    struct LocationView {
        /// Tank code, rack and slot.
        position: String,
        /// Tank's site.
        site_code: String,
        /// From.
        from_ms: i64,
        /// Until; none while it is there.
        until_ms: Option<i64>,
        /// Stored by.
        by: String,
    }

    /// A hold.
    struct HoldView {
        /// Key to lift it with.
        key: String,
        /// Reason code: `manual`, `duplicate_din`, `duplicate_position`, `deviation_unsettled`,
        /// `content_changed_after_release`.
        reason: String,
        /// Note.
        note: String,
        /// Placed by; none where a rule did.
        by: Option<String>,
        /// Since.
        since_ms: i64,
        /// Lifted at.
        lifted_ms: Option<i64>,
        /// Lifted by.
        lifted_by: Option<String>,
        /// Digest that the signature lifting it is made over; empty where only a rule lifts it.
        digest: String,
    }

    /// An electronic signature as it must be shown everywhere (21 CFR 11.50).
    struct SignatureView {
        /// Meaning.
        meaning: Meaning,
        /// Printed name.
        name: String,
        /// Moment.
        at_ms: i64,
        /// Beginning of the digest of what was signed.
        digest: String,
        /// Voided by a later change of what was signed.
        voided: bool,
        /// The norm profiles that had judged the unit at that moment, the one that decided first.
        profiles: Vec<super::SignedProfile>,
    }

    /// A paper that was issued about a unit.
    struct CertificateRow {
        /// Which document.
        document: DocumentKind,
        /// Number.
        number: String,
        /// 1 for the original, then copies.
        copy: u32,
        /// When.
        at_ms: i64,
        /// By.
        by: String,
        /// Reason of a copy.
        reason: Option<String>,
        /// Whether its print was called off, so that there is no such paper.
        called_off: bool,
    }

    /// A unit's whole history.
    struct Timeline {
        /// Which.
        donation: DonationId,
        /// Its number.
        din: Option<String>,
        /// Events, oldest first.
        events: Vec<TimelineEvent>,
    }

    /// One record.
    struct TimelineEvent {
        /// Kind of record, such as `collection.registered`.
        kind: String,
        /// Wall clock.
        at_ms: i64,
        /// Who.
        operator: Option<String>,
        /// Second person.
        second: Option<String>,
        /// Station's name.
        station: String,
        /// Site's code.
        site_code: String,
        /// Place in the station's chain.
        seq: u32,
        /// Beginning of the entry's hash.
        hash: String,
        /// The record's fields, flat: name and value as text; enumerations as their words.
        fields: Vec<TimelineField>,
        /// Whether a personal part exists for it.
        has_personal: bool,
        /// What speaks against its clock.
        doubts: Vec<ClockDoubtView>,
        /// Old and new values, where it corrects.
        changes: Vec<CorrectionView>,
    }

    /// A field of a record.
    struct TimelineField {
        /// Name.
        name: String,
        /// Value.
        value: String,
        /// Whether a later record replaced this value.
        replaced: bool,
    }

    /// Puts a unit on hold.
    struct HoldUnit {
        /// Which.
        donation: DonationId,
        /// Why.
        note: String,
    }

    /// Lifts a hold.
    struct LiftHold {
        /// Which unit.
        donation: DonationId,
        /// Which hold.
        key: String,
        /// Why.
        reason: String,
        /// Digest of the hold as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The operator's password.
        password: Secret,
    }
}
