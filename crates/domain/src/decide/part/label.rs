//! Labels of parts: ordered, and called off where they never came out.

use super::{PartScene, told_apart};
use crate::decide::check::filled;
use crate::record::{PartLabelCalledOff, PartLabelled};
use crate::unit::{Part, PartId, UnitState};
use crate::{Code, Record, Refusal};

/// Whether labels of these parts may be printed now. It is a reprint where one of them has a label with its number.
///
/// # Errors
/// None, too many, or one twice; no such part, or one that is not kept; a number that another unit claims too; a reprint without permission or without a reason.
pub fn label_parts(
    scene: &PartScene<'_>,
    parts: &[PartId],
    reprint_reason: Option<&str>,
    may_reprint: bool,
) -> Result<PartLabelled, Refusal> {
    let PartScene { unit, rules, .. } = *scene;
    scene.is_numbered()?;
    if parts.is_empty() {
        return Err(Refusal::stop(Code::Empty).at("parts"));
    }
    if parts.len() > usize::try_from(rules.batch_max).unwrap_or(usize::MAX) {
        return Err(Refusal::stop(Code::TooLong).with("max", rules.batch_max).at("parts"));
    }
    let found: Vec<&Part> = parts.iter().map(|id| told_apart(unit, *id)).collect::<Result<_, _>>()?;
    let repeated = |(at, part): &(usize, &&Part)| found.iter().take(*at).any(|other| other.id == part.id);
    if let Some((_, part)) = found.iter().enumerate().find(repeated) {
        return Err(Refusal::stop(Code::PartRepeated).with("number", part.number).at("parts"));
    }
    let again = found.iter().any(|part| part.printed() > 0);
    let reason = reprint_reason.map(str::trim).filter(|reason| !reason.is_empty());
    if again && !may_reprint {
        return Err(Refusal::stop(Code::ReprintDenied));
    }
    if again && reason.is_none() {
        return Err(Refusal::stop(Code::ReprintReason).at("reprint_reason"));
    }
    Ok(PartLabelled {
        of_parts: parts.iter().map(ToString::to_string).collect(),
        numbers: found.iter().map(|part| part.number).collect(),
        destination: String::new(),
        reprint_reason: reason.filter(|_| again).map(str::to_owned),
        digest: String::new(),
        own_templates: Vec::new(),
    })
}

/// What the ledger is told when nothing of an order of labels came out of a printer; none where that is told already.
#[must_use]
pub fn labels_called_off(unit: &UnitState, order: PartId, reason: Option<String>) -> Option<Record> {
    let labels: Vec<(PartId, u32)> = unit.labels_of(order).collect();
    (!labels.is_empty()).then(|| called_off(order, &labels, reason))
}

/// Says that a label of a part never came out, though its printer took it. The right to reprint is asked for: the next label
/// is no reprint.
///
/// # Errors
/// No such part; no label of it from that order, or one that is called off; no reason.
pub fn call_off_label(unit: &UnitState, id: PartId, order: PartId, reason: &str) -> Result<Record, Refusal> {
    let unknown = || Refusal::stop(Code::PartUnknown).with("value", id).at("part");
    let part = unit.part(id).ok_or_else(unknown)?;
    let labels: Vec<(PartId, u32)> = unit.labels_of(order).filter(|(of, _)| *of == id).collect();
    if labels.is_empty() {
        return Err(Refusal::stop(Code::PartNoLabel).with("number", part.number).at("order"));
    }
    Ok(called_off(order, &labels, Some(filled(reason, 200, "reason")?)))
}

fn called_off(order: PartId, labels: &[(PartId, u32)], reason: Option<String>) -> Record {
    Record::PartLabelCalledOff(PartLabelCalledOff {
        station: order.station,
        seq: order.seq,
        of_parts: labels.iter().map(|(part, _)| part.to_string()).collect(),
        numbers: labels.iter().map(|(_, number)| *number).collect(),
        reason,
    })
}
