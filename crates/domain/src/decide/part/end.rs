//! What changes a part for good: separated, discarded, counted, put right.

use super::{part_of, unit_text, volume, volume_or_none};
use crate::decide::Context;
use crate::decide::check::filled;
use crate::record::{PartCorrected, PartCounted, PartDiscarded, PartRenumbered, PartSeparated};
use crate::rules::{SampleRules, in_unit};
use crate::unit::{Part, PartId, UnitState};
use crate::{Code, ConsentScope, Disposal, Meaning, PartSource, PersonId, Record, Refusal, VolumeUnit};

/// Separates a compartment from its bag: a container of its own from then on.
///
/// # Errors
/// No such part, or one that is not kept; not a compartment, or separated before; no reason.
pub fn separate_part(unit: &UnitState, id: PartId, reason: &str) -> Result<Record, Refusal> {
    let part = part_of(unit, id)?;
    if !part.is_compartment() || part.separated.is_some() {
        return Err(Refusal::stop(Code::PartNotAttached).with("number", part.number).at("part"));
    }
    Ok(Record::PartSeparated(PartSeparated {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        reason: filled(reason, 200, "reason")?,
    }))
}

/// Discards a part before the eyes of a second person. Parts of a unit that is disposed of have an end of their own.
///
/// # Errors
/// No such part, or one that is not kept; a compartment that is one with its bag; the same person twice; research that the
/// mother did not agree to; no reason.
pub fn discard_part(
    unit: &UnitState,
    id: PartId,
    (disposal, reason): (Disposal, &str),
    second: PersonId,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    // Of two parts with one number each can go: that settles it.
    let part = unit.part(id).filter(|part| unit.is_kept(part)).map_or_else(|| part_of(unit, id), Ok)?;
    if part.is_compartment() && part.separated.is_none() {
        return Err(Refusal::stop(Code::PartAttached).with("number", part.number).at("part"));
    }
    if second == context.operator {
        return Err(Refusal::stop(Code::PartSamePerson).at("second_login"));
    }
    let scope = unit.consent.as_ref().map(|consent| consent.record.scope.as_slice()).unwrap_or_default();
    if disposal != Disposal::MedicalWaste && !scope.contains(&ConsentScope::Research) {
        return Err(Refusal::stop(Code::DisposalConsent).at("disposal"));
    }
    Ok(Record::PartDiscarded(PartDiscarded {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        disposal,
        reason: filled(reason, 200, "reason")?,
    }))
}

/// Says by signature what was measured to be left of a part. What it says may be more or less than was thought; what is of
/// record stays.
///
/// # Errors
/// No such part, or one that is not kept; the part changed since it was shown; no reason.
pub fn count_part(
    unit: &UnitState,
    id: PartId,
    (text, of): (&str, VolumeUnit),
    reason: &str,
    (digest, name): (&str, &str),
) -> Result<Record, Refusal> {
    let part = part_of(unit, id)?;
    let (volume, _) = volume_or_none(text, of, "volume")?;
    if unit.count_digest(part) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::PartCounted(PartCounted {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        volume,
        volume_unit: of,
        reason: filled(reason, 200, "reason")?,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::PartCount,
    }))
}

/// Refuses to take more than there is of what a part was made of.
fn parent_holds(unit: &UnitState, rules: &SampleRules, part: &Part, more: i64) -> Result<(), Refusal> {
    if more <= 0 {
        return Ok(());
    }
    let parent = part.parent.and_then(|id| unit.part(id));
    let left = match (parent, part.made.record.source) {
        (Some(parent), _) => unit.left_of(parent),
        (None, PartSource::Collection | PartSource::Product) => {
            rules.left_of_root(part.made.record.source, unit).unwrap_or_default()
        }
        (None, PartSource::Mother | PartSource::Part) => return Ok(()),
    };
    if more <= left {
        return Ok(());
    }
    let of = part.made.record.volume_unit;
    let number = parent.map_or_else(String::new, |parent| parent.number.to_string());
    let refusal = match parent {
        Some(_) => Refusal::stop(Code::PartLess).with("number", number),
        None => Refusal::stop(Code::PartRootLess).with("source", super::word(&part.made.record.source)),
    };
    let left = in_unit(left.max(0), of);
    Err(refusal.with("left", left).with("wanted", in_unit(more, of)).with("unit", unit_text(of)).at("volume"))
}

/// Puts a volume right: what a part held when it was made, or what was used of it. `entry` names which.
///
/// # Errors
/// No such entry; less than was taken of the part since; more than there is of what it was made of; no reason; nothing changed.
pub fn correct_part(
    unit: &UnitState,
    rules: &SampleRules,
    entry: PartId,
    (text, of): (&str, VolumeUnit),
    reason: &str,
) -> Result<Record, Refusal> {
    let none = || Refusal::stop(Code::PartNoVolume).at("part");
    let has = |part: &&Part| part.id == entry || part.uses.iter().any(|draw| draw.id == entry);
    let part = unit.parts.iter().find(has).ok_or_else(none)?;
    let draw = part.uses.iter().find(|draw| draw.id == entry);
    let (volume, nl) = match draw {
        Some(_) => volume_or_none(text, of, "volume")?,
        None => volume(text, of, "volume")?,
    };
    let old = draw.map_or(part.held_nl, |draw| draw.nl);
    if nl == old {
        return Err(Refusal::stop(Code::NothingChanged).at("volume"));
    }
    let less_left = if draw.is_some() { nl - old } else { old - nl };
    // What was counted since says what is left whatever the part held before; what is wrong already may only get better.
    if less_left > 0 && part.counts.is_empty() && less_left > unit.left_of(part) {
        let drawn = in_unit(unit.drawn_of(part), of);
        let more = Refusal::stop(Code::PartDrawnMore).with("number", part.number).with("drawn", drawn);
        return Err(more.with("unit", unit_text(of)).at("volume"));
    }
    if draw.is_none() && part.taken_nl == part.held_nl {
        parent_holds(unit, rules, part, nl - old)?;
    }
    Ok(Record::PartCorrected(PartCorrected {
        of_station: entry.station,
        of_seq: entry.seq,
        number: part.number,
        volume,
        volume_unit: of,
        reason: filled(reason, 200, "reason")?,
    }))
}

/// Gives a part another number, the next one, where two parts have the same.
///
/// # Errors
/// No such part; no other part with its number; no reason.
pub fn renumber_part(unit: &UnitState, id: PartId, reason: &str) -> Result<Record, Refusal> {
    let unknown = || Refusal::stop(Code::PartUnknown).with("value", id).at("part");
    let part = unit.part(id).ok_or_else(unknown)?;
    if !unit.is_twin(part) {
        return Err(Refusal::stop(Code::NothingChanged).with("number", part.number).at("part"));
    }
    Ok(Record::PartRenumbered(PartRenumbered {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        new_number: unit.next_part_number(),
        reason: filled(reason, 200, "reason")?,
    }))
}
