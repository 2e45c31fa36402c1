//! A station that joins a bank and is stopped in the midst: it goes on from where it was, and is worked at when all is here.

use crate::served::Served;
use crate::soak::line::Heard;
use crate::station::{PASSPHRASE, Station, now_ms};
use crate::stick::cordkeep;
use crate::sync::{has_read_its_bank, is_exchanged_since, settled};
use cordkeep_tests::{Centre, Postgres, Proxy, Way, until};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Stdio;
use tempfile::TempDir;

const SECRET: &str = "two plum blossoms";
/// Some pages of a feed.
const UNITS: u32 = 60;

/// A bank with a history, at a centre.
struct Bank {
    first: Station,
    /// The line by which others join.
    line: Proxy,
    /// Bytes that a station hears which reads all of it.
    bytes: usize,
    centre: Centre,
    folder: TempDir,
    // Last: the centre and the stations go first.
    _postgres: Postgres,
}

impl Bank {
    fn start(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let postgres = Postgres::start().unwrap();
        let centre = Centre::start(&postgres, name).unwrap();
        let first = Station::demo(&folder.path().join("first"), UNITS);
        first.ask("session.sign_in", sign_in("admin"));
        let code = centre.code_for_new_bank().unwrap();
        first.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
        first.0.start_background();
        settled(&first);
        let line = Proxy::start(centre.port()).unwrap();
        let mut bank = Self { first, line, bytes: 0, centre, folder, _postgres: postgres };
        bank.bytes = bank.measured();
        bank
    }

    /// What a station hears that nothing stops: it is at work once it has joined.
    fn measured(&self) -> usize {
        let station = Station::open(&self.folder("measure"));
        assert_eq!(station.ask("setup.join", self.joining("measure"))["state"]["phase"], "taking_in");
        station.0.start_background();
        has_read_its_bank(&station);
        drop(station);
        let mut bytes = 0;
        until("the end of all connections", || {
            let heard: usize = self.line.talks().iter().map(|talk| talk.to_client.len()).sum();
            bytes += heard;
            Ok((heard == 0 && bytes > 0).then_some(bytes))
        })
        .unwrap()
    }

    fn joining(&self, name: &str) -> Value {
        let own = &self.centre.command(&["stations"]).unwrap()[0];
        let (bank, site) = (own["bank"].as_str().unwrap(), own["site"].as_str().unwrap());
        let code = self.centre.code_for_station(bank, site).unwrap();
        json!({ "centre_url": self.line.url(), "code": code, "station_name": name, "passphrase": PASSPHRASE })
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Waits until the line was cut so many times.
    fn is_cut(&self, times: u64) {
        until("a cut", || Ok((self.line.cuts() == times).then_some(()))).unwrap();
    }

    /// That a station has what the first one has, and what its own entries say.
    fn is_equal_to(&self, station: &Station) {
        assert_eq!(digest(station), digest(&self.first));
        let before = digest(station);
        station.0.rebuild().unwrap();
        assert_eq!(digest(station), before);
        assert!(station.0.verify().unwrap().good);
    }
}

fn sign_in(login: &str) -> Value {
    json!({ "login": login, "password": "demo-2026" })
}

fn digest(station: &Station) -> String {
    station.0.projection_digest().unwrap()
}

/// Starts the process of a station that has joined.
fn served(folder: &std::path::Path) -> Served {
    let served = Served::start(folder, Stdio::null());
    let state = served.call("setup.unlock", &json!({ "passphrase": PASSPHRASE })).unwrap();
    assert_eq!(state["phase"], "taking_in");
    served
}

/// How many entries of the feeds are here.
fn read(served: &Served) -> u64 {
    until("how far it is", || {
        let status = served.call("sync.status", &json!({})).unwrap();
        assert_eq!(status["taking_in"]["step"], "reading", "{status}");
        Ok(status["taking_in"]["done"].as_u64().filter(|done| *done > 0))
    })
    .unwrap()
}

fn exchanged(served: &Served) {
    let asked_ms = now_ms();
    served.call("sync.now", &json!({})).unwrap();
    until("an exchange", || {
        let status = served.call("sync.status", &json!({})).unwrap();
        Ok(is_exchanged_since(&status, asked_ms).then_some(()))
    })
    .unwrap();
}

// requirement: ALCOA+, Annex 11 §16
#[test]
fn a_station_that_is_killed_while_it_reads_its_bank_goes_on_and_is_worked_at_when_all_is_here() {
    let bank = Bank::start("firstread");
    let (folder, part) = (bank.folder("late"), bank.bytes / 3);
    let refused = |served: &Served| {
        let answer = served.answer("session.sign_in", &sign_in("manager")).unwrap();
        answer.unwrap_err()["code"].clone()
    };
    let late = Served::start(&folder, Stdio::null());
    bank.line.cut_after(Way::ToClient, part);
    let joined = late.call("setup.join", &bank.joining("late")).unwrap();
    assert_eq!(joined["state"]["phase"], "taking_in");
    assert_eq!(refused(&late), "sync.taking_in");
    bank.is_cut(1);
    let done = read(&late);
    drop(late);

    bank.line.cut_after(Way::ToClient, part);
    let late = served(&folder);
    assert!(read(&late) >= done, "what was here is gone");
    bank.is_cut(2);
    drop(late);

    let late = served(&folder);
    until("the whole bank", || {
        Ok((late.call("setup.state", &json!({})).unwrap()["phase"] == "ready").then_some(()))
    })
    .unwrap();
    late.call("session.sign_in", &sign_in("manager")).unwrap();
    exchanged(&late);
    settled(&bank.first);
    exchanged(&late);
    drop(late);
    // It asked for nothing twice but what was cut.
    let mut heard = Heard::default();
    bank.line.talks().iter().for_each(|talk| heard.take(talk));
    assert!(heard.figures.entries_heard > done, "{:?}", heard.figures);

    let late = Station::open(&folder);
    assert_eq!(late.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }))["phase"], "ready");
    bank.is_equal_to(&late);
}

