//! The bank's own rules as data: norm profile, SOP, questionnaire, pick-lists. Versioned files, judged here.

mod limits;
mod norm;
mod procedure;
mod questionnaire;
mod sop;

pub use limits::{Finding, Limit, worst};
pub use norm::{BagData, Choice, NormProfile, TestDefinition, TestKind, TransportLimits};
pub use procedure::Procedure;
pub use questionnaire::{Question, Questionnaire};
pub use sop::{Input, InputKind, Sop, Step};

/// Text in the two languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Everything that a station judges by.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSet {
    /// Version, recorded with every entry.
    pub version: u32,
    /// Limits and tests.
    pub norm: NormProfile,
    /// SHA-256 of the limits' data file, hexadecimal.
    pub norm_digest: String,
    /// Steps.
    pub sop: Sop,
    /// SHA-256 of the SOP's data file, hexadecimal.
    pub sop_digest: String,
    /// Health questions.
    pub questionnaire: Questionnaire,
    /// Reasons for rejection.
    pub rejection_reasons: Vec<Choice>,
}
