//! Tanks and positions.

use super::from_word;
use crate::{Store, StoreError, row};
use domain::record::{TankRead, TankReviewed};
use domain::unit::Stamped;
use domain::*;
use rusqlite::OptionalExtension as _;

/// A tank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TankRow {
    /// Which.
    pub tank: TankId,
    /// Where.
    pub site: SiteId,
    /// Room.
    pub room: String,
    /// Code.
    pub code: String,
    /// What for.
    pub purpose: TankPurpose,
    /// Racks.
    pub racks: u32,
    /// Slots in a rack.
    pub slots: u32,
    /// Positions taken.
    pub occupied: u32,
}

/// A reading of a tank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRow {
    /// The reading.
    pub read: Stamped<TankRead>,
    /// The review that names it.
    pub review: Option<Stamped<TankReviewed>>,
}

/// A taken position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupancyRow {
    /// Rack.
    pub rack: u32,
    /// Slot.
    pub slot: u32,
    /// Unit.
    pub donation: DonationId,
    /// Its number.
    pub din: Option<String>,
    /// Claimed by more than one.
    pub contested: bool,
}

impl Store {
    /// All tanks by code.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_tanks(&self) -> Result<Vec<TankRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT tank, site, room, code, purpose, racks, slots,
                    (SELECT count(*) FROM (SELECT DISTINCT rack, slot FROM occupancy o WHERE o.tank = t.tank))
             FROM tank t ORDER BY code, tank",
        )?;
        let mut rows = statement.query([])?;
        let mut tanks = Vec::new();
        while let Some(row) = rows.next()? {
            tanks.push(TankRow {
                tank: TankId::from_bytes(row.get(0)?),
                site: SiteId::from_bytes(row.get(1)?),
                room: row.get(2)?,
                code: row.get(3)?,
                purpose: from_word(&row.get::<_, String>(4)?, "tank", "purpose")?,
                racks: row.get(5)?,
                slots: row.get(6)?,
                occupied: row.get(7)?,
            });
        }
        Ok(tanks)
    }

    /// A tank's last `limit` readings, the latest entered first, each with the review that it has had.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_tank_readings(&self, tank: TankId, limit: u32) -> Result<Vec<ReadingRow>, StoreError> {
        let mut readings = Vec::new();
        for read in row::last_of(&self.connection, tank.bytes(), "tank.read", limit)? {
            if let Some(Record::TankRead(record)) = read.record.clone() {
                readings.push(ReadingRow { read: Stamped { stamp: read.stamp(), record }, review: None });
            }
        }
        for review in row::last_of(&self.connection, tank.bytes(), "tank.reviewed", limit)? {
            if let Some(Record::TankReviewed(record)) = review.record.clone() {
                let review = Stamped { stamp: review.stamp(), record };
                for row in &mut readings {
                    let stamp = &row.read.stamp;
                    let named =
                        |place: &record::EntryPlace| (place.station, place.seq) == (stamp.station, stamp.seq);
                    if review.record.readings.iter().any(named) {
                        row.review = Some(review.clone());
                    }
                }
            }
        }
        Ok(readings)
    }

    /// Taken positions of a tank.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_occupancy(&self, tank: TankId) -> Result<Vec<OccupancyRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.rack, o.slot, o.donation, u.din, o.contested
             FROM occupancy o JOIN unit u ON u.donation = o.donation
             WHERE o.tank = ?1 ORDER BY o.rack, o.slot, o.donation",
        )?;
        let rows = statement.query_map([tank.bytes()], |row| {
            Ok(OccupancyRow {
                rack: row.get(0)?,
                slot: row.get(1)?,
                donation: DonationId::from_bytes(row.get(2)?),
                din: row.get(3)?,
                contested: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A unit in a position, and its number.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_occupant(&self, position: &str) -> Result<Option<(DonationId, Option<String>)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.donation, u.din FROM occupancy o JOIN unit u ON u.donation = o.donation
             WHERE o.position = ?1 ORDER BY o.contested, o.donation LIMIT 1",
        )?;
        let found = statement.query_row([position], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.map(|(donation, din)| (DonationId::from_bytes(donation), din)))
    }

    /// The first free (rack, slot) of a tank.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn first_free(&self, tank: &TankRow) -> Result<Option<(u32, u32)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT rack, slot FROM occupancy WHERE tank = ?1 ORDER BY rack, slot",
        )?;
        let mut rows = statement.query([tank.tank.bytes()])?;
        let mut candidate = (1u32, 1u32);
        while let Some(row) = rows.next()? {
            let taken: (u32, u32) = (row.get(0)?, row.get(1)?);
            if taken != candidate {
                break;
            }
            candidate =
                if candidate.1 < tank.slots { (candidate.0, candidate.1 + 1) } else { (candidate.0 + 1, 1) };
        }
        Ok((candidate.0 <= tank.racks).then_some(candidate))
    }
}
