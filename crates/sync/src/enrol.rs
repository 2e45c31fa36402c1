//! `POST /v1/enrol`: a station becomes known by a one-time code.

use crate::limits::{CODE_BYTES_MAX, CONTINUATIONS_MAX, STATION_NAME_BYTES_MAX};
use crate::page::cbor;
use crate::{Continuation, leads_back};
use ledger::{BankId, Hash, PublicKey, SigningKey, SiteId, StationId};
use minicbor::{Decode, Encode};

const PURPOSE: &str = "cordkeep.enrol.v1";
const ANSWER_PURPOSE: &str = "cordkeep.enrolled.v1";
const CODE_TAG: &str = "cordkeep.enrol.code.v1";

/// A bank that exists on the station and is new to the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Founding {
    /// The bank.
    #[n(0)]
    pub bank: BankId,
    /// The site where the station stands.
    #[n(1)]
    pub site: SiteId,
}

/// What a station says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The one-time code as typed; case, blanks and hyphens do not matter.
    pub code: String,
    /// The station's identifier, random, made by the station.
    pub station: StationId,
    /// A name for people, at most 200 bytes.
    pub name: String,
    /// Brings a new bank to the centre; none joins the bank of the code.
    pub founding: Option<Founding>,
    /// The stations that this one continues since it was restored from a backup, the latest first.
    pub continues: Vec<Continuation>,
}

/// The request, with proof that the sender holds the key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EnrolRequest {
    /// The one-time code as typed.
    #[n(0)]
    pub code: String,
    /// The station's identifier.
    #[n(1)]
    pub station: StationId,
    /// The station's public key.
    #[n(2)]
    pub key: PublicKey,
    /// A name for people.
    #[n(3)]
    pub name: String,
    /// Brings a new bank; none joins the bank of the code.
    #[n(4)]
    pub founding: Option<Founding>,
    /// Ed25519 by the station's key over the fields above.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signature: [u8; 64],
    /// The stations that this one continues, the latest first. Each proves itself, so they are not signed again.
    #[n(6)]
    pub continues: Option<Vec<Continuation>>,
}

#[derive(Encode)]
struct Signed<'a> {
    #[n(0)]
    code: &'a str,
    #[n(1)]
    station: StationId,
    #[n(2)]
    key: PublicKey,
    #[n(3)]
    name: &'a str,
    #[n(4)]
    founding: Option<Founding>,
}

impl EnrolRequest {
    /// Signs an enrolment with the station's key.
    #[must_use]
    pub fn sign(key: &SigningKey, enrolment: Enrolment) -> Self {
        let Enrolment { code, station, name, founding, continues } = enrolment;
        let continues = (!continues.is_empty()).then_some(continues);
        let signature = [0; 64];
        let mut request = Self { code, station, key: key.public(), name, founding, signature, continues };
        request.signature = key.sign(PURPOSE, &request.message());
        request
    }

    /// Whether the sender holds the key that it names.
    #[must_use]
    pub fn proves_its_key(&self) -> bool {
        self.key.verifies(PURPOSE, &self.message(), &self.signature)
    }

    /// Whether the former stations that it names signed the handing over, in one line that ends with the sender.
    #[must_use]
    pub fn proves_what_it_continues(&self) -> bool {
        leads_back(self.station, self.key, self.former())
    }

    /// The stations that the sender continues, the latest first.
    #[must_use]
    pub fn former(&self) -> &[Continuation] {
        self.continues.as_deref().unwrap_or_default()
    }

    /// Whether name, code and the line of former stations keep the limits.
    #[must_use]
    pub fn is_within_limits(&self) -> bool {
        self.code.len() <= CODE_BYTES_MAX
            && self.name.len() <= STATION_NAME_BYTES_MAX
            && self.former().len() <= CONTINUATIONS_MAX
    }

    fn message(&self) -> Vec<u8> {
        cbor(&Signed {
            code: &self.code,
            station: self.station,
            key: self.key,
            name: &self.name,
            founding: self.founding,
        })
    }
}

/// The answer: what the station now belongs to. The same station and key asking again with the same code get it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Enrolled {
    /// The bank.
    #[n(0)]
    pub bank: BankId,
    /// The site where the station stands.
    #[n(1)]
    pub site: SiteId,
    /// The key of the centre's signatures, to be kept.
    #[n(2)]
    pub centre_key: PublicKey,
    /// The centre's wall clock, milliseconds since 1970-01-01 UTC.
    #[n(3)]
    pub time_ms: i64,
    /// Ed25519 by the centre over the fields above and what they answer; none from a centre of an older version.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: Option<[u8; 64]>,
}

#[derive(Encode)]
struct SignedAnswer {
    #[n(0)]
    code_hash: Hash,
    #[n(1)]
    station: StationId,
    #[n(2)]
    key: PublicKey,
    #[n(3)]
    bank: BankId,
    #[n(4)]
    site: SiteId,
    #[n(5)]
    centre_key: PublicKey,
    #[n(6)]
    time_ms: i64,
}

impl Enrolled {
    /// Answers a request, signed with the centre's key.
    #[must_use]
    pub fn sign(
        centre: &SigningKey,
        request: &EnrolRequest,
        (bank, site): (BankId, SiteId),
        time_ms: i64,
    ) -> Self {
        let mut enrolled = Self { bank, site, centre_key: centre.public(), time_ms, signature: None };
        enrolled.signature = Some(centre.sign(ANSWER_PURPOSE, &enrolled.message(request)));
        enrolled
    }

    /// Whether nothing speaks against it: a signature has to be that of the key which the answer names, over the answer to this
    /// very request. Whether that key is the right one, only a station knows that was there before.
    #[must_use]
    pub fn may_answer(&self, request: &EnrolRequest) -> bool {
        let signed = |signature: &[u8; 64]| {
            self.centre_key.verifies(ANSWER_PURPOSE, &self.message(request), signature)
        };
        self.signature.as_ref().is_none_or(signed)
    }

    fn message(&self, request: &EnrolRequest) -> Vec<u8> {
        let Self { bank, site, centre_key, time_ms, .. } = *self;
        let code_hash = Hash::of(CODE_TAG, &[request.code.as_bytes()]);
        cbor(&SignedAnswer {
            code_hash,
            station: request.station,
            key: request.key,
            bank,
            site,
            centre_key,
            time_ms,
        })
    }
}

#[cfg(test)]
mod tests;
