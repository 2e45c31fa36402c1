//! The entries of all chains.

use super::{DbError, fixed, signed, unsigned};
use crate::router::Audience;
use ledger::{BankId, Entry, EntryHeader, EntryRef, Hash, StationId, Subject};
use sqlx::PgConnection;
use std::collections::HashMap;

/// A verified entry on its way in.
pub struct NewEntry<'a> {
    /// As received.
    pub entry: &'a Entry,
    /// Its header, decoded.
    pub header: EntryHeader,
    /// Its hash.
    pub hash: Hash,
    /// Whether it is reference data.
    pub audience: Audience,
}

/// Adds entries of one chain, in one round trip.
///
/// # Errors
/// [`DbError`]; an entry that is there already is one.
pub async fn insert(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
    entries: &[NewEntry<'_>],
    now_ms: i64,
) -> Result<(), DbError> {
    fn column<'a, T>(entries: &'a [NewEntry<'a>], get: impl Fn(&'a NewEntry<'a>) -> T) -> Vec<T> {
        entries.iter().map(get).collect()
    }
    sqlx::query(include_str!("entry/insert.sql"))
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(now_ms)
        .bind(column(entries, |e| signed(e.header.seq)))
        .bind(column(entries, |e| e.hash.bytes().as_slice()))
        .bind(column(entries, |e| e.header.kind.as_str()))
        .bind(column(entries, |e| e.header.subject.kind.as_str()))
        .bind(column(entries, |e| e.header.subject.id.bytes().as_slice()))
        .bind(column(entries, |e| e.header.site.bytes().as_slice()))
        .bind(column(entries, |e| signed(e.header.hlc.wall_ms)))
        .bind(column(entries, |e| i64::from(e.header.hlc.counter)))
        .bind(column(entries, |e| e.audience.text()))
        .bind(column(entries, |e| e.entry.header_bytes()))
        .bind(column(entries, |e| e.entry.body()))
        .bind(column(entries, |e| e.entry.personal().map(|personal| personal.salt.to_vec())))
        .bind(column(entries, |e| e.entry.personal().map(|personal| personal.bytes.clone())))
        .execute(db)
        .await?;
    Ok(())
}

/// The hashes of a stretch of a chain, ascending, as far as it is held.
///
/// # Errors
/// [`DbError`].
pub async fn list_hashes(
    db: &mut PgConnection,
    bank: BankId,
    station: StationId,
    seqs: std::ops::RangeInclusive<u64>,
) -> Result<HashMap<u64, Hash>, DbError> {
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(include_str!("entry/list_hashes.sql"))
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(signed(*seqs.start()))
        .bind(signed(*seqs.end()))
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(seq, hash)| {
            Ok((unsigned("entry", "seq", seq)?, Hash::from_bytes(fixed("entry", "hash", &hash)?)))
        })
        .collect()
}

/// The entries of a subject that go to its scopes, each after those that it was based on.
///
/// # Errors
/// [`DbError`].
pub async fn list_history(
    db: &mut PgConnection,
    bank: BankId,
    subject: &Subject,
) -> Result<Vec<(EntryRef, Hash)>, DbError> {
    let rows: Vec<(Vec<u8>, i64, Vec<u8>)> = sqlx::query_as(include_str!("entry/list_history.sql"))
        .bind(bank.bytes().as_slice())
        .bind(subject.id.bytes().as_slice())
        .bind(subject.kind.as_str())
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(station, seq, hash)| {
            let station = StationId::from_bytes(fixed("entry", "station_id", &station)?);
            let hash = Hash::from_bytes(fixed("entry", "hash", &hash)?);
            Ok((EntryRef { station, seq: unsigned("entry", "seq", seq)? }, hash))
        })
        .collect()
}
