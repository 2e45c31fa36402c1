//! Which station sends a request. Says nothing about whether its word still counts: see [`StationRow::status`].

use super::Peer;
use super::answer::busy;
use super::guard::{REQUEST_TOKENS, slow_down};
use crate::Centre;
use crate::db::{DbError, station};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ledger::{BankId, StationId};
use station::StationRow;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use sync::limits::REQUEST_AGE_MS_MAX;
use sync::{Code, HEADER_BANK, HEADER_SIGNATURE, HEADER_STATION, HEADER_TIME, Refusal, Request};
use tokio::time::Instant;

/// The station that a request was proven to be from; whoever goes around the endpoint reads it there afterwards.
#[derive(Debug, Clone, Default)]
pub(super) struct Proven(Arc<OnceLock<(BankId, StationId)>>);

impl Proven {
    pub(super) fn station(&self) -> Option<(BankId, StationId)> {
        self.0.get().copied()
    }
}

/// Why a request is nobody's.
#[derive(Debug, thiserror::Error)]
pub(super) enum AuthenticateError {
    /// Headers missing or malformed, station unknown, or signature not its own: one answer for all.
    #[error("not the signature of a known station")]
    Unauthorised,
    /// Signed for another time.
    #[error("signed for another time")]
    Stale {
        /// The centre's time.
        time_ms: i64,
    },
    /// More requests than a station may send.
    #[error("too many requests")]
    SlowDown {
        /// When to come again.
        wait: Duration,
    },
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<AuthenticateError> for Refusal {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Unauthorised => Self::new(Code::Unauthorised),
            AuthenticateError::Stale { time_ms } => Self::new(Code::Stale).with("time_ms", time_ms),
            AuthenticateError::SlowDown { wait } => slow_down(wait),
            AuthenticateError::Db(error) => busy(&error),
        }
    }
}

fn parse<T: std::str::FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn signature(headers: &HeaderMap) -> Option<[u8; 64]> {
    let mut bytes = [0; 64];
    hex::decode_to_slice(headers.get(HEADER_SIGNATURE)?.as_bytes(), &mut bytes).ok()?;
    Some(bytes)
}

pub(super) async fn authenticate(
    centre: &Centre,
    parts: &Parts,
    body: &[u8],
) -> Result<StationRow, AuthenticateError> {
    let headers = &parts.headers;
    let (bank, station, time_ms, signature) = parse::<BankId>(headers, HEADER_BANK)
        .zip(parse(headers, HEADER_STATION))
        .zip(parse::<i64>(headers, HEADER_TIME).zip(signature(headers)))
        .map(|((bank, station), (time_ms, signature))| (bank, station, time_ms, signature))
        .ok_or(AuthenticateError::Unauthorised)?;
    let mut db = centre.pool().acquire().await.map_err(DbError::from)?;
    let row = station::find(&mut db, bank, station).await?.ok_or(AuthenticateError::Unauthorised)?;
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let method = parts.method.as_str();
    let request = Request { method, target, body, bank, station, centre: centre.key.public(), time_ms };
    if !request.is_signed_by(&row.key, &signature) {
        return Err(AuthenticateError::Unauthorised);
    }
    let now_ms = centre.clock.now_ms();
    if now_ms.abs_diff(time_ms) > REQUEST_AGE_MS_MAX.unsigned_abs() {
        return Err(AuthenticateError::Stale { time_ms: now_ms });
    }
    // Only now: nobody else can use up what a station has left. What many stations behind one address send is not that
    // address's either.
    let now = Instant::now();
    if let Some(Proven(proven)) = parts.extensions.get() {
        let _ = proven.set((bank, station));
    }
    if let Some(Peer(peer)) = parts.extensions.get() {
        centre.peers.give_back((*peer).into(), REQUEST_TOKENS, now);
    }
    let taken = centre.senders.take((bank, station), REQUEST_TOKENS, now);
    taken.map_err(|wait| AuthenticateError::SlowDown { wait })?;
    Ok(row)
}
