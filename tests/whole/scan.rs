//! One read, one verdict: what a screen wants travels with the scan, and the program judges.

use crate::station::Station;
use serde_json::{Value, json};

const UNIT: &str = "W000016428175";

fn wanted(text: &str, kinds: &[&str], unit: Option<&str>, seen: &[&str]) -> Value {
    json!({
        "text": text,
        "wanted": { "kinds": kinds, "unit": unit, "seen": seen, "repeating": ["tube"], "alone": false },
    })
}

#[test]
fn a_station_judges_each_scan_against_what_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 5);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }));
    let bag = format!("={UNIT}00");
    let tube = format!("={UNIT}07");
    for (text, kinds, unit, kind) in [
        (bag.as_str(), &["bag"][..], Some(UNIT), "bag"),
        ("]C1=W00001642817500=%6200\r\n", &["bag"], Some(UNIT), "bag"),
        ("W0000 16 428175 1", &["bag", "donation"], Some(UNIT), "donation"),
        (tube.as_str(), &["bag", "tube"], Some(UNIT), "tube"),
        ("=-XX00027QzE&-00001234rZ", &["lot"], None, "lot"),
        ("='A999900395A", &["badge"], None, "badge"),
        ("&bBOX-0001", &["box"], Some(UNIT), "box"),
        ("&\"321415000000000000", &["other"], None, "other"),
        ("&pGZ/T012/R03", &[], None, "position"),
    ] {
        let meaning = station.ask("scan.read", wanted(text, kinds, unit, &[&tube]));
        assert_eq!(meaning["kind"], kind, "{text}");
    }
    for (text, kinds, unit, code) in [
        (tube.as_str(), &["bag"][..], Some(UNIT), "scan.wrong_kind"),
        ("&bBOX-0001", &["bag", "tube"], Some(UNIT), "scan.wrong_kind"),
        ("=W00001698765400", &["bag"], Some(UNIT), "scan.wrong_unit"),
        ("W000016987654 U", &["donation"], Some(UNIT), "scan.wrong_unit"),
        (bag.as_str(), &["bag"], Some(UNIT), "scan.twice"),
        ("W000016428175 1", &["donation"], Some(UNIT), "scan.twice"),
        ("=W0000164", &["bag"], None, "scan.half"),
        ("W00001642817500", &["bag"], Some(UNIT), "scan.half"),
        ("=+02000=W00001642817500=W00001698765400", &["bag"], None, "scan.several_units"),
        ("W000016428175 2", &["donation"], None, "scan.check_character"),
        ("hello", &["bag"], None, "scan.unknown_code"),
        ("", &["bag"], None, "scan.empty"),
    ] {
        assert_eq!(station.refused("scan.read", wanted(text, kinds, unit, &[&bag])), code, "{text}");
    }
}

#[test]
fn what_scanners_add_is_set_for_the_station_and_never_a_part_of_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 1);
    station.ask("session.sign_in", json!({ "login": "admin", "password": "demo-2026" }));
    let affixes = |prefix: &str, suffix: &str| json!({ "prefix": prefix, "suffix": suffix, "pairs": false });
    let set = station.ask("settings.set_scanner", affixes("S:", "~"));
    assert_eq!(set["scanner"], affixes("S:", "~"));
    for (prefix, suffix) in
        [("=", ""), ("&p", ""), ("SCAN>", ""), ("", "0"), ("", "-"), ("", "=="), ("", "脐"), (" ", "")]
    {
        assert_eq!(
            station.refused("settings.set_scanner", affixes(prefix, suffix)),
            "scanner.affix",
            "{prefix}{suffix}"
        );
    }
    assert_eq!(station.ask("session.state", json!({}))["scanner"], affixes("S:", "~"));
    station.ask("settings.set_scanner", affixes("", ""));
    assert_eq!(station.ask("session.state", json!({}))["scanner"], affixes("", ""));
}

#[test]
fn a_place_that_wants_one_code_refuses_two_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 1);
    station.ask("session.sign_in", json!({ "login": "storage", "password": "demo-2026" }));
    let asked = |text: &str, kinds: &[&str]| {
        let mut asked = wanted(text, kinds, None, &[]);
        asked["wanted"]["alone"] = json!(true);
        asked
    };
    assert_eq!(station.ask("scan.read", asked("&pT01-R01-S001", &["position"]))["kind"], "position");
    for (text, kinds, found) in [
        // A label with two symbols side by side, and a scanner that runs two reads together.
        ("=W00001642817500=%6200", &["position", "bag"][..], "blood_group"),
        ("=W00001642817500=<S1128V00", &["bag"], "product"),
        ("&pT01-R01-S001&pT01-R01-S002", &["position"], "position"),
        ("&pT01-R01-S001=W00001642817500", &["position"], "bag"),
    ] {
        let problem = station.try_ask("scan.read", asked(text, kinds)).unwrap_err();
        assert_eq!(
            (problem.code.as_str(), &problem.params["found"]),
            ("scan.not_alone", &json!(found)),
            "{text}"
        );
    }
}
