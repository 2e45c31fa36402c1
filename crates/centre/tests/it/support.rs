//! A centre of one's own for each test.

pub(crate) mod cluster;
mod router;
mod station;

pub(crate) use router::TestRouter;
pub(crate) use station::{Note, Station, name};

use centre::Centre;
use centre::db::act::{Doer, Way};
use centre::db::code::Purpose;
use centre::db::{connect, identity, schema};
use centre::limits::Limits;
use centre::ports::{Clock, System};
use ledger::{BankId, PublicKey, SigningKey, SiteId};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use sync::{Client, ClientOptions, Founding};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) const BANK: BankId = BankId::from_bytes([0xba; 16]);

pub(crate) const fn site(n: u8) -> SiteId {
    SiteId::from_bytes([n; 16])
}

/// A clock that stands where it is put.
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

pub(crate) struct World {
    pub(crate) centre: Arc<Centre>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) url: String,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<std::io::Result<()>>>,
}

impl World {
    /// A centre with an empty database that listens on a free port.
    pub(crate) async fn start() -> Self {
        Self::start_within(Limits::default()).await
    }

    /// The same with other limits.
    pub(crate) async fn start_within(limits: Limits) -> Self {
        let pool = connect(&cluster::database()).await.unwrap();
        schema::migrate(&pool).await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_700_000_000_000)));
        let mut db = pool.acquire().await.unwrap();
        identity::create(&mut db, &[0xce; 32], clock.now_ms()).await.unwrap();
        let key = identity::find(&mut db).await.unwrap().unwrap();
        drop(db);
        let centre = Centre::new(pool, key, Box::new(TestRouter), clock.clone(), Arc::new(System));
        let centre = Arc::new(centre.within(limits));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let wait = async {
            let _ = stopped.await;
        };
        let serving = tokio::spawn(centre::serve::serve(Arc::clone(&centre), listener, wait));
        Self { centre, clock, url, stop: Some(stop), serving: Some(serving) }
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(ClientOptions { base_url: self.url.clone(), ..ClientOptions::default() }).unwrap()
    }

    pub(crate) fn centre_key(&self) -> PublicKey {
        self.centre.key.public()
    }

    pub(crate) async fn code(&self, purpose: Purpose) -> String {
        let now_ms = self.clock.now_ms();
        let random = &*self.centre.random;
        let doer = Doer { who: "test".to_owned(), way: Way::Command };
        centre::enrolment::issue(&self.centre.pool(), random, &doer, purpose, now_ms, now_ms + 3_600_000)
            .await
            .unwrap()
    }

    /// The station that brings the bank, at site 1.
    pub(crate) async fn founder(&self) -> Station {
        let station = Station::new(1, site(1));
        let founding = Some(Founding { bank: BANK, site: site(1) });
        let code = self.code(Purpose::Found).await;
        self.client().enrol(&station.credentials.key, station.enrolment(&code, founding)).await.unwrap();
        station.at(self)
    }

    /// Another station of the bank.
    pub(crate) async fn join(&self, seed: u8, at: SiteId) -> Station {
        let station = Station::new(seed, at);
        let code = self.code(Purpose::Join(BANK, at)).await;
        self.client().enrol(&station.credentials.key, station.enrolment(&code, None)).await.unwrap();
        station.at(self)
    }

    /// Stops as on SIGTERM and waits for the end.
    pub(crate) async fn stop(&mut self) {
        drop(self.stop.take());
        self.serving.take().unwrap().await.unwrap().unwrap();
    }

    pub(crate) async fn count(&self, table: &'static str) -> i64 {
        let sql = match table {
            "entry" => "SELECT count(*) FROM entry",
            "feed" => "SELECT count(*) FROM feed",
            "checkpoint" => "SELECT count(*) FROM checkpoint",
            "quarantine" => "SELECT count(*) FROM quarantine",
            _ => unreachable!("{table}"),
        };
        let row: (i64,) = sqlx::query_as(sql).fetch_one(&self.centre.pool()).await.unwrap();
        row.0
    }
}

pub(crate) fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}
