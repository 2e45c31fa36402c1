//! Samples and other parts of donations: what is in which box, and what disagrees.

use super::from_number;
use crate::{Store, StoreError};
use domain::record::PartBoxSetUp;
use domain::unit::PartId;
use domain::{DonationId, PartKind, PartState, SiteId, StationId, VolumeUnit};
use rusqlite::{OptionalExtension as _, Row};

/// A part in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// The donation that it is of.
    pub donation: DonationId,
    /// That donation's number.
    pub din: Option<String>,
    /// What names it for good.
    pub part: PartId,
    /// Its number.
    pub number: u32,
    /// What it is.
    pub kind: PartKind,
    /// How it stands.
    pub state: PartState,
    /// What is left of it, nL; below nothing where more was taken than there was.
    pub left_nl: i64,
    /// In what its volume is told.
    pub unit: VolumeUnit,
    /// Freezer, refrigerator or tank.
    pub device: Option<String>,
    /// Rack.
    pub rack: Option<String>,
    /// Box.
    pub box_code: Option<String>,
    /// Cell.
    pub cell: Option<String>,
    /// Since when it is there.
    pub at_ms: i64,
}

/// A box, or what is in a device without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxRow {
    /// Freezer, refrigerator or tank.
    pub device: String,
    /// Box; none of what is there without one.
    pub box_code: Option<String>,
    /// Rack of one of its parts.
    pub rack: Option<String>,
    /// Parts in it.
    pub parts: u32,
    /// Cells that hold more than one.
    pub clashes: u32,
}

/// What two stations did without hearing of each other, and cannot both be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartTrouble {
    /// More was taken of a part than there was, or it was counted without seeing all.
    Overdrawn,
    /// Two parts of a unit have one number, or one carries the label of another.
    Twin,
    /// Two parts are one compartment of the bag.
    Compartment,
    /// A compartment was separated of a bag that had been disposed of.
    Late,
    /// A part was discarded, and another station worked with it since.
    LateAct,
    /// Two parts are in one cell.
    Cell,
}

const SELECT: &str =
    "SELECT p.donation, u.din, p.station, p.seq, p.number, p.kind, p.state, p.left_nl, p.unit,
    p.device, p.rack, p.box_code, p.cell, p.at_ms FROM part p JOIN unit u ON u.donation = p.donation";

fn read(row: &Row<'_>) -> Result<PartRow, StoreError> {
    let seq: i64 = row.get(3)?;
    Ok(PartRow {
        donation: DonationId::from_bytes(row.get(0)?),
        din: row.get(1)?,
        part: PartId {
            station: StationId::from_bytes(row.get(2)?),
            seq: u64::try_from(seq).map_err(|_| StoreError::Inconsistent { table: "part", column: "seq" })?,
        },
        number: row.get(4)?,
        kind: from_number(PartKind::ALL, row.get(5)?, "part", "kind")?,
        state: from_number(PartState::ALL, row.get(6)?, "part", "state")?,
        left_nl: row.get(7)?,
        unit: from_number(VolumeUnit::ALL, row.get(8)?, "part", "unit")?,
        device: row.get(9)?,
        rack: row.get(10)?,
        box_code: row.get(11)?,
        cell: row.get(12)?,
        at_ms: row.get(13)?,
    })
}

fn set_up(site: SiteId, row: &Row<'_>) -> rusqlite::Result<PartBoxSetUp> {
    Ok(PartBoxSetUp {
        site,
        device: row.get(0)?,
        rack: row.get(1)?,
        box_code: row.get(2)?,
        box_kind: row.get(3)?,
        rows: row.get(4)?,
        columns: row.get(5)?,
        reason: None,
    })
}

