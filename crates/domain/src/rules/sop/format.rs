//! The layout of an SOP's data file. What a field leaves out has the default that is safe.

use super::{Branch, StepPicture};
use crate::rules::{Bilingual, Choice, FILE_BYTES_MAX, PHOTO_BYTES_MAX};
use crate::{Measure, MediaType, Permission, Role};
use serde::{Deserialize, Serialize};

/// A procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sop {
    /// Stable code.
    pub code: String,
    /// Version, such as `1` or `2026-1`.
    pub version: String,
    /// Title.
    pub title: Bilingual,
    /// Steps in order.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Stable code.
    pub code: String,
    /// Number in the full procedure.
    pub number: u32,
    /// Title.
    pub title: Bilingual,
    /// Instruction.
    pub help: Bilingual,
    /// What it is for, where its code is not that: what other data of the bank calls it by, such as the rules of samples.
    #[serde(default)]
    pub purpose: Option<String>,
    /// A picture beside the instruction.
    #[serde(default)]
    pub picture: Option<StepPicture>,
    /// Who may do it; empty for everyone who may process.
    #[serde(default)]
    pub who: Vec<Role>,
    /// The record of another screen that does this step; none where the bench records it.
    #[serde(default)]
    pub recorded_by: Option<RecordedBy>,
    /// Whether the steps after it may be done without it.
    #[serde(default)]
    pub optional: bool,
    /// Whether it may be done more than once.
    #[serde(default)]
    pub repeatable: bool,
    /// Whether the steps after it may be done before it, up to the next stop point.
    #[serde(default)]
    pub parallel: bool,
    /// A stop point: wants every step before it.
    #[serde(default)]
    pub stop: bool,
    /// What doing it again is, where it may not be done more than once by itself.
    #[serde(default)]
    pub repeat: Departing,
    /// What skipping it is.
    #[serde(default)]
    pub skip: Departing,
    /// What entering it after the fact is.
    #[serde(default = "signed")]
    pub late_entry: Departing,
    /// What is entered.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// What is scanned.
    #[serde(default)]
    pub scans: Vec<RequiredScan>,
    /// Whether the equipment is scanned: short for a scan of that name.
    #[serde(default)]
    pub needs_equipment: bool,
    /// Whether the lot is scanned: short for a scan of that name.
    #[serde(default)]
    pub needs_lot: bool,
    /// Whether a second person confirms.
    #[serde(default)]
    pub needs_second: bool,
    /// For which units; none for all.
    #[serde(default)]
    pub when: Option<Branch>,
    /// When, counted from other steps.
    #[serde(default)]
    pub timing: Vec<Timing>,
    /// How long it goes on, where it is begun and ended.
    #[serde(default)]
    pub dwell: Option<Dwell>,
    /// Whether each unit of a run has values of its own.
    #[serde(default)]
    pub per: Per,
}

impl Step {
    /// What it is for.
    #[must_use]
    pub fn purpose(&self) -> &str {
        self.purpose.as_deref().unwrap_or(&self.code)
    }
}

/// What the values of a step are entered for, where units are worked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// For each unit, though they may be the same.
    #[default]
    Unit,
    /// Once, for every unit of the run.
    Run,
}

const fn signed() -> Departing {
    Departing::Signed
}

/// What it takes to depart from a rule of the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Departing {
    /// It cannot be done.
    #[default]
    Stop,
    /// A reason and a signature.
    Signed,
    /// It is flagged, nothing more.
    Noted,
}

/// The records of other screens that do a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordedBy {
    /// The mother's enrolment.
    Enrolment,
    /// Her consent.
    Consent,
    /// Her questionnaire with its outcome.
    Questionnaire,
    /// The collection.
    Collection,
    /// Bag, tubes and form scanned at the bedside.
    CrossCheck,
    /// Packed into a box.
    Packing,
    /// Received with the identity check.
    Receipt,
    /// Accepted on arrival.
    ReceiptDecision,
    /// A printed label scanned and compared.
    LabelCheck,
    /// The freezing curve reviewed, and the unit fit by it.
    CurveReview,
    /// Every required test final.
    Results,
    /// Put into a tank.
    Storage,
    /// Moved to another place in a tank.
    Move,
    /// Reviewed by quality.
    Review,
    /// Released.
    Release,
    /// A certificate issued.
    Certificate,
}

impl RecordedBy {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::Enrolment,
        Self::Consent,
        Self::Questionnaire,
        Self::Collection,
        Self::CrossCheck,
        Self::Packing,
        Self::Receipt,
        Self::ReceiptDecision,
        Self::LabelCheck,
        Self::CurveReview,
        Self::Results,
        Self::Storage,
        Self::Move,
        Self::Review,
        Self::Release,
        Self::Certificate,
    ];
}

/// A window of time counted from another step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// The earlier step; its end counts.
    pub from: String,
    /// Not before, minutes.
    #[serde(default)]
    pub not_before_min: Option<u32>,
    /// At the latest, minutes.
    #[serde(default)]
    pub within_min: Option<u32>,
    /// What being outside is.
    #[serde(default)]
    pub outside: Departing,
    /// What it takes where the earlier step was not done; wanted where that may be.
    #[serde(default)]
    pub without: Option<Departing>,
}

