//! Checking a chain from bytes and a public key alone; names the first entry that is wrong.

use crate::{BankId, Checkpoint, Entry, EntryHeader, FORMAT_VERSION, Hash, PublicKey, StationId};

/// What is wrong with an entry or a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The header's bytes cannot be read.
    #[error("header: {0}")]
    Header(String),
    /// Written by a newer format that this build cannot judge.
    #[error("format version {0} is not known")]
    Format(u8),
    /// Belongs to another bank.
    #[error("belongs to another bank")]
    Bank,
    /// Belongs to another station's chain.
    #[error("belongs to another station's chain")]
    Station,
    /// A gap, a repetition or a swap.
    #[error("sequence number {found}, expected {expected}")]
    Sequence {
        /// What should stand here.
        expected: u64,
        /// What stands here.
        found: u64,
    },
    /// Does not follow the entry before it.
    #[error("does not follow the entry before it")]
    Previous,
    /// The body is not the one that was hashed.
    #[error("the body was changed")]
    Body,
    /// The personal part is not the one that was hashed, or there should be none.
    #[error("the personal part was changed")]
    Personal,
    /// The stored hash differs from the computed one.
    #[error("the stored hash was changed")]
    StoredHash,
    /// Only the header is there of an entry that was chosen.
    #[error("was chosen, but its body is missing")]
    Withheld,
    /// The body is there of an entry that was not chosen.
    #[error("was not chosen, but its body is there")]
    NotChosen,
    /// A checkpoint's bytes cannot be read.
    #[error("checkpoint: {0}")]
    CheckpointBytes(String),
    /// A checkpoint names another hash than the chain has there.
    #[error("the checkpoint names another hash")]
    CheckpointHash,
    /// A checkpoint's signature is not the station's.
    #[error("the checkpoint's signature is not the station's")]
    CheckpointSignature,
    /// Entries at the end that no signature covers.
    #[error("no checkpoint covers the entries from here on")]
    Unsigned,
    /// A checkpoint for entries that are not there: the chain was cut.
    #[error("a checkpoint covers entries up to {0}, which are missing")]
    Truncated(u64),
}

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("station {station} entry {seq}: {fault}")]
pub struct Finding {
    /// The chain.
    pub station: StationId,
    /// Sequence number of the first wrong entry.
    pub seq: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What a good chain amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The chain.
    pub station: StationId,
    /// Number of entries.
    pub entries: u64,
    /// Number of checkpoints.
    pub checkpoints: u64,
    /// Hash of the last entry.
    pub head: Hash,
}

/// Checks one chain, entry by entry, in constant memory.
///
/// Push the entries in order, and each checkpoint right after the entry that it covers. The first fault ends it.
pub struct Verifier {
    bank: BankId,
    station: StationId,
    key: PublicKey,
    seq: u64,
    hash: Hash,
    signed: u64,
    checkpoints: u64,
}

impl Verifier {
    /// Starts at the beginning of a chain.
    #[must_use]
    pub fn new(bank: BankId, station: StationId, key: PublicKey) -> Self {
        Self::resume(bank, station, key, 0, Hash::ZERO)
    }

    /// Starts behind an entry that has been verified before.
    #[must_use]
    pub fn resume(bank: BankId, station: StationId, key: PublicKey, seq: u64, hash: Hash) -> Self {
        Self { bank, station, key, seq, hash, signed: seq, checkpoints: 0 }
    }

    fn finding(&self, seq: u64, fault: Fault) -> Finding {
        Finding { station: self.station, seq, fault }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// The [`Finding`] that names this entry.
    pub fn entry(&mut self, entry: &Entry) -> Result<EntryHeader, Finding> {
        let seq = self.seq + 1;
        let header = self.check(seq, entry).map_err(|fault| self.finding(seq, fault))?;
        check_contents(&header, entry).map_err(|fault| self.finding(seq, fault))?;
        self.seq = seq;
        self.hash = entry.hash();
        Ok(header)
    }

    /// Takes the next entry by its header alone: its place in the chain is checked, its contents are not.
    ///
    /// # Errors
    /// The [`Finding`] that names this entry.
    pub fn header_of(&mut self, entry: &Entry) -> Result<EntryHeader, Finding> {
        let seq = self.seq + 1;
        let header = self.check(seq, entry).map_err(|fault| self.finding(seq, fault))?;
        self.seq = seq;
        self.hash = entry.hash();
        Ok(header)
    }

    /// Takes the next entry together with the hash that was stored beside it.
    ///
    /// # Errors
    /// The [`Finding`] that names this entry.
    pub fn stored_entry(&mut self, entry: &Entry, stored: &Hash) -> Result<(), Finding> {
        self.entry(entry)?;
        if *stored == self.hash { Ok(()) } else { Err(self.finding(self.seq, Fault::StoredHash)) }
    }

    fn check(&self, seq: u64, entry: &Entry) -> Result<EntryHeader, Fault> {
        let header = entry.header().map_err(|e| Fault::Header(e.detail))?;
        if header.format != FORMAT_VERSION {
            return Err(Fault::Format(header.format));
        }
        if header.bank != self.bank {
            return Err(Fault::Bank);
        }
        if header.station != self.station {
            return Err(Fault::Station);
        }
        if header.seq != seq {
            return Err(Fault::Sequence { expected: seq, found: header.seq });
        }
        if header.previous != self.hash {
            return Err(Fault::Previous);
        }
        Ok(header)
    }

    /// Takes a checkpoint that covers everything up to the last entry taken.
    ///
    /// # Errors
    /// The [`Finding`] that names the entry it should cover.
    pub fn checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), Finding> {
        let fault = if checkpoint.station != self.station {
            Fault::Station
        } else if checkpoint.seq > self.seq {
            Fault::Truncated(checkpoint.seq)
        } else if checkpoint.seq < self.seq {
            Fault::Sequence { expected: self.seq, found: checkpoint.seq }
        } else if checkpoint.hash != self.hash {
            Fault::CheckpointHash
        } else if !checkpoint.is_signed_by(&self.key) {
            Fault::CheckpointSignature
        } else {
            self.signed = checkpoint.seq;
            self.checkpoints += 1;
            return Ok(());
        };
        Err(self.finding(self.seq, fault))
    }

    /// Ends the chain: every entry must stand under a signature.
    ///
    /// # Errors
    /// The [`Finding`] that names the first entry without one.
    pub fn finish(self) -> Result<Verified, Finding> {
        if self.signed < self.seq {
            return Err(self.finding(self.signed + 1, Fault::Unsigned));
        }
        Ok(Verified {
            station: self.station,
            entries: self.seq,
            checkpoints: self.checkpoints,
            head: self.hash,
        })
    }
}

fn check_contents(header: &EntryHeader, entry: &Entry) -> Result<(), Fault> {
    if header.body_hash != Entry::body_hash(entry.body()) {
        return Err(Fault::Body);
    }
    // A missing personal part is no fault: most holders are not entitled to it.
    match entry.personal() {
        Some(personal) if header.personal_hash != Some(personal.hash()) => Err(Fault::Personal),
        _ => Ok(()),
    }
}
