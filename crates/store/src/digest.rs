//! Digest of all projections, and their rebuild.

use crate::{Store, StoreError, audit, project};
use ledger::{Digest, Hash};
use rusqlite::types::ValueRef;

impl Store {
    /// A digest over every row of every projection: equal for equal sets of entries.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn projection_digest(&self) -> Result<Hash, StoreError> {
        let mut digest = Digest::new("cordkeep.projections.v1");
        for (table, order) in project::TABLES {
            digest.field(table.as_bytes());
            let mut statement =
                self.connection.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    match row.get_ref(column)? {
                        ValueRef::Null => digest.field(b"n"),
                        ValueRef::Integer(value) => {
                            digest.field(&[b"i", value.to_be_bytes().as_slice()].concat())
                        }
                        ValueRef::Real(value) => {
                            digest.field(&[b"r", value.to_be_bytes().as_slice()].concat())
                        }
                        ValueRef::Text(value) => digest.field(&[b"t", value].concat()),
                        ValueRef::Blob(value) => digest.field(&[b"b", value].concat()),
                    }
                }
            }
        }
        Ok(digest.finish())
    }

    /// Drops all projections and makes them again from the ledger, in one transaction.
    ///
    /// # Errors
    /// A fault of the file; nothing changes then.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        project::rebuild(&transaction)?;
        self.recent.forget();
        audit::rebuild(&transaction)?;
        transaction.commit()?;
        Ok(())
    }
}
