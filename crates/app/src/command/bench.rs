//! Steps and results.

use super::control::registered_device;
use super::credential::{second_person, sign};
use super::unit::resolve;
use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::problem::stored;
use crate::scan;
use crate::view::{Names, bench_view, departure_views, result_view};
use api::Problem;
use api::wire::*;
use domain::decide::{self, Context, Entry, ResultInput, StartInput, StepInput};
use domain::register::Register;
use domain::rules::{RequiredScan, Step, StepScanKind};
use domain::{PersonId, Record, Refusal, RepeatState, Role, Verdict};
use isbt128::LocalKind;

pub(crate) fn bench_get(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<BenchView> {
    let donation = resolve(cx, &request)?;
    bench_view(cx, &cx.unit(donation)?)
}

pub(super) fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The scans that a step wants; none of an unknown step, which is refused in its own words.
pub(super) fn wanted(cx: &Cx<'_>, unit: &LoadedUnit, step: &str) -> Answer<Vec<RequiredScan>> {
    let rules = cx.unit_rules(&unit.state)?;
    Ok(rules.sop().step(step).map(Step::all_scans).unwrap_or_default())
}

/// One scan, read by the kind of code that the step wants; none where nothing was scanned.
pub(super) fn read(wanted: &RequiredScan, given: &StepScanInput) -> Option<Answer<(String, String)>> {
    let text = given.scan.trim();
    let read = match wanted.kind {
        _ if text.is_empty() => return None,
        StepScanKind::Equipment => scan::local(text, LocalKind::Equipment, "equipment", "scans"),
        StepScanKind::Lot => scan::lot(text, "scans"),
        StepScanKind::Position => scan::local(text, LocalKind::Position, "position", "scans"),
    };
    Some(read.map(|value| (given.code.clone(), value)).map_err(|problem| problem.with("scan", &*given.code)))
}

/// What was scanned.
pub(super) fn scans(wanted: &[RequiredScan], given: &[StepScanInput]) -> Answer<Vec<(String, String)>> {
    let found = given.iter().filter_map(|given| {
        let wanted = wanted.iter().find(|wanted| wanted.code == given.code)?;
        read(wanted, given)
    });
    found.collect()
}

/// What is in use for a step since it was begun, beside what is scanned now: all that there is to judge.
pub(super) fn in_use<'u>(
    units: impl IntoIterator<Item = &'u LoadedUnit>,
    step: &str,
    scans: &[(String, String)],
) -> Vec<(String, String)> {
    let mut all = scans.to_vec();
    let begun = units.into_iter().filter_map(|unit| decide::started_with_scans(&unit.state, step));
    for scan in begun.flat_map(|begun| &begun.record.scans) {
        let scan = (scan.code.clone(), scan.value.clone());
        if !all.contains(&scan) {
            all.push(scan);
        }
    }
    all
}

/// What is entered for a step, and its decision.
fn on_step<T>(
    cx: &Cx<'_>,
    unit: &LoadedUnit,
    request: &RecordStep,
    second: Option<PersonId>,
    decide: impl FnOnce(&StepInput<'_>, &Context<'_>) -> Result<T, Refusal>,
) -> Answer<(T, Register)> {
    let wanted = wanted(cx, unit, &request.step)?;
    let scans = scans(&wanted, &request.scans)?;
    let register = cx.register_of(&wanted, &in_use([unit], &request.step, &scans))?;
    let values: Vec<(String, String)> =
        request.values.iter().map(|value| (value.code.clone(), value.value.clone())).collect();
    let done_ms = request.done_ms;
    let input = StepInput {
        step: &request.step,
        values: &values,
        scans: &scans,
        done_ms,
        second,
        register: &register,
    };
    let decided = cx.decide(|context| decide(&input, context))?;
    Ok((decided, register))
}

pub(crate) fn bench_show_step(cx: &mut Cx<'_>, request: RecordStep) -> Answer<StepShown> {
    let unit = cx.unit(request.donation)?;
    let (shown, _) = on_step(cx, &unit, &request, None, |input, context| {
        decide::show_step(&unit.state, &unit.contests, input, context)
    })?;
    let rules = cx.unit_rules(&unit.state)?;
    Ok(StepShown {
        departures: departure_views(&rules, &request.step, &shown.step.departures),
        wants_signature: shown.wants_signature,
        digest: unit.state.step_digest(&shown.step),
        holds: shown.holds,
    })
}

pub(crate) fn bench_record_step(cx: &mut Cx<'_>, request: RecordStep) -> Answer<BenchView> {
    record_step(cx, &request)?;
    bench_view(cx, &cx.unit(request.donation)?)
}

