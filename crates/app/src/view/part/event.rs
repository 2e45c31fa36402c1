//! What happened to samples, and what stations recorded of them that cannot all be.

use crate::view::Names;
use api::wire::*;
use domain::PartSource;
use domain::rules::in_unit;
use domain::unit::{Part, PartId, PartPlacing, Stamp, UnitState};

pub(super) fn place_view(place: &domain::record::PartPlace) -> PartPlaceView {
    PartPlaceView {
        device: place.device.clone(),
        rack: place.rack.clone(),
        box_code: place.box_code.clone(),
        cell: place.cell.clone(),
    }
}

fn event(kind: &str, stamp: &Stamp, reason: &str, names: &Names) -> PartEvent {
    PartEvent {
        id: PartId::of(stamp).to_string(),
        kind: kind.to_owned(),
        at_ms: stamp.at_ms,
        by: names.person(stamp.operator),
        station: names.station(stamp.station),
        second: stamp.second.map(|person| names.person(Some(person))),
        volume: None,
        old: None,
        place: None,
        part_use: None,
        disposal: None,
        number: None,
        found: None,
        reason: reason.to_owned(),
        entry: None,
        what: None,
    }
}

/// What happened to a part, oldest first.
pub(super) fn events(part: &Part, names: &Names) -> Vec<PartEvent> {
    let made = &part.made;
    let of = made.record.volume_unit;
    let told = |nl: i64| Some(in_unit(nl, of).to_string());
    let first = event("part.made", &made.stamp, &made.record.note, names);
    let mut found = vec![PartEvent { volume: told(part.held_nl), entry: Some(part.id.to_string()), ..first }];
    found.extend(part.uses.iter().map(|draw| PartEvent {
        volume: told(draw.nl),
        part_use: Some(draw.used.record.part_use),
        entry: Some(draw.id.to_string()),
        ..event("part.used", &draw.used.stamp, &draw.used.record.reason, names)
    }));
    let placed = |placing: &PartPlacing| {
        let kind = if placing.place.is_some() { "part.placed" } else { "part.taken_out" };
        let place = placing.place.as_ref().map(place_view);
        PartEvent { place, ..event(kind, &placing.stamp, &placing.reason, names) }
    };
    found.extend(part.places.iter().map(placed));
    found.extend(
        part.separated.iter().map(|one| event("part.separated", &one.stamp, &one.record.reason, names)),
    );
    found.extend(part.counts.iter().map(|count| PartEvent {
        volume: told(count.nl),
        ..event("part.counted", &count.counted.stamp, &count.counted.record.reason, names)
    }));
    found.extend(part.changes.iter().map(|change| PartEvent {
        volume: told(change.new_nl),
        old: told(change.old_nl),
        what: Some(change.corrected.record.part_volume),
        ..event("part.corrected", &change.corrected.stamp, &change.corrected.record.reason, names)
    }));
    found.extend(part.numbers.iter().map(|one| PartEvent {
        number: Some(one.record.number),
        ..event("part.renumbered", &one.stamp, &one.record.reason, names)
    }));
    found.extend(part.voided.iter().map(|one| event("part.voided", &one.stamp, &one.record.reason, names)));
    found.extend(part.discards.iter().map(|discard| &discard.discarded).map(|one| PartEvent {
        disposal: Some(one.record.disposal),
        ..event("part.discarded", &one.stamp, &one.record.reason, names)
    }));
    found.extend(part.settlements.iter().map(|one| PartEvent {
        found: Some(one.settled.record.part_presence),
        ..event("part.settled", &one.settled.stamp, &one.settled.record.reason, names)
    }));
    for label in &part.labels {
        let reprint = label.reprint_reason.as_deref().unwrap_or_default();
        found.push(event("part.labelled", &label.stamp, reprint, names));
        let called_off = label.called_off.iter();
        found.extend(called_off.map(|(stamp, why)| event("part.label_called_off", stamp, why, names)));
    }
    found.sort_by_key(|event| event.at_ms);
    found
}

/// What was made of the part, as far as it is a part itself.
fn children(unit: &UnitState, part: &Part, names: &Names) -> Vec<PartEvent> {
    let made = |child: &Part| {
        let volume = Some(in_unit(child.taken_nl, part.made.record.volume_unit).to_string());
        let first = event("part.made", &child.made.stamp, &child.made.record.note, names);
        PartEvent { volume, number: Some(child.number), ..first }
    };
    unit.children_of(part).map(made).collect()
}

/// The discard of the part and what another station did with it since; nothing where that is settled.
pub(super) fn after_discard(unit: &UnitState, part: &Part, names: &Names) -> Vec<PartEvent> {
    let known: Vec<PartEvent> = events(part, names).into_iter().chain(children(unit, part, names)).collect();
    let find = |stamp: &Stamp| {
        let id = PartId::of(stamp).to_string();
        known.iter().find(|event| event.id == id).cloned()
    };
    unit.discard_sides(part).into_iter().filter_map(find).collect()
}

/// What stations recorded of a part that cannot all be.
pub(crate) fn part_sides(unit: &UnitState, part: &Part, names: &Names) -> Vec<WorkSide> {
    let side = |event: PartEvent| WorkSide {
        number: part.number,
        kind: part.kind(),
        unit: part.made.record.volume_unit,
        event,
    };
    let late = after_discard(unit, part, names);
    if !late.is_empty() {
        return late.into_iter().map(side).collect();
    }
    let mut all = events(part, names);
    all.retain(|event| matches!(event.kind.as_str(), "part.used" | "part.counted"));
    all.extend(children(unit, part, names));
    all.sort_by_key(|event| event.at_ms);
    all.into_iter().map(side).collect()
}

/// What stations took of blood or cells since they were counted.
pub(crate) fn root_sides(unit: &UnitState, source: PartSource, names: &Names) -> Vec<WorkSide> {
    let taken = unit.parts_of_root(source).filter(|part| unit.is_root_open(part));
    let side = |part: &Part| {
        let of = part.made.record.volume_unit;
        let volume = Some(in_unit(part.taken_nl, of).to_string());
        let made = event("part.made", &part.made.stamp, &part.made.record.note, names);
        WorkSide { number: part.number, kind: part.kind(), unit: of, event: PartEvent { volume, ..made } }
    };
    taken.map(side).collect()
}
