//! One transaction: what it writes waits for the commit, what it locks is free when it ends, however it ends.

use super::{Fate, Kept, Lock, Memory, State, broken, give_way};
use centre::db::DbError;
use centre::db::bank::Entitlement;
use centre::db::entry::NewEntry;
use centre::db::station::{StationRow, Status};
use centre::router::Audience;
use centre::storage::{FeedEnd, FeedItem, Transaction};
use ledger::{BankId, Checkpoint, EntryRef, Hash, SiteId, StationId, Subject};
use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::task::Poll;
use sync::Scope;

enum Write {
    Status(StationId, Status),
    Head(StationId, u64, Hash, i64),
    Quarantine(StationId),
    Entry(StationId, u64, Box<Kept>),
    Checkpoint(Checkpoint),
    Scope(Subject, Scope),
    Feed(FeedItem),
    End(Scope, FeedEnd),
    Entitle(SiteId, Entitlement),
}

/// A transaction under way. Dropped before its commit, it leaves nothing.
pub struct MemoryTransaction {
    memory: Memory,
    number: u64,
    writes: Vec<Write>,
}

impl MemoryTransaction {
    pub(super) const fn new(memory: Memory, number: u64) -> Self {
        Self { memory, number, writes: Vec::new() }
    }

    async fn lock(&self, lock: Lock) {
        std::future::poll_fn(|cx| {
            let mut state = self.memory.state();
            let holder = *state.locks.entry(lock.clone()).or_insert(self.number);
            if holder == self.number {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}

impl Drop for MemoryTransaction {
    fn drop(&mut self) {
        let number = self.number;
        self.memory.state().locks.retain(|_, holder| *holder != number);
    }
}

impl Write {
    /// Whether there is a row under this key.
    fn collides(&self, state: &State) -> bool {
        match self {
            Self::Entry(station, seq, _) => state.entries.contains_key(&(*station, *seq)),
            Self::Scope(subject, scope) => {
                state.scopes.get(subject).is_some_and(|scopes| scopes.contains(scope))
            }
            Self::Feed(item) => state.feeds.contains_key(&(item.scope, item.position)),
            _ => false,
        }
    }

    fn apply(self, state: &mut State) {
        match self {
            Self::Status(station, status) => {
                if let Some(row) = state.stations.get_mut(&station) {
                    row.status = status;
                }
            }
            Self::Head(station, seq, hash, now_ms) => {
                if let Some(row) = state.stations.get_mut(&station) {
                    (row.head_seq, row.head_hash, row.uploaded_ms) = (seq, hash, Some(now_ms));
                }
            }
            Self::Quarantine(station) => *state.quarantined.entry(station).or_default() += 1,
            Self::Entry(station, seq, kept) => {
                state.entries.insert((station, seq), *kept);
            }
            Self::Checkpoint(checkpoint) => {
                state.checkpoints.entry((checkpoint.station, checkpoint.seq)).or_insert(checkpoint);
            }
            Self::Scope(subject, scope) => {
                state.scopes.entry(subject).or_default().insert(scope);
            }
            Self::Feed(item) => {
                state.feeds.insert((item.scope, item.position), (item.entry, item.mark));
            }
            Self::End(scope, end) => {
                state.ends.insert(scope, end);
            }
            Self::Entitle(site, to) => {
                state.entitled.insert(site, to);
            }
        }
    }
}

impl Transaction for MemoryTransaction {
    async fn find_station(&mut self, _: BankId, station: StationId) -> Result<Option<StationRow>, DbError> {
        give_way().await;
        Ok(self.memory.station(station))
    }

    async fn lock_station(&mut self, _: BankId, station: StationId) -> Result<Option<StationRow>, DbError> {
        give_way().await;
        self.lock(Lock::Station(station)).await;
        Ok(self.memory.station(station))
    }

    async fn set_status(&mut self, _: BankId, station: StationId, status: Status) -> Result<(), DbError> {
        give_way().await;
        self.writes.push(Write::Status(station, status));
        Ok(())
    }

    async fn set_head(
        &mut self,
        (_, station): (BankId, StationId),
        seq: u64,
        hash: Hash,
        now_ms: i64,
    ) -> Result<(), DbError> {
        give_way().await;
        self.writes.push(Write::Head(station, seq, hash, now_ms));
        Ok(())
    }

    async fn quarantine(
        &mut self,
        (_, station): (BankId, StationId),
        _: &str,
        _: &[u8],
        _: i64,
    ) -> Result<(), DbError> {
        give_way().await;
        self.writes.push(Write::Quarantine(station));
        Ok(())
    }

    async fn list_hashes(
        &mut self,
        _: BankId,
        station: StationId,
        seqs: RangeInclusive<u64>,
    ) -> Result<HashMap<u64, Hash>, DbError> {
        give_way().await;
        let state = self.memory.state();
        let held = state.entries.range((station, *seqs.start())..=(station, *seqs.end()));
        Ok(held.map(|((_, seq), kept)| (*seq, kept.hash)).collect())
    }

    async fn lock_subjects(&mut self, _: BankId, subjects: &[&Subject]) -> Result<(), DbError> {
        give_way().await;
        let sorted: BTreeSet<&Subject> = subjects.iter().copied().collect();
        for subject in sorted {
            self.lock(Lock::Subject(subject.clone())).await;
        }
        Ok(())
    }

    async fn list_scopes(
        &mut self,
        _: BankId,
        subjects: &[&Subject],
    ) -> Result<HashMap<Subject, BTreeSet<Scope>>, DbError> {
        give_way().await;
        let state = self.memory.state();
        let found = subjects.iter().filter_map(|subject| state.scopes.get_key_value(*subject));
        Ok(found.map(|(subject, scopes)| (subject.clone(), scopes.clone())).collect())
    }

    async fn list_history(&mut self, _: BankId, subject: &Subject) -> Result<Vec<(EntryRef, Hash)>, DbError> {
        give_way().await;
        let state = self.memory.state();
        let of_subject = state.entries.iter().filter(|(_, kept)| kept.subject.as_ref() == Some(subject));
        let mut found: Vec<_> =
            of_subject.map(|((station, seq), kept)| (kept.hlc, *station, *seq, kept.hash)).collect();
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, station, seq, hash)| (EntryRef { station, seq }, hash)).collect())
    }

    async fn insert_entries(
        &mut self,
        _: BankId,
        station: StationId,
        entries: &[NewEntry<'_>],
        _: i64,
    ) -> Result<(), DbError> {
        give_way().await;
        self.writes.extend(entries.iter().map(|new| {
            // Reference data has no history that would follow it into a scope.
            let subject = (new.audience == Audience::Subject).then(|| new.header.subject.clone());
            let (site, hlc) = (new.header.site, new.header.hlc);
            let kept = Kept { entry: new.entry.clone(), hash: new.hash, site, hlc, subject };
            Write::Entry(station, new.header.seq, Box::new(kept))
        }));
        Ok(())
    }

    async fn insert_checkpoints(
        &mut self,
        _: BankId,
        _: StationId,
        checkpoints: &[&Checkpoint],
    ) -> Result<(), DbError> {
        give_way().await;
        self.writes.extend(checkpoints.iter().map(|checkpoint| Write::Checkpoint((*checkpoint).clone())));
        Ok(())
    }

    async fn insert_scopes(&mut self, _: BankId, entered: &[(Subject, Scope)]) -> Result<(), DbError> {
        give_way().await;
        self.writes.extend(entered.iter().cloned().map(|(subject, scope)| Write::Scope(subject, scope)));
        Ok(())
    }

    async fn lock_feed_ends(
        &mut self,
        _: BankId,
        scopes: &[Scope],
    ) -> Result<HashMap<Scope, FeedEnd>, DbError> {
        give_way().await;
        let sorted: BTreeSet<String> = scopes.iter().map(Scope::to_string).collect();
        for scope in sorted {
            self.lock(Lock::Feed(scope)).await;
        }
        let state = self.memory.state();
        Ok(scopes.iter().map(|scope| (*scope, state.ends.get(scope).copied().unwrap_or_default())).collect())
    }

    async fn insert_feed(&mut self, _: BankId, items: &[FeedItem]) -> Result<(), DbError> {
        give_way().await;
        self.writes.extend(items.iter().copied().map(Write::Feed));
        Ok(())
    }

    async fn move_feed_ends(&mut self, _: BankId, to: &[(Scope, FeedEnd)]) -> Result<(), DbError> {
        give_way().await;
        self.writes.extend(to.iter().map(|(scope, end)| Write::End(*scope, *end)));
        Ok(())
    }

    async fn entitle(&mut self, _: BankId, site: SiteId, to: Entitlement) -> Result<(), DbError> {
        give_way().await;
        self.writes.push(Write::Entitle(site, to));
        Ok(())
    }

    async fn commit(mut self) -> Result<(), DbError> {
        give_way().await;
        let writes = std::mem::take(&mut self.writes);
        let mut state = self.memory.state();
        let fate = state.fate.take();
        if fate == Some(Fate::Lost) || writes.iter().any(|write| write.collides(&state)) {
            return Err(broken());
        }
        writes.into_iter().for_each(|write| write.apply(&mut state));
        if fate.is_some() { Err(broken()) } else { Ok(()) }
    }
}
