//! What one message says of one unit, against that unit.

mod asked;
mod made;
mod numbers;

use super::computed::with_origin;
use super::mapping::{ChoiceRule, Mapping, NumberRule, is_like};
use super::moment::{Moment, Span, newer};
use super::waiting::waiting;
use super::{Reported, ReportedStatus, Samples};
use crate::control::ControlStanding;
use crate::decide::{Context, Entry, ResultInput, record_result};
use crate::record::{InputTaken, ResultTaken, ResultWaiting};
use crate::rules::Subject;
use crate::unit::{UnitState, result_text};
use crate::{Code, Measure, Record, Refusal, ResultState};
use std::collections::{BTreeMap, BTreeSet};

/// What a person says of results that waited.
#[derive(Debug, Clone, Copy)]
pub struct Override<'a> {
    /// Why they are taken all the same.
    pub reason: &'a str,
    /// Values that the unit's record lacks, by name.
    pub inputs: &'a [(String, Measure)],
    /// Whether they are repeats of the results on record.
    pub repeat: bool,
    /// What stands against them and was shown: only what is named is passed over.
    pub despite: &'a [Against],
}

/// What stands against taking a result, and a person who was shown it may pass over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The instrument says that it measured before the unit was collected. It counts as measured on receipt.
    Behind,
    /// The same instrument measured or corrected another value later. It takes that one's place.
    Superseded,
    /// The unit has results of the test that did not know of each other. It takes the place of all of them.
    Contradicted,
}

/// How results are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// The instrument, as it stands in the method of its results.
    pub instrument: &'a str,
    /// When the instrument sent the message by its clock, Unix milliseconds; none where it does not say.
    pub sent_ms: Option<i64>,
    /// When the station received it.
    pub received_ms: i64,
    /// What its specimens are.
    pub samples: &'a Samples,
    /// Number of the instrument in the register, where the station knows it.
    pub device: Option<&'a str>,
    /// How the controls stand.
    pub controls: &'a ControlStanding,
    /// Given by a person who takes what waited.
    pub override_by: Option<Override<'a>>,
}

/// What became of results. What is in neither list is accounted for by the mapping: not used, not there
/// yet, or the same as is recorded already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Records for the unit.
    pub records: Vec<Record>,
    /// What was taken, with what it was made of.
    pub taken: Vec<ResultTaken>,
    /// What waits for a person.
    pub waiting: Vec<ResultWaiting>,
}

/// A value that a formula may use.
#[derive(Clone)]
struct Value {
    number: Measure,
    unit: String,
    /// As it was reported, where it was measured.
    said: Option<(String, String)>,
    place: Option<u32>,
    status: ReportedStatus,
    /// When the instrument measured it.
    measured_ms: Option<i64>,
    /// Its specimen's place, where it was measured.
    specimen: Option<u32>,
    /// Whether a person typed it when the result was taken: once, with nobody to compare.
    typed: bool,
}

/// Reads all that a message says of a unit.
#[must_use]
pub fn read_results(
    unit: &UnitState,
    reported: &[Reported],
    reading: &Reading<'_>,
    context: &Context<'_>,
) -> Settled {
    let mut reader = Reader {
        unit,
        reading,
        context,
        values: BTreeMap::new(),
        chosen: BTreeMap::new(),
        unasked: Vec::new(),
        used: BTreeSet::new(),
        settled: Settled::default(),
    };
    for (index, one) in reported.iter().enumerate() {
        reader.take(index, one);
    }
    reader.settle_choices(reported);
    reader.compute(reported);
    reader.settle_unasked(reported);
    reader.settled
}

struct Reader<'a> {
    unit: &'a UnitState,
    reading: &'a Reading<'a>,
    context: &'a Context<'a>,
    /// Measured values by their names in the mapping, as often as they were reported: each stands for its own specimen.
    values: BTreeMap<String, Vec<Value>>,
    /// Choices by test, each with its place in what was reported.
    chosen: BTreeMap<String, Vec<(String, usize)>>,
    /// Values of tests that nobody asked for, with the reason.
    unasked: Vec<(Value, Refusal)>,
    /// Places of values that a test which was asked for is made of, or would be.
    used: BTreeSet<u32>,
    settled: Settled,
}

