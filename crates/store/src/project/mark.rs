//! What places the tests of a unit that the laboratory still has in its hands.

use super::rows::{Row, UnitRows};
use domain::record::ResultRepeated;
use domain::unit::{Stamped, UnitState};
use domain::{ReceiptDecision, ResultState, UnitStatus};
use rusqlite::types::Value;
use std::collections::BTreeMap;

/// Kinds of marks, as they stand in the table.
pub(crate) const ACCEPTED: i64 = 0;
pub(crate) const STEP: i64 = 1;
pub(crate) const RESULT: i64 = 2;
/// A result that is out of date.
pub(crate) const STALE: i64 = 4;
/// A final choice with the number of its repeats; the code is the test and the choice.
pub(crate) const REPEATED: i64 = 3;

pub(super) const MARK: UnitRows = UnitRows::of("test_mark", 2, &["kind", "code", "at_ms", "state"]);

pub(super) fn marks(state: &UnitState) -> Vec<Row> {
    use UnitStatus as S;
    if !matches!(state.status(), S::Processing | S::Stored | S::Reviewed) {
        return Vec::new();
    }
    let mark = |kind: i64, code: &str, at_ms: i64, state: Value| -> Row {
        vec![kind.into(), code.to_owned().into(), at_ms.into(), state]
    };
    let decided =
        state.receipt_decision.iter().filter(|decided| decided.record.decision == ReceiptDecision::Accept);
    let accepted = decided.map(|decided| mark(ACCEPTED, "", decided.stamp.at_ms, Value::Null));
    let mut first: BTreeMap<&str, i64> = BTreeMap::new();
    for done in &state.steps {
        let at_ms = done.record.done_ms.unwrap_or(done.stamp.at_ms);
        let first = first.entry(&done.record.step).or_insert(at_ms);
        *first = (*first).min(at_ms);
    }
    let steps = first.into_iter().map(|(step, at_ms)| mark(STEP, step, at_ms, Value::Null));
    let last = state.results.iter().filter_map(|(test, results)| Some((test, results.last()?)));
    let results =
        last.map(|(test, last)| mark(RESULT, test, last.stamp.at_ms, (last.record.state as i64).into()));
    let chosen = state.results.iter().filter_map(|(test, results)| {
        let last = results.last().filter(|last| last.record.state == ResultState::Final)?;
        let valued = |repeat: &&&Stamped<ResultRepeated>| repeat.record.result.state == ResultState::Final;
        let made = state.repeats_of(test).iter().filter(valued).count();
        let made = i64::try_from(made).unwrap_or(i64::MAX);
        let code = repeat_code(test, last.record.choice.as_deref()?);
        Some(mark(REPEATED, &code, last.stamp.at_ms, made.into()))
    });
    let stale = state.stale_tests().filter_map(|test| {
        // A preliminary one is listed as such.
        let last = state.result(test).filter(|last| last.record.state != ResultState::Preliminary)?;
        Some(mark(STALE, test, last.stamp.at_ms, Value::Null))
    });
    accepted.chain(steps).chain(results).chain(chosen).chain(stale).collect()
}

/// What a final choice is found by, whatever the profile says of it.
pub(crate) fn repeat_code(test: &str, choice: &str) -> String {
    format!("{test}={choice}")
}
