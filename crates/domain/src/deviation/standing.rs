//! What a deviation means for a unit: what its closings say, what the unit's own records say, and whether the two agree.
//!
//! They are records of different aggregates and come to a station by different ways, so that either may be there first,
//! and a closing may become void after the unit was released.

use super::{Closing, Deviation, Removal};
use crate::record::UnitConclusion;
use crate::unit::{UnitDeviation, UnitState};
use crate::{DeviationClass, DeviationId, DonationId, PersonId, UnitFitness};

/// What a deviation means for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Closed; the unit may be used.
    Fit,
    /// Not closed, or its closing says nothing of the unit.
    Open,
    /// Closed; the unit may not be used.
    Unfit,
    /// It named the unit by mistake, and does so no more.
    Removed,
}

impl Standing {
    /// All, in the order of their numbers in the store.
    pub const ALL: &[Self] = &[Self::Fit, Self::Open, Self::Unfit, Self::Removed];
}

impl From<UnitFitness> for Standing {
    fn from(fitness: UnitFitness) -> Self {
        match fitness {
            UnitFitness::Fit => Self::Fit,
            UnitFitness::Unfit => Self::Unfit,
        }
    }
}

/// Whether a unit's own record neither stops it nor agrees with the deviation as this station knows it. `None`: nothing of
/// it has arrived.
#[must_use]
pub fn is_unsettled(own: Option<Standing>, deviation: Option<Standing>) -> bool {
    match own {
        Some(Standing::Open | Standing::Unfit) => false,
        // What concerns the unit no more asks nothing of it.
        None | Some(Standing::Fit | Standing::Removed) => {
            own != deviation && deviation != Some(Standing::Removed)
        }
    }
}

impl Closing {
    /// Whether it counts: made over all that there was, and not opened again since.
    #[must_use]
    pub fn stands(&self) -> bool {
        !self.voided && !self.reopened
    }

    fn conclusion(&self, donation: DonationId) -> Option<&UnitConclusion> {
        self.signed.record.units.iter().find(|unit| unit.donation == donation)
    }
}

impl Deviation {
    /// The closings that count, oldest first: several where stations closed it without knowing of each other.
    pub fn standing_closings(&self) -> impl Iterator<Item = &Closing> {
        self.closings.iter().filter(|closing| self.closed && closing.stands())
    }

    /// What the closings that count say of a unit, oldest first.
    pub fn conclusions_of(
        &self,
        donation: DonationId,
    ) -> impl Iterator<Item = (&Closing, &UnitConclusion)> + '_ {
        self.standing_closings()
            .filter_map(move |closing| closing.conclusion(donation).map(|unit| (closing, unit)))
    }

    /// By which the unit is no part of it any more; none where it is one, or never was.
    #[must_use]
    pub fn removal_of(&self, donation: DonationId) -> Option<&Removal> {
        let gone = !self.units.contains(&donation);
        let counts = |removal: &&Removal| !removal.voided && removal.signed.record.donation == donation;
        self.removals.iter().rev().find(counts).filter(|_| gone)
    }

    /// Units that it named once and names no more, in the order in which they were taken out.
    pub fn removed_units(&self) -> impl Iterator<Item = DonationId> + '_ {
        let units = self.removals.iter().map(|removal| removal.signed.record.donation);
        let counts = |unit: &DonationId, at: usize| {
            let later = self.removals.iter().skip(at + 1).any(|other| other.signed.record.donation == *unit);
            !later && self.removal_of(*unit).is_some()
        };
        units.enumerate().filter(move |(at, unit)| counts(unit, *at)).map(|(_, unit)| unit)
    }

    /// What it means for a unit: of several conclusions the gravest.
    #[must_use]
    pub fn standing_of(&self, donation: DonationId) -> Standing {
        if self.removal_of(donation).is_some() {
            return Standing::Removed;
        }
        let said = self.conclusions_of(donation).map(|(_, unit)| unit.fitness).max();
        said.map_or(Standing::Open, Standing::from)
    }

    /// Whether two people must have classified and closed it: it is not minor, or it was not at some time.
    #[must_use]
    pub fn was_grave(&self) -> bool {
        self.classes.iter().any(|said| said.record.class != DeviationClass::Minor)
    }

    /// Who said the class that counts.
    #[must_use]
    pub fn classifier(&self) -> Option<PersonId> {
        self.class.as_ref().and_then(|said| said.stamp.operator)
    }
}

impl UnitDeviation {
    /// What the unit's own records say.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.settled.as_ref().map(|settled| settled.record.fitness), &self.removed) {
            (Some(UnitFitness::Unfit), _) => Standing::Unfit,
            (_, Some(_)) => Standing::Removed,
            (said, None) => said.map_or(Standing::Open, Standing::from),
        }
    }
}

impl UnitState {
    /// What the unit's own records say of a deviation; none where they do not name it.
    #[must_use]
    pub fn standing_under(&self, deviation: DeviationId) -> Option<Standing> {
        let known = self.deviations.iter().find(|known| known.begun.record.deviation == deviation);
        known.map(UnitDeviation::standing)
    }
}
