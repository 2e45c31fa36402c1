//! Backup and restore with the real centre: what was acknowledged is there again, under an identity that shares nothing
//! with the former one.

use crate::station::{PASSPHRASE, Station, now_ms};
use crate::sync::{Trio, settled};
use app::{Restore, SystemHost};
use cordkeep_tests::until;
use serde_json::{Value, json};
use std::path::Path;

fn restore_as(
    from: &Path,
    to: &Path,
    secret: &str,
    name: Option<&str>,
) -> Result<app::RestoreReport, api::Problem> {
    app::restore(&Restore { from, secret, station_name: name }, to, &SystemHost::default())
}

fn registered(station: &Station, name: &str) -> Value {
    let donation = station.consented(name);
    station.ask("donation.register_collection", station.collection(&donation));
    donation
}

fn din(station: &Station, donation: &Value) -> String {
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    unit["row"]["din"].as_str().unwrap().to_owned()
}

/// The station of that name as an overview shows it.
fn named(station: &Station, name: &str) -> Option<Value> {
    let overview = station.ask("admin.overview", json!({}));
    overview["stations"].as_array().unwrap().iter().find(|one| one["name"] == name).cloned()
}

#[test]
fn a_restored_station_joins_anew_and_nothing_that_was_acknowledged_is_lost() {
    let trio = Trio::start("restore");
    let folder = tempfile::tempdir().unwrap();
    trio.hospital.sign_in("nurse");
    // Exchanged; then in the backup but not exchanged; then exchanged, but after the backup.
    let exchanged = registered(&trio.hospital, "甲一");
    trio.settle();
    let mut centre = trio.centre;
    centre.stop().unwrap();
    let waiting = registered(&trio.hospital, "乙二");
    let generation = trio.hospital.0.back_up(Some(folder.path())).unwrap();
    centre.start_again().unwrap();
    settled(&trio.hospital);
    let later = registered(&trio.hospital, "丙三");
    settled(&trio.hospital);
    let former = centre.command(&["stations"]).unwrap();
    let former = former.iter().find(|one| one["name"] == "hospital").unwrap().clone();
    let used: Vec<String> = [&exchanged, &waiting, &later].map(|unit| din(&trio.hospital, unit)).to_vec();
    // The machine is lost. (It goes on existing here, and is only not asked any more.)
    let data = folder.path().join("restored");
    assert_eq!(
        restore_as(&generation.folder, &data, "wrong", None).unwrap_err().code,
        "store.wrong_passphrase"
    );
    assert!(!data.exists(), "a restore that failed leaves nothing");
    let report = restore_as(&generation.folder, &data, PASSPHRASE, None).unwrap();
    assert_eq!(report.former_station, former["station"].as_str().unwrap());
    let again = restore_as(&generation.folder, &data, PASSPHRASE, None).unwrap_err();
    assert_eq!(again.code, "restore.exists", "never over an existing station");

    let restored = Station::open(&data);
    restored.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    restored.sign_in("nurse");
    assert_eq!(restored.ask("ledger.verify", json!({}))["good"], true);
    assert_eq!(restored.status(&waiting), "collected");
    assert_eq!(restored.refused("unit.get", json!({ "donation": later, "din": null })), "unit.unknown");
    // No number of the former block is handed out, nor a new block given, before it has caught up.
    assert_eq!(restored.ask("donation.next_din", json!({}))["din"], Value::Null);
    let mine = restored.consented("丁四");
    assert_eq!(
        restored.refused("donation.register_collection", restored.collection(&mine)),
        "din.block_empty"
    );
    restored.sign_in("admin");
    let own = named(&restored, "hospital R1").expect("the restored station tells itself apart");
    assert_eq!((&own["here"], own["blocks"].as_array().unwrap().len()), (&json!(true), 0));
    let block = json!({ "station": own["station"], "year": 26, "count": 50 });
    assert_eq!(restored.refused("admin.assign_block", block.clone()), "block.restored");
    let status = restored.ask("sync.status", json!({}));
    assert_eq!((&status["state"], &status["restored"]), (&json!("not_connected"), &json!(true)));

    // A new one-time code, as for any new station.
    let bank = former["bank"].as_str().unwrap();
    let code = centre.code_for_station(bank, former["site"].as_str().unwrap()).unwrap();
    restored.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    restored.0.start_background();
    settled(&restored);
    assert_eq!(restored.status(&later), "collected", "what was sent after the backup comes back");
    assert_eq!(restored.ask("sync.status", json!({}))["restored"], false);
    let verified = restored.ask("ledger.verify", json!({}));
    assert_eq!(verified["good"], true, "{verified}");
    restored.ask("admin.assign_block", block);
    restored.sign_in("nurse");
    restored.ask("donation.register_collection", restored.collection(&mine));
    assert!(!used.contains(&din(&restored, &mine)));
    settled(&restored);

    // The centre holds the former chain as it was, and the new one beside it.
    let stations = centre.command(&["stations"]).unwrap();
    let head = |station: &Value| {
        let one = stations.iter().find(|one| one["station"] == *station).unwrap();
        (one["entries"].as_u64().unwrap(), one["status"].as_str().unwrap().to_owned())
    };
    assert_eq!(head(&former["station"]), (former["entries"].as_u64().unwrap(), "active".to_owned()));
    let (entries, status) = head(&json!(report.station));
    assert!(entries >= 2 && status == "active", "{entries} {status}");
    // And the others hear of it: its entries, and what it continues.
    settled(&trio.office);
    trio.office.sign_in("admin");
    assert!(named(&trio.office, "hospital R1").is_some());
}

