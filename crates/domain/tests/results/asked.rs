//! What was asked of the laboratory and not ended, against a release: a table of every state of a test.

use super::{recorded, rules, step, unit};
use domain::analyser::{OpenResult, set_aside_by};
use domain::decide::{Blocker, Context, blockers, review_findings};
use domain::record::ResultSetAside;
use domain::rules::{Finding, RuleSet};
use domain::unit::UnitState;
use domain::*;
use isbt128::DonationNumber;

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

/// What an analyser said and nobody took is no result: it stops nothing and voids no signature, but a review is warned of it.
#[test]
fn what_was_set_aside_is_named_to_the_reviewer() {
    let aside = |test: &str, value: &str| {
        Record::ResultSetAside(ResultSetAside {
            message: "09".to_owned(),
            place: 0,
            test: test.to_owned(),
            value: value.to_owned(),
            reason: "bottle of another unit".to_owned(),
            tests: vec![test.to_owned()],
            instrument: "BACTEC".to_owned(),
            specimen: "27".to_owned(),
        })
    };
    let told = [aside("sterility_aerobic", "POSITIVE"), aside("X-1", "—")];
    assert_eq!(unit(&told).content_digest, unit(&[]).content_digest);
    for (count, value) in
        [(0, None), (1, Some("sterility_aerobic POSITIVE")), (2, Some("sterility_aerobic POSITIVE, X-1 —"))]
    {
        let found = found(&unit(&told[..count]));
        let warned = found.iter().find(|finding| finding.rule == "results_set_aside");
        assert_eq!(
            warned.map(|finding| (finding.verdict, finding.value.as_str())),
            value.map(|value| (Verdict::Warn, value))
        );
    }
}

#[test]
fn one_person_alone_sets_aside_only_what_is_of_no_unit_or_not_critical() {
    let open = |test: &str, dins: &[&str]| OpenResult {
        dins: dins.iter().map(|din| DonationNumber::parse(din).unwrap()).collect(),
        test: "RAW".to_owned(),
        tests: vec!["cfu_gm".to_owned(), test.to_owned()],
        instrument: String::new(),
        specimen: String::new(),
        value: "x".to_owned(),
        since_ms: 0,
    };
    let own = &["A999926000012"][..];
    let (operator, other) = (PersonId::from_bytes([8; 16]), PersonId::from_bytes([9; 16]));
    for (waits, second, refused) in [
        (vec![open("cmv_igg", own)], None, None),
        (vec![open("viability_post", own)], None, Some(Code::WaitingSecond)),
        (vec![open("viability_post", &[])], None, None),
        (vec![open("X-1", own)], None, None),
        (vec![open("cmv_igg", own), open("viability_post", own)], None, Some(Code::WaitingSecond)),
        (vec![open("viability_post", own)], Some(other), None),
        (vec![open("viability_post", own)], Some(operator), Some(Code::SecondSame)),
        (vec![open("cmv_igg", own)], Some(operator), Some(Code::SecondSame)),
    ] {
        let judged = under(|context| set_aside_by(second, &waits, context));
        assert_eq!(judged.err().map(|refusal| refusal.code), refused, "{waits:?} {second:?}");
    }
}
