//! Samples and other parts: the tree of a unit, and what is in a box.

mod event;

use super::Names;
use crate::command::{box_shape, is_kept_here, part_code, part_is_shared};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::samples_of;
use crate::rules::samples;
use api::wire::*;
use domain::record::PartBoxSetUp;
use domain::rules::{Agreeing, BoxShape, SampleRules, in_unit};
use domain::unit::{ContestKind, Part, PartId, UnitState};
use domain::{PartSource, SiteId, VolumeUnit};
use event::{after_discard, events, place_view};
pub(crate) use event::{part_sides, root_sides};
use isbt128::{LocalCode, LocalKind};
use store::query::BoxRow;

/// The parts of a unit, each before what was made of it.
pub(crate) fn parts_view(cx: &Cx<'_>, unit: &UnitState) -> Answer<PartsView> {
    let names = Names::read(cx)?;
    let rules = samples_of(cx, unit)?;
    let contests = cx.store()?.list_contests_of(unit.donation).map_err(stored)?;
    let scene = Shown { cx, unit, rules: &rules, names: &names };
    let mut parts = Vec::new();
    for source in [PartSource::Collection, PartSource::Product, PartSource::Mother] {
        // What never was is shown too, struck through.
        for part in unit.parts.iter().filter(|part| part.made.record.source == source) {
            descend(&scene, part, 0, &mut parts)?;
        }
    }
    // What a late entry made of a part that this station does not know yet.
    for part in unit.parts.iter().filter(|part| part.parent.is_some_and(|id| unit.part(id).is_none())) {
        descend(&scene, part, 0, &mut parts)?;
    }
    let ml = |nl: i64| in_unit(nl, VolumeUnit::Ml).to_string();
    Ok(PartsView {
        donation: unit.donation,
        din: unit.din().unwrap_or_default().to_owned(),
        bag_position: unit.place().map(|place| place.record.position.clone()),
        roots: [PartSource::Collection, PartSource::Product, PartSource::Mother]
            .map(|source| {
                let left = rules.left_of_root(source, unit);
                PartRootView {
                    source,
                    held_ml: rules.held_by_root(source, unit).map(ml),
                    left_ml: left.map(ml),
                    overdrawn: rules.is_root_overdrawn(source, unit),
                    digest: unit.root_digest(source),
                }
            })
            .to_vec(),
        parts,
        agreeing: agreeing_views(cx, unit, &rules)?,
        compartments_short_ml: rules.compartments_short(unit).map(ml),
        tolerance_percent: rules.compartments_tolerance_percent.to_string(),
        next_number: unit.next_part_number(),
        kinds: rules
            .kinds
            .iter()
            .map(|kind| PartKindView {
                kind: kind.kind,
                roots: kind.roots.clone(),
                parts: kind.parts.clone(),
                container: kind.container,
                unit: kind.unit,
            })
            .collect(),
        devices: keeping_devices(cx)?,
        steps: rules
            .steps()
            .into_iter()
            .map(|(step, kind)| PartStepView { step: step.to_owned(), kind })
            .collect(),
        number_lost: contests.iter().any(|one| one.kind == ContestKind::DuplicateDin && one.lost),
    })
}

/// The unit whose parts are shown.
struct Shown<'a> {
    cx: &'a Cx<'a>,
    unit: &'a UnitState,
    rules: &'a SampleRules,
    names: &'a Names,
}

fn descend(scene: &Shown<'_>, part: &Part, depth: u32, found: &mut Vec<PartView>) -> Answer<()> {
    // A chain of parts as long as this says nothing any more, and one that ends in itself would never end.
    if depth > 20 || found.iter().any(|known| known.part == part.id.to_string()) {
        return Ok(());
    }
    found.push(part_view(scene, part, depth)?);
    for child in scene.unit.parts.iter().filter(|child| child.parent == Some(part.id)) {
        descend(scene, child, depth + 1, found)?;
    }
    Ok(())
}

