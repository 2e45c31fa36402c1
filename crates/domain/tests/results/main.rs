//! Results against the definition of their test, as given/when/then tables: who reports, how exactly, what is typed twice,
//! where a test stands.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "../common/rule_set.rs"]
mod common;

use domain::control::ControlStanding;
use domain::decide::{Context, Entry, ResultInput, blockers, record_result};
use domain::record::*;
use domain::rules::RuleSet;
use domain::unit::{Stamp, Stamped, UnitState, entry_name};
use domain::*;

mod asked;
mod contradicting;
mod corrected;
mod order;
mod repeats;

const NOW_MS: i64 = 1_800_000_000_000;

fn rules() -> RuleSet {
    RuleSet {
        norm_digest: "norm".to_owned(),
        ..common::rules(include_str!("../../../../assets/norms/template-cn-v3.json"), &[])
    }
}

/// A unit that was accepted, and whatever else, an hour apart.
fn unit(others: &[Record]) -> UnitState {
    let accepted = Record::ReceiptDecided(ReceiptDecided {
        decision: ReceiptDecision::Accept,
        proposed: ReceiptDecision::Accept,
        reason: None,
    });
    let all = [accepted].into_iter().chain(others.iter().cloned()).zip(1_u32..).map(|(record, seq)| {
        let stamp = Stamp {
            at_ms: i64::from(seq),
            operator: None,
            second: None,
            station: StationId::from_bytes([1; 16]),
            seq: seq.into(),
            site: SiteId::from_bytes([2; 16]),
            body_hash: [0; 32],
        };
        Stamped { stamp, record }
    });
    UnitState::fold(DonationId::from_bytes([3; 16]), all)
}

fn step(code: &str) -> Record {
    Record::StepRecorded(StepRecorded {
        sop: "p".to_owned(),
        sop_version: "1".to_owned(),
        step: code.to_owned(),
        values: Vec::new(),
        equipment: None,
        lot: None,
    })
}

/// No device is out of control.
static QUIET: ControlStanding = ControlStanding { stops: Vec::new(), controlled: Vec::new() };

fn input<'a>(test: &'a str, value: &'a str, entry: Entry<'a>) -> ResultInput<'a> {
    ResultInput {
        test,
        value,
        entry,
        method: "XN",
        state: ResultState::Final,
        repeat: false,
        correction_reason: None,
        device: None,
        controls: &QUIET,
    }
}

fn decide_as(roles: &[Role], unit: &UnitState, input: &ResultInput<'_>) -> Result<ResultRecorded, Refusal> {
    let record = record_as(roles, unit, input)?;
    Ok(record.result().expect("a result").0.clone())
}

/// The record as it would be written.
fn record_as(roles: &[Role], unit: &UnitState, input: &ResultInput<'_>) -> Result<Record, Refusal> {
    let rules = rules();
    let context = Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles,
        site: SiteId::from_bytes([2; 16]),
        rules: &rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Demo,
        approvals: &[],
    };
    let record = record_result(unit, input, &context)?;
    // It names the entry that it stands in place of, after those that had not heard of that.
    let replaced = unit.result(input.test).map(|replaced| entry_name(&replaced.stamp));
    let names = match &record {
        Record::ResultReplaced(replaced) => replaced.of.last().cloned(),
        _ => None,
    };
    assert_eq!(names, replaced);
    Ok(record)
}

fn decide(unit: &UnitState, input: &ResultInput<'_>) -> Result<ResultRecorded, Refusal> {
    decide_as(&[Role::TestLab], unit, input)
}

fn typed(again: Option<&str>) -> Entry<'_> {
    Entry::Typed { again }
}

