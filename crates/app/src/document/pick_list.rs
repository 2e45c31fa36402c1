//! Units to be taken from tanks, in the order in which a person walks: room, tank, rack, slot.

use super::{Composed, Desk, with_check};
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use api::Problem;
use domain::{Code, DonationId, Refusal, decide};
use labels::document::{Cell, DocumentData, Row};
use std::collections::BTreeSet;

pub(super) fn compose(cx: &Cx<'_>, desk: &Desk, donations: &[DonationId]) -> Answer<Composed> {
    let donations: BTreeSet<DonationId> = donations.iter().copied().collect();
    if donations.is_empty() {
        return Err(refused(Refusal::stop(Code::Empty).at("donations")));
    }
    if donations.len() > decide::PICKED_MAX {
        return Err(refused(Refusal::stop(Code::TooLong).with("max", decide::PICKED_MAX).at("donations")));
    }
    let tanks = cx.store()?.list_tanks().map_err(stored)?;
    let mut lines = Vec::new();
    for donation in donations {
        let unit = cx.unit(donation)?;
        decide::stored(&unit.state).map_err(|refusal| refused(refusal.at("donations")))?;
        let Some(place) = unit.state.place() else { continue };
        let tank = tanks.iter().find(|tank| tank.tank == place.record.tank);
        let (room, code) = tank.map(|tank| (tank.room.clone(), tank.code.clone())).unwrap_or_default();
        let way = (room, code, place.record.rack, place.record.slot);
        lines.push((
            way,
            unit.state.din().unwrap_or_default().to_owned(),
            unit.state.hold_reason(&unit.contests).is_some(),
        ));
    }
    lines.sort();
    let mut data = DocumentData::default();
    data.fact("units", lines.len().to_string());
    let visited: BTreeSet<&String> = lines.iter().map(|((_, tank, ..), ..)| tank).collect();
    data.fact("tanks", visited.len().to_string());
    let site = cx.site()?;
    data.fact("site", desk.site(cx, site)?);
    let tick = || Cell { has_box: true, ..Cell::default() };
    let rows = lines.iter().zip(1..).map(|(((room, tank, rack, slot), din, is_held), number): (_, u32)| {
        let note = if *is_held { desk.word("held") } else { String::new() };
        Row::from([
            ("number", Cell::new(number.to_string())),
            ("room", Cell::new(room)),
            ("tank", Cell::new(tank)),
            ("rack", Cell::new(format!("R{rack:02}"))),
            ("slot", Cell::new(format!("S{slot:03}"))),
            ("din", Cell { text: with_check(din), note, ..Cell::default() }),
            ("taken", tick()),
            ("checked", tick()),
        ])
    });
    data.tables.insert("units", rows.collect());
    let identity = cx.identity()?;
    let station = domain::StationId::from_bytes(*identity.station.bytes());
    let before = cx.store()?.list_issued(station.bytes(), "pick_list.issued").map_err(stored)?.len();
    // Two stations of a site never give one number to two lists.
    let mark: String = station.to_string().to_uppercase().chars().take(4).collect();
    let number = format!("PL-{}-{mark}-{:04}", desk.names.site(site), before + 1);
    let about: Vec<String> = lines.into_iter().map(|(_, din, _)| din).collect();
    let model = desk.fill(cx, data, number, String::new())?;
    if about.is_empty() {
        return Err(Problem::refusal("unit.unknown").at("donations"));
    }
    Ok(Composed { model, subject: *station.bytes(), about, is_personal: false })
}