#[test]
fn what_only_the_backup_holds_reaches_the_centre_through_the_restored_station() {
    let trio = Trio::start("carried");
    let folder = tempfile::tempdir().unwrap();
    trio.hospital.sign_in("nurse");
    let mut centre = trio.centre;
    centre.stop().unwrap();
    let waiting = registered(&trio.hospital, "乙二");
    let generation = trio.hospital.0.back_up(Some(folder.path())).unwrap();
    // The machine is lost before the centre can be reached again.
    drop(trio.hospital);
    centre.start_again().unwrap();
    let former = centre.command(&["stations"]).unwrap();
    let former = former.iter().find(|one| one["name"] == "hospital").unwrap().clone();
    let held = former["entries"].as_u64().unwrap();
    assert!(held < generation.manifest.seq, "{held} of {}", generation.manifest.seq);
    let data = folder.path().join("restored");
    restore_as(&generation.folder, &data, PASSPHRASE, Some("hospital-new")).unwrap();
    let restored = Station::open(&data);
    restored.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    assert!(restored.ask("sync.status", json!({}))["waiting"].as_u64().unwrap() > 2);
    restored.sign_in("admin");
    let bank = former["bank"].as_str().unwrap();
    let code = centre.code_for_station(bank, former["site"].as_str().unwrap()).unwrap();
    restored.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    restored.0.start_background();
    settled(&restored);
    let stations = centre.command(&["stations"]).unwrap();
    let now = stations.iter().find(|one| one["station"] == former["station"]).unwrap();
    assert_eq!(now["entries"].as_u64(), Some(generation.manifest.seq), "one chain, to its end in the backup");
    assert_eq!(restored.status(&waiting), "collected");
    assert_eq!(restored.ask("ledger.verify", json!({}))["good"], true);
}

#[test]
fn a_bank_without_a_centre_is_restored_twice_and_then_brought_to_one() {
    let postgres = cordkeep_tests::Postgres::start().unwrap();
    let centre = cordkeep_tests::Centre::start(&postgres, "alone").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let first = Station::create(&folder.path().join("first"));
    first.hire("nurse", "李护士", &["nurse"]);
    first.sign_in("nurse");
    let unit = registered(&first, "甲一");
    let number = din(&first, &unit);
    let generation = first.0.back_up(Some(folder.path())).unwrap();
    let mut last = first;
    for (round, from) in ["second", "third"].iter().zip([Some(generation), None]) {
        let from = from.unwrap_or_else(|| last.0.back_up(Some(folder.path())).unwrap());
        let data = folder.path().join(round);
        restore_as(&from.folder, &data, PASSPHRASE, None).unwrap();
        last = Station::open(&data);
        last.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    }
    last.sign_in("admin");
    let own = named(&last, "lab-1 R2").unwrap();
    // Nobody can say which numbers were given after the backup: the next block keeps its distance.
    last.ask("admin.assign_block", json!({ "station": own["station"], "year": year(), "count": 100 }));
    let own = named(&last, "lab-1 R2").unwrap();
    assert_eq!(own["blocks"][0]["first"], 2 * 9_999 + 1);
    let code = centre.code_for_new_bank().unwrap();
    last.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    last.0.start_background();
    settled(&last);
    let stations = centre.command(&["stations"]).unwrap();
    assert_eq!(stations.len(), 3, "the chains of all three are at the centre: {stations:?}");
    assert!(stations.iter().all(|one| one["entries"].as_u64().unwrap() >= 2), "{stations:?}");
    assert_eq!(last.ask("ledger.verify", json!({}))["good"], true);
    assert_eq!(din(&last, &unit), number);
}

