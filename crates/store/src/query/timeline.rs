//! A subject's whole history.

use crate::{Store, StoreError, audit, row};
use domain::unit::Stamp;
use domain::{DonationId, Record};
use ledger::ClockDoubt;

/// An entry of the history.
#[derive(Debug, Clone)]
pub struct TimelineRow {
    /// Kind of record; also of kinds that this build does not know.
    pub kind: String,
    /// When, where, who.
    pub stamp: Stamp,
    /// Hash of the entry, hexadecimal.
    pub hash: String,
    /// The record, where known.
    pub record: Option<Record>,
    /// What speaks against its clock.
    pub doubts: Vec<ClockDoubt>,
    /// Whether a personal part exists.
    pub has_personal: bool,
}

impl Store {
    /// Every entry of a donation in display order.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_history(&self, donation: DonationId) -> Result<Vec<TimelineRow>, StoreError> {
        let entries = row::subject(&self.connection, donation.bytes())?;
        let mut hash =
            self.connection.prepare_cached("SELECT hash FROM entry WHERE station = ?1 AND seq = ?2")?;
        entries
            .into_iter()
            .map(|decoded| {
                let key = (decoded.header.station.bytes(), decoded.header.seq);
                let hash: [u8; 32] = hash.query_row(key, |row| row.get(0))?;
                Ok(TimelineRow {
                    kind: decoded.header.kind.clone(),
                    stamp: decoded.stamp(),
                    hash: ledger::Hash::from_bytes(hash).to_string(),
                    doubts: audit::doubts(&self.connection, &decoded.header)?,
                    has_personal: decoded.header.personal_hash.is_some(),
                    record: decoded.record,
                })
            })
            .collect()
    }
}
