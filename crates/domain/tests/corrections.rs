//! Corrections: plausible, reasoned, foldable in any number, and fatal to a signature over the old value.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::audit::{LATE_ENTRY_MS, Mark, marks};
use domain::decide::{
    CollectionChange, Context, StepChange, blockers, correct_collection, correct_step, decide_receipt,
};
use domain::record::*;
use domain::register::Register;
use domain::rules::RuleSet;
use domain::unit::{CorrectedPart, Stamp, Stamped, UnitState};
use domain::*;
use proptest::prelude::*;

const NOW_MS: i64 = 1_800_000_000_000;

fn rules() -> RuleSet {
    common::rules(
        include_str!("../../../assets/norms/template-cn-v1.json"),
        &[(include_str!("../../../assets/sops/processing-hes-v1.json"), &"22".repeat(32))],
    )
}

fn context(rules: &RuleSet) -> Context<'_> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Processing],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &[],
    }
}

fn fact(seq: u64, record: Record) -> Stamped<Record> {
    let stamp = Stamp {
        at_ms: NOW_MS + i64::try_from(seq).unwrap(),
        operator: None,
        second: None,
        station: StationId::from_bytes([1; 16]),
        seq,
        site: SiteId::from_bytes([2; 16]),
        body_hash: [u8::try_from(seq % 251).unwrap(); 32],
    };
    Stamped { stamp, record }
}

fn collected() -> Record {
    Record::CollectionRegistered(CollectionRegistered {
        din: "A999926000001".to_owned(),
        scheme: NumberScheme::Local,
        din_source: DinSource::Block,
        infant_sex: InfantSex::Female,
        birth_weight_g: 3_300,
        gestation_d: 275,
        delivery_mode: DeliveryMode::Vaginal,
        started_ms: NOW_MS - 20,
        ended_ms: NOW_MS - 10,
        volume_ml: Measure::tenths(985),
        gross_weight_g: None,
        bag_lot: "L1".to_owned(),
        anticoagulant_ml: Measure::tenths(350),
    })
}

/// The first step of the SOP with a number in it, recorded with plausible values.
fn stepped(rules: &RuleSet) -> (String, String, Record) {
    let plausible = |input: &domain::rules::Input| match &input.kind {
        domain::rules::InputKind::Number { min, max } => {
            min.or(*max).map_or("1".to_owned(), |m| m.to_string())
        }
        domain::rules::InputKind::Choice(choices) => choices[0].code.clone(),
        domain::rules::InputKind::Text | domain::rules::InputKind::Scan { .. } => "x".to_owned(),
        domain::rules::InputKind::Photo {} | domain::rules::InputKind::File { .. } => "0".repeat(64),
        domain::rules::InputKind::Time => NOW_MS.to_string(),
    };
    let is_number = |input: &&domain::rules::Input| {
        matches!(&input.kind, domain::rules::InputKind::Number { min: Some(_), max: Some(_) })
    };
    let step = rules.sops[0].sop.steps.iter().find(|step| step.inputs.iter().any(|i| is_number(&i))).unwrap();
    let number = step.inputs.iter().find(is_number).unwrap();
    let values = step
        .inputs
        .iter()
        .map(|input| StepValue {
            code: input.code.clone(),
            value: plausible(input),
            unit: input.unit.clone(),
        })
        .collect();
    let record = StepRecorded {
        sop: rules.sops[0].sop.code.clone(),
        sop_version: rules.sops[0].sop.version.clone(),
        step: step.code.clone(),
        values,
        equipment: None,
        lot: None,
    };
    (step.code.clone(), number.code.clone(), Record::StepRecorded(record))
}

fn fold(facts: &[Stamped<Record>]) -> UnitState {
    UnitState::fold(DonationId::from_bytes([3; 16]), facts.to_vec())
}

