//! A curve of a unit that was rejected before the freezer's file was read.

use crate::curve::confirmed;
use crate::review::{
    QUALITY, READER, accepted, curves, done_with, fact, failing, frozen, read, review, rules, with,
};
use domain::record::*;
use domain::unit::UnitState;
use domain::*;

#[test]
fn a_curve_is_evidence_of_a_rejected_unit_too_and_changes_nothing_of_its_rejection() {
    let rules = rules(confirmed());
    let curve = read(&rules, "a.csv", &failing());
    let step = |step, scan| fact(2, READER, done_with(step, ("unknown", "1"), scan));
    let cases = [
        (vec![], Err(Code::Rejected)),
        (vec![accepted()], Err(Code::Rejected)),
        (vec![accepted(), step("spin", ("centrifuge", "CF1"))], Err(Code::Rejected)),
        (vec![accepted(), step("freeze", ("freezer", "CRF2"))], Err(Code::CurveOtherDevice)),
        (vec![accepted(), step("freeze", ("freezer", "CRF1"))], Ok(())),
        (vec![accepted(), step("cold", ("freezer", "CRF1"))], Ok(())),
    ];
    for (mut facts, wanted) in cases {
        facts.push(fact(3, QUALITY, rejected(&curves(&facts))));
        let record = frozen(&rules, &facts, &curve, None);
        assert_eq!(record.clone().map(|_| ()), wanted, "{facts:?}");
        let Ok(Some(record)) = record else { continue };
        facts.push(fact(4, READER, record));
        facts.push(fact(5, QUALITY, review(&rules, &facts, QUALITY, (UnitFitness::Unfit, "warm")).unwrap()));
        let state = curves(&facts);
        assert_eq!(state.curve().unwrap().fitness(), Some(UnitFitness::Unfit));
        assert_eq!((state.status(), state.is_rejection_voided()), (UnitStatus::Rejected, false));
    }
    // What was signed over a curve still stands by it.
    let mut facts = with(&rules, &failing());
    facts.push(fact(3, QUALITY, rejected(&curves(&facts))));
    assert!(!curves(&facts).is_rejection_voided());
    facts.remove(1);
    assert!(curves(&facts).is_rejection_voided());
}

fn rejected(state: &UnitState) -> Record {
    Record::RejectionSigned(RejectionSigned {
        reason: "contamination".to_owned(),
        note: String::new(),
        digest: state.signing_digest(Meaning::Rejection),
        name: "刘质控".to_owned(),
        meaning: Meaning::Rejection,
    })
}
