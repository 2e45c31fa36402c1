//! Equipment and materials at work: received, inspected, used at the bench, refused there, recalled, and traced both ways.

use crate::job::{receive, report_all, sent, step};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

pub mod due;
mod recall;
mod stock;

fn accepted(trio: &Trio) -> Value {
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    // So that the hospital knows its box to be free again.
    trio.settle();
    donation
}

fn steps(station: &Station, donation: &Value) -> Vec<Value> {
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    bench["steps"].as_array().unwrap().clone()
}

/// The request for a step, with the second person where it wants one.
fn request(donation: &Value, one: &Value) -> Value {
    let mut request = step(donation, one);
    if one["needs_second"] == true {
        request["second_login"] = json!("lab2");
        request["second_password"] = json!(PASSWORD);
    }
    request
}

fn wants(step: &Value, kind: &str) -> bool {
    step["scans"].as_array().unwrap().iter().any(|scan| scan["kind"] == kind)
}

/// The same request with something else scanned.
fn scanning(request: &Value, text: &str) -> Value {
    let mut request = request.clone();
    request["scans"][0]["scan"] = json!(text);
    request
}

fn delivery(code: &str, expires_on: &str) -> Value {
    json!({
        "code": code, "kind": "hes", "name": "HES 6 %", "expires_on": expires_on, "open_days": "", "quantity": "40",
        "unit": "瓶", "supplier": "A",
    })
}

fn inspection(view: &Value, accepted: bool) -> Value {
    let delivery = &view["deliveries"][0];
    json!({
        "code": view["row"]["code"], "station": delivery["station"], "seq": delivery["seq"], "accepted": accepted,
        "note": if accepted { "" } else { "leaks" },
    })
}

fn reason(code: &str, reason: &str) -> Value {
    json!({ "code": code, "reason": reason })
}

fn uses(station: &Station, code: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut after = json!(null);
    loop {
        let page = station.ask("register.uses", json!({ "code": code, "after": after, "limit": 2 }));
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        after = page["next"].clone();
        if after.is_null() {
            return rows;
        }
    }
}

/// Everything that a device can be refused for, in the order in which it is put right.
fn device_is_refused_until_it_is_good(lab: &Station, donation: &Value, weigh: &Value) {
    let request = request(donation, weigh);
    let check = |text: &str| {
        json!({
            "donation": donation, "step": weigh["code"], "done_ms": null,
            "scan": { "code": weigh["scans"][0]["code"], "scan": text },
        })
    };
    // Refused at the scan and, should somebody go on all the same, when the step is recorded.
    let refused = |code: &str| {
        assert_eq!(lab.refused("bench.check_scan", check("&eEQ-001")), code);
        assert_eq!(lab.refused("bench.record_step", request.clone()), code);
    };
    lab.ask("bench.check_scan", check("&eEQ-001"));
    lab.sign_in("lab");
    let device = json!({ "code": "&eEQ-001", "kind": "balance", "name": "ME2002", "room": "B", "wants": ["calibration"] });
    lab.ask("equipment.register", device);
    refused("equipment.calibration_never");
    // Who may not return a device to service does not do away with what it wants either.
    let without =
        json!({ "code": "&eEQ-001", "kind": "balance", "name": "ME2002", "room": "B", "wants": [] });
    assert_eq!(lab.refused("equipment.register", without), "equipment.loosened");
    refused("equipment.calibration_never");
    assert_eq!(lab.refused("bench.check_scan", check("&eEQ-777")), "equipment.unknown");
    assert_eq!(lab.refused("bench.record_step", scanning(&request, "&eEQ-777")), "equipment.unknown");
    let service = |done_on: &str, due_on: &str| {
        json!({
            "code": "EQ-001", "service": "calibration", "done_on": done_on, "due_on": due_on, "by": "metrology",
            "certificate": "Z-1",
        })
    };
    assert_eq!(lab.refused("equipment.service", service("2199-01-01", "2199-12-31")), "value.in_future");
    assert_eq!(lab.refused("equipment.service", service("2020-01-02", "2020-01-01")), "equipment.due_before");
    lab.ask("equipment.service", service("2020-01-01", "2020-12-31"));
    refused("equipment.calibration_overdue");
    let view = lab.ask("equipment.service", service("2021-01-01", "2199-12-31"));
    assert_eq!(view["row"]["standing"], "good");
    lab.ask("equipment.take_out", reason("EQ-001", "drifts"));
    refused("equipment.out_of_service");
    assert_eq!(lab.refused("equipment.return", reason("EQ-001", "levelled")), "permission.denied");
    lab.sign_in("quality");
    lab.ask("equipment.return", reason("EQ-001", "levelled"));
    lab.sign_in("lab");
    lab.ask("bench.check_scan", check("&eEQ-001"));
}

