//! Acts with a signature of their own: each is bound to its donation, its meaning and what was shown.

#![allow(clippy::unwrap_used)]

use domain::decide;
use domain::record::*;
use domain::unit::{Stamp, Stamped, UnitState, resolution_digest};
use domain::*;

fn fact(seq: u64, record: Record) -> Stamped<Record> {
    let mut body_hash = [0; 32];
    body_hash[0] = u8::try_from(seq).unwrap();
    let stamp = Stamp {
        at_ms: 1_800_000_000_000 + i64::try_from(seq).unwrap(),
        operator: Some(PersonId::from_bytes([6; 16])),
        second: None,
        station: StationId::from_bytes([5; 16]),
        seq,
        site: SiteId::from_bytes([2; 16]),
        body_hash,
    };
    Stamped { stamp, record }
}

fn donation(number: u8) -> DonationId {
    DonationId::from_bytes([number; 16])
}

fn consent() -> Record {
    Record::ConsentRecorded(ConsentRecorded {
        form_version: "1".to_owned(),
        scope: Vec::new(),
        signed_on: "2026-11-01".to_owned(),
    })
}

fn held(key: &str) -> Record {
    Record::HoldPlaced(HoldPlaced { key: key.to_owned(), note: "question".to_owned() })
}

// requirement: 11.70
#[test]
fn a_hold_is_lifted_by_a_signature_over_that_hold_of_that_unit_alone() {
    let facts = vec![fact(1, held("a")), fact(2, held("b"))];
    let state = UnitState::fold(donation(3), facts.clone());
    let digest = state.lifting_digest("a").unwrap();
    let lift = |key: &str, digest: &str| decide::lift_hold(&state, key, "answered", (digest, "刘质控"));
    let changed = |refused: Result<Record, Refusal>| refused.unwrap_err().code == Code::ContentChanged;
    assert!(changed(lift("b", &digest)), "the digest of another hold");
    assert!(changed(lift("a", &state.signing_digest(Meaning::Review))), "the digest of another meaning");
    let lifted = lift("a", &digest).unwrap();
    let Record::HoldLiftSigned(signed) = &lifted else { panic!("{lifted:?}") };
    assert_eq!((signed.name.as_str(), signed.meaning), ("刘质控", Meaning::HoldLifted));
    let open = |donation: DonationId, lifted: Record| {
        let mut facts = facts.clone();
        facts.push(fact(3, lifted));
        let state = UnitState::fold(donation, facts);
        state.holds.iter().filter(|hold| hold.lifted.is_none()).count()
    };
    assert_eq!(open(donation(3), lifted.clone()), 1);
    assert_eq!(open(donation(4), lifted.clone()), 2, "copied to another unit");
    let copied = Record::HoldLiftSigned(HoldLiftSigned { key: "b".to_owned(), ..signed.clone() });
    assert_eq!(open(donation(3), copied), 2, "copied to another hold");
    let first = Record::HoldLifted(HoldLifted { key: "b".to_owned(), reason: "answered".to_owned() });
    assert_eq!(open(donation(3), first), 1, "version 1 carried no signature and counts as it did");
}

fn rejected(state: &UnitState) -> Record {
    let digest = state.signing_digest(Meaning::Rejection);
    Record::RejectionSigned(RejectionSigned {
        reason: "clots".to_owned(),
        note: String::new(),
        digest,
        name: "刘质控".to_owned(),
        meaning: Meaning::Rejection,
    })
}

// requirement: 11.70
#[test]
fn a_rejection_stands_for_good_and_says_when_what_it_signed_has_changed() {
    let before = vec![fact(1, consent())];
    let state = UnitState::fold(donation(3), before.clone());
    let with = |donation: DonationId, more: Vec<Record>| {
        let more = (2..).zip(more).map(|(seq, record)| fact(seq, record));
        UnitState::fold(donation, before.iter().cloned().chain(more))
    };
    let plain = with(donation(3), vec![rejected(&state)]);
    assert!(plain.rejection.is_some() && !plain.is_rejection_voided());
    let later = with(donation(3), vec![rejected(&state), consent()]);
    assert!(later.rejection.is_some() && later.is_rejection_voided());
    let copied = with(donation(4), vec![rejected(&state)]);
    assert!(copied.rejection.is_some() && copied.is_rejection_voided());
    // Two stations that rejected the same unit void nothing of each other.
    let twice = with(donation(3), vec![rejected(&state), rejected(&state)]);
    assert!(!twice.is_rejection_voided());
    let first = UnitRejected { reason: "clots".to_owned(), note: String::new() };
    let first = with(donation(3), vec![Record::UnitRejected(first), consent()]);
    assert!(first.rejection.is_some() && !first.is_rejection_voided());
}

// requirement: 11.70
#[test]
fn the_digest_of_a_disagreement_names_each_side_as_it_was() {
    let sides = [(donation(1), "aa"), (donation(2), "bb")];
    let digest = resolution_digest("duplicate_din", "A999926000001", &sides);
    let turned = resolution_digest("duplicate_din", "A999926000001", &[sides[1], sides[0]]);
    assert_eq!(digest, turned, "the order of the sides says nothing");
    let others = [
        resolution_digest("duplicate_position", "A999926000001", &sides),
        resolution_digest("duplicate_din", "A999926000002", &sides),
        resolution_digest("duplicate_din", "A999926000001", &[sides[0], (donation(2), "bc")]),
        resolution_digest("duplicate_din", "A999926000001", &[sides[0], (donation(3), "bb")]),
        resolution_digest("duplicate_din", "A999926000001", &sides[..1]),
    ];
    assert!(others.iter().all(|other| *other != digest));
}
