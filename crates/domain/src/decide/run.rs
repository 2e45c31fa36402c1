//! Runs: which units fit together, who leaves, and one act for all of them. Each unit is judged as if it were alone
//! (`step.rs`); what stops one of them stops the act, and the refusal names it in the parameter `din`.

use super::Context;
use super::check::filled;
use super::procedure::sop_of;
use super::step::{ShownStep, StepInput, at_work, begin_step, progress, record_step, show_step, skip_step};
use crate::record::{RunClosed, RunStarted, RunUnitJoined, RunUnitLeft};
use crate::rules::{LineClearance, Per, SopFile, Standing};
use crate::run::Run;
use crate::unit::{Contest, UnitState};
use crate::{Code, DonationId, Record, Refusal};
use std::collections::BTreeSet;

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

    /// The step that the bench does next with it.
    fn next<'c>(&self, context: &Context<'c>) -> Result<Option<&'c str>, Refusal> {
        Ok(progress(self.unit, context)?.next().map(|next| next.step.code.as_str()))
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

/// What is entered for a step of a run.
#[derive(Debug, Clone, Copy)]
pub struct Entered<'a> {
    /// For every unit.
    pub all: StepInput<'a>,
    /// Values that a unit has of its own, in place of those for all.
    pub own: &'a [(DonationId, Vec<(String, String)>)],
}

/// A signature for the units of a run that want one.
#[derive(Debug, Clone, Copy)]
pub struct RunSignature<'a> {
    /// Why.
    pub reason: &'a str,
    /// Of each unit the digest that was shown.
    pub digests: &'a [(DonationId, String)],
    /// Printed name of the signer.
    pub name: &'a str,
}

