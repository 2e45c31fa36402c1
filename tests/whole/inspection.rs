//! The file for an inspector: whole, of chosen units, and what must never be in it.

use crate::attack::verifier;
use crate::station::Station;
use crate::sync::Trio;
use app::PersonalParts;
use cordkeep_tests::cordkeep;
use serde_json::{Value, json};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

const FIRST: &str = "A999926000001";

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Exports and answers what the command line said and the file's bytes.
fn export(data: &Path, out: &Path, more: &[&str]) -> (Value, Vec<u8>) {
    let args = [&["--json", "export", "--data", text(data), "--inspection", text(out)], more].concat();
    let output = cordkeep(&args).unwrap();
    assert!(output.status.success(), "{output:?}");
    (serde_json::from_slice(&output.stdout).unwrap(), std::fs::read(out).unwrap())
}

fn verify(file: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let output = cordkeep(&[&["--json", "verify", text(file)], more].concat()).unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

/// What the second verifier says, and its exit code.
fn second(file: &Path) -> (Option<i32>, String) {
    let output = verifier().arg(file).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// A part of the file, taken out by another program's zip reader.
fn part(file: &Path, name: &str) -> String {
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                  sys.stdout.buffer.write(z.read(sys.argv[2]))";
    let output = Command::new("python3").args(["-c", script, text(file), name]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

// requirement: 11.10(a), 11.10(b), 11.10(e), 11.50(a), 11.50(b), Annex 11 §8, Annex 11 §9, Annex 11 §17, Inspectors' minimum, ALCOA+
#[test]
fn a_whole_bank_is_verified_twice_and_its_dossier_shows_signatures_and_corrections() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("bank"), folder.path().join("all.zip"));
    drop(Station::demo(&data, 40));
    let (said, _) = export(&data, &out, &[]);
    let (code, verified) = verify(&out, &["--key", said["key"].as_str().unwrap()]);
    assert_eq!((code, &verified["good"], &verified["entries"]), (Some(0), &json!(true), &said["entries"]));
    assert_eq!(verified["documents"], json!(["dossier.zh-CN.html", "dossier.en.html"]));
    assert_eq!(verify(&out, &["--key", &"00".repeat(32)]).0, Some(1));
    let (code, words) = second(&out);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains(&format!("entries {} ", said["entries"])), "{words}");

    let dossier = |file: &str| part(&out, file);
    let (en, zh) = (dossier("dossier.en.html"), dossier("dossier.zh-CN.html"));
    let units: Vec<&str> = en.split("<h2>").skip(1).collect();
    let voided = units.iter().find(|unit| unit.contains("Void: the record was changed afterwards")).unwrap();
    for shown in ["<td>Review</td>", "<td>Release</td>", "刘思远", "Why corrected"] {
        assert!(voided.contains(shown), "{shown}: {voided}");
    }
    // The old value stands beside the new one.
    let corrected = voided.split("<tr>").find(|row| row.contains("Why corrected")).unwrap();
    let test = corrected.split("<b>Test</b> ").nth(1).unwrap().split("</span>").next().unwrap();
    assert!(voided.matches(&format!("<b>Test</b> {test}</span>")).count() >= 2, "{test}: {voided}");
    // A unit says which deviations concern it, who closed each, and what that means for the unit.
    let deviated = units.iter().find(|unit| unit.contains("Not fit for use 此份已拒收")).unwrap();
    let row = deviated.split("<tr>").find(|row| row.contains("Not fit for use 此份已拒收")).unwrap();
    for shown in ["原因已查明", "Closing of a deviation", "Minor"] {
        assert!(row.contains(shown), "{shown}: {row}");
    }
    assert!(zh.contains("<h3>偏差</h3>"), "{zh}");
    assert!(zh.contains("作废：签名后记录有改动") && zh.contains("演示"), "{zh}");
    for page in [&en, &zh] {
        for foreign in ["<script", "src=", "href=", "url(", "http:", "https:"] {
            assert!(!page.contains(foreign), "the page loads and runs nothing: {foreign}");
        }
    }
}

#[test]
fn a_flipped_byte_is_named_and_a_missing_file_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("bank"), folder.path().join("all.zip"));
    drop(Station::demo(&data, 2));
    let (_, good) = export(&data, &out, &[]);
    // The ninth own entry: its item begins with the tag, its length and its hash.
    let mut at = good.windows(18).position(|window| window == b"CORDKEEP-LEDGER-2\n").unwrap() + 18;
    let mut seen = 0;
    let entry = loop {
        let length = u32::from_be_bytes(good[at + 1..at + 5].try_into().unwrap()) as usize;
        seen += u32::from([2, 7].contains(&good[at]));
        if seen == 9 {
            break at + 5 + length / 2;
        }
        at += 5 + length;
    };
    let flipped = |at: usize| {
        let mut bad = good.clone();
        bad[at] ^= 1;
        std::fs::write(&out, bad).unwrap();
        let (code, said) = verify(&out, &[]);
        assert_eq!((code, second(&out).0), (Some(1), Some(1)), "{said}");
        said["first_bad"].as_str().unwrap().to_owned()
    };
    assert!(flipped(entry).contains("entry 9:"));
    assert!(flipped(200).contains("dossier.zh-CN.html"));
    assert!(flipped(good.len() - 1).contains("directory"));
    for wrong in [&folder.path().join("none.zip"), folder.path()] {
        assert_eq!((verify(wrong, &[]).0, second(wrong).0), (Some(2), Some(2)), "{}", wrong.display());
    }
}