#[test]
fn a_collection_is_corrected_only_plausibly_with_a_reason_and_with_a_change() {
    let rules = rules();
    let unit = fold(&[fact(1, collected())]);
    let good =
        CollectionChange { volume_ml: Some("88.5"), reason: "typed wrong", ..CollectionChange::default() };
    let cases = [
        (CollectionChange { reason: " ", ..good }, Code::Empty, Some("reason")),
        (CollectionChange { volume_ml: Some("5000"), ..good }, Code::TooHigh, Some("volume_ml")),
        (CollectionChange { volume_ml: Some("0"), ..good }, Code::TooLow, Some("volume_ml")),
        (CollectionChange { volume_ml: Some("viel"), ..good }, Code::NotANumber, Some("volume_ml")),
        (CollectionChange { volume_ml: Some("98.5"), ..good }, Code::NothingChanged, None),
        (CollectionChange { volume_ml: None, ..good }, Code::NothingChanged, None),
        (CollectionChange { birth_weight_g: Some("33"), ..good }, Code::TooLow, Some("birth_weight_g")),
        (CollectionChange { gestation: Some(("39", "7")), ..good }, Code::TooHigh, Some("gestation_days")),
        (CollectionChange { ended_ms: Some(NOW_MS - 21), ..good }, Code::EndBeforeStart, Some("ended_ms")),
        (CollectionChange { ended_ms: Some(NOW_MS + 100_000), ..good }, Code::InFuture, Some("ended_ms")),
    ];
    for (change, code, field) in cases {
        let refusal = correct_collection(&unit, &change, &context(&rules)).expect_err(code.as_str());
        assert_eq!((refusal.code, refusal.field), (code, field), "{change:?}");
    }
    let nothing = correct_collection(&fold(&[]), &good, &context(&rules)).unwrap_err();
    assert_eq!(nothing.code, Code::NotCollected);
    assert!(correct_collection(&unit, &good, &context(&rules)).is_ok());
}

#[test]
fn what_fails_since_it_was_accepted_stops_the_unit_until_it_is_accepted_anew_by_signature() {
    let mut rules = rules();
    let norm = &mut rules.norm;
    let transport = [&mut norm.transport.hours, &mut norm.transport.temperature_c];
    for limit in
        transport.into_iter().chain([&mut norm.volume_ml, &mut norm.gestation_d, &mut norm.birth_weight_g])
    {
        limit.confirmed = true;
    }
    let rules = rules;
    let received = Record::UnitReceived(UnitReceived {
        shipment: ShipmentId::from_bytes([4; 16]),
        bag_scan: "&dA99992600000100".to_owned(),
        companion_scan: "&dA99992600000108".to_owned(),
        temperature_min_c: Measure::tenths(60),
        temperature_max_c: Measure::tenths(180),
        intact: true,
    });
    let mut facts = vec![fact(1, collected()), fact(2, received)];
    let decide = |facts: &[Stamped<Record>], decision, signed: bool| {
        let unit = fold(facts);
        let digest = unit.arrival_digest();
        let signature = signed.then_some((digest.as_str(), "王"));
        decide_receipt(&unit, decision, Some("the cells are good"), signature, &context(&rules))
            .map_err(|refusal| refusal.code)
    };
    let stops = |facts: &[Stamped<Record>]| {
        let found = blockers(&fold(facts), &[], &context(&rules)).into_iter();
        found
            .filter(|blocker| blocker.code == Code::ArrivalFails)
            .map(|blocker| blocker.subject)
            .collect::<Vec<_>>()
    };
    facts.push(fact(3, decide(&facts, ReceiptDecision::Accept, false).unwrap()));
    assert_eq!(stops(&facts), [""; 0], "it passed when it was accepted");
    assert_eq!(decide(&facts, ReceiptDecision::Accept, true), Err(Code::AlreadyDecided));

    let earlier = CollectionChange {
        started_ms: Some(NOW_MS - 90 * 3_600_000),
        ended_ms: Some(NOW_MS - 89 * 3_600_000),
        reason: "the wrong day was typed",
        ..CollectionChange::default()
    };
    facts.push(fact(4, correct_collection(&fold(&facts), &earlier, &context(&rules)).unwrap()));
    assert_eq!(stops(&facts), ["transport_hours"]);
    for other in [ReceiptDecision::Reject, ReceiptDecision::Quarantine] {
        assert_eq!(decide(&facts, other, true), Err(Code::AlreadyDecided), "that is said otherwise by now");
    }
    assert_eq!(decide(&facts, ReceiptDecision::Accept, false), Err(Code::SignatureMissing));
    facts.push(fact(5, decide(&facts, ReceiptDecision::Accept, true).unwrap()));
    assert_eq!(stops(&facts), [""; 0], "somebody signed for exactly that");
    assert_eq!(decide(&facts, ReceiptDecision::Accept, true), Err(Code::AlreadyDecided));

    let again =
        CollectionChange { ended_ms: Some(NOW_MS - 88 * 3_600_000), reason: "and once more", ..earlier };
    facts.push(fact(6, correct_collection(&fold(&facts), &again, &context(&rules)).unwrap()));
    assert_eq!(stops(&facts), ["transport_hours"], "but not for this");
}

