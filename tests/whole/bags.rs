//! The lot of a collection bag at the bedside: judged at the scan and when the collection is registered.

use crate::station::{PASSWORD, Station, now_ms};
use serde_json::{Value, json};

/// Two weeks before the lot `BAG2` ended.
const GOOD_MS: i64 = 1_579_046_400_000;
const MINUTE_MS: i64 = 60_000;

const HEADING: &str = "inventory,due_date,name,identity_document,phone,consent_form,consent_scope,consent_signed_on,\
    questionnaire_yes,din,infant_sex,birth_weight_g,gestation_weeks,gestation_days,delivery_mode,started_at,\
    ended_at,volume_ml,bag_lot";

fn bank(folder: &std::path::Path) -> Station {
    let station = Station::create(folder);
    for (login, name, role) in [
        ("nurse", "李护士", "nurse"),
        ("lab", "王技师", "processing"),
        ("lab2", "赵技师", "processing"),
        ("quality", "刘质控", "quality"),
    ] {
        station.hire(login, name, &[role]);
    }
    station
}

/// A delivery of some kind, which is inspected where it is told so.
fn stock(station: &Station, code: &str, kind: &str, expires_on: &str, accepted: Option<bool>) {
    station.sign_in("lab");
    let delivery = json!({
        "code": code, "kind": kind, "name": "采血袋", "expires_on": expires_on, "open_days": "", "quantity": "40",
        "unit": "个", "supplier": "A",
    });
    let view = station.ask("material.receive", delivery);
    if let Some(accepted) = accepted {
        station.sign_in("lab2");
        let delivery = &view["deliveries"][0];
        let inspection = json!({
            "code": code, "station": delivery["station"], "seq": delivery["seq"], "accepted": accepted,
            "note": if accepted { "" } else { "leaks" },
        });
        station.ask("material.inspect", inspection);
    }
    station.sign_in("nurse");
}

fn check(text: &str, started_ms: Value) -> Value {
    json!({ "bag_lot": text, "started_ms": started_ms })
}

/// A collection with a bag of that lot, begun at that moment.
fn collection(station: &Station, donation: &Value, lot: &str, started_ms: i64) -> Value {
    let mut request = station.collection(donation);
    request["bag_lot"] = json!(lot);
    request["started_ms"] = json!(started_ms);
    request["ended_ms"] = json!(started_ms);
    request
}

#[test]
fn a_bag_is_judged_at_the_scan_and_when_the_collection_is_registered() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    station.sign_in("nurse");
    // A bank that registered nothing goes on as before; the lot is recorded as the register would name it.
    assert_eq!(station.ask("donation.check_bag_lot", check("CB2411", Value::Null))["code"], "CB2411");
    let first = station.consented("张一");
    station.ask("donation.register_collection", collection(&station, &first, "&lBAG0", now_ms() - MINUTE_MS));
    let unit = |donation: &Value| station.ask("unit.get", json!({ "donation": donation, "din": null }));
    assert_eq!(unit(&first)["collection"]["bag_lot"], "BAG0");

    stock(&station, "HES1", "hes", "2199-12-31", Some(true));
    assert_eq!(station.ask("donation.check_bag_lot", check("CB2411", Value::Null))["code"], "CB2411");
    stock(&station, "BAG1", "collection_bag", "2199-12-31", Some(true));
    stock(&station, "BAG2", "collection_bag", "2020-01-31", Some(true));
    stock(&station, "BAG3", "collection_bag", "2199-12-31", None);
    stock(&station, "BAG4", "collection_bag", "2199-12-31", Some(false));
    let donation = station.consented("张二");
    for (lot, code) in [
        ("CB2411", "material.unknown"),
        ("HES1", "material.kind"),
        ("BAG2", "material.expired"),
        ("BAG3", "material.not_inspected"),
        ("BAG4", "material.refused"),
    ] {
        let scan = format!("&l{lot}");
        let problem = station.try_ask("donation.check_bag_lot", check(&scan, Value::Null)).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some("bag_lot")), "{lot}");
        assert_eq!(problem.params["value"], lot);
        for typed in [lot, &scan] {
            let request = collection(&station, &donation, typed, now_ms() - MINUTE_MS);
            let problem = station.try_ask("donation.register_collection", request).unwrap_err();
            assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some("bag_lot")), "{typed}");
        }
    }
    assert_eq!(station.refused("donation.check_bag_lot", check("&eEQ-001", Value::Null)), "scan.wrong_kind");
    assert_eq!(station.refused("donation.check_bag_lot", check(" ", Value::Null)), "value.empty");
    assert_eq!(station.status(&donation), "consented", "nothing was recorded");
    station.ask("donation.check_bag_lot", check("&lBAG1", Value::Null));
    // Entered late: the bag was good when it was used.
    station.ask("donation.check_bag_lot", check("BAG2", json!(GOOD_MS)));
    station.ask("donation.register_collection", collection(&station, &donation, "BAG2", GOOD_MS));
    assert_eq!(unit(&donation)["row"]["held"], false);
}

#[test]
fn a_collection_begun_before_the_recall_of_its_bag_is_taken_and_held() {
    let folder = tempfile::tempdir().unwrap();
    let station = bank(folder.path());
    stock(&station, "BAG1", "collection_bag", "2199-12-31", Some(true));
    station.sign_in("quality");
    station.ask("material.recall", json!({ "code": "BAG1", "reason": "leaks" }));
    station.sign_in("nurse");
    let donation = station.consented("张三");
    assert_eq!(station.refused("donation.check_bag_lot", check("BAG1", Value::Null)), "material.recalled");
    let after = collection(&station, &donation, "BAG1", now_ms());
    assert_eq!(station.refused("donation.register_collection", after), "material.recalled");
    station.ask("donation.register_collection", collection(&station, &donation, "BAG1", GOOD_MS));
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    assert_eq!(unit["row"]["held"], true, "{unit}");
    assert!(unit["holds"][0]["note"].as_str().unwrap().contains("BAG1"), "{}", unit["holds"]);

    // From a file by the same rules, line by line.
    let line = |number: u32, lot: &str| {
        format!(
            "public,2026-10-01,陈七,ID{number},1990,2,transplant,2026-09-30,,&dA9999260100{number}00,male,3400,39,1,\
             vaginal,2026-10-02T08:00:00Z,2026-10-02T08:06:00Z,90.5,{lot}"
        )
    };
    let import = |lines: &[String]| {
        let text = format!("{HEADING}\n{}", lines.join("\n"));
        station.0.import_donations(text.as_bytes(), "nurse", PASSWORD, app::ImportMode::Record).unwrap()
    };
    let report = import(&[line(10, "BAG1"), line(11, "BAG9")]);
    let codes: Vec<(u64, &str)> = report.problems.iter().map(|(n, why)| (*n, why.code.as_str())).collect();
    assert_eq!((report.imported, codes), (0, vec![(3, "material.unknown")]));
    assert_eq!(import(&[line(10, "BAG1")]).imported, 1);
    let imported = station.ask("unit.get", json!({ "donation": null, "din": "A999926010010" }));
    assert_eq!(imported["row"]["held"], true, "{imported}");
}
