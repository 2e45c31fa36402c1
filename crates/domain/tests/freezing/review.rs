//! A curve on a unit's record: which counts, who reviews it, what it means for a release.

use crate::curve::{confirmed, curve, file, good, program};
use domain::decide::{self, Context, CurveInput, CurveReviewInput};
use domain::record::*;
use domain::rules::{FreezingProgram, Progress, RuleSet, Sop, SopFile, Standing};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;
use std::collections::BTreeSet;
use std::sync::Arc;

static NO_KINDS: BTreeSet<String> = BTreeSet::new();
pub const READER: PersonId = PersonId::from_bytes([6; 16]);
/// Who brought the file in at first, for another unit.
const IMPORTER: PersonId = PersonId::from_bytes([4; 16]);
pub const QUALITY: PersonId = PersonId::from_bytes([7; 16]);
const UNIT: DonationId = DonationId::from_bytes([1; 16]);

pub fn rules(program: FreezingProgram) -> RuleSet {
    let norm = include_str!("../../../../assets/norms/template-cn-v3.json");
    let procedure = (include_str!("../../../../assets/sops/processing-hes-v1.json"), &*"ff".repeat(32));
    RuleSet { freezing: vec![Arc::new(file(program))], ..crate::common::rules(norm, &[procedure]) }
}

fn context(rules: &RuleSet, operator: PersonId, purpose: Purpose) -> Context<'_> {
    Context {
        now_ms: 1_000,
        operator,
        roles: &[],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "",
        purpose,
        approvals: &[],
    }
}

pub fn fact(seq: u64, operator: PersonId, record: Record) -> Stamped<Record> {
    let stamp = Stamp {
        at_ms: i64::try_from(seq).unwrap(),
        operator: Some(operator),
        second: None,
        station: StationId::from_bytes([9; 16]),
        seq,
        site: SiteId::from_bytes([2; 16]),
        body_hash: [u8::try_from(seq).unwrap(); 32],
    };
    Stamped { stamp, record }
}

pub fn accepted() -> Stamped<Record> {
    let record =
        ReceiptDecided { decision: ReceiptDecision::Accept, proposed: ReceiptDecision::Accept, reason: None };
    fact(1, READER, Record::ReceiptDecided(record))
}

fn input<'a>(name: &'a str, digest: &'a str, points: &'a [CurvePoint], program: &'a str) -> CurveInput<'a> {
    CurveInput {
        file_name: name,
        file_digest: digest,
        equipment: "CRF1",
        device: None,
        kinds: &NO_KINDS,
        program,
        begins_ms: 0,
        started_ms: None,
        points,
    }
}

pub fn read(rules: &RuleSet, name: &str, points: &[CurvePoint]) -> FreezingCurveRecorded {
    let digest = "ab".repeat(32);
    let input = input(name, name, points, &digest);
    decide::read_curve(&input, &context(rules, READER, Purpose::Demo)).unwrap().1
}

pub fn frozen(
    rules: &RuleSet,
    facts: &[Stamped<Record>],
    curve: &FreezingCurveRecorded,
    reason: Option<&str>,
) -> Result<Option<Record>, Code> {
    let state = UnitState::fold(UNIT, facts.to_vec());
    let context = context(rules, READER, Purpose::Demo);
    decide::freeze_unit(&state, curve, None, reason, &context).map_err(|refusal| refusal.code)
}

pub fn review(
    rules: &RuleSet,
    facts: &[Stamped<Record>],
    by: PersonId,
    (fitness, note): (UnitFitness, &str),
) -> Result<Record, Code> {
    let state = UnitState::fold(UNIT, facts.to_vec());
    let context = context(rules, by, Purpose::Demo);
    let curve = state.curve().unwrap();
    let digest = decide::curve_review_digest(&state, curve, &context).unwrap();
    let input = CurveReviewInput {
        curve: curve.recorded.record.curve,
        readers: &[IMPORTER],
        fitness,
        note,
        digest: &digest,
        name: "刘质控",
    };
    decide::review_curve(&state, &input, &context).map_err(|refusal| refusal.code)
}

fn blocked(rules: &RuleSet, facts: &[Stamped<Record>]) -> Vec<Code> {
    let state = UnitState::fold(UNIT, facts.to_vec());
    let found = decide::blockers(&state, &[], &context(rules, QUALITY, Purpose::Demo));
    let of_curve = |code: &Code| matches!(code, Code::CurveOpen | Code::CurveUnfit | Code::CurveFreezer);
    found.into_iter().map(|blocker| blocker.code).filter(of_curve).collect()
}

