//! Given what was done, when a step is recorded or left out, then: what each rule takes by what the procedure says of it.
//! One row for each rule and each of the three answers; every row that does not hold is named, not only the first.

use crate::story::{MINUTE_MS, NOW_MS, Story, context, rules};
use domain::decide::{self, StepInput};
use domain::record::{Departure, StepLeftOut};
use domain::register::{Place, Register};
use domain::rules::{Progress, RuleSet, Sop, SopFile, Standing};
use domain::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A procedure of two steps, `first` and `second`, with these fields of the second.
pub fn small(fields: &Value) -> RuleSet {
    let sop = Sop::parse(&small_text(fields)).unwrap_or_else(|faults| panic!("{faults:?}"));
    let rules = rules();
    RuleSet { sops: vec![Arc::new(SopFile { sop, digest: "full".to_owned(), drawn_by: None })], ..rules }
}

/// The same as it is written.
pub fn small_text(fields: &Value) -> String {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let step = |code: &str, number: u32| json!({ "code": code, "number": number, "title": words(code), "help": words(code) });
    let mut second = step("second", 2);
    second.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let sop = json!({
        "code": "cord-blood-banking", "version": "1", "title": words("p"), "steps": [step("first", 1), second]
    });
    sop.to_string()
}

/// What an act came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Refused(Code),
    /// Recorded without a signature, with these departures.
    Recorded(Vec<DepartureRule>),
    /// Refused without a signature, recorded with one.
    Signed(Vec<DepartureRule>),
}

/// When a step is recorded.
#[derive(Default)]
pub struct When {
    pub values: Vec<(String, String)>,
    pub scans: Vec<(String, String)>,
    pub done_minutes: Option<i64>,
    pub register: Register,
}

pub fn recorded(rules: &RuleSet, given: &Story, when: &When) -> Outcome {
    let context = context(rules, &[Role::Processing], NOW_MS);
    let unit = given.state();
    let input = StepInput {
        step: "second",
        values: &when.values,
        scans: &when.scans,
        done_ms: when.done_minutes.map(|minutes| NOW_MS + minutes * MINUTE_MS),
        second: None,
        register: &when.register,
    };
    let shown = match decide::show_step(&unit, &[], &input, &context) {
        Ok(shown) => shown,
        Err(refusal) => return Outcome::Refused(refusal.code),
    };
    let found = shown.step.departures.iter().map(|departure| departure.rule).collect();
    let digest = unit.step_digest(&shown.step);
    match decide::record_step(&unit, &[], &input, None, &context) {
        Ok(_) => Outcome::Recorded(found),
        Err(refusal) if refusal.code == Code::StepUnsigned => {
            decide::record_step(&unit, &[], &input, Some(("why", &digest, "王")), &context).unwrap();
            Outcome::Signed(found)
        }
        Err(refusal) => Outcome::Refused(refusal.code),
    }
}

fn left_out(rules: &RuleSet, given: &Story) -> Outcome {
    let context = context(rules, &[Role::Processing], NOW_MS);
    let unit = given.state();
    let digest = unit.skipping_digest("cord-blood-banking", "1", "second");
    let skip = |reason, signature| decide::skip_step(&unit, &[], ("second", reason), signature, &context);
    let named = match skip(" ", Some((&digest, "王"))) {
        Err(refusal) => refusal.code,
        Ok(record) => panic!("left out without a reason: {record:?}"),
    };
    match skip("why", None) {
        Ok(record) => {
            assert_eq!(named, Code::Empty, "a reason is wanted all the same");
            let after = given.clone().then(0, record).state();
            let placed = Progress::of(&rules.sops[0].sop, &rules.norm, &after);
            assert_eq!(placed.step("second").unwrap().standing, Standing::Skipped);
            Outcome::Recorded(Vec::new())
        }
        Err(refusal) if refusal.code == Code::StepUnsigned => {
            assert_eq!(named, Code::Empty);
            skip("why", Some((&digest, "王"))).unwrap();
            Outcome::Signed(Vec::new())
        }
        Err(refusal) => Outcome::Refused(refusal.code),
    }
}

