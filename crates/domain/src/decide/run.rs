//! Runs: which units fit together, who leaves, and one act for all of them. Each unit is judged as if it were alone
//! (`step.rs`); what stops one of them stops the act, and the refusal names it in the parameter `din`.

mod step;

use super::Context;
use super::check::filled;
use super::procedure::sop_of;
use super::step::{at_work, progress};
use crate::record::{RunClosed, RunStarted, RunUnitJoined, RunUnitLeft};
use crate::rules::{LineClearance, SopFile, Step};
use crate::run::Run;
use crate::unit::{Contest, UnitState};
use crate::{Code, DonationId, Record, Refusal};
use std::collections::BTreeSet;

pub use step::*;

/// The most units of a run.
pub const MEMBERS_MAX: usize = 200;

/// A unit that is in a run or is to be.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The unit.
    pub unit: &'a UnitState,
    /// Its open disagreements.
    pub contests: &'a [Contest],
    /// Number of another open run that it is in and that comes first.
    pub elsewhere: Option<&'a str>,
}

impl Member<'_> {
    fn name(&self) -> String {
        self.unit.din().map_or_else(|| self.unit.donation.to_string(), str::to_owned)
    }

    /// Says of whom a refusal is.
    fn named(&self) -> impl Fn(Refusal) -> Refusal {
        let name = self.name();
        move |refusal| refusal.with("din", &name)
    }

    /// The step that comes next for it; none where the bench has nothing to do.
    fn next<'c>(&self, context: &Context<'c>) -> Result<Option<&'c Step>, Refusal> {
        let progress = progress(self.unit, context)?;
        Ok(progress.next().filter(|_| progress.has_bench_work()).map(|next| next.step))
    }
}

/// What is given to begin a run.
#[derive(Debug, Clone, Copy)]
pub struct RunInput<'a> {
    /// What people are to call it by.
    pub number: &'a str,
    /// The checks of the line clearance that were confirmed.
    pub checks: &'a [String],
    /// The checklist.
    pub clearance: &'a LineClearance,
}

