//! One-time enrolment codes, stored as hashes.

use super::{DbError, fixed};
use ledger::{BankId, Hash, SiteId, StationId};
use sqlx::{FromRow, PgConnection, Row as _};

/// What a code was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Joins a station to this bank at this site.
    Join(BankId, SiteId),
    /// Brings a new bank.
    Found,
}

/// A code as stored.
#[derive(Debug, Clone, Copy)]
pub struct CodeRow {
    /// What it was made for.
    pub purpose: Purpose,
    /// From when on it is worth nothing, milliseconds since 1970-01-01 UTC.
    pub expires_ms: i64,
    /// When an administrator took it back, milliseconds since 1970-01-01 UTC.
    pub withdrawn_ms: Option<i64>,
    /// Who used it.
    pub used: Option<(BankId, StationId)>,
}

/// A code as listed.
#[derive(Debug, Clone, Copy)]
pub struct ListedCode {
    /// Names it: the code itself is not kept.
    pub code_hash: Hash,
    /// When it was made, milliseconds since 1970-01-01 UTC.
    pub created_ms: i64,
    /// When it was used, milliseconds since 1970-01-01 UTC.
    pub used_ms: Option<i64>,
    /// The code.
    pub code: CodeRow,
}

/// Keeps a new code's hash.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    db: &mut PgConnection,
    code_hash: Hash,
    purpose: Purpose,
    now_ms: i64,
    expires_ms: i64,
) -> Result<(), DbError> {
    let (bank, site) = match purpose {
        Purpose::Join(bank, site) => (Some(bank.bytes().to_vec()), Some(site.bytes().to_vec())),
        Purpose::Found => (None, None),
    };
    sqlx::query(include_str!("code/insert.sql"))
        .bind(code_hash.bytes().as_slice())
        .bind(bank)
        .bind(site)
        .bind(now_ms)
        .bind(expires_ms)
        .execute(db)
        .await?;
    Ok(())
}

type Raw = (Option<Vec<u8>>, Option<Vec<u8>>, i64, Option<i64>, Option<Vec<u8>>, Option<Vec<u8>>);

fn read((bank, site, expires_ms, withdrawn_ms, used_bank, used_station): Raw) -> Result<CodeRow, DbError> {
    let purpose = match bank.zip(site) {
        Some((bank, site)) => Purpose::Join(
            BankId::from_bytes(fixed("enrolment_code", "bank_id", &bank)?),
            SiteId::from_bytes(fixed("enrolment_code", "site_id", &site)?),
        ),
        None => Purpose::Found,
    };
    let used = match used_bank.zip(used_station) {
        Some((bank, station)) => Some((
            BankId::from_bytes(fixed("enrolment_code", "used_bank_id", &bank)?),
            StationId::from_bytes(fixed("enrolment_code", "used_station_id", &station)?),
        )),
        None => None,
    };
    Ok(CodeRow { purpose, expires_ms, withdrawn_ms, used })
}

/// A code, locked until the transaction ends, so that it is used once.
///
/// # Errors
/// [`DbError`].
pub async fn lock(db: &mut PgConnection, code_hash: Hash) -> Result<Option<CodeRow>, DbError> {
    let row = sqlx::query_as(include_str!("code/lock.sql")).bind(code_hash.bytes().as_slice());
    row.fetch_optional(db).await?.map(read).transpose()
}

/// The latest codes, the last one first.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &mut PgConnection, limit: i64) -> Result<Vec<ListedCode>, DbError> {
    let rows = sqlx::query(include_str!("code/list.sql")).bind(limit).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let raw: Raw = FromRow::from_row(row)?;
            let (hash, created_ms, used_ms) = (
                row.try_get::<Vec<u8>, _>("code_hash")?,
                row.try_get("created_ms")?,
                row.try_get("used_ms")?,
            );
            let code_hash = Hash::from_bytes(fixed("enrolment_code", "code_hash", &hash)?);
            Ok(ListedCode { code_hash, created_ms, used_ms, code: read(raw)? })
        })
        .collect()
}

/// Takes a code back that nobody used; tells how many codes that were (0 or 1).
///
/// # Errors
/// [`DbError`].
pub async fn withdraw(db: &mut PgConnection, code_hash: Hash, now_ms: i64) -> Result<u64, DbError> {
    let done = sqlx::query(include_str!("code/withdraw.sql"))
        .bind(code_hash.bytes().as_slice())
        .bind(now_ms)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Spends a code.
///
/// # Errors
/// [`DbError`].
pub async fn set_used(
    db: &mut PgConnection,
    code_hash: Hash,
    bank: BankId,
    station: StationId,
    now_ms: i64,
) -> Result<(), DbError> {
    sqlx::query(include_str!("code/set_used.sql"))
        .bind(code_hash.bytes().as_slice())
        .bind(now_ms)
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .execute(db)
        .await?;
    Ok(())
}
