//! What a line clearance checks: that nothing of other units is on the bench before a run, nor of this one after it.

use super::Choice;
use crate::{Code, Refusal};
use serde::Deserialize;

/// A checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineClearance {
    /// Version, recorded with each clearance.
    pub version: String,
    /// Before a run.
    pub before: Vec<Choice>,
    /// After it.
    pub after: Vec<Choice>,
}

impl LineClearance {
    /// The checks, every one of which has to be confirmed, in the order of the list.
    ///
    /// # Errors
    /// [`Code::RunClearance`] with the first one that is not confirmed.
    pub fn confirmed(checks: &[Choice], confirmed: &[String]) -> Result<Vec<String>, Refusal> {
        match checks.iter().find(|check| !confirmed.contains(&check.code)) {
            Some(open) => Err(Refusal::stop(Code::RunClearance).with("check", &open.code).at("checks")),
            None => Ok(checks.iter().map(|check| check.code.clone()).collect()),
        }
    }
}
