//! Analysers over real sockets and lines: right results, nothing lost, nothing twice, acknowledged only when kept.

mod bench;
mod disorder;
pub mod instrument;
mod ordered;
mod passed;
mod signed;

pub use bench::units;
use bench::{units_without, worked};

use crate::served::Served;
use crate::station::Station;
use instrument::{ACK, Instrument, NAK, astm_message, at, frames, mllp};
use serde_json::{Value, json};
use serialport::{SerialPort as _, TTYPort};
use std::net::TcpListener;
use std::process::Stdio;

const DEMO: &str = "demo-2026";

/// A demo bank that listens, with somebody of the test laboratory signed in.
fn laboratory(folder: &std::path::Path) -> Station {
    let station = Station::demo(folder, 200);
    station.0.start_background();
    sign_in(&station, "lab");
    station
}

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": DEMO }));
}

fn result(ask: &dyn Fn(&str, Value) -> Value, donation: &Value, test: &str) -> Value {
    let bench = ask("bench.get", json!({ "donation": donation, "din": null }));
    let results = bench["results"].as_array().unwrap().clone();
    results.iter().find(|result| result["test"] == test).unwrap().clone()
}

pub fn setting(line: &str, address: &str, port: u16, protocol: &str, mapping: &str) -> Value {
    json!({
        "name": "流式一号", "line": line, "address": address, "port": port, "baud": if line == "serial" { 9600 } else { 0 },
        "protocol": protocol, "mapping": mapping,
    })
}

/// Sets the analyser as somebody who may; who was signed in before is so again.
pub fn set(station: &Station, setting: &Value) {
    sign_in(station, "admin");
    station.ask("analyser.set", setting.clone());
    sign_in(station, "lab");
}

pub fn until_state(station: &Station, state: &str) -> Value {
    let found = cordkeep_tests::until(&format!("an analyser that is {state}"), || {
        let analyser = station.ask("analyser.list", json!({}))["analysers"][0].clone();
        Ok(Some(analyser).filter(|analyser| analyser["state"] == state))
    });
    found.unwrap()
}

fn entries(station: &Station) -> u64 {
    let report = station.ask("ledger.verify", json!({}));
    assert_eq!(report["good"], true, "{report}");
    report["entries"].as_u64().unwrap()
}

/// A viability and a CD34 percentage of one specimen.
fn viability(specimen: &str, value: &str) -> String {
    astm_message("LYRIC^7.2^L-0042", specimen, &[("VIABILITY", value, "%", "", "F")])
}

