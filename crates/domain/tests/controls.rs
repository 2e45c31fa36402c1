//! Controls: target values by two people, the order of values, which rules hold, what stops results and what opens them again.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::control::ControlSeries;
use domain::decide::{self, mean_and_sd};
use domain::record::*;
use domain::unit::{Fact, Stamp};
use domain::*;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn stamp(seq: u64, at_ms: i64, operator: u8) -> Stamp {
    Stamp {
        at_ms,
        operator: Some(PersonId::from_bytes([operator; 16])),
        second: None,
        station: StationId::from_bytes([5; 16]),
        seq,
        site: SiteId::from_bytes([2; 16]),
        body_hash: [0; 32],
    }
}

fn measure(text: &str) -> Measure {
    text.parse().unwrap()
}

/// A control of mean 100 and standard deviation 10, so many tenths of it away from the mean.
fn control(seq: u64, level: ControlLevel, tenths: i64, measured_ms: i64) -> Fact {
    let record = ControlRecorded {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        lot: "QC1".to_owned(),
        level,
        value: measure(&(100 + tenths).to_string()),
        unit: "%".to_owned(),
        mean: measure("100"),
        sd: measure("10"),
        measured_ms,
        entry: ControlEntry::Typed,
        site: SiteId::from_bytes([2; 16]),
    };
    Fact { stamp: stamp(seq, measured_ms, 1), record: Record::ControlRecorded(record) }
}

fn explained(seq: u64, of: u64, at_ms: i64) -> Fact {
    let record = ControlExplained {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        control_station: StationId::from_bytes([5; 16]),
        control_seq: of,
        cause: "c".to_owned(),
        action: "a".to_owned(),
    };
    Fact { stamp: stamp(seq, at_ms, 1), record: Record::ControlExplained(record) }
}

fn corrected(seq: u64, of: u64, value: Option<&str>) -> Fact {
    let record = ControlCorrected {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        control_station: StationId::from_bytes([5; 16]),
        control_seq: of,
        value: value.map(measure),
        reason: "typing error".to_owned(),
    };
    Fact { stamp: stamp(seq, 0, 1), record: Record::ControlCorrected(record) }
}

fn series(facts: &[Fact]) -> ControlSeries {
    ControlSeries::fold(facts.iter().cloned()).unwrap()
}

/// Which rule each level is stopped for.
type Stops = Vec<(ControlLevel, ControlRule)>;

fn stops(facts: &[Fact]) -> Stops {
    series(facts).stops().into_iter().map(|stop| (stop.level, stop.rule)).collect()
}

#[test]
fn a_level_stays_out_until_a_later_control_of_it_is_accepted() {
    use ControlLevel::{High, Normal};
    use ControlRule::{OneThreeS, RFourS, TwoTwoS};
    let bad = control(1, Normal, 31, DAY_MS);
    let cases: Vec<(Vec<Fact>, Stops)> = vec![
        (vec![control(1, Normal, 30, DAY_MS)], vec![]),
        (vec![bad.clone()], vec![(Normal, OneThreeS)]),
        // A good one of another level opens nothing.
        (vec![bad.clone(), control(2, High, 0, 2 * DAY_MS)], vec![(Normal, OneThreeS)]),
        (vec![bad.clone(), control(2, Normal, 5, 2 * DAY_MS)], vec![]),
        // One that was measured before and is entered later opens nothing.
        (vec![bad.clone(), control(2, Normal, 5, HOUR_MS)], vec![(Normal, OneThreeS)]),
        // On the same side again: two in a row.
        (vec![bad.clone(), control(2, Normal, 21, 2 * DAY_MS)], vec![(Normal, TwoTwoS)]),
        // Something was done before it was measured: the rules begin anew.
        (vec![bad.clone(), explained(2, 1, DAY_MS + HOUR_MS), control(3, Normal, 21, 2 * DAY_MS)], vec![]),
        // Nothing was done before it, whatever was written later.
        (
            vec![bad.clone(), control(2, Normal, 21, 2 * DAY_MS), explained(3, 1, 3 * DAY_MS)],
            vec![(Normal, TwoTwoS)],
        ),
        // Two levels of one run, and the same four hours later.
        (vec![control(1, Normal, 22, 0), control(2, High, -22, HOUR_MS)], vec![(High, RFourS)]),
        (vec![control(1, Normal, 22, 0), control(2, High, -22, 5 * HOUR_MS)], vec![]),
        // A slip of the keyboard, put right, and one that was never measured.
        (vec![bad.clone(), corrected(2, 1, Some("101"))], vec![]),
    ];
    for (facts, wanted) in cases {
        assert_eq!(stops(&facts), wanted, "{facts:#?}");
    }
    // Taking a rejection back opens nothing, and taking back a good one stops nothing.
    let withdrawn = [control(1, Normal, 0, 0), control(2, Normal, 31, DAY_MS), corrected(3, 2, None)];
    assert_eq!(stops(&withdrawn), [(Normal, OneThreeS)]);
    assert_eq!(stops(&[&withdrawn[..], &[control(4, High, 0, 2 * DAY_MS)]].concat()), [(Normal, OneThreeS)]);
    assert_eq!(stops(&[&withdrawn[..], &[control(4, Normal, 5, 2 * DAY_MS)]].concat()), []);
    assert_eq!(stops(&[&withdrawn[..], &[corrected(4, 2, Some("101"))]].concat()), []);
    assert_eq!(stops(&[control(1, Normal, 0, 0), control(2, Normal, 9, DAY_MS), corrected(3, 2, None)]), []);
    // It counts for no rule: the next one is not the second in a row.
    assert_eq!(stops(&[&withdrawn[..], &[control(4, Normal, 21, 2 * DAY_MS)]].concat()), []);
}

