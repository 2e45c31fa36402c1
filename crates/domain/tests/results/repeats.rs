//! When a reactive marker is measured again, and what its repeats say.

use super::{NOW_MS, QUIET, recorded, rules, typed, unit};
use domain::decide::{Context, Entry, ResultInput, blockers, record_result};
use domain::record::*;
use domain::rules::RuleSet;
use domain::unit::{UnitState, entry_name};
use domain::*;

const FOURTH: &str = include_str!("../../../../assets/norms/template-cn-v4.json");

/// The fourth version of the template, with every limit confirmed.
fn repeating() -> RuleSet {
    let text = FOURTH.replace("\"confirmed\": false", "\"confirmed\": true");
    RuleSet { norm: serde_json::from_str(&text).unwrap(), ..rules() }
}

fn context(rules: &RuleSet) -> Context<'_> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::TestLab],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Demo,
        approvals: &[],
    }
}

/// A repeat of the test's last result among these.
fn repeated(before: &[Record], test: &str, choice: &str, state: ResultState) -> Record {
    let Record::ResultRecorded(result) = recorded(test, choice, state) else { unreachable!() };
    let of = entry_name(&unit(before).result(test).unwrap().stamp);
    Record::ResultRepeated(ResultRepeated { result, device: None, of })
}

/// The first result and its repeats, each by its choice; an empty one is invalid.
fn measured(first: &str, repeats: &[&str]) -> Vec<Record> {
    let mut records = vec![recorded("hbsag", first, ResultState::Final)];
    for choice in repeats {
        let state = if choice.is_empty() { ResultState::Invalid } else { ResultState::Final };
        let repeat = repeated(&records, "hbsag", choice, state);
        records.push(repeat);
    }
    records
}

fn blocker(rules: &RuleSet, unit: &UnitState, test: &str) -> Option<Code> {
    let found = blockers(unit, &[], &context(rules)).into_iter();
    found.filter(|blocker| blocker.subject == test).map(|blocker| blocker.code).next()
}

#[test]
fn a_reactive_marker_counts_once_it_was_measured_again_as_often_as_the_profile_says() {
    use RepeatState::{Cleared, Confirmed, Open};
    use TestState as T;
    let rules = repeating();
    let test = rules.test("hbsag").unwrap();
    const NO: &str = "non_reactive";
    const YES: &str = "reactive";
    for (first, repeats, state, verdict, standing, stops) in [
        (NO, vec![], None, Verdict::Pass, T::Final, None),
        (YES, vec![], Some(Open), Verdict::Fail, T::ToRepeat, Some(Code::RepeatOpen)),
        (YES, vec![NO], Some(Open), Verdict::Fail, T::ToRepeat, Some(Code::RepeatOpen)),
        (YES, vec![YES], Some(Open), Verdict::Fail, T::ToRepeat, Some(Code::RepeatOpen)),
        (YES, vec![NO, ""], Some(Open), Verdict::Fail, T::ToRepeat, Some(Code::RepeatOpen)),
        (YES, vec![NO, NO], Some(Cleared), Verdict::Warn, T::Final, None),
        (YES, vec!["", NO, NO], Some(Cleared), Verdict::Warn, T::Final, None),
        (YES, vec![NO, YES], Some(Confirmed), Verdict::Fail, T::Final, Some(Code::ResultFails)),
        (YES, vec![YES, NO], Some(Confirmed), Verdict::Fail, T::Final, Some(Code::ResultFails)),
        (YES, vec![YES, YES], Some(Confirmed), Verdict::Fail, T::Final, Some(Code::ResultFails)),
        // What two stations added without hearing of each other outweighs what cleared it.
        (YES, vec![NO, NO, YES], Some(Confirmed), Verdict::Fail, T::Final, Some(Code::ResultFails)),
    ] {
        let unit = unit(&measured(first, &repeats));
        assert_eq!(test.repeats(&unit).map(|repeats| repeats.state), state, "{first} {repeats:?}");
        assert_eq!(test.judge_of(&unit).unwrap().verdict, verdict, "{first} {repeats:?}");
        assert_eq!(test.placed(&unit).state, standing, "{first} {repeats:?}");
        assert_eq!(blocker(&rules, &unit, "hbsag"), stops, "{first} {repeats:?}");
    }
    // Two of three, where a bank says so.
    let two = FOURTH.replace("\"confirmed\": false", "\"confirmed\": true");
    let two = two.replace("\"confirmed_by\": 1", "\"confirmed_by\": 2");
    let two = RuleSet { norm: serde_json::from_str(&two).unwrap(), ..rules.clone() };
    assert_eq!(blocker(&two, &unit(&measured(YES, &[NO, YES])), "hbsag"), None);
    assert_eq!(blocker(&two, &unit(&measured(YES, &[YES, YES])), "hbsag"), Some(Code::ResultFails));
    // A limit that the bank has not confirmed clears nothing.
    let open = RuleSet { norm: serde_json::from_str(FOURTH).unwrap(), ..rules };
    let cleared = unit(&measured(YES, &[NO, NO]));
    assert_eq!(open.test("hbsag").unwrap().judge_of(&cleared).unwrap().verdict, Verdict::Unconfirmed);
}