#[test]
fn a_test_is_reported_by_the_roles_that_the_profile_names() {
    let machine = Entry::Instrument { by_person: false };
    let taken = Entry::Instrument { by_person: true };
    for (test, entry, roles, good) in [
        ("hct_post", typed(None), &[Role::Processing] as &[Role], true),
        ("hct_post", typed(None), &[Role::TestLab], true),
        ("cmv_igg", typed(None), &[Role::Processing], false),
        ("cmv_igg", typed(None), &[Role::Processing, Role::TestLab], true),
        ("cmv_igg", Entry::File, &[Role::Processing], false),
        ("cmv_igg", machine, &[], true),
        ("cmv_igg", taken, &[Role::Processing], false),
    ] {
        let value = if test == "hct_post" { "31.5" } else { "negative" };
        let got = decide_as(roles, &unit(&[]), &input(test, value, entry));
        assert_eq!(got.is_ok(), good, "{test} {roles:?} {got:?}");
        if let Err(refusal) = got {
            assert_eq!((refusal.code, refusal.field), (Code::ResultRole, Some("test")));
            assert!(refusal.params.contains(&("roles", "test_lab".to_owned())), "{refusal:?}");
        }
    }
}

#[test]
fn more_decimals_than_the_test_has_are_refused_and_an_instruments_stay() {
    let unit = unit(&[]);
    for (test, value, good) in [
        ("hct_post", "31.5", true),
        ("hct_post", "31", true),
        ("hct_post", "31.50", false),
        ("hct_post", "３１．５５", false),
        ("plt_post", "120", true),
        ("plt_post", "120.0", false),
    ] {
        for entry in [typed(None), Entry::File] {
            let got = decide(&unit, &input(test, value, entry));
            assert_eq!(got.is_ok(), good, "{test} {value} {got:?}");
            if let Err(refusal) = got {
                assert_eq!((refusal.code, refusal.field), (Code::ResultDecimals, Some("value")));
            }
        }
        let measured = decide(&unit, &input(test, value, Entry::Instrument { by_person: false })).unwrap();
        let as_sent: Measure = value.parse().unwrap();
        assert_eq!(measured.number.unwrap().to_string(), as_sent.to_string(), "as sent");
    }
}

#[test]
fn a_critical_value_is_typed_twice_and_both_must_agree() {
    let refused =
        |test, value, again| decide(&unit(&[]), &input(test, value, typed(again))).err().map(|r| r.code);
    for (test, value, again, code) in [
        ("tnc_post", "9.35", None, Some(Code::ResultAgain)),
        ("tnc_post", "9.35", Some(" "), Some(Code::ResultAgain)),
        ("tnc_post", "9.35", Some("9.53"), Some(Code::ResultDisagrees)),
        ("tnc_post", "9.35", Some("x"), Some(Code::ResultDisagrees)),
        ("tnc_post", "9.35", Some("9.35"), None),
        ("tnc_post", "9.3", Some("9.30"), None),
        ("hbsag", "non_reactive", None, Some(Code::ResultAgain)),
        ("hbsag", "non_reactive", Some("reactive"), Some(Code::ResultDisagrees)),
        ("hbsag", "non_reactive", Some("non_reactive"), None),
        // By value: the harmless choice once, the other twice.
        ("anti_hbc", "non_reactive", None, None),
        ("anti_hbc", "reactive", None, Some(Code::ResultAgain)),
        ("haemoglobin", "disease", Some("carrier"), Some(Code::ResultDisagrees)),
        ("hct_post", "31.5", None, None),
    ] {
        assert_eq!(refused(test, value, again), code, "{test} {value} {again:?}");
    }
    let differ = decide(&unit(&[]), &input("tnc_post", "9.35", typed(Some("9.53")))).unwrap_err();
    assert_eq!(differ.params, [("first", "9.35".to_owned()), ("second", "9.53".to_owned())]);
    let not_done = ResultInput { state: ResultState::NotDone, ..input("tnc_post", "", typed(None)) };
    assert!(decide(&unit(&[]), &not_done).is_ok(), "there is no value to be wrong");
}

#[test]
fn numbers_outside_the_critical_bounds_are_critical() {
    let mut test = rules().test("hct_post").unwrap().clone();
    test.critical_values = Some(domain::rules::CriticalValues {
        below: Some("10".parse().unwrap()),
        above: Some("60".parse().unwrap()),
        choices: Vec::new(),
    });
    for (value, critical) in [("9.9", true), ("10", false), ("10.0", false), ("60", false), ("60.1", true)] {
        assert_eq!(test.is_critical(Some(value.parse().unwrap()), None), critical, "{value}");
    }
}

