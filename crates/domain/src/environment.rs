//! tidy: long because one fold keeps what several stations said of one thing, and parts of it mean nothing alone
//!
//! A room, folded from its entries: what was measured in it, how its plates were read, what that means for the units of runs.
//!
//! The fold is total. What stations said without hearing of each other stays beside each other, and the graver counts: two
//! readings of a plate, two conclusions, two entries in place of one. A reading and a conclusion belong to an entry and to
//! whatever takes its place.

use crate::record::{
    EnvironmentAssessed, EnvironmentMonitored, ExposedPlate, MonitoredRun, PlateRead, RoomRegistered,
    RoomRetired,
};
use crate::unit::{Fact, Stamp, Stamped, entry_name, of_room};
use crate::{DonationId, PersonId, Record, RoomId, RunId, SiteId, StationId};
use std::collections::{BTreeMap, HashMap};

/// Where an entry stands: its chain and its place in it.
pub type EntryPlace = (StationId, u64);

/// A plate of a monitoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plate {
    /// As it was exposed.
    pub exposed: ExposedPlate,
    /// Its readings, oldest first, those that another took the place of included.
    pub reads: Vec<Stamped<PlateRead>>,
}

/// What was found in a room at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitoring {
    /// As it was recorded.
    pub recorded: Stamped<EnvironmentMonitored>,
    /// What it takes the place of, and what that took the place of.
    pub before: Vec<Stamped<EnvironmentMonitored>>,
    /// Whether another takes its place.
    pub replaced: bool,
    /// Where others stand that took the place of one entry with it: stations put it right without hearing of each other.
    pub kin: Vec<EntryPlace>,
    /// Units that joined its runs after it was entered.
    pub widened: Vec<MonitoredRun>,
    /// Its plates.
    pub plates: Vec<Plate>,
    /// Readings of plates that only the entries it takes the place of have.
    pub dropped: Vec<Stamped<PlateRead>>,
    /// Conclusions whose signature is good, oldest first, those of the entries before it included.
    pub assessed: Vec<Stamped<EnvironmentAssessed>>,
}

/// A room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Which.
    pub id: RoomId,
    /// What is known of it; none while only its monitorings have arrived.
    pub registered: Option<Stamped<RoomRegistered>>,
    /// When it was given up; none where it was registered again since.
    pub retired: Option<Stamped<RoomRetired>>,
    /// Monitorings in the order in which they were done, those that another takes the place of included.
    pub monitorings: Vec<Monitoring>,
}

/// Where an entry stands.
#[must_use]
pub const fn place(stamp: &Stamp) -> EntryPlace {
    (stamp.station, stamp.seq)
}

/// A number of a plate as it is kept and looked up: a scanner writes capitals, an input method full width.
#[must_use]
pub fn plate_number(text: &str) -> String {
    let narrow = |character: char| match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    let narrow: String = text.chars().map(narrow).collect();
    narrow.trim().to_uppercase()
}

impl Plate {
    /// Readings that no other one takes the place of: several where stations read it without hearing of each other.
    pub fn standing(&self) -> impl Iterator<Item = &Stamped<PlateRead>> {
        self.reads.iter().filter(|read| {
            let own = Some(place(&read.stamp));
            !self
                .reads
                .iter()
                .any(|other| other.record.replaces_station.zip(other.record.replaces_seq) == own)
        })
    }

    /// The reading that counts: of several the highest.
    #[must_use]
    pub fn read(&self) -> Option<&Stamped<PlateRead>> {
        self.standing().max_by_key(|read| read.record.cfu)
    }
}

impl Monitoring {
    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> EntryPlace {
        place(&self.recorded.stamp)
    }

    /// It, and what it takes the place of.
    pub fn entries(&self) -> impl Iterator<Item = &Stamped<EnvironmentMonitored>> {
        std::iter::once(&self.recorded).chain(&self.before)
    }

