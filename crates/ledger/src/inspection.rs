//! One file for an inspector: a ledger archive, readable documents, and a signed list of both.
//!
//! A zip that every tool opens, of a single possible shape: any parts, among them [`LEDGER`]; then [`MANIFEST`], which
//! lists them with their lengths and SHA-256; then [`SIGNATURE`], the station's over the manifest. What the documents say
//! is not derived from the ledger here: the station vouches for them, the ledger proves itself. `docs/inspection.md`.

mod read;
mod write;
mod zip;

pub use read::{InspectionFault, InspectionReport, verify_inspection};
pub use write::InspectionWriter;

use crate::{BankId, PublicKey, StationId};
use serde::{Deserialize, Serialize};

/// The archive's name in the file.
pub const LEDGER: &str = "ledger.ckl";
/// The manifest's.
pub const MANIFEST: &str = "manifest.json";
/// The signature's.
pub const SIGNATURE: &str = "manifest.sig";
/// What a manifest says that it is.
pub const FORMAT: &str = "cordkeep.inspection.v1";

/// What an inspection file holds, in words that people and programs read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The bank.
    pub bank: BankId,
    /// The station that wrote and signed it.
    pub station: StationId,
    /// Its public key, hexadecimal.
    pub key: String,
    /// Wall clock of the export, milliseconds since 1970-01-01 UTC.
    pub written_ms: i64,
    /// Numbers of the chosen units; none for all.
    pub units: Option<Vec<String>>,
    /// Whether personal parts may be in the archive.
    pub personal: bool,
    /// The parts before the manifest, in order.
    pub parts: Vec<ManifestPart>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestPart {
    /// File name.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256 of the part's bytes, hexadecimal, as `sha256sum` prints it.
    pub sha256: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn key_text(key: &PublicKey) -> String {
    hex(key.bytes())
}
