//! Labels: prints, what became of them, whether they read.

use super::check::filled;
use crate::record::{LabelVerified, LabelsAccounted};
use crate::unit::UnitState;
use crate::{Code, LabelFate, Record, Refusal};
use isbt128::ContainerRole;
use std::collections::BTreeMap;

/// Whether labels may be printed now, and which print of the unit it will be. It is a reprint where a label of one of the
/// templates came out before; a print of which nothing came out makes no reprint of the next.
///
/// # Errors
/// Nothing collected; a reprint without permission or without a reason.
pub fn labels_printed(
    unit: &UnitState,
    templates: &[String],
    reprint_reason: Option<&str>,
    may_reprint: bool,
) -> Result<u32, Refusal> {
    if unit.collection.is_none() {
        return Err(Refusal::stop(Code::NotCollected));
    }
    if templates.iter().any(|template| unit.prints_of(template) > 0) {
        if !may_reprint {
            return Err(Refusal::stop(Code::ReprintDenied));
        }
        if reprint_reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(Refusal::stop(Code::ReprintReason).at("reprint_reason"));
        }
    }
    let last = unit.label_prints.iter().map(|print| print.record.copy).max().unwrap_or(0);
    Ok(last.saturating_add(1))
}

/// Accounts for printed labels.
///
/// # Errors
/// No template; more labels than are still to be accounted for; a reason missing where labels were destroyed.
pub fn account_labels(
    unit: &UnitState,
    fate: LabelFate,
    templates: &[String],
    reason: &str,
) -> Result<Record, Refusal> {
    if templates.is_empty() {
        return Err(Refusal::stop(Code::Empty).at("templates"));
    }
    let counts = unit.label_counts();
    let mut wanted: BTreeMap<&String, u32> = BTreeMap::new();
    for template in templates {
        *wanted.entry(template).or_default() += 1;
    }
    for (template, wanted) in wanted {
        let open = counts.get(template).map_or(0, crate::unit::LabelCount::open);
        if wanted > open {
            let refusal = Refusal::stop(Code::LabelsAccounted).with("template", template.as_str());
            return Err(refusal.with("open", open).at("templates"));
        }
    }
    let reason = match fate {
        LabelFate::Destroyed => Some(filled(reason, 200, "reason")?),
        _ => Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
    };
    Ok(Record::LabelsAccounted(LabelsAccounted { fate, templates: templates.to_vec(), copy: None, reason }))
}

/// A print that was called off, or of which a person says that nothing came out.
#[must_use]
pub fn not_printed(templates: Vec<String>, copy: u32, reason: Option<String>) -> Record {
    Record::LabelsAccounted(LabelsAccounted {
        fate: LabelFate::NotPrinted,
        templates,
        copy: Some(copy),
        reason,
    })
}

/// Compares a scan with the unit's own label of a container. Wrong or not, it is recorded: the answer says which.
///
/// # Errors
/// Nothing collected; no such label was printed.
pub fn label_verified(
    unit: &UnitState,
    template: &str,
    role: Option<ContainerRole>,
    number: Option<&str>,
    text: &str,
) -> Result<Record, Refusal> {
    let din = unit.din().ok_or_else(|| Refusal::stop(Code::NotCollected))?;
    if unit.label_counts().get(template).is_none_or(|count| count.printed == 0) {
        return Err(Refusal::stop(Code::LabelNotPrinted).with("template", template).at("template"));
    }
    // What freezes carries the number as the collection bag does.
    let is_bag =
        matches!(template, "cryo_bag" | "cryo_bag_small" | "cryo_bag_two" | "compartment" | "quadrants");
    let wanted = if is_bag { "bag" } else { template };
    let matches = number == Some(din) && role.is_some_and(|role| role.code() == wanted);
    let (template, text) = (template.to_owned(), text.to_owned());
    Ok(Record::LabelVerified(LabelVerified { template, text, matches }))
}
