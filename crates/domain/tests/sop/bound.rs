//! What is entered after the fact was not done before it could be.

use crate::departing::small;
use crate::story::{MINUTE_MS, NOW_MS, Story, context};
use domain::decide::{self, StepInput};
use domain::record::*;
use domain::register::Register;
use domain::rules::RuleSet;
use domain::*;
use serde_json::json;

fn entered(rules: &RuleSet, story: &Story, step: &str, minutes: i64) -> Result<(), Refusal> {
    let input = StepInput {
        step,
        values: &[],
        scans: &[],
        done_ms: Some(NOW_MS + minutes * MINUTE_MS),
        second: None,
        register: &Register::default(),
    };
    let context = context(rules, &[Role::Processing], NOW_MS);
    decide::show_step(&story.state(), &[], &input, &context).map(|_| ())
}

fn received(story: Story, minutes: i64) -> Story {
    let received = UnitReceived {
        shipment: ShipmentId::from_bytes([3; 16]),
        bag_scan: "b".to_owned(),
        companion_scan: "c".to_owned(),
        temperature_min_c: Measure::tenths(60),
        temperature_max_c: Measure::tenths(185),
        intact: true,
    };
    story.then(minutes, Record::UnitReceived(received))
}

// requirement: ALCOA+
#[test]
fn a_late_entry_lies_behind_what_came_before_it() {
    let at_once = small(&json!({}));
    let beside = small(&json!({ "parallel": true }));
    let timed = small(&json!({ "dwell": { "min_min": 1 }, "repeatable": true }));
    let again = small(&json!({ "repeatable": true }));
    // Collected four hours ago.
    let collected = Story::accepted;
    let arrived = || received(collected(), -200);
    let first = || arrived().step(-60, "first", &[]);
    let rows = [
        (
            "a year too early",
            &at_once,
            collected(),
            "first",
            -525_600,
            Some((Code::StepBeforeCollection, -240)),
        ),
        (
            "before the collection ended",
            &at_once,
            collected(),
            "first",
            -241,
            Some((Code::StepBeforeCollection, -240)),
        ),
        ("at that moment", &at_once, collected(), "first", -240, None),
        ("before the receipt was typed, after work on paper", &at_once, arrived(), "first", -201, None),
        ("received again elsewhere", &at_once, received(arrived(), -10), "first", -100, None),
        (
            "before the step that comes first",
            &at_once,
            first(),
            "second",
            -61,
            Some((Code::StepBeforeStep, -60)),
        ),
        ("after it", &beside, first(), "second", -59, None),
        (
            "before its own beginning",
            &timed,
            first().begun(-30, "second"),
            "second",
            -31,
            Some((Code::StepBeforeStart, -30)),
        ),
        (
            "the first time counts of what was done twice",
            &again,
            first().step(-5, "first", &[]),
            "second",
            -40,
            None,
        ),
    ];
    for (what, rules, story, step, minutes, expected) in rows {
        let found = entered(rules, &story, step, minutes).err();
        let told = found.as_ref().map(|refusal| {
            let bound = refusal.params.iter().find(|(name, _)| *name == "bound").unwrap().1.parse::<i64>();
            assert_eq!(refusal.field, Some("done_ms"), "{what}");
            (refusal.code, (bound.unwrap() - NOW_MS) / MINUTE_MS)
        });
        assert_eq!(told, expected, "{what}: {found:?}");
    }
}
