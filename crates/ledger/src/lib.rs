//! A signed, hash-chained, append-only log.
//!
//! Each station writes one [chain](ChainHead) of [entries](Entry), gapless from sequence number 1, and closes every
//! commit with a [`Checkpoint`]: one signature that covers all entries before it. [`Verifier`] checks a chain from
//! nothing but its bytes and the station's public key, so that proof travels on a USB stick.
//!
//! Invariants:
//! - the bytes that are hashed are the bytes that are stored: nothing is re-encoded on the way to a proof;
//! - the layout of format version 1 never changes (see `tests/golden`).
//!
//! Deliberately not here: what an entry means, who may write it, where it is stored, clocks and random numbers.

mod archive;
mod chain;
mod checkpoint;
mod doubt;
mod entry;
mod hash;
mod hlc;
mod id;
mod inspection;
mod verify;

pub use archive::{
    ArchiveFault, ArchiveReport, ArchiveWriter, Attested, MAGIC, MAGIC_CHOSEN, Owner, Scope, verify_archive,
};
pub use chain::{ChainHead, Draft};
pub use checkpoint::{Checkpoint, PublicKey, SigningKey};
pub use doubt::{ClockDoubt, ClockLimits, clock_doubts};
pub use entry::{Actors, ClockEvidence, Entry, EntryHeader, EntryRef, FORMAT_VERSION, Personal, Subject};
pub use hash::{Digest, Hash};
pub use hlc::Hlc;
pub use id::{ActorId, BankId, BootId, IdError, SiteId, StationId, SubjectId};
pub use inspection::{
    FORMAT as INSPECTION_FORMAT, InspectionFault, InspectionReport, InspectionWriter, LEDGER, Manifest,
    ManifestPart, verify_inspection,
};
pub use verify::{Fault, Finding, Verified, Verifier};

/// Bytes that should be an entry or a checkpoint are not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("malformed {what}: {detail}")]
pub struct Malformed {
    /// What was being read, such as `entry header`.
    pub what: &'static str,
    /// The decoder's own words.
    pub detail: String,
}

pub(crate) fn encode<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into a vector has no error (`Infallible`), and our types fail on none of their own.
    let written = minicbor::encode(value, &mut bytes);
    debug_assert!(written.is_ok());
    bytes
}

pub(crate) fn decode<'b, T: minicbor::Decode<'b, ()>>(
    what: &'static str,
    bytes: &'b [u8],
) -> Result<T, Malformed> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().map_err(|e| Malformed { what, detail: e.to_string() })?;
    if decoder.position() != bytes.len() {
        return Err(Malformed {
            what,
            detail: format!("{} bytes too many", bytes.len() - decoder.position()),
        });
    }
    Ok(value)
}
