//! Messages of analysers: how much of each waits.

use crate::StoreError;
use crate::query::InboxMessage;
use crate::row::Decoded;
use rusqlite::Connection;

pub(super) fn project(
    connection: &Connection,
    message: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM analyser_message WHERE message = ?1")?.execute([message])?;
    let Some(folded) = InboxMessage::fold(entries) else { return Ok(()) };
    connection
        .prepare_cached(
            "INSERT INTO analyser_message (message, analyser, instrument, at_ms, taken, waiting)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            message,
            &folded.heard.record.analyser,
            &folded.heard.record.instrument,
            folded.heard.stamp.at_ms,
            folded.heard.record.taken.len(),
            folded.waiting().count(),
        ))?;
    Ok(())
}
