//! Procedures at work: order, parallel steps, stop points, branches, time, roles, departures, and what a version changes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod amending;
mod bound;
mod branch;
#[path = "../common/rule_set.rs"]
mod common;
mod departing;
mod drawing;
mod next;
mod run;
mod scanned;
mod second;
mod sixth;
mod starting;
mod story;
mod told;
mod unbegun;

use domain::decide::{self, Context, StepInput};
use domain::record::*;
use domain::register::Register;
use domain::rules::{Change, Progress, RecordedBy, RuleSet, Sop, SopFile, Standing, Step, differences};
use domain::unit::UnitState;
use domain::*;
use proptest::prelude::*;
use std::sync::Arc;
use story::{FULL, MINUTE_MS, NOW_MS, OPERATOR, SHORT, Story, context, file, fitting, rules};

fn standing(story: &Story, step: &str) -> Standing {
    let (rules, state) = (rules(), story.state());
    Progress::of(&rules.sops[0].sop, &rules.norm, &state).step(step).unwrap().standing
}

#[test]
fn the_shipped_procedures_have_no_fault_and_the_full_one_has_its_56_steps() {
    let full = Sop::parse(FULL).unwrap();
    let numbers: Vec<u32> = full.steps.iter().map(|step| step.number).collect();
    assert_eq!(numbers, (1..=56).collect::<Vec<u32>>(), "facts/domain.md 1.3");
    assert_eq!(Sop::parse(SHORT).unwrap().steps.len(), 12);
}

