//! A run in the real window: units go through the 56 steps of the newest procedure, from the mother's bed to the certificate,
//! with every scan a burst of keys, and none where the procedure asks for none. Devices and lots are registered, so that scans
//! are judged. The window is closed and opened again while the centrifuge turns, and the spin is waited out. One unit has growth
//! in its culture and is rejected; the others are banked.
//!
//! `CORDKEEP_RUN_UNITS` says how many units; three where it says nothing: what is done to each unit by itself, from the bedside to
//! the certificate, takes most of the time. `make run12` drives twelve.

mod after;
mod bedside;
mod bench;
mod curve;
mod register;
mod results;
mod rules;

use std::path::Path;

use anyhow::{Context as _, ensure};
use cordkeep_tests::{Centre, Postgres};
use serde_json::{Value, json};

use crate::job::{
    desk::{Desk, PASSPHRASE},
    found::Bank,
};
use rules::{Sop, WAITED};

const UNITS: usize = 3;

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
    let sop = rules::adopt(office)?;
    lab.exchange()?;
    after::quarantine(&lab)?;
    lab.sign_in_after("lab")?;
    register::fill(&lab)?;
    let dins = (0..units).map(|_| bedside::collect(&hospital)).collect::<anyhow::Result<Vec<_>>>()?;
    bedside::send(&hospital, &dins)?;
    hospital.exchange()?;
    drop(hospital);
    lab.exchange()?;
    lab.sign_in_after("lab")?;
    bedside::receive(&lab, &dins)?;

    let run = bench::form(&lab, &dins)?;
    let mut told = Vec::new();
    loop {
        let mut view = lab.rpc("run.get", &json!({ "run": run, "step": null }))?;
        if view["in_hand"].is_null() || !view["in_hand"]["step"]["recorded_by"].is_null() {
            let other = bench::elsewhere(&lab, &dins[0])?;
            if let Some(other) = &other {
                lab.picture(&format!("run-waits-for-{other}"))?;
            }
            match other.as_deref() {
                Some("label_check") => after::label(&lab, &dins)?,
                Some("curve_review") => curve::bring_in(&lab, &run)?,
                Some("storage") => after::store(&lab, &dins, "T02", None)?,
                Some("results") => results::late(&lab, &dins)?,
                Some(other) => anyhow::bail!("{other} was to be done before the run"),
                None => break,
            }
            after::as_login(&lab, "lab")?;
            bench::open(&lab, &dins[0])?;
            continue;
        }
        let code = view["in_hand"]["step"]["code"].as_str().context("a step")?.to_owned();
        bench::by_whom(&lab, &view["in_hand"]["step"], &dins[0])?;
        let timed = !view["in_hand"]["step"]["dwell"].is_null();
        let mut scanned = if timed { bench::begin(&lab, &sop, &code)? } else { 0 };
        if code == WAITED {
            lab = restart(lab, &run, &code, &dins[0])?;
            // While the centrifuge turns, there is other work.
            results::early(&lab, &dins)?;
            bench::open(&lab, &dins[0])?;
            view = lab.rpc("run.get", &json!({ "run": run, "step": null }))?;
            bench::wait_out(&lab, &view["in_hand"])?;
        }
        scanned += bench::record(&lab, &sop, &view["in_hand"], &dins)?;
        ensure!(scanned == sop.scans(&code)?.len(), "{code}: the window took {scanned} codes");
        told.push(code);
    }
    ensure!(told.iter().any(|code| code == WAITED), "nothing was waited for: {told:?}");
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
    outcome(office, &sop, good, grown)
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
fn outcome(office: &Desk, sop: &Sop, good: &[String], grown: &str) -> anyhow::Result<()> {
    let bench = |din: &str| office.rpc("bench.get", &json!({ "donation": null, "din": din }));
    for din in good {
        let view = bench(din)?;
        ensure!(view["unit"]["status"] == "released", "{din}: {}", view["unit"]);
        let steps = view["steps"].as_array().context("steps")?;
        let numbers: std::collections::BTreeSet<_> =
            steps.iter().filter_map(|step| step["number"].as_u64()).collect();
        ensure!(numbers.iter().copied().eq(1..=56), "{numbers:?}");
        let past = ["done", "skipped", "not_applicable"];
        let open: Vec<_> = steps
            .iter()
            .filter(|step| !past.iter().any(|standing| step["standing"] == *standing))
            .filter_map(|step| step["number"].as_u64())
            .collect();
        ensure!(open.is_empty(), "{din} has left to do: {open:?}");
        let mut scans = 0;
        for step in steps.iter().filter(|step| step["standing"] != "not_applicable") {
            let code = step["code"].as_str().context("a code")?;
            let wanted = sop.scans(code)?.len();
            let scanned =
                step["scans"].as_array().into_iter().flatten().filter(|scan| scan["value"].is_string());
            ensure!(scanned.count() == wanted, "{din}: {code} wants {wanted} scans: {}", step["scans"]);
            scans += wanted;
        }
        let uses = register::uses(office, din)?;
        ensure!(uses == (scans + 1, 1), "{din}: {uses:?} in the trace, and the procedure asks for {scans}");
        let waited = steps.iter().find(|step| step["code"] == WAITED).context("the spin")?;
        ensure!(waited["departures"] == json!([]), "the spin was waited out: {waited}");
        let last = steps.iter().filter(|step| step["number"].as_u64() > Some(54));
        ensure!(last.clone().all(|step| step["standing"] == "done"), "{din}: {:?}", last.collect::<Vec<_>>());
    }
    let count = |status: &str| {
        let wanted = json!({
            "statuses": [status], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 50,
        });
        anyhow::Ok(office.rpc("unit.list", &wanted)?["rows"].as_array().map_or(0, Vec::len))
    };
    let (banked, rejected) = (count("released")?, count("rejected")?);
    ensure!((banked + 1, rejected) == (units()?, 1), "{banked} banked, {rejected} rejected");
    let view = bench(grown)?;
    ensure!(view["unit"]["status"] == "rejected", "{grown}: {}", view["unit"]);
    let culture =
        view["results"].as_array().into_iter().flatten().find(|result| result["test"] == "sterility_aerobic");
    ensure!(culture.is_some_and(|result| result["value"] == "positive"), "{grown} grew: {culture:?}");
    Ok(())
}
