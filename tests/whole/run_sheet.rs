//! The worksheet of a run: what it says, that its code opens the run, and that the ledger knows the paper.

use crate::run::{accept, by_this_procedure, checks, rows, sign_in};
use crate::station::Station;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Text and codes of the first page, as others read them.
fn read(folder: &Path, pdf: &Value) -> (String, Vec<String>) {
    let file = folder.join("sheet.pdf");
    std::fs::write(&file, STANDARD.decode(pdf.as_str().unwrap()).unwrap()).unwrap();
    let text = Command::new("pdftotext").args(["-layout"]).arg(&file).arg("-").output().unwrap();
    let page = cordkeep_tests::output_dir().unwrap().join("run_sheet");
    let drawn =
        Command::new("pdftoppm").args(["-r", "200", "-png", "-singlefile"]).arg(&file).arg(&page).output();
    assert!(drawn.unwrap().status.success());
    let codes = Command::new("dmtxread")
        .args(["-n", "-N1", "-m", "60000"])
        .arg(page.with_extension("png"))
        .output()
        .unwrap();
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (lines(text.stdout), lines(codes.stdout).lines().map(str::to_owned).collect())
}

#[test]
fn the_sheet_of_a_run_names_its_units_and_its_code_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 600);
    by_this_procedure(&station);
    sign_in(&station, "lab");
    let rows: Vec<Value> = rows(&station, "in_transit").into_iter().take(3).collect();
    let units: Vec<Value> = rows.iter().map(|row| accept(&station, row)).collect();
    let start = json!({ "units": units, "checks": checks(&station, "before") });
    let row = station.ask("run.start", start)["row"].clone();
    let leave = json!({ "run": row["run"], "donation": units[1], "reason": "clots" });
    station.ask("run.leave", leave);
    let order = |locale: &str| {
        json!({ "document": "worksheet", "donations": [], "shipment": null, "run": row["run"], "locale": locale,
            "printer": "PDF", "papers": 1, "copy_reason": null })
    };
    let code = format!("&r{}", row["run"].as_str().unwrap());
    for (locale, words) in [("zh-CN", ["批次工作单", "离开批次"]), ("en", ["Run worksheet", "Left the run"])]
    {
        let seen = station.ask("document.preview", order(locale));
        let (text, codes) = read(folder.path(), &seen["pdf_base64"]);
        assert_eq!(codes, [code.as_str()], "{locale}");
        let dins = rows.iter().map(|row| row["din"].as_str().unwrap());
        for wanted in dins.chain(words).chain(["clots", row["number"].as_str().unwrap()]) {
            assert!(text.contains(wanted), "{wanted} in {locale}: {text}");
        }
    }
    let scanned = |text: &str| station.ask("scan.read", json!({ "text": text, "wanted": null }));
    let meaning = scanned(&code);
    assert_eq!((&meaning["kind"], &meaning["run"]), (&json!("run"), &row["run"]));
    for unknown in [format!("&r{}", "0".repeat(32)), "&rWS-1".to_owned()] {
        assert_eq!((&scanned(&unknown)["kind"], &scanned(&unknown)["run"]), (&json!("run"), &Value::Null));
    }
    let none = json!({ "run": "0".repeat(32), "document": "worksheet", "donations": [], "shipment": null, "locale": "en" });
    assert_eq!(station.refused("document.preview", none), "run.unknown");

    let printed = station.ask("document.print", order("zh-CN"));
    assert_eq!(
        (&printed["number"], &printed["copy"]),
        (&json!(format!("RW-{}", row["number"].as_str().unwrap())), &json!(1))
    );
    let verdict = station.ask("document.verify", json!({ "text": printed["seal"] }));
    assert_eq!((&verdict["finding"], &verdict["document"]), (&json!("genuine"), &json!("worksheet")));
    assert_eq!(station.ask("document.print", order("zh-CN"))["copy"], 2, "a copy wants no reason");
    let digest = station.0.projection_digest().unwrap();
    station.0.rebuild().unwrap();
    assert_eq!(station.0.projection_digest().unwrap(), digest);
}

#[test]
fn the_code_of_a_room_leads_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 10);
    sign_in(&station, "lab");
    let rooms = station.ask("environment.list", json!({}));
    let room = &rooms["rooms"][0];
    let text = format!("&p{}", room["code"].as_str().unwrap());
    let meaning = station.ask("scan.read", json!({ "text": text, "wanted": null }));
    assert_eq!((&meaning["kind"], &meaning["room"]), (&json!("position"), &room["room"]));
    let nowhere = station.ask("scan.read", json!({ "text": "&pNO-1", "wanted": null }));
    assert_eq!((&nowhere["room"], &nowhere["unit"]), (&Value::Null, &Value::Null));
}
