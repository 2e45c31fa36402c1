//! What an inspector looks for: a pure judgement of single records. Which limit applies is said here and nowhere else.
//!
//! Deliberately not here: what only the whole unit tells (releases with warnings) and what only the chain tells (clocks).

use crate::record::{
    CurveFinding, ReceiptDecided, ReceiptDecisionSigned, ResultComputed, ResultMeasured, ResultReplaced,
    ResultTimed, UnitCurveReviewed,
};
use crate::{PersonId, Record, UnitFitness, Verdict};

/// From when on an entry is late: time between what happened and its entry, ms.
pub const LATE_ENTRY_MS: i64 = 2 * 60 * 60 * 1000;

/// Why an entry is of interest by itself. The numbers stand in stations' files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A departure from what the rules proposed, a lifted hold, a settled disagreement.
    Exception = 0,
    /// A label or certificate printed again.
    Reprint = 1,
    /// Entered late: [`LATE_ENTRY_MS`].
    LateEntry = 2,
    /// A wrong password.
    FailedSignIn = 3,
    /// A value corrected.
    Correction = 4,
    /// The clock jumped here; said by the evidence of the chain, not by the record.
    ClockJump = 5,
}

/// When it happened, where the record says so itself, ms since 1970-01-01 UTC.
#[must_use]
pub fn happened_ms(record: &Record) -> Option<i64> {
    match record {
        Record::CollectionRegistered(collection) => Some(collection.ended_ms),
        Record::MaterialOpened(opened) => Some(opened.opened_ms),
        Record::TankRead(reading) => Some(reading.read_ms),
        Record::StepDone(step) => step.done_ms,
        Record::DeviationReported(reported) => Some(reported.happened_ms),
        Record::ControlRecorded(control) => Some(control.measured_ms),
        Record::EnvironmentMonitored(monitored) => Some(monitored.monitored_ms),
        Record::PlateRead(read) => Some(read.read_ms),
        Record::PartMade(made) => Some(made.made_ms),
        _ => None,
    }
}

/// Why the record, entered at `at_ms`, is of interest.
#[must_use]
pub fn marks(record: &Record, at_ms: i64) -> Vec<Mark> {
    let mut found = Vec::new();
    match record {
        Record::ReceiptDecided(ReceiptDecided { decision, proposed, .. })
        | Record::ReceiptDecisionSigned(ReceiptDecisionSigned { decision, proposed, .. })
            if decision != proposed =>
        {
            found.push(Mark::Exception);
        }
        Record::HoldLifted(_)
        | Record::HoldLiftSigned(_)
        | Record::WorkResolved(_)
        | Record::ResolutionSigned(_)
        | Record::MaterialRecallWithdrawn(_)
        | Record::ProcedureReturned(_)
        | Record::DeviationReported(_)
        | Record::ActionWithdrawn(_)
        | Record::DeviationUnitRemoved(_)
        | Record::DeviationReopened(_) => found.push(Mark::Exception),
        Record::StepDone(step) if step.meaning.is_some() => found.push(Mark::Exception),
        Record::StepAmended(corrected) => {
            found.push(Mark::Correction);
            if corrected.meaning.is_some() {
                found.push(Mark::Exception);
            }
        }
        Record::StepSkipped(_) | Record::StepLeftOut(_) | Record::StepStartVoided(_) => {
            found.push(Mark::Exception)
        }
        Record::UnitCurveRecorded(recorded) if recorded.reason.is_some() => found.push(Mark::Correction),
        Record::UnitCurveReviewed(review) if is_against_findings(review) => found.push(Mark::Exception),
        Record::RoomRegistered(room) if room.reason.is_some() => found.push(Mark::Correction),
        Record::EnvironmentMonitored(monitored) if monitored.reason.is_some() => found.push(Mark::Correction),
        Record::PlateRead(read) if read.reason.is_some() => found.push(Mark::Correction),
        Record::EnvironmentAssessed(_) => found.push(Mark::Exception),
        Record::LabelsPrinted(printed) if printed.reprint_reason.is_some() => found.push(Mark::Reprint),
        Record::LabelsPrintedByTemplate(printed) if printed.reprint_reason.is_some() => {
            found.push(Mark::Reprint);
        }
        Record::PartLabelled(printed) if printed.reprint_reason.is_some() => found.push(Mark::Reprint),
        Record::PartCorrected(_) => found.push(Mark::Correction),
        Record::PartCounted(_)
        | Record::PartRenumbered(_)
        | Record::PartVoided(_)
        | Record::PartSettled(_)
        | Record::PartRootCounted(_) => found.push(Mark::Exception),
        Record::PartBoxSetUp(set_up) if set_up.reason.is_some() => found.push(Mark::Correction),
        Record::CodesPrinted(printed) if printed.reprint_reason.is_some() => found.push(Mark::Reprint),
        Record::CertificateIssued(issued) if issued.copy > 1 => found.push(Mark::Reprint),
        Record::DocumentIssued(issued) | Record::ManifestIssued(issued) if issued.copy > 1 => {
            found.push(Mark::Reprint);
        }
        Record::SignInAttempted(attempt) if !attempt.success => found.push(Mark::FailedSignIn),
        Record::SignInRefused(_) => found.push(Mark::FailedSignIn),
        Record::ResultRecorded(result)
        | Record::ResultMeasured(ResultMeasured { result, .. })
        | Record::ResultComputed(ResultComputed { result, .. })
        | Record::ResultTimed(ResultTimed { result, .. })
        | Record::ResultReplaced(ResultReplaced { reported: ResultTimed { result, .. }, .. })
            if result.correction_reason.is_some() =>
        {
            found.push(Mark::Correction);
        }
        Record::CollectionCorrected(_) | Record::StepCorrected(_) | Record::ControlCorrected(_) => {
            found.push(Mark::Correction);
        }
        _ => {}
    }
    if happened_ms(record).is_some_and(|then| at_ms.saturating_sub(then) > LATE_ENTRY_MS) {
        found.push(Mark::LateEntry);
    }
    found
}

