//! Units worked together: what fits, one act for all or for none, departures of single units, a timer over a restart, who
//! leaves, and the line clearance at both ends.

use crate::station::{Clocks, Station};
use crate::sync::Trio;
use api::Problem;
use serde_json::{Value, json};

const DEMO_PASSWORD: &str = "demo-2026";

const SOP: &str = r#"{
  "code": "together", "version": "1", "title": { "zh": "成批", "en": "Together" },
  "steps": [
    {
      "code": "weigh", "number": 1, "title": { "zh": "称量", "en": "Weigh" }, "help": { "zh": "称量", "en": "Weigh it" },
      "inputs": [{
        "code": "weight", "zh": "重量", "en": "Weight", "kind": { "number": { "min": "1", "max": "500" } }, "unit": "g",
        "low": "50", "high": "150"
      }],
      "scans": [{ "code": "balance", "zh": "天平", "en": "Balance", "kind": "equipment" }]
    },
    {
      "code": "settle", "number": 2, "title": { "zh": "静置", "en": "Settle" }, "help": { "zh": "静置", "en": "Let it settle" },
      "inputs": [{
        "code": "temperature", "zh": "温度", "en": "Temperature", "kind": { "number": { "min": "0", "max": "40" } },
        "unit": "°C"
      }],
      "scans": [{ "code": "shaker", "zh": "摇床", "en": "Shaker", "kind": "equipment" }],
      "dwell": { "min_min": 10, "max_min": 20, "outside": "signed" }, "per": "run"
    },
    {
      "code": "note", "number": 3, "title": { "zh": "备注", "en": "Note" }, "help": { "zh": "备注", "en": "Take a note" },
      "inputs": [{ "code": "text", "zh": "内容", "en": "Text", "kind": "text" }], "skip": "signed"
    }
  ]
}"#;

pub fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": DEMO_PASSWORD }));
}

fn problem(station: &Station, command: &str, args: Value) -> Problem {
    station.try_ask(command, args).expect_err(command)
}

/// The code of the refusal and the units that it names.
fn refused(station: &Station, command: &str, args: Value) -> (String, String) {
    let problem = problem(station, command, args);
    let names = ["din", "dins"].into_iter().find_map(|name| problem.params.get(name));
    (problem.code.clone(), names.map(|names| names.as_str().unwrap().to_owned()).unwrap_or_default())
}

pub fn rows(station: &Station, status: &str) -> Vec<Value> {
    let filter = json!({
        "statuses": [status], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 50,
    });
    station.ask("unit.list", filter)["rows"].as_array().unwrap().clone()
}

/// Receives and accepts a unit; its number.
pub fn accept(station: &Station, row: &Value) -> Value {
    let (donation, din) = (&row["donation"], row["din"].as_str().unwrap());
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let arrived = json!({
        "shipment": unit["shipment"], "bag_scan": format!("&d{din}00"), "companion_scan": format!("&d{din}08"),
        "temperature_min_c": "6.0", "temperature_max_c": "18.5", "intact": true,
    });
    let receipt = station.ask("receipt.receive", arrived);
    let accept = json!({
        "donation": donation, "decision": "accept", "reason": "looked at", "digest": receipt["digest"], "login": "lab",
        "password": DEMO_PASSWORD,
    });
    station.ask("receipt.decide", accept);
    donation.clone()
}

fn bench_step(station: &Station, donation: &Value, place: usize) -> Value {
    station.ask("bench.get", json!({ "donation": donation, "din": null }))["steps"][place].clone()
}

fn record(run: &Value, units: &[&Value], step: &str, values: &[(&str, &str)], own: Value) -> Value {
    let values: Vec<Value> =
        values.iter().map(|(code, value)| json!({ "code": code, "value": value })).collect();
    let scans = if step == "weigh" { json!([{ "code": "balance", "scan": "&eEQ-001" }]) } else { json!([]) };
    json!({
        "run": run, "step": step, "units": units, "values": values, "own": own, "scans": scans, "done_ms": null, "second_login": null,
        "second_password": null, "reason": null, "digests": [], "login": null, "password": null,
    })
}

fn weight(donation: &Value, value: &str) -> Value {
    json!({ "donation": donation, "values": [{ "code": "weight", "value": value }] })
}

/// Draws and approves the procedure, so that units accepted now are worked by it.
pub fn by_this_procedure(station: &Station) {
    by_procedure(station, SOP, "together");
}