    /// Units that were in a run while it went on, as far as its entries know.
    #[must_use]
    pub fn units_of(&self, run: RunId) -> Vec<DonationId> {
        let named = self.entries().flat_map(|entry| &entry.record.runs).chain(&self.widened);
        let mut found: Vec<DonationId> =
            named.filter(|of| of.run == run).flat_map(|of| of.units.clone()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// When the last of it was entered.
    #[must_use]
    pub fn last_ms(&self) -> i64 {
        let entries = self.entries().map(|entry| entry.stamp.at_ms);
        entries.chain(self.reads().map(|read| read.stamp.at_ms)).max().unwrap_or(i64::MIN)
    }

    /// Every reading of a plate.
    pub fn reads(&self) -> impl Iterator<Item = &Stamped<PlateRead>> {
        self.plates.iter().flat_map(|plate| &plate.reads).chain(&self.dropped)
    }

    /// Plates that nobody has read.
    pub fn open_plates(&self) -> impl Iterator<Item = &Plate> {
        self.plates.iter().filter(|plate| plate.reads.is_empty())
    }

    /// Plates that only the entries before it have, each with the entry that has it.
    pub fn former_plates(&self) -> impl Iterator<Item = (&EnvironmentMonitored, &ExposedPlate)> {
        let of = self.before.iter().map(|entry| &entry.record);
        of.flat_map(|entry| entry.plates.iter().map(move |plate| (entry, plate)))
            .filter(|(_, plate)| !self.plates.iter().any(|known| known.exposed.number == plate.number))
    }

    /// From when to when it said that a plate of that number was exposed in it, by the clocks of who entered it; without end
    /// where it says so still.
    #[must_use]
    pub fn claimed(&self, number: &str) -> Option<(i64, Option<i64>)> {
        let mut said: Vec<(i64, bool)> = self
            .entries()
            .map(|entry| (entry.stamp.at_ms, entry.record.plates.iter().any(|plate| plate.number == number)))
            .collect();
        said.sort_unstable();
        let since = said.iter().find(|(_, has)| *has).map(|(at_ms, _)| *at_ms)?;
        if self.plates.iter().any(|plate| plate.exposed.number == number) {
            return Some((since, None));
        }
        let after = said.iter().rev().take_while(|(_, has)| !has).last().map(|(at_ms, _)| *at_ms);
        Some((since, Some(after.unwrap_or(self.recorded.stamp.at_ms))))
    }

    /// The plate of a number, of the entries before it as well.
    #[must_use]
    pub fn plate_of(&self, number: &str) -> Option<Plate> {
        let known = self.plates.iter().find(|plate| plate.exposed.number == number).cloned();
        known.or_else(|| {
            let (_, exposed) = self.former_plates().find(|(_, plate)| plate.number == number)?;
            let reads = self.dropped.iter().filter(|read| read.record.plate == number).cloned().collect();
            Some(Plate { exposed: exposed.clone(), reads })
        })
    }

    /// Runs that it belongs to, those of the entries before it included.
    #[must_use]
    pub fn runs(&self) -> Vec<RunId> {
        let mut found = Vec::new();
        for run in self.entries().flat_map(|entry| &entry.record.runs) {
            if !found.contains(&run.run) {
                found.push(run.run);
            }
        }
        found
    }

    /// Whether that person recorded any of it.
    #[must_use]
    pub fn is_of(&self, person: PersonId) -> bool {
        let recorders = self.entries().map(|entry| entry.stamp.operator);
        recorders.chain(self.reads().map(|read| read.stamp.operator)).any(|found| found == Some(person))
    }

    /// The entries that it is made of, by name.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let entries = self.entries().map(|entry| &entry.stamp);
        entries.chain(self.reads().map(|read| &read.stamp)).map(entry_name).collect()
    }

    /// Conclusions for a run that no later one takes the place of.
    pub fn standing_of(&self, run: RunId) -> impl Iterator<Item = &Stamped<EnvironmentAssessed>> {
        self.assessed.iter().filter(move |said| {
            let name = entry_name(&said.stamp);
            said.record.run == run && !self.assessed.iter().any(|other| other.record.replaces.contains(&name))
        })
    }
}

impl EnvironmentAssessed {
    /// The digest that its signature carries: entries, findings, plates known twice, and what it takes the place of.
    #[must_use]
    pub fn shown_digest(&self, room: RoomId) -> String {
        let mut shown = crate::codec::encode(&self.entries);
        shown.extend(crate::codec::encode(&self.replaces));
        shown.extend(crate::codec::encode(&self.findings));
        shown.extend(crate::codec::encode(&self.former_findings));
        shown.extend(crate::codec::encode(&self.plates_twice));
        of_room(room, self.run, &shown)
    }
}

impl Room {
    /// The aggregate of a site's room of that code.
    #[must_use]
    pub fn subject(site: SiteId, code: &str) -> RoomId {
        RoomId::from_bytes(crate::named_subject(b"cordkeep.room.v1\0", &format!("{site}\0{code}")))
    }

