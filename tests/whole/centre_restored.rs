//! A centre whose database is put back to an older backup, and a station whose file was copied: what each side finds out, what
//! it does by itself, and what it says.

use crate::station::{PASSPHRASE, Station};
use crate::sync::{Trio, settled};
use cordkeep_tests::until;
use serde_json::{Value, json};
use std::fs;

fn status(station: &Station) -> Value {
    station.ask("sync.status", json!({}))
}

fn entries_at_centre(trio: &Trio) -> i64 {
    let lines = trio.centre.command(&["stations"]).unwrap();
    lines.iter().map(|line| line["entries"].as_i64().unwrap()).sum()
}

fn alarms(trio: &Trio) -> Vec<String> {
    let lines = trio.centre.command(&["alarms"]).unwrap();
    lines.iter().map(|line| line["kind"].as_str().unwrap().to_owned()).collect()
}

// requirement: ALCOA+
#[test]
fn a_centre_put_back_to_an_older_backup_gets_everything_again_and_says_so() {
    let mut trio = Trio::start("put-back");
    let backup = trio.back_up_centre();
    trio.hospital.sign_in("nurse");
    let first = trio.hospital.consented("王五");
    trio.settle();
    let before = entries_at_centre(&trio);
    trio.put_centre_back(&backup);
    assert!(entries_at_centre(&trio) < before, "the backup is no older");
    // Somebody else writes first: the centre numbers its feeds otherwise than it did.
    trio.lab.sign_in("admin");
    trio.lab.hire("late", "后来", &["storage"]);
    trio.settle();
    let second = trio.hospital.consented("赵六");
    trio.settle();
    assert!(entries_at_centre(&trio) >= before, "entries that have a receipt are gone");
    assert_eq!(alarms(&trio).iter().filter(|kind| *kind != "centre_behind").count(), 0);
    assert!(!alarms(&trio).is_empty(), "the centre says nothing");
    trio.office.sign_in("manager");
    trio.settle();
    for station in [&trio.hospital, &trio.lab, &trio.office] {
        assert_eq!(status(station)["waiting"], 0);
        assert_eq!(status(station)["problem"], Value::Null);
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
    }
    assert!(status(&trio.hospital)["centre_behind_ms"].is_i64(), "the station says nothing");
    trio.hospital.sign_in("admin");
    trio.hospital.ask("sync.heard_behind", json!({}));
    assert_eq!(status(&trio.hospital)["centre_behind_ms"], Value::Null);
    for donation in [&first, &second] {
        assert_eq!(trio.hospital.status(donation), "consented");
    }
    // Whoever was hired while the centre was behind is known everywhere.
    trio.hospital.sign_in("late");
}

#[test]
fn a_station_enrolled_after_the_backup_is_enrolled_again_as_it_is() {
    let mut trio = Trio::start("enrolled-since");
    let backup = trio.back_up_centre();
    let fourth = trio.join("fourth");
    settled(&fourth);
    fourth.sign_in("admin");
    fourth.hire("alone", "独自", &["storage"]);
    settled(&fourth);
    let again = |code: &str| json!({ "centre_url": trio.centre.url(), "code": code });
    assert_eq!(fourth.refused("sync.connect", again(&trio.code())), "sync.already_connected");
    trio.put_centre_back(&backup);
    fourth.ask("sync.now", json!({}));
    until("the station to hear that it is unknown", || {
        Ok((status(&fourth)["problem"]["code"] == "sync.unauthorised").then_some(()))
    })
    .unwrap();
    let again = |code: &str| json!({ "centre_url": trio.centre.url(), "code": code });
    assert_eq!(fourth.refused("sync.connect", again("NOT-A-CODE")), "sync.code_invalid");
    fourth.ask("sync.connect", again(&trio.code()));
    settled(&fourth);
    trio.settle();
    assert_eq!((&status(&fourth)["waiting"], &status(&fourth)["problem"]), (&json!(0), &Value::Null));
    // What it alone had recorded is known everywhere, under its old name.
    trio.hospital.sign_in("admin");
    let overview = trio.hospital.ask("admin.overview", json!({}));
    let has = |list: &str, field: &str, value: &str| {
        overview[list].as_array().unwrap().iter().filter(|one| one[field] == value).count()
    };
    assert_eq!((has("people", "login", "alone"), has("stations", "name", "fourth")), (1, 1));
}

// requirement: ALCOA+
#[test]
fn a_copied_station_that_was_overtaken_stops_and_is_shut_out() {
    let trio = Trio::start("overtaken");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for file in fs::read_dir(trio.folder("office")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
        }
    }
    // The original goes on and sends what it recorded.
    trio.office.sign_in("admin");
    settled(&trio.office);
    let copied = Station::open(&copy);
    copied.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    copied.0.start_background();
    let stopped = until("the copy to stop", || {
        let status = status(&copied);
        Ok((status["state"] == "refused").then_some(status))
    })
    .unwrap();
    assert_eq!(stopped["problem"]["code"], "sync.fork", "{stopped}");
    until("the centre to shut it out", || {
        let stations = trio.centre.command(&["stations"])?;
        let office = stations.iter().find(|one| one["name"] == "office").unwrap();
        Ok((office["status"] == "cloned").then_some(()))
    })
    .unwrap();
    assert_eq!(alarms(&trio), ["two_histories"]);
    // Nobody is let in under that name any more; the others go on.
    trio.office.ask("sync.now", json!({}));
    until("the original to hear of it", || Ok((status(&trio.office)["state"] == "refused").then_some(())))
        .unwrap();
    settled(&trio.hospital);
    settled(&trio.lab);
}
