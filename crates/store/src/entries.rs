//! Every entry that is held, for whoever compares whole ledgers.

use crate::{Store, StoreError, row};
use ledger::Entry;

impl Store {
    /// Shows every entry, the own and those of others, chain by chain, personal parts as far as they are held.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn for_each_entry(&self, mut show: impl FnMut(Entry)) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT header, body, personal FROM entry ORDER BY station, seq")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            show(row::entry(row)?);
        }
        Ok(())
    }
}
