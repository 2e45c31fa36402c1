//! What no single station would record: two units at one position, one number on two donations, a result corrected after
//! the release. So a demo bank has work items to settle.

use super::bank::Scene;
use super::{Timed, record, write};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use domain::unit::UnitState;
use domain::{DonationId, Measure, Record, Role, UnitStatus};
use std::sync::Arc;
use store::query::UnitFilter;

const MINUTE_MS: i64 = 60_000;

/// Adds one disagreement of each kind, where the bank has units for it.
pub(super) fn add(cx: &mut Cx<'_>, scene: &Scene) -> Answer<()> {
    let mut records = Vec::new();
    if let [kept, moved] = find(cx, UnitStatus::Stored, 2)?.as_slice()
        && let (Some(place), Some(from)) = (kept.places.last(), moved.places.last())
    {
        let mut place = place.record.clone();
        place.move_reason = Some(format!("离线移位 moved offline from {}", from.record.position));
        records.push(said(scene, moved.donation, Role::Storage, Record::UnitStored(place), 40));
    }
    if let ([collected], [consented]) =
        (find(cx, UnitStatus::Processing, 1)?.as_slice(), find(cx, UnitStatus::Consented, 1)?.as_slice())
        && let Some(collection) = &collected.collection
    {
        let again = Record::CollectionRegistered(collection.record.clone());
        records.push(said(scene, consented.donation, Role::Nurse, again, 30));
    }
    if let [released] = find(cx, UnitStatus::Released, 1)?.as_slice()
        && let Some(result) = released.results.get("cd34_post").and_then(|results| results.last())
    {
        let mut result = result.record.clone();
        result.number = Some(Measure::tenths(39));
        result.correction_reason = Some("录入笔误 typing error".to_owned());
        records.push(said(scene, released.donation, Role::TestLab, Record::ResultRecorded(result), 20));
    }
    write(cx, records)
}

fn said(scene: &Scene, donation: DonationId, role: Role, what: Record, minutes_ago: i64) -> Timed {
    record(donation.bytes(), scene.now_ms - minutes_ago * MINUTE_MS, scene.person(role), what)
}

/// The units of a status that changed last.
fn find(cx: &Cx<'_>, status: UnitStatus, count: u32) -> Answer<Vec<Arc<UnitState>>> {
    let store = cx.store()?;
    let filter = UnitFilter { statuses: vec![status], ..UnitFilter::default() };
    let rows = store.list_units(&filter, None, count).map_err(stored)?;
    let mut units = Vec::new();
    for row in rows {
        units.extend(store.find_unit_state(row.donation).map_err(stored)?);
    }
    Ok(units)
}
