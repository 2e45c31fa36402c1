//! Equipment, materials, and what they were used on. Lists come with what is due first.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::equipment::Equipment;
use domain::material::Lot;
use domain::stock::{LotStock, StockRules};
use domain::{DonationId, PersonId, SiteId, StationId, UnitStatus};
use rusqlite::{Row, params};
use std::collections::BTreeSet;

/// Where a page of a register ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterCursor {
    /// When it is due, ms.
    pub due_ms: i64,
    /// Number or code.
    pub code: String,
    /// Site; of equipment nothing depends on it.
    pub site: SiteId,
}

/// Where a page of uses ends: the oldest one on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseCursor {
    /// When, ms.
    pub at_ms: i64,
    /// Chain of the entry.
    pub station: StationId,
    /// Place in it.
    pub seq: u64,
    /// Code of the scan.
    pub scan: String,
}

impl UseCursor {
    /// Before every use that there is.
    fn latest() -> Self {
        Self {
            at_ms: i64::MAX,
            station: StationId::from_bytes([0xff; 16]),
            seq: u64::MAX >> 1,
            scan: String::new(),
        }
    }
}

impl RegisterCursor {
    /// Before everything that there is.
    fn first() -> Self {
        Self { due_ms: i64::MIN, code: String::new(), site: SiteId::from_bytes([0; 16]) }
    }
}

/// A use of a device or a lot on a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseRow {
    /// What was scanned.
    pub code: String,
    /// When it was used, ms.
    pub at_ms: i64,
    /// Chain of the entry.
    pub station: StationId,
    /// Place in it.
    pub seq: u64,
    /// Code of the scan within the step.
    pub scan: String,
    /// On which unit.
    pub donation: DonationId,
    /// Code of the step.
    pub step: String,
    /// By whom.
    pub operator: Option<PersonId>,
    /// Second person.
    pub second: Option<PersonId>,
    /// Where.
    pub site: SiteId,
}

const COLUMNS: &str = "code, at_ms, station, seq, scan, donation, step, operator, second, site";

fn use_row(row: &Row<'_>) -> Result<UseRow, rusqlite::Error> {
    let person = |bytes: Option<[u8; 16]>| bytes.map(PersonId::from_bytes);
    Ok(UseRow {
        code: row.get(0)?,
        at_ms: row.get(1)?,
        station: StationId::from_bytes(row.get(2)?),
        seq: row.get(3)?,
        scan: row.get(4)?,
        donation: DonationId::from_bytes(row.get(5)?),
        step: row.get(6)?,
        operator: person(row.get(7)?),
        second: person(row.get(8)?),
        site: SiteId::from_bytes(row.get(9)?),
    })
}

fn listed(row: &Row<'_>) -> Result<RegisterCursor, rusqlite::Error> {
    Ok(RegisterCursor { code: row.get(0)?, site: SiteId::from_bytes(row.get(1)?), due_ms: row.get(2)? })
}

