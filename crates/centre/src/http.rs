//! The endpoints. Each module holds one: its handler and its errors.

mod answer;
mod authenticate;
mod enrol;
mod feed;
mod guard;
mod health;
mod hello;
mod ops;
mod overtaken;
mod upload;

use crate::Centre;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
pub use ops::operations;
use std::net::IpAddr;
use std::sync::Arc;
use sync::{Code, Refusal, Versions};

/// Who sends a request: the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

type Shared = State<Arc<Centre>>;

/// All endpoints of a centre.
pub fn endpoints(centre: Arc<Centre>) -> Router {
    Router::new()
        .route("/v1/hello", get(hello::handle))
        .route("/v1/enrol", post(enrol::handle))
        .route("/v1/upload", post(upload::handle))
        .route("/v1/overtaken", post(overtaken::handle))
        .route("/v1/feed", get(feed::handle))
        .route("/healthz", get(health::alive))
        .route("/livez", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(middleware::from_fn_with_state(Arc::clone(&centre), guard::guard))
        .with_state(centre)
}

/// Whatever else a station asks for belongs to a version that this build does not speak.
async fn unknown(_: Request) -> Response {
    let Versions { min, max } = Versions::OURS;
    answer::refuse(&Refusal::new(Code::Version).with("min", min).with("max", max))
}
