//! Messages and refusals as responses, bodies as messages.

use super::guard::{Refused, retry_after};
use crate::Centre;
use crate::db::DbError;
use crate::db::alarm::{self, AlarmKind};
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use ledger::{BankId, StationId};
use std::time::Duration;
use sync::limits::{COMPRESSED_BYTES_MAX, transfer_s};
use sync::page::{self, CONTENT_TYPE, PageError};
use sync::{Code, Refusal};
use tokio::sync::SemaphorePermit;
use tokio::time::Instant;

/// How long a request waits for room.
const ROOM: Duration = Duration::from_secs(5);

pub(super) fn message<T: minicbor::Encode<()>>(status: StatusCode, message: &T) -> Response {
    match page::encode(message) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, CONTENT_TYPE)], bytes).into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer breaks the limits");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

pub(super) fn refuse(refusal: &Refusal) -> Response {
    let status = match Code::find(&refusal.code) {
        Some(Code::Unauthorised | Code::Stale) => StatusCode::UNAUTHORIZED,
        Some(
            Code::CodeInvalid
            | Code::CodeExpired
            | Code::CodePurpose
            | Code::OtherBank
            | Code::Revoked
            | Code::NotOwn
            | Code::Scope,
        ) => StatusCode::FORBIDDEN,
        Some(Code::Version) => StatusCode::NOT_FOUND,
        Some(
            Code::BankExists
            | Code::StationTaken
            | Code::Gap
            | Code::Fork
            | Code::AheadOfFeed
            | Code::FeedDiffers,
        ) => StatusCode::CONFLICT,
        Some(Code::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
        Some(Code::Page) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Code::TooSlow) => StatusCode::REQUEST_TIMEOUT,
        Some(Code::SlowDown) => StatusCode::TOO_MANY_REQUESTS,
        Some(Code::Busy) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Code::Malformed) | None => StatusCode::BAD_REQUEST,
    };
    let mut response = message(status, refusal);
    response.extensions_mut().insert(Refused(refusal.code.clone()));
    if let Some((name, value)) = retry_after(refusal)
        && let Ok(value) = value.parse()
    {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Success or refusal.
pub(super) fn respond<T: minicbor::Encode<()>>(result: Result<T, impl Into<Refusal>>) -> Response {
    match result {
        Ok(value) => message(StatusCode::OK, &value),
        Err(error) => refuse(&error.into()),
    }
}

/// Raises an alarm: in the log, and for `cordkeep-centre alarms`. Where the database is away, the log has it.
pub(super) async fn alarm(centre: &Centre, who: (BankId, StationId), kind: AlarmKind) {
    let (bank, station) = who;
    tracing::error!(%bank, %station, kind = kind.text(), "alarm");
    let raised = match centre.pool().acquire().await {
        Ok(mut db) => alarm::raise(&mut db, who, kind, centre.clock.now_ms()).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = raised {
        tracing::error!(%error, "an alarm is in the log alone");
    }
}

/// The database's trouble ends here: logged once, answered as "try later".
pub(super) fn busy(error: &DbError) -> Refusal {
    tracing::error!(%error, "database");
    Refusal::new(Code::Busy)
}

/// Reads a body. What says that it is too large is refused before it comes, and what does not come at the pace of the slowest
/// line is given up: whoever keeps a connection open by single bytes keeps it as long as one that says nothing. What
/// has come takes room among all bodies until the permit is dropped; what was only announced takes none.
pub(super) async fn bytes<'a>(
    centre: &'a Centre,
    headers: &HeaderMap,
    mut body: Body,
) -> Result<(Vec<u8>, SemaphorePermit<'a>), Refusal> {
    let too_large = || Refusal::new(Code::TooLarge).with("limit", COMPRESSED_BYTES_MAX);
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > COMPRESSED_BYTES_MAX as u64) {
        return Err(too_large());
    }
    let begun = Instant::now();
    let mut read = Vec::new();
    let mut held = take_in(centre, 0)?;
    loop {
        let until = begun + centre.limits.body + Duration::from_secs(transfer_s(read.len()));
        match tokio::time::timeout_at(until, body.frame())
            .await
            .map(|frame| frame.map(|frame| frame.map(|frame| frame.into_data().unwrap_or_default())))
        {
            Err(_) => return Err(Refusal::new(Code::TooSlow)),
            Ok(None) => return Ok((read, held)),
            Ok(Some(Err(error))) => return Err(Refusal::new(Code::Malformed).with("detail", error)),
            Ok(Some(Ok(chunk))) if read.len() + chunk.len() > COMPRESSED_BYTES_MAX => return Err(too_large()),
            Ok(Some(Ok(chunk))) => {
                held.merge(take_in(centre, chunk.len())?);
                read.extend_from_slice(&chunk);
            }
        }
    }
}

/// Room among all bodies. Nobody waits for it holding some: a sender comes again, with a smaller page.
fn take_in(centre: &Centre, bytes: usize) -> Result<SemaphorePermit<'_>, Refusal> {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    centre.bodies.try_acquire_many(bytes).map_err(|_| Refusal::new(Code::Busy))
}

/// Room to work on what a request brought: waited for a little, so that PostgreSQL is never asked for more than it can do.
pub(super) async fn room(centre: &Centre) -> Result<SemaphorePermit<'_>, Refusal> {
    match tokio::time::timeout(ROOM, centre.working.acquire()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Refusal::new(Code::Busy)),
    }
}

pub(super) fn malformed(error: &PageError) -> Refusal {
    match error {
        PageError::TooLarge { limit } => Refusal::new(Code::TooLarge).with("limit", limit),
        other => Refusal::new(Code::Malformed).with("detail", other),
    }
}
