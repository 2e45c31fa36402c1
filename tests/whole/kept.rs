//! What was recorded is there for good: whatever is done afterwards, every former entry stays, byte for byte.

use crate::station::{Clocks, Station};
use api::{COMMANDS, Kind};
use app::{DEMO_PASSPHRASE, Restore, SystemHost};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use store::ledger::{Entry, StationId};
use store::{DatabaseKey, KeyFile, Store};

const PASSWORD: &str = "demo-2026";

/// The ledger as the file holds it, read beside the running station by the key alone.
struct Kept {
    file: PathBuf,
    key: DatabaseKey,
    entries: Vec<Entry>,
}

fn chain(store: &Store, station: StationId) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let (page, _) = store.chain_page(station, entries.len() as u64, 500).unwrap();
        if page.is_empty() {
            return entries;
        }
        entries.extend(page);
    }
}

impl Kept {
    fn of(folder: &Path) -> Self {
        let keys = KeyFile::read(&folder.join("keys.json")).unwrap().unwrap();
        let mut kept = Self {
            file: folder.join("bank.db"),
            key: keys.open(DEMO_PASSPHRASE).unwrap(),
            entries: Vec::new(),
        };
        kept.still("the beginning");
        kept
    }

    /// How many entries came; every one that was there is there as it was.
    fn still(&mut self, after: &str) -> usize {
        let store = Store::open_read_only(&self.file, &self.key).unwrap();
        let now = chain(&store, store.identity().unwrap().station);
        assert!(now.starts_with(&self.entries), "an entry was changed or removed by {after}");
        let came = now.len() - self.entries.len();
        self.entries = now;
        came
    }
}

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": PASSWORD }));
}

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

/// A unit of this state that no hold is on.
fn unit(station: &Station, status: &str) -> Value {
    let filter = json!({
        "statuses": [status], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 100,
    });
    let rows = station.ask("unit.list", filter)["rows"].as_array().unwrap().clone();
    rows.iter().find(|row| row["held"] == false).expect(status)["donation"].clone()
}

/// Acts that undo, correct, end or take away something; each must add to the ledger and leave the rest.
fn acts_that_undo(station: &Station, kept: &mut Kept) {
    let mut act = |login: &str, command: &str, args: Value| {
        sign_in(station, login);
        kept.still("signing in");
        station.ask(command, args);
        assert!(kept.still(command) > 0, "{command} is in the ledger");
    };
    sign_in(station, "admin");
    let person = station.account("lab2")["person"].clone();
    let because = json!({ "person": person, "reason": "on leave" });
    let grants = json!([{ "role": "storage", "sites": [] }]);
    let stored = unit(station, "stored");
    act(
        "nurse",
        "unit.correct_collection",
        json!({
            "donation": stored, "infant_sex": null, "birth_weight_g": "3111", "gestation_weeks": null,
            "gestation_days": null, "delivery_mode": null, "started_ms": null, "ended_ms": null, "volume_ml": "77.7",
            "reason": "slip",
        }),
    );
    act(
        "lab",
        "bench.record_result",
        json!({
            "donation": stored, "test": "tnc_post", "value": "9.7", "value_again": "9.7", "method": "XN", "state": "final",
            "correction_reason": "recount",
        }),
    );
    act("quality", "unit.hold", json!({ "donation": stored, "note": "question" }));
    let shown = station.ask("unit.get", by_id(&stored));
    let hold = &shown["holds"][0];
    act(
        "quality",
        "unit.lift_hold",
        json!({
            "donation": stored, "key": hold["key"], "digest": hold["digest"], "reason": "answered", "login": "quality",
            "password": PASSWORD,
        }),
    );
    let reason = station.ask("admin.overview", json!({}))["rejection_reasons"][0]["code"].clone();
    act(
        "quality",
        "unit.reject",
        json!({
            "donation": stored, "reason": reason, "note": "clot", "digest": shown["rejection_digest"], "login": "quality",
            "password": PASSWORD, "second_login": "manager", "second_password": PASSWORD,
        }),
    );
    assert_eq!(station.status(&stored), "rejected");
    act("admin", "admin.change_roles", json!({ "person": person, "grants": grants, "reason": "moved" }));
    act("admin", "admin.give_badge", json!({ "person": person, "badge": "KEPT-1" }));
    act("admin", "admin.revoke_badge", json!({ "person": person, "reason": "lost" }));
    act("admin", "admin.set_password", json!({ "person": person, "password": "given by another" }));
    act("admin", "admin.suspend", because.clone());
    act("admin", "admin.reinstate", because);
}

// requirement: 1271.270(d)
#[test]
fn no_command_takes_from_the_ledger_and_a_backup_brings_all_of_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, clocks) = (folder.path().join("bank"), Clocks::new());
    let station = Station::open_on(&data, &clocks);
    station.ask("setup.open_demo", json!({ "units": 60, "seed": 7 }));
    let mut kept = Kept::of(&data);
    assert!(kept.entries.len() > 500, "{}", kept.entries.len());
    acts_that_undo(&station, &mut kept);

    // What is taken away is the station's own: printers, sessions, old backups.
    sign_in(&station, "admin");
    let target = folder.path().join("labels");
    station.ask("printer.set", json!({ "name": "P1", "kind": "folder", "target": target }));
    station.ask("printer.remove", json!({ "name": "P1" }));
    station
        .ask("keys.change_passphrase", json!({ "current": DEMO_PASSPHRASE, "passphrase": "spring onion" }));
    for _ in 0..30 {
        clocks.set_forward(60);
        station.0.back_up(None).unwrap();
    }
    let generations = station.ask("backup.list", json!({}))["generations"].as_array().unwrap().len();
    assert!((1..30).contains(&generations), "old backups were to go: {generations}");
    kept.still("backups and settings");

    // Every act there is, by everybody, with the request that many of them want: none.
    for login in ["nurse", "lab", "storage", "quality", "manager", "director", "admin"] {
        for command in COMMANDS.iter().filter(|command| command.kind == Kind::Act) {
            let state = station.ask("session.state", json!({}));
            if state["operator"]["login"] != login || state["locked"] == true {
                sign_in(&station, login);
            }
            let _ = station.try_ask(command.name, json!({}));
        }
        kept.still(login);
    }
    sign_in(&station, "admin");
    kept.still("signing in");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);

    // The machine is lost; another one is made of the last backup.
    let generation = station.0.back_up(Some(folder.path())).unwrap();
    drop(station);
    let again = folder.path().join("again");
    let restore = Restore { from: &generation.folder, secret: "spring onion", station_name: None };
    app::restore(&restore, &again, &SystemHost::default()).unwrap();
    let restored = Station::open(&again);
    restored.ask("setup.unlock", json!({ "passphrase": "spring onion" }));
    let store = Store::open_read_only(&again.join("bank.db"), &kept.key).unwrap();
    let former = store.continued_chains().unwrap().first().unwrap().station;
    assert_eq!(chain(&store, former), kept.entries);
}
