//! For which units a step is: comparisons, conditions put together, what is wrong with them, and how they are written.

use crate::story::{Story, rules};
use domain::Measure;
use domain::rules::{Branch, Comparison, Condition, Progress, Sop, Standing};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A procedure whose third step is under a condition on the steps `count` (a number, g, and an optional one) and `way`.
fn text(when: &Value) -> String {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let step = |code: &str, number: u32, inputs: Value| json!({ "code": code, "number": number, "title": words(code), "help": words(code), "inputs": inputs });
    let number = |code: &str, optional: bool| json!({ "code": code, "zh": "重", "en": "weight", "unit": "g", "kind": { "number": {} }, "optional": optional });
    let way = json!({ "code": "way", "zh": "法", "en": "way", "kind": { "choice": [
        { "code": "a", "zh": "甲", "en": "a" }, { "code": "b", "zh": "乙", "en": "b" }] } });
    let mut last = step("last", 3, json!([]));
    last["when"] = when.clone();
    let count = json!([number("n", false), number("more", true), way]);
    json!({ "code": "cord-blood-banking", "version": "1", "title": words("p"),
        "steps": [step("count", 1, count), step("way", 2, json!([])), last] })
    .to_string()
}

fn standing(when: &Value, story: &Story) -> Standing {
    let sop = Sop::parse(&text(when)).unwrap_or_else(|faults| panic!("{when}: {faults:?}"));
    Progress::of(&sop, &rules().norm, &story.state()).step("last").unwrap().standing
}

