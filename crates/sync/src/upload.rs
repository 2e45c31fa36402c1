//! `POST /v1/upload`: a page of a station's own chain.

use crate::limits::{ENTRY_BYTES_MAX, PAGE_CHECKPOINTS_MAX, PAGE_ENTRIES_MAX};
use crate::list;
use ledger::{BankId, Checkpoint, Entry, Finding, Hash, PublicKey, StationId, Verified, Verifier};
use minicbor::{Decode, Encode};

/// Far beyond any real chain, and far enough from the end of the number range that counting on cannot overflow.
const SEQ_MAX: u64 = 1 << 60;
/// What an entry needs on the wire beyond its contents, with a checkpoint of its own.
const ENTRY_FRAME_BYTES: usize = 256;

/// Contiguous entries of one chain with the checkpoints among them; the last checkpoint covers the last entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct UploadPage {
    /// Owner.
    #[n(0)]
    pub bank: BankId,
    /// Writer.
    #[n(1)]
    pub station: StationId,
    /// 1 to 500 entries, ascending, gapless.
    #[cbor(n(2), decode_with = "list::decode")]
    pub entries: Vec<Entry>,
    /// Checkpoints of entries in this page, ascending; only the last is required.
    #[cbor(n(3), decode_with = "list::decode")]
    pub checkpoints: Vec<Checkpoint>,
}

/// Where a verified page stands in its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Sequence number of the first entry.
    pub first: u64,
    /// The hash that the first entry names as its previous.
    pub previous: Hash,
    /// Sequence number of the last entry.
    pub last: u64,
    /// Hash of the last entry.
    pub head: Hash,
}

/// Why a page is refused before anyone asks what it follows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UploadFault {
    /// No entries, or more entries or checkpoints than allowed.
    #[error("a page holds 1 to {PAGE_ENTRIES_MAX} entries and no more checkpoints than that")]
    Size,
    /// A sequence number that no chain reaches.
    #[error("sequence number {0} is out of range")]
    Range(u64),
    /// The entry at this index of the page is too large.
    #[error("the entry at index {0} is larger than {ENTRY_BYTES_MAX} bytes")]
    Large(usize),
    /// An entry or a checkpoint is wrong.
    #[error(transparent)]
    Finding(#[from] Finding),
}

impl UploadPage {
    /// As many of these entries as fit into so many bytes, ending under a checkpoint; at least up to the first
    /// checkpoint, even where that alone is larger. Of the checkpoints the last one alone, which covers the whole page: a
    /// signature for each act would be half of what is sent, and most of the work of whoever verifies it.
    #[must_use]
    pub fn fill(
        bank: BankId,
        station: StationId,
        mut entries: Vec<Entry>,
        checkpoints: Vec<Checkpoint>,
        bytes_max: usize,
    ) -> Self {
        let mut room = bytes_max;
        let fits = |entry: &&Entry| {
            room = room.saturating_sub(bytes(entry) + ENTRY_FRAME_BYTES);
            room > 0
        };
        let count = entries.iter().take(PAGE_ENTRIES_MAX).take_while(fits).count();
        let first = entries.first().and_then(|entry| entry.header().ok()).map_or(1, |header| header.seq);
        let index_after =
            |seq: u64| usize::try_from(seq.saturating_sub(first).saturating_add(1)).unwrap_or(usize::MAX);
        let covered =
            checkpoints.iter().take_while(|checkpoint| index_after(checkpoint.seq) <= count).count();
        let last = checkpoints.into_iter().nth(covered.saturating_sub(1));
        entries.truncate(last.as_ref().map_or(0, |last| index_after(last.seq)));
        Self { bank, station, entries, checkpoints: last.into_iter().collect() }
    }

    /// The sequence number of the last entry; 0 where there is none that can be read.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.entries.last().and_then(|entry| entry.header().ok()).map_or(0, |header| header.seq)
    }

    /// Checks the page in itself: one chain, whole, and signed by its station. Whether it follows what is known is
    /// the reader's to compare with the [`Span`].
    ///
    /// # Errors
    /// The first [`UploadFault`].
    pub fn verify(&self, key: PublicKey) -> Result<Span, UploadFault> {
        let sizes_ok =
            self.entries.len() <= PAGE_ENTRIES_MAX && self.checkpoints.len() <= PAGE_CHECKPOINTS_MAX;
        let Some(first) = self.entries.first().filter(|_| sizes_ok) else { return Err(UploadFault::Size) };
        if let Some(index) = self.entries.iter().position(|entry| bytes(entry) > ENTRY_BYTES_MAX) {
            return Err(UploadFault::Large(index));
        }
        let (first, previous) = match first.header() {
            Ok(header) if header.seq > SEQ_MAX => return Err(UploadFault::Range(header.seq)),
            // A chain begins with nothing before it; the verifier names the fault where it does not.
            Ok(header) if header.seq <= 1 => (1, Hash::ZERO),
            Ok(header) => (header.seq, header.previous),
            // The verifier names the fault.
            Err(_) => (1, Hash::ZERO),
        };
        let mut verifier = Verifier::resume(self.bank, self.station, key, first - 1, previous);
        let mut checkpoints = self.checkpoints.iter().peekable();
        for (entry, seq) in self.entries.iter().zip(first..) {
            verifier.entry(entry)?;
            while let Some(checkpoint) = checkpoints.next_if(|checkpoint| checkpoint.seq <= seq) {
                verifier.checkpoint(checkpoint)?;
            }
        }
        for beyond in checkpoints {
            verifier.checkpoint(beyond)?;
        }
        let Verified { entries: last, head, .. } = verifier.finish()?;
        Ok(Span { first, previous, last, head })
    }
}

fn bytes(entry: &Entry) -> usize {
    entry.header_bytes().len()
        + entry.body().len()
        + entry.personal().map_or(0, |personal| personal.bytes.len())
}

#[cfg(test)]
mod tests;
