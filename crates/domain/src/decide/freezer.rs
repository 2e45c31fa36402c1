//! Whether a unit was frozen and which freezer its steps name, and whether a curve comes from it.

use super::Context;
use super::freezing::FREEZER;
use crate::record::{StepDone, StepScan};
use crate::rules::{Step, StepScanKind};
use crate::unit::UnitState;
use std::collections::BTreeSet;

/// The step that freezes, where the norm profile in force names none.
const FREEZING_STEP: &str = "freeze";

/// The device that the unit's steps name, where none of them names this one. Steps that name no freezer say nothing.
pub(super) fn other_freezer(unit: &UnitState, equipment: &str, context: &Context<'_>) -> Option<String> {
    let named = freezers_of(unit, context);
    if named.contains(equipment) { None } else { named.into_iter().next().map(str::to_owned) }
}

/// Whether a step says that the unit was frozen: one of the freezing, or one that scanned a freezer.
pub(super) fn is_frozen(unit: &UnitState, context: &Context<'_>) -> bool {
    unit.steps.iter().any(|done| freezes(&done.record.step, context))
        || !freezers_of(unit, context).is_empty()
}

/// Every device that was scanned as the freezer when each step was last done.
fn freezers_of<'a>(unit: &'a UnitState, context: &Context<'_>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let last = unit.steps.iter().rev().map(|done| &done.record).filter(|done| seen.insert(&done.step));
    let scans = last.flat_map(|done| done.scans.iter().map(move |scan| (done, scan)));
    let freezers = scans.filter(|(done, scan)| is_freezer(done, scan, context));
    freezers.map(|(_, scan)| scan.value.trim()).filter(|value| !value.is_empty()).collect()
}

/// Whether a scan is of a freezer: as its procedure says, else by the codes that freezers are scanned under.
fn is_freezer(done: &StepDone, scan: &StepScan, context: &Context<'_>) -> bool {
    let sops = context.rules.sops.iter().map(|file| &file.sop);
    let mut wanted = sops
        .filter(|sop| sop.code == done.sop && sop.version == done.sop_version)
        .filter_map(|sop| sop.step(&done.step))
        .flat_map(Step::all_scans)
        .filter(|wanted| wanted.code == scan.code);
    let usual = || scan.code == FREEZER || scan.code == "equipment" && freezes(&done.step, context);
    match wanted.next() {
        Some(wanted) if wanted.kind != StepScanKind::Equipment => false,
        Some(wanted) => wanted.of.map_or_else(usual, |of| of == FREEZER),
        None => usual(),
    }
}

/// Whether a step is one of the freezing, as the norm profile in force says.
pub(super) fn freezes(step: &str, context: &Context<'_>) -> bool {
    let named = context.rules.norm.freezing.as_ref().map(|freezing| freezing.steps.as_slice());
    match named {
        Some(steps) if !steps.is_empty() => steps.iter().any(|named| named == step),
        _ => step == FREEZING_STEP,
    }
}
