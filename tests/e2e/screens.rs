//! Every screen of a bank at work, as each operator sees it: axe finds nothing grave in it, in both languages, and all
//! of it can be operated without a pointer.

use std::{collections::BTreeSet, time::Duration};

use anyhow::{Context as _, bail};
use cordkeep_tests::{Key, cordkeep, until};
use serde_json::{Value, json};

use crate::job::desk::Desk;

const DEMO_PASSWORD: &str = "demo-2026";

/// Who sees, between them, every screen; each view is looked at where it is first seen.
const OPERATORS: [&str; 8] =
    ["nurse", "courier", "lab", "storage", "quality", "manager", "admin", "director"];

/// All screens, their tabs and what opens in them: fewer are a walk that went past some.
const VIEWS_MIN: usize = 60;

/// What was looked at, and all that was wrong with it.
#[derive(Default)]
struct Walk {
    seen: BTreeSet<String>,
    faults: Vec<String>,
}

/// The test ids of the screens that the operator sees.
const SCREENS: &str =
    "return [...document.querySelectorAll('a[data-testid^=nav-]')].map(link => link.dataset.testid)";

/// The test ids of the tabs on the page, and of the first thing in a list that opens a page of its own.
const TABS: &str = "return [...document.querySelectorAll('main [role=tab][data-testid]:not(:disabled)')].map(tab => tab.dataset.testid)";
const OPEN_FIRST: &str =
    "const row = document.querySelector('main [data-testid^=row-], main [data-clickable][role=row]');
    row?.click(); return row !== null";

/// The test ids of the buttons of the page that open a dialog; of many that say the same, the first.
const OPENERS: &str =
    "const all = [...document.querySelectorAll('main [aria-haspopup=dialog][data-testid]:not(:disabled)')];
    const says = one => one.getAttribute('aria-label') ?? one.textContent;
    return all.filter((one, at) => one.checkVisibility() && all.findIndex(other => says(other) === says(one)) === at)
        .map(one => one.dataset.testid)";

/// How often Escape is pressed, and looked for what it does.
const ESCAPES_MAX: usize = 2;
const LOOKS: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Whether a dialog is open.
const DIALOG: &str = "return document.querySelector('[aria-modal=true]') !== null";

/// Until nothing on the page says that it is still being read.
const LOADED: &str = "return document.querySelector('main') !== null && document.querySelector('main [aria-busy=true], main [data-testid=loading]') === null";

#[test]
fn every_screen_is_accessible_and_works_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    let made = cordkeep(&["demo", "--data", data.to_str().unwrap(), "--units", "60", "--seed", "7"]).unwrap();
    assert!(made.status.success(), "{made:?}");
    let desk = Desk::open(&data).unwrap();
    let mut walk = Walk::default();
    for operator in OPERATORS {
        desk.sign_in_with(operator, DEMO_PASSWORD).unwrap();
        for screen in texts(&desk, SCREENS).unwrap() {
            look(&desk, &screen, &mut walk)
                .unwrap_or_else(|fault| walk.faults.push(format!("{screen}: {fault:#}")));
        }
        if operator == "lab" {
            bench(&desk, &mut walk).unwrap_or_else(|fault| walk.faults.push(format!("the bench: {fault:#}")));
        }
        desk.press("sign-out").unwrap();
    }
    assert!(walk.seen.len() > VIEWS_MIN, "{:?}", walk.seen);
    assert!(walk.faults.is_empty(), "{} faults\n{}", walk.faults.len(), walk.faults.join("\n\n"));
}

/// The screen, each of its tabs, and what opens behind the first row of its list: a page with its tabs, or a dialog.
fn look(desk: &Desk, screen: &str, walk: &mut Walk) -> anyhow::Result<()> {
    desk.press(screen)?;
    let name = screen.trim_start_matches("nav-");
    page(desk, name, walk)?;
    if desk.window.eval(OPEN_FIRST)? == Value::Bool(true) {
        page(desk, &format!("{name}-opened"), walk)?;
    }
    if name == "procedures" { compared(desk, walk) } else { Ok(()) }
}

/// The two last versions of the procedure of 56 steps, beside each other with every change open.
fn compared(desk: &Desk, walk: &mut Walk) -> anyhow::Result<()> {
    let list = desk.rpc("procedure.list", &json!({}))?;
    let all = list["procedures"].as_array().context("procedures")?;
    let mut versions = all.iter().filter(|one| one["code"] == "cord-blood-banking").rev();
    let digest = |one: Option<&Value>| one.and_then(|one| one["digest"].as_str()).map(str::to_owned);
    let (after, before) = (digest(versions.next()), digest(versions.next()));
    let (after, before) = (after.context("a version")?, before.context("the one before")?);
    desk.window.eval(&format!("location.hash = '#/procedures/{before}~{after}'; return true"))?;
    desk.shown("procedure-changes")?;
    desk.window
        .eval("document.querySelectorAll('main details').forEach(one => { one.open = true }); return true")?;
    view(desk, "procedures-compared", walk)
}

