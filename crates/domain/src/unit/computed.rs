//! Results that were computed of other values of the unit. One holds as long as those values are what they were when it was
//! computed; from then on it is stale, at every station and in whatever order the entries came, until it is computed or
//! reported anew. A result of which no record says how it was computed is never stale.

use super::{Stamped, UnitState, is_confirmation};
use crate::record::{ComputedInput, ResultComputed, ResultRecorded};
use crate::rules::Formula;
use crate::{Measure, ResultState};
use std::collections::BTreeMap;

/// A value of the unit's own record that something is computed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnValue<'a> {
    /// The value.
    pub value: Measure,
    /// Whether it is not final yet.
    pub preliminary: bool,
    /// The test that it is the result of; none where it was entered at a step.
    pub test: Option<&'a str>,
    /// Whether that result is stale itself.
    pub stale: bool,
}

/// A stale result, computed anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recomputed<'a> {
    /// How it was computed.
    pub of: &'a ResultComputed,
    /// Its inputs as they are now, in the same order; none where the record has it no longer.
    pub now: Vec<Option<ComputedInput>>,
    /// The value that they make; none where one of them is missing or nothing true comes of them.
    pub value: Option<Measure>,
}

impl ComputedInput {
    /// Whether it is taken from the unit's own record.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !self.steps.is_empty() || !self.tests.is_empty()
    }
}

impl ResultComputed {
    /// How it was computed.
    #[must_use]
    pub fn formula(&self) -> Formula<'_> {
        Formula {
            sum: &self.sum,
            product: &self.product,
            factor: self.factor,
            corrected_for: self.corrected_for.as_deref(),
            decimals: self.decimals,
        }
    }
}

impl UnitState {
    /// How the current result of a test was computed; none where nothing says so. Who only made it final computed nothing
    /// anew.
    #[must_use]
    pub fn computation(&self, test: &str) -> Option<&Stamped<ResultComputed>> {
        let all = self.results.get(test)?;
        for (at, current) in all.iter().enumerate().rev() {
            let is_it = |one: &&Stamped<ResultComputed>| {
                let (one, current) = (&one.stamp, &current.stamp);
                (one.station, one.seq) == (current.station, current.seq)
            };
            if let Some(found) = self.computed.iter().find(is_it) {
                return Some(found);
            }
            let before = at.checked_sub(1).and_then(|before| all.get(before))?;
            if !is_confirmation(&before.record, &current.record) {
                return None;
            }
        }
        None
    }

    /// Whether the current result of a test was computed of values of which one is no longer what it was.
    #[must_use]
    pub fn is_stale(&self, test: &str) -> bool {
        self.is_stale_below(test, &[])
    }

    /// The current result of a test, unless it is stale.
    #[must_use]
    pub fn standing_result(&self, test: &str) -> Option<&Stamped<ResultRecorded>> {
        self.result(test).filter(|_| !self.is_stale(test))
    }

    /// The tests whose current result is stale.
    pub fn stale_tests(&self) -> impl Iterator<Item = &str> {
        self.results.keys().map(String::as_str).filter(|test| self.is_stale(test))
    }

    /// The value in force: of the first of these inputs of steps that was recorded, else of the first of these tests that has
    /// a number.
    #[must_use]
    pub fn own_value<'a>(&'a self, steps: &[String], tests: &'a [String]) -> Option<OwnValue<'a>> {
        self.own_value_below(steps, tests, &[])
    }

    /// `above` are the tests that this one was asked for: one that is computed of itself is never up to date.
    fn is_stale_below(&self, test: &str, above: &[&str]) -> bool {
        if above.contains(&test) {
            return true;
        }
        let Some(computed) = self.computation(test).map(|computed| &computed.record) else { return false };
        let is_final = self.result(test).is_some_and(|result| result.record.state == ResultState::Final);
        let above = [above, &[test]].concat();
        let mut own = computed.inputs.iter().filter(|input| input.is_own());
        own.any(|input| match self.own_value_below(&input.steps, &input.tests, &above) {
            Some(now) => now.value != input.value || now.stale || (is_final && now.preliminary),
            None => !input.typed,
        })
    }

    fn own_value_below<'a>(
        &'a self,
        steps: &[String],
        tests: &'a [String],
        above: &[&str],
    ) -> Option<OwnValue<'a>> {
        let entered = |path: &String| {
            let (step, input) = path.split_once('.')?;
            let values = &self.step_done(step)?.record.values;
            let value = values.iter().find(|value| value.code == input)?.value.parse().ok()?;
            Some(OwnValue { value, preliminary: false, test: None, stale: false })
        };
        let reported = |test: &'a String| {
            let result = &self.result(test)?.record;
            Some(OwnValue {
                value: result.number?,
                preliminary: result.state == ResultState::Preliminary,
                test: Some(test),
                stale: self.is_stale_below(test, above),
            })
        };
        steps.iter().find_map(entered).or_else(|| tests.iter().find_map(reported))
    }

    /// Every stale result computed anew, each after those that it is computed of: their new values are its inputs.
    #[must_use]
    pub fn recomputed(&self) -> Vec<Recomputed<'_>> {
        let mut waiting: Vec<&ResultComputed> =
            self.stale_tests().filter_map(|test| Some(&self.computation(test)?.record)).collect();
        let mut done: Vec<Recomputed<'_>> = Vec::new();
        let mut made: BTreeMap<&str, Option<(Measure, bool)>> = BTreeMap::new();
        while !waiting.is_empty() {
            let ready = |of: &&ResultComputed| {
                let open: Vec<&str> = waiting.iter().map(|of| of.result.test.as_str()).collect();
                !of.inputs.iter().any(|input| self.taken_test(input).is_some_and(|test| open.contains(&test)))
            };
            // What is computed of itself in a circle is computed of what is on record, and waits for a person.
            let at = waiting.iter().position(ready);
            let of = waiting.remove(at.unwrap_or_default());
            let now: Vec<Option<ComputedInput>> =
                of.inputs.iter().map(|input| self.input_now(input, &made)).collect();
            let value = match at {
                Some(_) => computed(of, &now),
                None => None,
            };
            let preliminary = now.iter().flatten().any(|input| input.preliminary);
            made.insert(&of.result.test, value.map(|value| (value, preliminary)));
            done.push(Recomputed { of, now, value });
        }
        done
    }

    /// The test that an input is taken from now.
    fn taken_test<'a>(&'a self, input: &'a ComputedInput) -> Option<&'a str> {
        self.own_value(&input.steps, &input.tests)?.test
    }

    /// An input as it is now; one of a test that is computed anew as that makes it.
    fn input_now(
        &self,
        input: &ComputedInput,
        made: &BTreeMap<&str, Option<(Measure, bool)>>,
    ) -> Option<ComputedInput> {
        if !input.is_own() {
            return Some(input.clone());
        }
        let Some(own) = self.own_value(&input.steps, &input.tests) else {
            return input.typed.then(|| input.clone());
        };
        let (value, preliminary) = match own.test.and_then(|test| made.get(test)) {
            Some(new) => (*new)?,
            None => (own.value, own.preliminary),
        };
        Some(ComputedInput { value, preliminary, typed: false, ..input.clone() })
    }
}

fn computed(of: &ResultComputed, now: &[Option<ComputedInput>]) -> Option<Measure> {
    let all: Vec<&ComputedInput> = now.iter().map(Option::as_ref).collect::<Option<_>>()?;
    let value = |name: &str| all.iter().find(|input| input.name == name).map(|input| input.value);
    of.formula().compute(value).ok()
}