#[test]
fn a_step_is_for_the_units_that_its_condition_holds_for() {
    let counted = |n: &str, way: &str| {
        Story::accepted().step(-10, "count", &[("n", n), ("way", way)]).step(-9, "way", &[])
    };
    let n = |field: &str, bound: Value| json!({ "step": "count", "input": "n", field: bound, "unit": "g" });
    let way = |word: &str| json!({ "step": "count", "input": "way", "is": [word] });
    let more = json!({ "step": "count", "input": "more", "at_least": "0", "unit": "g" });
    let (is, is_not, open) = (Standing::Ready, Standing::NotApplicable, Standing::Waiting);
    let two = |how: &str| json!({ how: [n("at_least", "5".into()), way("a")] });
    let table = [
        ("is", way("a"), counted("1", "a"), is),
        ("is not", way("a"), counted("1", "b"), is_not),
        ("less than, below", n("less_than", "5".into()), counted("4.9", "a"), is),
        ("less than, equal", n("less_than", "5".into()), counted("5.0", "a"), is_not),
        ("at most, equal", n("at_most", "5".into()), counted("5.0", "a"), is),
        ("at most, above", n("at_most", "5".into()), counted("5.1", "a"), is_not),
        ("at least, equal", n("at_least", "5".into()), counted("5.0", "a"), is),
        ("at least, below", n("at_least", "5".into()), counted("4.9", "a"), is_not),
        ("more than, above", n("more_than", "5".into()), counted("5.1", "a"), is),
        ("more than, equal", n("more_than", "5".into()), counted("5.0", "a"), is_not),
        ("between, the lower bound", n("between", json!(["5", "10"])), counted("5", "a"), is),
        ("between, the upper bound", n("between", json!(["5", "10"])), counted("10", "a"), is),
        ("between, below", n("between", json!(["5", "10"])), counted("4.99", "a"), is_not),
        ("between, above", n("between", json!(["5", "10"])), counted("10.01", "a"), is_not),
        ("as numbers, not as text", n("less_than", "10".into()), counted("9", "a"), is),
        ("left empty", more.clone(), counted("9", "a"), is_not),
        ("all, both", two("all"), counted("5", "a"), is),
        ("all, one", two("all"), counted("4", "a"), is_not),
        ("any, one", two("any"), counted("4", "a"), is),
        ("any, none", two("any"), counted("4", "b"), is_not),
        (
            "within each other",
            json!({ "any": [{ "all": [n("at_least", "5".into()), way("b")] }, n("less_than", "1".into())] }),
            counted("5", "b"),
            is,
        ),
        ("not known yet", way("a"), Story::accepted(), open),
        ("of all, not known yet", two("all"), Story::accepted(), open),
        ("of any, not known yet", two("any"), Story::accepted(), open),
    ];
    let wrong: Vec<String> = table
        .iter()
        .map(|(name, when, story, expected)| (name, standing(when, story), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(name, found, expected)| format!("{name}: {found:?}, not {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What one condition leaves open matters only where the others do not settle it.
#[test]
fn what_is_settled_waits_for_nothing() {
    let one = |code: &str| Branch::One(Condition { step: code.to_owned(), ..Condition::default() });
    let known = |condition: &Condition| match condition.step.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    for (parts, all, any) in [
        (vec!["yes", "open"], None, Some(true)),
        (vec!["no", "open"], Some(false), None),
        (vec!["open", "open"], None, None),
        (vec!["yes", "yes"], Some(true), Some(true)),
        (vec!["no", "no"], Some(false), Some(false)),
        (vec!["yes", "no"], Some(false), Some(true)),
    ] {
        let branches: Vec<Branch> = parts.iter().map(|part| one(part)).collect();
        assert_eq!(Branch::All(branches.clone()).holds(&known), all, "all of {parts:?}");
        assert_eq!(Branch::Any(branches).holds(&known), any, "any of {parts:?}");
    }
}

#[test]
fn what_is_wrong_with_a_condition_is_said() {
    let n = |fields: Value| {
        let mut condition = json!({ "step": "count", "input": "n" });
        condition.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        condition
    };
    let way = json!({ "step": "count", "input": "way", "is": ["a"] });
    let deep = (0..4).fold(way.clone(), |inner, _| json!({ "all": [inner] }));
    for (when, code) in [
        (n(json!({})), "sop.rule.no_choices"),
        (n(json!({ "at_least": "1" })), "sop.rule.unit"),
        (n(json!({ "at_least": "1", "unit": "kg" })), "sop.rule.unit"),
        (n(json!({ "at_least": "1", "less_than": "2", "unit": "g" })), "sop.rule.one_comparison"),
        (n(json!({ "between": ["2", "1"], "unit": "g" })), "sop.rule.range"),
        (n(json!({ "at_least": "much", "unit": "g" })), "sop.rule.unreadable"),
        (n(json!({ "atleast": "1", "unit": "g" })), "sop.rule.unreadable"),
        (json!({ "step": "count", "input": "way", "at_least": "1" }), "sop.rule.not_a_number"),
        (json!({ "step": "count", "input": "way", "is": ["c"] }), "sop.rule.not_a_choice"),
        (json!({ "any": [] }), "sop.rule.no_condition"),
        (json!({ "all": [way, { "any": [] }] }), "sop.rule.no_condition"),
        (deep, "sop.rule.nested"),
        (
            json!({ "all": [n(json!({ "is": ["1"] })), { "step": "no", "input": "n", "is": ["1"] }] }),
            "sop.rule.unknown_step",
        ),
        (json!({ "all": [], "step": "count", "input": "n" }), "sop.rule.unreadable"),
        (json!({ "all": [way], "any": [way] }), "sop.rule.unreadable"),
        (json!({}), "sop.rule.unreadable"),
    ] {
        let found = Sop::parse(&text(&when)).err().unwrap_or_default();
        assert!(found.iter().any(|fault| fault.code == code), "{when}: {found:?}");
    }
}

fn measure() -> impl Strategy<Value = Measure> {
    (-9_999_i32..9_999, 0_u32..3).prop_map(|(digits, scale)| {
        format!("{:.*}", scale as usize, f64::from(digits) / 10_f64.powi(i32::try_from(scale).unwrap()))
            .parse()
            .unwrap()
    })
}

fn condition() -> impl Strategy<Value = Branch> {
    let comparison = prop_oneof![
        measure().prop_map(Comparison::LessThan),
        measure().prop_map(Comparison::AtMost),
        measure().prop_map(Comparison::AtLeast),
        measure().prop_map(Comparison::MoreThan),
        (measure(), measure()).prop_map(|(low, high)| Comparison::Between(low, high)),
    ];
    let named = ("[a-z_]{1,8}", "[a-z_]{1,8}");
    let numbers = (named, comparison, proptest::option::of("[a-zA-Zµ/%^0-9]{1,6}"));
    let words = (named, proptest::collection::vec("[a-z0-9]{1,6}", 1..4));
    prop_oneof![
        numbers.prop_map(|((step, input), comparison, unit)| {
            Branch::One(Condition { step, input, is: Vec::new(), numbers: vec![comparison], unit })
        }),
        words.prop_map(|((step, input), is)| {
            Branch::One(Condition { step, input, is, ..Condition::default() })
        }),
    ]
}

fn branch() -> impl Strategy<Value = Branch> {
    condition().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Branch::All),
            proptest::collection::vec(inner, 0..3).prop_map(Branch::Any),
        ]
    })
}

proptest! {
    /// What is written is read as it was, and what is read is written as it was.
    #[test]
    fn reading_and_writing_a_condition_are_inverse(branch in branch()) {
        let written = serde_json::to_value(&branch).unwrap();
        let read: Branch = serde_json::from_value(written.clone()).unwrap();
        prop_assert_eq!(&read, &branch);
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), written);
    }
}
