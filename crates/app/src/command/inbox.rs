//! The inbox: results of analysers that wait for a person, who takes them for a unit or sets them aside, with a reason.

use super::analyser::test_name;
use super::bench::given;
use super::credential::second_person;
use crate::analyser::{
    NamedSpecimen, find_mapping, registered_control, reported, samples, sent_ms, settings, specimen_unit,
};
use crate::context::{Act, Answer, Cx, may};
use crate::problem::{refused, stored};
use crate::scan;
use crate::view::{Names, inbox_detail, test_in_words, waiting_problem};
use api::wire::*;
use api::{Problem, Secret};
use devices::AnalyserProtocol;
use domain::analyser::{
    Against, OpenResult, Override, Reading, Reported, Specimen, read_results, set_aside_by, specimen_number,
};
use domain::decide::filled;
use domain::record::{ReasonParam, ResultSetAside, WaitingAssigned, WaitingDismissed};
use domain::{Code, Measure, Permission, PersonId, Record, Refusal};
use isbt128::{LocalKind, Scan};
use std::collections::BTreeSet;
use store::query::InboxMessage;

const LIST_MAX: u32 = 500;

pub(crate) fn inbox_list(cx: &mut Cx<'_>, _: Empty) -> Answer<InboxList> {
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut messages = Vec::new();
    for row in store.list_inbox(LIST_MAX).map_err(stored)? {
        let message = store.find_message(&row.message).map_err(stored)?;
        let device = message.as_ref().map(|message| device_view(cx, message)).transpose()?.flatten();
        messages.push(InboxItem {
            message: row.message.iter().map(|byte| format!("{byte:02x}")).collect(),
            analyser: row.analyser,
            device,
            site: message.map(|message| names.site(message.heard.stamp.site)).unwrap_or_default(),
            instrument: row.instrument,
            at_ms: row.at_ms,
            taken: row.taken,
            waiting: row.waiting,
        });
    }
    Ok(InboxList { messages, total: store.count_inbox().map_err(stored)? })
}

/// The number of the device that sent a message, whatever the analyser is called now. Messages of the time when none was
/// kept are of the one that this station calls so.
fn device_of(cx: &Cx<'_>, message: &InboxMessage) -> Answer<Option<String>> {
    if message.device.is_some() {
        return Ok(message.device.clone());
    }
    let mut known = settings(cx)?.into_iter();
    Ok(known.find(|known| known.name == message.heard.record.analyser).and_then(|known| known.device))
}

pub(crate) fn device_view(cx: &Cx<'_>, message: &InboxMessage) -> Answer<Option<AnalyserDevice>> {
    let Some(code) = device_of(cx, message)? else { return Ok(None) };
    let known = cx.store()?.find_equipment(&code).map_err(stored)?;
    Ok(Some(AnalyserDevice { description: known.map(|known| known.registered.record.description), code }))
}

/// A message by the text of its identifier.
fn find(cx: &Cx<'_>, text: &str) -> Answer<([u8; 16], InboxMessage)> {
    let unknown = || Problem::refusal("inbox.unknown").at("message");
    // Identifiers are written alike whatever they name.
    let id: domain::DonationId = text.parse().map_err(|_| unknown())?;
    let message = cx.store()?.find_message(id.bytes()).map_err(stored)?.ok_or_else(unknown)?;
    Ok((*id.bytes(), message))
}

/// The language of a message that was kept.
pub(crate) fn protocol_of(message: &InboxMessage) -> AnalyserProtocol {
    if message.heard.record.protocol == "hl7" { AnalyserProtocol::Hl7 } else { AnalyserProtocol::Astm }
}

pub(crate) fn inbox_get(cx: &mut Cx<'_>, request: InboxQuery) -> Answer<InboxDetail> {
    let (id, message) = find(cx, &request.message)?;
    let names = Names::read(cx)?;
    inbox_detail(cx, &names, &id, &message, test_name)
}

/// Those of the chosen places that still wait.
fn waiting_places(message: &InboxMessage, chosen: &[u32]) -> Answer<BTreeSet<u32>> {
    let waiting: BTreeSet<u32> = message.waiting().map(|waiting| waiting.place).collect();
    let chosen: BTreeSet<u32> = chosen.iter().copied().collect();
    if chosen.is_empty() || !chosen.is_subset(&waiting) {
        return Err(refused(Refusal::stop(Code::InboxSettled).at("places")));
    }
    Ok(chosen)
}

fn problem_of(code: &str, params: &[ReasonParam]) -> Problem {
    let why = Problem::refusal(code);
    params.iter().fold(why, |why, param| why.with(&param.name, param.value.as_str()))
}