#[test]
fn a_critical_value_of_a_file_waits_until_a_person_types_it_twice() {
    let from_file = decide(&unit(&[]), &input("hbsag", "reactive", Entry::File)).unwrap();
    assert_eq!(from_file.state, ResultState::Preliminary);
    let harmless = decide(&unit(&[]), &input("cmv_igg", "positive", Entry::File)).unwrap();
    assert_eq!(harmless.state, ResultState::Final);
    let waiting = unit(&[Record::ResultRecorded(from_file)]);
    let confirm = |value, again| decide(&waiting, &input("hbsag", value, typed(again)));
    assert_eq!(confirm("reactive", None).unwrap_err().code, Code::ResultAgain);
    assert_eq!(confirm("reactive", Some("reactive")).unwrap().state, ResultState::Final);
    // Another value than the file's corrects it, and says why.
    let other = confirm("non_reactive", Some("non_reactive")).unwrap_err();
    assert_eq!(other.code, Code::CorrectionReason);
    // No file confirms a file.
    assert_eq!(
        decide(&waiting, &input("hbsag", "reactive", Entry::File)).unwrap_err().code,
        Code::ResultByPerson
    );
}

fn recorded(test: &str, choice: &str, state: ResultState) -> Record {
    Record::ResultRecorded(ResultRecorded {
        test: test.to_owned(),
        number: None,
        choice: Some(choice.to_owned()).filter(|choice| !choice.is_empty()),
        unit: String::new(),
        method: "f".to_owned(),
        state,
        correction_reason: None,
    })
}

/// `anti_hbc` is critical by its value: reactive.
#[test]
fn the_way_out_of_a_critical_value_is_as_grave_as_the_way_in() {
    use ResultState::{Final, Invalid, NotDone, Preliminary};
    let (twice, once) = (typed(Some("non_reactive")), typed(None));
    for (before, entry, value, state, then) in [
        ("reactive", once, "non_reactive", Final, Some(Code::ResultAgain)),
        ("reactive", typed(Some("reactive")), "non_reactive", Final, Some(Code::ResultDisagrees)),
        ("reactive", twice, "non_reactive", Final, None),
        ("reactive", once, "", Invalid, None),
        ("reactive", Entry::File, "non_reactive", Final, Some(Code::ResultByPerson)),
        ("reactive", Entry::File, "", NotDone, Some(Code::ResultByPerson)),
        ("reactive", Entry::File, "reactive", Preliminary, Some(Code::ResultByPerson)),
        ("non_reactive", once, "non_reactive", Final, None),
        ("non_reactive", Entry::File, "reactive", Final, None),
    ] {
        let unit = unit(&[recorded("anti_hbc", before, Final)]);
        let changed =
            ResultInput { state, correction_reason: Some("retested"), ..input("anti_hbc", value, entry) };
        let got = decide(&unit, &changed);
        assert_eq!(got.as_ref().err().map(|refusal| refusal.code), then, "{before} {entry:?} {value}");
        if let (Ok(record), Entry::File) = (got, entry) {
            assert_eq!(record.state, Preliminary, "a critical value of a file waits");
        }
    }
}

/// An invalid result between them opens no way around.
#[test]
fn a_critical_value_stays_critical_behind_a_result_without_one() {
    use ResultState::{Final, Invalid};
    let unit = unit(&[recorded("anti_hbc", "reactive", Final), recorded("anti_hbc", "", Invalid)]);
    for (entry, then) in [
        (typed(None), Some(Code::ResultAgain)),
        (typed(Some("non_reactive")), None),
        (Entry::File, Some(Code::ResultByPerson)),
    ] {
        let anew =
            ResultInput { correction_reason: Some("retested"), ..input("anti_hbc", "non_reactive", entry) };
        assert_eq!(decide(&unit, &anew).err().map(|refusal| refusal.code), then, "{entry:?}");
    }
}

