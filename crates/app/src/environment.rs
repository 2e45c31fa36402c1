//! Rooms that the runs of a unit went on in, and whether they stand in the way of it.

use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::procedures::Known;
use domain::decide::{self, Blocker, Exposure, RoomStanding};
use domain::environment::{EntryPlace, Monitoring, Room};
use domain::record::MonitoredRun;
use domain::rules::Finding;
use domain::unit::{Contest, ContestKind, UnitState};
use domain::{DonationId, RoomId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::ledger::StationId;
use store::query::RoomOfRun;

/// The longest exposure of a plate that anybody can enter.
const EXPOSURE_MAX_MS: i64 = 1_440 * 60_000;

/// A room with the plates of its monitorings of whose numbers others were exposed as well.
pub(crate) struct KnownRoom {
    pub(crate) room: Room,
    twice: HashMap<EntryPlace, Vec<String>>,
}

impl RoomStop {
    /// Whether it puts reviewed units on hold: what is not known yet does not.
    pub(crate) const fn holds(&self) -> bool {
        !matches!(self.standing, RoomStanding::PlateOpen(_))
    }
}

impl KnownRoom {
    /// Numbers of plates of a monitoring, those of the entries before it included, that were exposed elsewhere as well.
    pub(crate) fn twice(&self, monitoring: &Monitoring) -> &[String] {
        self.twice.get(&monitoring.place()).map_or(&[], Vec::as_slice)
    }
}

/// Monitorings that were read already, each with its room: of many units most went on in the same ones.
pub(crate) type Rooms = HashMap<(RoomId, EntryPlace), Option<KnownRoom>>;

/// A monitoring that stands in the way of a run.
#[derive(Debug)]
pub(crate) struct RoomStop {
    pub(crate) of: RoomOfRun,
    pub(crate) code: String,
    pub(crate) entered_ms: i64,
    pub(crate) standing: RoomStanding,
}

/// What was computed last of what stands in the way.
#[derive(Debug, Default)]
pub(crate) struct Cache(parking_lot::Mutex<Option<Stops>>);

#[derive(Debug)]
struct Stops {
    /// Of which ledger, and how much of it: units and runs aside.
    of: (StationId, u64),
    /// By which limits.
    by: Arc<Known>,
    found: Arc<Vec<RoomStop>>,
}

impl Cx<'_> {
    /// The room of a monitoring with it, read once.
    pub(crate) fn known_room<'a>(
        &self,
        id: RoomId,
        place: EntryPlace,
        rooms: &'a mut Rooms,
    ) -> Answer<Option<&'a KnownRoom>> {
        let known = match rooms.entry((id, place)) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(empty) => {
                let room = self.store()?.find_room_part(id, &[place]).map_err(stored)?;
                empty.insert(room.map(|room| self.with_twice(room)).transpose()?)
            }
        };
        Ok(known.as_ref())
    }

    /// A room with the plates that are known twice. What takes the place of one entry has its plates in common.
    pub(crate) fn with_twice(&self, room: Room) -> Answer<KnownRoom> {
        let mut twice: HashMap<EntryPlace, Vec<String>> = HashMap::new();
        for own in room.standing() {
            for plate in self.store()?.list_plates_twice(room.id, own.place()).map_err(stored)? {
                let (other_room, other) = plate.other;
                let kin = other_room == room.id && own.kin.contains(&other);
                let found = twice.entry(plate.place).or_default();
                if !kin && !found.contains(&plate.number) {
                    found.push(plate.number);
                }
            }
        }
        Ok(KnownRoom { room, twice })
    }

    /// Every monitoring that stands in the way of a run. Of what the limits pass and nothing else is said of, none is read.
    pub(crate) fn room_stops(&self) -> Answer<Arc<Vec<RoomStop>>> {
        let store = self.store()?;
        let (of, by) = ((self.identity()?.station, store.generation()), self.known()?);
        if let Some(known) = self.state.rooms.0.lock().as_ref()
            && known.of == of
            && Arc::ptr_eq(&known.by, &by)
        {
            return Ok(Arc::clone(&known.found));
        }
        let bounds = self.with_context(decide::room_bounds)?;
        let mut found = Vec::new();
        for (room, place) in store.list_suspects(&bounds).map_err(stored)? {
            let Some(part) = store.find_room_part(room, &[place]).map_err(stored)? else { continue };
            let known = self.with_twice(part)?;
            let Some(monitoring) = known.room.monitoring_at(place) else { continue };
            for run in monitoring.runs() {
                let twice = known.twice(monitoring);
                let standing =
                    self.with_context(|context| decide::room_standing(monitoring, run, twice, context))?;
                if standing.code().is_some() {
                    let (code, entered_ms) = (known.room.code().to_owned(), monitoring.last_ms());
                    found.push(RoomStop { of: RoomOfRun { room, place, run }, code, entered_ms, standing });
                }
            }
        }
        let found = Arc::new(found);
        *self.state.rooms.0.lock() = Some(Stops { of, by, found: Arc::clone(&found) });
        Ok(found)
    }

    /// What rooms say of a unit that was reviewed already: it is on hold until quality has assessed it. A plate that is still
    /// to be read says nothing yet.
    pub(crate) fn room_contests(&self, unit: &UnitState) -> Answer<Vec<Contest>> {
        if unit.review().is_none() {
            return Ok(Vec::new());
        }
        let listed = self.store()?.list_rooms_of_unit(unit.donation).map_err(stored)?;
        if listed.is_empty() {
            return Ok(Vec::new());
        }
        let stops = self.room_stops()?;
        let mut rooms: Vec<&str> = stops
            .iter()
            .filter(|stop| stop.holds() && listed.contains(&stop.of))
            .map(|stop| stop.code.as_str())
            .collect();
        rooms.sort_unstable();
        rooms.dedup();
        let contest = |room: &str| Contest {
            kind: ContestKind::RoomStopped,
            about: room.to_owned(),
            units: vec![unit.donation],
            lost: false,
        };
        Ok(rooms.into_iter().map(contest).collect())
    }

    /// Reviewed units that rooms hold.
    pub(crate) fn held_by_rooms(&self) -> Answer<BTreeSet<DonationId>> {
        let mut held = BTreeSet::new();
        for stop in self.room_stops()?.iter().filter(|stop| stop.holds()) {
            for donation in self.store()?.list_units_of_room(&stop.of).map_err(stored)? {
                let row = self.store()?.find_unit(donation).map_err(stored)?;
                held.extend(row.filter(|row| row.reviewed).map(|row| row.donation));
            }
        }
        Ok(held)
    }

    /// What was found in rooms while the unit's runs went on.
    pub(crate) fn exposures(&self, donation: DonationId, rooms: &mut Rooms) -> Answer<Vec<Exposure>> {
        let listed = self.store()?.list_rooms_of_unit(donation).map_err(stored)?;
        self.found_in_rooms(&listed, rooms)
    }

    /// What the store lists, as it was found.
    pub(crate) fn found_in_rooms(&self, listed: &[RoomOfRun], rooms: &mut Rooms) -> Answer<Vec<Exposure>> {
        let mut found = Vec::new();
        for of in listed {
            let Some(known) = self.known_room(of.room, of.place, rooms)? else { continue };
            let Some(monitoring) = known.room.monitoring_at(of.place) else { continue };
            found.push(Exposure {
                room: of.room,
                code: known.room.code().to_owned(),
                run: of.run,
                twice: known.twice(monitoring).to_vec(),
                monitoring: monitoring.clone(),
            });
        }
        Ok(found)
    }

    /// What units that join a run add to what was measured while it went on.
    pub(crate) fn widened_rooms(&self, joined: &MonitoredRun) -> Answer<Vec<Act>> {
        let (mut acts, mut rooms) = (Vec::new(), Rooms::new());
        for of in self.store()?.list_rooms_of_run(joined.run).map_err(stored)? {
            let monitoring = self
                .known_room(of.room, of.place, &mut rooms)?
                .and_then(|known| known.room.monitoring_at(of.place));
            let record = monitoring.and_then(|monitoring| decide::widen_run(monitoring, joined));
            acts.extend(record.map(|record| Act::new(of.room.bytes(), record)));
        }
        Ok(acts)
    }

    /// Names units with what was measured during their runs, where this station was the one to say so and could not when they
    /// came together: the run and the room were told of by different stations. Of what came in now.
    pub(crate) fn name_units_late(&mut self, subjects: &BTreeSet<[u8; 16]>) -> Answer<()> {
        let own = domain::StationId::from_bytes(*self.identity()?.station.bytes());
        let (mut acts, mut rooms) = (Vec::new(), Rooms::new());
        let unnamed = self.store()?.list_unnamed(own, subjects).map_err(stored)?;
        let mut joined: BTreeMap<RoomOfRun, Vec<DonationId>> = BTreeMap::new();
        for (of, unit) in unnamed {
            joined.entry(of).or_default().push(unit);
        }
        for (of, units) in joined {
            let Some(known) = self.known_room(of.room, of.place, &mut rooms)? else { continue };
            let Some(monitoring) = known.room.monitoring_at(of.place) else { continue };
            let mut named = monitoring.entries().flat_map(|entry| &entry.record.runs);
            let Some(named) = named.find(|named| named.run == of.run) else { continue };
            let joined = MonitoredRun { units, ..named.clone() };
            let record = decide::widen_run(monitoring, &joined);
            acts.extend(record.map(|record| Act::new(of.room.bytes(), record)));
        }
        if acts.is_empty() { Ok(()) } else { self.record_as(None, acts) }
    }

    /// Whether the rooms that the unit's steps say were monitored while it was worked in them.
    pub(crate) fn worked_rooms(&self, unit: &UnitState) -> Answer<Vec<Finding>> {
        let rules = crate::rules::monitoring();
        let rule = (rules.run_margin_hours, rules.version.as_str());
        let mut found = Vec::new();
        for worked in self.with_context(|context| decide::worked_rooms(unit, context))? {
            let id = Room::subject(worked.site, &worked.code);
            let (from_ms, until_ms) = worked.window(rules.run_margin_hours);
            // A plate tells of all the time that it was exposed for.
            let since_ms = from_ms.saturating_sub(EXPOSURE_MAX_MS);
            let store = self.store()?;
            let places = store.list_monitorings_between(id, (since_ms, until_ms)).map_err(stored)?;
            let room = store.find_room_part(id, &places).map_err(stored)?;
            let known: Vec<&Monitoring> = room.iter().flat_map(Room::standing).collect();
            found.push(
                self.with_context(|context| decide::judge_worked_room(&worked, &known, rule, context))?,
            );
        }
        Ok(found)
    }

    /// What rooms say against a unit.
    pub(crate) fn environment_blockers(
        &self,
        donation: DonationId,
        rooms: &mut Rooms,
    ) -> Answer<Vec<Blocker>> {
        let exposures = self.exposures(donation, rooms)?;
        self.with_context(|context| decide::environment_blockers(&exposures, context))
    }

    /// Refuses a unit that a room stands in the way of.
    pub(crate) fn refuse_environment(&self, donation: DonationId) -> Answer<()> {
        let exposures = self.exposures(donation, &mut Rooms::new())?;
        self.with_context(|context| decide::environment_clear(&exposures, context))?.map_err(refused)
    }
}
