//! Freezing curves: what is computed of one, what a program says of it, and who reviews what.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::cast_possible_truncation, reason = "temperatures of a few thousand thousandths")]

#[path = "../common/rule_set.rs"]
mod common;
mod curve;
mod rejected;
mod review;

use curve::{GOOD, confirmation, confirmed, curve, good, program};
use domain::record::{CurveMeasure, CurvePoint};
use domain::rules::{Finding, FreezingProgram, Phase, excursions, thinned, worst};
use domain::{Measure, Verdict};
use proptest::prelude::*;

fn findings(program: &FreezingProgram, points: &[CurvePoint]) -> Vec<Finding> {
    program.judge(&program.measure(0, points))
}

fn said(findings: &[Finding], rule: &str) -> (Verdict, String) {
    let found = findings.iter().find(|finding| finding.rule == rule).unwrap();
    (found.verdict, found.value.clone())
}

#[test]
fn a_curve_as_it_should_be_passes_every_confirmed_limit_with_its_numbers() {
    let found = findings(&confirmed(), &good());
    let verdicts: Vec<_> = found.iter().map(|finding| (finding.rule.as_str(), finding.verdict)).collect();
    assert!(found.iter().all(|finding| finding.verdict == Verdict::Pass), "{verdicts:?}");
    for (rule, value) in [
        ("phase_slow", "0.0 °C"),
        ("nucleation_temperature", "-8.0 °C"),
        ("nucleation_rise", "4.0 °C"),
        ("nucleation_minutes", "3.00 min"),
        ("cooling_rate", "1.00 °C/min"),
        ("end_temperature", "-96.0 °C"),
        ("interval", "10.0 s"),
    ] {
        assert_eq!(said(&found, rule), (Verdict::Pass, value.to_owned()), "{rule}");
    }
    assert!(excursions(&confirmed(), 0, &good()).is_empty());
}

#[test]
fn what_nobody_confirmed_judges_nothing_and_says_so() {
    let found = findings(&program(), &good());
    assert!(found.iter().all(|finding| finding.verdict == Verdict::Unconfirmed && !finding.value.is_empty()));
    assert!(found.iter().all(|finding| !finding.source.is_empty()));
    let mut one = program();
    let said_of = confirmation(&one, "end_temperature", Some(("", "-97")));
    one.confirm(&said_of);
    let found = findings(&one, &good());
    assert_eq!(said(&found, "end_temperature").0, Verdict::Fail);
    assert_eq!(found.iter().filter(|finding| finding.verdict == Verdict::Unconfirmed).count(), 12);
    assert_eq!((program().unconfirmed(), one.unconfirmed()), (13, 12));
}

