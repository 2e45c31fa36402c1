//! A ledger as one self-contained file: proof that travels without a database or a network.
//!
//! Layout: [`MAGIC`], then items of one tag byte, a big-endian 32-bit length and that many bytes. The first item says
//! whose chain it is; entries stand behind their hashes, checkpoints behind the entries that they cover; pages of
//! entries of other stations stand behind the centre's signed word for them; the last item is the station's signature
//! over every byte before it, so that nothing can be changed, added or cut off.
//!
//! Version 2 ([`MAGIC_CHOSEN`]) says behind the owner what was chosen ([`Scope`]). Of every other entry it holds the
//! header alone, so that the chain is whole and nothing of what was chosen can be missing. `docs/inspection.md` has the
//! bytes.

mod scope;
mod write;

pub use scope::Scope;
pub use write::ArchiveWriter;

use crate::{
    BankId, Checkpoint, Digest, Entry, EntryHeader, Fault, Finding, Hash, PublicKey, StationId, Verifier,
    decode,
};
use minicbor::{Decode, Encode};
use std::io::{self, Read};

/// The first bytes of an archive of a whole ledger.
pub const MAGIC: &[u8; 18] = b"CORDKEEP-LEDGER-1\n";
/// The first bytes of an archive of what was chosen.
pub const MAGIC_CHOSEN: &[u8; 18] = b"CORDKEEP-LEDGER-2\n";
const SEAL: &str = "cordkeep.archive.v1";
const ITEM_BYTES_MAX: usize = 16 << 20;

const OWNER: u8 = 1;
const ENTRY: u8 = 2;
const CHECKPOINT: u8 = 3;
const CENTRE: u8 = 4;
const PAGE: u8 = 5;
const FOREIGN: u8 = 6;
const HEADER: u8 = 7;
const FOREIGN_HEADER: u8 = 8;
const SCOPE: u8 = 10;
const END: u8 = 9;

/// Whose chain an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Owner {
    /// The bank.
    #[n(0)]
    pub bank: BankId,
    /// The station.
    #[n(1)]
    pub station: StationId,
    /// Its public key. Compare it with the bank's list of stations.
    #[n(2)]
    pub key: PublicKey,
}

/// What a good archive amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveReport {
    /// Whose it is.
    pub owner: Owner,
    /// Entries of the own chain.
    pub entries: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Entries of other stations.
    pub foreign: u64,
    /// Entries, own and others', of which the header alone is there.
    pub withheld: u64,
    /// What was chosen; none for a whole ledger.
    pub scope: Option<Scope>,
}

/// Why an archive is not good.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveFault {
    /// The input cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Not an archive at all.
    #[error("not a ledger archive")]
    NotAnArchive,
    /// The first bad entry.
    #[error(transparent)]
    Entry(#[from] Finding),
    /// Bytes between entries, named by the entry that comes next.
    #[error("damaged before entry {0}")]
    Frame(u64),
}

struct Items<R> {
    input: R,
    digest: Option<Digest>,
}

impl<R: Read> Items<R> {
    fn take<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.input.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn add(&mut self, bytes: &[u8]) {
        if let Some(digest) = &mut self.digest {
            digest.update(bytes);
        }
    }

    fn next(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let head: [u8; 5] = self.take()?;
        let [tag, length @ ..] = head;
        let length = usize::try_from(u32::from_be_bytes(length)).map_err(io::Error::other)?;
        if length > ITEM_BYTES_MAX {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; length];
        self.input.read_exact(&mut bytes)?;
        if tag != END {
            self.add(&head);
            self.add(&bytes);
        }
        Ok((tag, bytes))
    }

    fn expect<T: for<'b> Decode<'b, ()>>(&mut self, expected: u8) -> Result<T, ArchiveFault> {
        match self.next() {
            Ok((tag, bytes)) if tag == expected => decode("head", &bytes).map_err(|_| ArchiveFault::Frame(1)),
            _ => Err(ArchiveFault::Frame(1)),
        }
    }
}

