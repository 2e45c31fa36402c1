//! What places the tests of a unit that the laboratory still has in its hands.

use crate::StoreError;
use domain::unit::UnitState;
use domain::{ReceiptDecision, UnitStatus};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Kinds of marks, as they stand in the table.
pub(crate) const ACCEPTED: i64 = 0;
pub(crate) const STEP: i64 = 1;
pub(crate) const RESULT: i64 = 2;

pub(super) fn insert(connection: &Connection, state: &UnitState) -> Result<(), StoreError> {
    use UnitStatus as S;
    if !matches!(state.status(), S::Processing | S::Stored | S::Reviewed) {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO test_mark (donation, kind, code, at_ms, state) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let donation = state.donation.bytes();
    if let Some(decided) = &state.receipt_decision
        && decided.record.decision == ReceiptDecision::Accept
    {
        insert.execute(params![donation, ACCEPTED, "", decided.stamp.at_ms, None::<i64>])?;
    }
    let mut steps: BTreeMap<&str, i64> = BTreeMap::new();
    for done in &state.steps {
        let at_ms = done.record.done_ms.unwrap_or(done.stamp.at_ms);
        let first = steps.entry(&done.record.step).or_insert(at_ms);
        *first = (*first).min(at_ms);
    }
    for (step, at_ms) in steps {
        insert.execute(params![donation, STEP, step, at_ms, None::<i64>])?;
    }
    for (test, results) in &state.results {
        if let Some(last) = results.last() {
            insert.execute(params![donation, RESULT, test, last.stamp.at_ms, last.record.state as i64])?;
        }
    }
    Ok(())
}
