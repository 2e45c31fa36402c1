//! Deviations, and the actions against them.

mod removal;

pub use removal::{holds_of, may_remove_unit, remove_unit, unit_removed};

use super::Context;
use super::check::{filled, not_in_future};
use super::equipment::short;
use crate::deviation::{Action, Deviation};
use crate::record::{
    ActionChanged, ActionChecked, ActionDone, ActionPlanned, ActionWithdrawn, DeviationClassified,
    DeviationClosed, DeviationInvestigated, DeviationReopened, DeviationReported, DeviationWidened,
    UnitConclusion, UnitDeviated, UnitDeviationSettled,
};
use crate::rules::Choice;
use crate::{
    ActionKind, Code, DeviationClass, DeviationId, DeviationStage, DonationId, Meaning, PersonId, Record,
    Refusal,
};

/// How many units one deviation may concern.
pub const DEVIATED_MAX: usize = 500;
/// How many actions one deviation may have.
const ACTIONS_MAX: usize = 50;
/// How long free text may be, characters.
const TEXT_MAX: usize = 2_000;

/// What is entered when a deviation is noticed.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// Code of its category.
    pub category: &'a str,
    /// What happened.
    pub what_happened: &'a str,
    /// When, ms since 1970-01-01 UTC; none for now.
    pub happened_ms: Option<i64>,
    /// What was done about it at once; may be empty.
    pub done_at_once: &'a str,
    /// Units concerned; may be empty.
    pub units: &'a [DonationId],
    /// Code of the step; may be empty.
    pub step: &'a str,
}

/// What is entered of an action.
#[derive(Debug, Clone, Copy)]
pub struct ActionInput<'a> {
    /// What it is against.
    pub kind: ActionKind,
    /// What is to be done.
    pub what: &'a str,
    /// Who sees to it.
    pub responsible: PersonId,
    /// The last day for it, and when that day ends, ms.
    pub due: (&'a str, i64),
}

fn chosen(choices: &[Choice], code: &str, field: &'static str) -> Result<String, Refusal> {
    if choices.iter().any(|choice| choice.code == code) {
        return Ok(code.to_owned());
    }
    Err(Refusal::stop(Code::NotAChoice).with("value", code).at(field))
}

fn enough(units: &[DonationId]) -> Result<(), Refusal> {
    if units.len() > DEVIATED_MAX {
        return Err(Refusal::stop(Code::DeviationTooMany).with("max", DEVIATED_MAX).at("units"));
    }
    Ok(())
}

fn open(deviation: &Deviation) -> Result<(), Refusal> {
    if deviation.closed {
        return Err(Refusal::stop(Code::DeviationClosed).with("deviation", deviation.number()));
    }
    Ok(())
}

/// Reports a deviation at the moment it is noticed. Units that are named twice count once.
///
/// # Errors
/// An unknown category; nothing said, or too much; in the future; too many units.
pub fn report_deviation(input: &ReportInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let mut units: Vec<DonationId> = Vec::new();
    for unit in input.units {
        if !units.contains(unit) {
            units.push(*unit);
        }
    }
    enough(&units)?;
    let happened_ms = input.happened_ms.unwrap_or(context.now_ms);
    Ok(Record::DeviationReported(DeviationReported {
        category: chosen(&context.rules.deviation_categories, input.category, "category")?,
        what_happened: filled(input.what_happened, TEXT_MAX, "what_happened")?,
        happened_ms: not_in_future(happened_ms, context.now_ms, "happened_ms")?,
        done_at_once: short(input.done_at_once, TEXT_MAX, "done_at_once")?,
        site: context.site,
        units,
        step: short(input.step, 64, "step")?,
    }))
}

/// Adds units.
///
/// # Errors
/// Closed; every one is in it; too many; no reason.
pub fn widen_deviation(
    deviation: &Deviation,
    units: &[DonationId],
    reason: &str,
) -> Result<DeviationWidened, Refusal> {
    open(deviation)?;
    let mut added: Vec<DonationId> = Vec::new();
    for unit in units {
        if !deviation.units.contains(unit) && !added.contains(unit) {
            added.push(*unit);
        }
    }
    if added.is_empty() {
        return Err(Refusal::stop(Code::DeviationNoNewUnit).at("units"));
    }
    enough(&[deviation.units.as_slice(), &added].concat())?;
    Ok(DeviationWidened { units: added, reason: filled(reason, TEXT_MAX, "reason")? })
}

/// What a deviation puts on the record of a unit that it concerns.
#[must_use]
pub fn deviate_unit(deviation: DeviationId, category: &str) -> Record {
    Record::UnitDeviated(UnitDeviated { deviation, category: category.to_owned() })
}

