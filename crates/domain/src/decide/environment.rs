//! What was found in rooms, what the limits say of it, and whether it stands in the way of the units of a run.

mod assessment;
mod entry;

pub use assessment::{AssessmentInput, assess_room, assessment_digest};
pub use entry::{
    MonitoringInput, PlateEntry, PlateInput, ReadingEntry, RoomInput, monitor_room, read_plate,
    register_room, retire_room,
};

use super::{Blocker, Context, in_force};
use crate::environment::{Monitoring, Plate};
use crate::record::{EnvironmentMonitored, ExposedPlate};
use crate::rules::{EnvironmentFile, Finding, gravity};
use crate::{
    Code, LimitLevel, Measure, Refusal, RoomGrade, RoomId, RoomQuantity, RoomState, RunId, UnitFitness,
    Verdict,
};
use std::sync::Arc;

/// What a limit says of a value or a plate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomFinding {
    /// Where in the room.
    pub point: String,
    /// What.
    pub quantity: RoomQuantity,
    /// Number of the plate.
    pub plate: Option<String>,
    /// Which of the two limits.
    pub level: LimitLevel,
    /// What it says.
    pub finding: Finding,
}

/// How a monitoring stands for the units of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoomStanding {
    /// Nothing stands in the way.
    Clear,
    /// A plate of that number was exposed in two places: nobody knows which one is read.
    PlateTwice(String),
    /// An action limit is exceeded.
    Exceeded,
    /// That plate is not read yet.
    PlateOpen(String),
    /// What exceeded an action limit was put right by another entry.
    Corrected,
    /// Quality said so.
    Assessed(UnitFitness),
}

impl RoomStanding {
    /// Why it stops review and release.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Clear | Self::Assessed(UnitFitness::Fit) => None,
            Self::PlateTwice(_) => Some(Code::EnvironmentPlateTwice),
            Self::Exceeded => Some(Code::EnvironmentExceeded),
            Self::PlateOpen(_) => Some(Code::EnvironmentPlateOpen),
            Self::Corrected => Some(Code::EnvironmentCorrected),
            Self::Assessed(UnitFitness::Unfit) => Some(Code::EnvironmentUnfit),
        }
    }
}

/// A monitoring of a room that a unit's run went on in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// The room.
    pub room: RoomId,
    /// Its code.
    pub code: String,
    /// The run.
    pub run: RunId,
    /// What was found.
    pub monitoring: Monitoring,
    /// Numbers of its plates that were exposed elsewhere too.
    pub twice: Vec<String>,
}

/// The limits that rooms are judged by: the last version that is in force.
#[must_use]
pub fn room_limits<'a>(context: &Context<'a>) -> Option<&'a Arc<EnvironmentFile>> {
    let good = |file: &&Arc<EnvironmentFile>| in_force(&file.procedure(), context).is_ok();
    context.rules.environment.iter().filter(good).max_by_key(|file| file.limits.version)
}

fn judge(
    (grade, state): (RoomGrade, RoomState),
    quantity: RoomQuantity,
    value: Measure,
    context: &Context<'_>,
) -> (LimitLevel, Finding) {
    if let Some(file) = room_limits(context) {
        return file.limits.judge((grade, state), quantity, value);
    }
    // Limits that nobody approved judge nothing.
    let said =
        context.rules.environment.last().map(|file| file.limits.judge((grade, state), quantity, value));
    let (level, finding) =
        said.unwrap_or_else(|| (LimitLevel::Action, crate::rules::reported(quantity, value)));
    let verdict = if finding.verdict == Verdict::Info { Verdict::Info } else { Verdict::Unconfirmed };
    (level, Finding { verdict, ..finding })
}

fn of_record(record: &EnvironmentMonitored, context: &Context<'_>) -> Vec<RoomFinding> {
    let found = record.readings.iter().map(|reading| {
        let at = (record.grade, record.state);
        let (level, finding) = judge(at, reading.quantity, reading.value, context);
        RoomFinding { point: reading.point.clone(), quantity: reading.quantity, plate: None, level, finding }
    });
    found.collect()
}

fn of_plate(
    record: &EnvironmentMonitored,
    exposed: &ExposedPlate,
    cfu: u32,
    context: &Context<'_>,
) -> RoomFinding {
    let value = Measure(cfu.into());
    let (level, finding) = judge((record.grade, record.state), exposed.quantity, value, context);
    RoomFinding {
        point: exposed.point.clone(),
        quantity: exposed.quantity,
        plate: Some(exposed.number.clone()),
        level,
        finding,
    }
}

