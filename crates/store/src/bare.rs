//! What a durable commit costs that decides nothing: the measure that a bench holds acts against.

use crate::{DatabaseKey, Store, StoreError};
use std::path::Path;

/// Bytes that a commit writes to the log for each page: the page and its frame.
const FRAME: usize = 4_096 + 24;
/// So much in a row that no page has two, and no row two pages.
const ROW: usize = 3_900;
/// Times a commit's pages, so that no page is written twice in a row.
const SPARE: usize = 8;

/// An encrypted file as a station's, opened alike, of rows that fill a page each.
pub struct BareFile {
    store: Store,
    pages: usize,
    commits: usize,
}

impl BareFile {
    /// Makes a file whose commits write as many pages as make up `bytes`, at least one.
    ///
    /// # Errors
    /// Every fault of disk and file.
    pub fn create(path: &Path, bytes: usize) -> Result<Self, StoreError> {
        let pages = (bytes / FRAME).max(1);
        let mut store = Store::open(path, &DatabaseKey::from_bytes([0x5a; 32]))?;
        let transaction = store.connection.transaction()?;
        transaction.execute_batch("CREATE TABLE bare (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")?;
        for id in 0..pages * SPARE {
            transaction.execute("INSERT INTO bare (id, data) VALUES (?1, zeroblob(?2))", (id, ROW))?;
        }
        transaction.commit()?;
        Ok(Self { store, pages, commits: 0 })
    }

    /// Writes its pages and makes them durable.
    ///
    /// # Errors
    /// Every fault of disk and file.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        self.commits += 1;
        let first = self.commits % SPARE * self.pages;
        // Other bytes each time: a page that stays as it is would not be written.
        let data = [u8::try_from(self.commits % 251).unwrap_or(0); ROW];
        let transaction = self.store.connection.transaction()?;
        {
            let mut statement = transaction.prepare_cached("UPDATE bare SET data = ?1 WHERE id = ?2")?;
            for id in first..first + self.pages {
                statement.execute((data.as_slice(), id))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}