    /// The room after all facts, which come in display order; none where nothing is known of it.
    #[must_use]
    pub fn fold(id: RoomId, facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let (mut registered, mut retired) = (None, None);
        let (mut entries, mut said) = (Vec::new(), Said::default());
        for Stamped { stamp, record } in facts {
            match record {
                Record::RoomRegistered(record) => {
                    (registered, retired) = (Some(Stamped { stamp, record }), None);
                }
                Record::RoomRetired(record) => retired = Some(Stamped { stamp, record }),
                Record::EnvironmentMonitored(record) => entries.push(Stamped { stamp, record }),
                Record::PlateRead(record) => {
                    let at = (record.monitoring_station, record.monitoring_seq);
                    said.reads.entry(at).or_default().push(Stamped { stamp, record });
                }
                Record::EnvironmentAssessed(record) if record.digest == record.shown_digest(id) => {
                    let at = (record.monitoring_station, record.monitoring_seq);
                    said.assessed.entry(at).or_default().push(Stamped { stamp, record });
                }
                Record::EnvironmentRunWidened(record) => {
                    let at = (record.monitoring_station, record.monitoring_seq);
                    said.widened.entry(at).or_default().extend(record.runs);
                }
                _ => {}
            }
        }
        if registered.is_none() && entries.is_empty() {
            return None;
        }
        let chains = Chains::of(&entries);
        let mut monitorings: Vec<Monitoring> =
            (0..entries.len()).filter_map(|own| monitoring(own, &entries, &chains, &said)).collect();
        monitorings.sort_by_key(|one| (one.recorded.record.monitored_ms, one.recorded.stamp.at_ms));
        Some(Self { id, registered, retired, monitorings })
    }

    /// The monitorings that count.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Monitoring> {
        self.monitorings.iter().filter(|one| !one.replaced)
    }

    /// The monitoring at that place, whether it counts or not.
    #[must_use]
    pub fn monitoring_at(&self, at: EntryPlace) -> Option<&Monitoring> {
        self.monitorings.iter().find(|one| one.place() == at)
    }

    /// Its code at its site.
    #[must_use]
    pub fn code(&self) -> &str {
        let of_entry = || self.monitorings.first().map(|one| one.recorded.record.room.as_str());
        self.registered.as_ref().map(|known| known.record.code.as_str()).or_else(of_entry).unwrap_or_default()
    }

    /// Where it is.
    #[must_use]
    pub fn site(&self) -> Option<SiteId> {
        let of_entry = || self.monitorings.first().map(|one| one.recorded.record.site);
        self.registered.as_ref().map(|known| known.record.site).or_else(of_entry)
    }
}

/// What was said of entries, by where they stand.
#[derive(Default)]
struct Said {
    reads: HashMap<EntryPlace, Vec<Stamped<PlateRead>>>,
    assessed: HashMap<EntryPlace, Vec<Stamped<EnvironmentAssessed>>>,
    widened: HashMap<EntryPlace, Vec<MonitoredRun>>,
}

/// Which entries take the place of which, by their number among the entries.
struct Chains {
    /// Of each what it takes the place of, and what that took the place of.
    before: Vec<Vec<usize>>,
    /// Of each those that stand and have it in their chain.
    heads: Vec<Vec<usize>>,
    replaced: Vec<bool>,
}

impl Chains {
    fn of(entries: &[Stamped<EnvironmentMonitored>]) -> Self {
        let all: Vec<&Stamped<EnvironmentMonitored>> = entries.iter().collect();
        let replaced_by = direct(&all);
        let direct = |at: usize| replaced_by.get(at).into_iter().flatten().copied();
        let mut replaced = vec![false; entries.len()];
        let mut before = Vec::with_capacity(entries.len());
        for own in 0..entries.len() {
            let mut found: Vec<usize> = Vec::new();
            let mut open: Vec<usize> = direct(own).collect();
            while let Some(next) = open.pop() {
                // A name is over the entry's own content: none can name what comes after it.
                if next != own && !found.contains(&next) {
                    found.push(next);
                    open.extend(direct(next));
                }
            }
            for at in &found {
                if let Some(one) = replaced.get_mut(*at) {
                    *one = true;
                }
            }
            before.push(found);
        }
        let mut heads = vec![Vec::new(); entries.len()];
        for (own, of) in before.iter().enumerate().filter(|(own, _)| replaced.get(*own) == Some(&false)) {
            for at in of.iter().chain([&own]) {
                if let Some(one) = heads.get_mut(*at) {
                    one.push(own);
                }
            }
        }
        Self { before, heads, replaced }
    }
}

