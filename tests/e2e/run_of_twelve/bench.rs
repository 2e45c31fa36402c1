//! The run at the bench: formed, worked step by step, ended.

use anyhow::{Context as _, anyhow, ensure};
use cordkeep_tests::until;
use serde_json::{Value, json};

use super::register;
use super::rules::{Sop, WAITED};
use crate::job::desk::{Desk, PASSWORD, id};

/// Figures for numbers of which the procedure has no range of its own.
const FIGURES: [(&str, &str); 11] = [
    ("particles", "3200"),
    ("pressure", "15"),
    ("humidity", "45"),
    ("volume_removed", "2.0"),
    ("colonies", "48"),
    ("gross_weight", "212.4"),
    ("tnc_pre", "14.8"),
    ("tnc_post", "12.6"),
    ("cd34", "4.2"),
    ("viability", "96.3"),
    ("dmso_volume", "5"),
];

/// Where a lot past its shelf life is scanned first.
const REFUSED_AT: &str = "reagents";

/// A step that wants no scan gets one.
const UNSCANNED: &str = "remove_rbc";

/// The step whose values are typed unit by unit.
const IN_A_GRID: &str = "weigh";

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Scans every unit into a new run and clears the line; its id.
pub fn form(desk: &Desk, dins: &[String]) -> anyhow::Result<Value> {
    desk.press_all(&["nav-bench", "run-new"])?;
    for din in dins {
        desk.scan(&format!("&d{din}00"))?;
        desk.shown(&format!("row-{din}"))?;
    }
    confirm_all(desk)?;
    desk.picture("run-new")?;
    desk.press("submit-run-start")?;
    desk.shown("run-number")?;
    let view = desk.rpc("run.list", &json!({}))?;
    ensure!(view["open"][0]["units"] == dins.len(), "{view}");
    Ok(view["open"][0]["run"].clone())
}

fn confirm_all(desk: &Desk) -> anyhow::Result<()> {
    desk.seen("[data-testid^=field-checks-]")?;
    let script = "return [...document.querySelectorAll('[data-testid^=field-checks-]')].map(check => check.dataset.testid)";
    let checks = desk.window.eval(script)?;
    list(&checks).iter().try_for_each(|check| desk.press(text(check)))
}

/// Opens the run by a scan of one of its units.
pub fn open(desk: &Desk, din: &str) -> anyhow::Result<()> {
    // On the list of open tests a scan shows those of the unit.
    desk.press_all(&["nav-bench", "bench-pane-units"])?;
    desk.scan(&format!("&d{din}00"))?;
    desk.shown("run-next")
}

/// The record of another screen that a unit waits for now, if any.
pub fn elsewhere(desk: &Desk, din: &str) -> anyhow::Result<Option<String>> {
    let view = desk.rpc("bench.get", &json!({ "donation": null, "din": din }))?;
    let waits = |step: &&Value| step["standing"] == "ready" && step["optional"] == false;
    let mut by = list(&view["steps"]).iter().filter(waits).filter_map(|step| step["recorded_by"].as_str());
    Ok(by.find(|by| *by != "review").map(str::to_owned))
}

/// Lets whoever may do the step sign in.
pub fn by_whom(desk: &Desk, step: &Value, din: &str) -> anyhow::Result<()> {
    let who = list(&step["who"]);
    let lab = who.is_empty()
        || ["processing", "reception", "test_lab"].iter().any(|role| who.contains(&json!(role)));
    let login = if lab { "lab" } else { "quality" };
    let now = desk.rpc("session.state", &json!({}))?;
    if now["operator"]["login"] != login {
        desk.sign_in_after(login)?;
        open(desk, din)?;
    }
    desk.shown_as("run-next", "data-step", text(&step["code"]))
}

/// Scans what the step in hand is done with, and starts its timer; how many codes were taken.
pub fn begin(desk: &Desk, sop: &Sop, step: &str) -> anyhow::Result<usize> {
    desk.shown(&format!("step-{step}"))?;
    let before = desk.taken.get();
    scan_all(desk, sop, step)?;
    desk.press("submit-run-begin_step")?;
    desk.shown("step-elapsed")?;
    for scan in sop.scans(step)? {
        desk.shown_as(&format!("slot-{}", text(&scan["code"])), "data-filled", "true")?;
    }
    Ok(desk.taken.get() - before)
}

