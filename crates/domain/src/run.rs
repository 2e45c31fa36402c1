//! A run, folded from its entries: which units are worked together, since when, until when.
//!
//! The fold is total, as that of a unit. A unit that joined at one station while another closed the run is in it all the
//! same, whichever clock was ahead: nobody looked for it at the end, and it is not accounted for until somebody takes it
//! out.

use crate::record::{RunClosed, RunStarted, RunUnitLeft};
use crate::unit::{Fact, Stamp, Stamped, UnitState};
use crate::{DonationId, Record};
use std::collections::BTreeSet;

/// A unit's time in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Which unit.
    pub unit: DonationId,
    /// Since when, by whom.
    pub joined: Stamp,
    /// Until when, why; none while it is in it, or was to the end.
    pub left: Option<Stamped<RunUnitLeft>>,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How it began.
    pub started: Stamped<RunStarted>,
    /// Its units in the order in which they came. One that left and came again is there twice.
    pub members: Vec<Membership>,
    /// How it ended; where two stations ended it, the first of them.
    pub closed: Option<Stamped<RunClosed>>,
    /// The units that were accounted for when it ended, at whatever station.
    pub accounted: BTreeSet<DonationId>,
}

impl Run {
    /// The run after all facts, which come in display order; none where its beginning has not arrived.
    #[must_use]
    pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let mut facts: Vec<Fact> = facts.into_iter().collect();
        // Another station's clock may put what it did to the run before its beginning.
        let begun = facts.iter().position(|fact| matches!(fact.record, Record::RunStarted(_)))?;
        let Stamped { stamp, record: Record::RunStarted(record) } = facts.remove(begun) else { return None };
        let mut run = Self {
            started: Stamped { stamp, record },
            members: Vec::new(),
            closed: None,
            accounted: BTreeSet::new(),
        };
        for unit in run.started.record.units.clone() {
            run.join(unit, run.started.stamp.clone());
        }
        for Stamped { stamp, record } in facts {
            match record {
                Record::RunUnitJoined(joined) => run.join(joined.donation, stamp),
                // Who was accounted for at the end was in it to the end.
                Record::RunUnitLeft(left) if !run.accounted.contains(&left.donation) => {
                    let mut members = run.members.iter_mut();
                    if let Some(member) = members.find(|m| m.unit == left.donation && m.left.is_none()) {
                        member.left = Some(Stamped { stamp, record: left });
                    }
                }
                Record::RunClosed(record) => {
                    run.accounted.extend(record.units.iter().copied());
                    run.closed.get_or_insert(Stamped { stamp, record });
                }
                _ => {}
            }
        }
        Some(run)
    }

    fn join(&mut self, unit: DonationId, joined: Stamp) {
        if !self.has(unit) {
            self.members.push(Membership { unit, joined, left: None });
        }
    }

    /// From its first to its last step by these units, ms: steps that were entered of them while they were in it, whenever
    /// they were done. One that goes on lasts until now; of one without a step its own entries tell.
    #[must_use]
    pub fn time<'a>(&self, units: impl IntoIterator<Item = &'a UnitState>, now_ms: i64) -> (i64, i64) {
        let started_ms = self.started.stamp.at_ms;
        let closed_ms = self.closed.as_ref().map(|closed| closed.stamp.at_ms);
        let (mut first_ms, mut last_ms) = (started_ms, None);
        for unit in units {
            for member in self.members.iter().filter(|member| member.unit == unit.donation) {
                let left_ms = member.left.as_ref().map(|left| left.stamp.at_ms).or(closed_ms);
                let within = member.joined.at_ms..=left_ms.unwrap_or(now_ms);
                for step in unit.steps.iter().filter(|step| within.contains(&step.stamp.at_ms)) {
                    let done_ms = step.record.done_ms.unwrap_or(step.stamp.at_ms);
                    first_ms = first_ms.min(done_ms);
                    last_ms = last_ms.max(Some(done_ms));
                }
            }
        }
        let end_ms = closed_ms.map_or(now_ms, |closed_ms| last_ms.unwrap_or(closed_ms));
        (first_ms, end_ms.max(first_ms))
    }

    /// Whether it goes on.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether the unit is in it, or was to its end.
    #[must_use]
    pub fn has(&self, unit: DonationId) -> bool {
        self.units().any(|found| found == unit)
    }

    /// The units of a run that ended which nobody accounted for: another station took them in without hearing of the end.
    pub fn unaccounted(&self) -> impl Iterator<Item = DonationId> + '_ {
        self.units().filter(|unit| !self.is_open() && !self.accounted.contains(unit))
    }

    /// The units in it, or that were to its end, in the order in which they came.
    pub fn units(&self) -> impl Iterator<Item = DonationId> + '_ {
        self.members.iter().filter(|member| member.left.is_none()).map(|member| member.unit)
    }
}
