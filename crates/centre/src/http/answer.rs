//! Messages and refusals as responses, bodies as messages.

use crate::Centre;
use crate::db::DbError;
use crate::db::alarm::{self, AlarmKind};
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use ledger::{BankId, StationId};
use std::time::Duration;
use sync::limits::{COMPRESSED_BYTES_MAX, PATIENCE_S, transfer_s};
use sync::page::{self, CONTENT_TYPE, PageError};
use sync::{Code, Refusal};

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
        Some(Code::Busy) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Code::Malformed) | None => StatusCode::BAD_REQUEST,
    };
    tracing::info!(code = refusal.code, params = ?refusal.params, "refused");
    message(status, refusal)
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
    let raised = match centre.pool.acquire().await {
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

/// How long a body may take to arrive, by the bytes that it says to have: a slow line has time for a whole page, and half
/// open connections do not pile up.
pub(super) fn patience(headers: &HeaderMap) -> Duration {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let bytes = said.unwrap_or(COMPRESSED_BYTES_MAX).min(COMPRESSED_BYTES_MAX);
    Duration::from_secs(PATIENCE_S + transfer_s(bytes))
}

pub(super) async fn bytes(body: Body, patience: Duration) -> Result<Vec<u8>, Refusal> {
    let reading = axum::body::to_bytes(body, COMPRESSED_BYTES_MAX);
    let read = tokio::time::timeout(patience, reading).await;
    match read {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(_)) => Err(Refusal::new(Code::TooLarge).with("limit", COMPRESSED_BYTES_MAX)),
        Err(_) => Err(Refusal::new(Code::Busy)),
    }
}

pub(super) fn malformed(error: &PageError) -> Refusal {
    match error {
        PageError::TooLarge { limit } => Refusal::new(Code::TooLarge).with("limit", limit),
        other => Refusal::new(Code::Malformed).with("detail", other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_the_time_that_its_bytes_take() {
        let check = |said: &'static str, want_s| {
            let headers = HeaderMap::from_iter([(header::CONTENT_LENGTH, said.parse().unwrap())]);
            assert_eq!(patience(&headers), Duration::from_secs(want_s), "{said}");
        };
        check("0", 30);
        check("3145728", 222);
        check("99999999999", 290);
        check("-1", 290);
        assert_eq!(patience(&HeaderMap::new()), Duration::from_secs(290));
    }
}