// requirement: ALCOA+, Annex 11 §16
#[test]
fn a_station_that_loses_its_line_while_it_reads_its_bank_is_brought_the_rest_by_a_file() {
    let bank = Bank::start("firstfile");
    let (folder, file) = (bank.folder("attic"), bank.folder("down.sync"));
    bank.line.cut_after(Way::ToClient, bank.bytes / 3);
    let attic = Station::open(&folder);
    assert_eq!(attic.ask("setup.join", bank.joining("attic"))["state"]["phase"], "taking_in");
    attic.0.start_background();
    bank.is_cut(1);
    assert_eq!(attic.refused("session.sign_in", sign_in("manager")), "sync.taking_in");
    drop(attic);

    settled(&bank.first);
    let request = json!({ "path": file, "passphrase": SECRET, "station_for": "attic" });
    bank.first.ask("sync.write_file", request);
    let (file, data) = (file.to_str().unwrap(), folder.to_str().unwrap());
    let taken = cordkeep(SECRET, &["import", file, "--data", data]);
    assert!(taken["feed_entries"].as_u64().unwrap() > 0, "{taken}");

    let attic = Station::open(&folder);
    assert_eq!(attic.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }))["phase"], "ready");
    bank.is_equal_to(&attic);
    attic.ask("session.sign_in", sign_in("manager"));
}

// requirement: ALCOA+, Annex 11 §16
#[test]
fn a_station_that_the_centre_shuts_out_while_it_reads_its_bank_starts_over() {
    let bank = Bank::start("firstshut");
    let folder = bank.folder("shut");
    bank.line.cut_after(Way::ToClient, bank.bytes / 3);
    let shut = Station::open(&folder);
    shut.ask("setup.join", bank.joining("shut"));
    shut.0.start_background();
    bank.is_cut(1);
    let rows = bank.centre.command(&["stations"]).unwrap();
    let row = rows.iter().find(|row| row["name"] == "shut").expect("the station at the centre");
    let [of_bank, station] = ["bank", "station"].map(|name| row[name].as_str().unwrap());
    bank.centre.command(&["revoke", "--bank", of_bank, "--station", station]).unwrap();
    let state = |state: &str| {
        until(state, || {
            let status = shut.ask("sync.status", json!({}));
            Ok((status["state"] == state).then_some(status))
        })
        .unwrap()
    };
    shut.ask("sync.now", json!({}));
    assert_eq!(state("refused")["problem"]["code"], "sync.revoked");
    // What the centre says is asked again where a person wants it, and said again.
    shut.ask("sync.now", json!({}));
    assert_eq!(state("refused")["problem"]["code"], "sync.revoked");

    assert_eq!(shut.ask("setup.start_over", json!({}))["phase"], "new");
    shut.ask("setup.join", bank.joining("anew"));
    has_read_its_bank(&shut);
    settled(&bank.first);
    settled(&shut);
    bank.is_equal_to(&shut);
    shut.ask("session.sign_in", sign_in("manager"));
}
