//! Units that were worked by a version of a procedure that was returned: a station had approved it without hearing of that. What
//! was reviewed or released by then is on hold until a deviation says that it may be used.

use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::Known;
use domain::DonationId;
use domain::decide;
use domain::unit::{Contest, ContestKind, UnitState};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Generation;

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

/// What returned versions hold, as it was found last.
#[derive(Default)]
pub(crate) struct Cache(parking_lot::Mutex<Option<Kept>>);

struct Kept {
    of: Generation,
    by: Arc<Known>,
    held: Arc<Held>,
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
        held.extend(self.held_by_returns()?.values().flat_map(|returned| &returned.units));
        Ok(held)
    }

    /// Reviewed units that returned versions hold. Of a bank that never returned a version, none is looked for; else they are
    /// looked for again once something was written that could change how a unit is judged.
    pub(crate) fn held_by_returns(&self) -> Answer<Arc<Held>> {
        let known = self.known()?;
        if known.rules.returned.is_empty() {
            return Ok(Arc::default());
        }
        let of = self.store()?.readiness_generation();
        if let Some(kept) = self.state.returned.0.lock().as_ref()
            && kept.of == of
            && Arc::ptr_eq(&kept.by, &known)
        {
            return Ok(Arc::clone(&kept.held));
        }
        let held = Arc::new(self.find_held_by(&known)?);
        *self.state.returned.0.lock() = Some(Kept { of, by: known, held: Arc::clone(&held) });
        Ok(held)
    }

    fn find_held_by(&self, known: &Known) -> Answer<Held> {
        let store = self.store()?;
        let mut held = Held::new();
        for (digest, since_ms) in &known.rules.returned {
            // Of a version that this station does not know no unit can be judged here.
            let Some(file) = known.rules.sop_of_digest(digest) else { continue };
            let (code, version) = (&file.sop.code, &file.sop.version);
            for donation in store.list_reviewed_by(code, version, digest).map_err(stored)? {
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
