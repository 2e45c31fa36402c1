//! Whether somebody asked for what was measured.

use super::Reader;
use crate::analyser::Reported;
use crate::decide::accepted;
use crate::{Code, Refusal, TestState};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// Whether somebody ordered the test for the unit, and it is measured in the sample that was read. What steps order is
    /// ordered by a step alone; a test that nothing orders by itself is ordered by whoever takes its result for the unit.
    pub(super) fn asked(&self, test: &str, mut specimens: impl Iterator<Item = u32>) -> Result<(), Refusal> {
        // An unknown test, and a unit that was not accepted, have refusals of their own.
        let Some(test) = self.context.rules.test(test).filter(|_| accepted(self.unit).is_ok()) else {
            return Ok(());
        };
        let refuse = |code: Code| {
            let refusal = Refusal::stop(code).with("test", &test.code);
            Err(refusal.with("din", self.unit.din().unwrap_or_default()))
        };
        let tests = self.context.rules.tests();
        let samples = self.reading.samples;
        let of_other = |steps: &BTreeSet<String>| test.is_of_other_step(steps, &samples.steps, &tests);
        if specimens.any(|specimen| samples.of.get(&specimen).is_some_and(of_other)) {
            return refuse(Code::SpecimenOfStep);
        }
        let ordered_by_person = self.reading.override_by.is_some() && test.ordered_by.is_empty();
        if test.placed(self.unit).state == TestState::NotOrdered && !ordered_by_person {
            return refuse(Code::AnalyserNotOrdered);
        }
        Ok(())
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
