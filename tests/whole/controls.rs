//! Controls through the whole: target values by two people, values by hand and from files, a rejection that
//! stops results, what opens them again, and the same at another station.

mod analyser;

use crate::analysers::units;
use crate::job::{receive, sent};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use base64::Engine as _;
use serde_json::{Value, json};

const DEMO: &str = "demo-2026";
const TEST: &str = "viability_post";

fn sign_in(station: &Station, login: &str, password: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": password }));
}

/// A device and an inspected lot of control material, by two people.
fn material(station: &Station, device: &str, (one, other): (&str, &str), password: &str) {
    sign_in(station, one, password);
    if station.try_ask("equipment.get", json!({ "code": device })).is_err() {
        let request =
            json!({ "code": device, "kind": "cytometer", "name": "FACSLyric", "room": "", "wants": [] });
        station.ask("equipment.register", request);
    }
    another_lot(station, "QC2601", (one, other), password);
}

/// An inspected lot of control material, by two people.
fn another_lot(station: &Station, code: &str, (one, other): (&str, &str), password: &str) {
    sign_in(station, one, password);
    let lot = json!({
        "code": code, "kind": "control", "name": "CD-Chex CD34", "expires_on": "2199-12-31", "open_days": "",
        "quantity": "6", "unit": "支", "supplier": "A",
    });
    let view = station.ask("material.receive", lot);
    sign_in(station, other, password);
    let delivery = &view["deliveries"][0];
    let inspection = json!({
        "code": code, "station": delivery["station"], "seq": delivery["seq"], "accepted": true, "note": "",
    });
    station.ask("material.inspect", inspection);
}

fn target(device: &str, mean: &str, sd: &str, specimen: &str) -> Value {
    json!({
        "test": TEST, "device": device, "lot": "QC2601", "level": "normal", "unit": "%", "mean": mean, "sd": sd,
        "source": "manufacturer", "reference": "sheet 2026-01", "reported_code": "VIABILITY", "specimen": specimen,
    })
}

fn settle(view: &Value, approved: bool) -> Value {
    let newest = &view["targets"][0];
    json!({
        "test": TEST, "device": view["row"]["device"], "station": newest["station"], "seq": newest["seq"],
        "approved": approved, "note": if approved { "" } else { "another lot" },
    })
}

/// Target values that hold: proposed by the laboratory and approved by quality, who stays signed in.
fn targets(station: &Station, device: &str, specimen: &str, lab: &str, password: &str) {
    sign_in(station, lab, password);
    let view = station.ask("control.propose_target", target(device, "95", "1", specimen));
    sign_in(station, "quality", password);
    station.ask("control.settle_target", settle(&view, true));
}

fn control(device: &str, value: &str, measured_ms: Option<i64>) -> Value {
    json!({
        "test": TEST, "device": device, "lot": "QC2601", "level": "normal", "value": value, "measured_ms": measured_ms,
    })
}

fn result(donation: &Value, value: &str, device: Option<&str>) -> Value {
    json!({
        "donation": donation, "test": TEST, "value": value, "value_again": value, "method": "7-AAD", "state": "final",
        "correction_reason": null, "device": device,
    })
}

/// The same in place of one that was reported before.
fn again(donation: &Value, value: &str, device: Option<&str>) -> Value {
    let mut request = result(donation, value, device);
    request["correction_reason"] = json!("重测");
    request
}

fn get(station: &Station, device: &str) -> Value {
    let query = json!({ "test": TEST, "device": device, "from_ms": null, "until_ms": null });
    station.ask("control.get", query)
}

fn entries(station: &Station) -> u64 {
    let report = station.ask("ledger.verify", json!({}));
    assert_eq!(report["good"], true, "{report}");
    report["entries"].as_u64().unwrap()
}

