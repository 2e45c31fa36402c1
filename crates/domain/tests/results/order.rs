//! Which result is current where stations measured and entered in different orders.

use domain::record::{ReceiptDecided, ResultRecorded, ResultReplaced, ResultTimed};
use domain::unit::{Stamp, Stamped, UnitState, entry_name};
use domain::{DonationId, ReceiptDecision, Record, ResultState, SiteId, StationId};
use proptest::prelude::*;

const A: u8 = 1;
const B: u8 = 2;

/// A result: by which station, entered and measured when.
#[derive(Debug, Clone, Copy)]
struct Told {
    station: u8,
    entered_ms: i64,
    measured_ms: Option<i64>,
    value: i64,
}

const fn told(station: u8, entered_ms: i64, measured_ms: Option<i64>, value: i64) -> Told {
    Told { station, entered_ms, measured_ms, value }
}

fn stamp(station: u8, entered_ms: i64) -> Stamp {
    Stamp {
        at_ms: entered_ms,
        operator: None,
        second: None,
        station: StationId::from_bytes([station; 16]),
        seq: entered_ms.unsigned_abs(),
        site: SiteId::from_bytes([2; 16]),
        body_hash: [station; 32],
    }
}

fn timed(told: &Told, reason: Option<&str>) -> ResultTimed {
    let result = ResultRecorded {
        test: "viability_post".to_owned(),
        number: Some(told.value.to_string().parse().unwrap()),
        choice: None,
        unit: "%".to_owned(),
        method: "m".to_owned(),
        state: ResultState::Final,
        correction_reason: reason.map(str::to_owned),
    };
    let measured_ms = told.measured_ms;
    ResultTimed { result, device: None, computation: None, measured_ms, sent_ms: None, corrected: false }
}

fn first(told: Told) -> Stamped<Record> {
    let stamp = stamp(told.station, told.entered_ms);
    Stamped { stamp, record: Record::ResultTimed(timed(&told, None)) }
}

/// One that stands in place of another, with a reason.
fn correction(of: &Stamped<Record>, told: Told) -> Stamped<Record> {
    let reported = timed(&told, Some("measured anew"));
    settling(&[of], reported, told)
}

/// One that stands in place of several.
fn settling(of: &[&Stamped<Record>], reported: ResultTimed, told: Told) -> Stamped<Record> {
    let of = of.iter().map(|of| entry_name(&of.stamp)).collect();
    let record = Record::ResultReplaced(ResultReplaced { reported, of });
    Stamped { stamp: stamp(told.station, told.entered_ms), record }
}

/// Of a version that named no entry.
fn unnamed_correction(told: Told) -> Stamped<Record> {
    let stamp = stamp(told.station, told.entered_ms);
    Stamped { stamp, record: Record::ResultTimed(timed(&told, Some("corrected"))) }
}

/// The state of what arrived: entries are folded in display order, whatever order they arrived in.
fn unit(mut arrived: Vec<Stamped<Record>>) -> UnitState {
    arrived.sort_by_key(|fact| (fact.stamp.at_ms, fact.stamp.station));
    let decision = ReceiptDecision::Accept;
    let accepted = ReceiptDecided { decision, proposed: decision, reason: None };
    let accepted = Stamped { stamp: stamp(A, 0), record: Record::ReceiptDecided(accepted) };
    UnitState::fold(DonationId::from_bytes([3; 16]), [accepted].into_iter().chain(arrived))
}

fn values(unit: &UnitState) -> Vec<String> {
    let all = unit.results.get("viability_post").map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(|result| result.record.number).map(|number| number.to_string()).collect()
}

