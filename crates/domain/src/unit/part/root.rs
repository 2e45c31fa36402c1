//! The blood and the cells that parts are taken of: what was counted to be left of them, and where too much may have been
//! taken. How much there was is said by the rules of the bank, which are not here.

use super::Part;
use crate::record::{PartRootCounted, StepDone};
use crate::rules::{nanolitres, volume_unit};
use crate::unit::{CorrectedPart, Correction, Stamp, Stamped, UnitState, signature};
use crate::{Meaning, PartSource, VolumeUnit};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// What was measured to be left of blood or cells.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartRootCount {
    order: usize,
    /// So many of the unit's steps had been recorded by then.
    pub steps: usize,
    /// How much, nL.
    pub nl: i64,
    /// Whether it was signed over all that had been taken by then.
    pub settles: bool,
    /// As recorded.
    pub counted: Stamped<PartRootCounted>,
}

impl UnitState {
    /// The last count of blood or cells.
    #[must_use]
    pub fn root_count(&self, source: PartSource) -> Option<&PartRootCount> {
        self.root_counts.iter().rev().find(|count| count.counted.record.source == source)
    }

    /// Whether the part was taken of blood or cells after they were counted last.
    #[must_use]
    pub fn is_root_open(&self, part: &Part) -> bool {
        self.root_count(part.made.record.source).is_none_or(|count| part.order > count.order)
    }

    /// The part that this one comes from, itself where it was taken of blood or cells directly.
    #[must_use]
    pub fn first_of<'a>(&'a self, part: &'a Part) -> &'a Part {
        let mut first = part;
        // A chain of parts goes from older to newer ones, whatever entries say.
        while let Some(parent) = first.parent.and_then(|id| self.part(id)).filter(|p| p.order < first.order) {
            first = parent;
        }
        first
    }

    /// The digest that the signature over a count of blood or cells carries: the collection, the steps that say a volume,
    /// and all that was taken.
    #[must_use]
    pub fn root_digest(&self, source: PartSource) -> String {
        let mut sha = Sha256::new();
        let collection = self.collection.iter().map(|collection| &collection.stamp);
        let corrected = self.corrections_of(&CorrectedPart::Collection).map(|correction| &correction.stamp);
        let counts = self.root_counts.iter().filter(|count| count.counted.record.source == source);
        let taken = self.parts.iter().filter(|part| part.made.record.source == source);
        let of_part = |part: &Part| -> Vec<Stamp> {
            let changes = part.changes.iter().map(|change| change.corrected.stamp.clone());
            let voided = part.voided.iter().map(|voided| voided.stamp.clone());
            std::iter::once(part.made.stamp.clone()).chain(changes).chain(voided).collect()
        };
        for stamp in taken.flat_map(of_part) {
            sha.update(signature::entry_bytes(&stamp));
        }
        let steps = self.volume_steps().map(|step| &step.stamp);
        let steps_corrected =
            self.corrections.iter().filter(|one| self.is_step_volume(one)).map(|one| &one.stamp);
        let told = collection.chain(corrected).chain(steps).chain(steps_corrected);
        for stamp in told.chain(counts.map(|count| &count.counted.stamp)) {
            sha.update(signature::entry_bytes(stamp));
        }
        sha.update([source as u8]);
        signature::of_donation(self.donation, Meaning::PartRootCount, &sha.finalize())
    }

    /// The steps that say a volume.
    fn volume_steps(&self) -> impl Iterator<Item = &Stamped<StepDone>> {
        let says = |step: &&Stamped<StepDone>| {
            step.record.values.iter().any(|value| volume_unit(&value.unit).is_some())
        };
        self.steps.iter().filter(says)
    }

    /// Whether a volume of a step was put right.
    fn is_step_volume(&self, correction: &Correction) -> bool {
        let CorrectedPart::Step(code) = &correction.part else { return false };
        let values =
            self.steps.iter().filter(|step| step.record.step == *code).flat_map(|s| &s.record.values);
        values.filter(|value| value.code == correction.field).any(|value| volume_unit(&value.unit).is_some())
    }

    /// Whether too much may have been taken of blood or cells, said without the bank's rules: two stations gave one number,
    /// so that neither knew of what the other took; a volume was put right; a step came twice, or from another station than
    /// what was taken; a count had not seen all; or more was taken than was collected. No clock is asked: two stations have
    /// two.
    #[must_use]
    pub fn may_lack_root(&self) -> bool {
        if self.root_counts.iter().any(|count| !count.settles)
            || (!self.root_counts.is_empty() && self.is_step_again())
        {
            return true;
        }
        let of_root =
            |part: &&Part| !matches!(part.made.record.source, PartSource::Part | PartSource::Mother);
        let Some(first) = self.parts.iter().find(of_root) else { return false };
        let numbers: BTreeSet<u32> = self.parts.iter().map(|part| part.made.record.number).collect();
        let put_right = |one: &Correction| {
            let collected = one.part == CorrectedPart::Collection && one.field == "volume_ml";
            collected || self.is_step_volume(one)
        };
        let taken_right = |part: &Part| of_root(&part) && !part.changes.is_empty();
        let elsewhere = || {
            let station = first.made.stamp.station;
            let parts = self.parts.iter().filter(of_root).map(|part| part.made.stamp.station);
            parts.chain(self.volume_steps().map(|step| step.stamp.station)).any(|one| one != station)
        };
        numbers.len() < self.parts.len()
            || self.corrections.iter().any(put_right)
            || self.parts.iter().any(taken_right)
            || self.is_step_again()
            || elsewhere()
            || self.takes_more_than_collected()
    }

    /// Whether a step that says a volume was recorded more than once.
    fn is_step_again(&self) -> bool {
        let mut known = BTreeSet::new();
        self.volume_steps().any(|step| !known.insert(step.record.step.as_str()))
    }

    /// Whether what was taken of the blood is more than was collected, less the largest volume of a step: one of them says
    /// what went on towards the bag.
    fn takes_more_than_collected(&self) -> bool {
        let collected =
            self.collection.as_ref().and_then(|it| nanolitres(it.record.volume_ml, VolumeUnit::Ml));
        let taken: i64 = self.parts_of_root(PartSource::Collection).map(|part| part.taken_nl).sum();
        let values =
            self.steps.iter().flat_map(|step| &step.record.values).filter(|value| value.unit == "mL");
        let volumes = values.filter_map(|value| nanolitres(value.value.parse().ok()?, VolumeUnit::Ml));
        collected.is_some_and(|collected| taken.saturating_add(volumes.max().unwrap_or(0)) > collected)
    }

    /// A count that was signed over something else than what had been taken by then settles nothing.
    pub(in crate::unit) fn count_root(&mut self, order: usize, counted: Stamped<PartRootCounted>) {
        let record = &counted.record;
        let Some(nl) = nanolitres(record.volume, record.volume_unit) else { return };
        let settles = self.root_digest(record.source) == record.digest;
        let steps = self.steps.len();
        self.root_counts.push(PartRootCount { order, steps, nl, settles, counted });
    }
}