pub fn by_procedure(station: &Station, content: &str, code: &str) {
    sign_in(station, "quality");
    station.ask("procedure.draw", json!({ "content": content, "based_on": null, "reason": "for the test" }));
    sign_in(station, "director");
    let list = station.ask("procedure.list", json!({}));
    let drawn = list["procedures"].as_array().unwrap().iter().find(|p| p["code"] == code).unwrap().clone();
    let approve = json!({
        "kind": drawn["kind"], "code": drawn["code"], "version": drawn["version"], "digest": drawn["digest"],
        "effective_ms": null, "login": "director", "password": DEMO_PASSWORD,
    });
    station.ask("procedure.approve", approve);
}

pub fn checks(station: &Station, when: &str) -> Vec<Value> {
    let list = station.ask("run.clearance", json!({}));
    list[when].as_array().unwrap().iter().map(|check| check["code"].clone()).collect()
}

fn units_of(view: &Value) -> Vec<Value> {
    let units = view["units"].as_array().unwrap().iter().filter(|unit| unit["left_ms"].is_null());
    units.map(|unit| unit["unit"]["donation"].clone()).collect()
}

// requirement: 1271.47(b)-(d)
#[test]
fn units_are_worked_together_all_or_none_of_them_and_each_keeps_a_history_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let open = || Station::open_on(folder.path(), &clocks);
    let station = open();
    station.ask("setup.open_demo", json!({ "units": 600, "seed": 7 }));
    by_this_procedure(&station);
    sign_in(&station, "lab");
    let other = rows(&station, "processing").into_iter().find(|row| row["held"] == false).unwrap();
    let arriving: Vec<Value> = rows(&station, "in_transit").into_iter().take(4).collect();
    let din = |place: usize| arriving[place]["din"].as_str().unwrap().to_owned();
    let units: Vec<Value> = arriving.iter().map(|row| accept(&station, row)).collect();
    let [a, b, c, d] = units.as_slice() else { panic!("four units on their way") };

    // What fits together, and who does not, by name.
    let fit = station.ask("run.check", json!({ "units": [a, b, c, d] }));
    assert_eq!((&fit["number"], fit["units"].as_array().unwrap().len()), (&json!(1), 4));
    let check = |units: Value| refused(&station, "run.check", json!({ "units": units }));
    assert_eq!(check(json!([])).0, "run.size");
    assert_eq!(check(json!([a, b, a])), ("run.twice".to_owned(), din(0)));
    let stranger = other["din"].as_str().unwrap().to_owned();
    assert_eq!(check(json!([a, other["donation"]])), ("run.other_procedure".to_owned(), stranger));
    let single = json!({
        "donation": d, "step": "weigh", "values": [{ "code": "weight", "value": "99" }],
        "scans": [{ "code": "balance", "scan": "&eEQ-001" }], "done_ms": null, "second_login": null,
        "second_password": null, "reason": null, "digest": null, "login": null, "password": null,
    });
    station.ask("bench.record_step", single);
    assert_eq!(check(json!([a, d, c])), ("run.other_step".to_owned(), din(3)));

    // Line clearance, then the run.
    let before = checks(&station, "before");
    let start = |units: Value, checks: &[Value]| json!({ "units": units, "checks": checks });
    assert_eq!(station.refused("run.start", start(json!([a, b, c]), &before[1..])), "run.clearance");
    let view = station.ask("run.start", start(json!([a, b, c]), &before));
    let (run, number) = (view["row"]["run"].clone(), view["row"]["number"].clone());
    assert_eq!(units_of(&view), [a.clone(), b.clone(), c.clone()]);
    assert_eq!(
        (&view["in_hand"]["step"]["code"], &view["in_hand"]["per"]),
        (&json!("weigh"), &json!("unit"))
    );
    assert_eq!(
        refused(&station, "run.start", start(json!([b]), &before)),
        ("run.elsewhere".to_owned(), din(1))
    );
    let with = |unit: &Value| json!({ "run": run, "donation": unit });
    assert_eq!(refused(&station, "run.join", with(a)), ("run.joined_before".to_owned(), din(0)));
    assert_eq!(refused(&station, "run.join", with(d)), ("run.other_step".to_owned(), din(3)));

    // One unit that cannot be is none that is.
    let all = [("weight", "98.5")];
    let wrong = record(&run, &[a, b, c], "weigh", &all, json!([weight(b, "900")]));
    assert_eq!(refused(&station, "run.record_step", wrong), ("value.too_high".to_owned(), din(1)));
    let stray = record(&run, &[a, b, c], "weigh", &all, json!([weight(d, "90")]));
    assert_eq!(station.refused("run.record_step", stray), "run.not_in");
    for unit in [a, b, c] {
        assert_eq!(bench_step(&station, unit, 0)["standing"], "ready", "nothing was half recorded");
    }

    // A departure is signed for the unit that departs, over what was shown of it.
    let mut weighing = record(&run, &[a, b, c], "weigh", &all, json!([weight(b, "160"), weight(c, "77")]));
    assert_eq!(
        refused(&station, "run.record_step", weighing.clone()),
        ("bench.step_unsigned".to_owned(), din(1))
    );
    let shown = station.ask("run.show_step", weighing.clone());
    let of = shown["units"].as_array().unwrap();
    let wants: Vec<(&Value, &Value)> =
        of.iter().map(|unit| (&unit["donation"], &unit["wants_signature"])).collect();
    assert_eq!(wants, [(a, &json!(false)), (b, &json!(true)), (c, &json!(false))]);
    let digests = |of: &[Value]| -> Vec<Value> {
        of.iter().map(|unit| json!({ "donation": unit["donation"], "digest": unit["digest"] })).collect()
    };
    (weighing["reason"], weighing["login"]) = (json!("heavy bag"), json!("lab"));
    (weighing["password"], weighing["digests"]) = (json!(DEMO_PASSWORD), json!(digests(&of[..1])));
    assert_eq!(
        refused(&station, "run.record_step", weighing.clone()),
        ("signature.content_changed".to_owned(), din(1))
    );
    weighing["digests"] = json!(digests(of));
    let view = station.ask("run.record_step", weighing.clone());
    assert_eq!(view["in_hand"]["step"]["code"], "settle");
    for (unit, value, reason) in
        [(a, "98.5", json!(null)), (b, "160", json!("heavy bag")), (c, "77", json!(null))]
    {
        let done = bench_step(&station, unit, 0);
        assert_eq!((&done["values"][0]["value"], &done["reason"]), (&json!(value), &reason));
        assert_eq!(done["scans"][0]["value"], "EQ-001");
    }
    let past = problem(&station, "run.record_step", weighing);
    assert_eq!(
        (past.code.as_str(), &past.params["step_zh"], &past.params["step_en"]),
        ("run.not_at_step", &json!("1 称量"), &json!("1 Weigh"))
    );
    let view = station.ask("run.join", with(d));
    assert_eq!(units_of(&view).len(), 4);

    // A timer goes on through a restart, for all of them; one value counts for all.
    let settle = |own: Value| record(&run, &[a, b, c, d], "settle", &[("temperature", "21")], own);
    assert_eq!(station.refused("run.record_step", settle(json!([]))), "bench.step_not_begun");
    let begin_with =
        |scans: Value| json!({ "run": run, "step": "settle", "units": [a, b, c, d], "scans": scans });
    let shaker = |code: &str| json!([{ "code": "shaker", "scan": code }]);
    assert_eq!(refused(&station, "run.begin_step", begin_with(json!([]))).0, "bench.equipment_missing");
    // The wrong one is taken back for all of them; nothing else is scanned while it goes on.
    station.ask("run.begin_step", begin_with(shaker("&eEQ-002")));
    let other = |code: &str| {
        let mut request = settle(json!([]));
        request["scans"] = shaker(code);
        request
    };
    assert_eq!(refused(&station, "run.record_step", other("&eEQ-001")).0, "bench.scan_fixed");
    let void =
        |reason: &str| json!({ "run": run, "step": "settle", "units": [a, b, c, d], "reason": reason });
    assert_eq!(station.refused("run.void_start", void(" ")), "value.empty");
    let view = station.ask("run.void_start", void("the other shaker"));
    assert!(view["in_hand"]["step"]["begun_ms"].is_null());
    assert_eq!(station.refused("run.void_start", void("again")), "bench.step_not_going_on");
    // One unit was begun by itself, on another shaker: the run's page shows which.
    station.ask("bench.begin_step", json!({ "donation": d, "step": "settle", "scans": shaker("&eEQ-002") }));
    let begin = begin_with(shaker("&eEQ-001"));
    let view = station.ask("run.begin_step", begin.clone());
    let used: Vec<Value> =
        view["units"].as_array().unwrap().iter().map(|unit| unit["begun_with"].clone()).collect();
    let on = |code: &str| json!([{ "code": "shaker", "scan": code }]);
    assert_eq!(
        used,
        [on("EQ-001"), on("EQ-001"), on("EQ-001"), on("EQ-002")],
        "in use, and not scanned again"
    );
    let begun_ms = view["in_hand"]["step"]["begun_ms"].clone();
    assert!(begun_ms.is_i64());
    assert_eq!(station.refused("run.begin_step", begin), "bench.step_begun_before");
    clocks.pass(5);
    drop(station);
    clocks.restart();
    let station = open();
    sign_in(&station, "lab");
    let view = station.ask("run.get", json!({ "run": run, "step": null }));
    assert_eq!((&view["in_hand"]["step"]["begun_ms"], &view["row"]["number"]), (&begun_ms, &number));
    assert!(view["units"].as_array().unwrap().iter().all(|unit| unit["begun_ms"].is_i64()));
    assert_eq!(refused(&station, "run.record_step", settle(json!([]))).0, "bench.step_unsigned");
    clocks.pass(7);
    sign_in(&station, "lab");
    let own = json!([{ "donation": b, "values": [{ "code": "temperature", "value": "22" }] }]);
    assert_eq!(refused(&station, "run.record_step", settle(own)), ("run.one_value".to_owned(), din(1)));
    let view = station.ask("run.record_step", settle(json!([])));
    assert_eq!(view["in_hand"]["step"]["code"], "note");
    for unit in &units {
        assert_eq!(bench_step(&station, unit, 1)["values"][0]["value"], "21");
    }

    // One on hold stops all, until it leaves with a reason.
    sign_in(&station, "quality");
    station.ask("unit.hold", json!({ "donation": a, "note": "bag leaks" }));
    sign_in(&station, "lab");
    let note = record(&run, &[a, b, c, d], "note", &[("text", "fine")], json!([]));
    assert_eq!(refused(&station, "run.record_step", note.clone()), ("unit.held".to_owned(), din(0)));
    let view = station.ask("run.get", json!({ "run": run, "step": null }));
    assert_eq!(view["units"][0]["blocked_by"]["code"], "unit.held");
    let leave = |unit: &Value, reason: &str| json!({ "run": run, "donation": unit, "reason": reason });
    assert_eq!(station.refused("run.leave", leave(a, " ")), "value.empty");
    let view = station.ask("run.leave", leave(a, "on hold"));
    assert_eq!((&view["units"][0]["left_reason"], units_of(&view).len()), (&json!("on hold"), 3));
    assert_eq!(refused(&station, "run.leave", leave(a, "again")), ("run.not_in".to_owned(), din(0)));

    // Who did not see that it left is told, and nothing is recorded of the others.
    assert_eq!(refused(&station, "run.record_step", note.clone()), ("run.changed".to_owned(), din(0)));
    let fewer = record(&run, &[b, c], "note", &[("text", "fine")], json!([]));
    assert_eq!(refused(&station, "run.record_step", fewer), ("run.changed".to_owned(), din(3)));
    for unit in [b, c, d] {
        assert_eq!(bench_step(&station, unit, 2)["standing"], "ready", "nothing was half recorded");
    }

    // Left out by one signature, for each of them.
    let digests = view["in_hand"]["skip_digests"].clone();
    let skip = |digests: &Value| {
        json!({
            "run": run, "step": "note", "reason": "nothing to say", "digests": digests, "login": "lab",
            "password": DEMO_PASSWORD,
        })
    };
    let fewer = json!(digests.as_array().unwrap()[1..]);
    assert_eq!(refused(&station, "run.skip_step", skip(&fewer)), ("run.changed".to_owned(), din(1)));
    let view = station.ask("run.skip_step", skip(&digests));
    assert!(view["in_hand"].is_null());
    for unit in [b, c, d] {
        assert_eq!(bench_step(&station, unit, 2)["standing"], "skipped");
    }
    assert_eq!(bench_step(&station, a, 2)["standing"], "ready");

    // Every unit is scanned at the end, and nothing comes after it.
    let after = checks(&station, "after");
    let scan = |place: usize| json!(format!("&d{}00", din(place)));
    let close = |scans: Value, checks: &[Value]| json!({ "run": run, "scans": scans, "checks": checks });
    let (b, c, d) = (scan(1), scan(2), scan(3));
    assert_eq!(
        refused(&station, "run.close", close(json!([b, d]), &after)),
        ("run.unaccounted".to_owned(), din(2))
    );
    assert_eq!(
        refused(&station, "run.close", close(json!([b, b, d]), &after)),
        ("run.unaccounted".to_owned(), din(2))
    );
    assert_eq!(
        refused(&station, "run.close", close(json!([scan(0), b, c, d]), &after)),
        ("run.not_in".to_owned(), din(0))
    );
    assert_eq!(
        station.refused("run.close", close(json!([units[1], units[2], units[3]]), &after)),
        "scan.unknown_code"
    );
    let open_check = problem(&station, "run.close", close(json!([b, c, d]), &[]));
    assert_eq!(open_check.code, "run.clearance");
    assert!(open_check.params["check_zh"].as_str().unwrap().contains("遗留"), "{open_check}");
    let view = station.ask("run.close", close(json!([b, c, d]), &after));
    assert!(view["row"]["closed_ms"].is_i64());
    assert_eq!(station.refused("run.close", close(json!([b, c, d]), &after)), "run.closed");
    assert_eq!(station.refused("run.join", with(a)), "run.closed");
    let typed = number.as_str().unwrap().to_lowercase();
    assert_eq!(station.ask("run.find", json!({ "number": typed }))["run"], run);
    assert_eq!(station.refused("run.find", json!({ "number": "000000-AAAA" })), "run.unknown");
    let list = station.ask("run.list", json!({}));
    assert_eq!((&list["open"], &list["closed"][0]["run"]), (&json!([]), &run));
    for (unit, stays) in [(a, false), (&units[1], true)] {
        let of = station.ask("run.of_unit", json!({ "donation": unit, "din": null }));
        let found = &of["runs"][0];
        assert_eq!(
            (&found["row"]["run"], &found["stays"], &found["contested"]),
            (&run, &json!(stays), &json!(false))
        );
    }
    sign_in(&station, "manager");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}

