//! Freezing curves through the whole: programs are approved, files are read or refused by their cell, a curve that does
//! not pass stands in the way of a release until another person has reviewed it, and other stations see the same.

use crate::job::{receive, sent};
use crate::run::{accept, by_procedure, checks, rows, sign_in};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use base64::Engine as _;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Minutes and °C of a sample as it should be.
const GOOD: [(f64, f64); 8] = [
    (0.0, 4.5),
    (5.0, 4.5),
    (14.0, -8.0),
    (15.0, -4.0),
    (17.0, -8.0),
    (19.0, -12.0),
    (47.0, -40.0),
    (54.0, -96.0),
];
/// The shipped program's chamber.
const CHAMBER: [(f64, f64); 8] = [
    (0.0, 4.0),
    (5.0, 4.0),
    (13.0, -4.0),
    (14.44, -40.0),
    (17.24, -12.0),
    (45.24, -40.0),
    (51.24, -100.0),
    (60.0, -100.0),
];

fn line(table: &[(f64, f64)], minutes: f64) -> f64 {
    let Some(after) = table.iter().position(|(at, _)| *at >= minutes) else { return table.last().unwrap().1 };
    if after == 0 {
        return table[0].1;
    }
    let ((from, low), (to, high)) = (table[after - 1], table[after]);
    low + (high - low) * (minutes - from) / (to - from)
}

/// A freezer's file, the sample as much warmer as is said.
fn file(sample: &[(f64, f64)], warmer: f64) -> Vec<u8> {
    let mut text = "程序降温仪,CRF-2\n时间（分:秒）,腔体温度（℃）,样品温度（℃）\n".replace("分:秒", "mm:ss");
    for row in 0..=57 * 6 {
        let minutes = f64::from(row) / 6.0;
        let (chamber, sample) = (line(&CHAMBER, minutes), line(sample, minutes) + warmer);
        writeln!(text, "{:02}:{:02},{chamber:.2},{sample:.2}", row / 6, row % 6 * 10).unwrap();
    }
    text.into_bytes()
}

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

fn program(station: &Station) -> Value {
    let list = station.ask("procedure.list", json!({}));
    let mut found = list["procedures"].as_array().unwrap().iter().filter(|one| one["kind"] == "freezing");
    found.next().unwrap().clone()
}

fn request(name: &str, bytes: &[u8], program: &Value, donation: &Value, reason: Value) -> Value {
    json!({
        "name": name, "content": base64::engine::general_purpose::STANDARD.encode(bytes),
        "program": program["digest"], "equipment": "CRF-2", "begins": "", "run": null,
        "units": [by_id(donation)], "reason": reason,
    })
}

