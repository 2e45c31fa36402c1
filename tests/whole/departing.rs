//! What departing from a procedure takes at a station: repeats, steps left out, places, second persons and signers,
//! branches by number; and timers on every screen.

use crate::station::{Clocks, Station};
use serde_json::{Value, json};

const PASSWORD: &str = "demo-2026";

const SOP: &str = r#"{
  "code": "departing", "version": "1", "title": { "zh": "偏离", "en": "Departing" },
  "steps": [
    {
      "code": "weigh", "number": 1, "title": { "zh": "称量", "en": "Weigh" }, "help": { "zh": "称量", "en": "Weigh it" },
      "inputs": [{
        "code": "weight", "zh": "重量", "en": "Weight", "kind": { "number": { "min": "1", "max": "500" } }, "unit": "g",
        "low": "50", "high": "150"
      }],
      "scans": [{ "code": "at", "zh": "位置", "en": "Place", "kind": "position", "of": "quarantine" }],
      "needs_second": true, "repeat": "signed"
    },
    {
      "code": "dilute", "number": 2, "title": { "zh": "稀释", "en": "Dilute" }, "help": { "zh": "稀释", "en": "Dilute it" },
      "when": { "all": [
        { "step": "weigh", "input": "weight", "at_least": "100", "unit": "g" },
        { "any": [{ "step": "weigh", "input": "weight", "between": ["100", "120"], "unit": "g" },
                  { "step": "weigh", "input": "weight", "more_than": "140", "unit": "g" }] }] },
      "skip": "noted"
    },
    {
      "code": "seal", "number": 3, "title": { "zh": "封口", "en": "Seal" }, "help": { "zh": "封口", "en": "Seal it" },
      "timing": [{ "from": "weigh", "within_min": 30, "outside": "signed" }]
    }
  ]
}"#;

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": PASSWORD }));
}

fn bench(station: &Station, donation: &Value) -> Value {
    station.ask("bench.get", json!({ "donation": donation, "din": null }))
}

fn standing(station: &Station, donation: &Value, place: usize) -> Value {
    bench(station, donation)["steps"][place]["standing"].clone()
}

/// A demo bank where units are worked by the procedure, and so many of them, accepted.
fn at_work(station: &Station, count: usize) -> Vec<Value> {
    at_work_by(station, SOP, count)
}

