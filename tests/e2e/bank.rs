//! A bank that has been at work for long, in the real window: lists, search, history, disagreements to settle.
//! `CORDKEEP_WINDOW_UNITS` says how large.

use std::path::Path;

use anyhow::{Context as _, ensure};
use cordkeep_tests::{Window, cordkeep, until};
use serde_json::{Value, json};

use crate::job::desk::{Desk, id};

const DEMO_PASSWORD: &str = "demo-2026";
const UNITS: &str = "300";

/// Milliseconds from pressing or typing until the page shows what `shown` selects, as the page's own clock has it.
const SHOWN_AFTER: &str = "const [act, shown] = ARGUMENTS; const start = performance.now();
    const done = new Promise(resolve => { const look = () => { if (document.querySelector(shown)) resolve(performance.now() - start);
      else requestAnimationFrame(look); }; act(); look(); }); return done";

#[expect(clippy::print_stdout, reason = "figures for whoever runs it")]
fn measure(window: &Window, what: &str, act: &str, shown: &str) -> anyhow::Result<()> {
    let script = SHOWN_AFTER.replace("ARGUMENTS", &format!("[() => {{ {act} }}, {}]", Value::from(shown)));
    println!("{what}: {:.0} ms", window.eval(&script)?.as_f64().context("it was never shown")?);
    Ok(())
}

fn press(selector: &str) -> String {
    format!("document.querySelector({}).click()", Value::from(selector))
}

fn open_bank(folder: &Path) -> anyhow::Result<Desk> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let units = std::env::var("CORDKEEP_WINDOW_UNITS").unwrap_or_else(|_| UNITS.to_owned());
    let made = cordkeep(&["demo", "--data", path, "--units", &units, "--seed", "7"])?;
    ensure!(made.status.success(), "{made:?}");
    Desk::open(&data)
}

#[test]
fn a_grown_bank_is_searched_read_and_settled() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open_bank(folder.path()).unwrap();
    desk.sign_in_with("quality", DEMO_PASSWORD).unwrap();
    read(&desk).unwrap();
    settle(&desk).unwrap();
    desk.press("sign-out").unwrap();
    desk.sign_in_with("storage", DEMO_PASSWORD).unwrap();
    desk.press("row-T01").unwrap();
    desk.shown("storage-active").unwrap();
    desk.picture("grown-tank").unwrap();
    read_the_tank(&desk).unwrap();
    desk.press("nav-bank").unwrap();
    desk.picture("grown-statistics").unwrap();
    desk.press("sign-out").unwrap();
    desk.sign_in_with("nurse", DEMO_PASSWORD).unwrap();
    lose_the_disk(&desk).unwrap();
}

/// A reading outside the limit is taken only with what was done about it.
fn read_the_tank(desk: &Desk) -> anyhow::Result<()> {
    desk.shown("storage-readings")?;
    desk.window.eval("document.querySelector('[data-testid=storage-readings]').scrollIntoView()")?;
    desk.picture("tank-readings")?;
    desk.put("field-temperature_c", "-149.9")?;
    desk.press("submit-storage-read_tank")?;
    desk.shown_as("problem", "data-code", "storage.reading_action")?;
    desk.put("field-action", "已手动补液")?;
    desk.picture("tank-reading-outside")?;
    desk.press("submit-storage-read_tank")?;
    desk.shown_as("storage-readings", "data-unreviewed", "15")
}

/// The alarm stands on every screen while nothing can be recorded, and goes with the first act that is stored.
fn lose_the_disk(desk: &Desk) -> anyhow::Result<()> {
    let (file, away) = (desk.data.join("bank.db"), desk.data.join("away.db"));
    let mother = json!({
        "inventory": "public", "due_date": "2027-01-01", "name": "王五", "identity_document": "990000", "phone": "199",
    });
    std::fs::rename(&file, &away)?;
    ensure!(desk.rpc("donation.enrol", &mother).is_err(), "a lost disk took a record");
    desk.shown_as("storage-alarm", "data-code", "store.vanished")?;
    desk.picture("storage-alarm")?;
    std::fs::rename(&away, &file)?;
    desk.rpc("donation.enrol", &mother)?;
    until("the alarm to go", || {
        let left =
            desk.window.eval("return document.querySelectorAll('[data-testid=storage-alarm]').length")?;
        Ok((left == 0).then_some(()))
    })
}

fn read(desk: &Desk) -> anyhow::Result<()> {
    let window = &desk.window;
    measure(window, "list", &press(&id("nav-search")), "[data-testid=unit-row] [data-din]")?;
    desk.picture("grown-list")?;
    let last =
        "const rows = document.querySelectorAll('[data-din]'); return rows[rows.length - 1].dataset.din";
    let din = window.eval(last)?.as_str().context("no number")?.to_owned();
    desk.put("field-text", &din)?;
    until("one unit", || {
        Ok((window.eval("return document.querySelectorAll('[data-din]').length")? == 1).then_some(()))
    })?;
    desk.picture("grown-search")?;
    measure(window, "unit", &press("[data-testid=unit-row]"), &id("unit-tab-timeline"))?;
    measure(window, "timeline", &press(&id("unit-tab-timeline")), &id("timeline-event"))?;
    desk.picture("grown-timeline")
}

fn settle(desk: &Desk) -> anyhow::Result<()> {
    let kinds = ["duplicate_position", "duplicate_din", "content_changed_after_release"];
    desk.press("nav-work")?;
    for kind in kinds {
        let item = format!("[data-kind={kind}]");
        desk.window.click(&item)?;
        desk.seen("[data-testid^=work-side-] dl, [data-testid^=work-side-] table")?;
        desk.picture(&format!("work-{}", kind.replace('_', "-")))?;
    }
    desk.window.click("[data-kind=duplicate_position]")?;
    desk.window.click("[data-testid^=field-keep-]")?;
    desk.press("submit-work-resolve")?;
    desk.put("field-reason", "现场核对")?;
    desk.put_all(&[("field-login", "quality"), ("field-password", DEMO_PASSWORD)])?;
    desk.picture("work-sign")?;
    desk.press("signature-submit")?;
    until("the settled item to go", || {
        let left =
            desk.window.eval("return document.querySelectorAll('[data-kind=duplicate_position]').length")?;
        Ok((left == 0).then_some(()))
    })
}
