//! The main job and its refusals at one station, command by command.

use crate::station::{PASSWORD, Station, now_ms};
use crate::sync::Trio;
use serde_json::{Value, json};

/// A bank of one site with a nurse.
fn bank(folder: &std::path::Path) -> Station {
    let station = Station::create(folder);
    station.hire("nurse", "李护士", &["nurse"]);
    station
}

// requirement: Annex 11 §6
#[test]
fn collection_is_refused_until_it_is_right_and_nothing_is_half_saved() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    station.sign_in("nurse");
    let donation = station.consented("张三");
    let good = station.collection(&donation);
    let with = |field: &str, value: Value| {
        let mut request = good.clone();
        request[field] = value;
        request
    };
    let future = crate::station::now_ms() + 86_400_000;
    let kit = |scan: &str| {
        let mut request = with("din_source", json!("kit"));
        request["din_scan"] = json!(scan);
        request
    };
    let cases = [
        (with("volume_ml", json!("0")), "value.too_low", "volume_ml"),
        (with("volume_ml", json!("5000")), "value.too_high", "volume_ml"),
        (with("volume_ml", json!("很多")), "value.not_a_number", "volume_ml"),
        (with("volume_ml", json!(null)), "collection.volume_missing", "volume_ml"),
        (with("ended_ms", json!(future)), "value.in_future", "ended_ms"),
        (with("started_ms", json!(future)), "value.in_future", "started_ms"),
        (with("ended_ms", json!(1)), "collection.end_before_start", "ended_ms"),
        (with("gestation_days", json!("7")), "value.too_high", "gestation_days"),
        (with("birth_weight_g", json!("33")), "value.too_low", "birth_weight_g"),
        (with("bag_lot", json!("  ")), "value.empty", "bag_lot"),
        (kit("hello"), "scan.unknown_code", "din_scan"),
        (kit("A999926000007Y"), "scan.check_character", "din_scan"),
        (kit("=A99992600000700"), "din.scheme", "din_scan"),
        (kit("&dB123426000007 00"), "scan.character", "din_scan"),
        (kit("&pT01-R01-S001"), "scan.wrong_kind", "din_scan"),
        (kit(""), "din.scan_missing", "din_scan"),
    ];
    let verified = |station: &Station| station.ask("ledger.verify", json!({}))["entries"].clone();
    let before = verified(&station);
    for (request, code, field) in cases {
        let problem = station.try_ask("donation.register_collection", request.clone()).expect_err(code);
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)), "{request}");
    }
    assert_eq!(verified(&station), before, "a refusal records nothing");
    let unit = station.ask("donation.register_collection", good.clone());
    assert_eq!(unit["status"], "collected");
    let other = station.consented("李四");
    let mut again = kit(&format!("&d{}00", unit["din"].as_str().unwrap()));
    again["donation"] = other;
    assert_eq!(station.refused("donation.register_collection", again), "din.used");
}

