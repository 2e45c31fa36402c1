//! A database in memory that keeps the contract of [`centre::storage`]: transactions that are seen whole or not at all, locks
//! that are waited for, statements between which others run. Each call gives way once, so that whoever polls the
//! transactions decides how they interleave.

mod transaction;

pub use transaction::MemoryTransaction;

use centre::db::DbError;
use centre::db::bank::Entitlement;
use centre::db::feed::Reader;
use centre::db::station::{StationRow, Status};
use centre::storage::{FeedEnd, Reading};
use ledger::{BankId, Checkpoint, Entry, EntryRef, Hash, Hlc, PublicKey, SiteId, StationId, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use sync::limits::PAGE_FILL_BYTES;
use sync::{FeedEntry, FeedMark, Scope};

/// What a lock holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lock {
    Station(StationId),
    Subject(Subject),
    Feed(String),
}

/// An entry as kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// As it came, personal part included.
    pub entry: Entry,
    /// Its hash.
    pub hash: Hash,
    /// Where it was made.
    pub site: SiteId,
    pub(crate) hlc: Hlc,
    pub(crate) subject: Option<Subject>,
}

/// What becomes of the next commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It fails, and nothing was written.
    Lost,
    /// It fails, and everything was written all the same.
    Unheard,
}

#[derive(Clone, Default)]
pub(crate) struct State {
    pub(crate) stations: BTreeMap<StationId, StationRow>,
    pub(crate) entries: BTreeMap<(StationId, u64), Kept>,
    pub(crate) checkpoints: BTreeMap<(StationId, u64), Checkpoint>,
    pub(crate) scopes: BTreeMap<Subject, BTreeSet<Scope>>,
    pub(crate) feeds: BTreeMap<(Scope, u64), (EntryRef, FeedMark)>,
    pub(crate) ends: BTreeMap<Scope, FeedEnd>,
    pub(crate) entitled: BTreeMap<SiteId, Entitlement>,
    pub(crate) quarantined: BTreeMap<StationId, u64>,
    pub(crate) locks: BTreeMap<Lock, u64>,
    pub(crate) fate: Option<Fate>,
    transactions: u64,
}

/// One bank's database. Clones are views of the same.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

pub(crate) fn broken() -> DbError {
    DbError::Inconsistent { table: "memory", column: "commit" }
}

/// Lets others run once.
pub(crate) async fn give_way() {
    let mut given = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut given, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Memory {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a transaction.
    #[must_use]
    pub fn begin(&self) -> MemoryTransaction {
        let mut state = self.state();
        state.transactions += 1;
        MemoryTransaction::new(self.clone(), state.transactions)
    }

    /// A copy as it is now, such as a backup.
    #[must_use]
    pub fn copy(&self) -> Self {
        let state = State { locks: BTreeMap::new(), fate: None, ..self.state().clone() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Decides what becomes of the next commit.
    pub fn doom(&self, fate: Option<Fate>) {
        self.state().fate = fate;
    }

    /// Adds a station with an empty chain.
    pub fn add_station(&self, bank: BankId, site: SiteId, station: StationId, key: PublicKey) {
        let row = StationRow {
            bank,
            station,
            site,
            key,
            name: String::new(),
            status: Status::Active,
            head_seq: 0,
            head_hash: Hash::ZERO,
            enrolled_ms: 0,
            uploaded_ms: None,
        };
        self.state().stations.insert(station, row);
    }

    /// Sets whether a station's word counts, as an administrator does.
    pub fn set_status(&self, station: StationId, status: Status) {
        if let Some(row) = self.state().stations.get_mut(&station) {
            row.status = status;
        }
    }

    /// A station as kept.
    #[must_use]
    pub fn station(&self, station: StationId) -> Option<StationRow> {
        self.state().stations.get(&station).cloned()
    }

    /// The hash of an entry that is held.
    #[must_use]
    pub fn hash(&self, station: StationId, seq: u64) -> Option<Hash> {
        self.state().entries.get(&(station, seq)).map(|kept| kept.hash)
    }

    /// Every entry that is held.
    #[must_use]
    pub fn entries(&self) -> Vec<Kept> {
        self.state().entries.values().cloned().collect()
    }
}

impl Reading for Memory {
    async fn find_station(&mut self, _: BankId, station: StationId) -> Result<Option<StationRow>, DbError> {
        give_way().await;
        Ok(self.station(station))
    }

    async fn entitlement(&mut self, _: BankId, site: SiteId) -> Result<Entitlement, DbError> {
        give_way().await;
        Ok(self.state().entitled.get(&site).copied().unwrap_or(Entitlement::Own))
    }

    async fn feed_end(&mut self, _: BankId, scope: Scope) -> Result<u64, DbError> {
        give_way().await;
        Ok(self.state().ends.get(&scope).map_or(0, |end| end.position))
    }

    async fn feed_mark(&mut self, _: BankId, scope: Scope, at: u64) -> Result<Option<FeedMark>, DbError> {
        give_way().await;
        Ok(self.state().feeds.get(&(scope, at)).map(|(_, mark)| *mark))
    }

    async fn list_feed(
        &mut self,
        _: BankId,
        scope: Scope,
        after: u64,
        limit: u16,
        reader: Reader,
    ) -> Result<Vec<FeedEntry>, DbError> {
        give_way().await;
        let state = self.state();
        let items = state.feeds.range((scope, after.saturating_add(1))..=(scope, u64::MAX));
        let (mut page, mut bytes) = (Vec::new(), 0);
        for ((_, position), (name, _)) in items.take(limit.into()) {
            let kept = state.entries.get(&(name.station, name.seq)).ok_or_else(broken)?;
            let entry = &kept.entry;
            let personal = entry.personal().map_or(0, |personal| personal.bytes.len());
            bytes += entry.header_bytes().len() + entry.body().len() + personal + 64;
            if bytes > PAGE_FILL_BYTES && !page.is_empty() {
                break;
            }
            let personal = entry.personal().filter(|_| reader.gets(kept.site)).cloned();
            let (header, body) = (entry.header_bytes().to_vec(), entry.body().to_vec());
            page.push(FeedEntry { position: *position, entry: Entry::from_parts(header, body, personal) });
        }
        Ok(page)
    }
}