/// Everything that a lot can be refused for before it is used.
fn lot_is_refused_until_it_is_accepted(lab: &Station, donation: &Value, one: &Value) {
    let request = request(donation, one);
    let refused = |text: &str, code: &str| {
        assert_eq!(lab.refused("bench.record_step", scanning(&request, text)), code, "{text}");
    };
    let view = lab.ask("material.receive", delivery("&lLOT26001", "2199-12-31"));
    assert_eq!(view["row"]["standing"], "not_inspected");
    refused("&lLOT26001", "material.not_inspected");
    assert_eq!(lab.refused("material.inspect", inspection(&view, true)), "material.same_person");
    let expired = lab.ask("material.receive", delivery("LOT25001", "2020-01-31"));
    let broken = lab.ask("material.receive", delivery("LOT25002", "2199-12-31"));
    let mut days = delivery("LOT25003", "2199-12-31");
    days["open_days"] = json!("7");
    let days = lab.ask("material.receive", days);
    assert_eq!(lab.refused("material.receive", delivery("EQ-001", "2199-12-31")), "register.taken");
    lab.sign_in("lab2");
    let good = lab.ask("material.inspect", inspection(&view, true));
    assert_eq!((&good["row"]["standing"], &good["row"]["stock"]), (&json!("good"), &json!("40")));
    lab.ask("material.inspect", inspection(&expired, true));
    lab.ask("material.inspect", inspection(&broken, false));
    lab.ask("material.inspect", inspection(&days, true));
    lab.sign_in("lab");
    refused("&lLOT25001", "material.expired");
    refused("&lLOT25002", "material.refused");
    refused("&lLOT25003", "material.not_opened");
    refused("&lLOT25999", "material.unknown");
    let long_ago = crate::station::now_ms() - 8 * 86_400_000;
    lab.ask("material.open", json!({ "code": "LOT25003", "opened_ms": long_ago }));
    refused("&lLOT25003", "material.open_too_long");
    let count = json!({ "code": "LOT26001", "left": "41", "reason": "stock-taking" });
    assert_eq!(lab.refused("material.count", count), "material.count_too_high");
    let count = json!({ "code": "LOT26001", "left": "38", "reason": "stock-taking" });
    assert_eq!(lab.ask("material.count", count)["row"]["stock"], "38");
}

