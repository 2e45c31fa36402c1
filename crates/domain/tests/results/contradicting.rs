//! Results of one test that stations reported without hearing of each other: they stop the review until a person settles them.

use super::{NOW_MS, QUIET, rules, typed};
use ResultState::{Final, Invalid, NotDone, Preliminary};
use domain::decide::{Context, Entry, ResultInput, blockers, record_result};
use domain::record::*;
use domain::rules::RuleSet;
use domain::unit::{Stamp, Stamped, UnitState, entry_name};
use domain::*;

const A: u8 = 1;
const B: u8 = 2;
const C: u8 = 3;
const NO: &str = "non_reactive";
const YES: &str = "reactive";
/// Every unit has it, and it is critical by its value.
const TEST: &str = "anti_hbc";

type Said = Stamped<Record>;

/// The profile with every limit confirmed.
fn confirmed() -> RuleSet {
    let text = include_str!("../../../../assets/norms/template-cn-v4.json");
    let text = text.replace("\"confirmed\": false", "\"confirmed\": true");
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

fn said(station: u8, hour: u8, record: Record) -> Said {
    let stamp = Stamp {
        at_ms: i64::from(hour),
        operator: None,
        second: None,
        station: StationId::from_bytes([station; 16]),
        seq: hour.into(),
        site: SiteId::from_bytes([2; 16]),
        body_hash: [station; 32],
    };
    Stamped { stamp, record }
}

fn reported(test: &str, choice: &str, state: ResultState, measured: Option<u8>) -> ResultTimed {
    let result = ResultRecorded {
        test: test.to_owned(),
        number: None,
        choice: Some(choice.to_owned()).filter(|choice| !choice.is_empty()),
        unit: String::new(),
        method: "m".to_owned(),
        state,
        correction_reason: None,
    };
    let measured_ms = measured.map(i64::from);
    ResultTimed { result, device: None, computation: None, measured_ms, sent_ms: None, corrected: false }
}

fn corrected(mut reported: ResultTimed) -> ResultTimed {
    reported.result.correction_reason = Some("compared".to_owned());
    reported
}

fn first(station: u8, hour: u8, reported: ResultTimed) -> Said {
    said(station, hour, Record::ResultTimed(reported))
}

fn in_place(of: &[&Said], station: u8, hour: u8, reported: ResultTimed) -> Said {
    let of = of.iter().map(|of| entry_name(&of.stamp)).collect();
    said(station, hour, Record::ResultReplaced(ResultReplaced { reported, of }))
}

/// The state of what arrived: entries are folded in display order, whatever order they arrived in.
fn unit(arrived: &[Said]) -> UnitState {
    let mut arrived = arrived.to_vec();
    arrived.sort_by_key(|fact| (fact.stamp.at_ms, fact.stamp.station));
    let decision = ReceiptDecision::Accept;
    let accepted = ReceiptDecided { decision, proposed: decision, reason: None };
    let accepted = said(A, 0, Record::ReceiptDecided(accepted));
    UnitState::fold(DonationId::from_bytes([3; 16]), [accepted].into_iter().chain(arrived))
}

fn choices(unit: &UnitState, test: &str) -> Vec<String> {
    let all = unit.results.get(test).into_iter().flatten();
    all.map(|result| result.record.choice.clone().unwrap_or_default()).collect()
}

/// What stops the release by the test, in both orders of arrival.
fn stops(arrived: &[Said], test: &str) -> Vec<Code> {
    let rules = confirmed();
    let found = |arrived: &[Said]| -> Vec<Code> {
        let found = blockers(&unit(arrived), &[], &context(&rules)).into_iter();
        found.filter(|blocker| blocker.subject == test).map(|blocker| blocker.code).collect()
    };
    let turned: Vec<Said> = arrived.iter().rev().cloned().collect();
    let codes = found(arrived);
    assert_eq!(codes, found(&turned), "whatever came first");
    codes
}

/// A person's report with a reason, or none, by what the station knows.
fn report(known: &[Said], value: &str, state: ResultState, reason: Option<&str>) -> Result<Record, Refusal> {
    entered(known, value, state, reason, typed(Some(value)))
}

fn entered(
    known: &[Said],
    value: &str,
    state: ResultState,
    correction_reason: Option<&str>,
    entry: Entry<'_>,
) -> Result<Record, Refusal> {
    let rules = confirmed();
    let input = ResultInput {
        test: TEST,
        value,
        entry,
        method: "m",
        state,
        correction_reason,
        repeat: false,
        device: None,
        controls: &QUIET,
    };
    record_result(&unit(known), &input, &context(&rules))
}

fn names(record: &Record) -> Vec<String> {
    let Record::ResultReplaced(replaced) = record else { panic!("{record:?}") };
    replaced.of.clone()
}

// given: A reports at 10:00, and again in its place at 11:00; B, offline, enters at 13:00 what it measured at 9:00; when: all of
// it has arrived; then: A's last one is current, and the release is stopped where they differ.
#[test]
fn what_another_station_measured_before_contradicts_what_was_confirmed_or_corrected_without_it() {
    let a = |state| reported("hiv_ag_ab", NO, state, None);
    let waits = first(A, 10, a(Preliminary));
    let final_ = first(A, 10, a(Final));
    let yes = first(A, 10, reported("hiv_ag_ab", YES, Final, None));
    for (what, first_of_a, then_of_a) in [
        ("confirmed", &waits, a(Final)),
        ("corrected", &yes, corrected(a(Final))),
        ("said again with a reason", &final_, corrected(a(Final))),
    ] {
        let second = in_place(&[first_of_a], A, 11, then_of_a);
        for (value, state, then) in [
            (YES, Final, vec![Code::ResultContradicts]),
            (YES, Preliminary, vec![Code::ResultContradicts]),
            ("", Invalid, vec![Code::ResultContradicts]),
            ("", NotDone, vec![Code::ResultContradicts]),
            (NO, Final, vec![]),
            (NO, Preliminary, vec![]),
        ] {
            let of_b = first(B, 13, reported("hiv_ag_ab", value, state, Some(9)));
            let all = [first_of_a.clone(), second.clone(), of_b];
            assert_eq!(choices(&unit(&all), "hiv_ag_ab").last().map(String::as_str), Some(NO), "{what}");
            assert_eq!(stops(&all, "hiv_ag_ab"), then, "{what}, {value} {state:?}");
        }
    }
}

#[test]
fn what_was_reported_without_the_other_contradicts_wherever_it_was_measured() {
    let no = |measured| reported(TEST, NO, Final, Some(measured));
    let yes = |measured| reported(TEST, YES, Final, Some(measured));
    let of_a = first(A, 10, no(10));
    let again = in_place(&[&of_a], A, 11, corrected(no(11)));
    // Measured before both, between them, and after both: then it is current itself, and fails.
    for (measured, order, current) in
        [(9, [YES, NO, NO], None), (10, [NO, YES, NO], None), (12, [NO, NO, YES], Some(Code::ResultFails))]
    {
        let all = [of_a.clone(), again.clone(), first(B, 13, yes(measured))];
        assert_eq!(choices(&unit(&all), TEST), order, "{measured}");
        let fails = current.filter(|_| {
            let rules = confirmed();
            let test = rules.test(TEST).unwrap();
            test.judge_of(&unit(&all)).is_some_and(|finding| finding.verdict == Verdict::Fail)
        });
        let found = stops(&all, TEST);
        assert_eq!(found.first(), Some(&Code::ResultContradicts), "{measured}: {found:?}");
        assert_eq!(found.contains(&Code::ResultFails), fails.is_some(), "{measured}: {found:?}");
    }
    // What its own station corrected since is not asked any more, what that said instead is.
    let of_b = first(B, 13, yes(9));
    let mended = in_place(&[&of_b], B, 14, corrected(no(9)));
    assert_eq!(stops(&[of_a.clone(), again.clone(), of_b.clone(), mended.clone()], TEST), []);
    let back = in_place(&[&mended], B, 15, corrected(yes(9)));
    let all = [of_a.clone(), again.clone(), of_b.clone(), mended, back];
    assert_eq!(stops(&all, TEST), [Code::ResultContradicts]);
    // Two stations that corrected one result each in their way.
    let other = in_place(&[&of_a], B, 12, corrected(yes(10)));
    assert_eq!(stops(&[of_a, other, again], TEST), [Code::ResultContradicts]);
}

#[test]
fn versions_that_named_no_entry_settle_what_was_current_and_what_their_station_had_said() {
    let plain = |station, hour, value, reason: bool| {
        let mut result = reported(TEST, value, Final, None).result;
        result.correction_reason = reason.then(|| "compared".to_owned());
        said(station, hour, Record::ResultRecorded(result))
    };
    for (by, stopped) in [(A, false), (B, true), (C, true)] {
        let all = [plain(A, 10, YES, false), plain(B, 11, NO, false), plain(by, 12, NO, true)];
        let then = if stopped { vec![Code::ResultContradicts] } else { vec![] };
        assert_eq!(stops(&all, TEST), then, "{by}: nobody can say whether it knew of A's");
    }
}

#[test]
fn a_person_settles_what_stations_said_with_one_report_that_names_them_all() {
    let of_a = first(A, 10, reported(TEST, NO, Preliminary, None));
    let confirmed = in_place(&[&of_a], A, 11, reported(TEST, NO, Final, None));
    let of_b = first(B, 13, reported(TEST, YES, Final, Some(9)));
    let all = vec![of_a.clone(), confirmed.clone(), of_b.clone()];
    assert_eq!(stops(&all, TEST), [Code::ResultContradicts]);
    // The way out of the reactive one is as grave as the way in, though another one is current.
    let reason = Some("B's tube was another");
    let once = entered(&all, NO, Final, reason, typed(None)).unwrap_err();
    assert_eq!(once.code, Code::ResultAgain);
    let settled = report(&all, NO, Final, reason).unwrap();
    assert_eq!(names(&settled), [entry_name(&of_b.stamp), entry_name(&confirmed.stamp)]);
    let with = |last: Said| [all.clone(), vec![last]].concat();
    let settled = said(A, 14, settled);
    assert_eq!(stops(&with(settled.clone()), TEST), []);
    // As old as the newest of both, so that one measured later takes its place, and contradicts.
    let later = first(C, 15, reported(TEST, YES, Final, Some(12)));
    let after = [with(settled.clone()), vec![later]].concat();
    assert_eq!(choices(&unit(&after), TEST), [YES, NO, NO, NO, YES]);
    assert!(stops(&after, TEST).contains(&Code::ResultContradicts));
    // What nobody had heard of then is not settled by it, though it was measured before.
    let unheard = first(C, 15, reported(TEST, YES, Final, Some(8)));
    let after = [with(settled), vec![unheard]].concat();
    assert_eq!(stops(&after, TEST), [Code::ResultContradicts]);
    // Taken back, the reactive one was not reported anew.
    let invalid = said(A, 14, report(&all, "", Invalid, reason).unwrap());
    let optional = |fact: &Said| {
        let mut fact = fact.clone();
        match &mut fact.record {
            Record::ResultTimed(timed) => timed.result.test = "cord_hbv_dna".to_owned(),
            Record::ResultReplaced(replaced) => {
                replaced.reported.result.test = "cord_hbv_dna".to_owned();
            }
            _ => unreachable!(),
        }
        fact
    };
    let taken_back: Vec<Said> = with(invalid).iter().map(optional).collect();
    assert_eq!(stops(&taken_back, "cord_hbv_dna"), [Code::ResultMissing]);
}

#[test]
fn without_a_reason_and_by_a_file_nothing_is_settled() {
    let of_a = first(A, 10, reported(TEST, NO, Preliminary, None));
    let same = first(C, 12, reported(TEST, NO, Preliminary, Some(8)));
    let of_b = first(B, 13, reported(TEST, YES, Final, Some(9)));
    let all = vec![of_a.clone(), same.clone(), of_b];
    let agreeing = [entry_name(&same.stamp), entry_name(&of_a.stamp)];
    let confirms = report(&all, NO, Final, None).unwrap();
    assert_eq!(names(&confirms), agreeing, "what says the same, it confirms");
    let file = entered(&all, NO, Final, Some("of a file"), Entry::File).unwrap();
    assert_eq!(names(&file), agreeing);
    for record in [confirms, file] {
        let after = [all.clone(), vec![said(A, 14, record)]].concat();
        assert_eq!(stops(&after, TEST), [Code::ResultContradicts]);
    }
}

// given: a value that was corrected; when: another station takes the same measurement once more; then: the correction is current,
// and a person says whether it holds.
#[test]
fn a_correction_is_not_undone_by_the_same_measurement_taken_a_second_time() {
    let measured = || reported(TEST, YES, Final, Some(9));
    let of_a = first(A, 10, measured());
    let correction = in_place(&[&of_a], A, 11, corrected(reported(TEST, NO, Final, None)));
    for hour in [10, 12] {
        let all = vec![of_a.clone(), correction.clone(), first(B, hour, measured())];
        assert_eq!(choices(&unit(&all), TEST), [YES, YES, NO], "{hour}");
        assert_eq!(stops(&all, TEST), [Code::ResultContradicts]);
        let settled = said(A, 13, report(&all, NO, Final, Some("B took it once more")).unwrap());
        assert_eq!(stops(&[all, vec![settled]].concat(), TEST), []);
    }
}

// A repeat is a record beside the result: whatever it says, the result is contradicted by none.
#[test]
fn repeats_contradict_nothing() {
    let of_a = first(A, 10, reported("hbsag", YES, Final, None));
    let of_b = first(B, 11, reported("hbsag", YES, Final, None));
    let repeat = |of: &Said, station, hour| {
        let ResultTimed { result, .. } = reported("hbsag", NO, Final, None);
        let of = entry_name(&of.stamp);
        said(station, hour, Record::ResultRepeated(ResultRepeated { result, device: None, of }))
    };
    let all = [of_a.clone(), of_b.clone(), repeat(&of_a, A, 12), repeat(&of_b, B, 13)];
    assert_eq!(stops(&all, "hbsag"), []);
}
