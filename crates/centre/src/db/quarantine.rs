//! Pages that were signed by a known station but must not be merged, as they came. Kept for the investigation.

use super::{DbError, fixed};
use ledger::{BankId, Hash, StationId};
use sqlx::PgConnection;
use std::collections::HashMap;

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

/// How many pages are kept of each station of a bank that has any.
///
/// # Errors
/// [`DbError`].
pub async fn count_by_station(
    db: &mut PgConnection,
    bank: BankId,
) -> Result<HashMap<StationId, i64>, DbError> {
    let rows: Vec<(Vec<u8>, i64)> =
        sqlx::query_as("SELECT station_id, count(*) FROM quarantine WHERE bank_id = $1 GROUP BY station_id")
            .bind(bank.bytes().as_slice())
            .fetch_all(db)
            .await?;
    rows.into_iter()
        .map(|(station, count)| {
            Ok((StationId::from_bytes(fixed("quarantine", "station_id", &station)?), count))
        })
        .collect()
}

/// A page without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineRow {
    /// Names it among the station's.
    pub page_hash: Hash,
    /// The code that the station was answered.
    pub reason: String,
    /// When it came, milliseconds since 1970-01-01 UTC.
    pub received_ms: i64,
    /// How large it is, compressed.
    pub bytes: i64,
}

type Raw = (Vec<u8>, String, i64, i64);

fn read((hash, reason, received_ms, bytes): Raw) -> Result<QuarantineRow, DbError> {
    let page_hash = Hash::from_bytes(fixed("quarantine", "page_hash", &hash)?);
    Ok(QuarantineRow { page_hash, reason, received_ms, bytes })
}

/// The pages that are kept of a station, the last one first.
///
/// # Errors
/// [`DbError`].
pub async fn list(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
) -> Result<Vec<QuarantineRow>, DbError> {
    let rows: Vec<Raw> = sqlx::query_as(include_str!("quarantine/list.sql"))
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .fetch_all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// One page as it came.
///
/// # Errors
/// [`DbError`].
pub async fn find(
    db: &mut PgConnection,
    (bank, station): (BankId, StationId),
    page_hash: Hash,
) -> Result<Option<Vec<u8>>, DbError> {
    let row: Option<(Vec<u8>,)> = sqlx::query_as(
        "SELECT page FROM quarantine WHERE bank_id = $1 AND station_id = $2 AND page_hash = $3",
    )
    .bind(bank.bytes().as_slice())
    .bind(station.bytes().as_slice())
    .bind(page_hash.bytes().as_slice())
    .fetch_optional(db)
    .await?;
    Ok(row.map(|(page,)| page))
}