#[test]
fn a_file_brings_back_nothing_that_was_corrected_and_makes_a_harmless_value_final() {
    use ResultState::{Final, Invalid, NotDone, Preliminary};
    for (history, value, state, then) in [
        (
            &[("positive", Final), ("negative", Final)] as &[_],
            "positive",
            Final,
            Some(Code::ResultSuperseded),
        ),
        (&[("", Invalid), ("negative", Final)], "", Invalid, Some(Code::ResultSuperseded)),
        (&[("", Invalid), ("negative", Final)], "", NotDone, None),
        (&[("positive", Preliminary), ("positive", Final)], "negative", Final, None),
        (&[("negative", Final)], "positive", Final, None),
    ] {
        let records: Vec<Record> =
            history.iter().map(|(choice, state)| recorded("cmv_igg", choice, *state)).collect();
        let row = ResultInput {
            state,
            correction_reason: Some("as the file says"),
            ..input("cmv_igg", value, Entry::File)
        };
        let got = decide(&unit(&records), &row).err().map(|refusal| refusal.code);
        assert_eq!(got, then, "{history:?} {value} {state:?}");
        let by_hand = ResultInput { entry: typed(None), ..row };
        assert!(decide(&unit(&records), &by_hand).is_ok(), "a person may, with the reason");
    }
    let waiting = unit(&[recorded("cmv_igg", "positive", Preliminary)]);
    let confirmed = decide(&waiting, &input("cmv_igg", "positive", Entry::File)).unwrap();
    assert_eq!((confirmed.state, confirmed.correction_reason), (Final, None));
}

#[test]
fn a_confirmation_is_no_correction() {
    use ResultState::{Final, Preliminary};
    for (first, second, corrections) in [
        (("positive", Preliminary), ("positive", Final), 0),
        (("positive", Preliminary), ("negative", Final), 1),
        (("positive", Final), ("positive", Final), 1),
    ] {
        let both = [first, second].map(|(choice, state)| recorded("cmv_igg", choice, state));
        assert_eq!(unit(&both).corrections.len(), corrections, "{first:?} {second:?}");
    }
}

#[test]
fn where_a_test_stands_follows_from_steps_and_results() {
    let result = |state, reason: Option<&str>| {
        Record::ResultRecorded(ResultRecorded {
            test: "cd34_post".to_owned(),
            number: Some("2.5".parse().unwrap()),
            choice: None,
            unit: String::new(),
            method: "ISHAGE".to_owned(),
            state,
            correction_reason: reason.map(str::to_owned),
        })
    };
    use ResultState as R;
    use TestState as T;
    let (taken, here) = (step("sample_post"), step("cd34"));
    let rules = rules();
    let test = rules.test("cd34_post").unwrap();
    for (records, state, since_ms) in [
        (vec![], T::NotOrdered, None),
        (vec![step("weigh")], T::NotOrdered, None),
        (vec![taken.clone()], T::Ordered, Some(2)),
        (vec![step("seal"), taken.clone()], T::Ordered, Some(2)),
        (vec![taken.clone(), here.clone()], T::InProgress, Some(3)),
        (vec![taken.clone(), here.clone(), result(R::Preliminary, None)], T::Preliminary, Some(4)),
        (vec![result(R::Preliminary, None), result(R::Final, None)], T::Final, Some(3)),
        (vec![result(R::Preliminary, None), result(R::Final, Some("typo"))], T::Final, Some(3)),
        (vec![result(R::Final, None), result(R::Final, Some("typo"))], T::Corrected, Some(3)),
        (vec![result(R::Invalid, None), result(R::Final, Some("again"))], T::Corrected, Some(3)),
        (vec![taken, result(R::NotDone, None)], T::NotDone, Some(3)),
        (vec![result(R::Final, None), result(R::Invalid, Some("clot"))], T::Invalid, Some(3)),
    ] {
        let placed = test.placed(&unit(&records));
        assert_eq!((placed.state, placed.since_ms), (state, since_ms), "{records:?}");
    }
}

