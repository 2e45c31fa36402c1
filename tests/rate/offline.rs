//! A station that was away for 30 days, and then synchronises once over a thin line: the application itself.

use crate::{line::Line, number};
use anyhow::Context as _;
use app::{App, AppOptions, Figure, Limit};
use cordkeep_tests::{Centre, Postgres};
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

const BITS_S: f64 = 10e6;
/// How often a person looks at the footer, at most.
const LOOK: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(600);

fn ask(app: &App, command: &str, args: Value) -> anyhow::Result<Value> {
    app.call(command, args).map_err(|problem| anyhow::anyhow!("{command}: {}", problem.code))
}

/// Brings a demo bank of so many units to a centre.
pub fn measure(folder: &Path, units: u32, figures: &mut Vec<Figure>) -> anyhow::Result<()> {
    let postgres = Postgres::start_durable()?;
    let centre = Centre::start(&postgres, "offline")?;
    let line = Line::open(centre.port(), BITS_S)?;
    let app = App::open(AppOptions { data_dir: folder.join("offline") })?;
    ask(&app, "setup.open_demo", json!({ "units": units, "seed": 7 }))?;
    ask(&app, "session.sign_in", json!({ "login": "admin", "password": "demo-2026" }))?;
    let code = centre.code_for_new_bank()?;
    let status = ask(&app, "sync.connect", json!({ "centre_url": line.url(), "code": code }))?;
    let entries = number(usize::try_from(status["waiting"].as_u64().context("what waits")?)?);
    let before = line.carried();
    let told = follow(&app)?;
    let (up, down) = line.carried();
    app.shut_down();
    let held: f64 = postgres.query("offline", "SELECT count(*) FROM entry")?.trim().parse()?;
    anyhow::ensure!(held >= entries, "the centre holds {held} of {entries} entries");
    let each = |carried: usize, before: usize| number(carried - before) / entries;
    figures.extend([
        Figure::of("30 days away, entries", entries, "").within(Limit::AtLeast(20_000.0)),
        Figure::of("30 days away, 10 Mbit/s, sent", told.sent_s, "s"),
        Figure::of("30 days away, 10 Mbit/s, sent and read", told.all_s, "s").within(Limit::AtMost(60.0)),
        Figure::of("30 days away, steps of progress", number(told.steps), ""),
        Figure::of("30 days away, longest without progress", told.longest_s, "s"),
        Figure::of("wire, all told, up, bytes of an entry", each(up, before.0), "B")
            .within(Limit::AtMost(120.0)),
        Figure::of("wire, all told, down, bytes of an entry", each(down, before.1), "B"),
    ]);
    Ok(())
}

/// What a person saw.
struct Told {
    sent_s: f64,
    all_s: f64,
    /// How often the footer said something else.
    steps: usize,
    longest_s: f64,
}

/// Looks at the footer until it says that all is exchanged.
fn follow(app: &Arc<App>) -> anyhow::Result<Told> {
    let start = Instant::now();
    app.start_background();
    let (mut last, mut since, mut longest) = (None, start, Duration::ZERO);
    let (mut steps, mut sent_s) = (0, 0.0);
    while start.elapsed() < PATIENCE {
        let status = ask(app, "sync.status", json!({}))?;
        if last.replace(status["waiting"].clone()) != Some(status["waiting"].clone()) {
            longest = longest.max(since.elapsed());
            since = Instant::now();
            steps += 1;
        }
        if sent_s == 0.0 && status["waiting"] == 0 {
            sent_s = start.elapsed().as_secs_f64();
        }
        if status["state"] == "up_to_date" && !status["last_sync_ms"].is_null() {
            longest = longest.max(since.elapsed());
            let (all_s, longest_s) = (start.elapsed().as_secs_f64(), longest.as_secs_f64());
            return Ok(Told { sent_s, all_s, steps, longest_s });
        }
        thread::sleep(LOOK);
    }
    anyhow::bail!("it did not come to an end: {}", ask(app, "sync.status", json!({}))?)
}
