//! A message on its way into the ledger: itself, what it says of units, what waits; all in one commit.

use super::control;
use super::specimen::{NamedSpecimen, samples, specimen_unit};
use super::{find_mapping, message_id, reported, sent_ms, word_of};
use crate::app::App;
use crate::context::{Act, Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::AnalyserSetting;
use devices::{Message, Report, ReportPurpose};
use domain::analyser::{Reading, Reported, Settled, read_results, waiting};
use domain::control::{ControlSeries, ControlStanding};
use domain::record::{AnalyserHeard, AnalyserHeardOn, AnalyserText, ResultWaiting};
use domain::{Code, DonationId, Record};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Received {
    /// It is in the ledger.
    Recorded,
    /// It was there already.
    Repeated,
    /// It has no results.
    Empty,
}

/// Keeps a message. Once this answers, the message is on disk, or was before.
pub(super) fn receive(app: &App, setting: &AnalyserSetting, message: &Message) -> Answer<Received> {
    let mut cx = app.cx();
    let id = message_id(message);
    let (instrument, specimens, measured) = match &message.report {
        Ok(report) if report.results() == 0 => return Ok(Received::Empty),
        Ok(report) => (report.instrument.clone(), report.specimens.len(), report.results()),
        Err(_) => (String::new(), 0, 0),
    };
    if cx.store()?.find_message(&id).map_err(stored)?.is_some() {
        return Ok(Received::Repeated);
    }
    let mapping = find_mapping(&setting.mapping)
        .ok_or_else(|| Problem::fault("analyser.mapping").with("mapping", setting.mapping.as_str()))?;
    let outcome = match &message.report {
        Ok(report) => read(&cx, setting, report)?,
        Err(_) => Outcome::unreadable(),
    };
    let mut taken = Vec::new();
    let mut waits = outcome.waiting;
    let mut acts = Vec::new();
    for (donation, settled) in outcome.units {
        taken.extend(settled.taken);
        waits.extend(settled.waiting);
        acts.extend(settled.records.into_iter().map(|record| Act::new(donation.bytes(), record)));
    }
    acts.extend(outcome.controls);
    waits.sort_by_key(|waiting| waiting.place);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let heard = AnalyserHeard {
        analyser: setting.name.clone(),
        instrument,
        protocol: word_of(setting.protocol).to_owned(),
        mapping: mapping.code.clone(),
        mapping_version: mapping.version,
        digest: Sha256::digest(&message.raw).iter().map(|byte| format!("{byte:02x}")).collect(),
        specimens: count(specimens),
        measured: count(measured),
        taken,
        waiting: waits,
    };
    let text = AnalyserText { raw: message.raw.clone() };
    let heard = match setting.device.clone() {
        Some(device) => Record::AnalyserHeardOn(AnalyserHeardOn { heard, device }),
        None => Record::AnalyserHeard(heard),
    };
    acts.insert(0, Act::new(&id, heard).with_personal(text));
    // Nobody acts here: whoever happens to be signed in has not seen it.
    cx.record_as(None, acts)?;
    Ok(Received::Recorded)
}

#[derive(Default)]
pub(super) struct Outcome {
    units: Vec<(DonationId, Settled)>,
    pub(super) controls: Vec<Act>,
    /// The series that the message adds to, by test and device, with what it adds.
    pub(super) series: BTreeMap<(String, String), ControlSeries>,
    pub(super) waiting: Vec<ResultWaiting>,
}

impl Outcome {
    fn unreadable() -> Self {
        let waiting = ResultWaiting {
            place: 0,
            specimen: 0,
            code: String::new(),
            why: Code::AnalyserUnreadable.as_str().to_owned(),
            params: Vec::new(),
        };
        Self { waiting: vec![waiting], ..Self::default() }
    }
}

/// Reads every specimen for its unit; one unit's specimens are read together. Control material comes first, wherever it
/// stands in the message: what it shows of the device holds for the units beside it.
fn read(cx: &Cx<'_>, setting: &AnalyserSetting, report: &Report) -> Answer<Outcome> {
    let mut outcome = Outcome::default();
    let Some(mapping) = find_mapping(&setting.mapping) else { return Ok(outcome) };
    let mut of_unit: BTreeMap<DonationId, Vec<Reported>> = BTreeMap::new();
    let mut named: BTreeMap<u32, NamedSpecimen> = BTreeMap::new();
    let rules = cx.rules();
    let all = reported(report);
    let mut specimens = Vec::new();
    for (specimen, at) in report.specimens.iter().zip(0u32..) {
        let known = control::registered(cx, &specimen.ids)?;
        if known.is_empty() {
            specimens.push((specimen, at));
            continue;
        }
        let of: Vec<_> = all.iter().filter(|(_, one)| one.specimen == at).cloned().collect();
        control::take(cx, setting, &known, &of, &mut outcome)?;
    }
    for (specimen, at) in specimens {
        if report.purpose == ReportPurpose::Control || mapping.is_control(&specimen.ids) {
            continue;
        }
        let all = all.iter().map(|(_, reported)| reported);
        let own = all.filter(|one| one.specimen == at && mapping.concerns(one, &rules));
        match specimen_unit(cx, &specimen.ids)? {
            Ok(found) => {
                for one in own {
                    match found.specimen.suits(mapping.subject_of(one, &rules)) {
                        Ok(()) => of_unit.entry(found.donation).or_default().push(one.clone()),
                        Err(refusal) => outcome.waiting.push(waiting(one, &refusal)),
                    }
                }
                named.insert(at, found);
            }
            Err(refusal) => outcome.waiting.extend(own.map(|one| waiting(one, &refusal))),
        }
    }
    let controls = match of_unit.is_empty() {
        true => ControlStanding::default(),
        false => controls(cx, &outcome)?,
    };
    for (donation, results) in of_unit {
        let unit = cx.unit(donation)?;
        let own = named.iter().filter(|(_, named)| named.donation == donation);
        let samples = samples(cx, &unit.state, own.map(|(at, named)| (*at, named)))?;
        let reading = Reading {
            mapping,
            instrument: &report.instrument,
            sent_ms: sent_ms(report),
            received_ms: cx.now_ms(),
            samples: &samples,
            device: setting.device.as_deref(),
            controls: &controls,
            override_by: None,
        };
        let settled = cx.with_context(|context| read_results(&unit.state, &results, &reading, context))?;
        outcome.units.push((donation, settled));
    }
    Ok(outcome)
}

/// How the controls stand once those of the message are counted.
fn controls(cx: &Cx<'_>, outcome: &Outcome) -> Answer<ControlStanding> {
    let mut stops = cx.store()?.list_control_stops(None).map_err(stored)?;
    for ((test, device), series) in &outcome.series {
        stops.retain(|stop| (&stop.test, &stop.device) != (test, device));
        stops.extend(series.stops());
    }
    cx.store()?.control_standing(stops).map_err(stored)
}
