//! The feeds: gapless lists of entries, one for each scope.
//!
//! Whoever appends holds the row of the feed's end until the commit, so positions become visible in their order and a
//! reader that has seen position n will never find a new one below it.

use super::bank::Entitlement;
use super::{DbError, fixed, signed, unsigned};
use ledger::{BankId, Entry, EntryRef, Personal, SiteId};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};
use sync::limits::PAGE_FILL_BYTES;
use sync::{FeedEntry, Scope};

/// Appends to feeds, in their order.
///
/// # Errors
/// [`DbError`].
pub async fn append(
    db: &mut PgConnection,
    bank: BankId,
    appends: &BTreeMap<Scope, Vec<EntryRef>>,
) -> Result<(), DbError> {
    let scopes: Vec<String> = appends.keys().map(Scope::to_string).collect();
    let ends = lock_ends(db, bank, &scopes).await?;
    let (mut names, mut positions, mut stations, mut seqs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((_, entries), scope) in appends.iter().zip(&scopes) {
        let end = *ends.get(scope).ok_or(DbError::Inconsistent { table: "feed_scope", column: "scope" })?;
        for (entry, position) in entries.iter().zip(end + 1..) {
            names.push(scope.as_str());
            positions.push(position);
            stations.push(entry.station.bytes().to_vec());
            seqs.push(signed(entry.seq));
        }
    }
    sqlx::query(include_str!("feed/append.sql"))
        .bind(bank.bytes().as_slice())
        .bind(names)
        .bind(positions)
        .bind(stations)
        .bind(seqs)
        .execute(&mut *db)
        .await?;
    sqlx::query(include_str!("feed/move_ends.sql"))
        .bind(bank.bytes().as_slice())
        .bind(&scopes)
        .bind(appends.values().map(|entries| signed(entries.len() as u64)).collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}

async fn lock_ends(
    db: &mut PgConnection,
    bank: BankId,
    scopes: &[String],
) -> Result<HashMap<String, i64>, DbError> {
    sqlx::query(include_str!("feed/create_ends.sql"))
        .bind(bank.bytes().as_slice())
        .bind(scopes)
        .execute(&mut *db)
        .await?;
    let rows: Vec<(String, i64)> = sqlx::query_as(include_str!("feed/lock_ends.sql"))
        .bind(bank.bytes().as_slice())
        .bind(scopes)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().collect())
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

/// Who reads, and so which personal parts leave the database.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The reading station's site.
    pub site: SiteId,
    /// What that site is entitled to.
    pub entitlement: Entitlement,
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
