//! A figure that was entered at a step and is reported otherwise too: named at the review where the two differ.
//!
//! Deliberately not here: the name of the freezing program, which a step takes as free text.

use super::Context;
use super::freezer::freezes;
use super::procedure::sop_of;
use crate::rules::{Finding, Step};
use crate::unit::UnitState;
use crate::{Measure, Verdict};
use rust_decimal::RoundingStrategy;

/// What steps are for, their inputs and the tests that report the same, where the input has not the test's own code.
const SAME: [(&str, &str, &str); 2] =
    [("count_post", "viability", "viability_post"), ("cd34", "viability", "cd34_viability_post")];

/// What steps enter of a freezing and its curve measures, under one code.
const END_TEMPERATURE: &str = "end_temperature";

/// Every figure that a step and a result, or a step and the freezing curve, tell differently: one warning with the number of each
/// step and both values.
pub(super) fn told_differently(unit: &UnitState, context: &Context<'_>) -> Option<Finding> {
    let sop = &sop_of(unit, context).ok()?.sop;
    let entered = sop.steps.iter().flat_map(|step| {
        let values = unit.step_done(&step.code).map(|done| done.record.values.as_slice());
        values.unwrap_or_default().iter().map(move |value| (step, value))
    });
    let differing = entered.filter_map(|(step, value)| {
        let input = step.input(&value.code)?;
        let entered: Measure = value.value.parse().ok()?;
        let other = reported(unit, (step, &input.code, &input.unit), context)?;
        let told = || format!("{}: {entered} ≠ {other} {}", step.number, input.unit);
        differ(entered, other).then(told)
    });
    let differing: Vec<String> = differing.collect();
    (!differing.is_empty()).then(|| Finding {
        rule: "told_differently".to_owned(),
        verdict: Verdict::Warn,
        value: differing.join("; "),
        limit: String::new(),
        source: format!("{} {}", sop.code, sop.version),
    })
}

/// The same figure as the current result or the curve has it, in the same unit.
fn reported(
    unit: &UnitState,
    (step, input, of): (&Step, &str, &str),
    context: &Context<'_>,
) -> Option<Measure> {
    if input == END_TEMPERATURE && freezes(&step.code, context) {
        let measures = &unit.curve()?.recorded.record.measures;
        return measures.iter().find(|measure| measure.rule == END_TEMPERATURE)?.low;
    }
    let named = SAME.iter().find(|(purpose, code, _)| *purpose == step.purpose() && *code == input);
    let test = context.rules.test(named.map_or(input, |(.., test)| test)).filter(|test| test.unit() == of)?;
    unit.result(&test.code)?.record.number
}

/// Whether they differ in the digits that both have: what one rounds is no difference.
fn differ(one: Measure, other: Measure) -> bool {
    let decimals = one.0.scale().min(other.0.scale());
    let rounded =
        |measure: Measure| measure.0.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded(one) != rounded(other)
}
