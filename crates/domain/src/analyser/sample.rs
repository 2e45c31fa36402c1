//! Which samples the specimens of a message are, as far as labels of samples name them.

use crate::PartKind;
use crate::rules::{SampleRules, Subject};
use crate::unit::{Part, UnitState};
use std::collections::{BTreeMap, BTreeSet};

/// The samples among a message's specimens, and which steps samples are taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    /// By the specimen's place: the steps that it was taken in, and what it was made of.
    pub of: BTreeMap<u32, BTreeSet<String>>,
    /// All steps that samples are taken in.
    pub steps: BTreeSet<String>,
}

impl PartKind {
    /// Whether it is the mother's blood, or was made of it.
    #[must_use]
    pub const fn is_maternal(self) -> bool {
        matches!(
            self,
            Self::MaternalBlood
                | Self::MaternalPlasma
                | Self::MaternalSerum
                | Self::MaternalCells
                | Self::MaternalDna
        )
    }

    /// Whose it is.
    #[must_use]
    pub const fn subject(self) -> Subject {
        if self.is_maternal() { Subject::Mother } else { Subject::Unit }
    }
}

impl SampleRules {
    /// All steps that samples are taken in.
    #[must_use]
    pub fn sampling_steps(&self) -> BTreeSet<String> {
        self.kinds.iter().filter_map(|kind| kind.step.clone()).collect()
    }

    /// The steps that a part was taken in, and what it was made of.
    #[must_use]
    pub fn taken_in(&self, part: &Part, unit: &UnitState) -> BTreeSet<String> {
        let made_of = std::iter::successors(Some(part), |part| unit.part(part.parent?));
        // Nobody makes so many of one another: an entry that says otherwise is no reason to count for long.
        let kinds = made_of.take(64).filter_map(|part| self.kind(part.kind()));
        kinds.filter_map(|kind| kind.step.clone()).collect()
    }
}
