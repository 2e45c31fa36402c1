//! What is computed of counts and volumes: known figures, and what must hold for all.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::Measure;
use domain::rules::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn measure(text: &str) -> Measure {
    text.parse().unwrap()
}

#[test]
fn known_figures_come_out_to_the_digit() {
    type Compute = fn(Measure, Measure) -> Option<Measure>;
    let cases: [(&str, Compute, &str, &str, Option<&str>); 8] = [
        ("mononuclear", mononuclear_cells, "10.0", "45", Some("4.50")),
        ("CD34 by per cent", cd34_by_percent, "10.0", "0.43", Some("4.30")),
        ("recovery", recovery_percent, "13.32", "10.63", Some("79.8")),
        ("recovery", recovery_percent, "10", "10.5", Some("105.0")),
        ("recovery of nothing", recovery_percent, "0", "10", None),
        ("share", share_percent, "4.5", "10", Some("45.0")),
        ("weight", dose_weight_kg, "10", "2.5", Some("40.0")),
        ("no dose", dose_weight_kg, "10", "0", None),
    ];
    for (what, compute, first, second, expected) in cases {
        let found = compute(measure(first), measure(second)).map(|value| value.to_string());
        assert_eq!(found.as_deref(), expected, "{what} of {first} and {second}");
    }
}

fn hundredths() -> impl Strategy<Value = Measure> {
    (1i64..100_000).prop_map(|hundredths| Measure(Decimal::new(hundredths, 2)))
}

/// Half of the last digit that is shown.
const CENT: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

proptest! {
    #[test]
    fn recovery_undoes_itself_and_dose_is_reached_at_the_weight(before in hundredths(), after in hundredths()) {
        let there = recovery_percent(before, after).unwrap().0;
        prop_assert!((there * before.0 / Decimal::ONE_HUNDRED - after.0).abs() <= before.0 / Decimal::ONE_THOUSAND);
        prop_assert_eq!(recovery_percent(before, before).unwrap().0, Decimal::ONE_HUNDRED);
        let dose = Measure(Decimal::new(25, 1));
        let weight = dose_weight_kg(after, dose).unwrap().0;
        let reached = after.0 * Decimal::TEN;
        prop_assert!((weight * dose.0 - reached).abs() <= dose.0 / Decimal::TEN);
    }

    #[test]
    fn twice_the_cells_have_twice_the_share_but_for_rounding(cells in hundredths(), share in hundredths()) {
        let twice = Measure(cells.0 * Decimal::TWO);
        for compute in [mononuclear_cells, cd34_by_percent] {
            let (once, double) = (compute(cells, share).unwrap().0, compute(twice, share).unwrap().0);
            prop_assert!((double - once * Decimal::TWO).abs() <= CENT * Decimal::from(3));
            prop_assert!(once >= Decimal::ZERO);
        }
    }
}