/// Says how grave it is. Who said a graver class does not take it back: another person does.
///
/// # Errors
/// Closed; a milder class by who said the graver one; no reason.
pub fn classify_deviation(
    deviation: &Deviation,
    class: DeviationClass,
    reason: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    open(deviation)?;
    let milder = deviation.class().is_some_and(|before| class < before);
    let own = deviation.classes.iter().filter(|said| said.stamp.operator == Some(context.operator));
    if milder && own.map(|said| said.record.class).max().is_some_and(|graver| class < graver) {
        return Err(Refusal::stop(Code::DeviationDowngradeSamePerson).at("class"));
    }
    let reason = filled(reason, TEXT_MAX, "reason")?;
    Ok(Record::DeviationClassified(DeviationClassified { class, reason }))
}

/// Records what was found out about its cause.
///
/// # Errors
/// Closed; an unknown cause; no findings.
pub fn investigate_deviation(
    deviation: &Deviation,
    cause: &str,
    findings: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    open(deviation)?;
    Ok(Record::DeviationInvestigated(DeviationInvestigated {
        cause: chosen(&context.rules.deviation_causes, cause, "cause")?,
        findings: filled(findings, TEXT_MAX, "findings")?,
    }))
}

/// Plans an action.
///
/// # Errors
/// Closed; nothing said; a day that has passed; too many actions.
pub fn plan_action(
    deviation: &Deviation,
    key: String,
    input: &ActionInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    open(deviation)?;
    if deviation.actions.len() >= ACTIONS_MAX {
        return Err(Refusal::stop(Code::ActionTooMany).with("max", ACTIONS_MAX));
    }
    let (due_on, due_ms) = input.due;
    to_come(input.due, context)?;
    Ok(Record::ActionPlanned(ActionPlanned {
        key,
        action_kind: input.kind,
        what: filled(input.what, TEXT_MAX, "what")?,
        responsible: input.responsible,
        due_on: due_on.to_owned(),
        due_ms,
    }))
}

fn to_come((due_on, due_ms): (&str, i64), context: &Context<'_>) -> Result<(), Refusal> {
    if due_ms <= context.now_ms {
        return Err(Refusal::stop(Code::ActionDuePast).with("value", due_on).at("due_on"));
    }
    Ok(())
}

fn action<'a>(deviation: &'a Deviation, key: &str) -> Result<&'a Action, Refusal> {
    open(deviation)?;
    deviation.action(key).ok_or_else(|| Refusal::stop(Code::ActionUnknown).at("key"))
}

/// An action that somebody still has to do.
fn open_action<'a>(deviation: &'a Deviation, key: &str) -> Result<&'a Action, Refusal> {
    let found = action(deviation, key)?;
    if found.is_done() {
        return Err(Refusal::stop(Code::ActionDoneBefore).at("key"));
    }
    if found.withdrawn {
        return Err(Refusal::stop(Code::ActionWithdrawn).at("key"));
    }
    Ok(found)
}

/// Gives an action that is not done to another person, or another day. An overdue one may change hands and stay overdue.
///
/// # Errors
/// Closed; no such action; done; withdrawn; nothing new; another day that has passed; no reason.
pub fn change_action(
    deviation: &Deviation,
    key: &str,
    (responsible, due): (PersonId, (&str, i64)),
    reason: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let (before, before_on, _) = open_action(deviation, key)?.assigned();
    let (due_on, due_ms) = due;
    if before_on != due_on {
        to_come(due, context)?;
    } else if before == responsible {
        return Err(Refusal::stop(Code::ActionUnchanged).at("responsible"));
    }
    Ok(Record::ActionChanged(ActionChanged {
        key: key.to_owned(),
        responsible,
        due_on: due_on.to_owned(),
        due_ms,
        reason: filled(reason, TEXT_MAX, "reason")?,
    }))
}

/// Takes back an action that is not done. It stays on the page, with the reason.
///
/// # Errors
/// Closed; no such action; done; withdrawn before; no reason.
pub fn withdraw_action(deviation: &Deviation, key: &str, reason: &str) -> Result<Record, Refusal> {
    open_action(deviation, key)?;
    let reason = filled(reason, TEXT_MAX, "reason")?;
    Ok(Record::ActionWithdrawn(ActionWithdrawn { key: key.to_owned(), reason }))
}

/// Records that an action was done.
///
/// # Errors
/// Closed; no such action; done before; withdrawn; nothing said of how.
pub fn do_action(deviation: &Deviation, key: &str, note: &str) -> Result<Record, Refusal> {
    open_action(deviation, key)?;
    Ok(Record::ActionDone(ActionDone { key: key.to_owned(), note: filled(note, TEXT_MAX, "note")? }))
}

/// Records whether an action helped: by another person than who did it. One that did not is open again.
///
/// # Errors
/// Closed; no such action; not done; checked before; the same person; nothing said of how that shows.
pub fn check_action(
    deviation: &Deviation,
    key: &str,
    (effective, note): (bool, &str),
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let action = action(deviation, key)?;
    let done = action.done.as_ref().ok_or_else(|| Refusal::stop(Code::ActionNotDone).at("key"))?;
    if action.is_effective() {
        return Err(Refusal::stop(Code::ActionCheckedBefore).at("key"));
    }
    if done.stamp.operator == Some(context.operator) {
        return Err(Refusal::stop(Code::ActionSamePerson));
    }
    let note = filled(note, TEXT_MAX, "note")?;
    Ok(Record::ActionChecked(ActionChecked { key: key.to_owned(), effective, note }))
}