// requirement: 11.10(c), Annex 11 §5
#[test]
fn results_come_over_tcp_whole_and_once_however_they_are_sent() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry"));
    until_state(&station, "waiting");
    let free = units(&ask, "viability_post");
    let (donation, label) = &free[0];
    let before = entries(&station);
    let mut instrument = Instrument::call(port);
    until_state(&station, "connected");
    // Byte by byte, with a frame damaged, one sent twice and one out of its turn.
    let all = frames(&viability(label, "96.4"));
    assert_eq!(instrument.say_slowly(&[5]), [ACK]);
    let mut damaged = all[0].clone();
    damaged[5] ^= 1;
    assert_eq!(instrument.say_slowly(&damaged), [NAK]);
    assert_eq!(instrument.say_slowly(&all[0]), [ACK]);
    assert_eq!(instrument.say_slowly(&all[0]), [ACK]);
    assert_eq!(instrument.say_slowly(&all[2]), [NAK]);
    for frame in &all[1..] {
        assert_eq!(instrument.say_slowly(frame), [ACK]);
    }
    // Acknowledged is recorded: nothing is waited for.
    let shown = result(&ask, donation, "viability_post");
    assert_eq!((&shown["value"], &shown["state"]), (&json!("96.4"), &json!("final")));
    assert_eq!(
        (&shown["method"], &shown["by"]),
        (&json!("ISHAGE flow cytometry LYRIC 7.2 L-0042"), &json!(""))
    );
    assert_eq!(entries(&station), before + 2, "the message and the result");
    instrument.tell(&[4]);
    // The same again, in the same transfer and over a new connection: acknowledged, and made nothing.
    instrument.send(&viability(label, "96.4"));
    drop(instrument);
    let mut instrument = Instrument::call(port);
    instrument.send(&viability(label, "96.4"));
    assert_eq!(entries(&station), before + 2);
    let analyser = station.ask("analyser.list", json!({}))["analysers"][0].clone();
    assert_eq!((&analyser["messages"], &analyser["repeated"]), (&json!(1), &json!(2)), "{analyser}");
    // Another value is a correction, and waits.
    instrument.send(&viability(label, "90.1"));
    assert_eq!(result(&ask, donation, "viability_post")["value"], "96.4");
    let inbox = station.ask("inbox.list", json!({}));
    assert_eq!((&inbox["total"], &inbox["messages"][0]["waiting"]), (&json!(1), &json!(1)), "{inbox}");
    let message = inbox["messages"][0]["message"].clone();
    let detail = station.ask("inbox.get", json!({ "message": message }));
    let waiting = &detail["specimens"][0]["results"][0];
    assert_eq!(waiting["waits"]["code"], "result.correction_reason", "{detail}");
    assert_eq!(detail["specimens"][0]["unit"]["donation"], *donation);
    let assign = |scan: &str, reason: &str| json!({ "message": message, "places": [waiting["place"]], "unit_scan": scan, "reason": reason, "inputs": [] });
    assert_eq!(station.refused("inbox.assign", assign(label, " ")), "value.empty");
    station.ask("inbox.assign", assign(label, "仪器复测"));
    let shown = result(&ask, donation, "viability_post");
    assert_eq!((&shown["value"], &shown["corrected"][0]["reason"]), (&json!("90.1"), &json!("仪器复测")));
    assert_eq!(station.refused("inbox.assign", assign(label, "again")), "inbox.settled");
    assert_eq!(station.ask("inbox.list", json!({}))["total"], 0);
}

