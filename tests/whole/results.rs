//! Results through the whole: who reports a test, values typed twice, where each test stands, the list of open tests, files.

use crate::station::Station;
use serde_json::{Value, json};

const DEMO: &str = "demo-2026";

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": DEMO }));
}

/// A demo bank with somebody of the test laboratory signed in.
fn laboratory(folder: &std::path::Path) -> Station {
    let station = Station::demo(folder, 200);
    sign_in(&station, "lab2");
    station
}

fn result(station: &Station, donation: &Value, test: &str) -> Value {
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    let results = bench["results"].as_array().unwrap().clone();
    results.into_iter().find(|result| result["test"] == test).expect(test)
}

/// Units on the bench without a result of these tests.
fn units(station: &Station, without: &[&str]) -> Vec<Value> {
    let list = json!({
        "statuses": ["processing"], "text": "", "inventory": null, "held_only": false, "after": null, "limit": 100,
    });
    let rows = station.ask("unit.list", list)["rows"].clone();
    let sound = rows.as_array().unwrap().iter().filter(|row| row["held"] == false).cloned();
    let free =
        |row: &Value| without.iter().all(|test| result(station, &row["donation"], test)["state"].is_null());
    let found: Vec<Value> = sound.filter(free).collect();
    assert!(!found.is_empty(), "the demo bank has units on the bench without {without:?}");
    found
}

fn entries(station: &Station) -> u64 {
    let report = station.ask("ledger.verify", json!({}));
    assert_eq!(report["good"], true, "{report}");
    report["entries"].as_u64().unwrap()
}

fn typed(donation: &Value, test: &str, value: &str, again: Option<&str>) -> Value {
    json!({
        "donation": donation, "test": test, "value": value, "value_again": again, "method": "XN-1000",
        "state": "final", "correction_reason": null,
    })
}

// requirement: 11.10(f), Annex 11 §6
#[test]
fn a_result_is_reported_by_whom_the_profile_names_exactly_and_critical_ones_twice() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let donation = units(&station, &["tnc_post", "hbsag", "hct_post"])[0]["donation"].clone();
    let before = entries(&station);
    let refused = |request: Value| {
        let problem = station.try_ask("bench.record_result", request).expect_err("refused");
        (problem.code, problem.field.unwrap_or_default())
    };
    let of = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(refused(typed(&donation, "hct_post", "31.55", None)), of("result.decimals", "value"));
    assert_eq!(refused(typed(&donation, "tnc_post", "9.35", None)), of("result.again", "value_again"));
    let differ = station
        .try_ask("bench.record_result", typed(&donation, "tnc_post", "9.35", Some("9.53")))
        .expect_err("they differ");
    assert_eq!(differ.code, "result.disagrees");
    assert_eq!((&differ.params["first"], &differ.params["second"]), (&json!("9.35"), &json!("9.53")));
    assert_eq!(entries(&station), before, "a refusal records nothing");
    station.ask("bench.record_result", typed(&donation, "tnc_post", "9.35", Some("9.35")));
    let shown = result(&station, &donation, "tnc_post");
    assert_eq!((&shown["value"], &shown["standing"]), (&json!("9.35"), &json!("final")));
    // Processing counts cells, and reports no infectious marker.
    sign_in(&station, "admin");
    let person = json!({
        "login": "bench", "name": "钱进", "roles": ["processing"], "password": "first-2026", "badge": null,
    });
    station.ask("admin.add_person", json!({ "person": person }));
    station.ask("session.sign_in", json!({ "login": "bench", "password": "first-2026" }));
    station.ask("session.change_password", json!({ "password": "first-2026", "new_password": DEMO }));
    let marker = result(&station, &donation, "hbsag");
    assert_eq!((&marker["mine"], &marker["reported_by"]), (&json!(false), &json!(["test_lab"])));
    assert_eq!(result(&station, &donation, "hct_post")["mine"], true);
    let others = typed(&donation, "hbsag", "non_reactive", Some("non_reactive"));
    assert_eq!(refused(others), of("result.role", "test"));
    station.ask("bench.record_result", typed(&donation, "hct_post", "31.5", None));
    assert_eq!(result(&station, &donation, "hct_post")["by"], "钱进");
}
