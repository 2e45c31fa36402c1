//! Controls as the screens show them.

use super::{Names, check_character};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::*;
use domain::control::{Control, ControlSeries, ControlStop, Target};
use domain::decide::{CONTROL_KIND, OWN_VALUES_MIN, mean_and_sd};
use domain::rules::OnRejection;
use domain::{ControlLevel, StationId};
use std::collections::BTreeSet;
use store::query::ControlSeriesRow;

/// Controls that one view shows at the most: the latest.
const POINTS_MAX: usize = 1_000;
/// Results that a look back shows at the most.
const REPORTED_MAX: usize = 500;
/// Devices and lots to choose from.
const CHOICE_MAX: u32 = 200;
pub(crate) const ALL_TIME: (i64, i64) = (i64::MIN, i64::MAX);

fn stop_view(stop: &ControlStop) -> ControlStopView {
    ControlStopView {
        level: stop.level,
        lot: stop.lot.clone(),
        rule: stop.rule,
        value: stop.value.to_string(),
        deviation: stop.deviation.to_string(),
        measured_ms: stop.measured_ms,
    }
}

fn device_name(cx: &Cx<'_>, code: &str) -> Answer<String> {
    let device = cx.store()?.find_equipment(code).map_err(stored)?;
    Ok(device.map(|device| device.registered.record.description).unwrap_or_default())
}

fn row(cx: &Cx<'_>, known: &ControlSeriesRow, stops: &[ControlStop]) -> Answer<ControlRow> {
    let rules = cx.rules();
    let name = rules.test(&known.test).map(|test| test.name.clone());
    let of = |stop: &&ControlStop| (&stop.test, &stop.device) == (&known.test, &known.device);
    Ok(ControlRow {
        test: known.test.clone(),
        zh: name.as_ref().map_or_else(|| known.test.clone(), |name| name.zh.clone()),
        en: name.map_or_else(|| known.test.clone(), |name| name.en),
        device: known.device.clone(),
        device_name: device_name(cx, &known.device)?,
        last_ms: known.last_ms,
        waiting: known.waiting,
        stops: stops.iter().filter(of).map(stop_view).collect(),
    })
}

/// What is controlled, and what the forms choose from.
pub(crate) fn control_list_view(cx: &Cx<'_>) -> Answer<ControlList> {
    let store = cx.store()?;
    let stops = store.list_control_stops(None).map_err(stored)?;
    let known = store.list_control_series(None, None).map_err(stored)?;
    let mut devices = Vec::new();
    for found in store.list_equipment(None, CHOICE_MAX).map_err(stored)? {
        let name = device_name(cx, &found.code)?;
        devices.push(ThingName { code: found.code, name });
    }
    devices.sort_by(|one, other| one.code.cmp(&other.code));
    let here = cx.site()?;
    let mut lots = Vec::new();
    for code in store.list_lots_of(CONTROL_KIND, here, CHOICE_MAX).map_err(stored)? {
        let name = store.find_lot(&code).map_err(stored)?.map(|lot| lot.what.description);
        lots.push(ThingName { code, name: name.unwrap_or_default() });
    }
    let tests = cx.rules();
    Ok(ControlList {
        series: known.iter().map(|one| row(cx, one, &stops)).collect::<Answer<_>>()?,
        tests: tests.tests().into_iter().map(crate::command::test_name).collect(),
        devices,
        lots,
    })
}

/// The devices that a test is controlled on.
pub(crate) fn controls_of_test(cx: &Cx<'_>, test: &str) -> Answer<ControlsOfTest> {
    let store = cx.store()?;
    let stops = store.list_control_stops(Some(test)).map_err(stored)?;
    let known = store.list_control_series(Some(test), None).map_err(stored)?;
    Ok(ControlsOfTest {
        devices: known.iter().map(|one| row(cx, one, &stops)).collect::<Answer<_>>()?,
        stops_results: stops_results(cx, test),
    })
}

fn stops_results(cx: &Cx<'_>, test: &str) -> bool {
    cx.rules().test(test).is_none_or(|test| test.control.on_rejection == OnRejection::Stop)
}

/// The controls of a test on a device that were measured in a time.
pub(crate) fn control_view(
    cx: &Cx<'_>,
    series: &ControlSeries,
    (from_ms, until_ms): (i64, i64),
) -> Answer<ControlView> {
    let names = Names::read(cx)?;
    let waiting = series.targets.iter().filter(|target| target.settled.is_none()).count();
    let known = ControlSeriesRow {
        test: series.test.clone(),
        device: series.device.clone(),
        last_ms: series.controls.last().map(|control| control.recorded.record.measured_ms),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
    };
    let within = |control: &&Control| (from_ms..until_ms).contains(&control.recorded.record.measured_ms);
    let inside: Vec<&Control> = series.controls.iter().filter(within).collect();
    let skipped = inside.len().saturating_sub(POINTS_MAX);
    let own = cx.state.session.map(|session| session.person);
    Ok(ControlView {
        row: row(cx, &known, &series.stops())?,
        stops_results: stops_results(cx, &series.test),
        targets: series.targets.iter().rev().map(|target| target_view(series, target, &names, own)).collect(),
        points: inside.iter().skip(skipped).map(|control| control_point(control, &names)).collect(),
        total: u32::try_from(inside.len()).unwrap_or(u32::MAX),
        own: own_values(series),
    })
}

