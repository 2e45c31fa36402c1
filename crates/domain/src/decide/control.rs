//! Controls: target values brought in and approved, values recorded and corrected, causes and actions, and what a rejected
//! control means for results.

use super::Context;
use super::check::{filled, not_in_future, number};
use crate::analyser::is_like;
use crate::control::{Control, ControlSeries, ControlStanding};
use crate::material::Lot;
use crate::record::{
    ControlCorrected, ControlExplained, ControlRecorded, ControlTargetEnded, ControlTargetProposed,
    ControlTargetSettled,
};
use crate::rules::{OnRejection, TestDefinition, is_same_unit};
use crate::{Code, ControlEntry, ControlLevel, Measure, Record, Refusal, StationId, TargetSource};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};

/// Values that the bank's own target values want at the least.
pub const OWN_VALUES_MIN: usize = 20;
/// The kind of material that a control is.
pub const CONTROL_KIND: &str = "control";
/// The shortest specimen number that names control material.
const SPECIMEN_MIN: usize = 3;

/// What is entered of target values.
#[derive(Debug, Clone, Copy)]
pub struct TargetInput<'a> {
    /// Test code.
    pub test: &'a str,
    /// Number of the device, which is registered.
    pub device: &'a str,
    /// Level.
    pub level: ControlLevel,
    /// Unit; empty where none.
    pub unit: &'a str,
    /// Mean; not looked at where the values are the bank's own.
    pub mean: &'a str,
    /// Standard deviation; as the mean.
    pub sd: &'a str,
    /// Where they come from.
    pub source: TargetSource,
    /// What says so.
    pub reference: &'a str,
    /// The device's own code; empty where nothing comes by a line.
    pub reported_code: &'a str,
    /// The specimen number of the material; may be empty.
    pub specimen: &'a str,
}

/// What is entered of a control.
#[derive(Debug, Clone, Copy)]
pub struct ControlInput<'a> {
    /// Level.
    pub level: ControlLevel,
    /// What was measured.
    pub value: &'a str,
    /// Its unit, where it is said.
    pub unit: &'a str,
    /// When, ms; now where nothing is said.
    pub measured_ms: Option<i64>,
    /// How it came to be here.
    pub entry: ControlEntry,
}

/// Text of at most `max` characters, which may be empty.
fn short(text: &str, max: usize, field: &'static str) -> Result<String, Refusal> {
    if text.trim().is_empty() { Ok(String::new()) } else { filled(text, max, field) }
}

/// Mean and standard deviation of values, with one digit more than they have; none of fewer than two.
#[must_use]
pub fn mean_and_sd(values: &[Measure]) -> Option<(Measure, Measure)> {
    let count = Decimal::from(values.len());
    let sum = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value.0))?;
    let mean = sum.checked_div(count)?;
    let squares = values.iter().try_fold(Decimal::ZERO, |sum, value| {
        let off = value.0.checked_sub(mean)?;
        sum.checked_add(off.checked_mul(off)?)
    })?;
    let variance = squares.checked_div(count.checked_sub(Decimal::ONE)?)?;
    let sd = Decimal::from_f64(variance.to_f64()?.sqrt())?;
    let digits = values.iter().map(|value| value.0.scale()).max()? + 1;
    Some((Measure(mean.round_dp(digits)), Measure(sd.round_dp(digits))))
}

