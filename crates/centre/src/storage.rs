//! What taking a page and reading a feed ask of the database: the port between the centre's judgement and PostgreSQL.
//!
//! The contract, which a test holds every adapter to:
//! - what a transaction wrote is seen by others all at once when it commits, or never;
//! - each statement sees what was committed before it began, so two statements of one transaction may see two states;
//! - a lock is held until the transaction ends; whoever asks for it meanwhile waits, and sees then what its holder wrote;
//! - a second row under a key that is there is an error, and the transaction is lost.

mod postgres;

use crate::db::DbError;
use crate::db::bank::Entitlement;
use crate::db::entry::NewEntry;
use crate::db::feed::Reader;
use crate::db::station::{StationRow, Status};
use ledger::{BankId, Checkpoint, EntryRef, Hash, SiteId, StationId, Subject};
use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;
use sync::{FeedEntry, FeedMark, Scope};

/// What an adapter answers.
pub trait Answer<T>: Future<Output = Result<T, DbError>> + Send {}

impl<T, F: Future<Output = Result<T, DbError>> + Send> Answer<T> for F {}

/// An entry at its place in a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedItem {
    /// Which feed.
    pub scope: Scope,
    /// From 1.
    pub position: u64,
    /// Which entry.
    pub entry: EntryRef,
    /// What stands up to here, this entry included.
    pub mark: FeedMark,
}

/// Where a feed ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedEnd {
    /// The last position; 0 before the first entry.
    pub position: u64,
    /// What stands up to there.
    pub mark: FeedMark,
}

/// Reading without a transaction.
pub trait Reading: Send {
    /// A station, where the centre knows it.
    fn find_station(&mut self, bank: BankId, station: StationId) -> impl Answer<Option<StationRow>>;

    /// Which personal parts a site's stations get. An unknown site gets its own.
    fn entitlement(&mut self, bank: BankId, site: SiteId) -> impl Answer<Entitlement>;

    /// The last position of a feed; 0 before the first.
    fn feed_end(&mut self, bank: BankId, scope: Scope) -> impl Answer<u64>;

    /// What stands in a feed up to a position; none where nothing stands there.
    fn feed_mark(&mut self, bank: BankId, scope: Scope, position: u64) -> impl Answer<Option<FeedMark>>;

    /// The entries behind a position, ascending: at most `limit`, and no more than fit into a page, but at least one where
    /// there is one. Personal parts only as far as the reader [gets](Reader::gets) them.
    fn list_feed(
        &mut self,
        bank: BankId,
        scope: Scope,
        after: u64,
        limit: u16,
        reader: Reader,
    ) -> impl Answer<Vec<FeedEntry>>;
}

/// One transaction. Dropped before [`Transaction::commit`], it leaves nothing.
pub trait Transaction: Send + Sized {
    /// A station, where the centre knows it.
    fn find_station(&mut self, bank: BankId, station: StationId) -> impl Answer<Option<StationRow>>;

    /// The same, locked: pages of one station are taken one after the other.
    fn lock_station(&mut self, bank: BankId, station: StationId) -> impl Answer<Option<StationRow>>;

    /// Sets whether a station's word counts.
    fn set_status(&mut self, bank: BankId, station: StationId, status: Status) -> impl Answer<()>;

    /// Moves the head of a chain.
    fn set_head(&mut self, chain: (BankId, StationId), seq: u64, hash: Hash, now_ms: i64) -> impl Answer<()>;

    /// Keeps a page that must not be merged; `reason` is the code that the station is answered.
    fn quarantine(
        &mut self,
        chain: (BankId, StationId),
        reason: &str,
        page: &[u8],
        now_ms: i64,
    ) -> impl Answer<()>;

    /// The hashes of a stretch of a chain, as far as it is held.
    fn list_hashes(
        &mut self,
        bank: BankId,
        station: StationId,
        seqs: RangeInclusive<u64>,
    ) -> impl Answer<HashMap<u64, Hash>>;

    /// Holds the scopes of these subjects still until the transaction ends.
    fn lock_subjects(&mut self, bank: BankId, subjects: &[&Subject]) -> impl Answer<()>;

    /// The scopes that each of these subjects has entered; subjects without any are absent.
    fn list_scopes(
        &mut self,
        bank: BankId,
        subjects: &[&Subject],
    ) -> impl Answer<HashMap<Subject, BTreeSet<Scope>>>;

    /// The entries of a subject that go to its scopes, each after those that it was based on, with their hashes.
    fn list_history(&mut self, bank: BankId, subject: &Subject) -> impl Answer<Vec<(EntryRef, Hash)>>;

    /// Adds entries of one chain.
    fn insert_entries(
        &mut self,
        bank: BankId,
        station: StationId,
        entries: &[NewEntry<'_>],
        now_ms: i64,
    ) -> impl Answer<()>;

    /// Adds verified checkpoints.
    fn insert_checkpoints(
        &mut self,
        bank: BankId,
        station: StationId,
        checkpoints: &[&Checkpoint],
    ) -> impl Answer<()>;

    /// Adds scopes that subjects have entered.
    fn insert_scopes(&mut self, bank: BankId, entered: &[(Subject, Scope)]) -> impl Answer<()>;

    /// Locks the ends of feeds in the order of their names, and tells where they are: 0 before the first entry.
    fn lock_feed_ends(&mut self, bank: BankId, scopes: &[Scope]) -> impl Answer<HashMap<Scope, FeedEnd>>;

    /// Adds to feeds.
    fn insert_feed(&mut self, bank: BankId, items: &[FeedItem]) -> impl Answer<()>;

    /// Moves the ends of feeds.
    fn move_feed_ends(&mut self, bank: BankId, to: &[(Scope, FeedEnd)]) -> impl Answer<()>;

    /// Sets which personal parts a site's stations get; adds the site where it is new.
    fn entitle(&mut self, bank: BankId, site: SiteId, to: Entitlement) -> impl Answer<()>;

    /// Makes everything durable. An error leaves open whether it is.
    fn commit(self) -> impl Answer<()>;
}
