//! `GET /v1/hello`.

use super::{Shared, answer};
use axum::http::StatusCode;
use axum::response::Response;
use sync::{Hello, Versions};

pub(super) async fn handle(centre: Shared) -> Response {
    let hello = Hello {
        protocol_min: Versions::OURS.min,
        protocol_max: Versions::OURS.max,
        centre_key: centre.key.public(),
        time_ms: centre.clock.now_ms(),
        capabilities: vec!["feed.wait".to_owned()],
    };
    answer::message(StatusCode::OK, &hello)
}