// requirement: 11.10(f), Annex 11 §5
#[test]
fn a_rejected_control_stops_results_of_its_device_until_a_later_one_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    let ask = |command: &str, args: Value| station.ask(command, args);
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    // Nothing is controlled by values that nobody brought in, nor before somebody else approved them.
    sign_in(&station, "lab", DEMO);
    assert_eq!(station.refused("control.record", control("EQ-015", "95", None)), "control.target_missing");
    for (mean, sd, specimen, code, field) in [
        ("", "1", "", "value.empty", "mean"),
        ("95", "0", "", "control.spread", "sd"),
        ("95", "x", "", "value.not_a_number", "sd"),
        ("95", "1", "*", "control.specimen", "specimen"),
        ("95", "1", "A9999*", "control.specimen", "specimen"),
        ("95", "1", "&dA9*", "control.specimen", "specimen"),
    ] {
        let problem = station.try_ask("control.propose_target", target("EQ-015", mean, sd, specimen));
        let problem = problem.expect_err(specimen);
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
    }
    let mut of_dmso = target("EQ-015", "95", "1", "");
    of_dmso["lot"] = json!("LOT26001");
    assert_eq!(station.refused("control.propose_target", of_dmso), "material.kind");
    let mut own = target("EQ-015", "", "", "");
    own["source"] = json!("own");
    assert_eq!(station.refused("control.propose_target", own), "control.too_few");
    let view = ask("control.propose_target", target("EQ-015", "95", "1", ""));
    assert_eq!(station.refused("control.settle_target", settle(&view, true)), "permission.denied");
    assert_eq!(station.refused("control.record", control("EQ-015", "95", None)), "control.target_missing");
    sign_in(&station, "quality", DEMO);
    let view = ask("control.settle_target", settle(&view, true));
    assert_eq!(view["targets"][0]["in_force"], true);
    assert_eq!(station.refused("control.settle_target", settle(&view, true)), "control.target_settled");

    sign_in(&station, "lab", DEMO);
    let free = units(&ask, TEST);
    let hour_ms = 3_600_000;
    let now_ms = crate::station::now_ms();
    let reply = ask("control.record", control("EQ-015", "95.2", Some(now_ms - 3 * hour_ms)));
    assert_eq!((&reply["judged"]["deviation"], &reply["judged"]["rejected"]), (&json!("0.2"), &json!(false)));
    // The same again makes nothing.
    let before = entries(&station);
    assert_eq!(ask("control.record", control("EQ-015", "95.20", Some(now_ms - 3 * hour_ms)))["same"], true);
    assert_eq!(entries(&station), before);
    ask("bench.record_result", result(&free[0].0, "96.1", Some("EQ-015")));
    ask("bench.record_result", result(&free[1].0, "95.0", None));

    let reply = ask("control.record", control("EQ-015", "98.5", None));
    assert_eq!(
        (&reply["judged"]["rules"], &reply["judged"]["rejected"]),
        (&json!(["one_two_s", "one_three_s"]), &json!(true))
    );
    let of_test = ask("control.of_test", json!({ "test": TEST }));
    let devices = of_test["devices"].as_array().unwrap();
    let mine = devices.iter().find(|row| row["device"] == "EQ-015").unwrap();
    assert_eq!(mine["stops"][0]["rule"], "one_three_s");
    let before = entries(&station);
    // Neither of that device, nor of one that nobody names or that has no controls; of another one that has them it is.
    for device in [Some("EQ-015"), None, Some("EQ-023")] {
        let problem = station.try_ask("bench.record_result", again(&free[0].0, "94.0", device));
        let problem = problem.expect_err("out of control");
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("control.rejected", Some("device")));
        assert_eq!(
            (&problem.params["rule"], &problem.params["lot"], &problem.params["value"]),
            (&json!("1-3s"), &json!("QC2601"), &json!("98.5"))
        );
    }
    assert_eq!(entries(&station), before);
    let unknown = station.refused("bench.record_result", again(&free[0].0, "94.0", Some("EQ-999")));
    assert_eq!(unknown, "equipment.unknown");
    ask("bench.record_result", again(&free[0].0, "94.0", Some("EQ-007")));
    // Other tests of the site go on.
    let mut other = again(&free[0].0, "o_pos", None);
    other["test"] = json!("abo_rhd");
    let said = station.try_ask("bench.record_result", other);
    assert_ne!(said.map_err(|problem| problem.code), Err("control.rejected".to_owned()));

    // What was reported since the last good one: of the device, and of none that was named.
    let point = &reply["judged"];
    let place = json!({ "test": TEST, "device": "EQ-015", "station": point["station"], "seq": point["seq"] });
    let back = ask("control.look_back", place.clone());
    let devices: Vec<&Value> = back["rows"].as_array().unwrap().iter().map(|row| &row["device"]).collect();
    assert!(devices.contains(&&json!("EQ-015")) && devices.contains(&&Value::Null), "{back}");
    assert!(!devices.contains(&&json!("EQ-007")), "{back}");
    assert!(back["rows"].as_array().unwrap().iter().any(|row| row["donation"] == free[0].0));

    // After a restart it is as it was.
    let shown = get(&station, "EQ-015");
    drop(station);
    let station = Station::open(folder.path());
    station.ask("setup.unlock", json!({ "passphrase": "cordkeep-demo" }));
    sign_in(&station, "lab", DEMO);
    assert_eq!(get(&station, "EQ-015"), shown);
    let refused = |donation: &Value| station.refused("bench.record_result", again(donation, "93.0", None));
    assert_eq!(refused(&free[1].0), "control.rejected");
    station.0.rebuild().unwrap();
    assert_eq!(refused(&free[1].0), "control.rejected");

    let mut why = place;
    why["cause"] = json!("鞘液不足");
    why["action"] = json!("补充鞘液，重新校准");
    station.ask("control.explain", why);
    assert_eq!(refused(&free[1].0), "control.rejected", "a reason opens nothing");
    let reply = station.ask("control.record", control("EQ-015", "95.4", None));
    assert_eq!(reply["judged"]["rejected"], false);
    station.ask("bench.record_result", again(&free[1].0, "93.0", Some("EQ-015")));
    let shown = get(&station, "EQ-015");
    assert_eq!(shown["points"][1]["explained"][0]["cause"], "鞘液不足");
    assert_eq!(shown["row"]["stops"], json!([]));
}

