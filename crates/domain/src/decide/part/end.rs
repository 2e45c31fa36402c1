//! What changes a part for good: separated, discarded, counted, put right.

use super::doubt::sure_part;
use super::{PartScene, not_attached, part_of, unit_text, volume, volume_or_none};
use crate::decide::check::{all_known, filled, not_held};
use crate::decide::disposal::refused;
use crate::record::{PartCorrected, PartCounted, PartDiscarded, PartRenumbered, PartSeparated, PartVoided};
use crate::rules::{SampleRules, in_unit};
use crate::unit::{Part, PartId, UnitState};
use crate::{
    Code, ConsentScope, Disposal, Meaning, PartSource, PartVolume, PersonId, Record, Refusal, VolumeUnit,
};

/// Separates a compartment from its bag: a container of its own from then on.
///
/// # Errors
/// No such part, or one that is not kept; not a compartment, or separated before; a unit that is held, released, on its way or
/// elsewhere, or whose number another claims too; no reason.
pub fn separate_part(scene: &PartScene<'_>, id: PartId, reason: &str) -> Result<Record, Refusal> {
    let unit = scene.unit;
    scene.is_numbered()?;
    let part = sure_part(unit, scene.rules, id)?;
    if !part.is_attached() {
        return Err(Refusal::stop(Code::PartNotAttached).with("number", part.number).at("part"));
    }
    scene.has_bag()?;
    all_known(unit, scene.contests)?;
    not_held(unit, scene.contests)?;
    if unit.release().is_some() {
        return Err(Refusal::stop(Code::PartReleased).at("part"));
    }
    Ok(Record::PartSeparated(PartSeparated {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        reason: filled(reason, 200, "reason")?,
    }))
}

/// Discards a part before the eyes of a second person. Parts of a unit that is disposed of have an end of their own; what was
/// separated of a bag goes as the bag does, once the unit is refused.
///
/// # Errors
/// No such part, or one that is not kept or elsewhere; a number that another unit claims too; a compartment that is one with
/// its bag, or whose unit is not refused; the same person twice; research that the
/// mother did not agree to; no reason.
pub fn discard_part(
    scene: &PartScene<'_>,
    id: PartId,
    (disposal, reason): (Disposal, &str),
    second: PersonId,
) -> Result<Record, Refusal> {
    let PartScene { unit, context, .. } = *scene;
    scene.is_told_apart()?;
    // Of two parts with one number each can go: that settles it.
    let part = unit.part(id).filter(|part| unit.is_kept(part)).map_or_else(|| part_of(unit, id), Ok)?;
    not_attached(part)?;
    if part.is_compartment() {
        refused(unit)?;
        all_known(unit, scene.contests)?;
    }
    scene.has_part(part)?;
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
    // What the parent was counted to hold since does not depend on what it gave before.
    if parent.is_none() && !unit.is_root_open(part) {
        return Ok(());
    }
    if parent.is_some_and(|parent| !UnitState::is_made_open(parent, part)) {
        return Ok(());
    }
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

/// Says that a part never was: it was entered by mistake, which a second person looks at too.
///
/// # Errors
/// No such part, or one that is not kept; one of which something was made or used, that was counted or separated; the same
/// person twice; no reason.
pub fn void_part(
    scene: &PartScene<'_>,
    id: PartId,
    reason: &str,
    second: PersonId,
) -> Result<Record, Refusal> {
    let unit = scene.unit;
    let part = unit.part(id).filter(|part| unit.is_kept(part)).map_or_else(|| part_of(unit, id), Ok)?;
    let worked = !part.uses.is_empty() || !part.counts.is_empty() || part.separated.is_some();
    if worked || unit.children_of(part).next().is_some() {
        return Err(Refusal::stop(Code::PartHasHistory).with("number", part.number).at("part"));
    }
    if second == scene.context.operator {
        return Err(Refusal::stop(Code::PartSamePerson).at("second_login"));
    }
    Ok(Record::PartVoided(PartVoided {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        reason: filled(reason, 200, "reason")?,
    }))
}

/// Puts a volume right: what a part held when it was made, what was taken for it, or what was used of it. `entry` names which
/// entry.
///
/// # Errors
/// No such entry; less than was taken of the part since; more than there is of what it was made of; no reason; nothing changed.
pub fn correct_part(
    unit: &UnitState,
    rules: &SampleRules,
    (entry, what): (PartId, PartVolume),
    (text, of): (&str, VolumeUnit),
    reason: &str,
) -> Result<Record, Refusal> {
    let none = || Refusal::stop(Code::PartNoVolume).at("part");
    let draw_of = |part: &Part| part.uses.iter().position(|draw| draw.id == entry);
    let has = |part: &&Part| match what {
        PartVolume::Used => draw_of(part).is_some(),
        PartVolume::Held | PartVolume::Taken => part.id == entry && !unit.is_void(part),
    };
    let part = unit.parts.iter().find(has).ok_or_else(none)?;
    let draw = part.uses.iter().find(|draw| draw.id == entry);
    let (volume, nl) = match draw {
        Some(_) => volume_or_none(text, of, "volume")?,
        None => volume(text, of, "volume")?,
    };
    let old = match (draw, what) {
        (Some(draw), _) => draw.nl,
        (None, PartVolume::Taken) => part.taken_nl,
        (None, _) => part.held_nl,
    };
    if nl == old {
        return Err(Refusal::stop(Code::NothingChanged).at("volume"));
    }
    let holds = what == PartVolume::Held || part.is_aliquot();
    // What was counted since says what is left whatever the part held or gave before; what is wrong already may only get
    // better.
    let less_left = match draw {
        Some(draw) if UnitState::is_use_open(part, draw) => nl - old,
        None if holds && part.counts.is_empty() => old - nl,
        _ => 0,
    };
    if less_left > 0 && less_left > unit.left_of(part) {
        let drawn = in_unit(unit.drawn_of(part), of);
        let more = Refusal::stop(Code::PartDrawnMore).with("number", part.number).with("drawn", drawn);
        return Err(more.with("unit", unit_text(of)).at("volume"));
    }
    if draw.is_none() && (what == PartVolume::Taken || part.is_aliquot()) {
        parent_holds(unit, rules, part, nl - old)?;
    }
    Ok(Record::PartCorrected(PartCorrected {
        of_station: entry.station,
        of_seq: entry.seq,
        number: part.number,
        volume,
        volume_unit: of,
        reason: filled(reason, 200, "reason")?,
        part_volume: what,
    }))
}

/// Gives a part another number, the next one, where two parts have the same.
///
/// # Errors
/// No such part; no other part with its number; a number of the donation that another one claims or got: no label with the
/// new one could be printed; no reason.
pub fn renumber_part(scene: &PartScene<'_>, id: PartId, reason: &str) -> Result<Record, Refusal> {
    let unit = scene.unit;
    scene.is_numbered()?;
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