/// Decides a step and writes it durably, with what it changes.
pub(crate) fn record_step(cx: &mut Cx<'_>, request: &RecordStep) -> Answer<()> {
    let unit = cx.unit(request.donation)?;
    let second = match given(request.second_login.as_ref()) {
        Some(login) => {
            let password = request.second_password.clone().unwrap_or_default();
            // The second may do what the first may; an unknown step is refused with its own words.
            let step = cx.unit_rules(&unit.state)?.sop().step(&request.step).cloned();
            let entitles = |roles: &[Role]| step.as_ref().is_none_or(|step| step.is_open_to(roles));
            Some(second_person(cx, login, &password, entitles)?)
        }
        None => None,
    };
    let name = cx.operator()?.name;
    let password = request.password.as_deref().filter(|password| !password.is_empty());
    let signature = password.map(|_| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        (text(&request.reason), text(&request.digest))
    });
    let (record, register) = on_step(cx, &unit, request, second, |input, context| {
        let signature =
            signature.as_ref().map(|(reason, digest)| (reason.as_str(), digest.as_str(), name.as_str()));
        decide::record_step(&unit.state, &unit.contests, input, signature, context)
    })?;
    let signed = matches!(&record, Record::StepDone(step) if step.meaning.is_some());
    if let Some(password) = password.filter(|_| signed) {
        sign(cx, request.login.as_deref(), password)?;
    }
    let own = cx.hold_name();
    let hold = cx.decide(|context| decide::hold_unbegun(&unit.state, &record, &own, context))?;
    let mut acts = vec![Act::new(request.donation.bytes(), record).with_second(second)];
    acts.extend(hold.map(|hold| Act::new(request.donation.bytes(), hold)));
    acts.extend(cx.recall_holds(request.donation, &register)?);
    cx.record(acts)
}

/// Whether what was just scanned for a step may be used: said at once, and judged again when the step is recorded.
pub(super) fn check_scan(
    cx: &Cx<'_>,
    unit: &LoadedUnit,
    step: &str,
    (scan, done_ms): (&StepScanInput, Option<i64>),
) -> Answer<Empty> {
    let wanted = wanted(cx, unit, step)?;
    let Some(asked) = wanted.iter().find(|wanted| wanted.code == scan.code) else {
        return Ok(Empty {});
    };
    let Some(read) = read(asked, scan) else { return Ok(Empty {}) };
    let (_, value) = read?;
    let register = cx.register_of(&wanted, &[(asked.code.clone(), value.clone())])?;
    cx.decide(|context| register.judge(asked, &value, context.site, done_ms.unwrap_or(context.now_ms)))?;
    Ok(Empty {})
}

pub(crate) fn bench_check_scan(cx: &mut Cx<'_>, request: CheckScan) -> Answer<Empty> {
    let unit = cx.unit(request.donation)?;
    check_scan(cx, &unit, &request.step, (&request.scan, request.done_ms))
}

pub(crate) fn bench_begin_step(cx: &mut Cx<'_>, request: BeginStep) -> Answer<BenchView> {
    let unit = cx.unit(request.donation)?;
    let wanted = wanted(cx, &unit, &request.step)?;
    let scans = scans(&wanted, &request.scans)?;
    let register = cx.register_of(&wanted, &scans)?;
    let input = StartInput { step: &request.step, scans: &scans, register: &register };
    let record = cx.decide(|context| decide::begin_step(&unit.state, &unit.contests, &input, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    bench_view(cx, &cx.unit(request.donation)?)
}

pub(crate) fn bench_void_start(cx: &mut Cx<'_>, request: VoidStart) -> Answer<BenchView> {
    let unit = cx.unit(request.donation)?;
    let (step, reason) = (request.step.as_str(), request.reason.as_str());
    let record = cx.decide(|context| decide::void_start(&unit.state, step, reason, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    bench_view(cx, &cx.unit(request.donation)?)
}

pub(crate) fn bench_skip_step(cx: &mut Cx<'_>, request: SkipStep) -> Answer<BenchView> {
    let unit = cx.unit(request.donation)?;
    let name = cx.operator()?.name;
    let password = request.password.as_deref().filter(|password| !password.is_empty());
    let signature = password.map(|_| (request.digest.as_str(), name.as_str()));
    let step = (request.step.as_str(), request.reason.as_str());
    let record =
        cx.decide(|context| decide::skip_step(&unit.state, &unit.contests, step, signature, context))?;
    if let Some(password) = password.filter(|_| matches!(record, Record::StepSkipped(_))) {
        sign(cx, request.login.as_deref(), password)?;
    }
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    bench_view(cx, &cx.unit(request.donation)?)
}

pub(crate) fn bench_record_result(cx: &mut Cx<'_>, request: RecordResult) -> Answer<ResultReply> {
    let unit = cx.unit(request.donation)?;
    let device = given(request.device.as_ref()).map(|device| registered_device(cx, device)).transpose()?;
    let stops = cx.store()?.list_control_stops(Some(&request.test)).map_err(stored)?;
    let controls = cx.store()?.control_standing(stops).map_err(stored)?;
    let input = ResultInput {
        test: &request.test,
        value: &request.value,
        entry: Entry::Typed { again: request.value_again.as_deref() },
        method: &request.method,
        state: request.state,
        correction_reason: request.correction_reason.as_deref(),
        repeat: request.repeat,
        device: device.as_deref(),
        controls: &controls,
    };
    let record = cx.decide(|context| decide::record_result(&unit.state, &input, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    let unit = cx.unit(request.donation)?;
    let rules = cx.rules();
    let test = rules.test(&request.test).ok_or_else(|| Problem::fault("fault.internal"))?;
    let result = result_view(test, &unit.state, &Names::read(cx)?);
    let repeats = result.repeats.as_ref().map(|repeats| repeats.state);
    let fails = result.finding.as_ref().is_some_and(|finding| finding.verdict == Verdict::Fail)
        && repeats != Some(RepeatState::Open);
    Ok(ResultReply {
        proposes_rejection: fails && result.value.as_deref().is_some_and(|value| !value.is_empty()),
        result,
        bench: bench_view(cx, &unit)?,
    })
}
