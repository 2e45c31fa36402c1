//! Freezing curves: reading a freezer's file, recording it of the units that were frozen, reviewing it.

use super::credential::sign;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::curve_file;
use crate::problem::{refused, stored};
use crate::register::device_code;
use crate::view::{Names, curve_row, curve_shown, curve_view, program_ref, unit_curve_views};
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::decide::{self, CurveInput, CurveReviewInput};
use domain::equipment::Equipment;
use domain::record::FreezingCurveRecorded;
use domain::{Code, DonationId, FreezingCurveId, Record, Refusal, RunId};
use sha2::{Digest as _, Sha256};
use store::query::CurveCursor;

const PAGE_MAX: u32 = 100;
/// Units of one curve: more bags than a freezer's chamber takes.
const UNITS_MAX: usize = 200;

/// A file as it was read, with the units that it would be recorded of.
struct Read {
    id: FreezingCurveId,
    curve: FreezingCurveRecorded,
    units: Vec<(LoadedUnit, Option<RunId>)>,
}

fn read(cx: &Cx<'_>, request: &CurveFile) -> Answer<Read> {
    let bytes = STANDARD
        .decode(&request.content)
        .map_err(|_| Problem::refusal("command.arguments").with("detail", "base64").at("content"))?;
    let rows = curve_file::read(&bytes)?;
    let begins_ms = curve_file::begins_ms(&request.begins)?;
    let equipment = device_code(&request.equipment).map_err(|problem| problem.at("equipment"))?;
    let device = cx.store()?.find_equipment(&equipment).map_err(stored)?;
    let (kinds, _) = cx.store()?.kept_kinds(cx.site()?).map_err(stored)?;
    let file_digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let input = CurveInput {
        file_name: &request.name,
        file_digest: &file_digest,
        equipment: &equipment,
        device: device.as_ref(),
        kinds: &kinds,
        program: &request.program,
        begins_ms,
        started_ms: rows.started_ms,
        points: &rows.points,
    };
    let (id, curve) = cx.decide(|context| decide::read_curve(&input, context))?;
    Ok(Read { id, curve, units: units(cx, request)? })
}

/// The units of the run, and those beside it, each once: with the run that was asked for, else with that which it is in. Of
/// the run's units those are passed over that were rejected before they were frozen: they did not lie in the freezer.
fn units(cx: &Cx<'_>, request: &CurveFile) -> Answer<Vec<(LoadedUnit, Option<RunId>)>> {
    let store = cx.store()?;
    let mut donations: Vec<(DonationId, Option<RunId>)> = Vec::new();
    if let Some(run) = request.run {
        let unknown = || refused(Refusal::stop(Code::RunUnknown).at("run"));
        let asked = store.find_run(run).map_err(stored)?.ok_or_else(unknown)?;
        donations.extend(asked.units().map(|donation| (donation, Some(run))));
    }
    for query in &request.units {
        donations.push((resolve(cx, query)?, None));
    }
    let mut found: Vec<(LoadedUnit, Option<RunId>)> = Vec::new();
    for (donation, asked) in donations {
        if found.iter().any(|(unit, _)| unit.state.donation == donation) {
            continue;
        }
        let own = || -> Answer<Option<RunId>> {
            let runs = store.list_runs_of(donation).map_err(stored)?;
            Ok(runs.into_iter().find(|(_, left)| !left).map(|(row, _)| row.run))
        };
        let unit = cx.unit(donation)?;
        if asked.is_some() && !cx.with_context(|context| decide::may_have_curve(&unit.state, context))? {
            continue;
        }
        let run = asked.map_or_else(own, |run| Ok(Some(run)))?;
        found.push((unit, run));
    }
    if found.len() > UNITS_MAX {
        return Err(refused(Refusal::stop(Code::CurveUnits).with("max", UNITS_MAX).at("units")));
    }
    Ok(found)
}

pub(crate) fn freezing_form(cx: &mut Cx<'_>, _: Empty) -> Answer<FreezingForm> {
    let programs = cx.with_context(|context| {
        decide::programs_in_force(context).into_iter().map(|file| program_ref(file)).collect()
    })?;
    let (store, site) = (cx.store()?, cx.site()?);
    let mut devices = Vec::new();
    for row in store.list_equipment(None, u32::MAX).map_err(stored)? {
        let device = store.find_equipment(&row.code).map_err(stored)?;
        let here = |device: &Equipment| {
            let record = &device.registered.record;
            record.kind == decide::FREEZER && record.site == site && device.outage().is_none()
        };
        let freezer = device.filter(here);
        devices.extend(freezer.map(|device| {
            let record = device.registered.record;
            FreezerRef { code: record.code, name: record.description }
        }));
    }
    Ok(FreezingForm { programs, devices })
}

