//! What two stations did that cannot both be: what is in doubt is not worked with, and how a person settles it.

use super::{part_of, volume_or_none};
use crate::decide::check::filled;
use crate::record::{PartRootCounted, PartSettled};
use crate::rules::SampleRules;
use crate::unit::{Part, PartId, UnitState};
use crate::{Code, Meaning, PartPresence, PartSource, Record, Refusal, VolumeUnit};

/// Refuses a part that comes of one that was discarded before, or of blood or cells that gave more than there was.
pub(super) fn not_doubted(unit: &UnitState, rules: &SampleRules, part: &Part) -> Result<(), Refusal> {
    if let Some(source) = unit.doubted_source(part) {
        return Err(Refusal::stop(Code::PartSourceGone).with("number", source.number).at("part"));
    }
    match rules.doubted_root(part, unit) {
        Some(source) => {
            Err(Refusal::stop(Code::PartRootOverdrawn).with("source", super::word(&source)).at("part"))
        }
        None => Ok(()),
    }
}

/// Says by signature whether a part is there that one station discarded and another worked with since. One that is there is
/// no longer discarded; of one that is gone, what was recorded since stays.
///
/// # Errors
/// No such part; nothing to settle; the part changed since it was shown; no reason.
pub fn settle_part(
    unit: &UnitState,
    id: PartId,
    found: PartPresence,
    reason: &str,
    (digest, name): (&str, &str),
) -> Result<Record, Refusal> {
    let unknown = || Refusal::stop(Code::PartUnknown).with("value", id).at("part");
    let part = unit.part(id).ok_or_else(unknown)?;
    if !unit.is_discard_doubted(part) {
        return Err(Refusal::stop(Code::PartNothingToSettle).with("number", part.number).at("part"));
    }
    if unit.settlement_digest(part) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::PartSettled(PartSettled {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        part_presence: found,
        reason: filled(reason, 200, "reason")?,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::PartSettlement,
    }))
}

/// Says by signature what was measured to be left of the blood or the cells themselves.
///
/// # Errors
/// A root that nothing limits, or of which nobody says how much there was; what was taken of it changed since it was shown;
/// no reason.
pub fn count_root(
    unit: &UnitState,
    rules: &SampleRules,
    source: PartSource,
    (text, of): (&str, VolumeUnit),
    reason: &str,
    (digest, name): (&str, &str),
) -> Result<Record, Refusal> {
    let unknown = || Refusal::stop(Code::PartRootUnknown).with("source", super::word(&source)).at("source");
    rules.held_by_root(source, unit).ok_or_else(unknown)?;
    let (volume, _) = volume_or_none(text, of, "volume")?;
    if unit.root_digest(source) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::PartRootCounted(PartRootCounted {
        source,
        volume,
        volume_unit: of,
        reason: filled(reason, 200, "reason")?,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::PartRootCount,
    }))
}

/// Refuses a part that cannot be worked with, or that is in doubt.
pub(super) fn sure_part<'a>(
    unit: &'a UnitState,
    rules: &SampleRules,
    id: PartId,
) -> Result<&'a Part, Refusal> {
    let part = part_of(unit, id)?;
    not_doubted(unit, rules, part)?;
    Ok(part)
}
