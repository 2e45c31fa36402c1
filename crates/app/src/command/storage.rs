//! Tanks and positions.

use super::credential::second_of;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::scan;
use crate::view::Names;
use api::wire::*;
use domain::decide::{self, StoreInput};
use domain::unit::UnitState;
use domain::{Code, Refusal, TankId, TankPurpose, UnitStatus};
use isbt128::{LocalCode, LocalKind};
use store::query;

pub(crate) fn tank_view(tank: &query::TankRow, names: &Names) -> TankRow {
    TankRow {
        tank: tank.tank,
        site_code: names.site(tank.site),
        room: tank.room.clone(),
        code: tank.code.clone(),
        purpose: tank.purpose,
        racks: tank.racks,
        slots: tank.slots,
        occupied: tank.occupied,
    }
}

/// The code of a position, as printed.
pub(crate) fn position_code(tank: &str, rack: u32, slot: u32) -> String {
    format!("{tank}-R{rack:02}-S{slot:03}")
}

/// Tank code, rack and slot of a position code.
fn read_position(code: &str) -> Option<(&str, u32, u32)> {
    let (rest, slot) = code.rsplit_once("-S")?;
    let (tank, rack) = rest.rsplit_once("-R")?;
    Some((tank, rack.parse().ok()?, slot.parse().ok()?))
}

/// Tank, rack and slot that a position code names; none where no tank has it.
pub(super) fn tank_of_position(cx: &Cx<'_>, position: &str) -> Answer<Option<(query::TankRow, u32, u32)>> {
    let Some((code, rack, slot)) = read_position(position) else { return Ok(None) };
    let tank = cx.store()?.list_tanks().map_err(stored)?.into_iter().find(|tank| tank.code == code);
    Ok(tank.filter(|tank| has_position(tank, position)).map(|tank| (tank, rack, slot)))
}

/// Whether a tank has a position of that code. One text for one position: `T01-R2-S15` is not `T01-R02-S015`.
pub(crate) fn has_position(tank: &query::TankRow, position: &str) -> bool {
    read_position(position).is_some_and(|(code, rack, slot)| {
        let there = (1..=tank.racks).contains(&rack) && (1..=tank.slots).contains(&slot);
        there && code == tank.code && position_code(&tank.code, rack, slot) == position
    })
}

pub(crate) fn storage_tanks(cx: &mut Cx<'_>, _: Empty) -> Answer<TankList> {
    let here = cx.site()?;
    let names = Names::read(cx)?;
    let tanks = cx.store()?.list_tanks().map_err(stored)?;
    let tanks = tanks.iter().filter(|tank| tank.site == here).map(|tank| tank_view(tank, &names));
    Ok(TankList { tanks: tanks.collect() })
}

pub(super) fn find_tank(cx: &Cx<'_>, tank: TankId) -> Answer<query::TankRow> {
    let found = cx.store()?.list_tanks().map_err(stored)?.into_iter().find(|row| row.tank == tank);
    found.ok_or_else(|| refused(Refusal::stop(Code::PositionUnknown).with("position", tank).at("tank")))
}

pub(crate) fn storage_grid(cx: &mut Cx<'_>, request: TankQuery) -> Answer<TankGrid> {
    let tank = find_tank(cx, request.tank)?;
    let names = Names::read(cx)?;
    let occupied = cx.store()?.list_occupancy(tank.tank).map_err(stored)?;
    let occupied = occupied.into_iter().map(|row| OccupiedPosition {
        rack: row.rack,
        slot: row.slot,
        donation: row.donation,
        din: row.din.unwrap_or_default(),
        contested: row.contested,
    });
    Ok(TankGrid { tank: tank_view(&tank, &names), occupied: occupied.collect() })
}

/// Which tanks a unit belongs in: with those whose results are outstanding until quality signed its review.
fn purpose(unit: &UnitState) -> TankPurpose {
    match unit.status() {
        UnitStatus::Reviewed | UnitStatus::Released => TankPurpose::Permanent,
        _ => TankPurpose::Quarantine,
    }
}

