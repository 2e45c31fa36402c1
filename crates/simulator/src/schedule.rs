//! What happens in a run and when, drawn from the seed before it begins, so that a failing run can be made shorter by leaving
//! things out: each thing brings its own chance along.

use crate::dice::Dice;

/// What the network does to messages during a phase, per cent of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weather {
    /// Requests that never arrive.
    pub drop: u64,
    /// Answers that never arrive though the request did.
    pub half_open: u64,
    /// Requests that arrive twice.
    pub duplicate: u64,
    /// Messages that take long.
    pub slow: u64,
    /// How long any other message takes at most, milliseconds.
    pub delay_ms_max: u64,
    /// Commits of the centre's database that fail, with or without having become durable.
    pub commit_fails: u64,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Somebody does something at a station.
    Act,
    /// The line between a station and the centre is cut for so long, milliseconds.
    Cut(u64),
    /// The lines of all stations of a station's site are cut for so long, milliseconds.
    CutSite(u64),
    /// For so long, milliseconds, what a station sends arrives at the centre, and no answer comes back.
    HalfOpen(u64),
    /// A station's process dies and is started again after so long, milliseconds.
    Crash(u64),
    /// The power goes while a station writes next, whatever that is, and comes back after so long, milliseconds.
    PowerCut(u64),
    /// The centre's process dies and is started again after so long, milliseconds.
    CentreCrash(u64),
    /// A station's wall clock jumps by so much, milliseconds.
    ClockJump(i64),
    /// A copy of the station's file begins to live beside it.
    Clone,
    /// A backup of the station is made.
    Backup,
    /// The station's file is put back to its backup, and goes on under its name as if nothing were.
    PutBack,
    /// The station's machine is lost; another one goes on with the backup under a name of its own.
    Replace,
    /// One more station is set up at the station's site.
    Join,
    /// The centre's keeper revokes the station.
    Revoke,
    /// The centre's database is put back to what it was when all was last at rest.
    CentreRestored,
}

/// One thing at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// When, milliseconds since the beginning of its phase.
    pub at_ms: u64,
    /// At which station.
    pub station: usize,
    /// What.
    pub what: What,
    /// The seed of its own choices.
    pub chance: u64,
}

/// A time of trouble; after it everything heals, and what must hold is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// How long, milliseconds.
    pub length_ms: u64,
    /// The network.
    pub weather: Weather,
    /// What happens, by time.
    pub events: Vec<Event>,
}

/// A whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The seed of everything that is not in an event.
    pub seed: u64,
    /// The site of each station, from 0.
    pub stations: Vec<usize>,
    /// Which sites may hold personal parts that were recorded elsewhere.
    pub entitled: Vec<bool>,
    /// Times of trouble, one after the other.
    pub phases: Vec<Phase>,
}

impl Schedule {
    /// Draws a run of 5 to 10 stations at 2 to 4 sites.
    #[must_use]
    pub fn draw(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let sites = usize::try_from(dice.between(2, 4)).unwrap_or(2);
        let count = usize::try_from(dice.between(5, 10)).unwrap_or(5);
        // Every site has a station; those beyond stand anywhere.
        let stations = (0..count).map(|n| if n < sites { n } else { dice.index(sites) }).collect();
        let entitled = (0..sites).map(|_| dice.chance(40)).collect();
        let phases = (0..dice.between(1, 4)).map(|_| phase(&mut dice, count)).collect();
        Self { seed, stations, entitled, phases }
    }

    /// How many things happen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.phases.iter().map(|phase| phase.events.len()).sum()
    }

    /// Whether nothing happens.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn phase(dice: &mut Dice, stations: usize) -> Phase {
    let length_ms = dice.between(10_000, 40_000);
    let bad = |dice: &mut Dice, worst| if dice.chance(50) { dice.below(worst) } else { 0 };
    let weather = Weather {
        drop: bad(dice, 30),
        half_open: bad(dice, 30),
        duplicate: bad(dice, 30),
        slow: bad(dice, 20),
        delay_ms_max: dice.between(5, 2_000),
        commit_fails: bad(dice, 15),
    };
    let acts = dice.between(20, 90);
    let mut events: Vec<Event> = (0..acts).map(|_| event(dice, length_ms, stations, What::Act)).collect();
    for _ in 0..dice.below(10) {
        let what = trouble(dice);
        let happens = event(dice, length_ms, stations, what);
        if matches!(what, What::PutBack | What::Replace) {
            // Often a moment ago, so that the backup has what the centre does not have.
            let before_ms = if dice.chance(50) { dice.below(300) } else { dice.below(length_ms) };
            let at_ms = happens.at_ms.saturating_sub(before_ms);
            events.push(Event { at_ms, what: What::Backup, ..happens });
        }
        events.push(happens);
    }
    events.sort_by_key(|event| event.at_ms);
    Phase { length_ms, weather, events }
}

fn trouble(dice: &mut Dice) -> What {
    match dice.below(32) {
        0..=4 => What::Cut(dice.between(1_000, 30_000)),
        5..=6 => What::CutSite(dice.between(1_000, 30_000)),
        7..=8 => What::HalfOpen(dice.between(1_000, 30_000)),
        9..=11 => What::Crash(dice.between(0, 10_000)),
        12..=16 => What::PowerCut(dice.between(0, 10_000)),
        17..=20 => What::CentreCrash(dice.between(0, 5_000)),
        21..=22 => {
            let by_ms = i64::try_from(dice.between(1, 3 * 24 * 3_600_000)).unwrap_or(0);
            What::ClockJump(if dice.chance(50) { by_ms } else { -by_ms })
        }
        23..=24 => What::CentreRestored,
        25 => What::Clone,
        26 => What::PutBack,
        27..=28 => What::Replace,
        29..=30 => What::Join,
        _ => What::Revoke,
    }
}

fn event(dice: &mut Dice, length_ms: u64, stations: usize, what: What) -> Event {
    Event { at_ms: dice.below(length_ms), station: dice.index(stations), what, chance: dice.number() }
}
