//! Corrections of steps, under the rules of the first entry: roles, the second person, what is plausible, what the procedure
//! wants, and what may be used. A correction is no way round a limit; nor is a limit a reason to leave what is not true: what
//! would have been refused and happened all the same is recorded, signed, and puts the unit on hold.

use super::Context;
use super::attachment::attached;
use super::check::filled;
use super::procedure::sop_of;
use super::scanned::scanned;
use super::step::{entitled, second_is_there};
use crate::record::{Departure, HoldPlaced, StepAmended, StepDone, StepScan, StepValue};
use crate::register::Register;
use crate::rules::{Departing, Step, use_departure, value_departures};
use crate::unit::{Stamped, UnitState};
use crate::{Code, Meaning, Permission, PersonId, Record, Refusal, Role, UnitStatus};

/// What the key of a hold begins with that a correction placed.
const CORRECTION_KEY: &str = "correction-";

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
    /// Second person, who has given the own password.
    pub second: Option<PersonId>,
}

/// A correction as it would be recorded, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCorrection {
    /// The record without reason and signature.
    pub correction: StepAmended,
    /// Whether a departure wants a signature.
    pub wants_signature: bool,
    /// Whether the unit goes on hold: as a first entry it would have been refused whoever signed.
    pub holds: bool,
}

/// Whether those roles may correct a step: whoever may do it, and quality, who corrects what others recorded.
#[must_use]
pub fn may_correct(step: &Step, roles: &[Role]) -> bool {
    step.is_open_to(roles) || roles.iter().any(|role| role.may(Permission::Review))
}

/// What would be recorded, with every departure of the new values and things from the procedure.
///
/// # Errors
/// Step unknown or not done; somebody else's; implausible values; a device, lot or place that is not known; nothing changed.
pub fn show_correction(
    unit: &UnitState,
    change: &StepChange<'_>,
    context: &Context<'_>,
) -> Result<ShownCorrection, Refusal> {
    let refuse = |code| Refusal::stop(code).with("step", change.step).at("step");
    let step = sop_of(unit, context)?.sop.step(change.step).ok_or_else(|| refuse(Code::StepUnknown))?;
    if !may_correct(step, context.roles) {
        entitled(step, context)?;
    }
    let done = unit.step_done(change.step).ok_or_else(|| refuse(Code::StepNotDone))?;
    let all = step.read(&entered(done, change), context.now_ms)?;
    // One code for two things is seen only where both are looked at.
    scanned(step, &all, unit, context)?;
    let values: Vec<StepValue> = all.into_iter().filter(|new| !done.record.values.contains(new)).collect();
    attached(step, &values, unit)?;
    let scans = new_scans(step, done, change);
    let misused = misused(unit, step, (done, &scans), change.register)?;
    if values.is_empty() && scans.is_empty() {
        return Err(Refusal::stop(Code::NothingChanged));
    }
    let mut found = misused;
    found.extend(value_departures(step, &values));
    let holds = found.iter().any(|(departing, _)| *departing == Departing::Stop);
    let wants_signature = found.iter().any(|(departing, _)| *departing != Departing::Noted);
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
    Ok(ShownCorrection { correction, wants_signature, holds })
}

/// What was used in truth and might not be, judged where and when it was taken into use.
///
/// # Errors
/// Of what is not there at all: nobody can have used it.
fn misused(
    unit: &UnitState,
    step: &Step,
    (done, scans): (&Stamped<StepDone>, &[StepScan]),
    register: &Register,
) -> Result<Vec<(Departing, Departure)>, Refusal> {
    let (site, at_ms) = unit.taken_into_use(done);
    let refused = register.refusals(step, scans, site, at_ms).into_iter();
    let departures = refused.map(|(scan, refusal)| match use_departure(refusal.code) {
        Some(rule) => Ok((Departing::Stop, Departure { rule, about: scan.code, limit: scan.value })),
        None => Err(refusal),
    });
    departures.collect()
}

/// What is entered now, with what stays as it was.
fn entered(done: &Stamped<StepDone>, change: &StepChange<'_>) -> Vec<(String, String)> {
    let kept =
        done.record.values.iter().filter(|old| !change.values.iter().any(|(code, _)| *code == old.code));
    change.values.iter().cloned().chain(kept.map(|old| (old.code.clone(), old.value.clone()))).collect()
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
/// Those of [`show_correction`]; no reason; the second person missing; a departure without its signature; another correction
/// than was shown.
pub fn correct_step(
    unit: &UnitState,
    change: &StepChange<'_>,
    signature: Option<(&str, &str)>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let reason = filled(change.reason, 500, "reason")?;
    let ShownCorrection { correction, wants_signature, .. } = show_correction(unit, change, context)?;
    let needs_second = sop_of(unit, context)?.sop.step(change.step).is_some_and(|step| step.needs_second);
    second_is_there(needs_second, change.second, context)?;
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

/// The hold of a unit whose correction says what would have been refused; none where it is refused anyway. `own` tells the hold
/// from every other one.
///
/// # Errors
/// Those of [`show_correction`].
pub fn hold_corrected(
    unit: &UnitState,
    change: &StepChange<'_>,
    own: &str,
    context: &Context<'_>,
) -> Result<Option<Record>, Refusal> {
    if !show_correction(unit, change, context)?.holds || unit.status() == UnitStatus::Rejected {
        return Ok(None);
    }
    let step = sop_of(unit, context)?.sop.step(change.step);
    Ok(Some(hold_for(step, format!("{CORRECTION_KEY}{own}"), change.reason)))
}

/// A hold that says of which step it is, and why that was not done as it has to be.
pub(super) fn hold_for(step: Option<&Step>, key: String, reason: &str) -> Record {
    let title = step.map(|step| format!("{} {} / {}", step.number, step.title.zh, step.title.en));
    let note = format!("{}: {}", title.unwrap_or_default(), reason.trim());
    Record::HoldPlaced(HoldPlaced { key, note: note.chars().take(500).collect() })
}
