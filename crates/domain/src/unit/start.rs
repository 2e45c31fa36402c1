//! Beginnings of steps that go on for a time: which of them stand, and which step each belongs to.

use super::correction::SCAN;
use super::{Stamped, UnitState};
use crate::SiteId;
use crate::record::{StepDone, StepScan, StepStartVoided, StepStarted};

impl UnitState {
    /// The beginning of a step that goes on: begun, and not recorded since.
    #[must_use]
    pub fn going_on(&self, step: &str) -> Option<&Stamped<StepStarted>> {
        let begun = self.begun.iter().rev().find(|begun| begun.record.step == step)?;
        let ended = self.step_done(step).is_some_and(|done| done.stamp.at_ms >= begun.stamp.at_ms);
        (!ended).then_some(begun)
    }

    /// The beginning that a recorded step ended; none where it was entered without one. Where stations began it without hearing
    /// of each other: the one whose things the step was recorded with, else that of the station that recorded it, else the
    /// latest.
    #[must_use]
    pub fn start_of(&self, done: &Stamped<StepDone>) -> Option<&Stamped<StepStarted>> {
        let (step, end_ms) = (&done.record.step, done.stamp.at_ms);
        let scans = self.first_scans(done);
        let before =
            |begun: &&Stamped<StepStarted>| begun.record.step == *step && begun.stamp.at_ms <= end_ms;
        let here = |begun: &Stamped<StepStarted>| begun.stamp.station == done.stamp.station;
        let begun = self.begun.iter().filter(before);
        let begun =
            begun.max_by_key(|begun| (is_begun_with(begun, &scans), here(begun), begun.stamp.at_ms))?;
        let mut between = self.steps.iter().filter(|other| {
            other.record.step == *step && (begun.stamp.at_ms..end_ms).contains(&other.stamp.at_ms)
        });
        // What another station recorded meanwhile, with other things, ended another beginning.
        let own = here(begun) && !begun.record.scans.is_empty() && is_begun_with(begun, &scans);
        let ended_by = |other: &Stamped<StepDone>| {
            !own || other.stamp.station == done.stamp.station
                || is_begun_with(begun, &self.first_scans(other))
        };
        (!between.any(ended_by)).then_some(begun)
    }

    /// The beginning that a recorded step ended, where what was scanned for it then is what the step was recorded with.
    #[must_use]
    pub fn start_with_scans_of(&self, done: &Stamped<StepDone>) -> Option<&Stamped<StepStarted>> {
        let scans = self.first_scans(done);
        let start = self.start_of(done)?;
        (!start.record.scans.is_empty() && is_begun_with(start, &scans)).then_some(start)
    }

    /// What was scanned for a recorded step, before any correction.
    fn first_scans(&self, done: &Stamped<StepDone>) -> Vec<StepScan> {
        let first = |scan: &StepScan| {
            let corrected = self.corrections.iter().find(|correction| {
                correction.replaced == done.stamp && correction.field.strip_prefix(SCAN) == Some(&*scan.code)
            });
            let value = corrected.map_or(&scan.value, |correction| &correction.old);
            StepScan { code: scan.code.clone(), value: value.clone() }
        };
        done.record.scans.iter().map(first).collect()
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
        let start = self.start_with_scans_of(done);
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

/// Whether all that a step was begun with is among these scans.
fn is_begun_with(begun: &Stamped<StepStarted>, scans: &[StepScan]) -> bool {
    begun.record.scans.iter().all(|scan| scans.contains(scan))
}
