//! Rooms: which there are, which runs went on in them, which plates were exposed.

use crate::StoreError;
use crate::row::Decoded;
use domain::RoomId;
use domain::environment::{Monitoring, Room};
use rusqlite::{Connection, params};

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    for table in ["room", "room_run", "room_unit", "room_plate"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE room = ?1"))?.execute([id])?;
    }
    let facts = entries.into_iter().filter_map(Decoded::fact);
    let Some(room) = Room::fold(RoomId::from_bytes(*id), facts) else { return Ok(()) };
    let Some(site) = room.site() else { return Ok(()) };
    let retired = room.retired.is_some() || room.registered.is_none();
    connection
        .prepare_cached("INSERT INTO room (room, site, code, retired) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, site.bytes(), room.code(), retired])?;
    for monitoring in room.standing() {
        runs(connection, id, monitoring)?;
        plates(connection, id, monitoring)?;
    }
    Ok(())
}

fn runs(connection: &Connection, room: &[u8; 16], monitoring: &Monitoring) -> Result<(), StoreError> {
    let mut run = connection
        .prepare_cached("INSERT OR IGNORE INTO room_run (room, station, seq, run) VALUES (?1, ?2, ?3, ?4)")?;
    let mut unit = connection.prepare_cached(
        "INSERT OR IGNORE INTO room_unit (room, station, seq, run, donation) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let (station, seq) = monitoring.place();
    for of in monitoring.runs() {
        run.execute(params![room, station.bytes(), seq, of.bytes()])?;
        for donation in monitoring.units_of(of) {
            unit.execute(params![room, station.bytes(), seq, of.bytes(), donation.bytes()])?;
        }
    }
    Ok(())
}

fn plates(connection: &Connection, room: &[u8; 16], monitoring: &Monitoring) -> Result<(), StoreError> {
    let mut plate = connection.prepare_cached(
        "INSERT OR IGNORE INTO room_plate (room, station, seq, number, exposed_ms, open, since_ms, until_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let (station, seq) = monitoring.place();
    let current = monitoring.plates.iter().map(|known| {
        (known.exposed.number.as_str(), monitoring.recorded.record.monitored_ms, known.reads.is_empty())
    });
    let former =
        monitoring.former_plates().map(|(entry, known)| (known.number.as_str(), entry.monitored_ms, false));
    for (number, exposed_ms, open) in current.chain(former) {
        let Some((since_ms, until_ms)) = monitoring.claimed(number) else { continue };
        plate.execute(params![room, station.bytes(), seq, number, exposed_ms, open, since_ms, until_ms])?;
    }
    Ok(())
}
