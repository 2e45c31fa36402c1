//! Runs: forming them, their line clearance, who leaves, and one act for all units.

mod words;

use super::bench::{check_scan, given, in_use, scans, wanted};
use super::credential::{second_person, sign};
use super::unit::{resolve, unknown};
use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::problem::{refused, stored};
use crate::procedures::UnitRules;
use crate::rules::line_clearance;
use crate::scan;
use crate::view::{Names, choice, departure_views, run_row, run_view};
use api::Problem;
use api::wire::*;
use domain::decide::{self, Context, Entered, Member, RunInput, RunSignature, StartInput, StepInput};
use domain::record::{MonitoredRun, RunStarted};
use domain::register::Register;
use domain::rules::{SopFile, Step};
use domain::run::Run;
use domain::{Code, DonationId, PersonId, Record, Refusal, Role, RunId};
use std::sync::Arc;
use words::in_words;

/// Closed runs in the list.
const CLOSED_MAX: u32 = 20;
/// Open runs in the list: a run that nobody closes is not to hide those at work, but a list has an end.
const OPEN_MAX: u32 = 200;

/// A run with the units that are in it.
pub(crate) struct LoadedRun {
    pub(crate) id: RunId,
    pub(crate) run: Run,
    pub(crate) units: Vec<LoadedUnit>,
    /// Of each unit the number of another open run that it came to before this one.
    pub(crate) elsewhere: Vec<Option<String>>,
}

impl LoadedRun {
    pub(crate) fn members(&self) -> Vec<Member<'_>> {
        members(&self.units, &self.elsewhere)
    }

    /// The version that its units are worked by; none where it has not come to this station.
    fn file(&self, cx: &Cx<'_>) -> Option<Arc<SopFile>> {
        let RunStarted { sop, version, .. } = &self.run.started.record;
        let known = &cx.rules().sops;
        known.iter().find(|file| (&file.sop.code, &file.sop.version) == (sop, version)).map(Arc::clone)
    }

    /// A decision, its refusal in words.
    fn decide<T>(&self, cx: &Cx<'_>, decide: impl FnOnce(&Context<'_>) -> Result<T, Refusal>) -> Answer<T> {
        cx.decide(decide)
            .map_err(|problem| in_words(cx, self.file(cx).as_deref().map(|file| &file.sop), problem))
    }

    /// The units that are in it.
    fn first(&self) -> Answer<&LoadedUnit> {
        self.units
            .first()
            .ok_or_else(|| refused(Refusal::stop(Code::RunSize).with("max", decide::MEMBERS_MAX)))
    }
}

fn members<'a>(units: &'a [LoadedUnit], elsewhere: &'a [Option<String>]) -> Vec<Member<'a>> {
    let pairs = units.iter().zip(elsewhere);
    pairs
        .map(|(unit, elsewhere)| Member {
            unit: &unit.state,
            contests: &unit.contests,
            elsewhere: elsewhere.as_deref(),
        })
        .collect()
}

/// The units with the other open runs that come first for them.
fn load_units(
    cx: &Cx<'_>,
    donations: impl IntoIterator<Item = DonationId>,
    of: Option<RunId>,
) -> Answer<(Vec<LoadedUnit>, Vec<Option<String>>)> {
    let (mut units, mut elsewhere) = (Vec::new(), Vec::new());
    for donation in donations {
        units.push(cx.unit(donation)?);
        let first = cx.store()?.find_open_run_of(donation).map_err(stored)?;
        elsewhere.push(first.filter(|(run, _)| Some(*run) != of).map(|(_, number)| number));
    }
    Ok((units, elsewhere))
}

fn load(cx: &Cx<'_>, id: RunId) -> Answer<LoadedRun> {
    let unknown = || refused(Refusal::stop(Code::RunUnknown).at("run"));
    let run = cx.store()?.find_run(id).map_err(stored)?.ok_or_else(unknown)?;
    // Of a run that ended, nobody asks where its units are now.
    let of = if run.is_open() { load_units(cx, run.units(), Some(id))? } else { (Vec::new(), Vec::new()) };
    Ok(LoadedRun { id, run, units: of.0, elsewhere: of.1 })
}

