//! Packing, receiving, deciding on arrival.

use super::Context;
use super::check::{alive, all_known, filled, not_held, number};
use crate::record::*;
use crate::rules::{Finding, NormProfile, worst};
use crate::unit::{Contest, UnitState};
use crate::{Code, Meaning, Measure, ReceiptDecision, Record, Refusal, ShipmentId, SiteId, Verdict};
use rust_decimal::Decimal;

/// Puts a unit into a box.
///
/// # Errors
/// Not cross-checked, a record of a later version, on hold, in another box, in storage, or not at this site.
pub fn pack(
    unit: &UnitState,
    contests: &[Contest],
    shipment: ShipmentId,
    to_site: SiteId,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    alive(unit)?;
    all_known(unit, contests)?;
    not_held(unit, contests)?;
    let din = unit.din().ok_or_else(|| Refusal::stop(Code::NotCollected))?;
    let refuse = |code| Refusal::stop(code).with("din", din).at("scans");
    if unit.cross_check.is_none() {
        return Err(refuse(Code::NotLabelled));
    }
    if unit.open_journey().is_some() {
        return Err(refuse(Code::AlreadyPacked));
    }
    if unit.place().is_some() {
        return Err(refuse(Code::InStorage));
    }
    if unit.site() != Some(context.site) {
        return Err(refuse(Code::NotHere));
    }
    if to_site == context.site {
        return Err(Refusal::stop(Code::ShipmentSameSite).at("to_site"));
    }
    Ok(Record::UnitPacked(UnitPacked { shipment, to_site }))
}

/// What is entered on arrival.
#[derive(Debug, Clone)]
pub struct ReceiveInput<'a> {
    /// Which box.
    pub shipment: ShipmentId,
    /// Scan of the bag.
    pub bag_scan: &'a str,
    /// Number in it.
    pub bag_din: &'a str,
    /// Scan of form or tube.
    pub companion_scan: &'a str,
    /// Number in it.
    pub companion_din: &'a str,
    /// Lowest temperature, °C.
    pub temperature_min_c: &'a str,
    /// Highest temperature, °C.
    pub temperature_max_c: &'a str,
    /// Seal and bag.
    pub intact: bool,
}

/// Receives a unit with the identity check.
///
/// # Errors
/// Bag and companion differ; not in this box; received before; temperatures swapped or implausible.
pub fn receive(unit: &UnitState, input: &ReceiveInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    if input.companion_din != input.bag_din {
        let wrong = Refusal::stop(Code::WrongUnit).with("expected", input.bag_din);
        return Err(wrong.with("found", input.companion_din).at("companion_scan"));
    }
    let refuse = |code| Refusal::stop(code).with("din", input.bag_din).at("bag_scan");
    if unit.receipts.iter().any(|r| r.record.shipment == input.shipment) {
        return Err(refuse(Code::AlreadyReceived));
    }
    match unit.journeys.last() {
        Some(journey) if journey.record.shipment == input.shipment => {
            if journey.record.to_site != context.site {
                return Err(refuse(Code::OtherDestination));
            }
        }
        _ => return Err(refuse(Code::NotInBox)),
    }
    let limit = &context.rules.norm.transport.temperature_c;
    let min = limit.plausible(number(input.temperature_min_c, "temperature_min_c")?, "temperature_min_c")?;
    let max = limit.plausible(number(input.temperature_max_c, "temperature_max_c")?, "temperature_max_c")?;
    if min > max {
        return Err(Refusal::stop(Code::TemperaturesSwapped).at("temperature_min_c"));
    }
    Ok(Record::UnitReceived(UnitReceived {
        shipment: input.shipment,
        bag_scan: input.bag_scan.to_owned(),
        companion_scan: input.companion_scan.to_owned(),
        temperature_min_c: min,
        temperature_max_c: max,
        intact: input.intact,
    }))
}

/// Hours from the end of collection to the last receipt, one decimal.
fn hours(unit: &UnitState) -> Option<Measure> {
    let ended_ms = unit.collection.as_ref()?.record.ended_ms;
    Some(hours_between(ended_ms, unit.receipts.last()?.stamp.at_ms))
}

/// Hours between two moments, one decimal.
pub(super) fn hours_between(from_ms: i64, until_ms: i64) -> Measure {
    Measure((Decimal::from(until_ms.saturating_sub(from_ms)) / Decimal::from(3_600_000)).round_dp(1))
}