/// A unit with that curve.
pub fn with(rules: &RuleSet, points: &[CurvePoint]) -> Vec<Stamped<Record>> {
    let curve = read(rules, "a.csv", points);
    let record = frozen(rules, &[accepted()], &curve, None).unwrap().unwrap();
    vec![accepted(), fact(2, READER, record)]
}

pub fn failing() -> Vec<CurvePoint> {
    curve(
        &[(0.0, 4.5), (14.0, -8.0), (15.0, -4.0), (17.0, -8.0), (19.0, -12.0), (47.0, -40.0), (57.0, -80.0)],
        57,
    )
}

#[test]
fn a_file_that_is_no_curve_of_the_program_is_refused_by_field() {
    let rules = rules(program());
    let (good, digest) = (good(), "ab".repeat(32));
    let bare: Vec<CurvePoint> = good.iter().map(|point| CurvePoint { chamber_mc: None, ..*point }).collect();
    let mut back = good.clone();
    back.swap(10, 11);
    let other = "cd".repeat(32);
    let cases: [(CurveInput<'_>, Code, &str); 7] = [
        (input("a", "d", &good[..9], &digest), Code::CurveShort, "content"),
        (input("a", "d", &bare, &digest), Code::CurveNoChamber, "content"),
        (input("a", "d", &back, &digest), Code::CurveTime, "content"),
        (input("a", "d", &good, &other), Code::NotAChoice, "program"),
        (input(" ", "d", &good, &digest), Code::Empty, "name"),
        (CurveInput { equipment: "", ..input("a", "d", &good, &digest) }, Code::Empty, "equipment"),
        (CurveInput { begins_ms: 3_420_000, ..input("a", "d", &good, &digest) }, Code::CurveBegins, "begins"),
    ];
    for (input, code, field) in cases {
        let refusal = decide::read_curve(&input, &context(&rules, READER, Purpose::Demo)).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (code, Some(field)));
    }
    let live = context(&rules, READER, Purpose::Live);
    let refusal = decide::read_curve(&input("a", "d", &good, &digest), &live).unwrap_err();
    assert_eq!(refusal.code, Code::ProcedureNotApproved, "a live bank approves its programs first");
}

#[test]
fn the_same_file_is_the_same_curve_and_another_wants_a_reason() {
    let rules = rules(confirmed());
    let one = read(&rules, "a.csv", &good());
    assert_eq!(one.id(), read(&rules, "a.csv", &good()).id());
    let moved = FreezingCurveRecorded { begins_ms: 1_000, ..one.clone() };
    assert_ne!(one.id(), moved.id(), "another beginning is another reading");
    let facts = with(&rules, &good());
    assert_eq!(frozen(&rules, &facts, &one, None), Ok(None), "nothing is recorded twice");
    assert_eq!(frozen(&rules, &[], &one, None), Err(Code::NotAccepted));
    let other = read(&rules, "b.csv", &failing());
    assert_eq!(frozen(&rules, &facts, &other, Some(" ")), Err(Code::CurveReplaces));
    let Some(Record::UnitCurveRecorded(record)) = frozen(&rules, &facts, &other, Some("wrong run")).unwrap()
    else {
        panic!("another curve is recorded")
    };
    assert_eq!(record.reason.as_deref(), Some("wrong run"));
    let mut later = facts.clone();
    later.push(fact(3, READER, Record::UnitCurveRecorded(record)));
    let state = UnitState::fold(UNIT, later.clone());
    assert_eq!(state.curve().unwrap().recorded.record.file_name, "b.csv");
    // And back again.
    let back = frozen(&rules, &later, &one, Some("right at first")).unwrap().unwrap();
    later.push(fact(4, READER, back));
    let state = UnitState::fold(UNIT, later);
    assert_eq!((state.curves.len(), state.curve().unwrap().recorded.record.curve), (3, one.id()));
}

