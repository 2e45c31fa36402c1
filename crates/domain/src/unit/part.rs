//! Samples and other parts of a donation in the fold: what each holds, where it is, what it was made of.
//!
//! What is left is counted and never stored: what a part held, less what was taken of it, or since its last count. Where two
//! stations took from one part without hearing of each other, both stay, and what is left may be less than nothing.

mod label;
mod root;
mod settlement;
mod standing;

use super::{Stamp, Stamped, UnitState, signature};
use crate::record::*;
use crate::rules::nanolitres;
use crate::{Meaning, PartContainer, PartKind, PartSource, PartState, PartVolume, StationId, counted};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

pub use label::PartLabel;
pub use root::PartRootCount;
pub use settlement::{PartDiscard, PartSettlement};

/// What names a part for good: the entry that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct PartId {
    /// The station that recorded it.
    pub station: StationId,
    /// Its place in that station's chain.
    pub seq: u64,
}

impl PartId {
    /// What an entry is called.
    #[must_use]
    pub fn of(stamp: &Stamp) -> Self {
        Self { station: stamp.station, seq: stamp.seq }
    }
}

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.station, self.seq)
    }
}

impl FromStr for PartId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (station, seq) = text.split_once('-').ok_or(())?;
        Ok(Self { station: station.parse().map_err(|_| ())?, seq: counted(seq).ok_or(())? })
    }
}

/// A volume that left a part and is no part itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartDraw {
    /// Its entry.
    pub id: PartId,
    /// Its place among the unit's entries.
    order: usize,
    /// How much it is now, nL.
    pub nl: i64,
    /// As recorded.
    pub used: Stamped<PartUsed>,
}

/// What was measured to be left.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartCount {
    order: usize,
    /// How much, nL.
    pub nl: i64,
    /// Whether it was signed over all that had been done to the part by then.
    pub settles: bool,
    /// As recorded.
    pub counted: Stamped<PartCounted>,
}

/// A volume that was put right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartChange {
    /// The correction.
    pub corrected: Stamped<PartCorrected>,
    /// What it was before, nL.
    pub old_nl: i64,
    /// What it is since, nL.
    pub new_nl: i64,
}

/// Where a part was, or that it was taken out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartPlacing {
    order: usize,
    /// When and by whom.
    pub stamp: Stamp,
    /// Where; none since it was taken out.
    pub place: Option<PartPlace>,
    /// Why.
    pub reason: String,
}

/// A sample or another part of the donation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// What names it for good.
    pub id: PartId,
    order: usize,
    /// As it was made.
    pub made: Stamped<PartMade>,
    /// The part that it was made of.
    pub parent: Option<PartId>,
    /// Its number now.
    pub number: u32,
    /// What it held when it was made, nL, corrections included.
    pub held_nl: i64,
    /// What was taken for it, nL, corrections included.
    pub taken_nl: i64,
    /// What left it and is no part, oldest first.
    pub uses: Vec<PartDraw>,
    /// Its places, oldest first.
    pub places: Vec<PartPlacing>,
    /// That it was separated from its bag; the first time stands.
    pub separated: Option<Stamped<PartSeparated>>,
    /// Whether it was separated from a bag that had been disposed of.
    pub separated_late: bool,
    /// That it was entered by mistake; the first time stands. Nothing that something was made or used of is taken for one.
    pub voided: Option<Stamped<PartVoided>>,
    /// That it was discarded, each time that a station said so, oldest first.
    pub discards: Vec<PartDiscard>,
    /// What was found where it was discarded and worked with since, oldest first.
    pub settlements: Vec<PartSettlement>,
    /// Counts, oldest first.
    pub counts: Vec<PartCount>,
    /// Corrections of it and of what was used, oldest first.
    pub changes: Vec<PartChange>,
    /// Other numbers that it got, oldest first.
    pub numbers: Vec<Stamped<PartRenumbered>>,
    /// Its labels, oldest first, those that never came out among them.
    pub labels: Vec<PartLabel>,
}

impl Part {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> PartKind {
        self.made.record.part_kind
    }

    /// Whether it was made without anything added or lost, so that what it holds is what was taken for it.
    #[must_use]
    pub fn is_aliquot(&self) -> bool {
        self.made.record.taken.0 == self.made.record.volume.0
    }

    /// Whether it is a compartment that is one with its bag.
    #[must_use]
    pub fn is_attached(&self) -> bool {
        self.is_compartment() && self.separated.is_none()
    }

    /// Where it was put last: at which site.
    #[must_use]
    pub fn kept_site(&self) -> Option<crate::SiteId> {
        self.place()?;
        self.places.last().map(|placing| placing.stamp.site)
    }

    /// Whether it is a compartment of a bag.
    #[must_use]
    pub fn is_compartment(&self) -> bool {
        self.made.record.container == PartContainer::Compartment
    }

