//! A bank is founded at the laboratory; the hospital and the office join it.

use std::path::Path;

use anyhow::Context as _;
use cordkeep_tests::{Centre, until};
use serde_json::{Value, json};

use crate::job::desk::{Desk, PASSPHRASE, PASSWORD, id};

/// What the administrator gives; the person changes it.
const FIRST_PASSWORD: &str = "winter-orchid-4";

/// Login, name and roles of everybody but the administrator.
const PEOPLE: [(&str, &str, &[&str]); 7] = [
    ("nurse", "李护士", &["nurse"]),
    ("lab", "王技师", &["reception", "processing", "test_lab"]),
    ("lab2", "赵技师", &["processing"]),
    ("storage", "陈库管", &["storage"]),
    ("quality", "刘质控", &["quality"]),
    ("manager", "周主任", &["manager"]),
    ("director", "孙主任医师", &["medical_director"]),
];

/// The three stations of the bank.
pub struct Bank {
    pub hospital: Desk,
    pub lab: Desk,
    pub office: Desk,
}

impl Bank {
    pub fn found(folder: &Path, centre: &Centre) -> anyhow::Result<Self> {
        let lab = Desk::open(&folder.join("lab"))?;
        create(&lab)?;
        connect(&lab, centre)?;
        furnish(&lab)?;
        lab.exchange()?;
        let bank = centre.command(&["stations"])?[0]["bank"].as_str().context("no bank")?.to_owned();
        let code = |site: &str| centre.code_for_station(&bank, &site_of(&lab, site)?);
        let hospital = join(&folder.join("hospital"), "hospital", &code("HOSP")?, centre)?;
        let office = join(&folder.join("office"), "office", &code("LAB")?, centre)?;
        assign_block(&lab, &hospital)?;
        Ok(Self { hospital, lab, office })
    }
}

fn create(lab: &Desk) -> anyhow::Result<()> {
    lab.shown("setup-demo")?;
    lab.picture("setup")?;
    lab.press("setup-create")?;
    lab.put_all(&[
        ("field-name_zh", "测试脐血库"),
        ("field-name_en", "Test Cord Blood Bank"),
        ("field-licence_number", "L-1"),
        ("field-address", "海淀区一号"),
    ])?;
    lab.picture("setup-bank")?;
    lab.press_all(&["setup-next", "field-scheme-local"])?;
    lab.put("field-facility", "A9999")?;
    lab.picture("setup-numbering")?;
    lab.press("setup-next")?;
    lab.put_all(&[
        ("field-site.name_zh", "实验室"),
        ("field-site.name_en", "Laboratory"),
        ("field-site.code", "LAB"),
        ("field-station_name", "lab-1"),
    ])?;
    lab.press_all(&["field-site.kind-laboratory", "field-site.personal_data-withheld"])?;
    lab.picture("setup-place")?;
    lab.press("setup-next")?;
    lab.put_all(&[
        ("field-administrator.name", "管理员"),
        ("field-administrator.login", "admin"),
        ("field-administrator.password", PASSWORD),
        ("field-password_again", PASSWORD),
    ])?;
    lab.picture("setup-admin")?;
    lab.press("setup-next")?;
    lab.put_all(&[("field-passphrase", PASSPHRASE), ("field-passphrase_again", PASSPHRASE)])?;
    lab.picture("setup-protect")?;
    lab.press("submit-setup-create_bank")?;
    lab.shown("recovery-key")?;
    lab.picture("setup-recovery")?;
    type_recovery_key_back(lab)?;
    lab.shown("sign-in-login")?;
    lab.picture("sign-in")?;
    lab.sign_in("admin")
}

/// What is shown once is hidden and typed back; a slip of the pen is told.
fn type_recovery_key_back(desk: &Desk) -> anyhow::Result<()> {
    desk.shown("recovery-key")?;
    let key = desk.window.text(&id("recovery-key"))?;
    desk.press("recovery-written")?;
    desk.put("field-recovery_key", "ABCD EFGH")?;
    desk.press("submit-setup-check_recovery")?;
    desk.shown_as("problem", "data-code", "setup.recovery_wrong")?;
    desk.picture("setup-recovery-check")?;
    desk.put("field-recovery_key", &key.split_whitespace().collect::<String>().to_lowercase())?;
    desk.press("submit-setup-check_recovery")
}

fn connect(lab: &Desk, centre: &Centre) -> anyhow::Result<()> {
    lab.press_all(&["nav-admin", "admin-tab-centre"])?;
    lab.put_all(&[("field-centre_url", &centre.url()), ("field-code", &centre.code_for_new_bank()?)])?;
    lab.press("submit-sync-connect")?;
    lab.shown_as("footer-sync", "data-state", "up_to_date")
}

