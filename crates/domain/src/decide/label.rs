//! Labels: prints, what became of them, whether they read.

use super::check::filled;
use crate::record::{CodesPrinted, LabelVerified, LabelsAccounted};
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

/// Labels of no unit in one order, at most.
pub const CODES_MAX: usize = 1_000;

/// Whether labels of no unit may be printed now. It is a reprint where one of the codes was printed before.
///
/// # Errors
/// No code, too many, one twice: two things must not carry the same code by one slip. A reprint without permission or
/// without a reason.
pub fn codes_printed(
    order: CodesPrinted,
    printed_before: bool,
    may_reprint: bool,
) -> Result<Record, Refusal> {
    if order.codes.is_empty() {
        return Err(Refusal::stop(Code::Empty).at("items"));
    }
    if order.codes.len() > CODES_MAX {
        return Err(Refusal::stop(Code::TooLong).with("max", CODES_MAX).at("items"));
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(twice) = order.codes.iter().find(|code| !seen.insert(code.as_str())) {
        return Err(Refusal::stop(Code::CodeTwice).with("value", twice.as_str()).at("items"));
    }
    let reason = order.reprint_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if printed_before && !may_reprint {
        return Err(Refusal::stop(Code::ReprintDenied));
    }
    if printed_before && reason.is_none() {
        return Err(Refusal::stop(Code::ReprintReason).at("reprint_reason"));
    }
    let reprint_reason = reason.filter(|_| printed_before).map(str::to_owned);
    Ok(Record::CodesPrinted(CodesPrinted { reprint_reason, ..order }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StationId;

    fn order(codes: &[&str], reason: Option<&str>) -> CodesPrinted {
        CodesPrinted {
            station: StationId::from_bytes([1; 16]),
            template: "position".to_owned(),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            destination: "p".to_owned(),
            reprint_reason: reason.map(str::to_owned),
            digest: String::new(),
            own_templates: Vec::new(),
        }
    }

    #[test]
    fn labels_of_no_unit() {
        let judge = |order, before, may| codes_printed(order, before, may).map_err(|refusal| refusal.code);
        assert_eq!(judge(order(&[], None), false, true), Err(Code::Empty));
        assert_eq!(judge(order(&["A"; CODES_MAX + 1], None), false, true), Err(Code::TooLong));
        assert_eq!(judge(order(&["A", "B", "A"], None), false, true), Err(Code::CodeTwice));
        assert_eq!(judge(order(&["A"], Some("torn")), true, false), Err(Code::ReprintDenied));
        assert_eq!(judge(order(&["A"], Some(" ")), true, true), Err(Code::ReprintReason));
        assert!(matches!(judge(order(&["A"], Some("torn")), true, true),
            Ok(Record::CodesPrinted(printed)) if printed.reprint_reason.as_deref() == Some("torn")));
        // A reason for what was never printed is none.
        assert!(matches!(judge(order(&["A"], Some("torn")), false, true),
            Ok(Record::CodesPrinted(printed)) if printed.reprint_reason.is_none()));
    }
}
