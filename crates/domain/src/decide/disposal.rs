//! What becomes of a unit that no patient gets, refused or kept for research: its bag, and what the family hears.

use super::Context;
use super::check::{all_known, filled, not_in_future};
use crate::record::{FamilyNotified, UnitDisposed};
use crate::unit::{Contest, ContestKind, UnitState};
use crate::{Code, ConsentScope, Disposal, FamilyNotice, PersonId, Record, Refusal, UnitStatus};

pub(super) fn refused(unit: &UnitState) -> Result<(), Refusal> {
    match unit.status() {
        UnitStatus::Rejected | UnitStatus::Research => Ok(()),
        _ => Err(Refusal::stop(Code::NotRejected)),
    }
}

/// Disposes of a refused unit's bag before the eyes of a second person. `scanned` is the number on the bag.
///
/// # Errors
/// A unit that is not refused, gone already or not here; another bag, or a number that another unit claims too: nobody
/// can tell whose bag that is; a record of a later version; the same person twice; research that the mother did not agree to; a note that is empty or
/// too long.
pub fn dispose(
    unit: &UnitState,
    contests: &[Contest],
    (disposal, note): (Disposal, &str),
    scanned: &str,
    second: PersonId,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    refused(unit)?;
    all_known(unit, contests)?;
    // What is fit for a patient is not destroyed while a question of quality is open, or another station released it.
    if unit.status() == UnitStatus::Research
        && let Some(reason) = unit.hold_reason(contests)
    {
        return Err(Refusal::stop(Code::Held).with("reason", reason.as_str()));
    }
    if unit.disposed.is_some() {
        return Err(Refusal::stop(Code::DisposedAlready));
    }
    if unit.din() != Some(scanned) {
        let din = unit.din().unwrap_or_default();
        return Err(Refusal::stop(Code::DisposalBag)
            .with("scanned", scanned)
            .with("din", din)
            .at("bag_scan"));
    }
    if contests.iter().any(|contest| contest.kind == ContestKind::DuplicateDin) {
        return Err(Refusal::stop(Code::SpecimenContested).with("din", scanned).at("bag_scan"));
    }
    if unit.open_journey().is_some() || unit.site() != Some(context.site) {
        return Err(Refusal::stop(Code::DisposalElsewhere).at("bag_scan"));
    }
    if second == context.operator {
        return Err(Refusal::stop(Code::DisposalSamePerson).at("second_login"));
    }
    let scope = unit.consent.as_ref().map(|consent| consent.record.scope.as_slice()).unwrap_or_default();
    if disposal != Disposal::MedicalWaste && !scope.contains(&ConsentScope::Research) {
        return Err(Refusal::stop(Code::DisposalConsent).at("disposal"));
    }
    Ok(Record::UnitDisposed(UnitDisposed {
        disposal,
        position: unit.place().map(|place| place.record.position.clone()),
        note: filled(note, 500, "note")?,
    }))
}

/// Notes that the family of a refused unit was told, or that nobody was reached. May be said as often as it happens.
///
/// # Errors
/// A unit that is not refused; a moment that is yet to come; a note that is empty or too long.
pub fn notify_family(
    unit: &UnitState,
    (notice, told_ms): (FamilyNotice, i64),
    note: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    refused(unit)?;
    Ok(Record::FamilyNotified(FamilyNotified {
        notice,
        told_ms: not_in_future(told_ms, context.now_ms, "told_ms")?,
        note: filled(note, 500, "note")?,
    }))
}
