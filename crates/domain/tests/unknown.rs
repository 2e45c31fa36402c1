//! What is decided of a unit that a record of a later version of the program bears on: nothing that could not be taken back, and
//! everything that makes it safer. As a given/when/then table.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::decide::{self, Context};
use domain::record::*;
use domain::rules::{Bilingual, Choice, RuleSet};
use domain::unit::{Contest, ContestKind, HoldReason, Stamp, Stamped, UnitState, UnknownRecord};
use domain::*;

const NOW_MS: i64 = 1_800_000_000_000;
const UNIT: DonationId = DonationId::from_bytes([3; 16]);
const SECOND: PersonId = PersonId::from_bytes([9; 16]);

fn rules() -> RuleSet {
    common::rules(include_str!("../../../assets/norms/template-cn-v1.json"), &[])
}

fn context(rules: &RuleSet) -> Context<'_> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Quality],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Demo,
        approvals: &[],
    }
}

fn irradiated() -> UnknownRecord {
    UnknownRecord { kind: "unit.irradiated".to_owned(), version: 2, at_ms: NOW_MS - 1 }
}

fn unit(records: &[Record], unknown: Option<UnknownRecord>) -> UnitState {
    let fact = |(record, seq): (&Record, u64)| Stamped {
        stamp: Stamp {
            at_ms: NOW_MS - 100,
            operator: None,
            second: None,
            station: StationId::from_bytes([1; 16]),
            seq,
            site: SiteId::from_bytes([2; 16]),
            body_hash: [0; 32],
        },
        record: record.clone(),
    };
    let facts = records.iter().zip(1..).map(fact).map(Ok);
    UnitState::fold_told(UNIT, facts.chain(unknown.map(Err)))
}

fn signed(meaning: Meaning) -> ContentSigned {
    let digest = unit(&[], None).signing_digest(meaning);
    ContentSigned { digest, name: "刘".to_owned(), meaning }
}

fn held() -> Record {
    decide::hold("k".to_owned(), "n").unwrap()
}

fn refused() -> Record {
    Record::UnitRejected(UnitRejected { reason: "contamination".to_owned(), note: String::new() })
}

fn released() -> Vec<Record> {
    vec![Record::ReviewSigned(signed(Meaning::Review)), Record::UnitReleased(signed(Meaning::Release))]
}

type Act = fn(&UnitState, &[Contest], &Context<'_>) -> Result<(), Refusal>;

fn lift(state: &UnitState, _: &[Contest], _: &Context<'_>) -> Result<(), Refusal> {
    let digest = state.lifting_digest("k").unwrap();
    decide::lift_hold(state, "k", "answered", (&digest, "刘")).map(|_| ())
}

#[test]
fn what_no_one_here_can_read_stops_every_act_that_cannot_be_taken_back() {
    let review: Act =
        |unit, contests, context| decide::review_sign(unit, contests, "d", "刘", context).map(|_| ());
    let release: Act =
        |unit, contests, context| decide::release_sign(unit, contests, "d", "刘", context).map(|_| ());
    let research: Act = |unit, contests, context| {
        decide::assign_research(unit, contests, "n", ("d", "刘"), context).map(|_| ())
    };
    let dispose: Act = |unit, contests, context| {
        let what = (Disposal::MedicalWaste, "lot 7");
        decide::dispose(unit, contests, what, "A999926000001", SECOND, context).map(|_| ())
    };
    let pack: Act = |unit, contests, context| {
        let (shipment, to) = (ShipmentId::from_bytes([5; 16]), SiteId::from_bytes([4; 16]));
        decide::pack(unit, contests, shipment, to, context).map(|_| ())
    };
    let certify: Act = |unit, contests, _| decide::issue_certificate(unit, contests, None).map(|_| ());
    let work: Act = decide::at_work;
    let (fresh, given) = (vec![], released());
    // What is on its record; the act; whether a record of what it is judged by stops it too.
    for (what, records, act, beside) in [
        ("review", fresh.clone(), review, true),
        ("release", fresh.clone(), release, true),
        ("research", fresh.clone(), research, true),
        ("disposal", vec![refused()], dispose, true),
        ("packing", fresh.clone(), pack, true),
        ("certificate", given.clone(), certify, true),
        ("lifting a hold", vec![held()], lift, false),
        ("work after the review", given, work, true),
    ] {
        let rules = rules();
        let context = context(&rules);
        let (known, unknown) = (unit(&records, None), unit(&records, Some(irradiated())));
        let code = |done: Result<(), Refusal>| done.err().map(|refusal| refusal.code);
        assert_ne!(code(act(&known, &[], &context)), Some(Code::RecordUnknown), "{what}");
        let refusal = act(&unknown, &[], &context).unwrap_err();
        let said = [("record", "unit.irradiated"), ("version", "2"), ("at", "1799999999999")];
        let said = said.map(|(name, value)| (name, value.to_owned())).to_vec();
        assert_eq!((refusal.code, refusal.params), (Code::RecordUnknown, said), "{what}");
        let contest = irradiated().contest(UNIT);
        let done = code(act(&known, &[contest], &context)) == Some(Code::RecordUnknown);
        assert_eq!(done, beside, "{what}, of something else");
    }
}

#[test]
fn what_makes_the_unit_safer_and_what_its_blood_cannot_wait_for_goes_on() {
    let clots = Choice {
        code: "clots".to_owned(),
        text: Bilingual { zh: "凝块".to_owned(), en: "Clots".to_owned() },
        verdict: Verdict::Info,
    };
    let rules = RuleSet { rejection_reasons: vec![clots], ..rules() };
    let context = context(&rules);
    let unknown = unit(&[], Some(irradiated()));
    let digest = unknown.signing_digest(Meaning::Rejection);
    let rejected = decide::reject(&unknown, "clots", "", (&digest, "刘"), SECOND, &context);
    assert_eq!(rejected.map(|record| record.kind()), Ok("unit.rejected"));
    // Its steps are only refused for what they were refused for anyhow.
    assert_eq!(decide::at_work(&unknown, &[], &context).unwrap_err().code, Code::NotAccepted);
}

#[test]
fn only_what_was_reviewed_is_on_hold_for_it_and_the_review_names_it() {
    let reason = Some(HoldReason::Contested(ContestKind::RecordUnknown));
    for (records, unknown, then) in [
        (vec![], Some(irradiated()), None),
        (released(), Some(irradiated()), reason),
        (released(), None, None),
        ([released(), vec![held()]].concat(), Some(irradiated()), Some(HoldReason::Manual)),
    ] {
        assert_eq!(unit(&records, unknown).hold_reason(&[]), then);
    }
    let contest = irradiated().contest(UNIT);
    assert_eq!(unit(&released(), None).hold_reason(std::slice::from_ref(&contest)), reason);
    assert_eq!(
        (contest.name().as_str(), UnknownRecord::parse(&contest.about)),
        ("unit.irradiated 2", Some(irradiated()))
    );
    let rules = rules();
    let named = |unknown| {
        let found = decide::review_findings(&unit(&[], unknown), &context(&rules));
        let found = found.into_iter().find(|finding| finding.rule == "records_unknown");
        found.map(|finding| (finding.verdict, finding.value))
    };
    assert_eq!(named(Some(irradiated())), Some((Verdict::Fail, "unit.irradiated 2".to_owned())));
    assert_eq!(named(None), None);
    let beside = decide::unknown_beside(&[contest]).map(|finding| (finding.verdict, finding.value));
    assert_eq!(beside, Some((Verdict::Fail, "unit.irradiated 2".to_owned())));
    assert_eq!(decide::unknown_beside(&[]), None);
}
