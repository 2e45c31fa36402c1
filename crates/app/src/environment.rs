//! Rooms that the runs of a unit went on in, and whether they stand in the way of it.

use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use domain::decide::{self, Blocker, Exposure};
use domain::environment::{Monitoring, Room};
use domain::{DonationId, RoomId};
use std::collections::HashMap;
use store::query::RoomOfRun;

/// Rooms that were read already: of many units most went on in the same ones.
pub(crate) type Rooms = HashMap<RoomId, Option<Room>>;

impl Cx<'_> {
    /// What was found in rooms while the unit's runs went on.
    pub(crate) fn exposures(&self, donation: DonationId, rooms: &mut Rooms) -> Answer<Vec<Exposure>> {
        let listed = self.store()?.list_rooms_of_unit(donation).map_err(stored)?;
        self.found_in_rooms(&listed, rooms)
    }

    /// What the store lists, as it was found.
    pub(crate) fn found_in_rooms(&self, listed: &[RoomOfRun], rooms: &mut Rooms) -> Answer<Vec<Exposure>> {
        let mut found = Vec::new();
        for of in listed {
            let room = match rooms.entry(of.room) {
                std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::hash_map::Entry::Vacant(empty) => {
                    empty.insert(self.store()?.find_room(of.room).map_err(stored)?)
                }
            };
            let Some((room, monitoring)) =
                room.as_ref().and_then(|room| Some((room, room.monitoring_at(of.place)?)))
            else {
                continue;
            };
            found.push(Exposure {
                room: of.room,
                code: room.code().to_owned(),
                run: of.run,
                twice: self.plates_twice(monitoring)?,
                monitoring: monitoring.clone(),
            });
        }
        Ok(found)
    }

    /// Plates of a monitoring of whose number another was exposed as well.
    pub(crate) fn plates_twice(&self, monitoring: &Monitoring) -> Answer<Vec<String>> {
        let mut found = Vec::new();
        for plate in &monitoring.plates {
            let number = &plate.exposed.number;
            if self.store()?.list_plates(number).map_err(stored)?.len() > 1 {
                found.push(number.clone());
            }
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
