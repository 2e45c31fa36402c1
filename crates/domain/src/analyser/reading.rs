//! What one message says of one unit, against that unit.

mod asked;
mod made;

use super::computed::with_origin;
use super::mapping::{ChoiceRule, InputRule, Mapping, NumberRule, is_like};
use super::moment::{Moment, is_ahead, newer};
use super::waiting::waiting;
use super::{Reported, ReportedStatus, Samples};
use crate::control::ControlStanding;
use crate::decide::{Context, Entry, ResultInput, record_result};
use crate::record::{InputTaken, ResultTaken, ResultWaiting};
use crate::rules::times;
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
    values: BTreeMap<String, Value>,
    /// Choices by test, each with its place in what was reported.
    chosen: BTreeMap<String, Vec<(String, usize)>>,
    /// Values of tests that nobody asked for, with the reason.
    unasked: Vec<(Value, Refusal)>,
    /// Places of values that a test which was asked for is made of.
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
        let Reading { received_ms, sent_ms, override_by, .. } = *self.reading;
        let last_ms = one.measured_ms.max(sent_ms).filter(|at_ms| is_ahead(*at_ms, received_ms));
        if let Some(measured_ms) = last_ms.filter(|_| override_by.is_none()) {
            let ahead = Refusal::stop(Code::AnalyserAhead).with("measured", measured_ms);
            return Err(ahead.with("received", received_ms));
        }
        let blocking = &self.reading.mapping.blocking_flags;
        match one.flags.iter().find(|flag| blocking.contains(flag)) {
            Some(flag) if override_by.is_none() => {
                Err(Refusal::stop(Code::AnalyserFlagged).with("flag", flag))
            }
            _ => Ok(()),
        }
    }

    fn choose(&mut self, rule: &ChoiceRule, index: usize, one: &Reported) -> Result<(), Refusal> {
        let known = rule.values.iter().find(|(said, _)| said.eq_ignore_ascii_case(&one.value));
        let (_, choice) =
            known.ok_or_else(|| Refusal::stop(Code::AnalyserValue).with("value", &one.value))?;
        self.chosen.entry(rule.test.clone()).or_default().push((choice.clone(), index));
        Ok(())
    }

    /// One choice for a test, however often it was said; none where two bottles disagree.
    fn settle_choices(&mut self, reported: &[Reported]) {
        for (test, said) in std::mem::take(&mut self.chosen) {
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
                let moment = Moment::of(told, self.reading.sent_ms).received(self.reading.received_ms);
                let specimens = ones.iter().map(|one| one.specimen);
                self.asked(&test, specimens).and_then(|()| self.report(&test, choice, moment, inputs, None))
            };
            if let Err(refusal) = outcome {
                ones.iter().for_each(|one| self.wait(one, &refusal));
            }
        }
    }

    fn keep(&mut self, input: &InputRule, one: &Reported) -> Result<(), Refusal> {
        let factor = input.units.get(&one.unit);
        let factor = factor.ok_or_else(|| Refusal::stop(Code::AnalyserUnit).with("unit", &one.unit))?;
        let number: Measure =
            one.value.parse().map_err(|_| Refusal::stop(Code::NotANumber).with("value", &one.value))?;
        let number = times(number.0, factor.0).map(|number| Measure(number.normalize()))?;
        let earlier = self.values.get(&input.name);
        if earlier.is_some_and(|earlier| earlier.number != number) {
            return Err(Refusal::stop(Code::AnalyserTwice).with("code", &one.code));
        }
        let said = Some((one.value.clone(), one.unit.clone()));
        let (unit, place) = (input.unit.clone(), Some(one.place));
        let value = Value {
            number,
            unit,
            said,
            place,
            status: one.status,
            measured_ms: one.measured_ms,
            typed: false,
        };
        self.values.insert(input.name.clone(), value);
        Ok(())
    }

    /// Computes what the values give. A value that came twice and differed gives nothing.
    fn compute(&mut self, reported: &[Reported]) {
        let mapping = self.reading.mapping;
        let twice = self.settled.waiting.iter().filter(|waiting| waiting.why == Code::AnalyserTwice.as_str());
        let twice: Vec<String> =
            twice.filter_map(|waiting| Some(mapping.input_of(&waiting.code)?.name.clone())).collect();
        for name in twice {
            if let Some(value) = self.values.remove(&name) {
                self.wait_at(reported, &value, &Refusal::stop(Code::AnalyserTwice).with("code", &name));
            }
        }
        let waiting: BTreeSet<String> =
            self.settled.waiting.iter().map(|waiting| waiting.code.to_lowercase()).collect();
        let tests: BTreeSet<&str> = mapping.numbers.iter().map(|rule| rule.test.as_str()).collect();
        for test in tests {
            if self.context.rules.test(test).is_some() {
                self.compute_test(test, reported, &waiting);
            }
        }
    }

    /// The first rule of the test whose inputs are all there.
    fn compute_test(&mut self, test: &str, reported: &[Reported], waiting: &BTreeSet<String>) {
        let mapping = self.reading.mapping;
        let mut missing = None;
        for rule in mapping.numbers.iter().filter(|rule| rule.test == test) {
            let measured: Vec<Value> =
                rule.inputs().filter_map(|name| self.values.get(name).cloned()).collect();
            // Nothing was measured for this rule.
            if measured.is_empty() {
                continue;
            }
            let places: BTreeSet<u32> = measured.iter().filter_map(|value| value.place).collect();
            let specimens = reported.iter().filter(|one| places.contains(&one.place));
            if let Err(refusal) = self.asked(test, specimens.map(|one| one.specimen)) {
                self.unasked.extend(measured.into_iter().map(|value| (value, refusal.clone())));
                return;
            }
            self.used.extend(places);
            if let Some(test) = rule.inputs().find_map(|name| self.stale(name)) {
                let refusal = Refusal::stop(Code::ResultStale).with("test", test);
                measured.iter().for_each(|value| self.wait_at(reported, value, &refusal));
                return;
            }
            let values: Result<Vec<(&str, Value)>, &str> =
                rule.inputs().map(|name| self.value(name).map(|value| (name, value)).ok_or(name)).collect();
            match values {
                Ok(values) => {
                    let done = computed(rule, &values).and_then(|number| {
                        let moment = self.moment(test, number, &values);
                        let inputs = values.iter().map(|(name, value)| input_taken(name, value)).collect();
                        self.report(test, &number.to_string(), moment, inputs, Some((rule, &values)))
                    });
                    if let Err(refusal) = done {
                        for (_, value) in &values {
                            self.wait_at(reported, value, &refusal);
                        }
                    }
                    return;
                }
                Err(name) => missing = missing.or(Some((rule, name))),
            }
        }
        let Some((rule, name)) = missing else { return };
        // What is missing waits itself, with its own reason.
        let waits =
            mapping.input(name).is_some_and(|i| i.codes.iter().any(|c| waiting.contains(&c.to_lowercase())));
        if waits {
            return;
        }
        let refusal = Refusal::stop(Code::AnalyserInput).with("input", name);
        let measured: Vec<Value> = rule.inputs().filter_map(|name| self.values.get(name).cloned()).collect();
        for value in measured {
            self.wait_at(reported, &value, &refusal);
        }
    }

    /// When it was measured, and as final as the least final of the inputs. A critical value made of a number that was typed
    /// once waits for a person who confirms it.
    fn moment(&self, test: &str, number: Measure, values: &[(&str, Value)]) -> Moment {
        let told = values.iter().map(|(_, value)| (value.measured_ms, value.status));
        let moment = Moment::of(told, self.reading.sent_ms).received(self.reading.received_ms);
        let typed = values.iter().any(|(_, value)| value.typed);
        let critical =
            || self.context.rules.test(test).is_some_and(|test| test.is_critical(Some(number), None));
        Moment { preliminary: moment.preliminary || (typed && critical()), ..moment }
    }

    fn wait_at(&mut self, reported: &[Reported], value: &Value, refusal: &Refusal) {
        if let Some(one) = reported.iter().find(|one| Some(one.place) == value.place) {
            self.wait(one, refusal);
        }
    }

    /// A measured value, or one of the unit's own record.
    fn value(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.values.get(name) {
            return Some(value.clone());
        }
        let rule = self.reading.mapping.unit_input(name)?;
        let said = self.reading.override_by.and_then(|by| by.inputs.iter().find(|(given, _)| given == name));
        let own = self.unit.own_value(&rule.steps, &rule.tests);
        let typed = own.is_none();
        // What is made of a preliminary value is no more final than that.
        let status = match own {
            Some(own) if own.preliminary => ReportedStatus::Preliminary,
            _ => ReportedStatus::Final,
        };
        let number = own.map(|own| own.value).or_else(|| said.map(|(_, number)| *number))?;
        Some(Value {
            number,
            unit: rule.unit.clone(),
            said: None,
            place: None,
            status,
            measured_ms: None,
            typed,
        })
    }

    /// The test whose result an input would be taken from, and which is out of date itself.
    fn stale(&self, name: &str) -> Option<String> {
        let rule = self.reading.mapping.unit_input(name).filter(|_| !self.values.contains_key(name))?;
        let own = self.unit.own_value(&rule.steps, &rule.tests)?;
        own.test.filter(|_| own.stale).map(str::to_owned)
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
        // What was measured before it, or corrected by it, is not put back in its place, by nobody.
        if let Some(newer) = newer(self.unit, test, &method, &moment).filter(|_| !repeat) {
            let recorded = result_text(&newer.result);
            let superseded =
                Refusal::stop(Code::AnalyserSuperseded).with("test", test).with("value", &recorded);
            return if recorded == value { Ok(()) } else { Err(superseded) };
        }
        let correction_reason = self.reading.override_by.map(|by| by.reason);
        let correction_reason = correction_reason.filter(|_| !repeat && self.unit.result(test).is_some());
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

fn input_taken(name: &str, value: &Value) -> InputTaken {
    let (text, unit) = value.said.clone().unwrap_or_else(|| (value.number.to_string(), value.unit.clone()));
    InputTaken { name: name.to_owned(), value: text, unit }
}

fn computed(rule: &NumberRule, values: &[(&str, Value)]) -> Result<Measure, Refusal> {
    rule.formula()
        .compute(|name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.number))
}
