//! The bedside: enrolment, consent, questionnaire, collection, cross-check.

use domain::*;

wire! {
    /// Names a donation.
    struct DonationQuery {
        /// Which.
        donation: DonationId,
    }

    /// What was acted on.
    struct UnitRef {
        /// The donation.
        donation: DonationId,
        /// Its number, once it has one.
        din: Option<String>,
        /// Where it stands now.
        status: UnitStatus,
    }

    /// Enrols a mother.
    struct EnrolMother {
        /// Public or family inventory.
        inventory: Inventory,
        /// Expected day of birth, `YYYY-MM-DD`.
        due_date: String,
        /// Name.
        name: String,
        /// Identity document number.
        identity_document: String,
        /// Telephone number.
        phone: String,
    }

    /// A mother's personal data; only for those entitled.
    struct PersonalView {
        /// Whether this station holds it at all.
        held_here: bool,
        /// Name.
        name: Option<String>,
        /// Identity document number.
        identity_document: Option<String>,
        /// Telephone number.
        phone: Option<String>,
    }

    /// Asks for the donations of a mother.
    struct FindMother {
        /// Her name, her identity document number or her telephone number: the whole of it, so that nobody can leaf
        /// through names.
        text: String,
    }

    /// Donations of mothers who are so named, the latest first.
    struct UnitsOfMother {
        /// The units. Which of several of one name is meant, their own personal data tell.
        rows: Vec<super::UnitRow>,
        /// Whether this station may lack mothers enrolled elsewhere.
        partial: bool,
    }

    /// Records the mother's consent.
    struct RecordConsent {
        /// Which donation.
        donation: DonationId,
        /// Version of the form that was signed.
        form_version: String,
        /// What she consents to.
        scope: Vec<ConsentScope>,
        /// Day of her signature, `YYYY-MM-DD`.
        signed_on: String,
    }

    /// The health questionnaire in force.
    struct QuestionnaireForm {
        /// Version of the form.
        version: String,
        /// Its questions, in order.
        questions: Vec<Question>,
    }

    /// One question.
    struct Question {
        /// Stable code.
        code: String,
        /// Chinese text.
        zh: String,
        /// English text.
        en: String,
        /// Whether `yes` defers the donation.
        defers: bool,
    }

    /// Records the answers.
    struct RecordQuestionnaire {
        /// Which donation.
        donation: DonationId,
        /// Version of the form.
        form_version: String,
        /// An answer to every question.
        answers: Vec<AnsweredQuestion>,
    }

    /// One answer.
    struct AnsweredQuestion {
        /// The question's code.
        question: String,
        /// The answer.
        answer: Answer,
    }

    /// The number that the station's block gives next.
    struct NextDin {
        /// 13 characters; none where the block is used up or missing.
        din: Option<String>,
        /// The boxed check character.
        check_character: Option<String>,
        /// How many are left in the station's blocks.
        remaining: u32,
    }

    /// Registers a collection.
    struct RegisterCollection {
        /// Which donation.
        donation: DonationId,
        /// From a kit by scan, or the next of the station's block.
        din_source: DinSource,
        /// For a kit: the scanned symbol, or 13 characters and the check character as typed.
        din_scan: Option<String>,
        /// Sex of the infant.
        infant_sex: InfantSex,
        /// Birth weight, g.
        birth_weight_g: String,
        /// Completed weeks of gestation.
        gestation_weeks: String,
        /// Days beyond them, 0 to 6.
        gestation_days: String,
        /// Mode of delivery.
        delivery_mode: DeliveryMode,
        /// Start of collection, ms since 1970-01-01 UTC.
        started_ms: i64,
        /// End of collection, ms since 1970-01-01 UTC.
        ended_ms: i64,
        /// Volume collected without anticoagulant, mL; or give the gross weight.
        volume_ml: Option<String>,
        /// Weight of the filled bag, g; tare and anticoagulant come from the bag's data in the norm profile.
        gross_weight_g: Option<String>,
        /// Lot of the collection bag.
        bag_lot: String,
    }

    /// Asks whether a collection bag may be used.
    struct CheckBagLot {
        /// The lot, as scanned or typed.
        bag_lot: String,
        /// When the collection began, where that is not now, ms since 1970-01-01 UTC.
        started_ms: Option<i64>,
    }

    /// A lot that may be used.
    struct BagLot {
        /// As the register names it.
        code: String,
    }

    /// Records that bag, tubes and form carry the same number.
    struct CrossCheck {
        /// Which donation.
        donation: DonationId,
        /// The scanned texts, as read: one bag, one form, and at least one tube.
        scans: Vec<String>,
    }
}
