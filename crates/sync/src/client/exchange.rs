//! One request and its answer, bounded.

use super::SyncError;
use super::error::chain;
use crate::limits::COMPRESSED_BYTES_MAX;
use crate::{Refusal, page};

pub(super) type Call = reqwest::RequestBuilder;

pub(super) fn transport(http: &reqwest::Client, method: reqwest::Method, url: &str) -> Call {
    http.request(method, url)
        .header(reqwest::header::CONTENT_TYPE, page::CONTENT_TYPE)
        .header(reqwest::header::ACCEPT, page::CONTENT_TYPE)
}

/// Sends, reads at most the limit, decodes the message or the refusal.
pub(super) async fn exchange<T: for<'b> minicbor::Decode<'b, ()>>(call: Call) -> Result<T, SyncError> {
    let unreachable = |e: reqwest::Error| SyncError::Unreachable { detail: chain(&e) };
    let mut response = call.send().await.map_err(unreachable)?;
    let status = response.status();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
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
