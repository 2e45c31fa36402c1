//! Controls: which series there are, and the levels that are out of control.

use crate::StoreError;
use crate::row::Decoded;
use domain::control::ControlSeries;
use rusqlite::{Connection, params};

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    let Some(series) = ControlSeries::fold(entries.into_iter().filter_map(Decoded::fact)) else {
        return Ok(());
    };
    let last_ms = series.controls.last().map(|control| control.recorded.record.measured_ms);
    let waiting = series.targets.iter().filter(|target| target.settled.is_none()).count();
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO control_series (series, test, device, last_ms, waiting)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            id,
            series.test,
            series.device,
            last_ms,
            i64::try_from(waiting).unwrap_or(i64::MAX)
        ])?;
    connection.prepare_cached("DELETE FROM control_stop WHERE series = ?1")?.execute([id])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO control_stop
           (series, level, test, device, site, lot, rule, value, deviation, measured_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for stop in series.stops() {
        insert.execute(params![
            id,
            stop.level as i64,
            stop.test,
            stop.device,
            stop.site.bytes(),
            stop.lot,
            stop.rule as i64,
            stop.value.to_string(),
            stop.deviation.to_string(),
            stop.measured_ms,
        ])?;
    }
    connection.prepare_cached("DELETE FROM control_specimen WHERE series = ?1")?.execute([id])?;
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO control_specimen (series, lot, level, test, device, specimen, reported_code)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for target in series.targets_in_force() {
        let record = &target.proposed.record;
        if !record.specimen.is_empty() {
            insert.execute(params![
                id,
                record.lot,
                record.level as i64,
                record.test,
                record.device,
                record.specimen,
                record.reported_code,
            ])?;
        }
    }
    Ok(())
}
