//! The administrator's page of the real centre, in a real browser and in both languages: stations are enrolled by codes that it
//! made, one is copied and shut out, and revoked from there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use app::{App, AppOptions};
use cordkeep_tests::{Centre, Postgres, Window, free_port, until};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

use crate::job::desk::{PASSPHRASE, PASSWORD};

struct Station(Arc<App>);

impl Drop for Station {
    fn drop(&mut self) {
        self.0.shut_down();
    }
}

impl Station {
    fn open(folder: &Path) -> Self {
        Self(App::open(AppOptions { data_dir: folder.to_owned() }).unwrap())
    }

    fn ask(&self, command: &str, request: Value) -> Value {
        self.0.call(command, request).unwrap_or_else(|problem| panic!("{command}: {problem}"))
    }

    fn sign_in(&self) {
        self.ask("session.sign_in", json!({ "login": "admin", "password": PASSWORD }));
    }

    fn until_state(&self, wanted: &str) {
        until(wanted, || {
            let status = self.ask("sync.status", json!({}));
            Ok((status["state"] == wanted && (wanted == "refused" || status["waiting"] == 0)).then_some(()))
        })
        .unwrap();
    }
}

/// A bank's first station, and a hospital that it knows of.
fn founded(folder: &Path) -> (Station, String) {
    let station = Station::open(folder);
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
    station.sign_in();
    let hospital = json!({
        "code": "HOSP", "name_zh": "第一医院", "name_en": "First Hospital", "kind": "collection_point",
        "personal_data": "withheld",
    });
    let overview = station.ask("admin.add_site", json!({ "site": hospital }));
    let sites = overview["sites"].as_array().unwrap();
    let site = sites.iter().find(|site| site["code"] == "HOSP").unwrap()["site"].as_str().unwrap().to_owned();
    (station, site)
}

struct Desk {
    window: Window,
    url: String,
}

impl Desk {
    fn go(&self, path: &str) {
        self.window.go(&format!("{}{path}", self.url)).unwrap();
    }

    /// A page in both languages: what axe finds, and a picture of each.
    fn pictures(&self, path: &str, name: &str) {
        for language in ["en", "zh-CN"] {
            self.go(&format!("{path}?language={language}"));
            self.window.find(&format!("html[lang={language}] h1")).unwrap();
            self.window.accessible(&format!("{path} in {language}")).unwrap();
            self.window.screenshot(&format!("centre-{name}-{language}")).unwrap();
        }
    }

    /// Where a link leads, as it is written.
    fn leads(&self, link: &str) -> String {
        self.window.find(link).unwrap();
        let path = format!("return document.querySelector(\"{link}\").getAttribute('href')");
        self.window.eval(&path).unwrap().as_str().unwrap().to_owned()
    }

    fn make_code(&self, place: &str) -> String {
        self.go("/codes");
        until(place, || {
            let chosen = format!(
                "const list = document.getElementById('place'); list.value = '{place}'; return list.value"
            );
            let value = self.window.eval(&chosen)?;
            if value == place {
                return Ok(Some(()));
            }
            self.go("/codes");
            Ok(None)
        })
        .unwrap();
        self.window.press("生成新代码").unwrap();
        self.window.text("output").unwrap()
    }

    /// Loads a page until it shows a text.
    fn shows(&self, path: &str, text: &str) {
        until(text, || {
            self.go(path);
            Ok(self.window.page_text()?.contains(text).then_some(()))
        })
        .unwrap_or_else(|error| panic!("{error:#}: {}", self.window.state()));
    }
}

fn copied(from: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    copy
}

