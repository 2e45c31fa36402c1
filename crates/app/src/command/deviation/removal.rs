//! Taking a unit out of a deviation that named it by mistake.

use crate::command::credential::sign;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::view::deviated_unit;
use api::wire::*;
use domain::Record;
use domain::decide;
use domain::deviation::Deviation;
use domain::unit::UnitState;
use std::sync::Arc;

fn unit(cx: &Cx<'_>, draft: &DraftRemoval) -> Answer<Option<Arc<UnitState>>> {
    cx.store()?.find_unit_state(draft.donation).map_err(stored)
}

fn decided(
    cx: &Cx<'_>,
    deviation: &Deviation,
    draft: &DraftRemoval,
    digest: &str,
    name: &str,
) -> Answer<Record> {
    let said = (draft.donation, draft.reason.as_str());
    cx.decide(|context| decide::remove_unit(deviation, said, (digest, name), context))
}

pub(crate) fn deviation_preview_removal(cx: &mut Cx<'_>, request: DraftRemoval) -> Answer<RemovalPreview> {
    let deviation = cx.deviation(request.deviation)?;
    let reason = request.reason.trim().to_owned();
    let digest = deviation.removal_digest(request.donation, &reason);
    let signer = cx.operator()?.name;
    // What would be refused then is refused before a password is asked for.
    decided(cx, &deviation, &request, &digest, &signer)?;
    let state = unit(cx, &request)?;
    let holds = state.iter().flat_map(|unit| decide::holds_of(&deviation, unit));
    let holds = holds.map(|hold| hold.placed.record.note.clone()).collect();
    Ok(RemovalPreview { digest, unit: deviated_unit(cx, request.donation, None)?, reason, holds, signer })
}

pub(crate) fn deviation_remove_unit(cx: &mut Cx<'_>, request: RemoveUnit) -> Answer<DeviationView> {
    let draft = &request.draft;
    let deviation = cx.deviation(draft.deviation)?;
    let name = cx.operator()?.name;
    let record = decided(cx, &deviation, draft, &request.digest, &name)?;
    let unit = unit(cx, draft)?;
    let of_unit = decide::unit_removed(&deviation, unit.as_deref(), &draft.reason, &name).map_err(refused)?;
    sign(cx, request.login.as_deref(), &request.password)?;
    let mut acts = vec![Act::new(deviation.id.bytes(), record)];
    acts.extend(of_unit.into_iter().map(|record| Act::new(draft.donation.bytes(), record)));
    super::recorded(cx, deviation.id, acts)
}
