//! The centre: receives the chains of a bank's stations, numbers the feeds that the others pull, signs what it holds.
//!
//! Invariants:
//! - a receipt is given only for entries that a committed transaction holds, verified under the station's signature, and
//!   where PostgreSQL has synchronous standbys only once these hold it too;
//! - entries are never changed or removed, and nothing of a cloned or revoked station is merged;
//! - positions of a feed are gapless and become visible in their order, so no reader skips an entry;
//! - a personal part leaves the database only for a site that is entitled to it.
//!
//! Deliberately not here: what records mean beyond their routing (that is `domain`), screens other than the administrator's page.

pub mod administration;
pub mod cli;
pub mod db;
pub mod enrolment;
pub mod fan_out;
pub mod http;
pub mod ingest;
pub mod limits;
pub mod metrics;
pub mod page;
pub mod ports;
pub mod reading;
pub mod router;
pub mod serve;
pub mod storage;
pub mod tls;

use ingest::Judge;
use ledger::{BankId, SigningKey, StationId};
use limits::{Buckets, Connections, Limits, Network};
use metrics::Metrics;
use ports::{Clock, Random};
use router::Router;
use sqlx::PgPool;
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// Everything that the endpoints work with.
pub struct Centre {
    /// Connections to the database's primary: others once another server is that.
    pub pool: watch::Sender<PgPool>,
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
    /// What peers and stations may take.
    pub limits: Limits,
    /// Connections that are open.
    pub connections: Arc<Connections>,
    /// What each peer has left.
    pub peers: Buckets<Network>,
    /// What each station has left.
    pub senders: Buckets<(BankId, StationId)>,
    /// Room for requests that work on what they brought.
    pub working: Semaphore,
    /// Room for bodies, bytes.
    pub bodies: Semaphore,
    /// What is counted.
    pub metrics: Metrics,
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
        let limits = Limits::default();
        Self {
            pool: watch::Sender::new(pool),
            key,
            router,
            clock,
            random,
            stored: watch::Sender::new(0),
            stopping: watch::Sender::new(false),
            limits,
            connections: Arc::default(),
            peers: Buckets::new(limits.peer_rate),
            senders: Buckets::new(limits.station_rate),
            working: Semaphore::new(limits.working),
            bodies: Semaphore::new(limits.bodies),
            metrics: Metrics::default(),
        }
    }

    /// The same with other limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self {
            limits,
            peers: Buckets::new(limits.peer_rate),
            senders: Buckets::new(limits.station_rate),
            working: Semaphore::new(limits.working),
            bodies: Semaphore::new(limits.bodies),
            ..self
        }
    }

    /// Connections to the server that is the primary now.
    #[must_use]
    pub fn pool(&self) -> PgPool {
        self.pool.borrow().clone()
    }

    /// What judges a page at this moment.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        Judge { key: &self.key, router: &*self.router, now_ms: self.clock.now_ms() }
    }
}