fn own_values(series: &ControlSeries) -> Vec<OwnTarget> {
    let records = series.controls.iter().map(|control| &control.recorded.record);
    let measured: BTreeSet<(&str, ControlLevel)> =
        records.map(|record| (record.lot.as_str(), record.level)).collect();
    let enough = measured.into_iter().filter_map(|(lot, level)| {
        let values = series.own_values(lot, level);
        let (mean, sd) = mean_and_sd(&values).filter(|_| values.len() >= OWN_VALUES_MIN)?;
        Some(OwnTarget {
            lot: lot.to_owned(),
            level,
            values: u32::try_from(values.len()).unwrap_or(u32::MAX),
            mean: mean.to_string(),
            sd: sd.to_string(),
        })
    });
    enough.collect()
}

fn target_view(
    series: &ControlSeries,
    target: &Target,
    names: &Names,
    asks: Option<domain::PersonId>,
) -> TargetView {
    let (stamp, record) = (&target.proposed.stamp, &target.proposed.record);
    let (settled, ended) = (target.settled.as_ref(), target.ended.as_ref());
    let held = series.target(&record.lot, record.level).map(|held| &held.proposed.stamp);
    TargetView {
        station: stamp.station,
        seq: u32::try_from(stamp.seq).unwrap_or(u32::MAX),
        lot: record.lot.clone(),
        level: record.level,
        unit: record.unit.clone(),
        mean: record.mean.to_string(),
        sd: record.sd.to_string(),
        source: record.target_source,
        reference: record.reference.clone(),
        values: record.values,
        reported_code: record.reported_code.clone(),
        specimen: record.specimen.clone(),
        proposed_by: names.person(stamp.operator),
        proposed_ms: stamp.at_ms,
        own: stamp.operator.is_some() && stamp.operator == asks,
        approved: settled.map(|said| said.record.approved),
        settled_by: settled.map(|said| names.person(said.stamp.operator)).unwrap_or_default(),
        settled_ms: settled.map(|said| said.stamp.at_ms),
        note: settled.map(|said| said.record.note.clone()).unwrap_or_default(),
        in_force: held.is_some_and(|held| (held.station, held.seq) == (stamp.station, stamp.seq)),
        ended_by: ended.map(|said| names.person(said.stamp.operator)).unwrap_or_default(),
        ended_ms: ended.map(|said| said.stamp.at_ms),
        ended_reason: ended.map(|said| said.record.reason.clone()).unwrap_or_default(),
    }
}

/// A control as it is judged.
pub(crate) fn control_point(control: &Control, names: &Names) -> ControlPointView {
    let (stamp, record) = (&control.recorded.stamp, &control.recorded.record);
    ControlPointView {
        station: stamp.station,
        seq: u32::try_from(stamp.seq).unwrap_or(u32::MAX),
        lot: record.lot.clone(),
        level: record.level,
        value: control.value.map(|value| value.to_string()),
        unit: record.unit.clone(),
        mean: record.mean.to_string(),
        sd: record.sd.to_string(),
        deviation: control.deviation.map(|deviation| deviation.to_string()),
        rules: control.rules.clone(),
        rejected: control.out().is_some(),
        measured_ms: record.measured_ms,
        entered_ms: stamp.at_ms,
        entry: record.entry,
        by: names.person(stamp.operator),
        corrections: control
            .corrections
            .iter()
            .map(|said| ControlCorrection {
                value: said.record.value.map(|value| value.to_string()),
                reason: said.record.reason.clone(),
                by: names.person(said.stamp.operator),
                at_ms: said.stamp.at_ms,
            })
            .collect(),
        explained: control
            .explained
            .iter()
            .map(|said| ControlExplanation {
                cause: said.record.cause.clone(),
                action: said.record.action.clone(),
                by: names.person(said.stamp.operator),
                at_ms: said.stamp.at_ms,
            })
            .collect(),
    }
}

/// Results of the device that were reported since the last accepted control before a rejected one; also those of the site
/// of which nobody said where they were measured.
pub(crate) fn look_back(cx: &Cx<'_>, series: &ControlSeries, place: (StationId, u64)) -> Answer<LookBack> {
    let (station, seq) = place;
    let unknown = || crate::problem::refused(domain::Refusal::stop(domain::Code::ControlUnknown));
    let control = series.control_at(station, seq).ok_or_else(unknown)?;
    let (accepted_ms, until_ms) = series.doubtful(station, seq);
    let record = &control.recorded.record;
    // Where no control was accepted before it, everything since the level is watched; a control may be entered with a time
    // before that.
    let watched_ms = series.watched_since(record.level).map(|since_ms| since_ms.min(record.measured_ms));
    let from_ms = accepted_ms.or(watched_ms);
    let after_ms = accepted_ms.or(watched_ms.map(|since_ms| since_ms.saturating_sub(1)));
    let span = (after_ms.unwrap_or(i64::MIN), until_ms.unwrap_or(i64::MAX));
    let site = record.site;
    let store = cx.store()?;
    let concerns = |device: Option<&str>, at: domain::SiteId| {
        device.map_or(at == site, |device| device == series.device)
    };
    let found = store.list_reported(&series.test, span, REPORTED_MAX + 1, concerns).map_err(stored)?;
    let mut rows = Vec::new();
    for reported in found.iter().take(REPORTED_MAX) {
        let unit = store.find_unit(reported.donation).map_err(stored)?;
        let din = unit.as_ref().and_then(|unit| unit.din.clone());
        rows.push(LookBackRow {
            donation: reported.donation,
            check_character: din.as_deref().and_then(check_character),
            din,
            status: unit.map(|unit| unit.status),
            at_ms: reported.at_ms,
            value: reported.value.clone(),
            unit: reported.unit.clone(),
            device: reported.device.clone(),
        });
    }
    Ok(LookBack {
        from_ms,
        from_accepted: accepted_ms.is_some(),
        until_ms,
        rows,
        more: found.len() > REPORTED_MAX,
    })
}
