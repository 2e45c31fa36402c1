//! Corrections of steps, under the rules of the first entry: roles, what is plausible, what the procedure wants, and what may
//! be used. A correction is no way round a limit.

use super::Context;
use super::attachment::attached;
use super::check::filled;
use super::procedure::sop_of;
use super::step::{entitled, not_stopped};
use crate::record::{StepAmended, StepDone, StepScan, StepValue};
use crate::register::Register;
use crate::rules::{Departing, Step, value_departures};
use crate::unit::{Stamped, UnitState};
use crate::{Code, Meaning, Permission, Record, Refusal};

/// What is entered to correct a step.
#[derive(Debug, Clone, Copy)]
pub struct StepChange<'a> {
    /// Step code.
    pub step: &'a str,
    /// New values by input code; an input that is not named stays as it is.
    pub values: &'a [(String, String)],
    /// The right codes by scan code; a scan that is not named stays as it is.
    pub scans: &'a [(String, String)],
    /// What is known of the equipment and materials scanned.
    pub register: &'a Register,
    /// Why.
    pub reason: &'a str,
}

/// A correction as it would be recorded, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCorrection {
    /// The record without reason and signature.
    pub correction: StepAmended,
    /// Whether a departure wants a signature.
    pub wants_signature: bool,
}

/// What would be recorded, with every departure of the new values from the procedure.
///
/// # Errors
/// Step unknown or not done; somebody else's; implausible values; a value that the procedure does not allow; a device or a lot
/// that might not be used when the step was done; nothing changed.
pub fn show_correction(
    unit: &UnitState,
    change: &StepChange<'_>,
    context: &Context<'_>,
) -> Result<ShownCorrection, Refusal> {
    let refuse = |code| Refusal::stop(code).with("step", change.step).at("step");
    let step = sop_of(unit, context)?.sop.step(change.step).ok_or_else(|| refuse(Code::StepUnknown))?;
    // Quality corrects what others recorded: not every part that records steps corrects them.
    if !context.roles.iter().any(|role| role.may(Permission::Review)) {
        entitled(step, context)?;
    }
    let done = unit.step_done(change.step).ok_or_else(|| refuse(Code::StepNotDone))?;
    let values = new_values(step, done, change, context)?;
    attached(step, &values, unit)?;
    let scans = new_scans(step, done, change);
    change.register.judge_all(step, &scans, done.stamp.site, unit.used_ms(done))?;
    if values.is_empty() && scans.is_empty() {
        return Err(Refusal::stop(Code::NothingChanged));
    }
    let found = value_departures(step, &values);
    not_stopped(&found)?;
    let wants_signature = found.iter().any(|(departing, _)| *departing == Departing::Signed);
    let correction = StepAmended {
        step: change.step.to_owned(),
        values,
        scans,
        departures: found.into_iter().map(|(_, departure)| departure).collect(),
        reason: String::new(),
        digest: String::new(),
        name: String::new(),
        meaning: None,
        station: Some(done.stamp.station),
        seq: done.stamp.seq,
    };
    Ok(ShownCorrection { correction, wants_signature })
}

/// The values that differ, read as at the first entry.
fn new_values(
    step: &Step,
    done: &Stamped<StepDone>,
    change: &StepChange<'_>,
    context: &Context<'_>,
) -> Result<Vec<StepValue>, Refusal> {
    let now = &done.record.values;
    let kept = now.iter().filter(|old| !change.values.iter().any(|(code, _)| *code == old.code));
    let entered: Vec<(String, String)> =
        change.values.iter().cloned().chain(kept.map(|old| (old.code.clone(), old.value.clone()))).collect();
    Ok(step.read(&entered, context.now_ms)?.into_iter().filter(|new| !now.contains(new)).collect())
}

/// The scans that differ; one that is left empty stays as it was.
fn new_scans(step: &Step, done: &Stamped<StepDone>, change: &StepChange<'_>) -> Vec<StepScan> {
    let wanted = step.all_scans().into_iter().filter_map(|wanted| {
        let (_, value) = change.scans.iter().find(|(code, _)| *code == wanted.code)?;
        let value = value.trim();
        let differs = !value.is_empty() && done.record.scan(&wanted.code) != Some(value);
        differs.then(|| StepScan { code: wanted.code, value: value.to_owned() })
    });
    wanted.collect()
}

/// Corrects a step as it was shown; with digest and printed name where a departure is signed. Possible at any time: a review
/// or a release of the old value is void from then on.
///
/// # Errors
/// Those of [`show_correction`]; no reason; a departure without its signature; another correction than was shown.
pub fn correct_step(
    unit: &UnitState,
    change: &StepChange<'_>,
    signature: Option<(&str, &str)>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let reason = filled(change.reason, 500, "reason")?;
    let ShownCorrection { correction, wants_signature } = show_correction(unit, change, context)?;
    if !wants_signature {
        return Ok(Record::StepAmended(StepAmended { reason, ..correction }));
    }
    let unsigned = || Refusal::warning(Code::StepUnsigned).with("step", change.step).at("reason");
    let (digest, name) = signature.ok_or_else(unsigned)?;
    if unit.amending_digest(&correction) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::StepAmended(StepAmended {
        reason,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Some(Meaning::Override),
        ..correction
    }))
}
