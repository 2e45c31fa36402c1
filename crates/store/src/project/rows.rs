//! A unit's rows in a projection, brought from what they are to what they should be. Most acts change few of them, and each
//! row that stays as it is spares the pages of its table and indices.

use crate::StoreError;
use domain::DonationId;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// Values in the order of a table's columns.
pub(super) type Row = Vec<Value>;

/// What a unit has in a table, without the column that names the unit.
pub(super) struct UnitRows {
    table: &'static str,
    columns: &'static [&'static str],
    /// So many of the first columns tell a row of the unit from its others.
    key: usize,
    /// What else a new row gets: the names and the values, as they stand in SQL.
    fresh: (&'static str, &'static str),
}

impl UnitRows {
    pub(super) const fn of(table: &'static str, key: usize, columns: &'static [&'static str]) -> Self {
        Self { table, columns, key, fresh: ("", "") }
    }

    /// The same with something else in a new row, which is not looked at afterwards.
    pub(super) const fn with(self, name: &'static str, value: &'static str) -> Self {
        Self { fresh: (name, value), ..self }
    }

    /// Takes away what should not be there and adds what is missing. Answers whether anything changed. Of wanted rows with
    /// one key the first counts.
    pub(super) fn put(
        &self,
        connection: &Connection,
        donation: DonationId,
        wanted: &[Row],
    ) -> Result<bool, StoreError> {
        let found = self.read(connection, donation)?;
        let mut keys = BTreeSet::new();
        let wanted: Vec<&Row> =
            wanted.iter().filter(|row| keys.insert(format!("{:?}", row.get(..self.key)))).collect();
        let gone: Vec<&Row> = found.iter().filter(|row| !wanted.contains(row)).collect();
        let new: Vec<&Row> = wanted.iter().copied().filter(|row| !found.contains(row)).collect();
        let named = |row: &Row| {
            let values: Row = row.iter().cloned().chain([Value::Blob(donation.bytes().to_vec())]).collect();
            params_from_iter(values)
        };
        for row in &gone {
            let matches: String = self.columns.iter().map(|column| format!("{column} IS ? AND ")).collect();
            let sql = format!("DELETE FROM {} WHERE {matches}donation = ?", self.table);
            connection.prepare_cached(&sql)?.execute(named(row))?;
        }
        if !new.is_empty() {
            let places = "?, ".repeat(self.columns.len());
            let columns = self.columns.join(", ");
            let (name, value) = self.fresh;
            let sql =
                format!("INSERT INTO {} ({columns}{name}, donation) VALUES ({places}{value}?)", self.table);
            let mut insert = connection.prepare_cached(&sql)?;
            for row in &new {
                insert.execute(named(row))?;
            }
        }
        Ok(!gone.is_empty() || !new.is_empty())
    }

    /// Sets the one row that the unit has in a table of units: the columns that changed, or the whole row where it is new,
    /// which it answers.
    pub(super) fn put_one(
        &self,
        connection: &Connection,
        donation: DonationId,
        wanted: Row,
    ) -> Result<bool, StoreError> {
        let Some(found) = self.read(connection, donation)?.into_iter().next() else {
            return self.put(connection, donation, &[wanted]);
        };
        let both = self.columns.iter().zip(found).zip(wanted);
        let changed: Vec<(&str, Value)> =
            both.filter_map(|((column, old), new)| (old != new).then_some((*column, new))).collect();
        if changed.is_empty() {
            return Ok(false);
        }
        let sets: Vec<String> = changed.iter().map(|(column, _)| format!("{column} = ?")).collect();
        let sql = format!("UPDATE {} SET {} WHERE donation = ?", self.table, sets.join(", "));
        let values = changed.into_iter().map(|(_, value)| value);
        let values = values.chain([Value::Blob(donation.bytes().to_vec())]);
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(false)
    }

    fn read(&self, connection: &Connection, donation: DonationId) -> Result<Vec<Row>, StoreError> {
        let sql = format!("SELECT {} FROM {} WHERE donation = ?1", self.columns.join(", "), self.table);
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map([donation.bytes()], |row| {
            (0..self.columns.len()).map(|column| row.get(column)).collect::<Result<Row, _>>()
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A value that may be absent.
pub(super) fn maybe(value: Option<impl Into<Value>>) -> Value {
    value.map_or(Value::Null, Into::into)
}

/// An identifier.
pub(super) fn bytes(id: &[u8; 16]) -> Value {
    Value::Blob(id.to_vec())
}
