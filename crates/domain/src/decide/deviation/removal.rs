//! Taking a unit out of a deviation that named it by mistake: with the signature that its closing would want.

use super::{deviate_unit, may_close, open};
use crate::decide::check::filled;
use crate::decide::{Context, lift_hold};
use crate::deviation::{Deviation, hold_prefix};
use crate::record::{DeviationUnitRemoved, UnitDeviationRemoved};
use crate::unit::{Hold, UnitState};
use crate::{Code, DonationId, Meaning, Record, Refusal};

/// How long the reason may be, characters: it is that of the holds which end with it, too.
const REASON_MAX: usize = 500;

/// Whether the operator may take a unit out of it: who may close it. What nobody has classified may be grave, and its reporter does
/// not take it back from a unit.
///
/// # Errors
/// As [`may_close`].
pub fn may_remove_unit(deviation: &Deviation, context: &Context<'_>) -> Result<(), Refusal> {
    if deviation.class.is_none() && deviation.reported.stamp.operator == Some(context.operator) {
        return Err(Refusal::stop(Code::DeviationSamePerson));
    }
    may_close(deviation, context)
}

/// Takes a unit out of a deviation by a signature over exactly what was shown.
///
/// # Errors
/// Closed; no part of it; not the person to do it; no reason; another content than was shown.
pub fn remove_unit(
    deviation: &Deviation,
    (donation, reason): (DonationId, &str),
    (digest, name): (&str, &str),
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    open(deviation)?;
    if !deviation.units.contains(&donation) {
        return Err(Refusal::stop(Code::DeviationUnitGone));
    }
    may_remove_unit(deviation, context)?;
    let reason = filled(reason, REASON_MAX, "reason")?;
    if deviation.removal_digest(donation, &reason) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::DeviationUnitRemoved(DeviationUnitRemoved {
        donation,
        reason,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::DeviationUnitRemoval,
    }))
}

/// The holds that the deviation put on a unit and that nobody has lifted.
pub fn holds_of<'a>(deviation: &Deviation, unit: &'a UnitState) -> impl Iterator<Item = &'a Hold> {
    let prefix = hold_prefix(deviation.id);
    unit.holds.iter().filter(move |hold| hold.lifted.is_none() && hold.placed.record.key.starts_with(&prefix))
}

/// What that puts on the record of the unit, which this station need not hold; where it does, the same signature lifts the holds that
/// the deviation put on it. Where there was a closing, which does not count any more, the unit is opened first, as by
/// [`settle_unit`](super::settle_unit).
///
/// # Errors
/// No reason.
pub fn unit_removed(
    deviation: &Deviation,
    unit: Option<&UnitState>,
    reason: &str,
    name: &str,
) -> Result<Vec<Record>, Refusal> {
    let reason = filled(reason, REASON_MAX, "reason")?;
    let again = !deviation.closings.is_empty();
    let category = &deviation.reported.record.category;
    let mut records: Vec<Record> = again.then(|| deviate_unit(deviation.id, category)).into_iter().collect();
    records.push(Record::UnitDeviationRemoved(UnitDeviationRemoved {
        deviation: deviation.id,
        reason: reason.clone(),
    }));
    for (unit, hold) in
        unit.into_iter().flat_map(|unit| holds_of(deviation, unit).map(move |hold| (unit, hold)))
    {
        let key = &hold.placed.record.key;
        let digest = unit.lifting_digest(key).unwrap_or_default();
        records.push(lift_hold(unit, key, &reason, (&digest, name))?);
    }
    Ok(records)
}