/// What the limits as they are confirmed now say of a monitoring: values and plates that were read, the gravest first.
#[must_use]
pub fn room_findings(monitoring: &Monitoring, context: &Context<'_>) -> Vec<RoomFinding> {
    let record = &monitoring.recorded.record;
    let mut found = of_record(record, context);
    let read =
        |plate: &Plate| plate.read().map(|read| of_plate(record, &plate.exposed, read.record.cfu, context));
    found.extend(monitoring.plates.iter().filter_map(read));
    found.sort_by_key(|one| std::cmp::Reverse(gravity(one.finding.verdict)));
    found
}

/// Whether what another entry took the place of exceeded an action limit: who puts it right does not decide alone that it
/// was nothing.
fn was_exceeded(monitoring: &Monitoring, context: &Context<'_>) -> bool {
    let fails = |one: &RoomFinding| one.finding.verdict == Verdict::Fail;
    let before = monitoring.before.iter().flat_map(|entry| of_record(&entry.record, context));
    let record = &monitoring.recorded.record;
    let of_plates = monitoring.plates.iter().flat_map(|plate| {
        plate.reads.iter().map(|read| of_plate(record, &plate.exposed, read.record.cfu, context))
    });
    let dropped = monitoring.dropped.iter().filter_map(|read| {
        let mut exposed = monitoring
            .before
            .iter()
            .flat_map(|entry| entry.record.plates.iter().map(move |plate| (&entry.record, plate)));
        let (record, plate) = exposed.find(|(_, plate)| plate.number == read.record.plate)?;
        Some(of_plate(record, plate, read.record.cfu, context))
    });
    before.chain(of_plates).chain(dropped).any(|one| fails(&one))
}

/// How a monitoring stands for the units of a run.
#[must_use]
pub fn room_standing(
    monitoring: &Monitoring,
    run: RunId,
    twice: &[String],
    context: &Context<'_>,
) -> RoomStanding {
    if let Some(said) = monitoring.fitness_of(run) {
        return RoomStanding::Assessed(said.record.fitness);
    }
    let found = room_findings(monitoring, context);
    let own = monitoring.recorded.record.runs.iter().any(|of| of.run == run);
    // What a corrected entry no longer says to belong to the run concerns it by what was wrong before alone.
    if own {
        let numbers = || monitoring.plates.iter().map(|plate| &plate.exposed.number);
        if let Some(number) = numbers().find(|number| twice.contains(number)) {
            return RoomStanding::PlateTwice(number.clone());
        }
        if found.iter().any(|one| one.finding.verdict == Verdict::Fail) {
            return RoomStanding::Exceeded;
        }
        if let Some(plate) = monitoring.open_plates().next() {
            return RoomStanding::PlateOpen(plate.exposed.number.clone());
        }
    }
    if was_exceeded(monitoring, context) { RoomStanding::Corrected } else { RoomStanding::Clear }
}

/// What stands in the way of a unit by the rooms that its runs went on in.
#[must_use]
pub fn environment_blockers(exposures: &[Exposure], context: &Context<'_>) -> Vec<Blocker> {
    let found = exposures.iter().filter_map(|one| {
        let standing = room_standing(&one.monitoring, one.run, &one.twice, context);
        let subject = match &standing {
            RoomStanding::PlateTwice(number) | RoomStanding::PlateOpen(number) => number.clone(),
            _ => one.code.clone(),
        };
        standing.code().map(|code| Blocker { code, subject })
    });
    let mut found: Vec<Blocker> = found.collect();
    found.dedup();
    found
}

/// Refuses a review or release that a room stands in the way of.
///
/// # Errors
/// The first thing in the way.
pub fn environment_clear(exposures: &[Exposure], context: &Context<'_>) -> Result<(), Refusal> {
    match environment_blockers(exposures, context).into_iter().next() {
        None => Ok(()),
        Some(Blocker { code, subject }) => {
            let plate = matches!(code, Code::EnvironmentPlateOpen | Code::EnvironmentPlateTwice);
            Err(Refusal::stop(code).with(if plate { "plate" } else { "room" }, subject))
        }
    }
}
