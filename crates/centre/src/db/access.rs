//! Codes by which administrators sign in at the page, stored as hashes.

use super::{DbError, fixed};
use ledger::Hash;
use sqlx::PgConnection;

/// A code that lets somebody in now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// Names it.
    pub code_hash: Hash,
    /// Who signs in by it.
    pub name: String,
    /// From when on it is worth nothing, milliseconds since 1970-01-01 UTC.
    pub expires_ms: i64,
}

/// Keeps a new code's hash.
///
/// # Errors
/// [`DbError`].
pub async fn insert(db: &mut PgConnection, row: &AccessRow, now_ms: i64) -> Result<(), DbError> {
    sqlx::query("INSERT INTO page_access (code_hash, name, created_ms, expires_ms) VALUES ($1, $2, $3, $4)")
        .bind(row.code_hash.bytes().as_slice())
        .bind(&row.name)
        .bind(now_ms)
        .bind(row.expires_ms)
        .execute(db)
        .await?;
    Ok(())
}

/// The code, where it lets somebody in at this moment.
///
/// # Errors
/// [`DbError`].
pub async fn find_open(
    db: &mut PgConnection,
    code_hash: Hash,
    now_ms: i64,
) -> Result<Option<AccessRow>, DbError> {
    let row: Option<(Vec<u8>, String, i64)> = sqlx::query_as(
        "SELECT code_hash, name, expires_ms FROM page_access
         WHERE code_hash = $1 AND expires_ms > $2 AND withdrawn_ms IS NULL",
    )
    .bind(code_hash.bytes().as_slice())
    .bind(now_ms)
    .fetch_optional(db)
    .await?;
    row.map(|(hash, name, expires_ms)| {
        let code_hash = Hash::from_bytes(fixed("page_access", "code_hash", &hash)?);
        Ok(AccessRow { code_hash, name, expires_ms })
    })
    .transpose()
}

/// Takes back every open code of this name; tells how many.
///
/// # Errors
/// [`DbError`].
pub async fn withdraw(db: &mut PgConnection, name: &str, now_ms: i64) -> Result<u64, DbError> {
    let done = sqlx::query(
        "UPDATE page_access SET withdrawn_ms = $2 WHERE name = $1 AND expires_ms > $2 AND withdrawn_ms IS NULL",
    )
    .bind(name)
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
