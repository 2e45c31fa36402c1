//! Whether somebody asked for what was measured.

use super::Reader;
use crate::analyser::Reported;
use crate::decide::accepted;
use crate::rules::{Sop, TestDefinition};
use crate::{Code, Refusal, TestState};

impl Reader<'_> {
    /// Whether somebody ordered the test for the unit. What a step of its procedure orders is ordered by that step alone; a test that
    /// none orders by itself is ordered by whoever takes its result for the unit.
    pub(super) fn asked(&self, test: &str) -> Result<(), Refusal> {
        let Some(test) =
            self.known(test).filter(|test| test.placed(self.unit).state == TestState::NotOrdered)
        else {
            return Ok(());
        };
        let procedure = self.context.rules.sop_of(self.unit).ok().flatten();
        let steps = || test.ordered_by.iter().chain(&test.taken_in_by);
        let never = |sop: &Sop| steps().all(|step| sop.step(step).is_none());
        let code = match test.ordered_by.is_empty() || procedure.is_some_and(|file| never(&file.sop)) {
            true if self.reading.override_by.is_some() => return Ok(()),
            true => Code::AnalyserNeverOrdered,
            false => Code::AnalyserNotOrdered,
        };
        Err(self.refused(code, test))
    }

    /// Whether the test is measured in the sample that was read.
    pub(super) fn measured_in(&self, test: &str, specimen: u32) -> Result<(), Refusal> {
        let samples = self.reading.samples;
        let (Some(test), Some(taken_in)) = (self.known(test), samples.of.get(&specimen)) else {
            return Ok(());
        };
        let of_other = test.is_of_other_step(taken_in, &samples.steps, &self.context.rules.tests());
        if of_other { Err(self.refused(Code::SpecimenOfStep, test)) } else { Ok(()) }
    }

    /// The test; none where it is unknown or the unit was not accepted, which have refusals of their own.
    fn known(&self, test: &str) -> Option<&TestDefinition> {
        self.context.rules.test(test).filter(|_| accepted(self.unit).is_ok())
    }

    fn refused(&self, code: Code, test: &TestDefinition) -> Refusal {
        let refusal = Refusal::stop(code).with("test", &test.code);
        refusal.with("din", self.unit.din().unwrap_or_default())
    }

    /// What nobody asked for waits, unless something that somebody asked for is made of it.
    pub(super) fn settle_unasked(&mut self, reported: &[Reported]) {
        for (value, refusal) in std::mem::take(&mut self.unasked) {
            if value.place.is_none_or(|place| !self.used.contains(&place)) {
                self.wait_at(reported, &value, &refusal);
            }
        }
    }
}
