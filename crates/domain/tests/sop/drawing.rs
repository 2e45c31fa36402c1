//! What a version that is drawn has to say, so that nothing of it fails open.

use crate::departing::small_text;
use crate::story::{NOW_MS, Story, context, rules};
use domain::decide::{self, StepInput};
use domain::register::Register;
use domain::rules::{RuleSet, Sop, SopFile};
use domain::*;
use serde_json::{Value, json};
use std::sync::Arc;

fn text(first: &Value, second: &Value) -> String {
    let mut sop: Value = serde_json::from_str(&small_text(second)).unwrap();
    let step = sop["steps"][0].as_object_mut().unwrap();
    step.extend(first.as_object().unwrap().clone());
    sop.to_string()
}

#[test]
fn a_time_is_counted_from_what_is_always_done_and_a_step_is_given_to_who_can_record_it() {
    let after = |without: Value| {
        let mut timing = json!({ "from": "first", "within_min": 10 });
        if !without.is_null() {
            timing["without"] = without;
        }
        json!({ "timing": [timing] })
    };
    let null = || json!(null);
    for (what, first, second, expected) in [
        ("always done", json!({}), after(null()), None),
        ("optional", json!({ "optional": true }), after(null()), Some("sop.rule.uncertain_from")),
        ("may be left out", json!({ "skip": "signed" }), after(null()), Some("sop.rule.uncertain_from")),
        ("beside others", json!({ "parallel": true }), after(null()), Some("sop.rule.uncertain_from")),
        ("said what then", json!({ "parallel": true }), after(json!("signed")), None),
        (
            "beside others, before a stop point",
            json!({ "parallel": true }),
            json!({ "stop": true, "timing": [{ "from": "first", "within_min": 10 }] }),
            None,
        ),
        (
            "a part without the right",
            json!({ "who": ["processing", "courier"] }),
            json!({}),
            Some("sop.rule.role"),
        ),
        (
            "of a step that another screen records",
            json!({ "who": ["courier"], "recorded_by": "packing" }),
            json!({}),
            None,
        ),
    ] {
        let content = text(&first, &second);
        let found = Sop::parse_drawing(&content).err().map(|faults| faults[0].code);
        assert_eq!(found, expected, "{what}");
        assert!(Sop::parse(&content).is_ok(), "{what}: one that landed goes on");
    }
}

#[test]
fn the_newest_shipped_procedure_can_be_drawn_anew() {
    let newest = include_str!("../../../../assets/sops/cord-blood-banking-v6.json");
    assert_eq!(Sop::parse_drawing(newest).err(), None);
}

#[test]
fn what_has_no_beginning_to_count_from_takes_what_the_procedure_says() {
    let unit = Story::accepted().state();
    let recorded = |without: &str| {
        let timing = json!({ "timing": [{ "from": "first", "within_min": 10, "without": without }] });
        let sop = Sop::parse(&text(&json!({ "optional": true }), &timing)).unwrap();
        let file = Arc::new(SopFile { sop, digest: "full".to_owned(), drawn_by: None });
        let rules = RuleSet { sops: vec![file], ..rules() };
        let context = context(&rules, &[Role::Processing], NOW_MS);
        let register = Register::default();
        let (step, done_ms, second) = ("second", None, None);
        let input = StepInput { step, values: &[], scans: &[], done_ms, second, register: &register };
        let shown = decide::show_step(&unit, &[], &input, &context);
        shown.map(|shown| (shown.step.departures[0].rule, shown.wants_signature)).map_err(|r| r.code)
    };
    assert_eq!(recorded("stop"), Err(Code::StepDeparture));
    assert_eq!(recorded("signed"), Ok((DepartureRule::Uncounted, true)));
    assert_eq!(recorded("noted"), Ok((DepartureRule::Uncounted, false)));
}