/// The run as it is now, with that step in hand.
fn shown(cx: &Cx<'_>, id: RunId, step: Option<&str>) -> Answer<RunView> {
    run_view(cx, &load(cx, id)?, step)
}

/// Records what concerns the run, and answers it.
fn recorded(cx: &mut Cx<'_>, id: RunId, record: Record) -> Answer<RunView> {
    cx.record(vec![Act::new(id.bytes(), record)])?;
    shown(cx, id, None)
}

pub(crate) fn run_list(cx: &mut Cx<'_>, _: Empty) -> Answer<RunList> {
    let names = Names::read(cx)?;
    let rows = |open, limit| -> Answer<Vec<RunRow>> {
        let rows = cx.store()?.list_runs(open, limit).map_err(stored)?;
        Ok(rows.into_iter().map(|row| run_row(cx, row, &names)).collect())
    };
    let unaccounted = cx.store()?.list_unaccounted().map_err(stored)?;
    Ok(RunList {
        open: rows(true, OPEN_MAX)?,
        closed: rows(false, CLOSED_MAX)?,
        unaccounted: unaccounted.into_iter().map(|(row, _)| run_row(cx, row, &names)).collect(),
    })
}

pub(crate) fn run_get(cx: &mut Cx<'_>, request: RunQuery) -> Answer<RunView> {
    shown(cx, request.run, request.step.as_deref())
}

pub(crate) fn run_find(cx: &mut Cx<'_>, request: FindRun) -> Answer<RunRow> {
    let number = request.number.trim().to_uppercase();
    if number.is_empty() {
        return Err(refused(Refusal::stop(Code::Empty).at("number")));
    }
    let row = cx.store()?.find_run_by_number(&number).map_err(stored)?;
    let row =
        row.ok_or_else(|| refused(Refusal::stop(Code::RunUnknown).with("number", &number).at("number")))?;
    Ok(run_row(cx, row, &Names::read(cx)?))
}

