//! Deviations: the row for lists and trends, and the units that each concerns, or concerned once.

use super::claims::Keys;
use crate::StoreError;
use crate::row::Decoded;
use domain::DeviationId;
use domain::deviation::Deviation;
use rusqlite::{Connection, params};

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
    keys: &mut Keys,
) -> Result<(), StoreError> {
    let folded = Deviation::fold(DeviationId::from_bytes(*id), entries.into_iter().filter_map(Decoded::fact));
    let Some(deviation) = folded else { return Ok(()) };
    let reported = &deviation.reported;
    let closed = deviation.closings.last().filter(|_| deviation.closed);
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO deviation
               (deviation, category, cause, class, stage, closed, happened_ms, reported_ms, closed_ms, due_ms, site)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            id,
            reported.record.category,
            deviation.investigation.as_ref().map(|found| found.record.cause.as_str()),
            deviation.class().map(|class| class as i64),
            deviation.stage() as i64,
            deviation.closed,
            reported.record.happened_ms,
            reported.stamp.at_ms,
            closed.map(|closing| closing.signed.stamp.at_ms),
            deviation.next_due_ms(),
            reported.record.site.bytes(),
        ])?;
    connection.prepare_cached("DELETE FROM deviation_unit WHERE deviation = ?1")?.execute([id])?;
    let mut unit = connection.prepare_cached(
        "INSERT INTO deviation_unit (deviation, donation, standing, at_ms) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for donation in deviation.units.iter().copied().chain(deviation.removed_units()) {
        let standing = deviation.standing_of(donation) as i64;
        unit.execute((id, donation.bytes(), standing, deviation.changed_ms))?;
    }
    keys.of_deviation(deviation.id);
    Ok(())
}
