//! The centre's own signing key. Who reads this table can sign as the centre: guard its backups accordingly.

use super::{DbError, fixed};
use ledger::SigningKey;
use sqlx::PgConnection;

/// Keeps a new key's seed unless there is one.
///
/// # Errors
/// [`DbError`].
pub async fn create(db: &mut PgConnection, seed: &[u8; 32], now_ms: i64) -> Result<(), DbError> {
    sqlx::query("INSERT INTO centre_identity (seed, created_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(seed.as_slice())
        .bind(now_ms)
        .execute(db)
        .await?;
    Ok(())
}

/// The key; none before `init`.
///
/// # Errors
/// [`DbError`].
pub async fn find(db: &mut PgConnection) -> Result<Option<SigningKey>, DbError> {
    let row: Option<(Vec<u8>,)> =
        sqlx::query_as("SELECT seed FROM centre_identity").fetch_optional(db).await?;
    row.map(|(seed,)| Ok(SigningKey::from_seed(&fixed("centre_identity", "seed", &seed)?))).transpose()
}
