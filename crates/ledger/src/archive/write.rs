//! Writing an archive.

use super::{
    CENTRE, CHECKPOINT, END, ENTRY, FOREIGN, FOREIGN_HEADER, HEADER, MAGIC, MAGIC_CHOSEN, OWNER, Owner, PAGE,
    SCOPE, SEAL, Scope,
};
use crate::{Checkpoint, Digest, Entry, PublicKey, SigningKey, encode};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes an archive.
pub struct ArchiveWriter<W> {
    out: W,
    digest: Digest,
    scope: Option<Scope>,
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive of a whole ledger (version 1).
    ///
    /// # Errors
    /// Of the output.
    pub fn new(out: W, owner: &Owner) -> io::Result<Self> {
        let mut writer = Self { out, digest: Digest::new(SEAL), scope: None };
        writer.raw(MAGIC)?;
        writer.item(OWNER, &[&encode(owner)])?;
        Ok(writer)
    }

    /// Begins an archive of what is chosen (version 2). Every entry is handed over whole all the same: of what is not
    /// chosen the header is written.
    ///
    /// # Errors
    /// Of the output.
    pub fn of(out: W, owner: &Owner, mut scope: Scope) -> io::Result<Self> {
        scope.withheld_kinds.sort_unstable();
        scope.withheld_kinds.dedup();
        if let Some(subjects) = &mut scope.subjects {
            subjects.sort_unstable();
            subjects.dedup();
        }
        let mut writer = Self { out, digest: Digest::new(SEAL), scope: None };
        writer.raw(MAGIC_CHOSEN)?;
        writer.item(OWNER, &[&encode(owner)])?;
        writer.item(SCOPE, &[&encode(&scope)])?;
        writer.scope = Some(scope);
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

    fn held(&mut self, whole: u8, header: u8, entry: &Entry) -> io::Result<()> {
        let hash = entry.hash();
        let mut entry = Cow::Borrowed(entry);
        if let Some(scope) = &self.scope {
            if !scope.holds(&entry.header().map_err(io::Error::other)?) {
                return self.item(header, &[hash.bytes(), entry.header_bytes()]);
            }
            if !scope.personal {
                entry = Cow::Owned(entry.into_owned().without_personal());
            }
        }
        self.item(whole, &[hash.bytes(), &entry.to_bytes()])
    }

    /// Adds the next entry of the own chain.
    ///
    /// # Errors
    /// Of the output.
    pub fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        self.held(ENTRY, HEADER, entry)
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
        mut entries: impl Iterator<Item = &'a Entry>,
    ) -> io::Result<()> {
        self.item(PAGE, &[attestation])?;
        entries.try_for_each(|entry| self.held(FOREIGN, FOREIGN_HEADER, entry))
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