fn page(desk: &Desk, name: &str, walk: &mut Walk) -> anyhow::Result<()> {
    view(desk, name, walk)?;
    if desk.window.eval(DIALOG)? == Value::Bool(true) {
        return escape(desk, name);
    }
    dialogs(desk, walk)?;
    for tab in texts(desk, TABS)? {
        desk.press(&tab)?;
        view(desk, &format!("{name}-{tab}"), walk)?;
        dialogs(desk, walk)?;
    }
    Ok(())
}

/// What the buttons of the page open over it, each kind once.
fn dialogs(desk: &Desk, walk: &mut Walk) -> anyhow::Result<()> {
    for button in texts(desk, OPENERS)? {
        let name = format!("dialog-{button}");
        if !walk.seen.contains(&name) {
            desk.press(&button)?;
            opened(desk, &name, walk).unwrap_or_else(|fault| walk.faults.push(format!("{fault:#}")));
        }
    }
    Ok(())
}

fn opened(desk: &Desk, name: &str, walk: &mut Walk) -> anyhow::Result<()> {
    until(name, || Ok((desk.window.eval(DIALOG)? == Value::Bool(true)).then_some(())))?;
    view(desk, name, walk)?;
    escape(desk, name)
}

/// Escape closes the dialog, at the second press where the first has closed a list in it.
fn escape(desk: &Desk, name: &str) -> anyhow::Result<()> {
    for _ in 0..ESCAPES_MAX {
        desk.window.keys(Key::Escape.value().to_string())?;
        for _ in 0..LOOKS {
            std::thread::sleep(PAUSE);
            if desk.window.eval(DIALOG)? == Value::Bool(false) {
                return Ok(());
            }
        }
    }
    // The walk goes on.
    desk.window.eval("document.querySelector('[aria-modal=true] header button')?.click(); return true")?;
    bail!("Escape does not close {name}")
}

/// What of the bench no list leads to: its other panes, a new run, a run at its step and at its end, and what a run opens.
fn bench(desk: &Desk, walk: &mut Walk) -> anyhow::Result<()> {
    for pane in ["open", "file"] {
        desk.press_all(&["nav-bench", &format!("bench-pane-{pane}")])?;
        view(desk, &format!("bench-{pane}"), walk)?;
    }
    at(desk, "bench/new-run", "run-cancel")?;
    view(desk, "run-new", walk)?;
    at(desk, &format!("bench/run.{}", started(desk)?), "run-number")?;
    view(desk, "run", walk)?;
    dialogs(desk, walk)?;
    desk.press("report-deviation")?;
    opened(desk, "dialog-report-deviation", walk)?;
    desk.press("run-end")?;
    desk.shown("run-accounted")?;
    view(desk, "run-end", walk)
}

fn at(desk: &Desk, path: &str, shows: &str) -> anyhow::Result<()> {
    desk.window.eval(&format!("location.hash = '#/{path}'; return true"))?;
    desk.shown(shows)
}

/// A run of a unit that the laboratory works on.
fn started(desk: &Desk) -> anyhow::Result<String> {
    let processing = json!({
        "statuses": ["processing"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 50,
    });
    let rows = desk.rpc("unit.list", &processing)?["rows"].clone();
    let all = rows.as_array().context("units")?.iter().map(|row| row["donation"].clone());
    let fits = |unit: &Value| desk.rpc("run.check", &json!({ "units": [unit] })).is_ok();
    let unit = all.into_iter().find(fits).context("a unit to be worked on")?;
    let before = desk.rpc("run.clearance", &json!({}))?["before"].clone();
    let checks: Vec<Value> =
        before.as_array().context("checks")?.iter().map(|check| check["code"].clone()).collect();
    let run = desk.rpc("run.start", &json!({ "units": [unit], "checks": checks }))?["row"]["run"].clone();
    run.as_str().map(str::to_owned).context("a run")
}

/// Looks at what is shown now, once.
fn view(desk: &Desk, name: &str, walk: &mut Walk) -> anyhow::Result<()> {
    if !walk.seen.insert(name.to_owned()) {
        return Ok(());
    }
    until(&format!("{name} to be read"), || {
        Ok((desk.window.eval(LOADED)? == Value::Bool(true)).then_some(()))
    })?;
    for found in [desk.picture(&format!("walk-{name}")), desk.window.by_keyboard(name)] {
        walk.faults.extend(found.err().map(|fault| format!("{fault:#}")));
    }
    Ok(())
}

fn texts(desk: &Desk, script: &str) -> anyhow::Result<Vec<String>> {
    let found = desk.window.eval(script)?;
    Ok(found.as_array().context("a list")?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