/// Brings target values in. Another person approves them.
///
/// # Errors
/// A lot that is no control or may not be used; no number, or no spread; too few values of the bank's own; a specimen number
/// that could be a unit's.
pub fn propose_target(
    series: Option<&ControlSeries>,
    lot: &Lot,
    input: &TargetInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    if context.rules.test(input.test).is_none() {
        return Err(Refusal::stop(Code::TestUnknown).with("test", input.test).at("test"));
    }
    // A control is opened when it is measured, which may be later.
    usable(lot, context, context.now_ms).or_else(unless_unopened)?;
    let (mean, sd, values) = match input.source {
        TargetSource::Manufacturer => (number(input.mean, "mean")?, number(input.sd, "sd")?, None),
        TargetSource::Own => {
            let values = series.map_or_else(Vec::new, |known| known.own_values(lot.code(), input.level));
            let few = || {
                let few = Refusal::stop(Code::ControlTooFew).with("count", values.len());
                few.with("min", OWN_VALUES_MIN).at("source")
            };
            let computed = mean_and_sd(&values).filter(|_| values.len() >= OWN_VALUES_MIN);
            let (mean, sd) = computed.ok_or_else(few)?;
            (mean, sd, u32::try_from(values.len()).ok())
        }
    };
    if sd.0 <= Decimal::ZERO {
        return Err(Refusal::stop(Code::ControlSpread).with("value", sd).at("sd"));
    }
    let specimen = short(input.specimen, 40, "specimen")?;
    let reported_code = short(input.reported_code, 40, "reported_code")?;
    if !specimen.is_empty() {
        specimen_is_free(&specimen, context)?;
        // What a device measures is told by its code alone.
        filled(&reported_code, 40, "reported_code")?;
    }
    Ok(Record::ControlTargetProposed(ControlTargetProposed {
        test: input.test.to_owned(),
        device: input.device.to_owned(),
        lot: lot.code().to_owned(),
        level: input.level,
        unit: short(input.unit, 20, "unit")?,
        mean,
        sd,
        target_source: input.source,
        reference: filled(input.reference, 200, "reference")?,
        values,
        reported_code,
        specimen,
        site: context.site,
    }))
}

/// A specimen number that stands for a unit's would make controls of its results.
fn specimen_is_free(specimen: &str, context: &Context<'_>) -> Result<(), Refusal> {
    let taken = Refusal::stop(Code::ControlSpecimen).with("value", specimen).at("specimen");
    let plain = specimen.strip_suffix('*').unwrap_or(specimen);
    let own = context.facility.to_lowercase();
    let start = plain.trim_start_matches(['=', '&']).to_lowercase();
    // With its data identifier or without, in whole or as a beginning.
    let bare = start.strip_prefix('d').unwrap_or(&start);
    let is_own = [start.as_str(), bare].iter().any(|text| text.starts_with(&own) || own.starts_with(text));
    if plain.chars().count() < SPECIMEN_MIN || plain.contains('*') || is_own {
        return Err(taken);
    }
    let named = crate::analyser::specimen_number(&[plain.to_owned()], context.scheme);
    if named.is_ok() { Err(taken) } else { Ok(()) }
}

/// Whether one specimen number could be of both.
fn overlap(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.strip_suffix('*').map_or_else(|| text.to_owned(), str::to_owned);
    is_like(one, &plain(other)) || is_like(other, &plain(one))
}

/// Target values in force of another level whose specimens could be taken for those of `target`. A lot that nobody may use
/// any longer is not in the way; another lot of the level is told apart by what is in use.
fn confused_with<'a>(
    series: &'a ControlSeries,
    target: &ControlTargetProposed,
    lots: &[Lot],
    context: &Context<'_>,
) -> Option<&'a ControlTargetProposed> {
    let in_use = |other: &ControlTargetProposed| {
        let lot = lots.iter().find(|lot| lot.code() == other.lot);
        lot.is_none_or(|lot| {
            let may = lot.judge(Some(CONTROL_KIND), other.site, context.now_ms);
            !lot.is_used_up(other.site) && may.or_else(unless_unopened).is_ok()
        })
    };
    let known = series.targets_in_force().map(|known| &known.proposed.record);
    known.filter(|other| other.level != target.level && !other.specimen.is_empty()).find(|other| {
        !target.specimen.is_empty() && overlap(&target.specimen, &other.specimen) && in_use(other)
    })
}

/// What a specimen may be: what is known of it, the specimen number that says so, and its lot.
pub type Candidate<'a, T> = (T, &'a str, Option<Lot>);