/// Fills every slot of the step in hand.
fn scan_all(desk: &Desk, sop: &Sop, step: &str) -> anyhow::Result<()> {
    for scan in sop.scans(step)? {
        let slot = format!("slot-{}", text(&scan["code"]));
        if step == REFUSED_AT && scan["of"] == "dmso" {
            refuse(desk, &format!("&l{}", register::EXPIRED), "material.expired")?;
            desk.shown_as(&slot, "data-filled", "false")?;
        }
        desk.fill(&slot, &register::code_for(text(&scan["kind"]), scan["of"].as_str())?)?;
    }
    Ok(())
}

/// What the procedure wants; else a figure that is plausible; else the most that is.
fn value(input: &Value) -> anyhow::Result<String> {
    let code = text(&input["code"]);
    let bound = |name: &str| input[name].as_str();
    let number = |text: &str| text.parse::<f64>().ok();
    let plausible = |figure: &&str| {
        let above = bound("min").and_then(number).is_none_or(|min| number(figure) >= Some(min));
        above && bound("max").and_then(number).is_none_or(|max| number(figure) <= Some(max))
    };
    let figure = FIGURES.iter().find(|(name, _)| *name == code).map(|(_, figure)| *figure).filter(plausible);
    let found = bound("low").or(bound("high")).or(figure).or(bound("max"));
    found.map(str::to_owned).with_context(|| format!("no figure for {code}"))
}

/// Records the step in hand for every unit: what is scanned is scanned, what is typed is typed; how many codes were.
pub fn record(desk: &Desk, sop: &Sop, hand: &Value, dins: &[String]) -> anyhow::Result<usize> {
    let step = &hand["step"];
    let code = text(&step["code"]);
    desk.shown(&format!("step-{code}"))?;
    let before = desk.taken.get();
    // Of a step that goes on, all was scanned when it was begun.
    if step["dwell"].is_null() {
        scan_all(desk, sop, code)?;
    }
    if code == UNSCANNED {
        refuse(desk, "&eEQ-001", "scan.wrong_kind")?;
    }
    if code == IN_A_GRID && dins.len() > 1 {
        fill_grid(desk, step, dins)?;
    } else {
        // What each unit has of its own is scanned for each; that comes behind what is for all.
        let each = |input: &&Value| input["kind"] == "scan" && hand["per"] == "unit" && dins.len() > 1;
        list(&step["inputs"]).iter().filter(|input| !each(input)).try_for_each(|input| enter(desk, input))?;
        list(&step["inputs"]).iter().filter(each).try_for_each(|input| enter_each(desk, input, dins))?;
    }
    if step["needs_second"] == true {
        desk.put_all(&[("field-second_login", "lab2"), ("field-second_password", PASSWORD)])?;
    }
    if [IN_A_GRID, "spin_second"].contains(&code) {
        desk.picture(&format!("run-{code}"))?;
    }
    desk.press("submit-run-record_step")?;
    if !step["dwell"].is_null() && code != WAITED {
        sign_departure(desk, code)?;
    }
    let past = format!("return document.querySelector('{}')?.dataset.step !== '{code}'", id("run-next"));
    done(desk, &format!("{code} to be recorded"), &past)?;
    Ok(desk.taken.get() - before)
}

/// The window says why it does not take a scan, and nothing else happens.
fn refuse(desk: &Desk, scanned: &str, why: &str) -> anyhow::Result<()> {
    ensure!(!desk.scanned(scanned)?, "{scanned} was taken");
    desk.shown_as("problem", "data-code", why)?;
    desk.picture(&format!("run-refused-{}", why.replace('.', "-")))?;
    desk.press("scan-dismiss")
}

/// Waits until the step in hand has gone on for as long as the procedure wants, by the program's own timer.
pub fn wait_out(desk: &Desk, hand: &Value) -> anyhow::Result<()> {
    let begun_ms = hand["step"]["begun_ms"].as_i64().context("a step that goes on")?;
    let least = hand["step"]["dwell"]["min_min"].as_i64().context("a least time")?;
    let over = format!("return Date.now() > {}", begun_ms + least * 60_000 + 500);
    let waited = until("the least time to be over", || Ok((desk.window.eval(&over)? == true).then_some(())));
    desk.or_picture(waited)
}

