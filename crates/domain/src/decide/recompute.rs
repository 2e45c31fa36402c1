//! Results that are out of date, computed anew of the values in force: in one act, confirmed by a person who saw them.

use super::Context;
use super::check::{accepted, filled};
use super::procedure::limits_in_force;
use super::result::{in_place_of, reporter};
use crate::record::{ResultComputed, ResultRecorded, ResultTimed};
use crate::rules::TestDefinition;
use crate::unit::{Recomputed, UnitState};
use crate::{Code, Measure, Record, Refusal, ResultState};

/// A value as it was shown, of the test of that code.
pub type Shown = (String, String);

/// What becomes of a result when it is computed anew: no more final than its inputs are. A critical value made of a number
/// that a person typed once waits for another person.
#[must_use]
pub fn recomputed_state(anew: &Recomputed<'_>, test: &TestDefinition) -> ResultState {
    let inputs = || anew.now.iter().flatten();
    let critical = |value| test.is_critical(Some(value), None);
    let typed = inputs().any(|input| input.typed) && anew.value.is_some_and(critical);
    if typed || inputs().any(|input| input.preliminary) {
        ResultState::Preliminary
    } else {
        ResultState::Final
    }
}

/// Records every result that is out of date anew. All that can be computed are, and each has the value that was shown.
/// Nothing is measured by that, so that the controls of the device have no say in it.
///
/// # Errors
/// A value that is no longer the one that was shown; an input that is gone; a test of other roles; no reason.
pub fn recompute_results(
    unit: &UnitState,
    shown: &[Shown],
    reason: &str,
    context: &Context<'_>,
) -> Result<Vec<Record>, Refusal> {
    accepted(unit)?;
    limits_in_force(context)?;
    let reason = filled(reason, 500, "reason")?;
    let all = unit.recomputed();
    let named = |test: &str| all.iter().any(|anew| anew.value.is_some() && anew.of.result.test == test);
    if let Some((test, value)) = shown.iter().find(|(test, _)| !named(test)) {
        return Err(changed(test, value, ""));
    }
    let computed = all.iter().filter_map(|anew| Some((anew, anew.value?)));
    let records: Vec<Record> = computed
        .map(|(anew, value)| {
            let test = anew.of.result.test.as_str();
            let seen = shown.iter().find(|(shown, _)| shown == test).map(|(_, value)| value.as_str());
            if seen.and_then(|seen| seen.parse().ok()) != Some(value) {
                return Err(changed(test, seen.unwrap_or_default(), &value.to_string()));
            }
            record(unit, anew, value, &reason, context)
        })
        .collect::<Result<_, _>>()?;
    match (records.is_empty(), all.first()) {
        (true, Some(anew)) => Err(gone(anew)),
        (true, None) => Err(Refusal::stop(Code::NothingChanged)),
        _ => Ok(records),
    }
}

fn changed(test: &str, shown: &str, value: &str) -> Refusal {
    let refusal = Refusal::stop(Code::ResultRecomputed).with("test", test);
    refusal.with("shown", shown).with("value", value).at("values")
}

/// Which input of a result is gone.
#[must_use]
pub fn gone(anew: &Recomputed<'_>) -> Refusal {
    let input = anew.of.inputs.iter().zip(&anew.now).find(|(_, now)| now.is_none());
    let name = input.map(|(input, _)| input.name.clone()).unwrap_or_default();
    Refusal::stop(Code::ResultInputGone).with("test", &anew.of.result.test).with("input", name)
}

fn record(
    unit: &UnitState,
    anew: &Recomputed<'_>,
    value: Measure,
    reason: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let before = anew.of;
    let code = &before.result.test;
    let test = context.rules.test(code);
    let test = test.ok_or_else(|| Refusal::stop(Code::TestUnknown).with("test", code).at("values"))?;
    reporter(test, context.roles)?;
    // What cannot be true is refused here as anywhere.
    test.read(&value.to_string())?;
    let result = ResultRecorded {
        number: Some(value),
        state: recomputed_state(anew, test),
        correction_reason: Some(reason.to_owned()),
        ..before.result.clone()
    };
    let inputs = anew.now.iter().flatten().cloned().collect();
    let computed = ResultComputed { result, inputs, ..before.clone() };
    // Who computes anew does not say by that which of two measurements is right.
    Ok(match unit.result(code) {
        Some(_) => in_place_of(unit, ResultTimed::from(computed), false),
        None => Record::ResultComputed(computed),
    })
}