/// Judges a page of other stations' entries: the centre's key, its signed word, the hashes of the entries.
pub type Attested<'a> = &'a dyn Fn(Option<PublicKey>, &[u8], &[Hash]) -> bool;

/// Verifies an archive. `attested` judges a page of other stations' entries: centre's key, its signed word, hashes.
///
/// # Errors
/// The first [`ArchiveFault`]; an entry is named wherever the damage lies within one.
pub fn verify_archive(input: impl Read, attested: Attested<'_>) -> Result<ArchiveReport, ArchiveFault> {
    let mut items = Items { input, digest: Some(Digest::new(SEAL)) };
    let magic: [u8; 18] = items.take().map_err(|_| ArchiveFault::NotAnArchive)?;
    let chosen = match &magic {
        MAGIC => false,
        MAGIC_CHOSEN => true,
        _ => return Err(ArchiveFault::NotAnArchive),
    };
    items.add(&magic);
    let owner = items.expect::<Owner>(OWNER)?;
    let scope = if chosen { Some(items.expect::<Scope>(SCOPE)?) } else { None };
    if scope.as_ref().is_some_and(|scope| !scope.is_ordered()) {
        return Err(ArchiveFault::Frame(1));
    }
    let mut walk = Walk {
        verifier: Verifier::new(owner.bank, owner.station, owner.key),
        centre: None,
        page: None,
        report: ArchiveReport { owner, entries: 0, checkpoints: 0, foreign: 0, withheld: 0, scope },
    };
    loop {
        let next = walk.report.entries + 1;
        let (tag, bytes) = items.next().map_err(|_| ArchiveFault::Frame(next))?;
        if tag == END {
            walk.close_page(attested)?;
            let sealed: Result<[u8; 64], _> = bytes.as_slice().try_into();
            let digest = items.digest.take().map(Digest::finish).unwrap_or(Hash::ZERO);
            let good = sealed.is_ok_and(|seal| owner.key.verifies(SEAL, digest.bytes(), &seal));
            let ended = items.input.read(&mut [0])? == 0;
            let verified = walk.verifier.finish()?;
            if !good || !ended {
                return Err(ArchiveFault::Frame(verified.entries + 1));
            }
            return Ok(walk.report);
        }
        walk.item(tag, &bytes, attested)?;
    }
}

/// A page of other stations' entries, as far as it has been read.
struct Page {
    attestation: Vec<u8>,
    hashes: Vec<Hash>,
    first: (StationId, u64),
}

struct Walk {
    verifier: Verifier,
    centre: Option<PublicKey>,
    page: Option<Page>,
    report: ArchiveReport,
}

impl Walk {
    fn item(&mut self, tag: u8, bytes: &[u8], attested: Attested<'_>) -> Result<(), ArchiveFault> {
        let next = self.report.entries + 1;
        if !matches!(tag, FOREIGN | FOREIGN_HEADER) {
            self.close_page(attested)?;
        }
        match tag {
            ENTRY => self.own(bytes, Held::Whole)?,
            HEADER if self.report.scope.is_some() => self.own(bytes, Held::Header)?,
            CHECKPOINT => {
                let bad = |fault| self.finding(self.report.entries, fault);
                let checkpoint =
                    Checkpoint::from_bytes(bytes).map_err(|e| bad(Fault::CheckpointBytes(e.detail)))?;
                self.verifier.checkpoint(&checkpoint)?;
                self.report.checkpoints += 1;
            }
            CENTRE => {
                let key: [u8; 32] = bytes.try_into().map_err(|_| ArchiveFault::Frame(next))?;
                self.centre = Some(PublicKey::from_bytes(key));
            }
            PAGE => {
                let first = (self.report.owner.station, next);
                self.page = Some(Page { attestation: bytes.to_vec(), hashes: Vec::new(), first });
            }
            FOREIGN => self.foreign(bytes, Held::Whole)?,
            FOREIGN_HEADER if self.report.scope.is_some() => self.foreign(bytes, Held::Header)?,
            _ => return Err(ArchiveFault::Frame(next)),
        }
        Ok(())
    }