fn part_view(scene: &Shown<'_>, part: &Part, depth: u32) -> Answer<PartView> {
    let Shown { cx, unit, rules, names } = *scene;
    let made = &part.made.record;
    let of = made.volume_unit;
    let din = unit.din().unwrap_or_default();
    let code = LocalCode::new(LocalKind::Part, &part_code(din, part.number));
    let parent = part.parent.and_then(|id| unit.part(id));
    let compartment = unit.compartment_of(part).filter(|_| part.is_compartment());
    let kept = unit.is_kept(part);
    Ok(PartView {
        part: part.id.to_string(),
        number: part.number,
        code: code.map(|code| code.scan_text()).unwrap_or_default(),
        depth,
        kind: made.part_kind,
        container: made.container,
        source: made.source,
        parent: part.parent.map(|id| id.to_string()),
        parent_number: parent.map(|parent| parent.number),
        held: in_unit(part.held_nl, of).to_string(),
        taken: in_unit(part.taken_nl, of).to_string(),
        aliquot: part.is_aliquot(),
        left: in_unit(if unit.is_overdrawn(part) { 0 } else { unit.left_of(part) }, of).to_string(),
        unit: of,
        state: unit.part_state(part),
        overdrawn: kept && unit.is_overdrawn(part),
        twin: unit.is_twin(part),
        unlabelled: unit.unlabelled_with(part).filter(|_| kept).map(|other| other.number),
        contested: unit.is_position_contested(part),
        late: kept && part.separated_late,
        after_discard: after_discard(unit, part, names),
        source_gone: unit.doubted_source(part).map(|source| source.number),
        root_overdrawn: rules.doubted_root(part, unit).filter(|_| kept),
        label_shared: kept && part_is_shared(cx, din, part.number)?,
        cell_with: if kept { cell_with(cx, part)? } else { None },
        place: part.place().filter(|_| kept).map(place_view),
        compartment: compartment.map(|(number, all)| format!("{number} / {all}")),
        mass_ug: made.mass_ug.map(|mass| mass.to_string()),
        concentration: made.concentration.map(|value| value.to_string()),
        note: made.note.clone(),
        made_ms: made.made_ms,
        by: names.person(part.made.stamp.operator),
        printed: part.printed(),
        labels: part
            .labels_out()
            .map(|label| PartLabelView {
                order: label.order.to_string(),
                at_ms: label.stamp.at_ms,
                by: names.person(label.stamp.operator),
                number: label.number,
            })
            .collect(),
        events: events(part, names),
        digest: unit.count_digest(part),
        settlement_digest: unit.settlement_digest(part),
    })
}

/// What else is in the part's cell.
fn cell_with(cx: &Cx<'_>, part: &Part) -> Answer<Option<String>> {
    let Some((placing, place)) = part.places.last().zip(part.place()) else { return Ok(None) };
    if place.cell.is_none() {
        return Ok(None);
    }
    let there = cx.store()?.list_box(placing.stamp.site, &place.device, place.box_code.as_deref());
    let others =
        there.map_err(stored)?.into_iter().filter(|row| row.cell == place.cell && row.part != part.id);
    let names: Vec<String> =
        others.map(|row| part_code(row.din.as_deref().unwrap_or_default(), row.number)).collect();
    Ok((!names.is_empty()).then(|| names.join(", ")))
}

fn agreeing_views(cx: &Cx<'_>, unit: &UnitState, samples: &SampleRules) -> Answer<Vec<PartAgreeing>> {
    let rules = cx.reading_rules(unit)?;
    let view = |one: Agreeing| {
        let step = rules.sop().step(&one.step)?;
        let input = step.inputs.iter().find(|input| input.code == one.input)?;
        Some(PartAgreeing {
            step_zh: step.title.zh.clone(),
            step_en: step.title.en.clone(),
            zh: input.label.zh.clone(),
            en: input.label.en.clone(),
            step: one.step,
            input: one.input,
            typed: one.typed.map(|typed| typed.to_string()),
            found: one.found.to_string(),
            unit: one.unit,
            differs: one.differs,
        })
    };
    let unit_of = |step: &str, input: &str| {
        let inputs = &rules.sop().step(step)?.inputs;
        inputs.iter().find(|known| known.code == input).map(|input| input.unit.clone())
    };
    Ok(samples.agreeing(unit, unit_of).into_iter().filter_map(view).collect())
}

