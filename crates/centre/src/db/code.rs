//! One-time enrolment codes, stored as hashes.

use super::{DbError, fixed};
use ledger::{BankId, Hash, SiteId, StationId};
use sqlx::PgConnection;

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
    /// Who used it.
    pub used: Option<(BankId, StationId)>,
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

type Raw = (Option<Vec<u8>>, Option<Vec<u8>>, i64, Option<Vec<u8>>, Option<Vec<u8>>);

/// A code, locked until the transaction ends, so that it is used once.
///
/// # Errors
/// [`DbError`].
pub async fn lock(db: &mut PgConnection, code_hash: Hash) -> Result<Option<CodeRow>, DbError> {
    let row = sqlx::query_as(include_str!("code/lock.sql")).bind(code_hash.bytes().as_slice());
    let row: Option<Raw> = row.fetch_optional(db).await?;
    row.map(|(bank, site, expires_ms, used_bank, used_station)| {
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
        Ok(CodeRow { purpose, expires_ms, used })
    })
    .transpose()
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
