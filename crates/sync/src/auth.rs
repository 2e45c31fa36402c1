//! How a request proves which station sends it.

use crate::page::cbor;
use ledger::{BankId, Hash, PublicKey, SigningKey, StationId};
use minicbor::Encode;

/// Header: the bank, 32 hexadecimal digits.
pub const HEADER_BANK: &str = "cordkeep-bank";
/// Header: the station, 32 hexadecimal digits.
pub const HEADER_STATION: &str = "cordkeep-station";
/// Header: the centre's time as the station knows it, decimal milliseconds since 1970-01-01 UTC.
pub const HEADER_TIME: &str = "cordkeep-time";
/// Header: the signature, 128 hexadecimal digits.
pub const HEADER_SIGNATURE: &str = "cordkeep-signature";

const PURPOSE: &str = "cordkeep.request.v1";
const BODY_TAG: &str = "cordkeep.request.body.v1";

/// What a station signs of each request. The centre's key is part of it, so that no other centre can use it again.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Path and query below the centre's address, such as `/v1/feed?scope=reference&after=0&limit=500`.
    pub target: &'a str,
    /// The body's bytes as sent.
    pub body: &'a [u8],
    /// Owner.
    pub bank: BankId,
    /// Sender.
    pub station: StationId,
    /// The centre it is meant for.
    pub centre: PublicKey,
    /// The centre's time as the station knows it, milliseconds since 1970-01-01 UTC.
    pub time_ms: i64,
}

#[derive(Encode)]
struct Signed<'a> {
    #[n(0)]
    method: &'a str,
    #[n(1)]
    target: &'a str,
    #[n(2)]
    body_hash: Hash,
    #[n(3)]
    bank: BankId,
    #[n(4)]
    station: StationId,
    #[n(5)]
    centre: PublicKey,
    #[n(6)]
    time_ms: i64,
}

impl Request<'_> {
    fn message(&self) -> Vec<u8> {
        let Self { method, target, body, bank, station, centre, time_ms } = *self;
        let body_hash = Hash::of(BODY_TAG, &[body]);
        cbor(&Signed { method, target, body_hash, bank, station, centre, time_ms })
    }

    /// Signs with the station's key.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> [u8; 64] {
        key.sign(PURPOSE, &self.message())
    }

    /// Whether the signature is that station key's over this request.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey, signature: &[u8; 64]) -> bool {
        key.verifies(PURPOSE, &self.message(), signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_bound() {
        let key = SigningKey::from_seed(&[1; 32]);
        let centre = SigningKey::from_seed(&[2; 32]).public();
        let (bank, station) = (BankId::from_bytes([3; 16]), StationId::from_bytes([4; 16]));
        let request = Request {
            method: "POST",
            target: "/v1/upload",
            body: b"body",
            bank,
            station,
            centre,
            time_ms: 5,
        };
        let signature = request.sign(&key);
        assert!(request.is_signed_by(&key.public(), &signature));
        for other in [
            Request { method: "GET", ..request },
            Request { target: "/v1/feed", ..request },
            Request { body: b"Body", ..request },
            Request { bank: BankId::from_bytes([9; 16]), ..request },
            Request { station: StationId::from_bytes([9; 16]), ..request },
            Request { centre: key.public(), ..request },
            Request { time_ms: 6, ..request },
        ] {
            assert!(!other.is_signed_by(&key.public(), &signature), "{other:?}");
        }
        assert!(!request.is_signed_by(&centre, &signature));
    }
}