/// Refuses with the names of those of whom it is true, where there are any.
fn all_but(found: &[&Member<'_>], code: Code) -> Result<(), Refusal> {
    if found.is_empty() { Ok(()) } else { Err(about(found, code)) }
}

fn about(found: &[&Member<'_>], code: Code) -> Refusal {
    let names: Vec<String> = found.iter().map(|member| member.name()).collect();
    Refusal::stop(code).with("dins", names.join(", "))
}

/// Every unit once, each at work, none in another run.
fn each_free(members: &[Member<'_>], context: &Context<'_>) -> Result<(), Refusal> {
    if members.is_empty() || members.len() > MEMBERS_MAX {
        return Err(Refusal::stop(Code::RunSize).with("max", MEMBERS_MAX));
    }
    let mut seen = BTreeSet::new();
    for member in members {
        if !seen.insert(member.unit.donation) {
            return Err(member.named()(Refusal::stop(Code::RunTwice)));
        }
        at_work(member.unit, member.contests, context).map_err(member.named())?;
    }
    match members.iter().find_map(|member| member.elsewhere) {
        None => Ok(()),
        Some(number) => {
            let there: Vec<_> = members.iter().filter(|member| member.elsewhere == Some(number)).collect();
            Err(about(&there, Code::RunElsewhere).with("number", number))
        }
    }
}

/// Refuses units that are worked by another version than `file`.
fn each_by(file: &SopFile, members: &[Member<'_>], context: &Context<'_>) -> Result<(), Refusal> {
    let mut others = Vec::new();
    for member in members {
        if sop_of(member.unit, context)?.digest != file.digest {
            others.push(member);
        }
    }
    all_but(&others, Code::RunSop)
        .map_err(|refusal| refusal.with("procedure", &file.sop.code).with("version", &file.sop.version))
}

/// Refuses units that have another step next.
fn each_at(step: &str, members: &[Member<'_>], context: &Context<'_>) -> Result<(), Refusal> {
    let mut others = Vec::new();
    for member in members {
        if member.next(context)?.is_none_or(|next| next.code != step) {
            others.push(member);
        }
    }
    all_but(&others, Code::RunStep).map_err(|refusal| refusal.with("step", step))
}

/// What units that are to be worked together have in common: the procedure, and the step that is next.
///
/// # Errors
/// None or too many; one of them twice, not at work, in another run; those that differ from the first one, by name.
pub fn check_fit<'c>(
    members: &[Member<'_>],
    context: &Context<'c>,
) -> Result<(&'c SopFile, &'c str), Refusal> {
    each_free(members, context)?;
    let [first, ..] = members else { return Err(Refusal::stop(Code::RunSize).with("max", MEMBERS_MAX)) };
    let file = sop_of(first.unit, context)?;
    each_by(file, members, context)?;
    let Some(step) = first.next(context)? else { return Err(about(&[first], Code::RunNothing)) };
    each_at(&step.code, members, context)?;
    Ok((file, &step.code))
}

/// Begins a run.
///
/// # Errors
/// Those of [`check_fit`]; a check of the line clearance not confirmed.
pub fn start_run(
    members: &[Member<'_>],
    input: &RunInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let (file, step) = check_fit(members, context)?;
    Ok(Record::RunStarted(RunStarted {
        number: filled(input.number, 40, "number")?,
        sop: file.sop.code.clone(),
        version: file.sop.version.clone(),
        step: step.to_owned(),
        units: members.iter().map(|member| member.unit.donation).collect(),
        clearance: input.clearance.version.clone(),
        checks: LineClearance::confirmed(&input.clearance.before, input.checks)?,
    }))
}

fn open(run: &Run) -> Result<(), Refusal> {
    if run.is_open() { Ok(()) } else { Err(Refusal::stop(Code::RunClosed)) }
}

/// The step that a run does next: of those that are next for its units the first one.
///
/// # Errors
/// A procedure that has not come to this station.
fn doing<'c>(members: &[Member<'_>], context: &Context<'c>) -> Result<Option<&'c str>, Refusal> {
    let mut first: Option<(u32, &'c str)> = None;
    for member in members {
        if let Some(next) = member.next(context)? {
            let found = (next.number, next.code.as_str());
            first = Some(first.map_or(found, |first| first.min(found)));
        }
    }
    Ok(first.map(|(_, step)| step))
}

/// Takes a unit into a run.
///
/// # Errors
/// The run is closed, has the unit or is full; the unit is not at work, in another run, worked by another version, or
/// at another step than the run.
pub fn join_run(
    run: &Run,
    members: &[Member<'_>],
    comes: &Member<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    open(run)?;
    let unit = comes.unit.donation;
    if run.has(unit) {
        return Err(comes.named()(Refusal::stop(Code::RunJoinedBefore)));
    }
    if members.len() >= MEMBERS_MAX {
        return Err(Refusal::stop(Code::RunSize).with("max", MEMBERS_MAX));
    }
    let alone = [*comes];
    each_free(&alone, context)?;
    let file = sop_of(comes.unit, context)?;
    let started = &run.started.record;
    if (&file.sop.code, &file.sop.version) != (&started.sop, &started.version) {
        return Err(about(&[comes], Code::RunSop)
            .with("procedure", &started.sop)
            .with("version", &started.version));
    }
    if let Some(step) = doing(members, context)? {
        each_at(step, &alone, context)?;
    }
    Ok(Record::RunUnitJoined(RunUnitJoined { donation: unit }))
}

/// Takes a unit out of a run; of one that ended, a unit that was not accounted for.
///
/// # Errors
/// The run is closed or does not have the unit; no reason.
pub fn leave_run(run: &Run, leaves: &UnitState, reason: &str) -> Result<Record, Refusal> {
    if !run.unaccounted().any(|unit| unit == leaves.donation) {
        open(run)?;
    }
    if !run.has(leaves.donation) {
        let leaves = Member { unit: leaves, contests: &[], elsewhere: None };
        return Err(leaves.named()(Refusal::stop(Code::RunNotIn)));
    }
    let reason = filled(reason, 500, "reason")?;
    Ok(Record::RunUnitLeft(RunUnitLeft { donation: leaves.donation, reason }))
}

/// Ends a run in which each unit was scanned at this end.
///
/// # Errors
/// It is closed; a unit that was not scanned, or that is not in it; a check that was not confirmed.
pub fn close_run(
    run: &Run,
    members: &[Member<'_>],
    scanned: &[DonationId],
    (clearance, checks): (&LineClearance, &[String]),
) -> Result<Record, Refusal> {
    open(run)?;
    let missing: Vec<_> = members.iter().filter(|member| !scanned.contains(&member.unit.donation)).collect();
    all_but(&missing, Code::RunUnaccounted)?;
    if let Some(other) = scanned.iter().find(|unit| !run.has(**unit)) {
        return Err(Refusal::stop(Code::RunNotIn).with("din", other).at("scans"));
    }
    Ok(Record::RunClosed(RunClosed {
        units: run.units().collect(),
        clearance: clearance.version.clone(),
        checks: LineClearance::confirmed(&clearance.after, checks)?,
    }))
}
