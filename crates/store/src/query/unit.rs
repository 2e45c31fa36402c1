//! Units: lists, one unit, counts.

use super::from_number;
use crate::project::BANKED;
use crate::row::Decoded;
use crate::{Store, StoreError, row};
use domain::record::MotherPersonal;
use domain::unit::{Contest, ContestKind, UnitState};
use domain::*;
use rusqlite::{OptionalExtension as _, Row, ToSql};

/// A unit in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// Which.
    pub donation: DonationId,
    /// Number.
    pub din: Option<String>,
    /// State.
    pub status: UnitStatus,
    /// On hold.
    pub held: bool,
    /// Inventory.
    pub inventory: Inventory,
    /// Where.
    pub site: Option<SiteId>,
    /// End of collection.
    pub collected_ms: Option<i64>,
    /// Volume.
    pub volume_ml: Option<String>,
    /// Position.
    pub position: Option<String>,
    /// Last act.
    pub changed_ms: i64,
    /// Final results.
    pub results: u32,
    /// Whether a review stands.
    pub reviewed: bool,
}

/// Which units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// Only these states; empty for all.
    pub statuses: Vec<UnitStatus>,
    /// Number begins with (5 or more characters) or contains this.
    pub text: Option<String>,
    /// Only this inventory.
    pub inventory: Option<Inventory>,
    /// Only on hold.
    pub held_only: bool,
    /// Units that are on hold for what no projection tells.
    pub held_besides: Vec<DonationId>,
}

/// Where a page ends: last change and donation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Last change, ms.
    pub changed_ms: i64,
    /// Donation.
    pub donation: DonationId,
}

/// The bank in figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitCounts {
    /// By state.
    pub by_status: Vec<(UnitStatus, u32)>,
    /// On hold.
    pub held: u32,
    /// Public inventory.
    pub public: u32,
    /// Family inventory.
    pub family: u32,
    /// Rejections by reason, most frequent first.
    pub rejections: Vec<(String, u32)>,
}

const COLUMNS: &str = "donation, din, status, inventory, site, collected_ms, volume_ml, position, changed_ms,
    own_hold, contested, results, reviewed";

fn read(row: &Row<'_>) -> Result<UnitRow, StoreError> {
    let held: (bool, bool) = (row.get("own_hold")?, row.get("contested")?);
    Ok(UnitRow {
        donation: DonationId::from_bytes(row.get("donation")?),
        din: row.get("din")?,
        status: from_number(UnitStatus::ALL, row.get("status")?, "unit", "status")?,
        held: held.0 || held.1,
        inventory: from_number(Inventory::ALL, row.get("inventory")?, "unit", "inventory")?,
        site: row.get::<_, Option<[u8; 16]>>("site")?.map(SiteId::from_bytes),
        collected_ms: row.get("collected_ms")?,
        volume_ml: row.get("volume_ml")?,
        position: row.get("position")?,
        changed_ms: row.get("changed_ms")?,
        results: row.get("results")?,
        reviewed: row.get("reviewed")?,
    })
}

/// Looks at numbers alone, which the index has: no row of a unit is read that does not have one of them.
fn numbered(condition: &str) -> String {
    format!("donation IN (SELECT donation FROM unit INDEXED BY unit_din WHERE {condition})")
}

/// Units of a list of names.
const BESIDES: &str = "donation IN (SELECT unhex(value) FROM json_each(?))";

fn besides(units: &[DonationId]) -> String {
    let names: Vec<String> = units.iter().map(|unit| format!("\"{unit}\"")).collect();
    format!("[{}]", names.join(","))
}

impl UnitFilter {
    fn sql(&self) -> (String, Vec<Box<dyn ToSql>>) {
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if !self.statuses.is_empty() {
            let list: Vec<String> = self.statuses.iter().map(|status| (*status as i64).to_string()).collect();
            // Beside a number the index of statuses is the long way: the plus keeps from it.
            let named = self.text.as_deref().is_some_and(|text| !text.trim().is_empty());
            conditions.push(format!("{}status IN ({})", if named { "+" } else { "" }, list.join(", ")));
        }
        if let Some(inventory) = self.inventory {
            conditions.push(format!("inventory = {}", inventory as i64));
        }
        if self.held_only {
            conditions.push(format!("(own_hold = 1 OR contested = 1 OR {BESIDES})"));
            values.push(Box::new(besides(&self.held_besides)));
        }
        if let Some(text) = self.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            let text = text.to_uppercase();
            if text.chars().count() >= 5 {
                // The end of a number, which people read out, is found by looking at all.
                conditions.push(numbered("(din BETWEEN ? AND ? || '~' OR din LIKE '%' || ?)"));
                values.extend([
                    Box::new(text.clone()) as Box<dyn ToSql>,
                    Box::new(text.clone()),
                    Box::new(text),
                ]);
            } else {
                conditions.push(numbered("instr(din, ?) > 0"));
                values.push(Box::new(text));
            }
        }
        (conditions.join(" AND "), values)
    }
}