fn file(text: &str, only_good: bool) -> Value {
    let content = base64::engine::general_purpose::STANDARD.encode(text);
    json!({ "name": "质控.csv", "content": content, "only_good": only_good })
}

#[test]
fn controls_come_from_files_once_and_are_put_right_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 40);
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    targets(&station, "EQ-015", "", "lab", DEMO);
    sign_in(&station, "lab", DEMO);
    let text = "设备,项目,批号,水平,测定值,单位,测定时间\n\
        EQ-015,viability_post,QC2601,正常,95.1,%,2026/1/5 8:30\n\
        EQ-015,viability_post,QC2601,normal,98.4,%,2026-01-06 08:30\n\
        EQ-015,viability_post,QC2601,normal,98.4,%,2026-01-06 08:30:00\n\
        EQ-015,viability_post,QC2601,high,98.4,%,2026-01-06 08:30\n\
        EQ-099,viability_post,QC2601,normal,98.4,%,2026-01-06 08:30\n\
        EQ-015,viability_post,QC2601,normal,98.4,g/L,2026-01-06 08:30\n\
        EQ-015,viability_post,QC2601,normal,98.4,%,never\n";
    let before = entries(&station);
    let view = station.ask("control.check_file", file(text, false));
    let rows = view["rows"].as_array().unwrap();
    let becomes: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row["verdict"].as_str().unwrap(), row["problem"]["code"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        becomes,
        [
            ("good", ""),
            ("good", ""),
            ("same", ""),
            ("fault", "control.target_missing"),
            ("fault", "equipment.unknown"),
            ("fault", "control.unit"),
            ("fault", "value.not_a_moment"),
        ]
    );
    assert_eq!((&rows[5]["column"], &rows[6]["column"]), (&json!("单位"), &json!("测定时间")));
    assert_eq!(station.refused("control.take_file", file(text, false)), "result.file_faults");
    assert_eq!(entries(&station), before, "nothing was recorded");
    assert_eq!(station.ask("control.take_file", file(text, true))["good"], 2);
    assert_eq!(entries(&station), before + 2);
    let again = station.ask("control.take_file", file(text, true));
    assert_eq!((&again["good"], &again["same"]), (&json!(0), &json!(3)));
    assert_eq!(entries(&station), before + 2);

    let view = get(&station, "EQ-015");
    let (point, stops) = (&view["points"][1], &view["row"]["stops"]);
    assert_eq!((&point["rejected"], stops[0]["rule"].as_str()), (&json!(true), Some("one_three_s")));
    let correct = |value: &str, reason: &str| {
        json!({
            "test": TEST, "device": "EQ-015", "station": point["station"], "seq": point["seq"], "value": value,
            "reason": reason,
        })
    };
    assert_eq!(station.refused("control.correct", correct("98.4", "r")), "control.same");
    assert_eq!(station.refused("control.correct", correct("94.8", " ")), "value.empty");
    let view = station.ask("control.correct", correct("94.8", "录入时抄错"));
    let right = &view["points"][1];
    assert_eq!((&right["value"], &right["corrections"][0]["reason"]), (&json!("94.8"), &json!("录入时抄错")));
    assert_eq!(view["row"]["stops"], json!([]));
    // Of a month only what was measured in it.
    let query =
        json!({ "test": TEST, "device": "EQ-015", "from_ms": 1_767_650_400_000_i64, "until_ms": null });
    assert_eq!(station.ask("control.get", query)["total"], 1);
}

