//! Papers and label sets that were ordered, and of which of them nothing came out.

use crate::{Store, StoreError};
use domain::record::DocumentIssued;
use domain::{PersonId, Record, StationId};
use std::collections::BTreeSet;

/// Papers of one subject that are looked at.
const ISSUED_MAX: u32 = 100_000;

/// A paper that was ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedRow {
    /// What was ordered.
    pub record: DocumentIssued,
    /// When, ms since 1970 UTC.
    pub at_ms: i64,
    /// By whom.
    pub operator: Option<PersonId>,
    /// Whether it came out, as far as anybody said.
    pub came_out: bool,
}

impl Store {
    /// Papers issued about a subject, the latest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_issued(&self, subject: &[u8; 16], kind: &str) -> Result<Vec<IssuedRow>, StoreError> {
        let entries = crate::row::last_of(&self.connection, subject, kind, ISSUED_MAX)?;
        let called_off = self.papers_called_off(subject)?;
        let issued = entries.into_iter().filter_map(|entry| match entry.record? {
            Record::DocumentIssued(record)
            | Record::ManifestIssued(record)
            | Record::PickListIssued(record)
            | Record::RunSheetIssued(record) => Some(IssuedRow {
                record,
                at_ms: entry.header.clock.wall_ms,
                operator: entry.header.actors.operator.map(|id| PersonId::from_bytes(*id.bytes())),
                came_out: !called_off.contains(&(*entry.header.station.bytes(), entry.header.seq)),
            }),
            _ => None,
        });
        Ok(issued.collect())
    }

    /// Orders of papers about a subject of which nothing came out: writer and place in its chain.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn papers_called_off(&self, subject: &[u8; 16]) -> Result<BTreeSet<([u8; 16], u64)>, StoreError> {
        let mut found = BTreeSet::new();
        for kind in
            ["document.called_off", "manifest.called_off", "pick_list.called_off", "run_sheet.called_off"]
        {
            for entry in crate::row::last_of(&self.connection, subject, kind, ISSUED_MAX)? {
                if let Some(
                    Record::DocumentCalledOff(record)
                    | Record::ManifestCalledOff(record)
                    | Record::PickListCalledOff(record)
                    | Record::RunSheetCalledOff(record),
                ) = entry.record
                {
                    found.insert((*record.station.bytes(), record.seq));
                }
            }
        }
        Ok(found)
    }

    /// Orders of label sets of a station of which nothing came out: nominal year, first and last serial number.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn kits_called_off(&self, station: StationId) -> Result<BTreeSet<(u8, u32, u32)>, StoreError> {
        let entries = crate::row::last_of(&self.connection, station.bytes(), "kits.called_off", ISSUED_MAX)?;
        let orders = entries.into_iter().filter_map(|entry| match entry.record? {
            Record::KitsCalledOff(record) => Some((record.year, record.first, record.last)),
            _ => None,
        });
        Ok(orders.collect())
    }
}
