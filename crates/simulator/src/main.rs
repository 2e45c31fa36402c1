//! `simulator`: runs seeds on all cores; at the first violation, the seed, the shortest schedule known, and how to see it again.

use anyhow::bail;
use clap::Parser;
use simulator::{Bench, Fault, Schedule, shorten::shorten};
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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

#[derive(Default)]
struct Tally {
    entries: AtomicU64,
    requests: AtomicU64,
    releases: AtomicU64,
    shut_out: AtomicU64,
    done: AtomicU64,
}

fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    if options.replay {
        let bench = Bench::make()?;
        return report(&bench, options.first_seed);
    }
    let next = AtomicU64::new(options.first_seed);
    let end = options.first_seed.saturating_add(options.seeds);
    let (failed, stop, tally) = (Mutex::new(None::<u64>), AtomicBool::new(false), Tally::default());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || -> anyhow::Result<()> {
            let bench = Bench::make()?;
            while !stop.load(Ordering::Relaxed) {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= end {
                    break;
                }
                match bench.run(&Schedule::draw(seed), None) {
                    Ok(summary) => {
                        tally.entries.fetch_add(summary.entries, Ordering::Relaxed);
                        tally.requests.fetch_add(summary.requests, Ordering::Relaxed);
                        tally.releases.fetch_add(summary.releases, Ordering::Relaxed);
                        tally.shut_out.fetch_add(summary.shut_out, Ordering::Relaxed);
                    }
                    Err(fault) => {
                        say(&format!("seed {seed}: {fault}"));
                        stop.store(true, Ordering::Relaxed);
                        let mut failed = failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                        *failed = Some(failed.map_or(seed, |other| other.min(seed)));
                    }
                }
                let done = tally.done.fetch_add(1, Ordering::Relaxed) + 1;
                if done.is_multiple_of(500) {
                    say(&format!("{done} of {} seeds", options.seeds));
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
    let get = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let failed = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(seed) = failed {
        if options.brief {
            return Ok(ExitCode::FAILURE);
        }
        return report(&Bench::make()?, seed);
    }
    say(&format!(
        "{} seeds from {}: 0 violations; {} entries, {} requests, {} releases, {} copies shut out",
        get(&tally.done),
        options.first_seed,
        get(&tally.entries),
        get(&tally.requests),
        get(&tally.releases),
        get(&tally.shut_out),
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
