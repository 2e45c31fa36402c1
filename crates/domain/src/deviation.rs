//! A deviation, folded from its entries: how far it has come, what is still to be done, what its closing signs.
//!
//! Stations may act on the same deviation offline. Whatever arrives, the fold is total: an act that comes after a closing
//! in display order, and that would have changed what was signed, shows the closing as made over something else.

mod standing;

pub use standing::{Standing, is_unsettled};

use crate::record::{
    ActionChanged, ActionChecked, ActionDone, ActionPlanned, ActionWithdrawn, DeviationClassified,
    DeviationClosed, DeviationInvestigated, DeviationReopened, DeviationReported, DeviationUnitRemoved,
    UnitConclusion,
};
use crate::unit::{Fact, Stamp, Stamped};
use crate::{DeviationClass, DeviationId, DeviationStage, DonationId, Meaning, PersonId, Record};
use sha2::{Digest as _, Sha256};

/// An action with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// As it was planned.
    pub planned: Stamped<ActionPlanned>,
    /// Other people and days for it, oldest first.
    pub changes: Vec<Stamped<ActionChanged>>,
    /// Withdrawals, oldest first.
    pub withdrawals: Vec<Stamped<ActionWithdrawn>>,
    /// Whether it is wanted no more. What somebody did all the same, on a station that had not heard of its withdrawal or before it,
    /// counts as done.
    pub withdrawn: bool,
    /// Done; the latest.
    pub done: Option<Stamped<ActionDone>>,
    /// Checks, oldest first.
    pub checks: Vec<Stamped<ActionChecked>>,
}

/// A closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The signed record.
    pub signed: Stamped<DeviationClosed>,
    /// Whether the deviation was another one when its entry came to stand here: the closing does not count.
    pub voided: bool,
    /// Whether somebody opened the deviation again.
    pub reopened: bool,
}

/// That a unit is no part of it any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The signed record.
    pub signed: Stamped<DeviationUnitRemoved>,
    /// Whether the deviation was another one when its entry came to stand here: the unit is still a part of it.
    pub voided: bool,
}

/// A deviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Which.
    pub id: DeviationId,
    /// The report.
    pub reported: Stamped<DeviationReported>,
    /// The units that it concerns, in the order in which they came to it.
    pub units: Vec<DonationId>,
    /// Units that were taken out of it, oldest first.
    pub removals: Vec<Removal>,
    /// How grave it is.
    pub class: Option<Stamped<DeviationClassified>>,
    /// All that was ever said of that, oldest first.
    pub classes: Vec<Stamped<DeviationClassified>>,
    /// Its cause.
    pub investigation: Option<Stamped<DeviationInvestigated>>,
    /// Actions, oldest first.
    pub actions: Vec<Action>,
    /// Closings, oldest first.
    pub closings: Vec<Closing>,
    /// Re-openings, oldest first.
    pub reopened: Vec<Stamped<DeviationReopened>>,
    /// Whether the last of its entries that says so closes it.
    pub closed: bool,
    /// The moment of its last entry, ms since 1970-01-01 UTC.
    pub changed_ms: i64,
    content: Vec<u8>,
}

impl Action {
    /// Who sees to it, and the last day for it with the moment at which that ends, ms.
    #[must_use]
    pub fn assigned(&self) -> (PersonId, &str, i64) {
        let planned = &self.planned.record;
        self.changes.last().map_or(
            (planned.responsible, planned.due_on.as_str(), planned.due_ms),
            |changed| {
                let record = &changed.record;
                (record.responsible, record.due_on.as_str(), record.due_ms)
            },
        )
    }

    /// Whether somebody still has to do it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_done() && !self.withdrawn
    }

    /// Whether it was done and nobody found that it did not help.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done.is_some()
    }

    /// Whether somebody found that it helped.
    #[must_use]
    pub fn is_effective(&self) -> bool {
        self.is_done() && self.checks.last().is_some_and(|check| check.record.effective)
    }
}

