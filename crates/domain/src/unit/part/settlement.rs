//! Parts that one station discarded and another worked with since. Both stay of record; the part stays discarded, and what
//! was made of it since is in doubt, until somebody has looked for it and signs what was found.

use super::{Part, PartId};
use crate::record::{PartDiscarded, PartSettled};
use crate::unit::{Stamp, Stamped, UnitState, signature};
use crate::{Meaning, PartPresence};
use sha2::{Digest as _, Sha256};

/// That a part is no longer kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartDiscard {
    pub(super) order: usize,
    /// As recorded.
    pub discarded: Stamped<PartDiscarded>,
    /// Whether the part was found to be there all the same.
    pub taken_back: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartSettlement {
    order: usize,
    /// Whether it was signed over all that had been done to the part by then.
    pub settles: bool,
    /// As recorded.
    pub settled: Stamped<PartSettled>,
}

impl Part {
    /// Whether it is no longer kept.
    #[must_use]
    pub fn is_discarded(&self) -> bool {
        self.discards_standing().next().is_some()
    }

    /// Its discards that nobody has taken back, oldest first.
    pub fn discards_standing(&self) -> impl Iterator<Item = &PartDiscard> {
        self.discards.iter().filter(|one| !one.taken_back)
    }

    /// Whether the last that was found was signed over something else than what stood then: another station's finding, or
    /// something else that was done, had not been seen.
    fn is_finding_open(&self) -> bool {
        self.is_discarded() && self.settlements.last().is_some_and(|one| !one.settles)
    }
}

impl UnitState {
    /// What was done with the part after it was discarded and nobody has settled, oldest first.
    #[must_use]
    pub fn after_discard<'a>(&'a self, part: &'a Part) -> Vec<&'a Stamp> {
        let Some(discarded) = part.discards_standing().map(|one| one.order).next() else {
            return Vec::new();
        };
        let mut found: Vec<(usize, &Stamp)> = self.acts_on(part).collect();
        let mut since = discarded;
        if part.is_finding_open() {
            found.extend(part.settlements.iter().map(|one| (one.order, &one.settled.stamp)));
        } else {
            let settled = part.settlements.iter().filter(|one| one.settles).map(|one| one.order);
            since = settled.fold(discarded, usize::max);
        }
        found.retain(|(order, _)| *order > since);
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, stamp)| stamp).collect()
    }

    /// The discards of the part and what was done with it after them, oldest first; nothing where that is settled.
    #[must_use]
    pub fn discard_sides<'a>(&'a self, part: &'a Part) -> Vec<&'a Stamp> {
        let since = self.after_discard(part);
        if since.is_empty() {
            return Vec::new();
        }
        let discards = part.discards_standing().map(|one| (one.order, &one.discarded.stamp));
        let findings = part.settlements.iter().map(|one| (one.order, &one.settled.stamp));
        let later = self.acts_on(part).chain(findings).filter(|(_, stamp)| since.contains(stamp));
        let mut sides: Vec<(usize, &Stamp)> = discards.chain(later).collect();
        sides.sort_by_key(|(order, _)| *order);
        sides.into_iter().map(|(_, stamp)| stamp).collect()
    }

    /// Whether one station discarded the part and another worked with it since.
    #[must_use]
    pub fn is_discard_doubted(&self, part: &Part) -> bool {
        !self.is_void(part) && !self.after_discard(part).is_empty()
    }

    /// The part, of those that this one was made of, that was discarded before and nobody has settled.
    #[must_use]
    pub fn doubted_source(&self, part: &Part) -> Option<&Part> {
        let mut child = part;
        // A chain of parts goes from older to newer ones, whatever entries say.
        while let Some(parent) = child.parent.and_then(|id| self.part(id)).filter(|p| p.order < child.order) {
            let since = parent.discards_standing().any(|one| child.order > one.order);
            if since && self.is_discard_doubted(parent) {
                return Some(parent);
            }
            child = parent;
        }
        None
    }

    /// What was done with the vessel itself, each with its place among the unit's entries.
    fn acts_on<'a>(&'a self, part: &'a Part) -> impl Iterator<Item = (usize, &'a Stamp)> {
        let uses = part.uses.iter().map(|draw| (draw.order, &draw.used.stamp));
        let children = self.children_of(part).map(|child| (child.order, &child.made.stamp));
        let places = part.places.iter().map(|placing| (placing.order, &placing.stamp));
        let counts = part.counts.iter().map(|count| (count.order, &count.counted.stamp));
        uses.chain(children).chain(places).chain(counts)
    }

    /// The digest that the signature over what was found carries: the part with all that was done with it.
    #[must_use]
    pub fn settlement_digest(&self, part: &Part) -> String {
        let mut sha = Sha256::new();
        let mut acts: Vec<(usize, &Stamp)> = self.acts_on(part).collect();
        acts.sort_by_key(|(order, _)| *order);
        let ends = part.discards.iter().map(|one| &one.discarded.stamp);
        let settled = part.settlements.iter().map(|one| &one.settled.stamp);
        let acts = acts.into_iter().map(|(_, stamp)| stamp);
        for stamp in std::iter::once(&part.made.stamp).chain(acts).chain(ends).chain(settled) {
            sha.update(signature::entry_bytes(stamp));
        }
        signature::of_donation(self.donation, Meaning::PartSettlement, &sha.finalize())
    }

    /// A signature over something else than the part as it was by then settles nothing, and undoes what was found before:
    /// of two findings that knew nothing of each other neither is to be believed.
    pub(in crate::unit) fn settle_part(&mut self, order: usize, settled: Stamped<PartSettled>) {
        let record = &settled.record;
        let id = PartId { station: record.of_station, seq: record.of_seq };
        let settles = self.part(id).is_some_and(|part| {
            self.is_discard_doubted(part) && self.settlement_digest(part) == record.digest
        });
        let there = settles && record.part_presence == PartPresence::There;
        let Some(part) = self.part_mut(id.station, id.seq) else { return };
        if there || !settles {
            part.discards.iter_mut().for_each(|one| one.taken_back = there);
        }
        part.settlements.push(PartSettlement { order, settles, settled });
    }
}