#[test]
fn another_station_hears_of_a_rejection_and_of_what_ended_it() {
    let trio = Trio::start("controls");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    let lab = &trio.lab;
    material(lab, "LY-1", ("lab", "lab2"), PASSWORD);
    targets(lab, "LY-1", "", "lab", PASSWORD);
    lab.sign_in("lab");
    lab.ask("control.record", control("LY-1", "91.5", None));
    trio.settle();
    let office = &trio.office;
    office.sign_in("lab");
    assert_eq!(get(office, "LY-1")["points"], get(lab, "LY-1")["points"]);
    let refused = |device| office.refused("bench.record_result", result(&donation, "95.0", device));
    assert_eq!(refused(Some("LY-1")), "control.rejected");
    assert_eq!(refused(None), "control.rejected");
    office.ask("control.record", control("LY-1", "95.1", None));
    office.ask("bench.record_result", result(&donation, "95.0", Some("LY-1")));
    trio.settle();
    assert_eq!(get(lab, "LY-1")["row"]["stops"], json!([]));
    lab.0.rebuild().unwrap();
    assert_eq!(get(lab, "LY-1")["points"], get(office, "LY-1")["points"]);
}

#[test]
fn ended_target_values_want_no_controls_any_longer() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    targets(&station, "EQ-015", "", "lab", DEMO);
    sign_in(&station, "lab", DEMO);
    let place = |reason: &str| {
        let newest = get(&station, "EQ-015")["targets"][0].clone();
        let (chain, seq) = (newest["station"].clone(), newest["seq"].clone());
        json!({ "test": TEST, "device": "EQ-015", "station": chain, "seq": seq, "reason": reason })
    };
    assert_eq!(station.refused("control.end_target", place("r")), "permission.denied");
    let now_ms = crate::station::now_ms();
    station.ask("control.record", control("EQ-015", "99.5", Some(now_ms - 3_600_000)));
    sign_in(&station, "quality", DEMO);
    assert_eq!(station.refused("control.end_target", place("r")), "control.target_out");
    sign_in(&station, "lab", DEMO);
    station.ask("control.record", control("EQ-015", "95.1", Some(now_ms - 60_000)));
    sign_in(&station, "quality", DEMO);
    assert_eq!(station.refused("control.end_target", place(" ")), "value.empty");
    let view = station.ask("control.end_target", place("项目停用"));
    let target = &view["targets"][0];
    assert_eq!((&target["in_force"], &target["ended_reason"]), (&json!(false), &json!("项目停用")));
    assert_eq!(station.refused("control.end_target", place("again")), "control.target_not_in_force");
    sign_in(&station, "lab", DEMO);
    assert_eq!(station.refused("control.record", control("EQ-015", "95", None)), "control.target_missing");
    // Its results need no control.
    let ask = |command: &str, args: Value| station.ask(command, args);
    ask("bench.record_result", result(&units(&ask, TEST)[0].0, "96.1", Some("EQ-015")));
}
