//! `make bench`, the part of the exchange: real centre, real PostgreSQL with durable commits, true records in signed chains,
//! stations that speak the protocol. Its figures join those of `cordkeep bench` in the same file.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and says what it found"
)]

mod apply;
mod chain;
mod cost;
mod first_read;
mod ingest;
mod line;
mod machine;
mod offline;

use anyhow::Context as _;
use app::Figure;
use clap::Parser as _;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Measure the exchange between stations and centre, print a table and write JSON.
#[derive(clap::Parser)]
struct Options {
    /// The JSON file; what is in it already stays
    #[arg(long, default_value = "target/bench.json")]
    out: PathBuf,
    /// Units of the demo bank whose records the chains are made of: some 45 entries each
    #[arg(long, default_value_t = 2_200)]
    units: u32,
    /// Stations at once
    #[arg(long, default_value_t = 300)]
    stations: usize,
    /// Entries that the centre takes in
    #[arg(long, default_value_t = 1_050_000)]
    entries: usize,
    /// Units of the station that was away for 30 days: some 20,000 entries
    #[arg(long, default_value_t = 450)]
    offline_units: u32,
    /// Units of the bank that a new station joins, at most 100,000
    #[arg(long, default_value_t = 10_000)]
    first_read_units: u32,
    /// One part alone: ingest, apply, offline or first-read
    #[arg(long)]
    only: Option<String>,
    /// Said by `cargo bench`
    #[arg(long = "bench", hide = true)]
    _bench: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let wants = |part: &str| options.only.as_deref().is_none_or(|only| only == part);
    let folder = tempfile::tempdir()?;
    let mut figures = vec![machine::verifications()];
    if wants("ingest") || wants("apply") {
        let told = chain::Told::read(&folder.path().join("told"), options.units)?;
        if wants("apply") {
            apply::measure(&told, folder.path(), &mut figures)?;
        }
        if wants("ingest") {
            ingest::measure(&told, options.stations, options.entries, &mut figures)?;
        }
    }
    if wants("offline") {
        offline::measure(folder.path(), options.offline_units, &mut figures)?;
    }
    if wants("first-read") {
        first_read::measure(folder.path(), options.first_read_units, &mut figures)?;
    }
    // A benchmark runs in its package's folder; people name files from the workspace's.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the workspace")?;
    join(&root.join(&options.out), &figures)
}

/// Adds the figures to what the file holds, in the place of those of the same names.
fn join(out: &Path, figures: &[Figure]) -> anyhow::Result<()> {
    let held = std::fs::read_to_string(out).ok();
    let mut value: Value = held.map_or(Ok(json!({})), |text| serde_json::from_str(&text))?;
    let new: Vec<Value> = figures.iter().map(Figure::json).collect();
    let old = value["figures"].as_array().cloned().unwrap_or_default();
    let is_new = |row: &Value| new.iter().any(|other| other["name"] == row["name"]);
    let rows: Vec<Value> = old.into_iter().filter(|row| !is_new(row)).chain(new.iter().cloned()).collect();
    let beyond = rows.iter().filter(|row| row["verdict"] == "over" || row["verdict"] == "under").count();
    value["over"] = json!(beyond);
    value["figures"] = json!(rows);
    if let Some(parent) = out.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(out, serde_json::to_string_pretty(&value)?).with_context(|| out.display().to_string())?;
    figures.iter().for_each(|figure| println!("{}", figure.line()));
    Ok(())
}

/// The value that so many of a hundred are not above.
fn percentile(values: &mut [f64], of_hundred: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * of_hundred).div_ceil(100).saturating_sub(1);
    values.get(place).copied().unwrap_or(0.0)
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts of a benchmark are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}
