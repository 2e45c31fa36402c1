//! The bedside.

use super::{OwnTemplate, record};
use crate::{
    Answer, ConsentScope, DeliveryMode, DinSource, Eligibility, InfantSex, Inventory, Measure, NumberScheme,
};

record! {
    /// A mother is enrolled. Her name and contacts are in the personal part.
    MotherEnrolled {
        /// Public or family.
        0 inventory: Inventory,
        /// Expected day of birth, `YYYY-MM-DD`.
        1 due_date: String,
    }

    /// The personal part of [`MotherEnrolled`].
    MotherPersonal {
        /// Name.
        0 name: String,
        /// Identity document number.
        1 identity_document: String,
        /// Telephone number.
        2 phone: String,
    }

    /// Her consent.
    ConsentRecorded {
        /// Version of the form.
        0 form_version: String,
        /// What she consents to.
        1 scope: Vec<ConsentScope>,
        /// Day of her signature, `YYYY-MM-DD`.
        2 signed_on: String,
    }

    /// Her answers.
    QuestionnaireRecorded {
        /// Version of the form.
        0 form_version: String,
        /// Every question with its answer.
        1 answers: Vec<QuestionAnswered>,
        /// What they amount to under that form.
        2 outcome: Eligibility,
    }

    /// One answer.
    QuestionAnswered {
        /// Question code.
        0 question: String,
        /// Answer.
        1 answer: Answer,
    }

    /// The collection.
    CollectionRegistered {
        /// Donation number, 13 characters.
        0 din: String,
        /// Its numbering.
        1 scheme: NumberScheme,
        /// Where the number came from.
        2 din_source: DinSource,
        /// Sex of the infant.
        3 infant_sex: InfantSex,
        /// Birth weight, g.
        4 birth_weight_g: u32,
        /// Gestational age, days.
        5 gestation_d: u32,
        /// Mode of delivery.
        6 delivery_mode: DeliveryMode,
        /// Start, ms since 1970-01-01 UTC.
        7 started_ms: i64,
        /// End, ms since 1970-01-01 UTC.
        8 ended_ms: i64,
        /// Net volume without anticoagulant, mL.
        9 volume_ml: Measure,
        /// Gross weight, g, where the volume was computed from it.
        10 gross_weight_g: Option<Measure>,
        /// Lot of the collection bag.
        11 bag_lot: String,
        /// Anticoagulant in the bag, mL.
        12 anticoagulant_ml: Measure,
    }

    /// Bag, tubes and form agree.
    LabelsCrossChecked {
        /// What was scanned, in order.
        0 scans: Vec<LabelScanned>,
    }

    /// One scan of the cross-check.
    LabelScanned {
        /// Role: `bag`, `tube`, `form`, `maternal_tube`.
        0 role: String,
        /// The text as read.
        1 text: String,
    }

    /// Labels left a printer.
    LabelsPrinted {
        /// Templates, each as often as it was printed.
        0 templates: Vec<String>,
        /// Where they went.
        1 destination: String,
        /// 1 for the first print of this unit, then more.
        2 copy: u32,
        /// Why again.
        3 reprint_reason: Option<String>,
        /// SHA-256 of the bytes sent, hexadecimal.
        4 digest: String,
    }

    /// Labels were ordered from a printer, drawn by these templates.
    LabelsPrintedByTemplate {
        /// Templates, each as often as it was printed.
        0 templates: Vec<String>,
        /// Where they went.
        1 destination: String,
        /// 1 for the first print of this unit, then more.
        2 copy: u32,
        /// Why again.
        3 reprint_reason: Option<String>,
        /// SHA-256 of the bytes sent, hexadecimal.
        4 digest: String,
        /// The bank's own templates among them; the others are ours.
        5 own_templates: Vec<OwnTemplate>,
    }
}

impl From<LabelsPrinted> for LabelsPrintedByTemplate {
    fn from(old: LabelsPrinted) -> Self {
        let LabelsPrinted { templates, destination, copy, reprint_reason, digest } = old;
        Self { templates, destination, copy, reprint_reason, digest, own_templates: Vec::new() }
    }
}

impl MotherPersonal {
    /// Whether a text is the whole of her name, document or telephone number; blanks, hyphens and case do not count.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect()
        };
        let text = plain(text);
        !text.is_empty()
            && [&self.name, &self.identity_document, &self.phone].iter().any(|own| plain(own) == text)
    }
}
