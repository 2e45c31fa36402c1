//! Where an act departs from the procedure: what of it, and what that takes.

use super::{Departing, Input, InputKind, Standing, Step, StepProgress};
use crate::record::{Departure, StepValue};
use crate::{Code, DepartureRule, Measure, Verdict};

/// How long after the fact an entry may come before it is late, ms. A bench enters as it works; what is entered later
/// was written elsewhere first (21 CFR 211.188(b): documented at the time).
const ENTRY_TOLERANCE_MS: i64 = 15 * 60_000;

/// What somebody is about to record.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// The step's place.
    pub progress: &'a StepProgress<'a>,
    /// Values as read.
    pub values: &'a [StepValue],
    /// When it was done, where that is not now, ms.
    pub done_ms: Option<i64>,
    /// Wall clock, ms.
    pub now_ms: i64,
}

/// Every departure of the act with what it takes, gravest first.
#[must_use]
pub fn departures(act: &Act<'_>) -> Vec<(Departing, Departure)> {
    let step = act.progress.step;
    let at_ms = act.done_ms.unwrap_or(act.now_ms);
    let mut found = Vec::new();
    for window in &act.progress.windows {
        let (early, late) = if window.dwell {
            (DepartureRule::DwellShort, DepartureRule::DwellLong)
        } else {
            (DepartureRule::Early, DepartureRule::Late)
        };
        // A step that goes on for a time is in time when it is begun in time.
        let at_ms = if window.dwell { at_ms } else { act.progress.begun_ms.unwrap_or(at_ms) };
        if let Some(opens_ms) = window.opens_ms.filter(|opens_ms| at_ms < *opens_ms) {
            found.push((window.outside, departure(early, window.from, opens_ms)));
        }
        if let Some(closes_ms) = window.closes_ms.filter(|closes_ms| at_ms > *closes_ms) {
            found.push((window.outside, departure(late, window.from, closes_ms)));
        }
    }
    let uncounted = act.progress.uncounted.iter();
    found.extend(uncounted.map(|(from, takes)| (*takes, departure(DepartureRule::Uncounted, from, ""))));
    // Entered with a moment alone, nobody knows how long it went on.
    if let Some(dwell) = step.dwell.as_ref().filter(|_| act.progress.begun_ms.is_none()) {
        found.push((dwell.outside, departure(DepartureRule::Uncounted, &step.code, "")));
    }
    found.extend(value_departures(step, act.values));
    if act.done_ms.is_some_and(|done_ms| act.now_ms.saturating_sub(done_ms) > ENTRY_TOLERANCE_MS) {
        found.push((step.late_entry, departure(DepartureRule::LateEntry, &step.code, at_ms)));
    }
    if let Some(repeating) = step.repeating().filter(|_| act.progress.standing == Standing::Done) {
        found.push((repeating, departure(DepartureRule::Repeated, &step.code, "")));
    }
    by_weight(found)
}

/// Every value that departs from what the procedure wants, with what that takes, gravest first.
#[must_use]
pub fn value_departures(step: &Step, values: &[StepValue]) -> Vec<(Departing, Departure)> {
    by_weight(values.iter().filter_map(|value| value_departure(step, value)).collect())
}

/// What it is that something was used which might not be; none where the refusal speaks of a thing that is not there at all.
#[must_use]
pub const fn use_departure(refused: Code) -> Option<DepartureRule> {
    Some(match refused {
        Code::EquipmentKind | Code::LotKind | Code::StepPositionKind => DepartureRule::WrongKind,
        Code::EquipmentOut => DepartureRule::OutOfService,
        Code::CalibrationOverdue
        | Code::CalibrationNever
        | Code::MaintenanceOverdue
        | Code::MaintenanceNever => DepartureRule::ServiceOverdue,
        Code::LotRecalled => DepartureRule::LotRecalled,
        Code::LotExpired => DepartureRule::LotExpired,
        Code::LotNotOpened | Code::LotOpenTooLong => DepartureRule::LotOpen,
        Code::LotElsewhere | Code::LotNotInspected | Code::LotRefused => DepartureRule::LotNotAccepted,
        Code::NoneLeft => DepartureRule::LotShort,
        _ => return None,
    })
}

fn by_weight(mut found: Vec<(Departing, Departure)>) -> Vec<(Departing, Departure)> {
    let weight = |departing: Departing| match departing {
        Departing::Stop => 0,
        Departing::Signed => 1,
        Departing::Noted => 2,
    };
    found.sort_by_key(|(departing, _)| weight(*departing));
    found
}

fn departure(rule: DepartureRule, about: &str, limit: impl ToString) -> Departure {
    Departure { rule, about: about.to_owned(), limit: limit.to_string() }
}

fn value_departure(step: &Step, value: &StepValue) -> Option<(Departing, Departure)> {
    let input = step.input(&value.code)?;
    match &input.kind {
        InputKind::Number { .. } => out_of_range(input, value),
        InputKind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.code == value.value)?;
            let usual = match chosen.verdict {
                Verdict::Fail | Verdict::Unconfirmed => Departing::Signed,
                Verdict::Warn => Departing::Noted,
                _ => return None,
            };
            let takes = input.outside.unwrap_or(usual);
            Some((takes, departure(DepartureRule::AdverseChoice, &input.code, &chosen.code)))
        }
        _ => None,
    }
}

fn out_of_range(input: &Input, value: &StepValue) -> Option<(Departing, Departure)> {
    let number: Measure = value.value.parse().ok()?;
    let outside = input.low.is_some_and(|low| number < low) || input.high.is_some_and(|high| number > high);
    let text = |bound: Option<Measure>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    let limit = format!("{} – {} {}", text(input.low), text(input.high), input.unit);
    let takes = input.outside.unwrap_or(Departing::Signed);
    outside.then(|| (takes, departure(DepartureRule::OutOfRange, &input.code, limit.trim())))
}
