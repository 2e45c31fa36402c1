//! What the centre signs: that it holds a chain up to a point, and that entries stand in a feed.

use crate::{Scope, UploadPage, page::cbor};
use ledger::{BankId, Hash, PublicKey, SigningKey, StationId};
use minicbor::{Decode, Encode};

const RECEIPT_PURPOSE: &str = "cordkeep.receipt.v1";
const FEED_PURPOSE: &str = "cordkeep.feed.v1";
const LIST_TAG: &str = "cordkeep.feed.list.v1";

/// The centre's word that it durably holds a chain up to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    /// Owner.
    #[n(0)]
    pub bank: BankId,
    /// The chain.
    #[n(1)]
    pub station: StationId,
    /// The last entry that the centre holds. May lie beyond the page that was sent, where that page was a repetition.
    #[n(2)]
    pub seq: u64,
    /// That entry's hash.
    #[n(3)]
    pub hash: Hash,
    /// The centre's wall clock, milliseconds since 1970-01-01 UTC.
    #[n(4)]
    pub time_ms: i64,
    /// Ed25519 by the centre over the fields above.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

#[derive(Encode)]
struct SignedReceipt {
    #[n(0)]
    bank: BankId,
    #[n(1)]
    station: StationId,
    #[n(2)]
    seq: u64,
    #[n(3)]
    hash: Hash,
    #[n(4)]
    time_ms: i64,
}

impl Receipt {
    /// Signs with the centre's key.
    #[must_use]
    pub fn sign(
        key: &SigningKey,
        bank: BankId,
        station: StationId,
        seq: u64,
        hash: Hash,
        time_ms: i64,
    ) -> Self {
        let mut receipt = Self { bank, station, seq, hash, time_ms, signature: [0; 64] };
        receipt.signature = key.sign(RECEIPT_PURPOSE, &receipt.message());
        receipt
    }

    /// Whether the signature is that centre's.
    #[must_use]
    pub fn is_signed_by(&self, centre: &PublicKey) -> bool {
        centre.verifies(RECEIPT_PURPOSE, &self.message(), &self.signature)
    }

    fn message(&self) -> Vec<u8> {
        let Self { bank, station, seq, hash, time_ms, .. } = *self;
        cbor(&SignedReceipt { bank, station, seq, hash, time_ms })
    }
}

impl Receipt {
    /// Whether this is the centre's word for a page that was sent: for the same chain, up to its last entry or beyond.
    #[must_use]
    pub fn answers(&self, page: &UploadPage, centre: &PublicKey) -> bool {
        let sent = page.entries.last().map(|entry| (entry.header().map(|header| header.seq), entry.hash()));
        let covers = matches!(sent, Some((Ok(seq), hash))
            if self.seq > seq || (self.seq == seq && self.hash == hash));
        (self.bank, self.station) == (page.bank, page.station) && covers && self.is_signed_by(centre)
    }
}

/// The centre's word that the entries with these hashes stand at these positions of a feed. Kept by the station, it
/// proves entries of other stations without their keys.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Attestation {
    /// Owner.
    #[n(0)]
    pub bank: BankId,
    /// The feed.
    #[n(1)]
    pub scope: Scope,
    /// The first position, from 1.
    #[n(2)]
    pub first: u64,
    /// The last position; `first - 1` where there is none.
    #[n(3)]
    pub last: u64,
    /// [`Attestation::digest`] of the entries' hashes in feed order.
    #[n(4)]
    pub digest: Hash,
    /// Ed25519 by the centre over the fields above.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

#[derive(Encode)]
struct SignedFeed {
    #[n(0)]
    bank: BankId,
    #[n(1)]
    scope: Scope,
    #[n(2)]
    first: u64,
    #[n(3)]
    last: u64,
    #[n(4)]
    digest: Hash,
}

impl Attestation {
    /// The hash of a list of entry hashes.
    #[must_use]
    pub fn digest(hashes: impl IntoIterator<Item = Hash>) -> Hash {
        let mut digest = ledger::Digest::new(LIST_TAG);
        hashes.into_iter().for_each(|hash| digest.update(hash.bytes()));
        digest.finish()
    }

    /// Signs with the centre's key.
    #[must_use]
    pub fn sign(key: &SigningKey, bank: BankId, scope: Scope, first: u64, last: u64, digest: Hash) -> Self {
        let mut attestation = Self { bank, scope, first, last, digest, signature: [0; 64] };
        attestation.signature = key.sign(FEED_PURPOSE, &attestation.message());
        attestation
    }

    /// As plain CBOR, for files that any program reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor(self)
    }

    /// Reads what [`Attestation::to_bytes`] wrote; none where the bytes are no attestation.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut decoder = minicbor::Decoder::new(bytes);
        let attestation = decoder.decode().ok()?;
        (decoder.position() == bytes.len()).then_some(attestation)
    }

    /// Whether the signature is that centre's.
    #[must_use]
    pub fn is_signed_by(&self, centre: &PublicKey) -> bool {
        centre.verifies(FEED_PURPOSE, &self.message(), &self.signature)
    }

    fn message(&self) -> Vec<u8> {
        let Self { bank, scope, first, last, digest, .. } = *self;
        cbor(&SignedFeed { bank, scope, first, last, digest })
    }
}