/// Waits until it is so; a refusal on the way says at once what is wrong.
pub fn done(desk: &Desk, what: &str, script: &str) -> anyhow::Result<()> {
    let problem = "return document.querySelector('[data-testid=problem]')?.innerText";
    let said = until(what, || {
        if desk.window.eval(script)? == true {
            return Ok(Some(None));
        }
        Ok(Some(desk.window.eval(problem)?).filter(Value::is_string).map(Some))
    });
    match desk.or_picture(said)? {
        None => Ok(()),
        Some(problem) => desk.or_picture(Err(anyhow!("waited for {what}: {problem}"))),
    }
}

fn fill_grid(desk: &Desk, step: &Value, dins: &[String]) -> anyhow::Result<()> {
    desk.press("run-grid-toggle")?;
    for (place, din) in dins.iter().enumerate() {
        for input in list(&step["inputs"]) {
            desk.put(&format!("cell-{din}-{}", text(&input["code"])), &format!("{}.5", 190 + place))?;
        }
    }
    Ok(())
}

fn enter_each(desk: &Desk, input: &Value, dins: &[String]) -> anyhow::Result<()> {
    let code = text(&input["code"]);
    if input["optional"] == true {
        return Ok(());
    }
    dins.iter().try_for_each(|din| desk.put(&format!("cell-{din}-{code}"), &format!("{code}-{din}")))
}

fn enter(desk: &Desk, input: &Value) -> anyhow::Result<()> {
    let field = format!("field-values.{}", text(&input["code"]));
    match text(&input["kind"]) {
        "choice" => desk.press(&format!("{field}-{}", text(&input["choices"][0]["code"]))),
        "number" => desk.put(&field, &value(input)?),
        "time" => {
            let now = "const two = (n) => String(n).padStart(2, '0'); const at = new Date(Date.now() - 60000);
                return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`";
            desk.put(&field, text(&desk.window.eval(now)?))
        }
        _ if input["optional"] == true => Ok(()),
        _ => desk.put(&field, &format!("{}-1", text(&input["code"]))),
    }
}

/// Nobody waits here for the minutes and days that the procedure wants: that is signed for.
fn sign_departure(desk: &Desk, step: &str) -> anyhow::Result<()> {
    desk.shown("departure")?;
    desk.put("field-reason", "试验，不等待规程规定的时间")?;
    if desk.window.eval("return document.querySelector('[data-testid=field-login]') !== null")? == true {
        let login = desk.rpc("session.state", &json!({}))?["operator"]["login"].clone();
        desk.put("field-login", text(&login))?;
    }
    desk.put("field-password", PASSWORD)?;
    if step == "spin_first" {
        desk.picture("run-departure")?;
    }
    desk.press("signature-submit")
}

/// Every unit is scanned once more; an end that was broken off counts for nothing.
pub fn close(desk: &Desk, run: &Value, dins: &[String]) -> anyhow::Result<()> {
    by_lab(desk)?;
    open(desk, &dins[0])?;
    desk.press("run-end")?;
    desk.shown("run-accounted")?;
    desk.scan(&format!("&d{}00", dins[0]))?;
    counted(desk, 1, dins.len())?;
    desk.press("run-go-on")?;
    desk.press("run-end")?;
    counted(desk, 0, dins.len())?;
    for (place, din) in dins.iter().enumerate() {
        desk.scan(&format!("&d{din}00"))?;
        counted(desk, place + 1, dins.len())?;
    }
    confirm_all(desk)?;
    desk.picture("run-end")?;
    desk.press("submit-run-close")?;
    let closed = until("the end of the run", || {
        let view = desk.rpc("run.get", &json!({ "run": run, "step": null }))?;
        Ok(view["row"]["closed_ms"].is_i64().then_some(()))
    });
    desk.or_picture(closed)
}

fn counted(desk: &Desk, count: usize, all: usize) -> anyhow::Result<()> {
    desk.window.see(&format!("{count}/{all}"))
}

fn by_lab(desk: &Desk) -> anyhow::Result<()> {
    let now = desk.rpc("session.state", &json!({}))?;
    if now["operator"]["login"] == "lab" { Ok(()) } else { desk.sign_in_after("lab") }
}