    fn finding(&self, seq: u64, fault: Fault) -> Finding {
        Finding { station: self.report.owner.station, seq, fault }
    }

    fn own(&mut self, bytes: &[u8], held: Held) -> Result<(), ArchiveFault> {
        let next = self.report.entries + 1;
        let (hash, entry) = split(bytes, held).map_err(|fault| self.finding(next, fault))?;
        if entry.hash() != hash {
            return Err(self.finding(next, Fault::StoredHash).into());
        }
        let header = match held {
            Held::Whole => self.verifier.entry(&entry)?,
            Held::Header => self.verifier.header_of(&entry)?,
        };
        self.judge_scope(&header, &entry, held).map_err(|fault| self.finding(next, fault))?;
        self.report.entries += 1;
        self.report.withheld += u64::from(held == Held::Header);
        Ok(())
    }

    /// What was chosen is there, and nothing else.
    fn judge_scope(&self, header: &EntryHeader, entry: &Entry, held: Held) -> Result<(), Fault> {
        match &self.report.scope {
            Some(scope) if scope.holds(header) != (held == Held::Whole) => {
                Err(if held == Held::Whole { Fault::NotChosen } else { Fault::Withheld })
            }
            Some(scope) if !scope.personal && entry.personal().is_some() => Err(Fault::Personal),
            _ => Ok(()),
        }
    }

    fn foreign(&mut self, bytes: &[u8], held: Held) -> Result<(), ArchiveFault> {
        let next = self.report.entries + 1;
        let (hash, entry) = split(bytes, held).map_err(|fault| self.finding(next, fault))?;
        let header = entry.header().map_err(|e| self.finding(next, Fault::Header(e.detail)))?;
        let named = |fault| Finding { station: header.station, seq: header.seq, fault };
        if entry.hash() != hash {
            return Err(named(Fault::StoredHash).into());
        }
        if header.bank != self.report.owner.bank {
            return Err(named(Fault::Bank).into());
        }
        if held == Held::Whole && header.body_hash != Entry::body_hash(entry.body()) {
            return Err(named(Fault::Body).into());
        }
        if entry.personal().is_some_and(|personal| header.personal_hash != Some(personal.hash())) {
            return Err(named(Fault::Personal).into());
        }
        self.judge_scope(&header, &entry, held).map_err(named)?;
        let Some(page) = &mut self.page else { return Err(ArchiveFault::Frame(next)) };
        if page.hashes.is_empty() {
            page.first = (header.station, header.seq);
        }
        page.hashes.push(hash);
        self.report.foreign += 1;
        self.report.withheld += u64::from(held == Held::Header);
        Ok(())
    }

    fn close_page(&mut self, attested: Attested<'_>) -> Result<(), ArchiveFault> {
        match self.page.take() {
            Some(page) if !attested(self.centre, &page.attestation, &page.hashes) => {
                let (station, seq) = page.first;
                Err(Finding { station, seq, fault: Fault::CheckpointSignature }.into())
            }
            _ => Ok(()),
        }
    }
}

/// How much of an entry an item holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Whole,
    Header,
}

fn split(bytes: &[u8], held: Held) -> Result<(Hash, Entry), Fault> {
    let short = || Fault::Header("too short".to_owned());
    let (hash, rest) = bytes.split_at_checked(32).ok_or_else(short)?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| short())?;
    let entry = match held {
        Held::Whole => Entry::from_bytes(rest).map_err(|e| Fault::Header(e.detail))?,
        Held::Header => Entry::from_parts(rest.to_vec(), Vec::new(), None),
    };
    Ok((Hash::from_bytes(hash), entry))
}
