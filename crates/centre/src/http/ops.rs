//! What operators ask, on an address of its own that stations do not reach: `/livez`, `/readyz`, `/metrics`.

use super::{Shared, health};
use crate::Centre;
use crate::db::{DbError, alarm, station};
use crate::metrics::Snapshot;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All of them.
pub fn operations(centre: Arc<Centre>) -> Router {
    Router::new()
        .route("/livez", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics))
        .with_state(centre)
}

async fn metrics(centre: Shared) -> Response {
    let pool = centre.pool();
    let mut now = Snapshot {
        connections: centre.connections.count(),
        pool: (pool.size(), pool.num_idle()),
        ..Snapshot::default()
    };
    // Without the database there is still what the process itself counts.
    if let Err(error) = look_up(&centre, &mut now).await {
        tracing::warn!(%error, "metrics without the database");
    }
    let headers = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (StatusCode::OK, headers, centre.metrics.render(&now)).into_response()
}

async fn look_up(centre: &Centre, now: &mut Snapshot) -> Result<(), DbError> {
    let mut db = centre.pool().acquire().await?;
    now.stations = station::count_by_status(&mut db).await?;
    if let Some(uploaded_ms) = station::longest_silent_ms(&mut db).await? {
        now.silent_s = centre.clock.now_ms().saturating_sub(uploaded_ms) / 1_000;
    }
    let mut alarms = BTreeMap::<String, i64>::new();
    for row in alarm::list(&mut db).await? {
        *alarms.entry(row.kind).or_default() += 1;
    }
    now.alarms = alarms.into_iter().collect();
    Ok(())
}
