//! Steps of the procedure: recording, leaving out.

use super::Context;
use super::attachment::attached;
use super::bound::possible_by_then;
use super::check::{accepted, alive, filled, not_held};
use super::procedure::{in_force, sop_of};
use super::scanned::scanned;
use super::start::{kept_scans, started_with_scans, stops_unbegun};
use crate::record::{Departure, StepDone, StepLeftOut, StepSkipped};
use crate::register::Register;
use crate::rules::{
    Act, Departing, Finding, Procedure, Progress, RecordedBy, Standing, Step, StepProgress, departures,
    final_checks,
};
use crate::unit::{Contest, UnitState};
use crate::{Code, Meaning, PersonId, Record, Refusal, Verdict};

/// What is entered for a step.
#[derive(Debug, Clone, Copy)]
pub struct StepInput<'a> {
    /// Step code.
    pub step: &'a str,
    /// Values by input code.
    pub values: &'a [(String, String)],
    /// Codes scanned, by scan code.
    pub scans: &'a [(String, String)],
    /// When it was done, where that is not now, ms.
    pub done_ms: Option<i64>,
    /// Second person, who has given the own password.
    pub second: Option<PersonId>,
    /// What is known of the equipment and materials scanned.
    pub register: &'a Register,
}

/// A step as it would be recorded, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStep {
    /// The record without reason and signature.
    pub step: StepDone,
    /// Whether a departure wants a reason and a signature.
    pub wants_signature: bool,
    /// Whether the unit goes on hold: nobody knows how long the step went on, and the procedure stops at that.
    pub holds: bool,
}

/// Where a unit stands in its procedure.
///
/// # Errors
/// The procedure has not come to this station.
pub fn progress<'a>(unit: &UnitState, context: &Context<'a>) -> Result<Progress<'a>, Refusal> {
    Ok(Progress::of(&sop_of(unit, context)?.sop, &context.rules.norm, unit))
}

/// What every act on a step wants of the unit.
///
/// # Errors
/// Rejected, on hold, not accepted, the SOP not approved.
pub fn at_work(unit: &UnitState, contests: &[Contest], context: &Context<'_>) -> Result<(), Refusal> {
    alive(unit)?;
    not_held(unit, contests)?;
    accepted(unit)?;
    in_force(&Procedure::from(sop_of(unit, context)?.as_ref()), context)
}

/// Whether the operator may do a step.
///
/// # Errors
/// [`Code::StepRole`] with the roles that may.
pub fn entitled(step: &Step, context: &Context<'_>) -> Result<(), Refusal> {
    if step.is_open_to(context.roles) {
        return Ok(());
    }
    let word = |role| serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned));
    let roles: Vec<String> = step.who.iter().filter_map(word).collect();
    let roles = if roles.is_empty() { "processing".to_owned() } else { roles.join(",") };
    Err(Refusal::stop(Code::StepRole).with("step", &step.code).with("roles", roles).at("step"))
}

/// The step, where it can be done now.
pub(super) fn ready<'p, 'a>(progress: &'p Progress<'a>, code: &str) -> Result<&'p StepProgress<'a>, Refusal> {
    let refuse = |reason| Refusal::stop(reason).with("step", code).at("step");
    let found = progress.step(code).ok_or_else(|| refuse(Code::StepUnknown))?;
    if found.step.recorded_by.is_some() {
        return Err(refuse(Code::StepElsewhere));
    }
    match found.standing {
        // What was left out may be done after all.
        Standing::Ready | Standing::Skipped => Ok(found),
        Standing::Done if found.step.may_repeat() => Ok(found),
        Standing::Done => Err(refuse(Code::StepDoneBefore)),
        Standing::NotApplicable => Err(refuse(Code::StepNotApplicable)),
        // Where the bench has nothing to do now, another screen has.
        Standing::Waiting => match progress.next().map(|next| next.step).or_else(|| progress.first_missing())
        {
            Some(next) => Err(Refusal::stop(Code::StepOrder).with("expected", &next.code).at("step")),
            None => Err(refuse(Code::StepsDone)),
        },
    }
}