#[test]
fn a_lot_is_received_inspected_used_and_recalled_and_its_units_are_held_at_every_station() {
    let mut trio = Trio::start("register");
    let (first, second) = (accepted(&trio), accepted(&trio));
    let (lab, office) = (&trio.lab, &trio.office);
    let all = steps(lab, &first);
    device_is_refused_until_it_is_good(lab, &first, &all[0]);
    let mut inspected = false;
    for one in &all {
        if wants(one, "lot") && !inspected {
            lot_is_refused_until_it_is_accepted(lab, &first, one);
            inspected = true;
        }
        lab.ask("bench.record_step", request(&first, one));
    }
    let din = lab.ask("unit.get", json!({ "donation": first, "din": null }))["row"]["din"].clone();
    lab.sign_in("storage");
    let scan = format!("&d{}00", din.as_str().unwrap());
    lab.ask(
        "storage.store",
        json!({ "bag_scan": scan, "position_scan": "&pT01-R01-S001", "move_reason": null }),
    );
    lab.sign_in("lab");
    report_all(lab, &first);
    trio.settle();
    // Everything that the unit was made with, and everybody.
    office.sign_in("quality");
    let traced = office.ask("unit.trace", json!({ "donation": first, "din": null }));
    let lots: Vec<&Value> = traced["lots"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    let with_lot = all.iter().filter(|one| wants(one, "lot")).count();
    assert_eq!(lots.iter().filter(|code| **code == "LOT26001").count(), with_lot, "{traced}");
    let with_device = all.iter().filter(|one| wants(one, "equipment")).count();
    assert_eq!(traced["equipment"].as_array().unwrap().len(), with_device);
    assert_eq!(
        (&traced["equipment"][0]["name"], &traced["equipment"][0]["room"]),
        (&json!("ME2002"), &json!("B"))
    );
    let people: Vec<&str> =
        traced["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect();
    for name in ["李护士", "王技师", "赵技师", "陈库管"] {
        assert!(people.contains(&name), "{name}: {people:?}");
    }
    assert_eq!(uses(office, "LOT26001").len(), with_lot, "and back again, page by page");
    // Recalled at the office while the laboratory, which has not heard of it, uses the lot on another unit.
    let review = office.ask("review.get", json!({ "donation": first, "din": null }));
    let sign = |view: &Value, login: &str| json!({ "donation": first, "digest": view["digest"], "login": login, "password": PASSWORD });
    office.ask("review.sign", sign(&review, "quality"));
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    let recalled = office.ask("material.recall", reason("LOT26001", "maker's letter 7"));
    assert_eq!((&recalled["users"], &recalled["unheld"]), (&json!(1), &json!(0)), "{recalled}");
    assert_eq!(office.refused("material.recall", reason("LOT26001", "again")), "material.recalled");
    let unit = office.ask("unit.get", json!({ "donation": first, "din": null }));
    assert_eq!(unit["row"]["held"], true);
    assert!(unit["holds"][0]["note"].as_str().unwrap().contains("LOT26001"), "{}", unit["holds"]);
    office.sign_in("manager");
    let review = office.ask("review.get", json!({ "donation": first, "din": null }));
    assert_eq!(office.refused("release.sign", sign(&review, "manager")), "unit.held");
    lab.sign_in("lab");
    for one in all.iter().take_while(|one| !wants(one, "lot")).chain(all.iter().find(|one| wants(one, "lot")))
    {
        lab.ask("bench.record_step", request(&second, one));
    }
    trio.centre.start_again().unwrap();
    trio.settle();
    let (lab, office) = (&trio.lab, &trio.office);
    assert_eq!(
        lab.refused("material.open", json!({ "code": "LOT26001", "opened_ms": null })),
        "material.recalled"
    );
    let again = steps(lab, &first).into_iter().find(|one| wants(one, "lot")).unwrap();
    let check = json!({
        "donation": first, "step": again["code"], "done_ms": null,
        "scan": { "code": again["scans"][0]["code"], "scan": "&lLOT26001" },
    });
    assert_eq!(lab.refused("bench.check_scan", check), "material.recalled");
    office.sign_in("quality");
    let late = office.ask("material.get", json!({ "code": "LOT26001" }));
    assert_eq!((&late["users"], &late["unheld"]), (&json!(2), &json!(1)), "a use that came after the recall");
    let signing = json!({ "donation": second, "digest": "", "login": "quality", "password": PASSWORD });
    assert_eq!(office.refused("review.sign", signing), "material.recalled_use");
    let shown = office.ask("review.get", json!({ "donation": second, "din": null }));
    assert_eq!(
        shown["blockers"][0],
        json!({ "code": "material.recalled_use", "subject": "LOT26001", "waits": null })
    );
    assert_eq!(shown["can_review"], false);
    assert_eq!(office.ask("material.hold_users", json!({ "code": "LOT26001" }))["unheld"], 0);
    assert_eq!(
        office.refused("material.hold_users", json!({ "code": "LOT26001" })),
        "material.recall_complete"
    );
    assert!(uses(office, "LOT26001").iter().all(|row| row["held"] == true && row["recalled"] == true));
    // A hold that quality lifted for one unit is not placed again.
    let hold = office.ask("unit.get", json!({ "donation": first, "din": null }))["holds"][0].clone();
    let lift = json!({
        "donation": first, "key": hold["key"], "digest": hold["digest"], "reason": "not of the part recalled",
        "login": "quality", "password": PASSWORD,
    });
    office.ask("unit.lift_hold", lift);
    assert_eq!(
        office.refused("material.hold_users", json!({ "code": "LOT26001" })),
        "material.recall_complete"
    );
    trio.settle();
    for station in [lab, office] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
        let shown = |station: &Station| {
            let list = json!({ "used_up": false, "after": null, "limit": 50 });
            (
                station.ask("material.list", list.clone()),
                station.ask("equipment.list", list),
                uses(station, "LOT26001"),
            )
        };
        let before = shown(station);
        station.0.rebuild().unwrap();
        assert_eq!(shown(station), before, "a rebuild changes nothing");
    }
}

/// What the demo bank is stocked with: a device and a lot in every state that the screens show.
#[test]
fn the_demo_bank_has_equipment_and_materials_in_every_state() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 3);
    station.ask("session.sign_in", json!({ "login": "lab", "password": "demo-2026" }));
    let list = |used_up| json!({ "used_up": used_up, "after": null, "limit": 100 });
    let standings = |rows: &Value| -> Vec<(String, String)> {
        let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (word(row, "code"), word(row, "standing")))
            .collect()
    };
    let has = |found: &[(String, String)], code: &str, standing: &str| {
        assert!(found.contains(&(code.to_owned(), standing.to_owned())), "{code} {standing}: {found:?}");
    };
    let devices = standings(&station.ask("equipment.list", list(false)));
    assert_eq!(devices.len(), 25);
    assert_eq!(devices[0].0, "EQ-009", "what is overdue comes first");
    for (code, standing) in
        [("EQ-001", "good"), ("EQ-005", "due_soon"), ("EQ-009", "overdue"), ("EQ-013", "out_of_service")]
    {
        has(&devices, code, standing);
    }
    let lots = standings(&station.ask("material.list", list(false)));
    for (code, standing) in [
        ("LOT26001", "good"),
        ("LOT26003", "expired"),
        ("LOT26006", "ends_soon"),
        ("LOT26012", "not_inspected"),
        ("LOT26007", "open_too_long"),
        ("LOT25990", "recalled"),
    ] {
        has(&lots, code, standing);
    }
}

