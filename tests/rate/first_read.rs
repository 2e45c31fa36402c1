//! A station that joins a bank of many units, from its code to the moment from which people can sign in: the application itself, a
//! real centre, and a bank whose entries a station wrote and signed.

use crate::{
    cost::{processor_of_all_s, processor_s},
    number,
};
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

/// What 100,000 units may take, s; of fewer as much less, since no entry is to cost more among many.
const OF_100_000_S: f64 = 180.0;
/// How often a person looks, at most.
const LOOK: Duration = Duration::from_millis(100);
/// How long nothing may move.
const PATIENCE: Duration = Duration::from_secs(300);

fn ask(app: &App, command: &str, args: Value) -> anyhow::Result<Value> {
    app.call(command, args).map_err(|problem| anyhow::anyhow!("{command}: {}", problem.code))
}

/// Lets a station join a demo bank of so many units.
pub fn measure(folder: &Path, units: u32, figures: &mut Vec<Figure>) -> anyhow::Result<()> {
    let postgres = Postgres::start_durable()?;
    let centre = Centre::start(&postgres, "firstread")?;
    let told_s = tell(&folder.join("told-bank"), &centre, units)?;
    let entries: f64 = postgres.query("firstread", "SELECT count(*) FROM entry")?.trim().parse()?;
    let own = centre.command(&["stations"])?.into_iter().next().context("a station")?;
    let of = |name: &str| own[name].as_str().map(str::to_owned).with_context(|| name.to_owned());
    let code = centre.code_for_station(&of("bank")?, &of("site")?)?;
    let data = folder.join("new-station");
    let app = App::open(AppOptions { data_dir: data.clone() })?;
    let spent = || {
        let centre = processor_s(centre.process().context("a centre that serves")?)?;
        let postgres = processor_of_all_s(postgres.process()?)?;
        Ok::<_, anyhow::Error>([processor_s(std::process::id())?, centre, postgres])
    };
    let (before, start) = (spent()?, Instant::now());
    let join = json!({
        "centre_url": centre.url(), "code": code, "station_name": "new", "passphrase": "winter cherry",
    });
    ask(&app, "setup.join", join)?;
    let read = follow(&app, start)?;
    let after = spent()?;
    app.shut_down();
    let disk = number(usize::try_from(std::fs::metadata(data.join("bank.db"))?.len())?);
    let name = |what: &str| format!("first read of {units} units, {what}");
    let limit = OF_100_000_S * f64::from(units) / 100_000.0;
    figures.extend([
        Figure::of(name("entries"), entries, ""),
        Figure::of(name("brought to the centre before"), told_s, "s"),
        Figure::of(name("entries here"), read.read_s, "s"),
        Figure::of(name("at work"), read.all_s, "s").within(Limit::AtMost(limit)),
        Figure::of(name("an entry"), read.all_s * 1e6 / entries, "us"),
        Figure::of(name("longest without progress"), read.longest_s, "s"),
        Figure::of(name("bytes on disk of an entry"), disk / entries, "B"),
    ]);
    let parts = ["station", "centre", "PostgreSQL"].into_iter().zip(after).zip(before);
    figures.extend(parts.map(|((part, after), before)| {
        Figure::of(
            name(&format!("{part}, processor time of an entry")),
            (after - before) * 1e6 / entries,
            "us",
        )
    }));
    Ok(())
}

/// Makes the bank and lets its station send all of it. How long the sending took, s.
fn tell(folder: &Path, centre: &Centre, units: u32) -> anyhow::Result<f64> {
    let app = App::open(AppOptions { data_dir: folder.to_owned() })?;
    ask(&app, "setup.open_demo", json!({ "units": units, "seed": 7 }))?;
    ask(&app, "session.sign_in", json!({ "login": "admin", "password": "demo-2026" }))?;
    let code = centre.code_for_new_bank()?;
    ask(&app, "sync.connect", json!({ "centre_url": centre.url(), "code": code }))?;
    let start = Instant::now();
    app.start_background();
    watch(&app, |status| status["waiting"] == 0, |status| status["waiting"].clone())?;
    app.shut_down();
    Ok(start.elapsed().as_secs_f64())
}

/// What a person saw.
struct Read {
    /// When all entries were here.
    read_s: f64,
    /// When people could sign in.
    all_s: f64,
    longest_s: f64,
}

/// Looks at the screen until it says that people can sign in.
fn follow(app: &Arc<App>, start: Instant) -> anyhow::Result<Read> {
    app.start_background();
    let mut read_s = None;
    let longest = watch(
        app,
        |status| {
            if status["taking_in"]["step"] != "reading" {
                read_s.get_or_insert(start.elapsed().as_secs_f64());
            }
            status["taking_in"].is_null()
        },
        |status| status["taking_in"].clone(),
    )?;
    let all_s = start.elapsed().as_secs_f64();
    Ok(Read { read_s: read_s.unwrap_or(all_s), all_s, longest_s: longest.as_secs_f64() })
}

/// Looks at a station until it is done. The longest time in which it said nothing else.
fn watch(
    app: &App,
    mut is_done: impl FnMut(&Value) -> bool,
    progress: impl Fn(&Value) -> Value,
) -> anyhow::Result<Duration> {
    let (mut last, mut since, mut longest) = (Value::Null, Instant::now(), Duration::ZERO);
    loop {
        let status = ask(app, "sync.status", json!({}))?;
        let now = progress(&status);
        longest = longest.max(since.elapsed());
        if is_done(&status) {
            return Ok(longest);
        }
        if now != last {
            (last, since) = (now, Instant::now());
        }
        anyhow::ensure!(since.elapsed() < PATIENCE, "nothing moves any more: {status}");
        thread::sleep(LOOK);
    }
}
