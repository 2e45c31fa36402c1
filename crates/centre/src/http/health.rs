//! `GET /healthz` and `GET /readyz`, for whoever keeps the process running. Plain text.

use super::Shared;
use axum::http::StatusCode;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// The process can work: its database answers, and it is not about to end.
pub(super) async fn ready(centre: Shared) -> (StatusCode, &'static str) {
    if *centre.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match sqlx::query("SELECT").execute(&centre.pool()).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database")
        }
    }
}
