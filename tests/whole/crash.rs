//! `kill -9` of the real process while it records: what was acknowledged is there, and projections equal a rebuild.

use crate::served::Served;
use crate::station::Station;
use cordkeep_tests::cordkeep;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A short run belongs to every test run; `make crash` sets 500.
fn rounds() -> u32 {
    std::env::var("CORDKEEP_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(25)
}

// requirement: 11.10(c)
#[test]
fn kill_9_during_recording_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    drop(Station::demo(&data, 3));
    let mut dice = ChaCha20Rng::seed_from_u64(9);
    let mut acknowledged: Vec<Value> = Vec::new();
    for round in 0..rounds() {
        let mut served = Served::start(&data, Stdio::null());
        let sign_in = json!({ "login": "nurse", "password": "demo-2026" });
        served.call("session.sign_in", &sign_in).expect("the station came up again");
        let after_ms = u64::from(dice.next_u32() % 60);
        let id = served.child.id().to_string();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(after_ms));
            Command::new("kill").args(["-9", &id]).status().unwrap();
        });
        for number in 0.. {
            let mother = json!({
                "inventory": "public", "due_date": "2027-01-01", "name": format!("轮{round}号{number}"),
                "identity_document": "990000", "phone": "199",
            });
            match served.call("donation.enrol", &mother) {
                Some(unit) => acknowledged.push(unit["donation"].clone()),
                None => break,
            }
        }
        killer.join().unwrap();
        let _ = served.child.wait();
    }
    let verified = cordkeep(&["--json", "verify", "--rebuild", "--data", data.to_str().unwrap()]).unwrap();
    let verified: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!((&verified["good"], &verified["rebuild_equal"]), (&json!(true), &json!(true)), "{verified}");
    let station = Station::open(&data);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }));
    assert!(acknowledged.len() > 10, "{} acts were acknowledged", acknowledged.len());
    for donation in &acknowledged {
        assert_eq!(station.status(donation), "enrolled");
    }
}