impl Store {
    /// The parts in a box of a site by cell, or those in a device without a box.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_box(
        &self,
        site: SiteId,
        device: &str,
        box_code: Option<&str>,
    ) -> Result<Vec<PartRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE p.site = ?1 AND p.device = ?2 AND p.box_code IS ?3
             ORDER BY p.cell, u.din, p.number, p.station, p.seq LIMIT 2000"
        ))?;
        let mut rows = statement.query((site.bytes(), device, box_code))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// Units of which more blood or cells may have been taken than there was, and since when. Whether it was is for the rules
    /// of the bank to say. The newest come first: one that was looked at stays among them.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_root_suspects(&self) -> Result<Vec<(DonationId, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT donation, at_ms FROM part_root ORDER BY at_ms DESC, donation LIMIT 500",
        )?;
        let rows = statement.query_map([], |row| Ok((DonationId::from_bytes(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How a box of a site was set up last.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_part_box(&self, site: SiteId, box_code: &str) -> Result<Option<PartBoxSetUp>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, rack, box_code, box_kind, rows, columns FROM part_box WHERE site = ?1 AND box_code = ?2",
        )?;
        Ok(statement.query_row((site.bytes(), box_code), |row| set_up(site, row)).optional()?)
    }

    /// Boxes of a site that are set up, by code.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_part_boxes(&self, site: SiteId) -> Result<Vec<PartBoxSetUp>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, rack, box_code, box_kind, rows, columns FROM part_box WHERE site = ?1
             ORDER BY device, box_code LIMIT 2000",
        )?;
        let rows = statement.query_map([site.bytes()], |row| set_up(site, row))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is in the cells of a box of a site, in whatever device it stands.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_cells(&self, site: SiteId, box_code: &str) -> Result<Vec<PartRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE p.site = ?1 AND p.device IS NOT NULL AND p.box_code = ?2 AND p.cell IS NOT NULL
             ORDER BY p.cell, u.din, p.number, p.station, p.seq LIMIT 2000"
        ))?;
        let mut rows = statement.query((site.bytes(), box_code))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The boxes of a site.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_boxes(&self, site: SiteId) -> Result<Vec<BoxRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, box_code, max(rack), count(*), count(cell) - count(DISTINCT cell) FROM part
             WHERE site = ?1 AND device IS NOT NULL GROUP BY device, box_code ORDER BY device, box_code LIMIT 2000",
        )?;
        let rows = statement.query_map([site.bytes()], |row| {
            Ok(BoxRow {
                device: row.get(0)?,
                box_code: row.get(1)?,
                rack: row.get(2)?,
                parts: row.get(3)?,
                clashes: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Devices of these kinds at a site, by number.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_keeping(&self, site: SiteId, kinds: &[&str]) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT code, kind FROM equipment WHERE site = ?1 ORDER BY code")?;
        let mut rows = statement.query([site.bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if kinds.contains(&row.get::<_, String>(1)?.as_str()) {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }

    /// Parts that cannot all be as stations say, oldest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_part_troubles(&self) -> Result<Vec<(PartTrouble, PartRow)>, StoreError> {
        let wheres = [
            (PartTrouble::Overdrawn, "p.overdrawn = 1"),
            (PartTrouble::Twin, "p.twin = 1"),
            (PartTrouble::Compartment, "p.contested = 1"),
            (PartTrouble::Late, "p.late = 1"),
            (PartTrouble::LateAct, "p.late_act = 1"),
            (
                PartTrouble::Cell,
                "p.device IS NOT NULL AND (p.site, p.device, p.box_code, p.cell) IN (
                   SELECT site, device, box_code, cell FROM part WHERE device IS NOT NULL AND cell IS NOT NULL
                   GROUP BY site, device, box_code, cell HAVING count(*) > 1)",
            ),
        ];
        let mut found = Vec::new();
        for (trouble, condition) in wheres {
            let mut statement = self.connection.prepare_cached(&format!(
                "{SELECT} WHERE {condition} ORDER BY p.at_ms, p.donation, p.station, p.seq LIMIT 500"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                found.push((trouble, read(row)?));
            }
        }
        Ok(found)
    }
}
