//! Norm profile: the limits and tests a unit is judged by, as a versioned data file with sources.

use super::{Bilingual, Finding, Limit};
use crate::record::ResultRecorded;
use crate::{Code, Measure, Refusal, ResultState, Verdict};
use serde::Deserialize;

/// A norm profile.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct NormProfile {
    /// Stable code.
    pub code: String,
    /// Version, rising.
    pub version: u32,
    /// Title.
    pub title: Bilingual,
    /// Net volume of a collection, mL.
    pub volume_ml: Limit,
    /// Gross weight of a filled collection bag, g.
    pub gross_weight_g: Limit,
    /// Birth weight, g.
    pub birth_weight_g: Limit,
    /// Gestational age, days.
    pub gestation_d: Limit,
    /// The journey to the laboratory.
    pub transport: TransportLimits,
    /// The tanks.
    pub storage: StorageLimits,
    /// The collection bag in use.
    pub bag: BagData,
    /// Tests.
    pub tests: Vec<TestDefinition>,
}

/// Limits of the journey.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TransportLimits {
    /// From end of collection to receipt, hours.
    pub hours: Limit,
    /// Lowest and highest temperature, °C.
    pub temperature_c: Limit,
}

/// Limits of the tanks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StorageLimits {
    /// Temperature at the probe, °C.
    pub temperature_c: Limit,
    /// How long after a reading the next is due, hours.
    pub reading_due_h: u32,
}

/// The collection bag in use, for the computation of volume from weight.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BagData {
    /// Empty bag with tubing and anticoagulant, g.
    pub tare_g: Measure,
    /// Anticoagulant, mL.
    pub anticoagulant_ml: Measure,
    /// Name on labels, such as `CPD 35 mL`.
    pub anticoagulant: String,
    /// Density of cord blood, g/mL.
    pub density_g_per_ml: Measure,
}

/// A choice and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Choice {
    /// Stable code.
    pub code: String,
    /// Text.
    #[serde(flatten)]
    pub text: Bilingual,
    /// Verdict, for choices of a test.
    #[serde(default = "info")]
    pub verdict: Verdict,
}

const fn info() -> Verdict {
    Verdict::Info
}

/// What a test's value is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    /// A number under a limit.
    Number(Limit),
    /// One of these.
    Choice {
        /// The choices.
        choices: Vec<Choice>,
        /// Where the judgement comes from.
        source: String,
        /// Whether the bank has confirmed it.
        confirmed: bool,
    },
}

/// A test.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TestDefinition {
    /// Stable code.
    pub code: String,
    /// Name.
    #[serde(flatten)]
    pub name: Bilingual,
    /// Whether a release needs it.
    pub required: bool,
    /// What its value is.
    pub kind: TestKind,
}

impl NormProfile {
    /// The test of that code.
    #[must_use]
    pub fn test(&self, code: &str) -> Option<&TestDefinition> {
        self.tests.iter().find(|test| test.code == code)
    }

    /// How many limits the bank has not confirmed.
    #[must_use]
    pub fn unconfirmed(&self) -> usize {
        let fixed = [
            &self.volume_ml,
            &self.gross_weight_g,
            &self.birth_weight_g,
            &self.gestation_d,
            &self.transport.hours,
            &self.transport.temperature_c,
        ];
        let tests = self.tests.iter().filter(|test| match &test.kind {
            TestKind::Number(limit) => !limit.confirmed,
            TestKind::Choice { confirmed, .. } => !confirmed,
        });
        fixed.iter().filter(|limit| !limit.confirmed).count() + tests.count()
    }
}

impl TestDefinition {
    /// The unit; empty where none.
    #[must_use]
    pub fn unit(&self) -> &str {
        match &self.kind {
            TestKind::Number(limit) => &limit.unit,
            TestKind::Choice { .. } => "",
        }
    }

    /// Reads a value as entered.
    ///
    /// # Errors
    /// A refusal at `value` for what is no number, implausible, or not one of the choices.
    pub fn read(&self, text: &str) -> Result<(Option<Measure>, Option<String>), Refusal> {
        match &self.kind {
            TestKind::Number(limit) => {
                let number: Measure = text
                    .parse()
                    .map_err(|_| Refusal::stop(Code::NotANumber).with("value", text).at("value"))?;
                limit.plausible(number, "value").map(|number| (Some(number), None))
            }
            TestKind::Choice { choices, .. } => match choices.iter().find(|choice| choice.code == text) {
                Some(choice) => Ok((None, Some(choice.code.clone()))),
                None => Err(Refusal::stop(Code::NotAChoice).with("value", text).at("value")),
            },
        }
    }

    /// Judges a recorded result. What was not done or is invalid passes nothing.
    #[must_use]
    pub fn judge(&self, result: &ResultRecorded) -> Finding {
        let stopped = matches!(result.state, ResultState::NotDone | ResultState::Invalid);
        match (&self.kind, result.number, &result.choice) {
            (TestKind::Number(limit), Some(number), _) if !stopped => limit.judge(&self.code, number),
            (TestKind::Choice { choices, source, .. }, _, Some(code)) if !stopped => {
                let choice = choices.iter().find(|choice| choice.code == *code);
                Finding {
                    rule: self.code.clone(),
                    verdict: choice.map_or(Verdict::Fail, |choice| choice.verdict),
                    value: code.clone(),
                    limit: String::new(),
                    source: source.clone(),
                }
            }
            _ => Finding {
                rule: self.code.clone(),
                verdict: if self.required { Verdict::Fail } else { Verdict::Info },
                value: String::new(),
                limit: String::new(),
                source: String::new(),
            },
        }
    }
}
