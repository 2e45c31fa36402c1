//! One station of the three, as a process that works behind a line that is cut, and is killed and started again.

use super::line::Heard;
use crate::served::Served;
use crate::station::{PASSPHRASE, PASSWORD, answers, collection, consent, mother, now_ms};
use crate::sync::is_exchanged_since;
use cordkeep_tests::{Proxy, Way, output_dir, until};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long a station lives at most before it is killed, ms.
const LIFE_MS: u32 = 8_000;

/// What all three know.
#[derive(Default)]
pub struct Bank {
    pub is_over: AtomicBool,
    /// Units that somebody collected.
    collected: Mutex<Vec<Value>>,
}

pub struct Worker {
    pub name: String,
    pub data: PathBuf,
    pub proxy: Proxy,
    pub heard: Heard,
    pub kills: u32,
    /// How often each act at a unit was answered as saved.
    pub saved: BTreeMap<(String, &'static str), usize>,
    /// The numbers that were answered.
    pub numbers: Vec<String>,
    dice: ChaCha20Rng,
    served: Option<Served>,
}

impl Worker {
    pub fn new(name: &str, data: PathBuf, proxy: Proxy, seed: u64) -> Self {
        Self {
            name: name.to_owned(),
            data,
            proxy,
            heard: Heard::default(),
            kills: 0,
            saved: BTreeMap::new(),
            numbers: Vec::new(),
            dice: ChaCha20Rng::seed_from_u64(seed),
            served: None,
        }
    }

    fn below(&mut self, end: u32) -> u32 {
        self.dice.next_u32() % end
    }

    fn spawn(&self) -> Child {
        let log = output_dir().unwrap().join(format!("soak-{}.log", self.name));
        let log = File::options().create(true).append(true).open(log).unwrap();
        Served::spawn(&self.data, log.into(), "info")
    }

    /// Opens the station that was started, for one who may do all that is done here.
    fn open(served: &Served) -> Option<()> {
        served.call("setup.unlock", &json!({ "passphrase": PASSPHRASE }))?;
        served.call("session.sign_in", &json!({ "login": "all", "password": PASSWORD }))?;
        Some(())
    }

    pub fn start(&mut self) {
        let served = Served::meet(self.spawn()).unwrap();
        Self::open(&served).unwrap();
        self.served = Some(served);
    }

    /// Ends as everything here does.
    pub fn kill(&mut self) {
        self.served = None;
    }

    /// Cuts one exchange after another behind a byte that moves, until exchanges end before it is reached, and lets each come to
    /// its end afterwards.
    pub fn cut_at_bytes(&mut self, way: Way, bytes: impl Iterator<Item = usize>) {
        for byte in bytes {
            // Part of an exchange may have been on its way before.
            if (0..3).all(|_| !self.is_cut_at(way, byte)) {
                return;
            }
        }
    }

    fn is_cut_at(&mut self, way: Way, byte: usize) -> bool {
        let cuts = self.proxy.cuts();
        self.proxy.cut_after(way, byte);
        let served = self.served.take().unwrap();
        self.enrol(&served).unwrap();
        self.served = Some(served);
        self.settle();
        self.proxy.heal();
        self.proxy.cuts() > cuts
    }

    /// Works until it is told that all is over, through the deaths of its process.
    pub fn work(&mut self, bank: &Bank) {
        self.kill();
        while !bank.is_over.load(Ordering::Relaxed) {
            let child = self.spawn();
            let (id, after_ms) = (child.id(), self.below(LIFE_MS));
            thread::scope(|scope| {
                let killer = scope.spawn(move || kill_after(id, after_ms, &bank.is_over));
                let mut met = Served::meet(child);
                let has_lived = matches!(
                    &met, Ok(served) if Self::open(served).and_then(|()| self.live(served, bank)).is_some()
                );
                if killer.join().unwrap() {
                    self.kills += 1;
                    let child = met.as_mut().map_or_else(|child| child, |served| &mut served.child);
                    assert_eq!(child.wait().unwrap().signal(), Some(9), "{} ended by itself", self.name);
                } else {
                    assert!(has_lived, "{} ended by itself, or does not answer", self.name);
                    self.served = met.ok();
                }
            });
        }
        if self.served.is_none() {
            self.start();
        }
    }

