//! A disk that goes away, a file that is damaged: recording stops and says why, reading goes on, nothing is half saved.

use crate::station::Station;
use serde_json::{Value, json};
use std::path::Path;

fn mother(name: &str) -> Value {
    json!({
        "inventory": "public", "due_date": "2027-01-01", "name": name, "identity_document": "990000", "phone": "199",
    })
}

fn alarm(station: &Station) -> Value {
    station.ask("sync.status", json!({}))["storage"]["code"].clone()
}

fn signed_in(data: &Path) -> Station {
    let station = Station::open(data);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }));
    station
}

fn total(station: &Station) -> Value {
    let all = json!({ "statuses": [], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1 });
    station.ask("unit.list", all)["total"].clone()
}

#[test]
fn a_file_that_went_away_takes_no_record_until_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    drop(Station::demo(&data, 3));
    let station = signed_in(&data);
    let before = total(&station);
    std::fs::rename(data.join("bank.db"), folder.path().join("away.db")).unwrap();
    assert_eq!(station.refused("donation.enrol", mother("王五")), "store.vanished");
    assert_eq!((alarm(&station), total(&station)), (json!("store.vanished"), before.clone()));
    std::fs::write(data.join("bank.db"), b"another file").unwrap();
    assert_eq!(station.refused("donation.enrol", mother("王五")), "store.vanished");
    std::fs::rename(folder.path().join("away.db"), data.join("bank.db")).unwrap();
    station.ask("donation.enrol", mother("王五"));
    assert_eq!(alarm(&station), Value::Null);
    assert_eq!(total(&station).as_u64(), before.as_u64().map(|total| total + 1));
}

/// Flips a byte of a page and opens the station again.
fn with_a_flip(data: &Path, at: usize) -> Result<Station, String> {
    let path = data.join("bank.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[at] ^= 0x40;
    std::fs::write(&path, bytes).unwrap();
    Station::try_open(data).map_err(|problem| problem.code.to_owned())
}

#[test]
fn damage_anywhere_in_the_file_is_found_and_nothing_is_recorded_onto_it() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    drop(Station::demo(&whole, 3));
    let size = std::fs::metadata(whole.join("bank.db")).unwrap().len() as usize;
    let (mut opened, mut refused) = (0, 0);
    for round in 0..24 {
        let data = folder.path().join(format!("flip-{round}"));
        std::fs::create_dir(&data).unwrap();
        for file in std::fs::read_dir(&whole).unwrap() {
            let path = file.unwrap().path();
            std::fs::copy(&path, data.join(path.file_name().unwrap())).unwrap();
        }
        // Evenly over the file, now at the beginning of a page, now within.
        let at = size / 24 * round + 17 * round;
        match with_a_flip(&data, at) {
            Err(code) => {
                assert!(["store.wrong_key", "store.damaged"].contains(&code.as_str()), "at {at}: {code}");
                refused += 1;
            }
            Ok(station) => {
                let verified = station.0.verify();
                let found = verified.as_ref().map_or(true, |reply| !reply.good);
                assert!(found, "at {at}: the flip was not found");
                assert_eq!(alarm(&station), "store.damaged", "at {at}: {verified:?}");
                let sign_in = json!({ "login": "nurse", "password": "demo-2026" });
                assert!(
                    station.try_ask("session.sign_in", sign_in).is_err(),
                    "at {at}: recorded onto damage"
                );
                opened += 1;
            }
        }
    }
    assert!(opened > 0 && refused > 0, "{opened} opened, {refused} refused");
}
