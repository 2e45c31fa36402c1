//! A station as the tests use it: the application itself on a folder of its own.

use app::{App, AppOptions};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};

pub const PASSPHRASE: &str = "winter cherry";
pub const PASSWORD: &str = "plum-blossom-9";
/// What an administrator gives; the person changes it.
pub const FIRST_PASSWORD: &str = "winter-orchid-4";

pub struct Station(pub Arc<App>);

impl Drop for Station {
    fn drop(&mut self) {
        self.0.shut_down();
    }
}

impl Station {
    pub fn open(folder: &Path) -> Self {
        Self::try_open(folder).expect("station opens")
    }

    pub fn try_open(folder: &Path) -> Result<Self, api::Problem> {
        App::open(AppOptions { data_dir: folder.to_owned() }).map(Self)
    }

    /// On a machine whose clocks a test moves.
    pub fn open_on(folder: &Path, clocks: &Clocks) -> Self {
        let options = AppOptions { data_dir: folder.to_owned() };
        Self(App::open_on(options, Box::new(clocks.clone())).expect("station opens"))
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
        station.found();
        station
    }

    /// Creates the bank and signs its administrator in.
    pub fn found(&self) {
        self.found_with("local");
    }

    /// The same with numbers of this scheme.
    pub fn found_with(&self, scheme: &str) {
        let station = self;
        station.ask(
            "setup.create_bank",
            json!({
                "name_zh": "测试脐血库", "name_en": "Test Cord Blood Bank", "licence_number": "L-1", "address": "",
                "scheme": scheme, "facility": "A9999",
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

    /// Adds a person, who changes the first password to [`PASSWORD`]; the administrator `admin` stays signed in.
    pub fn hire(&self, login: &str, name: &str, roles: &[&str]) {
        let person = json!({ "login": login, "name": name, "roles": roles, "password": FIRST_PASSWORD, "badge": null });
        self.ask("admin.add_person", json!({ "person": person }));
        self.ask("session.sign_in", json!({ "login": login, "password": FIRST_PASSWORD }));
        let change = json!({ "password": FIRST_PASSWORD, "new_password": PASSWORD });
        self.ask("session.change_password", change);
        self.sign_in("admin");
    }

    /// Approves what the bank works by and confirms its limits, as somebody who may; that person stays signed in.
    pub fn approve_procedures(&self, login: &str) {
        self.sign_in(login);
        let list = self.ask("procedure.list", json!({}));
        // Of the shipped procedures the short one, which every walk through the laboratory here goes by.
        let used = |procedure: &&Value| {
            procedure["code"] == "processing-hes"
                || procedure["code"] == "template-cn" && procedure["version"] == "1"
        };
        for procedure in list["procedures"].as_array().unwrap().iter().filter(used) {
            let request = json!({
                "kind": procedure["kind"], "code": procedure["code"], "version": procedure["version"],
                "digest": procedure["digest"], "effective_ms": null, "login": login, "password": PASSWORD,
            });
            self.ask("procedure.approve", request);
        }
        self.confirm_limits(login, "template-cn", "1");
    }

    /// Confirms every limit of a norm profile that the bank has not confirmed, with the value that it shows.
    pub fn confirm_limits(&self, login: &str, code: &str, version: &str) {
        self.sign_in(login);
        let list = self.ask("procedure.list", json!({}));
        let procedures = list["procedures"].as_array().unwrap();
        let shown = procedures.iter().find(|p| p["code"] == code && p["version"] == version).unwrap();
        let open = shown["lines"].as_array().unwrap().iter().filter(|line| line["confirmed"] == false);
        let limits: Vec<Value> = open
            .map(|line| json!({ "limit": line["code"], "min": line["min"], "max": line["max"], "reason": null }))
            .collect();
        let request = json!({
            "code": code, "version": version, "digest": shown["digest"], "limits": limits, "login": login,
            "password": PASSWORD,
        });
        self.ask("limit.confirm", request);
    }

    /// The account of a sign-in name, as the administrator sees it.
    pub fn account(&self, login: &str) -> Value {
        let overview = self.ask("admin.overview", json!({}));
        let people = overview["people"].as_array().unwrap();
        people.iter().find(|person| person["login"] == login).expect(login).clone()
    }

    pub fn status(&self, donation: &Value) -> String {
        let unit = self.ask("unit.get", json!({ "donation": donation, "din": null }));
        unit["row"]["status"].as_str().unwrap().to_owned()
    }

    /// Enrols a mother and completes consent and questionnaire.
    pub fn consented(&self, name: &str) -> Value {
        self.consented_as(name, &format!("{name}-证件"), "19912345678")
    }

    /// As [`Self::consented`], with her document and telephone number.
    pub fn consented_as(&self, name: &str, document: &str, phone: &str) -> Value {
        let donation = self.ask("donation.enrol", mother(name, document, phone))["donation"].clone();
        self.ask("donation.record_consent", consent(&donation));
        let form = self.ask("donation.questionnaire", json!({}));
        self.ask("donation.record_questionnaire", answers(&donation, &form));
        donation
    }

    /// A collection with plausible values; the number comes from the station's block.
    pub fn collection(&self, donation: &Value) -> Value {
        collection(donation)
    }
}

/// Enrols a mother.
pub fn mother(name: &str, document: &str, phone: &str) -> Value {
    json!({
        "inventory": "public", "due_date": "2026-12-24", "name": name, "identity_document": document, "phone": phone,
    })
}

/// Her consent.
pub fn consent(donation: &Value) -> Value {
    json!({ "donation": donation, "form_version": "2", "scope": ["transplant"], "signed_on": "2026-11-01" })
}

/// Her answers to a questionnaire, all of them no.
pub fn answers(donation: &Value, form: &Value) -> Value {
    let questions = form["questions"].as_array().unwrap().iter();
    let answers: Vec<Value> =
        questions.map(|question| json!({ "question": question["code"], "answer": "no" })).collect();
    json!({ "donation": donation, "form_version": form["version"], "answers": answers })
}

/// A collection with plausible values; the number comes from the station's block.
pub fn collection(donation: &Value) -> Value {
    let now = now_ms();
    json!({
        "donation": donation, "din_source": "block", "din_scan": null, "infant_sex": "female",
        "birth_weight_g": "3350", "gestation_weeks": "39", "gestation_days": "2", "delivery_mode": "vaginal",
        "started_ms": now - 600_000, "ended_ms": now - 300_000, "volume_ml": "98.5", "gross_weight_g": null,
        "bag_lot": "CB2411",
    })
}

/// The clocks of a machine, moved by hand. Clones are the same machine.
#[derive(Clone)]
pub struct Clocks(Arc<Mutex<(i64, u64, u8)>>);

impl Clocks {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new((now_ms(), 0, 1))))
    }

    /// Time passes.
    pub fn pass(&self, minutes: i64) {
        let mut at = self.0.lock().unwrap();
        at.0 += minutes * 60_000;
        at.1 += u64::try_from(minutes).unwrap() * 60_000;
    }

    /// Somebody sets the wall clock; no time passes.
    pub fn set_forward(&self, minutes: i64) {
        self.0.lock().unwrap().0 += minutes * 60_000;
    }

    /// The machine starts anew: the monotonic clock begins again under another name.
    pub fn restart(&self) {
        let mut at = self.0.lock().unwrap();
        at.1 = 0;
        at.2 += 1;
    }
}

impl app::Host for Clocks {
    fn now_ms(&self) -> i64 {
        self.0.lock().unwrap().0
    }

    fn monotonic_ms(&self) -> u64 {
        self.0.lock().unwrap().1
    }

    fn boot(&self) -> [u8; 16] {
        [self.0.lock().unwrap().2; 16]
    }

    fn random(&self, buffer: &mut [u8]) {
        app::SystemHost::default().random(buffer);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test plays a nurse who looks at the clock")]
pub fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// The day of a moment in UTC.
pub fn day_of(at_ms: i64) -> String {
    // Days since 0000-03-01, so that the leap day ends a year.
    let days = at_ms.div_euclid(86_400_000) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * march + 2) / 5 + 1, if march < 10 { march + 3 } else { march - 9 });
    format!("{}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}
