//! The bank's own rules as data: norm profile, SOP, questionnaire, pick-lists. Versioned files, judged here.

use crate::PersonId;
use std::collections::BTreeMap;
use std::sync::Arc;

mod attachment;
mod calculation;
mod clearance;
mod control;
mod environment;
mod formula;
mod freezing;
mod limits;
mod norm;
mod order;
mod procedure;
mod profile;
mod questionnaire;
mod repeat;
mod sample;
mod sop;
mod test;
mod text;
mod unit_text;

pub use crate::ControlRule;
pub use attachment::{FILE_BYTES_MAX, PHOTO_BYTES_MAX, PIECE_BYTES_MAX};
pub use calculation::{
    Calculation, CalculationInput, calculations, cd34_by_percent, dose_weight_kg, mononuclear_cells,
    recovery_percent, share_percent,
};
pub use clearance::LineClearance;
pub use control::{ControlPoint, ControlTarget, control_rules};
pub(crate) use environment::reported;
pub use environment::{EnvironmentFile, GradeLimit, GradeLimits, MonitoringRules};
pub use formula::Formula;
pub(crate) use formula::times;
pub use freezing::{
    CURVE_POINTS_MIN, Cooling, Course, Excursion, FreezingFile, FreezingProgram, Nucleation, Phase,
    PlotPoint, Probe, excursions, thinned,
};
pub(crate) use limits::gravity;
pub use limits::{Finding, Limit, worst};
pub use norm::{BagData, FreezingLimits, LimitText, NamedLimit, NormFile, NormProfile, TransportLimits};
pub use order::Placed;
pub use procedure::Procedure;
pub use profile::{Retention, confirmers, standing_approvals};
pub use questionnaire::{Question, Questionnaire};
pub use repeat::{RepeatRule, Repeats};
pub(crate) use sample::volume_unit;
pub use sample::{
    Agreed, Agreeing, Agreement, BoxKind, BoxShape, SampleKind, SampleRoots, SampleRules, StepInputName,
    in_unit, nanolitres,
};
pub use sop::{
    Act, BRANCH_DEPTH_MAX, Branch, CONTENT_BYTES_MAX, Change, Comparison, Condition, Departing, Dwell, Input,
    InputKind, PICTURE_BYTES_MAX, Per, Progress, RecordedBy, RequiredScan, STEPS_MAX, Sop, SopFault, SopText,
    Standing, Step, StepPicture, StepProgress, StepScanKind, Timing, Window, departures, differences,
    drawn_texts, final_checks, fits_pattern, is_final_label, recorded_ms, use_departure, value_departures,
};
pub use test::{Choice, ControlPolicy, CriticalValues, OnRejection, Subject, TestDefinition, TestKind};
pub use text::{TextRule, TextShape};
pub use unit_text::is_same_unit;

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
    /// Limits and tests of the profile that decides, with what the bank confirmed.
    pub norm: NormProfile,
    /// SHA-256 of its data file, hexadecimal.
    pub norm_digest: String,
    /// The profiles that judge beside it.
    pub beside: Vec<Arc<NormFile>>,
    /// Every version of every profile that the station knows. Empty only where one profile is all there is.
    pub norms: Vec<Arc<NormFile>>,
    /// Every version of every program of a controlled-rate freezer.
    pub freezing: Vec<Arc<FreezingFile>>,
    /// Every version of the limits of clean rooms.
    pub environment: Vec<Arc<EnvironmentFile>>,
    /// Every version of every SOP that the station knows, the shipped ones first. Never empty: the first one is what
    /// units are worked by that nothing says otherwise of.
    pub sops: Vec<Arc<SopFile>>,
    /// Versions of SOPs that went back to who drew them, by digest, with the moment, ms since 1970-01-01 UTC: no unit begins
    /// with one.
    pub returned: BTreeMap<String, i64>,
    /// Health questions.
    pub questionnaire: Questionnaire,
    /// Reasons for rejection.
    pub rejection_reasons: Vec<Choice>,
    /// Kinds of deviations.
    pub deviation_categories: Vec<Choice>,
    /// Causes of deviations.
    pub deviation_causes: Vec<Choice>,
}
