//! Deviations that concern a unit, as its own records say.

use super::{Stamped, UnitState};
use crate::record::{UnitDeviated, UnitDeviationSettled};
use crate::{DeviationId, UnitFitness};

/// A deviation that concerns a unit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnitDeviation {
    /// Since when: the report, or the last re-opening.
    pub begun: Stamped<UnitDeviated>,
    /// What its closing said of the unit; none while it is open.
    pub settled: Option<Stamped<UnitDeviationSettled>>,
}

impl UnitState {
    /// Open deviations.
    pub fn open_deviations(&self) -> impl Iterator<Item = &UnitDeviation> {
        self.deviations.iter().filter(|deviation| deviation.settled.is_none())
    }

    /// Closed deviations by which the unit may not be used.
    pub fn unfit_by(&self) -> impl Iterator<Item = &UnitDeviation> {
        self.deviations.iter().filter(|deviation| {
            let settled = deviation.settled.as_ref();
            settled.is_some_and(|settled| settled.record.fitness == UnitFitness::Unfit)
        })
    }

    fn deviation_mut(&mut self, id: DeviationId) -> Option<&mut UnitDeviation> {
        self.deviations.iter_mut().find(|deviation| deviation.begun.record.deviation == id)
    }

    /// Said again, it is open again.
    pub(super) fn deviate(&mut self, begun: Stamped<UnitDeviated>) {
        match self.deviation_mut(begun.record.deviation) {
            Some(known) if known.settled.is_some() => *known = UnitDeviation { begun, settled: None },
            Some(_) => {}
            None => self.deviations.push(UnitDeviation { begun, settled: None }),
        }
    }

    /// Where two stations settle the same one differently, the graver conclusion counts.
    pub(super) fn settle_deviation(&mut self, settled: Stamped<UnitDeviationSettled>) {
        let Some(known) = self.deviation_mut(settled.record.deviation) else { return };
        let graver =
            known.settled.as_ref().is_none_or(|before| before.record.fitness <= settled.record.fitness);
        if graver {
            known.settled = Some(settled);
        }
    }
}
