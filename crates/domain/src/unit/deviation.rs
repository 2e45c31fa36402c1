//! Deviations that concern a unit, as its own records say.

use super::{Stamped, UnitState};
use crate::deviation::Standing;
use crate::record::{UnitDeviated, UnitDeviationRemoved, UnitDeviationSettled};
use crate::{DeviationId, UnitFitness};

/// A deviation that concerns a unit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnitDeviation {
    /// Since when: the report, or the last re-opening.
    pub begun: Stamped<UnitDeviated>,
    /// What its closing said of the unit; none while it is open.
    pub settled: Option<Stamped<UnitDeviationSettled>>,
    /// That it concerns the unit no more; none while it does.
    pub removed: Option<Stamped<UnitDeviationRemoved>>,
}

impl UnitState {
    /// Open deviations.
    pub fn open_deviations(&self) -> impl Iterator<Item = &UnitDeviation> {
        self.deviations.iter().filter(|deviation| deviation.standing() == Standing::Open)
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
            Some(known) if known.settled.is_some() || known.removed.is_some() => {
                *known = UnitDeviation { begun, settled: None, removed: None };
            }
            Some(_) => {}
            None => self.deviations.push(UnitDeviation { begun, settled: None, removed: None }),
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

    /// Where another station found the unit unfit by the same one, that stays.
    pub(super) fn remove_deviation(&mut self, removed: Stamped<UnitDeviationRemoved>) {
        if let Some(known) = self.deviation_mut(removed.record.deviation) {
            known.removed = Some(removed);
        }
    }
}