impl Reader<'_> {
    fn wait(&mut self, one: &Reported, refusal: &Refusal) {
        let waits = self.settled.waiting.iter().any(|waiting| waiting.place == one.place);
        if !waits {
            self.settled.waiting.push(waiting(one, refusal));
        }
    }

    /// Sorts one reported result: not used, a choice, an input of a formula, or waiting.
    fn take(&mut self, index: usize, one: &Reported) {
        if one.status == ReportedStatus::Pending {
            return;
        }
        let mapping = self.reading.mapping;
        let tests = self.context.rules;
        let choices: Vec<&ChoiceRule> = mapping.choices_of(&one.code).collect();
        let input = mapping.input_of(&one.code);
        if choices.is_empty() && input.is_none() {
            let ignored = mapping.ignored.iter().any(|pattern| is_like(pattern, &one.code));
            // Without a value it is a remark of the instrument, not a result.
            if !ignored && !one.value.is_empty() {
                self.wait(one, &Refusal::stop(Code::AnalyserCode).with("code", &one.code));
            }
            return;
        }
        let choice = choices.iter().find(|rule| rule.is_of(one)).copied();
        let used = match (choice, input) {
            (Some(rule), _) => tests.test(&rule.test).is_some(),
            (None, Some(input)) => mapping.is_used(&input.name, tests),
            // The code is known, the bottle is not.
            (None, None) => true,
        };
        // What no test of the profile is made from is kept with the message alone.
        if !used || choice.is_some_and(|rule| rule.is_pending(&one.value)) {
            return;
        }
        let taken = self.usable(one).and_then(|()| match (choice, input) {
            (Some(rule), _) => self.choose(rule, index, one),
            (None, Some(input)) => self.keep(input, one),
            (None, None) => Err(Refusal::stop(Code::AnalyserCode).with("code", &one.code)),
        });
        if let Err(refusal) = taken {
            self.wait(one, &refusal);
        }
    }

    /// Whether the instrument itself stands by the value.
    fn usable(&self, one: &Reported) -> Result<(), Refusal> {
        match one.status {
            ReportedStatus::Withdrawn => return Err(Refusal::stop(Code::AnalyserWithdrawn)),
            ReportedStatus::NotDone => return Err(Refusal::stop(Code::AnalyserNotDone)),
            _ if one.value.is_empty() => return Err(Refusal::stop(Code::AnalyserNotDone)),
            _ => {}
        }
        let Reading { sent_ms, override_by, .. } = *self.reading;
        let span = self.span(self.reading.mapping.subject_of(one, self.context.rules));
        let mut told = one.measured_ms.into_iter().chain(sent_ms);
        if let Some(behind_ms) = told.clone().find(|at_ms| span.is_behind(*at_ms))
            && !self.passes(Against::Behind)
        {
            let behind = Refusal::stop(Code::AnalyserBehind).with("measured", behind_ms);
            let behind = behind.with("collected", span.earliest_ms.unwrap_or_default());
            return Err(behind.with("din", self.unit.din().unwrap_or_default()));
        }
        if let Some(ahead_ms) = told.find(|at_ms| span.is_ahead(*at_ms)).filter(|_| override_by.is_none()) {
            let ahead = Refusal::stop(Code::AnalyserAhead).with("measured", ahead_ms);
            return Err(ahead.with("received", span.received_ms));
        }
        let blocking = &self.reading.mapping.blocking_flags;
        match one.flags.iter().find(|flag| blocking.contains(flag)) {
            Some(flag) if override_by.is_none() => {
                Err(Refusal::stop(Code::AnalyserFlagged).with("flag", flag))
            }
            _ => Ok(()),
        }
    }

    /// When what belongs to the unit may have been measured: of the mother blood may have been taken before.
    fn span(&self, subject: Subject) -> Span {
        let collection = self.unit.collection.as_ref().filter(|_| subject == Subject::Unit);
        let earliest_ms = collection.map(|collection| collection.record.ended_ms);
        Span { earliest_ms, received_ms: self.reading.received_ms }
    }

    /// When results of a test may have been measured.
    fn span_of(&self, test: &str) -> Span {
        self.span(self.context.rules.test(test).map(|test| test.subject).unwrap_or_default())
    }

    /// Whether a person was shown it and takes the result all the same.
    fn passes(&self, against: Against) -> bool {
        self.reading.override_by.is_some_and(|by| by.despite.contains(&against))
    }

    fn choose(&mut self, rule: &ChoiceRule, index: usize, one: &Reported) -> Result<(), Refusal> {
        let known = rule.values.iter().find(|(said, _)| said.eq_ignore_ascii_case(&one.value));
        let (_, choice) =
            known.ok_or_else(|| Refusal::stop(Code::AnalyserValue).with("value", &one.value))?;
        self.chosen.entry(rule.test.clone()).or_default().push((choice.clone(), index));
        Ok(())
    }

    /// One choice for a test, however often it was said of its sample; none where two bottles disagree.
    fn settle_choices(&mut self, reported: &[Reported]) {
        for (test, mut said) in std::mem::take(&mut self.chosen) {
            said.retain(|(_, index)| {
                let Some(one) = reported.get(*index) else { return false };
                let own = self.measured_in(&test, one.specimen);
                own.map_err(|refusal| self.wait(one, &refusal)).is_ok()
            });
            let ones: Vec<&Reported> = said.iter().filter_map(|(_, index)| reported.get(*index)).collect();
            let Some((choice, _)) = said.first() else { continue };
            let outcome = if said.iter().any(|(other, _)| other != choice) {
                Err(Refusal::stop(Code::AnalyserTwice).with("code", &test))
            } else {
                let inputs = ones.iter().map(|one| InputTaken {
                    name: one.code.clone(),
                    value: one.value.clone(),
                    unit: one.details.join(" "),
                });
                let inputs = inputs.collect();
                let told = ones.iter().map(|one| (one.measured_ms, one.status));
                let moment = Moment::of(told, self.reading.sent_ms).within(self.span_of(&test));
                self.asked(&test).and_then(|()| self.report(&test, choice, moment, inputs, None))
            };
            if let Err(refusal) = outcome {
                ones.iter().for_each(|one| self.wait(one, &refusal));
            }
        }
    }

    fn wait_at(&mut self, reported: &[Reported], value: &Value, refusal: &Refusal) {
        if let Some(one) = reported.iter().find(|one| Some(one.place) == value.place) {
            self.wait(one, refusal);
        }
    }

    /// A report with a reason settles what stations said without hearing of each other: whoever makes it has been shown that.
    fn uncontradicted(&self, test: &str) -> Result<(), Refusal> {
        let others = self.unit.contradicting_results(test).map(|other| result_text(&other.record));
        let others: Vec<String> = others.collect();
        let Some(current) = self.unit.result(test).filter(|_| !others.is_empty()) else { return Ok(()) };
        let refusal = Refusal::stop(Code::AnalyserContradicted).with("test", test);
        Err(refusal.with("value", result_text(&current.record)).with("others", others.join(", ")))
    }

    /// Hands a result to the rules of the bank. One that is recorded already as it is makes nothing.
    fn report(
        &mut self,
        test: &str,
        value: &str,
        moment: Moment,
        inputs: Vec<InputTaken>,
        made: Option<(&NumberRule, &[(&str, Value)])>,
    ) -> Result<(), Refusal> {
        let state = if moment.preliminary { ResultState::Preliminary } else { ResultState::Final };
        let repeat = self.reading.override_by.is_some_and(|by| by.repeat);
        let wanted = self.context.rules.test(test).and_then(|test| test.repeats(self.unit));
        // The same again may be the repeat, or the first one sent again: only a person knows.
        if wanted.is_some() && self.reading.override_by.is_none() {
            return Err(Refusal::stop(Code::RepeatAsked).with("test", test));
        }
        if let Some(recorded) = self.unit.standing_result(test).filter(|_| !repeat)
            && result_text(&recorded.record) == value
            && recorded.record.state == state
        {
            return Ok(());
        }
        let method = format!("{} {}", self.reading.mapping.method, self.reading.instrument);
        let method: String = method.trim().chars().take(100).collect();
        // What was measured before it, or corrected by it, is not put back in its place but by a person who was shown both.
        if let Some(newer) = newer(self.unit, test, &method, &moment).filter(|_| !repeat) {
            let recorded = result_text(&newer.result);
            if recorded == value {
                return Ok(());
            }
            if !self.passes(Against::Superseded) {
                let superseded = Refusal::stop(Code::AnalyserSuperseded).with("test", test);
                return Err(superseded.with("value", &recorded));
            }
        }
        let correction_reason = self.reading.override_by.map(|by| by.reason);
        let correction_reason = correction_reason.filter(|_| !repeat && self.unit.result(test).is_some());
        if correction_reason.is_some() && !self.passes(Against::Contradicted) {
            self.uncontradicted(test)?;
        }
        let entry = Entry::Instrument { by_person: self.reading.override_by.is_some() };
        let Reading { device, controls, .. } = *self.reading;
        let input = ResultInput {
            test,
            value,
            entry,
            method: &method,
            state,
            correction_reason,
            repeat,
            device,
            controls,
        };
        let record = record_result(self.unit, &input, self.context)?;
        let computed = made.and_then(|(rule, values)| self.computed_of(rule, values));
        self.settled.records.push(with_origin(record, computed, &moment));
        let unit = self.context.rules.test(test).map(|test| test.unit().to_owned()).unwrap_or_default();
        self.settled.taken.push(ResultTaken {
            donation: self.unit.donation,
            test: test.to_owned(),
            value: value.to_owned(),
            unit,
            inputs,
        });
        Ok(())
    }
}
