//! Freezing curves, and which units lay in which.

use crate::row;
use crate::{Store, StoreError};
use domain::record::FreezingCurveRecorded;
use domain::unit::Stamped;
use domain::{DonationId, FreezingCurveId, PersonId, Record};

/// Where a page of curves goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurveCursor {
    /// When the last one was recorded, ms.
    pub recorded_ms: i64,
    /// The last one.
    pub curve: FreezingCurveId,
}

impl Store {
    /// A curve; of two stations that read the same file the first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_curve(
        &self,
        curve: FreezingCurveId,
    ) -> Result<Option<Stamped<FreezingCurveRecorded>>, StoreError> {
        Ok(self.curve_entries(curve)?.next())
    }

    /// Who brought a curve in, at each station that read the same file.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_curve_readers(&self, curve: FreezingCurveId) -> Result<Vec<PersonId>, StoreError> {
        Ok(self.curve_entries(curve)?.filter_map(|entry| entry.stamp.operator).collect())
    }

    fn curve_entries(
        &self,
        curve: FreezingCurveId,
    ) -> Result<impl Iterator<Item = Stamped<FreezingCurveRecorded>> + use<>, StoreError> {
        let facts = row::subject(&self.connection, curve.bytes())?.into_iter();
        Ok(facts.filter_map(row::Decoded::fact).filter_map(|fact| match fact.record {
            Record::FreezingCurveRecorded(record) => Some(Stamped { stamp: fact.stamp, record }),
            _ => None,
        }))
    }

    /// Curves, the latest first; where asked for, those alone of which a unit waits for its review.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_curves(
        &self,
        open_only: bool,
        after: Option<CurveCursor>,
        limit: u32,
    ) -> Result<Vec<FreezingCurveId>, StoreError> {
        let open = if open_only { OPEN } else { "1" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT curve FROM freezing_curve AS c
             WHERE {open} AND (?1 IS NULL OR recorded_ms < ?1 OR (recorded_ms = ?1 AND curve > ?2))
             ORDER BY recorded_ms DESC, curve LIMIT ?3"
        ))?;
        let at_ms = after.map(|cursor| cursor.recorded_ms);
        let last = after.map(|cursor| *cursor.curve.bytes());
        let rows =
            statement.query_map((at_ms, last, limit), |row| Ok(FreezingCurveId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many curves there are, and of how many a unit waits for its review.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_curves(&self) -> Result<(u32, u32), StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT count(*), count(*) FILTER (WHERE {OPEN}) FROM freezing_curve AS c"
        ))?;
        Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// The units of which that curve counts or counted, in the order of their entries.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_units_of_curve(&self, curve: FreezingCurveId) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT donation FROM unit_curve WHERE curve = ?1 ORDER BY at_ms, donation")?;
        let rows = statement.query_map([curve.bytes()], |row| Ok(DonationId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

const OPEN: &str =
    "EXISTS (SELECT 1 FROM unit_curve AS u WHERE u.curve = c.curve AND u.current = 1 AND u.fitness IS NULL)";
