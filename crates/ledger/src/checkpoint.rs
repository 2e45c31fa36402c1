//! A checkpoint: the station's signature over the head of its chain, and so over every entry before it.

use crate::{Hash, Malformed, StationId, decode, encode};
use ed25519_dalek::{Signer as _, Verifier as _};
use minicbor::{Decode, Encode};

const TAG: &[u8] = b"cordkeep.checkpoint.v1\0";

/// A station's Ed25519 signing key.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key made of 32 secret random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs a message of another protocol; `purpose` keeps it from passing for a checkpoint.
    #[must_use]
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 64] {
        self.0.sign(&tagged(purpose, message)).to_bytes()
    }
}

fn tagged(purpose: &str, message: &[u8]) -> Vec<u8> {
    [purpose.as_bytes(), &[0], message].concat()
}

/// A station's Ed25519 public key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct PublicKey(#[cbor(with = "minicbor::bytes")] [u8; 32]);

impl PublicKey {
    /// A key read back from storage.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether `signature` is this key's over `message` for `purpose`.
    #[must_use]
    pub fn verifies(&self, purpose: &str, message: &[u8], signature: &[u8; 64]) -> bool {
        self.verifies_bytes(&tagged(purpose, message), signature)
    }

    fn verifies_bytes(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        ed25519_dalek::VerifyingKey::from_bytes(&self.0)
            .and_then(|key| key.verify(message, &ed25519_dalek::Signature::from_bytes(signature)))
            .is_ok()
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        write!(f, ")")
    }
}

#[derive(Encode)]
struct Signed {
    #[n(0)]
    station: StationId,
    #[n(1)]
    seq: u64,
    #[n(2)]
    hash: Hash,
    #[n(3)]
    time_ms: i64,
}

/// The end of one commit, signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Checkpoint {
    /// The chain.
    #[n(0)]
    pub station: StationId,
    /// The last entry that is covered.
    #[n(1)]
    pub seq: u64,
    /// That entry's hash.
    #[n(2)]
    pub hash: Hash,
    /// Wall clock of the commit, milliseconds since 1970-01-01 UTC.
    #[n(3)]
    pub time_ms: i64,
    /// Ed25519 over a tag and the four fields above.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl Checkpoint {
    fn message(station: StationId, seq: u64, hash: Hash, time_ms: i64) -> Vec<u8> {
        [TAG, &encode(&Signed { station, seq, hash, time_ms })].concat()
    }

    /// Signs the head of a chain.
    #[must_use]
    pub fn sign(key: &SigningKey, station: StationId, seq: u64, hash: Hash, time_ms: i64) -> Self {
        let signature = key.0.sign(&Self::message(station, seq, hash, time_ms)).to_bytes();
        Self { station, seq, hash, time_ms, signature }
    }

    /// Whether the signature is that key's over these fields.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies_bytes(&Self::message(self.station, self.seq, self.hash, self.time_ms), &self.signature)
    }

    /// As CBOR, for the wire and for exports.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads what [`Checkpoint::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are no checkpoint.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        decode("checkpoint", bytes)
    }
}
