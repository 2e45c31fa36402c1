//! How large the database is, and how it grew: one measure a day is kept.

use super::{DbError, signed, unsigned};
use sqlx::PgConnection;

/// What was measured at the end of a day, or last on this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Days since 1970-01-01 UTC.
    pub day: i32,
    /// The whole database, with its indexes.
    pub database_bytes: u64,
    /// Entries of all chains.
    pub entries: u64,
}

/// Measures now, and keeps it as this day's.
///
/// # Errors
/// [`DbError`].
pub async fn measure(db: &mut PgConnection, now_ms: i64) -> Result<Measure, DbError> {
    let day = i32::try_from(now_ms.div_euclid(86_400_000)).unwrap_or(i32::MAX);
    // What each station's chain holds stands in its row: no entry is counted.
    let (database_bytes, entries): (i64, i64) = sqlx::query_as(
        "SELECT pg_database_size(current_database()), (SELECT coalesce(sum(head_seq), 0)::bigint FROM station)",
    )
    .fetch_one(&mut *db)
    .await?;
    let database_bytes = unsigned("capacity_day", "database_bytes", database_bytes)?;
    let entries = unsigned("capacity_day", "entries", entries)?;
    sqlx::query(include_str!("capacity/keep.sql"))
        .bind(day)
        .bind(signed(database_bytes))
        .bind(signed(entries))
        .execute(db)
        .await?;
    Ok(Measure { day, database_bytes, entries })
}

/// The measures of the last so many days, the oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &mut PgConnection, days: i32, today: i32) -> Result<Vec<Measure>, DbError> {
    let rows: Vec<(i32, i64, i64)> =
        sqlx::query_as("SELECT day, database_bytes, entries FROM capacity_day WHERE day > $1 ORDER BY day")
            .bind(today.saturating_sub(days))
            .fetch_all(db)
            .await?;
    rows.into_iter()
        .map(|(day, bytes, entries)| {
            Ok(Measure {
                day,
                database_bytes: unsigned("capacity_day", "database_bytes", bytes)?,
                entries: unsigned("capacity_day", "entries", entries)?,
            })
        })
        .collect()
}