fn furnish(lab: &Desk) -> anyhow::Result<()> {
    lab.press_all(&["admin-tab-sites", "admin-add-site"])?;
    lab.put_all(&[
        ("field-site.code", "HOSP"),
        ("field-site.name_zh", "第一医院"),
        ("field-site.name_en", "First Hospital"),
    ])?;
    lab.press_all(&[
        "field-site.kind-collection_point",
        "field-site.personal_data-withheld",
        "submit-admin-add_site",
    ])?;
    lab.window.see("第一医院")?;
    lab.press_all(&["admin-tab-tanks", "admin-add-tank"])?;
    lab.put_all(&[
        ("field-room", "LN-1"),
        ("field-code", "T01"),
        ("field-racks", "4"),
        ("field-slots", "12"),
    ])?;
    lab.press_all(&["field-purpose-permanent", "submit-admin-add_tank"])?;
    lab.window.see("T01")?;
    // One through the window, the others as the window would.
    let [(login, name, roles), others @ ..] = PEOPLE;
    lab.press_all(&["admin-tab-people", "admin-add-person"])?;
    lab.put_all(&[("field-person.name", name), ("field-person.login", login)])?;
    roles.iter().try_for_each(|role| lab.press(&format!("field-person.roles-{role}")))?;
    lab.put("field-person.password", FIRST_PASSWORD)?;
    lab.picture("admin-person")?;
    lab.press("submit-admin-add_person")?;
    lab.window.see(name)?;
    for (login, name, roles) in others {
        let person = json!({ "login": login, "name": name, "roles": roles, "password": FIRST_PASSWORD, "badge": null });
        lab.rpc("admin.add_person", &json!({ "person": person }))?;
    }
    change_first_passwords(lab)
}

/// Everybody changes the password that the administrator gave, as the window would; then the administrator goes on.
fn change_first_passwords(lab: &Desk) -> anyhow::Result<()> {
    for (login, ..) in PEOPLE {
        lab.rpc("session.sign_in", &json!({ "login": login, "password": FIRST_PASSWORD }))?;
        let change = json!({ "password": FIRST_PASSWORD, "new_password": PASSWORD });
        lab.rpc("session.change_password", &change)?;
    }
    lab.rpc("session.sign_in", &json!({ "login": "admin", "password": PASSWORD }))?;
    // The page followed every change of operator; a fresh one shows the last.
    lab.window.eval("window.stale = true; location.reload()")?;
    until("a fresh page", || Ok(lab.window.eval("return window.stale === true")?.eq(&false).then_some(())))?;
    lab.shown("sign-out")?;
    lab.press("nav-admin")
}

/// A new station joins by a one-time code of the centre.
fn join(data: &Path, name: &str, code: &str, centre: &Centre) -> anyhow::Result<Desk> {
    let desk = Desk::open(data)?;
    desk.press("setup-join")?;
    desk.put_all(&[
        ("field-centre_url", &centre.url()),
        ("field-code", code),
        ("field-station_name", name),
        ("field-passphrase", PASSPHRASE),
        ("field-passphrase_again", PASSPHRASE),
    ])?;
    desk.press("field-more")?;
    desk.shown("field-ca_pem")?;
    desk.picture("setup-join")?;
    desk.press("field-more")?;
    desk.press("submit-setup-join")?;
    type_recovery_key_back(&desk)?;
    desk.shown("sign-in-login")?;
    Ok(desk)
}

/// The founding station hears of the hospital's and gives it its numbers.
fn assign_block(lab: &Desk, hospital: &Desk) -> anyhow::Result<()> {
    lab.exchange()?;
    lab.press("admin-tab-stations")?;
    lab.window.see("hospital")?;
    lab.press("admin-assign-block")?;
    lab.press("field-station")?;
    lab.window.press("hospital")?;
    lab.press("submit-admin-assign_block")?;
    lab.exchange()?;
    for tab in ["sites", "stations", "people", "tanks", "printers", "centre", "backup", "ledger"] {
        lab.press(&format!("admin-tab-{tab}"))?;
        lab.shown_as(&format!("admin-tab-{tab}"), "aria-selected", "true")?;
        lab.picture(&format!("admin-{tab}"))?;
    }
    hospital.sign_in("nurse")?;
    until("the hospital's block", || {
        hospital.exchange()?;
        let next = hospital.rpc("donation.next_din", &json!({}))?;
        Ok(next["remaining"].as_u64().filter(|count| *count > 0).map(drop))
    })
}

fn site_of(lab: &Desk, code: &str) -> anyhow::Result<String> {
    let overview = lab.rpc("admin.overview", &json!({}))?;
    let sites = overview["sites"].as_array().context("no sites")?;
    let site = sites.iter().find(|site| site["code"] == code).and_then(|site: &Value| site["site"].as_str());
    site.map(str::to_owned).with_context(|| format!("no site {code}"))
}
