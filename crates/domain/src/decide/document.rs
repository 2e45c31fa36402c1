//! Papers: whether one may be made, and which copy it is.

use super::check::{alive, all_known, filled, not_held};
use crate::record::{DocumentCalledOff, DocumentIssued, KitsCalledOff};
use crate::unit::{Contest, UnitState};
use crate::{Code, DocumentKind, Inventory, Record, Refusal, StationId};

/// Papers ordered at once, at most: a longer list is a slip.
pub const PAPERS_MAX: u32 = 20;
/// Units on one pick list, at most.
pub const PICKED_MAX: usize = 1_000;

impl DocumentKind {
    /// Whether the paper leaves the bank as evidence: again is a copy, which wants a reason and says so.
    #[must_use]
    pub const fn is_formal(self) -> bool {
        matches!(self, Self::Dossier | Self::StorageCertificate | Self::Manifest | Self::ReleaseCertificate)
    }
}

/// Whether a paper about a unit may be made.
///
/// # Errors
/// Nothing collected; for a family's certificate also a unit that is not stored, on hold, refused, or public.
pub fn document_of_unit(
    document: DocumentKind,
    unit: &UnitState,
    contests: &[Contest],
) -> Result<(), Refusal> {
    if unit.collection.is_none() {
        return Err(Refusal::stop(Code::NotCollected));
    }
    if document == DocumentKind::StorageCertificate {
        if unit.inventory() != Inventory::Family {
            return Err(Refusal::stop(Code::NotOfFamily));
        }
        if unit.research.is_some() {
            return Err(Refusal::stop(Code::InResearch));
        }
        stored(unit)?;
        all_known(unit, contests)?;
        not_held(unit, contests)?;
    }
    Ok(())
}

/// Refuses a unit that is in no tank.
///
/// # Errors
/// A unit that was refused or is not stored, by its number.
pub fn stored(unit: &UnitState) -> Result<(), Refusal> {
    alive(unit)?;
    if unit.place().is_none() {
        return Err(Refusal::stop(Code::NotInTank).with("din", unit.din().unwrap_or_default()));
    }
    Ok(())
}

/// Which copy comes next after those issued, and the reason as it is recorded.
///
/// # Errors
/// No papers or too many; a copy of a formal paper without a reason.
pub fn issue_document(
    document: DocumentKind,
    issued: &[DocumentIssued],
    papers: u32,
    reason: Option<&str>,
) -> Result<(u32, Option<String>), Refusal> {
    let bound = match papers {
        0 => Some((Code::TooLow, "min", 1)),
        1..=PAPERS_MAX => None,
        _ => Some((Code::TooHigh, "max", PAPERS_MAX)),
    };
    if let Some((code, name, bound)) = bound {
        let refusal = Refusal::stop(code).with("value", papers).with(name, bound);
        return Err(refusal.with("unit", "").at("papers"));
    }
    let before = issued.iter().filter(|record| record.document == document).count();
    let copy = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if document.is_formal() && copy > 1 && reason.is_none() {
        return Err(Refusal::stop(Code::DocumentCopyReason).at("copy_reason"));
    }
    let reason = reason.map(|reason| filled(reason, 200, "copy_reason")).transpose()?;
    Ok((copy, reason))
}

/// What the ledger is told when nothing of an order came out of a printer; none where nobody counts such papers. `place` is
/// the station that ordered it and the place of the order in its chain.
#[must_use]
pub fn called_off(order: &Record, place: (StationId, u64), reason: Option<String>) -> Option<Record> {
    let (station, seq) = place;
    let paper = |document, number: &str, copy| {
        let (number, reason) = (number.to_owned(), reason.clone());
        DocumentCalledOff { document, number, copy, station, seq, reason }
    };
    let issued = |record: &DocumentIssued| paper(record.document, &record.number, record.copy);
    let kits = |(station, year, first, last)| {
        let reason = reason.clone();
        Record::KitsCalledOff(KitsCalledOff { station, year, first, last, reason })
    };
    match order {
        Record::CertificateIssued(record) => {
            let certificate = DocumentKind::ReleaseCertificate;
            Some(Record::DocumentCalledOff(paper(certificate, &record.number, record.copy)))
        }
        Record::DocumentIssued(record) => Some(Record::DocumentCalledOff(issued(record))),
        Record::ManifestIssued(record) => Some(Record::ManifestCalledOff(issued(record))),
        Record::PickListIssued(record) => Some(Record::PickListCalledOff(issued(record))),
        Record::RunSheetIssued(record) => Some(Record::RunSheetCalledOff(issued(record))),
        Record::KitsPrinted(r) => Some(kits((r.station, r.year, r.first, r.last))),
        Record::KitsPrintedByTemplate(r) => Some(kits((r.station, r.year, r.first, r.last))),
        _ => None,
    }
}
