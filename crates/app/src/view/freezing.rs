//! Freezing curves for the screens.

use super::{Names, finding};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::words::{audit_words, named};
use api::wire::*;
use domain::decide;
use domain::record::{CurveFinding, CurvePoint, FreezingCurveRecorded, UnitCurveRecorded, UnitCurveReviewed};
use domain::rules::{self, FreezingFile, Probe, RuleSet, confirmers, worst};
use domain::unit::{Stamped, UnitCurve, UnitState};
use domain::{FreezingCurveId, Permission, UnitFitness, Verdict};
use std::sync::Arc;

/// Points of a drawing: more than a screen has pixels for, and little to send.
const PLOT_POINTS_MAX: usize = 900;

pub(crate) fn program_ref(file: &FreezingFile) -> FreezingProgramRef {
    let program = &file.program;
    FreezingProgramRef {
        digest: file.digest.clone(),
        code: program.code.clone(),
        version: program.version.to_string(),
        zh: program.title.zh.clone(),
        en: program.title.en.clone(),
        unconfirmed: u32::try_from(program.unconfirmed()).unwrap_or(u32::MAX),
    }
}

/// A program as a record names it, whether or not this station knows it.
fn named_program(rules: &RuleSet, code: &str, version: &str, digest: &str) -> FreezingProgramRef {
    rules.freezing_of_digest(digest).map_or_else(
        || FreezingProgramRef {
            digest: digest.to_owned(),
            code: code.to_owned(),
            version: version.to_owned(),
            zh: code.to_owned(),
            en: code.to_owned(),
            unconfirmed: 0,
        },
        |file| program_ref(file),
    )
}

/// The name of a rule: of a phase that of its envelope.
fn rule_name(file: Option<&FreezingFile>, rule: &str) -> (String, String) {
    if let Some(phase) = file.and_then(|file| file.program.phase(rule)) {
        return (phase.name.zh.clone(), phase.name.en.clone());
    }
    let name = named(&audit_words().fields, rule);
    (name.zh, name.en)
}

fn finding_views(file: Option<&FreezingFile>, findings: Vec<rules::Finding>) -> Vec<CurveFindingView> {
    let views = findings.into_iter().map(|found| {
        let (zh, en) = rule_name(file, &found.rule);
        CurveFindingView { zh, en, finding: finding(found) }
    });
    views.collect()
}

/// What a curve shows.
pub(crate) fn curve_shown(rules: &RuleSet, curve: &FreezingCurveRecorded) -> CurveShown {
    let points = &curve.points.0;
    let file = rules.freezing_of_digest(&curve.digest).map(AsRef::as_ref);
    let findings = file.map(|file| file.program.judge(&curve.measures));
    let notable = file.map(|file| file.program.notable_ms(curve.begins_ms, points)).unwrap_or_default();
    let verdict = findings.as_deref().map(worst);
    CurveShown {
        file_name: curve.file_name.clone(),
        file_digest: curve.file_digest.clone(),
        program: named_program(rules, &curve.program, &curve.version, &curve.digest),
        equipment: curve.equipment.clone(),
        rows: u32::try_from(points.len()).unwrap_or(u32::MAX),
        lasts_ms: points.last().map_or(0, |point| point.at_ms),
        begins_ms: curve.begins_ms,
        started_ms: curve.started_ms,
        points: rules::thinned(points, &notable, PLOT_POINTS_MAX).iter().map(point_view).collect(),
        course: file.map(|file| course_points(file, curve.begins_ms)).unwrap_or_default(),
        of_chamber: file.is_some_and(|file| file.program.envelope_of == Probe::Chamber),
        findings: finding_views(file, findings.unwrap_or_default()),
        verdict,
        excursions: file.map(|file| excursion_views(file, curve)).unwrap_or_default(),
    }
}

fn point_view(point: &CurvePoint) -> CurvePointView {
    CurvePointView { at_ms: point.at_ms, chamber_mc: point.chamber_mc, sample_mc: point.sample_mc }
}

