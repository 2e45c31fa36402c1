//! Where a unit was not worked as its procedure says: what a review has to look at.

use super::Context;
use super::procedure::sop_of;
use crate::Verdict;
use crate::rules::Finding;
use crate::unit::UnitState;
use std::collections::BTreeSet;

/// Steps that departed from the procedure whenever they were done, steps that were left out, and steps whose beginning was taken
/// back: one warning each, which names their numbers. What was done after it had been left out is not left out.
pub(super) fn departed(unit: &UnitState, context: &Context<'_>) -> Vec<Finding> {
    let Ok(file) = sop_of(unit, context) else { return Vec::new() };
    let departed = unit.steps.iter().filter(|done| !done.record.departures.is_empty());
    let left_out = unit.skipped.iter().filter(|skipped| unit.step_done(&skipped.record.step).is_none());
    let found = [
        ("steps_departed", departed.map(|done| done.record.step.as_str()).collect::<BTreeSet<_>>()),
        ("steps_left_out", left_out.map(|skipped| skipped.record.step.as_str()).collect()),
        ("starts_taken_back", unit.taken_back.iter().map(|begun| begun.record.step.as_str()).collect()),
    ];
    let warn = |(rule, steps): (&str, BTreeSet<&str>)| {
        let of = file.sop.steps.iter().filter(|step| steps.contains(step.code.as_str()));
        let numbers: Vec<String> = of.map(|step| step.number.to_string()).collect();
        (!numbers.is_empty()).then(|| Finding {
            rule: rule.to_owned(),
            verdict: Verdict::Warn,
            value: numbers.join(", "),
            limit: String::new(),
            source: format!("{} {}", file.sop.code, file.sop.version),
        })
    };
    found.into_iter().filter_map(warn).collect()
}
