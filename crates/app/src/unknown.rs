//! Records of a later version of the program, of things that a release goes by: the bank, the procedures that judge, the lots that
//! were used, deviations and rooms. Of what no record can stop a release, an unknown one does not either.

use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use domain::environment::Room;
use domain::material::Lot;
use domain::unit::{Contest, UnitState};
use domain::{PersonId, decide};
use std::collections::BTreeSet;

impl Cx<'_> {
    /// What this version does not know of what the unit is judged by. Only a unit in a tank is reviewed, released or put aside.
    pub(crate) fn unknown_contests(&self, unit: &UnitState) -> Answer<Vec<Contest>> {
        if unit.place().is_none() {
            return Ok(Vec::new());
        }
        let store = self.store()?;
        let (procedures, worked) = self.with_context(|context| {
            (decide::deciding_procedures(unit, context), decide::worked_rooms(unit, context))
        })?;
        let mut subjects = BTreeSet::from([*self.identity()?.bank.bytes()]);
        subjects.extend(procedures.iter().map(domain::rules::Procedure::subject));
        subjects.extend(unit.deviations.iter().map(|known| *known.begun.record.deviation.bytes()));
        subjects.extend(worked.iter().map(|room| *Room::subject(room.site, &room.code).bytes()));
        let rooms = store.list_rooms_of_unit(unit.donation).map_err(stored)?;
        subjects.extend(rooms.iter().map(|of| *of.room.bytes()));
        let uses = store.list_uses_on(unit.donation).map_err(stored)?;
        subjects.extend(uses.iter().map(|used| Lot::subject(&used.code)));
        let mut found = Vec::new();
        for subject in subjects {
            let unknown = store.list_unknown(&subject).map_err(stored)?;
            found.extend(unknown.iter().map(|record| record.contest(unit.donation)));
        }
        Ok(found)
    }

    /// Refuses the signature of a person of whom a later version recorded something: it may have ended what they may do.
    pub(crate) fn refuse_unknown_of(&self, person: PersonId) -> Answer<()> {
        let unknown = self.store()?.list_unknown(person.bytes()).map_err(stored)?;
        unknown.first().map_or(Ok(()), |record| Err(refused(record.refusal())))
    }
}
