//! Three stations and the real centre: enrolment, exchange, what each may hold.

use crate::station::{PASSPHRASE, Station};
use cordkeep_tests::{Centre, Postgres, until};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A bank at three stations: a hospital's, the laboratory's, the office's at the laboratory's site.
pub struct Trio {
    pub hospital: Station,
    pub lab: Station,
    pub office: Station,
    pub lab_site: Value,
    pub centre: Centre,
    name: String,
    folder: TempDir,
    // Last: the centre and the stations go first.
    postgres: Postgres,
}

impl Trio {
    pub fn start(name: &str) -> Self {
        let trio = Self::found(name);
        trio.lab.approve_procedures("quality");
        trio.lab.sign_in("admin");
        trio.settle();
        trio
    }

    /// A bank with licensed numbers.
    pub fn start_licensed(name: &str) -> Self {
        let trio = Self::found_with(name, "isbt128");
        trio.lab.approve_procedures("quality");
        trio.lab.sign_in("admin");
        trio.settle();
        trio
    }

    /// As a bank is on its first day: quality has approved nothing yet.
    pub fn found(name: &str) -> Self {
        Self::found_with(name, "local")
    }

    fn found_with(name: &str, scheme: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let postgres = Postgres::start().unwrap();
        let centre = Centre::start(&postgres, name).unwrap();
        let lab = Station::open(&folder.path().join("lab"));
        lab.found_with(scheme);
        let connect = |code: &str| json!({ "centre_url": centre.url(), "code": code });
        assert_eq!(lab.refused("sync.connect", connect("NOT-A-CODE")), "sync.code_invalid");
        let code = centre.code_for_new_bank().unwrap();
        let nowhere = json!({ "centre_url": "http://127.0.0.1:9", "code": code });
        assert_eq!(lab.refused("sync.connect", nowhere), "sync.unreachable");
        lab.ask("sync.connect", connect(&code));
        lab.0.start_background();
        let lab_site = lab.ask("admin.overview", json!({}))["sites"][0]["site"].clone();
        let hospital = json!({
            "code": "HOSP", "name_zh": "第一医院", "name_en": "First Hospital", "kind": "collection_point",
            "personal_data": "withheld",
        });
        let overview = lab.ask("admin.add_site", json!({ "site": hospital }));
        let find = |code: &str| {
            overview["sites"].as_array().unwrap().iter().find(|s| s["code"] == code).unwrap()["site"].clone()
        };
        for (login, name, roles) in [
            ("nurse", "李护士", vec!["nurse"]),
            ("lab", "王技师", vec!["reception", "processing", "test_lab"]),
            ("lab2", "赵技师", vec!["processing"]),
            ("storage", "陈库管", vec!["storage"]),
            ("quality", "刘质控", vec!["quality"]),
            ("manager", "周主任", vec!["manager", "quality"]),
        ] {
            lab.hire(login, name, &roles);
        }
        let tank = json!({ "site": lab_site, "room": "LN", "code": "T01", "purpose": "permanent", "racks": 2, "slots": 3 });
        lab.ask("admin.add_tank", tank);
        settled(&lab);
        let hospital = join(&centre, folder.path(), "hospital", &find("HOSP"));
        let office = join(&centre, folder.path(), "office", &find("LAB"));
        settled(&hospital);
        // The founding station hears of the others and gives the hospital its numbers.
        let block = until("the hospital at the laboratory", || {
            let overview = lab.ask("admin.overview", json!({}));
            let stations = overview["stations"].as_array().unwrap();
            Ok(stations.iter().find(|station| station["name"] == "hospital").map(|s| s["station"].clone()))
        })
        .unwrap();
        lab.ask("admin.assign_block", json!({ "station": block, "year": 26, "count": 500 }));
        let name = name.to_owned();
        let trio = Self { hospital, lab, office, lab_site, centre, name, folder, postgres };
        trio.settle();
        trio
    }

    /// A further station of the laboratory.
    pub fn join(&self, name: &str) -> Station {
        join(&self.centre, self.folder.path(), name, &self.lab_site)
    }

