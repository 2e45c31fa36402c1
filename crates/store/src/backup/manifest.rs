//! What a generation says of itself.

use super::GoOn;
use ledger::{Digest, Hash};
use serde::{Deserialize, Serialize};
use std::io::Read as _;
use std::path::Path;

/// Format of generations.
const FORMAT: u32 = 1;
const SEAL_TAG: &str = "cordkeep.backup.manifest.v1";
const FILE_TAG: &str = "cordkeep.backup.file.v1";

/// `manifest.json` of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Format version, 1.
    pub format: u32,
    /// Schema of the database when it was copied.
    pub schema: u32,
    /// Owner, 32 hexadecimal digits.
    pub bank: String,
    /// Whose file, 32 hexadecimal digits.
    pub station: String,
    /// Number of the last entry of its chain.
    pub seq: u64,
    /// Hash of that entry, 64 hexadecimal digits.
    pub hash: String,
    /// When it was begun, ms since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Size of the database.
    pub database_bytes: u64,
    /// Digest of the database, tag `cordkeep.backup.file.v1`.
    pub database_digest: String,
    /// Digest of the key file, the same tag.
    pub keys_digest: String,
    /// Digest of all the fields above.
    seal: String,
}

impl Manifest {
    pub(super) const fn new(schema: u32, at_ms: i64, bank: String, station: String) -> Self {
        Self {
            format: FORMAT,
            schema,
            bank,
            station,
            seq: 0,
            hash: String::new(),
            at_ms,
            database_bytes: 0,
            database_digest: String::new(),
            keys_digest: String::new(),
            seal: String::new(),
        }
    }

    fn seal(&self) -> String {
        let mut digest = Digest::new(SEAL_TAG);
        digest.update(&self.format.to_be_bytes());
        digest.update(&self.schema.to_be_bytes());
        digest.update(&self.seq.to_be_bytes());
        digest.update(&self.at_ms.to_be_bytes());
        digest.update(&self.database_bytes.to_be_bytes());
        for text in [&self.bank, &self.station, &self.hash, &self.database_digest, &self.keys_digest] {
            digest.field(text.as_bytes());
        }
        digest.finish().to_string()
    }

    /// Sealed, as it stands in the file.
    pub(super) fn sealed(&mut self) -> Vec<u8> {
        self.seal = self.seal();
        self.text()
    }

    fn text(&self) -> Vec<u8> {
        // A struct of numbers and texts always has a JSON.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// Nothing where the bytes are not exactly those that were written.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let whole = manifest.format == FORMAT && manifest.seal == manifest.seal() && manifest.text() == bytes;
        whole.then_some(manifest)
    }
}

/// Size and digest of a file.
pub(super) fn digest(path: &Path) -> std::io::Result<(u64, String)> {
    Ok(digest_while(path, &mut || true)?.unwrap_or_default())
}

/// The same; none where that was called off.
pub(super) fn digest_while(path: &Path, go_on: GoOn<'_>) -> std::io::Result<Option<(u64, String)>> {
    let mut file = std::fs::File::open(path)?;
    let mut digest = Digest::new(FILE_TAG);
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0;
    while go_on() {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(Some((bytes, Hash::to_string(&digest.finish()))));
        }
        bytes += u64::try_from(count).unwrap_or(0);
        digest.update(buffer.get(..count).unwrap_or_default());
    }
    Ok(None)
}
