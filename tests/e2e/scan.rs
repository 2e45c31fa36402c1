//! Scans in the real window with real keys: the same verdict wherever the focus is, and nothing left in the field it fell into.

use anyhow::Context as _;
use cordkeep_tests::until;
use serde_json::{Value, json};

use crate::job::desk::{Desk, id};

/// A driver on a busy machine may stutter within a scan; then it is scanned again.
const SCANS_MAX: u32 = 40;

/// The form of a collection wants a bag or a lot.
const VERDICTS: [(&str, &str); 9] = [
    ("=W00001642817500", "good"),
    ("]C1=W00001642817507", "good"),
    ("&lPL-2026/07", "good"),
    ("&-00001234rZ", "good"),
    ("&pT01-R01-S001", "scan.wrong_kind"),
    ("=%6200", "scan.wrong_kind"),
    ("=W000016428", "scan.half"),
    ("W000016428175 2", "scan.check_character"),
    ("=>026366", "scan.date"),
];

/// A text box, a number box, nowhere.
const FOCUSES: [Option<&str>; 3] = [Some("field-started_ms"), Some("field-birth_weight_g"), None];

fn answer(desk: &Desk, focus: Option<&str>, code: &str) -> anyhow::Result<String> {
    let heard = code.trim_start_matches("]C1");
    for _ in 0..SCANS_MAX {
        desk.window.eval(
            "document.querySelectorAll('[data-testid=scan-good],[data-testid=scan-bad]')\
             .forEach(said => said.dataset.old = 'yes'); document.activeElement.blur()",
        )?;
        let before = match focus {
            Some(field) => {
                desk.press(field)?;
                Some((field, desk.window.value(&id(field))?))
            }
            None => None,
        };
        desk.window.scan(code)?;
        let script = "const said = document.querySelector('[data-testid=scan-good]:not([data-old]),\
             [data-testid=scan-bad]:not([data-old])'); return said && [said.textContent, \
             said.querySelector('[data-code]')?.dataset.code ?? said.dataset.code ?? 'good']";
        let mut asked = 0;
        let said = until("an answer to a scan", || {
            let said = desk.window.eval(script)?;
            asked += 1;
            Ok((!said.is_null() || asked > 80).then_some(said))
        });
        let said: Value = desk.or_picture(said)?;
        if said[0].as_str().is_some_and(|text| text.contains(heard)) {
            if let Some((field, value)) = before {
                let now = desk.window.value(&id(field))?;
                anyhow::ensure!(now == value, "{code} left {now:?} in {field}, which held {value:?}");
            }
            return said[1].as_str().map(str::to_owned).context("no verdict");
        }
    }
    anyhow::bail!("the driver never typed {code} in one burst")
}

#[test]
fn a_scan_is_judged_alike_in_a_text_box_in_a_number_box_and_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(folder.path()).unwrap();
    desk.window.press("打开演示库").unwrap();
    desk.sign_in_with("nurse", "demo-2026").unwrap();
    open_a_collection(&desk).unwrap();
    let mut wrong = Vec::new();
    for focus in FOCUSES {
        for (code, verdict) in VERDICTS {
            let found = answer(&desk, focus, code).unwrap();
            if found != verdict {
                wrong.push(format!("{code} in {}: {found}, not {verdict}", focus.unwrap_or("nothing")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    desk.picture("scan-refused").unwrap();
}

/// By the program as far as no scan is wanted, then by hand.
fn open_a_collection(desk: &Desk) -> anyhow::Result<()> {
    desk.press("nav-collection")?;
    desk.press("collection-new")?;
    desk.put_all(&[
        ("field-name", "王五"),
        ("field-identity_document", "110101199001011234"),
        ("field-phone", "19912345678"),
        ("field-due_date", "2026-12-24"),
    ])?;
    desk.press_all(&["field-inventory-public", "submit-donation-enrol"])?;
    desk.shown_as("step-consent", "data-state", "open")?;
    desk.put("field-form_version", "2")?;
    desk.press_all(&["field-scope-transplant", "submit-donation-record_consent"])?;
    desk.shown_as("step-questionnaire", "data-state", "open")?;
    let path = desk.window.eval("return location.href")?;
    let donation = path.as_str().and_then(|path| path.rsplit('/').next()).context("no donation")?;
    let form = desk.rpc("donation.questionnaire", &json!({}))?;
    let questions = form["questions"].as_array().context("no questions")?;
    let answers: Vec<Value> =
        questions.iter().map(|question| json!({ "question": question["code"], "answer": "no" })).collect();
    let request = json!({ "donation": donation, "form_version": form["version"], "answers": answers });
    desk.rpc("donation.record_questionnaire", &request)?;
    desk.shown_as("step-collection", "data-state", "open")
}

#[test]
fn what_a_scanner_is_set_to_add_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(folder.path()).unwrap();
    desk.window.press("打开演示库").unwrap();
    desk.sign_in_with("admin", "demo-2026").unwrap();
    desk.press_all(&["nav-admin", "admin-tab-printers", "admin-scanner"]).unwrap();
    desk.put_all(&[("field-prefix", "S:"), ("field-suffix", "0")]).unwrap();
    desk.press("submit-settings-set_scanner").unwrap();
    desk.seen("[data-code=\"scanner.affix\"]").unwrap();
    desk.picture("scanner-affix-refused").unwrap();
    desk.put("field-suffix", "~").unwrap();
    desk.press("submit-settings-set_scanner").unwrap();
    desk.window.see_no("扫描枪可以设置").unwrap();
    // The window says what it took for the code.
    let set = desk.rpc("session.state", &json!({})).unwrap();
    assert_eq!(set["scanner"], json!({ "prefix": "S:", "suffix": "~", "pairs": false }));
    let heard = until("a scan without its affixes", || {
        desk.window.scan("S:=W00001642817500~")?;
        let script = "return document.querySelector('[data-testid=scan-bad] code')?.textContent";
        Ok(desk.window.eval(script)?.as_str().filter(|text| text.starts_with('=')).map(str::to_owned))
    });
    assert_eq!(desk.or_picture(heard).unwrap(), "=W00001642817500");
}
