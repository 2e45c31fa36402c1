//! A station as the tests use it: the application itself on a folder of its own.

use app::{App, AppOptions};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

pub const PASSPHRASE: &str = "winter cherry";
pub const PASSWORD: &str = "plum-blossom-9";

pub struct Station(pub Arc<App>);

impl Station {
    pub fn open(folder: &Path) -> Self {
        Self::try_open(folder).expect("station opens")
    }

    pub fn try_open(folder: &Path) -> Result<Self, api::Problem> {
        App::open(AppOptions { data_dir: folder.to_owned() }).map(Self)
    }

    /// A demo bank of some units.
    pub fn demo(folder: &Path, units: u32) -> Self {
        let station = Self::open(folder);
        station.ask("setup.open_demo", json!({ "units": units, "seed": 7 }));
        station
    }

    /// A fresh bank at the laboratory, with an administrator `admin`.
    pub fn create(folder: &Path) -> Self {
        let station = Self::open(folder);
        station.ask(
            "setup.create_bank",
            json!({
                "name_zh": "测试脐血库", "name_en": "Test Cord Blood Bank", "licence_number": "L-1", "address": "",
                "scheme": "local", "facility": "A9999",
                "site": {
                    "code": "LAB", "name_zh": "实验室", "name_en": "Laboratory", "kind": "laboratory",
                    "personal_data": "withheld",
                },
                "station_name": "lab-1",
                "administrator": {
                    "login": "admin", "name": "管理员", "roles": ["administrator"], "password": PASSWORD, "badge": null,
                },
                "passphrase": PASSPHRASE,
            }),
        );
        station.sign_in("admin");
        station
    }

    pub fn try_ask(&self, command: &str, args: Value) -> Result<Value, api::Problem> {
        self.0.call(command, args)
    }

    pub fn ask(&self, command: &str, args: Value) -> Value {
        self.try_ask(command, args).unwrap_or_else(|problem| panic!("{command}: {problem}"))
    }

    /// The code of the refusal.
    pub fn refused(&self, command: &str, args: Value) -> String {
        self.try_ask(command, args).expect_err(command).code
    }

    pub fn sign_in(&self, login: &str) {
        self.ask("session.sign_in", json!({ "login": login, "password": PASSWORD }));
    }

    /// Adds a person; the password is [`PASSWORD`].
    pub fn hire(&self, login: &str, name: &str, roles: &[&str]) {
        let person =
            json!({ "login": login, "name": name, "roles": roles, "password": PASSWORD, "badge": null });
        self.ask("admin.add_person", json!({ "person": person }));
    }

    pub fn status(&self, donation: &Value) -> String {
        let unit = self.ask("unit.get", json!({ "donation": donation, "din": null }));
        unit["row"]["status"].as_str().unwrap().to_owned()
    }

    /// Enrols a mother and completes consent and questionnaire.
    pub fn consented(&self, name: &str) -> Value {
        let unit = self.ask(
            "donation.enrol",
            json!({
                "inventory": "public", "due_date": "2026-12-24", "name": name,
                "identity_document": format!("{name}-证件"), "phone": "19912345678",
            }),
        );
        let donation = unit["donation"].clone();
        let consent = json!({
            "donation": donation, "form_version": "2", "scope": ["transplant"], "signed_on": "2026-11-01",
        });
        self.ask("donation.record_consent", consent);
        let form = self.ask("donation.questionnaire", json!({}));
        let answers: Vec<Value> = form["questions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|question| json!({ "question": question["code"], "answer": "no" }))
            .collect();
        let request = json!({ "donation": donation, "form_version": form["version"], "answers": answers });
        self.ask("donation.record_questionnaire", request);
        donation
    }

    /// A collection with plausible values; the number comes from the station's block.
    pub fn collection(&self, donation: &Value) -> Value {
        let now = now_ms();
        json!({
            "donation": donation, "din_source": "block", "din_scan": null, "infant_sex": "female",
            "birth_weight_g": "3350", "gestation_weeks": "39", "gestation_days": "2", "delivery_mode": "vaginal",
            "started_ms": now - 600_000, "ended_ms": now - 300_000, "volume_ml": "98.5", "gross_weight_g": null,
            "bag_lot": "CB2411",
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "a test plays a nurse who looks at the clock")]
pub fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
