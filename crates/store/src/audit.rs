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
    doubts_after(connection, None, header)
}

/// The same where the entry at hand may be the one before it.
fn doubts_after(
    connection: &Connection,
    before: Option<&EntryHeader>,
    header: &EntryHeader,
) -> Result<Vec<ClockDoubt>, StoreError> {
    let is_previous =
        |at_hand: &&EntryHeader| at_hand.station == header.station && at_hand.seq + 1 == header.seq;
    let previous = match before.filter(is_previous) {
        Some(previous) => Some(previous.clock),
        None => connection
            .prepare_cached(
                "SELECT header FROM entry WHERE station = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row((header.station.bytes(), header.seq), |row| row.get(0))
            .optional()?
            .map(row::header)
            .transpose()?
            .map(|previous| previous.clock),
    };
    Ok(clock_doubts(previous.as_ref(), &header.clock, header.hlc, &ClockLimits::DEFAULT))
}

/// Notes a new entry; `before` is one that was noted just now. What follows it in its chain, where that came first, is judged
/// anew.
pub(crate) fn note(
    connection: &Connection,
    before: Option<&EntryHeader>,
    decoded: &Decoded,
) -> Result<(), StoreError> {
    persons(connection, decoded)?;
    mark(connection, before, decoded)?;
    let key = (decoded.header.station.bytes(), decoded.header.seq);
    let next: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached(
            "SELECT header, body FROM entry WHERE station = ?1 AND seq > ?2 ORDER BY seq LIMIT 1",
        )?
        .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((header, body)) = next else { return Ok(()) };
    let next = row::decode(header, body)?;
    connection
        .prepare_cached(
            "DELETE FROM audit_mark WHERE mark = ?1 AND wall_ms = ?2 AND station = ?3 AND seq = ?4",
        )?
        .execute(mark_key(&next.header, Mark::ClockJump))?;
    mark(connection, Some(&decoded.header), &next)
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

fn mark_key(header: &EntryHeader, mark: Mark) -> (i64, i64, [u8; 16], u64) {
    (mark as i64, header.clock.wall_ms, *header.station.bytes(), header.seq)
}

fn mark(connection: &Connection, before: Option<&EntryHeader>, decoded: &Decoded) -> Result<(), StoreError> {
    let header = &decoded.header;
    let wall_ms = header.clock.wall_ms;
    let mut marks = decoded.record.as_ref().map(|record| audit::marks(record, wall_ms)).unwrap_or_default();
    if doubts_after(connection, before, header)?.into_iter().any(ClockDoubt::is_jump) {
        marks.push(Mark::ClockJump);
    }
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO audit_mark (mark, wall_ms, station, seq) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for mark in marks {
        insert.execute(mark_key(header, mark))?;
    }
    Ok(())
}

/// Drops all of it and makes it again from the ledger.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM audit_person; DELETE FROM audit_mark")?;
    let mut statement = connection.prepare("SELECT header, body FROM entry ORDER BY station, seq")?;
    let mut rows = statement.query([])?;
    let mut before = None;
    while let Some(row) = rows.next()? {
        let decoded = row::decode(row.get(0)?, row.get(1)?)?;
        persons(connection, &decoded)?;
        mark(connection, before.as_ref(), &decoded)?;
        before = Some(decoded.header);
    }
    Ok(())
}
