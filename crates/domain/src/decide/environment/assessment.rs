//! What a monitoring means for the units of a run, signed by another person than those who measured and read.

use super::super::Context;
use super::super::check::filled;
use super::entry::standing_at;
use super::{RoomFinding, RoomStanding, room_findings, room_former_findings, room_standing};
use crate::environment::{EntryPlace, Monitoring, Room};
use crate::record::{EnvironmentAssessed, EnvironmentFinding};
use crate::rules::Finding;
use crate::unit::entry_name;
use crate::{Code, Meaning, Record, Refusal, RoomId, RunId, UnitFitness};

/// A conclusion as it is signed.
#[derive(Debug, Clone, Copy)]
pub struct AssessmentInput<'a> {
    /// The monitoring.
    pub monitoring: EntryPlace,
    /// The run.
    pub run: RunId,
    /// The conclusion.
    pub fitness: UnitFitness,
    /// Why.
    pub reason: &'a str,
    /// Digest of what was shown.
    pub digest: &'a str,
    /// Printed name of the signer.
    pub name: &'a str,
}

/// An assessment of a monitoring for a run as it would be signed: nothing said yet, everything that it is said of.
fn shown(
    monitoring: &Monitoring,
    run: RunId,
    twice: &[String],
    context: &Context<'_>,
) -> EnvironmentAssessed {
    let record = &monitoring.recorded.record;
    let (monitoring_station, monitoring_seq) = monitoring.place();
    let of = |found: Vec<RoomFinding>| found.into_iter().map(EnvironmentFinding::from).collect();
    EnvironmentAssessed {
        room: record.room.clone(),
        site: record.site,
        monitoring_station,
        monitoring_seq,
        run,
        fitness: UnitFitness::Unfit,
        findings: of(room_findings(monitoring, context)),
        entries: monitoring.names(),
        replaces: monitoring.standing_of(run).map(|said| entry_name(&said.stamp)).collect(),
        former_findings: of(room_former_findings(monitoring, context)),
        plates_twice: twice.to_vec(),
        reason: String::new(),
        digest: String::new(),
        name: String::new(),
        meaning: Meaning::EnvironmentAssessment,
    }
}

impl From<RoomFinding> for EnvironmentFinding {
    fn from(found: RoomFinding) -> Self {
        let Finding { verdict, value, limit, source, .. } = found.finding;
        Self {
            point: found.point,
            quantity: found.quantity,
            plate: found.plate.unwrap_or_default(),
            verdict,
            value,
            limit,
            level: found.level,
            source,
        }
    }
}

/// The digest that an assessment of a monitoring for a run carries now.
#[must_use]
pub fn assessment_digest(
    room: RoomId,
    monitoring: &Monitoring,
    run: RunId,
    twice: &[String],
    context: &Context<'_>,
) -> String {
    shown(monitoring, run, twice, context).shown_digest(room)
}

/// Signs what a monitoring means for the units of a run, over exactly what was shown.
///
/// # Errors
/// No such monitoring, or not of the run; nothing to be said of it; who recorded any of it; no reason; another content than
/// was shown.
pub fn assess_room(
    room: &Room,
    input: &AssessmentInput<'_>,
    twice: &[String],
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let monitoring = standing_at(room, input.monitoring)?;
    if !monitoring.runs().contains(&input.run) {
        return Err(Refusal::stop(Code::EnvironmentOtherRun).at("run"));
    }
    if room_standing(monitoring, input.run, twice, context) == RoomStanding::Clear {
        return Err(Refusal::stop(Code::EnvironmentClear).with("room", room.code()));
    }
    if monitoring.is_of(context.operator) {
        return Err(Refusal::stop(Code::EnvironmentSamePerson));
    }
    let reason = filled(input.reason, 500, "reason")?;
    let shown = shown(monitoring, input.run, twice, context);
    if shown.shown_digest(room.id) != input.digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::EnvironmentAssessed(EnvironmentAssessed {
        fitness: input.fitness,
        reason,
        digest: input.digest.to_owned(),
        name: input.name.to_owned(),
        ..shown
    }))
}
