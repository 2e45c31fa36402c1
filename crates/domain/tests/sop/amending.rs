//! Corrections of steps: no way round a limit, a role, the second person, or what may be used; and no reason to lie.

use crate::departing::small;
use crate::starting::known;
use crate::story::{MINUTE_MS, NOW_MS, Story, context, done};
use domain::decide::{self, StepChange};
use domain::record::*;
use domain::register::Register;
use domain::unit::{SCAN, UnitState};
use domain::*;
use serde_json::json;

fn fields(outside: &str) -> serde_json::Value {
    json!({
        "who": ["processing"],
        "inputs": [{ "code": "n", "zh": "n", "en": "n", "low": "20", "high": "25", "outside": outside,
            "kind": { "number": { "min": "1", "max": "90" } } }],
        "scans": [{ "code": "centrifuge", "zh": "c", "en": "c", "kind": "equipment", "of": "centrifuge" }],
    })
}

/// Recorded five minutes ago with 21, and a centrifuge.
fn recorded(centrifuge: &str) -> Story {
    let scan = StepScan { code: "centrifuge".to_owned(), value: centrifuge.to_owned() };
    let step = StepDone { scans: vec![scan], ..done("second", &[("n", "21")]) };
    Story::accepted().step(-60, "first", &[]).then(-5, Record::StepDone(step))
}

struct Given {
    outside: &'static str,
    value: &'static str,
    roles: &'static [Role],
}