fn course_points(file: &FreezingFile, begins_ms: u32) -> Vec<CoursePoint> {
    let mc = |value: i64| i32::try_from(value).unwrap_or(i32::MAX);
    let corners = file.program.course(begins_ms).into_iter().flat_map(|course| {
        let (low, high) = course.phase.edges_mc();
        [course.from_ms, course.until_ms].map(|at_ms| {
            let set = course.set_mc(at_ms);
            CoursePoint {
                at_ms: u32::try_from(at_ms).unwrap_or(u32::MAX),
                set_mc: mc(set),
                low_mc: low.map(|low| mc(set + low)),
                high_mc: high.map(|high| mc(set + high)),
            }
        })
    });
    corners.collect()
}

fn excursion_views(file: &FreezingFile, curve: &FreezingCurveRecorded) -> Vec<ExcursionView> {
    let found = rules::excursions(&file.program, curve.begins_ms, &curve.points.0);
    let views = found.into_iter().map(|excursion| {
        let (zh, en) = rule_name(Some(file), &excursion.phase);
        ExcursionView {
            zh,
            en,
            from_ms: excursion.from_ms,
            until_ms: excursion.until_ms,
            beyond_c: excursion.beyond_c().to_string(),
        }
    });
    views.collect()
}

fn review_view(review: &Stamped<UnitCurveReviewed>) -> CurveReviewView {
    CurveReviewView {
        fitness: review.record.fitness,
        note: review.record.note.clone(),
        by: review.record.name.clone(),
        at_ms: review.stamp.at_ms,
    }
}

/// The units of a curve, as far as this station holds them.
fn states_of(cx: &Cx<'_>, id: FreezingCurveId) -> Answer<Vec<Arc<UnitState>>> {
    let store = cx.store()?;
    let mut found = Vec::new();
    for donation in store.list_units_of_curve(id).map_err(stored)? {
        found.extend(store.find_unit_state(donation).map_err(stored)?);
    }
    Ok(found)
}

/// The unit's curve of that name, where it is the one that counts.
fn current(state: &UnitState, id: FreezingCurveId) -> Option<&UnitCurve> {
    state.curve().filter(|curve| curve.recorded.record.curve == id)
}

fn row(
    rules: &RuleSet,
    names: &Names,
    id: FreezingCurveId,
    curve: &Stamped<FreezingCurveRecorded>,
    units: &[Arc<UnitState>],
) -> CurveRow {
    let Stamped { stamp, record } = curve;
    let file = rules.freezing_of_digest(&record.digest);
    let counts = || units.iter().filter_map(|state| Some((state, current(state, id)?)));
    let waits =
        |(state, curve): &(&Arc<UnitState>, &UnitCurve)| curve.fitness().is_none() || state.is_curve_torn();
    let open = counts().filter(waits).count();
    let unfit = counts().filter(|(_, curve)| curve.fitness() == Some(UnitFitness::Unfit)).count();
    CurveRow {
        curve: id,
        file_name: record.file_name.clone(),
        equipment: record.equipment.clone(),
        program: named_program(rules, &record.program, &record.version, &record.digest),
        recorded_ms: stamp.at_ms,
        recorded_by: names.person(stamp.operator),
        verdict: file.map(|file| worst(&file.program.judge(&record.measures))),
        units: u32::try_from(counts().count()).unwrap_or(u32::MAX),
        open: u32::try_from(open).unwrap_or(u32::MAX),
        unfit: u32::try_from(unfit).unwrap_or(u32::MAX),
    }
}

/// A curve in a list; none where its entry has not arrived.
pub(crate) fn curve_row(cx: &Cx<'_>, names: &Names, id: FreezingCurveId) -> Answer<Option<CurveRow>> {
    let Some(curve) = cx.store()?.find_curve(id).map_err(stored)? else { return Ok(None) };
    Ok(Some(row(&cx.rules(), names, id, &curve, &states_of(cx, id)?)))
}

