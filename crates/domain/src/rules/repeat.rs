//! Repeats of a reactive marker. A test that reacts once is measured again, as often as the profile says, before it says
//! anything about the donation; each repeat is a record of its own beside the result, and corrects nothing.

use super::{Finding, TestDefinition};
use crate::record::ResultRepeated;
use crate::unit::{Stamped, UnitState};
use crate::{RepeatState, ResultState, Verdict};
use serde::Deserialize;

/// When and how often a test is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RepeatRule {
    /// Codes of the choices after which it is.
    pub of: Vec<String>,
    /// How many repeats with a value are wanted.
    pub times: u32,
    /// How many of them confirm the first result; one where the profile does not say.
    #[serde(default = "one")]
    pub confirmed_by: u32,
    /// What the test gets where they do not confirm it; a warning where the profile does not say.
    #[serde(default = "warn")]
    pub cleared: Verdict,
}

const fn one() -> u32 {
    1
}

const fn warn() -> Verdict {
    Verdict::Warn
}

/// Repeats of the current result of a test.
#[derive(Debug, Clone)]
pub struct Repeats<'a> {
    /// What they come to.
    pub state: RepeatState,
    /// Every repeat of it, oldest first, also without a value.
    pub all: Vec<&'a Stamped<ResultRepeated>>,
    /// How many have a value.
    pub made: u32,
    /// How many are wanted.
    pub times: u32,
}

impl TestDefinition {
    /// The repeats of its current result; none where that wants none. A result that is reported anew begins anew.
    #[must_use]
    pub fn repeats<'a>(&self, unit: &'a UnitState) -> Option<Repeats<'a>> {
        let rule = self.repeat.as_ref()?;
        let result = unit.result(&self.code)?;
        let is_of = |choice: &Option<String>| choice.as_ref().is_some_and(|choice| rule.of.contains(choice));
        if result.record.state != ResultState::Final || !is_of(&result.record.choice) {
            return None;
        }
        let all = unit.repeats_of(&self.code);
        let valued = all.iter().filter(|repeat| repeat.record.result.state == ResultState::Final);
        let made = count(valued.clone().count());
        let confirming = count(valued.filter(|repeat| is_of(&repeat.record.result.choice)).count());
        let state = if made < rule.times {
            RepeatState::Open
        } else if confirming >= rule.confirmed_by {
            RepeatState::Confirmed
        } else {
            RepeatState::Cleared
        };
        Some(Repeats { state, all, made, times: rule.times })
    }

    /// What the profile says of the unit's current result with its repeats; none where nothing is reported.
    #[must_use]
    pub fn judge_of(&self, unit: &UnitState) -> Option<Finding> {
        let finding = self.judge(&unit.result(&self.code)?.record);
        if unit.is_stale(&self.code) {
            return Some(Finding { verdict: Verdict::Stale, ..finding });
        }
        let cleared = self.repeats(unit).filter(|repeats| repeats.state == RepeatState::Cleared);
        Some(match (cleared, &self.repeat) {
            // A limit that nobody confirmed clears nothing either.
            (Some(_), Some(rule)) if finding.verdict != Verdict::Unconfirmed => {
                Finding { verdict: rule.cleared, ..finding }
            }
            _ => finding,
        })
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
