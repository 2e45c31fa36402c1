//! Printing in the real window: a printer that is off, one that dies in mid-job, one that answers; labels accounted for
//! and a new label scanned and compared.

use anyhow::Context as _;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use crate::job::desk::Desk;

const DEMO_PASSWORD: &str = "demo-2026";

#[test]
fn labels_go_through_the_queue_and_every_one_is_accounted_for() {
    let folder = tempfile::tempdir().unwrap();
    printed(folder.path()).unwrap();
}

/// Counts one label of a template. What was asked before the page opened may still arrive and move the button away from
/// under the pointer; then nothing was counted, and it is pressed again.
fn count_one(desk: &Desk, template: &str) -> anyhow::Result<()> {
    let count = format!(
        "return document.querySelector('[data-testid=\"field-templates-{template}\"]')?.dataset.count"
    );
    let mut asked = 0;
    cordkeep_tests::until("one label", || {
        let counted = desk.window.eval(&count)?;
        if counted == "0" && asked % 20 == 0 {
            desk.press(&format!("more-{template}"))?;
        }
        asked += 1;
        Ok((counted == "1").then_some(()))
    })
}

/// How often the verdict on a label is asked for before the label is scanned again: some six seconds.
const ASKED_MAX: u32 = 120;

/// Scans a label until the window judges it. A driver that stutters within a scan types a text, which is no scan.
fn judged(desk: &Desk, code: &str, good: &str) -> anyhow::Result<()> {
    let verdict = format!(
        "return document.querySelector('[data-testid=\"label-verdict\"][data-good=\"{good}\"]') !== null"
    );
    let mut asked = 0;
    let judged = cordkeep_tests::until("a verdict", || {
        if asked % ASKED_MAX == 0 {
            desk.window.scan(code)?;
        }
        asked += 1;
        Ok((desk.window.eval(&verdict)? == true).then_some(()))
    });
    desk.or_picture(judged)
}

fn printed(folder: &std::path::Path) -> anyhow::Result<()> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let made = cordkeep_tests::cordkeep(&["demo", "--data", path, "--units", "60", "--seed", "7"])?;
    anyhow::ensure!(made.status.success(), "{made:?}");
    let desk = Desk::open(&data)?;
    // A port that nobody listens on, for now.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    desk.sign_in_with("admin", DEMO_PASSWORD)?;
    desk.rpc(
        "printer.set",
        &json!({ "name": "ZT411", "kind": "tcp", "target": format!("127.0.0.1:{port}") }),
    )?;
    desk.press("sign-out")?;
    desk.sign_in_with("quality", DEMO_PASSWORD)?;
    let list = json!({
        "statuses": ["stored"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1,
    });
    let unit = desk.rpc("unit.list", &list)?["rows"][0].clone();
    let din = unit["din"].as_str().context("a number")?.to_owned();
    desk.press("nav-printing")?;
    desk.shown("empty-state")?;
    desk.window.scan(&format!("&d{din}00"))?;
    desk.shown("field-templates-cryo_bag")?;
    count_one(&desk, "cryo_bag")?;
    count_one(&desk, "tube")?;
    desk.press("field-printer-ZT411")?;
    // The demo printed this unit's tubes long ago.
    desk.put("field-reprint_reason", "cryo bag to be labelled")?;
    desk.picture("printing-unit")?;
    desk.press("submit-label-print")?;
    desk.shown_as("print-job-1", "data-state", "failed")?;
    desk.shown("nav-printing-count")?;
    desk.press("printing-back")?;
    desk.picture("printing-failed")?;
    // On again, but it dies in mid-job; the next connection is answered.
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    thread::spawn(move || {
        for (number, stream) in listener.incoming().flatten().enumerate() {
            let mut stream = stream;
            let mut bytes = vec![0; 64];
            if number > 0 {
                let _ = stream.read_to_end(&mut bytes).and_then(|_| stream.write_all(b"OK"));
            } else {
                let _ = stream.read_exact(&mut bytes);
            }
        }
    });
    desk.press("print-retry-1")?;
    desk.shown_as("print-job-1", "data-state", "uncertain")?;
    desk.picture("printing-doubt")?;
    desk.press("print-nothing-1")?;
    desk.put("field-reason", "no paper moved")?;
    desk.press("submit-print-settle")?;
    desk.shown_as("print-job-1", "data-state", "cancelled")?;
    desk.press("print-unit-1")?;
    desk.shown_as("label-count-cryo_bag", "data-open", "0")?;
    // Until the job that is settled has gone from the page, what is pressed may move away from under the pointer.
    let gone = "return document.querySelector('[data-testid=\"print-job-1\"]') === null";
    cordkeep_tests::until("the settled job to go", || Ok((desk.window.eval(gone)? == true).then_some(())))?;
    count_one(&desk, "cryo_bag")?;
    desk.press("field-printer-ZT411")?;
    // Nothing came out before, so this is the first on paper.
    desk.press("submit-label-print")?;
    desk.shown_as("label-count-cryo_bag", "data-open", "1")?;
    // A label of another unit, and the right one.
    judged(&desk, &format!("&d{}99999900", &din[..7]), "false")?;
    desk.picture("printing-wrong-label")?;
    desk.window.scan(&format!("&d{din}00"))?;
    desk.press("field-template-cryo_bag")?;
    judged(&desk, &format!("&d{din}00"), "true")?;
    desk.press("labels-applied")?;
    desk.press("submit-label-account")?;
    desk.shown_as("label-count-cryo_bag", "data-open", "0")?;
    desk.picture("printing-accounted")?;
    let history = desk.rpc("unit.timeline", &json!({ "donation": unit["donation"], "din": null }))?;
    let kinds: Vec<&Value> =
        history["events"].as_array().context("events")?.iter().map(|event| &event["kind"]).collect();
    for (kind, times) in [("labels.printed", 3), ("labels.accounted", 2), ("label.verified", 3)] {
        let found = kinds.iter().filter(|found| **found == kind).count();
        anyhow::ensure!(found == times, "{kind}: {found} in {history}");
    }
    Ok(())
}