/// A curve with its units.
pub(crate) fn curve_view(
    cx: &Cx<'_>,
    id: FreezingCurveId,
    curve: &Stamped<FreezingCurveRecorded>,
) -> Answer<CurveView> {
    let rules = cx.rules();
    let names = Names::read(cx)?;
    let states = states_of(cx, id)?;
    let operator = cx.operator()?;
    let shown = curve_shown(&rules, &curve.record);
    let units = states.iter().map(|state| curve_unit(cx, &names, id, state)).collect::<Answer<Vec<_>>>()?;
    let replaces = states.iter().any(|state| state.curves.len() > 1 && current(state, id).is_some());
    let own = states.iter().filter_map(|state| current(state, id)).any(|curve| curve.is_of(operator.person));
    let own = own || cx.store()?.list_curve_readers(id).map_err(stored)?.contains(&operator.person);
    Ok(CurveView {
        row: row(&rules, &names, id, curve, &states),
        wants_reason: replaces
            || !matches!(shown.verdict, Some(Verdict::Pass | Verdict::Warn | Verdict::Info)),
        shown,
        units,
        own,
        may_review: cx.may(Permission::Review)?,
        confirmers: confirmers(),
        signer: operator.name,
    })
}

fn curve_unit(cx: &Cx<'_>, names: &Names, id: FreezingCurveId, state: &UnitState) -> Answer<CurveUnitView> {
    let counting = current(state, id);
    let known =
        counting.or_else(|| state.curves.iter().rev().find(|curve| curve.recorded.record.curve == id));
    let digest = match counting {
        Some(curve) => cx.with_context(|context| decide::curve_review_digest(state, curve, context))?,
        None => None,
    };
    let run = match known.and_then(|curve| curve.recorded.record.run) {
        Some(run) => cx.store()?.find_run_row(run).map_err(stored)?.map(|row| row.number),
        None => None,
    };
    Ok(CurveUnitView {
        unit: names.unit_row(cx.unit_row(state.donation)?),
        run,
        current: counting.is_some(),
        reason: known.and_then(|curve| curve.recorded.record.reason.clone()),
        digest,
        review: known.and_then(UnitCurve::review).map(review_view),
        contested: known.is_some_and(UnitCurve::is_contested),
        torn: state.is_curve_torn(),
    })
}

/// The curves of a unit, the one that counts first.
pub(crate) fn unit_curve_views(cx: &Cx<'_>, state: &UnitState) -> Answer<Vec<UnitCurveView>> {
    let rules = cx.rules();
    let names = Names::read(cx)?;
    let views = state.curves.iter().enumerate().rev().map(|(index, curve)| {
        let Stamped { stamp, record } = &curve.recorded;
        let (findings, verdict) = findings_of(&rules, curve);
        Ok(UnitCurveView {
            curve: record.curve,
            file_name: record.file_name.clone(),
            file_digest: record.file_digest.clone(),
            equipment: record.equipment.clone(),
            program: named_program(&rules, &record.program, &record.version, &record.digest),
            recorded_ms: stamp.at_ms,
            recorded_by: names.person(stamp.operator),
            current: index + 1 == state.curves.len(),
            here: cx.store()?.find_curve(record.curve).map_err(stored)?.is_some(),
            reason: record.reason.clone(),
            findings,
            verdict,
            review: curve.review().map(review_view),
        })
    });
    views.collect()
}

/// What was found: as it was signed, else as the limits judge now.
fn findings_of(rules: &RuleSet, curve: &UnitCurve) -> (Vec<CurveFindingView>, Option<Verdict>) {
    let record: &UnitCurveRecorded = &curve.recorded.record;
    let file = rules.freezing_of_digest(&record.digest).map(AsRef::as_ref);
    let signed = curve.review().map(|review| review.record.findings.iter().map(as_finding).collect());
    let found: Option<Vec<rules::Finding>> =
        signed.or_else(|| file.map(|file| file.program.judge(&record.measures)));
    let verdict = found.as_deref().map(worst);
    (finding_views(file, found.unwrap_or_default()), verdict)
}

fn as_finding(found: &CurveFinding) -> rules::Finding {
    rules::Finding {
        rule: found.rule.clone(),
        verdict: found.verdict,
        value: found.value.clone(),
        limit: found.limit.clone(),
        source: found.source.clone(),
    }
}
