//! Units of the demo bank that wait for results.

use super::{DEMO, result};
use serde_json::{Value, json};

/// Units on the bench for which the test is ordered and not reported, with what their labels say. What a half worked unit
/// still lacks until its test is ordered is done.
pub fn units(ask: &dyn Fn(&str, Value) -> Value, without: &str) -> Vec<(Value, String)> {
    let found = units_without(ask, without);
    assert!(found.len() >= 2, "the demo bank has units on the bench without {without}");
    found.iter().for_each(|(donation, _)| worked(ask, donation));
    found
}

/// Does what is left of the short procedure up to the step that orders the tests.
pub fn worked(ask: &dyn Fn(&str, Value) -> Value, donation: &Value) {
    let bench = ask("bench.get", json!({ "donation": donation, "din": null }));
    for one in bench["steps"].as_array().unwrap() {
        if one["standing"] != "done" {
            let mut request = crate::job::step(donation, one);
            for scan in request["scans"].as_array_mut().unwrap() {
                let text = scan["scan"].as_str().unwrap().to_owned();
                let lot = match one["code"].as_str() {
                    Some("add_hes") => "&lLOT26001",
                    Some("transfer") => "&lLOT26002",
                    _ => "&lLOT26011",
                };
                scan["scan"] = json!(if text.starts_with("&l") { lot } else { "&eEQ-003" });
            }
            if one["needs_second"] == true {
                request["second_login"] = json!("lab2");
                request["second_password"] = json!(DEMO);
            }
            ask("bench.record_step", request);
        }
        if one["code"] == "seal" {
            break;
        }
    }
}

/// Units on the bench without a result of the test, whatever was done of them.
pub fn units_without(ask: &dyn Fn(&str, Value) -> Value, without: &str) -> Vec<(Value, String)> {
    let list = json!({
        "statuses": ["processing"], "text": "", "inventory": null, "held_only": false, "after": null, "limit": 100,
    });
    let rows = ask("unit.list", list)["rows"].clone();
    // The demo bank has two units of one number, which are on hold.
    let sound = rows.as_array().unwrap().iter().filter(|row| row["held"] == false);
    let all = sound.map(|row| {
        let label = format!("{}{}", row["din"].as_str().unwrap(), row["check_character"].as_str().unwrap());
        (row["donation"].clone(), label)
    });
    let free = |donation: &Value| result(ask, donation, without)["state"].is_null();
    all.filter(|(donation, _)| free(donation)).collect()
}
