//! Rooms that the runs of a unit went on in, and whether they stand in the way of it.

use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use domain::decide::{self, Blocker, Exposure};
use domain::environment::{EntryPlace, Monitoring, Room};
use domain::record::MonitoredRun;
use domain::{DonationId, RoomId};
use std::collections::HashMap;
use store::query::RoomOfRun;

/// A room with the plates of its monitorings of whose numbers others were exposed as well.
pub(crate) struct KnownRoom {
    pub(crate) room: Room,
    twice: HashMap<EntryPlace, Vec<String>>,
}

impl KnownRoom {
    /// Numbers of plates of a monitoring, those of the entries before it included, that were exposed elsewhere as well.
    pub(crate) fn twice(&self, monitoring: &Monitoring) -> &[String] {
        self.twice.get(&monitoring.place()).map_or(&[], Vec::as_slice)
    }
}

/// Rooms that were read already: of many units most went on in the same ones.
pub(crate) type Rooms = HashMap<RoomId, Option<KnownRoom>>;

impl Cx<'_> {
    /// A room, read once.
    pub(crate) fn known_room<'a>(&self, id: RoomId, rooms: &'a mut Rooms) -> Answer<Option<&'a KnownRoom>> {
        let known = match rooms.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(empty) => {
                let room = self.store()?.find_room(id).map_err(stored)?;
                empty.insert(room.map(|room| self.with_twice(room)).transpose()?)
            }
        };
        Ok(known.as_ref())
    }

    /// A room with the plates that are known twice. What takes the place of one entry has its plates in common.
    pub(crate) fn with_twice(&self, room: Room) -> Answer<KnownRoom> {
        let mut twice: HashMap<EntryPlace, Vec<String>> = HashMap::new();
        for plate in self.store()?.list_plates_twice(room.id).map_err(stored)? {
            let (other_room, other) = plate.other;
            let kin = room.monitoring_at(plate.place).is_some_and(|own| own.kin.contains(&other));
            let found = twice.entry(plate.place).or_default();
            let own = other_room == room.id && kin;
            if !own && !found.contains(&plate.number) {
                found.push(plate.number);
            }
        }
        Ok(KnownRoom { room, twice })
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
            let Some(known) = self.known_room(of.room, rooms)? else { continue };
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
            let monitoring =
                self.known_room(of.room, &mut rooms)?.and_then(|known| known.room.monitoring_at(of.place));
            let record = monitoring.and_then(|monitoring| decide::widen_run(monitoring, joined));
            acts.extend(record.map(|record| Act::new(of.room.bytes(), record)));
        }
        Ok(acts)
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
