//! Labels of the laboratory: every piece of a unit says in its symbol what it is, and a label that was printed before
//! says so.

use crate::station::Station;
use crate::trace::printed;
use serde_json::{Value, json};
use std::path::Path;

fn order(donation: &Value, templates: &[&str], reason: Option<&str>) -> Value {
    json!({
        "donation": donation, "templates": templates, "locale": "en", "printer": "PDF", "reprint_reason": reason,
    })
}

/// What the matrix symbols carry, in the order of the pages, and what the eye reads.
fn symbols(reply: &Value) -> (Vec<String>, String) {
    let (symbols, text) = printed(Path::new(reply["destination"].as_str().unwrap()));
    (symbols.into_iter().skip(1).step_by(2).collect(), text)
}

#[test]
fn every_piece_of_a_unit_says_what_it_is_and_which_of_how_many() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse", "quality"]);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    let din = station.ask("donation.register_collection", station.collection(&donation))["din"].clone();
    let din = din.as_str().unwrap();
    let pieces = [
        ("segment", "21", "segment"),
        ("segment", "21", "segment"),
        ("vial", "22", "vial"),
        ("canister", "23", "canister"),
        ("compartment", "01", "bag"),
        ("compartment", "02", "bag"),
        ("cryo_bag_small", "00", "bag"),
        ("cryo_bag_two", "00", "bag"),
        ("quadrants", "00", "bag"),
    ];
    let templates = pieces.map(|(template, ..)| template);
    let first = station.ask("label.print", order(&donation, &templates, None));
    let (found, text) = symbols(&first);
    assert_eq!(found, pieces.map(|(_, flags, _)| format!("&d{din}{flags}")));
    // How wide a gap of the page is a gap of the text is the reader's to say.
    let close: String = text.split(' ').collect();
    for said in ["Segment1/2", "Segment2/2", "1/1", "Part2/2", "≤-150°C"] {
        assert!(close.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("R2"), "{text}");
    for (template, flags, kind) in pieces {
        let scan = format!("&d{din}{flags}");
        let verify = json!({ "donation": donation, "template": template, "text": scan });
        let verdict = station.ask("label.verify", verify);
        assert_eq!((&verdict["good"], &verdict["kind"]), (&json!(true), &json!(kind)), "{template}");
        assert_eq!(station.ask("scan.read", json!({ "text": scan, "wanted": null }))["kind"], kind);
    }
    // A tube is not a vial, and a vial is no bag.
    let vial = format!("&d{din}22");
    let wanted = json!({ "kinds": ["bag"], "unit": din, "seen": [], "repeating": [], "alone": false });
    assert_eq!(station.refused("scan.read", json!({ "text": vial, "wanted": wanted })), "scan.wrong_kind");
    let verify = json!({ "donation": donation, "template": "cryo_bag_small", "text": vial });
    assert_eq!(station.ask("label.verify", verify)["good"], false);
    let check = json!({ "donation": donation, "scans": [format!("&d{din}23")] });
    assert_eq!(station.refused("donation.cross_check", check), "scan.wrong_kind");
}

#[test]
fn a_label_of_another_kind_is_no_reprint_and_a_reprint_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    station.hire("head", "陈主管", &["nurse", "quality"]);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    station.ask("donation.register_collection", station.collection(&donation));
    station.ask("label.print", order(&donation, &["bag", "form"], None));
    // The first vial is none of what the bedside printed.
    station.ask("label.print", order(&donation, &["vial"], None));
    let again = order(&donation, &["vial", "segment"], Some("frost"));
    assert_eq!(station.refused("label.print", again.clone()), "label.reprint_denied");
    station.sign_in("head");
    assert_eq!(
        station.refused("label.print", order(&donation, &["vial", "segment"], None)),
        "label.reprint_reason"
    );
    let reply = station.ask("label.print", again);
    let text = symbols(&reply).1;
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert!(pages[0].contains("R2"), "{text}");
    assert!(!pages[1].contains("R2"), "the segment's is its first: {text}");
    let third = station.ask("label.print", order(&donation, &["vial"], Some("frost")));
    assert!(symbols(&third).1.contains("R3"));
}

#[test]
fn labels_of_no_unit_are_not_printed_for_one_and_a_set_has_nine_parts_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    station.ask("donation.register_collection", station.collection(&donation));
    for template in ["position", "shipping_box", "equipment", "badge"] {
        let refused = station.try_ask("label.print", order(&donation, &[template], None)).unwrap_err();
        assert_eq!(refused.code, "value.not_a_choice");
        assert_eq!(refused.field.as_deref(), Some("templates"));
    }
    assert_eq!(
        station.refused("label.print", order(&donation, &["compartment"; 10], None)),
        "value.too_long"
    );
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    assert_eq!(unit["labels"], json!([]), "nothing was recorded");
}
