//! Procedures at work: a version is drawn, approved and worked by while another unit ends under the one before it, and
//! a unit goes through all 56 steps of the full procedure.

use crate::job::{receive, report_all, sent, step};
use crate::station::{Clocks, PASSWORD, Station};
use crate::sync::Trio;
use base64::Engine as _;
use serde_json::{Value, json};
use std::process::Command;

fn procedures(station: &Station) -> Vec<Value> {
    station.ask("procedure.list", json!({}))["procedures"].as_array().unwrap().clone()
}

fn procedure(station: &Station, code: &str, version: &str) -> Value {
    let found = procedures(station).into_iter().find(|p| p["code"] == code && p["version"] == version);
    found.unwrap_or_else(|| panic!("{code} {version}"))
}

fn approval(shown: &Value, login: &str) -> Value {
    json!({
        "kind": shown["kind"], "code": shown["code"], "version": shown["version"], "digest": shown["digest"],
        "effective_ms": null, "login": login, "password": PASSWORD,
    })
}

fn bench(station: &Station, donation: &Value) -> Value {
    station.ask("bench.get", json!({ "donation": donation, "din": null }))
}

fn accepted(trio: &Trio) -> (Value, String) {
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    (donation, din)
}

/// The words of a document as an independent reader finds them.
fn document(station: &Station, kind: &str, donation: &Value) -> String {
    let request = json!({ "document": kind, "donations": [donation], "shipment": null, "locale": "zh-CN" });
    let preview = station.ask("document.preview", request);
    let pdf =
        base64::engine::general_purpose::STANDARD.decode(preview["pdf_base64"].as_str().unwrap()).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let text = Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap().stdout;
    String::from_utf8(text).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_new_version_is_drawn_and_approved_by_two_people_and_each_unit_keeps_the_one_it_began_with() {
    let trio = Trio::start("sop");
    let (old, _) = accepted(&trio);
    let lab = &trio.lab;
    assert_eq!(bench(lab, &old)["sop_version"], "1");
    let first = procedure(lab, "processing-hes", "1");
    let text = lab.ask("procedure.text", json!({ "digest": first["digest"] }));
    let content = text["content"].as_str().unwrap();
    let (one, two) = ("扫描天平，称量采集袋毛重。", "两人各称一次，取平均值。");
    let changed = content
        .replacen("\"version\": \"1\"", "\"version\": \"2\"", 1)
        .replacen("\"称量\"", "\"双人称重\"", 1)
        .replacen(one, two, 1);
    let check = |content: &str| {
        lab.ask("procedure.check", json!({ "content": content, "based_on": first["digest"] }))
    };
    let draw = |content: &str, reason: &str| json!({ "content": content, "based_on": first["digest"], "reason": reason });
    assert_eq!(lab.refused("procedure.draw", draw(&changed, "why")), "permission.denied");
    lab.sign_in("manager");
    let found = check(&changed);
    assert_eq!(found["faults"], json!([]));
    assert_eq!(
        (&found["changes"][0]["kind"], found["changes"].as_array().unwrap().len()),
        (&json!("changed"), 1)
    );
    let twice = changed.replacen("\"sample_pre\"", "\"weigh\"", 1);
    assert_eq!(check(&twice)["faults"][0]["problem"]["code"], "sop.rule.twice");
    assert_eq!(check("{")["faults"][0]["problem"]["code"], "sop.rule.unreadable");
    for (content, reason, code) in [
        (twice.as_str(), "why", "sop.rule.twice"),
        (content, "why", "procedure.unchanged"),
        (&content.replacen("称量", "称", 1), "why", "procedure.version_taken"),
        (&changed, " ", "value.empty"),
    ] {
        assert_eq!(lab.refused("procedure.draw", draw(content, reason)), code);
    }
    lab.ask("procedure.draw", draw(&changed, "two persons weigh"));
    let drawn = procedure(lab, "processing-hes", "2");
    assert_eq!((&drawn["state"], &drawn["drawn_by"]), (&json!("in_review"), &json!("周主任")));
    assert_eq!((&drawn["own"], &drawn["based_on"]), (&json!(true), &first["digest"]));
    assert_eq!(lab.refused("procedure.approve", approval(&drawn, "manager")), "procedure.same_person");
    // It is approved at another station, and holds at every one.
    trio.settle();
    trio.office.sign_in("quality");
    trio.office.ask("procedure.approve", approval(&drawn, "quality"));
    trio.settle();
    assert_eq!(procedure(lab, "processing-hes", "2")["state"], "in_force");
    assert_eq!(procedure(lab, "processing-hes", "1")["state"], "superseded");
    let (new, _) = accepted(&trio);
    for (donation, version, title) in [(&old, "1", "称量"), (&new, "2", "双人称重")] {
        lab.sign_in("lab");
        let shown = bench(lab, donation);
        assert_eq!((&shown["sop_version"], &shown["steps"][0]["zh"]), (&json!(version), &json!(title)));
        lab.ask("bench.record_step", step(donation, &shown["steps"][0]));
        lab.sign_in("manager");
        let dossier = document(lab, "dossier", donation);
        assert!(dossier.contains(title), "version {version}: {dossier}");
        assert_eq!(dossier.contains("双人称重"), version == "2");
        assert!(dossier.contains(&format!("processing-hes{version}")), "version {version}: {dossier}");
        assert_eq!((dossier.contains(one), dossier.contains(two)), (version == "1", version == "2"));
        assert!(document(lab, "worksheet", donation).contains(&format!("processing-hes·{version}")));
    }
    let history = lab.ask("unit.timeline", json!({ "donation": new, "din": null }));
    let kinds: Vec<&Value> =
        history["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert!(kinds.contains(&&json!("sop.pinned")));
    for station in [lab, &trio.office] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
    }
}

/// Whoever may do a step.
fn login(step: &Value) -> &'static str {
    let roles: Vec<&str> = step["who"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    match roles.as_slice() {
        [] => "lab",
        roles if roles.iter().any(|role| ["processing", "reception", "test_lab"].contains(role)) => "lab",
        roles if roles.contains(&"storage") => "storage",
        _ => "quality",
    }
}

/// Records one step of the bench, with a reason and a signature where it departs from the procedure.
fn record(lab: &Station, donation: &Value, placed: &Value) -> Vec<String> {
    let by = login(placed);
    lab.sign_in(by);
    if !placed["dwell"].is_null() {
        let begin =
            json!({ "donation": donation, "step": placed["code"], "scans": step(donation, placed)["scans"] });
        assert_eq!(lab.refused("bench.record_step", step(donation, placed)), "bench.step_not_begun");
        lab.ask("bench.begin_step", begin.clone());
        assert_eq!(lab.refused("bench.begin_step", begin), "bench.step_begun_before");
    }
    let mut request = step(donation, placed);
    if placed["needs_second"] == true {
        // Who records other steps of the procedure is no second person for this one.
        (request["second_login"], request["second_password"]) = (json!("storage"), json!(PASSWORD));
        assert_eq!(lab.refused("bench.record_step", request.clone()), "signature.second_not_entitled");
        request["second_login"] = json!("lab2");
    }
    let Err(problem) = lab.try_ask("bench.record_step", request.clone()) else { return Vec::new() };
    assert_eq!(problem.code, "bench.step_unsigned", "{placed}");
    let shown = lab.ask("bench.show_step", request.clone());
    for (field, value) in
        [("reason", json!("for the test")), ("digest", shown["digest"].clone()), ("login", json!(by))]
    {
        request[field] = value;
    }
    request["password"] = json!(PASSWORD);
    let mut other = request.clone();
    other["digest"] = json!("00");
    assert_eq!(lab.refused("bench.record_step", other), "signature.content_changed");
    lab.ask("bench.record_step", request);
    let rules = shown["departures"].as_array().unwrap().iter();
    rules.map(|departure| departure["rule"].as_str().unwrap().to_owned()).collect()
}

/// Does on another screen what the procedure leaves to it.
fn elsewhere(lab: &Station, donation: &Value, din: &str, record: &str) {
    match record {
        "label_check" => {
            lab.sign_in("lab");
            let print = json!({
                "donation": donation, "templates": ["cryo_bag"], "locale": "zh-CN", "printer": "PDF",
                "reprint_reason": null,
            });
            lab.ask("label.print", print);
            let verify =
                json!({ "donation": donation, "template": "cryo_bag", "text": format!("&d{din}00") });
            assert_eq!(lab.ask("label.verify", verify)["good"], true);
        }
        "storage" => {
            lab.sign_in("storage");
            let store = json!({
                "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null,
            });
            lab.ask("storage.store", store);
        }
        "results" => {
            lab.sign_in("lab");
            report_all(lab, donation);
        }
        "review" => {
            lab.sign_in("quality");
            let view = lab.ask("review.get", json!({ "donation": donation, "din": null }));
            assert_eq!(view["blockers"], json!([]));
            let sign = json!({
                "donation": donation, "digest": view["digest"], "login": "quality", "password": PASSWORD,
            });
            lab.ask("review.sign", sign);
        }
        other => panic!("{other} was done before the bench"),
    }
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_unit_goes_through_all_56_steps_by_whoever_each_is_given_to() {
    let trio = Trio::found("full");
    let lab = &trio.lab;
    lab.sign_in("quality");
    let full = procedure(lab, "cord-blood-banking", "1");
    assert_eq!(full["lines"].as_array().unwrap().len(), 56);
    for shown in [full, procedure(lab, "template-cn", "2")] {
        lab.ask("procedure.approve", approval(&shown, "quality"));
    }
    lab.confirm_limits("quality", "template-cn", "2");
    let (donation, din) = accepted(&trio);
    assert_eq!(bench(lab, &donation)["steps"].as_array().unwrap().len(), 56);
    let mut departed = Vec::new();
    // Storage refuses until the bench has come so far, and review until everything is there.
    lab.sign_in("storage");
    let early =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    assert_eq!(lab.refused("storage.store", early), "storage.steps_missing");
    loop {
        let shown = bench(lab, &donation);
        let steps = shown["steps"].as_array().unwrap();
        let left = |placed: &&Value| placed["standing"] == "ready" && placed["optional"] == false;
        let next = steps.iter().find(|placed| placed["code"] == shown["next_step"]);
        let next = next.or_else(|| steps.iter().find(left));
        if let Some(next) = next.filter(|next| next["recorded_by"].is_null()) {
            if next["code"] == "curve" {
                lab.sign_in("lab");
                assert_eq!(lab.refused("bench.record_step", step(&donation, next)), "bench.step_role");
            }
            departed.extend(record(lab, &donation, next));
        } else if let Some(other) = next {
            elsewhere(lab, &donation, &din, other["recorded_by"].as_str().unwrap());
        } else {
            break;
        }
    }
    let shown = bench(lab, &donation);
    let open: Vec<&Value> = shown["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|placed| {
            !["done", "skipped", "not_applicable"].contains(&placed["standing"].as_str().unwrap())
        })
        .map(|placed| &placed["number"])
        .collect();
    assert_eq!(open, [&json!(55), &json!(56)], "the move and the certificate are the bank's to choose");
    // Nothing here took the minutes and days that the procedure wants: each timer was signed for.
    assert_eq!(departed, vec!["dwell_short"; 5]);
    lab.sign_in("manager");
    let view = lab.ask("review.get", json!({ "donation": donation, "din": null }));
    let release =
        json!({ "donation": donation, "digest": view["digest"], "login": "manager", "password": PASSWORD });
    lab.ask("release.sign", release);
    assert_eq!(lab.status(&donation), "released");
    let dossier = document(lab, "dossier", &donation);
    for title in ["程序降温", "热合分舱与留段", "降温曲线审核"] {
        assert!(dossier.contains(title), "{title}: {dossier}");
    }
}

const TIMED: &str = r#"{
  "code": "timed", "version": "1", "title": { "zh": "计时", "en": "Timed" },
  "steps": [{
    "code": "settle", "number": 1, "title": { "zh": "静置", "en": "Settle" }, "help": { "zh": "静置", "en": "Let it settle" },
    "dwell": { "min_min": 10, "max_min": 20, "outside": "signed" }
  }]
}"#;

