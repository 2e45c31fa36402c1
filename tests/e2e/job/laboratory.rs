//! The laboratory: reception, twelve steps, results, storage.

use anyhow::Context as _;
use cordkeep_tests::until;
use serde_json::{Value, json};

use crate::job::desk::{Desk, PASSWORD, id};

/// A figure for each number that the procedure asks for.
const FIGURES: [(&str, &str); 16] = [
    ("gross_weight", "212.4"),
    ("volume_removed", "2.0"),
    ("tnc_pre", "14.8"),
    ("hes_volume", "24"),
    ("g_force", "50"),
    ("minutes", "5"),
    ("temperature", "10"),
    ("rbc_removed", "62"),
    ("volume", "20"),
    ("dmso_volume", "5"),
    ("segments", "3"),
    ("end_temperature", "-90"),
    ("programme", "P-CBU-01"),
    ("tnc_post", "12.6"),
    ("viability_post", "96.3"),
    ("cd34_post", "4.2"),
];
const GOOD: [&str; 4] = ["a_pos", "negative", "non_reactive", "good"];

fn figure(code: &str) -> anyhow::Result<&'static str> {
    let figure = FIGURES.iter().find(|(name, _)| *name == code).map(|(_, figure)| *figure);
    figure.with_context(|| format!("no figure for {code}"))
}

/// The choice that passes, or the first.
fn choice(choices: &[Value]) -> anyhow::Result<&str> {
    let codes: Vec<&str> = choices.iter().filter_map(|choice| choice["code"].as_str()).collect();
    codes.iter().find(|code| GOOD.contains(*code)).or(codes.first()).copied().context("no choices")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub fn receive(desk: &Desk, din: &str) -> anyhow::Result<()> {
    desk.press("nav-receipt")?;
    desk.shown("receipt-list-row")?;
    desk.picture("receipt-list")?;
    desk.press("receipt-list-row")?;
    desk.fill("slot-bag", &format!("&d{din}00"))?;
    desk.fill("slot-companion", &format!("&d{din}08"))?;
    desk.put_all(&[("field-temperature_min_c", "6.0"), ("field-temperature_max_c", "18.5")])?;
    desk.press("field-intact-yes")?;
    desk.picture("receipt-form")?;
    desk.press("submit-receipt-receive")?;
    desk.shown_as("receipt-verdict", "data-decision", "accept")?;
    desk.press("field-decision-accept")?;
    desk.picture("receipt-decide")?;
    desk.press("submit-receipt-decide")?;
    desk.seen(&format!("{} [data-status=processing]", id(&format!("row-{din}"))))
}

/// On its first day the bank has approved no procedure: the bench says so before anything is typed.
pub fn wait_for_approval(desk: &Desk, din: &str) -> anyhow::Result<()> {
    desk.press("nav-bench")?;
    desk.scan(&format!("&d{din}00"))?;
    desk.shown_as("problem", "data-code", "procedure.not_approved")?;
    desk.picture("bench-not-approved")
}

pub fn process(desk: &Desk, din: &str) -> anyhow::Result<()> {
    desk.press("nav-bench")?;
    desk.shown("bench-list-row")?;
    desk.picture("bench-list")?;
    desk.scan(&format!("&d{din}00"))?;
    desk.shown("bench-next")?;
    let bench = desk.rpc("bench.get", &json!({ "donation": null, "din": din }))?;
    let steps = list(&bench["steps"]);
    anyhow::ensure!(steps.len() == 12, "{} steps", steps.len());
    for step in steps {
        record(desk, step)?;
    }
    desk.shown("bench-to-results")?;
    desk.picture("bench-steps-done")?;
    desk.press("bench-to-results")?;
    for test in list(&bench["results"]) {
        report(desk, test)?;
    }
    desk.picture("bench-results-done")
}

fn record(desk: &Desk, step: &Value) -> anyhow::Result<()> {
    let code = text(&step["code"]);
    desk.shown_as("bench-next", "data-step", code)?;
    for scan in list(&step["scans"]) {
        let code = if scan["kind"] == "equipment" { "&eEQ-001" } else { "&lLOT26001" };
        desk.fill(&format!("slot-{}", text(&scan["code"])), code)?;
    }
    for input in list(&step["inputs"]) {
        let field = format!("field-values.{}", text(&input["code"]));
        if input["kind"] == "choice" {
            desk.press(&format!("{field}-{}", choice(list(&input["choices"]))?))?;
        } else {
            desk.put(&field, figure(text(&input["code"]))?)?;
        }
    }
    if step["needs_second"] == true {
        desk.put_all(&[("field-second_login", "lab2"), ("field-second_password", PASSWORD)])?;
        desk.picture(&format!("bench-{code}"))?;
    }
    desk.press("submit-bench-record_step")?;
    desk.shown_as(&format!("row-{code}"), "data-done", "true")
}

fn report(desk: &Desk, test: &Value) -> anyhow::Result<()> {
    let code = text(&test["test"]);
    desk.shown(&format!("result-{code}"))?;
    match list(&test["choices"]) {
        [] => desk.put("field-value", figure(code)?)?,
        choices => desk.press(&format!("field-value-{}", choice(choices)?))?,
    }
    desk.put("field-method", "CLIA")?;
    desk.press("field-state-final")?;
    if code == "abo_rhd" {
        desk.picture("bench-result")?;
    }
    desk.press("submit-bench-record_result")?;
    desk.shown_as(&format!("row-{code}"), "data-state", "final")
}

/// Stores at the position proposed, and gives it.
pub fn store(desk: &Desk, din: &str) -> anyhow::Result<String> {
    desk.press("nav-storage")?;
    desk.shown("row-T01")?;
    desk.picture("storage-empty")?;
    desk.scan(&format!("&d{din}00"))?;
    desk.shown("storage-proposal")?;
    desk.picture("storage-proposal")?;
    let proposal = format!("return document.querySelector('{}').dataset", id("storage-proposal"));
    let proposal = until("a proposal", || Ok(Some(desk.window.eval(&proposal)?)))?;
    desk.scan(text(&proposal["scan"]))?;
    desk.shown("storage-stored")?;
    desk.picture("storage-stored")?;
    desk.press("row-T01")?;
    desk.shown("storage-active")?;
    desk.picture("storage-tank")?;
    Ok(text(&proposal["code"]).to_owned())
}