/// The unit that a person scans, and the sample where it is the label of one. Of another label only the number counts: the form
/// names the unit as well.
fn scanned_unit(cx: &Cx<'_>, text: &str) -> Answer<NamedSpecimen> {
    let read = scan::parse(text, "unit_scan")?;
    if matches!(&read, Scan::Local(code) if code.kind() == LocalKind::Part) {
        let named = specimen_unit(cx, &[text.trim().to_owned()])?;
        return named.map_err(|refusal| refused(refusal.at("unit_scan")));
    }
    let din = scan::donation(text, "unit_scan")?.din;
    let found = cx.store()?.find_din(din.as_str()).map_err(stored)?;
    match found.as_slice() {
        [] => Err(super::unit::unknown(din.as_str(), "unit_scan")),
        [row] => {
            let specimen = Specimen { din, subject: None, part: None };
            Ok(NamedSpecimen { donation: row.donation, specimen, taken_in: None })
        }
        // Which of them the scan is of is settled first.
        [_, ..] => {
            let contested = Refusal::stop(Code::SpecimenContested).with("din", din);
            Err(refused(contested.at("unit_scan")))
        }
    }
}

const fn against(against: AgainstTaking) -> Against {
    match against {
        AgainstTaking::Behind => Against::Behind,
        AgainstTaking::Superseded => Against::Superseded,
        AgainstTaking::Contradicted => Against::Contradicted,
    }
}

pub(crate) fn inbox_assign(cx: &mut Cx<'_>, request: AssignWaiting) -> Answer<InboxList> {
    let (id, message) = find(cx, &request.message)?;
    let places = waiting_places(&message, &request.places)?;
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    let heard = &message.heard.record;
    let mut specimens =
        heard.waiting.iter().filter(|one| places.contains(&one.place)).map(|one| one.specimen);
    let specimen = specimens.next();
    if specimens.any(|other| Some(other) != specimen) {
        return Err(Problem::refusal("inbox.several_specimens").at("places"));
    }
    let mapping = find_mapping(&heard.mapping)
        .ok_or_else(|| Problem::refusal("analyser.mapping").with("mapping", heard.mapping.as_str()))?;
    let raw = cx.store()?.find_message_text(&id).map_err(stored)?;
    let raw = raw.ok_or_else(|| Problem::refusal("analyser.text_withheld"))?;
    let report = devices::read_message(protocol_of(&message), &raw)
        .map_err(|_| refused(Refusal::stop(Code::AnalyserUnreadable)))?;
    let scanned = scanned_unit(cx, &request.unit_scan)?;
    let unit = cx.unit(scanned.donation)?;
    let mut inputs = Vec::new();
    for given in &request.inputs {
        let number: Measure = given.value.parse().map_err(|_| {
            refused(Refusal::stop(Code::NotANumber).with("value", &given.value)).at(&given.name)
        })?;
        inputs.push((given.name.clone(), number));
    }
    let chosen: Vec<Reported> = reported(&report)
        .into_iter()
        .map(|(_, reported)| reported)
        .filter(|one| places.contains(&one.place))
        .collect();
    let ids = specimen.and_then(|at| report.specimens.get(usize::try_from(at).ok()?));
    let ids = ids.map(|specimen| specimen.ids.as_slice()).unwrap_or_default();
    let known = specimen_unit(cx, ids)?.ok();
    // Whose blood it is a reason does not change; a number that cannot be read says nothing of it.
    let said = match &known {
        Some(known) => Some(known.specimen),
        None => specimen_number(ids, cx.bank()?.scheme).ok(),
    };
    let rules = cx.rules();
    for one in &chosen {
        let subject = mapping.subject_of(one, &rules);
        let suits = said.map_or(Ok(()), |said| said.suits(subject));
        suits.map_err(|refusal| refused(refusal).at("places"))?;
        scanned.specimen.suits(subject).map_err(|refusal| refused(refusal).at("unit_scan"))?;
    }
    if let Some(known) = registered_control(cx, ids)?.first() {
        return Err(refused(Refusal::stop(Code::ControlNotUnit).with("value", &known.specimen).at("places")));
    }
    // Which sample of the unit it is says the label that is scanned now, else the one that the instrument read.
    let known = known.filter(|known| known.donation == scanned.donation && scanned.taken_in.is_none());
    let samples =
        samples(cx, &unit.state, specimen.map(|at| (at, known.as_ref().unwrap_or(&scanned))).into_iter())?;
    let device = device_of(cx, &message)?;
    let stops = cx.store()?.list_control_stops(None).map_err(stored)?;
    let controls = cx.store()?.control_standing(stops).map_err(stored)?;
    let despite: Vec<Against> = request.despite.iter().copied().map(against).collect();
    let override_by =
        Some(Override { reason: &reason, inputs: &inputs, repeat: request.repeat, despite: &despite });
    let reading = Reading {
        mapping,
        instrument: &report.instrument,
        sent_ms: sent_ms(&report),
        received_ms: message.heard.stamp.at_ms,
        samples: &samples,
        device: device.as_deref(),
        controls: &controls,
        override_by,
    };
    // What was measured out of control stays so, whatever the device measures now.
    let then = cx.store()?.list_control_stops_at(message.heard.stamp.at_ms).map_err(stored)?;
    let then = cx.store()?.control_standing(then).map_err(stored)?;
    let reading_then = Reading { controls: &then, ..reading };
    let settled = cx.decide(|context| Ok(read_results(&unit.state, &chosen, &reading_then, context)))?;
    if let Some(rejected) = settled.waiting.iter().find(|waits| waits.why == Code::ControlRejected.as_str()) {
        return Err(problem_of(Code::ControlRejectedThen.as_str(), &rejected.params).at("places"));
    }
    let settled = cx.decide(|context| Ok(read_results(&unit.state, &chosen, &reading, context)))?;
    if let Some(refusal) = settled.waiting.first() {
        return Err(waiting_problem(cx, refusal, &message));
    }
    // What may be another unit's own is set aside there, by as many as it takes.
    let second = second(cx, request.second_login.as_ref(), request.second_password.as_ref())?;
    let mut open = cx.open_of(&id, &message)?;
    open.retain(|(place, _)| places.contains(place));
    open.iter_mut().for_each(|(_, one)| one.dins.retain(|din| *din != scanned.specimen.din));
    let aside = set_aside(cx, &id, open, (&reason, second))?;
    let mut acts: Vec<Act> =
        settled.records.into_iter().map(|record| Act::new(scanned.donation.bytes(), record)).collect();
    let assigned = WaitingAssigned {
        donation: scanned.donation,
        places: places.into_iter().collect(),
        reason,
        taken: settled.taken,
    };
    acts.push(Act::new(&id, Record::WaitingAssigned(assigned)).with_second(second));
    acts.extend(aside);
    cx.record(acts)?;
    inbox_list(cx, Empty {})
}

