//! The centre: receives the chains of a bank's stations, numbers the feeds that the others pull, signs what it holds.
//!
//! Invariants:
//! - a receipt is given only for entries that a committed transaction holds, verified under the station's signature;
//! - entries are never changed or removed, and nothing of a cloned or revoked station is merged;
//! - positions of a feed are gapless and become visible in their order, so no reader skips an entry;
//! - a personal part leaves the database only for a site that is entitled to it.
//!
//! Deliberately not here: what records mean beyond their routing (that is `domain`), screens, TLS (a proxy in front).

pub mod cli;
pub mod db;
pub mod enrolment;
pub mod fan_out;
pub mod http;
pub mod ingest;
pub mod ports;
pub mod reading;
pub mod router;
pub mod serve;
pub mod storage;

use ingest::Judge;
use ledger::SigningKey;
use ports::{Clock, Random};
use router::Router;
use sqlx::PgPool;
use std::sync::Arc;
use tokio::sync::watch;

/// Everything that the endpoints work with.
pub struct Centre {
    /// Connections to the database.
    pub pool: PgPool,
    /// The centre's signing key.
    pub key: SigningKey,
    /// Decides where entries go.
    pub router: Box<dyn Router>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws secrets.
    pub random: Arc<dyn Random>,
    /// Counts pages stored by this process, and so wakes those who wait for something new.
    pub stored: watch::Sender<u64>,
    /// True from the moment on that the process should end.
    pub stopping: watch::Sender<bool>,
}

impl Centre {
    /// Puts a centre together; nobody waits and nothing stops yet.
    #[must_use]
    pub fn new(
        pool: PgPool,
        key: SigningKey,
        router: Box<dyn Router>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self {
            pool,
            key,
            router,
            clock,
            random,
            stored: watch::Sender::new(0),
            stopping: watch::Sender::new(false),
        }
    }

    /// What judges a page at this moment.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        Judge { key: &self.key, router: &*self.router, now_ms: self.clock.now_ms() }
    }
}
