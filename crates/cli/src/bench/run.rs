//! A step of one unit and of a run of a hundred, each beside a bare durable commit of as many bytes on the same disk: to an
//! encrypted file as the station's, opened alike.

use super::{Figure, median_ms, seconds};
use crate::command::call;
use crate::output::Failure;
use anyhow::Context as _;
use api::wire::{BenchView, ClearanceView, EquipmentPage, MaterialPage, RunView, StepInHand, StepView};
use app::{App, BareFile};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Units of the run.
const UNITS: u32 = 100;
/// Steps of single units.
const SINGLE: u32 = 101;
const PAGE: usize = 4_096;

/// A bare durable commit of so many bytes to an encrypted file.
fn commit_ms(folder: &Path, bytes: usize) -> Result<f64, Failure> {
    let mut file = BareFile::create(&folder.join(format!("bare-{bytes}.db")), bytes)?;
    median_ms(101, |_| file.commit().map_err(Failure::from))
}

/// A bare durable write of so many bytes, in the clear.
fn write_ms(folder: &Path, bytes: usize) -> Result<f64, Failure> {
    let mut file = std::fs::File::create(folder.join(format!("bare-{bytes}"))).context("bare file")?;
    let bytes = vec![0x5a; bytes];
    median_ms(101, |_| {
        file.write_all(&bytes).and_then(|()| file.sync_data()).context("bare write").map_err(Failure::from)
    })
}

/// Bytes that this process has written to files so far, where the system counts them.
fn written() -> Option<usize> {
    let counts = std::fs::read_to_string("/proc/self/io").ok()?;
    counts.lines().find_map(|line| line.strip_prefix("wchar: "))?.parse().ok()
}

/// What one act among several wrote, in the median; a page where the system does not say.
fn bytes_of(mut written: Vec<usize>) -> usize {
    written.sort_unstable();
    written.get(written.len() / 2).copied().unwrap_or(PAGE)
}

/// What the steps want scanned: a device and a lot that may be used.
struct Things {
    equipment: String,
    lot: String,
}

fn things(app: &Arc<App>) -> Result<Things, Failure> {
    let list = json!({ "used_up": false, "after": null, "limit": 200 });
    let devices: EquipmentPage = call(app, "equipment.list", list.clone())?;
    let lots: MaterialPage = call(app, "material.list", list)?;
    let good = |standing: Value| standing == "good" || standing == "due_soon" || standing == "opened";
    let device = devices.rows.into_iter().find(|row| good(json!(row.standing)));
    let lot = lots.rows.into_iter().find(|row| row.here && good(json!(row.standing)));
    Ok(Things {
        equipment: format!("&e{}", device.context("a device that may be used")?.code),
        lot: format!("&l{}", lot.context("a lot that may be used")?.code),
    })
}

/// Values and scans of a step, plausible ones.
fn entries(step: &StepView, things: &Things) -> (Value, Value) {
    let values = step.inputs.iter().map(|input| {
        let choice = input.choices.first().map(|choice| choice.code.clone());
        let value = choice.or_else(|| input.low.clone()).or_else(|| input.max.clone());
        json!({ "code": input.code, "value": value.unwrap_or_else(|| "1".to_owned()) })
    });
    let scans = step.scans.iter().map(|scan| {
        let text = if json!(scan.kind) == "equipment" { &things.equipment } else { &things.lot };
        json!({ "code": scan.code, "scan": text })
    });
    (values.collect(), scans.collect())
}

fn single(step: &StepView, donation: &Value, things: &Things) -> Value {
    let (values, scans) = entries(step, things);
    json!({
        "donation": donation, "step": step.code, "values": values, "scans": scans, "done_ms": null,
        "second_login": null, "second_password": null, "reason": null, "digest": null, "login": null, "password": null,
    })
}

fn together(hand: &StepInHand, run: &Value, things: &Things) -> Value {
    let (step, units) = (&hand.step, &hand.units);
    let (values, scans) = entries(step, things);
    let second = |value: &str| step.needs_second.then(|| value.to_owned());
    json!({
        "run": run, "step": step.code, "units": units, "values": values, "own": [], "scans": scans, "done_ms": null,
        "second_login": second("lab2"), "second_password": second("demo-2026"), "reason": null, "digests": [],
        "login": null, "password": null,
    })
}

pub(super) fn steps(app: &Arc<App>, folder: &Path, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    app.call("session.sign_in", json!({ "login": "lab", "password": "demo-2026" }))?;
    let things = things(app)?;
    let units = app.invent_units(SINGLE + UNITS)?;
    let (alone, crowd) = units.split_at_checked(SINGLE as usize).context("units")?;
    let first = alone.first().context("a unit")?;
    let bench: BenchView = call(app, "bench.get", json!({ "donation": first, "din": null }))?;
    let step = bench.steps.iter().find(|step| Some(&step.code) == bench.next_step.as_ref());
    let step = step.context("a step to record")?;
    let mut sizes = Vec::new();
    let median = median_ms(alone.len(), |place| {
        let request = single(step, &json!(alone.get(place).context("a unit")?), &things);
        let before = written();
        app.call("bench.record_step", request)?;
        sizes.extend(before.zip(written()).map(|(before, after)| after.saturating_sub(before)));
        Ok(())
    })?;
    let bytes = bytes_of(sizes);
    let limit = commit_ms(folder, bytes)?;
    figures.push(Figure { name: "record a step", median, unit: "ms", limit: Some(limit) });
    let clear = write_ms(folder, bytes)?;
    figures.push(Figure {
        name: "write a step's bytes in the clear",
        median: clear,
        unit: "ms",
        limit: None,
    });
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let kilobytes = bytes as f64 / 1_024.0;
    figures.push(Figure { name: "bytes of a step", median: kilobytes, unit: "KiB", limit: None });
    let clearance: ClearanceView = call(app, "run.clearance", json!({}))?;
    let checks: Vec<&str> = clearance.before.iter().map(|check| check.code.as_str()).collect();
    let mut view: RunView = call(app, "run.start", json!({ "units": crowd, "checks": checks }))?;
    let run = json!(view.row.run);
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    while let Some(hand) = view.in_hand.take() {
        let request = together(&hand, &run, &things);
        let before = written();
        let took = seconds(|| {
            view = call(app, "run.record_step", request)?;
            Ok(())
        })?;
        sizes.extend(before.zip(written()).map(|(before, after)| after.saturating_sub(before)));
        // A second person's password takes its time by design.
        if !hand.step.needs_second {
            times.push(took * 1_000.0);
        }
    }
    times.sort_by(f64::total_cmp);
    let median = *times.get(times.len() / 2).context("steps of the run")?;
    let limit = commit_ms(folder, bytes_of(sizes))?;
    figures.push(Figure { name: "a run of 100 units, one step", median, unit: "ms", limit: Some(limit) });
    Ok(())
}