// given: what two stations that did not hear of each other recorded; when: everything has arrived; then: in this order, the last
// one current.
#[test]
fn what_was_measured_last_is_current_whatever_was_entered_last() {
    let morning = first(told(A, 100, Some(90), 90));
    let corrected = correction(&morning, told(A, 200, None, 91));
    let anew = correction(&morning, told(A, 200, Some(180), 92));
    for (what, facts, order) in [
        (
            "entered later, measured earlier",
            vec![morning.clone(), first(told(B, 300, Some(50), 50))],
            ["50", "90"],
        ),
        (
            "entered later, measured later",
            vec![morning.clone(), first(told(B, 300, Some(95), 95))],
            ["90", "95"],
        ),
        ("of one moment", vec![morning.clone(), first(told(B, 300, Some(90), 95))], ["90", "95"]),
        ("nobody says when", vec![first(told(A, 100, None, 1)), first(told(B, 90, None, 2))], ["2", "1"]),
        (
            "one from a clock that is ahead",
            vec![first(told(A, 100, Some(9_999), 1)), first(told(B, 150, Some(140), 2))],
            ["1", "2"],
        ),
    ] {
        assert_eq!(values(&unit(facts)), order, "{what}");
    }
    for (what, facts, order) in [
        (
            "a correction stays one of what it corrects",
            vec![morning.clone(), corrected.clone(), first(told(B, 150, Some(120), 12))],
            ["90", "91", "12"],
        ),
        (
            "it is newer than what it corrects",
            vec![morning.clone(), corrected.clone(), first(told(B, 150, Some(80), 8))],
            ["8", "90", "91"],
        ),
        (
            "measured anew it counts from then",
            vec![morning.clone(), anew.clone(), first(told(B, 250, Some(120), 12))],
            ["90", "12", "92"],
        ),
        (
            "the same measurement a second time undoes no correction",
            vec![morning.clone(), corrected.clone(), first(told(B, 300, Some(90), 90))],
            ["90", "90", "91"],
        ),
        (
            "nor where it was taken before the correction",
            vec![morning.clone(), corrected.clone(), first(told(B, 150, Some(90), 90))],
            ["90", "90", "91"],
        ),
        (
            "one that names no entry replaced what was current",
            vec![
                morning.clone(),
                first(told(B, 150, Some(120), 12)),
                unnamed_correction(told(A, 200, None, 7)),
            ],
            ["90", "12", "7"],
        ),
    ] {
        let turned = facts.iter().rev().cloned().collect();
        assert_eq!(values(&unit(facts)), order, "{what}");
        assert_eq!(values(&unit(turned)), order, "{what}");
    }
    // An older value that is corrected with a reason is an older value still.
    let old = first(told(B, 120, Some(50), 50));
    let facts = vec![morning, old.clone(), correction(&old, told(B, 300, None, 51))];
    let state = unit(facts);
    assert_eq!(values(&state), ["50", "51", "90"]);
    let told: Vec<_> = state.corrections.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
    assert_eq!(told, [("50", "51"), ("51", "90")]);
}

proptest! {
    #[test]
    fn the_order_of_results_is_that_of_measurement_and_not_of_arrival(
        told in prop::collection::vec((1u8..4, 1i64..400, prop::option::of(1i64..500), prop::collection::vec(0usize..8, 0..3)), 1..10),
        swaps in prop::collection::vec((0usize..10, 0usize..10), 0..20),
    ) {
        let mut facts: Vec<Stamped<Record>> = Vec::new();
        let mut moments: Vec<(i64, bool)> = Vec::new();
        for (at, (station, pause_ms, measured_ms, of)) in told.into_iter().enumerate() {
            let entered_ms = facts.last().map_or(1_000, |fact| fact.stamp.at_ms) + pause_ms;
            let measured_ms = measured_ms.map(|before_ms| entered_ms - before_ms);
            let one = Told { station, entered_ms, measured_ms, value: i64::try_from(at).unwrap() };
            let of: Vec<usize> = of.into_iter().filter(|of| *of < facts.len()).collect();
            let replaced_ms = of.iter().map(|of| moments[*of].0).max();
            moments.push((measured_ms.max(replaced_ms).unwrap_or(entered_ms), !of.is_empty()));
            let of: Vec<_> = of.into_iter().map(|of| facts[of].clone()).collect();
            let of: Vec<_> = of.iter().collect();
            facts.push(match of.as_slice() {
                [] => first(one),
                of => settling(of, timed(&one, Some("settled")), one),
            });
        }
        let mut expected: Vec<usize> = (0..facts.len()).collect();
        expected.sort_by_key(|at| moments[*at]);
        let expected: Vec<String> = expected.iter().map(usize::to_string).collect();
        let in_order = unit(facts.clone());
        prop_assert_eq!(values(&in_order), expected);
        let current = in_order.results["viability_post"].last().unwrap();
        prop_assert_eq!(in_order.result_heads("viability_post").last(), Some(current));
        for (one, other) in swaps {
            let count = facts.len();
            facts.swap(one % count, other % count);
        }
        prop_assert_eq!(unit(facts), in_order);
    }
}
