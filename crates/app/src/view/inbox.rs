//! A message of an analyser as people see it.

use super::{Names, check_character};
use crate::analyser::{find_mapping, reported, specimen_unit};
use crate::command::{device_view, protocol_of};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::*;
use devices::{PatientRecords, Report};
use domain::record::{ResultTaken, ResultWaiting};
use domain::rules::{TestDefinition, TestKind};
use domain::{Code, Permission};
use std::collections::BTreeMap;
use store::query::InboxMessage;

type TestNamer = fn(&TestDefinition) -> TestName;

/// All of a message; lines that may name a person only for those who may see one.
pub(crate) fn inbox_detail(
    cx: &Cx<'_>,
    names: &Names,
    id: &[u8; 16],
    message: &InboxMessage,
    test_name: TestNamer,
) -> Answer<InboxDetail> {
    let heard = &message.heard.record;
    let raw = cx.store()?.find_message_text(id).map_err(stored)?;
    let protocol = protocol_of(message);
    let patient = match cx.may(Permission::ViewPersonal)? {
        true => PatientRecords::Shown,
        false => PatientRecords::LeftOut,
    };
    let lines = raw.as_deref().map(|raw| devices::message_lines(protocol, raw, patient));
    let report = raw.as_deref().and_then(|raw| devices::read_message(protocol, raw).ok());
    let waits: BTreeMap<u32, &ResultWaiting> =
        message.waiting().map(|waiting| (waiting.place, waiting)).collect();
    let specimens = match &report {
        Some(report) => specimens(cx, names, report, &waits, message)?,
        // Without the message: what waits, by its code alone.
        None => vec![InboxSpecimen {
            ids: Vec::new(),
            unit: None,
            results: waits.values().map(|waiting| bare(cx, waiting, message)).collect(),
        }],
    };
    let mut taken = Vec::new();
    let mut add = |results: &[ResultTaken], by: String, reason: &str| -> Answer<()> {
        for result in results {
            taken.push(taken_view(cx, message, result, &by, reason, test_name)?);
        }
        Ok(())
    };
    add(&heard.taken, String::new(), "")?;
    for assigned in &message.assigned {
        add(&assigned.record.taken, names.person(assigned.stamp.operator), &assigned.record.reason)?;
    }
    Ok(InboxDetail {
        message: id.iter().map(|byte| format!("{byte:02x}")).collect(),
        analyser: heard.analyser.clone(),
        device: device_view(cx, message)?,
        site: names.site(message.heard.stamp.site),
        instrument: heard.instrument.clone(),
        at_ms: message.heard.stamp.at_ms,
        held: raw.is_some(),
        patient_hidden: patient == PatientRecords::LeftOut,
        lines: lines.unwrap_or_default(),
        specimens,
        taken,
        wanted: wanted(message, &waits),
    })
}

fn specimens(
    cx: &Cx<'_>,
    names: &Names,
    report: &Report,
    waits: &BTreeMap<u32, &ResultWaiting>,
    message: &InboxMessage,
) -> Answer<Vec<InboxSpecimen>> {
    let all = reported(report);
    let mut views = Vec::new();
    for (specimen, at) in report.specimens.iter().zip(0u32..) {
        let unit = match specimen_unit(cx, &specimen.ids)? {
            Ok(named) => Some(names.unit_row(cx.unit_row(named.donation)?)),
            Err(_) => None,
        };
        let own = all.iter().filter(|(_, one)| one.specimen == at);
        let results = own.map(|(measured, one)| InboxResult {
            place: one.place,
            code: one.code.clone(),
            details: one.details.clone(),
            value: one.value.clone(),
            unit: one.unit.clone(),
            flags: one.flags.clone(),
            range: measured.range.clone(),
            status: crate::analyser::shown(measured.status),
            measured: measured.measured.clone(),
            waits: waits.get(&one.place).map(|waiting| waiting_problem(cx, waiting, message)),
        });
        views.push(InboxSpecimen { ids: specimen.ids.clone(), unit, results: results.collect() });
    }
    // Those with something that waits come first.
    views.sort_by_key(|specimen| specimen.results.iter().all(|result| result.waits.is_none()));
    Ok(views)
}

fn bare(cx: &Cx<'_>, waiting: &ResultWaiting, message: &InboxMessage) -> InboxResult {
    InboxResult {
        place: waiting.place,
        code: waiting.code.clone(),
        details: Vec::new(),
        value: String::new(),
        unit: String::new(),
        flags: Vec::new(),
        range: String::new(),
        status: ReportedState::Final,
        measured: String::new(),
        waits: Some(waiting_problem(cx, waiting, message)),
    }
}