#[test]
fn repeats_belong_to_one_result_and_a_new_one_begins_anew() {
    let rules = repeating();
    let test = rules.test("hbsag").unwrap();
    let mut records = measured("reactive", &["non_reactive", "non_reactive"]);
    let Record::ResultRecorded(mut again) = recorded("hbsag", "reactive", ResultState::Final) else {
        unreachable!()
    };
    again.correction_reason = Some("a repeat was of another tube".to_owned());
    records.push(Record::ResultRecorded(again));
    let state = unit(&records);
    let repeats = test.repeats(&state).unwrap();
    assert_eq!((repeats.state, repeats.made, repeats.all.len()), (RepeatState::Open, 0, 0));
    assert_eq!(state.repeats.len(), 2, "what was measured before stays readable");
    // A preliminary value waits for its confirmation first; the repeats of another test count for it alone.
    let waits = unit(&[recorded("hbsag", "reactive", ResultState::Preliminary)]);
    assert!(test.repeats(&waits).is_none());
    let mut other = measured("reactive", &[]);
    other.push(recorded("anti_hcv", "reactive", ResultState::Final));
    let repeat = repeated(&other, "anti_hcv", "non_reactive", ResultState::Final);
    other.push(repeat);
    assert_eq!(test.repeats(&unit(&other)).unwrap().made, 0);
    // Tests whose profile says nothing are as they were.
    let first = super::rules();
    assert!(first.test("hbsag").unwrap().repeats(&unit(&measured("reactive", &[]))).is_none());
}

#[test]
fn a_repeat_is_entered_while_one_is_wanted_and_typed_twice() {
    let rules = repeating();
    let reactive = unit(&measured("reactive", &[]));
    let input = |value: &'static str, entry: Entry<'static>, state: ResultState, repeat: bool| ResultInput {
        test: "hbsag",
        value,
        entry,
        method: "CLIA",
        state,
        correction_reason: None,
        repeat,
        device: Some("CLIA-2"),
        controls: &QUIET,
    };
    use ResultState::{Final, Invalid, NotDone, Preliminary};
    let whole = unit(&measured("reactive", &["reactive", "non_reactive"]));
    let harmless = unit(&measured("non_reactive", &[]));
    let twice = || typed(Some("non_reactive"));
    for (given, value, entry, state, repeat, refused) in [
        (&reactive, "non_reactive", twice(), Final, true, None),
        (&reactive, "non_reactive", typed(None), Final, true, Some("result.again")),
        (&reactive, "non_reactive", typed(Some("reactive")), Final, true, Some("result.disagrees")),
        (&reactive, "", typed(None), Invalid, true, None),
        (&reactive, "", typed(None), NotDone, true, Some("result.repeat_state")),
        (&reactive, "non_reactive", twice(), Preliminary, true, Some("result.repeat_state")),
        (&reactive, "non_reactive", twice(), Final, false, Some("result.correction_reason")),
        (&whole, "non_reactive", twice(), Final, true, None),
        (&harmless, "non_reactive", twice(), Final, true, Some("result.repeat_none")),
        (&reactive, "reactive", Entry::Instrument { by_person: true }, Final, true, None),
    ] {
        let decided = record_result(given, &input(value, entry, state, repeat), &context(&rules));
        let said = decided.as_ref().map_err(|refusal| refusal.code.as_str()).err();
        assert_eq!(said, refused, "{value} {state:?} {repeat}");
        if refused.is_none() {
            let Ok(Record::ResultRepeated(record)) = decided else { panic!("{decided:?}") };
            assert_eq!(record.of, entry_name(&given.result("hbsag").unwrap().stamp));
            assert_eq!((record.result.state, record.device.as_deref()), (state, Some("CLIA-2")));
        }
    }
}

#[test]
fn the_fourth_version_knows_the_infants_markers_and_asks_for_none_of_every_unit() {
    let rules = repeating();
    let cord: Vec<_> = rules.norm.tests.iter().filter(|test| test.code.starts_with("cord_")).collect();
    assert_eq!(cord.len(), 5);
    let accepted = unit(&[]);
    for test in cord {
        assert!(!test.required && test.critical && test.repeat.is_some(), "{}", test.code);
        assert_eq!(test.subject, domain::rules::Subject::Unit, "{}", test.code);
        assert_eq!(test.placed(&accepted).state, TestState::NotOrdered);
    }
    let failing = unit(&[recorded("cord_hbv_dna", "reactive", ResultState::Final)]);
    assert_eq!(blocker(&rules, &failing, "cord_hbv_dna"), Some(Code::RepeatOpen));
}

#[test]
fn the_repeats_of_two_stations_count_together_whichever_result_came_last() {
    let rules = repeating();
    let first = recorded("hbsag", "reactive", ResultState::Final);
    let confirming = repeated(std::slice::from_ref(&first), "hbsag", "reactive", ResultState::Final);
    let same = || recorded("hbsag", "reactive", ResultState::Final);
    // The other station's result arrives after the repeats, or between them.
    for records in [
        vec![first.clone(), confirming.clone(), confirming.clone(), same()],
        vec![first.clone(), same(), confirming.clone(), confirming.clone()],
        vec![first.clone(), confirming.clone(), same(), confirming.clone()],
    ] {
        let unit = unit(&records);
        let repeats =
            rules.test("hbsag").unwrap().repeats(&unit).map(|repeats| (repeats.state, repeats.made));
        assert_eq!(repeats, Some((RepeatState::Confirmed, 2)), "{records:?}");
        assert_eq!(blocker(&rules, &unit, "hbsag"), Some(Code::ResultFails));
    }
}
