//! Limits, questionnaires and the fold, as given/when/then tables.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::record::*;
use domain::rules::{Limit, Questionnaire};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;

fn limit(min: Option<&str>, max: Option<&str>, outside: Verdict) -> Limit {
    let measure = |text: Option<&str>| text.map(|text| text.parse().unwrap());
    Limit {
        min: measure(min),
        max: measure(max),
        plausible_min: measure(Some("0")),
        plausible_max: measure(Some("100")),
        outside,
        unit: "h".to_owned(),
        source: "test".to_owned(),
        confirmed: true,
    }
}

#[test]
fn a_limit_passes_warns_or_fails_and_refuses_the_impossible() {
    let cases = [
        (Some("5"), Some("48"), "5", Verdict::Pass),
        (Some("5"), Some("48"), "48.0", Verdict::Pass),
        (Some("5"), Some("48"), "48.1", Verdict::Fail),
        (Some("5"), None, "4.9", Verdict::Fail),
        (None, Some("48"), "1", Verdict::Pass),
        (None, None, "1", Verdict::Info),
    ];
    for (min, max, value, expected) in cases {
        let finding = limit(min, max, Verdict::Fail).judge("hours", value.parse().unwrap());
        assert_eq!(finding.verdict, expected, "{value} in {}", finding.limit);
        assert_eq!(finding.value, format!("{value} h"));
    }
    let limit = limit(None, None, Verdict::Info);
    for (value, code) in [("-1", Some(Code::TooLow)), ("101", Some(Code::TooHigh)), ("50", None)] {
        let refusal = limit.plausible(value.parse().unwrap(), "volume_ml").err();
        assert_eq!(refusal.as_ref().map(|r| r.code), code, "{value}");
        assert_eq!(refusal.and_then(|r| r.field), code.map(|_| "volume_ml"));
    }
}

#[test]
fn a_questionnaire_wants_every_answer_and_defers_on_yes_or_unknown() {
    let form: Questionnaire = serde_json::from_str(
        r#"{"version":"1","questions":[
            {"code":"a","zh":"甲","en":"A","defers":true},{"code":"b","zh":"乙","en":"B","defers":false}]}"#,
    )
    .unwrap();
    let answers = |a: Option<Answer>, b: Option<Answer>| {
        let answered = |question: &str, answer: Option<Answer>| {
            answer.map(|answer| QuestionAnswered { question: question.to_owned(), answer })
        };
        [answered("a", a), answered("b", b)].into_iter().flatten().collect::<Vec<_>>()
    };
    use Answer::{No, Unknown, Yes};
    let cases = [
        (Some(No), Some(No), Ok(Eligibility::Eligible)),
        (Some(No), Some(Yes), Ok(Eligibility::Eligible)),
        (Some(Yes), Some(No), Ok(Eligibility::Deferred)),
        (Some(Unknown), Some(No), Ok(Eligibility::Deferred)),
        (Some(No), None, Err(Code::QuestionnaireIncomplete)),
        (None, Some(No), Err(Code::QuestionnaireIncomplete)),
    ];
    for (a, b, expected) in cases {
        assert_eq!(form.judge(&answers(a, b)).map_err(|refusal| refusal.code), expected, "{a:?} {b:?}");
    }
}

fn fact(seq: u64, record: Record) -> Stamped<Record> {
    let stamp = Stamp {
        at_ms: i64::try_from(seq).unwrap(),
        operator: None,
        second: None,
        station: StationId::from_bytes([1; 16]),
        seq,
        site: SiteId::from_bytes([2; 16]),
        body_hash: [u8::try_from(seq % 251).unwrap(); 32],
    };
    Stamped { stamp, record }
}

fn result(tenths: u32) -> Record {
    Record::ResultRecorded(ResultRecorded {
        test: "tnc_post".to_owned(),
        number: Some(Measure::tenths(tenths)),
        choice: None,
        unit: String::new(),
        method: "m".to_owned(),
        state: ResultState::Final,
        correction_reason: None,
    })
}

fn donation() -> DonationId {
    DonationId::from_bytes([3; 16])
}

fn signed(state: &UnitState, meaning: Meaning) -> ContentSigned {
    ContentSigned { digest: state.signing_digest(meaning), name: "刘".to_owned(), meaning }
}

/// What corrects a value, in every form that the record has of it.
fn corrections() -> Vec<Record> {
    let Record::ResultRecorded(plain) = result(91) else { panic!("a result") };
    let computation = ResultComputation {
        mapping: "m".to_owned(),
        mapping_version: 1,
        sum: Vec::new(),
        product: Vec::new(),
        factor: Measure::tenths(10),
        corrected_for: None,
        decimals: 1,
        inputs: Vec::new(),
    };
    let timed = ResultTimed {
        result: plain.clone(),
        device: None,
        computation: Some(computation),
        measured_ms: Some(1),
        sent_ms: None,
        corrected: true,
    };
    let step = StepCorrected { step: "weigh".to_owned(), values: Vec::new(), reason: "r".to_owned() };
    let collection = CollectionCorrected {
        reason: "r".to_owned(),
        infant_sex: None,
        birth_weight_g: Some(3_100),
        gestation_d: None,
        delivery_mode: None,
        started_ms: None,
        ended_ms: None,
        volume_ml: None,
    };
    vec![
        Record::ResultRecorded(plain.clone()),
        Record::ResultMeasured(ResultMeasured { result: plain.clone(), device: "EQ-1".to_owned() }),
        Record::ResultComputed(timed.computed().expect("computed")),
        Record::ResultTimed(timed.clone()),
        Record::ResultReplaced(ResultReplaced { reported: timed, of: vec!["of".to_owned()] }),
        Record::ResultRepeated(ResultRepeated { result: plain, device: None, of: "of".to_owned() }),
        Record::StepCorrected(step),
        Record::CollectionCorrected(collection),
    ]
}

// requirement: 11.70, Annex 11 §14
#[test]
fn a_later_change_voids_a_signature_and_a_place_or_a_print_does_not() {
    let before = vec![fact(1, result(90))];
    let state = UnitState::fold(donation(), before.clone());
    let review = fact(2, Record::ReviewSigned(signed(&state, Meaning::Review)));
    let mut facts = before;
    facts.push(review);
    assert!(UnitState::fold(donation(), facts.clone()).review().is_some());
    let place = UnitStored {
        tank: TankId::from_bytes([4; 16]),
        rack: 1,
        slot: 1,
        position: "T01-R01-S001".to_owned(),
        move_reason: None,
    };
    let mut moved = facts.clone();
    moved.push(fact(3, Record::UnitStored(place)));
    assert!(UnitState::fold(donation(), moved).review().is_some());
    for later in corrections() {
        let mut amended = facts.clone();
        let kind = (later.kind(), later.version());
        amended.push(fact(3, later));
        let amended = UnitState::fold(donation(), amended);
        assert!(amended.review().is_none() && amended.reviews[0].voided, "{kind:?}");
    }
    // The same signature on another donation, or of another meaning, is worth nothing.
    assert!(UnitState::fold(DonationId::from_bytes([9; 16]), facts.clone()).review().is_none());
    assert_ne!(state.signing_digest(Meaning::Review), state.signing_digest(Meaning::Release));
}
