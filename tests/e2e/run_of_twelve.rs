//! A run in the real window: units go through the 56 steps of the full procedure, from the mother's bed to the
//! certificate, with every scan a burst of keys. The window is closed and opened again while the centrifuge turns. One unit
//! has growth in its culture and is rejected; the others are banked.
//!
//! `CORDKEEP_RUN_UNITS` says how many units; three where it says nothing.

mod after;
mod bedside;
mod bench;

use std::path::Path;

use anyhow::{Context as _, ensure};
use cordkeep_tests::{Centre, Postgres};
use serde_json::{Value, json};

use crate::job::{
    desk::{Desk, PASSPHRASE, PASSWORD},
    found::Bank,
    office,
};

const UNITS: usize = 3;

/// The version of the procedure that says which steps take one entry for a whole run.
const PROCEDURE: &str = "cord-blood-banking-3";

fn units() -> anyhow::Result<usize> {
    let units = std::env::var("CORDKEEP_RUN_UNITS").map_or(Ok(UNITS), |units| units.parse())?;
    ensure!((2..=24).contains(&units), "CORDKEEP_RUN_UNITS={units}: give 2 to 24");
    Ok(units)
}

#[test]
fn a_run_goes_through_every_step_over_a_restart_and_one_unit_is_rejected() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::start(&postgres, "run").unwrap();
    let Bank { hospital, lab, office } = Bank::found(folder.path(), &centre).unwrap();
    worked(hospital, lab, &office, units().unwrap()).unwrap();
}

fn worked(hospital: Desk, mut lab: Desk, office: &Desk, units: usize) -> anyhow::Result<()> {
    office.sign_in("quality")?;
    office::confirm_limits(office)?;
    approve(office)?;
    lab.exchange()?;
    after::quarantine(&lab)?;
    let dins = (0..units).map(|_| bedside::collect(&hospital)).collect::<anyhow::Result<Vec<_>>>()?;
    bedside::send(&hospital, &dins)?;
    hospital.exchange()?;
    drop(hospital);
    lab.exchange()?;
    lab.sign_in_after("lab")?;
    bedside::receive(&lab, &dins)?;

    let run = bench::form(&lab, &dins)?;
    // What each step is recorded by, in the order in which the window asks for it.
    let mut told = Vec::new();
    let mut restarted = false;
    loop {
        let view = lab.rpc("run.get", &json!({ "run": run, "step": null }))?;
        let hand = &view["in_hand"];
        if hand.is_null() {
            match bench::elsewhere(&lab, &dins[0])?.as_deref() {
                Some("label_check") => after::label(&lab, &dins)?,
                Some("storage") => after::store(&lab, &dins, "T02", None)?,
                Some("results") => after::report(&lab, &dins)?,
                Some(other) => anyhow::bail!("{other} was to be done before the run"),
                None => break,
            }
            bench::open(&lab, &dins[0])?;
            continue;
        }
        let code = hand["step"]["code"].as_str().context("a step")?.to_owned();
        bench::by_whom(&lab, &hand["step"], &dins[0])?;
        if !hand["step"]["dwell"].is_null() {
            bench::begin(&lab, &code)?;
            if !restarted {
                restarted = true;
                lab = restart(lab, &run, &code, &dins[0])?;
            }
        }
        bench::record(&lab, hand, &dins)?;
        told.push(code);
    }
    bench::close(&lab, &run, &dins)?;
    lab.exchange()?;
    // The culture of the last unit grew.
    let (grown, good) = dins.split_last().context("units")?;
    office.exchange()?;
    after::dispose(office, good, grown)?;
    banked(office, good)?;
    office.exchange()?;
    lab.exchange()?;
    after::store(&lab, good, "T01", Some("审核合格，转正式库"))?;
    lab.exchange()?;
    office.exchange()?;
    after::release(office, good)?;
    ensure!(told.len() >= 30, "the bench has more to do than {told:?}");
    outcome(office, good, grown)
}

/// Quality approves the full procedure.
fn approve(office: &Desk) -> anyhow::Result<()> {
    office.press("nav-admin")?;
    office.shown_as(&format!("procedure-{PROCEDURE}"), "data-state", "not_approved")?;
    office.press(&format!("procedure-approve-{PROCEDURE}"))?;
    office.shown("signature-dialog")?;
    office.put("field-password", PASSWORD)?;
    office.press("signature-submit")?;
    office.shown_as(&format!("procedure-{PROCEDURE}"), "data-state", "in_force")?;
    office.exchange()
}

fn begun(desk: &Desk, run: &Value) -> anyhow::Result<Value> {
    let view = desk.rpc("run.get", &json!({ "run": run, "step": null }))?;
    Ok(view["in_hand"]["step"]["begun_ms"].clone())
}

/// The program ends while a timer goes on, and knows when it is back how long that has been.
fn restart(lab: Desk, run: &Value, step: &str, din: &str) -> anyhow::Result<Desk> {
    let before = begun(&lab, run)?;
    ensure!(before.is_i64(), "{step} was not begun");
    let folder = lab.data.clone();
    drop(lab);
    let lab = reopened(&folder)?;
    bench::open(&lab, din)?;
    lab.shown_as("run-next", "data-step", step)?;
    lab.shown("step-elapsed")?;
    lab.picture("run-timer-after-restart")?;
    ensure!(begun(&lab, run)? == before, "the timer began anew");
    Ok(lab)
}

fn reopened(folder: &Path) -> anyhow::Result<Desk> {
    let lab = Desk::open(folder)?;
    lab.put("field-passphrase", PASSPHRASE)?;
    lab.press("submit-setup-unlock")?;
    lab.sign_in("lab")?;
    Ok(lab)
}

/// The good ones are banked: reviewed, in a tank.
fn banked(office: &Desk, good: &[String]) -> anyhow::Result<()> {
    for din in good {
        let view = office.rpc("unit.get", &json!({ "donation": null, "din": din }))?;
        let row = &view["row"];
        ensure!(row["status"] == "reviewed" && row["position"].is_string(), "{din}: {row}");
    }
    Ok(())
}

/// Each unit ended as it should, step by step: nothing of the 56 is left for the good ones.
fn outcome(office: &Desk, good: &[String], grown: &str) -> anyhow::Result<()> {
    let bench = |din: &str| office.rpc("bench.get", &json!({ "donation": null, "din": din }));
    for din in good {
        let view = bench(din)?;
        ensure!(view["unit"]["status"] == "released", "{din}: {}", view["unit"]);
        let steps = view["steps"].as_array().context("steps")?;
        ensure!(steps.len() == 56, "{} steps", steps.len());
        let past = ["done", "skipped", "not_applicable"];
        let open: Vec<_> = steps
            .iter()
            .filter(|step| !past.iter().any(|standing| step["standing"] == *standing))
            .filter_map(|step| step["number"].as_u64())
            .collect();
        ensure!(open.is_empty(), "{din} has left to do: {open:?}");
        let last = steps.iter().filter(|step| step["number"].as_u64() > Some(54));
        ensure!(last.clone().all(|step| step["standing"] == "done"), "{din}: {:?}", last.collect::<Vec<_>>());
    }
    let view = bench(grown)?;
    ensure!(view["unit"]["status"] == "rejected", "{grown}: {}", view["unit"]);
    Ok(())
}
