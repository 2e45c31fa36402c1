//! What pages in a file are made of, and what they are compared with.

use crate::{Store, StoreError, row};
use domain::Record;
use ledger::{Entry, Hash, PublicKey, StationId};
use rusqlite::OptionalExtension as _;

/// A page of a feed as it was taken in.
#[derive(Debug, Clone)]
pub struct KeptPage {
    /// First position.
    pub first: u64,
    /// Last position.
    pub last: u64,
    /// The centre's signed word.
    pub attestation: Vec<u8>,
    /// Entries in order, personal parts as far as they are held.
    pub entries: Vec<Entry>,
}

impl Store {
    /// The hash of an entry of any chain; none where it is not held.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn entry_hash(&self, station: StationId, seq: u64) -> Result<Option<Hash>, StoreError> {
        crate::ingest::known_hash(&self.connection, station, seq)
    }

    /// The key that a station of this bank registered in its own chain.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn station_key(&self, station: StationId) -> Result<Option<PublicKey>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body, personal FROM entry
             WHERE subject = ?1 AND station = ?1 AND kind = 'station.registered' ORDER BY seq LIMIT 1",
        )?;
        let Some(entry) = statement.query_row([station.bytes()], row::entry).optional()? else {
            return Ok(None);
        };
        let wrong = || StoreError::Inconsistent { table: "entry", column: "body" };
        let header = entry.header()?;
        match Record::decode(&header.kind, header.kind_version, entry.body()).map_err(|_| wrong())? {
            Some(Record::StationRegistered(record)) => {
                let bytes = crate::continuation::unhex(&record.public_key).ok_or_else(wrong)?;
                Ok(Some(PublicKey::from_bytes(bytes.try_into().map_err(|_| wrong())?)))
            }
            _ => Ok(None),
        }
    }

    /// The hashes of what stands at these positions of a scope.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn feed_hashes_between(&self, scope: &str, first: u64, last: u64) -> Result<Vec<Hash>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.hash FROM feed_item f JOIN entry e ON e.station = f.station AND e.seq = f.seq
             WHERE f.scope = ?1 AND f.position BETWEEN ?2 AND ?3 ORDER BY f.position",
        )?;
        let hashes = statement.query_map((scope, first, last), |row| row.get(0).map(Hash::from_bytes))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    /// The page in which a position of a scope stands; none behind the last one.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn feed_page_at(&self, scope: &str, position: u64) -> Result<Option<KeptPage>, StoreError> {
        let found: Option<(u64, u64, Vec<u8>)> = self
            .connection
            .prepare_cached(
                "SELECT first_position, last_position, attestation FROM feed_page
                 WHERE scope = ?1 AND first_position <= ?2 AND last_position >= ?2
                 ORDER BY first_position DESC LIMIT 1",
            )?
            .query_row((scope, position), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((first, last, attestation)) = found else { return Ok(None) };
        let mut items = self.connection.prepare_cached(
            "SELECT e.header, e.body, e.personal FROM feed_item f
             JOIN entry e ON e.station = f.station AND e.seq = f.seq
             WHERE f.scope = ?1 AND f.position BETWEEN ?2 AND ?3 ORDER BY f.position",
        )?;
        let entries = items.query_map((scope, first, last), row::entry)?.collect::<Result<Vec<_>, _>>()?;
        if entries.len() as u64 != last + 1 - first {
            return Err(StoreError::Inconsistent { table: "feed_item", column: "position" });
        }
        Ok(Some(KeptPage { first, last, attestation, entries }))
    }

    /// Sets and removes settings, all or none.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn change_settings(&mut self, changes: &[(String, Option<Vec<u8>>)]) -> Result<(), StoreError> {
        self.file.require()?;
        let transaction = self.connection.transaction()?;
        for (name, value) in changes {
            match value {
                Some(value) => transaction
                    .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", (name, value))?,
                None => transaction.execute("DELETE FROM setting WHERE name = ?1", [name])?,
            };
        }
        Ok(transaction.commit()?)
    }
}
