//! Corrections of steps: no way round a limit, a role, or what may be used.

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
    let change =
        StepChange { step: "second", values: &values, scans: &[], register: &register, reason: "slip" };
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
        ("outside, stop", given("stop", "30", lab), true, Err(Code::StepDeparture)),
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
        let change = StepChange { step: "second", values: &[], scans: &scans, register, reason: "slip" };
        decide::correct_step(&unit, &change, None, &context).map_err(|refusal| refusal.code)
    };
    for (what, scanned, calibrated_until, expected) in [
        ("good then, not now", "EQ-1", -4, Ok(())),
        ("not good then", "EQ-1", -6, Err(Code::CalibrationOverdue)),
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
