//! Labels printed ahead of time: sets for donations, and codes of things.

use crate::{Store, StoreError};
use domain::{SiteId, StationId};
use std::collections::BTreeMap;

/// An order of label sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitPrintRow {
    /// Whose numbers.
    pub station: StationId,
    /// Nominal year.
    pub year: u8,
    /// First serial number.
    pub first: u32,
    /// Last serial number.
    pub last: u32,
    /// The collection point.
    pub site: SiteId,
    /// When, ms.
    pub at_ms: i64,
}

/// A spoiled label set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitSpoiledRow {
    /// Its donation number.
    pub din: String,
    /// Why.
    pub reason: String,
    /// When it was said, ms.
    pub at_ms: i64,
}

impl Store {
    /// Orders of label sets, the latest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_kit_prints(&self) -> Result<Vec<KitPrintRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT station, year, first, last, site, at_ms FROM kit_print ORDER BY at_ms DESC, station, year, first",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(KitPrintRow {
                station: StationId::from_bytes(row.get(0)?),
                year: row.get(1)?,
                first: row.get(2)?,
                last: row.get(3)?,
                site: SiteId::from_bytes(row.get(4)?),
                at_ms: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every code of which a label of this template was printed, with how often.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn printed_codes(&self, template: &str) -> Result<BTreeMap<String, u32>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT codes FROM code_print WHERE template = ?1")?;
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for order in statement.query_map([template], |row| row.get::<_, String>(0))? {
            for code in order?.lines() {
                *found.entry(code.to_owned()).or_default() += 1;
            }
        }
        Ok(found)
    }

    /// Spoiled label sets, the latest first; one that several stations spoiled stands once.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_kits_spoiled(&self) -> Result<Vec<KitSpoiledRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT din, min(reason), max(at_ms) FROM kit_spoiled GROUP BY din ORDER BY 3 DESC, din",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(KitSpoiledRow { din: row.get(0)?, reason: row.get(1)?, at_ms: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many donation numbers between two are known to be used since a moment.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_used_numbers(&self, first: &str, last: &str, since_ms: i64) -> Result<u32, StoreError> {
        Ok(self.connection.query_row(
            "SELECT count(DISTINCT about) FROM claim WHERE kind = 0 AND about BETWEEN ?1 AND ?2 AND at_ms >= ?3",
            (first, last, since_ms),
            |row| row.get(0),
        )?)
    }
}
