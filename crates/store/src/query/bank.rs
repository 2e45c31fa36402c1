//! The bank, sites, stations, blocks.

use super::from_word;
use crate::{Store, StoreError};
use domain::*;
use rusqlite::OptionalExtension as _;

/// The bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankRow {
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Licence number.
    pub licence_number: String,
    /// Address.
    pub address: String,
    /// Numbering.
    pub scheme: NumberScheme,
    /// Facility number or local prefix.
    pub facility: String,
    /// Live or demo.
    pub purpose: Purpose,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRow {
    /// Which.
    pub site: SiteId,
    /// Short code.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// What for.
    pub kind: SiteKind,
    /// Personal data recorded elsewhere.
    pub personal_data: PersonalData,
}

/// A station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationRow {
    /// Which.
    pub station: StationId,
    /// Name.
    pub name: String,
    /// Where.
    pub site: SiteId,
}

/// A number block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRow {
    /// Whose.
    pub station: StationId,
    /// Nominal year.
    pub year: u8,
    /// First serial number.
    pub first: u32,
    /// Last serial number.
    pub last: u32,
}

impl Store {
    pub(crate) fn read_bank(&self) -> Result<Option<BankRow>, StoreError> {
        let found = self
            .connection
            .query_row(
                "SELECT name_zh, name_en, licence_number, address, scheme, facility, purpose FROM bank LIMIT 1",
                [],
                |row| {
                    Ok((
                        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(5)?),
                        (row.get::<_, String>(4)?, row.get::<_, String>(6)?),
                    ))
                },
            )
            .optional()?;
        let Some(((name_zh, name_en, licence_number, address, facility), (scheme, purpose))) = found else {
            return Ok(None);
        };
        Ok(Some(BankRow {
            name_zh,
            name_en,
            licence_number,
            address,
            scheme: from_word(&scheme, "bank", "scheme")?,
            facility,
            purpose: from_word(&purpose, "bank", "purpose")?,
        }))
    }

    pub(crate) fn read_sites(&self) -> Result<Vec<SiteRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT site, code, name_zh, name_en, kind, personal_data FROM site ORDER BY code, site",
        )?;
        let mut rows = statement.query([])?;
        let mut sites = Vec::new();
        while let Some(row) = rows.next()? {
            sites.push(SiteRow {
                site: SiteId::from_bytes(row.get(0)?),
                code: row.get(1)?,
                name_zh: row.get(2)?,
                name_en: row.get(3)?,
                kind: from_word(&row.get::<_, String>(4)?, "site", "kind")?,
                personal_data: from_word(&row.get::<_, String>(5)?, "site", "personal_data")?,
            });
        }
        Ok(sites)
    }

    pub(crate) fn read_stations(&self) -> Result<Vec<StationRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT station, name, site FROM station ORDER BY name, station")?;
        let rows = statement.query_map([], |row| {
            Ok(StationRow {
                station: StationId::from_bytes(row.get(0)?),
                name: row.get(1)?,
                site: SiteId::from_bytes(row.get(2)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All number blocks.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_blocks(&self) -> Result<Vec<BlockRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT station, year, first, last FROM number_block ORDER BY year, first, station",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(BlockRow {
                station: StationId::from_bytes(row.get(0)?),
                year: row.get(1)?,
                first: row.get(2)?,
                last: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many numbers between two DINs are used, and the highest of them.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn used_numbers(&self, first: &str, last: &str) -> Result<(u32, Option<String>), StoreError> {
        Ok(self.connection.query_row(
            "SELECT count(DISTINCT about), max(about) FROM claim WHERE kind = 0 AND about BETWEEN ?1 AND ?2",
            (first, last),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?)
    }
}