/// Of each entry those that it says to take the place of.
fn direct(entries: &[&Stamped<EnvironmentMonitored>]) -> Vec<Vec<usize>> {
    // Most rooms' entries take the place of none: their names, each a digest, are needed by nobody.
    let wanted = entries.iter().any(|entry| !entry.record.replaces.is_empty());
    let named: HashMap<String, usize> = if wanted {
        entries.iter().enumerate().map(|(at, entry)| (entry_name(&entry.stamp), at)).collect()
    } else {
        HashMap::new()
    };
    let of = |entry: &&Stamped<EnvironmentMonitored>| {
        entry.record.replaces.iter().filter_map(|name| named.get(name).copied()).collect()
    };
    entries.iter().map(of).collect()
}

/// What belongs together of a room's facts: entries of which one takes the place of another, with all that was said of any
/// of them. Each chain is named by the least place of its entries, and folds to the same monitorings as all facts do.
#[must_use]
pub fn chains(facts: &[Fact]) -> BTreeMap<EntryPlace, Vec<usize>> {
    let mut entries: Vec<(usize, Stamped<EnvironmentMonitored>)> = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        if let Record::EnvironmentMonitored(record) = &fact.record {
            entries.push((at, Stamped { stamp: fact.stamp.clone(), record: record.clone() }));
        }
    }
    let all: Vec<&Stamped<EnvironmentMonitored>> = entries.iter().map(|(_, entry)| entry).collect();
    let mut names: Vec<EntryPlace> = all.iter().map(|entry| place(&entry.stamp)).collect();
    let direct = direct(&all);
    // Names fall until neighbours agree: a chain has few entries.
    let mut changed = true;
    while changed {
        changed = false;
        for (own, others) in direct.iter().enumerate() {
            for other in others {
                let (Some(one), Some(two)) = (names.get(own).copied(), names.get(*other).copied()) else {
                    continue;
                };
                let least = one.min(two);
                for at in [own, *other] {
                    if let Some(name) = names.get_mut(at).filter(|name| **name != least) {
                        *name = least;
                        changed = true;
                    }
                }
            }
        }
    }
    let chain_of: HashMap<EntryPlace, EntryPlace> =
        all.iter().map(|entry| place(&entry.stamp)).zip(names).collect();
    let mut found: BTreeMap<EntryPlace, Vec<usize>> = BTreeMap::new();
    for (at, fact) in facts.iter().enumerate() {
        let of = match &fact.record {
            Record::EnvironmentMonitored(_) => place(&fact.stamp),
            Record::PlateRead(said) => (said.monitoring_station, said.monitoring_seq),
            Record::EnvironmentAssessed(said) => (said.monitoring_station, said.monitoring_seq),
            Record::EnvironmentRunWidened(said) => (said.monitoring_station, said.monitoring_seq),
            _ => continue,
        };
        if let Some(chain) = chain_of.get(&of) {
            found.entry(*chain).or_default().push(at);
        }
    }
    found
}

/// An entry with what stands before it and what was said of any of them.
fn monitoring(
    own: usize,
    entries: &[Stamped<EnvironmentMonitored>],
    chains: &Chains,
    said: &Said,
) -> Option<Monitoring> {
    let recorded = entries.get(own)?.clone();
    let chain = chains.before.get(own)?;
    let before: Vec<_> = chain.iter().filter_map(|at| entries.get(*at)).cloned().collect();
    let places: Vec<EntryPlace> =
        std::iter::once(&recorded).chain(&before).map(|entry| place(&entry.stamp)).collect();
    let heads = chain.iter().chain([&own]).filter_map(|at| chains.heads.get(*at)).flatten();
    let mut kin: Vec<EntryPlace> = heads
        .filter(|head| **head != own)
        .filter_map(|head| entries.get(*head).map(|entry| place(&entry.stamp)))
        .collect();
    kin.sort_unstable();
    kin.dedup();
    let mut dropped = gathered(&said.reads, &places);
    dropped.sort_by_key(|read| (read.stamp.at_ms, place(&read.stamp)));
    let mut plates = Vec::new();
    for exposed in &recorded.record.plates {
        let (reads, others) = dropped.into_iter().partition(|read| read.record.plate == exposed.number);
        dropped = others;
        plates.push(Plate { exposed: exposed.clone(), reads });
    }
    let mut assessed = gathered(&said.assessed, &places);
    assessed.sort_by_key(|one| (one.stamp.at_ms, place(&one.stamp)));
    Some(Monitoring {
        replaced: chains.replaced.get(own) == Some(&true),
        widened: gathered(&said.widened, &places),
        recorded,
        before,
        kin,
        plates,
        dropped,
        assessed,
    })
}

fn gathered<T: Clone>(of: &HashMap<EntryPlace, Vec<T>>, places: &[EntryPlace]) -> Vec<T> {
    places.iter().filter_map(|at| of.get(at)).flatten().cloned().collect()
}
