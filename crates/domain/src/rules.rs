//! The bank's own rules as data: norm profile, SOP, questionnaire, pick-lists. Versioned files, judged here.

use crate::PersonId;
use std::sync::Arc;

mod limits;
mod norm;
mod procedure;
mod questionnaire;
mod sop;

pub use limits::{Finding, Limit, worst};
pub use norm::{BagData, Choice, NormProfile, TestDefinition, TestKind, TransportLimits};
pub use procedure::Procedure;
pub use questionnaire::{Question, Questionnaire};
pub use sop::{
    Act, Branch, CONTENT_BYTES_MAX, Change, Departing, Dwell, Input, InputKind, Progress, RecordedBy,
    RequiredScan, STEPS_MAX, Sop, SopFault, Standing, Step, StepProgress, StepScanKind, Timing, Window,
    departures, differences,
};

/// Text in the two languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One version of an SOP, named by its content.
#[derive(Debug, Clone, PartialEq)]
pub struct SopFile {
    /// What it says.
    pub sop: Sop,
    /// SHA-256 of its text, hexadecimal.
    pub digest: String,
    /// Who drew it, where the bank did; none for a shipped one.
    pub drawn_by: Option<PersonId>,
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
    /// Every version of every SOP that the station knows, the shipped ones first. Never empty: the first one is what
    /// units are worked by that nothing says otherwise of.
    pub sops: Vec<Arc<SopFile>>,
    /// Health questions.
    pub questionnaire: Questionnaire,
    /// Reasons for rejection.
    pub rejection_reasons: Vec<Choice>,
}
