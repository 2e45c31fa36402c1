//! Results.

use super::Context;
use super::check::{accepted, filled};
use super::control::in_control;
use super::procedure::limits_in_force;
use crate::control::ControlStanding;
use crate::record::{ResultMeasured, ResultRecorded, ResultRepeated, ResultReplaced, ResultTimed};
use crate::rules::TestDefinition;
use crate::unit::{UnitState, entry_name, result_text};
use crate::{Code, Measure, Record, Refusal, ResultState, Role};

/// How a value came to be in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A person typed it; a critical value a second time, without sight of the first.
    Typed {
        /// What was typed the second time.
        again: Option<&'a str>,
    },
    /// It stood in a file that a person chose. A critical value waits as a preliminary one for a person who types it.
    File,
    /// An instrument measured it. Nobody typed it, and it stays as exact as it was sent.
    Instrument {
        /// Whether a person gives it to the unit after it waited.
        by_person: bool,
    },
}

/// What is entered for a result.
#[derive(Debug, Clone)]
pub struct ResultInput<'a> {
    /// Test code.
    pub test: &'a str,
    /// Value as entered.
    pub value: &'a str,
    /// Where it comes from.
    pub entry: Entry<'a>,
    /// Method.
    pub method: &'a str,
    /// State.
    pub state: ResultState,
    /// Why, where it corrects.
    pub correction_reason: Option<&'a str>,
    /// Whether it was measured again because the result on record wants that.
    pub repeat: bool,
    /// Number of the device that it was measured on, where it is said.
    pub device: Option<&'a str>,
    /// How the controls of the test stand.
    pub controls: &'a ControlStanding,
}

/// What a value is: a number, or a choice.
type Value = (Option<Measure>, Option<String>);

/// Records a result. Results may be reported from acceptance on, also while the unit is on hold.
///
/// # Errors
/// Limits that are not approved, an unknown test, one of other roles, a value that does not fit or was typed once where
/// twice is wanted, a correction without a reason, a device that is out of control.
pub fn record_result(
    unit: &UnitState,
    input: &ResultInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    accepted(unit)?;
    limits_in_force(context)?;
    let test = context
        .rules
        .test(input.test)
        .ok_or_else(|| Refusal::stop(Code::TestUnknown).with("test", input.test).at("test"))?;
    if input.entry != (Entry::Instrument { by_person: false }) {
        reporter(test, context.roles)?;
    }
    let has_value = matches!(input.state, ResultState::Preliminary | ResultState::Final);
    let device = input.device.map(str::trim).filter(|device| !device.is_empty());
    if has_value {
        in_control(test, device, input.controls, context)?;
    }
    let earlier = unit.result(input.test).map(|earlier| &earlier.record);
    // The way out of a critical value is as grave as the way in, also by way of a result without a value.
    let heads = unit.result_heads(&test.code).map(|head| &head.record);
    let replaces_critical =
        last_value(unit, test).into_iter().chain(heads).any(|value| test.is_critical_result(value));
    let (number, choice) = match input.value.trim() {
        "" if has_value => return Err(Refusal::stop(Code::Empty).at("value")),
        value if has_value => read(test, value, input.entry, replaces_critical)?,
        _ => (None, None),
    };
    if input.repeat {
        // One more than wanted is taken as well: what was measured is told.
        let of = unit.result(&test.code).filter(|_| test.repeats(unit).is_some());
        let of = of.ok_or_else(|| Refusal::stop(Code::RepeatNone).with("test", &test.code).at("value"))?;
        if !matches!(input.state, ResultState::Final | ResultState::Invalid) {
            return Err(Refusal::stop(Code::RepeatState).at("state"));
        }
        return Ok(Record::ResultRepeated(ResultRepeated {
            result: reported(test, (number, choice), input.state, input.method, None)?,
            device: device.map(|device| filled(device, 80, "device")).transpose()?,
            of: entry_name(&of.stamp),
        }));
    }
    let waits = input.entry == Entry::File && test.is_critical(number, choice.as_deref());
    let state = if has_value && waits { ResultState::Preliminary } else { input.state };
    let reason = input.correction_reason.map(str::trim).filter(|reason| !reason.is_empty());
    if input.entry == Entry::File {
        replaceable_by_file(unit, test, state, (number, choice.as_deref()))?;
    }
    // The same value, now final, changes nothing that was said.
    let confirms = !unit.is_stale(input.test)
        && earlier.is_some_and(|earlier| {
            earlier.state == ResultState::Preliminary
                && state == ResultState::Final
                && !matches!(input.entry, Entry::Instrument { .. })
                && (earlier.number, &earlier.choice) == (number, &choice)
        });
    if earlier.is_some() && !confirms && reason.is_none() {
        return Err(Refusal::stop(Code::CorrectionReason).at("correction_reason"));
    }
    let result = reported(test, (number, choice), state, input.method, reason)?;
    let device = device.map(|device| filled(device, 80, "device")).transpose()?;
    if earlier.is_some() {
        // Nobody looked at what a file says beside what others say, nor at anything where no reason is given.
        let settles = reason.is_some() && input.entry != Entry::File;
        return Ok(in_place_of(unit, ResultTimed { device, ..plain(result) }, settles));
    }
    Ok(match device {
        Some(device) => Record::ResultMeasured(ResultMeasured { result, device }),
        None => Record::ResultRecorded(result),
    })
}

