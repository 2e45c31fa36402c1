//! Three stations, the centre and PostgreSQL as processes of their own. Lines are cut at every byte of an exchange, then at random while
//! any of the five is killed with -9 and started again. What was answered as saved, and what has a receipt, is there afterwards.

pub mod line;
mod worker;

use crate::station::{PASSPHRASE, PASSWORD, Station, now_ms};
use crate::sync::{code, join_over, settled};
use cordkeep_tests::{Centre, Postgres, Proxy, Way, binary, output_dir, until};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use worker::{Bank, Worker};

const NAME: &str = "soak";
const NAMES: [&str; 3] = ["first", "second", "third"];
/// Of an exchange's bytes in each direction, every such one is cut at in a run of the tests.
const STRIDE: usize = 199;
/// How long everything is killed in a run of the tests.
const SHORT_MS: i64 = 12_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// The five.
struct Soak {
    workers: Vec<Worker>,
    centre: Centre,
    centre_kills: u32,
    postgres: Postgres,
    postgres_kills: u32,
    _folder: TempDir,
}

impl Drop for Soak {
    fn drop(&mut self) {
        if thread::panicking() {
            let log = output_dir().unwrap().join("soak-centre.log");
            let _ = std::fs::write(log, self.centre.log().unwrap_or_default());
        }
    }
}

impl Soak {
    /// A bank at three stations of one site, so that all three hold the same.
    fn found(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let postgres = Postgres::start().unwrap();
        let centre = Centre::start(&postgres, NAME).unwrap();
        let proxies = NAMES.map(|_| Proxy::start(centre.port()).unwrap());
        let first = Station::create(&folder.path().join(NAMES[0]));
        let new_bank = centre.code_for_new_bank().unwrap();
        first.ask("sync.connect", json!({ "centre_url": proxies[0].url(), "code": new_bank }));
        first.0.start_background();
        first.hire("all", "李护士", &["nurse", "quality"]);
        first.approve_procedures("all");
        first.sign_in("admin");
        settled(&first);
        let site = first.ask("admin.overview", json!({}))["sites"][0]["site"].clone();
        let others = [1, 2].map(|other| {
            join_over(&proxies[other].url(), &code(&centre, &site), folder.path(), NAMES[other])
        });
        others.iter().chain([&first]).for_each(settled);
        for station in first.ask("admin.overview", json!({}))["stations"].as_array().unwrap() {
            if station["here"] == false {
                let block = json!({ "station": station["station"], "year": 26, "count": 9_000 });
                first.ask("admin.assign_block", block);
            }
        }
        [&first].into_iter().chain(&others).for_each(settled);
        drop((first, others));
        let workers = NAMES.iter().zip(proxies).zip(0..);
        let workers = workers.map(|((name, proxy), index)| {
            Worker::new(name, folder.path().join(name), proxy, seed.wrapping_mul(8).wrapping_add(index))
        });
        let workers = workers.collect();
        Self { workers, centre, centre_kills: 0, postgres, postgres_kills: 0, _folder: folder }
    }

    /// Cuts at every so-manieth byte of an exchange, each way, shared out among the stations.
    fn cut_at_bytes(&mut self, stride: usize, seed: u64) {
        let begin = usize::try_from(seed).unwrap() % stride;
        thread::scope(|scope| {
            for (index, worker) in self.workers.iter_mut().enumerate() {
                scope.spawn(move || {
                    worker.start();
                    for way in [Way::ToServer, Way::ToClient] {
                        worker.cut_at_bytes(way, (begin + index * stride..).step_by(3 * stride));
                    }
                });
            }
        });
    }

    /// Kills any of the five while the stations work, for so long.
    fn kill_at_random(&mut self, for_ms: i64, seed: u64) {
        let (bank, end_ms) = (Bank::default(), now_ms() + for_ms);
        let mut dice = ChaCha20Rng::seed_from_u64(seed);
        let (centre, postgres) = (&mut self.centre, &self.postgres);
        thread::scope(|scope| {
            let bank = &bank;
            let _end = End(bank);
            let workers = self.workers.iter_mut().map(|worker| scope.spawn(move || worker.work(bank)));
            let workers: Vec<_> = workers.collect();
            for round in seed % 3.. {
                let is_over = now_ms() >= end_ms && round >= seed % 3 + 3;
                if is_over || workers.iter().any(thread::ScopedJoinHandle::is_finished) {
                    break;
                }
                thread::sleep(Duration::from_millis(dice.next_u64() % 4_000));
                let (kills_centre, kills_postgres) = (round % 3 != 0, round % 3 != 1);
                if kills_centre {
                    centre.kill();
                    self.centre_kills += 1;
                }
                if kills_postgres {
                    postgres.kill().unwrap();
                    self.postgres_kills += 1;
                }
                thread::sleep(Duration::from_millis(dice.next_u64() % 1_500));
                if kills_postgres {
                    until("PostgreSQL", || postgres.start_again().map(Some)).unwrap();
                }
                if kills_centre {
                    // Its port may be somebody's for a moment.
                    until("the centre", || centre.start_again().map(Some)).unwrap();
                }
            }
        });
    }

    /// Ends cutting and killing, and lets the stations exchange what they have.
    fn heal(&mut self) {
        for _ in 0..2 {
            for worker in &mut self.workers {
                worker.proxy.heal();
                worker.settle();
            }
        }
        self.workers.iter_mut().for_each(Worker::kill);
    }

