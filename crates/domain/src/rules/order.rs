//! Where a test stands with a unit. A step of the procedure orders it, another brings its specimen to the laboratory, its
//! result ends it; nothing of that is recorded a second time.

use super::TestDefinition;
use crate::unit::{Stamped, UnitState};
use crate::{ReceiptDecision, RepeatState, ResultState, TestState};
use std::collections::BTreeSet;

/// Where a test stands, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Where.
    pub state: TestState,
    /// When it came there, ms; none where nothing asks for it.
    pub since_ms: Option<i64>,
    /// When it was ordered, ms, as far as is known.
    pub ordered_ms: Option<i64>,
}

impl TestState {
    /// Whether the laboratory still has to do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Ordered | Self::InProgress | Self::Preliminary | Self::ToRepeat | Self::Stale)
    }
}

impl TestDefinition {
    /// Where it stands with a unit.
    #[must_use]
    pub fn placed(&self, unit: &UnitState) -> Placed {
        let ordered_ms = self.ordered(unit);
        let taken_in_ms = first_done(unit, &self.taken_in_by);
        let reported = unit.results.get(&self.code).map(Vec::as_slice).unwrap_or_default();
        let (state, since_ms) = match reported {
            [.., last] if unit.is_stale(&self.code) => (TestState::Stale, Some(last.stamp.at_ms)),
            [.., last] if self.repeats(unit).is_some_and(|repeats| repeats.state == RepeatState::Open) => {
                (TestState::ToRepeat, Some(last.stamp.at_ms))
            }
            [.., last] => (after(reported), Some(last.stamp.at_ms)),
            [] if taken_in_ms.is_some() => (TestState::InProgress, taken_in_ms),
            [] if ordered_ms.is_some() => (TestState::Ordered, ordered_ms),
            [] => (TestState::NotOrdered, None),
        };
        Placed { state, since_ms, ordered_ms: ordered_ms.or(taken_in_ms) }
    }

    /// Whether a sample is of a step that orders other tests and not this one: of that of the blood before it was processed a
    /// count afterwards is not made. `taken_in` are the steps that the sample and what it was made of were taken in, `sampling`
    /// all steps that take samples. A test that none of them orders or takes in is bound to no sample.
    #[must_use]
    pub fn is_of_other_step(
        &self,
        taken_in: &BTreeSet<String>,
        sampling: &BTreeSet<String>,
        tests: &[&Self],
    ) -> bool {
        let own = || self.ordered_by.iter().chain(&self.taken_in_by);
        let is_bound = own().any(|step| sampling.contains(step));
        let orders = |step: &String| tests.iter().any(|test| test.ordered_by.contains(step));
        is_bound && !own().any(|step| taken_in.contains(step)) && taken_in.iter().any(orders)
    }

    fn ordered(&self, unit: &UnitState) -> Option<i64> {
        if !self.ordered_by.is_empty() {
            return first_done(unit, &self.ordered_by);
        }
        let decided = unit.receipt_decision.as_ref().filter(|_| self.required)?;
        (decided.record.decision == ReceiptDecision::Accept).then_some(decided.stamp.at_ms)
    }
}

/// When the first of these steps was first done.
fn first_done(unit: &UnitState, steps: &[String]) -> Option<i64> {
    let done = unit.steps.iter().filter(|done| steps.contains(&done.record.step));
    done.map(|done| done.record.done_ms.unwrap_or(done.stamp.at_ms)).min()
}

/// The state that the last result gives. Only what had been reported as settled can be corrected.
fn after(reported: &[Stamped<crate::record::ResultRecorded>]) -> TestState {
    let [earlier @ .., last] = reported else { return TestState::NotOrdered };
    match last.record.state {
        ResultState::Preliminary => TestState::Preliminary,
        ResultState::NotDone => TestState::NotDone,
        ResultState::Invalid => TestState::Invalid,
        ResultState::Final => {
            let settled = earlier.iter().any(|result| result.record.state != ResultState::Preliminary);
            if settled { TestState::Corrected } else { TestState::Final }
        }
    }
}