/// What would be recorded, with every departure from the procedure. The second person comes when it is recorded.
///
/// # Errors
/// Not accepted, on hold, the SOP not approved, out of order, somebody else's, an input missing or implausible, a scan
/// missing, a device or a lot that may not be used, a departure that the procedure does not allow.
pub fn show_step(
    unit: &UnitState,
    contests: &[Contest],
    input: &StepInput<'_>,
    context: &Context<'_>,
) -> Result<ShownStep, Refusal> {
    at_work(unit, contests, context)?;
    let file = sop_of(unit, context)?;
    let all = progress(unit, context)?;
    let progress = ready(&all, input.step)?;
    let step = progress.step;
    entitled(step, context)?;
    if step.dwell.is_some() && progress.begun_ms.is_none() && input.done_ms.is_none() {
        return Err(Refusal::stop(Code::StepNotBegun).with("step", input.step).at("step"));
    }
    let values = step.read(input.values, context.now_ms)?;
    attached(step, &values, unit)?;
    scanned(step, &values, unit, context)?;
    let started = started_with_scans(unit, input.step);
    let scans = match started {
        Some(started) => kept_scans(&started.record.scans, input.scans)?,
        None => step.read_scans(input.scans)?,
    };
    let done_ms = input.done_ms;
    if let Some(value) = done_ms.filter(|done_ms| *done_ms > context.now_ms) {
        return Err(Refusal::stop(Code::InFuture).with("value", value).at("done_ms"));
    }
    if let Some(done_ms) = done_ms {
        possible_by_then(unit, &all, progress, done_ms)?;
    }
    // At the moment of the act: what was good then may be entered after it is not, and what was good when a spin began may
    // end while it goes on.
    match started {
        Some(started) => {
            input.register.judge_in_use(step, &scans, started.stamp.site, started.stamp.at_ms)?;
        }
        None => input.register.judge_all(step, &scans, context.site, done_ms.unwrap_or(context.now_ms))?,
    }
    let found = departures(&Act { progress, values: &values, done_ms, now_ms: context.now_ms });
    // What was done without a timer was done all the same: it is recorded, signed, and puts the unit on hold.
    let (unbegun, found): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, departure)| stops_unbegun(step, departure));
    not_stopped(&found)?;
    let holds = !unbegun.is_empty();
    let wants_signature = holds || found.iter().any(|(departing, _)| *departing == Departing::Signed);
    let step = StepDone {
        sop: file.sop.code.clone(),
        sop_version: file.sop.version.clone(),
        step: input.step.to_owned(),
        values,
        scans,
        done_ms,
        departures: unbegun.into_iter().chain(found).map(|(_, departure)| departure).collect(),
        reason: None,
        digest: String::new(),
        name: String::new(),
        meaning: None,
    };
    Ok(ShownStep { step, wants_signature, holds })
}

/// Refuses what the procedure does not allow whoever signs.
///
/// # Errors
/// [`Code::StepDeparture`] with the rule, what it is about, and the limit.
pub(super) fn not_stopped(found: &[(Departing, Departure)]) -> Result<(), Refusal> {
    let Some((_, stopped)) = found.iter().find(|(departing, _)| *departing == Departing::Stop) else {
        return Ok(());
    };
    let rule = serde_json::to_value(stopped.rule).ok();
    let rule = rule.as_ref().and_then(|rule| rule.as_str()).unwrap_or_default();
    Err(Refusal::stop(Code::StepDeparture)
        .with("rule", rule)
        .with("about", &stopped.about)
        .with("limit", &stopped.limit)
        .at("step"))
}

/// The step that such a record of another screen does for the unit; none where its procedure has no such step.
///
/// # Errors
/// The procedure has not come to this station: then nobody knows what it wants.
pub fn step_of_record<'a>(
    unit: &UnitState,
    record: RecordedBy,
    context: &Context<'a>,
) -> Result<Option<&'a Step>, Refusal> {
    Ok(sop_of(unit, context)?.sop.recorded_by(record))
}

/// Whether the unit's procedure wants a second person for such a record of another screen.
///
/// # Errors
/// Those of [`step_of_record`].
pub fn wants_second(unit: &UnitState, record: RecordedBy, context: &Context<'_>) -> Result<bool, Refusal> {
    Ok(step_of_record(unit, record, context)?.is_some_and(|step| step.needs_second))
}

/// What the unit's procedure wants two persons for and one alone recorded, as a station may that does not know it.
pub(super) fn done_alone(unit: &UnitState, context: &Context<'_>) -> Vec<Finding> {
    let Ok(file) = sop_of(unit, context) else { return Vec::new() };
    let rules = [
        (RecordedBy::LabelCheck, "alone_label_check"),
        (RecordedBy::Storage, "alone_storage"),
        (RecordedBy::Move, "alone_move"),
    ];
    let alone = rules.into_iter().filter(|(record, _)| {
        file.sop.recorded_by(*record).is_some_and(|step| step.needs_second) && was_alone(unit, *record)
    });
    let warn = |(_, rule): (RecordedBy, &str)| Finding {
        rule: rule.to_owned(),
        verdict: Verdict::Warn,
        value: "1".to_owned(),
        limit: "2".to_owned(),
        source: format!("{} {}", file.sop.code, file.sop.version),
    };
    alone.map(warn).collect()
}