fn blockers(station: &Station, donation: &Value) -> Vec<String> {
    let review = station.ask("review.get", by_id(donation));
    let codes = review["blockers"].as_array().unwrap().iter();
    let codes = codes.map(|blocker| blocker["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code.starts_with("freezing.")).collect()
}

fn entries(station: &Station) -> u64 {
    let report = station.ask("ledger.verify", json!({}));
    assert_eq!(report["good"], true, "{report}");
    report["entries"].as_u64().unwrap()
}

fn listed(station: &Station, open_only: bool) -> Value {
    station.ask("freezing.list", json!({ "open_only": open_only, "after": null, "limit": 50 }))
}

fn review(view: &Value, fitness: &str, note: &str, login: &str) -> Value {
    let units: Vec<Value> = view["units"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|unit| unit["current"] == true)
        .map(|unit| json!({ "donation": unit["unit"]["donation"], "digest": unit["digest"] }))
        .collect();
    json!({
        "curve": view["row"]["curve"], "fitness": fitness, "note": note, "units": units, "login": login,
        "password": PASSWORD,
    })
}

fn verdict(findings: &Value, rule: &str) -> (Value, Value) {
    let mut all = findings.as_array().unwrap().iter().map(|view| &view["finding"]);
    let found = all.find(|finding| finding["rule"] == rule).expect(rule);
    (found["verdict"].clone(), found["value"].clone())
}

/// Two stations take a unit into a run, each without hearing of the other; the runs as the laboratory lists them.
fn in_two_runs(trio: &Trio, donation: &Value) -> Value {
    trio.office.sign_in("lab");
    for station in [&trio.lab, &trio.office] {
        let clearance = station.ask("run.clearance", json!({}));
        let checks = clearance["before"].as_array().unwrap().iter().map(|check| check["code"].clone());
        let start = json!({ "units": [donation], "checks": checks.collect::<Vec<_>>() });
        station.ask("run.start", start);
    }
    trio.settle();
    let runs = trio.lab.ask("run.of_unit", by_id(donation))["runs"].clone();
    let runs = Value::from(runs.as_array().unwrap().iter().map(|one| one["row"].clone()).collect::<Vec<_>>());
    assert_ne!(runs[0]["number"], runs[1]["number"]);
    runs
}

// requirement: 11.70
#[test]
fn a_curve_from_its_file_to_its_review_at_two_stations() {
    let trio = Trio::start("freezing");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    let lab = &trio.lab;
    lab.sign_in("lab");
    trio.settle();
    let runs = in_two_runs(&trio, &donation);
    let shown = program(lab);
    let good = |reason: Value| request("run-1.csv", &file(&GOOD, 0.0), &shown, &donation, reason);

    // A program is approved before curves are read by it.
    assert_eq!(lab.ask("freezing.form", json!({}))["programs"], json!([]));
    assert_eq!(lab.refused("freezing.preview", good(Value::Null)), "procedure.not_approved");
    lab.sign_in("quality");
    let approval = json!({
        "kind": "freezing", "code": shown["code"], "version": shown["version"], "digest": shown["digest"],
        "effective_ms": null, "login": "quality", "password": PASSWORD,
    });
    lab.ask("procedure.approve", approval);
    lab.sign_in("lab");
    assert_eq!(lab.ask("freezing.form", json!({}))["programs"][0]["unconfirmed"], shown["unconfirmed"]);

    // What the file says is seen before anything is saved; nobody confirmed a limit, so nothing judges.
    let before = entries(lab);
    let preview = lab.ask("freezing.preview", good(Value::Null));
    assert_eq!((&preview["shown"]["rows"], &preview["units"][0]["state"]), (&json!(343), &json!("new")));
    assert_eq!(preview["shown"]["verdict"], "unconfirmed");
    let rate = verdict(&preview["shown"]["findings"], "cooling_rate");
    assert_eq!(rate, (json!("unconfirmed"), json!("1.00 °C/min")));
    assert_eq!(entries(lab), before, "a preview records nothing");
    // The run that is on record is the one that was asked for, whichever the unit is in beside it.
    let mut of_run = good(Value::Null);
    (of_run["run"], of_run["units"]) = (runs[1]["run"].clone(), json!([]));
    let view = lab.ask("freezing.record", of_run);
    assert_eq!(view["units"][0]["run"], runs[1]["number"]);
    assert_eq!(
        (&view["row"]["open"], &view["own"], view["units"].as_array().unwrap().len()),
        (&json!(1), &json!(true), 1)
    );
    let recorded = entries(lab);
    assert_eq!(recorded, before + 2, "the curve, and what it means for the unit");
    // The same file twice makes nothing, and says so before.
    let again = lab.ask("freezing.preview", good(Value::Null));
    assert_eq!(again["units"][0]["state"], "same");
    assert_eq!(lab.ask("freezing.record", good(Value::Null))["row"]["curve"], view["row"]["curve"]);
    assert_eq!(entries(lab), recorded);
    assert_eq!(lab.refused("freezing.review", review(&view, "fit", "", "lab")), "permission.denied");

    // What could not be judged waits; once the bank has confirmed the limits it passes.
    lab.sign_in("quality");
    assert_eq!(blockers(lab, &donation), ["freezing.open"]);
    assert_eq!((&listed(lab, true)["open"], &listed(lab, false)["total"]), (&json!(1), &json!(1)));
    lab.confirm_limits("quality", shown["code"].as_str().unwrap(), "1");
    assert!(blockers(lab, &donation).is_empty());
    let of_unit = lab.ask("freezing.of_unit", by_id(&donation));
    assert_eq!(
        (&of_unit["curves"][0]["verdict"], &of_unit["curves"][0]["here"]),
        (&json!("pass"), &json!(true))
    );

    // Another file takes its place with a reason, and fails.
    lab.sign_in("lab");
    let warm = |reason: Value| request("run-2.csv", &file(&GOOD, 9.0), &shown, &donation, reason);
    let wanted = lab.ask("freezing.preview", warm(Value::Null));
    assert_eq!(
        (&wanted["units"][0]["state"], &wanted["units"][0]["problem"]["code"]),
        (&json!("replaces"), &json!("freezing.replaces"))
    );
    assert_eq!(lab.refused("freezing.record", warm(Value::Null)), "freezing.replaces");
    let view = lab.ask("freezing.record", warm(json!("第一次选错文件")));
    assert_eq!(verdict(&view["shown"]["findings"], "end_temperature"), (json!("fail"), json!("-87.0 °C")));
    trio.settle();

    // The other station of the site has curve and unit, and reviews them.
    let office = &trio.office;
    office.sign_in("quality");
    assert_eq!(blockers(office, &donation), ["freezing.open"]);
    let seen = office.ask("freezing.get", json!({ "curve": view["row"]["curve"] }));
    assert_eq!(seen["shown"]["points"], view["shown"]["points"]);
    assert_eq!(office.refused("freezing.review", review(&seen, "fit", " ", "quality")), "freezing.reason");
    let mut stale = review(&seen, "fit", "已核实", "quality");
    stale["units"][0]["digest"] = json!("00");
    assert_eq!(office.refused("freezing.review", stale), "signature.content_changed");
    let refused = office.ask("freezing.review", review(&seen, "unfit", "未到终温", "quality"));
    assert_eq!((&refused["row"]["open"], &refused["row"]["unfit"]), (&json!(0), &json!(1)));
    assert_eq!(refused["units"][0]["review"]["fitness"], "unfit");
    assert_eq!(blockers(office, &donation), ["freezing.unfit"]);
    let accepted = review(&refused, "fit", "探头脱落，备用记录为 −92 °C", "quality");
    office.ask("freezing.review", accepted);
    assert!(blockers(office, &donation).is_empty());
    trio.settle();
    lab.sign_in("quality");
    assert!(blockers(lab, &donation).is_empty());
    let of_unit = lab.ask("freezing.of_unit", by_id(&donation));
    assert_eq!(of_unit["curves"][0]["review"]["by"], "刘质控");
    assert_eq!(of_unit["curves"][1]["current"], false);
    let shown = || (lab.ask("freezing.of_unit", by_id(&donation)), listed(lab, false), listed(lab, true));
    let before = shown();
    lab.0.rebuild().unwrap();
    assert_eq!(shown(), before, "a rebuild changes nothing");
    entries(lab);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_by_cell_and_nothing_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 120);
    station.ask("session.sign_in", json!({ "login": "lab", "password": "demo-2026" }));
    let list = json!({
        "statuses": ["stored"], "text": "", "inventory": null, "held_only": false, "after": null,
        "limit": 50,
    });
    let units = station.ask("unit.list", list)["rows"].clone();
    let donation = units[0]["donation"].clone();
    let shown = program(&station);
    // The site keeps a register of its freezers: a number that is not in it is no freezer. The unit's own one is that which
    // its step names.
    let steps = station.ask("unit.get", by_id(&donation))["steps"].clone();
    let freeze = steps.as_array().unwrap().iter().find(|step| step["code"] == "freeze").unwrap();
    let freezer = freeze["scans"][0]["value"].clone();
    assert!(freezer.is_string(), "{freeze}");
    let of = |bytes: &[u8]| {
        let mut request = request("f.csv", bytes, &shown, &donation, Value::Null);
        request["equipment"] = freezer.clone();
        request
    };
    let bad = file(&GOOD, 0.0);
    let text = String::from_utf8(bad).unwrap();
    let cold = text.replacen("00:10,4.00,4.50", "00:10,4.00,很冷", 1);
    let twice = text.replacen("00:20,", "00:10,", 1);
    let no_sample = text.replacen("样品温度", "备注", 1);
    let with = |field: &str, value: Value| {
        let mut request = of(text.as_bytes());
        request[field] = value;
        request
    };
    let before = entries(&station);
    let list = json!({ "used_up": false, "after": null, "limit": 200 });
    let devices = station.ask("equipment.list", list)["rows"].clone();
    let centrifuge =
        devices.as_array().unwrap().iter().find(|device| device["kind"] == "centrifuge").unwrap();
    let code = &centrifuge["code"];
    let other = |device: &&Value| device["kind"] == "freezer" && device["code"] != freezer;
    let other = &devices.as_array().unwrap().iter().find(other).unwrap()["code"];
    let cases: [(Value, &str, &str, Value); 11] = [
        (with("equipment", other.clone()), "freezing.other_device", "equipment", json!([null, null, other])),
        (with("equipment", json!("CRF-2")), "equipment.unknown", "equipment", json!([null, null, "CRF-2"])),
        (with("equipment", code.clone()), "equipment.kind", "equipment", json!([null, null, code])),
        (of(cold.as_bytes()), "freezing.file_cell", "content", json!([4, "样品温度（℃）", "很冷"])),
        (of(twice.as_bytes()), "freezing.file_time", "content", json!([5, null, "00:10"])),
        (of(no_sample.as_bytes()), "freezing.file_column", "content", json!([null, "sample", null])),
        (with("begins", json!("later")), "freezing.begins_text", "begins", json!([null, null, "later"])),
        (with("begins", json!("57:00")), "freezing.begins", "begins", json!([null, null, "3420"])),
        (with("equipment", json!("")), "value.empty", "equipment", json!([null, null, null])),
        (with("program", json!("00")), "value.not_a_choice", "program", json!([null, null, "00"])),
        (with("units", json!([])), "freezing.units", "units", json!([null, null, null])),
    ];
    for (request, code, field, said) in cases {
        let problem = station.try_ask("freezing.record", request).expect_err(code);
        let param = |name: &str| problem.params.get(name).cloned().unwrap_or_default();
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
        assert_eq!(json!([param("line"), param("column"), param("value")]), said, "{code}");
    }
    assert_eq!(entries(&station), before, "nothing is half saved");
    // What was recorded is there after a restart.
    let view = station.ask("freezing.record", of(text.as_bytes()));
    drop(station);
    let station = Station::open(folder.path());
    station.ask("setup.unlock", json!({ "passphrase": app::DEMO_PASSPHRASE, "remember": false }));
    station.ask("session.sign_in", json!({ "login": "quality", "password": "demo-2026" }));
    let curve = station.ask("freezing.get", json!({ "curve": view["row"]["curve"] }));
    assert_eq!((&curve["shown"], &curve["own"]), (&view["shown"], &json!(false)));
}

const FREEZE: &str = r#"{
  "code": "cold", "version": "1", "title": { "zh": "冻存", "en": "Freezing" },
  "steps": [{
    "code": "freeze", "number": 1, "title": { "zh": "降温", "en": "Freeze" }, "help": { "zh": "降温", "en": "Freeze it" },
    "inputs": [{ "code": "text", "zh": "备注", "en": "Note", "kind": "text" }],
    "scans": [{ "code": "freezer", "zh": "程序降温仪", "en": "Freezer", "kind": "equipment" }]
  }]
}"#;

