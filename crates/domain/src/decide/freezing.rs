//! Freezing curves: read from a file, recorded of the units that were frozen, reviewed by another person.

use super::Context;
use super::check::{accepted, alive, filled};
use super::freezer::{is_frozen, other_freezer};
use super::procedure::in_force;
use crate::equipment::Equipment;
use crate::record::{
    CurveFinding, CurvePoint, CurvePoints, FreezingCurveRecorded, UnitCurveRecorded, UnitCurveReviewed,
};
use crate::rules::{CURVE_POINTS_MIN, Finding, FreezingFile, Probe, worst};
use crate::unit::{UnitCurve, UnitState};
use crate::{Code, FreezingCurveId, Meaning, PersonId, Record, Refusal, RunId, UnitFitness, Verdict};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The kind of equipment that curves come from.
pub const FREEZER: &str = "freezer";
/// A row each second for nearly six hours; such a curve is still far smaller than an entry may be.
pub const CURVE_POINTS_MAX: usize = 20_000;

/// A curve as it was read.
#[derive(Debug, Clone, Copy)]
pub struct CurveInput<'a> {
    /// Name of the file.
    pub file_name: &'a str,
    /// SHA-256 of the file, hexadecimal.
    pub file_digest: &'a str,
    /// The number on the freezer's label.
    pub equipment: &'a str,
    /// What the register knows of it.
    pub device: Option<&'a Equipment>,
    /// Kinds of equipment that the site keeps a register of.
    pub kinds: &'a BTreeSet<String>,
    /// SHA-256 of the program, hexadecimal.
    pub program: &'a str,
    /// When the program began, since the first row, ms.
    pub begins_ms: u32,
    /// The moment of the first row, ms.
    pub started_ms: Option<i64>,
    /// What was measured.
    pub points: &'a [CurvePoint],
}

/// A review as it is signed.
#[derive(Debug, Clone, Copy)]
pub struct CurveReviewInput<'a> {
    /// Which curve.
    pub curve: FreezingCurveId,
    /// Who brought the file in, for whatever unit.
    pub readers: &'a [PersonId],
    /// The conclusion.
    pub fitness: UnitFitness,
    /// Why.
    pub note: &'a str,
    /// Digest of what was shown.
    pub digest: &'a str,
    /// Printed name of the signer.
    pub name: &'a str,
}

/// The programs that curves may be read by now.
#[must_use]
pub fn programs_in_force<'a>(context: &Context<'a>) -> Vec<&'a Arc<FreezingFile>> {
    let good = |file: &&Arc<FreezingFile>| in_force(&file.procedure(), context).is_ok();
    context.rules.freezing.iter().filter(good).collect()
}

/// The curve of a file with what is computed of it. Whatever names it is part of its name: the same file read by the
/// same program is the same curve at every station.
///
/// # Errors
/// A program that is unknown or not in force; a device of another kind; too few or too many rows, rows out of order; no
/// chamber where the program judges it; a beginning after the end.
pub fn read_curve(
    input: &CurveInput<'_>,
    context: &Context<'_>,
) -> Result<(FreezingCurveId, FreezingCurveRecorded), Refusal> {
    let unknown = || Refusal::stop(Code::NotAChoice).with("value", input.program).at("program");
    let file = context.rules.freezing_of_digest(input.program).ok_or_else(unknown)?;
    in_force(&file.procedure(), context).map_err(|refusal| refusal.at("program"))?;
    let equipment = filled(input.equipment, 80, "equipment")?;
    check_device(input, &equipment)?;
    check_points(input, file.program.envelope_of)?;
    let program = &file.program;
    let recorded = FreezingCurveRecorded {
        file_name: filled(input.file_name, 200, "name")?,
        file_digest: input.file_digest.to_owned(),
        equipment,
        program: program.code.clone(),
        version: program.version.to_string(),
        digest: file.digest.clone(),
        begins_ms: input.begins_ms,
        started_ms: input.started_ms,
        points: CurvePoints(input.points.to_vec()),
        measures: program.measure(input.begins_ms, input.points),
    };
    Ok((recorded.id(), recorded))
}

