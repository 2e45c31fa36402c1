//! What each station had read of its feeds when it last asked.

use super::{DbError, fixed, signed, unsigned};
use ledger::{BankId, StationId};
use sqlx::PgConnection;
use std::collections::HashMap;
use sync::Scope;

/// What a station said when it last asked for a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardRow {
    /// Which feed.
    pub scope: Scope,
    /// The last position that it has.
    pub position: u64,
    /// When, milliseconds since 1970-01-01 UTC.
    pub heard_ms: i64,
    /// Which version of the program asked, where it says so.
    pub version: Option<String>,
}

/// Keeps what a station says, in place of what it said before.
///
/// # Errors
/// [`DbError`].
pub async fn note(
    db: &mut PgConnection,
    (bank, station): (BankId, StationId),
    heard: &HeardRow,
) -> Result<(), DbError> {
    sqlx::query(include_str!("heard/note.sql"))
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(heard.scope.to_string())
        .bind(signed(heard.position))
        .bind(heard.heard_ms)
        .bind(&heard.version)
        .execute(db)
        .await?;
    Ok(())
}

type Raw = (Vec<u8>, String, i64, i64, Option<String>);

/// What all stations of a bank said.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &mut PgConnection, bank: BankId) -> Result<HashMap<StationId, Vec<HeardRow>>, DbError> {
    let rows: Vec<Raw> = sqlx::query_as(
        "SELECT station_id, scope, position, heard_ms, version FROM station_heard WHERE bank_id = $1 ORDER BY scope",
    )
    .bind(bank.bytes().as_slice())
    .fetch_all(db)
    .await?;
    let mut all = HashMap::<StationId, Vec<HeardRow>>::new();
    for (station, scope, position, heard_ms, version) in rows {
        let station = StationId::from_bytes(fixed("station_heard", "station_id", &station)?);
        let scope =
            scope.parse().map_err(|_| DbError::Inconsistent { table: "station_heard", column: "scope" })?;
        let position = unsigned("station_heard", "position", position)?;
        all.entry(station).or_default().push(HeardRow { scope, position, heard_ms, version });
    }
    Ok(all)
}
