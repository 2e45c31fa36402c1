//! `GET /v1/feed`: the entries of a scope, in the order in which the centre numbered them.

use crate::limits::PAGE_ENTRIES_MAX;
use crate::{Attestation, FeedMark, Receipt, Scope, list};
use ledger::{BankId, Entry, Personal, PublicKey, StationId};
use minicbor::{Decode, Encode};

/// What to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedRequest {
    /// Which feed.
    pub scope: Scope,
    /// The last position that the station has; 0 from the beginning.
    pub after: u64,
    /// The most entries wanted, 1 to 500.
    pub limit: u16,
    /// How long the centre may wait for something new, seconds, at most 30; 0 answers at once.
    pub wait_s: u16,
    /// What stands up to `after`, where the station knows it: the centre compares.
    pub mark: Option<FeedMark>,
    /// The last entry of the own chain that the centre gave a receipt for, where the station says so: a centre that holds
    /// less has lost what it had.
    pub acknowledged: Option<u64>,
}

impl FeedRequest {
    /// Asks for a full page, answered at once.
    #[must_use]
    pub const fn after(scope: Scope, after: u64) -> Self {
        Self { scope, after, limit: 500, wait_s: 0, mark: None, acknowledged: None }
    }

    /// Path and query.
    #[must_use]
    pub fn target(&self) -> String {
        let Self { scope, after, limit, wait_s, mark, acknowledged } = self;
        let mark = mark.map(|mark| format!("&mark={mark}")).unwrap_or_default();
        let acknowledged = acknowledged.map(|seq| format!("&acknowledged={seq}")).unwrap_or_default();
        format!("/v1/feed?scope={scope}&after={after}&limit={limit}&wait={wait_s}{mark}{acknowledged}")
    }
}

/// An entry at its place in a feed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FeedEntry {
    /// From 1, gapless within the feed.
    #[n(0)]
    pub position: u64,
    /// The entry; without its personal part where the reader is not entitled to it.
    #[n(1)]
    pub entry: Entry,
}

/// A stretch of a feed, signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FeedPage {
    /// What the centre attests of the entries below.
    #[n(0)]
    pub attestation: Attestation,
    /// The entries at `attestation.first..=attestation.last`.
    #[cbor(n(1), decode_with = "list::decode")]
    pub entries: Vec<FeedEntry>,
    /// The last position of the whole feed at this moment, to show progress; not signed.
    #[n(2)]
    pub end: u64,
    /// How far the centre holds the chain of the station that asks, where it says so. Field 3 was the same without a
    /// signature, and is not used any more.
    #[n(4)]
    pub held: Option<Receipt>,
}

/// Why a page of a feed is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedFault {
    /// Of another bank, scope or position than was asked for.
    #[error("the page is not the one that was asked for")]
    NotAsked,
    /// Positions are not gapless, or not those that were signed.
    #[error("the positions are not gapless")]
    Positions,
    /// The entries are not those that were signed, or not by this centre.
    #[error("the entries are not those that the centre signed")]
    Signature,
    /// A body or a personal part is not the one that was hashed.
    #[error("the entry at position {0} was changed")]
    Entry(u64),
    /// What is held of the asker's chain is of another chain, or not this centre's word.
    #[error("the centre did not say that of this station's chain")]
    Held,
}

impl FeedPage {
    /// Signs a page; its first position follows `after`.
    #[must_use]
    pub fn sign(
        key: &ledger::SigningKey,
        bank: BankId,
        scope: Scope,
        after: u64,
        entries: Vec<FeedEntry>,
        end: u64,
    ) -> Self {
        let last = entries.last().map_or(after, |entry| entry.position);
        let digest = Attestation::digest(entries.iter().map(|entry| entry.entry.hash()));
        let attestation = Attestation::sign(key, bank, scope, after.saturating_add(1), last, digest);
        Self { attestation, entries, end, held: None }
    }

    /// The position to ask behind next time.
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.attestation.last
    }

    /// Checks that what it says of the asker's own chain is the centre's word for that chain.
    ///
    /// # Errors
    /// [`FeedFault::Held`].
    pub fn verify_held(&self, bank: BankId, station: StationId, centre: &PublicKey) -> Result<(), FeedFault> {
        let good = |held: &Receipt| (held.bank, held.station) == (bank, station) && held.is_signed_by(centre);
        if self.held.as_ref().is_none_or(good) { Ok(()) } else { Err(FeedFault::Held) }
    }

    /// Checks that this is the page behind `after`, whole, unchanged, and signed by the centre.
    ///
    /// # Errors
    /// The first [`FeedFault`].
    pub fn verify(
        &self,
        bank: BankId,
        centre: &PublicKey,
        scope: Scope,
        after: u64,
    ) -> Result<(), FeedFault> {
        let attested = &self.attestation;
        if (attested.bank, attested.scope, Some(attested.first)) != (bank, scope, after.checked_add(1))
            || self.entries.len() > PAGE_ENTRIES_MAX
        {
            return Err(FeedFault::NotAsked);
        }
        let mut last = after;
        for entry in &self.entries {
            if Some(entry.position) != last.checked_add(1) {
                return Err(FeedFault::Positions);
            }
            last = entry.position;
        }
        if last != attested.last {
            return Err(FeedFault::Positions);
        }
        let digest = Attestation::digest(self.entries.iter().map(|entry| entry.entry.hash()));
        if digest != attested.digest || !attested.is_signed_by(centre) {
            return Err(FeedFault::Signature);
        }
        match self.entries.iter().find(|entry| !is_whole(bank, &entry.entry)) {
            Some(entry) => Err(FeedFault::Entry(entry.position)),
            None => Ok(()),
        }
    }
}

fn is_whole(bank: BankId, entry: &Entry) -> bool {
    entry.header().is_ok_and(|header| {
        header.bank == bank
            && header.body_hash == Entry::body_hash(entry.body())
            && entry.personal().is_none_or(|personal| header.personal_hash == Some(Personal::hash(personal)))
    })
}

#[cfg(test)]
mod tests;
