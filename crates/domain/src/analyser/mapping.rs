//! A mapping: an instrument's codes and units on one side, the bank's tests on the other. Versioned data with its source.

use super::{Reported, ReportedStatus};
use crate::Measure;
use crate::rules::{Bilingual, Formula, RuleSet, Subject};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A mapping.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Stable code.
    pub code: String,
    /// Version, rising.
    pub version: u32,
    /// Name.
    pub title: Bilingual,
    /// What stands as the method of its results.
    pub method: String,
    /// Where codes and units come from.
    pub source: Bilingual,
    /// Flags that keep a value from being taken.
    #[serde(default)]
    pub blocking_flags: Vec<String>,
    /// Codes that are known and not used, as patterns of [`is_like`].
    #[serde(default)]
    pub ignored: Vec<String>,
    /// Specimen numbers of control material, as patterns.
    #[serde(default)]
    pub control_specimens: Vec<String>,
    /// Measured values.
    #[serde(default)]
    pub inputs: Vec<InputRule>,
    /// Values that the unit's own record has.
    #[serde(default)]
    pub unit_inputs: Vec<UnitInput>,
    /// Results that are numbers. Several for one test are tried in order.
    #[serde(default)]
    pub numbers: Vec<NumberRule>,
    /// Results that are choices.
    #[serde(default)]
    pub choices: Vec<ChoiceRule>,
}

/// A measured value by its codes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputRule {
    /// Name within the mapping.
    pub name: String,
    /// The instrument's codes.
    pub codes: Vec<String>,
    /// Unit that the value is kept in.
    pub unit: String,
    /// Units that it may come in, each with what the value is multiplied by.
    pub units: BTreeMap<String, Measure>,
}

/// A value of the unit itself: an input of a step, or a result reported before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitInput {
    /// Name within the mapping.
    pub name: String,
    /// What it is, in words.
    pub title: Bilingual,
    /// Unit.
    pub unit: String,
    /// Steps and their inputs, `step.input`, the first that was recorded counts.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Tests, the first that has a number counts.
    #[serde(default)]
    pub tests: Vec<String>,
}

/// A result that is a number: the product of its inputs times a factor, after the optional sum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRule {
    /// The bank's test.
    pub test: String,
    /// Names of inputs that are added up first.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Names of inputs that are multiplied.
    #[serde(default)]
    pub product: Vec<String>,
    /// What the product is multiplied by.
    pub factor: Measure,
    /// An input in nucleated red cells per 100 leucocytes by which the count is corrected: × 100 / (100 + n).
    #[serde(default)]
    pub corrected_for: Option<String>,
    /// Decimals of the result.
    pub decimals: u32,
}

/// A result that is one of the test's choices.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceRule {
    /// The bank's test.
    pub test: String,
    /// The instrument's codes.
    pub codes: Vec<String>,
    /// Where one code stands for several tests: patterns of which one detail must be like, such as a bottle's kind.
    #[serde(default)]
    pub details: Vec<String>,
    /// From the instrument's value to the test's choice.
    pub values: BTreeMap<String, String>,
    /// Values that say that the result is not there yet.
    #[serde(default)]
    pub pending: Vec<String>,
}

impl NumberRule {
    /// Names of all its inputs.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &str> {
        self.sum.iter().chain(&self.product).chain(&self.corrected_for).map(String::as_str)
    }

    /// How it is computed.
    #[must_use]
    pub fn formula(&self) -> Formula<'_> {
        Formula {
            sum: &self.sum,
            product: &self.product,
            factor: self.factor,
            corrected_for: self.corrected_for.as_deref(),
            decimals: self.decimals,
        }
    }
}

impl ChoiceRule {
    pub(super) fn is_of(&self, one: &Reported) -> bool {
        let mut told = one.details.iter().chain([&one.code]);
        self.details.is_empty() || told.any(|told| self.details.iter().any(|pattern| is_like(pattern, told)))
    }