/// How long a step goes on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dwell {
    /// At least, minutes.
    #[serde(default)]
    pub min_min: Option<u32>,
    /// At most, minutes.
    #[serde(default)]
    pub max_min: Option<u32>,
    /// What being outside is.
    #[serde(default)]
    pub outside: Departing,
}

/// A scan that a step wants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredScan {
    /// Stable code within the step.
    pub code: String,
    /// What is to be scanned.
    #[serde(rename = "zh")]
    pub zh: String,
    /// In English.
    #[serde(rename = "en")]
    pub en: String,
    /// The sort of code.
    pub kind: StepScanKind,
    /// The kind of equipment, material or place that it is to be, such as `centrifuge` or `tank`; any where nothing is
    /// said.
    #[serde(default)]
    pub of: Option<String>,
}

/// The sorts of codes that a step wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum StepScanKind {
    /// A piece of equipment.
    Equipment,
    /// A lot of a reagent or consumable.
    Lot,
    /// A place: a position of a tank, or a room.
    Position,
}

/// An input of a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Input {
    /// Stable code.
    pub code: String,
    /// Label.
    #[serde(flatten)]
    pub label: Bilingual,
    /// What it takes.
    pub kind: InputKind,
    /// Unit; empty where none.
    #[serde(default)]
    pub unit: String,
    /// Whether it may stay empty.
    #[serde(default)]
    pub optional: bool,
    /// Lowest number that the procedure wants; the plausible range is wider.
    #[serde(default)]
    pub low: Option<Measure>,
    /// Highest number that the procedure wants.
    #[serde(default)]
    pub high: Option<Measure>,
    /// What a number outside `low..=high` is, or a choice whose verdict is `warn` or `fail`. Left out, a number and `fail` are
    /// signed, `warn` is noted.
    #[serde(default)]
    pub outside: Option<Departing>,
}

/// What an input takes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum InputKind {
    /// A number within a plausible range.
    Number {
        /// Lowest.
        min: Option<Measure>,
        /// Highest.
        max: Option<Measure>,
    },
    /// One of these.
    Choice(Vec<Choice>),
    /// Free text, up to 200 characters.
    Text,
    /// A moment not in the future, ms since 1970-01-01 UTC.
    Time,
    /// A text that is scanned.
    Scan {
        /// What it has to look like; anything where nothing is said.
        #[serde(default)]
        pattern: Option<String>,
    },
    /// A photo, kept with the unit and named by its digest.
    Photo {},
    /// A file, kept with the unit and named by its digest.
    File {
        /// What it may be; everything that is kept where nothing is said.
        #[serde(default)]
        accept: Vec<MediaType>,
        /// The most kilobytes; as many as a file may have where nothing is said.
        #[serde(default)]
        max_kb: Option<u32>,
    },
}

impl InputKind {
    /// What a photo or file may be and how many bytes it may have; none where something else is entered.
    #[must_use]
    pub fn attachment(&self) -> Option<(&[MediaType], usize)> {
        match self {
            Self::Photo {} => Some((&[MediaType::Jpeg, MediaType::Png], PHOTO_BYTES_MAX)),
            Self::File { accept, max_kb } => {
                let accept = if accept.is_empty() { MediaType::ALL } else { accept };
                let wanted = max_kb.and_then(|kb| usize::try_from(kb).ok()).map(|kb| kb.saturating_mul(1024));
                Some((accept, wanted.unwrap_or(FILE_BYTES_MAX).min(FILE_BYTES_MAX)))
            }
            _ => None,
        }
    }
}

impl Sop {
    /// The step of that code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// The first step that such a record does.
    #[must_use]
    pub fn recorded_by(&self, record: RecordedBy) -> Option<&Step> {
        self.steps.iter().find(|step| step.recorded_by == Some(record))
    }
}

impl Step {
    /// Every scan that it wants, the short forms included.
    #[must_use]
    pub fn all_scans(&self) -> Vec<RequiredScan> {
        let short = |wanted: bool, code: &str, zh: &str, en: &str, kind| {
            wanted.then(|| RequiredScan { code: code.into(), zh: zh.into(), en: en.into(), kind, of: None })
        };
        let equipment =
            short(self.needs_equipment, "equipment", "设备", "Equipment", StepScanKind::Equipment);
        let lot = short(self.needs_lot, "lot", "批号", "Lot", StepScanKind::Lot);
        equipment.into_iter().chain(lot).chain(self.scans.iter().cloned()).collect()
    }

    /// What doing it again takes; none where it may be done again by itself.
    #[must_use]
    pub const fn repeating(&self) -> Option<Departing> {
        if self.repeatable { None } else { Some(self.repeat) }
    }

    /// Whether it can be done again, by itself or as a departure.
    #[must_use]
    pub fn may_repeat(&self) -> bool {
        self.repeating() != Some(Departing::Stop)
    }

    /// Whether somebody with these roles may do it.
    #[must_use]
    pub fn is_open_to(&self, roles: &[Role]) -> bool {
        if self.who.is_empty() {
            return roles.iter().any(|role| role.may(Permission::Process));
        }
        roles.iter().any(|role| self.who.contains(role))
    }

    /// The input of that code.
    #[must_use]
    pub fn input(&self, code: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.code == code)
    }
}
