//! Reading a feed: who may, how far, and which personal parts go along.

use crate::db::DbError;
use crate::db::feed::Reader;
use crate::db::station::{StationRow, Status};
use crate::storage::Reading;
use ledger::SigningKey;
use sync::{FeedMark, FeedPage, Scope};

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
    /// What stands up to the position is not what the station read there.
    #[error("the feed is not the one that the station read")]
    Differs,
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

/// What a station asks of a feed.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// A scope that it may read.
    pub scope: Scope,
    /// The last position that it has.
    pub after: u64,
    /// The most entries wanted.
    pub limit: u16,
    /// What it read up to there, where it says so.
    pub mark: Option<FeedMark>,
}

/// What stands behind a position now, signed.
///
/// # Errors
/// [`FeedError::Ahead`], [`FeedError::Differs`]; trouble with the database.
pub async fn take(
    db: &mut impl Reading,
    key: &SigningKey,
    station: &StationRow,
    asked: Asked,
) -> Result<FeedPage, FeedError> {
    let Asked { scope, after, limit, mark } = asked;
    let end = db.feed_end(station.bank, scope).await?;
    if after > end {
        return Err(FeedError::Ahead { end });
    }
    if after > 0
        && let Some(mark) = mark
        && db.feed_mark(station.bank, scope, after).await? != Some(mark)
    {
        return Err(FeedError::Differs);
    }
    let entitlement = db.entitlement(station.bank, station.site).await?;
    let reader = Reader { site: station.site, entitlement };
    let entries = db.list_feed(station.bank, scope, after, limit, reader).await?;
    let end = entries.last().map_or(end, |entry| entry.position.max(end));
    Ok(FeedPage::sign(key, station.bank, scope, after, entries, end))
}