/// The reason with its values; an input of the mapping by its name in the language of the screens.
pub(crate) fn waiting_problem(cx: &Cx<'_>, waiting: &ResultWaiting, message: &InboxMessage) -> Problem {
    let mapping = find_mapping(&message.heard.record.mapping);
    let words = |name: &str, value: &str| {
        match name {
            "test" => return test_word(cx, value),
            "value" | "others" => return choice_words(cx, waiting, value),
            _ => {}
        }
        let input = mapping?.unit_inputs.iter().find(|input| name == "input" && input.name == value)?;
        let zh = cx.locale() == Locale::ZhCn;
        Some(if zh { input.title.zh.clone() } else { input.title.en.clone() })
    };
    waiting.params.iter().fold(Problem::refusal(&waiting.why), |problem, param| {
        let value = words(&param.name, &param.value).unwrap_or_else(|| param.value.clone());
        problem.with(&param.name, value)
    })
}

/// Values of the test that is named with them, choices in the language of the screens.
fn choice_words(cx: &Cx<'_>, waiting: &ResultWaiting, values: &str) -> Option<String> {
    let code = waiting.params.iter().find(|param| param.name == "test")?;
    let rules = cx.rules();
    let TestKind::Choice { choices, .. } = &rules.test(&code.value)?.kind else { return None };
    let zh = cx.locale() == Locale::ZhCn;
    let word = |value: &str| {
        let choice = choices.iter().find(|choice| choice.code == value);
        let text = choice.map(|choice| if zh { &choice.text.zh } else { &choice.text.en });
        text.map_or_else(|| value.to_owned(), String::clone)
    };
    Some(values.split(", ").map(word).collect::<Vec<_>>().join(", "))
}

/// A test by its name in the language of the screens.
fn test_word(cx: &Cx<'_>, code: &str) -> Option<String> {
    let name = cx.rules().test(code)?.name.clone();
    Some(if cx.locale() == Locale::ZhCn { name.zh } else { name.en })
}

/// A refusal with the name of the test that it is about.
pub(crate) fn test_in_words(cx: &Cx<'_>, problem: Problem) -> Problem {
    let word = problem.params.get("test").and_then(|code| test_word(cx, code.as_str()?));
    match word {
        Some(word) => problem.with("test", word),
        None => problem,
    }
}

/// Values that computations wait for and that the unit's record may lack.
fn wanted(message: &InboxMessage, waits: &BTreeMap<u32, &ResultWaiting>) -> Vec<WantedInput> {
    let Some(mapping) = find_mapping(&message.heard.record.mapping) else { return Vec::new() };
    let missing = |name: &str| {
        let mut inputs = waits.values().filter(|waiting| waiting.why == Code::AnalyserInput.as_str());
        // What waits for another reason was never computed: it may lack anything that its mapping computes with.
        let uncomputed = waits.values().any(|waiting| waiting.why != Code::AnalyserInput.as_str());
        uncomputed || inputs.any(|waiting| waiting.params.iter().any(|param| param.value == name))
    };
    let inputs = mapping.unit_inputs.iter().filter(|input| missing(&input.name));
    let view = |input: &domain::analyser::UnitInput| WantedInput {
        name: input.name.clone(),
        zh: input.title.zh.clone(),
        en: input.title.en.clone(),
        unit: input.unit.clone(),
    };
    inputs.map(view).collect()
}

fn taken_view(
    cx: &Cx<'_>,
    message: &InboxMessage,
    result: &ResultTaken,
    by: &str,
    reason: &str,
    test_name: TestNamer,
) -> Answer<InboxTaken> {
    let rules = cx.rules();
    let unknown = || TestName { code: result.test.clone(), zh: result.test.clone(), en: result.test.clone() };
    let mapping = find_mapping(&message.heard.record.mapping);
    let inputs = result.inputs.iter().map(|input| {
        let title = mapping.and_then(|mapping| mapping.unit_inputs.iter().find(|own| own.name == input.name));
        let code = mapping.and_then(|mapping| mapping.inputs.iter().find(|own| own.name == input.name));
        let plain = code.and_then(|rule| rule.codes.first()).unwrap_or(&input.name);
        InboxInput {
            name: input.name.clone(),
            zh: title.map_or_else(|| plain.clone(), |title| title.title.zh.clone()),
            en: title.map_or_else(|| plain.clone(), |title| title.title.en.clone()),
            value: input.value.clone(),
            unit: input.unit.clone(),
        }
    });
    let din = cx.unit_row(result.donation)?.din;
    let with_check = |din: String| match check_character(&din) {
        Some(check) => format!("{din} {check}"),
        None => din,
    };
    Ok(InboxTaken {
        donation: result.donation,
        din: din.map(with_check),
        test: rules.test(&result.test).map_or_else(unknown, test_name),
        value: result.value.clone(),
        unit: result.unit.clone(),
        inputs: inputs.collect(),
        by: by.to_owned(),
        reason: reason.to_owned(),
    })
}
