//! SHA-256 with a domain tag, so that bytes hashed for one purpose never pass for another.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Hash(#[cbor(with = "minicbor::bytes")] [u8; 32]);

impl Hash {
    /// The "hash before the first entry".
    pub const ZERO: Self = Self([0; 32]);

    /// SHA-256 over `tag`, a zero byte and the parts in order.
    #[must_use]
    pub fn of(tag: &str, parts: &[&[u8]]) -> Self {
        let mut digest = Digest::new(tag);
        parts.iter().for_each(|part| digest.update(part));
        digest.finish()
    }

    /// A hash read back from storage.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl serde::Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// A running tagged SHA-256.
pub struct Digest(Sha256);

impl Digest {
    /// Starts a hash for the purpose `tag`.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        let mut sha = Sha256::new();
        sha.update(tag.as_bytes());
        sha.update([0]);
        Self(sha)
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Adds bytes behind their length, so that two neighbouring fields cannot be told apart wrongly.
    pub fn field(&mut self, bytes: &[u8]) {
        self.update(&(bytes.len() as u64).to_be_bytes());
        self.update(bytes);
    }

    /// The hash of everything added.
    #[must_use]
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}
