//! `cordkeep` as its users call it.

use crate::station::{PASSWORD, Station};
use cordkeep_tests::{binary, cordkeep};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

const HEADING: &str = "inventory,due_date,name,identity_document,phone,consent_form,consent_scope,consent_signed_on,\
    questionnaire_yes,din,infant_sex,birth_weight_g,gestation_weeks,gestation_days,delivery_mode,started_at,\
    ended_at,volume_ml,bag_lot";

fn line(din: &str, volume: &str) -> String {
    format!(
        "public,2026-10-01,陈七,ID7,1990,2,transplant research,2026-09-30,,{din},male,3400,39,1,vaginal,\
         2026-10-02T08:00:00Z,2026-10-02T08:06:00Z,{volume},CB1"
    )
}

fn import(data: &Path, text: &str, extra: &[&str]) -> Output {
    let file = data.with_extension("csv");
    std::fs::write(&file, text).unwrap();
    Command::new(binary("cordkeep").unwrap())
        .args(["--json", "import", "donations", file.to_str().unwrap(), "--login", "nurse", "--data"])
        .arg(data)
        .args(extra)
        .env("CORDKEEP_PASSPHRASE", crate::station::PASSPHRASE)
        .env("CORDKEEP_PASSWORD", PASSWORD)
        .output()
        .unwrap()
}

fn said(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

#[test]
fn an_import_takes_all_lines_or_none_and_names_each_bad_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    let station = Station::create(&data);
    station.hire("nurse", "李护士", &["nurse"]);
    drop(station);
    let bad = [
        HEADING,
        &line("&dA99992600010000", "90.5"),
        &line("&dA99992600010100", "5000"),
        &line("&dA99992600010000", "80"),
        "torn,line",
    ]
    .join("\n");
    let output = import(&data, &bad, &[]);
    assert_eq!(output.status.code(), Some(1));
    let report = said(&output);
    assert_eq!((report["lines"].as_u64(), report["imported"].as_u64()), (Some(4), Some(0)));
    let codes: Vec<(u64, &str)> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one[0].as_u64().unwrap(), one[1]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(codes, [(3, "value.too_high"), (4, "din.used"), (5, "import.csv")]);
    let good = [HEADING, &line("&dA99992600010000", "90.5"), &line("&dA99992600010100", "101")].join("\n");
    assert_eq!(said(&import(&data, &good, &["--dry-run"]))["imported"], 0);
    assert_eq!(said(&import(&data, &good, &[]))["imported"], 2);
    assert_eq!(said(&import(&data, &good, &[]))["problems"][0][1]["code"], "din.used");
}

#[test]
fn scan_answers_every_vector_of_the_standard() {
    let shared = std::env::var_os("CORDKEEP_SHARED").map(std::path::PathBuf::from);
    let mut roots = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|root| root.join("shared"));
    let shared =
        shared.or_else(|| roots.find(|root| root.join("data").exists())).expect("reference data: shared/");
    let table = std::fs::read_to_string(shared.join("data/isbt128/vectors.tsv")).unwrap();
    let mut checked = 0;
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (kind, input, expected) = (cells[0], cells[1], cells[2]);
        // What is scanned or typed, the place of the answer, and the answer; no answer where it must be refused.
        let (text, place, answer) = match kind {
            "check" => (format!("{input}{expected}"), "/check", Some(expected.to_owned())),
            "check-refuse" => (format!("{input}{expected}"), "/errors/0/params/expected", None),
            "compound" => (input.to_owned(), "/structure", Some("DS023".to_owned())),
            "compound-refuse" => (input.to_owned(), "/errors/0/params/expected", None),
            "grid" => (format!("&:{input}{expected}"), "/fields/checksum", Some(expected.to_owned())),
            "flags3" => (format!("={input}{expected}"), "/fields/flags", Some(expected.to_owned())),
            "date" => (format!("=>{input}"), "/fields/date", Some(expected.to_owned())),
            other => panic!("row of unknown kind {other}"),
        };
        let output = cordkeep(&["--json", "scan", &text]).unwrap();
        assert_eq!(output.status.success(), answer.is_some(), "{row}: {output:?}");
        let said = said(&output);
        assert!(said.pointer(place).is_some_and(|value| value.is_string()), "{row}: {said}");
        if let Some(answer) = answer {
            assert_eq!(said.pointer(place).unwrap(), &json!(answer), "{row}");
        }
        if kind == "compound" {
            let parts = said["parts"].as_array().unwrap().len();
            assert_eq!(format!("{parts} structures"), expected, "{row}");
        }
        checked += 1;
    }
    assert!(checked >= 19, "{checked}");
}

#[test]
fn scan_says_where_the_fault_lies() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scans.txt");
    std::fs::write(&file, b"]C1=W00001642817508\r\n=W0000\xff6428175\n-\n\n").unwrap();
    let output = cordkeep(&["--json", "scan", "--file", file.to_str().unwrap()]).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let codes: Vec<&Value> = lines.iter().map(|line| &line["errors"][0]["code"]).collect();
    assert_eq!(
        codes,
        [&Value::Null, &json!("scan.character"), &json!("scan.unknown_code"), &json!("scan.empty")]
    );
    assert_eq!((&lines[0]["kind"], &lines[1]["errors"][0]["position"]), (&json!("form"), &json!(7)));
    let plain = cordkeep(&["scan", "=W0000164281X508"]).unwrap();
    let said = String::from_utf8(plain.stdout).unwrap();
    assert!(said.starts_with("=W0000164281X508\n            ^\n"), "{said}");
    assert!(said.ends_with("(scan.character)\n"), "{said}");
    assert_eq!(cordkeep(&["--json", "scan", "--x=-1"]).unwrap().status.code(), Some(1));
}

#[test]
fn dossier_label_and_usage_have_their_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    let station = Station::demo(&data, 40);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }));
    let page = station.ask(
        "unit.list",
        json!({
            "statuses": ["released"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1,
        }),
    );
    let din = page["rows"][0]["din"].as_str().unwrap().to_owned();
    drop(station);
    let data = data.to_str().unwrap();
    let dossier = said(&cordkeep(&["--json", "export", "--data", data, "--unit", &din]).unwrap());
    assert_eq!(dossier["unit"]["row"]["status"], "released");
    let events = dossier["timeline"]["events"].as_array().unwrap();
    assert!(events.iter().any(|event| event["kind"] == "unit.released"));
    let pdf = folder.path().join("labels.pdf");
    let out = pdf.to_str().unwrap();
    let args = ["label", "--data", data, "--unit", &din, "--out", out, "--templates", "bag,cryo_bag"];
    assert!(cordkeep(&args).unwrap().status.success());
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    assert_eq!(
        cordkeep(&["export", "--data", data, "--unit", "A999926999999"]).unwrap().status.code(),
        Some(1)
    );
    assert_eq!(cordkeep(&["no-such-command"]).unwrap().status.code(), Some(2));
    let verified = said(&cordkeep(&["--json", "verify", "--data", data, "--rebuild"]).unwrap());
    assert_eq!((verified["good"].as_bool(), verified["rebuild_equal"].as_bool()), (Some(true), Some(true)));
}
