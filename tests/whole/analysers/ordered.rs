//! Which tests of a unit an analyser may report: those that a step ordered, in the sample that its label names.

use super::instrument::{Instrument, astm_message, at, mllp};
use super::{laboratory, result, set, setting, sign_in, units, until_state, viability};
use crate::station::Station;
use serde_json::{Value, json};

/// A sample of a unit: its scan text.
pub(super) fn sample(station: &Station, donation: &Value, kind: &str, source: &str) -> String {
    let made = json!({
        "donation": donation, "kind": kind, "container": null, "source": source, "parent": null, "count": "1",
        "volume": "0.1", "unit": "ml", "taken": "", "made_ms": null, "mass_ug": "", "concentration": "",
        "compartment": "", "place": null, "note": "",
    });
    let view = station.ask("part.make", made);
    let all = view["parts"].as_array().unwrap();
    let part = all.iter().filter(|part| part["kind"] == kind).max_by_key(|part| part["number"].as_u64());
    part.unwrap()["code"].as_str().unwrap().to_owned()
}

/// What waits, the newest message first: its identifier, and why its first result does.
pub(super) fn waiting(station: &Station) -> Vec<(Value, Value)> {
    let inbox = station.ask("inbox.list", json!({}));
    let mut all = inbox["messages"].as_array().unwrap().clone();
    all.sort_by_key(|item| std::cmp::Reverse(item["at_ms"].as_i64()));
    let detail = |message: &Value| station.ask("inbox.get", json!({ "message": message }));
    let why = |item: &Value| {
        let specimens = detail(&item["message"])["specimens"].clone();
        (item["message"].clone(), specimens[0]["results"][0]["waits"].clone())
    };
    all.iter().map(why).collect()
}

fn assign(message: &Value, scan: &str) -> Value {
    json!({ "message": message, "places": [0], "unit_scan": scan, "reason": "compared", "inputs": [] })
}

// requirement: 11.10(f)
#[test]
fn the_label_of_a_sample_says_of_which_step_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry"));
    until_state(&station, "waiting");
    let (donation, label) = units(&ask, "viability_post")[0].clone();
    let before = sample(&station, &donation, "pre_sample", "collection");
    let after = sample(&station, &donation, "post_sample", "product");
    let mut instrument = Instrument::call(port);
    let shown = || result(&ask, &donation, "viability_post");
    // Taken before processing: not what the test after it is measured in, whoever says so.
    instrument.send(&viability(&before, "71.3"));
    assert_eq!(shown()["state"], Value::Null);
    let all = waiting(&station);
    assert_eq!(all[0].1["code"], "specimen.of_step", "{all:?}");
    assert_eq!(station.refused("inbox.assign", assign(&all[0].0, &label)), "specimen.of_step");
    assert_eq!(station.refused("inbox.assign", assign(&all[0].0, &before)), "specimen.of_step");
    // The same again makes nothing.
    instrument.send(&viability(&before, "71.3"));
    assert_eq!(waiting(&station).len(), 1);
    // Of the sample after processing it is taken, and names the unit.
    instrument.send(&viability(&after, "96.4"));
    assert_eq!((&shown()["value"], waiting(&station).len()), (&json!("96.4"), 1));
    // No such sample.
    let (din, _) = after.rsplit_once('-').unwrap();
    instrument.send(&viability(&format!("{din}-98"), "50.0"));
    let all = waiting(&station);
    assert_eq!(
        (&all[0].1["code"], &all[0].1["params"]["value"]),
        (&json!("specimen.no_part"), &json!(format!("{}-98", &din[2..])))
    );
}

#[test]
fn a_sample_that_a_person_scans_takes_what_waited_for_a_specimen() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "hl7", "flow-cytometry"));
    until_state(&station, "waiting");
    let (donation, _) = units(&ask, "viability_post")[0].clone();
    let before = sample(&station, &donation, "pre_sample", "collection");
    let after = sample(&station, &donation, "post_sample", "product");
    let (measured, sent) = (at(0), at(60));
    let text = |specimen: &str, value: &str| {
        format!(
            "MSH|^~\\&|LYRIC|FLOW|LIS|LAB|{sent}||ORU^R01|C1|P|2.5.1\rPID|1||P-9\r\
             OBR|1||{specimen}|VIAB\rOBX|1|NM|VIABILITY||{value}|%|||||F|||{measured}\r"
        )
    };
    let mut instrument = Instrument::call(port);
    let mut send = |text: &str| {
        let answer = instrument.exchange(&mllp(text));
        assert!(answer.contains("MSA|AA|"), "{answer}");
    };
    send(&text("27", "96.4"));
    let all = waiting(&station);
    assert_eq!(all[0].1["code"], "specimen.unknown");
    assert_eq!(station.refused("inbox.assign", assign(&all[0].0, &before)), "specimen.of_step");
    station.ask("inbox.assign", assign(&all[0].0, &after));
    let shown = || result(&ask, &donation, "viability_post")["value"].clone();
    assert_eq!(shown(), "96.4");
    // HL7 parts its fields by the first character of our codes: told escaped, or lost, it is the same sample.
    for specimen in [after.replace('&', "\\T\\"), after.clone()] {
        send(&text(&specimen, "90.1"));
        let all = waiting(&station);
        assert_eq!(all[0].1["code"], "result.correction_reason", "{specimen}");
        station.ask("inbox.dismiss", json!({ "message": all[0].0, "places": [0], "reason": "a trial", "second_login": "lab2", "second_password": super::DEMO }));
    }
}

// requirement: 11.10(f)
#[test]
fn a_test_that_nobody_ordered_waits_and_is_taken_once_it_is_ordered() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry"));
    until_state(&station, "waiting");
    let found = super::units_without(&ask, "viability_post");
    let ordered = |donation: &Value| result(&ask, donation, "viability_post")["standing"] != "not_ordered";
    let (donation, label) = found.iter().find(|(donation, _)| !ordered(donation)).unwrap().clone();
    let mut instrument = Instrument::call(port);
    instrument.send(&astm_message("LYRIC^7.2^L-0042", &label, &[("VIABILITY", "96.4", "%", "", "F")]));
    let shown = || result(&ask, &donation, "viability_post");
    assert_eq!(shown()["state"], Value::Null);
    let all = waiting(&station);
    assert_eq!(all[0].1["code"], "analyser.not_ordered");
    let named = [&all[0].1["params"]["test"], &all[0].1["params"]["din"]];
    let viability = shown()["zh"].clone();
    assert_eq!(named, [&viability, &json!(label[..13])], "in the words of the bank");
    assert_eq!(station.refused("inbox.assign", assign(&all[0].0, &label)), "analyser.not_ordered");
    // Once the step is done that orders it, a person takes it.
    super::worked(&ask, &donation);
    let detail = station.ask("inbox.get", json!({ "message": all[0].0 }));
    assert_eq!(detail["specimens"][0]["unit"]["donation"], donation);
    sign_in(&station, "nurse");
    assert_eq!(station.refused("inbox.assign", assign(&all[0].0, &label)), "permission.denied");
    sign_in(&station, "lab");
    station.ask("inbox.assign", assign(&all[0].0, &label));
    assert_eq!(shown()["value"], "96.4");
}
