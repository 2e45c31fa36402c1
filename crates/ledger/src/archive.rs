//! A ledger as one self-contained file: proof that travels without a database or a network.
//!
//! Layout: [`MAGIC`], then items of one tag byte, a big-endian 32-bit length and that many bytes. The first item says
//! whose chain it is; entries stand behind their hashes, checkpoints behind the entries that they cover; pages of
//! entries of other stations stand behind the centre's signed word for them; the last item is the station's signature
//! over every byte before it, so that nothing can be changed, added or cut off.

use crate::{
    BankId, Checkpoint, Digest, Entry, Fault, Finding, Hash, PublicKey, SigningKey, StationId, Verifier,
    decode, encode,
};
use minicbor::{Decode, Encode};
use std::io::{self, Read, Write};

/// The first bytes of an archive.
pub const MAGIC: &[u8; 18] = b"CORDKEEP-LEDGER-1\n";
const SEAL: &str = "cordkeep.archive.v1";
const ITEM_BYTES_MAX: usize = 16 << 20;

const OWNER: u8 = 1;
const ENTRY: u8 = 2;
const CHECKPOINT: u8 = 3;
const CENTRE: u8 = 4;
const PAGE: u8 = 5;
const FOREIGN: u8 = 6;
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

/// Writes an archive.
pub struct ArchiveWriter<W> {
    out: W,
    digest: Digest,
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive.
    ///
    /// # Errors
    /// Of the output.
    pub fn new(out: W, owner: &Owner) -> io::Result<Self> {
        let mut writer = Self { out, digest: Digest::new(SEAL) };
        writer.raw(MAGIC)?;
        writer.item(OWNER, &[&encode(owner)])?;
        Ok(writer)
    }

    fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.out.write_all(bytes)
    }

    fn item(&mut self, tag: u8, parts: &[&[u8]]) -> io::Result<()> {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let length = u32::try_from(length).map_err(io::Error::other)?;
        self.raw(&[tag])?;
        self.raw(&length.to_be_bytes())?;
        parts.iter().try_for_each(|part| self.raw(part))
    }

    /// Adds the next entry of the own chain.
    ///
    /// # Errors
    /// Of the output.
    pub fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        self.item(ENTRY, &[entry.hash().bytes(), &entry.to_bytes()])
    }

    /// Adds a checkpoint behind the entry that it covers.
    ///
    /// # Errors
    /// Of the output.
    pub fn checkpoint(&mut self, checkpoint: &Checkpoint) -> io::Result<()> {
        self.item(CHECKPOINT, &[&checkpoint.to_bytes()])
    }

    /// Adds the centre's public key, before the first page.
    ///
    /// # Errors
    /// Of the output.
    pub fn centre(&mut self, key: &PublicKey) -> io::Result<()> {
        self.item(CENTRE, &[key.bytes()])
    }

    /// Adds a page of entries of other stations with the centre's signed word for it.
    ///
    /// # Errors
    /// Of the output.
    pub fn page<'a>(
        &mut self,
        attestation: &[u8],
        entries: impl Iterator<Item = &'a Entry>,
    ) -> io::Result<()> {
        self.item(PAGE, &[attestation])?;
        for entry in entries {
            self.item(FOREIGN, &[entry.hash().bytes(), &entry.to_bytes()])?;
        }
        Ok(())
    }

    /// Seals the archive.
    ///
    /// # Errors
    /// Of the output.
    pub fn finish(mut self, key: &SigningKey) -> io::Result<W> {
        let signature = key.sign(SEAL, self.digest.finish().bytes());
        let length = 64u32.to_be_bytes();
        for bytes in [&[END] as &[u8], &length, &signature] {
            self.out.write_all(bytes)?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

/// What a good archive amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveReport {
    /// Whose it is.
    pub owner: Owner,
    /// Entries of the own chain.
    pub entries: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Entries of other stations.
    pub foreign: u64,
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
    if magic != *MAGIC {
        return Err(ArchiveFault::NotAnArchive);
    }
    items.add(&magic);
    let owner = match items.next() {
        Ok((OWNER, bytes)) => decode::<Owner>("owner", &bytes).map_err(|_| ArchiveFault::Frame(1))?,
        _ => return Err(ArchiveFault::Frame(1)),
    };
    let mut walk = Walk {
        owner,
        verifier: Verifier::new(owner.bank, owner.station, owner.key),
        centre: None,
        page: None,
        report: ArchiveReport { owner, entries: 0, checkpoints: 0, foreign: 0 },
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
    owner: Owner,
    verifier: Verifier,
    centre: Option<PublicKey>,
    page: Option<Page>,
    report: ArchiveReport,
}

impl Walk {
    fn item(&mut self, tag: u8, bytes: &[u8], attested: Attested<'_>) -> Result<(), ArchiveFault> {
        let next = self.report.entries + 1;
        let named = |fault| Finding { station: self.owner.station, seq: next, fault };
        match tag {
            ENTRY => {
                let (hash, entry) = split(bytes).map_err(named)?;
                if entry.hash() != hash {
                    return Err(named(Fault::StoredHash).into());
                }
                self.verifier.entry(&entry)?;
                self.report.entries += 1;
            }
            CHECKPOINT => {
                let at = self.report.entries;
                let bad = |fault| Finding { station: self.owner.station, seq: at, fault };
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
                self.close_page(attested)?;
                let first = (self.owner.station, next);
                self.page = Some(Page { attestation: bytes.to_vec(), hashes: Vec::new(), first });
            }
            FOREIGN => self.foreign(bytes, next)?,
            _ => return Err(ArchiveFault::Frame(next)),
        }
        Ok(())
    }

    fn foreign(&mut self, bytes: &[u8], next: u64) -> Result<(), ArchiveFault> {
        let unnamed = |fault| Finding { station: self.owner.station, seq: next, fault };
        let (hash, entry) = split(bytes).map_err(unnamed)?;
        let header = entry.header().map_err(|e| unnamed(Fault::Header(e.detail)))?;
        let named = |fault| Finding { station: header.station, seq: header.seq, fault };
        if entry.hash() != hash {
            return Err(named(Fault::StoredHash).into());
        }
        if header.body_hash != Entry::body_hash(entry.body()) {
            return Err(named(Fault::Body).into());
        }
        if entry.personal().is_some_and(|personal| header.personal_hash != Some(personal.hash())) {
            return Err(named(Fault::Personal).into());
        }
        let Some(page) = &mut self.page else { return Err(ArchiveFault::Frame(next)) };
        if page.hashes.is_empty() {
            page.first = (header.station, header.seq);
        }
        page.hashes.push(hash);
        self.report.foreign += 1;
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

fn split(bytes: &[u8]) -> Result<(Hash, Entry), Fault> {
    let short = || Fault::Header("too short".to_owned());
    let (hash, rest) = bytes.split_at_checked(32).ok_or_else(short)?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| short())?;
    let entry = Entry::from_bytes(rest).map_err(|e| Fault::Header(e.detail))?;
    Ok((Hash::from_bytes(hash), entry))
}
