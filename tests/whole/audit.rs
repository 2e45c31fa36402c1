//! The audit trail and corrections through the commands: who may read it, what it says, what leaves it on paper.

use crate::station::Station;
use serde_json::{Value, json};
use std::process::Command;

fn filter(part: Value) -> Value {
    let mut filter = json!({
        "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null, "kinds": [], "report": null,
    });
    filter.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
    filter
}

/// Every row of a filter, page by page.
fn rows(station: &Station, part: Value, limit: u32) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = station
            .ask("audit.list", json!({ "filter": filter(part.clone()), "after": after, "limit": limit }));
        all.extend(page["rows"].as_array().unwrap().clone());
        after = page["next"].clone();
        if after.is_null() {
            return all;
        }
    }
}

/// A bank with a collected unit and people of three roles.
fn bank(folder: &std::path::Path) -> (Station, Value) {
    let station = Station::create(folder);
    station.hire("nurse", "李护士", &["nurse"]);
    station.hire("quality", "陈质量", &["quality"]);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    let mut collection = station.collection(&donation);
    collection["ended_ms"] = json!(crate::station::now_ms() - 3 * 3_600_000);
    collection["started_ms"] = json!(crate::station::now_ms() - 4 * 3_600_000);
    station.ask("donation.register_collection", collection);
    (station, donation)
}

fn correction(donation: &Value, volume: &str, reason: &str) -> Value {
    json!({
        "donation": donation, "infant_sex": "male", "birth_weight_g": null, "gestation_weeks": null,
        "gestation_days": null, "delivery_mode": null, "started_ms": null, "ended_ms": null, "volume_ml": volume,
        "reason": reason,
    })
}

#[test]
fn a_correction_keeps_the_old_value_everywhere_and_says_who_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let (station, donation) = bank(folder.path());
    assert_eq!(station.refused("unit.correct_collection", correction(&donation, "88.5", " ")), "value.empty");
    assert_eq!(
        station.refused("unit.correct_collection", correction(&donation, "5000", "slip")),
        "value.too_high"
    );
    station.ask("unit.correct_collection", correction(&donation, "88.5", "录入笔误"));
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    assert_eq!(
        (&unit["collection"]["volume_ml"], &unit["row"]["volume_ml"]),
        (&json!("88.5"), &json!("88.5"))
    );
    let corrected = unit["collection"]["corrected"].as_array().unwrap();
    assert_eq!(corrected.len(), 2, "volume and sex");
    let volume = corrected.iter().find(|one| one["field"] == "volume_ml").unwrap();
    assert_eq!((&volume["old"]["zh"], &volume["new"]["en"]), (&json!("98.5 mL"), &json!("88.5 mL")));
    assert_eq!((&volume["by"], &volume["reason"]), (&json!("李护士"), &json!("录入笔误")));
    let timeline = station.ask("unit.timeline", json!({ "donation": donation, "din": null }));
    let event = |kind: &str| {
        timeline["events"].as_array().unwrap().iter().find(|e| e["kind"] == kind).unwrap().clone()
    };
    let field = |name: &str| {
        let registered = event("collection.registered");
        registered["fields"].as_array().unwrap().iter().find(|f| f["name"] == name).unwrap().clone()
    };
    assert_eq!(field("volume_ml"), json!({ "name": "volume_ml", "value": "98.5", "replaced": true }));
    assert_eq!(field("birth_weight_g")["replaced"], json!(false));
    assert_eq!(event("collection.corrected")["changes"].as_array().unwrap().len(), 2);
    station.sign_in("quality");
    let listed = rows(&station, json!({ "report": "corrections" }), 10);
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0]["reason"], &listed[0]["operator"]), (&json!("录入笔误"), &json!("李护士")));
    assert_eq!(listed[0]["changes"].as_array().unwrap().len(), 2);
}

