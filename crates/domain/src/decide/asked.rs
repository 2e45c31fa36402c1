//! Tests that the laboratory was asked for and has not ended, also those that not every unit needs: what a release waits for,
//! and what a review has to look at. Beside them what an analyser said of the unit, perhaps, and a person did not take, and what
//! this version cannot read.

use super::Context;
use crate::rules::{Finding, TestDefinition};
use crate::unit::{Contest, UnitState, UnknownRecord, unread_beside};
use crate::{TestState, Verdict};

/// Whether a test was ordered and nothing ends it. Only a reason says that it is not to be done; without one nobody tells
/// that from a report that was forgotten.
pub(super) fn is_unended(test: &TestDefinition, unit: &UnitState) -> bool {
    let placed = test.placed(unit);
    let given_up = || unit.result(&test.code).is_some_and(|result| result.record.correction_reason.is_some());
    match placed.state {
        TestState::Ordered | TestState::Preliminary => true,
        // A step that takes in every specimen of its kind has not asked for each test that may be made of one.
        TestState::InProgress => !test.ordered_by.is_empty(),
        TestState::Invalid => placed.ordered_ms.is_some(),
        TestState::NotDone => placed.ordered_ms.is_some() && !given_up(),
        // The last two stop a review by themselves.
        TestState::NotOrdered
        | TestState::Final
        | TestState::Corrected
        | TestState::ToRepeat
        | TestState::Stale => false,
    }
}

/// One warning that names the tests whose end no release waits for: neither required nor critical.
pub(super) fn unended(unit: &UnitState, context: &Context<'_>) -> Option<Finding> {
    let norm = &context.rules.norm;
    let open = norm.tests.iter().filter(|test| !test.required && !test.critical && is_unended(test, unit));
    let codes: Vec<&str> = open.map(|test| test.code.as_str()).collect();
    (!codes.is_empty()).then(|| Finding {
        rule: "tests_unended".to_owned(),
        verdict: Verdict::Warn,
        value: codes.join(", "),
        limit: String::new(),
        source: format!("{} {}", norm.code, norm.version),
    })
}

/// One warning that names what was set aside: the test, and what the instrument said.
pub(super) fn set_aside(unit: &UnitState) -> Option<Finding> {
    let said = unit.set_aside.iter().map(|one| format!("{} {}", one.record.test, one.record.value));
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| Finding {
        rule: "results_set_aside".to_owned(),
        verdict: Verdict::Warn,
        value: said.join(", "),
        limit: String::new(),
        source: String::new(),
    })
}

/// What a later version of the program recorded of things that the unit is judged by.
#[must_use]
pub fn unknown_beside(contests: &[Contest]) -> Option<Finding> {
    unknown(unread_beside(contests))
}

/// One finding that names the records that this version does not know.
pub(super) fn unknown(records: impl Iterator<Item = UnknownRecord>) -> Option<Finding> {
    let names: Vec<String> = records.map(|record| record.name()).collect();
    (!names.is_empty()).then(|| Finding {
        rule: "records_unknown".to_owned(),
        verdict: Verdict::Fail,
        value: names.join(", "),
        limit: String::new(),
        source: String::new(),
    })
}
