//! Codes that are scanned as values of a step: each is of one thing, and of this unit.

use super::Context;
use crate::analyser::donation_on;
use crate::record::StepValue;
use crate::rules::{InputKind, Per, Step};
use crate::unit::UnitState;
use crate::{Code, Refusal};
use isbt128::{LocalKind, ScanKind, parse_scan};
use std::collections::BTreeSet;

/// Refuses a label of another unit, a code that names something else, and one code for two things.
///
/// # Errors
/// [`Code::WrongUnit`], [`Code::ScanOfOther`], [`Code::ScanShared`].
pub(super) fn scanned(
    step: &Step,
    values: &[StepValue],
    unit: &UnitState,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for value in values.iter().filter(|value| is_scan(step, &value.code)) {
        if let Some(found) = names_other(&value.value) {
            let other = Refusal::stop(Code::ScanOfOther).with("found", found).with("value", &value.value);
            return Err(other.with("input", &value.code).at("values"));
        }
        let on_label = donation_on(&value.value, context.scheme).map(|din| din.to_string());
        match (on_label, unit.din()) {
            (Some(found), Some(own)) if found != own => {
                let wrong = Refusal::stop(Code::WrongUnit).with("expected", own).with("found", found);
                return Err(wrong.with("input", &value.code).at("values"));
            }
            // Labels of the unit may stand on all that is its own.
            (Some(_), _) => {}
            (None, _) => once(&mut seen, &value.code, &value.value)?,
        }
    }
    Ok(())
}

/// Refuses one code for several units, where each has things of its own.
///
/// # Errors
/// [`Code::ScanShared`].
pub(super) fn each_its_own<'v>(
    seen: &mut BTreeSet<String>,
    step: &Step,
    values: impl IntoIterator<Item = &'v (String, String)>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if step.per == Per::Run {
        return Ok(());
    }
    let other = |value: &str| donation_on(value, context.scheme).is_none();
    let scans = values.into_iter().filter(|(code, value)| is_scan(step, code) && other(value));
    scans.into_iter().try_for_each(|(code, value)| once(seen, code, value.trim()))
}

/// What a code names that is never a thing of a unit's own, as the screens call it: a person, a device, a place, and the
/// unit's bag, whose label shows that the bag is in the hand and nothing else.
pub(super) fn names_other(text: &str) -> Option<&'static str> {
    Some(match parse_scan(text).ok()?.kind() {
        ScanKind::Staff => "badge",
        ScanKind::Equipment => "equipment",
        ScanKind::Position => "position",
        ScanKind::Tank => "tank",
        ScanKind::Box => "box",
        ScanKind::Run => "run",
        ScanKind::Bag => "bag",
        ScanKind::ItemLot if text.starts_with(LocalKind::ReagentLot.identifier()) => "lot",
        _ => return None,
    })
}

fn is_scan(step: &Step, code: &str) -> bool {
    step.input(code).is_some_and(|input| matches!(input.kind, InputKind::Scan { .. }))
}

fn once(seen: &mut BTreeSet<String>, code: &str, value: &str) -> Result<(), Refusal> {
    if value.is_empty() || seen.insert(value.to_owned()) {
        return Ok(());
    }
    Err(Refusal::stop(Code::ScanShared).with("value", value).with("input", code).at("values"))
}