impl Deviation {
    /// The deviation after all facts, which come in display order; none where its report has not arrived.
    #[must_use]
    pub fn fold(id: DeviationId, facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let mut facts: Vec<Fact> = facts.into_iter().collect();
        // A station with a slow clock must not hide a whole deviation: everything else stands on its report.
        let first = facts.iter().position(|fact| matches!(fact.record, Record::DeviationReported(_)))?;
        let Fact { stamp, record: Record::DeviationReported(record) } = facts.remove(first) else {
            return None;
        };
        let mut deviation = Self {
            id,
            units: Vec::new(),
            removals: Vec::new(),
            class: None,
            classes: Vec::new(),
            investigation: None,
            actions: Vec::new(),
            closings: Vec::new(),
            reopened: Vec::new(),
            closed: false,
            changed_ms: stamp.at_ms,
            content: Vec::new(),
            reported: Stamped { stamp, record },
        };
        deviation.add(&deviation.reported.stamp.clone(), &deviation.reported.record.units.clone());
        facts.into_iter().for_each(|fact| deviation.apply(fact));
        Some(deviation)
    }

    fn apply(&mut self, fact: Fact) {
        let Stamped { stamp, record } = fact;
        self.changed_ms = self.changed_ms.max(stamp.at_ms);
        match record {
            Record::DeviationWidened(record) => self.add(&stamp, &record.units),
            Record::DeviationUnitRemoved(record) => {
                let voided = record.digest != self.removal_digest(record.donation, &record.reason);
                self.note(&stamp);
                self.units.retain(|unit| voided || *unit != record.donation);
                self.removals.push(Removal { signed: Stamped { stamp, record }, voided });
            }
            Record::DeviationClassified(record) => {
                self.note(&stamp);
                let said = Stamped { stamp, record };
                self.classes.push(said.clone());
                self.class = Some(said);
            }
            Record::DeviationInvestigated(record) => {
                self.note(&stamp);
                self.investigation = Some(Stamped { stamp, record });
            }
            Record::ActionPlanned(record) if self.action(&record.key).is_none() => {
                self.note(&stamp);
                self.actions.push(Action {
                    planned: Stamped { stamp, record },
                    changes: Vec::new(),
                    withdrawals: Vec::new(),
                    withdrawn: false,
                    done: None,
                    checks: Vec::new(),
                });
            }
            Record::ActionChanged(record) => {
                self.note(&stamp);
                if let Some(action) = self.action_mut(&record.key) {
                    action.changes.push(Stamped { stamp, record });
                }
            }
            Record::ActionWithdrawn(record) => {
                self.note(&stamp);
                if let Some(action) = self.action_mut(&record.key) {
                    action.withdrawn = !action.is_done();
                    action.withdrawals.push(Stamped { stamp, record });
                }
            }
            Record::ActionDone(record) => {
                self.note(&stamp);
                if let Some(action) = self.action_mut(&record.key) {
                    action.withdrawn = false;
                    action.done = Some(Stamped { stamp, record });
                }
            }
            Record::ActionChecked(record) => {
                self.note(&stamp);
                if let Some(action) = self.action_mut(&record.key) {
                    if !record.effective {
                        action.done = None;
                    }
                    action.checks.push(Stamped { stamp, record });
                }
            }
            Record::DeviationClosed(record) => {
                let voided = record.digest != self.closing_digest(&record.conclusion, &record.units);
                self.closed |= !voided;
                self.closings.push(Closing { signed: Stamped { stamp, record }, voided, reopened: false });
            }
            Record::DeviationReopened(record) => {
                for closing in self.closings.iter_mut().filter(|closing| closing.stands()) {
                    closing.reopened = true;
                }
                self.note(&stamp);
                self.closed = false;
                self.reopened.push(Stamped { stamp, record });
            }
            // Records of other aggregates, and second reports or plans under one name, change nothing.
            _ => {}
        }
    }

    /// What a closing signs has changed; those that stood before do so no more.
    fn note(&mut self, stamp: &Stamp) {
        self.content.extend(stamp.station.bytes());
        self.content.extend(stamp.seq.to_be_bytes());
        self.content.extend(stamp.body_hash);
        if self.closed {
            self.closed = false;
            for closing in self.closings.iter_mut().filter(|closing| closing.stands()) {
                closing.voided = true;
            }
        }
    }

