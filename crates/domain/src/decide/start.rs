//! The beginning of a step that goes on for a time: with its scans, and taken back where it was wrong.

use super::Context;
use super::amendment::hold_for;
use super::check::filled;
use super::procedure::sop_of;
use super::step::{at_work, entitled, progress, ready};
use crate::record::{Departure, StepDone, StepScan, StepStartVoided, StepStarted};
use crate::register::Register;
use crate::rules::{Departing, Step};
use crate::unit::{Contest, Stamped, UnitState};
use crate::{Code, DepartureRule, Record, Refusal};

/// What is given to begin a step.
#[derive(Debug, Clone, Copy)]
pub struct StartInput<'a> {
    /// Step code.
    pub step: &'a str,
    /// Codes scanned, by scan code.
    pub scans: &'a [(String, String)],
    /// What is known of the equipment and materials scanned.
    pub register: &'a Register,
}

/// Begins a step that goes on for a time, with what it is done with: from now on that is in use.
///
/// # Errors
/// Not accepted, on hold, out of order, not such a step, begun before, somebody else's; a scan missing, a device or a lot that
/// may not be used.
pub fn begin_step(
    unit: &UnitState,
    contests: &[Contest],
    input: &StartInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    at_work(unit, contests, context)?;
    let file = sop_of(unit, context)?;
    let progress = progress(unit, context)?;
    let found = ready(&progress, input.step)?;
    entitled(found.step, context)?;
    let refuse = |reason| Refusal::stop(reason).with("step", input.step).at("step");
    if found.step.dwell.is_none() {
        return Err(refuse(Code::StepNotTimed));
    }
    if found.begun_ms.is_some() {
        return Err(refuse(Code::StepBegunBefore));
    }
    let scans = found.step.read_scans(input.scans)?;
    input.register.judge_all(found.step, &scans, context.site, context.now_ms)?;
    Ok(Record::StepStarted(StepStarted {
        sop: file.sop.code.clone(),
        version: file.sop.version.clone(),
        step: input.step.to_owned(),
        scans,
    }))
}

/// Takes back a beginning that was wrong. Possible on hold too: a wrong device may be the reason for it.
///
/// # Errors
/// The step does not go on; somebody else's; no reason.
pub fn void_start(
    unit: &UnitState,
    step: &str,
    reason: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let refuse = |code| Refusal::stop(code).with("step", step).at("step");
    let wanted = sop_of(unit, context)?.sop.step(step).ok_or_else(|| refuse(Code::StepUnknown))?;
    entitled(wanted, context)?;
    let begun = unit.going_on(step).ok_or_else(|| refuse(Code::StepNotGoingOn))?;
    Ok(Record::StepStartVoided(StepStartVoided {
        step: step.to_owned(),
        station: begun.stamp.station,
        seq: begun.stamp.seq,
        reason: filled(reason, 500, "reason")?,
    }))
}

/// Whether a departure is that the step itself was never begun, where the procedure stops at how long it goes on.
pub(super) fn stops_unbegun(step: &Step, departure: &Departure) -> bool {
    let stops = step.dwell.as_ref().is_some_and(|dwell| dwell.outside == Departing::Stop);
    stops && departure.rule == DepartureRule::Uncounted && departure.about == step.code
}

/// The hold of a unit of which such a step is recorded that was never begun; none of another record. `own` tells the hold from
/// every other one.
///
/// # Errors
/// The procedure has not come to this station.
pub fn hold_unbegun(
    unit: &UnitState,
    record: &Record,
    own: &str,
    context: &Context<'_>,
) -> Result<Option<Record>, Refusal> {
    let Record::StepDone(StepDone { step, departures, reason, .. }) = record else { return Ok(None) };
    let step = sop_of(unit, context)?.sop.step(step);
    let unbegun = step.is_some_and(|step| departures.iter().any(|found| stops_unbegun(step, found)));
    Ok(unbegun.then(|| hold_for(step, format!("unbegun-{own}"), reason.as_deref().unwrap_or_default())))
}

/// The beginning whose scans are in use for a step; none where it has to be scanned when it is recorded, as where a station
/// began it that took no scans then.
#[must_use]
pub fn started_with_scans<'u>(unit: &'u UnitState, step: &str) -> Option<&'u Stamped<StepStarted>> {
    unit.going_on(step).filter(|begun| !begun.record.scans.is_empty())
}

/// What was scanned at the beginning, where nothing else is scanned now.
///
/// # Errors
/// [`Code::StepScanFixed`] for another device or lot.
pub(super) fn kept_scans(kept: &[StepScan], scanned: &[(String, String)]) -> Result<Vec<StepScan>, Refusal> {
    for scan in kept {
        let now = scanned.iter().find(|(code, _)| *code == scan.code).map_or("", |(_, value)| value.trim());
        if !now.is_empty() && now != scan.value {
            return Err(Refusal::stop(Code::StepScanFixed)
                .with("scan", &scan.code)
                .with("value", now)
                .with("kept", &scan.value)
                .at("scans"));
        }
    }
    Ok(kept.to_vec())
}