// requirement: 11.10(f), 11.70, 1271.265(c), Annex 11 §15, Annex 11 §16
#[test]
fn from_bedside_to_certificate_over_three_stations_each_step_keeps_its_rules() {
    let mut trio = Trio::start("job");
    trio.centre.stop().unwrap();
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.centre.start_again().unwrap();
    trio.settle();
    let station = &trio.lab;
    receive(station, &donation, &din, &shipment);
    station.sign_in("lab");
    assert_eq!(
        station.ask("unit.get", json!({ "donation": donation, "din": null }))["row"]["site_code"],
        "LAB"
    );
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    let steps = bench["steps"].as_array().unwrap().clone();
    let store = |position: &str| json!({ "bag_scan": format!("&d{din}00"), "position_scan": format!("&p{position}"), "move_reason": null });
    station.sign_in("storage");
    assert_eq!(station.refused("storage.store", store("T01-R01-S001")), "storage.steps_missing");
    assert_eq!(station.refused("bench.record_step", step(&donation, &steps[0])), "bench.step_role");
    station.sign_in("lab");
    assert_eq!(station.refused("bench.record_step", step(&donation, &steps[1])), "bench.step_order");
    for (index, one) in steps.iter().enumerate() {
        let mut request = step(&donation, one);
        if one["needs_second"] == true {
            request["second_login"] = json!("lab");
            request["second_password"] = json!(PASSWORD);
            assert_eq!(station.refused("bench.record_step", request.clone()), "bench.second_same");
            request["second_login"] = json!("lab2");
            request["second_password"] = json!("wrong");
            assert_eq!(station.refused("bench.record_step", request.clone()), "session.wrong_password");
            request["second_password"] = json!(PASSWORD);
        }
        if let Some(place) = one["scans"].as_array().unwrap().iter().position(|s| s["kind"] == "equipment") {
            let mut without = request.clone();
            without["scans"][place]["scan"] = json!("");
            assert_eq!(station.refused("bench.record_step", without.clone()), "bench.equipment_missing");
            without["scans"][place]["scan"] = json!(format!("&d{din}00"));
            assert_eq!(station.refused("bench.record_step", without), "scan.wrong_kind");
        }
        let bench = station.ask("bench.record_step", request);
        assert_eq!(bench["steps"][index]["by"], "王技师");
    }
    station.sign_in("storage");
    assert_eq!(station.refused("storage.store", store("T01-R1-S1")), "storage.position_unknown");
    assert_eq!(station.refused("storage.store", store("T01-R03-S001")), "storage.position_unknown");
    station.ask("storage.store", store("T01-R01-S001"));
    assert_eq!(station.refused("storage.store", store("T01-R01-S001")), "storage.already_there");
    assert_eq!(station.refused("storage.store", store("T01-R01-S002")), "storage.move_reason");
    trio.settle();
    let station = &trio.office;
    let review = |station: &Station| station.ask("review.get", json!({ "donation": donation, "din": null }));
    station.sign_in("quality");
    assert_eq!(review(station)["can_review"], false);
    let sign = |view: &Value| {
        let operator = trio.office.ask("session.state", json!({}))["operator"]["login"].clone();
        json!({ "donation": donation, "digest": view["digest"], "login": operator, "password": PASSWORD })
    };
    assert_eq!(station.refused("review.sign", sign(&review(station))), "release.result_missing");
    trio.lab.sign_in("lab");
    report_all(&trio.lab, &donation);
    trio.settle();
    station.sign_in("manager");
    assert_eq!(station.refused("release.sign", sign(&review(station))), "release.review_missing");
    let stale = json!({ "donation": donation, "digest": "00", "password": PASSWORD });
    assert_eq!(station.refused("review.sign", stale), "signature.content_changed");
    station.ask("review.sign", sign(&review(station)));
    assert_eq!(station.refused("release.sign", sign(&review(station))), "release.same_person");
    // A correction voids the review; the unit must be reviewed again, here by somebody else.
    station.sign_in("lab");
    let correction = json!({
        "donation": donation, "test": "tnc_post", "value": "9.1", "method": "XN", "state": "final",
        "correction_reason": "transcription",
    });
    station.ask("bench.record_result", correction);
    assert_eq!(station.status(&donation), "stored");
    station.sign_in("quality");
    assert!(review(station)["unit"]["signatures"][0]["voided"].as_bool().unwrap());
    station.ask("review.sign", sign(&review(station)));
    let hold = station.ask("unit.hold", json!({ "donation": donation, "note": "question" }));
    assert_eq!(hold["status"], "reviewed");
    station.sign_in("manager");
    assert_eq!(station.refused("release.sign", sign(&review(station))), "unit.held");
    station.sign_in("quality");
    let hold = review(station)["unit"]["holds"][0].clone();
    let lift = json!({
        "donation": donation, "key": hold["key"], "digest": hold["digest"], "reason": "answered", "login": "quality",
        "password": PASSWORD,
    });
    station.ask("unit.lift_hold", lift);
    station.sign_in("manager");
    let mut wrong = sign(&review(station));
    wrong["password"] = json!("not it");
    assert_eq!(station.refused("release.sign", wrong), "session.wrong_password");
    station.ask("release.sign", sign(&review(station)));
    assert_eq!(station.status(&donation), "released");
    let verify = station.ask("ledger.verify", json!({}));
    assert_eq!(verify["good"], true, "{verify}");
    let first = station.ask("certificate.issue", json!({ "donation": donation, "copy_reason": null }));
    assert_eq!(first["copy"], 1);
    let again = json!({ "donation": donation, "copy_reason": null });
    assert_eq!(station.refused("certificate.issue", again), "certificate.copy_reason");
    let second = station.ask("certificate.issue", json!({ "donation": donation, "copy_reason": "lost" }));
    assert_eq!(second["copy"], 2);
    assert!(std::path::Path::new(second["path"].as_str().unwrap()).exists());
    // What a release signed changes afterwards: the safe side is a hold, visible as a work item.
    station.sign_in("lab");
    let correction = json!({
        "donation": donation, "test": "tnc_post", "value": "9.2", "method": "XN", "state": "final",
        "correction_reason": "recount",
    });
    station.ask("bench.record_result", correction);
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    assert_eq!((unit["row"]["status"].as_str(), unit["row"]["held"].as_bool()), (Some("stored"), Some(true)));
    station.sign_in("quality");
    assert_eq!(station.ask("work.list", json!({}))["items"][0]["kind"], "content_changed_after_release");
    trio.settle();
    let shown = |station: &Station| {
        let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
        (unit["row"].clone(), unit["signatures"].clone(), unit["results"].clone())
    };
    assert_eq!(shown(&trio.lab), shown(&trio.office));
}

