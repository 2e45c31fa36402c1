//! What a signature is made over: a digest that names the meaning and the record, so that a signature of another
//! meaning, or one copied to another record, fails.

use super::Stamp;
use crate::record::{StepAmended, StepDone};
use crate::{DonationId, Meaning};
use sha2::{Digest as _, Sha256};

/// What names one entry for good: its station, its place in the chain, the hash of what it says.
pub(super) fn entry_bytes(stamp: &Stamp) -> Vec<u8> {
    [&stamp.station.bytes()[..], &stamp.seq.to_be_bytes(), &stamp.body_hash].concat()
}

/// The same, short enough to be written into another record.
#[must_use]
pub fn entry_name(stamp: &Stamp) -> String {
    crate::hex(&Sha256::digest(entry_bytes(stamp)))
}

/// A step as it is shown to who signs its departures: everything but reason and signature.
pub(super) fn step_bytes(shown: &StepDone) -> Vec<u8> {
    let bare =
        StepDone { reason: None, digest: String::new(), name: String::new(), meaning: None, ..shown.clone() };
    crate::codec::encode(&bare)
}

/// A correction as it is shown to who signs its departures: everything but reason and signature.
pub(super) fn amended_bytes(shown: &StepAmended) -> Vec<u8> {
    let text = String::new;
    let bare = StepAmended { reason: text(), digest: text(), name: text(), meaning: None, ..shown.clone() };
    [&b"corrected\0"[..], &crate::codec::encode(&bare)].concat()
}

/// Over content of one donation.
pub(super) fn of_donation(donation: DonationId, meaning: Meaning, content: &[u8]) -> String {
    let mut sha = begun();
    sha.update(donation.bytes());
    sha.update([number(meaning)]);
    sha.update(content);
    crate::hex(&sha.finalize())
}

/// Over what was found in a room, for the units of a run.
pub(crate) fn of_room(room: crate::RoomId, run: crate::RunId, content: &[u8]) -> String {
    let mut sha = begun();
    sha.update(room.bytes());
    sha.update([number(Meaning::EnvironmentAssessment)]);
    sha.update(run.bytes());
    sha.update(content);
    crate::hex(&sha.finalize())
}

/// Over a disagreement: what it is about, and each side with the digest of its content, in ascending order.
#[must_use]
pub fn resolution_digest(kind: &str, about: &str, sides: &[(DonationId, &str)]) -> String {
    let mut sides = sides.to_vec();
    sides.sort_unstable();
    let mut sha = begun();
    sha.update([number(Meaning::Resolution)]);
    for text in [kind, about] {
        sha.update(text.as_bytes());
        sha.update([0]);
    }
    for (donation, content) in sides {
        sha.update(donation.bytes());
        sha.update(content.as_bytes());
    }
    crate::hex(&sha.finalize())
}

/// Over the recalls of a lot that are taken back: the names of their entries, which say all of them.
#[must_use]
pub fn recall_withdrawal_digest(code: &str, recalls: &[String]) -> String {
    let mut sha = begun();
    sha.update([number(Meaning::RecallWithdrawal)]);
    for text in std::iter::once(code).chain(recalls.iter().map(String::as_str)) {
        sha.update(text.as_bytes());
        sha.update([0]);
    }
    crate::hex(&sha.finalize())
}

fn begun() -> Sha256 {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.signature.v1\0");
    sha
}

const fn number(meaning: Meaning) -> u8 {
    match meaning {
        Meaning::Review => 0,
        Meaning::Release => 1,
        Meaning::Override => 2,
        Meaning::Resolution => 3,
        Meaning::Accounts => 4,
        Meaning::Approval => 5,
        Meaning::Readings => 6,
        Meaning::Rejection => 7,
        Meaning::HoldLifted => 8,
        Meaning::TemplateApproval => 9,
        Meaning::TemplateWithdrawal => 10,
        Meaning::DeviationClosing => 11,
        Meaning::LimitConfirmed => 20,
        Meaning::CurveReview => 21,
        Meaning::Research => 28,
        Meaning::ProfileStanding => 29,
        Meaning::EnvironmentAssessment => 22,
        Meaning::RecallWithdrawal => 30,
        Meaning::PartCount => 24,
        Meaning::PartSettlement => 31,
        Meaning::PartRootCount => 32,
        Meaning::DeviationUnitRemoval => 33,
    }
}