// requirement: 11.70
#[test]
fn a_curve_is_reviewed_by_another_person_over_what_was_shown() {
    let rules = rules(confirmed());
    let facts = with(&rules, &failing());
    assert_eq!(blocked(&rules, &facts), [Code::CurveOpen]);
    let fit = |note| (UnitFitness::Fit, note);
    for brought in [READER, IMPORTER] {
        assert_eq!(review(&rules, &facts, brought, fit("ok")), Err(Code::CurveSamePerson));
    }
    assert_eq!(review(&rules, &facts, QUALITY, fit(" ")), Err(Code::CurveReason));
    let signed = review(&rules, &facts, QUALITY, fit("warmer sensor; sample was solid")).unwrap();
    let Record::UnitCurveReviewed(record) = &signed else { panic!("{signed:?}") };
    assert_eq!((record.meaning, record.name.as_str()), (Meaning::CurveReview, "刘质控"));
    assert_eq!(record.findings.iter().filter(|found| found.verdict == Verdict::Fail).count(), 1);
    let mut reviewed = facts.clone();
    reviewed.push(fact(3, QUALITY, signed.clone()));
    assert_eq!(blocked(&rules, &reviewed), []);
    assert_eq!(review(&rules, &reviewed, QUALITY, fit("again")), Err(Code::CurveReviewed));
    // The same signature says nothing of another unit, nor of another curve.
    let elsewhere = UnitState::fold(DonationId::from_bytes([2; 16]), reviewed.clone());
    assert_eq!(elsewhere.curve().unwrap().fitness(), None);
    let other = read(&rules, "b.csv", &failing());
    let other = frozen(&rules, &reviewed, &other, Some("r")).unwrap().unwrap();
    reviewed.push(fact(4, READER, other));
    assert_eq!(blocked(&rules, &reviewed), [Code::CurveOpen], "the new one wants its own review");
    let forged = UnitCurveReviewed { findings: Vec::new(), ..record.clone() };
    let mut forged_facts = facts.clone();
    forged_facts.push(fact(3, QUALITY, Record::UnitCurveReviewed(forged)));
    assert_eq!(blocked(&rules, &forged_facts), [Code::CurveOpen]);
}

#[test]
fn the_step_of_a_procedure_is_done_by_a_review_that_finds_the_unit_fit() {
    let rules = rules(confirmed());
    let sop = Sop::parse(include_str!("../../../../assets/sops/cord-blood-banking-v4.json")).unwrap();
    let standing = |facts: &[Stamped<Record>]| {
        let state = UnitState::fold(UNIT, facts.to_vec());
        Progress::of(&sop, &rules.norm, &state).step("curve").unwrap().standing == Standing::Done
    };
    let facts = with(&rules, &good());
    assert!(!standing(&facts), "brought in is not reviewed");
    for (fitness, done) in [(UnitFitness::Fit, true), (UnitFitness::Unfit, false)] {
        let mut reviewed = facts.clone();
        reviewed.push(fact(3, QUALITY, review(&rules, &facts, QUALITY, (fitness, "looked at")).unwrap()));
        assert_eq!(standing(&reviewed), done);
    }
}

#[test]
fn what_stops_a_release_follows_the_limits_and_the_graver_review() {
    // A curve that passes wants no reason, and blocks nothing before its review.
    let passing = rules(confirmed());
    let facts = with(&passing, &good());
    assert_eq!(blocked(&passing, &facts), []);
    assert!(review(&passing, &facts, QUALITY, (UnitFitness::Fit, "")).is_ok());
    assert_eq!(review(&passing, &facts, QUALITY, (UnitFitness::Unfit, "")), Err(Code::CurveReason));
    // What nobody confirmed does, until a person has looked at it, or the limits are confirmed.
    let unconfirmed = rules(program());
    assert_eq!(blocked(&unconfirmed, &facts), [Code::CurveOpen]);
    assert_eq!(review(&unconfirmed, &facts, QUALITY, (UnitFitness::Fit, "")), Err(Code::CurveReason));
    // A station that does not know the program does not know what the curve says.
    let mut without = rules(program());
    without.freezing.clear();
    assert_eq!(blocked(&without, &facts), [Code::CurveOpen]);
    // Two stations reviewed it without hearing of each other: the graver one counts until it is looked at again.
    let fit = review(&passing, &facts, QUALITY, (UnitFitness::Fit, "")).unwrap();
    let unfit = review(&passing, &facts, QUALITY, (UnitFitness::Unfit, "lid was open")).unwrap();
    for order in [[&fit, &unfit], [&unfit, &fit]] {
        let mut both = facts.clone();
        both.extend(order.iter().zip(3..).map(|(record, seq)| fact(seq, QUALITY, (*record).clone())));
        assert_eq!(blocked(&passing, &both), [Code::CurveUnfit]);
        assert_eq!(review(&passing, &both, QUALITY, (UnitFitness::Fit, "")), Err(Code::CurveReason));
        let settled = review(&passing, &both, QUALITY, (UnitFitness::Fit, "the lid was closed")).unwrap();
        both.push(fact(9, QUALITY, settled));
        assert_eq!(blocked(&passing, &both), []);
    }
}