// requirement: 11.300(d), Annex 11 §12
#[test]
fn five_wrong_passwords_lock_the_account_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    let wrong = json!({ "login": "nurse", "password": "guess" });
    for _ in 0..5 {
        assert_eq!(station.refused("session.sign_in", wrong.clone()), "session.wrong_password");
    }
    let second = app::App::open(app::AppOptions { data_dir: folder.path().to_owned() });
    assert_eq!(second.err().map(|problem| problem.code).as_deref(), Some("store.busy"), "one writer");
    drop(station);
    let station = Station::open(folder.path());
    let unlock = |passphrase: &str| json!({ "passphrase": passphrase });
    assert_eq!(station.refused("setup.unlock", unlock("wrong one")), "store.wrong_passphrase");
    station.ask("setup.unlock", unlock(crate::station::PASSPHRASE));
    let right = json!({ "login": "nurse", "password": PASSWORD });
    assert_eq!(station.refused("session.sign_in", right), "session.locked_out");
    station.sign_in("admin");
}

/// A unit that is on its way from the hospital to the laboratory.
pub fn sent(station: &Station, lab: &Value) -> (Value, String, Value) {
    station.sign_in("nurse");
    let donation = station.consented("王五");
    let unit = station.ask("donation.register_collection", station.collection(&donation));
    let din = unit["din"].as_str().unwrap().to_owned();
    let scans =
        |flags: &[&str]| -> Vec<String> { flags.iter().map(|flag| format!("&d{din}{flag}")).collect() };
    let check = |scans: Vec<String>| json!({ "donation": donation, "scans": scans });
    let pack = |to: &Value, scan: &str| json!({ "box_code": "BOX1", "to_site": to, "scans": [scan] });
    let bag = format!("&d{din}00");
    assert_eq!(station.refused("shipment.pack", pack(lab, &bag)), "label.not_cross_checked");
    for (flags, code) in [
        (vec!["00", "07"], "label.cross_check_incomplete"),
        (vec!["00", "08"], "label.cross_check_incomplete"),
        (vec!["00", "07", "00"], "label.cross_check_incomplete"),
    ] {
        assert_eq!(station.refused("donation.cross_check", check(scans(&flags))), code);
    }
    let mut mixed = scans(&["00", "07"]);
    mixed.push("&dA99992600999908".to_owned());
    assert_eq!(station.refused("donation.cross_check", check(mixed)), "scan.wrong_unit");
    station.ask("donation.cross_check", check(scans(&["00", "07", "08"])));
    let print = |reason: Value| {
        json!({
            "donation": donation, "templates": ["bag", "tube", "form"], "locale": "zh-CN", "printer": "PDF",
            "reprint_reason": reason,
        })
    };
    let printed = station.ask("label.print", print(json!(null)));
    assert_eq!((printed["labels"].as_u64(), printed["copy"].as_u64()), (Some(3), Some(1)));
    assert_eq!(station.refused("label.print", print(json!("torn"))), "label.reprint_denied");
    let here = station.ask("session.state", json!({}))["bank"]["site"].clone();
    assert_eq!(station.refused("shipment.pack", pack(&here, &bag)), "shipment.same_site");
    assert_eq!(station.refused("shipment.pack", pack(lab, &format!("&d{din}07"))), "scan.wrong_kind");
    let shipment = station.ask("shipment.pack", pack(lab, &bag));
    assert_eq!(station.refused("shipment.pack", pack(lab, &bag)), "shipment.box_open");
    let id = shipment["row"]["shipment"].clone();
    station.ask("shipment.hand_over", json!({ "shipment": id, "courier": "顺达", "seal": "S1" }));
    (donation, din, id)
}

