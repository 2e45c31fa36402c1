//! Pages that were signed by a known station but must not be merged, as they came. Kept for the investigation.

use super::DbError;
use ledger::{BankId, Hash, StationId};
use sqlx::PgConnection;

const TAG: &str = "cordkeep.quarantine.v1";
/// Pages kept of one station: beyond that, more of the same proves nothing new.
const PAGES_MAX: i64 = 200;

const INSERT: &str = "INSERT INTO quarantine (bank_id, station_id, page_hash, reason, received_ms, page)
    SELECT $1, $2, $3, $4, $5, $6
    WHERE (SELECT count(*) FROM quarantine WHERE bank_id = $1 AND station_id = $2) < $7
    ON CONFLICT DO NOTHING";

/// Keeps a page, once; `reason` is the code that the station is answered.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
    reason: &str,
    page: &[u8],
    now_ms: i64,
) -> Result<(), DbError> {
    sqlx::query(INSERT)
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(Hash::of(TAG, &[page]).bytes().as_slice())
        .bind(reason)
        .bind(now_ms)
        .bind(page)
        .bind(PAGES_MAX)
        .execute(db)
        .await?;
    Ok(())
}

/// How many pages of a station are kept.
///
/// # Errors
/// [`DbError`].
pub async fn count(db: &mut PgConnection, bank: BankId, station: StationId) -> Result<i64, DbError> {
    let row: (i64,) =
        sqlx::query_as("SELECT count(*) FROM quarantine WHERE bank_id = $1 AND station_id = $2")
            .bind(bank.bytes().as_slice())
            .bind(station.bytes().as_slice())
            .fetch_one(db)
            .await?;
    Ok(row.0)
}