fn corrected(unit: &UnitState, given: &Given, signed: bool) -> Result<StepAmended, Code> {
    let rules = small(&fields(given.outside));
    let context = context(&rules, given.roles, NOW_MS);
    let values = [("n".to_owned(), given.value.to_owned())];
    let register = Register::default();
    let change = StepChange {
        step: "second",
        values: &values,
        scans: &[],
        register: &register,
        reason: "slip",
        second: None,
    };
    let shown = decide::show_correction(unit, &change, &context).map_err(|refusal| refusal.code)?;
    let digest = unit.amending_digest(&shown.correction);
    let signature = signed.then_some((digest.as_str(), "王"));
    match decide::correct_step(unit, &change, signature, &context) {
        Ok(Record::StepAmended(amended)) => Ok(amended),
        Ok(other) => panic!("{other:?}"),
        Err(refusal) => Err(refusal.code),
    }
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_corrected_value_takes_what_the_first_entry_would_have_taken() {
    let unit = recorded("EQ-1").state();
    let lab: &[Role] = &[Role::Processing];
    let given = |outside, value, roles| Given { outside, value, roles };
    for (what, given, signed, expected) in [
        ("within", given("stop", "24", lab), false, Ok(0)),
        ("outside, stop, unsigned", given("stop", "30", lab), false, Err(Code::StepUnsigned)),
        ("outside, stop, signed", given("stop", "30", lab), true, Ok(1)),
        ("outside, unsigned", given("signed", "30", lab), false, Err(Code::StepUnsigned)),
        ("outside, signed", given("signed", "30", lab), true, Ok(1)),
        ("outside, noted", given("noted", "30", lab), false, Ok(1)),
        ("implausible", given("noted", "99", lab), false, Err(Code::TooHigh)),
        ("another part's step", given("noted", "24", &[Role::TestLab]), false, Err(Code::StepRole)),
        ("quality", given("noted", "24", &[Role::Quality]), false, Ok(0)),
    ] {
        let found = corrected(&unit, &given, signed);
        assert_eq!(found.map(|amended| amended.departures.len()), expected, "{what}");
    }
    let amended = corrected(&unit, &given("signed", "30", lab), true).unwrap();
    assert_eq!((amended.meaning, amended.name.as_str()), (Some(Meaning::Override), "王"));
    let record = Record::StepAmended(amended);
    let marks = domain::audit::marks(&record, NOW_MS);
    assert_eq!(marks, [domain::audit::Mark::Correction, domain::audit::Mark::Exception]);
    let after = recorded("EQ-1").then(0, record).state();
    let done = after.step_done("second").unwrap();
    assert_eq!(done.record.values[0].value, "30");
    assert_eq!(done.record.departures[0].rule, DepartureRule::OutOfRange, "it stands with the step");
}

#[test]
fn a_wrongly_scanned_device_is_replaced_by_one_that_was_good_when_the_step_was_done() {
    let rules = small(&fields("stop"));
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let story = recorded("EQ-9");
    let unit = story.state();
    let correct = |scanned: &str, register: &Register| {
        let scans = [("centrifuge".to_owned(), scanned.to_owned())];
        let change =
            StepChange { step: "second", values: &[], scans: &scans, register, reason: "slip", second: None };
        decide::correct_step(&unit, &change, None, &context).map_err(|refusal| refusal.code)
    };
    for (what, scanned, calibrated_until, expected) in [
        ("good then, not now", "EQ-1", -4, Ok(())),
        ("not good then, and unsigned", "EQ-1", -6, Err(Code::StepUnsigned)),
        ("unknown", "EQ-2", 9, Err(Code::EquipmentUnknown)),
        ("the same", "EQ-9", 9, Err(Code::NothingChanged)),
        ("empty", " ", 9, Err(Code::NothingChanged)),
    ] {
        let register = known(calibrated_until, "100", &[]);
        assert_eq!(correct(scanned, &register).map(|_| ()), expected, "{what}");
    }
    let after = story.then(0, correct("EQ-1", &known(9, "100", &[])).unwrap()).state();
    assert_eq!(after.step_done("second").unwrap().record.scan("centrifuge"), Some("EQ-1"));
    let told = &after.corrections[0];
    assert_eq!(
        (told.field.as_str(), told.old.as_str(), told.new.as_str()),
        ("scans.centrifuge", "EQ-9", "EQ-1")
    );
    assert!(told.field.starts_with(SCAN));
    assert_eq!(told.replaced.at_ms, NOW_MS - 5 * MINUTE_MS);
}

#[test]
fn a_correction_is_of_the_entry_that_was_shown_whatever_another_station_did_since() {
    let story = recorded("EQ-1");
    let given = Given { outside: "signed", value: "24", roles: &[Role::Processing] };
    let amended = corrected(&story.state(), &given, false).unwrap();
    let corrected_value = |amended: &StepAmended| {
        let repeated = done("second", &[("n", "22")]);
        let unit =
            story.clone().then(-3, Record::StepDone(repeated)).then(-1, Record::StepAmended(amended.clone()));
        let unit = unit.state();
        let values: Vec<String> = unit
            .steps
            .iter()
            .filter(|s| s.record.step == "second")
            .map(|s| s.record.values[0].value.clone())
            .collect();
        values
    };
    assert_eq!(corrected_value(&amended), ["24", "22"]);
    // Version 1 named no entry: the last one is meant.
    assert_eq!(corrected_value(&StepAmended { station: None, ..amended }), ["21", "24"]);
}

fn witnessed(unit: &UnitState, rules: &domain::rules::RuleSet, second: Option<PersonId>) -> Result<(), Code> {
    let values = [("n".to_owned(), "24".to_owned())];
    let register = Register::default();
    let change = StepChange {
        step: "second",
        values: &values,
        scans: &[],
        register: &register,
        reason: "slip",
        second,
    };
    let context = context(rules, &[Role::Processing], NOW_MS);
    decide::correct_step(unit, &change, None, &context).map(|_| ()).map_err(|refusal| refusal.code)
}

// requirement: 1271.47(b)-(d)
#[test]
fn what_two_record_two_correct() {
    let unit = recorded("EQ-1").state();
    let mut for_two = fields("stop");
    for_two["needs_second"] = json!(true);
    let (alone, two) = (small(&fields("stop")), small(&for_two));
    let other = Some(PersonId::from_bytes([9; 16]));
    assert_eq!(witnessed(&unit, &alone, None), Ok(()));
    assert_eq!(witnessed(&unit, &two, None), Err(Code::SecondMissing));
    assert_eq!(witnessed(&unit, &two, Some(crate::story::OPERATOR)), Err(Code::SecondSame));
    assert_eq!(witnessed(&unit, &two, other), Ok(()));
}

// requirement: 1271.47(b)-(d)
#[test]
fn what_happened_though_it_should_not_is_recorded_signed_and_holds_the_unit() {
    let mut fields = fields("stop");
    let lot = json!({ "code": "lot", "zh": "l", "en": "l", "kind": "lot", "of": "hes" });
    fields["scans"].as_array_mut().unwrap().push(lot);
    let rules = small(&fields);
    let mut of_another_kind = fields.clone();
    of_another_kind["scans"][1]["of"] = json!("dmso");
    let other = small(&of_another_kind);
    let context = |rules| context(rules, &[Role::Processing], NOW_MS);
    let story = recorded("EQ-9");
    let unit = story.state();
    let nothing: &[(&str, &str)] = &[];
    let used: &[(&str, &str)] = &[("lot", "LOT1")];
    for (what, rules, (values, scans), register, expected) in [
        ("good", &rules, (nothing, used), known(9, "100", &[]), Ok(None)),
        (
            "out of range",
            &rules,
            (&[("n", "30")][..], nothing),
            known(9, "100", &[]),
            Ok(Some(DepartureRule::OutOfRange)),
        ),
        (
            "not calibrated then",
            &rules,
            (nothing, &[("centrifuge", "EQ-1")][..]),
            known(-6, "100", &[]),
            Ok(Some(DepartureRule::ServiceOverdue)),
        ),
        ("too little left", &rules, (nothing, used), known(9, "9", &[]), Ok(Some(DepartureRule::LotShort))),
        ("another kind", &other, (nothing, used), known(9, "100", &[]), Ok(Some(DepartureRule::WrongKind))),
        (
            "no such lot",
            &rules,
            (nothing, &[("lot", "LOT2")][..]),
            known(9, "100", &[]),
            Err(Code::LotUnknown),
        ),
    ] {
        let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(code, value)| ((*code).to_owned(), (*value).to_owned())).collect()
        };
        let (values, scans) = (owned(values), owned(scans));
        let change = StepChange {
            step: "second",
            values: &values,
            scans: &scans,
            register: &register,
            reason: "as it was",
            second: None,
        };
        let context = context(rules);
        let shown = decide::show_correction(&unit, &change, &context).map_err(|refusal| refusal.code);
        let rule = shown.as_ref().map(|shown| shown.correction.departures.first().map(|found| found.rule));
        assert_eq!(rule.map_err(|code| *code), expected, "{what}");
        let Ok(Some(rule)) = expected else { continue };
        let shown = shown.unwrap();
        assert!(shown.wants_signature && shown.holds, "{what}");
        let correct = |signature| decide::correct_step(&unit, &change, signature, &context);
        assert_eq!(correct(None).unwrap_err().code, Code::StepUnsigned, "{what}");
        let digest = unit.amending_digest(&shown.correction);
        let record = correct(Some((digest.as_str(), "王"))).unwrap();
        let hold = decide::hold_corrected(&unit, &change, "1", &context).unwrap().expect(what);
        let after = story.clone().then(-1, record).then(-1, hold).state();
        assert!(after.hold_reason(&[]).is_some(), "{what}");
        let found = &after.step_done("second").unwrap().record;
        assert!(found.departures.iter().any(|departure| departure.rule == rule), "the review sees {what}");
        let warned = decide::review_findings(&after, &context);
        assert!(warned.iter().any(|finding| finding.rule == "steps_departed"), "{what}");
    }
}

