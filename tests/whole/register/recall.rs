//! Which units a recall concerns: those that the lot was used on, whenever that is heard of, and no others.

use super::{accepted, delivery, inspection, reason, request, scanning, steps, uses, wants};
use crate::station::Station;
use crate::sync::Trio;
use serde_json::{Value, json};

/// Works a unit up to its first step with a lot; that one too, with the lot, where one is given.
fn work(lab: &Station, donation: &Value, lot: Option<&str>) {
    let all = steps(lab, donation);
    for one in all.iter().take_while(|one| !wants(one, "lot")) {
        lab.ask("bench.record_step", request(donation, one));
    }
    let with_lot = all.iter().find(|one| wants(one, "lot")).expect("a step with a lot");
    let place = with_lot["scans"].as_array().unwrap().iter().position(|scan| scan["kind"] == "lot").unwrap();
    assert_eq!(place, 0, "the lot is what is scanned first");
    if let Some(lot) = lot {
        lab.ask("bench.record_step", scanning(&request(donation, with_lot), &format!("&l{lot}")));
    }
}

/// Receives a lot, which another person accepts.
fn good(lab: &Station, code: &str) {
    lab.sign_in("lab");
    let view = lab.ask("material.receive", delivery(code, "2199-12-31"));
    lab.sign_in("lab2");
    lab.ask("material.inspect", inspection(&view, true));
    lab.sign_in("lab");
}

fn held(station: &Station, donation: &Value) -> bool {
    station.ask("unit.get", json!({ "donation": donation, "din": null }))["row"]["held"] == true
}

/// Rows whose hold is not as it should be.
fn wrong(station: &Station, when: &str, rows: &[(&str, &Value, bool)]) -> Vec<String> {
    let differs = |(_, unit, expected): &&(&str, &Value, bool)| held(station, unit) != *expected;
    rows.iter()
        .filter(differs)
        .map(|(row, _, expected)| format!("{when}: {row} is not held={expected}"))
        .collect()
}

#[test]
fn a_recall_holds_who_used_the_lot_also_late_and_leaves_everybody_else_free() {
    let mut trio = Trio::start("recall");
    let [user, before, after, other, none] = [(); 5].map(|()| accepted(&trio));
    let lab = &trio.lab;
    lab.sign_in("lab");
    for lot in ["LOT26001", "LOT26002"] {
        good(lab, lot);
    }
    work(lab, &user, Some("LOT26001"));
    work(lab, &other, Some("LOT26002"));
    work(lab, &none, None);
    trio.settle();
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    lab.sign_in("lab");
    work(lab, &before, Some("LOT26001"));
    office.sign_in("quality");
    let recalled = office.ask("material.recall", reason("LOT26001", "maker's letter 7"));
    work(lab, &after, Some("LOT26001"));
    let mut found = wrong(
        office,
        "at the recall",
        &[
            ("a user", &user, true),
            ("used before, not heard of", &before, false),
            ("used after, not heard of", &after, false),
            ("of another lot", &other, false),
            ("of no lot", &none, false),
        ],
    );
    assert_eq!(recalled["users"], 1);
    trio.centre.start_again().unwrap();
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    let late = office.ask("material.get", json!({ "code": "LOT26001" }));
    assert_eq!((&late["users"], &late["unheld"]), (&json!(3), &json!(2)));
    // Before somebody holds them, they go no further.
    for unit in [&before, &after] {
        let shown = office.ask("review.get", json!({ "donation": unit, "din": null }));
        let blockers: Vec<&Value> =
            shown["blockers"].as_array().unwrap().iter().map(|blocker| &blocker["code"]).collect();
        assert!(blockers.contains(&&json!("material.recalled_use")), "{blockers:?}");
    }
    office.ask("material.hold_users", json!({ "code": "LOT26001" }));
    trio.settle();
    for station in [&trio.office, &trio.lab] {
        found.extend(wrong(
            station,
            "once all is heard of",
            &[
                ("a user", &user, true),
                ("used before, heard of late", &before, true),
                ("used after, heard of late", &after, true),
                ("of another lot", &other, false),
                ("of no lot", &none, false),
            ],
        ));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(uses(&trio.office, "LOT26002").len(), 1);
}
