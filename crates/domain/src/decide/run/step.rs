//! One act for every unit of a run that is at a step, or for none of them.

use super::super::Context;
use super::super::procedure::sop_of;
use super::super::scanned::each_its_own;
use super::super::start::{StartInput, begin_step, void_start};
use super::super::step::{ShownStep, StepInput, progress, record_step, show_step, skip_step};
use super::{Member, about, open};
use crate::rules::{Per, Standing};
use crate::run::Run;
use crate::{Code, DonationId, Record, Refusal};
use std::collections::BTreeSet;

/// What is entered for a step of a run.
#[derive(Debug, Clone, Copy)]
pub struct Entered<'a> {
    /// For every unit.
    pub all: StepInput<'a>,
    /// Values that a unit has of its own, in place of those for all.
    pub own: &'a [(DonationId, Vec<(String, String)>)],
    /// The units that the person saw it to be done to.
    pub shown: &'a [DonationId],
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
        match progress.step(step).map(|found| (found.standing, found.step.may_repeat())) {
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

/// What a unit is called: by its id where it is not in the run any more.
fn name_in(members: &[Member<'_>], unit: DonationId) -> String {
    let member = members.iter().find(|member| member.unit.donation == unit);
    member.map_or_else(|| unit.to_string(), Member::name)
}

/// Refuses where a step is not done to exactly the units that the person saw: one may have come or gone meanwhile at
/// another station, or be past the step. One that the step waits for was not shown; it refuses in its own words.
fn as_shown(
    members: &[Member<'_>],
    done_to: &[&Member<'_>],
    (step, shown): (&str, &[DonationId]),
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let mut ids = BTreeSet::new();
    for member in done_to {
        let progress = progress(member.unit, context).map_err(member.named())?;
        let standing = progress.step(step).map(|found| found.standing);
        if matches!(standing, Some(Standing::Ready | Standing::Done)) {
            ids.insert(member.unit.donation);
        }
    }
    let shown: BTreeSet<_> = shown.iter().copied().collect();
    let differ: Vec<_> = ids.symmetric_difference(&shown).map(|unit| name_in(members, *unit)).collect();
    if differ.is_empty() {
        return Ok(());
    }
    Err(Refusal::stop(Code::RunChanged).with("dins", differ.join(", ")))
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

    /// Refuses other units than were shown, values of a unit that the step is not done to, and differing ones where one
    /// is for all.
    fn check(
        &self,
        run: &Run,
        (members, done_to): (&[Member<'_>], &[&Member<'_>]),
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        as_shown(members, done_to, (self.all.step, self.shown), context)?;
        let mut seen = BTreeSet::new();
        for member in done_to {
            if let Some(step) = sop_of(member.unit, context)?.sop.step(self.all.step) {
                let values = self.values_of(member.unit.donation);
                each_its_own(&mut seen, step, &values, context).map_err(member.named())?;
            }
        }
        for (unit, values) in self.own {
            let Some(member) = done_to.iter().find(|member| member.unit.donation == *unit) else {
                let code = if run.has(*unit) { Code::RunPassedOver } else { Code::RunNotIn };
                let refusal =
                    Refusal::stop(code).with("step", self.all.step).with("din", name_in(members, *unit));
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
/// The run is closed; no unit is at the step, or others than were shown; those of [`show_step`], with the unit.
pub fn show_run_step(
    run: &Run,
    members: &[Member<'_>],
    entered: &Entered<'_>,
    context: &Context<'_>,
) -> Result<Vec<StepOfUnit>, Refusal> {
    let done_to = at_step(run, members, entered.all.step, context)?;
    entered.check(run, (members, &done_to), context)?;
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
    entered.check(run, (members, &done_to), context)?;
    let record = |member: &&Member<'_>| {
        let values = entered.values_of(member.unit.donation);
        let input = StepInput { values: &values, ..entered.all };
        let signature = signature.map(|signature| signature.of(member));
        let record = record_step(member.unit, member.contests, &input, signature, context);
        Ok((member.unit.donation, record.map_err(member.named())?))
    };
    done_to.iter().map(record).collect()
}

/// Whether the step goes on with a unit.
fn goes_on(member: &Member<'_>, step: &str) -> bool {
    member.unit.going_on(step).is_some()
}

/// Begins a step that goes on for a time, with every unit that has not begun it, by the same scans.
///
/// # Errors
/// Other units than were shown; those of [`begin_step`], with the unit.
pub fn begin_run_step(
    run: &Run,
    members: &[Member<'_>],
    (input, shown_units): (&StartInput<'_>, &[DonationId]),
    context: &Context<'_>,
) -> Result<Vec<(DonationId, Record)>, Refusal> {
    let mut done_to = at_step(run, members, input.step, context)?;
    as_shown(members, &done_to, (input.step, shown_units), context)?;
    // Where all of them have begun it the first one says so.
    if !done_to.iter().all(|member| goes_on(member, input.step)) {
        done_to.retain(|member| !goes_on(member, input.step));
    }
    let begin = |member: &&Member<'_>| {
        let record = begin_step(member.unit, member.contests, input, context).map_err(member.named())?;
        Ok((member.unit.donation, record))
    };
    done_to.iter().map(begin).collect()
}

/// Takes back a wrong beginning with every unit that the step goes on with.
///
/// # Errors
/// Other units than were shown; those of [`void_start`], with the unit.
pub fn void_run_start(
    run: &Run,
    members: &[Member<'_>],
    (step, reason, shown_units): (&str, &str, &[DonationId]),
    context: &Context<'_>,
) -> Result<Vec<(DonationId, Record)>, Refusal> {
    let mut done_to = at_step(run, members, step, context)?;
    as_shown(members, &done_to, (step, shown_units), context)?;
    // Where it goes on with none of them the first one says so.
    if done_to.iter().any(|member| goes_on(member, step)) {
        done_to.retain(|member| goes_on(member, step));
    }
    let void = |member: &&Member<'_>| {
        let record = void_start(member.unit, step, reason, context).map_err(member.named())?;
        Ok((member.unit.donation, record))
    };
    done_to.iter().map(void).collect()
}

/// Leaves a step out for every unit that could have it now; where the procedure wants a signature, over what was shown of
/// each.
///
/// # Errors
/// Other units than were shown; those of [`skip_step`], with the unit.
pub fn skip_run_step(
    run: &Run,
    members: &[Member<'_>],
    step: &str,
    (reason, digests): (&str, &[(DonationId, String)]),
    signer: Option<&str>,
    context: &Context<'_>,
) -> Result<Vec<(DonationId, Record)>, Refusal> {
    let skip = |member: &&Member<'_>| {
        let digest = digests.iter().find(|(unit, _)| *unit == member.unit.donation);
        let digest = digest.map_or("", |(_, digest)| digest);
        let signature = signer.map(|name| (digest, name));
        let record = skip_step(member.unit, member.contests, (step, reason), signature, context);
        Ok((member.unit.donation, record.map_err(member.named())?))
    };
    let done_to = at_step(run, members, step, context)?;
    let shown: Vec<DonationId> = digests.iter().map(|(unit, _)| *unit).collect();
    as_shown(members, &done_to, (step, &shown), context)?;
    done_to.iter().map(skip).collect()
}
