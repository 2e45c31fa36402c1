//! How stations and the centre talk.
//!
//! A station *uploads* its own chain in [pages](UploadPage), each answered by a signed [`Receipt`], and *pulls* the
//! [feed](FeedPage) of each [`Scope`] that it is entitled to. The same pages travel in a [bundle](bundle) on a USB
//! stick. `docs/sync.md` gives the protocol byte by byte.
//!
//! Invariants:
//! - every message is idempotent: cut anywhere, sent again, it ends in the same state;
//! - every size has a [limit](limits), checked before memory is taken;
//! - what a station stores of others, it can prove later without the centre: see [`Attestation`].
//!
//! Deliberately not here: a store, a clock, random numbers. [`Client`] is transport only, [`plan`](plan()) decides
//! only, and the application between them reads and writes the store.

mod attest;
mod auth;
mod backoff;
pub mod bundle;
mod client;
mod code;
mod continuation;
mod enrol;
mod feed;
mod hello;
pub mod limits;
mod list;
mod mark;
mod overtaken;
pub mod page;
mod plan;
mod scope;
#[cfg(test)]
mod testing;
mod upload;
mod version;

pub use attest::{Attestation, Receipt};
pub use auth::{HEADER_BANK, HEADER_SIGNATURE, HEADER_STATION, HEADER_TIME, Request};
pub use backoff::delay_ms;
pub use client::{Client, ClientOptions, Credentials, SyncError};
pub use code::{Code, Refusal};
pub use continuation::{Continuation, leads_back};
pub use enrol::{EnrolRequest, Enrolled, Enrolment, Founding};
pub use feed::{FeedEntry, FeedFault, FeedPage, FeedRequest};
pub use hello::{ClockOffset, Hello};
pub use mark::{FeedMark, MarkError};
pub use overtaken::Overtaken;
pub use plan::{Block, FeedProgress, Progress, Retry, Step, plan};
pub use scope::{Scope, ScopeError};
pub use upload::{Span, UploadFault, UploadPage};
pub use version::{Outdated, Versions};

/// The protocol version that this build speaks; the `v1` of the paths.
pub const PROTOCOL: u16 = 1;
