//! Checks that every decision shares.

use crate::unit::{Contest, ContestKind, HoldReason, UnitState};
use crate::{Code, Measure, ReceiptDecision, Refusal};
use jiff::civil::Date;

/// How far a wall clock may run behind the one that wrote an input, ms.
pub(super) const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// Refuses work on a unit that was not accepted on arrival.
pub(crate) fn accepted(unit: &UnitState) -> Result<(), Refusal> {
    let accepted =
        unit.receipt_decision.as_ref().is_some_and(|d| d.record.decision == ReceiptDecision::Accept);
    if accepted { Ok(()) } else { Err(Refusal::stop(Code::NotAccepted)) }
}

/// Text that must not be empty nor longer than `max` characters.
///
/// # Errors
/// [`Code::Empty`] or [`Code::TooLong`] at `field`.
pub fn filled(text: &str, max: usize, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        Err(Refusal::stop(Code::Empty).at(field))
    } else if text.chars().count() > max {
        Err(Refusal::stop(Code::TooLong).with("max", max).at(field))
    } else {
        Ok(text.to_owned())
    }
}

/// A day of the calendar, `YYYY-MM-DD`.
///
/// # Errors
/// [`Code::NotADay`] at `field`.
pub fn day(text: &str, field: &'static str) -> Result<Date, Refusal> {
    text.trim().parse().map_err(|_| Refusal::stop(Code::NotADay).with("value", text).at(field))
}

pub(super) fn number(text: &str, field: &'static str) -> Result<Measure, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::stop(Code::Empty).at(field));
    }
    text.parse().map_err(|_| Refusal::stop(Code::NotANumber).with("value", text).at(field))
}

/// A whole number between two bounds.
pub(super) fn whole(text: &str, min: u32, max: u32, unit: &str, field: &'static str) -> Result<u32, Refusal> {
    number(text, field)?;
    let value: i64 =
        text.trim().parse().map_err(|_| Refusal::stop(Code::NotANumber).with("value", text).at(field))?;
    if value < i64::from(min) {
        let low = Refusal::stop(Code::TooLow).with("value", value).with("min", min);
        return Err(low.with("unit", unit).at(field));
    }
    match u32::try_from(value) {
        Ok(value) if value <= max => Ok(value),
        _ => {
            let high = Refusal::stop(Code::TooHigh).with("value", value).with("max", max);
            Err(high.with("unit", unit).at(field))
        }
    }
}

pub(super) fn not_in_future(at_ms: i64, now_ms: i64, field: &'static str) -> Result<i64, Refusal> {
    if at_ms > now_ms.saturating_add(CLOCK_TOLERANCE_MS) {
        return Err(Refusal::stop(Code::InFuture).with("value", at_ms).at(field));
    }
    Ok(at_ms)
}

/// Nothing more happens to a rejected unit.
pub(super) fn alive(unit: &UnitState) -> Result<(), Refusal> {
    if unit.status() == crate::UnitStatus::Rejected { Err(Refusal::stop(Code::Rejected)) } else { Ok(()) }
}

/// A unit on hold stays where it is.
pub(super) fn not_held(unit: &UnitState, contests: &[Contest]) -> Result<(), Refusal> {
    match unit.hold_reason(contests) {
        Some(HoldReason::Contested(ContestKind::RecordUnknown)) => all_known(unit, contests),
        Some(reason) => Err(Refusal::stop(Code::Held).with("reason", reason.as_str())),
        None => Ok(()),
    }
}

/// Refuses what cannot be taken back of a unit that a record of a later version bears on: nobody here knows what it says. What makes
/// the unit safer, and the work that its blood does not wait for, goes on.
pub(super) fn all_known(unit: &UnitState, contests: &[Contest]) -> Result<(), Refusal> {
    unit.unread(contests).next().map_or(Ok(()), |record| Err(record.refusal()))
}