    fn add(&mut self, stamp: &Stamp, units: &[DonationId]) {
        self.note(stamp);
        for unit in units {
            if !self.units.contains(unit) {
                self.units.push(*unit);
            }
        }
    }

    fn action_mut(&mut self, key: &str) -> Option<&mut Action> {
        self.actions.iter_mut().find(|action| action.planned.record.key == key)
    }

    /// The action of that key.
    #[must_use]
    pub fn action(&self, key: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.planned.record.key == key)
    }

    /// What people call it: the first eight digits of its identifier.
    #[must_use]
    pub fn number(&self) -> String {
        number(self.id)
    }

    /// How grave it is, where somebody has said so.
    #[must_use]
    pub fn class(&self) -> Option<DeviationClass> {
        self.class.as_ref().map(|class| class.record.class)
    }

    /// Whether its cause must be looked into before it is closed: every one that is not minor.
    #[must_use]
    pub fn wants_investigation(&self) -> bool {
        self.class() != Some(DeviationClass::Minor)
    }

    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> DeviationStage {
        if self.closed {
            DeviationStage::Closed
        } else if self.class.is_none() {
            DeviationStage::Reported
        } else if self.wants_investigation() && self.investigation.is_none() {
            DeviationStage::Investigation
        } else if self.open_actions().next().is_some() || self.lacks_action() {
            DeviationStage::Action
        } else if self.unchecked().next().is_some() {
            DeviationStage::Check
        } else {
            DeviationStage::Closing
        }
    }

    /// Whether something has to be done about it before it is closed and nothing is planned, or all was withdrawn: every
    /// critical one.
    #[must_use]
    pub fn lacks_action(&self) -> bool {
        self.class() == Some(DeviationClass::Critical) && self.actions.iter().all(|action| action.withdrawn)
    }

    /// Actions that somebody still has to do; of a closed deviation none.
    pub fn open_actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(|action| !self.closed && action.is_open())
    }

    /// Actions that were done and that nobody has looked at; of a minor deviation none needs it.
    pub fn unchecked(&self) -> impl Iterator<Item = &Action> {
        let wanted = self.wants_investigation();
        self.actions.iter().filter(move |action| wanted && action.is_done() && !action.is_effective())
    }

    /// The last day that an open action was planned for, ms.
    #[must_use]
    pub fn next_due_ms(&self) -> Option<i64> {
        self.open_actions().map(|action| action.assigned().2).min()
    }

    /// The digest that the signature closing it carries: every entry so far, and the conclusions as they are shown.
    #[must_use]
    pub fn closing_digest(&self, conclusion: &str, units: &[UnitConclusion]) -> String {
        let mut sha = self.signing(b"cordkeep.deviation.closing.v1\0", Meaning::DeviationClosing);
        for part in [crate::codec::encode(&conclusion.to_owned()), crate::codec::encode(&units.to_vec())] {
            sha.update(&part);
        }
        crate::hex(&sha.finalize())
    }

    /// The digest that the signature taking a unit out of it carries: every entry so far, the unit, and the reason.
    #[must_use]
    pub fn removal_digest(&self, donation: DonationId, reason: &str) -> String {
        let mut sha = self.signing(b"cordkeep.deviation.removal.v1\0", Meaning::DeviationUnitRemoval);
        sha.update(donation.bytes());
        sha.update(crate::codec::encode(&reason.to_owned()));
        crate::hex(&sha.finalize())
    }

    fn signing(&self, what: &[u8], meaning: Meaning) -> Sha256 {
        let mut sha = Sha256::new();
        sha.update(what);
        sha.update(self.id.bytes());
        sha.update([meaning as u8]);
        sha.update(u64::try_from(self.content.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(&self.content);
        sha
    }
}

/// With what the keys begin of the holds that a deviation puts on its units.
#[must_use]
pub fn hold_prefix(id: DeviationId) -> String {
    format!("deviation-{}-", number(id))
}

/// What people call a deviation.
#[must_use]
pub fn number(id: DeviationId) -> String {
    id.to_string().chars().take(8).collect::<String>().to_uppercase()
}
