//! Rooms, their plates, and which rooms the runs of a unit went on in.

use crate::project::REGISTRATION;
use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::decide::RoomBound;
use domain::environment::{EntryPlace, Room};
use domain::{DonationId, RoomId, RoomState, RunId, SiteId, StationId};
use rusqlite::{OptionalExtension as _, Row, params};
use std::collections::BTreeSet;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

    /// A room with these monitorings alone, and those that share an entry with them: each folds as it does among all.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_room_part(&self, room: RoomId, places: &[EntryPlace]) -> Result<Option<Room>, StoreError> {
        let mut chain = self.connection.prepare_cached(
            "SELECT chain_station, chain_seq FROM room_monitoring WHERE room = ?1 AND station = ?2 AND seq = ?3",
        )?;
        let mut chains = BTreeSet::from([REGISTRATION]);
        for (station, seq) in places {
            let found = chain
                .query_row(params![room.bytes(), station.bytes(), seq], |row| {
                    Ok((StationId::from_bytes(row.get(0)?), row.get(1)?))
                })
                .optional()?;
            chains.extend(found);
        }
        let mut entries = Vec::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT e.header, e.body FROM room_entry AS own JOIN entry AS e ON e.station = own.station AND e.seq = own.seq
             WHERE own.room = ?1 AND own.chain_station = ?2 AND own.chain_seq = ?3",
        )?;
        for (station, seq) in chains {
            let mut rows = statement.query(params![room.bytes(), station.bytes(), seq])?;
            while let Some(row) = rows.next()? {
                entries.push(row::decode(row.get(0)?, row.get(1)?)?);
            }
        }
        entries.sort_by_key(|decoded| (decoded.header.hlc, decoded.header.station, decoded.header.seq));
        Ok(Room::fold(room, entries.into_iter().filter_map(Decoded::fact)))
    }

    /// The latest monitorings of a room: those that count, or those that another took the place of as well.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_monitorings(
        &self,
        room: RoomId,
        standing: bool,
        limit: u32,
    ) -> Result<Vec<EntryPlace>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room, station, seq FROM room_monitoring WHERE room = ?1 AND (?2 = 0 OR replaced = 0)
             ORDER BY monitored_ms DESC, entered_ms DESC, station, seq LIMIT ?3",
        )?;
        let rows = statement.query_map(params![room.bytes(), standing, limit], place)?;
        Ok(rows.map(|row| row.map(|(_, place)| place)).collect::<Result<_, _>>()?)
    }

    /// Monitorings of a room that count and were begun from one moment to another.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_monitorings_between(
        &self,
        room: RoomId,
        (from_ms, until_ms): (i64, i64),
    ) -> Result<Vec<EntryPlace>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT room, station, seq FROM room_monitoring
             WHERE room = ?1 AND monitored_ms BETWEEN ?2 AND ?3 AND replaced = 0",
        )?;
        let rows = statement.query_map(params![room.bytes(), from_ms, until_ms], place)?;
        Ok(rows.map(|row| row.map(|(_, place)| place)).collect::<Result<_, _>>()?)
    }

    /// How many monitorings a room has, and how many plates of those that count are to be read.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_monitorings(&self, room: RoomId) -> Result<(u32, u32), StoreError> {
        let one = |sql: &str| -> Result<u32, StoreError> {
            let mut statement = self.connection.prepare_cached(sql)?;
            Ok(statement.query_row([room.bytes()], |row| row.get(0))?)
        };
        Ok((
            one("SELECT count(*) FROM room_monitoring WHERE room = ?1")?,
            one("SELECT coalesce(sum(open_plates), 0) FROM room_monitoring INDEXED BY room_monitoring_open
                 WHERE room = ?1 AND open_plates > 0 AND replaced = 0")?,
        ))
    }

    /// Monitorings of runs that may stand in the way of them: every one that does is among them.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_suspects(&self, bounds: &[RoomBound]) -> Result<Vec<(RoomId, EntryPlace)>, StoreError> {
        let mut found = BTreeSet::new();
        for sql in [
            "SELECT room, station, seq FROM room_monitoring WHERE marked = 1",
            // A number that was exposed in two of them.
            "SELECT room, station, seq FROM room_plate WHERE number IN (
               SELECT number FROM room_plate GROUP BY number HAVING count(*) > 1)",
        ] {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map([], place)?;
            found.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        let beyond = |comparison: &str| {
            format!(
                "SELECT room, station, seq FROM room_value
                 WHERE grade = ?1 AND state = ?2 AND quantity = ?3 AND {comparison} ?4"
            )
        };
        for bound in bounds {
            let states = RoomState::ALL.iter().filter(|state| bound.state.is_none_or(|of| of == **state));
            for state in states {
                let min = bound.min.map(|min| (beyond("lowest <"), min.millionths_above()));
                let max = bound.max.map(|max| (beyond("highest >"), max.millionths_below()));
                for (sql, value) in min.into_iter().chain(max) {
                    let mut statement = self.connection.prepare_cached(&sql)?;
                    let of = (bound.grade as i64, *state as i64, bound.quantity as i64, value);
                    let rows = statement.query_map(of, place)?;
                    found.extend(rows.collect::<Result<Vec<_>, _>>()?);
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Units of a run by a monitoring and by the run itself, as far as they are known here.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_units_of_room(&self, of: &RoomOfRun) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT donation FROM unit WHERE donation IN (
               SELECT donation FROM room_unit WHERE room = ?1 AND station = ?2 AND seq = ?3 AND run = ?4
               UNION SELECT donation FROM run_unit WHERE run = ?4)
             ORDER BY donation",
        )?;
        let (station, seq) = of.place;
        let rows = statement
            .query_map(params![of.room.bytes(), station.bytes(), seq, of.run.bytes()], |row| row.get(0))?;
        Ok(rows.map(|row| row.map(DonationId::from_bytes)).collect::<Result<_, _>>()?)
    }

    /// Units of runs that their monitorings do not name, where the one who is to say so is here: whoever took the unit into
    /// the run at this station, or whoever measured at it. Of these runs and rooms alone.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_unnamed(
        &self,
        own: StationId,
        subjects: &BTreeSet<[u8; 16]>,
    ) -> Result<Vec<(RoomOfRun, DonationId)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.room, r.station, r.seq, r.run, u.donation FROM room_run AS r JOIN run_unit AS u ON u.run = r.run
             WHERE (r.run = ?1 OR r.room = ?1) AND (r.station = ?2 OR u.station = ?2)
               AND NOT EXISTS (SELECT 1 FROM room_unit AS named
                 WHERE named.room = r.room AND named.station = r.station AND named.seq = r.seq AND named.run = r.run
                   AND named.donation = u.donation)
             ORDER BY r.room, r.station, r.seq, r.run, u.donation",
        )?;
        let mut found = Vec::new();
        for subject in subjects {
            let rows = statement.query_map(params![subject, own.bytes()], |row| {
                Ok((of_run(row)?, DonationId::from_bytes(row.get(4)?)))
            })?;
            found.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
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

    /// Plates of a monitoring of whose number others were exposed at the same time, in whatever room.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_plates_twice(
        &self,
        room: RoomId,
        (station, seq): EntryPlace,
    ) -> Result<Vec<PlateTwice>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT other.room, other.station, other.seq, own.station, own.seq, own.number
             FROM room_plate AS own JOIN room_plate AS other ON other.number = own.number
             WHERE own.room = ?1 AND own.station = ?2 AND own.seq = ?3
               AND (other.room <> own.room OR other.station <> own.station OR other.seq <> own.seq)
               AND (own.until_ms IS NULL OR other.since_ms < own.until_ms)
               AND (other.until_ms IS NULL OR own.since_ms < other.until_ms)
             ORDER BY own.station, own.seq, own.number, other.room, other.station, other.seq",
        )?;
        let rows = statement.query_map(params![room.bytes(), station.bytes(), seq], |row| {
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

    /// Codes of the rooms that were scanned for the units of a run while it went on, of those that are known here.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_scanned_rooms(&self, run: RunId) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT room.code FROM run JOIN run_unit AS own ON own.run = run.run
             JOIN thing_use AS used ON used.donation = own.donation
             JOIN room ON room.code = used.code AND room.site = used.site
             WHERE run.run = ?1 AND used.site = run.site
               AND used.at_ms >= run.started_ms AND (run.closed_ms IS NULL OR used.at_ms <= run.closed_ms)
             ORDER BY room.code",
        )?;
        let rows = statement.query_map([run.bytes()], |row| row.get(0))?;
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