#[test]
fn chosen_units_come_whole_and_of_the_others_only_headers() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("bank"), folder.path().join("one.zip"));
    drop(Station::demo(&data, 6));
    let (said, bytes) = export(&data, &out, &["--unit", FIRST]);
    let (code, verified) = verify(&out, &[]);
    assert_eq!((code, &verified["units"]), (Some(0), &json!([FIRST])));
    assert_eq!(second(&out).0, Some(0));
    let (whole, withheld) = (said["entries"].as_u64().unwrap(), verified["withheld"].as_u64().unwrap());
    assert!(withheld > 50 && withheld < whole, "{withheld} of {whole}");
    assert!(holds(&bytes, FIRST));
    for other in ["A999926000002", "A999926000003", "A999926000004"] {
        assert!(!holds(&bytes, other), "{other} is another unit");
    }
    let unknown =
        cordkeep(&["export", "--data", text(&data), "--inspection", text(&out), "--unit", "A999926999999"]);
    assert_eq!(unknown.unwrap().status.code(), Some(1));
    assert_eq!(std::fs::read(&out).unwrap(), bytes, "a refused export leaves what was there");
}

#[test]
fn what_came_from_other_stations_is_proven_by_the_centres_word() {
    let trio = Trio::start("inspection");
    let (_, din, _) = crate::job::sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    let mut file = Cursor::new(Vec::new());
    let app = &trio.lab.0;
    app.export_inspection(&mut file, std::slice::from_ref(&din), PersonalParts::LeftOut).unwrap();
    let verified = app::verify_file(file.get_ref().as_slice()).unwrap();
    let archive = verified.archive;
    assert!(archive.foreign > 8 && archive.entries > 0, "{} of others", archive.foreign);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("lab.zip");
    std::fs::write(&out, file.get_ref()).unwrap();
    let (code, words) = second(&out);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains(&format!("foreign {} withheld {}", archive.foreign, archive.withheld)), "{words}");
    assert!(part(&out, "dossier.en.html").contains(&din));
}

// requirement: NY 58-5.8
#[test]
fn planted_personal_data_and_password_hashes_are_in_no_inspection_file_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("bank"), folder.path().join("all.zip"));
    let station = Station::demo(&data, 2);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }));
    let planted = ["惊蛰雨水", "990000199912310042", "19977001234"];
    let mother = json!({
        "inventory": "family", "due_date": "2027-01-01", "name": planted[0], "identity_document": planted[1],
        "phone": planted[2],
    });
    station.ask("donation.enrol", mother);
    drop(station);
    let (_, without) = export(&data, &out, &[]);
    assert_eq!(verify(&out, &[]).1["personal"], false);
    let (_, with) = export(&data, &out, &["--with-personal"]);
    assert_eq!(verify(&out, &[]).1["personal"], true);
    assert_eq!(second(&out).0, Some(0));
    for text in planted {
        assert!(!holds(&without, text), "{text} without being asked for");
        assert!(holds(&with, text), "{text} when asked for");
    }
    for bytes in [&without, &with] {
        assert!(!holds(bytes, "argon2"), "a password hash");
    }
}

// requirement: 11.10(c), Annex 11 §17
#[test]
fn a_ledger_export_of_version_1_still_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("bank"), folder.path().join("ledger.ckl"));
    drop(Station::demo(&data, 2));
    assert!(cordkeep(&["export", "--data", text(&data), "--ledger", text(&out)]).unwrap().status.success());
    let mut magic = [0; 18];
    std::fs::File::open(&out).unwrap().read_exact(&mut magic).unwrap();
    assert_eq!(&magic, b"CORDKEEP-LEDGER-1\n");
    let (code, verified) = verify(&out, &[]);
    assert_eq!((code, &verified["good"], &verified["withheld"]), (Some(0), &json!(true), &json!(0)));
    assert_eq!(second(&out).0, Some(0));
}
