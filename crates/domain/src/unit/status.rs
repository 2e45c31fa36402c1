//! Where a unit stands, derived from its records from the end of its life backwards.

use super::UnitState;
use crate::{ReceiptDecision, UnitStatus};

pub(super) fn status(unit: &UnitState) -> UnitStatus {
    let decision = unit.receipt_decision.as_ref().map(|d| d.record.decision);
    if unit.rejection.is_some() || decision == Some(ReceiptDecision::Reject) {
        return UnitStatus::Rejected;
    }
    if unit.research.is_some() {
        return UnitStatus::Research;
    }
    // Whatever was decided before: what is on the way is not available until it is received and judged.
    if unit.open_journey().is_some() {
        return UnitStatus::InTransit;
    }
    if unit.release().is_some() {
        return UnitStatus::Released;
    }
    if unit.place().is_some() {
        return if unit.review().is_some() { UnitStatus::Reviewed } else { UnitStatus::Stored };
    }
    match decision {
        Some(ReceiptDecision::Accept) => return UnitStatus::Processing,
        Some(ReceiptDecision::Quarantine) => return UnitStatus::Quarantined,
        _ if !unit.receipts.is_empty() => return UnitStatus::Received,
        _ => {}
    }
    if unit.cross_check.is_some() {
        UnitStatus::Labelled
    } else if unit.collection.is_some() {
        UnitStatus::Collected
    } else if unit.is_deferred() {
        UnitStatus::Deferred
    } else if unit.consent.is_some() && unit.questionnaire.is_some() {
        UnitStatus::Consented
    } else {
        UnitStatus::Enrolled
    }
}
