//! Rooms: which there are, which runs went on in them, which plates were exposed, and what each monitoring holds. Of a room
//! with many only the chains are written to which something came.

use crate::StoreError;
use crate::row::Decoded;
use domain::environment::{EntryPlace, Monitoring, Room, chains, place};
use domain::unit::Fact;
use domain::{Measure, Record, RoomGrade, RoomId, RoomQuantity, RoomState, StationId};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, HashMap};

/// What is known of the room itself is a chain of its own, which no entry names.
pub(crate) const REGISTRATION: EntryPlace = (StationId::from_bytes([0; 16]), 0);

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    let facts: Vec<Fact> = entries.into_iter().filter_map(Decoded::fact).collect();
    let mut found = chains(&facts);
    let room = put_room(connection, id, &facts, &found)?;
    let own = |fact: &Fact| matches!(fact.record, Record::RoomRegistered(_) | Record::RoomRetired(_));
    found.insert(REGISTRATION, (0..facts.len()).filter(|at| facts.get(*at).is_some_and(own)).collect());
    let before = known_chains(connection, id)?;
    let gone = before.keys().filter(|name| !found.contains_key(name));
    let changed: Vec<EntryPlace> = found
        .iter()
        .filter(|(name, of)| before.get(name) != Some(&of.len()))
        .map(|(name, _)| *name)
        .collect();
    for name in gone.chain(&changed) {
        if before.contains_key(name) {
            remove(connection, id, *name)?;
        }
    }
    if !room {
        return Ok(());
    }
    for name in changed {
        let of = found.get(&name).into_iter().flatten().filter_map(|at| facts.get(*at)).cloned();
        put(connection, id, name, of.collect())?;
    }
    Ok(())
}

/// The row of the room; whether there is one.
fn put_room(
    connection: &Connection,
    id: &[u8; 16],
    facts: &[Fact],
    chains: &BTreeMap<EntryPlace, Vec<usize>>,
) -> Result<bool, StoreError> {
    connection.prepare_cached("DELETE FROM room WHERE room = ?1")?.execute([id])?;
    let own =
        facts.iter().filter(|fact| matches!(fact.record, Record::RoomRegistered(_) | Record::RoomRetired(_)));
    // A room of which only monitorings have arrived is named by one of them.
    let one = chains.values().next().into_iter().flatten().filter_map(|at| facts.get(*at));
    let Some(room) = Room::fold(RoomId::from_bytes(*id), own.chain(one).cloned()) else { return Ok(false) };
    let Some(site) = room.site() else { return Ok(false) };
    let retired = room.retired.is_some() || room.registered.is_none();
    connection
        .prepare_cached("INSERT INTO room (room, site, code, retired) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, site.bytes(), room.code(), retired])?;
    Ok(true)
}

fn known_chains(connection: &Connection, room: &[u8; 16]) -> Result<HashMap<EntryPlace, usize>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT station, seq, entries FROM room_chain WHERE room = ?1")?;
    let rows = statement
        .query_map([room], |row| Ok(((StationId::from_bytes(row.get(0)?), row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn remove(connection: &Connection, room: &[u8; 16], (station, seq): EntryPlace) -> Result<(), StoreError> {
    for table in ["room_run", "room_unit", "room_plate", "room_value"] {
        connection
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE room = ?1 AND (station, seq) IN (
                   SELECT station, seq FROM room_monitoring WHERE room = ?1 AND chain_station = ?2 AND chain_seq = ?3)"
            ))?
            .execute(params![room, station.bytes(), seq])?;
    }
    for (table, columns) in [
        ("room_monitoring", ["chain_station", "chain_seq"]),
        ("room_entry", ["chain_station", "chain_seq"]),
        ("room_chain", ["station", "seq"]),
    ] {
        let [of, at] = columns;
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE room = ?1 AND {of} = ?2 AND {at} = ?3"))?
            .execute(params![room, station.bytes(), seq])?;
    }
    Ok(())
}

fn put(
    connection: &Connection,
    room: &[u8; 16],
    (station, seq): EntryPlace,
    facts: Vec<Fact>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO room_chain (room, station, seq, entries) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![room, station.bytes(), seq, facts.len()])?;
    let mut entry = connection.prepare_cached(
        "INSERT INTO room_entry (room, chain_station, chain_seq, station, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for fact in &facts {
        let (of, at) = place(&fact.stamp);
        entry.execute(params![room, station.bytes(), seq, of.bytes(), at])?;
    }
    let Some(folded) = Room::fold(RoomId::from_bytes(*room), facts) else { return Ok(()) };
    for one in &folded.monitorings {
        monitoring(connection, room, (station, seq), one)?;
    }
    for one in folded.standing() {
        runs(connection, room, one)?;
        plates(connection, room, one)?;
        values(connection, room, one)?;
    }
    Ok(())
}

fn monitoring(
    connection: &Connection,
    room: &[u8; 16],
    (chain_station, chain_seq): EntryPlace,
    of: &Monitoring,
) -> Result<(), StoreError> {
    let (station, seq) = of.place();
    let open = of.open_plates().count();
    let put_right = !of.before.is_empty() || of.plates.iter().any(|plate| plate.reads.len() > 1);
    let marked = !of.replaced && !of.runs().is_empty() && (open > 0 || put_right || !of.assessed.is_empty());
    connection
        .prepare_cached(
            "INSERT INTO room_monitoring
               (room, station, seq, chain_station, chain_seq, monitored_ms, entered_ms, replaced, open_plates, marked)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            room,
            station.bytes(),
            seq,
            chain_station.bytes(),
            chain_seq,
            of.recorded.record.monitored_ms,
            of.recorded.stamp.at_ms,
            of.replaced,
            open,
            marked,
        ])?;
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

type Kind = (RoomGrade, RoomState, RoomQuantity);

fn values(connection: &Connection, room: &[u8; 16], monitoring: &Monitoring) -> Result<(), StoreError> {
    if monitoring.runs().is_empty() {
        return Ok(());
    }
    let record = &monitoring.recorded.record;
    let read = monitoring.plates.iter().filter_map(|plate| {
        let read = plate.read()?;
        Some((plate.exposed.quantity, Measure(read.record.cfu.into())))
    });
    let measured = record.readings.iter().map(|reading| (reading.quantity, reading.value));
    let mut found: Vec<(Kind, (Measure, Measure))> = Vec::new();
    for (quantity, value) in measured.chain(read) {
        let kind = (record.grade, record.state, quantity);
        match found.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, (lowest, highest))) => {
                (*lowest, *highest) = ((*lowest).min(value), (*highest).max(value))
            }
            None => found.push((kind, (value, value))),
        }
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO room_value (room, station, seq, grade, state, quantity, lowest, highest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let (station, seq) = monitoring.place();
    for ((grade, state, quantity), (lowest, highest)) in found {
        insert.execute(params![
            room,
            station.bytes(),
            seq,
            grade as i64,
            state as i64,
            quantity as i64,
            lowest.millionths_below(),
            highest.millionths_above(),
        ])?;
    }
    Ok(())
}