    /// Nothing where the process dies.
    fn live(&mut self, served: &Served, bank: &Bank) -> Option<()> {
        while !bank.is_over.load(Ordering::Relaxed) {
            self.unit(served, bank)?;
            if !self.proxy.is_to_cut() && self.below(3) == 0 {
                let way = if self.below(2) == 0 { Way::ToServer } else { Way::ToClient };
                let byte = self.below(6_000) as usize;
                self.proxy.cut_after(way, byte);
            }
            if self.below(2) == 0 {
                served.call("sync.now", &json!({}))?;
            }
            self.listen();
            thread::sleep(Duration::from_millis(self.below(300).into()));
        }
        Some(())
    }

    /// A unit from its enrolment to its collection, and a hold on one that anybody collected.
    fn unit(&mut self, served: &Served, bank: &Bank) -> Option<()> {
        let donation = self.enrol(served)?;
        served.call("donation.record_consent", &consent(&donation))?;
        self.note(&donation, "consent.recorded");
        let form = served.call("donation.questionnaire", &json!({}))?;
        served.call("donation.record_questionnaire", &answers(&donation, &form))?;
        self.note(&donation, "questionnaire.recorded");
        let unit = served.call("donation.register_collection", &collection(&donation))?;
        self.note(&donation, "collection.registered");
        self.numbers.push(unit["din"].as_str().unwrap().to_owned());
        let other = {
            let mut collected = bank.collected.lock().unwrap();
            collected.push(donation);
            let any = self.dice.next_u32() as usize % collected.len();
            collected[any].clone()
        };
        // Of one that another station collected this one may not have heard yet.
        if served.answer("unit.hold", &json!({ "donation": other, "note": "标签待核" }))?.is_ok() {
            self.note(&other, "hold.placed");
        }
        Some(())
    }

    fn enrol(&mut self, served: &Served) -> Option<Value> {
        let number = self.dice.next_u32();
        let mother = mother(&format!("{}号{number}", self.name), "990000", "19912345678");
        let donation = served.call("donation.enrol", &mother)?["donation"].clone();
        self.note(&donation, "mother.enrolled");
        Some(donation)
    }

    fn note(&mut self, donation: &Value, kind: &'static str) {
        *self.saved.entry((donation.to_string(), kind)).or_default() += 1;
    }

    /// Reads what passed on the line since.
    pub fn listen(&mut self) {
        self.proxy.talks().iter().for_each(|talk| self.heard.take(talk));
    }

    /// Waits until the station has exchanged everything; where that fails, somebody presses the button again.
    pub fn settle(&mut self) {
        let (served, asked_ms) = (self.served.as_ref().unwrap(), now_ms());
        let ask = |command: &str| served.call(command, &json!({})).unwrap();
        ask("sync.now");
        let mut failing = 0;
        let status = until("an exchange", || {
            let status = ask("sync.status");
            if status["problem"] != Value::Null {
                if failing % 40 == 0 {
                    ask("sync.now");
                }
                failing += 1;
            }
            Ok(is_exchanged_since(&status, asked_ms).then_some(status))
        });
        let status = status.unwrap_or_else(|error| panic!("{}: {error}: {}", self.name, ask("sync.status")));
        assert_eq!((&status["problem"], &status["centre_behind_ms"]), (&Value::Null, &Value::Null));
        self.listen();
    }
}

/// Whether it killed what it was to kill: not where all is over before that.
fn kill_after(id: u32, after_ms: u32, is_over: &AtomicBool) -> bool {
    for _ in 0..after_ms / 10 {
        if is_over.load(Ordering::Relaxed) {
            return false;
        }
        thread::sleep(Duration::from_millis(10));
    }
    Command::new("kill").args(["-9", &id.to_string()]).status().unwrap();
    true
}