    /// What has a receipt is at the centre, with the hash that was signed, and the centre never held less than it said.
    fn receipts_are_kept(&self) {
        let held = self.postgres.query(NAME, "SELECT hash FROM entry").unwrap();
        let held: BTreeSet<&str> = held.lines().map(|line| line.trim_start_matches("\\x")).collect();
        for Worker { name, heard, .. } in &self.workers {
            assert!(!heard.receipts.is_empty());
            for (seq, hash) in &heard.receipts {
                assert!(held.contains(hash.to_string().as_str()), "entry {seq} of {name} is lost");
            }
        }
        assert_eq!(self.centre.command(&["alarms"]).unwrap(), Vec::<Value>::new());
        let chains = self.centre.command(&["verify"]).unwrap();
        assert_eq!(chains.len(), 3);
        assert!(chains.iter().all(|chain| chain["good"] == true), "{chains:?}");
    }

    /// What a station answered as saved is at each of the three, which hold the same.
    fn acts_are_kept(&self) {
        let mut saved: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        let mut numbers = BTreeSet::new();
        for worker in &self.workers {
            verify(&worker.data);
            for ((donation, kind), times) in &worker.saved {
                *saved.entry(donation).or_default().entry(kind).or_default() += times;
            }
            for number in &worker.numbers {
                assert!(numbers.insert(number), "{number} was given twice");
            }
        }
        let stations: Vec<Station> = self.workers.iter().map(|worker| open(&worker.data)).collect();
        stations.iter().for_each(settled);
        stations.iter().for_each(settled);
        let digest = |station: &Station| station.0.projection_digest().unwrap();
        let digests: BTreeSet<String> = stations.iter().map(digest).collect();
        assert_eq!(digests.len(), 1, "{digests:?}");
        for station in &stations {
            for (donation, acts) in &saved {
                let donation: Value = serde_json::from_str(donation).unwrap();
                let timeline = station.ask("unit.timeline", json!({ "donation": donation, "din": null }));
                let events = timeline["events"].as_array().unwrap();
                for (kind, times) in acts {
                    let found = events.iter().filter(|event| event["kind"] == *kind).count();
                    assert!(found >= *times, "{kind} of {donation} saved {times} times, there {found}");
                }
            }
        }
    }

    fn figures(&self) -> String {
        let mut said = String::new();
        for Worker { name, kills, proxy, saved, heard, .. } in &self.workers {
            let (acts, cuts, receipts) = (saved.values().sum::<usize>(), proxy.cuts(), heard.receipts.len());
            said += &format!(
                "{name}: {acts} acts saved, {kills} kills, {cuts} cuts, {receipts} receipts, {:?}\n",
                heard.figures
            );
        }
        said += &format!("centre: {} kills; PostgreSQL: {} kills", self.centre_kills, self.postgres_kills);
        said
    }
}

/// Tells the stations in `Drop` that all is over, also where something failed: they would go on for ever.
struct End<'a>(&'a Bank);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Relaxed);
    }
}

/// The command line finds its chain and its projections good.
fn verify(data: &Path) {
    let mut verify = Command::new(binary("cordkeep").unwrap());
    verify.args(["--json", "verify", "--rebuild", "--data"]).arg(data).env("CORDKEEP_PASSPHRASE", PASSPHRASE);
    let said: Value = serde_json::from_slice(&verify.output().unwrap().stdout).unwrap();
    assert_eq!((&said["good"], &said["rebuild_equal"]), (&json!(true), &json!(true)), "{said}");
}

fn open(data: &Path) -> Station {
    let station = Station::open(data);
    station.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    station.ask("session.sign_in", json!({ "login": "all", "password": PASSWORD }));
    station.0.start_background();
    station
}

/// A short run belongs to every test run; `make soak` says how many minutes, and cuts at every byte.
fn minutes() -> Option<i64> {
    number("CORDKEEP_SOAK_MINUTES").and_then(|minutes| minutes.try_into().ok())
}

fn seed() -> u64 {
    number("CORDKEEP_SOAK_SEED").unwrap_or_else(|| now_ms().unsigned_abs())
}

// requirement: 11.10(c), Annex 11 §16
#[test]
fn an_exchange_that_is_cut_at_every_byte_goes_on_from_its_last_page() {
    let seed = seed();
    println!("CORDKEEP_SOAK_SEED={seed}");
    let mut soak = Soak::found(seed);
    soak.cut_at_bytes(if minutes().is_some() { 1 } else { STRIDE }, seed);
    soak.heal();
    println!("{}", soak.figures());
    soak.receipts_are_kept();
    soak.acts_are_kept();
    let sent_again = |worker: &Worker| worker.heard.figures.entries_sent_again;
    assert!(soak.workers.iter().all(|worker| worker.proxy.cuts() > 0));
    let was_sent_again = soak.workers.iter().any(|worker| sent_again(worker) > 0);
    assert!(was_sent_again || minutes().is_none(), "no receipt was cut");
}

// requirement: 11.10(c), Annex 11 §16
#[test]
fn nothing_is_lost_that_was_saved_or_receipted_whatever_is_killed() {
    let seed = seed();
    println!("CORDKEEP_SOAK_SEED={seed}");
    let mut soak = Soak::found(seed);
    soak.kill_at_random(minutes().map_or(SHORT_MS, |minutes| minutes * 60_000), seed);
    soak.heal();
    println!("{}", soak.figures());
    soak.receipts_are_kept();
    soak.acts_are_kept();
    assert!(soak.workers.iter().all(|worker| worker.kills > 0));
    assert!(soak.centre_kills > 0 && soak.postgres_kills > 0);
    let hold = |worker: &Worker| worker.saved.keys().any(|(_, kind)| *kind == "hold.placed");
    assert!(soak.workers.iter().any(hold), "nobody held a unit");
}