// requirement: 11.10(d), Annex 11 §12
#[test]
fn the_centre_is_looked_after_from_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let address = format!("127.0.0.1:{}", free_port().unwrap());
    let options = ["--page", &address, "--database-folder", "/"];
    let centre = Centre::start_with(&postgres, "page", &options).unwrap();
    let made = centre.command(&["page-access", "--name", "王工"]).unwrap();
    let access = made[0]["code"].as_str().unwrap();
    let url = format!("http://{address}");
    let window = Window::browse(&folder.path().join("browser"), &format!("{url}/")).unwrap();
    let desk = Desk { window, url };
    desk.pictures("/sign-in", "sign-in");
    desk.window.fill("访问代码", "AAAAA-AAAAA-AAAAA-AAAAA").unwrap();
    desk.window.press("登录").unwrap();
    desk.window.see("访问代码不对").unwrap();
    desk.window.fill("访问代码", access).unwrap();
    desk.window.press("登录").unwrap();
    // Whoever mistyped waits a moment; a field that the page let go of meanwhile is not waited for.
    let again = format!(
        "const code = document.getElementById('code'); if (code) {{ code.value = '{access}'; code.form.requestSubmit(); }}"
    );
    until("to be let in", || {
        if desk.window.page_text()?.contains("还没有血库接入") {
            return Ok(Some(()));
        }
        desk.window.eval(&again)?;
        Ok(None)
    })
    .unwrap();

    let (lab, hospital_site) = founded(&folder.path().join("lab"));
    lab.ask("sync.connect", json!({ "centre_url": centre.url(), "code": desk.make_code("new") }));
    lab.0.start_background();
    lab.until_state("up_to_date");
    let bank = centre.command(&["stations"]).unwrap()[0]["bank"].as_str().unwrap().to_owned();
    let code = desk.make_code(&format!("{bank}:{hospital_site}"));
    desk.window.screenshot("centre-code-fresh").unwrap();
    let hospital = Station::open(&folder.path().join("hospital"));
    let join = json!({
        "centre_url": centre.url(), "code": code, "station_name": "hospital-1", "passphrase": PASSPHRASE,
    });
    hospital.ask("setup.join", join);
    hospital.0.start_background();
    hospital.until_state("up_to_date");
    desk.shows("/", "hospital-1");
    // Both have read everything there is, and so the page says after their next question.
    until("nothing to be left unread", || {
        desk.go("/");
        let text = desk.window.page_text()?;
        Ok((text.matches("0 / 0").count() == 2 && text.contains("第一医院")).then_some(()))
    })
    .unwrap();
    desk.pictures("/", "stations");

    let copy = copied(&folder.path().join("hospital"));
    hospital.sign_in();
    hospital.until_state("up_to_date");
    let copied = Station::open(copy.path());
    copied.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    copied.0.start_background();
    copied.until_state("refused");
    hospital.sign_in();
    hospital.ask("sync.now", json!({}));
    hospital.until_state("refused");
    desk.shows("/", "同一工作站出现两份历史");
    desk.shows("/", "个数据页在隔离区");
    desk.pictures("/", "alarm");
    let path = desk.leads(".alarm tbody a");
    desk.pictures(&path, "station");
    let page = desk.leads("a[href*='/quarantine/']");
    desk.pictures(&page, "evidence");

    desk.pictures(&format!("{path}/revoke"), "revoke");
    desk.window.fill("输入工作站名称“hospital-1”以确认", "hospital").unwrap();
    desk.window.fill("停用原因", "数据被复制").unwrap();
    desk.window.press("停用此工作站").unwrap();
    desk.window.see("输入的名称与工作站名称不同").unwrap();
    desk.window.fill("输入工作站名称“hospital-1”以确认", "hospital-1").unwrap();
    desk.window.press("停用此工作站").unwrap();
    desk.window.see("已停用").unwrap();
    let status = |name: &str| {
        let stations = centre.command(&["stations"]).unwrap();
        stations.iter().find(|one| one["name"] == name).unwrap()["status"].clone()
    };
    assert_eq!((status("hospital-1"), status("lab-1")), (json!("revoked"), json!("active")));

    desk.pictures("/codes", "codes");
    desk.pictures("/capacity", "capacity");
    desk.pictures("/acts", "acts");
    desk.window.see("数据被复制").unwrap();
    desk.window.press("退出").unwrap();
    desk.window.find("#code").unwrap();
    desk.go("/acts");
    desk.window.find("#code").unwrap();
    lab.until_state("up_to_date");
}