#[test]
fn a_value_that_cannot_be_judged_accepts_nothing() {
    let mut unjudged = control(2, ControlLevel::Normal, 0, 2 * DAY_MS);
    if let Record::ControlRecorded(record) = &mut unjudged.record {
        record.sd = measure("0");
    }
    let facts = [control(1, ControlLevel::Normal, 31, DAY_MS), unjudged];
    assert!(!series(&facts).controls[1].is_accepted());
    assert_eq!(stops(&facts), [(ControlLevel::Normal, ControlRule::OneThreeS)]);
}

#[test]
fn of_controls_of_one_moment_the_one_entered_last_counts() {
    let mut good = control(1, ControlLevel::Normal, 0, DAY_MS);
    good.stamp.at_ms += 1;
    let bad = control(2, ControlLevel::Normal, 31, DAY_MS);
    assert_eq!(stops(&[bad, good]), []);
}

#[test]
fn what_is_told_twice_counts_once_and_a_shift_is_found_by_the_tenth() {
    use ControlLevel::Low;
    let same = series(&[control(1, Low, 21, DAY_MS), control(2, Low, 21, DAY_MS)]);
    assert_eq!((same.controls.len(), same.stops().len()), (1, 0), "not two in a row");
    // Two stations told it, and the correction is of the other's entry.
    let twice = [control(1, Low, 31, DAY_MS), control(2, Low, 31, DAY_MS)];
    let right = [&twice[..], &[corrected(3, 2, Some("101"))]].concat();
    assert_eq!(stops(&right), []);
    assert_eq!(series(&right).control_at(StationId::from_bytes([5; 16]), 2).unwrap().corrections.len(), 1);
    let why = [&twice[..], &[explained(3, 2, 2 * DAY_MS), control(4, Low, 21, 3 * DAY_MS)]].concat();
    assert_eq!((series(&why).controls[0].explained.len(), stops(&why).len()), (1, 0));
    let mut facts: Vec<Fact> = (0..9).map(|day| control(day + 1, Low, 1, day as i64 * DAY_MS)).collect();
    assert_eq!(stops(&facts), []);
    facts.push(control(10, Low, 2, 9 * DAY_MS));
    assert_eq!(stops(&facts), [(Low, ControlRule::TenX)]);
    // Results since the ninth are in doubt, until the next accepted one.
    assert_eq!(series(&facts).doubtful(StationId::from_bytes([5; 16]), 10), (Some(8 * DAY_MS), None));
    facts.push(control(11, Low, -1, 10 * DAY_MS));
    assert_eq!(
        series(&facts).doubtful(StationId::from_bytes([5; 16]), 10),
        (Some(8 * DAY_MS), Some(10 * DAY_MS))
    );
}

#[test]
fn a_shift_is_found_however_often_other_levels_are_measured_between() {
    use ControlLevel::{Low, Normal};
    let mut facts = Vec::new();
    for round in 0..10_u64 {
        let at_ms = round as i64 * DAY_MS;
        facts.push(control(round * 20 + 1, Low, 1, at_ms));
        // The other level swings, as it should.
        let others = (2..20_u64).map(|at| (at, if at % 2 == 0 { 3 } else { -3 }));
        facts.extend(
            others.map(|(at, off)| control(round * 20 + at, Normal, off, at_ms + at as i64 * 60_000)),
        );
    }
    assert_eq!(stops(&facts), [(Low, ControlRule::TenX)]);
}

