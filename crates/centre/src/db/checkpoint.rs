//! Stations' signatures over their chains, kept for whoever verifies the centre's copy.

use super::{DbError, signed};
use ledger::{BankId, Checkpoint, StationId};
use sqlx::PgConnection;

const INSERT: &str = "INSERT INTO checkpoint (bank_id, station_id, seq, hash, time_ms, signature)
    SELECT $1, $2, * FROM unnest($3::bigint[], $4::bytea[], $5::bigint[], $6::bytea[]) ON CONFLICT DO NOTHING";

/// Adds verified checkpoints, in one round trip.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
    checkpoints: &[&Checkpoint],
) -> Result<(), DbError> {
    sqlx::query(INSERT)
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(checkpoints.iter().map(|c| signed(c.seq)).collect::<Vec<_>>())
        .bind(checkpoints.iter().map(|c| c.hash.bytes().as_slice()).collect::<Vec<_>>())
        .bind(checkpoints.iter().map(|c| c.time_ms).collect::<Vec<_>>())
        .bind(checkpoints.iter().map(|c| c.signature.as_slice()).collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}
