//! Labels of no unit: positions, boxes, equipment, badges. Only what there is gets a label, two things never get the same
//! one by a slip, and what is printed again says so.

use crate::station::Station;
use crate::trace::printed;
use serde_json::{Value, json};
use std::path::Path;

fn order(template: &str, codes: &[&str], reason: Option<&str>) -> Value {
    let item = |code: &&str| json!({ "code": code, "name": "离心机 07", "detail": "5910 R" });
    json!({
        "template": template, "items": codes.iter().map(item).collect::<Vec<_>>(), "locale": "zh-CN", "printer": "PDF",
        "reprint_reason": reason,
    })
}

/// What the matrix symbols carry, page by page, and what the eye reads.
fn read(job: &Value) -> (Vec<String>, String) {
    let (symbols, text) = printed(Path::new(job["destination"].as_str().unwrap()));
    (symbols.into_iter().skip(1).step_by(2).collect(), text)
}

fn laboratory(folder: &Path) -> (Station, Value) {
    let station = Station::create(folder);
    let overview = station.ask("admin.overview", json!({}));
    let site = overview["sites"][0]["site"].clone();
    let tank = json!({
        "site": site, "room": "R1", "code": "T01", "purpose": "permanent", "racks": 2, "slots": 3,
    });
    station.ask("admin.add_tank", tank);
    let tank = station.ask("storage.tanks", json!({}))["tanks"][0]["tank"].clone();
    station.hire("store", "周库管", &["storage"]);
    station.hire("head", "陈主管", &["storage", "quality"]);
    (station, tank)
}

#[test]
fn positions_of_a_tank_are_printed_rack_by_rack_and_read_as_positions() {
    let folder = tempfile::tempdir().unwrap();
    let (station, tank) = laboratory(folder.path());
    station.sign_in("store");
    let racks = |first: u32, last: u32| json!({ "tank": tank, "first_rack": first, "last_rack": last });
    let found = station.ask("code.positions", racks(2, 2));
    let codes = ["T01-R02-S001", "T01-R02-S002", "T01-R02-S003"];
    assert_eq!(found, json!({ "codes": codes, "printed": 0 }));
    for (first, last, code, field) in
        [(0, 1, "value.too_low", "first_rack"), (1, 3, "value.too_high", "last_rack")]
    {
        let problem = station.try_ask("code.positions", racks(first, last)).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
    }
    let job = station.ask("code.print", order("position", &codes, None))["job"].clone();
    assert_eq!((&job["state"], &job["labels"]), (&json!("done"), &json!(3)), "{job}");
    let (symbols, text) = read(&job);
    assert_eq!(symbols, codes.map(|code| format!("&p{code}")));
    // A long code stands on two lines, broken between its parts.
    assert!(text.contains("T01-R02-\nS003") && !text.contains("R2"), "{text}");
    for symbol in symbols {
        let meaning = station.ask("scan.read", json!({ "text": symbol, "wanted": null }));
        assert_eq!(meaning["kind"], "position");
    }
    assert_eq!(station.ask("code.positions", racks(1, 2))["printed"], 3);
    // Printed again it needs the permission and a reason, and says so; the neighbour's is its first.
    let again = ["T01-R02-S003", "T01-R01-S001"];
    assert_eq!(station.refused("code.print", order("position", &again, Some("ice"))), "label.reprint_denied");
    station.sign_in("head");
    assert_eq!(station.refused("code.print", order("position", &again, None)), "label.reprint_reason");
    let text = read(&station.ask("code.print", order("position", &again, Some("ice")))["job"]).1;
    let reprints = json!({
        "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null, "kinds": [],
        "report": "reprints",
    });
    let report = station.ask("audit.list", json!({ "filter": reprints, "after": null, "limit": 10 }));
    assert_eq!(report["rows"].as_array().map(Vec::len), Some(1), "{report}");
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert!(pages[0].contains("R2") && !pages[1].contains("R2"), "{text}");
}

#[test]
fn what_is_not_there_gets_no_label_and_nothing_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let (station, _) = laboratory(folder.path());
    station.sign_in("store");
    let refused = |request: Value| {
        let problem = station.try_ask("code.print", request).unwrap_err();
        (problem.code, problem.field.unwrap_or_default())
    };
    let at_items = |code: &str| (code.to_owned(), "items".to_owned());
    assert_eq!(refused(order("position", &["T01-R03-S001"], None)), at_items("label.no_position"));
    assert_eq!(refused(order("position", &["T01-R1-S1"], None)), at_items("label.no_position"));
    assert_eq!(refused(order("equipment", &["CF-07", "CF-07"], None)), at_items("label.code_twice"));
    assert_eq!(refused(order("equipment", &[], None)), at_items("value.empty"));
    assert_eq!(refused(order("equipment", &["离心机"], None)), at_items("scan.character"));
    assert_eq!(refused(order("bag", &["A"], None)), ("value.not_a_choice".into(), "template".into()));
    assert_eq!(refused(order("badge", &["B-1"], None)).0, "permission.denied");
    station.sign_in("admin");
    assert_eq!(refused(order("badge", &["B-1"], None)), at_items("label.no_badge"));
    assert_eq!(station.ask("print.jobs", json!({}))["jobs"], json!([]));
}

#[test]
fn boxes_equipment_and_badges_read_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let (station, _) = laboratory(folder.path());
    let store = station.account("store");
    station.ask("admin.give_badge", json!({ "person": store["person"], "badge": "B-0042" }));
    for (template, code, symbol, kind) in [
        ("shipping_box", "BOX-0001", "&bBOX-0001", "box"),
        ("equipment", "CF-07", "&eCF-07", "equipment"),
        ("badge", "B-0042", "&sB-0042", "badge"),
    ] {
        station.sign_in(if template == "badge" { "admin" } else { "store" });
        let (symbols, text) = read(&station.ask("code.print", order(template, &[code], None))["job"]);
        assert_eq!(symbols, [symbol]);
        assert_eq!(station.ask("scan.read", json!({ "text": symbol, "wanted": null }))["kind"], kind);
        // A badge shows whose it is, whatever was sent.
        assert!(text.contains(if template == "badge" { "周库管" } else { code }), "{text}");
    }
    station.sign_in("head");
    let filter = json!({
        "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null,
        "kinds": ["codes.printed"], "report": null,
    });
    let trail = station.ask("audit.list", json!({ "filter": filter, "after": null, "limit": 10 }));
    assert_eq!(trail["rows"].as_array().map(Vec::len), Some(3), "{trail}");
}