fn proposed(seq: u64, mean: &str) -> Fact {
    let record = ControlTargetProposed {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        lot: "QC1".to_owned(),
        level: ControlLevel::Normal,
        unit: "%".to_owned(),
        mean: measure(mean),
        sd: measure("1"),
        target_source: TargetSource::Manufacturer,
        reference: "sheet".to_owned(),
        values: None,
        reported_code: String::new(),
        specimen: String::new(),
        site: SiteId::from_bytes([2; 16]),
    };
    Fact { stamp: stamp(seq, 0, 1), record: Record::ControlTargetProposed(record) }
}

fn settled(seq: u64, of: u64, approved: bool) -> Fact {
    let record = ControlTargetSettled {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        target_station: StationId::from_bytes([5; 16]),
        target_seq: of,
        approved,
        note: String::new(),
    };
    Fact { stamp: stamp(seq, seq as i64, 2), record: Record::ControlTargetSettled(record) }
}

#[test]
fn target_values_hold_once_another_person_approved_them() {
    let held = |facts: &[Fact]| {
        let series = series(facts);
        series.target("QC1", ControlLevel::Normal).map(|target| target.proposed.record.mean.to_string())
    };
    assert_eq!(held(&[proposed(1, "40")]), None);
    assert_eq!(held(&[proposed(1, "40"), settled(2, 1, false)]), None);
    assert_eq!(held(&[proposed(1, "40"), settled(2, 1, true)]), Some("40".to_owned()));
    // A refusal of any station counts over an approval.
    assert_eq!(held(&[proposed(1, "40"), settled(2, 1, true), settled(3, 1, false)]), None);
    let both = [proposed(1, "40"), settled(2, 1, true), proposed(3, "41")];
    assert_eq!(held(&both), Some("40".to_owned()), "until the new ones are approved");
    assert_eq!(held(&[&both[..], &[settled(4, 3, true)]].concat()), Some("41".to_owned()));
    assert_eq!(series(&both).target("QC1", ControlLevel::High), None);
    assert_eq!(series(&both).target("QC2", ControlLevel::Normal), None);
}

#[test]
fn mean_and_spread_of_own_values() {
    let of = |values: &[&str]| {
        let values: Vec<Measure> = values.iter().map(|value| measure(value)).collect();
        mean_and_sd(&values).map(|(mean, sd)| (mean.to_string(), sd.to_string()))
    };
    assert_eq!(of(&["2", "4", "4", "4", "5", "5", "7", "9"]), Some(("5".to_owned(), "2.1".to_owned())));
    assert_eq!(of(&["1.0", "1.0"]), Some(("1.0".to_owned(), "0".to_owned())));
    assert_eq!(of(&["1.0"]), None);
    assert_eq!(of(&[]), None);
}

#[test]
fn a_control_that_breaks_nothing_wants_no_reason_and_one_that_is_right_no_correction() {
    let station = StationId::from_bytes([5; 16]);
    let series = series(&[control(1, ControlLevel::Low, 0, 0), control(2, ControlLevel::Low, 31, 1)]);
    let code = |said: Result<Record, Refusal>| said.map_err(|refusal| (refusal.code, refusal.field));
    let explain = |seq, cause, action| code(decide::explain_control(&series, (station, seq), cause, action));
    assert_eq!(explain(1, "c", "a"), Err((Code::ControlNoRule, None)));
    assert_eq!(explain(9, "c", "a"), Err((Code::ControlUnknown, None)));
    assert_eq!(explain(2, " ", "a"), Err((Code::Empty, Some("cause"))));
    assert_eq!(explain(2, "c", ""), Err((Code::Empty, Some("action"))));
    assert!(explain(2, "c", "a").is_ok());
    let correct = |seq, value, reason| code(decide::correct_control(&series, (station, seq), value, reason));
    assert_eq!(correct(2, "131.0", "r"), Err((Code::ControlSame, Some("value"))));
    assert_eq!(correct(2, "x", "r"), Err((Code::NotANumber, Some("value"))));
    assert_eq!(correct(2, "101", " "), Err((Code::Empty, Some("reason"))));
    assert!(correct(2, "", "r").is_ok());
}