/// Whether it is a freezer, as far as the site keeps a register of them. Whether it was calibrated is judged when the step is
/// recorded: the curve of a freezer that was not is evidence all the same.
fn check_device(input: &CurveInput<'_>, equipment: &str) -> Result<(), Refusal> {
    let refuse = |code| Refusal::stop(code).with("value", equipment).at("equipment");
    match input.device.map(|device| device.registered.record.kind.as_str()) {
        Some(FREEZER) => Ok(()),
        Some(kind) => Err(refuse(Code::EquipmentKind).with("kind_wanted", FREEZER).with("kind_found", kind)),
        None if input.kinds.contains(FREEZER) => Err(refuse(Code::EquipmentUnknown)),
        None => Ok(()),
    }
}

fn check_points(input: &CurveInput<'_>, judged: Probe) -> Result<(), Refusal> {
    let refuse = |code| Refusal::stop(code).at("content");
    let points = input.points;
    if points.len() < CURVE_POINTS_MIN {
        return Err(refuse(Code::CurveShort).with("min", CURVE_POINTS_MIN));
    }
    if points.len() > CURVE_POINTS_MAX {
        return Err(refuse(Code::CurveLong).with("max", CURVE_POINTS_MAX));
    }
    let mut pairs = points.iter().zip(points.iter().skip(1));
    if let Some((_, after)) = pairs.find(|(before, after)| after.at_ms <= before.at_ms) {
        return Err(refuse(Code::CurveTime).with("value", f64::from(after.at_ms) / 1_000.0));
    }
    if judged == Probe::Chamber && points.iter().any(|point| point.chamber_mc.is_none()) {
        return Err(refuse(Code::CurveNoChamber));
    }
    let last = points.last().map_or(0, |point| point.at_ms);
    if input.begins_ms >= last {
        return Err(Refusal::stop(Code::CurveBegins)
            .with("value", input.begins_ms / 1_000)
            .with("max", last / 1_000)
            .at("begins"));
    }
    Ok(())
}

impl FreezingCurveRecorded {
    /// The aggregate of the curve.
    #[must_use]
    pub fn id(&self) -> FreezingCurveId {
        let begins = self.begins_ms.to_string();
        let parts = [&self.file_digest, &self.digest, &self.equipment, &begins].map(String::as_str);
        FreezingCurveId::from_bytes(crate::named_subject(b"cordkeep.freezing_curve.v1\0", &parts.join("\0")))
    }
}

/// Whether a curve can be of the unit. It is evidence of a rejected one too, and of the units that lay beside it; but one
/// that was rejected before it was frozen never comes to be.
#[must_use]
pub fn may_have_curve(unit: &UnitState, context: &Context<'_>) -> bool {
    alive(unit).is_ok() || is_frozen(unit, context)
}

/// Records a curve of a unit, which changes nothing of its rejection. None where it is the unit's curve already.
///
/// # Errors
/// Rejected before it was frozen, or not accepted; frozen in another device; another curve that this one takes the place of,
/// without a reason.
pub fn freeze_unit(
    unit: &UnitState,
    curve: &FreezingCurveRecorded,
    run: Option<RunId>,
    reason: Option<&str>,
    context: &Context<'_>,
) -> Result<Option<Record>, Refusal> {
    let id = curve.id();
    let before = unit.curve().map(|curve| &curve.recorded.record);
    if before.is_some_and(|before| before.curve == id) {
        return Ok(None);
    }
    let din = unit.din().unwrap_or_default();
    if !may_have_curve(unit, context) {
        return Err(Refusal::stop(Code::Rejected).with("din", din));
    }
    accepted(unit).map_err(|refusal| refusal.with("din", din))?;
    if let Some(found) = other_freezer(unit, &curve.equipment, context) {
        return Err(Refusal::stop(Code::CurveOtherDevice)
            .with("din", din)
            .with("value", &curve.equipment)
            .with("found", found)
            .at("equipment"));
    }
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if let (Some(before), None) = (before, reason) {
        return Err(Refusal::stop(Code::CurveReplaces)
            .with("din", din)
            .with("file", &before.file_name)
            .at("reason"));
    }
    // A reason belongs to a unit that has another curve alone.
    let reason =
        reason.filter(|_| before.is_some()).map(|reason| filled(reason, 500, "reason")).transpose()?;
    Ok(Some(Record::UnitCurveRecorded(UnitCurveRecorded {
        curve: id,
        file_name: curve.file_name.clone(),
        file_digest: curve.file_digest.clone(),
        equipment: curve.equipment.clone(),
        program: curve.program.clone(),
        version: curve.version.clone(),
        digest: curve.digest.clone(),
        run,
        measures: curve.measures.clone(),
        reason,
        replaces: unit.standing_curves().flat_map(UnitCurve::names).collect(),
    })))
}