#[test]
fn what_nobody_knows_waits_is_given_to_a_unit_or_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "sysmex-xn"));
    until_state(&station, "waiting");
    let (donation, label) = units(&ask, "tnc_post")[0].clone();
    let mut instrument = Instrument::call(port);
    let xn = |specimen: &str, flag: &str| {
        let results = [
            ("WBC^1", "62.48", "10*3/uL", flag, "F"),
            ("HGB^1", "8.0", "g/dL", "N", "F"),
            ("MCV^1", "87.3", "fL", "N", "F"),
            ("Blasts/Abn_Lympho?", "40", "", "", "F"),
            ("NOVEL#^1", "3", "10*3/uL", "N", "F"),
        ];
        astm_message("XN-550^00-24^22723^^^^BD634545", specimen, &results)
    };
    // Control material asks for nobody.
    instrument.send(&xn("QC-11010801", "N"));
    assert_eq!(station.ask("inbox.list", json!({}))["total"], 0);
    instrument.send(&xn("27", "N"));
    let item = station.ask("inbox.list", json!({}))["messages"][0].clone();
    assert_eq!(item["waiting"], 3, "WBC, HGB and what the mapping does not know: {item}");
    let query = json!({ "message": item["message"] });
    let detail = station.ask("inbox.get", query.clone());
    let results = detail["specimens"][0]["results"].as_array().unwrap();
    let waits: Vec<(&Value, &Value)> =
        results.iter().map(|one| (&one["code"], &one["waits"]["code"])).collect();
    assert_eq!(waits[0], (&json!("WBC"), &json!("specimen.unknown")));
    assert_eq!(waits[1], (&json!("HGB"), &json!("specimen.unknown")));
    assert!(waits[2..4].iter().all(|(_, why)| why.is_null()), "no test is made of them: {detail}");
    // Who may not see a mother sees the message without its patient.
    assert_eq!((&detail["patient_hidden"], &detail["lines"][1]), (&json!(true), &json!("P|…")));
    let assign = |places: Value, scan: &str, inputs: Value| {
        let reason = "label torn, form compared";
        json!({ "message": item["message"], "places": places, "unit_scan": scan, "reason": reason, "inputs": inputs })
    };
    let volume = |value: &str| json!([{ "name": "volume_ml", "value": value }]);
    assert_eq!(detail["wanted"][0]["name"], "volume_ml");
    for (request, code) in [
        (assign(json!([0]), "hello", volume("21.0")), "scan.unknown_code"),
        (assign(json!([0]), "&pT01-R01-S001", volume("21.0")), "scan.wrong_kind"),
        (assign(json!([0, 4]), &label, volume("21.0")), "analyser.code"),
        (assign(json!([0]), &label, volume("much")), "value.not_a_number"),
        (assign(json!([2]), &label, volume("21.0")), "inbox.settled"),
        (assign(json!([]), &label, volume("21.0")), "inbox.settled"),
    ] {
        assert_eq!(station.refused("inbox.assign", request.clone()), code, "{request}");
    }
    assert_eq!(station.ask("inbox.get", query.clone()), detail, "a refusal changes nothing");
    station.ask("inbox.assign", assign(json!([0]), &label, volume("21.0")));
    let detail = station.ask("inbox.get", query.clone());
    let taken = &detail["taken"][0];
    // What the unit's record has is not replaced by what a person says.
    let volume: f64 = taken["inputs"][1]["value"].as_str().unwrap().parse().unwrap();
    let cells = result(&ask, &donation, "tnc_post")["value"].clone();
    assert!(
        (cells.as_str().unwrap().parse::<f64>().unwrap() - 62.48 * volume / 100.0).abs() < 0.006,
        "{taken}"
    );
    assert_eq!((&taken["value"], &taken["reason"]), (&cells, &json!("label torn, form compared")));
    assert_eq!(taken["inputs"][0]["value"], "62.48");
    let dismiss = |reason: &str| json!({ "message": item["message"], "places": [1, 4], "reason": reason });
    assert_eq!(station.refused("inbox.dismiss", dismiss("")), "value.empty");
    station.ask("inbox.dismiss", dismiss("research parameter"));
    assert_eq!(station.refused("inbox.dismiss", dismiss("again")), "inbox.settled");
    // What the instrument doubts, and what cannot be read at all.
    instrument.send(&xn(&label, "A"));
    instrument.send("H|?\rR|1|x\rL|1\r");
    let inbox = station.ask("inbox.list", json!({}));
    let reasons: Vec<Value> = inbox["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let detail = station.ask("inbox.get", json!({ "message": item["message"] }));
            detail["specimens"][0]["results"][0]["waits"]["code"].clone()
        })
        .collect();
    assert_eq!(reasons, [json!("analyser.flagged"), json!("analyser.unreadable")]);
    for (login, command, args) in [
        ("nurse", "inbox.list", json!({})),
        ("nurse", "inbox.get", query),
        ("lab", "analyser.set", json!({})),
    ] {
        sign_in(&station, login);
        assert_eq!(station.refused(command, args), "permission.denied");
    }
}