#[test]
fn a_level_is_watched_since_its_first_target_values_were_approved() {
    let proposed = |seq: u64, level, at_ms: i64| {
        let record = ControlTargetProposed {
            test: "hct_post".to_owned(),
            device: "EQ-002".to_owned(),
            lot: "QC1".to_owned(),
            level,
            unit: "%".to_owned(),
            mean: measure("100"),
            sd: measure("10"),
            target_source: TargetSource::Manufacturer,
            reference: "sheet".to_owned(),
            values: None,
            reported_code: String::new(),
            specimen: String::new(),
            site: SiteId::from_bytes([2; 16]),
        };
        Fact { stamp: stamp(seq, at_ms, 1), record: Record::ControlTargetProposed(record) }
    };
    let settled = |seq: u64, target_seq: u64, approved: bool, at_ms: i64| {
        let record = ControlTargetSettled {
            test: "hct_post".to_owned(),
            device: "EQ-002".to_owned(),
            target_station: StationId::from_bytes([5; 16]),
            target_seq,
            approved,
            note: String::new(),
        };
        Fact { stamp: stamp(seq, at_ms, 2), record: Record::ControlTargetSettled(record) }
    };
    let (low, normal) = (ControlLevel::Low, ControlLevel::Normal);
    let known = series(&[
        proposed(1, low, DAY_MS),
        settled(2, 1, false, 2 * DAY_MS),
        proposed(3, low, 3 * DAY_MS),
        settled(4, 3, true, 4 * DAY_MS),
        proposed(5, low, 5 * DAY_MS),
        settled(6, 5, true, 6 * DAY_MS),
        control(7, low, 31, 7 * DAY_MS),
    ]);
    assert_eq!((known.watched_since(low), known.watched_since(normal)), (Some(4 * DAY_MS), None));
    assert_eq!(known.doubtful(StationId::from_bytes([5; 16]), 7), (None, None));
}

fn ended(seq: u64, of: u64) -> Fact {
    let record = ControlTargetEnded {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        target_station: StationId::from_bytes([5; 16]),
        target_seq: of,
        reason: "the lot is used up".to_owned(),
    };
    Fact { stamp: stamp(seq, seq as i64, 2), record: Record::ControlTargetEnded(record) }
}

#[test]
fn target_values_that_are_ended_hold_no_longer_and_bring_none_back() {
    let held = |facts: &[Fact]| {
        let series = series(facts);
        assert_eq!(
            series.targets_in_force().count(),
            usize::from(series.target("QC1", ControlLevel::Normal).is_some())
        );
        series.target("QC1", ControlLevel::Normal).map(|target| target.proposed.record.mean.to_string())
    };
    let one = [proposed(1, "40"), settled(2, 1, true)];
    assert_eq!(held(&[&one[..], &[ended(3, 1)]].concat()), None);
    let two = [&one[..], &[proposed(3, "41"), settled(4, 3, true)]].concat();
    assert_eq!(held(&[&two[..], &[ended(5, 3)]].concat()), None, "those that they replaced do not come back");
    assert_eq!(held(&[&two[..], &[ended(5, 1)]].concat()), Some("41".to_owned()));
    let anew = [&one[..], &[ended(3, 1), proposed(4, "42"), settled(5, 4, true)]].concat();
    assert_eq!(held(&anew), Some("42".to_owned()));
    let place = |seq| (StationId::from_bytes([5; 16]), seq);
    let end = |facts: &[Fact], seq, reason| {
        decide::end_target(&series(facts), place(seq), reason)
            .map_err(|refusal| (refusal.code, refusal.field))
    };
    assert!(end(&one, 1, "r").is_ok());
    assert_eq!(end(&one, 1, " "), Err((Code::Empty, Some("reason"))));
    assert_eq!(end(&one, 9, "r"), Err((Code::ControlTargetUnknown, None)));
    assert_eq!(end(&one[..1], 1, "r"), Err((Code::ControlTargetNotInForce, None)));
    assert_eq!(end(&two, 1, "r"), Err((Code::ControlTargetNotInForce, None)));
    assert_eq!(end(&[&one[..], &[ended(3, 1)]].concat(), 1, "r"), Err((Code::ControlTargetNotInForce, None)));
    // A level that is out of control could never be said to be in control again; another level is not in the way.
    let out = |level| [&one[..], &[control(3, level, 31, 1)]].concat();
    assert_eq!(end(&out(ControlLevel::Normal), 1, "r"), Err((Code::ControlTargetOut, None)));
    assert!(end(&out(ControlLevel::Low), 1, "r").is_ok());
}