/// The candidate for a test that may be used. The first where none may, which says why not.
///
/// # Errors
/// Several lots or levels may be meant.
pub fn control_meant<'a, T>(
    candidates: &'a [Candidate<'_, T>],
    test: &str,
    measured_ms: i64,
    context: &Context<'_>,
) -> Result<Option<&'a T>, Refusal> {
    let may_be = |(_, _, lot): &&Candidate<'_, T>| {
        let lot = lot.as_ref();
        lot.is_some_and(|lot| !lot.is_used_up(context.site) && usable(lot, context, measured_ms).is_ok())
    };
    let usable: Vec<_> = candidates.iter().filter(may_be).collect();
    match usable.as_slice() {
        [] => Ok(candidates.first().map(|(known, ..)| known)),
        [(known, ..)] => Ok(Some(known)),
        [(_, first, _), ..] => {
            let name = |(_, specimen, lot): &&Candidate<'_, T>| {
                format!("{} ({specimen})", lot.as_ref().map_or("", |lot| lot.code()))
            };
            let meant: Vec<String> = usable.iter().map(name).collect();
            let ambiguous = Refusal::stop(Code::ControlAmbiguous).with("value", *first);
            Err(ambiguous.with("test", test).with("meant", meant.join(", ")))
        }
    }
}

/// Approves target values, or does not: another person than who brought them in. `lots` are those of the target values in
/// force.
///
/// # Errors
/// No such values; looked at before; the same person; no note for a refusal; a specimen number that could be of another
/// level.
pub fn settle_target(
    series: &ControlSeries,
    lots: &[Lot],
    (target_station, target_seq): (StationId, u64),
    (approved, note): (bool, &str),
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let found = series.target_at(target_station, target_seq);
    let target = found.ok_or_else(|| Refusal::stop(Code::ControlTargetUnknown))?;
    if target.settled.is_some() {
        return Err(Refusal::stop(Code::ControlTargetSettled));
    }
    if target.proposed.stamp.operator == Some(context.operator) {
        return Err(Refusal::stop(Code::ControlTargetSamePerson));
    }
    let proposed = &target.proposed.record;
    if approved && let Some(other) = confused_with(series, proposed, lots, context) {
        let overlaps = Refusal::stop(Code::ControlSpecimenOverlaps).with("value", &proposed.specimen);
        let overlaps = overlaps.with("other", &other.specimen).with("lot", &other.lot);
        return Err(overlaps.with("level", other.level.as_str()));
    }
    let note = if approved { short(note, 500, "note")? } else { filled(note, 500, "note")? };
    let (test, device) = (series.test.clone(), series.device.clone());
    Ok(Record::ControlTargetSettled(ControlTargetSettled {
        test,
        device,
        target_station,
        target_seq,
        approved,
        note,
    }))
}

/// Ends target values that hold: the test is not controlled on the device by this lot and level from then on. A level that is
/// out of control is brought into control first, since no later control of it could say that it is.
///
/// # Errors
/// No such values, or they do not hold; the level is out of control; no reason.
pub fn end_target(
    series: &ControlSeries,
    (target_station, target_seq): (StationId, u64),
    reason: &str,
) -> Result<Record, Refusal> {
    let found = series.target_at(target_station, target_seq);
    let target = found.ok_or_else(|| Refusal::stop(Code::ControlTargetUnknown))?;
    let proposed = &target.proposed.record;
    if series.target(&proposed.lot, proposed.level) != Some(target) {
        return Err(Refusal::stop(Code::ControlTargetNotInForce));
    }
    if let Some(stop) = series.stops().iter().find(|stop| stop.level == proposed.level) {
        let out = Refusal::stop(Code::ControlTargetOut).with("device", &stop.device);
        let out = out.with("level", stop.level.as_str()).with("rule", stop.rule.name());
        return Err(out.with("value", stop.value));
    }
    let (test, device) = (series.test.clone(), series.device.clone());
    let reason = filled(reason, 500, "reason")?;
    Ok(Record::ControlTargetEnded(ControlTargetEnded { test, device, target_station, target_seq, reason }))
}

/// Whether the lot is control material that may be used.
fn usable(lot: &Lot, context: &Context<'_>, at_ms: i64) -> Result<(), Refusal> {
    lot.judge(Some(CONTROL_KIND), context.site, at_ms).map_err(|refusal| refusal.at("lot"))
}

fn unless_unopened(refusal: Refusal) -> Result<(), Refusal> {
    if matches!(refusal.code, Code::LotNotOpened) { Ok(()) } else { Err(refusal) }
}

