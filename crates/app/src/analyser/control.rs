//! Control material in an analyser's message: its values become controls, or wait with the reason.

use super::find_mapping;
use super::receive::Outcome;
use crate::context::{Act, Answer, Cx};
use crate::control_file::device_moment_ms;
use crate::problem::stored;
use api::wire::AnalyserSetting;
use devices::Measured;
use domain::analyser::{Mapping, Reported, ReportedStatus, is_like, waiting};
use domain::control::ControlSeries;
use domain::decide::{ControlInput, control_meant, record_control};
use domain::{Code, ControlEntry, Record, Refusal};
use std::collections::BTreeMap;
use store::query::ControlSpecimen;

/// How far the instrument's clock may lie from the moment at which its message comes, ms.
const CLOCK_OFF_MAX_MS: u64 = 5 * 60 * 1_000;

/// The registered control material that a specimen is, as any device names it.
pub(crate) fn registered(cx: &Cx<'_>, ids: &[String]) -> Answer<Vec<ControlSpecimen>> {
    let all = cx.store()?.list_control_specimens().map_err(stored)?;
    let is = |known: &ControlSpecimen| ids.iter().any(|id| is_like(&known.specimen, id.trim()));
    Ok(all.into_iter().filter(is).collect())
}

/// Takes the values of one specimen of control material.
pub(super) fn take(
    cx: &Cx<'_>,
    setting: &AnalyserSetting,
    known: &[ControlSpecimen],
    measured: &[(&Measured, Reported)],
    outcome: &mut Outcome,
) -> Answer<()> {
    let Some(device) = setting.device.as_deref() else {
        let nameless = Refusal::stop(Code::ControlDevice).with("analyser", &setting.name);
        hold(known, measured, &nameless, outcome);
        return Ok(());
    };
    if !known.iter().any(|known| known.device == device) {
        let specimen = known.first().map_or("", |known| known.specimen.as_str());
        let elsewhere = Refusal::stop(Code::ControlTargetElsewhere).with("value", specimen);
        hold(known, measured, &elsewhere.with("device", device), outcome);
        return Ok(());
    }
    let rules = cx.rules();
    for (raw, one) in measured {
        if matches!(one.status, ReportedStatus::Pending) {
            continue;
        }
        let mut of_test: BTreeMap<&str, Vec<&ControlSpecimen>> = BTreeMap::new();
        for target in known {
            if target.device == device && target.reported_code.eq_ignore_ascii_case(&one.code) {
                of_test.entry(&target.test).or_default().push(target);
            }
        }
        let concerns = |mapping: &Mapping| mapping.concerns(one, &rules);
        if of_test.is_empty() && find_mapping(&setting.mapping).is_some_and(concerns) {
            let unnamed = Refusal::stop(Code::ControlCodeUnnamed).with("code", &one.code);
            outcome.waiting.push(waiting(one, &unnamed.with("device", device)));
            continue;
        }
        // One value may be the control of several tests, and of each it is that of one lot and level.
        for targets in of_test.into_values() {
            let taken = match meant(cx, &targets, raw)? {
                Ok(target) => {
                    let counted = outcome.series.get(&place(target));
                    control(cx, counted, target, raw, one)?
                        .map(|record| record.map(|record| (target, record)))
                }
                Err(refusal) => Err(refusal),
            };
            match taken {
                Ok(Some((target, record))) => note(cx, target, record, outcome)?,
                Ok(None) => {}
                Err(refusal) => {
                    // Of several reasons for one value the first stands.
                    if !outcome.waiting.iter().any(|waits| waits.place == one.place) {
                        outcome.waiting.push(waiting(one, &refusal));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Lets the values wait that are controls by their code; where the device calls all of them otherwise, all that it measured.
fn hold(
    known: &[ControlSpecimen],
    measured: &[(&Measured, Reported)],
    refusal: &Refusal,
    outcome: &mut Outcome,
) {
    let wanted =
        |one: &Reported| known.iter().any(|known| known.reported_code.eq_ignore_ascii_case(&one.code));
    let told = measured.iter().map(|(_, one)| one);
    let told = told.filter(|one| !matches!(one.status, ReportedStatus::Pending) && !one.value.is_empty());
    let told: Vec<&Reported> = told.collect();
    let any = told.iter().any(|one| wanted(one));
    let ones = told.into_iter().filter(|one| !any || wanted(one));
    outcome.waiting.extend(ones.map(|one| waiting(one, refusal)));
}

/// Which of the materials that a specimen may be, for one test, it is.
fn meant<'a>(
    cx: &Cx<'_>,
    targets: &[&'a ControlSpecimen],
    raw: &Measured,
) -> Answer<Result<&'a ControlSpecimen, Refusal>> {
    let mut candidates = Vec::new();
    for target in targets {
        let lot = cx.store()?.find_lot(&target.lot).map_err(stored)?;
        candidates.push((*target, target.specimen.as_str(), lot));
    }
    let measured_ms = measured_ms(cx, raw);
    let test = targets.first().map_or("", |first| first.test.as_str());
    let found = cx.with_context(|context| {
        control_meant(&candidates, test, measured_ms, context).map(Option::<&&ControlSpecimen>::copied)
    })?;
    Ok(found.and_then(|found| found.ok_or_else(|| Refusal::stop(Code::ControlTargetUnknown))))
}

/// When a value was measured by the instrument's clock, where that agrees with the station's; or now. A clock that is wrong
/// would put a control before another one, and open or stop the device falsely.
fn measured_ms(cx: &Cx<'_>, raw: &Measured) -> i64 {
    let now_ms = cx.now_ms();
    let told = device_moment_ms(&raw.measured).filter(|at_ms| at_ms.abs_diff(now_ms) <= CLOCK_OFF_MAX_MS);
    told.map_or(now_ms, |at_ms| at_ms.min(now_ms))
}

/// A test on a device.
fn place(target: &ControlSpecimen) -> (String, String) {
    (target.test.clone(), target.device.clone())
}

/// Keeps a control, and counts it with its series for what comes behind it in the message.
fn note(cx: &Cx<'_>, target: &ControlSpecimen, record: Record, outcome: &mut Outcome) -> Answer<()> {
    if let Record::ControlRecorded(recorded) = &record {
        let before = match outcome.series.remove(&place(target)) {
            Some(series) => Some(series),
            None => cx.store()?.find_controls(&target.test, &target.device).map_err(stored)?,
        };
        if let Some(mut series) = before {
            series.add(recorded.clone());
            outcome.series.insert(place(target), series);
        }
    }
    let subject = ControlSeries::subject(&target.test, &target.device);
    outcome.controls.push(Act::new(&subject, record));
    Ok(())
}

fn control(
    cx: &Cx<'_>,
    counted: Option<&ControlSeries>,
    target: &ControlSpecimen,
    raw: &Measured,
    one: &Reported,
) -> Answer<Result<Option<Record>, Refusal>> {
    if matches!(one.status, ReportedStatus::Withdrawn | ReportedStatus::NotDone) || one.value.is_empty() {
        return Ok(Err(Refusal::stop(Code::AnalyserNotDone)));
    }
    let store = cx.store()?;
    let stored_series = match counted {
        Some(_) => None,
        None => store.find_controls(&target.test, &target.device).map_err(stored)?,
    };
    let series = counted.or(stored_series.as_ref());
    let Some(lot) = store.find_lot(&target.lot).map_err(stored)? else {
        return Ok(Err(Refusal::stop(Code::LotUnknown).with("value", &target.lot)));
    };
    let input = ControlInput {
        level: target.level,
        value: &one.value,
        unit: &one.unit,
        measured_ms: Some(measured_ms(cx, raw)),
        entry: ControlEntry::Analyser,
    };
    cx.with_context(|context| record_control(series, &lot, &input, context))
}
