//! The feeds: gapless lists of entries, one for each scope.
//!
//! Whoever appends holds the row of the feed's end until the commit, so positions become visible in their order and a
//! reader that has seen position n will never find a new one below it.

use super::bank::Entitlement;
use super::{DbError, fixed, signed, unsigned};
use crate::storage::{FeedEnd, FeedItem};
use ledger::{BankId, Entry, Personal, SiteId};
use sqlx::PgConnection;
use std::collections::HashMap;
use sync::limits::PAGE_FILL_BYTES;
use sync::{FeedEntry, FeedMark, Scope};

/// A mark as PostgreSQL's signed number of the same bits.
const fn bits(mark: FeedMark) -> i64 {
    mark.to_bits().cast_signed()
}

const fn mark_of(bits: i64) -> FeedMark {
    FeedMark::from_bits(bits.cast_unsigned())
}

/// Locks the ends of feeds in the order of their names, and tells where they are: 0 before the first entry.
///
/// # Errors
/// [`DbError`].
pub async fn lock_ends(
    db: &mut PgConnection,
    bank: BankId,
    scopes: &[Scope],
) -> Result<HashMap<Scope, FeedEnd>, DbError> {
    let names: Vec<String> = scopes.iter().map(Scope::to_string).collect();
    sqlx::query(include_str!("feed/create_ends.sql"))
        .bind(bank.bytes().as_slice())
        .bind(&names)
        .execute(&mut *db)
        .await?;
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(include_str!("feed/lock_ends.sql"))
        .bind(bank.bytes().as_slice())
        .bind(&names)
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(name, end, mark)| {
            let scope =
                name.parse().map_err(|_| DbError::Inconsistent { table: "feed_scope", column: "scope" })?;
            let position = unsigned("feed_scope", "last_position", end)?;
            Ok((scope, FeedEnd { position, mark: mark_of(mark) }))
        })
        .collect()
}

/// Adds to feeds, in one round trip.
///
/// # Errors
/// [`DbError`]; a position that is taken is one.
pub async fn insert(db: &mut PgConnection, bank: BankId, items: &[FeedItem]) -> Result<(), DbError> {
    sqlx::query(include_str!("feed/append.sql"))
        .bind(bank.bytes().as_slice())
        .bind(items.iter().map(|item| item.scope.to_string()).collect::<Vec<_>>())
        .bind(items.iter().map(|item| signed(item.position)).collect::<Vec<_>>())
        .bind(items.iter().map(|item| item.entry.station.bytes().as_slice()).collect::<Vec<_>>())
        .bind(items.iter().map(|item| signed(item.entry.seq)).collect::<Vec<_>>())
        .bind(items.iter().map(|item| bits(item.mark)).collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}

/// Moves the ends of feeds.
///
/// # Errors
/// [`DbError`].
pub async fn move_ends(db: &mut PgConnection, bank: BankId, to: &[(Scope, FeedEnd)]) -> Result<(), DbError> {
    sqlx::query(include_str!("feed/move_ends.sql"))
        .bind(bank.bytes().as_slice())
        .bind(to.iter().map(|(scope, _)| scope.to_string()).collect::<Vec<_>>())
        .bind(to.iter().map(|(_, end)| signed(end.position)).collect::<Vec<_>>())
        .bind(to.iter().map(|(_, end)| bits(end.mark)).collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}

/// The last position of a feed; 0 before the first.
///
/// # Errors
/// [`DbError`].
pub async fn end(db: &mut PgConnection, bank: BankId, scope: Scope) -> Result<u64, DbError> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT last_position FROM feed_scope WHERE bank_id = $1 AND scope = $2")
            .bind(bank.bytes().as_slice())
            .bind(scope.to_string())
            .fetch_optional(db)
            .await?;
    row.map_or(Ok(0), |(end,)| unsigned("feed_scope", "last_position", end))
}

/// What stands up to a position; none where nothing stands there.
///
/// # Errors
/// [`DbError`].
pub async fn mark(
    db: &mut PgConnection,
    bank: BankId,
    scope: Scope,
    position: u64,
) -> Result<Option<FeedMark>, DbError> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT mark FROM feed WHERE bank_id = $1 AND scope = $2 AND position = $3")
            .bind(bank.bytes().as_slice())
            .bind(scope.to_string())
            .bind(signed(position))
            .fetch_optional(db)
            .await?;
    Ok(row.map(|(bits,)| mark_of(bits)))
}

/// Who reads, and so which personal parts leave the database.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The reading station's site.
    pub site: SiteId,
    /// What that site is entitled to.
    pub entitlement: Entitlement,
}

impl Reader {
    /// Whether personal parts of entries made at this site are for the reader. `list.sql` says the same.
    #[must_use]
    pub fn gets(&self, made_at: SiteId) -> bool {
        self.entitlement == Entitlement::All || made_at == self.site
    }
}

type Raw = (i64, Vec<u8>, Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>);

/// The entries behind a position: at most `limit`, and no more than fit into a page, but at least one where there is one.
///
/// # Errors
/// [`DbError`].
pub async fn list(
    db: &mut PgConnection,
    bank: BankId,
    scope: Scope,
    after: u64,
    limit: u16,
    reader: Reader,
) -> Result<Vec<FeedEntry>, DbError> {
    let rows: Vec<Raw> = sqlx::query_as(include_str!("feed/list.sql"))
        .bind(bank.bytes().as_slice())
        .bind(scope.to_string())
        .bind(signed(after))
        .bind(i64::from(limit))
        .bind(reader.entitlement == Entitlement::All)
        .bind(reader.site.bytes().as_slice())
        .bind(signed(PAGE_FILL_BYTES as u64))
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(position, header, body, salt, bytes)| {
            let personal = match salt.zip(bytes) {
                Some((salt, bytes)) => {
                    Some(Personal { salt: fixed("entry", "personal_salt", &salt)?, bytes })
                }
                None => None,
            };
            let position = unsigned("feed", "position", position)?;
            Ok(FeedEntry { position, entry: Entry::from_parts(header, body, personal) })
        })
        .collect()
}

/// Where all feeds of a bank end.
///
/// # Errors
/// [`DbError`].
pub async fn list_ends(db: &mut PgConnection, bank: BankId) -> Result<HashMap<Scope, u64>, DbError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT scope, last_position FROM feed_scope WHERE bank_id = $1")
            .bind(bank.bytes().as_slice())
            .fetch_all(db)
            .await?;
    rows.into_iter()
        .map(|(name, end)| {
            let scope =
                name.parse().map_err(|_| DbError::Inconsistent { table: "feed_scope", column: "scope" })?;
            Ok((scope, unsigned("feed_scope", "last_position", end)?))
        })
        .collect()
}