/// What the program says of a unit's curve by the limits as they are confirmed now. None where this station does not know
/// the program.
#[must_use]
pub fn curve_findings(curve: &UnitCurve, context: &Context<'_>) -> Option<Vec<Finding>> {
    let record = &curve.recorded.record;
    Some(context.rules.freezing_of_digest(&record.digest)?.program.judge(&record.measures))
}

/// The digest that a review of a unit's curve carries now; none where this station does not know the program.
#[must_use]
pub fn curve_review_digest(unit: &UnitState, curve: &UnitCurve, context: &Context<'_>) -> Option<String> {
    let findings: Vec<CurveFinding> =
        curve_findings(curve, context)?.into_iter().map(CurveFinding::from).collect();
    let replaces = unit.curve_review_replaces(curve);
    Some(unit.curve_digest(curve, &findings, &replaces))
}

impl From<Finding> for CurveFinding {
    fn from(finding: Finding) -> Self {
        let Finding { rule, verdict, value, limit, source } = finding;
        Self { rule, verdict, value, limit, source }
    }
}

/// Signs the review of a unit's curve over exactly the findings that were shown, of a rejected unit too. A later review
/// takes the place of those that stand.
///
/// # Errors
/// Another curve since; another content than was shown; who brought the curve in; a conclusion beside the findings, one in
/// place of another, or one of a curve in place of another, without a reason; the same conclusion again.
pub fn review_curve(
    unit: &UnitState,
    input: &CurveReviewInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let din = unit.din().unwrap_or_default();
    let curve = unit.curve().filter(|curve| curve.recorded.record.curve == input.curve);
    let other = || Refusal::stop(Code::CurveNotOfUnit).with("din", din);
    let curve = curve.ok_or_else(other)?;
    if curve.is_of(context.operator) || input.readers.contains(&context.operator) {
        return Err(Refusal::stop(Code::CurveSamePerson));
    }
    let record = &curve.recorded.record;
    let unknown = || {
        Refusal::stop(Code::ProcedureUnknown)
            .with("procedure", &record.program)
            .with("version", &record.version)
    };
    let found = curve_findings(curve, context).ok_or_else(unknown)?;
    let verdict = worst(&found);
    let findings: Vec<CurveFinding> = found.into_iter().map(CurveFinding::from).collect();
    let replaces = unit.curve_review_replaces(curve);
    if unit.curve_digest(curve, &findings, &replaces) != input.digest {
        return Err(Refusal::stop(Code::ContentChanged).with("din", din).at("digest"));
    }
    if curve.fitness() == Some(input.fitness) && !curve.is_contested() && !unit.is_curve_torn() {
        return Err(Refusal::stop(Code::CurveReviewed).with("din", din).at("fitness"));
    }
    let passes = !matches!(verdict, Verdict::Fail | Verdict::Unconfirmed);
    let alone = unit.curves.len() == 1 && replaces.is_empty();
    let plain = passes && input.fitness == UnitFitness::Fit && alone;
    if !plain && input.note.trim().is_empty() {
        return Err(Refusal::stop(Code::CurveReason).with("din", din).at("note"));
    }
    let note = super::equipment::short(input.note, 500, "note")?;
    Ok(Record::UnitCurveReviewed(UnitCurveReviewed {
        curve: input.curve,
        fitness: input.fitness,
        findings,
        note,
        replaces,
        digest: input.digest.to_owned(),
        name: input.name.to_owned(),
        meaning: Meaning::CurveReview,
    }))
}
