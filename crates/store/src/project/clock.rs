//! What the timers of a unit are counted from, while the laboratory has it in its hands.

use super::rows::{Row, UnitRows, maybe};
use super::word;
use domain::UnitStatus;
use domain::rules::{RecordedBy, recorded_ms};
use domain::unit::UnitState;
use std::collections::BTreeMap;

/// Kinds of clocks, as they stand in the table.
pub(crate) const DONE: i64 = 0;
pub(crate) const GOES_ON: i64 = 1;
pub(crate) const LEFT_OUT: i64 = 2;
pub(crate) const RECORDED: i64 = 3;

pub(super) const CLOCK: UnitRows = UnitRows::of("step_clock", 2, &["kind", "code", "at_ms", "sop", "site"]);

pub(super) fn clocks(state: &UnitState) -> Vec<Row> {
    use UnitStatus as S;
    let Some(pinned) = state.sop.as_ref() else { return Vec::new() };
    if !matches!(state.status(), S::Processing | S::Stored | S::Reviewed) {
        return Vec::new();
    }
    let site = maybe(state.site().map(|site| site.bytes().to_vec()));
    let row = |kind: i64, code: &str, at_ms: i64| -> Row {
        vec![
            kind.into(),
            code.to_owned().into(),
            at_ms.into(),
            pinned.record.digest.clone().into(),
            site.clone(),
        ]
    };
    // Of a step that was done again the last time counts, which comes last.
    let (mut done, mut entered) = (BTreeMap::new(), BTreeMap::new());
    for step in &state.steps {
        done.insert(step.record.step.as_str(), step.record.done_ms.unwrap_or(step.stamp.at_ms));
        entered.insert(step.record.step.as_str(), step.stamp.at_ms);
    }
    let mut begun = BTreeMap::new();
    for step in &state.begun {
        begun.insert(step.record.step.as_str(), step.stamp.at_ms);
    }
    let goes_on = |(step, begun_ms): &(&str, i64)| entered.get(step).is_none_or(|at_ms| at_ms < begun_ms);
    let skipped = state.skipped.iter().map(|left| row(LEFT_OUT, &left.record.step, left.stamp.at_ms));
    let elsewhere = RecordedBy::ALL
        .iter()
        .filter_map(|record| Some(row(RECORDED, &word(record), recorded_ms(*record, state)?)));
    let done = done.iter().map(|(step, at_ms)| row(DONE, step, *at_ms));
    let begun = begun.iter().map(|(step, at_ms)| (*step, *at_ms)).filter(goes_on);
    let begun = begun.map(|(step, at_ms)| row(GOES_ON, step, at_ms));
    done.chain(begun).chain(skipped).chain(elsewhere).collect()
}