#[test]
fn a_step_is_corrected_only_where_it_was_done_and_plausibly() {
    let rules = rules();
    let (step, input, record) = stepped(&rules);
    let unit = fold(&[fact(1, record)]);
    let old = unit.steps[0].record.values.iter().find(|value| value.code == input).unwrap().value.clone();
    let to = |value: &str| vec![(input.clone(), value.to_owned())];
    let (same, text, none) = (to(&old), to("abc"), Vec::new());
    let cases = [
        (step.as_str(), &same, "r", Code::NothingChanged),
        (step.as_str(), &none, "r", Code::NothingChanged),
        (step.as_str(), &text, "r", Code::NotANumber),
        (step.as_str(), &text, "", Code::Empty),
        ("no_such_step", &text, "r", Code::StepUnknown),
    ];
    for (step, values, reason, code) in cases {
        let register = Register::default();
        let change = StepChange { step, values, scans: &[], register: &register, reason, second: None };
        assert_eq!(correct_step(&unit, &change, None, &context(&rules)).expect_err(code.as_str()).code, code);
    }
    let register = Register::default();
    let change =
        StepChange { step: &step, values: &same, scans: &[], register: &register, reason: "r", second: None };
    assert_eq!(
        correct_step(&fold(&[]), &change, None, &context(&rules)).unwrap_err().code,
        Code::StepNotDone
    );
}

#[test]
fn the_newest_value_stands_the_old_ones_are_kept_and_a_signature_is_void() {
    let rules = rules();
    let (step, input, record) = stepped(&rules);
    let mut facts = vec![fact(1, collected()), fact(2, record)];
    let signed = |state: &UnitState, meaning| ContentSigned {
        digest: state.signing_digest(meaning),
        name: "刘".to_owned(),
        meaning,
    };
    let state = fold(&facts);
    facts.push(fact(3, Record::ReviewSigned(signed(&state, Meaning::Review))));
    facts.push(fact(4, Record::UnitReleased(signed(&state, Meaning::Release))));
    assert!(fold(&facts).release().is_some());
    for (seq, volume) in [(5, "88.5"), (6, "89.0")] {
        let change =
            CollectionChange { volume_ml: Some(volume), reason: "read again", ..CollectionChange::default() };
        facts.push(fact(seq, correct_collection(&fold(&facts), &change, &context(&rules)).unwrap()));
        let state = fold(&facts);
        assert!(state.reviews[0].voided && state.releases[0].voided && state.is_changed_after_release());
    }
    let current = fold(&facts).steps[0].record.values.iter().find(|v| v.code == input).unwrap().value.clone();
    let new: Measure = current.parse().unwrap();
    let new = Measure(new.0 + Measure::tenths(1).0).to_string();
    let values = [(input.clone(), new.clone())];
    let register = Register::default();
    let change = StepChange {
        step: &step,
        values: &values,
        scans: &[],
        register: &register,
        reason: "scale",
        second: None,
    };
    facts.push(fact(7, correct_step(&fold(&facts), &change, None, &context(&rules)).unwrap()));
    let state = fold(&facts);
    assert_eq!(state.collection.as_ref().unwrap().record.volume_ml.to_string(), "89.0");
    assert_eq!(state.collection.as_ref().unwrap().record.birth_weight_g, 3_300);
    let told: Vec<(&str, &str, &str, u64, u64)> = state
        .corrections
        .iter()
        .map(|c| (c.field.as_str(), c.old.as_str(), c.new.as_str(), c.replaced.seq, c.stamp.seq))
        .collect();
    assert_eq!(
        told,
        [
            ("volume_ml", "98.5", "88.5", 1, 5),
            ("volume_ml", "88.5", "89.0", 5, 6),
            (input.as_str(), current.as_str(), new.as_str(), 2, 7),
        ]
    );
    assert_eq!(state.corrections_of(&CorrectedPart::Step(step)).count(), 1);
}

