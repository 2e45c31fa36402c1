//! A standard operating procedure as a versioned data file: ordered steps with inputs.

use super::{Bilingual, Choice};
use crate::record::StepValue;
use crate::{Code, Measure, Refusal};
use serde::Deserialize;

/// A procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sop {
    /// Stable code.
    pub code: String,
    /// Version.
    pub version: String,
    /// Title.
    pub title: Bilingual,
    /// Steps in order.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Step {
    /// Stable code.
    pub code: String,
    /// Number in the full procedure.
    pub number: u32,
    /// Title.
    pub title: Bilingual,
    /// Instruction.
    pub help: Bilingual,
    /// What is entered.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Whether the equipment is scanned.
    #[serde(default)]
    pub needs_equipment: bool,
    /// Whether the lot is scanned.
    #[serde(default)]
    pub needs_lot: bool,
    /// Whether a second person confirms.
    #[serde(default)]
    pub needs_second: bool,
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
}

/// What an input takes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

impl Sop {
    /// The step of that code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// The first step that is not among those done.
    #[must_use]
    pub fn next_step<'a>(&self, done: impl Iterator<Item = &'a str> + Clone) -> Option<&Step> {
        self.steps.iter().find(|step| !done.clone().any(|code| code == step.code))
    }
}

impl Step {
    /// Checks the values entered and puts them in the order of the inputs.
    ///
    /// # Errors
    /// A refusal that names the input in its parameter `input`.
    pub fn read(&self, entered: &[(String, String)]) -> Result<Vec<StepValue>, Refusal> {
        self.inputs.iter().map(|input| input.read(entered)).collect()
    }
}

impl Input {
    fn read(&self, entered: &[(String, String)]) -> Result<StepValue, Refusal> {
        let refuse = |code| Refusal::stop(code).with("input", &self.code).at("values");
        let value = entered.iter().find(|(code, _)| *code == self.code).map_or("", |(_, value)| value.trim());
        if value.is_empty() {
            return Err(refuse(Code::Empty));
        }
        match &self.kind {
            InputKind::Number { min, max } => {
                let number: Measure =
                    value.parse().map_err(|_| refuse(Code::NotANumber).with("value", value))?;
                if let Some(min) = min.filter(|min| number < *min) {
                    let low = refuse(Code::TooLow).with("value", value).with("min", min);
                    return Err(low.with("unit", &self.unit));
                }
                if let Some(max) = max.filter(|max| number > *max) {
                    let high = refuse(Code::TooHigh).with("value", value).with("max", max);
                    return Err(high.with("unit", &self.unit));
                }
                Ok(self.value(number.to_string()))
            }
            InputKind::Choice(choices) if choices.iter().any(|choice| choice.code == value) => {
                Ok(self.value(value.to_owned()))
            }
            InputKind::Choice(_) => Err(refuse(Code::NotAChoice).with("value", value)),
            InputKind::Text if value.chars().count() > 200 => Err(refuse(Code::TooLong).with("max", 200)),
            InputKind::Text => Ok(self.value(value.to_owned())),
        }
    }

    fn value(&self, value: String) -> StepValue {
        StepValue { code: self.code.clone(), value, unit: self.unit.clone() }
    }
}
