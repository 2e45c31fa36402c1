//! Numbers: what was measured, with what the unit's own record has, by the rules of the mapping.

use super::{Reader, Value};
use crate::analyser::mapping::{InputRule, NumberRule};
use crate::analyser::moment::Moment;
use crate::analyser::{Reported, ReportedStatus};
use crate::record::InputTaken;
use crate::rules::times;
use crate::{Code, Measure, Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// What was measured for a rule, in specimens that its test may be measured in, by the names of the mapping.
type Measured<'a> = BTreeMap<&'a str, Vec<Value>>;

impl Reader<'_> {
    pub(super) fn keep(&mut self, input: &InputRule, one: &Reported) -> Result<(), Refusal> {
        let factor = input.units.get(&one.unit);
        let factor = factor.ok_or_else(|| Refusal::stop(Code::AnalyserUnit).with("unit", &one.unit))?;
        let number: Measure =
            one.value.parse().map_err(|_| Refusal::stop(Code::NotANumber).with("value", &one.value))?;
        let number = times(number.0, factor.0).map(|number| Measure(number.normalize()))?;
        let value = Value {
            number,
            unit: input.unit.clone(),
            said: Some((one.value.clone(), one.unit.clone())),
            place: Some(one.place),
            status: one.status,
            measured_ms: one.measured_ms,
            specimen: Some(one.specimen),
            typed: false,
        };
        self.values.entry(input.name.clone()).or_default().push(value);
        Ok(())
    }

    /// Computes what the values give.
    pub(super) fn compute(&mut self, reported: &[Reported]) {
        let waiting: BTreeSet<String> =
            self.settled.waiting.iter().map(|waiting| waiting.code.to_lowercase()).collect();
        let tests: BTreeSet<&str> =
            self.reading.mapping.numbers.iter().map(|rule| rule.test.as_str()).collect();
        for test in tests {
            if self.context.rules.test(test).is_some() {
                self.compute_test(test, reported, &waiting);
            }
        }
    }

    /// The first rule of the test whose inputs are all there, measured in a specimen that the test may be measured in. Where there
    /// is none, what was measured for any of them waits.
    fn compute_test(&mut self, test: &str, reported: &[Reported], waiting: &BTreeSet<String>) {
        let mapping = self.reading.mapping;
        let mut missing = Vec::new();
        for rule in mapping.numbers.iter().filter(|rule| rule.test == test) {
            let measured = self.measured(rule);
            let all = || measured.values().flatten();
            // Nothing was measured for this rule.
            if all().next().is_none() {
                continue;
            }
            if let Err(refusal) = self.asked(test) {
                self.unasked.extend(all().map(|value| (value.clone(), refusal.clone())));
                continue;
            }
            self.used.extend(all().filter_map(|value| value.place));
            if self.waits_twice(&measured, reported) {
                continue;
            }
            let stale = rule.inputs().filter(|name| !measured.contains_key(name));
            if let Some(test) = stale.into_iter().find_map(|name| self.stale(name)) {
                let refusal = Refusal::stop(Code::ResultStale).with("test", test);
                all().for_each(|value| self.wait_at(reported, value, &refusal));
                break;
            }
            let value =
                |name| measured.get(name).and_then(|all| all.last().cloned()).or_else(|| self.own(name));
            let values: Result<Vec<(&str, Value)>, &str> =
                rule.inputs().map(|name| value(name).map(|value| (name, value)).ok_or(name)).collect();
            match values {
                Ok(values) => {
                    let done = computed(rule, &values).and_then(|number| {
                        let moment = self.moment(test, number, &values);
                        let inputs = values.iter().map(|(name, value)| input_taken(name, value)).collect();
                        self.report(test, &number.to_string(), moment, inputs, Some((rule, &values)))
                    });
                    if let Err(refusal) = done {
                        all().for_each(|value| self.wait_at(reported, value, &refusal));
                    }
                    return;
                }
                Err(name) => missing.push((name, measured)),
            }
        }
        for (name, measured) in missing {
            let rule = mapping.input(name);
            // What is missing waits itself, with its own reason.
            if rule.is_some_and(|rule| rule.codes.iter().any(|code| waiting.contains(&code.to_lowercase()))) {
                continue;
            }
            let refusal = Refusal::stop(Code::AnalyserInput).with("input", name);
            measured.values().flatten().for_each(|value| self.wait_at(reported, value, &refusal));
        }
    }

    /// What was measured for a rule. What was measured in a sample of another step waits, unless another test is made of it.
    fn measured<'a>(&mut self, rule: &'a NumberRule) -> Measured<'a> {
        let mut measured = Measured::new();
        for name in rule.inputs() {
            for value in self.values.get(name).cloned().unwrap_or_default() {
                match value.specimen.map_or(Ok(()), |specimen| self.measured_in(&rule.test, specimen)) {
                    Ok(()) => measured.entry(name).or_default().push(value),
                    Err(refusal) => self.unasked.push((value, refusal)),
                }
            }
        }
        measured
    }

    /// Whether an input came twice and differed: it gives nothing, and waits.
    fn waits_twice(&mut self, measured: &Measured<'_>, reported: &[Reported]) -> bool {
        let differs = |all: &&Vec<Value>| {
            all.iter().any(|value| Some(value.number) != all.first().map(|one| one.number))
        };
        let twice: Vec<&Value> = measured.values().filter(differs).flatten().collect();
        for value in &twice {
            let one = reported.iter().find(|one| Some(one.place) == value.place);
            let code = one.map(|one| one.code.as_str()).unwrap_or_default();
            self.wait_at(reported, value, &Refusal::stop(Code::AnalyserTwice).with("code", code));
        }
        !twice.is_empty()
    }

    /// When it was measured, and as final as the least final of the inputs. A critical value made of a number that was typed
    /// once waits for a person who confirms it.
    fn moment(&self, test: &str, number: Measure, values: &[(&str, Value)]) -> Moment {
        let told = values.iter().map(|(_, value)| (value.measured_ms, value.status));
        let moment = Moment::of(told, self.reading.sent_ms).within(self.span_of(test));
        let typed = values.iter().any(|(_, value)| value.typed);
        let critical =
            || self.context.rules.test(test).is_some_and(|test| test.is_critical(Some(number), None));
        Moment { preliminary: moment.preliminary || (typed && critical()), ..moment }
    }

    /// A value of the unit's own record.
    fn own(&self, name: &str) -> Option<Value> {
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
            specimen: None,
            typed,
        })
    }

    /// The test whose result an input would be taken from, and which is out of date itself.
    fn stale(&self, name: &str) -> Option<String> {
        let rule = self.reading.mapping.unit_input(name)?;
        let own = self.unit.own_value(&rule.steps, &rule.tests)?;
        own.test.filter(|_| own.stale).map(str::to_owned)
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
