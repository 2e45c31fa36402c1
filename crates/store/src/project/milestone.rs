//! The moments of a unit's way that dashboards count, and figures of it.

use super::rows::{Row, UnitRows, maybe};
use domain::rules::calculations;
use domain::unit::UnitState;
use domain::{ReceiptDecision, ResultState};
use rusqlite::types::Value;
use std::collections::BTreeMap;

/// Kinds of milestones, as they stand in the table.
pub(crate) const COLLECTED: i64 = 0;
pub(crate) const RECEIVED: i64 = 1;
pub(crate) const PROCESSED: i64 = 2;
pub(crate) const BANKED: i64 = 3;
pub(crate) const FINAL: i64 = 4;
pub(crate) const RELEASED: i64 = 5;
pub(crate) const REJECTED: i64 = 6;
pub(crate) const STEP: i64 = 7;
pub(crate) const FIGURE: i64 = 8;

/// Computed of a unit, or a test's code: what dashboards show the spread of.
const FIGURES: [&str; 2] = ["tnc_recovery", "cd34_post"];

pub(super) const MILESTONE: UnitRows =
    UnitRows::of("unit_milestone", 2, &["kind", "code", "at_ms", "site", "value"]);

pub(super) fn milestones(state: &UnitState) -> Vec<Row> {
    let site = maybe(state.site().map(|site| site.bytes().to_vec()));
    let row = |kind: i64, code: &str, at_ms: i64, value: Value| -> Row {
        vec![kind.into(), code.to_owned().into(), at_ms.into(), site.clone(), value]
    };
    let mut steps: BTreeMap<&str, i64> = BTreeMap::new();
    let begun = state.begun.iter().map(|begun| (begun.record.step.as_str(), begun.stamp.at_ms));
    let done = state
        .steps
        .iter()
        .map(|done| (done.record.step.as_str(), done.record.done_ms.unwrap_or(done.stamp.at_ms)));
    for (step, at_ms) in begun.chain(done) {
        let first = steps.entry(step).or_insert(at_ms);
        *first = (*first).min(at_ms);
    }
    let last = |results: &Vec<domain::unit::Stamped<domain::record::ResultRecorded>>| {
        results.last().filter(|last| last.record.state == ResultState::Final).map(|last| last.stamp.at_ms)
    };
    let refused = state
        .receipt_decision
        .as_ref()
        .filter(|decided| decided.record.decision == ReceiptDecision::Reject)
        .map(|decided| ("receipt", decided.stamp.at_ms));
    let rejected = state
        .rejection
        .as_ref()
        .map(|rejection| (rejection.record.reason.as_str(), rejection.stamp.at_ms))
        .or(refused);
    let moments = [
        (COLLECTED, state.collection.as_ref().map(|collection| collection.record.ended_ms)),
        (RECEIVED, state.receipts.first().map(|receipt| receipt.stamp.at_ms)),
        (PROCESSED, steps.values().min().copied()),
        (BANKED, state.places.first().map(|place| place.stamp.at_ms)),
        (FINAL, state.results.values().filter_map(last).max()),
        (RELEASED, state.release().map(|release| release.stamp.at_ms)),
    ];
    let moments = moments.into_iter().filter_map(|(kind, at_ms)| Some(row(kind, "", at_ms?, Value::Null)));
    let rejected = rejected.map(|(reason, at_ms)| row(REJECTED, reason, at_ms, Value::Null));
    moments
        .chain(rejected)
        .chain(figures(state).into_iter().map(|(code, at_ms, value)| row(FIGURE, code, at_ms, value.into())))
        .chain(steps.iter().map(|(step, at_ms)| row(STEP, step, *at_ms, Value::Null)))
        .collect()
}

/// Figures of the unit, each with the moment from which on it stands.
fn figures(state: &UnitState) -> Vec<(&'static str, i64, String)> {
    // What is out of date is no figure of the unit until it is computed anew.
    let computed: Vec<_> = calculations(state).into_iter().filter(|made| !made.stale).collect();
    let figure = |code: &'static str| {
        // What is computed stands from the result on that came last.
        if let Some(made) = computed.iter().find(|made| made.code == code) {
            let inputs = made.inputs.iter().filter_map(|input| state.result(input.code));
            return Some((code, inputs.map(|result| result.stamp.at_ms).max()?, made.value.to_string()));
        }
        let result =
            state.standing_result(code).filter(|result| result.record.state == ResultState::Final)?;
        Some((code, result.stamp.at_ms, result.record.number?.to_string()))
    };
    FIGURES.into_iter().filter_map(figure).collect()
}
