//! Verifying an inspection file: in one pass, with nothing but its bytes.

use super::zip::{self, Part};
use super::{FORMAT, LEDGER, MANIFEST, Manifest, ManifestPart, SIGNATURE, hex, key_text};
use crate::{ArchiveFault, ArchiveReport, Attested, verify_archive};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

const PARTS_MAX: usize = 100;
const MANIFEST_BYTES_MAX: u64 = 16 << 20;

/// What a good inspection file amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionReport {
    /// Its signed list.
    pub manifest: Manifest,
    /// The ledger in it.
    pub archive: ArchiveReport,
}

/// Why an inspection file is not good.
#[derive(Debug, thiserror::Error)]
pub enum InspectionFault {
    /// The input cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(io::Error),
    /// The ledger in it.
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    /// The container itself, at or before this part.
    #[error("damaged at the part {0}")]
    Container(String),
    /// A part is not the one that the manifest lists.
    #[error("{0} is not what the manifest lists")]
    Part(String),
    /// The manifest cannot be read, or speaks of another ledger.
    #[error("the manifest is malformed or speaks of another ledger: {0}")]
    Manifest(String),
    /// The manifest's signature.
    #[error("the manifest's signature is not the station's")]
    Signature,
}

/// A part as it streams by.
struct Tap<'a, R> {
    input: io::Take<&'a mut R>,
    crc: crc32fast::Hasher,
    sha: Sha256,
}

impl<R: Read> Read for Tap<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        self.crc.update(read);
        self.sha.update(read);
        Ok(count)
    }
}

struct Walk<R> {
    input: R,
    parts: Vec<Part>,
    found: Vec<ManifestPart>,
}

impl<R: Read> Walk<R> {
    /// Reads the next part through `take`, which gets its name and its bytes.
    fn part<T>(
        &mut self,
        take: impl FnOnce(&str, &mut dyn Read) -> Result<T, InspectionFault>,
    ) -> Result<T, InspectionFault> {
        let after = self.parts.last().map_or("", |part| part.name.as_str()).to_owned();
        let damaged = || InspectionFault::Container(after.clone());
        let part = match zip::read_local(&mut self.input) {
            Ok(Some(part)) if self.parts.len() < PARTS_MAX => part,
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
                return Err(InspectionFault::Io(error));
            }
            _ => return Err(damaged()),
        };
        let mut tap = Tap {
            input: self.input.by_ref().take(part.bytes),
            crc: crc32fast::Hasher::new(),
            sha: Sha256::new(),
        };
        let answer = take(&part.name, &mut tap)?;
        io::copy(&mut tap, &mut io::sink()).map_err(InspectionFault::Io)?;
        if tap.input.limit() != 0 || tap.crc.finalize() != part.crc {
            return Err(InspectionFault::Container(part.name));
        }
        let sha256 = hex(&tap.sha.finalize());
        self.found.push(ManifestPart { name: part.name.clone(), bytes: part.bytes, sha256 });
        self.parts.push(part);
        Ok(answer)
    }
}

fn bytes_of(input: &mut dyn Read) -> Result<Vec<u8>, InspectionFault> {
    let mut bytes = Vec::new();
    input.take(MANIFEST_BYTES_MAX).read_to_end(&mut bytes).map_err(InspectionFault::Io)?;
    Ok(bytes)
}

/// What one part turned out to be.
enum Read1 {
    Ledger(ArchiveReport),
    Manifest(Vec<u8>),
    Other,
}

/// Verifies an inspection file. `attested` is as for [`verify_archive`]. The ledger is judged before what surrounds it,
/// so that a bad entry is named whatever else is wrong behind it.
///
/// # Errors
/// The first [`InspectionFault`].
pub fn verify_inspection(
    input: impl Read,
    attested: Attested<'_>,
) -> Result<InspectionReport, InspectionFault> {
    let mut walk = Walk { input, parts: Vec::new(), found: Vec::new() };
    let mut archive = None;
    let text = loop {
        let read = walk.part(|name, bytes| match name {
            LEDGER if archive.is_none() => Ok(Read1::Ledger(verify_archive(bytes, attested)?)),
            MANIFEST => Ok(Read1::Manifest(bytes_of(bytes)?)),
            LEDGER | SIGNATURE => Err(InspectionFault::Container(name.to_owned())),
            _ => Ok(Read1::Other),
        })?;
        match read {
            Read1::Ledger(report) => archive = Some(report),
            Read1::Manifest(text) => break text,
            Read1::Other => {}
        }
    };
    let archive = archive.ok_or_else(|| InspectionFault::Container(LEDGER.to_owned()))?;
    let signature = walk.part(|name, bytes| match name {
        SIGNATURE => bytes_of(bytes),
        _ => Err(InspectionFault::Container(name.to_owned())),
    })?;
    let signature: [u8; 64] = signature.try_into().map_err(|_| InspectionFault::Signature)?;
    if !archive.owner.key.verifies(FORMAT, &text, &signature) {
        return Err(InspectionFault::Signature);
    }
    let manifest = judge(&text, &archive, &walk.found)?;
    let mut rest = Vec::new();
    let expected = zip::directory(&walk.parts);
    walk.input.take(expected.len() as u64 + 1).read_to_end(&mut rest).map_err(InspectionFault::Io)?;
    if rest != expected {
        return Err(InspectionFault::Container("directory".to_owned()));
    }
    Ok(InspectionReport { manifest, archive })
}

fn judge(text: &[u8], archive: &ArchiveReport, found: &[ManifestPart]) -> Result<Manifest, InspectionFault> {
    let bad = |what: &str| InspectionFault::Manifest(what.to_owned());
    let manifest: Manifest = serde_json::from_slice(text).map_err(|e| bad(&e.to_string()))?;
    let owner = archive.owner;
    if manifest.format != FORMAT {
        return Err(bad("format"));
    }
    if (manifest.bank, manifest.station) != (owner.bank, owner.station)
        || manifest.key != key_text(&owner.key)
    {
        return Err(bad("owner"));
    }
    if archive.scope.as_ref().is_none_or(|scope| {
        scope.personal != manifest.personal || scope.subjects.is_some() != manifest.units.is_some()
    }) {
        return Err(bad("scope"));
    }
    let mut listed = manifest.parts.iter();
    for part in found.iter().filter(|part| part.name != MANIFEST && part.name != SIGNATURE) {
        if listed.next() != Some(part) {
            return Err(InspectionFault::Part(part.name.clone()));
        }
    }
    match listed.next() {
        Some(missing) => Err(InspectionFault::Part(missing.name.clone())),
        None => Ok(manifest),
    }
}
