//! Rooms, their plates, and which rooms the runs of a unit went on in.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::environment::{EntryPlace, Room};
use domain::{DonationId, RoomId, RunId, SiteId, StationId};
use rusqlite::Row;

/// A plate that was exposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlateRow {
    /// Its number.
    pub number: String,
    /// The room.
    pub room: RoomId,
    /// The monitoring.
    pub place: EntryPlace,
    /// Whether only an entry before the one that counts has it.
    pub former: bool,
}

/// A plate of whose number another was exposed at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlateTwice {
    /// Its number.
    pub number: String,
    /// Its monitoring.
    pub place: EntryPlace,
    /// The room and the monitoring of the other.
    pub other: (RoomId, EntryPlace),
}

/// A monitoring that a run belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomOfRun {
    /// The room.
    pub room: RoomId,
    /// The monitoring.
    pub place: EntryPlace,
    /// The run.
    pub run: RunId,
}

fn place(row: &Row<'_>) -> rusqlite::Result<(RoomId, EntryPlace)> {
    let station = StationId::from_bytes(row.get(1)?);
    Ok((RoomId::from_bytes(row.get(0)?), (station, row.get(2)?)))
}

fn of_run(row: &Row<'_>) -> rusqlite::Result<RoomOfRun> {
    let (room, place) = place(row)?;
    Ok(RoomOfRun { room, place, run: RunId::from_bytes(row.get(3)?) })
}

fn plate(row: &Row<'_>) -> rusqlite::Result<PlateRow> {
    let (room, place) = place(row)?;
    Ok(PlateRow { number: row.get(3)?, room, place, former: row.get(4)? })
}

impl Store {
    /// A room.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_room(&self, room: RoomId) -> Result<Option<Room>, StoreError> {
        let entries = row::subject(&self.connection, room.bytes())?;
        Ok(Room::fold(room, entries.into_iter().filter_map(Decoded::fact)))
    }

    /// Rooms of a site, or of all sites, those in use first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_rooms(&self, site: Option<SiteId>) -> Result<Vec<RoomId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room FROM room WHERE ?1 IS NULL OR site = ?1 ORDER BY retired, code, room",
        )?;
        let site = site.map(|site| *site.bytes());
        let rows = statement.query_map([site], |row| Ok(RoomId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where plates of a number were exposed.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_plates(&self, number: &str) -> Result<Vec<PlateRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room, station, seq, number, until_ms IS NOT NULL FROM room_plate WHERE number = ?1
             ORDER BY exposed_ms, room, station, seq",
        )?;
        let rows = statement.query_map([number], plate)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Plates of a room of whose number others were exposed at the same time, in whatever room.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_plates_twice(&self, room: RoomId) -> Result<Vec<PlateTwice>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT other.room, other.station, other.seq, own.station, own.seq, own.number
             FROM room_plate AS own JOIN room_plate AS other ON other.number = own.number
             WHERE own.room = ?1
               AND (other.room <> own.room OR other.station <> own.station OR other.seq <> own.seq)
               AND (own.until_ms IS NULL OR other.since_ms < own.until_ms)
               AND (other.until_ms IS NULL OR own.since_ms < other.until_ms)
             ORDER BY own.station, own.seq, own.number, other.room, other.station, other.seq",
        )?;
        let rows = statement.query_map([room.bytes()], |row| {
            let own = (StationId::from_bytes(row.get(3)?), row.get(4)?);
            Ok(PlateTwice { number: row.get(5)?, place: own, other: place(row)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Plates that nobody has read, those that were exposed first first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_open_plates(&self, limit: u32) -> Result<Vec<PlateRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room, station, seq, number, until_ms IS NOT NULL FROM room_plate WHERE open = 1
             ORDER BY exposed_ms, number, room, station, seq LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], plate)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The monitorings that a run belongs to.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_rooms_of_run(&self, run: RunId) -> Result<Vec<RoomOfRun>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room, station, seq, run FROM room_run WHERE run = ?1 ORDER BY room, station, seq",
        )?;
        let rows = statement.query_map([run.bytes()], of_run)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The monitorings of every run that a unit is or was in, and those that name the unit with a run that is not known here.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_rooms_of_unit(&self, donation: DonationId) -> Result<Vec<RoomOfRun>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room, station, seq, run FROM room_unit WHERE donation = ?1
             UNION
             SELECT room, r.station, r.seq, r.run FROM room_run AS r JOIN run_unit AS u ON u.run = r.run
             WHERE u.donation = ?1 ORDER BY 1, 2, 3, 4",
        )?;
        let rows = statement.query_map([donation.bytes()], of_run)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
