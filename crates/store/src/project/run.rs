//! Runs: the row for lists, and which units are in which.

use crate::StoreError;
use crate::row::Decoded;
use domain::StationId;
use domain::run::Run;
use rusqlite::{Connection, params};
use std::collections::{HashMap, HashSet};

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    for table in ["run", "run_unit"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE run = ?1"))?.execute([id])?;
    }
    let clocks: HashMap<(StationId, u64), (u64, u32)> = entries
        .iter()
        .map(|entry| {
            let stamp = entry.stamp();
            ((stamp.station, stamp.seq), (entry.header.hlc.wall_ms, entry.header.hlc.counter))
        })
        .collect();
    let Some(run) = Run::fold(entries.into_iter().filter_map(Decoded::fact)) else { return Ok(()) };
    let started = &run.started;
    connection
        .prepare_cached(
            "INSERT INTO run (run, number, sop, version, site, started_ms, closed_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            id,
            started.record.number,
            started.record.sop,
            started.record.version,
            started.stamp.site.bytes(),
            started.stamp.at_ms,
            run.closed.as_ref().map(|closed| closed.stamp.at_ms),
        ])?;
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO run_unit (run, donation, joined_wall, joined_tick, station, seq, stays, accounted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let unaccounted: HashSet<_> = run.unaccounted().collect();
    for member in &run.members {
        let (wall, tick) =
            clocks.get(&(member.joined.station, member.joined.seq)).copied().unwrap_or_default();
        insert.execute(params![
            id,
            member.unit.bytes(),
            i64::try_from(wall).unwrap_or(i64::MAX),
            tick,
            member.joined.station.bytes(),
            member.joined.seq,
            member.left.is_none(),
            member.left.is_some() || !unaccounted.contains(&member.unit),
        ])?;
    }
    Ok(())
}
