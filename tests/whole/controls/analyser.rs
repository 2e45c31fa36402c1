//! Controls from analysers: whose they are, what they mean for the units beside them and for results that wait.

use super::{
    DEMO, TEST, another_lot, control, entries, get, material, result, settle, sign_in, target, targets,
};
use crate::analysers::instrument::{Instrument, astm_message, at as moment};
use crate::analysers::{set, setting, units, until_state};
use crate::station::Station;
use serde_json::{Value, json};

#[test]
fn an_analysers_control_material_is_recognised_and_its_results_wait_while_it_is_out() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    station.0.start_background();
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    targets(&station, "EQ-015", "CN-N*", "lab", DEMO);
    sign_in(&station, "lab", DEMO);
    let ask = |command: &str, args: Value| station.ask(command, args);
    let free = units(&ask, TEST);
    let ((donation, label), (second, other)) = (free[0].clone(), free[1].clone());
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry"));
    until_state(&station, "waiting");
    let mut instrument = Instrument::call(port);
    let viability = |specimen: &str, value: &str, unit: &str| {
        astm_message("LYRIC^7.2^L-0042", specimen, &[("VIABILITY", value, unit, "", "F")])
    };
    let waiting = |at: usize| {
        let message = station.ask("inbox.list", json!({}))["messages"][at]["message"].clone();
        let detail = station.ask("inbox.get", json!({ "message": message }));
        (message, detail["specimens"][0]["results"][0]["waits"]["code"].clone())
    };
    // The station does not know yet which device it is.
    instrument.send(&viability("CN-N-11", "95.5", "%"));
    let (message, why) = waiting(0);
    assert_eq!(why, "control.device");
    let assign = json!({
        "message": message, "places": [0], "unit_scan": label, "reason": "label torn", "inputs": [],
    });
    assert_eq!(station.refused("inbox.assign", assign), "control.not_a_unit");
    station.ask("inbox.dismiss", json!({ "message": message, "places": [0], "reason": "录入靶值之前" }));

    drop(instrument);
    let mut named = setting("listen", "127.0.0.1", port, "astm", "flow-cytometry");
    named["device"] = json!("EQ-015");
    set(&station, &named);
    until_state(&station, "waiting");
    let mut instrument = Instrument::call(port);
    let before = entries(&station);
    instrument.send(&viability("CN-N-12", "99.1", "%"));
    assert_eq!(entries(&station), before + 2, "the message and the control");
    instrument.send(&viability("CN-N-12", "99.1", "%"));
    assert_eq!(entries(&station), before + 2, "the same again makes nothing");
    let view = get(&station, "EQ-015");
    let point = &view["points"][0];
    assert_eq!((&point["value"], &point["entry"]), (&json!("99.1"), &json!("analyser")));
    assert_eq!(view["row"]["stops"][0]["rule"], "one_three_s");
    instrument.send(&viability("CN-N-12", "0.95", "g/L"));
    assert_eq!(waiting(0).1, "control.unit");

    // A unit's result is kept and waits with the reason.
    instrument.send(&viability(&label, "94.2", "%"));
    let list = station.ask("inbox.list", json!({}));
    assert_eq!(list["total"], 2, "{list}");
    let place = (0..2).find(|at| waiting(*at).1 == "control.rejected").expect("it waits");
    let (message, _) = waiting(place);
    let assign = json!({
        "message": message, "places": [0], "unit_scan": label, "reason": "质控合格后复核", "inputs": [],
    });
    assert_eq!(station.refused("inbox.assign", assign.clone()), "control.rejected_then");
    assert_eq!(shown(&station, &donation), Value::Null);
    // A good control tells nothing of what was measured before it.
    std::thread::sleep(std::time::Duration::from_millis(5));
    station.ask("control.record", control("EQ-015", "95.0", None));
    let problem = station.try_ask("inbox.assign", assign).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("control.rejected_then", Some("places")));
    assert_eq!((&problem.params["rule"], &problem.params["device"]), (&json!("1-3s"), &json!("EQ-015")));
    assert_eq!(shown(&station, &donation), Value::Null);
    // Somebody may answer for it, or what is measured now comes as it always did; what is sent now and waits for another
    // reason is given to its unit.
    let mut typed = result(&donation, "94.2", Some("EQ-015"));
    typed["value_again"] = json!("94.2");
    station.ask("bench.record_result", typed);
    assert_eq!(shown(&station, &donation), "94.2");
    instrument.send(&viability("27", "93.7", "%"));
    let (message, _) = waits(&station).into_iter().find(|(_, code)| code == "specimen.unknown").unwrap();
    let assign = json!({
        "message": message, "places": [0], "unit_scan": other, "reason": "标签破损", "inputs": [],
    });
    station.ask("inbox.assign", assign);
    assert_eq!(shown(&station, &second), "93.7");
}

/// Several specimens with one value each, in one message.
fn batch(specimens: &[(&str, &str)]) -> String {
    let mut text = "H|\\^&|||LYRIC^7.2^L-0042||||||||E1394-97\rP|1\r".to_owned();
    for (at, (specimen, value)) in (1..).zip(specimens) {
        text.push_str(&format!("O|{at}||^^{specimen:>22}^B|||||||N||||||||||||||F\r"));
        text.push_str(&format!("R|1|^^^^VIABILITY|{value}|%||||F||||{}\r", moment(0)));
    }
    text + "L|1|N\r"
}

/// What waits in the inbox, with the message's identifier, newest first.
fn waits(station: &Station) -> Vec<(Value, String)> {
    let list = station.ask("inbox.list", json!({}));
    let mut all = Vec::new();
    for item in list["messages"].as_array().unwrap() {
        let detail = station.ask("inbox.get", json!({ "message": item["message"] }));
        for specimen in detail["specimens"].as_array().unwrap() {
            for result in specimen["results"].as_array().unwrap() {
                if let Some(code) = result["waits"]["code"].as_str() {
                    all.push((item["message"].clone(), code.to_owned()));
                }
            }
        }
    }
    all
}

