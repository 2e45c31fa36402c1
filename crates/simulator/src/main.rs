//! `simulator`: runs seeds on all cores; at the first violation, the seed, the shortest schedule known, and how to see it again.

use anyhow::bail;
use clap::Parser;
use simulator::{Bench, Fault, Schedule, Summary, shorten::shorten};
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Tries to make a failing run shorter.
const TRIES: u32 = 250;

/// Stations and a centre under a seeded clock, network and chance.
#[derive(Parser)]
struct Options {
    /// How many seeds.
    #[arg(long, default_value_t = 1000)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    first_seed: u64,
    /// Shows everything that happens in the first seed, made as short as it still fails.
    #[arg(long)]
    replay: bool,
    /// Says which seed fails and how, and nothing more.
    #[arg(long)]
    brief: bool,
}

fn say(line: &str) {
    // Whoever closed the pipe does not want to hear more.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// What all runs were together.
#[derive(Default)]
struct Tally {
    seeds: u64,
    all: Summary,
    failed: Option<u64>,
}

fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    if options.replay {
        let bench = Bench::make()?;
        return report(&bench, options.first_seed);
    }
    let next = AtomicU64::new(options.first_seed);
    let end = options.first_seed.saturating_add(options.seeds);
    let (stop, tally) = (AtomicBool::new(false), Mutex::new(Tally::default()));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || -> anyhow::Result<()> {
            let bench = Bench::make()?;
            while !stop.load(Ordering::Relaxed) {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= end {
                    break;
                }
                let outcome = bench.run(&Schedule::draw(seed), None);
                let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
                match outcome {
                    Ok(summary) => tally.all += summary,
                    Err(fault) => {
                        say(&format!("seed {seed}: {fault}"));
                        stop.store(true, Ordering::Relaxed);
                        tally.failed = Some(tally.failed.map_or(seed, |other| other.min(seed)));
                    }
                }
                tally.seeds += 1;
                if tally.seeds.is_multiple_of(500) {
                    say(&format!("{} of {} seeds", tally.seeds, options.seeds));
                }
            }
            Ok(())
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(done) => done,
            Err(_) => bail!("a run panicked"),
        })
    })?;
    let Tally { seeds, all, failed } = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(seed) = failed {
        if options.brief {
            return Ok(ExitCode::FAILURE);
        }
        return report(&Bench::make()?, seed);
    }
    say(&format!(
        "{seeds} seeds from {}: 0 violations; {} entries, {} requests, {} acts, {} releases",
        options.first_seed, all.entries, all.requests, all.acts, all.releases,
    ));
    say(&format!(
        "{} power cuts, {} centres restored, {} stations put back, {} replaced, {} joined, {} shut out",
        all.power_cuts, all.restored, all.put_back, all.replaced, all.joined, all.shut_out,
    ));
    Ok(ExitCode::SUCCESS)
}

/// Shows the shortest run of a seed that still fails; the whole run where none does.
fn report(bench: &Bench, seed: u64) -> anyhow::Result<ExitCode> {
    let schedule = Schedule::draw(seed);
    let Err(fault) = bench.run(&schedule, None) else {
        bench.run(&schedule, Some(say))?;
        say(&format!("seed {seed}: no violation"));
        return Ok(ExitCode::SUCCESS);
    };
    let fails = |schedule: &Schedule| matches!(bench.run(schedule, None), Err(Fault::Violation { .. }));
    let shortest = shorten(&schedule, TRIES, fails);
    let what = bench.run(&shortest, Some(say)).err().map_or_else(String::new, |fault| fault.to_string());
    say("");
    say(&format!("seed {seed}: {fault}"));
    say(&format!("shortest known, {} of {} events: {what}", shortest.len(), schedule.len()));
    say(&format!("again: make sim SEEDS=1 FIRST_SEED={seed}"));
    Ok(ExitCode::FAILURE)
}
