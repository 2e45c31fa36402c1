//! Westgard's rules: tables at their boundaries, and what holds for any series.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::Measure;
use domain::rules::ControlRule::{FourOneS, OneThreeS, OneTwoS, RFourS, TenX, TwoTwoS};
use domain::rules::{ControlPoint, ControlRule, ControlTarget, control_rules};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// One level, a run each; tenths of a standard deviation.
fn series(tenths: &[i64]) -> Vec<ControlPoint> {
    let points = tenths.iter().zip(0..);
    points.map(|(tenths, run)| ControlPoint { run, level: 1, deviation: Decimal::new(*tenths, 1) }).collect()
}

#[test]
fn each_rule_at_its_boundary() {
    let cases: [(&[i64], &[ControlRule]); 16] = [
        (&[], &[]),
        (&[20], &[]),
        (&[21], &[OneTwoS]),
        (&[-30], &[OneTwoS]),
        (&[-31], &[OneTwoS, OneThreeS]),
        (&[21, 21], &[OneTwoS, TwoTwoS]),
        (&[21, 20], &[]),
        (&[-21, 21], &[OneTwoS]),
        (&[21, 0, 21], &[OneTwoS]),
        (&[11, 12, 13, 14], &[FourOneS]),
        (&[11, 12, 10, 14], &[]),
        (&[-11, -11, -11, -25], &[OneTwoS, FourOneS]),
        (&[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], &[TenX]),
        (&[1, 1, 1, 1, 1, 1, 1, 1, 1], &[]),
        (&[1, 1, 1, 1, 0, 1, 1, 1, 1, 1], &[]),
        (&[-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], &[TenX]),
    ];
    for (tenths, rules) in cases {
        assert_eq!(control_rules(&series(tenths)), rules, "{tenths:?}");
    }
}

#[test]
fn levels_of_one_run_are_seen_together_and_apart_from_other_runs() {
    let point = |run, level, tenths| ControlPoint { run, level, deviation: Decimal::new(tenths, 1) };
    let both = |first, second| control_rules(&[point(1, 1, first), point(1, 2, second)]);
    assert_eq!(both(22, -22), [OneTwoS, RFourS]);
    assert_eq!(both(22, 22), [OneTwoS, TwoTwoS]);
    assert_eq!(both(22, -20), []);
    // Another level of an earlier run is neither in a row nor in the run.
    assert_eq!(control_rules(&[point(1, 1, 22), point(2, 2, -22)]), [OneTwoS]);
    assert_eq!(control_rules(&[point(1, 1, 22), point(2, 2, 22)]), [OneTwoS]);
}

#[test]
fn a_deviation_wants_a_target_with_a_width() {
    let measure = |text: &str| -> Measure { text.parse().unwrap() };
    let target = |sd| ControlTarget { mean: measure("7.00"), sd: measure(sd) };
    assert_eq!(target("0.10").deviation(measure("7.25")), Some(Decimal::new(25, 1)));
    assert_eq!(target("0.10").deviation(measure("6.80")), Some(Decimal::from(-2)));
    assert_eq!(target("0").deviation(measure("7")), None);
    assert_eq!(target("-1").deviation(measure("7")), None);
}

fn any_points() -> impl Strategy<Value = Vec<ControlPoint>> {
    let point = (0_u64..6, 1_u32..3, -50_i64..51).prop_map(|(run, level, tenths)| ControlPoint {
        run,
        level,
        deviation: Decimal::new(tenths, 1),
    });
    proptest::collection::vec(point, 0..24)
}

proptest! {
    #[test]
    fn both_sides_of_the_mean_are_judged_alike(points in any_points()) {
        let mirrored: Vec<ControlPoint> =
            points.iter().map(|point| ControlPoint { deviation: -point.deviation, ..*point }).collect();
        prop_assert_eq!(control_rules(&points), control_rules(&mirrored));
    }

    #[test]
    fn what_is_out_by_one_value_warns_as_well(points in any_points()) {
        let rules = control_rules(&points);
        for rule in [OneThreeS, TwoTwoS, RFourS] {
            prop_assert!(!rules.contains(&rule) || rules.contains(&OneTwoS), "{:?}", rules);
        }
    }

    #[test]
    fn values_about_the_mean_break_nothing(tenths in proptest::collection::vec(0_i64..11, 0..40)) {
        let swinging: Vec<i64> =
            tenths.iter().enumerate().map(|(at, tenths)| if at % 2 == 0 { *tenths } else { -tenths }).collect();
        prop_assert_eq!(control_rules(&series(&swinging)), []);
    }

    #[test]
    fn a_shift_is_found_by_the_tenth_value(tenths in proptest::collection::vec(1_i64..51, 10..30)) {
        prop_assert!(control_rules(&series(&tenths)).contains(&TenX));
        prop_assert!(!control_rules(&series(&tenths[..9])).contains(&TenX));
    }

    #[test]
    fn older_values_take_no_rule_away(older in any_points(), points in any_points()) {
        // Earlier runs have numbers of their own.
        let before = older.iter().map(|point| ControlPoint { run: point.run + 100, ..*point });
        let all: Vec<ControlPoint> = before.chain(points.iter().copied()).collect();
        let found = control_rules(&all);
        prop_assert!(control_rules(&points).iter().all(|rule| found.contains(rule)));
    }
}