// requirement: Annex 11 §9 review, 1271.270(a)
#[test]
fn the_trail_is_read_by_those_entitled_and_narrowed_by_everything_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (station, donation) = bank(folder.path());
    let wrong = json!({ "login": "nurse", "password": "not the password" });
    station.try_ask("session.sign_in", wrong).unwrap_err();
    let request = json!({ "filter": filter(json!({})), "after": null, "limit": 10 });
    assert_eq!(station.refused("audit.list", request.clone()), "permission.denied");
    assert_eq!(
        station.refused("audit.export", json!({ "filter": filter(json!({})), "format": "csv" })),
        "permission.denied"
    );
    station.sign_in("quality");
    let all = rows(&station, json!({}), 3);
    let verified = station.ask("ledger.verify", json!({}));
    assert_eq!(json!(all.len()), verified["entries"]);
    let moments: Vec<i64> = all.iter().map(|row| row["at_ms"].as_i64().unwrap()).collect();
    assert!(moments.is_sorted_by(|newer, older| newer >= older));
    let nurse = all.iter().find(|row| row["kind"] == "person.added" && row["subject"] == "李护士").unwrap();
    let entry = station.ask("audit.entry", json!({ "station": nurse["station"], "seq": nurse["seq"] }));
    assert!(!entry.to_string().contains("argon2"), "a password's hash is nobody's to read");
    assert_eq!(entry["hash"].as_str().unwrap().len(), 64);
    let person = {
        station.sign_in("admin");
        let overview = station.ask("admin.overview", json!({}));
        let people = overview["people"].as_array().unwrap().clone();
        people.iter().find(|person| person["login"] == "nurse").unwrap()["person"].clone()
    };
    let failed = rows(&station, json!({ "report": "failed_sign_ins", "person": person }), 10);
    assert_eq!((failed.len(), &failed[0]["subject"]), (1, &json!("李护士")));
    let late = rows(&station, json!({ "report": "late_entries" }), 10);
    assert_eq!((late.len(), &late[0]["kind"]), (1, &json!("collection.registered")));
    let din = late[0]["subject"].as_str().unwrap();
    let tail = &din[8..];
    for unit in [din, tail, donation.as_str().unwrap()] {
        let kinds = ["collection.registered", "consent.recorded"];
        let found = rows(&station, json!({ "unit": unit, "person": person, "kinds": kinds }), 1);
        assert_eq!(found.len(), 2, "{unit}");
    }
    assert!(rows(&station, json!({ "unit": "A999926999999" }), 10).is_empty());
    let from = json!({ "from_ms": moments[2], "until_ms": moments[1] + 1 });
    assert!(rows(&station, from, 10).len() >= 2);
    assert!(rows(&station, json!({ "until_ms": moments[moments.len() - 1] }), 10).is_empty());
    assert_eq!(
        station.refused("audit.list", json!({ "filter": filter(json!({})), "after": "x", "limit": 1 })),
        "audit.cursor"
    );
    let digest = station.0.projection_digest().unwrap();
    let before = rows(&station, json!({}), 7);
    station.0.rebuild().unwrap();
    assert_eq!(rows(&station, json!({}), 7), before, "a rebuild changes no row");
    assert_eq!(station.0.projection_digest().unwrap(), digest, "reading changes nothing");
}

#[test]
fn exports_hold_the_rows_and_state_their_filter() {
    let folder = tempfile::tempdir().unwrap();
    let (station, donation) = bank(folder.path());
    station.ask("unit.correct_collection", correction(&donation, "88.5", "录入笔误"));
    station.sign_in("quality");
    let listed = rows(&station, json!({ "unit": donation }), 100);
    let export = |format: &str| {
        let request = json!({ "filter": filter(json!({ "unit": donation })), "format": format });
        let said = station.ask("audit.export", request);
        assert_eq!(said["rows"], json!(listed.len()));
        said["path"].as_str().unwrap().to_owned()
    };
    let csv = std::fs::read_to_string(export("csv")).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), listed.len() + 1);
    assert!(lines[0].trim_start_matches('\u{feff}').starts_with("时间,"), "{}", lines[0]);
    for (line, row) in lines[1..].iter().zip(&listed) {
        assert!(
            line.contains(row["kind"].as_str().unwrap()) && line.ends_with(row["hash"].as_str().unwrap()),
            "{line}"
        );
    }
    let output =
        Command::new("pdftotext").args(["-layout", &export("pdf"), "-"]).output().expect("poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    let din = listed[0]["subject"].as_str().unwrap();
    for said in [
        din,
        "审计追踪",
        "更正采集信息",
        "98.5 mL → 88.5 mL",
        "录入笔误",
        "筛选条件",
        "陈质量",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "{said} is missing:\n{text}");
    }
    for row in &listed {
        assert!(text.contains(&format!("#{}", row["seq"])), "{row}");
    }
}

