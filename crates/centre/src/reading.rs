//! Reading a feed: who may, how far, and which personal parts go along.

use crate::db::DbError;
use crate::db::feed::Reader;
use crate::db::station::{StationRow, Status};
use crate::storage::Reading;
use ledger::SigningKey;
use sync::{FeedPage, Scope};

/// Why a feed is not read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The station was revoked.
    #[error("the station was revoked")]
    Revoked,
    /// The station has two histories.
    #[error("the station has two histories")]
    Cloned,
    /// No scope, or one of another site.
    #[error("not a scope that this station may read")]
    Scope,
    /// Asked behind the end.
    #[error("the feed ends at {end}")]
    Ahead {
        /// The last position.
        end: u64,
    },
    /// The database's trouble.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The scope that a station asks for, where it may read it: reference data, and what its own site works on.
///
/// # Errors
/// [`FeedError`] says why not.
pub fn readable(station: &StationRow, text: &str) -> Result<Scope, FeedError> {
    match station.status {
        Status::Active => {}
        Status::Revoked => return Err(FeedError::Revoked),
        Status::Cloned => return Err(FeedError::Cloned),
    }
    match text.parse() {
        Ok(Scope::Reference) => Ok(Scope::Reference),
        Ok(Scope::Site(site)) if site == station.site => Ok(Scope::Site(site)),
        _ => Err(FeedError::Scope),
    }
}

/// What stands behind a position now, signed.
///
/// # Errors
/// [`FeedError::Ahead`]; trouble with the database.
pub async fn take(
    db: &mut impl Reading,
    key: &SigningKey,
    station: &StationRow,
    scope: Scope,
    after: u64,
    limit: u16,
) -> Result<FeedPage, FeedError> {
    let end = db.feed_end(station.bank, scope).await?;
    if after > end {
        return Err(FeedError::Ahead { end });
    }
    let entitlement = db.entitlement(station.bank, station.site).await?;
    let reader = Reader { site: station.site, entitlement };
    let entries = db.list_feed(station.bank, scope, after, limit, reader).await?;
    let end = entries.last().map_or(end, |entry| entry.position.max(end));
    Ok(FeedPage::sign(key, station.bank, scope, after, entries, end))
}
