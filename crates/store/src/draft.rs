//! Drafts of procedures: what their authors have not submitted for review. Of this station alone, one for each author and
//! version that it began with. Not part of the ledger.

use crate::{Store, StoreError};
use domain::PersonId;
use rusqlite::OptionalExtension as _;

/// A draft of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The text, finished or not.
    pub content: String,
    /// Why the version is to be drawn, as far as it is written.
    pub reason: String,
    /// When it was kept last, ms since 1970-01-01 UTC.
    pub saved_ms: i64,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftHead {
    /// SHA-256 of the version whose text it began with, hexadecimal.
    pub began_with: String,
    /// The code that its text says; none where that cannot be read.
    pub code: Option<String>,
    /// The version that its text says, likewise.
    pub version: Option<String>,
    /// Length of its text in bytes.
    pub bytes: u32,
    /// When it was kept last, ms since 1970-01-01 UTC.
    pub saved_ms: i64,
}

impl Store {
    /// Keeps a draft in place of the one that its author began with the same version.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn keep_draft(
        &mut self,
        person: PersonId,
        began_with: &str,
        draft: &DraftRow,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT OR REPLACE INTO procedure_draft (person, began_with, content, reason, saved_ms)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            (person.bytes(), began_with, &draft.content, &draft.reason, draft.saved_ms),
        )?;
        Ok(())
    }

    /// The author's draft that began with that version.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_draft(&self, person: PersonId, began_with: &str) -> Result<Option<DraftRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT content, reason, saved_ms FROM procedure_draft WHERE person = ?1 AND began_with = ?2",
        )?;
        let draft = statement.query_row((person.bytes(), began_with), |row| {
            Ok(DraftRow { content: row.get(0)?, reason: row.get(1)?, saved_ms: row.get(2)? })
        });
        Ok(draft.optional()?)
    }

    /// The author's drafts, the one kept last first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_drafts(&self, person: PersonId) -> Result<Vec<DraftHead>, StoreError> {
        let mut statement = self.connection.prepare_cached(include_str!("draft/list.sql"))?;
        let rows = statement.query_map([person.bytes()], |row| {
            Ok(DraftHead {
                began_with: row.get(0)?,
                code: row.get(1)?,
                version: row.get(2)?,
                bytes: row.get(3)?,
                saved_ms: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Removes a draft; whether there was one.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn discard_draft(&mut self, person: PersonId, began_with: &str) -> Result<bool, StoreError> {
        let removed = self.connection.execute(
            "DELETE FROM procedure_draft WHERE person = ?1 AND began_with = ?2",
            (person.bytes(), began_with),
        )?;
        Ok(removed > 0)
    }
}
