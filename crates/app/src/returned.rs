//! Units that were worked by a version of a procedure that was returned: a station had approved it without hearing of that. What
//! was reviewed or released by then is on hold until a deviation says that it may be used.

use crate::context::{Answer, Cx};
use crate::problem::stored;
use domain::DonationId;
use domain::decide;
use domain::unit::{Contest, ContestKind, UnitState};
use std::collections::{BTreeMap, BTreeSet};

/// Reviewed units by the digest of the version that was returned.
pub(crate) type Held = BTreeMap<String, ReturnedUnits>;

/// A version that was returned, with the reviewed units that were worked by it and that no deviation has answered for.
#[derive(Debug, Default)]
pub(crate) struct ReturnedUnits {
    /// Code and version.
    pub(crate) name: String,
    /// When it was returned first.
    pub(crate) since_ms: i64,
    /// The units.
    pub(crate) units: Vec<DonationId>,
}

impl Cx<'_> {
    /// What a returned version says of a unit that was reviewed already.
    pub(crate) fn returned_contest(&self, unit: &UnitState) -> Answer<Option<Contest>> {
        if unit.review().is_none() || self.known()?.rules.returned.is_empty() {
            return Ok(None);
        }
        let returned = self.with_context(|context| decide::returned_sop(unit, context))?;
        Ok(returned.map(|procedure| Contest {
            kind: ContestKind::SopReturned,
            about: format!("{} {}", procedure.code, procedure.version),
            units: vec![unit.donation],
            lost: false,
        }))
    }

    /// Reviewed units that rooms or returned versions hold, beside what their own records say.
    pub(crate) fn held_besides(&self) -> Answer<BTreeSet<DonationId>> {
        let mut held = self.held_by_rooms()?;
        held.extend(self.held_by_returns()?.into_values().flat_map(|returned| returned.units));
        Ok(held)
    }

    /// Reviewed units that returned versions hold. Of a bank that never returned a version, none is looked for.
    pub(crate) fn held_by_returns(&self) -> Answer<Held> {
        let known = self.known()?;
        if known.rules.returned.is_empty() {
            return Ok(Held::new());
        }
        let store = self.store()?;
        let mut held = Held::new();
        for (digest, since_ms) in &known.rules.returned {
            for donation in store.list_reviewed_by(digest).map_err(stored)? {
                let Some(unit) = store.find_unit_state(donation).map_err(stored)? else { continue };
                let Some(contest) = self.returned_contest(&unit)? else { continue };
                let returned = held.entry(digest.clone()).or_default();
                returned.name = contest.about;
                returned.since_ms = *since_ms;
                returned.units.push(donation);
            }
        }
        Ok(held)
    }
}
