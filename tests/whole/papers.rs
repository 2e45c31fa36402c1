//! Papers whose print is called off, and papers that are scanned.

use crate::station::Station;
use serde_json::{Value, json};

/// A demo bank with the printer `net`, which nobody answers for; the manager is signed in.
fn bank(folder: &std::path::Path) -> Station {
    let station = Station::demo(folder, 60);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let target = listener.local_addr().unwrap().to_string();
    drop(listener);
    sign_in(&station, "admin");
    station.ask("printer.set", json!({ "name": "net", "kind": "tcp", "target": target }));
    sign_in(&station, "manager");
    station
}

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
}

fn released(station: &Station) -> Value {
    let filter = json!({
        "statuses": ["released"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 100,
    });
    let rows = station.ask("unit.list", filter)["rows"].as_array().unwrap().clone();
    rows.into_iter().find(|row| row["held"] == false && row["position"].is_string()).unwrap()
}

fn order(document: &str, unit: &Value, printer: &str, reason: Option<&str>) -> Value {
    json!({
        "document": document, "donations": [unit["donation"]], "shipment": null, "locale": "en", "printer": printer,
        "papers": 1, "copy_reason": reason,
    })
}

/// Number, copy and whether it was called off, of every paper of the unit.
fn papers(station: &Station, unit: &Value) -> Vec<(String, u64, bool)> {
    let unit = station.ask("unit.get", json!({ "donation": unit["donation"], "din": null }));
    let rows = unit["certificates"].as_array().unwrap().iter();
    let row = |row: &Value| {
        let number = row["number"].as_str().unwrap().to_owned();
        (number, row["copy"].as_u64().unwrap(), row["called_off"].as_bool().unwrap())
    };
    rows.map(row).collect()
}

fn call_off(station: &Station, job: &Value) {
    assert_eq!(job["state"], "failed", "{job}");
    station.ask("print.call_off", json!({ "job": job["job"], "reason": "out of toner" }));
}

#[test]
fn a_paper_that_was_called_off_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    let unit = released(&station);
    let before = papers(&station, &unit).len();
    let lost = station.ask("document.issue", order("dossier", &unit, "net", None));
    call_off(&station, &lost["job"]);
    let dossier = lost["number"].as_str().unwrap().to_owned();
    assert_eq!(papers(&station, &unit)[before..], [(dossier.clone(), 1, true)]);
    let verdict = station.ask("document.verify", json!({ "text": lost["seal"] }));
    assert_eq!((&verdict["good"], &verdict["called_off"]), (&json!(true), &json!(true)), "{verdict}");
    // So the next is the original and wants no reason, and the one after it is a copy.
    let original = station.ask("document.issue", order("dossier", &unit, "PDF", None));
    assert_eq!((&original["copy"], &original["job"]["state"]), (&json!(1), &json!("done")));
    let verdict = station.ask("document.verify", json!({ "text": original["seal"] }));
    assert_eq!(verdict["called_off"], false);
    let again = order("dossier", &unit, "PDF", None);
    assert_eq!(station.refused("document.issue", again), "document.copy_reason");
    assert_eq!(papers(&station, &unit)[before..], [(dossier.clone(), 1, true), (dossier, 1, false)]);
    let history = station.ask("unit.timeline", json!({ "donation": unit["donation"], "din": null }));
    assert!(history.to_string().contains("out of toner"), "{history}");
}

#[test]
fn a_certificate_that_was_called_off_is_no_original() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    let unit = released(&station);
    let issued = |papers: Vec<(String, u64, bool)>| {
        papers.into_iter().filter(|(number, _, off)| number.starts_with("RC-") && !off).count()
    };
    let before = issued(papers(&station, &unit));
    let issue = |printer: &str| {
        station.ask(
            "certificate.issue",
            json!({ "donation": unit["donation"], "copy_reason": "for the hospital", "printer": printer }),
        )
    };
    let lost = issue("net");
    call_off(&station, &lost["job"]);
    assert_eq!(issued(papers(&station, &unit)), before);
    assert_eq!(issue("PDF")["copy"], lost["copy"], "the same copy, this time on paper");
    // A pick list gets a new number all the same: the order of the first stands in the ledger.
    let list = station.ask("document.print", order("pick_list", &unit, "net", None));
    call_off(&station, &list["job"]);
    let next = station.ask("document.print", order("pick_list", &unit, "PDF", None));
    assert_ne!(next["number"], list["number"]);
    // Nothing is rebuilt otherwise.
    let digest = station.0.projection_digest().unwrap();
    station.0.rebuild().unwrap();
    assert_eq!(station.0.projection_digest().unwrap(), digest);
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}

#[test]
fn a_scanned_paper_is_known_by_its_code_and_refused_by_name_where_another_code_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    let unit = released(&station);
    let seal = station.ask("document.print", order("worksheet", &unit, "PDF", None))["seal"].clone();
    let wanted = |kinds: &[&str]| json!({ "kinds": kinds, "unit": unit["din"], "seen": [], "repeating": [], "alone": true });
    let asked = |text: &str, wanted: Value| json!({ "text": text, "wanted": wanted });
    let text = seal.as_str().unwrap();
    for wanted in [Value::Null, wanted(&[]), wanted(&["bag", "document"])] {
        let meaning = station.ask("scan.read", asked(&text.to_lowercase(), wanted));
        assert_eq!((&meaning["kind"], &meaning["value"]), (&json!("document"), &seal));
    }
    let problem = station.try_ask("scan.read", asked(text, wanted(&["position"]))).unwrap_err();
    assert_eq!(problem.code, "scan.wrong_kind");
    assert_eq!(
        (&problem.params["expected"], &problem.params["found"]),
        (&json!("position"), &json!("document"))
    );
    let half = &text[..text.len() - 3];
    assert_eq!(station.refused("scan.read", asked(half, Value::Null)), "document.code");
    assert_eq!(station.ask("document.verify", json!({ "text": text }))["finding"], "genuine");
}