impl Store {
    /// The device with that number.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_equipment(&self, code: &str) -> Result<Option<Equipment>, StoreError> {
        let entries = row::subject(&self.connection, &Equipment::subject(code))?;
        Ok(Equipment::fold(entries.into_iter().filter_map(Decoded::fact)))
    }

    /// The lot with that code.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_lot(&self, code: &str) -> Result<Option<Lot>, StoreError> {
        let entries = row::subject(&self.connection, &Lot::subject(code))?;
        Ok(Lot::fold(entries.into_iter().filter_map(Decoded::fact)))
    }

    /// What every site said of the stock of a kind of material.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_stock_rules(&self, kind: &str) -> Result<StockRules, StoreError> {
        let entries = row::subject(&self.connection, &StockRules::subject(kind))?;
        Ok(StockRules::fold(entries.into_iter().filter_map(Decoded::fact)))
    }

    /// What the stock of a lot at a site is judged by. Its uses are read only where some rule was ever set there.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_stock(&self, lot: &Lot, site: SiteId) -> Result<LotStock, StoreError> {
        let rules = self.find_stock_rules(&lot.what.kind)?;
        if rules.last(site, i64::MAX).is_none() {
            return Ok(LotStock::default());
        }
        let mut statement =
            self.connection.prepare_cached("SELECT at_ms FROM thing_use WHERE code = ?1 AND site = ?2")?;
        let uses = statement.query_map((lot.code(), site.bytes()), |row| row.get(0))?;
        Ok(LotStock { rules, uses_ms: uses.collect::<Result<_, _>>()? })
    }

    /// Devices in the order in which they are due: what each is found by.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_equipment(
        &self,
        after: Option<RegisterCursor>,
        limit: u32,
    ) -> Result<Vec<RegisterCursor>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code, site, due_ms FROM equipment WHERE (due_ms, code) > (?1, ?2)
             ORDER BY due_ms, code LIMIT ?3",
        )?;
        let after = after.unwrap_or_else(RegisterCursor::first);
        let rows = statement.query_map((after.due_ms, after.code, limit), listed)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lots at their sites in the order in which they end: what each is found by. Those used up come in a list of their own.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_materials(
        &self,
        used_up: bool,
        after: Option<RegisterCursor>,
        limit: u32,
    ) -> Result<Vec<RegisterCursor>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code, site, due_ms FROM material
             WHERE used_up = ?1 AND (due_ms, code, site) > (?2, ?3, ?4)
             ORDER BY due_ms, code, site LIMIT ?5",
        )?;
        let RegisterCursor { due_ms, code, site } = after.unwrap_or_else(RegisterCursor::first);
        let rows = statement.query_map((used_up, due_ms, code, site.bytes(), limit), listed)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Codes of the lots at a site that are not used up and end before a moment, what ends first first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_lots_due(&self, site: SiteId, before_ms: i64, limit: u32) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code FROM material WHERE used_up = 0 AND due_ms <= ?2 AND site = ?1 AND recalled = 0
             ORDER BY due_ms, code LIMIT ?3",
        )?;
        let rows = statement.query_map((site.bytes(), before_ms, limit), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Numbers of the devices of a site that are in service and want something before a moment, what is due first first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_devices_due(
        &self,
        site: SiteId,
        before_ms: i64,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code FROM equipment WHERE due_ms <= ?2 AND site = ?1 AND out = 0 ORDER BY due_ms, code LIMIT ?3",
        )?;
        let rows = statement.query_map((site.bytes(), before_ms, limit), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Codes of the lots of a kind that are at a site and not used up.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_lots_of(&self, kind: &str, site: SiteId, limit: u32) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code FROM material WHERE site = ?1 AND kind = ?2 AND used_up = 0 ORDER BY code LIMIT ?3",
        )?;
        let rows = statement.query_map((site.bytes(), kind, limit), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Kinds of equipment, and kinds of materials, that a site keeps a register of.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn kept_kinds(&self, site: SiteId) -> Result<(BTreeSet<String>, BTreeSet<String>), StoreError> {
        let read = |sql: &str| -> Result<BTreeSet<String>, StoreError> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map([site.bytes()], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        Ok((
            read("SELECT DISTINCT kind FROM equipment WHERE site = ?1")?,
            read("SELECT DISTINCT kind FROM material WHERE site = ?1")?,
        ))
    }

    /// Uses of a device or a lot, the latest first; of one site alone where it is said, since places are named by site.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_uses(
        &self,
        code: &str,
        site: Option<SiteId>,
        before: Option<UseCursor>,
        limit: u32,
    ) -> Result<Vec<UseRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM thing_use
             WHERE code = ?1 AND (at_ms, station, seq, scan) < (?2, ?3, ?4, ?5) AND (?7 IS NULL OR site = ?7)
             ORDER BY at_ms DESC, station DESC, seq DESC, scan DESC LIMIT ?6"
        ))?;
        let before = before.unwrap_or_else(UseCursor::latest);
        let rows = statement.query_map(
            params![
                code,
                before.at_ms,
                before.station.bytes(),
                before.seq,
                before.scan,
                limit,
                site.as_ref().map(|site| site.bytes())
            ],
            use_row,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many units a device or a lot was used on.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_users(&self, code: &str) -> Result<u32, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT count(DISTINCT donation) FROM thing_use WHERE code = ?1")?;
        Ok(statement.query_row([code], |row| row.get(0))?)
    }

    /// Everything that was used on a unit, oldest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_uses_on(&self, donation: DonationId) -> Result<Vec<UseRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM thing_use WHERE donation = ?1 ORDER BY at_ms, station, seq, scan"
        ))?;
        let rows = statement.query_map([donation.bytes()], use_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Units that a recalled lot was used on and that its recall has never held; refused ones need none.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_unheld(&self, lot: &Lot, limit: u32) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT used.donation FROM thing_use AS used JOIN unit ON unit.donation = used.donation
             WHERE used.code = ?1 AND unit.status <> ?2
               AND NOT EXISTS (SELECT 1 FROM recall_hold AS held WHERE held.key = ?3 AND held.donation = used.donation)
             ORDER BY used.donation LIMIT ?4",
        )?;
        let status = UnitStatus::Rejected as i64;
        let rows = statement.query_map((lot.code(), status, lot.hold_key(), limit), |row| row.get(0))?;
        Ok(rows.map(|row| row.map(DonationId::from_bytes)).collect::<Result<_, _>>()?)
    }

    /// Lots that are recalled.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_recalled(&self) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT code FROM material WHERE recalled = 1")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
