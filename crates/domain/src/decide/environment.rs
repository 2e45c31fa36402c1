//! What was found in rooms, what the limits say of it, and whether it stands in the way of the units of a run.

mod assessment;
mod entry;
mod worked;

pub use assessment::{AssessmentInput, assess_room, assessment_digest};
pub use entry::{
    MonitoringInput, PlateEntry, PlateInput, ReadingEntry, RoomInput, RunTime, monitor_room, read_plate,
    register_room, retire_room, widen_run,
};
pub use worked::{ROOM_MONITORED, WorkedRoom, judge_worked_room, worked_rooms};

use super::{Blocker, Context, in_force};
use crate::environment::{Monitoring, Plate, place};
use crate::record::{EnvironmentAssessed, EnvironmentFinding, EnvironmentMonitored, ExposedPlate};
use crate::rules::{EnvironmentFile, Finding, GradeLimit, gravity};
use crate::unit::Stamped;
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
    /// Numbers of its plates, those of the entries before it included, that were exposed elsewhere too.
    pub twice: Vec<String>,
}

/// The limits that rooms are judged by: the last version that is in force.
#[must_use]
pub fn room_limits<'a>(context: &Context<'a>) -> Option<&'a Arc<EnvironmentFile>> {
    let good = |file: &&Arc<EnvironmentFile>| in_force(&file.procedure(), context).is_ok();
    context.rules.environment.iter().filter(good).max_by_key(|file| file.limits.version)
}

/// Values beyond which something stands in the way: bounds of a quantity in rooms of a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomBound {
    /// In rooms of that grade.
    pub grade: RoomGrade,
    /// In that state; in either where none is said.
    pub state: Option<RoomState>,
    /// What is measured.
    pub quantity: RoomQuantity,
    /// The lowest value that does not fail.
    pub min: Option<Measure>,
    /// The highest value that does not fail.
    pub max: Option<Measure>,
}

/// The bounds whose exceeding fails now: none where the limits are not approved, or nobody confirmed them.
#[must_use]
pub fn room_bounds(context: &Context<'_>) -> Vec<RoomBound> {
    let limits = room_limits(context).into_iter().flat_map(|file| &file.limits.limits);
    let fails = |one: &&GradeLimit| one.limit.judges() && one.limit.outside == Verdict::Fail;
    let bound = |one: &GradeLimit| {
        let (min, max) = (one.limit.min, one.limit.max);
        RoomBound { grade: one.grade, state: one.state, quantity: one.quantity, min, max }
    };
    limits.filter(fails).map(bound).collect()
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

/// What exceeded an action limit in entries and readings that others took the place of: who puts it right does not decide
/// alone that it was nothing. A reading is held against every entry that exposed its plate, as that entry said it was.
#[must_use]
pub fn room_former_findings(monitoring: &Monitoring, context: &Context<'_>) -> Vec<RoomFinding> {
    let values = monitoring.before.iter().flat_map(|entry| of_record(&entry.record, context));
    let own = monitoring.plates.iter().flat_map(|plate| {
        let counts = plate.read().map(|read| place(&read.stamp));
        let others = plate.reads.iter().filter(move |read| Some(place(&read.stamp)) != counts);
        others.map(|read| of_plate(&monitoring.recorded.record, &plate.exposed, read.record.cfu, context))
    });
    let carried = monitoring.before.iter().flat_map(|entry| &entry.record.plates).collect::<Vec<_>>();
    let carried = monitoring.reads().filter(|read| carried.iter().any(|of| of.number == read.record.plate));
    let carried = carried.flat_map(|read| {
        let exposed = monitoring
            .before
            .iter()
            .flat_map(|entry| entry.record.plates.iter().map(move |plate| (&entry.record, plate)));
        exposed
            .filter(|(_, plate)| plate.number == read.record.plate)
            .map(|(record, plate)| of_plate(record, plate, read.record.cfu, context))
            .collect::<Vec<_>>()
    });
    let mut found: Vec<RoomFinding> = Vec::new();
    for one in values.chain(own).chain(carried).filter(|one| one.finding.verdict == Verdict::Fail) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// The conclusion for a run that counts: an unfit one until another takes its place, a fit one while nothing came to what it
/// was said of, neither an entry nor a limit that finds something new nor a plate of the same number.
#[must_use]
pub fn room_conclusion<'a>(
    monitoring: &'a Monitoring,
    run: RunId,
    twice: &[String],
    context: &Context<'_>,
) -> Option<&'a Stamped<EnvironmentAssessed>> {
    let mut names = monitoring.names();
    names.sort_unstable();
    let fails = |found: Vec<RoomFinding>| -> Vec<EnvironmentFinding> {
        let grave = found.into_iter().filter(|one| one.finding.verdict == Verdict::Fail);
        grave.map(EnvironmentFinding::from).collect()
    };
    let found = fails(room_findings(monitoring, context));
    let former = fails(room_former_findings(monitoring, context));
    let knew = |shown: &[EnvironmentFinding], one: &EnvironmentFinding| {
        let key =
            |of: &EnvironmentFinding| (of.point.clone(), of.quantity, of.plate.clone(), of.value.clone());
        shown.iter().any(|of| of.verdict == Verdict::Fail && key(of) == key(one))
    };
    let complete = |said: &&Stamped<EnvironmentAssessed>| {
        let said = &said.record;
        let mut of = said.entries.clone();
        of.sort_unstable();
        said.fitness == UnitFitness::Unfit
            || of == names
                && twice.iter().all(|number| said.plates_twice.contains(number))
                && found.iter().all(|one| knew(&said.findings, one))
                && former.iter().all(|one| knew(&said.former_findings, one))
    };
    let standing = monitoring.standing_of(run).filter(complete);
    standing.max_by_key(|said| said.record.fitness == UnitFitness::Unfit)
}

/// Whether something was put right that only quality can say to be nothing: what failed, a plate that nobody has read, a
/// number that was used twice, a run that is no longer named while one of its plates is open.
fn is_corrected(monitoring: &Monitoring, own: bool, twice: &[String], context: &Context<'_>) -> bool {
    let was_exposed = |number: &String| {
        let mut plates = monitoring.before.iter().flat_map(|entry| &entry.record.plates);
        plates.any(|plate| plate.number == *number)
    };
    let is_read = |number: &str| monitoring.reads().any(|read| read.record.plate == number);
    let open = |number: &String| was_exposed(number) && !is_read(number);
    !room_former_findings(monitoring, context).is_empty()
        || monitoring.former_plates().any(|(_, plate)| open(&plate.number))
        || twice.iter().any(was_exposed)
        || !own && monitoring.open_plates().any(|plate| open(&plate.exposed.number))
}

/// How a monitoring stands for the units of a run. `twice` are numbers of its plates, those of the entries before it
/// included, that were exposed elsewhere as well.
#[must_use]
pub fn room_standing(
    monitoring: &Monitoring,
    run: RunId,
    twice: &[String],
    context: &Context<'_>,
) -> RoomStanding {
    if let Some(said) = room_conclusion(monitoring, run, twice, context) {
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
    if is_corrected(monitoring, own, twice, context) { RoomStanding::Corrected } else { RoomStanding::Clear }
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