/// Sets results aside; where they may be a unit's own, its record says so too, and of a critical test a second person did.
pub(crate) fn inbox_dismiss(cx: &mut Cx<'_>, request: DismissWaiting) -> Answer<InboxList> {
    let (id, message) = find(cx, &request.message)?;
    let places = waiting_places(&message, &request.places)?;
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    let second = second(cx, request.second_login.as_ref(), request.second_password.as_ref())?;
    let mut open = cx.open_of(&id, &message)?;
    open.retain(|(place, _)| places.contains(place));
    let aside = set_aside(cx, &id, open, (&reason, second))?;
    let dismissed = WaitingDismissed { places: places.into_iter().collect(), reason };
    let mut acts = vec![Act::new(&id, Record::WaitingDismissed(dismissed)).with_second(second)];
    acts.extend(aside);
    cx.record(acts)?;
    inbox_list(cx, Empty {})
}

fn second(cx: &mut Cx<'_>, login: Option<&String>, password: Option<&Secret>) -> Answer<Option<PersonId>> {
    let Some(login) = given(login) else { return Ok(None) };
    let password = password.cloned().unwrap_or_default();
    second_person(cx, login, &password, |roles| may(roles, Permission::ReportResult)).map(Some)
}

/// What goes on the record of each unit that the results may be of and that does not get them.
fn set_aside(
    cx: &Cx<'_>,
    id: &[u8; 16],
    open: Vec<(u32, OpenResult)>,
    (reason, second): (&str, Option<PersonId>),
) -> Answer<Vec<Act>> {
    let judged = cx.decide(|context| set_aside_by(second, open.iter().map(|(_, one)| one), context));
    judged.map_err(|problem| test_in_words(cx, problem))?;
    let mut acts = Vec::new();
    for (place, one) in open {
        let aside = ResultSetAside {
            message: id.iter().map(|byte| format!("{byte:02x}")).collect(),
            place,
            test: one.test,
            value: one.value,
            reason: reason.to_owned(),
            tests: one.tests,
            instrument: one.instrument,
            specimen: one.specimen,
        };
        for din in &one.dins {
            for row in cx.store()?.find_din(din.as_str()).map_err(stored)? {
                let record = Record::ResultSetAside(aside.clone());
                acts.push(Act::new(row.donation.bytes(), record).with_second(second));
            }
        }
    }
    Ok(acts)
}