    pub(super) fn is_pending(&self, value: &str) -> bool {
        self.pending.iter().any(|pending| pending.eq_ignore_ascii_case(value))
    }
}

impl Mapping {
    pub(super) fn input_of(&self, code: &str) -> Option<&InputRule> {
        self.inputs.iter().find(|input| input.codes.iter().any(|known| known.eq_ignore_ascii_case(code)))
    }

    pub(super) fn input(&self, name: &str) -> Option<&InputRule> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// Whether a result would have to be taken or explained under a profile, were its specimen known.
    #[must_use]
    pub fn concerns(&self, one: &Reported, rules: &RuleSet) -> bool {
        let mut choices = self.choices_of(&one.code).peekable();
        let is_choice = choices.peek().is_some();
        let input = self.input_of(&one.code);
        let used = choices.any(|rule| rules.test(&rule.test).is_some())
            || input.is_some_and(|input| self.is_used(&input.name, rules));
        let ignored = self.ignored.iter().any(|pattern| is_like(pattern, &one.code));
        let unknown = !is_choice && input.is_none() && !ignored && !one.value.is_empty();
        one.status != ReportedStatus::Pending && (used || unknown)
    }

    /// Whose specimen the tests are measured in that a reported result makes.
    #[must_use]
    pub fn subject_of(&self, one: &Reported, rules: &RuleSet) -> Subject {
        let tests = self.choices_of(&one.code).filter_map(|rule| rules.test(&rule.test));
        tests.map(|test| test.subject).find(|subject| *subject == Subject::Mother).unwrap_or_default()
    }

    /// A value of the unit's own record, by its name.
    #[must_use]
    pub fn unit_input(&self, name: &str) -> Option<&UnitInput> {
        self.unit_inputs.iter().find(|input| input.name == name)
    }

    pub(super) fn choices_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a ChoiceRule> {
        self.choices
            .iter()
            .filter(move |rule| rule.codes.iter().any(|known| known.eq_ignore_ascii_case(code)))
    }

    /// Codes of all tests that may be made of what an instrument calls by a code.
    pub(super) fn tests_of(&self, code: &str) -> Vec<String> {
        let input = self.input_of(code).map(|input| input.name.as_str());
        let numbers = self.numbers.iter().filter(|rule| rule.inputs().any(|name| Some(name) == input));
        let chosen = self.choices_of(code).map(|rule| rule.test.clone());
        let mut tests: Vec<String> = numbers.map(|rule| rule.test.clone()).chain(chosen).collect();
        tests.sort_unstable();
        tests.dedup();
        tests
    }

    /// Whether a test of the profile is made from an input.
    pub(super) fn is_used(&self, name: &str, rules: &RuleSet) -> bool {
        let rules = self.numbers.iter().filter(|rule| rules.test(&rule.test).is_some());
        rules.into_iter().any(|rule| rule.inputs().any(|input| input == name))
    }

    /// Whether the specimen is control material.
    #[must_use]
    pub fn is_control(&self, ids: &[String]) -> bool {
        ids.iter().any(|id| self.control_specimens.iter().any(|pattern| is_like(pattern, id)))
    }
}

/// Whether a text is like a pattern: `*` at an end stands for anything, letters count in either case.
#[must_use]
pub fn is_like(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => text.contains(pattern.trim_matches('*')),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => pattern == text,
    }
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn patterns() {
        for (pattern, text, like) in [
            ("WBC", "wbc", true),
            ("WBC", "WBC#", false),
            ("SCAT_*", "SCAT_WDF-CBC", true),
            ("*?", "Blasts/Abn_Lympho?", true),
            ("*?", "?x", false),
            ("*message*", "ACTION_MESSAGE_Aged", true),
            ("Plus Aerobic*", "Plus Anaerobic/F", false),
            ("*", "anything", true),
        ] {
            assert_eq!(is_like(pattern, text), like, "{pattern} {text}");
        }
    }
}
