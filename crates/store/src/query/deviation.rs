//! Deviations: lists, the latest first, and what trends are counted from.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::deviation::Deviation;
use domain::{DeviationClass, DeviationId, DeviationStage, DonationId};

/// Where a page of deviations ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviationCursor {
    /// When it was reported, ms.
    pub reported_ms: i64,
    /// Which.
    pub deviation: DeviationId,
}

/// What a list of deviations shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviationFilter {
    /// The closed ones instead of the open ones.
    pub closed: bool,
    /// Only this category.
    pub category: Option<String>,
    /// Only those with an action that was due before this moment, ms.
    pub due_before_ms: Option<i64>,
}

/// What trends count of one deviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviationCount {
    /// Category.
    pub category: String,
    /// Cause, where it was found.
    pub cause: Option<String>,
    /// How grave, where somebody has said so.
    pub class: Option<DeviationClass>,
    /// When it happened, ms.
    pub happened_ms: i64,
    /// When it was reported, ms.
    pub reported_ms: i64,
    /// When it was closed, ms; none while it is open.
    pub closed_ms: Option<i64>,
}

impl Store {
    /// The deviation of that name.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_deviation(&self, id: DeviationId) -> Result<Option<Deviation>, StoreError> {
        let entries = row::subject(&self.connection, id.bytes())?;
        Ok(Deviation::fold(id, entries.into_iter().filter_map(Decoded::fact)))
    }

    /// Deviations, those reported last first: what each is found by.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_deviations(
        &self,
        filter: &DeviationFilter,
        before: Option<DeviationCursor>,
        limit: u32,
    ) -> Result<Vec<DeviationCursor>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT reported_ms, deviation FROM deviation
             WHERE closed = ?1 AND (reported_ms, deviation) < (?2, ?3)
               AND (?4 IS NULL OR category = ?4) AND (?5 IS NULL OR due_ms < ?5)
             ORDER BY reported_ms DESC, deviation DESC LIMIT ?6",
        )?;
        let before = before.unwrap_or(DeviationCursor {
            reported_ms: i64::MAX,
            deviation: DeviationId::from_bytes([0xff; 16]),
        });
        let rows = statement.query_map(
            (
                filter.closed,
                before.reported_ms,
                before.deviation.bytes(),
                &filter.category,
                filter.due_before_ms,
                limit,
            ),
            |row| {
                let deviation = DeviationId::from_bytes(row.get(1)?);
                Ok(DeviationCursor { reported_ms: row.get(0)?, deviation })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many deviations a list has.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_deviations(&self, filter: &DeviationFilter) -> Result<u32, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM deviation
             WHERE closed = ?1 AND (?2 IS NULL OR category = ?2) AND (?3 IS NULL OR due_ms < ?3)",
        )?;
        let counted = (filter.closed, &filter.category, filter.due_before_ms);
        Ok(statement.query_row(counted, |row| row.get(0))?)
    }

    /// Deviations that concern a unit, or concerned it once, those reported last first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_deviations_of(&self, donation: DonationId) -> Result<Vec<DeviationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT known.deviation FROM deviation_unit AS concerned
             JOIN deviation AS known ON known.deviation = concerned.deviation
             WHERE concerned.donation = ?1 ORDER BY known.reported_ms DESC, known.deviation",
        )?;
        let rows = statement.query_map([donation.bytes()], |row| row.get(0))?;
        Ok(rows.map(|row| row.map(DeviationId::from_bytes)).collect::<Result<_, _>>()?)
    }

    /// Open deviations with an action that waits to be done or looked at, what is due first coming first: so many.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_deviations_acting(&self, limit: u32) -> Result<Vec<DeviationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT deviation FROM deviation
             WHERE closed = 0 AND (due_ms IS NOT NULL OR stage IN (?1, ?2))
             ORDER BY due_ms IS NULL, due_ms, reported_ms, deviation LIMIT ?3",
        )?;
        // What was done before its cause is known is looked at all the same.
        let stages = (DeviationStage::Investigation as i64, DeviationStage::Check as i64);
        let rows = statement.query_map((stages.0, stages.1, limit), |row| row.get(0))?;
        Ok(rows.map(|row| row.map(DeviationId::from_bytes)).collect::<Result<_, _>>()?)
    }

    /// Every deviation that happened from a moment on.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_deviation_counts(&self, from_ms: i64) -> Result<Vec<DeviationCount>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT category, cause, class, happened_ms, reported_ms, closed_ms FROM deviation
             WHERE happened_ms >= ?1 ORDER BY happened_ms",
        )?;
        let rows = statement.query_map([from_ms], |row| {
            let class: Option<usize> = row.get(2)?;
            Ok(DeviationCount {
                category: row.get(0)?,
                cause: row.get(1)?,
                class: class.and_then(|class| DeviationClass::ALL.get(class).copied()),
                happened_ms: row.get(3)?,
                reported_ms: row.get(4)?,
                closed_ms: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
