//! A station that was restored from a backup goes on under a new identity; the former one's key says so.

use crate::page::cbor;
use ledger::{Hash, PublicKey, SigningKey, StationId};
use minicbor::{Decode, Encode};

const PURPOSE: &str = "cordkeep.continuation.v1";

/// One handing over, signed by the former station's key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Continuation {
    /// The station whose backup was restored.
    #[n(0)]
    pub former: StationId,
    /// Its key.
    #[n(1)]
    pub former_key: PublicKey,
    /// The station that goes on.
    #[n(2)]
    pub station: StationId,
    /// Its key.
    #[n(3)]
    pub key: PublicKey,
    /// The last entry of the former chain in the backup; the former station may have recorded more.
    #[n(4)]
    pub seq: u64,
    /// Hash of that entry.
    #[n(5)]
    pub hash: Hash,
    /// Ed25519 by the former key over the fields above without the former key itself.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

#[derive(Encode)]
struct Signed {
    #[n(0)]
    former: StationId,
    #[n(1)]
    station: StationId,
    #[n(2)]
    key: PublicKey,
    #[n(3)]
    seq: u64,
    #[n(4)]
    hash: Hash,
}

impl Continuation {
    /// Signs a chain over to a new station.
    #[must_use]
    pub fn sign(
        former_key: &SigningKey,
        (former, seq, hash): (StationId, u64, Hash),
        (station, key): (StationId, PublicKey),
    ) -> Self {
        let mut made =
            Self { former, former_key: former_key.public(), station, key, seq, hash, signature: [0; 64] };
        made.signature = former_key.sign(PURPOSE, &made.message());
        made
    }

    /// Whether the former station's key signed it.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.former_key.verifies(PURPOSE, &self.message(), &self.signature)
    }

    fn message(&self) -> Vec<u8> {
        let Self { former, station, key, seq, hash, .. } = *self;
        cbor(&Signed { former, station, key, seq, hash })
    }
}

/// Whether these lead from a station back through former ones without a gap, each signed: the latest first.
#[must_use]
pub fn leads_back(station: StationId, key: PublicKey, continues: &[Continuation]) -> bool {
    let mut at = (station, key);
    continues.iter().all(|one| {
        let fits = (one.station, one.key) == at && one.is_signed();
        at = (one.former, one.former_key);
        fits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> SigningKey {
        SigningKey::from_seed(&[number; 32])
    }

    fn station(number: u8) -> StationId {
        StationId::from_bytes([number; 16])
    }

    fn handed(from: u8, to: u8) -> Continuation {
        let hash = Hash::of("test", &[&[from]]);
        Continuation::sign(&key(from), (station(from), 7, hash), (station(to), key(to).public()))
    }

    #[test]
    fn a_line_of_restored_stations_is_believed_only_whole_and_signed() {
        let line = [handed(2, 3), handed(1, 2)];
        let of_three = |line: &[Continuation]| leads_back(station(3), key(3).public(), line);
        assert!(of_three(&line) && of_three(&line[..1]) && of_three(&[]));
        assert!(!of_three(&[handed(1, 2), handed(2, 3)]), "out of order");
        assert!(!of_three(&[handed(1, 3), handed(2, 3)]), "not one line");
        assert!(!leads_back(station(3), key(4).public(), &line), "another key");
        let mut longer = line.clone();
        longer[1].seq += 1;
        assert!(!of_three(&longer), "another length than was signed");
        let mut stolen = line;
        stolen[0].former_key = key(9).public();
        assert!(!of_three(&stolen), "signed by somebody else");
    }
}