pub(crate) fn run_of_unit(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<RunsOfUnit> {
    let donation = resolve(cx, &request)?;
    let first = cx.store()?.find_open_run_of(donation).map_err(stored)?;
    let names = Names::read(cx)?;
    let lost = cx.store()?.list_unaccounted().map_err(stored)?;
    let found = cx.store()?.list_runs_of(donation).map_err(stored)?;
    let runs = found.into_iter().map(|(row, left)| {
        let open = row.closed_ms.is_none() && !left;
        let contested = open && first.as_ref().is_some_and(|(run, _)| *run != row.run);
        let unaccounted = lost.iter().any(|(run, units)| run.run == row.run && units.contains(&donation));
        RunOfUnit { row: run_row(cx, row, &names), stays: !left, contested, unaccounted }
    });
    Ok(RunsOfUnit { runs: runs.collect() })
}

pub(crate) fn run_clearance(_: &mut Cx<'_>, _: Empty) -> Answer<ClearanceView> {
    let list = line_clearance();
    Ok(ClearanceView {
        version: list.version.clone(),
        before: list.before.iter().map(choice).collect(),
        after: list.after.iter().map(choice).collect(),
    })
}

/// A decision on units that are to become a run, its refusal in the words of the first one's procedure.
fn decide_first<T>(
    cx: &Cx<'_>,
    units: &[LoadedUnit],
    decide: impl FnOnce(&Context<'_>) -> Result<T, Refusal>,
) -> Answer<T> {
    cx.decide(decide).map_err(|problem| {
        let rules = units.first().and_then(|unit| cx.unit_rules(&unit.state).ok());
        in_words(cx, rules.as_ref().map(UnitRules::sop), problem)
    })
}

pub(crate) fn run_check(cx: &mut Cx<'_>, request: CheckRun) -> Answer<RunFit> {
    let (units, elsewhere) = load_units(cx, request.units.iter().copied(), None)?;
    let members = members(&units, &elsewhere);
    let (sop, step) = decide_first(cx, &units, |context| {
        let (file, step) = decide::check_fit(&members, context)?;
        Ok((file.sop.clone(), file.sop.step(step).cloned()))
    })?;
    let step = step.ok_or_else(|| Problem::fault("fault.internal"))?;
    let names = Names::read(cx)?;
    let row = |donation: &DonationId| Ok(names.unit_row(cx.unit_row(*donation)?));
    Ok(RunFit {
        sop_zh: sop.title.zh,
        sop_en: sop.title.en,
        version: sop.version,
        number: step.number,
        zh: step.title.zh,
        en: step.title.en,
        units: request.units.iter().map(row).collect::<Answer<_>>()?,
    })
}

/// What people call a run by: the day, and four signs that no other run of the day is likely to have.
fn number(now_ms: i64, id: &[u8; 16]) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let day = jiff::Timestamp::from_millisecond(now_ms).map_or_else(
        |_| String::new(),
        |at| at.to_zoned(jiff::tz::TimeZone::system()).strftime("%y%m%d").to_string(),
    );
    let signs = id.iter().take(4).filter_map(|byte| SIGNS.get(usize::from(byte % 32)));
    format!("{day}-{}", signs.map(|sign| char::from(*sign)).collect::<String>())
}

pub(crate) fn run_start(cx: &mut Cx<'_>, request: StartRun) -> Answer<RunView> {
    let (units, elsewhere) = load_units(cx, request.units, None)?;
    let members = members(&units, &elsewhere);
    let id = RunId::from_bytes(cx.app.host.id());
    let number = number(cx.now_ms(), id.bytes());
    let input = RunInput { number: &number, checks: &request.checks, clearance: line_clearance() };
    let record = decide_first(cx, &units, |context| decide::start_run(&members, &input, context))?;
    recorded(cx, id, record)
}

pub(crate) fn run_join(cx: &mut Cx<'_>, request: RunAndUnit) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let (unit, elsewhere) = load_units(cx, [request.donation], Some(request.run))?;
    let comes = members(&unit, &elsewhere);
    let comes = comes.first().ok_or_else(|| Problem::fault("fault.internal"))?;
    let record =
        found.decide(cx, |context| decide::join_run(&found.run, &found.members(), comes, context))?;
    // Where the run is not known, the rooms that it went on in say who was in it.
    let number = found.run.started.record.number.clone();
    let joined = MonitoredRun { run: request.run, number, units: vec![request.donation] };
    let mut acts = vec![Act::new(request.run.bytes(), record)];
    acts.extend(cx.widened_rooms(&joined)?);
    cx.record(acts)?;
    shown(cx, request.run, None)
}

pub(crate) fn run_leave(cx: &mut Cx<'_>, request: LeaveRun) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let unit = cx.unit(request.donation)?;
    let record = found.decide(cx, |_| decide::leave_run(&found.run, &unit.state, &request.reason))?;
    recorded(cx, request.run, record)
}

/// The units of which a code was scanned.
fn scanned_units(cx: &Cx<'_>, scans: &[String]) -> Answer<Vec<DonationId>> {
    // The same unit may be scanned again; a list much longer than a run is a slip.
    if scans.len() > 2 * decide::MEMBERS_MAX {
        let refusal = Refusal::stop(Code::RunSize).with("max", decide::MEMBERS_MAX).at("scans");
        return Err(refused(refusal));
    }
    let unit = |text: &String| {
        // Where a tube or a form lies says nothing of where the bag is.
        let din = scan::frozen_bag(text, "scans")?.din;
        let found = cx.store()?.find_din(din.as_str()).map_err(stored)?;
        match found.as_slice() {
            [] => Err(unknown(din.as_str(), "scans")),
            [row] => Ok(row.donation),
            // Which of them was scanned, nobody can tell.
            [_, ..] => Err(refused(Refusal::stop(Code::SpecimenContested).with("din", din).at("scans"))),
        }
    };
    scans.iter().map(unit).collect()
}

pub(crate) fn run_close(cx: &mut Cx<'_>, request: CloseRun) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let scanned = scanned_units(cx, &request.scans)?;
    let clearance = (line_clearance(), request.checks.as_slice());
    let record =
        found.decide(cx, |_| decide::close_run(&found.run, &found.members(), &scanned, clearance))?;
    recorded(cx, request.run, record)
}

pub(crate) fn run_begin_step(cx: &mut Cx<'_>, request: BeginRunStep) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let members = found.members();
    let wanted = wanted(cx, found.first()?, &request.step)?;
    let scans = scans(&wanted, &request.scans)?;
    let mut register = cx.register_of(&wanted, &scans)?;
    register.beside = request.units.len().saturating_sub(1);
    let input = StartInput { step: &request.step, scans: &scans, register: &register };
    let shown_units = request.units.as_slice();
    let records = found
        .decide(cx, |context| decide::begin_run_step(&found.run, &members, (&input, shown_units), context))?;
    cx.record(records.into_iter().map(|(unit, record)| Act::new(unit.bytes(), record)).collect())?;
    shown(cx, request.run, Some(&request.step))
}

pub(crate) fn run_void_start(cx: &mut Cx<'_>, request: VoidRunStart) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let members = found.members();
    let void = (request.step.as_str(), request.reason.as_str(), request.units.as_slice());
    let records = found.decide(cx, |context| decide::void_run_start(&found.run, &members, void, context))?;
    cx.record(records.into_iter().map(|(unit, record)| Act::new(unit.bytes(), record)).collect())?;
    shown(cx, request.run, Some(&request.step))
}

fn pairs(values: &[StepValueInput]) -> Vec<(String, String)> {
    values.iter().map(|value| (value.code.clone(), value.value.clone())).collect()
}

fn digests(given: &[UnitDigest]) -> Vec<(DonationId, String)> {
    given.iter().map(|digest| (digest.donation, digest.digest.clone())).collect()
}

/// What is entered for a step of a run, and its decision.
fn on_step<T>(
    cx: &Cx<'_>,
    found: &LoadedRun,
    request: &RecordRunStep,
    second: Option<PersonId>,
    decide: impl FnOnce(&Entered<'_>, &Context<'_>) -> Result<T, Refusal>,
) -> Answer<(T, Register)> {
    // One version for all of them, so that one unit tells what is scanned.
    let wanted = wanted(cx, found.first()?, &request.step)?;
    let scans = scans(&wanted, &request.scans)?;
    let mut register = cx.register_of(&wanted, &in_use(&found.units, &request.step, &scans))?;
    register.beside = request.units.len().saturating_sub(1);
    let values = pairs(&request.values);
    let own: Vec<_> = request.own.iter().map(|own| (own.donation, pairs(&own.values))).collect();
    let done_ms = request.done_ms;
    let all = StepInput {
        step: &request.step,
        values: &values,
        scans: &scans,
        done_ms,
        second,
        register: &register,
    };
    let entered = Entered { all, own: &own, shown: &request.units };
    let decided = found.decide(cx, |context| decide(&entered, context))?;
    Ok((decided, register))
}

pub(crate) fn run_show_step(cx: &mut Cx<'_>, request: RecordRunStep) -> Answer<RunStepShown> {
    let found = load(cx, request.run)?;
    let members = found.members();
    let (units, _) = on_step(cx, &found, &request, None, |entered, context| {
        decide::show_run_step(&found.run, &members, entered, context)
    })?;
    let rules = cx.unit_rules(&found.first()?.state)?;
    let views = units.into_iter().map(|of| {
        let din = found.units.iter().find(|unit| unit.state.donation == of.unit);
        UnitStepShown {
            donation: of.unit,
            din: din.and_then(|unit| unit.state.din()).unwrap_or_default().to_owned(),
            departures: departure_views(&rules, &request.step, &of.shown.step.departures),
            wants_signature: of.shown.wants_signature,
            holds: of.shown.holds,
            digest: of.digest,
        }
    });
    Ok(RunStepShown { units: views.collect() })
}

pub(crate) fn run_record_step(cx: &mut Cx<'_>, request: RecordRunStep) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let second = match given(request.second_login.as_ref()) {
        Some(login) => {
            let password = request.second_password.clone().unwrap_or_default();
            // The second may do what the first may; an unknown step is refused with its own words.
            let step = cx.unit_rules(&found.first()?.state)?.sop().step(&request.step).cloned();
            let entitles = |roles: &[Role]| step.as_ref().is_none_or(|step: &Step| step.is_open_to(roles));
            Some(second_person(cx, login, &password, entitles)?)
        }
        None => None,
    };
    let name = cx.operator()?.name;
    let password = request.password.as_deref().filter(|password| !password.is_empty());
    let shown_digests = digests(&request.digests);
    let reason = request.reason.clone().unwrap_or_default();
    let signature = password.map(|_| RunSignature { reason: &reason, digests: &shown_digests, name: &name });
    let members = found.members();
    let (records, register) = on_step(cx, &found, &request, second, |entered, context| {
        decide::record_run_step(&found.run, &members, entered, signature, context)
    })?;
    let signed = |record: &Record| matches!(record, Record::StepDone(step) if step.meaning.is_some());
    if let Some(password) = password.filter(|_| records.iter().any(|(_, record)| signed(record))) {
        sign(cx, request.login.as_deref(), password)?;
    }
    let mut acts = Vec::with_capacity(records.len());
    for (unit, record) in records {
        let own = cx.hold_name();
        let of = members.iter().find(|member| member.unit.donation == unit);
        let hold = cx.decide(|context| {
            of.map_or(Ok(None), |of| decide::hold_unbegun(of.unit, &record, &own, context))
        })?;
        acts.push(Act::new(unit.bytes(), record).with_second(second));
        acts.extend(hold.map(|hold| Act::new(unit.bytes(), hold)));
        acts.extend(cx.recall_holds(unit, &register)?);
    }
    cx.record(acts)?;
    shown(cx, request.run, None)
}