/// Receives the unit and accepts it.
pub fn receive(station: &Station, donation: &Value, din: &str, shipment: &Value) {
    station.sign_in("lab");
    let receive = |bag: &str, companion: &str, max: &str| {
        json!({
            "shipment": shipment, "bag_scan": bag, "companion_scan": companion,
            "temperature_min_c": "6.0", "temperature_max_c": max, "intact": true,
        })
    };
    let (bag, form) = (format!("&d{din}00"), format!("&d{din}08"));
    for (request, code) in [
        (receive(&form, &form, "18.5"), "scan.wrong_kind"),
        (receive(&bag, &bag, "18.5"), "scan.wrong_kind"),
        (receive(&bag, "&dA99992600999908", "18.5"), "scan.wrong_unit"),
        (receive("&dA99992600999900", "&dA99992600999908", "18.5"), "unit.unknown"),
        (receive(&bag, &form, "5"), "receipt.temperatures_swapped"),
        (receive(&bag, &form, "185"), "value.too_high"),
    ] {
        assert_eq!(station.refused("receipt.receive", request.clone()), code, "{request}");
    }
    let receipt = station.ask("receipt.receive", receive(&bag, &form, "18.5"));
    assert_eq!(receipt["proposed"], "accept", "{receipt}");
    assert_eq!(station.refused("receipt.receive", receive(&bag, &form, "18.5")), "receipt.already_received");
    let decide = |decision: &str| json!({ "donation": donation, "decision": decision, "reason": null, "password": null });
    assert_eq!(station.refused("receipt.decide", decide("reject")), "decision.reason_missing");
    station.ask("receipt.decide", decide("accept"));
    assert_eq!(station.refused("receipt.decide", decide("accept")), "receipt.already_decided");
}

/// A request for a step with plausible values.
pub fn step(donation: &Value, step: &Value) -> Value {
    let values: Vec<Value> = step["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| {
            let value = match input["kind"].as_str().unwrap() {
                "choice" => input["choices"][0]["code"].as_str().unwrap().to_owned(),
                "number" => {
                    let wanted = ["low", "high", "max"].iter().find_map(|bound| input[*bound].as_str());
                    wanted.unwrap_or("1").to_owned()
                }
                "time" => (now_ms() - 60_000).to_string(),
                _ => format!("P-{}", input["code"].as_str().unwrap()),
            };
            json!({ "code": input["code"], "value": value })
        })
        .collect();
    let scans = step["scans"].as_array().unwrap().iter().map(|scan| {
        let text = match scan["kind"].as_str().unwrap() {
            "equipment" => "&eEQ-001",
            "lot" => "&lLOT26001",
            _ => "&pT01-R01-S001",
        };
        json!({ "code": scan["code"], "scan": text })
    });
    json!({
        "donation": donation, "step": step["code"], "values": values,
        "scans": scans.collect::<Vec<Value>>(), "done_ms": null, "second_login": null, "second_password": null,
        "reason": null, "digest": null, "login": null, "password": null,
    })
}

/// Reports every test with a passing value.
pub fn report_all(station: &Station, donation: &Value) {
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    for test in bench["results"].as_array().unwrap() {
        let passing = ["non_reactive", "negative", "a_pos"];
        let choices = test["choices"].as_array().unwrap();
        let good = choices.iter().find(|choice| passing.contains(&choice["code"].as_str().unwrap()));
        let choice = good.or(choices.first());
        let value = choice.map_or_else(|| json!("95"), |choice| choice["code"].clone());
        let request = json!({
            "donation": donation, "test": test["test"], "value": value, "value_again": value, "method": "CLIA", "state": "final",
            "correction_reason": null,
        });
        let reply = station.ask("bench.record_result", request);
        assert_eq!(reply["proposes_rejection"], false, "{test}");
    }
}