pub(crate) fn storage_propose(cx: &mut Cx<'_>, request: ProposePosition) -> Answer<ProposedPosition> {
    let unit = cx.unit(request.donation)?;
    let suited = purpose(&unit.state);
    // Where the procedure is not known here, storing is refused with that reason.
    let needs_second = cx.with_context(|context| {
        decide::wants_second(&unit.state, decide::storing(&unit.state), context).unwrap_or(true)
    })?;
    let here = cx.site()?;
    let full = || refused(Refusal::stop(Code::StorageFull).at("tank"));
    let mut tanks = match request.tank {
        Some(tank) => vec![find_tank(cx, tank)?],
        None => cx.store()?.list_tanks().map_err(stored)?,
    };
    tanks.retain(|tank| tank.site == here);
    let room = |tank: &query::TankRow| (tank.racks * tank.slots).saturating_sub(tank.occupied);
    let best = |tank: &query::TankRow| (tank.purpose == suited, room(tank));
    let tank = tanks.into_iter().filter(|tank| room(tank) > 0).max_by_key(best).ok_or_else(full)?;
    let (rack, slot) = cx.store()?.first_free(&tank).map_err(stored)?.ok_or_else(full)?;
    let code = position_code(&tank.code, rack, slot);
    let label =
        LocalCode::new(LocalKind::Position, &code).map_err(|e| crate::problem::scanned(&e, "tank"))?;
    Ok(ProposedPosition {
        tank: tank.tank,
        tank_code: tank.code,
        room: tank.room,
        rack,
        slot,
        scan_text: label.scan_text(),
        code,
        unsuited: (tank.purpose != suited).then_some(suited),
        needs_second,
    })
}

pub(crate) fn storage_store(cx: &mut Cx<'_>, request: StoreUnit) -> Answer<UnitRef> {
    let din = scan::frozen_bag(&request.bag_scan, "bag_scan")?.din.to_string();
    let row = cx.store()?.find_din(&din).map_err(stored)?.into_iter().next();
    let donation = row.ok_or_else(|| super::unit::unknown(&din, "bag_scan"))?.donation;
    let position = scan::local(&request.position_scan, LocalKind::Position, "position", "position_scan")?;
    let unknown =
        || refused(Refusal::stop(Code::PositionUnknown).with("position", &position).at("position_scan"));
    let (tank, rack, slot) = tank_of_position(cx, &position)?.ok_or_else(unknown)?;
    let occupant = cx.store()?.find_occupant(&position).map_err(stored)?;
    let occupant = occupant.map(|(id, din)| din.unwrap_or_else(|| id.to_string()));
    let unit = cx.unit(donation)?;
    let given = (request.second_login.as_ref(), request.second_password.as_ref());
    let second = second_of(cx, &unit.state, decide::storing(&unit.state), given)?;
    let input = StoreInput {
        tank: tank.tank,
        tank_site: tank.site,
        tank_code: &tank.code,
        rack,
        slot,
        position: &position,
        occupant: occupant.as_deref(),
        move_reason: request.move_reason.as_deref(),
        second,
    };
    let record = cx.decide(|context| decide::store_unit(&unit.state, &input, context))?;
    cx.record(vec![Act::new(donation.bytes(), record).with_second(second)])?;
    cx.unit_ref(donation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_codes_round_trip() {
        for (tank, rack, slot) in [("T01", 1, 1), ("A-R1", 12, 345), ("X", 99, 999)] {
            assert_eq!(read_position(&position_code(tank, rack, slot)), Some((tank, rack, slot)));
        }
        for bad in ["", "T01", "T01-R1", "T01-Rx-S1", "T01-S1"] {
            assert_eq!(read_position(bad), None, "{bad}");
        }
    }
}