/// Whether the record was made, and by nobody but its operator. Of several good checks of the final label one before two
/// persons is enough; each place is one of its own.
fn was_alone(unit: &UnitState, record: RecordedBy) -> bool {
    let places = &unit.places;
    match record {
        RecordedBy::LabelCheck => {
            let mut checks = final_checks(unit).peekable();
            checks.peek().is_some() && checks.all(|check| check.stamp.second.is_none())
        }
        RecordedBy::Storage => places.first().is_some_and(|place| place.stamp.second.is_none()),
        RecordedBy::Move => places.iter().skip(1).any(|place| place.stamp.second.is_none()),
        _ => false,
    }
}

/// What the record of another screen wants of its second person.
///
/// # Errors
/// The second person missing where the procedure wants one, or the operator; a procedure that has not come to this station.
pub fn second_of_record(
    unit: &UnitState,
    record: RecordedBy,
    second: Option<PersonId>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    second_is_there(wants_second(unit, record, context)?, second, context)
}

/// Whether the second person is there where one is wanted, and another than the operator.
///
/// # Errors
/// [`Code::SecondMissing`], [`Code::SecondSame`].
pub(super) fn second_is_there(
    wanted: bool,
    second: Option<PersonId>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    match second {
        None if wanted => Err(Refusal::stop(Code::SecondMissing).at("second_login")),
        Some(second) if second == context.operator => Err(Refusal::stop(Code::SecondSame).at("second_login")),
        _ => Ok(()),
    }
}

/// Records a step as it was shown; with reason, digest and printed name where a departure is signed.
///
/// # Errors
/// Those of [`show_step`]; the second person missing; a departure without its signature; another step than was shown.
pub fn record_step(
    unit: &UnitState,
    contests: &[Contest],
    input: &StepInput<'_>,
    signature: Option<(&str, &str, &str)>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let ShownStep { step, wants_signature, .. } = show_step(unit, contests, input, context)?;
    let needs_second = sop_of(unit, context)?.sop.step(input.step).is_some_and(|step| step.needs_second);
    second_is_there(needs_second, input.second, context)?;
    if !wants_signature {
        return Ok(Record::StepDone(step));
    }
    let unsigned = || Refusal::warning(Code::StepUnsigned).with("step", input.step).at("reason");
    let (reason, digest, name) = signature.ok_or_else(unsigned)?;
    if unit.step_digest(&step) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::StepDone(StepDone {
        reason: Some(filled(reason, 500, "reason")?),
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Some(Meaning::Override),
        ..step
    }))
}

/// Leaves a step out: with a reason, and signed where the procedure wants that.
///
/// # Errors
/// Not accepted, on hold, out of order, a step that may not be left out, no reason, no signature where one is wanted,
/// another step than was shown.
pub fn skip_step(
    unit: &UnitState,
    contests: &[Contest],
    (step, reason): (&str, &str),
    signature: Option<(&str, &str)>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    at_work(unit, contests, context)?;
    let sop = &sop_of(unit, context)?.sop;
    let progress = progress(unit, context)?;
    let found = ready(&progress, step)?;
    entitled(found.step, context)?;
    if found.standing == Standing::Skipped {
        return Err(Refusal::stop(Code::StepSkipped).with("step", step).at("step"));
    }
    if found.standing != Standing::Ready || found.step.skip == Departing::Stop {
        return Err(Refusal::stop(Code::StepNotSkippable).with("step", step).at("step"));
    }
    let (code, version, step) = (sop.code.clone(), sop.version.clone(), step.to_owned());
    if found.step.skip == Departing::Noted {
        let reason = filled(reason, 500, "reason")?;
        return Ok(Record::StepLeftOut(StepLeftOut { sop: code, version, step, reason }));
    }
    let unsigned = || Refusal::warning(Code::StepUnsigned).with("step", &step).at("reason");
    let (digest, name) = signature.ok_or_else(unsigned)?;
    if unit.skipping_digest(&code, &version, &step) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::StepSkipped(StepSkipped {
        sop: code,
        version,
        step,
        reason: filled(reason, 500, "reason")?,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::Override,
    }))
}
