//! Beginnings of steps that go on for a time: which of them stand, and which step each belongs to.

use super::{Stamped, UnitState};
use crate::SiteId;
use crate::record::{StepDone, StepStartVoided, StepStarted};

impl UnitState {
    /// The beginning of a step that goes on: begun, and not recorded since.
    #[must_use]
    pub fn going_on(&self, step: &str) -> Option<&Stamped<StepStarted>> {
        let begun = self.begun.iter().rev().find(|begun| begun.record.step == step)?;
        let ended = self.step_done(step).is_some_and(|done| done.stamp.at_ms >= begun.stamp.at_ms);
        (!ended).then_some(begun)
    }

    /// The beginning that a recorded step ended; none where it was entered without one.
    #[must_use]
    pub fn start_of(&self, done: &Stamped<StepDone>) -> Option<&Stamped<StepStarted>> {
        let (step, end_ms) = (&done.record.step, done.stamp.at_ms);
        let begun = self.begun.iter().rev();
        let begun = begun.into_iter().find(|b| b.record.step == *step && b.stamp.at_ms <= end_ms)?;
        let before = |other: &Stamped<StepDone>| {
            other.record.step == *step && (begun.stamp.at_ms..end_ms).contains(&other.stamp.at_ms)
        };
        (!self.steps.iter().any(before)).then_some(begun)
    }

    /// When what was scanned for a recorded step was taken into use, ms: with the scans of its beginning, else when it was
    /// done.
    #[must_use]
    pub fn used_ms(&self, done: &Stamped<StepDone>) -> i64 {
        self.taken_into_use(done).1
    }

    /// Where and when what was scanned for a recorded step was taken into use: by that site's register it is judged, wherever
    /// it is corrected.
    #[must_use]
    pub fn taken_into_use(&self, done: &Stamped<StepDone>) -> (SiteId, i64) {
        let start = self.start_of(done).filter(|start| !start.record.scans.is_empty());
        let done_ms = done.record.done_ms.unwrap_or(done.stamp.at_ms);
        start.map_or((done.stamp.site, done_ms), |start| (start.stamp.site, start.stamp.at_ms))
    }

    pub(super) fn begin(&mut self, begun: Stamped<StepStarted>) {
        // Where clocks differ, what says that it was wrong may come first.
        if self.begun_wrongly.contains(&(begun.stamp.station, begun.stamp.seq)) {
            self.taken_back.push(begun);
        } else {
            self.begun.push(begun);
        }
    }

    /// A beginning that a recorded step has ended stays: who took it back had not heard of that.
    pub(super) fn void_start(&mut self, voided: &StepStartVoided) {
        let wrong = (voided.station, voided.seq);
        let is_wrong = |begun: &Stamped<StepStarted>| (begun.stamp.station, begun.stamp.seq) == wrong;
        if self.steps.iter().filter_map(|done| self.start_of(done)).any(is_wrong) {
            return;
        }
        self.taken_back.extend(self.begun.iter().find(|begun| is_wrong(begun)).cloned());
        self.begun.retain(|begun| !is_wrong(begun));
        self.begun_wrongly.push(wrong);
    }
}
