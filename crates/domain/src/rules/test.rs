//! What a test is: its value, who reports it, how exactly, what orders it.

use super::{Bilingual, Finding, Limit, RepeatRule, TextRule};
use crate::record::ResultRecorded;
use crate::{Code, Measure, Refusal, ResultState, Role, Verdict};
use serde::Deserialize;

/// Whether none of the choices passes or fails.
pub(super) fn is_reported_only(choices: &[Choice]) -> bool {
    choices.iter().all(|choice| choice.verdict == Verdict::Info)
}

/// A choice and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Choice {
    /// Stable code.
    pub code: String,
    /// Text.
    #[serde(flatten)]
    pub text: Bilingual,
    /// Verdict: of a test by the norm profile; of a step `warn` or `fail` makes the choice a departure.
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
    /// A text of a shape, which is reported and not judged.
    Text(TextRule),
}

/// Whose specimen a test is measured in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The unit's: cord blood or what was made of it.
    #[default]
    Unit,
    /// The mother's.
    Mother,
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
    /// What it is measured in; empty where the profile does not say.
    #[serde(default)]
    pub specimen: Option<Bilingual>,
    /// Whose specimen it is.
    #[serde(default)]
    pub subject: Subject,
    /// The usual method; empty where the profile does not say.
    #[serde(default)]
    pub method: String,
    /// Digits after the point; as entered where none is given.
    #[serde(default)]
    pub decimals: Option<u32>,
    /// Whether a wrong value would do great harm: it is typed twice.
    #[serde(default)]
    pub critical: bool,
    /// Values that are typed twice where the test as a whole is not.
    #[serde(default)]
    pub critical_values: Option<CriticalValues>,
    /// Who may report it.
    #[serde(default = "laboratory")]
    pub reported_by: Vec<Role>,
    /// Codes of the steps any of which orders it. Where none is named, acceptance on arrival orders a required test.
    #[serde(default)]
    pub ordered_by: Vec<String>,
    /// Codes of the steps any of which brings its specimen to the laboratory.
    #[serde(default)]
    pub taken_in_by: Vec<String>,
    /// What its controls mean for its results.
    #[serde(default)]
    pub control: ControlPolicy,
    /// When it is measured again before it counts.
    #[serde(default)]
    pub repeat: Option<RepeatRule>,
}

/// What a rejected control means for the results of a test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRejection {
    /// None is reported of that device until a later control is accepted.
    #[default]
    Stop,
    /// They are reported, and the screens say so.
    Warn,
}

/// How a bank controls a test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct ControlPolicy {
    /// What a rejected control means.
    #[serde(default)]
    pub on_rejection: OnRejection,
}

/// Values of a test that would do great harm if they were wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct CriticalValues {
    /// Numbers below.
    #[serde(default)]
    pub below: Option<Measure>,
    /// Numbers above.
    #[serde(default)]
    pub above: Option<Measure>,
    /// Codes of choices.
    #[serde(default)]
    pub choices: Vec<String>,
}

fn laboratory() -> Vec<Role> {
    vec![Role::TestLab]
}

impl TestDefinition {
    /// The unit; empty where none.
    #[must_use]
    pub fn unit(&self) -> &str {
        match &self.kind {
            TestKind::Number(limit) => &limit.unit,
            TestKind::Choice { .. } | TestKind::Text(_) => "",
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
            // In the record a text stands where a choice does: as what was chosen among all that the shape allows.
            TestKind::Text(rule) => rule.read(text).map(|text| (None, Some(text))),
        }
    }

    /// Whether a person must type this value twice.
    #[must_use]
    pub fn is_critical(&self, number: Option<Measure>, choice: Option<&str>) -> bool {
        let values = self.critical_values.as_ref();
        let named = values.is_some_and(|values| {
            let low = number.zip(values.below).is_some_and(|(number, below)| number < below);
            let high = number.zip(values.above).is_some_and(|(number, above)| number > above);
            low || high || choice.is_some_and(|choice| values.choices.iter().any(|code| code == choice))
        });
        self.critical || named
    }

    /// Whether this is a value that a person must type twice.
    #[must_use]
    pub fn is_critical_result(&self, result: &ResultRecorded) -> bool {
        let has_value = matches!(result.state, ResultState::Preliminary | ResultState::Final);
        has_value && self.is_critical(result.number, result.choice.as_deref())
    }

    /// Refuses more digits after the point than the test is reported with.
    ///
    /// # Errors
    /// [`Code::ResultDecimals`] at `value`.
    pub fn with_decimals(&self, number: Measure) -> Result<Measure, Refusal> {
        match self.decimals {
            Some(decimals) if number.0.scale() > decimals => {
                let many = Refusal::stop(Code::ResultDecimals).with("value", number);
                Err(many.with("decimals", decimals).with("test", &self.code).at("value"))
            }
            _ => Ok(number),
        }
    }

    /// Whether somebody with these roles may report it.
    #[must_use]
    pub fn is_reported_by(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.reported_by.contains(role))
    }

    /// Judges a recorded result. What was not done or is invalid passes nothing.
    #[must_use]
    pub fn judge(&self, result: &ResultRecorded) -> Finding {
        let stopped = matches!(result.state, ResultState::NotDone | ResultState::Invalid);
        match (&self.kind, result.number, &result.choice) {
            (TestKind::Number(limit), Some(number), _) if !stopped => limit.judge(&self.code, number),
            (TestKind::Choice { choices, source, confirmed }, _, Some(code)) if !stopped => {
                let choice = choices.iter().find(|choice| choice.code == *code);
                let judges = *confirmed || is_reported_only(choices);
                let verdict = choice.map_or(Verdict::Fail, |choice| choice.verdict);
                Finding {
                    rule: self.code.clone(),
                    verdict: if judges { verdict } else { Verdict::Unconfirmed },
                    value: code.clone(),
                    limit: String::new(),
                    source: source.clone(),
                }
            }
            (TestKind::Text(rule), _, Some(text)) if !stopped => Finding {
                rule: self.code.clone(),
                verdict: Verdict::Info,
                value: text.clone(),
                limit: String::new(),
                source: rule.source.clone(),
            },
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