#[test]
fn marks_name_what_an_inspector_looks_for() {
    let attempt =
        |success| Record::SignInAttempted(SignInAttempted { person: PersonId::from_bytes([6; 16]), success });
    let decided =
        |decision, proposed| Record::ReceiptDecided(ReceiptDecided { decision, proposed, reason: None });
    let certificate = |copy| {
        let text = String::new;
        Record::CertificateIssued(CertificateIssued {
            number: text(),
            copy,
            reason: None,
            digest: text(),
            content_digest: text(),
        })
    };
    use ReceiptDecision::{Accept, Quarantine};
    let cases = [
        (attempt(true), NOW_MS, vec![]),
        (attempt(false), NOW_MS, vec![Mark::FailedSignIn]),
        (decided(Accept, Accept), NOW_MS, vec![]),
        (decided(Accept, Quarantine), NOW_MS, vec![Mark::Exception]),
        (certificate(1), NOW_MS, vec![]),
        (certificate(2), NOW_MS, vec![Mark::Reprint]),
        (collected(), NOW_MS - 10 + LATE_ENTRY_MS, vec![]),
        (collected(), NOW_MS - 9 + LATE_ENTRY_MS, vec![Mark::LateEntry]),
    ];
    for (record, at_ms, expected) in cases {
        assert_eq!(marks(&record, at_ms), expected, "{}", record.kind());
    }
}

proptest! {
    /// Any number of corrections: the last one stands, every one is kept, and each names the entry that it replaced.
    #[test]
    fn any_number_of_corrections_folds(volumes in prop::collection::vec(1u32..3_000, 1..12)) {
        let mut facts = vec![fact(1, collected())];
        for (index, tenths) in volumes.iter().enumerate() {
            let corrected = CollectionCorrected {
                reason: "r".to_owned(), infant_sex: None, birth_weight_g: None, gestation_d: None, delivery_mode: None,
                started_ms: None, ended_ms: None, volume_ml: Some(Measure::tenths(*tenths)),
            };
            facts.push(fact(u64::try_from(index).unwrap() + 2, Record::CollectionCorrected(corrected)));
        }
        let state = fold(&facts);
        prop_assert_eq!(state.collection.unwrap().record.volume_ml, Measure::tenths(*volumes.last().unwrap()));
        prop_assert_eq!(state.corrections.len(), volumes.len());
        for (index, correction) in state.corrections.iter().enumerate() {
            prop_assert_eq!(correction.replaced.seq, u64::try_from(index).unwrap() + 1);
            prop_assert_eq!(&correction.new, &Measure::tenths(volumes[index]).to_string());
        }
    }
}
