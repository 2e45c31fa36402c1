//! `GET /v1/feed`.

use super::authenticate::authenticate;
use super::{Shared, answer};
use crate::Centre;
use crate::db::feed::Reader;
use crate::db::station::{StationRow, Status};
use crate::db::{DbError, bank, feed};
use axum::body::Body;
use axum::extract::{Query, Request};
use axum::response::Response;
use std::time::Duration;
use sync::limits::{PAGE_ENTRIES_MAX, WAIT_S_MAX};
use sync::{Code, FeedPage, Refusal, Scope};

#[derive(serde::Deserialize)]
struct Asked {
    scope: String,
    after: u64,
    limit: Option<u16>,
    wait: Option<u64>,
}

/// Why a feed is not read.
#[derive(Debug, thiserror::Error)]
enum FeedError {
    #[error("not a scope that this station may read")]
    Scope,
    #[error("the feed ends at {end}")]
    Ahead { end: u64 },
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<FeedError> for Refusal {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Scope => Self::new(Code::Scope),
            FeedError::Ahead { end } => Self::new(Code::AheadOfFeed).with("end", end),
            FeedError::Db(error) => answer::busy(&error),
        }
    }
}

pub(super) async fn handle(centre: Shared, request: Request) -> Response {
    answer::respond(read(&centre, request).await)
}

async fn read(centre: &Centre, request: Request<Body>) -> Result<FeedPage, Refusal> {
    let (parts, _) = request.into_parts();
    let station = authenticate(centre, &parts, &[]).await?;
    match station.status {
        Status::Active => {}
        Status::Revoked => return Err(Refusal::new(Code::Revoked)),
        Status::Cloned => return Err(Refusal::new(Code::Fork)),
    }
    let Query(asked) = Query::<Asked>::try_from_uri(&parts.uri)
        .map_err(|error| Refusal::new(Code::Malformed).with("detail", error.body_text()))?;
    let scope = readable(&asked.scope, &station)?;
    let limit = usize::from(asked.limit.unwrap_or(u16::MAX)).clamp(1, PAGE_ENTRIES_MAX);
    let wait = Duration::from_secs(asked.wait.unwrap_or(0).min(WAIT_S_MAX));
    Ok(follow(centre, &station, scope, asked.after, u16::try_from(limit).unwrap_or(1), wait).await?)
}

fn readable(text: &str, station: &StationRow) -> Result<Scope, FeedError> {
    match text.parse() {
        Ok(Scope::Reference) => Ok(Scope::Reference),
        Ok(Scope::Site(site)) if site == station.site => Ok(Scope::Site(site)),
        _ => Err(FeedError::Scope),
    }
}

/// Answers as soon as there is something behind `after`, at the latest when the wait is over or the centre stops.
async fn follow(
    centre: &Centre,
    station: &StationRow,
    scope: Scope,
    after: u64,
    limit: u16,
    wait: Duration,
) -> Result<FeedPage, FeedError> {
    let mut stored = centre.stored.subscribe();
    let mut stopping = centre.stopping.subscribe();
    let deadline = tokio::time::sleep(wait);
    tokio::pin!(deadline);
    loop {
        let page = take(centre, station, scope, after, limit).await?;
        if !page.entries.is_empty() || wait.is_zero() || *stopping.borrow() {
            return Ok(page);
        }
        tokio::select! {
            () = &mut deadline => return Ok(page),
            _ = stopping.changed() => return Ok(page),
            _ = stored.changed() => {}
        }
    }
}

async fn take(
    centre: &Centre,
    station: &StationRow,
    scope: Scope,
    after: u64,
    limit: u16,
) -> Result<FeedPage, FeedError> {
    let mut db = centre.pool.acquire().await.map_err(DbError::from)?;
    let end = feed::end(&mut db, station.bank, scope).await?;
    if after > end {
        return Err(FeedError::Ahead { end });
    }
    let entitlement = bank::entitlement(&mut db, station.bank, station.site).await?;
    let reader = Reader { site: station.site, entitlement };
    let entries = feed::list(&mut db, station.bank, scope, after, limit, reader).await?;
    let end = entries.last().map_or(end, |entry| entry.position.max(end));
    Ok(FeedPage::sign(&centre.key, station.bank, scope, after, entries, end))
}
