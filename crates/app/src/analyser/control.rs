//! Control material in an analyser's message: its values become controls, or wait with the reason.

use super::receive::Outcome;
use crate::context::{Act, Answer, Cx};
use crate::control_file::moment_ms;
use crate::problem::stored;
use api::wire::AnalyserSetting;
use devices::Measured;
use domain::analyser::{Reported, ReportedStatus, is_like, waiting};
use domain::control::ControlSeries;
use domain::decide::{ControlInput, record_control};
use domain::{Code, ControlEntry, Record, Refusal};
use store::query::ControlSpecimen;

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
    let wanted = |one: &Reported| {
        known.iter().find(|known| known.reported_code.eq_ignore_ascii_case(&one.code)).is_some()
    };
    let Some(device) = setting.device.as_deref() else {
        let nameless = Refusal::stop(Code::ControlDevice).with("analyser", &setting.name);
        let ones = measured.iter().map(|(_, one)| one).filter(|one| wanted(one));
        outcome.waiting.extend(ones.map(|one| waiting(one, &nameless)));
        return Ok(());
    };
    for (raw, one) in measured {
        if matches!(one.status, ReportedStatus::Pending) {
            continue;
        }
        // One value may be the control of several tests.
        let of = known
            .iter()
            .filter(|known| known.device == device && known.reported_code.eq_ignore_ascii_case(&one.code));
        for target in of {
            match control(cx, outcome.series.get(&place(target)), target, raw, one)? {
                Ok(Some(record)) => note(cx, target, record, outcome)?,
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
    let now_ms = cx.now_ms();
    let input = ControlInput {
        level: target.level,
        value: &one.value,
        unit: &one.unit,
        // A clock of an instrument that runs ahead is not believed.
        measured_ms: Some(moment_ms(&raw.measured).filter(|at_ms| *at_ms <= now_ms).unwrap_or(now_ms)),
        entry: ControlEntry::Analyser,
    };
    cx.with_context(|context| record_control(series, &lot, &input, context))
}