// requirement: Annex 11 §16
#[test]
fn a_timer_goes_on_through_a_restart_and_knows_too_short_from_too_long() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let open = || Station::open_on(folder.path(), &clocks);
    let sign_in = |station: &Station, login: &str| {
        station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
    };
    let station = open();
    station.ask("setup.open_demo", json!({ "units": 300, "seed": 7 }));
    sign_in(&station, "quality");
    station.ask("procedure.draw", json!({ "content": TIMED, "based_on": null, "reason": "for the test" }));
    sign_in(&station, "director");
    let mut request = approval(&procedure(&station, "timed", "1"), "director");
    request["password"] = json!("demo-2026");
    station.ask("procedure.approve", request);
    sign_in(&station, "lab");
    let filter = json!({
        "statuses": ["in_transit"], "text": null, "inventory": null, "held_only": false, "after": null,
        "limit": 10,
    });
    let row = station.ask("unit.list", filter)["rows"][0].clone();
    let (donation, din) = (row["donation"].clone(), row["din"].as_str().unwrap());
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let arrived = json!({
        "shipment": unit["shipment"], "bag_scan": format!("&d{din}00"), "companion_scan": format!("&d{din}08"),
        "temperature_min_c": "6.0", "temperature_max_c": "18.5", "intact": true,
    });
    let receipt = station.ask("receipt.receive", arrived);
    let accept = json!({
        "donation": donation, "decision": "accept", "reason": "looked at", "digest": receipt["digest"], "login": "lab",
        "password": "demo-2026",
    });
    station.ask("receipt.decide", accept);
    station.ask("bench.begin_step", json!({ "donation": donation, "step": "settle", "scans": [] }));
    let begun_ms = bench(&station, &donation)["steps"][0]["begun_ms"].clone();
    clocks.pass(5);
    drop(station);
    clocks.restart();
    let station = open();
    sign_in(&station, "lab");
    let placed = bench(&station, &donation)["steps"][0].clone();
    assert_eq!((&placed["begun_ms"], &placed["windows"][0]["dwell"]), (&begun_ms, &json!(true)));
    let window = &placed["windows"][0];
    let after = |ms: &Value| (ms.as_i64().unwrap() - begun_ms.as_i64().unwrap()) / 60_000;
    assert_eq!((after(&window["opens_ms"]), after(&window["closes_ms"])), (10, 20));
    let request = step(&donation, &placed);
    // Minutes later the screen is locked, and somebody signs in again.
    let rule = || {
        sign_in(&station, "lab");
        let shown = station.ask("bench.show_step", request.clone());
        shown["departures"][0]["rule"].as_str().map(str::to_owned)
    };
    assert_eq!(rule().as_deref(), Some("dwell_short"));
    clocks.pass(6);
    assert_eq!(rule(), None, "eleven minutes");
    clocks.pass(10);
    assert_eq!(rule().as_deref(), Some("dwell_long"));
    assert_eq!(station.refused("bench.record_step", request), "bench.step_unsigned");
}
