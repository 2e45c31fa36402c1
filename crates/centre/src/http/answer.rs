//! Messages and refusals as responses, bodies as messages.

use crate::db::DbError;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::time::Duration;
use sync::limits::COMPRESSED_BYTES_MAX;
use sync::page::{self, CONTENT_TYPE, PageError};
use sync::{Code, Refusal};

/// How long a body may take to arrive: half open connections must not pile up.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

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
        Some(Code::BankExists | Code::StationTaken | Code::Gap | Code::Fork | Code::AheadOfFeed) => {
            StatusCode::CONFLICT
        }
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

/// The database's trouble ends here: logged once, answered as "try later".
pub(super) fn busy(error: &DbError) -> Refusal {
    tracing::error!(%error, "database");
    Refusal::new(Code::Busy)
}

pub(super) async fn bytes(body: Body) -> Result<Vec<u8>, Refusal> {
    let read = tokio::time::timeout(BODY_TIMEOUT, axum::body::to_bytes(body, COMPRESSED_BYTES_MAX)).await;
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