// requirement: 11.10(e), Annex 11 §6
#[test]
fn what_was_computed_of_a_corrected_value_is_out_of_date_until_it_is_computed_anew() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry"));
    until_state(&station, "waiting");
    let (donation, label) = units(&ask, "cd34_post")[0].clone();
    let cells = |value: &str| {
        json!({
            "donation": donation, "test": "tnc_post", "value": value, "value_again": value, "method": "XN",
            "state": "final", "correction_reason": "counted again", "device": null,
        })
    };
    station.ask("bench.record_result", cells("10.00"));
    let mut instrument = Instrument::call(port);
    instrument.send(&astm_message("LYRIC^7.2^L-0042", &label, &[("CD34%", "0.40", "%", "", "F")]));
    let shown = result(&ask, &donation, "cd34_post");
    assert_eq!((&shown["value"], &shown["computed"]["stale"]), (&json!("4.00"), &json!(false)), "{shown}");
    let open = || {
        let open = ask("result.open", json!({ "test": "cd34_post", "donation": donation }));
        open["rows"].as_array().unwrap().len()
    };
    assert_eq!(open(), 0);
    let counted = || ask("result.open", json!({ "test": "cd34_post", "donation": null }))["total"].clone();
    let before = counted();
    // The cells were wrong, and with them what was computed of them.
    station.ask("bench.record_result", cells("8.00"));
    let shown = result(&ask, &donation, "cd34_post");
    assert_eq!((&shown["standing"], &shown["finding"]["verdict"]), (&json!("stale"), &json!("stale")));
    assert_eq!((&shown["computed"]["value_now"], &shown["value"]), (&json!("3.20"), &json!("4.00")));
    let changed: Vec<_> = shown["computed"]["inputs"].as_array().unwrap().clone();
    assert_eq!((&changed[1]["value"], &changed[1]["now"]), (&json!("10.00"), &json!("8.00")), "{shown}");
    assert_eq!((open(), counted().as_u64()), (1, before.as_u64().map(|count| count + 1)));
    let stops = |code: &str| {
        let review = ask("review.get", json!({ "donation": donation, "din": null }));
        let blockers = review["blockers"].as_array().unwrap().clone();
        blockers.iter().any(|blocker| blocker["code"] == code && blocker["subject"] == "cd34_post")
    };
    assert!(stops("result.stale"));
    // Somebody confirms what is shown, and nothing else.
    let anew = |value: &str| json!({ "donation": donation, "values": [{ "test": "cd34_post", "value": value }], "reason": "cells corrected" });
    assert_eq!(station.refused("result.recompute", anew("4.00")), "result.recomputed");
    station.ask("result.recompute", anew("3.20"));
    let shown = result(&ask, &donation, "cd34_post");
    assert_eq!((&shown["value"], &shown["standing"]), (&json!("3.20"), &json!("corrected")));
    assert_eq!(shown["corrected"][0]["value"], "4.00", "the old value stays readable");
    assert!(!stops("result.stale"));
    assert_eq!((open(), counted()), (0, before));
}

#[test]
fn an_analyser_that_is_called_speaks_hl7_and_is_called_again() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let free = units(&ask, "sterility_aerobic");
    let (measured, sent) = (at(0), at(180));
    let culture = |label: &str, control: &str| {
        format!(
            "MSH|^~\\&|BACTEC|MICRO|LIS|LAB|{sent}||ORU^R01^ORU_R01|{control}|P|2.5.1\rPID|1||P-9||Wang^Xiaomei\r\
             OBR|1||{label}|CULTURE\rOBX|1|ST|GND||INST_NEGATIVE||||||F|||{measured}||||FX^Plus Aerobic/F\r\
             OBX|2|ST|GND||INST_NEGATIVE||||||F|||{measured}||||FX^Lytic/10 Anaerobic/F\r"
        )
    };
    set(&station, &setting("connect", "127.0.0.1", port, "hl7", "blood-culture"));
    for (number, (donation, label)) in free.iter().take(2).enumerate() {
        let mut instrument = Instrument::new(listener.accept().unwrap().0);
        let control = format!("C{number}");
        let answer = instrument.exchange(&mllp(&culture(label, &control)));
        assert!(answer.contains(&format!("\rMSA|AA|{control}\r")), "{answer}");
        assert!(answer.starts_with("\u{b}MSH|^~\\&|LIS|LAB|BACTEC|MICRO|"), "{answer}");
        for test in ["sterility_aerobic", "sterility_anaerobic"] {
            assert_eq!(result(&ask, donation, test)["value"], "negative");
        }
        // Under another number: the same results.
        let before = entries(&station);
        let answer = instrument.exchange(&mllp(&culture(label, "AGAIN")));
        assert!(answer.contains("MSA|AA|AGAIN"), "{answer}");
        assert_eq!(entries(&station), before);
        let answer = instrument.exchange(&mllp("MSH|^~\\&|B|M|||1||QBP^Q11|Q1|P|2.5.1\rQPD|1\r"));
        assert!(answer.contains("MSA|AR|Q1"), "{answer}");
        // It hangs up, and is called again.
    }
}

#[test]
fn an_analyser_on_a_serial_line_is_heard_and_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let (instrument, line) = TTYPort::pair().unwrap();
    let path = line.name().unwrap();
    drop(line);
    set(&station, &setting("serial", &path, 0, "astm", "flow-cytometry"));
    until_state(&station, "connected");
    let free = units(&ask, "viability_post");
    let (donation, label) = &free[0];
    Instrument::new(instrument).send(&viability(label, "93.0"));
    assert_eq!(result(&ask, donation, "viability_post")["value"], "93.0");
    let lost = until_state(&station, "lost");
    assert!(lost["problem"]["code"].as_str().unwrap().starts_with("analyser."), "{lost}");
}

