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
        let (text, good) = match kind {
            "check" => (format!("{input}{expected}"), true),
            "check-refuse" => (format!("{input}{expected}"), false),
            "compound" => (input.to_owned(), true),
            "compound-refuse" => (input.to_owned(), false),
            _ => continue,
        };
        let output = cordkeep(&["--json", "scan", &text]).unwrap();
        assert_eq!(output.status.success(), good, "{row}: {output:?}");
        if kind == "check" {
            assert_eq!(said(&output)["check"], expected, "{row}");
        }
        checked += 1;
    }
    assert!(checked >= 14, "{checked}");
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