#[test]
fn every_fault_is_found_where_it_is() {
    let sop: serde_json::Value = serde_json::from_str(FULL).unwrap();
    let place =
        |code: &str| sop["steps"].as_array().unwrap().iter().position(|step| step["code"] == code).unwrap();
    let faults = |path: &str, value: serde_json::Value| {
        let mut sop = sop.clone();
        *sop.pointer_mut(path).expect(path) = value;
        let found = Sop::parse(&sop.to_string()).unwrap_err();
        found.into_iter().map(|fault| (fault.code, fault.at)).collect::<Vec<_>>()
    };
    let (spin, freeze, weigh) = (place("spin_first"), place("freeze"), place("weigh"));
    let at = |step: usize, rest: &str| format!("/steps/{step}/{rest}");
    let text = serde_json::Value::from;
    for (path, value, code, place) in [
        ("/code".to_owned(), text("Upper"), "sop.rule.code", "code"),
        ("/steps".to_owned(), serde_json::json!([]), "sop.rule.no_steps", "steps"),
        (at(spin, "title/en"), text(" "), "sop.rule.text", "steps.spin_first.title.en"),
        (at(spin, "code"), text("weigh"), "sop.rule.twice", "steps.weigh"),
        (at(spin, "number"), 3.into(), "sop.rule.numbers", "steps.spin_first.number"),
        (at(spin, "when/step"), text("nowhere"), "sop.rule.unknown_step", "steps.spin_first.when"),
        (at(spin, "when/step"), text("freeze"), "sop.rule.later_step", "steps.spin_first.when"),
        (at(spin, "when/input"), text("nothing"), "sop.rule.unknown_input", "steps.spin_first.when"),
        (at(spin, "when/is/0"), text("magic"), "sop.rule.not_a_choice", "steps.spin_first.when"),
        (at(spin, "dwell/min_min"), 30.into(), "sop.rule.range", "steps.spin_first.dwell"),
        (at(spin, "inputs/0/low"), text("99"), "sop.rule.range", "steps.spin_first.inputs.g_force"),
        (at(freeze, "timing/0/from"), text("nowhere"), "sop.rule.unknown_step", "steps.freeze.timing"),
        (at(weigh, "scans/0/zh"), text(""), "sop.rule.text", "steps.weigh.scans.balance.zh"),
    ] {
        let found = faults(&path, value);
        assert!(found.contains(&(code, place.to_owned())), "{path}: {found:?}");
    }
    let alone = |text: &str| Sop::parse(text).unwrap_err()[0].code;
    assert_eq!(alone("{"), "sop.rule.unreadable");
    assert_eq!(
        alone(&FULL.replacen("\"number\": 1,", "\"number\": 1, \"surprise\": 1,", 1)),
        "sop.rule.unreadable"
    );
    // A word that is misspelt in what an input takes would leave the check out.
    for (kind, misspelt) in [
        ("number", r#"{ "number": { "min": "1", "mx": "9" } }"#),
        ("scan", r#"{ "scan": { "patern": "A" } }"#),
        ("photo", r#"{ "photo": { "max_kb": 10 } }"#),
        ("file", r#"{ "file": { "acept": ["csv"] } }"#),
    ] {
        let text = |kind: &str| {
            format!(
                r#"{{ "code": "a", "version": "1", "title": {{ "zh": "a", "en": "a" }}, "steps": [{{ "code": "b",
                    "number": 1, "title": {{ "zh": "b", "en": "b" }}, "help": {{ "zh": "b", "en": "b" }}, "inputs":
                    [{{ "code": "c", "zh": "c", "en": "c", "kind": {kind} }}] }}] }}"#
            )
        };
        assert_eq!(alone(&text(misspelt)), "sop.rule.unreadable", "{misspelt}");
        assert!(Sop::parse(&text(&format!(r#"{{ "{kind}": {{}} }}"#))).is_ok(), "{kind}");
    }
    assert_eq!(alone(&" ".repeat(domain::rules::CONTENT_BYTES_MAX + 1)), "sop.rule.too_long");
}

#[test]
fn storage_waits_for_the_bench_and_review_for_everything() {
    let rules = rules();
    let mut sop = rules.sops[0].sop.clone();
    sop.steps.retain(|step| step.number >= 16 && step.recorded_by != Some(RecordedBy::LabelCheck));
    let missing = |story: &Story, record: RecordedBy| {
        let state = story.state();
        Progress::of(&sop, &rules.norm, &state).missing_before(record).map(|step| step.code.clone())
    };
    let bench = Story::accepted().until("cfu", "automated");
    assert_eq!(missing(&bench, RecordedBy::Storage).as_deref(), Some("precool"));
    let frozen = ["precool", "add_dmso", "remove_air", "seal", "overwrap", "freeze"]
        .into_iter()
        .fold(bench, |story, step| story.step(-50, step, &[]));
    assert_eq!(missing(&frozen, RecordedBy::Storage), None, "cultures and typing may follow");
    assert_eq!(missing(&frozen, RecordedBy::Review).as_deref(), Some("cfu"));
    assert_eq!(
        missing(&frozen, RecordedBy::Certificate).as_deref(),
        Some("store"),
        "what is beside does not hold it"
    );
}

/// A rule of a procedure: what was done before, what is entered, and what comes of it.
struct Case {
    rule: &'static str,
    before: Story,
    step: &'static str,
    values: &'static [(&'static str, &'static str)],
    roles: &'static [Role],
    done_minutes: Option<i64>,
    second: Option<PersonId>,
    expected: Result<&'static [(DepartureRule, bool)], Code>,
}

fn judged(case: &Case) -> Result<Vec<(DepartureRule, bool)>, Code> {
    let mut rules = rules();
    let full = Sop::parse(FULL).unwrap();
    let steps = full.steps.iter().filter(|step| step.number >= 16).cloned();
    let steps = steps.filter(|step| step.recorded_by != Some(RecordedBy::LabelCheck)).map(|mut step| {
        step.timing.retain(|timing| timing.from != "collect");
        step
    });
    let sop = Sop { steps: steps.collect(), ..full };
    rules.sops[0] = Arc::new(SopFile { sop, digest: "full".to_owned(), drawn_by: None });
    let context = context(&rules, case.roles, NOW_MS);
    let step = rules.sops[0].sop.step(case.step).unwrap();
    let scans: Vec<(String, String)> =
        step.all_scans().into_iter().map(|scan| (scan.code, "EQ-1".to_owned())).collect();
    let input = StepInput {
        step: case.step,
        values: &fitting(step, case.values),
        scans: &scans,
        done_ms: case.done_minutes.map(|minutes| NOW_MS + minutes * MINUTE_MS),
        second: case.second,
        register: &Register::default(),
    };
    let unit = case.before.state();
    let shown = decide::show_step(&unit, &[], &input, &context).map_err(|refusal| refusal.code)?;
    let found: Vec<(DepartureRule, bool)> =
        shown.step.departures.iter().map(|departure| (departure.rule, shown.wants_signature)).collect();
    let digest = unit.step_digest(&shown.step);
    let unsigned = decide::record_step(&unit, &[], &input, None, &context);
    if shown.wants_signature {
        assert_eq!(unsigned.unwrap_err().code, Code::StepUnsigned, "{}", case.rule);
        let signed =
            |digest: &str| decide::record_step(&unit, &[], &input, Some(("why", digest, "王")), &context);
        assert_eq!(signed("another").unwrap_err().code, Code::ContentChanged, "{}", case.rule);
        let Record::StepDone(done) = signed(&digest).unwrap() else { panic!("{}", case.rule) };
        assert_eq!((done.reason.as_deref(), done.meaning), (Some("why"), Some(Meaning::Override)));
        let record = Record::StepDone(done);
        assert_eq!(domain::audit::reason(&record), Some("why"));
        assert!(domain::audit::marks(&record, NOW_MS).contains(&domain::audit::Mark::Exception));
    } else {
        match unsigned {
            Ok(Record::StepDone(done)) => assert_eq!(done.meaning, None, "{}", case.rule),
            Ok(other) => panic!("{other:?}"),
            Err(refusal) => return Err(refusal.code),
        }
    }
    Ok(found)
}

// requirement: 1271.47(b)-(d)
#[test]
fn each_rule_of_a_procedure_holds() {
    use DepartureRule as Rule;
    let lab: &[Role] = &[Role::Processing];
    let at = |step: &str| Story::accepted().until(step, "hes");
    let other = PersonId::from_bytes([9; 16]);
    let case = |rule, before: Story, step, expected| Case {
        rule,
        before,
        step,
        values: &[],
        roles: lab,
        done_minutes: None,
        second: None,
        expected,
    };
    let spun = |minutes| at("spin_first").begun(minutes, "spin_first");
    let stored = Record::UnitStored(UnitStored {
        tank: TankId::from_bytes([7; 16]),
        rack: 1,
        slot: 1,
        position: "T01-R01-S001".to_owned(),
        move_reason: None,
    });
    let dmso = |minutes| at("add_dmso").step(minutes, "add_dmso", &[]).step(-1, "remove_air", &[]);
    let cases = [
        case("in order", at("weigh"), "weigh", Ok(&[])),
        case("out of order", at("weigh"), "sample_pre", Err(Code::StepOrder)),
        case("past a stop point", at("go_no_go"), "environment", Err(Code::StepOrder)),
        case("done before", at("sample_pre"), "weigh", Err(Code::StepDoneBefore)),
        case("another screen's", at("store"), "store", Err(Code::StepElsewhere)),
        case(
            "of another branch",
            Story::accepted().until("adjust_volume", "automated"),
            "spin_first",
            Err(Code::StepNotApplicable),
        ),
        case("not begun", at("spin_first"), "spin_first", Err(Code::StepNotBegun)),
        case("long enough", spun(-6), "spin_first", Ok(&[])),
        case("too short", spun(-4), "spin_first", Ok(&[(Rule::DwellShort, true)])),
        case("too long", spun(-21), "spin_first", Ok(&[(Rule::DwellLong, true)])),
        case("wrong role", at("curve"), "curve", Err(Code::StepRole)),
        Case { roles: &[Role::Quality], ..case("right role", at("curve"), "curve", Ok(&[])) },
        Case { roles: &[Role::Storage], ..case("no processing", at("weigh"), "weigh", Err(Code::StepRole)) },
        case("no second person", at("reagents"), "reagents", Err(Code::SecondMissing)),
        Case {
            second: Some(OPERATOR),
            ..case("same second person", at("reagents"), "reagents", Err(Code::SecondSame))
        },
        Case { second: Some(other), ..case("two persons", at("reagents"), "reagents", Ok(&[])) },
        Case {
            values: &[("volume", "25")],
            ..case(
                "outside what is wanted",
                at("adjust_volume"),
                "adjust_volume",
                Ok(&[(Rule::OutOfRange, true)]),
            )
        },
        Case {
            values: &[("volume", "99")],
            ..case("implausible", at("adjust_volume"), "adjust_volume", Err(Code::TooHigh))
        },
        Case {
            values: &[("volume", "")],
            ..case("empty", at("adjust_volume"), "adjust_volume", Err(Code::Empty))
        },
        Case { second: Some(other), ..case("in time", dmso(-20), "seal", Ok(&[])) },
        Case { second: Some(other), ..case("too late", dmso(-31), "seal", Ok(&[(Rule::Late, true)])) },
        Case { done_minutes: Some(-10), ..case("a little after", at("weigh"), "weigh", Ok(&[])) },
        Case {
            done_minutes: Some(-16),
            ..case("entered late", at("weigh"), "weigh", Ok(&[(Rule::LateEntry, true)]))
        },
        Case { done_minutes: Some(1), ..case("in the future", at("weigh"), "weigh", Err(Code::InFuture)) },
        Case {
            roles: &[Role::Quality],
            done_minutes: Some(-60),
            ..case(
                "late and only noted",
                at("follow_up").then(-70, stored),
                "follow_up",
                Ok(&[(Rule::LateEntry, false)]),
            )
        },
    ];
    for case in &cases {
        let expected = case.expected.map(<[_]>::to_vec);
        assert_eq!(judged(case), expected, "{}", case.rule);
    }
}

// requirement: 11.70
#[test]
fn a_step_is_left_out_only_where_the_procedure_allows_it_and_by_a_signature_over_that_unit() {
    let rules = rules();
    let mut sop = rules.sops[0].sop.clone();
    sop.steps.retain(|step| step.number >= 53);
    let rules =
        RuleSet { sops: vec![Arc::new(SopFile { sop, digest: "full".to_owned(), drawn_by: None })], ..rules };
    let context = context(&rules, &[Role::Quality], NOW_MS);
    let story = Story::accepted().step(-50, "go_no_go", &[("decision", "go")]);
    let mut first = rules.sops[0].sop.clone();
    first.steps[0].when = None;
    let rules = RuleSet {
        sops: vec![Arc::new(SopFile { sop: first, digest: "full".to_owned(), drawn_by: None })],
        ..rules.clone()
    };
    let context = Context { rules: &rules, ..context };
    let unit = story.state();
    let digest = unit.skipping_digest("cord-blood-banking", "1", "follow_up");
    let skip = |step: &str, digest: &str, reason: &str| {
        decide::skip_step(&unit, &[], (step, reason), Some((digest, "刘")), &context)
    };
    assert_eq!(skip("follow_up", "another", "moved away").unwrap_err().code, Code::ContentChanged);
    assert_eq!(skip("follow_up", &digest, " ").unwrap_err().code, Code::Empty);
    assert_eq!(skip("disposition", &digest, "why").unwrap_err().code, Code::StepElsewhere);
    let skipped = skip("follow_up", &digest, "moved away").unwrap();
    assert!(domain::audit::marks(&skipped, NOW_MS).contains(&domain::audit::Mark::Exception));
    let after = story.clone().then(-1, skipped.clone()).state();
    let placed = Progress::of(&rules.sops[0].sop, &rules.norm, &after);
    assert_eq!(placed.step("follow_up").unwrap().standing, Standing::Skipped);
    let copied = UnitState::fold(DonationId::from_bytes([4; 16]), story.then(-1, skipped).0);
    assert!(copied.skipped.is_empty(), "a signature copied to another unit leaves nothing out");
}

#[test]
fn the_version_in_force_is_the_last_to_come_into_effect_and_a_unit_keeps_its_own() {
    let rules = rules();
    let approval = |file: &SopFile, effective_ms: i64| ProcedureApproved {
        procedure: ProcedureKind::Sop,
        code: file.sop.code.clone(),
        version: file.sop.version.clone(),
        digest: file.digest.clone(),
        effective_ms,
        name: "刘".to_owned(),
        meaning: Meaning::Approval,
    };
    let in_force = |approvals: &[ProcedureApproved]| {
        let context = Context { purpose: Purpose::Live, approvals, ..context(&rules, &[], NOW_MS) };
        decide::sop_in_force(&context).map(|file| file.digest.clone()).map_err(|refusal| refusal.code)
    };
    let [full, short] = [&rules.sops[0], &rules.sops[1]].map(|file| file.as_ref());
    assert_eq!(in_force(&[]), Err(Code::ProcedureNotApproved));
    let (early, late) = (NOW_MS - 2 * MINUTE_MS, NOW_MS - MINUTE_MS);
    assert_eq!(in_force(&[approval(short, early)]), Ok("short".to_owned()));
    assert_eq!(in_force(&[approval(full, early), approval(short, late)]), Ok("short".to_owned()));
    assert_eq!(
        in_force(&[approval(short, late), approval(full, early)]),
        Ok("short".to_owned()),
        "in any order"
    );
    let to_come = approval(full, NOW_MS + 10 * MINUTE_MS);
    assert_eq!(in_force(&[approval(short, early), to_come]), Ok("short".to_owned()));
    let approvals = [approval(full, early), approval(short, late)];
    let context = Context { approvals: &approvals, ..context(&rules, &[], NOW_MS) };
    let pinned = Story::accepted().state();
    assert_eq!(decide::sop_of(&pinned, &context).unwrap().digest, "full", "what it was accepted under");
    assert_eq!(decide::pin_sop(&pinned, &context), None, "once");
    let fresh = UnitState::new(DonationId::from_bytes([5; 16]));
    let Some(Record::SopPinned(pin)) = decide::pin_sop(&fresh, &context) else { panic!("pinned") };
    assert_eq!(pin.digest, "short");
    let elsewhere = RuleSet { sops: vec![file(SHORT, "short")], ..rules.clone() };
    let context = Context { rules: &elsewhere, ..context };
    assert_eq!(decide::sop_of(&pinned, &context).unwrap_err().code, Code::SopUnknown);
}

#[test]
fn a_new_version_tells_what_it_changes() {
    let before = Sop::parse(FULL).unwrap();
    assert!(differences(&before, &before).is_empty());
    let mut after = before.clone();
    let removed = after.steps.remove(30);
    after.steps[27].dwell.as_mut().unwrap().min_min = Some(7);
    let added = Step { code: "extra".to_owned(), ..removed.clone() };
    after.steps.insert(40, added);
    let moved = after.steps.remove(22);
    after.steps.insert(23, moved);
    for (place, step) in after.steps.iter_mut().enumerate() {
        step.number = u32::try_from(place).unwrap() + 1;
    }
    let found: Vec<String> = differences(&before, &after)
        .into_iter()
        .map(|change| match change {
            Change::Added(step) => format!("+{}", step.code),
            Change::Removed(step) => format!("-{}", step.code),
            Change::Changed { after, .. } => format!("~{}", after.code),
            Change::Moved { after, .. } => format!(">{}", after.code),
        })
        .collect();
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found.contains(&"+extra".to_owned()) && found.contains(&format!("-{}", removed.code)),
        "{found:?}"
    );
    assert!(found.contains(&"~spin_first".to_owned()), "{found:?}");
    assert!(found.iter().any(|change| change == ">idm_order" || change == ">environment"), "{found:?}");
}

proptest! {
    /// Whatever was recorded, in whatever order: a step that is ready has nothing missing before it but what may be
    /// done beside it, and nothing at all where it is a stop point.
    #[test]
    fn what_is_ready_waits_for_nothing(codes in proptest::collection::vec(0_usize..56, 0..40), method in 0..2) {
        let rules = rules();
        let sop = &rules.sops[0].sop;
        let method = if method == 0 { "hes" } else { "automated" };
        let mut story = Story::accepted();
        for code in codes {
            let values: &[(&str, &str)] = match sop.steps[code].code.as_str() {
                "assign_run" => &[("method", method)],
                "go_no_go" => &[("decision", "go")],
                _ => &[],
            };
            story = story.step(-10, &sop.steps[code].code, values);
        }
        let state = story.state();
        let progress = Progress::of(sop, &rules.norm, &state);
        let missing = |placed: &domain::rules::StepProgress<'_>| {
            matches!(placed.standing, Standing::Ready | Standing::Waiting) && !placed.step.optional
        };
        for (place, placed) in progress.steps.iter().enumerate() {
            if placed.standing != Standing::Ready { continue; }
            let open = progress.steps[..place].iter().filter(|before| missing(before));
            let held = open.filter(|before| placed.step.stop || !before.step.parallel || before.step.stop).count();
            prop_assert_eq!(held, 0, "{}", placed.step.code);
        }
        if let Some(next) = progress.next() {
            prop_assert_eq!(next.standing, Standing::Ready);
        }
    }
}
