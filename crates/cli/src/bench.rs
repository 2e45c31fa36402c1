//! `make bench`: medians of several runs, each beside the bare limit of the machine where there is one.

mod run;
mod things;
mod together;

use crate::command::call;
use crate::output::{Failure, Output};
use anyhow::Context as _;
use api::wire::{AuditPage, DemoOpened, UnitPage};
use app::{App, AppOptions, Figure, Limit};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn seconds(work: impl FnOnce() -> Result<(), Failure>) -> Result<f64, Failure> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64())
}

fn median_ms(runs: usize, mut work: impl FnMut(usize) -> Result<(), Failure>) -> Result<f64, Failure> {
    let mut times = Vec::with_capacity(runs);
    for run in 0..runs {
        times.push(seconds(|| work(run))? * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(runs / 2).copied().unwrap_or(0.0))
}

pub fn run(
    out: &Path,
    (units, audit_entries): (u32, u64),
    demand: bool,
    output: &Output,
) -> Result<ExitCode, Failure> {
    let folder = tempfile::tempdir().context("temporary folder")?;
    let data = folder.path().join("bank");
    let app = App::open(AppOptions { data_dir: data.clone() })?;
    let mut figures = Vec::new();
    let demo = seconds(|| {
        let _: DemoOpened = call(&app, "setup.open_demo", json!({ "units": units, "seed": 1 }))?;
        Ok(())
    })?;
    figures.push(Figure::of("demo bank", demo, "s"));
    let size = std::fs::metadata(data.join("bank.db")).map_or(0, |meta| meta.len());
    #[expect(clippy::cast_precision_loss, reason = "a file size in MiB needs no 53 bits")]
    let size_mib = size as f64 / f64::from(1 << 20);
    figures.push(Figure::of("demo bank file", size_mib, "MiB"));
    app.call("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }))?;
    scans(&mut figures)?;
    reading(&app, &mut figures)?;
    writing(&app, folder.path(), &mut figures)?;
    run::steps(&app, folder.path(), &mut figures)?;
    papers(&app, &mut figures)?;
    let verify = seconds(|| app.verify().map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("verify the ledger", verify, "s"));
    let rebuild = seconds(|| app.rebuild().map_err(Failure::from))?;
    figures.push(Figure::of("rebuild projections", rebuild, "s"));
    // Before the trail is filled: backup and restore are of a bank of so many units, and of nothing else.
    safe_keeping(&app, folder.path(), &mut figures)?;
    audit(&app, audit_entries, &mut figures)?;
    report(out, (units, audit_entries), &figures, demand, output)
}

/// A backup beside a bare copy of as many bytes on the same disk, what it costs an act meanwhile, and a restore drill.
fn safe_keeping(app: &Arc<App>, folder: &Path, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    let backups = folder.join("backups");
    std::fs::create_dir(&backups).context("folder for backups")?;
    let made = app.back_up(Some(&backups))?;
    let bare = seconds(|| {
        let to = folder.join("bare-copy");
        std::fs::copy(made.database(), &to)
            .and_then(|_| std::fs::File::open(&to)?.sync_all())
            .context("bare copy")
            .map_err(Failure::from)
    })?;
    let backup = seconds(|| app.back_up(Some(&backups)).map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("backup", backup, "s").beside(bare));
    app.call("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }))?;
    let longest = std::thread::scope(|scope| {
        let copying = scope.spawn(|| app.back_up(Some(&backups)).map(|_| ()));
        let mut longest: f64 = 0.0;
        while !copying.is_finished() {
            let request = json!({
                "inventory": "public", "due_date": "2027-01-31", "name": "测试", "identity_document": "990000",
                "phone": "19900000000",
            });
            let act = seconds(|| app.call("donation.enrol", request).map(|_| ()).map_err(Failure::from))?;
            longest = longest.max(act * 1_000.0);
        }
        Ok::<_, Failure>(longest)
    })?;
    figures.push(Figure::of("longest act during a backup", longest, "ms"));
    let asked = app::Restore { from: &made.folder, secret: "", station_name: None };
    let report = app::drill(&asked, folder, &app::SystemHost::default())?;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a drill need no 53 bits")]
    let in_seconds = |ms: u64| ms as f64 / 1_000.0;
    for (name, ms) in [
        ("restore drill", report.total_ms),
        ("restore drill: copy and digests", report.copy_ms),
        ("restore drill: file, ledger, rebuild", report.check_ms),
    ] {
        figures.push(Figure::of(name, in_seconds(ms), "s"));
    }
    Ok(())
}

/// From a scanned text to its value, on a million seeded texts.
fn scans(figures: &mut Vec<Figure>) -> Result<(), Failure> {
    const COUNT: usize = 1_000_000;
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
    let start = Instant::now();
    let (bytes, spent) =
        app::exercise_scans(COUNT, || start.elapsed()).map_err(|wrong| anyhow::anyhow!("{wrong}"))?;
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (count, megabytes) = (COUNT as f64, bytes as f64 / 1e6);
    let seconds = spent.as_secs_f64();
    figures.push(Figure::of("read a scanned text", seconds * 1e6 / count, "us").within(Limit::AtMost(50.0)));
    figures.push(Figure::of("scanned texts", megabytes / seconds, "MB/s"));
    Ok(())
}

fn reading(app: &Arc<App>, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    let list = |text: Option<&str>, after: Option<String>| json!({ "statuses": [], "text": text, "inventory": null, "held_only": false, "after": after, "limit": 100 });
    let first: UnitPage = call(app, "unit.list", list(None, None))?;
    let row = first.rows.iter().rev().find(|row| row.din.is_some()).context("a unit with a number")?;
    let din = row.din.clone().unwrap_or_default();
    let tail: String = din.chars().skip(7).collect();
    let queries = [
        ("list, first page", "unit.list", list(None, None)),
        ("list, next page", "unit.list", list(None, first.next.clone())),
        ("timers above every screen", "timer.list", json!({})),
        ("search by number", "unit.list", list(Some(&din), None)),
        ("search by the end of a number", "unit.list", list(Some(&tail), None)),
        ("unit", "unit.get", json!({ "donation": row.donation, "din": null })),
        ("timeline", "unit.timeline", json!({ "donation": row.donation, "din": null })),
        ("scan to meaning", "scan.read", json!({ "text": format!("&d{din}00") })),
        ("statistics", "bank.statistics", json!({})),
        ("review queue", "review.queue", json!({ "after": null, "limit": 50 })),
    ];
    // Every unit is judged for the first time; later only those that something could have moved.
    let queue = || {
        let page = json!({ "after": null, "limit": 50 });
        app.call("review.queue", page).map(|_| ()).map_err(Failure::from)
    };
    figures.push(Figure::of("review queue, each unit judged anew", seconds(queue)? * 1_000.0, "ms"));
    for (name, command, args) in queries {
        let median = median_ms(21, |_| app.call(command, args.clone()).map(|_| ()).map_err(Failure::from))?;
        figures.push(Figure::of(name, median, "ms"));
    }
    Ok(())
}

/// An act (decide, sign, commit durably) beside a bare durable write of as many bytes on the same disk.
fn writing(app: &Arc<App>, folder: &Path, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    let mut file = std::fs::File::create(folder.join("bare")).context("bare file")?;
    let bytes = vec![0x5a; 4096];
    let limit = median_ms(101, |_| {
        file.write_all(&bytes).and_then(|()| file.sync_data()).context("bare write").map_err(Failure::from)
    })?;
    let median = median_ms(101, |run| {
        let request = json!({
            "inventory": "public", "due_date": "2027-01-31", "name": format!("测试{run}"),
            "identity_document": format!("9900001990{run:08}"), "phone": "19900000000",
        });
        app.call("donation.enrol", request).map(|_| ()).map_err(Failure::from)
    })?;
    figures.push(Figure::of("record an act", median, "ms").beside(limit));
    Ok(())
}

/// Pages of the audit trail at both ends of a long ledger, alone and narrowed.
fn audit(app: &Arc<App>, entries: u64, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    let mut begin_ms = 0;
    let filled = seconds(|| {
        begin_ms = app.invent_entries(entries)?;
        Ok(())
    })?;
    figures.push(Figure::of("fill the ledger", filled, "s"));
    app.call("session.sign_in", json!({ "login": "manager", "password": "demo-2026" }))?;
    let people: Value = app.call("admin.overview", json!({}))?;
    let person = people.pointer("/people/0/person").cloned().unwrap_or_default();
    let filter = |part: Value| {
        let mut filter = json!({
            "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null, "kinds": [], "report": null,
        });
        if let (Some(filter), Value::Object(part)) = (filter.as_object_mut(), part) {
            filter.extend(part);
        }
        filter
    };
    // One part in fifty of the invented history is older: a deep page is still a full one.
    let deep_ms = begin_ms + i64::try_from(entries).unwrap_or(0) * app::INVENTED_STEP_MS / 50;
    let queries = [
        ("audit, first page", "audit, deep page", json!({})),
        ("audit of a person, first page", "audit of a person, deep page", json!({ "person": person })),
        (
            "audit of a kind, first page",
            "audit of a kind, deep page",
            json!({ "kinds": ["sign_in.attempted"] }),
        ),
        ("failed sign-ins, first page", "failed sign-ins, deep page", json!({ "report": "failed_sign_ins" })),
    ];
    for (first, deep, part) in queries {
        let page =
            |after: Option<String>| json!({ "filter": filter(part.clone()), "after": after, "limit": 100 });
        let mut until = filter(part.clone());
        if let Some(until) = until.as_object_mut() {
            until.insert("until_ms".to_owned(), json!(deep_ms));
        }
        let near_the_end: AuditPage =
            call(app, "audit.list", json!({ "filter": until, "after": null, "limit": 1 }))?;
        for (name, after) in [(first, None), (deep, near_the_end.next)] {
            let request = page(after);
            let median = median_ms(21, |_| {
                app.call("audit.list", request.clone()).map(|_| ()).map_err(Failure::from)
            })?;
            figures.push(Figure::of(name, median, "ms"));
        }
    }
    Ok(())
}

fn papers(app: &Arc<App>, figures: &mut Vec<Figure>) -> Result<(), Failure> {
    app.call("session.sign_in", json!({ "login": "manager", "password": "demo-2026" }))?;
    let released = json!({
        "statuses": ["released"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 20,
    });
    let page: UnitPage = call(app, "unit.list", released)?;
    let row = page.rows.first().context("a released unit")?;
    let preview = json!({ "donation": row.donation, "templates": ["bag"], "locale": "zh-CN" });
    let one =
        median_ms(21, |_| app.call("label.preview", preview.clone()).map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("one label", one, "ms"));
    labels(figures)?;
    let certificate = median_ms(11, |_| {
        let request = json!({ "donation": row.donation, "copy_reason": "bench" });
        app.call("certificate.issue", request).map(|_| ()).map_err(Failure::from)
    })?;
    figures.push(Figure::of("certificate, recorded and saved", certificate, "ms"));
    Ok(())
}

/// Labels alone, without what a station does around them.
fn labels(figures: &mut Vec<Figure>) -> Result<(), Failure> {
    let bag = app::LabelBatch::bag()?;
    let pdf = median_ms(101, |_| bag.pdf().map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("one label as PDF", pdf, "ms"));
    let zpl = median_ms(101, |_| bag.zpl().map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("one label as ZPL, 300 dpi", zpl, "ms"));
    let kits = app::LabelBatch::kits(1_000)?;
    let pdf = seconds(|| kits.pdf().map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("1,000 kit sets as PDF", pdf, "s"));
    let zpl = seconds(|| kits.zpl().map(|_| ()).map_err(Failure::from))?;
    figures.push(Figure::of("1,000 kit sets as ZPL, 300 dpi", zpl, "s"));
    Ok(())
}

/// The table, and the same as JSON. Time is no test: what is beyond its limit is named, and fails only where that is demanded.
fn report(
    out: &Path,
    (units, audit_entries): (u32, u64),
    figures: &[Figure],
    demand: bool,
    output: &Output,
) -> Result<ExitCode, Failure> {
    let rows: Vec<Value> = figures.iter().map(Figure::json).collect();
    let over = figures.iter().filter(|figure| figure.is_beyond()).count();
    let value = json!({ "units": units, "audit_entries": audit_entries, "over": over, "figures": rows });
    if let Some(parent) = out.parent() {
        std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
    }
    let text = serde_json::to_string_pretty(&value).map_err(anyhow::Error::from)?;
    std::fs::write(out, text).with_context(|| out.display().to_string())?;
    let mut lines: Vec<String> = figures.iter().map(Figure::line).collect();
    lines.extend((over > 0).then(|| format!("{over} beyond their limit")));
    output.answer(&value, &lines);
    Ok(if demand && over > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
