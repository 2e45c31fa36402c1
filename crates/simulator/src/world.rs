//! Everything together: one thread, one queue of moments, one stream of chance.

mod deliver;
mod rest;
mod trouble;

use crate::Fault;
use crate::acts;
use crate::centre::{Answer, Centre, Request};
use crate::dice::Dice;
use crate::invariants;
use crate::memory::{Fate, Memory};
use crate::schedule::{Event, Phase, Schedule, Weather};
use crate::station::{Blank, Station};
use domain::SiteId;
use ledger::{Hash, PublicKey, StationId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The true time at which runs begin: 2026-11-01.
const BEGIN_MS: i64 = 1_793_491_200_000;

/// The true wall clock.
#[must_use]
pub fn wall_ms(now_ms: u64) -> i64 {
    BEGIN_MS.saturating_add(i64::try_from(now_ms).unwrap_or(i64::MAX))
}

/// What comes at a moment.
enum Moment {
    Happens(Event),
    /// A station looks what to do.
    Turn(usize),
    /// A request reaches the centre.
    Arrives {
        request: u64,
        sender: StationId,
        what: Request,
    },
    /// The centre goes on with something.
    Work,
    /// An answer reaches the station that asked.
    Answered {
        station: usize,
        request: u64,
        answer: Answer,
    },
    /// A station has waited long enough.
    GivesUp {
        station: usize,
        request: u64,
    },
    /// A station's process is started again.
    Starts(usize),
}

/// What a run was.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Entries that the centre held at the end.
    pub entries: u64,
    /// Requests that stations made.
    pub requests: u64,
    /// Acts that changed something.
    pub acts: u64,
    /// Releases that were signed.
    pub releases: u64,
    /// Stations that were shut out as copies.
    pub shut_out: u64,
    /// Times that the centre was put back to an older backup.
    pub restored: u64,
    /// Times that the power went while a station wrote.
    pub power_cuts: u64,
    /// Stations whose file was put back to an older one.
    pub put_back: u64,
    /// Stations that went on from a backup under a new name.
    pub replaced: u64,
    /// Stations that were set up later.
    pub joined: u64,
    /// A digest of everything in its order: the same for the same seed.
    pub digest: String,
}

impl std::ops::AddAssign for Summary {
    /// Adds what was counted; the digest is of one run.
    fn add_assign(&mut self, other: Self) {
        self.entries += other.entries;
        self.requests += other.requests;
        self.acts += other.acts;
        self.releases += other.releases;
        self.shut_out += other.shut_out;
        self.restored += other.restored;
        self.power_cuts += other.power_cuts;
        self.put_back += other.put_back;
        self.replaced += other.replaced;
        self.joined += other.joined;
    }
}

/// A run.
pub struct World {
    pub(crate) now_ms: u64,
    pub(crate) stations: Vec<Station>,
    pub(crate) centre: Centre,
    pub(crate) sites: Vec<SiteId>,
    pub(crate) entitled: Vec<bool>,
    /// Receipts that stations were given: chain, number, hash.
    pub(crate) receipts: Vec<(StationId, u64, Hash)>,
    pub(crate) revoked: Vec<usize>,
    /// The centre's database when all was last at rest.
    backup: Memory,
    /// Whether something was at the centre that nobody could send again.
    gone: bool,
    /// Every station that the centre ever knew.
    enrolled: Vec<(ledger::SiteId, StationId, PublicKey)>,
    folder: PathBuf,
    blank: Blank,
    pub(crate) summary: Summary,
    dice: Dice,
    weather: Weather,
    queue: BTreeMap<(u64, u64), Moment>,
    order: u64,
    requests: u64,
    /// Who asked, until the answer is on its way.
    asking: BTreeMap<u64, usize>,
    digest: ledger::Digest,
    trace: Option<fn(&str)>,
}