/// Records a control; nothing where the same one is on record.
///
/// # Errors
/// No number; another unit; in the future; a lot that may not be used; no approved target values.
pub fn record_control(
    series: Option<&ControlSeries>,
    lot: &Lot,
    input: &ControlInput<'_>,
    context: &Context<'_>,
) -> Result<Option<Record>, Refusal> {
    let missing = || {
        let missing = Refusal::stop(Code::ControlTargetMissing).with("lot", lot.code());
        missing.with("level", input.level.as_str()).at("level")
    };
    let known = series.ok_or_else(missing)?;
    let target = &known.target(lot.code(), input.level).ok_or_else(missing)?.proposed.record;
    let value = number(input.value, "value")?;
    if !input.unit.trim().is_empty() && !is_same_unit(input.unit, &target.unit) {
        let other = Refusal::stop(Code::ControlUnit).with("unit_found", input.unit);
        return Err(other.with("unit_wanted", &target.unit).at("unit"));
    }
    let measured_ms =
        not_in_future(input.measured_ms.unwrap_or(context.now_ms), context.now_ms, "measured_ms")?;
    let recorded = ControlRecorded {
        test: known.test.clone(),
        device: known.device.clone(),
        lot: lot.code().to_owned(),
        level: input.level,
        value,
        unit: target.unit.clone(),
        mean: target.mean,
        sd: target.sd,
        measured_ms,
        entry: input.entry,
        site: context.site,
    };
    if known.has(&recorded) {
        return Ok(None);
    }
    usable(lot, context, measured_ms)?;
    Ok(Some(Record::ControlRecorded(recorded)))
}

fn control_of(series: &ControlSeries, (station, seq): (StationId, u64)) -> Result<&Control, Refusal> {
    series.control_at(station, seq).ok_or_else(|| Refusal::stop(Code::ControlUnknown))
}

/// Puts the value of a control right, or says that there was none.
///
/// # Errors
/// No such control; no number; the same value; no reason.
pub fn correct_control(
    series: &ControlSeries,
    control: (StationId, u64),
    value: &str,
    reason: &str,
) -> Result<Record, Refusal> {
    let known = control_of(series, control)?;
    let value = if value.trim().is_empty() { None } else { Some(number(value, "value")?) };
    if value == known.value {
        return Err(Refusal::stop(Code::ControlSame).at("value"));
    }
    Ok(Record::ControlCorrected(ControlCorrected {
        test: series.test.clone(),
        device: series.device.clone(),
        control_station: control.0,
        control_seq: control.1,
        value,
        reason: filled(reason, 500, "reason")?,
    }))
}

/// Records why a control broke a rule, and what was done.
///
/// # Errors
/// No such control, or one that breaks no rule; no cause or no action.
pub fn explain_control(
    series: &ControlSeries,
    control: (StationId, u64),
    cause: &str,
    action: &str,
) -> Result<Record, Refusal> {
    if control_of(series, control)?.rules.is_empty() {
        return Err(Refusal::stop(Code::ControlNoRule));
    }
    Ok(Record::ControlExplained(ControlExplained {
        test: series.test.clone(),
        device: series.device.clone(),
        control_station: control.0,
        control_seq: control.1,
        cause: filled(cause, 500, "cause")?,
        action: filled(action, 500, "action")?,
    }))
}

/// What a rejected control says of a result.
#[must_use]
pub fn control_doubt(
    test: &str,
    device: Option<&str>,
    controls: &ControlStanding,
    context: &Context<'_>,
) -> Option<Refusal> {
    controls.stop_of(test, device, context.site).map(|stop| {
        Refusal::stop(Code::ControlRejected)
            .with("test", &stop.test)
            .with("device", &stop.device)
            .with("rule", stop.rule.name())
            .with("level", stop.level.as_str())
            .with("lot", &stop.lot)
            .with("value", stop.value)
            .with("deviation", stop.deviation)
            .with("since", stop.measured_ms)
            .at("device")
    })
}

/// Refuses a result of a device that is out of control, where the test's data says so.
///
/// # Errors
/// [`Code::ControlRejected`].
pub(super) fn in_control(
    test: &TestDefinition,
    device: Option<&str>,
    controls: &ControlStanding,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    match test.control.on_rejection {
        OnRejection::Warn => Ok(()),
        OnRejection::Stop => control_doubt(&test.code, device, controls, context).map_or(Ok(()), Err),
    }
}
