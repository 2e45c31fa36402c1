//! One request and its answer, bounded.

use super::SyncError;
use super::error::chain;
use crate::limits::{COMPRESSED_BYTES_MAX, transfer_s};
use crate::{Refusal, page};
use std::time::Duration;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

pub(super) type Call = reqwest::RequestBuilder;

pub(super) fn transport(http: &reqwest::Client, method: reqwest::Method, url: &str) -> Call {
    http.request(method, url)
        .header(reqwest::header::CONTENT_TYPE, page::CONTENT_TYPE)
        .header(reqwest::header::ACCEPT, page::CONTENT_TYPE)
}

/// Sends, reads at most the limit, decodes the message or the refusal. The centre is waited for as long as `patience`
/// at a time, and for its whole answer as long as that takes on a slow line.
pub(super) async fn exchange<T: for<'b> minicbor::Decode<'b, ()>>(
    call: Call,
    patience: Duration,
) -> Result<T, SyncError> {
    let unreachable = |e: reqwest::Error| SyncError::Unreachable { detail: chain(&e) };
    let silent = |_: Elapsed| SyncError::Unreachable { detail: format!("no answer within {patience:?}") };
    let longest = patience.saturating_add(Duration::from_secs(transfer_s(COMPRESSED_BYTES_MAX)));
    let sent = timeout(patience, call.timeout(longest).send()).await;
    let mut response = sent.map_err(silent)?.map_err(unreachable)?;
    let status = response.status();
    let mut bytes = Vec::new();
    while let Some(chunk) = timeout(patience, response.chunk()).await.map_err(silent)?.map_err(unreachable)? {
        if bytes.len() + chunk.len() > COMPRESSED_BYTES_MAX {
            return Err(SyncError::Answer { detail: format!("more than {COMPRESSED_BYTES_MAX} bytes") });
        }
        bytes.extend_from_slice(&chunk);
    }
    if status.is_success() {
        return page::decode(&bytes).map_err(|e| SyncError::Answer { detail: e.to_string() });
    }
    match page::decode::<Refusal>(&bytes) {
        Ok(refusal) => Err(SyncError::refused(refusal)),
        // A proxy or a load balancer in front of a centre that is away.
        Err(_) if status.is_server_error() => Err(SyncError::Unreachable { detail: status.to_string() }),
        Err(_) => Err(SyncError::Answer { detail: status.to_string() }),
    }
}