/// What the profile that decides says of the journey and the collection.
#[must_use]
pub fn receipt_findings(unit: &UnitState, context: &Context<'_>) -> Vec<Finding> {
    findings_of_arrival(unit, &context.rules.norm)
}

pub(super) fn findings_of_arrival(unit: &UnitState, norm: &NormProfile) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(hours) = hours(unit) {
        findings.push(norm.transport.hours.judge("transport_hours", hours));
    }
    if let Some(receipt) = unit.receipts.last() {
        let temperature = &norm.transport.temperature_c;
        findings.push(temperature.judge("transport_temperature_min", receipt.record.temperature_min_c));
        findings.push(temperature.judge("transport_temperature_max", receipt.record.temperature_max_c));
        findings.push(Finding {
            rule: "transport_intact".to_owned(),
            verdict: if receipt.record.intact { Verdict::Pass } else { Verdict::Fail },
            value: if receipt.record.intact { "intact" } else { "damaged" }.to_owned(),
            limit: String::new(),
            source: "21 CFR 1271.265(a)".to_owned(),
        });
    }
    if let Some(collection) = &unit.collection {
        let collection = &collection.record;
        findings.push(norm.volume_ml.judge("volume_ml", collection.volume_ml));
        findings.push(norm.gestation_d.judge("gestation_d", Measure(collection.gestation_d.into())));
        findings.push(norm.birth_weight_g.judge("birth_weight_g", Measure(collection.birth_weight_g.into())));
    }
    findings
}

/// The decision that the findings propose. What could not be judged is for a person to decide.
#[must_use]
pub fn proposed_receipt(findings: &[Finding]) -> ReceiptDecision {
    match worst(findings) {
        Verdict::Fail => ReceiptDecision::Reject,
        Verdict::Warn | Verdict::Unconfirmed | Verdict::Stale => ReceiptDecision::Quarantine,
        _ => ReceiptDecision::Accept,
    }
}

/// The rule of the arrival that fails as the record stands now, of a unit that was accepted and where nobody signed for exactly
/// that: a collection that is corrected after the acceptance may say what nobody accepted.
#[must_use]
pub fn arrival_fails(unit: &UnitState, context: &Context<'_>) -> Option<String> {
    let decided = &unit.receipt_decision.as_ref()?.record;
    let signed = !decided.digest.is_empty() && decided.digest == unit.arrival_digest();
    if decided.decision != ReceiptDecision::Accept || signed {
        return None;
    }
    let failing =
        receipt_findings(unit, context).into_iter().find(|finding| finding.verdict == Verdict::Fail);
    failing.map(|finding| finding.rule)
}

/// Decides on arrival; with the digest of what was shown and the printed name of who signs it, where somebody does.
///
/// # Errors
/// Not received; decided before (a quarantine may be decided again, and what fails since it was accepted may be accepted anew); reason missing; signature missing where the
/// decision is milder than the proposal; an arrival that is not the one shown.
pub fn decide_receipt(
    unit: &UnitState,
    decision: ReceiptDecision,
    reason: Option<&str>,
    signature: Option<(&str, &str)>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    if unit.receipts.is_empty() {
        return Err(Refusal::stop(Code::NotReceived));
    }
    let before = unit.receipt_decision.as_ref().map(|d| d.record.decision);
    let anew = decision == ReceiptDecision::Accept && arrival_fails(unit, context).is_some();
    if before.is_some_and(|before| before != ReceiptDecision::Quarantine) && !anew {
        return Err(Refusal::stop(Code::AlreadyDecided));
    }
    let proposed = proposed_receipt(&receipt_findings(unit, context));
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_none() && (decision != ReceiptDecision::Accept || decision != proposed) {
        return Err(Refusal::stop(Code::ReasonMissing).at("reason"));
    }
    let reason = reason.map(|reason| filled(reason, 500, "reason")).transpose()?;
    let Some((digest, name)) = signature else {
        if decision < proposed {
            return Err(Refusal::warning(Code::SignatureMissing).at("password"));
        }
        return Ok(Record::ReceiptDecided(ReceiptDecided { decision, proposed, reason }));
    };
    if digest != unit.arrival_digest() {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::ReceiptDecisionSigned(ReceiptDecisionSigned {
        decision,
        proposed,
        reason,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::Override,
    }))
}