/// The work items of a station about units that nobody accounted for: number of the run, and the units.
fn unaccounted(station: &Station) -> Vec<(Value, Vec<Value>)> {
    let list = station.ask("work.list", json!({}));
    let items = list["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "run_unaccounted");
    let units =
        |item: &Value| item["units"].as_array().unwrap().iter().map(|unit| unit["din"].clone()).collect();
    items.map(|item| (item["about"].clone(), units(item))).collect()
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_unit_that_another_station_took_into_a_run_that_ended_is_not_accounted_for() {
    let mut trio = Trio::start("unaccounted");
    let one = || {
        let sent = crate::job::sent(&trio.hospital, &trio.lab_site);
        trio.settle();
        crate::job::receive(&trio.lab, &sent.0, &sent.1, &sent.2);
        trio.settle();
        sent
    };
    let sent = [one(), one()];
    let [(counted, counted_din, _), (lost, lost_din, _)] = &sent;
    trio.lab.sign_in("lab");
    let view =
        trio.lab.ask("run.start", json!({ "units": [counted], "checks": checks(&trio.lab, "before") }));
    let (run, number) = (view["row"]["run"].clone(), view["row"]["number"].clone());
    trio.settle();
    trio.centre.stop().unwrap();
    trio.office.sign_in("lab");
    trio.office.ask("run.join", json!({ "run": run, "donation": lost }));
    let close =
        json!({ "run": run, "scans": [format!("&d{counted_din}00")], "checks": checks(&trio.lab, "after") });
    let by_form =
        json!({ "run": run, "scans": [format!("&d{counted_din}08")], "checks": checks(&trio.lab, "after") });
    let problem = trio.lab.try_ask("run.close", by_form).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("scan.wrong_kind", Some("scans")));
    trio.lab.ask("run.close", close);
    assert_eq!(unaccounted(&trio.lab), [], "nothing was heard of it yet");
    trio.centre.start_again().unwrap();
    trio.settle();
    for station in [&trio.lab, &trio.office] {
        assert_eq!(unaccounted(station), [(number.clone(), vec![json!(lost_din)])]);
        let view = station.ask("run.get", json!({ "run": run, "step": null }));
        let told: Vec<_> =
            view["units"].as_array().unwrap().iter().map(|unit| unit["unaccounted"].clone()).collect();
        assert_eq!(told, [json!(false), json!(true)]);
        let of = station.ask("run.of_unit", json!({ "donation": lost, "din": null }));
        assert_eq!(of["runs"][0]["unaccounted"], true);
        assert_eq!(station.ask("run.list", json!({}))["unaccounted"][0]["number"], number);
    }
    // It is found and taken out; of a unit that was counted the end stands.
    let leave = |unit: &Value| json!({ "run": run, "donation": unit, "reason": "found on the other bench" });
    assert_eq!(trio.office.refused("run.leave", leave(counted)), "run.closed");
    trio.office.ask("run.leave", leave(lost));
    trio.settle();
    for station in [&trio.lab, &trio.office] {
        assert_eq!(unaccounted(station), []);
    }
}
