//! A run of a hundred units through every step of the bench. What a person types a password for takes the time of its check by
//! design: that is measured apart and taken off.

use super::run::{PASSWORD, bytes_of, commit_ms, sign_in, written};
use super::things::Things;
use super::{median_ms, seconds};
use crate::command::call;
use crate::output::Failure;
use anyhow::Context as _;
use api::wire::{BenchView, ClearanceView, RunStepShown, RunView, StepInHand, StepView};
use app::{App, DonationId, Figure, Limit};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// The most that a step of the run may take, ms.
const MOST_MS: f64 = 100.0;

/// Steps of one sort, each with its code and ms.
#[derive(Default)]
struct Times(Vec<(String, f64)>);

impl Times {
    /// Median and worst, the worst named.
    fn figures(mut self, what: &str, bare: f64) -> Vec<Figure> {
        self.0.sort_by(|a, b| a.1.total_cmp(&b.1));
        let count = self.0.len();
        let median = self.0.get(count / 2).map(|(_, ms)| *ms);
        let figure =
            |name: String, ms| Figure::of(name, ms, "ms").beside(bare).within(Limit::AtMost(MOST_MS));
        let median = median.map(|ms| figure(format!("run of 100, {what}, median of {count}"), ms));
        let worst = self.0.last().map(|(code, ms)| figure(format!("run of 100, {what}, worst: {code}"), *ms));
        median.into_iter().chain(worst).collect()
    }
}

/// Whoever may do the step at this bank.
fn login_for(step: &StepView) -> &'static str {
    let is_lab = |role: &Value| ["reception", "processing", "test_lab"].iter().any(|lab| role == lab);
    if step.who.is_empty() || step.who.iter().any(|role| is_lab(&json!(role))) { "lab" } else { "nurse" }
}

/// Works the units through the bench, and answers one of them.
pub(super) fn work(
    app: &Arc<App>,
    folder: &Path,
    crowd: &[DonationId],
    things: &Things,
    figures: &mut Vec<Figure>,
) -> Result<DonationId, Failure> {
    let password_ms = median_ms(11, |_| app.check_password("lab2", PASSWORD).map_err(Failure::from))?;
    figures.push(Figure::of("check a password", password_ms, "ms"));
    let first = *crowd.first().context("a unit")?;
    let clearance: ClearanceView = call(app, "run.clearance", json!({}))?;
    let checks: Vec<&str> = clearance.before.iter().map(|check| check.code.as_str()).collect();
    let mut view: RunView = call(app, "run.start", json!({ "units": crowd, "checks": checks }))?;
    let run = json!(view.row.run);
    let (mut alone, mut for_two, mut signed) = (Times::default(), Times::default(), Times::default());
    let mut sizes = Vec::new();
    loop {
        let Some(hand) = view.in_hand.take().filter(|hand| hand.step.recorded_by.is_none()) else {
            if !elsewhere(app, crowd, first)? {
                break;
            }
            view = call(app, "run.get", json!({ "run": run, "step": null }))?;
            continue;
        };
        sign_in(app, login_for(&hand.step))?;
        let mut request = things.together(&hand, &run, ("lab2", PASSWORD));
        let departs = sign(app, &hand, &run, &mut request)?;
        let before = written();
        let mut answer = String::new();
        let took = seconds(|| {
            answer = app.answer("run.record_step", request)?;
            Ok(())
        })?;
        view = serde_json::from_str(&answer).map_err(anyhow::Error::from)?;
        sizes.extend(before.zip(written()).map(|(before, after)| after.saturating_sub(before)));
        let passwords = f64::from(u8::from(hand.step.needs_second) + u8::from(departs));
        let times = match (departs, hand.step.needs_second) {
            (true, _) => &mut signed,
            (false, true) => &mut for_two,
            (false, false) => &mut alone,
        };
        times.0.push((hand.step.code.clone(), took.mul_add(1_000.0, -passwords * password_ms).max(0.0)));
    }
    let bare = commit_ms(folder, bytes_of(sizes))?;
    for (what, times) in [("one person", alone), ("two persons", for_two), ("signed", signed)] {
        figures.extend(times.figures(what, bare));
    }
    Ok(first)
}

/// Begins a step that goes on for a time; nobody waits for it here, which is signed for. Whether it is.
fn sign(app: &Arc<App>, hand: &StepInHand, run: &Value, request: &mut Value) -> Result<bool, Failure> {
    if hand.step.dwell.is_none() {
        return Ok(false);
    }
    let begin =
        json!({ "run": run, "step": hand.step.code, "units": hand.units, "scans": request.get("scans") });
    app.call("run.begin_step", begin)?;
    let shown: RunStepShown = call(app, "run.show_step", request.clone())?;
    let digests: Vec<Value> = shown
        .units
        .iter()
        .filter(|unit| unit.wants_signature)
        .map(|unit| json!({ "donation": unit.donation, "digest": unit.digest }))
        .collect();
    if let Some(request) = request.as_object_mut() {
        request.insert("reason".to_owned(), json!("bench"));
        request.insert("digests".to_owned(), json!(digests));
        request.insert("login".to_owned(), json!(login_for(&hand.step)));
        request.insert("password".to_owned(), json!(PASSWORD));
    }
    Ok(true)
}

/// Records what the bench waits for of other screens; nothing where it has done all that it can.
fn elsewhere(app: &Arc<App>, crowd: &[DonationId], first: DonationId) -> Result<bool, Failure> {
    let bench: BenchView = call(app, "bench.get", json!({ "donation": first, "din": null }))?;
    let ready = bench.steps.iter().filter(|step| json!(step.standing) == "ready" && !step.optional);
    for by in ready.filter_map(|step| step.recorded_by) {
        if app.invent_elsewhere(crowd, by)? {
            return Ok(true);
        }
    }
    Ok(false)
}