fn at_work_by(station: &Station, sop: &str, count: usize) -> Vec<Value> {
    station.ask("setup.open_demo", json!({ "units": 600, "seed": 7 }));
    sign_in(station, "quality");
    station.ask("procedure.draw", json!({ "content": sop, "based_on": null, "reason": "for the test" }));
    sign_in(station, "director");
    let list = station.ask("procedure.list", json!({}));
    let drawn = list["procedures"].as_array().unwrap().iter().find(|p| p["code"] == "departing").unwrap();
    let approve = json!({
        "kind": drawn["kind"], "code": drawn["code"], "version": drawn["version"], "digest": drawn["digest"],
        "effective_ms": null, "login": "director", "password": PASSWORD,
    });
    station.ask("procedure.approve", approve);
    sign_in(station, "lab");
    let filter = json!({
        "statuses": ["in_transit"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 50,
    });
    let rows = station.ask("unit.list", filter)["rows"].as_array().unwrap().clone();
    let units: Vec<Value> = rows.iter().take(count).map(|row| accept(station, row)).collect();
    assert_eq!(units.len(), count, "as many arrive");
    units
}

fn accept(station: &Station, row: &Value) -> Value {
    let (donation, din) = (&row["donation"], row["din"].as_str().unwrap());
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let arrived = json!({
        "shipment": unit["shipment"], "bag_scan": format!("&d{din}00"), "companion_scan": format!("&d{din}08"),
        "temperature_min_c": "6.0", "temperature_max_c": "18.5", "intact": true,
    });
    let receipt = station.ask("receipt.receive", arrived);
    let accept = json!({
        "donation": donation, "decision": "accept", "reason": "looked at", "digest": receipt["digest"], "login": "lab",
        "password": PASSWORD,
    });
    station.ask("receipt.decide", accept);
    donation.clone()
}

/// The code of a free position of the first tank with that purpose.
fn position(station: &Station, purpose: &str) -> String {
    let tanks = station.ask("storage.tanks", json!({}));
    let tank =
        tanks["tanks"].as_array().unwrap().iter().find(|tank| tank["purpose"] == purpose).unwrap().clone();
    format!("{}-R01-S001", tank["code"].as_str().unwrap())
}

fn request(donation: &Value, step: &str) -> Value {
    json!({
        "donation": donation, "step": step, "values": [], "scans": [], "done_ms": null, "second_login": null,
        "second_password": null, "reason": null, "digest": null, "login": null, "password": null,
    })
}

fn weighing(station: &Station, donation: &Value, weight: &str) -> Value {
    let mut weighing = request(donation, "weigh");
    weighing["values"] = json!([{ "code": "weight", "value": weight }]);
    weighing["scans"] = json!([{ "code": "at", "scan": format!("&p{}", position(station, "quarantine")) }]);
    weighing["second_login"] = json!("lab2");
    weighing["second_password"] = json!(PASSWORD);
    weighing
}

/// The same with other fields.
fn with(request: &Value, fields: Value) -> Value {
    let mut request = request.clone();
    request.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    request
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_departure_takes_what_the_procedure_says_and_nothing_is_half_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::open_on(folder.path(), &Clocks::new());
    let units = at_work(&station, 3);
    let unit = &units[0];
    let weigh = weighing(&station, unit, "130");
    let scan = |text: String| json!({ "scans": [{ "code": "at", "scan": text }] });
    let code =
        |fields: Value| station.try_ask("bench.record_step", with(&weigh, fields)).expect_err("refused").code;
    let mut wrong = Vec::new();
    for (row, fields, expected) in [
        ("nobody confirms", json!({ "second_login": null }), "bench.second_missing"),
        ("the operator confirms", json!({ "second_login": "lab" }), "bench.second_same"),
        ("with a wrong password", json!({ "second_password": "no" }), "session.wrong_password"),
        ("somebody who may not do it", json!({ "second_login": "nurse" }), "signature.second_not_entitled"),
        ("no place", json!({ "scans": [] }), "bench.position_missing"),
        ("no such place", scan("&pT99-R01-S001".to_owned()), "bench.position_unknown"),
        (
            "a place beyond the tank",
            scan(format!("&p{}", position(&station, "quarantine").replace("S001", "S999"))),
            "bench.position_unknown",
        ),
        (
            "a place of another kind",
            scan(format!("&p{}", position(&station, "permanent"))),
            "bench.position_kind",
        ),
        ("a device in place of it", scan("&eEQ-001".to_owned()), "scan.wrong_kind"),
    ] {
        let found = code(fields);
        if found != expected {
            wrong.push(format!("{row}: {found}, not {expected}"));
        }
    }
    let check = json!({ "donation": unit, "step": "weigh", "done_ms": null, "scan": { "code": "at", "scan": "&pT99-R01-S001" } });
    if station.refused("bench.check_scan", check) != "bench.position_unknown" {
        wrong.push("said at the scan".to_owned());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(standing(&station, unit, 0), "ready", "nothing of it was recorded");

    // A second person is a second person also where the same one confirms again and again.
    for (donation, weight) in [(&units[0], "130"), (&units[1], "110"), (&units[2], "150")] {
        station.ask("bench.record_step", weighing(&station, donation, weight));
    }
    // By number, and by conditions put together.
    assert_eq!(standing(&station, &units[0], 1), "not_applicable", "130 g is in neither part");
    assert_eq!(standing(&station, &units[1], 1), "ready", "110 g");
    assert_eq!(standing(&station, &units[2], 1), "ready", "150 g");

    // Again, by a signature of who is at work and of nobody else.
    let again = weighing(&station, &units[1], "112");
    assert_eq!(bench(&station, &units[1])["steps"][0]["may_repeat"], true);
    assert_eq!(station.refused("bench.record_step", again.clone()), "bench.step_unsigned");
    let shown = station.ask("bench.show_step", again.clone());
    assert_eq!(
        (&shown["departures"][0]["rule"], &shown["wants_signature"]),
        (&json!("repeated"), &json!(true))
    );
    let signed = |login: &str, reason: &str| {
        with(
            &again,
            json!({ "reason": reason, "digest": shown["digest"], "login": login, "password": PASSWORD }),
        )
    };
    assert_eq!(station.refused("bench.record_step", signed("lab2", "spilled")), "signature.other_person");
    assert_eq!(station.refused("bench.record_step", signed("lab", " ")), "value.empty");
    let repeated = station.ask("bench.record_step", signed("lab", "spilled"))["steps"][0].clone();
    assert_eq!((&repeated["values"][0]["value"], &repeated["reason"]), (&json!("112"), &json!("spilled")));
    // Once more: what departed before is still to be seen, at the bench and on the unit's page.
    let shown = station.ask("bench.show_step", again.clone());
    let fields = json!({ "reason": "the balance again", "digest": shown["digest"], "login": "lab", "password": PASSWORD });
    station.ask("bench.record_step", with(&again, fields));
    let unit = station.ask("unit.get", json!({ "donation": units[1], "din": null }));
    for step in [&bench(&station, &units[1])["steps"][0], &unit["steps"][0]] {
        let earlier = step["earlier"].as_array().unwrap();
        assert_eq!((earlier.len(), &step["reason"]), (2, &json!("the balance again")));
        assert_eq!(earlier[0]["departures"], json!([]));
        assert_eq!(
            (&earlier[1]["departures"][0]["rule"], &earlier[1]["reason"]),
            (&json!("repeated"), &json!("spilled"))
        );
    }

    // Noted: a reason alone, no password; the step that may not be left out stays.
    let skip = |donation: &Value, step: &str, reason: &str| json!({ "donation": donation, "step": step, "reason": reason, "digest": "", "login": null, "password": null });
    assert_eq!(station.refused("bench.skip_step", skip(&units[1], "dilute", " ")), "value.empty");
    assert_eq!(station.refused("bench.skip_step", skip(&units[1], "seal", "why")), "bench.step_order");
    let left = station.ask("bench.skip_step", skip(&units[1], "dilute", "no diluent"))["steps"][1].clone();
    assert_eq!((&left["standing"], &left["reason"]), (&json!("skipped"), &json!("no diluent")));
    assert_eq!(
        station.refused("bench.skip_step", skip(&units[1], "seal", "why")),
        "bench.step_not_skippable"
    );
    assert_eq!(station.refused("bench.skip_step", skip(&units[1], "dilute", "why")), "bench.step_skipped");
    let done = station.ask("bench.record_step", request(&units[1], "dilute"))["steps"][1].clone();
    assert_eq!((&done["standing"], &done["reason"]), (&json!("done"), &Value::Null), "done after all");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}

/// Codes of the steps with a timer, each with who it is of and how many minutes are left.
fn timers(station: &Station, command: &str, args: Value) -> Vec<(String, Value, u64, i64)> {
    let list = station.ask(command, args);
    let now_ms = list["now_ms"].as_i64().unwrap();
    let of_procedure = |timer: &&Value| timer["step"].as_str().unwrap().starts_with("seal");
    let read = |timer: &Value| {
        let left_ms = timer["closes_ms"].as_i64().unwrap() - now_ms;
        let of = if timer["run"].is_null() { timer["donation"].clone() } else { timer["run"].clone() };
        (
            timer["step"].as_str().unwrap().to_owned(),
            of,
            timer["units"].as_u64().unwrap(),
            left_ms.div_euclid(60_000),
        )
    };
    list["timers"].as_array().unwrap().iter().filter(of_procedure).map(read).collect()
}

// requirement: Annex 11 §16
#[test]
fn a_timer_is_on_every_screen_until_its_step_is_done_also_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let open = || Station::open_on(folder.path(), &clocks);
    let station = open();
    let units = at_work(&station, 3);
    let all = |station: &Station| timers(station, "timer.list", json!({}));
    assert_eq!(all(&station), vec![], "nothing is counted yet");
    station.ask("bench.record_step", weighing(&station, &units[0], "130"));
    clocks.pass(10);
    sign_in(&station, "lab");
    let list = station.ask("run.clearance", json!({}));
    let checks: Vec<Value> =
        list["before"].as_array().unwrap().iter().map(|check| check["code"].clone()).collect();
    let run =
        station.ask("run.start", json!({ "units": [units[1], units[2]], "checks": checks }))["row"]["run"]
            .clone();
    for unit in &units[1..] {
        station.ask("bench.record_step", weighing(&station, unit, "130"));
        clocks.pass(2);
        sign_in(&station, "lab");
    }
    let seal = |of: &Value, units, left| ("seal".to_owned(), of.clone(), units, left);
    let expected = vec![seal(&units[0], 1, 16), seal(&run, 2, 26)];
    assert_eq!(all(&station), expected, "the most pressing first, and a run once");
    let ask = json!({ "donations": [units[2], units[0]], "runs": [run] });
    let asked = timers(&station, "timer.of", ask);
    assert_eq!(
        asked,
        vec![seal(&units[2], 1, 28), seal(&units[0], 1, 16), seal(&run, 2, 26)],
        "rows of lists"
    );
    let view = station.ask("run.get", json!({ "run": run, "step": null }));
    assert_eq!(
        (&view["timers"][0]["step"], &view["timers"][0]["units"]),
        (&json!("seal"), &json!(2)),
        "{view}"
    );
    // Offline and over a restart, where nobody is signed in yet, and past its end.
    drop(station);
    clocks.restart();
    let station = open();
    assert_eq!(all(&station), expected, "a spin that ends waits for nobody to sign in");
    assert_eq!(station.refused("run.list", json!({})), "session.required");
    clocks.pass(17);
    sign_in(&station, "lab");
    assert_eq!(all(&station), vec![seal(&units[0], 1, -1), seal(&run, 2, 9)]);
    // Done, it is gone.
    let late = request(&units[0], "seal");
    let shown = station.ask("bench.show_step", late.clone());
    let signed = with(
        &late,
        json!({ "reason": "late", "digest": shown["digest"], "login": "lab", "password": PASSWORD }),
    );
    station.ask("bench.record_step", signed);
    assert_eq!(all(&station), vec![seal(&run, 2, 9)]);
    // What passed long ago is on its unit alone.
    clocks.pass(25 * 60);
    sign_in(&station, "lab");
    assert_eq!(all(&station), vec![]);
    assert_eq!(bench(&station, &units[1])["steps"][2]["standing"], "ready");
}

#[test]
fn timers_that_passed_take_no_place_of_what_is_to_come() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let station = Station::open_on(folder.path(), &clocks);
    // Three windows of each unit at once.
    let mut sop: Value = serde_json::from_str(SOP).unwrap();
    for number in [4, 5] {
        let mut step = sop["steps"][2].clone();
        step["number"] = json!(number);
        step["code"] = json!(format!("seal_{number}"));
        sop["steps"].as_array_mut().unwrap().push(step);
    }
    let units = at_work_by(&station, &sop.to_string(), 5);
    let weigh = |unit: &Value| {
        station.ask("bench.record_step", weighing(&station, unit, "130"));
        clocks.pass(1);
        sign_in(&station, "lab");
    };
    let checks = |side: &str| -> Vec<Value> {
        let list = station.ask("run.clearance", json!({}))[side].clone();
        list.as_array().unwrap().iter().map(|check| check["code"].clone()).collect()
    };
    let started =
        station.ask("run.start", json!({ "units": [units[0], units[1]], "checks": checks("before") }));
    let run = started["row"]["run"].clone();
    weigh(&units[0]);
    weigh(&units[1]);
    let scan = |unit: &Value| format!("&d{}00", unit["unit"]["din"].as_str().unwrap());
    let scans: Vec<String> = started["units"].as_array().unwrap().iter().map(scan).collect();
    station.ask("run.close", json!({ "run": run, "scans": scans, "checks": checks("after") }));
    weigh(&units[2]);
    weigh(&units[3]);
    let windows = |of: &Value, units, left| {
        ["seal", "seal_4", "seal_5"].map(|step| (step.to_owned(), of.clone(), units, left))
    };
    let all = || timers(&station, "timer.list", json!({}));
    let expected = [windows(&run, 2, 26), windows(&units[2], 1, 28)].concat();
    assert_eq!(all(), expected, "the six most pressing, and a run stays one when it ended");

    // All of them have passed when another begins.
    clocks.pass(40);
    sign_in(&station, "lab");
    weigh(&units[4]);
    let expected = [windows(&units[3], 1, -12), windows(&units[4], 1, 29)].concat();
    assert_eq!(all(), expected, "the last that passed, and what is to come");
    assert_eq!(station.ask("timer.list", json!({}))["more_passed"], 6, "of the run and of a unit");
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_correction_takes_two_where_the_step_does_and_tells_what_should_not_have_been() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::open_on(folder.path(), &Clocks::new());
    let unit = &at_work(&station, 1)[0];
    station.ask("bench.record_step", weighing(&station, unit, "130"));
    let correction = json!({
        "donation": unit, "step": "weigh", "values": [{ "code": "weight", "value": "131" }], "scans": [],
        "reason": "misread", "second_login": "lab2", "second_password": PASSWORD, "digest": null, "login": null,
        "password": null,
    });
    let refused = |fields: Value| station.refused("unit.correct_step", with(&correction, fields));
    for (fields, code) in [
        (json!({ "second_login": null }), "bench.second_missing"),
        (json!({ "second_login": "lab" }), "bench.second_same"),
        (json!({ "second_password": "no" }), "session.wrong_password"),
        (json!({ "second_login": "nurse" }), "signature.second_not_entitled"),
    ] {
        assert_eq!(refused(fields.clone()), code, "{fields}");
    }
    assert_eq!(bench(&station, unit)["steps"][0]["values"][0]["value"], "130", "nothing is recorded");
    station.ask("unit.correct_step", correction.clone());
    let events = station.ask("unit.timeline", json!({ "donation": unit, "din": null }))["events"].clone();
    let corrected =
        events.as_array().unwrap().iter().find(|event| event["kind"] == "step.corrected").unwrap();
    assert!(corrected["second"].is_string(), "{corrected}");

    // It stood in a tank of the wrong kind: no first entry would have been taken, and it is true.
    let truth = with(
        &correction,
        json!({ "values": [], "scans": [{ "code": "at", "scan": format!("&p{}", position(&station, "permanent")) }],
            "reason": "it stood in the other tank" }),
    );
    let nowhere = with(&truth, json!({ "scans": [{ "code": "at", "scan": "&pT99-R01-S001" }] }));
    assert_eq!(station.refused("unit.correct_step", nowhere), "bench.position_unknown");
    assert_eq!(station.refused("unit.correct_step", truth.clone()), "bench.step_unsigned");
    let shown = station.ask("unit.show_step_correction", truth.clone());
    assert_eq!((&shown["holds"], &shown["departures"][0]["rule"]), (&json!(true), &json!("wrong_kind")));
    assert_eq!(shown["departures"][0]["en"], "Place");
    let signed = with(&truth, json!({ "digest": shown["digest"], "login": "lab", "password": PASSWORD }));
    station.ask("unit.correct_step", signed);
    let view = station.ask("unit.get", json!({ "donation": unit, "din": null }));
    assert_eq!(view["row"]["held"], true);
    let note = view["holds"][0]["note"].as_str().unwrap();
    assert!(note.contains("it stood in the other tank"), "{note}");
    let rules = view["steps"][0]["departures"].as_array().unwrap().iter().map(|one| one["rule"].clone());
    assert_eq!(rules.collect::<Vec<_>>(), ["wrong_kind"], "it stands with the step");
}
