//! `GET /v1/feed`.

use super::authenticate::authenticate;
use super::{Shared, answer};
use crate::Centre;
use crate::db::DbError;
use crate::db::alarm::AlarmKind;
use crate::db::heard::{self, HeardRow};
use crate::db::station::StationRow;
use crate::reading::{self, FeedError, readable, take};
use axum::body::Body;
use axum::extract::{Query, Request};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use std::time::Duration;
use sync::limits::{PAGE_ENTRIES_MAX, WAIT_S_MAX};
use sync::{Code, FeedMark, FeedPage, Receipt, Refusal, Scope};

#[derive(serde::Deserialize)]
struct Asked {
    scope: String,
    after: u64,
    limit: Option<u16>,
    wait: Option<u64>,
    mark: Option<String>,
    acknowledged: Option<u64>,
}

impl From<FeedError> for Refusal {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Revoked => Self::new(Code::Revoked),
            FeedError::Cloned => Self::new(Code::Fork),
            FeedError::Scope => Self::new(Code::Scope),
            FeedError::Ahead { end } => Self::new(Code::AheadOfFeed).with("end", end),
            FeedError::Differs => Self::new(Code::FeedDiffers),
            FeedError::Db(error) => answer::busy(&error),
        }
    }
}

pub(super) async fn handle(centre: Shared, request: Request) -> Response {
    answer::respond(read(&centre, request).await)
}

async fn read(centre: &Centre, request: Request<Body>) -> Result<FeedPage, Refusal> {
    let (parts, _) = request.into_parts();
    let room = answer::room(centre).await?;
    let station = authenticate(centre, &parts, &[]).await?;
    let Query(asked) = Query::<Asked>::try_from_uri(&parts.uri)
        .map_err(|error| Refusal::new(Code::Malformed).with("detail", error.body_text()))?;
    let scope = readable(&station, &asked.scope)?;
    if asked.acknowledged.is_some_and(|seq| seq > station.head_seq) {
        answer::alarm(centre, (station.bank, station.station), AlarmKind::CentreBehind).await;
    }
    let limit = usize::from(asked.limit.unwrap_or(u16::MAX)).clamp(1, PAGE_ENTRIES_MAX);
    let wait = Duration::from_secs(asked.wait.unwrap_or(0).min(WAIT_S_MAX));
    let mark = asked.mark.as_deref().map(str::parse::<FeedMark>).transpose();
    let mark = mark.map_err(|error| Refusal::new(Code::Malformed).with("detail", error))?;
    let asked = reading::Asked { scope, after: asked.after, limit: u16::try_from(limit).unwrap_or(1), mark };
    // A reader that waits for something new takes no room, and what is noted of it neither.
    drop(room);
    note(centre, &station, scope, asked.after, version(&parts.headers)).await;
    let page = follow(centre, &station, asked, wait).await;
    if matches!(page, Err(FeedError::Ahead { .. } | FeedError::Differs)) {
        answer::alarm(centre, (station.bank, station.station), AlarmKind::CentreBehind).await;
    }
    Ok(page?)
}

/// The version of the program that asks, where it says so in the way of ours.
fn version(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(header::USER_AGENT)?.to_str().ok()?;
    Some(agent.strip_prefix("cordkeep/")?.chars().take(32).collect())
}

/// Keeps what a station says that it has read, for whoever looks after the stations; it gets its answer all the same.
async fn note(centre: &Centre, station: &StationRow, scope: Scope, position: u64, version: Option<String>) {
    let heard = HeardRow { scope, position, heard_ms: centre.clock.now_ms(), version };
    let noted = match centre.pool().acquire().await {
        Ok(mut db) => heard::note(&mut db, (station.bank, station.station), &heard).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = noted {
        tracing::warn!(%error, "what a station has read was not noted");
    }
}

/// Answers as soon as there is something behind `after`, at the latest when the wait is over or the centre stops.
async fn follow(
    centre: &Centre,
    station: &StationRow,
    asked: reading::Asked,
    wait: Duration,
) -> Result<FeedPage, FeedError> {
    let mut stored = centre.stored.subscribe();
    let mut stopping = centre.stopping.subscribe();
    let deadline = tokio::time::sleep(wait);
    tokio::pin!(deadline);
    let StationRow { bank, station: id, head_seq, head_hash, .. } = *station;
    let mut held = Some(Receipt::sign(&centre.key, bank, id, head_seq, head_hash, centre.clock.now_ms()));
    loop {
        let mut db = centre.pool().acquire().await.map_err(DbError::from)?;
        let mut page = take(&mut *db, &centre.key, station, asked).await?;
        drop(db);
        // As it was when the station was looked up; after a wait it may have sent more.
        page.held = held.take();
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