impl Store {
    /// A page of units, last change first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_units(
        &self,
        filter: &UnitFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<UnitRow>, StoreError> {
        let (mut conditions, mut values) = filter.sql();
        if let Some(cursor) = after {
            conditions.push_str(" AND (changed_ms, donation) < (?, ?)");
            values
                .extend([Box::new(cursor.changed_ms) as Box<dyn ToSql>, Box::new(*cursor.donation.bytes())]);
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM unit WHERE {conditions} ORDER BY changed_ms DESC, donation DESC LIMIT {limit}"
        );
        self.units(&sql, &values)
    }

    fn units(&self, sql: &str, values: &[Box<dyn ToSql>]) -> Result<Vec<UnitRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// How many units there are with a filter.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_units(&self, filter: &UnitFilter) -> Result<u32, StoreError> {
        let (conditions, values) = filter.sql();
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT count(*) FROM unit WHERE {conditions}"))?;
        Ok(statement.query_row(rusqlite::params_from_iter(values), |row| row.get(0))?)
    }

    /// Units in a tank and not released, with the moment at which each was first put into one, ms since 1970-01-01 UTC.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_review_queue(&self) -> Result<Vec<(DonationId, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT unit.donation, coalesce(banked.at_ms, unit.changed_ms) FROM unit
             LEFT JOIN unit_milestone AS banked ON banked.donation = unit.donation AND banked.kind = ?1 AND banked.code = ''
             WHERE unit.status IN (9, 10)",
        )?;
        let rows = statement.query_map([BANKED], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get(1)?)))?;
        rows.map(|row| {
            row.map(|(donation, at_ms)| (DonationId::from_bytes(donation), at_ms)).map_err(StoreError::from)
        })
        .collect()
    }

    /// A unit's row.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_unit(&self, donation: DonationId) -> Result<Option<UnitRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM unit WHERE donation = ?");
        Ok(self.units(&sql, &[Box::new(*donation.bytes())])?.into_iter().next())
    }

    /// The units of a number: more than one only where stations disagree. First the one that it was given to, where that is
    /// settled.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_din(&self, din: &str) -> Result<Vec<UnitRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM unit WHERE din = ? ORDER BY EXISTS (
               SELECT 1 FROM contest c WHERE c.kind = 0 AND c.about = unit.din AND c.donation = unit.donation
             ), donation"
        );
        self.units(&sql, &[Box::new(din.to_owned())])
    }

    /// Units that had the number and lost it to another one, by a signed settlement.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_losers(&self, din: &str) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT donation FROM contest WHERE kind = 0 AND about = ?1 AND settled = 1 ORDER BY donation",
        )?;
        let rows = statement.query_map([din], |row| Ok(DonationId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The unit's state, folded from its entries; none where all that is known is that a deviation concerns it.
    pub(crate) fn read_unit_state(&self, donation: DonationId) -> Result<Option<UnitState>, StoreError> {
        let entries = row::subject(&self.connection, donation.bytes())?;
        if !entries.iter().any(Decoded::tells_of_unit) {
            return Ok(None);
        }
        Ok(Some(UnitState::fold_told(donation, entries.into_iter().map(Decoded::told))))
    }

    /// The disagreements that the unit has lost or that nobody has settled.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_contests_of(&self, donation: DonationId) -> Result<Vec<Contest>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, about, settled FROM contest WHERE donation = ?1 ORDER BY kind, about",
        )?;
        let mut rows = statement.query([donation.bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = contest_kind(row.get(0)?)?;
            found.push(Contest { kind, about: row.get(1)?, units: Vec::new(), lost: row.get(2)? });
        }
        for contest in &mut found {
            contest.units = match contest.kind {
                ContestKind::DeviationUnsettled
                | ContestKind::RoomStopped
                | ContestKind::SopReturned
                | ContestKind::RecordUnknown => vec![donation],
                kind => self.claimants(kind, &contest.about)?,
            };
        }
        Ok(found)
    }

    /// All units that claim a number or a position, sorted.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn claimants(&self, kind: ContestKind, about: &str) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT donation FROM claim WHERE kind = ?1 AND about = ?2 ORDER BY donation")?;
        let rows = statement
            .query_map((contest_number(kind), about), |row| Ok(DonationId::from_bytes(row.get(0)?)))?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// A mother's personal data, where this station holds it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_personal(&self, donation: DonationId) -> Result<Option<MotherPersonal>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body, personal FROM entry
             WHERE subject = ?1 AND kind = 'mother.enrolled' AND personal IS NOT NULL",
        )?;
        let entry = statement.query_row([donation.bytes()], row::entry).optional()?;
        let Some(personal) = entry.as_ref().and_then(|entry| entry.personal()) else { return Ok(None) };
        minicbor::decode(&personal.bytes)
            .map(Some)
            .map_err(|_| StoreError::Inconsistent { table: "entry", column: "personal" })
    }

    /// Donations of mothers of this name, identity document or telephone number, as far as this station holds them, the
    /// latest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_mother(&self, text: &str, limit: usize) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT subject, header, body, personal FROM entry
             WHERE kind = 'mother.enrolled' AND personal IS NOT NULL ORDER BY wall_ms DESC, station, seq",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let entry = row::entry(row)?;
            let Some(personal) = entry.personal() else { continue };
            let mother: MotherPersonal = minicbor::decode(&personal.bytes)
                .map_err(|_| StoreError::Inconsistent { table: "entry", column: "personal" })?;
            if mother.is_called(text) {
                found.push(DonationId::from_bytes(row.get("subject")?));
            }
            if found.len() == limit {
                break;
            }
        }
        Ok(found)
    }

    /// The bank in figures.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn unit_counts(&self, held_besides: &[DonationId]) -> Result<UnitCounts, StoreError> {
        let mut counts = UnitCounts::default();
        let mut statement = self
            .connection
            .prepare_cached("SELECT status, count(*) FROM unit GROUP BY status ORDER BY status")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            counts
                .by_status
                .push((from_number(UnitStatus::ALL, row.get(0)?, "unit", "status")?, row.get(1)?));
        }
        let one = |sql: &str| self.connection.query_row(sql, [], |row| row.get(0));
        let mut held = self.connection.prepare_cached(&format!(
            "SELECT count(*) FROM unit WHERE own_hold = 1 OR contested = 1 OR {BESIDES}"
        ))?;
        counts.held = held.query_row([besides(held_besides)], |row| row.get(0))?;
        counts.public = one("SELECT count(*) FROM unit WHERE inventory = 0")?;
        counts.family = one("SELECT count(*) FROM unit WHERE inventory = 1")?;
        let mut statement = self.connection.prepare_cached(
            "SELECT rejection, count(*) AS n FROM unit WHERE rejection IS NOT NULL GROUP BY rejection
             ORDER BY n DESC, rejection",
        )?;
        counts.rejections =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(counts)
    }

    /// Collections that ended within `from_ms <= t < until_ms`.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_collected(&self, from_ms: i64, until_ms: i64) -> Result<u32, StoreError> {
        Ok(self.connection.query_row(
            "SELECT count(*) FROM unit WHERE collected_ms >= ?1 AND collected_ms < ?2",
            (from_ms, until_ms),
            |row| row.get(0),
        )?)
    }
}

pub(super) fn contest_kind(number: i64) -> Result<ContestKind, StoreError> {
    let kinds = [ContestKind::DuplicateDin, ContestKind::DuplicatePosition, ContestKind::DeviationUnsettled];
    from_number(&kinds, number, "contest", "kind")
}

pub(super) const fn contest_number(kind: ContestKind) -> i64 {
    match kind {
        ContestKind::DuplicateDin => 0,
        ContestKind::DuplicatePosition => 1,
        ContestKind::DeviationUnsettled => 2,
        // Never stored.
        ContestKind::RoomStopped => 3,
        ContestKind::SopReturned => 4,
        ContestKind::RecordUnknown => 5,
    }
}