// requirement: 11.10(c)
#[test]
fn a_program_that_dies_before_it_acknowledged_gets_the_message_again_and_makes_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    drop(Station::demo(&data, 200));
    let port = cordkeep_tests::free_port().unwrap();
    let start = || {
        let served = Served::start(&data, Stdio::null());
        served.call("session.sign_in", &json!({ "login": "admin", "password": DEMO })).unwrap();
        served
    };
    let served = start();
    served.call("analyser.set", &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry")).unwrap();
    served.call("session.sign_in", &json!({ "login": "lab", "password": DEMO })).unwrap();
    let free = units(&|command, args| served.call(command, &args).unwrap(), "viability_post");
    let mut served = Some(served);
    for ((donation, label), ending) in free.iter().zip(["before the last frame", "right after it"]) {
        let text = viability(label, "95.5");
        let all = frames(&text);
        let mut instrument = Instrument::call(port);
        assert_eq!(instrument.say_slowly(&[5]), [ACK]);
        let (last, first) = all.split_last().unwrap();
        for frame in first {
            assert_eq!(instrument.say_slowly(frame), [ACK]);
        }
        if ending == "right after it" {
            instrument.tell(last);
        }
        // `kill -9`: whether the message was kept, nobody at the other end knows.
        drop(served.take());
        drop(instrument);
        let again = start();
        Instrument::call(port).send(&text);
        let ask = |command: &str, args: Value| again.call(command, &args).unwrap();
        let shown = result(&ask, donation, "viability_post");
        assert_eq!((&shown["value"], &shown["corrected"]), (&json!("95.5"), &json!([])), "{ending}");
        let timeline = ask("unit.timeline", json!({ "donation": donation, "din": null }));
        let events = timeline["events"].as_array().unwrap();
        let made = events.iter().filter(|event| {
            let fields = event["fields"].as_array().unwrap();
            fields.iter().any(|field| field["name"] == "test" && field["value"] == "viability_post")
        });
        assert_eq!(made.count(), 1, "{ending}");
        served = Some(again);
    }
}

#[test]
fn a_setting_that_is_none_is_refused_by_field() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    let good = setting("listen", "192.168.1.20", 15_200, "astm", "sysmex-xn");
    station.ask("analyser.set", good.clone());
    let with = |changes: Value| {
        let mut request = good.clone();
        request["name"] = json!("another");
        request["port"] = json!(15_201);
        changes.as_object().unwrap().iter().for_each(|(name, value)| request[name] = value.clone());
        request
    };
    for (request, code, field) in [
        (with(json!({ "name": " " })), "value.empty", "name"),
        (with(json!({ "port": 15_200 })), "analyser.port_taken", "port"),
        (with(json!({ "port": 80 })), "value.too_low", "port"),
        (with(json!({ "port": 70_000 })), "value.too_high", "port"),
        (with(json!({ "address": "xn.lab" })), "analyser.address", "address"),
        (with(json!({ "address": "" })), "analyser.address", "address"),
        (with(json!({ "line": "connect", "address": "xn lab" })), "analyser.address", "address"),
        (
            with(json!({ "line": "serial", "address": "/etc/passwd", "baud": 9600 })),
            "analyser.address",
            "address",
        ),
        (with(json!({ "line": "serial", "address": "/dev/ttyS0", "baud": 7 })), "scanner.speed", "baud"),
        (with(json!({ "mapping": "none" })), "analyser.mapping", "mapping"),
    ] {
        let problem = station.try_ask("analyser.set", request.clone()).expect_err(code);
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)), "{request}");
    }
    let list = station.ask("analyser.list", json!({}));
    assert_eq!(list["analysers"].as_array().unwrap().len(), 1);
    assert_eq!(list["analysers"][0]["state"], "off", "this program does not listen");
    assert!(list["mappings"].as_array().unwrap().len() >= 4);
    station.ask("analyser.set", with(json!({ "name": "流式一号", "line": "connect", "address": "xn.lab" })));
    let list = station.ask("analyser.remove", json!({ "name": "流式一号" }));
    assert_eq!(list["analysers"], json!([]));
}