/// A table: each row's name, what came of it and what was to come. Names every row that differs.
pub fn hold<T: std::fmt::Debug + PartialEq>(rows: impl IntoIterator<Item = (String, T, T)>) {
    let wrong: Vec<String> = rows
        .into_iter()
        .filter(|(_, found, expected)| found != expected)
        .map(|(row, found, expected)| format!("{row}: {found:?}, not {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// requirement: 1271.47(b)-(d)
#[test]
fn each_departure_takes_what_the_procedure_says_of_it() {
    use DepartureRule as Rule;
    let first = |minutes| Story::accepted().step(minutes, "first", &[]);
    let begun = |minutes| first(-60).begun(minutes, "second");
    let number = |value: &str| vec![("n".to_owned(), value.to_owned())];
    let plain = When::default;
    let ranged = |outside: &str| {
        json!({ "inputs": [{ "code": "n", "zh": "n", "en": "n", "low": "2", "high": "4", "outside": outside,
            "kind": { "number": { "min": "1", "max": "9" } } }] })
    };
    let after = |field: &'static str| move |outside: &str| json!({ "timing": [{ "from": "first", field: 10, "outside": outside }] });
    let dwell =
        |field: &'static str| move |outside: &str| json!({ "dwell": { field: 10, "outside": outside } });
    type Fields<'a> = Box<dyn Fn(&str) -> Value + 'a>;
    let table: Vec<(&str, Fields<'_>, Story, When, Rule, Code)> = vec![
        ("early", Box::new(after("not_before_min")), first(-9), plain(), Rule::Early, Code::StepDeparture),
        ("late", Box::new(after("within_min")), first(-11), plain(), Rule::Late, Code::StepDeparture),
        ("too short", Box::new(dwell("min_min")), begun(-9), plain(), Rule::DwellShort, Code::StepDeparture),
        ("too long", Box::new(dwell("max_min")), begun(-11), plain(), Rule::DwellLong, Code::StepDeparture),
        (
            "below what is wanted",
            Box::new(ranged),
            first(-9),
            When { values: number("1"), ..plain() },
            Rule::OutOfRange,
            Code::StepDeparture,
        ),
        (
            "above what is wanted",
            Box::new(ranged),
            first(-9),
            When { values: number("5"), ..plain() },
            Rule::OutOfRange,
            Code::StepDeparture,
        ),
        (
            "an adverse choice",
            Box::new(|outside| json!({ "inputs": [finding(Some(outside), "fail")] })),
            first(-9),
            When { values: number("bad"), ..plain() },
            Rule::AdverseChoice,
            Code::StepDeparture,
        ),
        (
            "entered late",
            Box::new(|outside| json!({ "late_entry": outside })),
            first(-60),
            When { done_minutes: Some(-16), ..plain() },
            Rule::LateEntry,
            Code::StepDeparture,
        ),
        (
            "repeated",
            Box::new(|outside| json!({ "repeat": outside })),
            first(-60).step(-30, "second", &[]),
            plain(),
            Rule::Repeated,
            Code::StepDoneBefore,
        ),
    ];
    let rows = table.iter().flat_map(|(name, fields, given, when, rule, stopped)| {
        let answers = [
            ("stop", Outcome::Refused(*stopped)),
            ("signed", Outcome::Signed(vec![*rule])),
            ("noted", Outcome::Recorded(vec![*rule])),
        ];
        answers.map(|(answer, expected)| {
            (format!("{name}, {answer}"), recorded(&small(&fields(answer)), given, when), expected)
        })
    });
    hold(rows);
}

/// An input with a good choice and a bad one.
fn finding(outside: Option<&str>, verdict: &str) -> Value {
    let mut input = json!({ "code": "n", "zh": "n", "en": "n", "kind": { "choice": [
        { "code": "good", "zh": "g", "en": "g" }, { "code": "bad", "zh": "b", "en": "b", "verdict": verdict } ] } });
    if let Some(outside) = outside {
        input["outside"] = json!(outside);
    }
    input
}

#[test]
fn a_finding_that_should_not_be_takes_a_signature_or_a_flag_where_the_procedure_says_nothing_else() {
    use DepartureRule::AdverseChoice;
    let rows = [
        ("a failure", "fail", "bad", Outcome::Signed(vec![AdverseChoice])),
        ("a warning", "warn", "bad", Outcome::Recorded(vec![AdverseChoice])),
        ("one that only informs", "info", "bad", Outcome::Recorded(Vec::new())),
        ("one that passes", "pass", "bad", Outcome::Recorded(Vec::new())),
        ("the other choice", "fail", "good", Outcome::Recorded(Vec::new())),
    ];
    hold(rows.map(|(name, verdict, value, expected)| {
        let rules = small(&json!({ "inputs": [finding(None, verdict)] }));
        let when = When { values: vec![("n".to_owned(), value.to_owned())], ..When::default() };
        (name.to_owned(), recorded(&rules, &Story::accepted().step(-9, "first", &[]), &when), expected)
    }));
}

#[test]
fn what_keeps_to_the_procedure_is_no_departure() {
    let first = |minutes| Story::accepted().step(minutes, "first", &[]);
    let twice = || first(-60).step(-30, "second", &[]);
    let timing = |field: &str| json!({ "timing": [{ "from": "first", field: 10, "outside": "stop" }] });
    let nothing = || Outcome::Recorded(Vec::new());
    let at = |minutes| When { done_minutes: Some(minutes), ..When::default() };
    let rows = [
        ("at the moment from which on it may be", timing("not_before_min"), first(-10), at(0), nothing()),
        ("in the last moment", timing("within_min"), first(-10), at(0), nothing()),
        ("a repeatable step again", json!({ "repeatable": true }), twice(), at(0), nothing()),
        (
            "repeatable goes before what repeating takes",
            json!({ "repeatable": true, "repeat": "signed" }),
            twice(),
            at(0),
            nothing(),
        ),
        ("done for the first time", json!({ "repeat": "signed" }), first(-60), at(0), nothing()),
        (
            "again, of which nothing is said",
            json!({}),
            twice(),
            at(0),
            Outcome::Refused(Code::StepDoneBefore),
        ),
    ];
    hold(rows.map(|(name, fields, given, when, expected)| {
        (name.to_owned(), recorded(&small(&fields), &given, &when), expected)
    }));
}

#[test]
fn a_step_is_left_out_as_the_procedure_says() {
    let first = || Story::accepted().step(-10, "first", &[]);
    let rows = [
        ("nothing is said", json!({}), first(), Outcome::Refused(Code::StepNotSkippable)),
        ("stop", json!({ "skip": "stop" }), first(), Outcome::Refused(Code::StepNotSkippable)),
        ("signed", json!({ "skip": "signed" }), first(), Outcome::Signed(Vec::new())),
        ("noted wants a reason alone", json!({ "skip": "noted" }), first(), Outcome::Recorded(Vec::new())),
        ("before its turn", json!({ "skip": "noted" }), Story::accepted(), Outcome::Refused(Code::StepOrder)),
        (
            "what was done",
            json!({ "skip": "noted", "repeatable": true }),
            first().step(-5, "second", &[]),
            Outcome::Refused(Code::StepNotSkippable),
        ),
        (
            "somebody else's",
            json!({ "skip": "noted", "who": ["quality"] }),
            first(),
            Outcome::Refused(Code::StepRole),
        ),
    ];
    hold(rows.map(|(name, fields, given, expected)| {
        (name.to_owned(), left_out(&small(&fields), &given), expected)
    }));
}

#[test]
fn what_was_left_out_is_done_after_all_and_not_left_out_twice() {
    let rules = small(&json!({ "skip": "noted" }));
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let given = Story::accepted().step(-10, "first", &[]);
    let skip = |given: &Story| decide::skip_step(&given.state(), &[], ("second", "why"), None, &context);
    let left_out = skip(&given).unwrap();
    let given = given.then(-5, left_out);
    assert_eq!(skip(&given).unwrap_err().code, Code::StepSkipped);
    assert_eq!(recorded(&rules, &given, &When::default()), Outcome::Recorded(Vec::new()));
    let standing = |story: &Story| {
        Progress::of(&rules.sops[0].sop, &rules.norm, &story.state()).step("second").unwrap().standing
    };
    assert_eq!(standing(&given), Standing::Skipped);
    assert_eq!(standing(&given.step(0, "second", &[])), Standing::Done);
}

#[test]
fn a_place_is_one_that_there_is_here_and_of_the_kind_that_is_wanted() {
    let (here, there) = (SiteId::from_bytes([2; 16]), SiteId::from_bytes([7; 16]));
    let place = |code: &str, site, kinds: [&str; 2]| Place {
        code: code.to_owned(),
        site,
        kinds: kinds.map(str::to_owned).into_iter().collect::<BTreeSet<_>>(),
        until_ms: None,
    };
    let until = |minutes: i64| Place {
        until_ms: Some(NOW_MS + minutes * MINUTE_MS),
        ..place("A1", here, ["room", "room_b"])
    };
    let tank = || place("T01-R01-S001", here, ["tank", "quarantine"]);
    let room = || place("A1", here, ["room", "room_b"]);
    let wanted = |of: Option<&str>| json!({ "scans": [{ "code": "at", "zh": "位置", "en": "Place", "kind": "position", "of": of }] });
    let recorded_at = |of, scanned: &str, places: Vec<Place>| {
        let when = When {
            scans: vec![("at".to_owned(), scanned.to_owned())],
            register: Register { places, ..Register::default() },
            ..When::default()
        };
        recorded(&small(&wanted(of)), &Story::accepted().step(-5, "first", &[]), &when)
    };
    let taken = || Outcome::Recorded(Vec::new());
    let rows = [
        ("any place", None, "A1", vec![room()], taken()),
        ("no scan", None, " ", vec![room()], Outcome::Refused(Code::StepPositionMissing)),
        ("no such place", None, "A2", vec![], Outcome::Refused(Code::StepPositionUnknown)),
        (
            "one of that code at another site",
            None,
            "A1",
            vec![place("A1", there, ["room", "room_b"])],
            Outcome::Refused(Code::StepPositionElsewhere),
        ),
        (
            "here and at another site",
            None,
            "A1",
            vec![place("A1", there, ["room", "room_c"]), room()],
            taken(),
        ),
        ("given up before", None, "A1", vec![until(-1)], Outcome::Refused(Code::StepPositionUnknown)),
        ("given up since", None, "A1", vec![until(1)], taken()),
        ("a tank is wanted", Some("tank"), "T01-R01-S001", vec![tank()], taken()),
        ("a tank for quarantine is wanted", Some("quarantine"), "T01-R01-S001", vec![tank()], taken()),
        (
            "a tank for another purpose",
            Some("permanent"),
            "T01-R01-S001",
            vec![tank()],
            Outcome::Refused(Code::StepPositionKind),
        ),
        ("a room is wanted", Some("room_b"), "A1", vec![room()], taken()),
        (
            "a room in place of a tank",
            Some("tank"),
            "A1",
            vec![room()],
            Outcome::Refused(Code::StepPositionKind),
        ),
        (
            "a room of another grade",
            Some("room_a"),
            "A1",
            vec![room()],
            Outcome::Refused(Code::StepPositionKind),
        ),
    ];
    hold(rows.map(|(name, of, scanned, places, expected)| {
        (name.to_owned(), recorded_at(of, scanned, places), expected)
    }));
}

#[test]
fn what_departed_or_was_left_out_is_a_warning_at_the_review() {
    let known = rules();
    let departed = |story: &Story| -> Vec<(String, String)> {
        let findings = decide::review_findings(&story.state(), &context(&known, &[], NOW_MS));
        let of = findings.into_iter().filter(|finding| finding.rule.starts_with("steps_"));
        of.inspect(|finding| assert_eq!(finding.verdict, Verdict::Warn))
            .map(|finding| (finding.rule, finding.value))
            .collect()
    };
    let number = |code: &str| known.sops[0].sop.step(code).unwrap().number.to_string();
    let late = |code: &str| {
        let mut record = crate::story::done(code, &[]);
        record.departures =
            vec![Departure { rule: DepartureRule::Late, about: code.to_owned(), limit: String::new() }];
        Record::StepDone(record)
    };
    let left_out = |code: &str| {
        let (sop, version) = ("cord-blood-banking".to_owned(), "1".to_owned());
        Record::StepLeftOut(StepLeftOut { sop, version, step: code.to_owned(), reason: "no tube".to_owned() })
    };
    let found = |rule: &str, codes: &[&str]| {
        let numbers: Vec<String> = codes.iter().map(|code| number(code)).collect();
        (rule.to_owned(), numbers.join(", "))
    };
    let (first, second) = ("weigh", "assign_run");
    let story = Story::accepted();
    assert!(departed(&story.clone().step(-90, first, &[])).is_empty());
    let both = story.clone().then(-90, late(second)).then(-80, late(first));
    assert_eq!(departed(&both), [found("steps_departed", &[first, second])], "in the procedure's order");
    let again = both.step(-70, first, &[]).step(-60, second, &[]);
    assert_eq!(departed(&again).len(), 1, "what departed stays a departure when it is done again");
    let skipped = story.then(-90, left_out(first));
    assert_eq!(departed(&skipped), [found("steps_left_out", &[first])]);
    assert!(departed(&skipped.step(-80, first, &[])).is_empty(), "it was done after all");
}