#[test]
fn a_profile_that_names_no_step_orders_what_it_requires_on_acceptance() {
    let first: domain::rules::NormProfile =
        serde_json::from_str(include_str!("../../../../assets/norms/template-cn-v1.json")).unwrap();
    let accepted = unit(&[]);
    assert_eq!(first.test("hbsag").unwrap().placed(&accepted).state, TestState::Ordered);
    assert_eq!(first.test("cmv_igg").unwrap().placed(&accepted).state, TestState::NotOrdered);
    let nothing = UnitState::new(DonationId::from_bytes([3; 16]));
    assert_eq!(first.test("hbsag").unwrap().placed(&nothing).state, TestState::NotOrdered);
    assert_eq!(first.test("hbsag").unwrap().reported_by, [Role::TestLab]);
}

/// What a file brought and nobody has confirmed stops a release where it matters, also of a test that not every unit has.
#[test]
fn a_critical_or_failing_result_that_waits_stops_the_release() {
    let confirmed = include_str!("../../../../assets/norms/template-cn-v3.json")
        .replace("\"confirmed\": false", "\"confirmed\": true");
    let rules = RuleSet { norm: serde_json::from_str(&confirmed).unwrap(), ..rules() };
    let context = Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Quality],
        site: SiteId::from_bytes([2; 16]),
        rules: &rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Demo,
        approvals: &[],
    };
    use ResultState::{Final, Invalid, NotDone, Preliminary};
    for (test, choice, states, then) in [
        ("hiv_rna", "reactive", &[Preliminary] as &[ResultState], Some(Code::ResultMissing)),
        ("hiv_rna", "reactive", &[Preliminary, Final], Some(Code::ResultFails)),
        ("hiv_rna", "non_reactive", &[Preliminary], Some(Code::ResultMissing)),
        ("hiv_rna", "non_reactive", &[Preliminary, Final], None),
        ("cmv_igg", "negative", &[Preliminary], None),
    ] {
        assert!(!rules.test(test).unwrap().required, "{test}");
        let records: Vec<Record> = states.iter().map(|state| recorded(test, choice, *state)).collect();
        let blockers = blockers(&unit(&records), &[], &context);
        let found = blockers.into_iter().find(|blocker| blocker.subject == test).map(|blocker| blocker.code);
        assert_eq!(found, then, "{test} {choice} {states:?}");
    }
    // Taken back and not reported anew; or two that did not know of each other.
    let corrected = |mut record: Record| {
        if let Record::ResultRecorded(result) = &mut record {
            result.correction_reason = Some("retested".to_owned());
        }
        record
    };
    let grave = || recorded("hiv_rna", "reactive", Final);
    let harmless = || recorded("hiv_rna", "non_reactive", Final);
    for (records, then) in [
        (vec![grave(), corrected(recorded("hiv_rna", "", Invalid))], vec![Code::ResultMissing]),
        (vec![grave(), corrected(recorded("hiv_rna", "", NotDone))], vec![Code::ResultMissing]),
        (vec![harmless(), corrected(recorded("hiv_rna", "", NotDone))], vec![Code::ResultMissing]),
        (vec![grave(), corrected(recorded("hiv_rna", "", Invalid)), corrected(harmless())], vec![]),
        (vec![grave(), harmless()], vec![Code::ResultContradicts]),
        (vec![harmless(), grave()], vec![Code::ResultContradicts, Code::ResultFails]),
        (vec![grave(), harmless(), corrected(harmless())], vec![]),
        (vec![harmless(), harmless()], vec![]),
        (vec![recorded("hiv_rna", "non_reactive", Preliminary), harmless()], vec![]),
    ] {
        let found = blockers(&unit(&records), &[], &context).into_iter();
        let found: Vec<Code> =
            found.filter(|blocker| blocker.subject == "hiv_rna").map(|blocker| blocker.code).collect();
        assert_eq!(found, then, "{records:?}");
    }
    // A limit that the bank has not confirmed cannot let a value pass, whether every unit has the test or not.
    let unconfirmed = RuleSet {
        norm: serde_json::from_str(include_str!("../../../../assets/norms/template-cn-v3.json")).unwrap(),
        ..rules.clone()
    };
    let context = Context { rules: &unconfirmed, ..context };
    let found = blockers(&unit(&[recorded("hiv_rna", "reactive", Final)]), &[], &context);
    assert!(
        found.iter().any(|blocker| blocker.code == Code::LimitUnconfirmed && blocker.subject == "hiv_rna")
    );
}