#[test]
fn a_curve_in_place_of_another_wants_a_review_even_where_it_passes() {
    let rules = rules(confirmed());
    let second = read(&rules, "b.csv", &good());
    for first in [failing(), good()] {
        let mut facts = with(&rules, &first);
        facts.push(fact(
            3,
            QUALITY,
            review(&rules, &facts, QUALITY, (UnitFitness::Unfit, "too warm")).unwrap(),
        ));
        assert_eq!(blocked(&rules, &facts), [Code::CurveUnfit]);
        facts.push(fact(4, READER, frozen(&rules, &facts, &second, Some("wrong file")).unwrap().unwrap()));
        assert_eq!(blocked(&rules, &facts), [Code::CurveOpen]);
        assert_eq!(review(&rules, &facts, QUALITY, (UnitFitness::Fit, "")), Err(Code::CurveReason));
        let settled =
            review(&rules, &facts, QUALITY, (UnitFitness::Fit, "the freezer's log names b.csv")).unwrap();
        facts.push(fact(5, QUALITY, settled));
        assert_eq!(blocked(&rules, &facts), []);
    }
}

/// Facts as they are told by another station.
fn elsewhere(seq: u64, operator: PersonId, record: Record) -> Stamped<Record> {
    let mut fact = fact(seq, operator, record);
    fact.stamp.station = StationId::from_bytes([8; 16]);
    fact
}

pub fn curves(facts: &[Stamped<Record>]) -> UnitState {
    UnitState::fold(UNIT, facts.to_vec())
}

#[test]
fn two_curves_that_did_not_know_of_each_other_wait_for_one_who_knows_of_both() {
    let rules = rules(confirmed());
    let (one, two) = (read(&rules, "a.csv", &failing()), read(&rules, "b.csv", &good()));
    let here = frozen(&rules, &[accepted()], &one, None).unwrap().unwrap();
    let there = frozen(&rules, &[accepted()], &two, None).unwrap().unwrap();
    let fit = (UnitFitness::Fit, "looked at");
    // The later one was reviewed where nobody had heard of the other.
    let alone = [accepted(), elsewhere(3, READER, there.clone())];
    let signed = review(&rules, &alone, QUALITY, fit).unwrap();
    let mut torn = vec![accepted(), fact(2, READER, here.clone()), elsewhere(3, READER, there.clone())];
    assert_eq!(blocked(&rules, &torn), [Code::CurveOpen]);
    torn.push(elsewhere(4, QUALITY, signed));
    assert!(curves(&torn).is_curve_torn());
    assert_eq!(blocked(&rules, &torn), [Code::CurveOpen], "fit, and still torn");
    // A review that names both settles it, with a reason.
    assert_eq!(review(&rules, &torn, QUALITY, (UnitFitness::Fit, "")), Err(Code::CurveReason));
    let mut reviewed = torn.clone();
    reviewed.push(fact(5, QUALITY, review(&rules, &torn, QUALITY, fit).unwrap()));
    assert_eq!(blocked(&rules, &reviewed), []);
    // Or one recorded over both, which wants its own review.
    let mut over = torn.clone();
    over.push(fact(5, READER, frozen(&rules, &torn, &one, Some("b is another run")).unwrap().unwrap()));
    assert!(!curves(&over).is_curve_torn());
    assert_eq!(blocked(&rules, &over), [Code::CurveOpen]);
    over.push(fact(6, QUALITY, review(&rules, &over, QUALITY, fit).unwrap()));
    assert_eq!(blocked(&rules, &over), []);
    // One recorded over the first alone settles nothing.
    let known = [accepted(), fact(2, READER, here)];
    let third = read(&rules, "c.csv", &good());
    let third = frozen(&rules, &known, &third, Some("wrong file")).unwrap().unwrap();
    let mut still = vec![known[0].clone(), elsewhere(1, READER, there), known[1].clone()];
    still.push(fact(6, READER, third));
    assert!(curves(&still).is_curve_torn());
}