fn year() -> i64 {
    // 2026 is 26; a test that runs later follows the clock.
    (1_970 + now_ms() / 31_556_952_000) % 100
}

// requirement: 1271.270(b) backup
#[test]
fn closing_a_station_waits_for_its_work_and_tears_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    station.0.start_background();
    // The first backup begins by itself.
    let goes_on = || Ok(Some(()).filter(|()| !station.ask("backup.list", json!({}))["work"].is_null()));
    station.ask("session.sign_in", json!({ "login": "admin", "password": "demo-2026" }));
    until("a backup that goes on", goes_on).unwrap();
    station.0.shut_down();
    assert_eq!(std::sync::Arc::strong_count(&station.0), 1, "no thread works on");
    let left = std::fs::read_dir(folder.path().join("backups")).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = left.filter(|name| name.contains("partial")).collect();
    assert_eq!(left, Vec::<String>::new(), "whole or not at all");
}

// requirement: 1271.270(b) backup
#[test]
fn closing_a_station_does_not_wait_for_the_trial_of_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    let generation = station.0.back_up(None).unwrap();
    station.0.start_background();
    station.ask("session.sign_in", json!({ "login": "admin", "password": "demo-2026" }));
    station.ask("backup.verify", json!({ "generation": generation.name }));
    let goes_on = || {
        let all = station.ask("backup.list", json!({}));
        Ok(Some(()).filter(|()| all["work"]["generation"] == json!(generation.name)))
    };
    until("a trial that goes on", goes_on).unwrap();
    station.0.shut_down();
    let names = std::fs::read_dir(folder.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names.filter(|name| name.starts_with(".drill")).collect();
    assert_eq!(left, Vec::<String>::new(), "nothing of it is left");
    drop(station);
    let station = Station::open(folder.path());
    assert_eq!(
        station.ask("sync.status", json!({}))["storage"],
        Value::Null,
        "what was stopped is no damage"
    );
    assert!(station.0.verify().unwrap().good);
}

// requirement: 1271.270(b) backup
#[test]
fn a_backup_makes_itself_and_its_age_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(&folder.path().join("bank"));
    assert_eq!(station.ask("sync.status", json!({}))["last_backup_ms"], Value::Null);
    let elsewhere = folder.path().join("elsewhere");
    let set = |to: &Path| station.try_ask("backup.set_folder", json!({ "folder": to }));
    assert_eq!(set(&elsewhere).unwrap_err().code, "backup.no_folder");
    assert_eq!(set(Path::new("/proc/self")).unwrap_err().code, "backup.not_writable");
    station.0.start_background();
    let list = || station.ask("backup.list", json!({}));
    let first =
        until("the first backup", || Ok(Some(list()).filter(|all| all["generations"][0].is_object())));
    let first = first.unwrap();
    assert_eq!((&first["folder_default"], &first["same_device"]), (&json!(true), &json!(true)));
    assert_eq!(first["overdue"], false);
    // Another folder is used at once, on wish.
    std::fs::create_dir(&elsewhere).unwrap();
    set(&elsewhere).unwrap();
    let moved =
        until("a backup elsewhere", || Ok(Some(list()).filter(|all| all["generations"][0].is_object())));
    let moved = moved.unwrap();
    assert_eq!(moved["folder"], elsewhere.display().to_string());
    // Its check is a whole restore; a damaged one is told by name.
    let name = moved["generations"][0]["name"].as_str().unwrap().to_owned();
    let check = |wanted: &dyn Fn(&Value) -> bool| {
        station.ask("backup.verify", json!({ "generation": name }));
        until("a check", || Ok(Some(list()["generations"][0]["check"].clone()).filter(|found| wanted(found))))
            .unwrap()
    };
    check(&|found| found["problem"].is_null() && found["at_ms"].is_number());
    let path = elsewhere.join(&name).join("bank.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[9_999] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let bad = check(&|found| found["problem"].is_object());
    assert_eq!(bad["problem"]["code"], "backup.damaged");
    assert_eq!(
        (&bad["problem"]["params"]["generation"], &bad["problem"]["params"]["file"]),
        (&json!(name), &json!("bank.db"))
    );
    assert_eq!(station.refused("backup.verify", json!({ "generation": "../bank" })), "backup.not_one");
    // The disk is gone: said in the footer, and what was backed up stays known.
    std::fs::remove_dir_all(&elsewhere).unwrap();
    station.ask("backup.now", json!({}));
    let status = until("the alarm", || {
        Ok(Some(station.ask("sync.status", json!({}))).filter(|status| status["backup_overdue"] == true))
    });
    assert!(status.unwrap()["last_backup_ms"].is_number());
    assert_eq!(list()["problem"]["code"], "backup.no_folder");
}