    /// A code for a station of the laboratory.
    pub fn code(&self) -> String {
        code(&self.centre, &self.lab_site)
    }

    /// The data folder of a station.
    pub fn folder(&self, station: &str) -> PathBuf {
        self.folder.path().join(station)
    }

    /// A backup of the centre's database.
    pub fn back_up_centre(&self) -> PathBuf {
        let file = self.folder.path().join("centre.sql");
        self.postgres.dump(&self.name, &file).unwrap();
        file
    }

    /// Puts the centre's database back to a backup, as after a loss; the centre serves again at the same address.
    pub fn put_centre_back(&mut self, backup: &Path) {
        self.centre.stop().unwrap();
        self.postgres.put_back(&self.name, backup).unwrap();
        self.centre.start_again().unwrap();
    }

    /// Waits until all three have exchanged everything.
    pub fn settle(&self) {
        // Twice, since what the first round brings up, the second brings down.
        for _ in 0..2 {
            [&self.hospital, &self.lab, &self.office].into_iter().for_each(settled);
        }
    }
}

pub fn code(centre: &Centre, site: &Value) -> String {
    let bank = centre.command(&["stations"]).unwrap()[0]["bank"].as_str().unwrap().to_owned();
    centre.code_for_station(&bank, site.as_str().unwrap()).unwrap()
}

pub fn join(centre: &Centre, folder: &Path, name: &str, site: &Value) -> Station {
    join_over(&centre.url(), &code(centre, site), folder, name)
}

/// Joins over a line of one's own to the centre.
pub fn join_over(url: &str, code: &str, folder: &Path, name: &str) -> Station {
    let station = Station::open(&folder.join(name));
    let request = json!({ "centre_url": url, "code": code, "station_name": name, "passphrase": PASSPHRASE });
    station.ask("setup.join", request);
    station.0.start_background();
    has_read_its_bank(&station);
    station
}

/// Waits until people can sign in at a station that has joined.
pub fn has_read_its_bank(station: &Station) {
    until("the whole bank", || Ok((station.ask("setup.state", json!({}))["phase"] == "ready").then_some(())))
        .unwrap();
}

pub fn settled(station: &Station) {
    let asked_ms = crate::station::now_ms();
    station.ask("sync.now", json!({}));
    until("an exchange", || {
        let status = station.ask("sync.status", json!({}));
        Ok(is_exchanged_since(&status, asked_ms).then_some(()))
    })
    .unwrap();
}

/// Whether a station's status says that it has exchanged everything since this moment.
pub fn is_exchanged_since(status: &Value, asked_ms: i64) -> bool {
    status["state"] == "up_to_date" && status["last_sync_ms"].as_i64().unwrap_or(0) >= asked_ms
}

// requirement: 1271.270(b)(c), NY 58-5.8
#[test]
fn a_unit_travels_with_its_history_and_without_the_mothers_name() {
    let trio = Trio::start("travel");
    let (donation, _, shipment) = crate::job::sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    trio.lab.sign_in("lab");
    let timeline = trio.lab.ask("unit.timeline", json!({ "donation": donation, "din": null }));
    let kinds: Vec<&str> =
        timeline["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert!(
        kinds.starts_with(&["mother.enrolled", "consent.recorded", "questionnaire.recorded"]),
        "{kinds:?}"
    );
    assert!(kinds.contains(&"unit.packed"), "{kinds:?}");
    assert_eq!(
        trio.lab.ask("shipment.get", json!({ "shipment": shipment, "box_code": null }))["row"]["units"],
        1
    );
    // The nurse's own station holds the name; the laboratory, which is not entitled, never gets it.
    let personal = json!({ "donation": donation });
    assert_eq!(trio.hospital.ask("donation.personal", personal.clone())["name"], "王五");
    trio.office.sign_in("manager");
    assert_eq!(trio.office.ask("donation.personal", personal)["held_here"], false);
    for station in [&trio.hospital, &trio.lab, &trio.office] {
        let verify = station.ask("ledger.verify", json!({}));
        assert_eq!(verify["good"], true, "{verify}");
    }
}