#[test]
fn the_same_curve_of_two_stations_keeps_the_reviews_of_both() {
    let rules = rules(confirmed());
    let one = read(&rules, "a.csv", &failing());
    let same = frozen(&rules, &[accepted()], &one, None).unwrap().unwrap();
    let there = [accepted(), elsewhere(3, QUALITY, same.clone())];
    let other = PersonId::from_bytes([5; 16]);
    let unfit = review(&rules, &there, other, (UnitFitness::Unfit, "too warm")).unwrap();
    // The entry of the other station is the earlier one, and its review is of the later.
    let mut both = vec![accepted(), fact(2, READER, same), there[1].clone()];
    both.push(elsewhere(4, other, unfit));
    assert_eq!(curves(&both).curves.len(), 1);
    assert_eq!(blocked(&rules, &both), [Code::CurveUnfit]);
    for brought in [READER, QUALITY] {
        assert_eq!(review(&rules, &both, brought, (UnitFitness::Fit, "x")), Err(Code::CurveSamePerson));
    }
    assert!(review(&rules, &both, other, (UnitFitness::Fit, "probe fell off")).is_ok());
}

#[test]
fn a_review_takes_the_place_of_those_alone_that_it_knew() {
    let rules = rules(confirmed());
    let facts = with(&rules, &failing());
    // Two stations find it unfit, each by itself; one of them reviews anew, and has not heard of the other.
    let unfit = review(&rules, &facts, QUALITY, (UnitFitness::Unfit, "too warm")).unwrap();
    let mut here = facts.clone();
    here.push(fact(3, QUALITY, unfit.clone()));
    here.push(fact(4, QUALITY, review(&rules, &here, QUALITY, (UnitFitness::Fit, "probe")).unwrap()));
    assert_eq!(blocked(&rules, &here), []);
    here.insert(3, elsewhere(3, QUALITY, unfit));
    assert_eq!(blocked(&rules, &here), [Code::CurveUnfit]);
}

/// A step that was done with that device, scanned under that code.
pub fn done_with(step: &str, (sop, version): (&str, &str), scan: (&str, &str)) -> Record {
    Record::StepDone(StepDone {
        sop: sop.to_owned(),
        sop_version: version.to_owned(),
        step: step.to_owned(),
        values: Vec::new(),
        scans: vec![StepScan { code: scan.0.to_owned(), value: scan.1.to_owned() }],
        done_ms: None,
        departures: Vec::new(),
        reason: None,
        digest: String::new(),
        name: String::new(),
        meaning: None,
    })
}

#[test]
fn a_curve_comes_from_the_freezer_that_the_steps_name() {
    let mut rules = rules(confirmed());
    let v4 = Sop::parse(include_str!("../../../../assets/sops/cord-blood-banking-v4.json")).unwrap();
    rules.sops.push(Arc::new(SopFile { sop: v4, digest: "ee".repeat(32), drawn_by: None }));
    let own = include_str!("../../../../assets/sops/cord-blood-banking-v4.json");
    let own = own.replace("\"code\": \"freezer\"", "\"code\": \"device\"");
    let own = Sop { version: "own".to_owned(), ..Sop::parse(&own).unwrap() };
    rules.sops.push(Arc::new(SopFile { sop: own, digest: "dd".repeat(32), drawn_by: None }));
    let curve = read(&rules, "a.csv", &good());
    let bank = |version| ("cord-blood-banking", version);
    let cases: [(&str, (&str, &str), &str, bool); 7] = [
        ("freeze", bank("4"), "freezer", true),
        ("freeze", bank("own"), "device", true),
        ("freeze", ("unknown", "1"), "freezer", true),
        ("freeze", ("processing-hes", "1"), "equipment", true),
        ("spin", bank("4"), "centrifuge", false),
        ("spin", ("unknown", "1"), "equipment", false),
        ("cold", ("unknown", "1"), "freezer", true),
    ];
    for with_steps in [true, false] {
        if !with_steps {
            rules.norm.freezing = None;
        }
        for (step, sop, scan, names) in cases {
            let said = |device| fact(3, READER, done_with(step, sop, (scan, device)));
            let before = |device| frozen(&rules, &[accepted(), said(device)], &curve, None);
            assert!(matches!(before("CRF1"), Ok(Some(_))), "{step} {sop:?} {scan}");
            let other = before("CRF2").map(|_| ());
            assert_eq!(
                other,
                if names { Err(Code::CurveOtherDevice) } else { Ok(()) },
                "{step} {sop:?} {scan}"
            );
            // Or the step comes after the curve, and is put right by doing it anew.
            let mut facts = with(&rules, &good());
            facts.push(said("CRF2"));
            assert_eq!(blocked(&rules, &facts), if names { vec![Code::CurveFreezer] } else { vec![] });
            facts.push(fact(4, READER, done_with(step, sop, (scan, "CRF1"))));
            assert_eq!(blocked(&rules, &facts), []);
        }
    }
}