/// A result of which nothing else is said.
const fn plain(result: ResultRecorded) -> ResultTimed {
    ResultTimed {
        result,
        device: None,
        computation: None,
        measured_ms: None,
        sent_ms: None,
        corrected: false,
    }
}

/// The record of a result that stands in place of those on record: of all heads that the station knows where a person settles
/// what they say, else of the current one and of those that say the same.
pub(super) fn in_place_of(unit: &UnitState, reported: ResultTimed, settles: bool) -> Record {
    let test = &reported.result.test;
    let others: Vec<String> =
        unit.contradicting_results(test).map(|other| entry_name(&other.stamp)).collect();
    let heads = unit.result_heads(test).map(|head| entry_name(&head.stamp));
    let of = heads.filter(|head| settles || !others.contains(head)).collect();
    Record::ResultReplaced(ResultReplaced { reported, of })
}

fn reported(
    test: &TestDefinition,
    (number, choice): Value,
    state: ResultState,
    method: &str,
    reason: Option<&str>,
) -> Result<ResultRecorded, Refusal> {
    let has_value = matches!(state, ResultState::Preliminary | ResultState::Final);
    Ok(ResultRecorded {
        test: test.code.clone(),
        number,
        choice,
        unit: test.unit().to_owned(),
        method: if has_value { filled(method, 100, "method")? } else { method.trim().to_owned() },
        state,
        correction_reason: reason.map(|reason| filled(reason, 500, "correction_reason")).transpose()?,
    })
}

/// Whether somebody with these roles may report the test.
///
/// # Errors
/// [`Code::ResultRole`] with the roles that may.
pub fn reporter(test: &TestDefinition, roles: &[Role]) -> Result<(), Refusal> {
    if test.is_reported_by(roles) {
        return Ok(());
    }
    let word = |role| serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned));
    let may: Vec<String> = test.reported_by.iter().filter_map(word).collect();
    Err(Refusal::stop(Code::ResultRole).with("test", &test.code).with("roles", may.join(",")).at("test"))
}

/// What was reported last with a value, if anything was.
fn last_value<'a>(unit: &'a UnitState, test: &TestDefinition) -> Option<&'a ResultRecorded> {
    let mut all = unit.results.get(&test.code)?.iter().rev().map(|result| &result.record);
    all.find(|result| result.number.is_some() || result.choice.is_some())
}

/// A file replaces no critical value, and brings back none that was on record before: one that is read again after a
/// person corrected what it said would undo the correction.
fn replaceable_by_file(
    unit: &UnitState,
    test: &TestDefinition,
    state: ResultState,
    (number, choice): (Option<Measure>, Option<&str>),
) -> Result<(), Refusal> {
    let Some((last, before)) = unit.results.get(&test.code).and_then(|all| all.split_last()) else {
        return Ok(());
    };
    if let Some(critical) = last_value(unit, test).filter(|value| test.is_critical_result(value)) {
        let by_person = Refusal::stop(Code::ResultByPerson).with("test", &test.code);
        return Err(by_person.with("value", result_text(critical)).at("value"));
    }
    let is_that = |record: &ResultRecorded| {
        (record.number, record.choice.as_deref()) == (number, choice)
            && (number.is_some() || choice.is_some() || record.state == state)
    };
    // What only became final was never corrected.
    if !is_that(&last.record) && before.iter().any(|earlier| is_that(&earlier.record)) {
        let value = number.map(|number| number.to_string()).or_else(|| choice.map(str::to_owned));
        let superseded = Refusal::stop(Code::ResultSuperseded).with("test", &test.code);
        return Err(superseded.with("value", value.unwrap_or_default()).at("value"));
    }
    Ok(())
}

fn read(
    test: &TestDefinition,
    text: &str,
    entry: Entry<'_>,
    replaces_critical: bool,
) -> Result<Value, Refusal> {
    let value = test.read(text)?;
    if matches!(entry, Entry::Instrument { .. }) {
        return Ok(value);
    }
    if let Some(number) = value.0 {
        test.with_decimals(number)?;
    }
    if let Entry::Typed { again } = entry
        && (replaces_critical || test.is_critical(value.0, value.1.as_deref()))
    {
        typed_twice(test, text, &value, again)?;
    }
    Ok(value)
}

/// Whether both entries of a critical value agree: by value, so that `5.10` and `5.1` are the same.
fn typed_twice(
    test: &TestDefinition,
    first: &str,
    value: &Value,
    again: Option<&str>,
) -> Result<(), Refusal> {
    let again = again.map(str::trim).filter(|again| !again.is_empty());
    let second =
        again.ok_or_else(|| Refusal::stop(Code::ResultAgain).with("test", &test.code).at("value_again"))?;
    // What cannot be read at all differs as well.
    if test.read(second).is_ok_and(|read| read == *value) {
        return Ok(());
    }
    Err(Refusal::stop(Code::ResultDisagrees).with("first", first).with("second", second).at("value_again"))
}
