//! What was found in rooms while the runs of a unit went on, for its dossier: what stands in the way first, and of each
//! monitoring what is not as it should be.

use super::dossier::verdict;
use super::{Desk, code};
use crate::command::local_time;
use crate::context::{Answer, Cx, LoadedUnit};
use crate::view::monitorings_of_unit;
use api::wire::{MonitoredRunView, MonitoringView, PlateReadView, PlateView, RoomFindingView};
use domain::Verdict;
use labels::document::{Cell, DocumentData, Row, Tone};

pub(super) fn rooms(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, data: &mut DocumentData) -> Answer<()> {
    let found = monitorings_of_unit(cx, unit.state.donation)?.monitorings;
    if !found.is_empty() {
        data.conditions.insert("monitored");
    }
    data.tables.insert("rooms", found.iter().map(|one| row(desk, one)).collect());
    Ok(())
}

fn row(desk: &Desk, view: &MonitoringView) -> Row {
    let loud = |one: &&RoomFindingView| !matches!(one.verdict, Verdict::Pass | Verdict::Info);
    let value = |one: &RoomFindingView| {
        let quantity = desk.words.value("room_quantity", one.quantity.as_str());
        format!("{} {quantity} {} ({})", one.point, one.value, one.limit)
    };
    let mut said: Vec<String> = view.findings.iter().filter(loud).map(value).collect();
    let open = view.plates.iter().filter(|plate| plate.reads.is_empty());
    said.extend(open.map(|plate| desk.word("plate_open").replace("{plate}", &plate.number)));
    let former = view.former_plates.iter();
    said.extend(former.clone().map(|plate| format!("{}: {}", plate.number, desk.word("plate_gone"))));
    said.extend(
        view.plates
            .iter()
            .chain(former)
            .flat_map(|plate| plate.reads.iter().map(move |of| read(desk, plate, of))),
    );
    let before = |one: &RoomFindingView| format!("{}: {}", desk.word("before_corrected"), value(one));
    said.extend(view.former_findings.iter().map(before));
    said.extend(view.reason.iter().map(|reason| desk.word("corrects").replace("{reason}", reason)));
    let judged = view.verdict.map_or_else(|| Cell::new("—").toned(Tone::Quiet), |found| verdict(desk, found));
    let runs: Vec<String> = view.runs.iter().map(|of| run(desk, of)).collect();
    Row::from([
        ("room", Cell::new(format!("{} {}", view.code, desk.pick(&view.zh, &view.en)))),
        ("at", Cell::new(format!("{} · {}", local_time(view.monitored_ms), view.by))),
        ("verdict", judged),
        ("found", Cell::new(if said.is_empty() { "—".to_owned() } else { said.join("; ") })),
        ("runs", Cell::new(runs.join("; "))),
    ])
}

/// A reading of a plate, that another took the place of as well.
fn read(desk: &Desk, plate: &PlateView, of: &PlateReadView) -> String {
    let replaced = if of.replaced { desk.word("plate_replaced") } else { String::new() };
    let parts = [
        format!("{}: {} CFU", plate.number, of.cfu),
        of.organism.clone(),
        of.by.clone(),
        local_time(of.read_ms),
        of.reason
            .as_ref()
            .map(|reason| desk.word("corrects").replace("{reason}", reason))
            .unwrap_or_default(),
        replaced,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn run(desk: &Desk, of: &MonitoredRunView) -> String {
    let standing = desk.words.value("room_standing", &code(&of.standing));
    let said = of
        .assessment
        .as_ref()
        .map(|said| format!(" · {} · {} {}", said.reason, said.by, local_time(said.at_ms)));
    format!("{}: {standing}{}", of.number, said.unwrap_or_default())
}
