//! The procedure of 56 steps at the bench: a step of one unit, each step of a run of a hundred, and the rules of a unit that went
//! through all of it; beside a bare durable commit of as many bytes on the same disk: to an encrypted file as the station's,
//! opened alike.

use super::median_ms;
use super::things::Things;
use super::together;
use crate::command::call;
use crate::output::Failure;
use anyhow::Context as _;
use api::wire::{BenchView, StepView};
use app::{App, BareFile, DonationId, Figure, Limit};
use serde_json::json;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Everybody's in a demo bank.
pub(super) const PASSWORD: &str = "demo-2026";
/// Units of the run.
const UNITS: u32 = 100;
/// Steps of single units.
const SINGLE: u32 = 101;
const PAGE: usize = 4_096;

/// A bare durable commit of so many bytes to an encrypted file.
pub(super) fn commit_ms(folder: &Path, bytes: usize) -> Result<f64, Failure> {
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
pub(super) fn written() -> Option<usize> {
    let counts = std::fs::read_to_string("/proc/self/io").ok()?;
    counts.lines().find_map(|line| line.strip_prefix("wchar: "))?.parse().ok()
}

/// What one act among several wrote, in the median; a page where the system does not say.
pub(super) fn bytes_of(mut written: Vec<usize>) -> usize {
    written.sort_unstable();
    written.get(written.len() / 2).copied().unwrap_or(PAGE)
}

pub(super) fn steps(app: &Arc<App>, folder: &Path, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    sign_in(app, "lab")?;
    let things = Things::read(app)?;
    let units = app.invent_units(2 * SINGLE + UNITS)?;
    let (alone, others) = units.split_at_checked(SINGLE as usize).context("units")?;
    let (answered, crowd) = others.split_at_checked(SINGLE as usize).context("units")?;
    let first = alone.first().context("a unit")?;
    let bench: BenchView = call(app, "bench.get", json!({ "donation": first, "din": null }))?;
    let step = bench.steps.iter().find(|step| Some(&step.code) == bench.next_step.as_ref());
    let step = step.context("a step to record")?;
    let mut sizes = Vec::new();
    let median = median_ms(alone.len(), |place| {
        let request = things.single(step, &json!(alone.get(place).context("a unit")?));
        let before = written();
        app.record_step(request)?;
        sizes.extend(before.zip(written()).map(|(before, after)| after.saturating_sub(before)));
        Ok(())
    })?;
    let bytes = bytes_of(sizes);
    let bare = commit_ms(folder, bytes)?;
    figures.push(Figure::of("record a step", median, "ms").beside(bare).within(Limit::TimesBare(2.0)));
    let median = median_ms(answered.len(), |place| {
        let request = things.single(step, &json!(answered.get(place).context("a unit")?));
        // As the window asks: the answer is text.
        app.answer("bench.record_step", request).map(|_| ()).map_err(Failure::from)
    })?;
    figures.push(Figure::of("record a step, and the whole bench as answer", median, "ms").beside(bare));
    let clear = write_ms(folder, bytes)?;
    figures.push(Figure::of("write a step's bytes in the clear", clear, "ms"));
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let kilobytes = bytes as f64 / 1_024.0;
    figures.push(Figure::of("bytes of a step", kilobytes, "KiB"));
    let passed = together::work(app, folder, crowd, &things, figures)?;
    judging(app, passed, figures)
}

/// The rules of a full unit: one that went through the whole run and has a result of every test, under the last version of each
/// shipped norm profile.
fn judging(app: &Arc<App>, unit: DonationId, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    sign_in(app, "lab")?;
    let bench: BenchView = call(app, "bench.get", json!({ "donation": unit, "din": null }))?;
    let wanted = |step: &&StepView| step.recorded_by.is_none() && json!(step.standing) != "not_applicable";
    let open = bench.steps.iter().filter(wanted).filter(|step| step.done_ms.is_none());
    let open: Vec<&str> = open.map(|step| step.code.as_str()).collect();
    if !open.is_empty() {
        return Err(anyhow::anyhow!("steps of the bench are to go: {}", open.join(", ")).into());
    }
    for result in bench.results.iter().filter(|result| result.mine) {
        let number = if result.example.is_empty() { "90" } else { result.example.as_str() };
        let value = result.choices.first().map_or(number, |choice| choice.code.as_str());
        let request = json!({
            "donation": unit, "test": result.test, "value": value, "value_again": value, "method": "bench", "state": "final",
            "correction_reason": null, "repeat": false, "device": null,
        });
        app.call("bench.record_result", request)?;
    }
    let judging = app.judging(unit)?;
    let mut said = 0;
    let median = median_ms(1001, |_| {
        said += judging.once();
        Ok(())
    })?;
    if said == 0 {
        return Err(anyhow::anyhow!("the rules said nothing").into());
    }
    figures.push(Figure::of("rules of a full unit", median, "ms").within(Limit::AtMost(1.0)));
    Ok(())
}

pub(super) fn sign_in(app: &Arc<App>, login: &str) -> Result<(), Failure> {
    app.call("session.sign_in", json!({ "login": login, "password": PASSWORD }))?;
    Ok(())
}
