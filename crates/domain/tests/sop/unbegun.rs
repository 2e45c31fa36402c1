//! Steps that go on for a time and were never begun.

use super::departing::{Outcome, When, hold, recorded, small};
use super::story::{MINUTE_MS, NOW_MS, Story, context};
use domain::decide::{self, StepInput};
use domain::*;
use serde_json::json;

/// Nobody could enter it otherwise, though it was done: what the procedure stops at is signed then, and holds the unit.
#[test]
fn a_step_that_was_never_begun_is_entered_after_the_fact_and_holds_where_the_procedure_stops() {
    use DepartureRule::{DwellLong, LateEntry, Uncounted};
    let late = |minutes| When { done_minutes: Some(minutes), ..When::default() };
    let never = || Story::accepted().step(-60, "first", &[]);
    let begun = |minutes| never().begun(minutes, "second");
    let table = [
        (
            "never begun, done now",
            "stop",
            never(),
            When::default(),
            Outcome::Refused(Code::StepNotBegun),
            false,
        ),
        ("never begun", "stop", never(), late(-1), Outcome::Signed(vec![Uncounted]), true),
        (
            "never begun, long ago",
            "stop",
            never(),
            late(-16),
            Outcome::Signed(vec![Uncounted, LateEntry]),
            true,
        ),
        ("never begun", "signed", never(), late(-1), Outcome::Signed(vec![Uncounted]), false),
        ("never begun", "noted", never(), late(-1), Outcome::Recorded(vec![Uncounted]), false),
        ("too long", "stop", begun(-15), late(-1), Outcome::Refused(Code::StepDeparture), false),
        ("too long", "signed", begun(-15), late(-1), Outcome::Signed(vec![DwellLong]), false),
        ("in time", "stop", begun(-9), late(-1), Outcome::Recorded(Vec::new()), false),
    ];
    hold(table.iter().map(|(name, outside, given, when, expected, _)| {
        let rules = small(&json!({ "dwell": { "max_min": 10, "outside": outside } }));
        (format!("{name}, {outside}"), recorded(&rules, given, when), expected.clone())
    }));
    hold(table.iter().filter(|(.., expected, _)| !matches!(expected, Outcome::Refused(_))).map(
        |(name, outside, given, when, _, holds)| {
            let rules = small(&json!({ "dwell": { "max_min": 10, "outside": outside } }));
            let (context, unit) = (context(&rules, &[Role::Processing], NOW_MS), given.state());
            let (values, scans, second) = (when.values.as_slice(), when.scans.as_slice(), None);
            let done_ms = when.done_minutes.map(|minutes| NOW_MS + minutes * MINUTE_MS);
            let register = &when.register;
            let input = StepInput { step: "second", values, scans, done_ms, second, register };
            let shown = decide::show_step(&unit, &[], &input, &context).unwrap();
            let digest = unit.step_digest(&shown.step);
            let signature = Some(("begun at nine", digest.as_str(), "王"));
            let record = decide::record_step(&unit, &[], &input, signature, &context).unwrap();
            let placed = match decide::hold_unbegun(&unit, &record, "1", &context).unwrap() {
                Some(Record::HoldPlaced(placed)) => Some(placed.note),
                other => other.map(|other| format!("{other:?}")),
            };
            let expected = holds.then(|| "2 second / second: begun at nine".to_owned());
            (format!("{name}, {outside}"), (shown.holds, placed), (*holds, expected))
        },
    ));
}