/// A curve that does not pass, whatever was concluded, or one that passes and was found unfit.
fn is_against_findings(review: &UnitCurveReviewed) -> bool {
    let grave = |finding: &CurveFinding| matches!(finding.verdict, Verdict::Fail | Verdict::Unconfirmed);
    review.fitness == UnitFitness::Unfit || review.findings.iter().any(grave)
}

/// Why it was done, where the record gives a reason.
#[must_use]
pub fn reason(record: &Record) -> Option<&str> {
    match record {
        Record::ReceiptDecided(r) => r.reason.as_deref(),
        Record::ReceiptDecisionSigned(r) => r.reason.as_deref(),
        Record::LabelsPrinted(r) => r.reprint_reason.as_deref(),
        Record::LabelsPrintedByTemplate(r) => r.reprint_reason.as_deref(),
        Record::ProcedureReturned(r) => Some(r.reason.as_str()),
        Record::TemplateDrawn(r) => Some(r.reason.as_str()),
        Record::TemplateWithdrawn(r) => Some(r.reason.as_str()),
        Record::LabelsAccounted(r) => r.reason.as_deref(),
        Record::KitSpoiled(r) => Some(r.reason.as_str()),
        Record::CodesPrinted(r) => r.reprint_reason.as_deref(),
        Record::CertificateIssued(r) => r.reason.as_deref(),
        Record::DocumentIssued(r)
        | Record::ManifestIssued(r)
        | Record::PickListIssued(r)
        | Record::RunSheetIssued(r) => r.reason.as_deref(),
        Record::DocumentCalledOff(r)
        | Record::ManifestCalledOff(r)
        | Record::PickListCalledOff(r)
        | Record::RunSheetCalledOff(r) => r.reason.as_deref(),
        Record::KitsCalledOff(r) => r.reason.as_deref(),
        Record::ResultRecorded(r) => r.correction_reason.as_deref(),
        Record::ResultMeasured(r) => r.result.correction_reason.as_deref(),
        Record::ResultComputed(r) => r.result.correction_reason.as_deref(),
        Record::ResultTimed(r) => r.result.correction_reason.as_deref(),
        Record::ResultReplaced(r) => r.reported.result.correction_reason.as_deref(),
        Record::ControlTargetSettled(r) => Some(r.note.as_str()),
        Record::ControlTargetEnded(r) => Some(r.reason.as_str()),
        Record::ControlCorrected(r) => Some(r.reason.as_str()),
        Record::ControlExplained(r) => Some(r.cause.as_str()),
        Record::UnitStored(r) => r.move_reason.as_deref(),
        Record::TankRead(r) => r.action.as_deref(),
        Record::TankReviewed(r) => Some(r.note.as_str()),
        Record::CollectionCorrected(r) => Some(r.reason.as_str()),
        Record::StepCorrected(r) => Some(r.reason.as_str()),
        Record::StepAmended(r) => Some(r.reason.as_str()),
        Record::StepDone(r) => r.reason.as_deref(),
        Record::StepSkipped(r) => Some(r.reason.as_str()),
        Record::StepLeftOut(r) => Some(r.reason.as_str()),
        Record::StepStartVoided(r) => Some(r.reason.as_str()),
        Record::SopDrawn(r) => Some(r.reason.as_str()),
        Record::SopPieceDrawn(r) => Some(r.reason.as_str()),
        Record::LimitConfirmed(r) => r.reason.as_deref(),
        Record::ProfileStandingSet(r) => Some(r.reason.as_str()),
        Record::HoldPlaced(r) => Some(r.note.as_str()),
        Record::HoldLifted(r) => Some(r.reason.as_str()),
        Record::HoldLiftSigned(r) => Some(r.reason.as_str()),
        Record::WorkResolved(r) => Some(r.reason.as_str()),
        Record::ResolutionSigned(r) => Some(r.reason.as_str()),
        Record::RolesChanged(r) => Some(r.reason.as_str()),
        Record::PersonSuspended(r) => Some(r.reason.as_str()),
        Record::PersonReinstated(r) => Some(r.reason.as_str()),
        Record::BadgeRevoked(r) => Some(r.reason.as_str()),
        Record::WaitingAssigned(r) => Some(r.reason.as_str()),
        Record::WaitingDismissed(r) => Some(r.reason.as_str()),
        Record::ResultSetAside(r) => Some(r.reason.as_str()),
        Record::EquipmentTakenOut(r) => Some(r.reason.as_str()),
        Record::EquipmentReturned(r) => Some(r.reason.as_str()),
        Record::MaterialInspected(r) => Some(r.note.as_str()),
        Record::MaterialCounted(r) => Some(r.reason.as_str()),
        Record::MaterialRecalled(r) => Some(r.reason.as_str()),
        Record::MaterialRecallWithdrawn(r) => Some(r.reason.as_str()),
        Record::MaterialStockRuleSet(r) => Some(r.reason.as_str()),
        Record::DeviationReported(r) => Some(r.what_happened.as_str()),
        Record::DeviationWidened(r) => Some(r.reason.as_str()),
        Record::DeviationClassified(r) => Some(r.reason.as_str()),
        Record::DeviationInvestigated(r) => Some(r.findings.as_str()),
        Record::ActionPlanned(r) => Some(r.what.as_str()),
        Record::ActionDone(r) => Some(r.note.as_str()),
        Record::ActionChecked(r) => Some(r.note.as_str()),
        Record::ActionChanged(r) => Some(r.reason.as_str()),
        Record::ActionWithdrawn(r) => Some(r.reason.as_str()),
        Record::DeviationUnitRemoved(r) => Some(r.reason.as_str()),
        Record::UnitDeviationRemoved(r) => Some(r.reason.as_str()),
        Record::DeviationClosed(r) => Some(r.conclusion.as_str()),
        Record::DeviationReopened(r) => Some(r.reason.as_str()),
        Record::UnitDeviationSettled(r) => Some(r.note.as_str()),
        Record::RunUnitLeft(r) => Some(r.reason.as_str()),
        Record::ResearchAssigned(r) => Some(r.note.as_str()),
        Record::UnitDisposed(r) => Some(r.note.as_str()),
        Record::FamilyNotified(r) => Some(r.note.as_str()),
        Record::UnitCurveRecorded(r) => r.reason.as_deref(),
        Record::UnitCurveReviewed(r) => Some(r.note.as_str()),
        Record::RoomRegistered(r) => r.reason.as_deref(),
        Record::RoomRetired(r) => Some(r.reason.as_str()),
        Record::EnvironmentMonitored(r) => r.reason.as_deref(),
        Record::PlateRead(r) => r.reason.as_deref(),
        Record::EnvironmentAssessed(r) => Some(r.reason.as_str()),
        Record::PartUsed(r) => Some(r.reason.as_str()),
        Record::PartPlaced(r) => r.reason.as_deref(),
        Record::PartTakenOut(r) => Some(r.reason.as_str()),
        Record::PartSeparated(r) => Some(r.reason.as_str()),
        Record::PartDiscarded(r) => Some(r.reason.as_str()),
        Record::PartCorrected(r) => Some(r.reason.as_str()),
        Record::PartCounted(r) => Some(r.reason.as_str()),
        Record::PartRenumbered(r) => Some(r.reason.as_str()),
        Record::PartVoided(r) => Some(r.reason.as_str()),
        Record::PartLabelCalledOff(r) => r.reason.as_deref(),
        Record::PartSettled(r) => Some(r.reason.as_str()),
        Record::PartRootCounted(r) => Some(r.reason.as_str()),
        Record::PartBoxSetUp(r) => r.reason.as_deref(),
        Record::PartLabelled(r) => r.reprint_reason.as_deref(),
        _ => None,
    }
    .filter(|reason| !reason.is_empty())
}

/// The person whom the record concerns though that person may not have acted: who is said to have signed in.
#[must_use]
pub fn person(record: &Record) -> Option<PersonId> {
    match record {
        Record::SignInAttempted(attempt) => Some(attempt.person),
        Record::SignInRefused(attempt) => attempt.person,
        _ => None,
    }
}