/// The first pages become noise: what a dying disk leaves.
fn damage(database: &Path) {
    let mut bytes = std::fs::read(database).unwrap();
    for byte in bytes.iter_mut().take(40_000) {
        *byte ^= 0x5a;
    }
    std::fs::write(database, bytes).unwrap();
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(database.with_file_name(format!("bank.db{suffix}")));
    }
}

// requirement: Annex 11 §7, Annex 11 §16
#[test]
fn a_damaged_station_starts_again_from_a_backup_on_its_first_screen() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    station.sign_in("nurse");
    let donation = station.consented("钱琳");
    let generation = station.0.back_up(None).unwrap().name;
    let request = |passphrase: &str, name: &str| json!({ "folder": "", "generation": name, "passphrase": passphrase, "station_name": "" });
    // A nurse does not replace a station, and nobody replaces a sound one.
    assert_eq!(station.refused("setup.restore", request(PASSPHRASE, &generation)), "permission.denied");
    station.sign_in("admin");
    assert_eq!(station.refused("setup.restore", request(PASSPHRASE, &generation)), "restore.healthy");
    assert_eq!(station.refused("setup.generations", json!({ "folder": "" })), "restore.healthy");
    drop(station);

    let database = folder.path().join("bank.db");
    damage(&database);
    let damaged = std::fs::read(&database).unwrap();
    let station = Station::open(folder.path());
    assert!(station.try_ask("setup.unlock", json!({ "passphrase": PASSPHRASE })).is_err());
    let found = station.ask("setup.generations", json!({ "folder": "" }));
    assert_eq!(found["generations"][0]["name"], generation);
    let nowhere = json!({ "folder": folder.path().join("prints"), "generation": generation, "passphrase": PASSPHRASE, "station_name": "" });
    assert_eq!(station.refused("setup.restore", nowhere), "backup.not_one");
    assert_eq!(
        station.refused("setup.restore", request("wrong horse", &generation)),
        "store.wrong_passphrase"
    );
    assert_eq!(std::fs::read(&database).unwrap(), damaged, "a refusal touches nothing");

    let state = station.ask("setup.restore", request(PASSPHRASE, &generation));
    assert_eq!(state["phase"], "ready");
    assert_eq!(station.ask("session.state", json!({}))["bank"]["station_name"], "lab-1 R1");
    station.sign_in("nurse");
    station.ask("unit.get", json!({ "donation": donation, "din": null }));
    station.consented("孙琳");
    // What was damaged is still there for whoever can read more of it.
    let aside = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let aside = aside.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("replaced-"));
    let aside: Vec<_> = aside.collect();
    assert_eq!(aside.len(), 1);
    assert_eq!(std::fs::read(aside[0].join("bank.db")).unwrap(), damaged);
    assert!(!folder.path().join(".restored").exists());
    station.sign_in("admin");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}
