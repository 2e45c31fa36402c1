//! Freezing curves: the row for lists. Which units lay in one, their own records say.

use crate::StoreError;
use crate::row::Decoded;
use domain::Record;
use rusqlite::Connection;

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    let read = |entry: &Decoded| matches!(entry.record, Some(Record::FreezingCurveRecorded(_)));
    let Some(first) = entries.iter().find(|entry| read(entry)) else { return Ok(()) };
    connection
        .prepare_cached("INSERT OR REPLACE INTO freezing_curve (curve, recorded_ms) VALUES (?1, ?2)")?
        .execute((id, first.stamp().at_ms))?;
    Ok(())
}
