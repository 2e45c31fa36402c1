//! Around every endpoint: how much of the centre a peer may take, what is counted, and what the log says.

use super::authenticate::Proven;
use super::{Peer, answer};
use crate::Centre;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use sync::{Code, Refusal};
use tokio::time::Instant;
use tracing::Instrument as _;

/// What every request costs: its address, until a station is found to have sent it.
pub(super) const REQUEST_TOKENS: u32 = 1;
/// What a request costs beyond that which no station of ours sends: guessing is slow.
const STRANGE_TOKENS: u32 = 20;

/// The code that an answer refuses with.
#[derive(Debug, Clone)]
pub(super) struct Refused(pub(super) String);

pub(super) async fn guard(State(centre): State<Arc<Centre>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let endpoint = endpoint(request.uri().path());
    let station = request.headers().get(sync::HEADER_STATION).and_then(|name| name.to_str().ok());
    let station = station.unwrap_or_default().chars().take(32).collect::<String>();
    let span = tracing::info_span!("request", peer = ?peer, method = %request.method(), endpoint, station);
    let proven = Proven::default();
    request.extensions_mut().insert(proven.clone());
    let allowed = peer.map_or(Ok(()), |peer| centre.peers.take(peer.into(), REQUEST_TOKENS, begun));
    let response = match allowed {
        Ok(()) => next.run(request).instrument(span.clone()).await,
        Err(wait) => answer::refuse(&slow_down(wait)),
    };
    let entered = span.enter();
    if let Some(Refused(code)) = response.extensions().get() {
        centre.metrics.refused(code);
        tracing::info!(code, status = response.status().as_u16(), "refused");
        if is_strange(code) {
            let now = Instant::now();
            match (proven.station(), peer) {
                (Some(station), _) => centre.senders.charge(station, STRANGE_TOKENS, now),
                (None, Some(peer)) => centre.peers.charge(peer.into(), STRANGE_TOKENS, now),
                (None, None) => {}
            }
        }
    }
    drop(entered);
    centre.metrics.answered(endpoint, response.status().as_u16(), begun.elapsed());
    response
}

fn is_strange(code: &str) -> bool {
    use Code::{CodeInvalid, Malformed, TooLarge, Unauthorised, Version};
    [Unauthorised, CodeInvalid, Malformed, TooLarge, Version].iter().any(|strange| strange.as_str() == code)
}

/// Names of a closed list, so that nobody makes the process count names without end.
fn endpoint(path: &str) -> &'static str {
    const KNOWN: [&str; 8] = [
        "/v1/hello",
        "/v1/enrol",
        "/v1/upload",
        "/v1/overtaken",
        "/v1/feed",
        "/healthz",
        "/readyz",
        "/livez",
    ];
    KNOWN.into_iter().find(|known| *known == path).unwrap_or("other")
}

/// Tells how long to wait.
pub(super) fn slow_down(wait: std::time::Duration) -> Refusal {
    Refusal::new(Code::SlowDown).with("after_s", wait.as_secs().saturating_add(1))
}

/// When to come again, for whoever refuses with "later".
pub(super) fn retry_after(refusal: &Refusal) -> Option<(header::HeaderName, String)> {
    let seconds = match Code::find(&refusal.code)? {
        Code::SlowDown => refusal.param("after_s").unwrap_or("1").to_owned(),
        Code::Busy => "5".to_owned(),
        _ => return None,
    };
    Some((header::RETRY_AFTER, seconds))
}
