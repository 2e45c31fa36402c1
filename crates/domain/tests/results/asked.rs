//! What was asked of the laboratory and not ended, against a release: a table of every state of a test.

use super::{recorded, rules, step, unit};
use domain::decide::{Blocker, Context, blockers, review_findings};
use domain::rules::{Finding, RuleSet};
use domain::unit::UnitState;
use domain::*;

/// A test that is critical and that not every unit needs, one that is neither, and one that every unit needs; each with a
/// choice that passes, or none where it is a number.
const CRITICAL: (&str, &str) = ("hiv_rna", "non_reactive");
const PLAIN: (&str, &str) = ("cmv_igg", "negative");
const REQUIRED: (&str, &str) = ("hbsag", "non_reactive");

/// Under a profile whose limits are all confirmed.
fn under<T>(judge: impl FnOnce(&Context<'_>) -> T) -> T {
    let confirmed = include_str!("../../../../assets/norms/template-cn-v3.json")
        .replace("\"confirmed\": false", "\"confirmed\": true");
    let rules = RuleSet { norm: serde_json::from_str(&confirmed).unwrap(), ..rules() };
    judge(&Context {
        now_ms: super::NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Quality],
        site: SiteId::from_bytes([2; 16]),
        rules: &rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Demo,
        approvals: &[],
    })
}

fn found(unit: &UnitState) -> Vec<Finding> {
    under(|context| review_findings(unit, context))
}

/// What becomes of a test: whether it stops a release, and whether a review is warned of it.
fn judged(records: &[Record], test: &str) -> (bool, bool) {
    let unit = unit(records);
    let missing = Blocker { code: Code::ResultMissing, subject: test.to_owned() };
    let found = found(&unit);
    let warned = found.iter().find(|finding| finding.rule == "tests_unended");
    assert!(warned.is_none_or(|finding| finding.verdict == Verdict::Warn));
    let warned = warned.is_some_and(|finding| finding.value.split(", ").any(|code| code == test));
    (under(|context| blockers(&unit, &[], context)).contains(&missing), warned)
}

fn because(mut record: Record) -> Record {
    if let Record::ResultRecorded(result) = &mut record {
        result.correction_reason = Some("not offered to this mother".to_owned());
    }
    record
}

#[test]
fn an_ordered_test_stops_a_release_or_warns_of_it_until_it_is_ended() {
    use ResultState::{Final, Invalid, NotDone, Preliminary};
    let ordered = || step("maternal_sample");
    let taken_in = || step("idm_order");
    type Case = (&'static str, fn(&(&str, &str)) -> Vec<Record>, bool);
    let states: [Case; 10] = [
        ("nobody asked", |_| vec![], false),
        ("ordered", |_| vec![], true),
        ("in progress", |_| vec![step("idm_order")], true),
        ("preliminary", |(test, value)| vec![recorded(test, value, Preliminary)], true),
        ("final", |(test, value)| vec![recorded(test, value, Final)], false),
        (
            "corrected",
            |(test, value)| vec![recorded(test, value, Final), because(recorded(test, value, Final))],
            false,
        ),
        ("invalid", |(test, _)| vec![recorded(test, "", Invalid)], true),
        ("invalid with a reason", |(test, _)| vec![because(recorded(test, "", Invalid))], true),
        ("not done", |(test, _)| vec![recorded(test, "", NotDone)], true),
        ("not done with a reason", |(test, _)| vec![because(recorded(test, "", NotDone))], false),
    ];
    for (state, of, open) in states {
        let told = |test: &(&str, &str)| match state {
            "nobody asked" => vec![],
            "in progress" => [vec![ordered(), taken_in()], of(test)].concat(),
            _ => [vec![ordered()], of(test)].concat(),
        };
        assert_eq!(judged(&told(&CRITICAL), CRITICAL.0), (open, false), "critical: {state}");
        assert_eq!(judged(&told(&PLAIN), PLAIN.0), (false, open), "neither: {state}");
        let required = !matches!(state, "final" | "corrected");
        assert_eq!(judged(&told(&REQUIRED), REQUIRED.0), (required, false), "required: {state}");
    }
    // What nobody asked for is reported or not, as it comes; a critical value that waits is looked at all the same.
    for (state, stops) in [(Preliminary, true), (NotDone, false), (Invalid, false), (Final, false)] {
        let value = if matches!(state, Preliminary | Final) { CRITICAL.1 } else { "" };
        assert_eq!(judged(&[recorded(CRITICAL.0, value, state)], CRITICAL.0), (stops, false), "{state:?}");
    }
}