impl World {
    /// Stations and a centre that know each other; the bank is founded at the first station.
    ///
    /// # Errors
    /// A fault of a file.
    pub fn begin(
        schedule: &Schedule,
        folder: &Path,
        blank: &Blank,
        trace: Option<fn(&str)>,
    ) -> Result<Self, Fault> {
        let mut dice = Dice::new(schedule.seed ^ 0x9e37_79b9_7f4a_7c15);
        let site = |n: usize| SiteId::from_bytes([u8::try_from(n + 1).unwrap_or(u8::MAX); 16]);
        let sites: Vec<SiteId> = (0..schedule.entitled.len()).map(site).collect();
        let centre = Centre::new(&dice.bytes());
        let (mut stations, mut enrolled) = (Vec::new(), Vec::new());
        for (index, site) in schedule.stations.iter().enumerate() {
            let site = ledger::SiteId::from_bytes([u8::try_from(site + 1).unwrap_or(u8::MAX); 16]);
            let (mut station, key) =
                Station::begin((index, site), folder, blank, &centre.key.public(), &mut dice)?;
            centre.memory.add_station(crate::station::BANK, site, station.id, key);
            enrolled.push((site, station.id, key));
            if index == 0 {
                acts::found(&mut station, 0, &sites, &schedule.entitled)?;
            }
            acts::register(&mut station, 0, &key)?;
            stations.push(station);
        }
        let mut world = Self {
            now_ms: 0,
            stations,
            centre,
            sites,
            entitled: schedule.entitled.clone(),
            receipts: Vec::new(),
            revoked: Vec::new(),
            backup: Memory::default(),
            gone: false,
            enrolled,
            folder: folder.to_owned(),
            blank: blank.clone(),
            summary: Summary::default(),
            dice,
            weather: Weather::default(),
            queue: BTreeMap::new(),
            order: 0,
            requests: 0,
            asking: BTreeMap::new(),
            digest: ledger::Digest::new("cordkeep.simulation"),
            trace,
        };
        for index in 0..world.stations.len() {
            world.wake(index, 0);
        }
        world.heal()?;
        Ok(world)
    }

    /// Goes through all phases, and checks after each.
    ///
    /// # Errors
    /// The first violation.
    pub fn run(&mut self, schedule: &Schedule) -> Result<Summary, Fault> {
        for phase in &schedule.phases {
            self.trouble(phase)?;
            self.heal()?;
            invariants::check(self)?;
        }
        let entries = self.centre.memory.entries();
        self.summary.entries = entries.len() as u64;
        self.summary.requests = self.requests;
        for kept in &entries {
            self.digest.field(kept.hash.bytes());
        }
        let digest = std::mem::replace(&mut self.digest, ledger::Digest::new("cordkeep.simulation"));
        self.summary.digest = digest.finish().to_string();
        Ok(self.summary.clone())
    }

    fn trouble(&mut self, phase: &Phase) -> Result<(), Fault> {
        self.weather = phase.weather;
        self.note(|| format!("trouble: {:?}", phase.weather));
        let begin_ms = self.now_ms;
        for event in &phase.events {
            self.at(begin_ms + event.at_ms, Moment::Happens(*event));
        }
        self.until(begin_ms + phase.length_ms)
    }

    /// Lets everything happen up to a moment.
    fn until(&mut self, end_ms: u64) -> Result<(), Fault> {
        while let Some(first) = self.queue.first_entry() {
            if first.key().0 > end_ms {
                break;
            }
            let ((at_ms, _), moment) = first.remove_entry();
            self.now_ms = self.now_ms.max(at_ms);
            self.handle(moment)?;
        }
        self.now_ms = self.now_ms.max(end_ms);
        Ok(())
    }

    fn handle(&mut self, moment: Moment) -> Result<(), Fault> {
        match moment {
            Moment::Happens(event) => self.happens(event),
            Moment::Turn(station) => self.turn(station),
            Moment::Arrives { request, sender, what } => {
                self.arrives(request, sender, what);
                Ok(())
            }
            Moment::Work => self.work(),
            Moment::Answered { station, request, answer } => self.answered(station, request, answer),
            Moment::GivesUp { station, request } => self.gives_up(station, request),
            Moment::Starts(station) => self.starts(station),
        }
    }

    pub(crate) fn note(&mut self, text: impl FnOnce() -> String) {
        if let Some(trace) = self.trace {
            trace(&format!("{:>8} {}", self.now_ms, text()));
        }
    }

    fn at(&mut self, at_ms: u64, moment: Moment) {
        self.order += 1;
        self.queue.insert((at_ms.max(self.now_ms), self.order), moment);
    }

    /// Lets a station look what to do, at that moment at the latest.
    fn wake(&mut self, index: usize, at_ms: u64) {
        let Some(station) = self.stations.get_mut(index) else { return };
        if station.turn_ms.is_none_or(|turn_ms| turn_ms > at_ms) {
            station.turn_ms = Some(at_ms);
            self.at(at_ms, Moment::Turn(index));
        }
    }

    fn starts(&mut self, index: usize) -> Result<(), Fault> {
        if let Some(station) = self.stations.get_mut(index) {
            station.start(self.now_ms)?;
            station.turn_ms = None;
        }
        self.wake(index, self.now_ms);
        Ok(())
    }

    fn doom_commits(&mut self) {
        let doomed = self.dice.chance(self.weather.commit_fails);
        let fate = if self.dice.chance(50) { Fate::Lost } else { Fate::Unheard };
        self.centre.memory.doom(doomed.then_some(fate));
    }
}