pub(crate) fn run_skip_step(cx: &mut Cx<'_>, request: SkipRunStep) -> Answer<RunView> {
    let found = load(cx, request.run)?;
    let members = found.members();
    let name = cx.operator()?.name;
    let shown_digests = digests(&request.digests);
    let password = request.password.as_deref().filter(|password| !password.is_empty());
    let shown_to = (request.reason.as_str(), shown_digests.as_slice());
    let signer = password.map(|_| name.as_str());
    let records = found.decide(cx, |context| {
        decide::skip_run_step(&found.run, &members, &request.step, shown_to, signer, context)
    })?;
    let signed = records.iter().any(|(_, record)| matches!(record, Record::StepSkipped(_)));
    if let Some(password) = password.filter(|_| signed) {
        sign(cx, request.login.as_deref(), password)?;
    }
    cx.record(records.into_iter().map(|(unit, record)| Act::new(unit.bytes(), record)).collect())?;
    shown(cx, request.run, None)
}

/// Whether what was just scanned may be used, for the first unit: what is scanned for a run does not depend on the unit.
pub(crate) fn run_check_scan(cx: &mut Cx<'_>, request: CheckRunScan) -> Answer<Empty> {
    let found = load(cx, request.run)?;
    check_scan(cx, found.first()?, &request.step, (&request.scan, request.done_ms))
}
