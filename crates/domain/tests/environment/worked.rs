//! Whether a room was monitored while a unit was worked in it: what was measured at the time of the work, the gravest of it.

use super::*;
use decide::{WorkedRoom, judge_worked_room};
use proptest::prelude::*;

const HOUR_MS: i64 = 3_600_000;

/// Hour and value.
type At = (i64, &'static str);

/// Hour, quantity and value.
type Said = (i64, RoomQuantity, &'static str);

/// Work from hour 0 to hour 2.
fn work() -> WorkedRoom {
    WorkedRoom { site: SITE, code: "CR-1".to_owned(), first_ms: 0, last_ms: 2 * HOUR_MS }
}

/// The shipped limits, of which those of some quantities are confirmed.
fn confirmed_of(quantities: &[RoomQuantity]) -> GradeLimits {
    let mut limits = limits();
    for one in &mut limits.limits {
        one.limit.confirmed = quantities.contains(&one.quantity);
    }
    limits
}

/// Adds what was measured at an hour, values and a plate, to what is known of the room.
fn measured(facts: &mut Vec<Fact>, hour: i64, values: &[ReadingEntry<'_>], plates: &[PlateEntry<'_>]) {
    let seq = u64::try_from(facts.len()).unwrap() + 1;
    let mut made = monitored(seq, &facts[..1], &input(values, plates));
    let Record::EnvironmentMonitored(record) = &mut made.record else { unreachable!() };
    record.monitored_ms = hour * HOUR_MS;
    facts.push(made);
}

/// Verdict and value of the rule.
fn judged(facts: &[Fact], limits: GradeLimits) -> (Verdict, String) {
    let rules = rules(limits);
    let room = room(facts);
    let known: Vec<_> = room.standing().collect();
    let context = context(&rules, QUALITY, Purpose::Demo);
    let finding = judge_worked_room(&work(), &known, (24, "1"), &context);
    (finding.verdict, finding.value)
}

fn says(verdict: Verdict, value: &str) -> (Verdict, String) {
    (verdict, format!("CR-1: {value}"))
}

// given: limits of humidity alone that judge; when: it was measured at these hours; then: what was measured during the work
// counts, the gravest of it, and where nothing was, what was measured nearest.
#[test]
fn the_gravest_of_what_was_measured_at_the_time_of_the_work_counts() {
    use Verdict::{Pass, Warn};
    let cases: [(&[At], Verdict, &str); 13] = [
        (&[], Warn, "—"),
        (&[(-25, "50")], Warn, "—"),
        (&[(27, "50")], Warn, "—"),
        (&[(1, "50")], Pass, "0 h"),
        (&[(-1, "50")], Pass, "1 h"),
        (&[(26, "50")], Pass, "24 h"),
        (&[(1, "70")], Warn, "70 %"),
        // Another that was good outweighs none that was during the work.
        (&[(1, "70"), (-1, "50")], Warn, "70 %"),
        (&[(1, "70"), (2, "50")], Warn, "70 %"),
        (&[(-20, "70"), (1, "50"), (9, "70")], Pass, "0 h"),
        // Nothing during the work: the nearest.
        (&[(-2, "70"), (-3, "50")], Warn, "70 %"),
        (&[(-20, "70"), (-3, "50")], Pass, "3 h"),
        (&[(-3, "50"), (5, "70")], Warn, "70 %"),
    ];
    for (given, verdict, value) in cases {
        let mut facts = vec![registered(RoomGrade::B)];
        given.iter().for_each(|(hour, value)| {
            measured(&mut facts, *hour, &[entry("P1", RoomQuantity::Humidity, value)], &[])
        });
        let limits = || confirmed_of(&[RoomQuantity::Humidity]);
        assert_eq!(judged(&facts, limits()), says(verdict, value), "{given:?}");
    }
}

// given: limits of several quantities; when: some of them were measured; then: only all of them together are a monitoring, and
// each counts by itself.
#[test]
fn every_quantity_that_limits_judge_is_wanted() {
    use RoomQuantity::{Humidity, Particles05, Pressure, Temperature};
    use Verdict::{Pass, Warn};
    let climate = || confirmed_of(&[Humidity, Temperature]);
    let cases: [(&[Said], GradeLimits, Verdict, &str); 7] = [
        (&[(1, Humidity, "50")], climate(), Warn, "1/2"),
        (&[(1, Humidity, "50"), (-4, Temperature, "20")], climate(), Pass, "4 h"),
        (&[(1, Humidity, "50"), (-30, Temperature, "20")], climate(), Warn, "1/2"),
        (&[(1, Humidity, "50"), (-4, Temperature, "40")], climate(), Warn, "40 °C"),
        // What one entry found too high is not wrong of what another found well.
        (&[(-9, Humidity, "70"), (-9, Temperature, "20"), (1, Humidity, "50")], climate(), Pass, "9 h"),
        // A limit that nobody confirmed wants nothing and judges nothing.
        (&[(1, Pressure, "1")], confirmed_of(&[]), Pass, "0 h"),
        (&[(1, Particles05, "352001")], confirmed_of(&[Particles05]), Warn, "352001 /m³"),
    ];
    for (given, limits, verdict, value) in cases {
        let mut facts = vec![registered(RoomGrade::B)];
        let hours: std::collections::BTreeSet<i64> = given.iter().map(|(hour, ..)| *hour).collect();
        for at in hours {
            let values = given.iter().filter(|(hour, ..)| *hour == at);
            let values: Vec<_> = values.map(|(_, quantity, value)| entry("P1", *quantity, value)).collect();
            measured(&mut facts, at, &values, &[]);
        }
        assert_eq!(judged(&facts, limits), says(verdict, value), "{given:?}");
    }
}

#[test]
fn a_plate_counts_once_it_is_read_and_quality_has_the_last_word() {
    use RoomQuantity::{Humidity, SettlePlate};
    let limits = || confirmed_of(&[Humidity, SettlePlate]);
    let mut facts = vec![registered(RoomGrade::B)];
    measured(&mut facts, -2, &[entry("P1", Humidity, "50")], &[plate("SP-1")]);
    assert_eq!(judged(&facts, limits()), says(Verdict::Warn, "SP-1"));
    let clean = [facts.clone(), vec![read(3, &facts, 2, "0", "").unwrap()]].concat();
    assert_eq!(judged(&clean, limits()), says(Verdict::Pass, "0 h"), "exposed for four hours");
    let mut facts = vec![registered(RoomGrade::B)];
    measured(&mut facts, 1, &[entry("P1", Humidity, "70")], &[]);
    measured(&mut facts, -1, &[entry("P1", Humidity, "50")], &[]);
    for (fitness, expected) in
        [(UnitFitness::Fit, says(Verdict::Pass, "0 h")), (UnitFitness::Unfit, says(Verdict::Warn, "70 %"))]
    {
        let said = assessed(4, &facts, ((STATION, 2), RUN), (QUALITY, fitness, "r")).unwrap();
        let facts = [facts.clone(), vec![said]].concat();
        assert_eq!(judged(&facts, confirmed_of(&[Humidity])), expected, "{fitness:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever else was measured, in whatever order it was entered: what exceeded its limit during the work is told.
    #[test]
    fn nothing_outweighs_what_failed_during_the_work(
        others in proptest::collection::vec((-30_i64..30, prop_oneof!["50", "70"]), 0..6), hour in 0_i64..=2, place in 0_usize..6,
    ) {
        let mut given: Vec<(i64, String)> = others;
        given.insert(place.min(given.len()), (hour, "70".to_owned()));
        let mut facts = vec![registered(RoomGrade::B)];
        for (hour, value) in &given {
            let value: &'static str = if value == "70" { "70" } else { "50" };
            measured(&mut facts, *hour, &[entry("P1", RoomQuantity::Humidity, value)], &[]);
        }
        let found = judged(&facts, confirmed_of(&[RoomQuantity::Humidity]));
        prop_assert_eq!(found, says(Verdict::Warn, "70 %"));
    }
}