/// What the file says and what would become of each unit; nothing is recorded.
pub(crate) fn freezing_preview(cx: &mut Cx<'_>, request: CurveFile) -> Answer<CurvePreview> {
    let Read { curve, units, .. } = read(cx, &request)?;
    let names = Names::read(cx)?;
    let mut shown = Vec::new();
    for (unit, run) in &units {
        let decided = cx.with_context(|context| {
            decide::freeze_unit(&unit.state, &curve, *run, request.reason.as_deref(), context)
        })?;
        let (state, problem) = match decided {
            Ok(None) => (CurveUnitState::Same, None),
            Ok(Some(Record::UnitCurveRecorded(record))) if record.reason.is_some() => {
                (CurveUnitState::Replaces, None)
            }
            Ok(Some(_)) => (CurveUnitState::New, None),
            Err(refusal) if refusal.code == Code::CurveReplaces => {
                (CurveUnitState::Replaces, Some(refused(refusal)))
            }
            Err(refusal) => (CurveUnitState::Refused, Some(refused(refusal))),
        };
        let row = names.unit_row(cx.unit_row(unit.state.donation)?);
        shown.push(CurveUnitPreview { unit: row, state, problem });
    }
    Ok(CurvePreview { shown: curve_shown(&cx.rules(), &curve), units: shown })
}

/// Records the curve and what it means for each unit, in one transaction; what is on record already is not recorded again.
pub(crate) fn freezing_record(cx: &mut Cx<'_>, request: CurveFile) -> Answer<CurveView> {
    let Read { id, curve, units } = read(cx, &request)?;
    if units.is_empty() {
        return Err(refused(Refusal::stop(Code::CurveUnits).with("max", UNITS_MAX).at("units")));
    }
    let mut acts = Vec::new();
    for (unit, run) in &units {
        let reason = request.reason.as_deref();
        let record = cx.decide(|context| decide::freeze_unit(&unit.state, &curve, *run, reason, context))?;
        acts.extend(record.map(|record| Act::new(unit.state.donation.bytes(), record)));
    }
    if cx.store()?.find_curve(id).map_err(stored)?.is_none() {
        acts.insert(0, Act::new(id.bytes(), Record::FreezingCurveRecorded(curve)));
    }
    if !acts.is_empty() {
        cx.record(acts)?;
    }
    shown(cx, id)
}

fn shown(cx: &Cx<'_>, id: FreezingCurveId) -> Answer<CurveView> {
    let unknown = || refused(Refusal::stop(Code::CurveUnknown).at("curve"));
    let curve = cx.store()?.find_curve(id).map_err(stored)?.ok_or_else(unknown)?;
    curve_view(cx, id, &curve)
}

fn cursor(row: &CurveRow) -> String {
    format!("{}:{}", row.recorded_ms, row.curve)
}

fn read_cursor(text: &str) -> Option<CurveCursor> {
    let (recorded_ms, curve) = text.split_once(':')?;
    Some(CurveCursor { recorded_ms: recorded_ms.parse().ok()?, curve: curve.parse().ok()? })
}

pub(crate) fn freezing_list(cx: &mut Cx<'_>, request: CurveListQuery) -> Answer<CurvePage> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let after = request.after.as_deref().and_then(read_cursor);
    let listed = cx.store()?.list_curves(request.open_only, after, limit).map_err(stored)?;
    let full = listed.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let names = Names::read(cx)?;
    let mut rows = Vec::new();
    for id in listed {
        rows.extend(curve_row(cx, &names, id)?);
    }
    let (all, open) = cx.store()?.count_curves().map_err(stored)?;
    let next = rows.last().filter(|_| full).map(cursor);
    Ok(CurvePage { rows, next, total: if request.open_only { open } else { all }, open })
}

pub(crate) fn freezing_get(cx: &mut Cx<'_>, request: CurveQuery) -> Answer<CurveView> {
    shown(cx, request.curve)
}

pub(crate) fn freezing_of_unit(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<UnitCurves> {
    let unit = cx.unit(resolve(cx, &request)?)?;
    Ok(UnitCurves { curves: unit_curve_views(cx, &unit.state)?, confirmers: domain::rules::confirmers() })
}

pub(crate) fn freezing_review(cx: &mut Cx<'_>, request: ReviewCurve) -> Answer<CurveView> {
    if request.units.is_empty() {
        return Err(refused(Refusal::stop(Code::CurveUnits).with("max", UNITS_MAX).at("units")));
    }
    let name = cx.operator()?.name;
    let readers = cx.store()?.list_curve_readers(request.curve).map_err(stored)?;
    let mut acts = Vec::new();
    for signed in &request.units {
        let unit = cx.unit(signed.donation)?;
        let input = CurveReviewInput {
            curve: request.curve,
            readers: &readers,
            fitness: request.fitness,
            note: &request.note,
            digest: &signed.digest,
            name: &name,
        };
        let record = cx.decide(|context| decide::review_curve(&unit.state, &input, context))?;
        acts.push(Act::new(signed.donation.bytes(), record));
    }
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(acts)?;
    shown(cx, request.curve)
}
