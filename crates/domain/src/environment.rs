//! A room, folded from its entries: what was measured in it, how its plates were read, what that means for the units of runs.
//!
//! The fold is total. What stations said without hearing of each other stays beside each other, and the graver counts: two
//! readings of a plate, two conclusions, two entries in place of one. A reading and a conclusion belong to an entry and to
//! whatever takes its place.

use crate::record::{
    EnvironmentAssessed, EnvironmentFinding, EnvironmentMonitored, ExposedPlate, PlateRead, RoomRegistered,
    RoomRetired,
};
use crate::unit::{Fact, Stamp, Stamped, entry_name, of_room};
use crate::{PersonId, Record, RoomId, RunId, SiteId, StationId, UnitFitness};

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
    /// What it takes the place of, the newest first.
    pub before: Vec<Stamped<EnvironmentMonitored>>,
    /// Whether another takes its place.
    pub replaced: bool,
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

fn replaced_by(record: &EnvironmentMonitored) -> Option<EntryPlace> {
    record.replaces_station.zip(record.replaces_seq)
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

    /// Every reading of a plate.
    pub fn reads(&self) -> impl Iterator<Item = &Stamped<PlateRead>> {
        self.plates.iter().flat_map(|plate| &plate.reads).chain(&self.dropped)
    }

    /// Plates that nobody has read.
    pub fn open_plates(&self) -> impl Iterator<Item = &Plate> {
        self.plates.iter().filter(|plate| plate.reads.is_empty())
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

    /// The conclusion for a run that counts: an unfit one until another takes its place, a fit one while nothing came to what
    /// it was said of.
    #[must_use]
    pub fn fitness_of(&self, run: RunId) -> Option<&Stamped<EnvironmentAssessed>> {
        let mut names = self.names();
        names.sort_unstable();
        let complete = |said: &&Stamped<EnvironmentAssessed>| {
            let mut of = said.record.entries.clone();
            of.sort_unstable();
            said.record.fitness == UnitFitness::Unfit || of == names
        };
        self.standing_of(run).filter(complete).max_by_key(|said| said.record.fitness == UnitFitness::Unfit)
    }
}

impl EnvironmentAssessed {
    /// The digest that its signature carries: the entries, what was found in them, what it takes the place of.
    #[must_use]
    pub fn shown_digest(
        room: RoomId,
        run: RunId,
        (entries, replaces): (&[String], &[String]),
        findings: &[EnvironmentFinding],
    ) -> String {
        let mut shown = crate::codec::encode(&entries.to_vec());
        shown.extend(crate::codec::encode(&replaces.to_vec()));
        shown.extend(crate::codec::encode(&findings.to_vec()));
        of_room(room, run, &shown)
    }

    fn is_good(&self, room: RoomId) -> bool {
        let of = (self.entries.as_slice(), self.replaces.as_slice());
        self.digest == Self::shown_digest(room, self.run, of, &self.findings)
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
        let (mut entries, mut reads, mut assessed) = (Vec::new(), Vec::new(), Vec::new());
        for Stamped { stamp, record } in facts {
            match record {
                Record::RoomRegistered(record) => {
                    (registered, retired) = (Some(Stamped { stamp, record }), None);
                }
                Record::RoomRetired(record) => retired = Some(Stamped { stamp, record }),
                Record::EnvironmentMonitored(record) => entries.push(Stamped { stamp, record }),
                Record::PlateRead(record) => reads.push(Stamped { stamp, record }),
                Record::EnvironmentAssessed(record) if record.is_good(id) => {
                    assessed.push(Stamped { stamp, record });
                }
                _ => {}
            }
        }
        if registered.is_none() && entries.is_empty() {
            return None;
        }
        let mut monitorings: Vec<Monitoring> =
            entries.iter().map(|entry| monitoring(entry, &entries, &reads, &assessed)).collect();
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

/// An entry with what stands before it and what was said of any of them.
fn monitoring(
    entry: &Stamped<EnvironmentMonitored>,
    entries: &[Stamped<EnvironmentMonitored>],
    reads: &[Stamped<PlateRead>],
    assessed: &[Stamped<EnvironmentAssessed>],
) -> Monitoring {
    let own = place(&entry.stamp);
    let mut before: Vec<Stamped<EnvironmentMonitored>> = Vec::new();
    let mut next = replaced_by(&entry.record);
    while let Some(wanted) = next {
        let known = wanted == own || before.iter().any(|known| place(&known.stamp) == wanted);
        let found = entries.iter().find(|other| place(&other.stamp) == wanted).filter(|_| !known);
        next = found.and_then(|found| replaced_by(&found.record));
        before.extend(found.cloned());
    }
    let is_of = |at: EntryPlace| at == own || before.iter().any(|known| place(&known.stamp) == at);
    let of_read =
        |read: &&Stamped<PlateRead>| is_of((read.record.monitoring_station, read.record.monitoring_seq));
    let mut dropped: Vec<Stamped<PlateRead>> = reads.iter().filter(of_read).cloned().collect();
    let mut plates = Vec::new();
    for exposed in &entry.record.plates {
        let (reads, others) = dropped.into_iter().partition(|read| read.record.plate == exposed.number);
        dropped = others;
        plates.push(Plate { exposed: exposed.clone(), reads });
    }
    let said = |said: &&Stamped<EnvironmentAssessed>| {
        is_of((said.record.monitoring_station, said.record.monitoring_seq))
    };
    Monitoring {
        recorded: entry.clone(),
        replaced: entries
            .iter()
            .any(|other| replaced_by(&other.record) == Some(own) && other.stamp != entry.stamp),
        plates,
        dropped,
        assessed: assessed.iter().filter(said).cloned().collect(),
        before,
    }
}