#[test]
fn what_goes_wrong_is_told_by_the_rule_that_it_concerns() {
    let sample = |changes: &[(usize, f64)]| {
        let mut table = GOOD;
        for (index, value) in changes {
            table[*index].1 = *value;
        }
        curve(&table, 57)
    };
    let chamber = |from: u32, until: u32, beside: i32| {
        let mut points = good();
        for point in points.iter_mut().filter(|point| (from..=until).contains(&point.at_ms)) {
            point.chamber_mc = point.chamber_mc.map(|mc| mc + beside);
        }
        points
    };
    // Cooling on without a rise, through the same temperatures.
    let silent = curve(&[(0.0, 4.5), (5.0, 4.5), (19.0, -12.0), (47.0, -40.0), (54.0, -96.0)], 57);
    let mut gap = good();
    gap.drain(100..110);
    let small_first = [
        (0.0, 4.5),
        (5.0, 4.5),
        (9.0, -2.0),
        (10.0, -1.0),
        (14.0, -8.0),
        (15.0, -4.0),
        (17.0, -8.0),
        (47.0, -40.0),
        (54.0, -96.0),
        (57.0, -80.0),
    ];
    let warm_again = [(0.0, 4.5), (5.0, 4.5), (14.0, -8.0), (15.0, -4.0), (57.0, -4.0)];
    let cases: [(&str, Vec<CurvePoint>, &str, Verdict, &str); 17] = [
        ("no rise", silent.clone(), "nucleation_temperature", Verdict::Warn, ""),
        ("no rise, no length", silent, "nucleation_minutes", Verdict::Fail, ""),
        (
            "too cold at the rise",
            sample(&[(2, -18.0), (3, -12.0), (4, -18.0)]),
            "nucleation_temperature",
            Verdict::Warn,
            "-18.0 °C",
        ),
        (
            "too far a rise",
            sample(&[(2, -14.9), (3, -2.0), (4, -15.0)]),
            "nucleation_rise",
            Verdict::Warn,
            "12.9 °C",
        ),
        ("never cold again", curve(&warm_again, 57), "nucleation_minutes", Verdict::Fail, ""),
        ("never cold at all", curve(&warm_again, 57), "cooling_rate", Verdict::Fail, ""),
        (
            "too fast",
            curve(
                &[
                    (0.0, 4.5),
                    (14.0, -8.0),
                    (15.0, -4.0),
                    (17.0, -8.0),
                    (19.0, -12.0),
                    (29.0, -40.0),
                    (54.0, -96.0),
                ],
                57,
            ),
            "cooling_rate",
            Verdict::Fail,
            "2.80 °C/min",
        ),
        ("not cold enough", sample(&[(7, -89.9)]), "end_temperature", Verdict::Fail, "-89.9 °C"),
        ("the limit itself", sample(&[(7, -90.0)]), "end_temperature", Verdict::Pass, "-90.0 °C"),
        ("chamber too warm", chamber(1_200_000, 1_260_000, 3_100), "phase_slow", Verdict::Fail, "3.1 °C"),
        ("chamber too cold", chamber(1_200_000, 1_260_000, -3_001), "phase_slow", Verdict::Fail, "-3.001 °C"),
        ("a gap", gap.clone(), "interval", Verdict::Warn, "110.0 s"),
        ("a gap in the middle of a phase", gap.clone(), "phase_slow", Verdict::Fail, ""),
        ("the phase before the gap", gap, "phase_start", Verdict::Pass, "0.0 °C"),
        ("a small rise before", curve(&small_first, 57), "nucleation_temperature", Verdict::Pass, "-8.0 °C"),
        ("a small rise before", curve(&small_first, 57), "nucleation_rise", Verdict::Pass, "4.0 °C"),
        ("it ends early", curve(&GOOD, 50), "phase_end", Verdict::Fail, ""),
    ];
    for (what, points, rule, verdict, value) in cases {
        let found = findings(&confirmed(), &points);
        assert_eq!(said(&found, rule), (verdict, value.to_owned()), "{what}");
    }
}

#[test]
fn what_was_measured_does_not_depend_on_what_was_confirmed() {
    let mut wide = confirmed();
    wide.interval_s.max = "3600".parse().ok();
    let mut gap = good();
    gap.drain(100..150);
    for points in [good(), gap, curve(&GOOD, 50)] {
        assert_eq!(wide.measure(0, &points), program().measure(0, &points));
    }
}

#[test]
fn excursions_say_from_when_to_when_and_by_how_much() {
    let mut points = good();
    for (row, beside) in [(120, 3_400), (121, 4_100), (122, 3_200), (180, -3_500)] {
        points[row].chamber_mc = points[row].chamber_mc.map(|mc| mc + beside);
    }
    // Also where nobody has confirmed the envelope.
    let found = excursions(&program(), 0, &points);
    let said: Vec<_> = found
        .iter()
        .map(|one| (one.phase.as_str(), one.from_ms, one.until_ms, one.beyond_c().to_string()))
        .collect();
    let wanted = [
        ("phase_slow", 1_200_000, 1_220_000, "1.1".to_owned()),
        ("phase_slow", 1_800_000, 1_800_000, "-0.5".to_owned()),
    ];
    assert_eq!(said, wanted);
}

#[test]
fn a_program_that_began_later_is_the_same_curve_moved() {
    let moved: Vec<CurvePoint> =
        good().into_iter().map(|point| CurvePoint { at_ms: point.at_ms + 90_000, ..point }).collect();
    let before = CurvePoint { at_ms: 0, chamber_mc: Some(20_000), sample_mc: 20_000 };
    let with_wait: Vec<CurvePoint> = [before].into_iter().chain(moved).collect();
    let program = confirmed();
    assert_eq!(program.measure(90_000, &with_wait), program.measure(0, &good()));
    assert_eq!(program.judge(&program.measure(90_000, &with_wait)), findings(&program, &good()));
    assert_eq!(worst(&program.judge(&program.measure(0, &with_wait))), Verdict::Fail);
}

#[test]
fn the_course_has_no_gaps_and_lasts_as_its_rates_say() {
    let program = program();
    let course = program.course(0);
    let lengths: Vec<i64> = program.phases.iter().map(Phase::lasts_ms).collect();
    assert_eq!(lengths, [300_000, 480_000, 86_400, 168_000, 1_680_000, 360_000, 300_000]);
    for (before, after) in course.iter().zip(course.iter().skip(1)) {
        assert_eq!(before.until_ms, after.from_ms);
        assert_eq!(before.set_mc(before.until_ms), after.set_mc(after.from_ms));
    }
}

