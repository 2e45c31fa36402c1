//! Messages of analysers, and what waits in them.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::Record;
use domain::record::{AnalyserHeard, AnalyserText, ResultWaiting, WaitingAssigned, WaitingDismissed};
use domain::unit::Stamped;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// A message of an analyser with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxMessage {
    /// As it was heard; where several stations heard it, the first.
    pub heard: Stamped<AnalyserHeard>,
    /// Number of the device that sent it; none where the station did not say.
    pub device: Option<String>,
    /// What people gave to units, oldest first.
    pub assigned: Vec<Stamped<WaitingAssigned>>,
    /// What people set aside, oldest first.
    pub dismissed: Vec<Stamped<WaitingDismissed>>,
}

/// A message of which something waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// Which.
    pub message: [u8; 16],
    /// What the station calls the analyser.
    pub analyser: String,
    /// What the analyser calls itself.
    pub instrument: String,
    /// When it was heard, ms.
    pub at_ms: i64,
    /// How many of its results were taken at once.
    pub taken: u32,
    /// How many wait.
    pub waiting: u32,
}

impl InboxMessage {
    /// From all entries of the message in display order; none where its first has not arrived yet.
    pub(crate) fn fold(entries: Vec<Decoded>) -> Option<Self> {
        let (mut heard, mut device) = (None, None);
        let (mut assigned, mut dismissed) = (Vec::new(), Vec::new());
        for Stamped { stamp, record } in entries.into_iter().filter_map(Decoded::fact) {
            match record {
                Record::AnalyserHeard(record) if heard.is_none() => heard = Some(Stamped { stamp, record }),
                Record::AnalyserHeardOn(record) if heard.is_none() => {
                    device = Some(record.device);
                    heard = Some(Stamped { stamp, record: record.heard });
                }
                Record::WaitingAssigned(record) => assigned.push(Stamped { stamp, record }),
                Record::WaitingDismissed(record) => dismissed.push(Stamped { stamp, record }),
                _ => {}
            }
        }
        Some(Self { heard: heard?, device, assigned, dismissed })
    }

    /// What still waits.
    pub fn waiting(&self) -> impl Iterator<Item = &ResultWaiting> {
        let assigned = self.assigned.iter().flat_map(|assigned| &assigned.record.places);
        let dismissed = self.dismissed.iter().flat_map(|dismissed| &dismissed.record.places);
        let settled: BTreeSet<u32> = assigned.chain(dismissed).copied().collect();
        self.heard.record.waiting.iter().filter(move |waiting| !settled.contains(&waiting.place))
    }
}

impl Store {
    /// A message with what became of it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_message(&self, message: &[u8; 16]) -> Result<Option<InboxMessage>, StoreError> {
        Ok(InboxMessage::fold(row::subject(&self.connection, message)?))
    }

    /// A message's own text, where this station holds it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_message_text(&self, message: &[u8; 16]) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body, personal FROM entry
             WHERE subject = ?1 AND kind = 'analyser.message' AND personal IS NOT NULL
             ORDER BY hlc_wall, hlc_counter, station, seq LIMIT 1",
        )?;
        let entry = statement.query_row([message], row::entry).optional()?;
        let Some(personal) = entry.as_ref().and_then(|entry| entry.personal()) else { return Ok(None) };
        let text: AnalyserText = minicbor::decode(&personal.bytes)
            .map_err(|_| StoreError::Inconsistent { table: "entry", column: "personal" })?;
        Ok(Some(text.raw))
    }

    /// Messages of which something waits, oldest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_inbox(&self, limit: u32) -> Result<Vec<InboxRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT message, analyser, instrument, at_ms, taken, waiting FROM analyser_message WHERE waiting > 0
             ORDER BY at_ms, message LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], |row| {
            Ok(InboxRow {
                message: row.get(0)?,
                analyser: row.get(1)?,
                instrument: row.get(2)?,
                at_ms: row.get(3)?,
                taken: row.get(4)?,
                waiting: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many messages wait.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_inbox(&self) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM analyser_message WHERE waiting > 0";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }
}