#[test]
fn lots_and_devices_that_might_not_be_used_depart_and_those_that_are_not_there_do_not() {
    use domain::rules::use_departure;
    for (code, rule) in [
        (Code::LotRecalled, DepartureRule::LotRecalled),
        (Code::LotExpired, DepartureRule::LotExpired),
        (Code::LotOpenTooLong, DepartureRule::LotOpen),
        (Code::LotRefused, DepartureRule::LotNotAccepted),
        (Code::EquipmentOut, DepartureRule::OutOfService),
        (Code::StepPositionKind, DepartureRule::WrongKind),
    ] {
        assert_eq!(use_departure(code), Some(rule));
    }
    for code in
        [Code::LotUnknown, Code::EquipmentUnknown, Code::StepPositionUnknown, Code::StepPositionElsewhere]
    {
        assert_eq!(use_departure(code), None, "{code:?}");
    }
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_correction_from_another_site_is_judged_where_the_step_was_done() {
    let (here, there) = (SiteId::from_bytes([2; 16]), SiteId::from_bytes([4; 16]));
    let unit = recorded("EQ-1").state();
    let done = unit.step_done("second").unwrap();
    assert_eq!(unit.taken_into_use(done), (here, NOW_MS - 5 * MINUTE_MS));
    // Begun at one site, recorded at another: the centrifuge stood at the first.
    let start = StepStarted {
        sop: "cord-blood-banking".to_owned(),
        version: "1".to_owned(),
        step: "second".to_owned(),
        scans: vec![StepScan { code: "centrifuge".to_owned(), value: "EQ-1".to_owned() }],
    };
    let mut story = Story::accepted().step(-60, "first", &[]).then(-9, Record::StepStarted(start));
    story.0.last_mut().unwrap().stamp.site = there;
    let unit = story.then(-5, Record::StepDone(done.record.clone())).state();
    let done = unit.step_done("second").unwrap();
    assert_eq!(unit.taken_into_use(done), (there, NOW_MS - 9 * MINUTE_MS));
}
