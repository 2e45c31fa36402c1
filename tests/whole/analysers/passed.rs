//! What stands against a result and a person may pass over, once it was shown; and two samples of a unit in one message.

use super::instrument::{Instrument, at};
use super::ordered::{sample, waiting};
use super::{laboratory, result, set, setting, units, until_state};
use crate::station::Station;
use serde_json::{Value, json};

/// One value of each specimen, measured and sent at these moments.
fn told(specimens: &[(&str, &str)], measured: &str) -> String {
    let mut text = format!("H|\\^&|||LYRIC^7.2^L-0042|||||||P|E1394-97|{measured}\rP|1\r");
    for (place, (specimen, value)) in (1..).zip(specimens) {
        text.push_str(&format!("O|{place}|{specimen}\rR|1|^^^^VIABILITY|{value}|%||||F||||{measured}\r"));
    }
    text + "L|1|N\r"
}

fn listening(station: &Station) -> Instrument<std::net::TcpStream> {
    let port = cordkeep_tests::free_port().unwrap();
    set(station, &setting("listen", "127.0.0.1", port, "astm", "flow-cytometry"));
    until_state(station, "waiting");
    Instrument::call(port)
}

fn assign(message: &Value, scan: &str, despite: Value) -> Value {
    json!({
        "message": message, "places": [0], "unit_scan": scan, "reason": "compared", "inputs": [], "despite": despite,
    })
}

// requirement: 11.10(f), Annex 11 §5
#[test]
fn a_value_from_before_the_unit_was_collected_waits_for_a_person_who_knows_that_the_clock_was_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let mut instrument = listening(&station);
    let (donation, label) = units(&ask, "viability_post")[0].clone();
    let shown = || result(&ask, &donation, "viability_post");
    // Its battery is empty.
    instrument.send(&told(&[(&label, "96.4")], "20000101000310+0000"));
    assert_eq!(shown()["state"], Value::Null);
    let all = waiting(&station);
    let why = &all[0].1;
    assert_eq!(
        (&why["code"], &why["params"]["measured"]),
        (&json!("analyser.behind"), &json!("946684990000"))
    );
    assert_eq!(why["params"]["din"], label[..13]);
    assert!(why["params"]["collected"].as_str().unwrap().len() == 13, "{why}");
    let message = &all[0].0;
    assert_eq!(station.refused("inbox.assign", assign(message, &label, json!([]))), "analyser.behind");
    let other = assign(message, &label, json!(["superseded"]));
    assert_eq!(station.refused("inbox.assign", other), "analyser.behind");
    station.ask("inbox.assign", assign(message, &label, json!(["behind"])));
    assert_eq!(shown()["value"], "96.4");
    // It counts as measured when it came: what was measured before that is the older one.
    instrument.send(&told(&[(&label, "91.2")], &at(0)));
    assert_eq!(waiting(&station)[0].1["code"], "analyser.superseded");
}

// requirement: 11.10(f), Annex 11 §5
#[test]
fn an_older_value_takes_the_newer_ones_place_where_a_person_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let mut instrument = listening(&station);
    let (donation, label) = units(&ask, "viability_post")[0].clone();
    let shown = || result(&ask, &donation, "viability_post");
    instrument.send(&told(&[(&label, "93.3")], &at(300)));
    instrument.send(&told(&[(&label, "96.4")], &at(0)));
    let all = waiting(&station);
    assert_eq!(all[0].1["code"], "analyser.superseded");
    let message = &all[0].0;
    assert_eq!(station.refused("inbox.assign", assign(message, &label, json!([]))), "analyser.superseded");
    assert_eq!(shown()["value"], "93.3");
    station.ask("inbox.assign", assign(message, &label, json!(["superseded"])));
    let now = shown();
    assert_eq!((&now["value"], &now["corrected"][0]["value"]), (&json!("96.4"), &json!("93.3")), "{now}");
    assert_eq!(now["corrected"][0]["reason"], "compared");
    let review = ask("review.get", json!({ "donation": donation, "din": null }));
    let contradicted =
        review["blockers"].as_array().unwrap().iter().any(|one| one["code"] == "release.result_contradicts");
    assert!(!contradicted, "the one stands in place of the other");
}

// requirement: 11.10(f)
#[test]
fn two_samples_in_one_message_are_each_held_against_their_own_tests() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let mut instrument = listening(&station);
    let free = units(&ask, "viability_post");
    for ((donation, _), pre_first) in free.iter().zip([true, false]) {
        let pre = sample(&station, donation, "pre_sample", "collection");
        let post = sample(&station, donation, "post_sample", "product");
        let mut specimens = [(pre.as_str(), "96.4"), (post.as_str(), "96.4")];
        if !pre_first {
            specimens.reverse();
        }
        instrument.send(&told(&specimens, &at(0)));
        assert_eq!(result(&ask, donation, "viability_post")["value"], "96.4", "{specimens:?}");
        let (message, _) = waiting(&station).remove(0);
        let detail = station.ask("inbox.get", json!({ "message": message }));
        let shown = detail["specimens"].as_array().unwrap();
        let waits = specimens.map(|(specimen, _)| {
            let own = shown.iter().find(|one| one["ids"][0] == specimen).unwrap();
            &own["results"][0]["waits"]["code"]
        });
        let mut expected = [json!("specimen.of_step"), Value::Null];
        if !pre_first {
            expected.reverse();
        }
        assert_eq!(waits, expected.each_ref(), "{specimens:?}");
    }
}