fn points() -> impl Strategy<Value = Vec<CurvePoint>> {
    proptest::collection::vec((1_u32..200_000, -150_000_i32..30_000, -150_000_i32..30_000), 0..400).prop_map(
        |steps| {
            let mut at_ms = 0;
            let rows = steps.into_iter().map(|(step, chamber, sample_mc)| {
                at_ms += step;
                CurvePoint { at_ms, chamber_mc: Some(chamber), sample_mc }
            });
            rows.collect()
        },
    )
}

proptest! {
    #[test]
    fn whatever_a_file_says_each_limit_gets_one_finding(points in points(), begins_ms in 0_u32..5_000_000) {
        let program = confirmed();
        let found = program.judge(&program.measure(begins_ms, &points));
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
        let limits: Vec<&str> = program.limits().iter().map(|limit| limit.code).collect();
        prop_assert_eq!(rules, limits);
        // An excursion and a failed envelope are two words for one thing, wherever the phase is shown whole.
        for excursion in excursions(&program, begins_ms, &points) {
            prop_assert!(excursion.from_ms <= excursion.until_ms && excursion.beyond_mc != 0);
            prop_assert_eq!(said(&found, &excursion.phase).0, Verdict::Fail);
        }
    }

    #[test]
    fn the_rate_of_a_straight_line_is_its_slope(tenths in 1_i64..500, step_ms in 500_i64..20_000) {
        let mut limits = confirmed();
        limits.cooling.from_c = "-12".parse().unwrap();
        let row = |index: i64| {
            let at_ms = index * step_ms;
            let sample = 4_000 - tenths * 100 * at_ms / 60_000;
            (sample > -60_000).then(|| CurvePoint {
                at_ms: u32::try_from(at_ms).unwrap(),
                chamber_mc: None,
                sample_mc: i32::try_from(sample).unwrap(),
            })
        };
        let points: Vec<CurvePoint> = (0..100_000).map_while(row).collect();
        let measures = limits.measure(0, &points);
        let rate: &CurveMeasure = measures.iter().find(|measure| measure.rule == "cooling_rate").unwrap();
        let inside = points.iter().filter(|point| (-40_000..=-12_000).contains(&point.sample_mc)).count();
        prop_assume!(inside > 2);
        let Measure(rate) = rate.low.unwrap();
        let slope = rust_decimal::Decimal::new(tenths, 1);
        prop_assert!((rate - slope).abs() <= rust_decimal::Decimal::new(1, 1), "{rate} {slope}");
    }

    #[test]
    fn fewer_points_keep_ends_extremes_and_what_the_findings_speak_of(points in points(), max in 4_usize..200) {
        let program = program();
        let notable = program.notable_ms(0, &points);
        let kept = thinned(&points, &notable, max);
        prop_assert!(kept.len() <= max.max(6 + notable.len()));
        prop_assert!(kept.iter().all(|point| points.contains(point)));
        prop_assert!(kept.windows(2).all(|pair| pair[0].at_ms < pair[1].at_ms));
        let span = |points: &[CurvePoint]| {
            let sample = || points.iter().map(|point| point.sample_mc);
            let chamber = || points.iter().filter_map(|point| point.chamber_mc);
            (sample().min(), sample().max(), chamber().min(), chamber().max())
        };
        prop_assert_eq!(span(&kept), span(&points));
        prop_assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
        prop_assert!(notable.iter().all(|at_ms| kept.iter().any(|point| point.at_ms == *at_ms)));
    }
}

#[test]
fn a_short_peak_of_the_chamber_and_a_small_rise_stay_in_the_drawing() {
    // One row of 20,000 in which the chamber jumps, far from any extreme of the sample.
    let mut points: Vec<CurvePoint> = (0..20_000)
        .map(|row| CurvePoint { at_ms: row * 1000, chamber_mc: Some(-10_000), sample_mc: 4000 - row as i32 })
        .collect();
    points[777].chamber_mc = Some(-60_000);
    let kept = thinned(&points, &[1_234_000], 900);
    assert!(kept.len() <= 900);
    for at_ms in [777_000, 1_234_000] {
        assert!(kept.iter().any(|point| point.at_ms == at_ms), "{at_ms}");
    }
}