    /// Where it is; none of one that is out, or no longer kept.
    #[must_use]
    pub fn place(&self) -> Option<&PartPlace> {
        self.places.last()?.place.as_ref().filter(|_| !self.is_discarded())
    }

    /// Whether it ever was in a place.
    #[must_use]
    pub fn was_placed(&self) -> bool {
        self.places.iter().any(|placing| placing.place.is_some())
    }
}

impl UnitState {
    /// The part of that name.
    #[must_use]
    pub fn part(&self, id: PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == id)
    }

    /// The parts of that number: more than one where two stations gave it without hearing of each other.
    pub fn parts_numbered(&self, number: u32) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.number == number)
    }

    /// The number that the next part gets.
    #[must_use]
    pub fn next_part_number(&self) -> u32 {
        self.parts.iter().map(|part| part.number.max(part.made.record.number)).max().unwrap_or(0) + 1
    }

    /// What was taken of a part, nL, since it was counted last.
    #[must_use]
    pub fn drawn_of(&self, part: &Part) -> i64 {
        let counts = |order: usize| Self::counts_since(part, order);
        let children = self.children_of(part).filter(|child| counts(child.order));
        let made: i64 = children.map(|child| child.taken_nl).sum();
        let used: i64 = part.uses.iter().filter(|draw| counts(draw.order)).map(|draw| draw.nl).sum();
        made.saturating_add(used)
    }

    /// What is left of a part, nL; less than nothing where more was taken than there was.
    #[must_use]
    pub fn left_of(&self, part: &Part) -> i64 {
        let held = part.counts.last().map_or(part.held_nl, |count| count.nl);
        held.saturating_sub(self.drawn_of(part))
    }

    /// Whether more was taken of a part than there was, or its last count was signed without seeing all that had been done
    /// to it: it holds nothing until it is counted.
    #[must_use]
    pub fn is_overdrawn(&self, part: &Part) -> bool {
        self.left_of(part) < 0 || part.counts.last().is_some_and(|count| !count.settles)
    }

    /// Whether the part can still be worked with.
    #[must_use]
    pub fn is_kept(&self, part: &Part) -> bool {
        !matches!(self.part_state(part), PartState::Discarded | PartState::Voided)
    }

    /// Which of the bag's compartments it is, from 1, and how many there are.
    #[must_use]
    pub fn compartment_of(&self, part: &Part) -> Option<(u8, u8)> {
        let position = part.made.record.compartment?;
        let last = self.compartments().filter_map(|part| part.made.record.compartment).max();
        Some((position, last.unwrap_or(position).max(position)))
    }

    /// The digest that the signature over a count carries: the part with all that was taken of it, and the count.
    #[must_use]
    pub fn count_digest(&self, part: &Part) -> String {
        let mut sha = Sha256::new();
        sha.update(signature::entry_bytes(&part.made.stamp));
        let children = self.parts.iter().filter(|child| child.parent == Some(part.id));
        let of_child = |child: &'_ Part| -> Vec<Stamp> {
            let changes = child.changes.iter().map(|change| change.corrected.stamp.clone());
            let voided = child.voided.iter().map(|voided| voided.stamp.clone());
            std::iter::once(child.made.stamp.clone()).chain(changes).chain(voided).collect()
        };
        for stamp in children.flat_map(of_child) {
            sha.update(signature::entry_bytes(&stamp));
        }
        let stamps = part.uses.iter().map(|draw| &draw.used.stamp);
        let stamps = stamps.chain(part.changes.iter().map(|change| &change.corrected.stamp));
        for stamp in stamps.chain(part.counts.iter().map(|count| &count.counted.stamp)) {
            sha.update(signature::entry_bytes(stamp));
        }
        signature::of_donation(self.donation, Meaning::PartCount, &sha.finalize())
    }

    fn part_mut(&mut self, station: StationId, seq: u64) -> Option<&mut Part> {
        self.parts.iter_mut().find(|part| part.id == PartId { station, seq })
    }

    pub(super) fn make_part(&mut self, order: usize, made: Stamped<PartMade>) {
        let record = &made.record;
        let parent = match (record.source, record.of_station, record.of_seq) {
            (PartSource::Part, Some(station), Some(seq)) => Some(PartId { station, seq }),
            _ => None,
        };
        let placing = record.kept_at.clone().map(|place| PartPlacing {
            order,
            stamp: made.stamp.clone(),
            place: Some(place),
            reason: String::new(),
        });
        self.parts.push(Part {
            id: PartId::of(&made.stamp),
            order,
            parent,
            number: record.number,
            held_nl: nanolitres(record.volume, record.volume_unit).unwrap_or_default(),
            taken_nl: nanolitres(record.taken, record.volume_unit).unwrap_or_default(),
            uses: Vec::new(),
            places: placing.into_iter().collect(),
            separated: None,
            separated_late: false,
            voided: None,
            discards: Vec::new(),
            settlements: Vec::new(),
            counts: Vec::new(),
            changes: Vec::new(),
            numbers: Vec::new(),
            labels: Vec::new(),
            made,
        });
    }

    pub(super) fn use_part(&mut self, order: usize, used: Stamped<PartUsed>) {
        let record = &used.record;
        let nl = nanolitres(record.volume, record.volume_unit).unwrap_or_default();
        let draw = PartDraw { id: PartId::of(&used.stamp), order, nl, used };
        if let Some(part) = self.part_mut(draw.used.record.of_station, draw.used.record.of_seq) {
            part.uses.push(draw);
        }
    }

    pub(super) fn place_part(&mut self, order: usize, placed: Stamped<PartPlaced>) {
        let Stamped { stamp, record } = placed;
        let Some(part) = self.part_mut(record.of_station, record.of_seq) else { return };
        let reason = record.reason.unwrap_or_default();
        part.places.push(PartPlacing { order, stamp, place: Some(record.kept_at), reason });
    }

    pub(super) fn take_out_part(&mut self, order: usize, out: Stamped<PartTakenOut>) {
        let Stamped { stamp, record } = out;
        let Some(part) = self.part_mut(record.of_station, record.of_seq) else { return };
        part.places.push(PartPlacing { order, stamp, place: None, reason: record.reason });
    }

    pub(super) fn separate_part(&mut self, separated: Stamped<PartSeparated>) {
        let record = &separated.record;
        let late = self.disposed.is_some();
        if let Some(part) = self.part_mut(record.of_station, record.of_seq)
            && part.separated.is_none()
        {
            part.separated = Some(separated);
            part.separated_late = late;
        }
    }

    pub(super) fn discard_part(&mut self, order: usize, discarded: Stamped<PartDiscarded>) {
        let record = &discarded.record;
        if let Some(part) = self.part_mut(record.of_station, record.of_seq) {
            part.discards.push(PartDiscard { order, discarded, taken_back: false });
        }
    }

    pub(super) fn void_part(&mut self, voided: Stamped<PartVoided>) {
        let record = &voided.record;
        if let Some(part) = self.part_mut(record.of_station, record.of_seq)
            && part.voided.is_none()
        {
            part.voided = Some(voided);
        }
    }

    /// Names the entry that made a part, or one that used of it. What an aliquot holds is what was taken for it, whichever
    /// of the two is put right.
    pub(super) fn correct_part(&mut self, corrected: Stamped<PartCorrected>) {
        let record = &corrected.record;
        let id = PartId { station: record.of_station, seq: record.of_seq };
        let Some(nl) = nanolitres(record.volume, record.volume_unit) else { return };
        let what = record.part_volume;
        for part in &mut self.parts {
            let aliquot = part.is_aliquot();
            let volumes: Vec<&mut i64> = match what {
                PartVolume::Used => {
                    part.uses.iter_mut().filter(|draw| draw.id == id).map(|draw| &mut draw.nl).collect()
                }
                _ if part.id != id => continue,
                _ if aliquot => vec![&mut part.held_nl, &mut part.taken_nl],
                PartVolume::Held => vec![&mut part.held_nl],
                PartVolume::Taken => vec![&mut part.taken_nl],
            };
            let Some(old_nl) = volumes.first().map(|volume| **volume) else { continue };
            volumes.into_iter().for_each(|volume| *volume = nl);
            part.changes.push(PartChange { corrected, old_nl, new_nl: nl });
            return;
        }
    }

    /// A count that was signed over something else than the part as it was by then, because another station did something
    /// to it before, settles nothing: nobody knows whether that had left the vessel when it was measured.
    pub(super) fn count_part(&mut self, order: usize, counted: Stamped<PartCounted>) {
        let record = &counted.record;
        let Some(nl) = nanolitres(record.volume, record.volume_unit) else { return };
        let id = PartId { station: record.of_station, seq: record.of_seq };
        let settles = self.part(id).is_some_and(|part| self.count_digest(part) == record.digest);
        if let Some(part) = self.part_mut(id.station, id.seq) {
            part.counts.push(PartCount { order, nl, settles, counted });
        }
    }

    pub(super) fn renumber_part(&mut self, renumbered: Stamped<PartRenumbered>) {
        let record = &renumbered.record;
        if let Some(part) = self.part_mut(record.of_station, record.of_seq) {
            part.number = record.new_number;
            part.numbers.push(renumbered);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_has_one_text() {
        let id = PartId { station: StationId::from_bytes([0xab; 16]), seq: 17 };
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        for seq in ["+17", "017", "-17", " 17", ""] {
            let other = text.replace("-17", &format!("-{seq}"));
            assert_eq!(other.parse::<PartId>(), Err(()), "{other}");
        }
    }
}
