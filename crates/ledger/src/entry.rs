//! An entry: a hashed header, a body that everyone entitled to the subject holds, and a personal part that may be absent.

use crate::{ActorId, BankId, BootId, Hash, Hlc, Malformed, SiteId, StationId, SubjectId, decode, encode};
use minicbor::{Decode, Encode};

/// The format version that this build writes.
pub const FORMAT_VERSION: u8 = 1;

const ENTRY_TAG: &str = "cordkeep.entry.v1";
const BODY_TAG: &str = "cordkeep.body.v1";
const PERSONAL_TAG: &str = "cordkeep.personal.v1";

/// The one aggregate that an entry belongs to, such as `donation` and its identifier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
pub struct Subject {
    /// The sort of aggregate.
    #[n(0)]
    pub kind: String,
    /// Which one.
    #[n(1)]
    pub id: SubjectId,
}

/// Who did it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Actors {
    /// The signed-in operator; none only for what the program itself does before the first account exists.
    #[n(0)]
    pub operator: Option<ActorId>,
    /// The second person of a two-person act.
    #[n(1)]
    pub second: Option<ActorId>,
}

/// What is known of the clocks at the moment of writing. Legal time is the wall clock with this evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ClockEvidence {
    /// Wall clock, milliseconds since 1970-01-01 UTC.
    #[n(0)]
    pub wall_ms: i64,
    /// Milliseconds since the start of this boot.
    #[n(1)]
    pub monotonic_ms: u64,
    /// Which boot.
    #[n(2)]
    pub boot: BootId,
    /// Centre clock minus station clock at the last measurement, milliseconds.
    #[n(3)]
    pub offset_ms: Option<i64>,
    /// Age of that measurement, milliseconds.
    #[n(4)]
    pub offset_age_ms: Option<u64>,
}

/// Names one entry.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct EntryRef {
    /// The chain.
    #[n(0)]
    pub station: StationId,
    /// The place in the chain, from 1.
    #[n(1)]
    pub seq: u64,
}

/// Everything about an entry but its contents. Hashed as a CBOR array in this field order.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EntryHeader {
    /// [`FORMAT_VERSION`].
    #[n(0)]
    pub format: u8,
    /// Owner of the chain.
    #[n(1)]
    pub bank: BankId,
    /// Writer of the chain.
    #[n(2)]
    pub station: StationId,
    /// From 1, gapless.
    #[n(3)]
    pub seq: u64,
    /// Hash of the entry before; [`Hash::ZERO`] for the first.
    #[n(4)]
    pub previous: Hash,
    /// What sort of record the body is, such as `collection.registered`.
    #[n(5)]
    pub kind: String,
    /// The version of that record's layout.
    #[n(6)]
    pub kind_version: u16,
    /// The aggregate it belongs to.
    #[n(7)]
    pub subject: Subject,
    /// Where it was made.
    #[n(8)]
    pub site: SiteId,
    /// Who made it.
    #[n(9)]
    pub actors: Actors,
    /// When, as far as can be known.
    #[n(10)]
    pub clock: ClockEvidence,
    /// Place in the display order.
    #[n(11)]
    pub hlc: Hlc,
    /// The last entry of the subject that the writer had seen.
    #[n(12)]
    pub base: Option<EntryRef>,
    /// Version of the rules that judged it.
    #[n(13)]
    pub rule_set: u32,
    /// Hash of the body.
    #[n(14)]
    pub body_hash: Hash,
    /// Hash of the salted personal part, where there is one.
    #[n(15)]
    pub personal_hash: Option<Hash>,
}

/// Personal data that stays with those entitled to it. The salt keeps the hash from being guessed.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Personal {
    /// 32 random bytes.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub salt: [u8; 32],
    /// The encoded data.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Personal({} bytes)", self.bytes.len())
    }
}

impl Personal {
    /// The hash that stands for this part in the header.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(PERSONAL_TAG, &[&self.salt, &self.bytes])
    }
}

/// An entry as it is stored and sent: the header's exact bytes and its contents.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
    #[cbor(n(0), with = "minicbor::bytes")]
    header: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(2)]
    personal: Option<Personal>,
}

impl Entry {
    /// Puts an entry together from stored parts. Nothing is checked here: that is [`crate::Verifier`]'s.
    #[must_use]
    pub fn from_parts(header: Vec<u8>, body: Vec<u8>, personal: Option<Personal>) -> Self {
        Self { header, body, personal }
    }

    pub(crate) fn seal(header: &EntryHeader, body: Vec<u8>, personal: Option<Personal>) -> Self {
        Self { header: encode(header), body, personal }
    }

    /// The hash of a body.
    #[must_use]
    pub fn body_hash(body: &[u8]) -> Hash {
        Hash::of(BODY_TAG, &[body])
    }

    /// The canonical header bytes.
    #[must_use]
    pub fn header_bytes(&self) -> &[u8] {
        &self.header
    }

    /// The decoded header.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are no header, or carry bytes beyond its end.
    pub fn header(&self) -> Result<EntryHeader, Malformed> {
        decode("entry header", &self.header)
    }

    /// The encoded record.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The personal part, where this holder has it.
    #[must_use]
    pub fn personal(&self) -> Option<&Personal> {
        self.personal.as_ref()
    }

    /// The same entry for a holder who is not entitled to the personal part. Its hash does not change.
    #[must_use]
    pub fn without_personal(mut self) -> Self {
        self.personal = None;
        self
    }

    /// The entry's hash: what the next entry names as its `previous`.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(ENTRY_TAG, &[&self.header])
    }

    /// The whole entry as CBOR, for the wire and for exports.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads what [`Entry::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are no entry.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        decode("entry", bytes)
    }
}
