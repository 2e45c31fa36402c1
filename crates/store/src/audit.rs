//! The audit's ways into the ledger, kept with every entry: who acted, and what is of interest. They depend on the set
//! of entries alone, and can be dropped and made again.

use crate::StoreError;
use crate::row::{self, Decoded};
use domain::audit::{self, Mark};
use ledger::{ClockDoubt, ClockLimits, EntryHeader, clock_doubts};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeSet;

/// What speaks against the clock of an entry, judged by the last earlier entry of its chain that this station holds.
pub(crate) fn doubts(connection: &Connection, header: &EntryHeader) -> Result<Vec<ClockDoubt>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT header FROM entry WHERE station = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1",
    )?;
    let previous: Option<Vec<u8>> =
        statement.query_row((header.station.bytes(), header.seq), |row| row.get(0)).optional()?;
    let previous = previous.map(row::header).transpose()?.map(|previous| previous.clock);
    Ok(clock_doubts(previous.as_ref(), &header.clock, header.hlc, &ClockLimits::DEFAULT))
}

/// Notes a new entry. What follows it in its chain, where that came first, is judged anew.
pub(crate) fn note(connection: &Connection, header: Vec<u8>, body: Vec<u8>) -> Result<(), StoreError> {
    let decoded = row::decode(header, body)?;
    persons(connection, &decoded)?;
    mark(connection, &decoded)?;
    let key = (decoded.header.station.bytes(), decoded.header.seq);
    let next: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached(
            "SELECT header, body FROM entry WHERE station = ?1 AND seq > ?2 ORDER BY seq LIMIT 1",
        )?
        .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((header, body)) = next {
        mark(connection, &row::decode(header, body)?)?;
    }
    Ok(())
}

fn persons(connection: &Connection, decoded: &Decoded) -> Result<(), StoreError> {
    let header = &decoded.header;
    let concerned = decoded.record.as_ref().and_then(audit::person).map(|person| *person.bytes());
    let acting = [header.actors.operator, header.actors.second].into_iter().flatten().map(|id| *id.bytes());
    let people: BTreeSet<[u8; 16]> = acting.chain(concerned).collect();
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO audit_person (person, wall_ms, station, seq, kind) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for person in people {
        insert.execute((person, header.clock.wall_ms, header.station.bytes(), header.seq, &header.kind))?;
    }
    Ok(())
}

fn mark(connection: &Connection, decoded: &Decoded) -> Result<(), StoreError> {
    let header = &decoded.header;
    let wall_ms = header.clock.wall_ms;
    let mut marks = decoded.record.as_ref().map(|record| audit::marks(record, wall_ms)).unwrap_or_default();
    if doubts(connection, header)?.into_iter().any(ClockDoubt::is_jump) {
        marks.push(Mark::ClockJump);
    }
    let key = |mark: Mark| (mark as i64, wall_ms, *header.station.bytes(), header.seq);
    connection
        .prepare_cached(
            "DELETE FROM audit_mark WHERE mark = ?1 AND wall_ms = ?2 AND station = ?3 AND seq = ?4",
        )?
        .execute(key(Mark::ClockJump))?;
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO audit_mark (mark, wall_ms, station, seq) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for mark in marks {
        insert.execute(key(mark))?;
    }
    Ok(())
}

/// Drops all of it and makes it again from the ledger.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM audit_person; DELETE FROM audit_mark")?;
    let mut statement = connection.prepare("SELECT header, body FROM entry ORDER BY station, seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let decoded = row::decode(row.get(0)?, row.get(1)?)?;
        persons(connection, &decoded)?;
        mark(connection, &decoded)?;
    }
    Ok(())
}