/// The value of the test that a unit shows.
fn shown(station: &Station, donation: &Value) -> Value {
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    let results = bench["results"].as_array().unwrap().clone();
    results.into_iter().find(|result| result["test"] == TEST).unwrap()["value"].clone()
}

// requirement: 11.10(f), Annex 11 §5
#[test]
fn a_rejected_control_holds_for_the_units_of_its_own_message() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    station.0.start_background();
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    targets(&station, "EQ-015", "CN-N*", "lab", DEMO);
    sign_in(&station, "lab", DEMO);
    let free = units(&|command: &str, args: Value| station.ask(command, args), TEST);
    let ((first, label), (second, other)) = (&free[0], &free[1]);
    let port = cordkeep_tests::free_port().unwrap();
    let mut named = setting("listen", "127.0.0.1", port, "astm", "flow-cytometry");
    named["device"] = json!("EQ-015");
    set(&station, &named);
    until_state(&station, "waiting");
    let mut instrument = Instrument::call(port);
    let before_ms = crate::station::now_ms();
    // Wherever the control stands in the message.
    instrument.send(&batch(&[(label, "94.2"), ("CN-N-1", "99.1"), (other, "93.1")]));
    assert_eq!(get(&station, "EQ-015")["row"]["stops"][0]["rule"], "one_three_s");
    // The instrument's clock says another day.
    let measured_ms = get(&station, "EQ-015")["points"][0]["measured_ms"].as_i64().unwrap();
    assert!(measured_ms >= before_ms, "{measured_ms}");
    let codes: Vec<String> = waits(&station).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, ["control.rejected", "control.rejected"]);
    for donation in [first, second] {
        assert_eq!(shown(&station, donation), Value::Null);
    }
    // An accepted one in the next message opens the device for its units.
    instrument.send(&batch(&[(label, "94.3"), ("CN-N-2", "95.3")]));
    assert_eq!(shown(&station, first), "94.3");
    assert_eq!(shown(&station, second), Value::Null);
}

#[test]
fn control_material_that_a_device_has_no_target_values_of_waits() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 40);
    station.0.start_background();
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    let mut otherwise = target("EQ-015", "95", "1", "CX-N*");
    otherwise["reported_code"] = json!("VIAB");
    sign_in(&station, "lab", DEMO);
    let view = station.ask("control.propose_target", otherwise);
    sign_in(&station, "quality", DEMO);
    station.ask("control.settle_target", settle(&view, true));
    let port = cordkeep_tests::free_port().unwrap();
    let mut named = setting("listen", "127.0.0.1", port, "astm", "flow-cytometry");
    named["device"] = json!("EQ-023");
    set(&station, &named);
    until_state(&station, "waiting");
    let mut instrument = Instrument::call(port);
    instrument.send(&batch(&[("CX-N-1", "99.1")]));
    let codes: Vec<String> = waits(&station).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, ["control.target_elsewhere"]);
}

#[test]
fn a_specimen_number_stands_for_one_lot_and_level() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 40);
    station.0.start_background();
    material(&station, "EQ-015", ("lab", "lab2"), DEMO);
    another_lot(&station, "QC2602", ("lab", "lab2"), DEMO);
    targets(&station, "EQ-015", "CN-N*", "lab", DEMO);
    let approve = |lot: &str, level: &str, specimen: &str| {
        let mut proposal = target("EQ-015", "95", "1", specimen);
        proposal["lot"] = json!(lot);
        proposal["level"] = json!(level);
        sign_in(&station, "lab", DEMO);
        let view = station.ask("control.propose_target", proposal);
        sign_in(&station, "quality", DEMO);
        station.try_ask("control.settle_target", settle(&view, true)).map_err(|problem| problem.code)
    };
    // Another level is told apart by its number.
    for specimen in ["cn-n1*", "CN-*", "CN-N", "CN-N7"] {
        assert_eq!(
            approve("QC2602", "high", specimen).unwrap_err(),
            "control.specimen_overlaps",
            "{specimen}"
        );
    }
    assert!(approve("QC2602", "high", "CN-H*").is_ok());
    // Another lot of the level follows it.
    assert!(approve("QC2602", "normal", "CN-N*").is_ok());
    let port = cordkeep_tests::free_port().unwrap();
    let mut named = setting("listen", "127.0.0.1", port, "astm", "flow-cytometry");
    named["device"] = json!("EQ-015");
    set(&station, &named);
    until_state(&station, "waiting");
    let mut instrument = Instrument::call(port);
    instrument.send(&batch(&[("CN-N-1", "95.1")]));
    assert_eq!(get(&station, "EQ-015")["points"], json!([]), "whose it is, nobody knows");
    let list = station.ask("inbox.list", json!({}));
    let detail = station.ask("inbox.get", json!({ "message": list["messages"][0]["message"] }));
    let why = &detail["specimens"][0]["results"][0]["waits"];
    assert_eq!(why["code"], "control.ambiguous");
    assert_eq!(why["params"]["meant"], "QC2601 (CN-N*), QC2602 (CN-N*)");
    // Until the older one is used up.
    sign_in(&station, "lab", DEMO);
    station.ask("material.count", json!({ "code": "QC2601", "left": "0", "reason": "用完" }));
    instrument.send(&batch(&[("CN-N-1", "95.2")]));
    let view = get(&station, "EQ-015");
    assert_eq!((&view["points"][0]["lot"], &view["points"][1]), (&json!("QC2602"), &Value::Null));
}
