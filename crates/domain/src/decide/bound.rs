//! From when on a step can have been done: what is entered after the fact is bounded by what came before it.
//!
//! Without a bound a wrong year is taken, and a moment before its end of shelf life makes a lot good that is not.

use crate::rules::{Progress, RecordedBy, Standing, StepProgress};
use crate::unit::UnitState;
use crate::{Code, Refusal};

/// Moments are entered to the minute.
const MINUTE_MS: i64 = 60_000;

/// Refuses a moment at which the step cannot have been done yet, to the minute. Only what has a moment of its own bounds it: when
/// other screens were typed into says little of when the unit came, and what was worked on paper while no station ran is entered as
/// it was.
///
/// # Errors
/// Before the collection, its own beginning, or a step of the bench that has to be done before it; with both moments.
pub(super) fn possible_by_then(
    unit: &UnitState,
    progress: &Progress<'_>,
    placed: &StepProgress<'_>,
    done_ms: i64,
) -> Result<(), Refusal> {
    let bounds = [
        after_collection(unit, progress, placed).map(|at_ms| (at_ms, Code::StepBeforeCollection, "")),
        placed.begun_ms.map(|at_ms| (at_ms, Code::StepBeforeStart, "")),
        last_before(unit, progress, placed).map(|(at_ms, step)| (at_ms, Code::StepBeforeStep, step)),
    ];
    let last = bounds.into_iter().flatten().max_by_key(|(at_ms, ..)| *at_ms);
    match last.filter(|(at_ms, ..)| done_ms < at_ms - at_ms.rem_euclid(MINUTE_MS)) {
        None => Ok(()),
        Some((bound, code, after)) => {
            let refusal = Refusal::stop(code).with("step", &placed.step.code).with("value", done_ms);
            let refusal = refusal.with("bound", bound).at("done_ms");
            Err(if after.is_empty() { refusal } else { refusal.with("after", after) })
        }
    }
}

/// When the unit was collected, but for steps that the procedure places before that.
fn after_collection(unit: &UnitState, progress: &Progress<'_>, placed: &StepProgress<'_>) -> Option<i64> {
    let place = |code: &str| progress.steps.iter().position(|other| other.step.code == code);
    let named = |other: &StepProgress<'_>| other.step.recorded_by == Some(RecordedBy::Collection);
    let collected = progress.steps.iter().position(named);
    if collected.zip(place(&placed.step.code)).is_some_and(|(collected, place)| place < collected) {
        return None;
    }
    unit.collection.as_ref().map(|collection| collection.record.ended_ms)
}

/// The last of the steps before it that had to be done first, with the moment at which it was first done.
fn last_before<'a>(
    unit: &UnitState,
    progress: &Progress<'a>,
    placed: &StepProgress<'_>,
) -> Option<(i64, &'a str)> {
    let before = progress.steps.iter().take_while(|other| other.step.code != placed.step.code);
    let blocks = |other: &&StepProgress<'a>| {
        other.standing == Standing::Done
            && other.step.recorded_by.is_none()
            && !other.step.optional
            && (placed.step.stop || !other.step.parallel || other.step.stop)
    };
    let done = before.filter(blocks).filter_map(|other| {
        let done = unit.steps.iter().filter(|done| done.record.step == other.step.code);
        let at_ms = done.map(|done| done.record.done_ms.unwrap_or(done.stamp.at_ms)).min();
        Some((at_ms?, other.step.code.as_str()))
    });
    done.max_by_key(|(at_ms, _)| *at_ms)
}
