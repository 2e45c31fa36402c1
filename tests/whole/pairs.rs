//! Two symbols of one label in one read: a station whose scanners can do it verifies labels by both.

use crate::station::Station;
use crate::sync::Trio;
use serde_json::{Value, json};

/// A unit of known blood group at the laboratory, and its number.
fn typed(trio: &Trio) -> (Value, String) {
    let hospital = &trio.hospital;
    hospital.sign_in("nurse");
    let donation = hospital.consented("赵六");
    let unit = hospital.ask("donation.register_collection", hospital.collection(&donation));
    let din = unit["din"].as_str().unwrap().to_owned();
    let scan = |flags: &str| format!("={din}{flags}");
    let scans = [scan("00"), scan("07"), scan("08")];
    hospital.ask("donation.cross_check", json!({ "donation": donation, "scans": scans }));
    let pack = json!({ "box_code": "BOX1", "to_site": trio.lab_site, "scans": [scan("00")] });
    let shipment = hospital.ask("shipment.pack", pack)["row"]["shipment"].clone();
    hospital.ask("shipment.hand_over", json!({ "shipment": shipment, "courier": "顺达", "seal": "S1" }));
    trio.settle();
    let lab = &trio.lab;
    lab.sign_in("lab");
    let receipt = json!({
        "shipment": shipment, "bag_scan": scan("00"), "companion_scan": scan("08"), "temperature_min_c": "6.0",
        "temperature_max_c": "18.5", "intact": true,
    });
    lab.ask("receipt.receive", receipt);
    let accept = json!({ "donation": donation, "decision": "accept", "reason": null, "password": null });
    lab.ask("receipt.decide", accept);
    let group = json!({
        "donation": donation, "test": "abo_rhd", "value": "a_pos", "method": "gel", "state": "final",
        "correction_reason": null,
    });
    lab.ask("bench.record_result", group);
    (donation, din)
}

fn set_pairs(station: &Station, pairs: bool) {
    station.sign_in("admin");
    station.ask("settings.set_scanner", json!({ "prefix": "", "suffix": "", "pairs": pairs }));
    station.sign_in("lab");
}

#[test]
fn a_label_with_number_and_blood_group_is_verified_by_one_read_of_both() {
    let trio = Trio::start_licensed("pairs");
    let (donation, din) = typed(&trio);
    let lab = &trio.lab;
    let print = json!({
        "donation": donation, "templates": ["quadrants", "cryo_bag"], "locale": "en", "printer": "PDF",
        "reprint_reason": null,
    });
    lab.ask("label.print", print);
    let request =
        |template: &str, text: &str| json!({ "donation": donation, "template": template, "text": text });
    let alone = format!("={din}00");
    let (both, other) = (format!("{alone}=%6200"), format!("{alone}=%5100"));
    // Where nobody says that the scanners can, the number alone will do; a foreign group beside it never does.
    assert_eq!(lab.ask("label.verify", request("quadrants", &alone))["good"], true);
    let foreign = lab.ask("label.verify", request("quadrants", &other));
    assert_eq!((&foreign["good"], &foreign["other"]), (&json!(false), &json!("blood_group")));
    set_pairs(lab, true);
    let problem = lab.try_ask("label.verify", request("quadrants", &alone)).unwrap_err();
    assert_eq!(
        (problem.code.as_str(), &problem.params["missing"]),
        ("scan.part_missing", &json!("blood_group"))
    );
    let good = lab.ask("label.verify", request("quadrants", &both));
    assert_eq!((&good["good"], &good["other"]), (&json!(true), &Value::Null));
    assert_eq!(lab.ask("label.verify", request("quadrants", &other))["good"], false);
    // A label that carries the number alone wants no more, and a wrong label is named as such, not as half a read.
    assert_eq!(lab.ask("label.verify", request("cryo_bag", &alone))["good"], true);
    assert_eq!(lab.ask("label.verify", request("quadrants", &format!("={din}07")))["kind"], "tube");
    set_pairs(lab, false);
    assert_eq!(lab.ask("label.verify", request("quadrants", &alone))["good"], true);
}
