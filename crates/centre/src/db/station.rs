//! Stations: their keys, where they stand, and how far their chains are held.

use super::{DbError, fixed, signed, unsigned};
use ledger::{BankId, Entry, EntryHeader, Hash, PublicKey, SiteId, StationId};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Whether a station's word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Active,
    /// An administrator withdrew it.
    Revoked,
    /// Its key signed two histories.
    Cloned,
}

impl Status {
    /// As stored and shown.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Cloned => "cloned",
        }
    }

    fn parse(text: &str) -> Result<Self, DbError> {
        [Self::Active, Self::Revoked, Self::Cloned]
            .into_iter()
            .find(|status| status.text() == text)
            .ok_or(DbError::Inconsistent { table: "station", column: "status" })
    }
}

/// A station as stored.
#[derive(Debug, Clone)]
pub struct StationRow {
    /// Owner.
    pub bank: BankId,
    /// Which one.
    pub station: StationId,
    /// Where it stands.
    pub site: SiteId,
    /// Its key.
    pub key: PublicKey,
    /// A name for people.
    pub name: String,
    /// Whether its word counts.
    pub status: Status,
    /// The last entry held; 0 before the first.
    pub head_seq: u64,
    /// That entry's hash.
    pub head_hash: Hash,
    /// When it was enrolled, milliseconds since 1970-01-01 UTC.
    pub enrolled_ms: i64,
    /// When it last sent something new, milliseconds since 1970-01-01 UTC.
    pub uploaded_ms: Option<i64>,
}

type Raw = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, String, String, i64, Vec<u8>, i64, Option<i64>);

fn read(raw: Raw) -> Result<StationRow, DbError> {
    let (bank, station, site, key, name, status, head_seq, head_hash, enrolled_ms, uploaded_ms) = raw;
    Ok(StationRow {
        bank: BankId::from_bytes(fixed("station", "bank_id", &bank)?),
        station: StationId::from_bytes(fixed("station", "station_id", &station)?),
        site: SiteId::from_bytes(fixed("station", "site_id", &site)?),
        key: PublicKey::from_bytes(fixed("station", "public_key", &key)?),
        name,
        status: Status::parse(&status)?,
        head_seq: unsigned("station", "head_seq", head_seq)?,
        head_hash: Hash::from_bytes(fixed("station", "head_hash", &head_hash)?),
        enrolled_ms,
        uploaded_ms,
    })
}

/// A station, where the centre knows it.
///
/// # Errors
/// [`DbError`].
pub async fn find(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
) -> Result<Option<StationRow>, DbError> {
    let row = sqlx::query_as(include_str!("station/find.sql"));
    let row = row.bind(bank.bytes().as_slice()).bind(station.bytes().as_slice());
    row.fetch_optional(db).await?.map(read).transpose()
}

/// The same, locked until the transaction ends: pages of one station are taken one after the other.
///
/// # Errors
/// [`DbError`].
pub async fn lock(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
) -> Result<Option<StationRow>, DbError> {
    let row = sqlx::query_as(include_str!("station/lock.sql"));
    let row = row.bind(bank.bytes().as_slice()).bind(station.bytes().as_slice());
    row.fetch_optional(db).await?.map(read).transpose()
}

/// All stations of a bank, or of every bank, by name.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &mut PgConnection, bank: Option<BankId>) -> Result<Vec<StationRow>, DbError> {
    let rows = sqlx::query_as(include_str!("station/list.sql")).bind(bank.map(|bank| bank.bytes().to_vec()));
    rows.fetch_all(db).await?.into_iter().map(read).collect()
}

/// Adds a station with an empty chain.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    db: &mut PgConnection,
    (bank, site, station): (BankId, SiteId, StationId),
    key: PublicKey,
    name: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    sqlx::query(include_str!("station/insert.sql"))
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(site.bytes().as_slice())
        .bind(key.bytes().as_slice())
        .bind(name)
        .bind(Hash::ZERO.bytes().as_slice())
        .bind(now_ms)
        .execute(db)
        .await?;
    Ok(())
}

/// Moves the head of a chain.
///
/// # Errors
/// [`DbError`].
pub async fn set_head(
    db: &mut PgConnection,
    (bank, station): (BankId, StationId),
    seq: u64,
    hash: Hash,
    now_ms: i64,
) -> Result<(), DbError> {
    sqlx::query(
        "UPDATE station SET head_seq = $3, head_hash = $4, uploaded_ms = $5 WHERE bank_id = $1 AND station_id = $2",
    )
    .bind(bank.bytes().as_slice())
    .bind(station.bytes().as_slice())
    .bind(signed(seq))
    .bind(hash.bytes().as_slice())
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

/// Sets whether a station's word counts; tells how many stations that were (0 or 1).
///
/// # Errors
/// [`DbError`].
pub async fn set_status(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
    status: Status,
) -> Result<u64, DbError> {
    let done = sqlx::query("UPDATE station SET status = $3 WHERE bank_id = $1 AND station_id = $2")
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(status.text())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// How many stations have each status.
///
/// # Errors
/// [`DbError`].
pub async fn count_by_status(db: &mut PgConnection) -> Result<Vec<(String, i64)>, DbError> {
    let rows = sqlx::query_as("SELECT status, count(*) FROM station GROUP BY status ORDER BY status");
    Ok(rows.fetch_all(db).await?)
}

/// When the active station that is longest silent last sent something; none where none ever did.
///
/// # Errors
/// [`DbError`].
pub async fn longest_silent_ms(db: &mut PgConnection) -> Result<Option<i64>, DbError> {
    let row: (Option<i64>,) =
        sqlx::query_as("SELECT min(uploaded_ms) FROM station WHERE status = 'active'").fetch_one(db).await?;
    Ok(row.0)
}

/// The header of the last entry held of each station of a bank that has sent any.
///
/// # Errors
/// [`DbError`].
pub async fn list_head_headers(
    db: &mut PgConnection,
    bank: BankId,
) -> Result<HashMap<StationId, EntryHeader>, DbError> {
    let rows: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(include_str!("station/list_head_headers.sql"))
        .bind(bank.bytes().as_slice())
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(station, header)| {
            let header = Entry::from_parts(header, Vec::new(), None)
                .header()
                .map_err(|_| DbError::Inconsistent { table: "entry", column: "header" })?;
            Ok((StationId::from_bytes(fixed("station", "station_id", &station)?), header))
        })
        .collect()
}