#[test]
fn a_slip_at_receipt_is_refused_and_the_lot_entered_anew() {
    let trio = Trio::start("slip");
    let lab = &trio.lab;
    let receive = |kind: &str, expires_on: &str, open_days: &str| {
        lab.sign_in("lab");
        let mut delivery = delivery("LOT26009", expires_on);
        delivery["kind"] = json!(kind);
        delivery["open_days"] = json!(open_days);
        lab.try_ask("material.receive", delivery)
    };
    let view = receive("dmso", "2020-01-31", "7").unwrap();
    let slip = &view["deliveries"][0];
    let told = (&slip["kind"], &slip["open_days"], &slip["expires_on"]);
    assert_eq!(told, (&json!("dmso"), &json!(7), &json!("2020-01-31")), "what the inspector compares");
    assert_eq!(
        receive("hes", "2199-12-31", "").unwrap_err().code,
        "material.differs",
        "it is not refused yet"
    );
    lab.sign_in("lab2");
    assert_eq!(lab.ask("material.inspect", inspection(&view, false))["row"]["standing"], "refused");
    let view = receive("hes", "2199-12-31", "").unwrap();
    lab.sign_in("lab2");
    let row = lab.ask("material.inspect", inspection(&view, true))["row"].clone();
    assert_eq!(
        (&row["standing"], &row["kind"], &row["expires_on"], &row["open_until_ms"]),
        (&json!("good"), &json!("hes"), &json!("2199-12-31"), &json!(null))
    );
}