/// The step of one unit of a run, as it would be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOfUnit {
    /// Which unit.
    pub unit: DonationId,
    /// As it would be recorded.
    pub shown: ShownStep,
    /// Digest that a signature is made over.
    pub digest: String,
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
        if member.next(context)? != Some(step) {
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
    each_at(step, members, context)?;
    Ok((file, step))
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
pub fn doing<'c>(members: &[Member<'_>], context: &Context<'c>) -> Result<Option<&'c str>, Refusal> {
    let mut first: Option<(u32, &'c str)> = None;
    for member in members {
        if let Some(next) = progress(member.unit, context)?.next() {
            let found = (next.step.number, next.step.code.as_str());
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

/// Takes a unit out of a run.
///
/// # Errors
/// The run is closed or does not have the unit; no reason.
pub fn leave_run(run: &Run, leaves: &UnitState, reason: &str) -> Result<Record, Refusal> {
    open(run)?;
    if !run.has(leaves.donation) {
        let leaves = Member { unit: leaves, contests: &[], elsewhere: None };
        return Err(leaves.named()(Refusal::stop(Code::RunNotIn)));
    }
    let reason = filled(reason, 500, "reason")?;
    Ok(Record::RunUnitLeft(RunUnitLeft { donation: leaves.donation, reason }))
}

/// Ends a run.
///
/// # Errors
/// It is closed; a unit that is not accounted for, or that is not in it; a check that was not confirmed.
pub fn close_run(
    run: &Run,
    members: &[Member<'_>],
    accounted: &[DonationId],
    (clearance, checks): (&LineClearance, &[String]),
) -> Result<Record, Refusal> {
    open(run)?;
    let missing: Vec<_> =
        members.iter().filter(|member| !accounted.contains(&member.unit.donation)).collect();
    all_but(&missing, Code::RunUnaccounted)?;
    if let Some(other) = accounted.iter().find(|unit| !run.has(**unit)) {
        return Err(Refusal::stop(Code::RunNotIn).with("din", other));
    }
    Ok(Record::RunClosed(RunClosed {
        units: run.units().collect(),
        clearance: clearance.version.clone(),
        checks: LineClearance::confirmed(&clearance.after, checks)?,
    }))
}

/// The units that a step is done to: those for which it can be done now; those that may have it again where all had
/// it. Units that are past it, or that it is not for, are passed over; one that it waits for refuses.
fn at_step<'m, 'a>(
    run: &Run,
    members: &'m [Member<'a>],
    step: &str,
    context: &Context<'_>,
) -> Result<Vec<&'m Member<'a>>, Refusal> {
    open(run)?;
    if let Some(contested) = members.iter().find(|member| member.elsewhere.is_some()) {
        let number = contested.elsewhere.unwrap_or_default();
        return Err(about(&[contested], Code::RunElsewhere).with("number", number));
    }
    let (mut ready, mut again) = (Vec::new(), Vec::new());
    for member in members {
        let progress = progress(member.unit, context).map_err(member.named())?;
        match progress.step(step).map(|found| (found.standing, found.step.repeatable)) {
            // Refused in its own words.
            None | Some((Standing::Ready | Standing::Waiting, _)) => ready.push(member),
            Some((Standing::Done, true)) => again.push(member),
            Some((Standing::Done | Standing::Skipped | Standing::NotApplicable, _)) => {}
        }
    }
    let found = if ready.is_empty() { again } else { ready };
    if found.is_empty() {
        return Err(Refusal::stop(Code::RunNotAtStep).with("step", step).at("step"));
    }
    Ok(found)
}

impl Entered<'_> {
    /// The values of one unit.
    fn values_of(&self, unit: DonationId) -> Vec<(String, String)> {
        let own = self.own.iter().filter(|(of, _)| *of == unit).flat_map(|(_, values)| values);
        let mut values: Vec<(String, String)> = own.cloned().collect();
        for (code, value) in self.all.values {
            if !values.iter().any(|(own, _)| own == code) {
                values.push((code.clone(), value.clone()));
            }
        }
        values
    }

    /// Refuses values of a unit that the step is not done to, and differing ones where one is for all.
    fn check(&self, run: &Run, done_to: &[&Member<'_>], context: &Context<'_>) -> Result<(), Refusal> {
        for (unit, values) in self.own {
            let Some(member) = done_to.iter().find(|member| member.unit.donation == *unit) else {
                let code = if run.has(*unit) { Code::RunPassedOver } else { Code::RunNotIn };
                let refusal = Refusal::stop(code).with("step", self.all.step).with("din", unit);
                return Err(refusal.at("own"));
            };
            let step = sop_of(member.unit, context)?.sop.step(self.all.step);
            if let Some((input, _)) = values.first().filter(|_| step.is_some_and(|s| s.per == Per::Run)) {
                let refusal = Refusal::stop(Code::RunOneValue).with("input", input).at("values");
                return Err(member.named()(refusal));
            }
        }
        Ok(())
    }
}

/// What would be recorded of each unit.
///
/// # Errors
/// The run is closed; no unit is at the step; those of [`show_step`], with the unit.
pub fn show_run_step(
    run: &Run,
    members: &[Member<'_>],
    entered: &Entered<'_>,
    context: &Context<'_>,
) -> Result<Vec<StepOfUnit>, Refusal> {
    let done_to = at_step(run, members, entered.all.step, context)?;
    entered.check(run, &done_to, context)?;
    let show = |member: &&Member<'_>| {
        let values = entered.values_of(member.unit.donation);
        let input = StepInput { values: &values, ..entered.all };
        let shown = show_step(member.unit, member.contests, &input, context).map_err(member.named())?;
        let digest = member.unit.step_digest(&shown.step);
        Ok(StepOfUnit { unit: member.unit.donation, shown, digest })
    };
    done_to.iter().map(show).collect()
}

impl<'a> RunSignature<'a> {
    /// Reason, digest and name for one unit; without a digest the signature fails.
    fn of(&self, member: &Member<'_>) -> (&'a str, &'a str, &'a str) {
        let found = self.digests.iter().find(|(unit, _)| *unit == member.unit.donation);
        (self.reason, found.map_or("", |(_, digest)| digest), self.name)
    }
}

/// Records a step of every unit that it is done to, with reason, digests and printed name for those whose departure is
/// signed.
///
/// # Errors
/// Those of [`show_run_step`] and of [`record_step`], with the unit.
pub fn record_run_step(
    run: &Run,
    members: &[Member<'_>],
    entered: &Entered<'_>,
    signature: Option<RunSignature<'_>>,
    context: &Context<'_>,
) -> Result<Vec<(DonationId, Record)>, Refusal> {
    let done_to = at_step(run, members, entered.all.step, context)?;
    entered.check(run, &done_to, context)?;
    let record = |member: &&Member<'_>| {
        let values = entered.values_of(member.unit.donation);
        let input = StepInput { values: &values, ..entered.all };
        let signature = signature.map(|signature| signature.of(member));
        let record = record_step(member.unit, member.contests, &input, signature, context);
        Ok((member.unit.donation, record.map_err(member.named())?))
    };
    done_to.iter().map(record).collect()
}

/// Begins a step that goes on for a time, with every unit that has not begun it.
///
/// # Errors
/// Those of [`begin_step`], with the unit.
pub fn begin_run_step(
    run: &Run,
    members: &[Member<'_>],
    step: &str,
    context: &Context<'_>,
) -> Result<Vec<(DonationId, Record)>, Refusal> {
    let mut done_to = at_step(run, members, step, context)?;
    let begun = |member: &&Member<'_>| {
        let progress = progress(member.unit, context).ok();
        progress.is_some_and(|progress| progress.step(step).is_some_and(|found| found.begun_ms.is_some()))
    };
    // Where all of them have begun it the first one says so.
    if !done_to.iter().all(begun) {
        done_to.retain(|member| !begun(member));
    }
    let begin = |member: &&Member<'_>| {
        let record = begin_step(member.unit, member.contests, step, context).map_err(member.named())?;
        Ok((member.unit.donation, record))
    };
    done_to.iter().map(begin).collect()
}

/// Leaves a step out for every unit that could have it now, signed.
///
/// # Errors
/// Those of [`skip_step`], with the unit.
pub fn skip_run_step(
    run: &Run,
    members: &[Member<'_>],
    step: &str,
    signature: RunSignature<'_>,
    context: &Context<'_>,
) -> Result<Vec<(DonationId, Record)>, Refusal> {
    let skip = |member: &&Member<'_>| {
        let record = skip_step(member.unit, member.contests, step, signature.of(member), context);
        Ok((member.unit.donation, record.map_err(member.named())?))
    };
    at_step(run, members, step, context)?.iter().map(skip).collect()
}
