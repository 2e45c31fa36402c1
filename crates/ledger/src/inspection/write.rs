//! Writing an inspection file.

use super::zip::{self, LOCAL_BYTES, Part};
use super::{FORMAT, MANIFEST, Manifest, ManifestPart, SIGNATURE, hex, key_text};
use crate::{Owner, SigningKey};
use sha2::{Digest as _, Sha256};
use std::io::{self, Seek, SeekFrom, Write};

/// Writes an inspection file part by part.
pub struct InspectionWriter<W> {
    out: W,
    parts: Vec<Part>,
    listed: Vec<ManifestPart>,
}

impl<W: Write + Seek> InspectionWriter<W> {
    /// Begins an empty file.
    #[must_use]
    pub fn new(out: W) -> Self {
        Self { out, parts: Vec::new(), listed: Vec::new() }
    }

    /// Adds a part that `fill` writes.
    ///
    /// # Errors
    /// Of the output, or of `fill`.
    pub fn part<T, E: From<io::Error>>(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    ) -> Result<T, E> {
        let at = self.out.stream_position()?;
        let mut part = Part { name: name.to_owned(), bytes: 0, crc: 0 };
        self.out.write_all(&zip::local(&part))?;
        let mut tap = Tap { out: &mut self.out, crc: crc32fast::Hasher::new(), sha: Sha256::new(), bytes: 0 };
        let answer = fill(&mut tap)?;
        let Tap { crc, sha, bytes, .. } = tap;
        (part.bytes, part.crc) = (bytes, crc.finalize());
        // Length and checksum stand before what they are about.
        self.out.seek(SeekFrom::Start(at))?;
        self.out.write_all(&zip::local(&part))?;
        self.out.seek(SeekFrom::Start(at + LOCAL_BYTES + name.len() as u64 + bytes))?;
        self.parts.push(part);
        self.listed.push(ManifestPart { name: name.to_owned(), bytes, sha256: hex(&sha.finalize()) });
        Ok(answer)
    }

    /// Lists and signs the parts, and ends the file.
    ///
    /// # Errors
    /// Of the output.
    pub fn finish(
        mut self,
        key: &SigningKey,
        owner: &Owner,
        written_ms: i64,
        units: Option<Vec<String>>,
        personal: bool,
    ) -> io::Result<W> {
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            bank: owner.bank,
            station: owner.station,
            key: key_text(&owner.key),
            written_ms,
            units,
            personal,
            parts: std::mem::take(&mut self.listed),
        };
        let mut text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
        text.push(b'\n');
        self.part(MANIFEST, |out| out.write_all(&text))?;
        self.part(SIGNATURE, |out| out.write_all(&key.sign(FORMAT, &text)))?;
        self.out.write_all(&zip::directory(&self.parts))?;
        self.out.flush()?;
        Ok(self.out)
    }
}

struct Tap<'a, W> {
    out: &'a mut W,
    crc: crc32fast::Hasher,
    sha: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Tap<'_, W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.out.write(buffer)?;
        let written = buffer.get(..count).unwrap_or_default();
        self.crc.update(written);
        self.sha.update(written);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
