//! PostgreSQL: each call is one statement of [`crate::db`].

use super::{FeedEnd, FeedItem, Reading, Transaction};
use crate::db::bank::{self, Entitlement};
use crate::db::entry::{self, NewEntry};
use crate::db::feed::{self, Reader};
use crate::db::station::{self, StationRow, Status};
use crate::db::{DbError, checkpoint, quarantine, subject};
use ledger::{BankId, Checkpoint, EntryRef, Hash, SiteId, StationId, Subject};
use sqlx::{PgConnection, Postgres};
use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;
use sync::{FeedEntry, FeedMark, Scope};

impl Reading for PgConnection {
    async fn find_station(
        &mut self,
        bank: BankId,
        station: StationId,
    ) -> Result<Option<StationRow>, DbError> {
        station::find(self, bank, station).await
    }

    async fn entitlement(&mut self, bank: BankId, site: SiteId) -> Result<Entitlement, DbError> {
        bank::entitlement(self, bank, site).await
    }

    async fn feed_end(&mut self, bank: BankId, scope: Scope) -> Result<u64, DbError> {
        feed::end(self, bank, scope).await
    }

    async fn feed_mark(
        &mut self,
        bank: BankId,
        scope: Scope,
        position: u64,
    ) -> Result<Option<FeedMark>, DbError> {
        feed::mark(self, bank, scope, position).await
    }

    async fn list_feed(
        &mut self,
        bank: BankId,
        scope: Scope,
        after: u64,
        limit: u16,
        reader: Reader,
    ) -> Result<Vec<FeedEntry>, DbError> {
        feed::list(self, bank, scope, after, limit, reader).await
    }
}

impl Transaction for sqlx::Transaction<'_, Postgres> {
    async fn find_station(
        &mut self,
        bank: BankId,
        station: StationId,
    ) -> Result<Option<StationRow>, DbError> {
        station::find(self, bank, station).await
    }

    async fn lock_station(
        &mut self,
        bank: BankId,
        station: StationId,
    ) -> Result<Option<StationRow>, DbError> {
        station::lock(self, bank, station).await
    }

    async fn set_status(&mut self, bank: BankId, station: StationId, status: Status) -> Result<(), DbError> {
        station::set_status(self, bank, station, status).await.map(|_| ())
    }

    async fn set_head(
        &mut self,
        chain: (BankId, StationId),
        seq: u64,
        hash: Hash,
        now_ms: i64,
    ) -> Result<(), DbError> {
        station::set_head(self, chain, seq, hash, now_ms).await
    }

    async fn quarantine(
        &mut self,
        (bank, station): (BankId, StationId),
        reason: &str,
        page: &[u8],
        now_ms: i64,
    ) -> Result<(), DbError> {
        quarantine::insert(self, bank, station, reason, page, now_ms).await
    }

    async fn list_hashes(
        &mut self,
        bank: BankId,
        station: StationId,
        seqs: RangeInclusive<u64>,
    ) -> Result<HashMap<u64, Hash>, DbError> {
        entry::list_hashes(self, bank, station, seqs).await
    }

    async fn lock_subjects(&mut self, bank: BankId, subjects: &[&Subject]) -> Result<(), DbError> {
        subject::lock(self, bank, subjects).await
    }

    async fn list_scopes(
        &mut self,
        bank: BankId,
        subjects: &[&Subject],
    ) -> Result<HashMap<Subject, BTreeSet<Scope>>, DbError> {
        subject::list_scopes(self, bank, subjects).await
    }

    async fn list_history(
        &mut self,
        bank: BankId,
        subject: &Subject,
    ) -> Result<Vec<(EntryRef, Hash)>, DbError> {
        entry::list_history(self, bank, subject).await
    }

    async fn insert_entries(
        &mut self,
        bank: BankId,
        station: StationId,
        entries: &[NewEntry<'_>],
        now_ms: i64,
    ) -> Result<(), DbError> {
        entry::insert(self, bank, station, entries, now_ms).await
    }

    async fn insert_checkpoints(
        &mut self,
        bank: BankId,
        station: StationId,
        checkpoints: &[&Checkpoint],
    ) -> Result<(), DbError> {
        checkpoint::insert(self, bank, station, checkpoints).await
    }

    async fn insert_scopes(&mut self, bank: BankId, entered: &[(Subject, Scope)]) -> Result<(), DbError> {
        subject::insert_scopes(self, bank, entered).await
    }

    async fn lock_feed_ends(
        &mut self,
        bank: BankId,
        scopes: &[Scope],
    ) -> Result<HashMap<Scope, FeedEnd>, DbError> {
        feed::lock_ends(self, bank, scopes).await
    }

    async fn insert_feed(&mut self, bank: BankId, items: &[FeedItem]) -> Result<(), DbError> {
        feed::insert(self, bank, items).await
    }

    async fn move_feed_ends(&mut self, bank: BankId, to: &[(Scope, FeedEnd)]) -> Result<(), DbError> {
        feed::move_ends(self, bank, to).await
    }

    async fn entitle(&mut self, bank: BankId, site: SiteId, to: Entitlement) -> Result<(), DbError> {
        bank::entitle(self, bank, site, to).await
    }

    async fn commit(self) -> Result<(), DbError> {
        Ok(Self::commit(self).await?)
    }
}
