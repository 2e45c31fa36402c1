//! Settings and printers of this station. Not part of the ledger.

use crate::{Store, StoreError};
use rusqlite::OptionalExtension as _;

/// A printer of this station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterRow {
    /// Name.
    pub name: String,
    /// `folder`, `cups` or `tcp`.
    pub kind: String,
    /// Path, queue or `host:port`.
    pub target: String,
    /// `pdf`, `zpl203`, `zpl300` or `zpl600`.
    pub language: String,
}

impl Store {
    /// A setting's value.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// A setting's value as text.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn text_setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.setting(name)?.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn set_setting(&mut self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.connection
            .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", (name, value))?;
        Ok(())
    }

    /// Removes a setting.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn remove_setting(&mut self, name: &str) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM setting WHERE name = ?1", [name])?;
        Ok(())
    }

    /// Printers, the default first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_printers(&self) -> Result<Vec<PrinterRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, kind, target, language FROM printer ORDER BY position, name")?;
        let rows = statement.query_map([], |row| {
            Ok(PrinterRow {
                name: row.get(0)?,
                kind: row.get(1)?,
                target: row.get(2)?,
                language: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds a printer or changes the one of that name.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn set_printer(&mut self, printer: &PrinterRow) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO printer (position, name, kind, target, language)
             VALUES ((SELECT coalesce(max(position), 0) + 1 FROM printer), ?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET kind = ?2, target = ?3, language = ?4",
            (&printer.name, &printer.kind, &printer.target, &printer.language),
        )?;
        Ok(())
    }

    /// Removes a printer.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn remove_printer(&mut self, name: &str) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM printer WHERE name = ?1", [name])?;
        Ok(())
    }
}
