//! What is left to do of a unit that no patient gets.

use super::UnitState;
use crate::{FamilyNotice, ReceiptDecision, UnitStatus};

impl UnitState {
    /// Since when no patient gets the unit, ms; none of one that is neither refused nor kept for research.
    #[must_use]
    pub fn refused_ms(&self) -> Option<i64> {
        let at_arrival = self.receipt_decision.as_ref();
        let at_arrival = at_arrival.filter(|decided| decided.record.decision == ReceiptDecision::Reject);
        let refused = [
            self.rejection.as_ref().map(|rejection| rejection.stamp.at_ms),
            at_arrival.map(|decided| decided.stamp.at_ms),
            self.research.as_ref().map(|research| research.stamp.at_ms),
        ];
        refused.into_iter().flatten().min()
    }

    /// Whether its bag is to be disposed of where it is; not while it is on its way.
    #[must_use]
    pub fn awaits_disposal(&self) -> bool {
        let refused = matches!(self.status(), UnitStatus::Rejected | UnitStatus::Research);
        refused && self.collection.is_some() && self.disposed.is_none() && self.open_journey().is_none()
    }

    /// Whether the family of the refused unit has yet to hear of it: that nobody was reached tells it nothing.
    #[must_use]
    pub fn awaits_notice(&self) -> bool {
        let told = self.notices.iter().any(|told| told.record.notice != FamilyNotice::NotReached);
        self.status() == UnitStatus::Rejected && !told
    }
}