/// Freezers, refrigerators and tanks of this site.
pub(crate) fn keeping_devices(cx: &Cx<'_>) -> Answer<Vec<ThingName>> {
    let here = cx.site()?;
    let store = cx.store()?;
    let mut devices: Vec<ThingName> = Vec::new();
    for code in store.list_keeping(here, domain::register::KEEPING_KINDS).map_err(stored)? {
        let Some(device) = store.find_equipment(&code).map_err(stored)? else { continue };
        if is_kept_here(&device, here) {
            devices.push(ThingName { code, name: device.registered.record.description });
        }
    }
    for tank in store.list_tanks().map_err(stored)?.into_iter().filter(|tank| tank.site == here) {
        devices.push(ThingName { code: tank.code, name: tank.room });
    }
    Ok(devices)
}

pub(crate) fn part_boxes_view(cx: &Cx<'_>) -> Answer<PartBoxes> {
    let mut boxes = cx.store()?.list_boxes(cx.site()?).map_err(stored)?;
    // One that is set up and holds nothing yet.
    for empty in cx.store()?.list_part_boxes(cx.site()?).map_err(stored)? {
        let PartBoxSetUp { device, rack, box_code, .. } = empty;
        if !boxes.iter().any(|row| row.box_code.as_ref() == Some(&box_code)) {
            boxes.push(BoxRow { device, box_code: Some(box_code), rack, parts: 0, clashes: 0 });
        }
    }
    let boxes = boxes.into_iter().map(|row| part_box_row(cx, row)).collect::<Answer<_>>()?;
    let kind = |kind: &domain::rules::BoxKind| PartBoxKind {
        code: kind.code.clone(),
        zh: kind.zh.clone(),
        en: kind.en.clone(),
    };
    let kinds = samples().boxes.iter().map(kind).collect();
    Ok(PartBoxes { boxes, devices: keeping_devices(cx)?, kinds })
}

pub(crate) fn part_box_row(cx: &Cx<'_>, row: BoxRow) -> Answer<PartBoxRow> {
    let device = cx.store()?.find_equipment(&row.device).map_err(stored)?;
    let code = row.box_code.as_deref();
    let set_up = match code {
        Some(code) => cx.store()?.find_part_box(cx.site()?, code).map_err(stored)?,
        None => None,
    };
    let shape = box_shape(cx, code.unwrap_or_default())?;
    let cells = u32::try_from(shape.cells().len()).unwrap_or(u32::MAX);
    let taken = row.parts.saturating_sub(row.clashes);
    Ok(PartBoxRow {
        device_name: device.map(|device| device.registered.record.description).unwrap_or_default(),
        free: row.box_code.is_some().then(|| cells.saturating_sub(taken)),
        size: code.map(|_| format!("{} × {}", shape.rows, shape.columns)),
        rack: row.rack.or_else(|| set_up.as_ref().and_then(|known| known.rack.clone())),
        kind: set_up.map(|known| known.box_kind),
        device: row.device,
        box_code: row.box_code,
        parts: row.parts,
        clashes: row.clashes,
    })
}

pub(crate) fn part_box_view(cx: &Cx<'_>, row: PartBoxRow) -> Answer<PartBoxView> {
    let here: SiteId = cx.site()?;
    let found = cx.store()?.list_box(here, &row.device, row.box_code.as_deref()).map_err(stored)?;
    let shape: BoxShape = box_shape(cx, row.box_code.as_deref().unwrap_or_default())?;
    let parts = found.into_iter().map(|part| PartInBox {
        donation: part.donation,
        din: part.din.unwrap_or_default(),
        part: PartId::to_string(&part.part),
        number: part.number,
        kind: part.kind,
        left: in_unit(part.left_nl.max(0), part.unit).to_string(),
        unit: part.unit,
        cell: part.cell,
        since_ms: part.at_ms,
    });
    Ok(PartBoxView {
        parts: parts.collect(),
        rows: shape.rows.into(),
        columns: shape.columns.into(),
        cells: if row.box_code.is_some() { shape.cells() } else { Vec::new() },
        row,
    })
}