#[test]
fn a_rejected_unit_of_a_run_stops_neither_the_curve_of_the_others_nor_its_review() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 600);
    by_procedure(&station, FREEZE, "cold");
    sign_in(&station, "lab");
    let units: Vec<Value> =
        rows(&station, "in_transit").iter().take(3).map(|row| accept(&station, row)).collect();
    let start = json!({ "units": units, "checks": checks(&station, "before") });
    let run = station.ask("run.start", start)["row"]["run"].clone();
    let reject = |donation: &Value| {
        sign_in(&station, "quality");
        let shown = station.ask("unit.get", by_id(donation));
        let reject = json!({
            "donation": donation, "reason": "contamination", "note": "", "digest": shown["rejection_digest"],
            "login": "quality", "password": "demo-2026", "second_login": "manager", "second_password": "demo-2026",
        });
        station.ask("unit.reject", reject);
        sign_in(&station, "lab");
    };
    // One is rejected before it is frozen, one after.
    reject(&units[2]);
    let list = json!({ "used_up": false, "after": null, "limit": 200 });
    let devices = station.ask("equipment.list", list)["rows"].clone();
    let freezer = devices.as_array().unwrap().iter().find(|device| device["kind"] == "freezer").unwrap();
    let freezer = freezer["code"].as_str().unwrap();
    for donation in &units[..2] {
        let freeze = json!({
            "donation": donation, "step": "freeze", "values": [{ "code": "text", "value": "1 °C/min" }],
            "scans": [{ "code": "freezer", "scan": format!("&e{freezer}") }], "done_ms": null, "second_login": null,
            "second_password": null, "reason": null, "digest": null, "login": null, "password": null,
        });
        station.ask("bench.record_step", freeze);
    }
    reject(&units[1]);
    let waiting = listed(&station, true)["open"].clone();

    let mut of_run = request("run.csv", &file(&GOOD, 0.0), &program(&station), &units[2], Value::Null);
    (of_run["run"], of_run["equipment"]) = (run, json!(freezer));
    let problem = station.try_ask("freezing.record", of_run.clone()).unwrap_err();
    let din = station.ask("unit.get", by_id(&units[2]))["row"]["din"].clone();
    assert_eq!((problem.code.as_str(), &problem.params["din"]), ("unit.rejected", &din));
    of_run["units"] = json!([]);
    let view = station.ask("freezing.record", of_run);
    let mut frozen: Vec<&Value> =
        view["units"].as_array().unwrap().iter().map(|unit| &unit["unit"]["donation"]).collect();
    frozen.sort_by_key(|donation| units.iter().position(|unit| unit == *donation));
    assert_eq!(frozen, [&units[0], &units[1]]);
    sign_in(&station, "quality");
    let mut signed = review(&view, "fit", "已核实", "quality");
    signed["password"] = json!("demo-2026");
    let reviewed = station.ask("freezing.review", signed);
    assert_eq!(reviewed["row"]["open"], 0);
    assert_eq!(listed(&station, true)["open"], waiting, "nothing of it waits");
    let shown = station.ask("unit.get", by_id(&units[1]));
    assert_eq!(shown["row"]["status"], "rejected");
}