/// Whether the operator may be the one to close it. One that is or ever was more than minor wants another person than who
/// reported it and than who said the class that counts. No deviation, however minor, is reported, classified and closed by
/// one person alone.
///
/// # Errors
/// [`Code::DeviationSamePerson`], [`Code::DeviationClassifierCloses`], [`Code::DeviationAlone`].
pub fn may_close(deviation: &Deviation, context: &Context<'_>) -> Result<(), Refusal> {
    let reported = deviation.reported.stamp.operator == Some(context.operator);
    let classified = deviation.classifier() == Some(context.operator);
    match (deviation.was_grave(), reported, classified) {
        (true, true, _) => Err(Refusal::stop(Code::DeviationSamePerson)),
        (true, false, true) => Err(Refusal::stop(Code::DeviationClassifierCloses)),
        (false, true, true) => Err(Refusal::stop(Code::DeviationAlone)),
        _ => Ok(()),
    }
}

/// Puts the conclusions in the order of the deviation's units, each unit once.
///
/// # Errors
/// A unit without one, a stranger, an empty note where the unit is unfit.
pub fn conclude(
    deviation: &Deviation,
    units: &[UnitConclusion],
    din: impl Fn(DonationId) -> String,
) -> Result<Vec<UnitConclusion>, Refusal> {
    if let Some(stranger) = units.iter().find(|unit| !deviation.units.contains(&unit.donation)) {
        let refusal = Refusal::stop(Code::DeviationOtherUnit);
        return Err(refusal.with("din", din(stranger.donation)).at("units"));
    }
    let concluded = |donation: &DonationId| {
        let found = units.iter().find(|unit| unit.donation == *donation);
        let missing = || Refusal::stop(Code::DeviationUnitOpen).with("din", din(*donation)).at("units");
        let unit = found.ok_or_else(missing)?;
        let note = match unit.fitness {
            crate::UnitFitness::Fit => short(&unit.note, 500, "units")?,
            crate::UnitFitness::Unfit => filled(&unit.note, 500, "units")?,
        };
        Ok(UnitConclusion { note, ..unit.clone() })
    };
    deviation.units.iter().map(concluded).collect()
}

/// Closes a deviation by a signature over exactly what was shown. `units` comes from [`conclude`].
///
/// # Errors
/// Closed; something is still to be done; not the person to close it; nothing said; another content than was shown.
pub fn close_deviation(
    deviation: &Deviation,
    (conclusion, units): (&str, Vec<UnitConclusion>),
    (digest, name): (&str, &str),
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    open(deviation)?;
    let stage = deviation.stage();
    if stage != DeviationStage::Closing {
        return Err(Refusal::stop(Code::DeviationNotReady).with("stage", stage.as_str()));
    }
    may_close(deviation, context)?;
    let conclusion = filled(conclusion, TEXT_MAX, "conclusion")?;
    if deviation.closing_digest(&conclusion, &units) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    let (digest, name) = (digest.to_owned(), name.to_owned());
    Ok(Record::DeviationClosed(DeviationClosed {
        conclusion,
        units,
        digest,
        name,
        meaning: Meaning::DeviationClosing,
    }))
}

/// What a closing puts on the record of a unit, which this station need not hold. Where there was a closing before, which
/// does not count any more, or it was taken out by a signature that does not, the unit is opened first: otherwise the graver
/// of the two conclusions would stay, or that it was taken out.
#[must_use]
pub fn settle_unit(deviation: &Deviation, concluded: &UnitConclusion) -> Vec<Record> {
    let taken_out = deviation.removals.iter().any(|one| one.signed.record.donation == concluded.donation);
    let again = taken_out || !deviation.closings.is_empty();
    let category = &deviation.reported.record.category;
    let mut records: Vec<Record> = again.then(|| deviate_unit(deviation.id, category)).into_iter().collect();
    records.push(Record::UnitDeviationSettled(UnitDeviationSettled {
        deviation: deviation.id,
        fitness: concluded.fitness,
        note: concluded.note.clone(),
    }));
    records
}

/// Opens a closed deviation again.
///
/// # Errors
/// It is open; no reason.
pub fn reopen_deviation(deviation: &Deviation, reason: &str) -> Result<Record, Refusal> {
    if !deviation.closed {
        return Err(Refusal::stop(Code::DeviationNotClosed).with("deviation", deviation.number()));
    }
    Ok(Record::DeviationReopened(DeviationReopened { reason: filled(reason, TEXT_MAX, "reason")? }))
}