#[test]
fn a_release_after_a_hold_stands_in_the_report_of_exceptional_releases() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    let sign_in =
        |login: &str| station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
    let list = json!({
        "statuses": ["reviewed"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1,
    });
    sign_in("quality");
    let before = rows(&station, json!({ "report": "releases" }), 5).len();
    let donation = station.ask("unit.list", list)["rows"][0]["donation"].clone();
    station.ask("unit.hold", json!({ "donation": donation, "note": "标签待核" }));
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let hold = &unit["holds"][0];
    let lifted = json!({
        "donation": donation, "key": hold["key"], "digest": hold["digest"], "reason": "已核", "login": "quality",
        "password": "demo-2026",
    });
    station.ask("unit.lift_hold", lifted);
    sign_in("manager");
    let review = station.ask("review.get", json!({ "donation": donation, "din": null }));
    let signed = json!({ "donation": donation, "digest": review["digest"], "login": "manager", "password": "demo-2026" });
    station.ask("release.sign", signed);
    let releases = rows(&station, json!({ "report": "releases" }), 5);
    assert_eq!(releases.len(), before + 1);
    let row = releases.iter().find(|row| row["donation"] == donation).unwrap();
    assert_eq!((&row["kind"], &row["warnings"][0]["rule"]), (&json!("unit.released"), &json!("hold_lifted")));
    let exceptions = rows(&station, json!({ "report": "exceptions", "unit": donation }), 5);
    assert!(exceptions.iter().any(|row| row["kind"] == "hold.lifted" && row["reason"] == "已核"));
}

/// A machine whose clocks the test sets.
#[derive(Clone, Default)]
struct Clocks(std::sync::Arc<(std::sync::atomic::AtomicI64, std::sync::atomic::AtomicU64)>);

impl Clocks {
    /// Time passes on both clocks; then somebody sets the wall clock.
    fn pass(&self, passed_ms: u32, set_ms: i64) {
        self.0.0.fetch_add(i64::from(passed_ms) + set_ms, std::sync::atomic::Ordering::SeqCst);
        self.0.1.fetch_add(passed_ms.into(), std::sync::atomic::Ordering::SeqCst);
    }
}

impl app::Host for Clocks {
    fn now_ms(&self) -> i64 {
        self.0.0.load(std::sync::atomic::Ordering::SeqCst)
    }

    fn monotonic_ms(&self) -> u64 {
        self.0.1.load(std::sync::atomic::Ordering::SeqCst)
    }

    fn boot(&self) -> [u8; 16] {
        [0xb0; 16]
    }

    fn random(&self, buffer: &mut [u8]) {
        app::SystemHost::default().random(buffer);
    }
}

#[test]
fn a_clock_that_was_set_is_flagged_where_it_jumped_and_nothing_is_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::default();
    clocks.pass(0, crate::station::now_ms());
    let options = app::AppOptions { data_dir: folder.path().to_owned() };
    let station = Station(app::App::open_on(options, Box::new(clocks.clone())).unwrap());
    station.ask("setup.open_demo", json!({ "units": 1, "seed": 3 }));
    let sign_in =
        |login: &str| station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
    sign_in("nurse");
    let donation = station.consented("张三");
    clocks.pass(60_000, 0);
    station.ask("donation.register_collection", {
        let mut collection = station.collection(&donation);
        collection["started_ms"] = json!(1_000);
        collection["ended_ms"] = json!(2_000);
        collection
    });
    // The clock is set back by a day, then runs on rightly for an hour.
    clocks.pass(60_000, -86_400_000);
    station.ask("unit.correct_collection", correction(&donation, "88.5", "first"));
    clocks.pass(3_600_000, 0);
    // The idle lock came meanwhile.
    sign_in("nurse");
    station.ask("unit.correct_collection", correction(&donation, "77.5", "second"));
    let timeline = station.ask("unit.timeline", json!({ "donation": donation, "din": null }));
    let doubts: Vec<Vec<&str>> = timeline["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            event["doubts"].as_array().unwrap().iter().map(|d| d["kind"].as_str().unwrap()).collect()
        })
        .collect();
    let none: Vec<&str> = Vec::new();
    let jumped = vec!["backwards", "drift", "behind"];
    assert_eq!(doubts, [none.clone(), none.clone(), none.clone(), none, jumped, vec!["behind"]]);
    sign_in("quality");
    let jumps = rows(&station, json!({ "report": "clock_jumps" }), 5);
    assert_eq!(jumps.len(), 1);
    assert_eq!((&jumps[0]["kind"], &jumps[0]["reason"]), (&json!("collection.corrected"), &json!("first")));
    assert_eq!(jumps[0]["doubts"][0], json!({ "kind": "backwards", "by_ms": 86_340_000 }));
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], json!(true));
}
