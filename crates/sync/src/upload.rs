//! `POST /v1/upload`: a page of a station's own chain.

use crate::limits::{PAGE_CHECKPOINTS_MAX, PAGE_ENTRIES_MAX};
use ledger::{BankId, Checkpoint, Entry, Finding, Hash, PublicKey, StationId, Verified, Verifier};
use minicbor::{Decode, Encode};

/// Far beyond any real chain, and far enough from the end of the number range that counting on cannot overflow.
const SEQ_MAX: u64 = 1 << 60;

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
    #[n(2)]
    pub entries: Vec<Entry>,
    /// Checkpoints of entries in this page, ascending; only the last is required.
    #[n(3)]
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
    /// An entry or a checkpoint is wrong.
    #[error(transparent)]
    Finding(#[from] Finding),
}

impl UploadPage {
    /// Checks the page in itself: one chain, whole, and signed by its station. Whether it follows what is known is
    /// the reader's to compare with the [`Span`].
    ///
    /// # Errors
    /// The first [`UploadFault`].
    pub fn verify(&self, key: PublicKey) -> Result<Span, UploadFault> {
        let sizes_ok =
            self.entries.len() <= PAGE_ENTRIES_MAX && self.checkpoints.len() <= PAGE_CHECKPOINTS_MAX;
        let Some(first) = self.entries.first().filter(|_| sizes_ok) else { return Err(UploadFault::Size) };
        let (first, previous) = match first.header() {
            Ok(header) if header.seq > SEQ_MAX => return Err(UploadFault::Range(header.seq)),
            Ok(header) => (header.seq.max(1), header.previous),
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

#[cfg(test)]
mod tests;
