//! The rooms that a unit was worked in, as its steps say, and whether each was monitored at that time.
//!
//! Not here: what a monitoring that names the unit's run found. That stops a review; what was not measured, or was wrong while no run
//! was named, warns.

use super::{room_conclusion, room_findings, room_former_findings, room_limits};
use crate::decide::{Context, sop_of};
use crate::environment::Monitoring;
use crate::rules::{Finding, GradeLimit, StepScanKind};
use crate::unit::UnitState;
use crate::{RoomGrade, RoomQuantity, RoomState, SiteId, UnitFitness, Verdict};
use std::collections::BTreeSet;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// The rule that says whether a room was monitored while a unit was worked in it.
pub const ROOM_MONITORED: &str = "room_monitored";

/// A room that was scanned for steps of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedRoom {
    /// Whose room.
    pub site: SiteId,
    /// Its code there.
    pub code: String,
    /// When the first of these steps was done, or begun, ms.
    pub first_ms: i64,
    /// When the last one was, ms.
    pub last_ms: i64,
}

impl WorkedRoom {
    /// From when to when something may be measured that tells of it, ms.
    #[must_use]
    pub const fn window(&self, margin_hours: u32) -> (i64, i64) {
        let margin_ms = margin_hours as i64 * HOUR_MS;
        (self.first_ms.saturating_sub(margin_ms), self.last_ms.saturating_add(margin_ms))
    }

    /// How long before or after the work a monitoring was, ms; 0 within it.
    const fn distance_ms(&self, (from_ms, until_ms): (i64, i64)) -> i64 {
        if until_ms < self.first_ms {
            return self.first_ms.saturating_sub(until_ms);
        }
        if from_ms > self.last_ms { from_ms.saturating_sub(self.last_ms) } else { 0 }
    }
}

/// The rooms that the unit's steps say, in the order in which they were first worked in.
#[must_use]
pub fn worked_rooms(unit: &UnitState, context: &Context<'_>) -> Vec<WorkedRoom> {
    let Ok(file) = sop_of(unit, context) else { return Vec::new() };
    let mut found: Vec<WorkedRoom> = Vec::new();
    for done in &unit.steps {
        let Some(step) = file.sop.step(&done.record.step) else { continue };
        let (from_ms, until_ms) = (unit.used_ms(done), done.record.done_ms.unwrap_or(done.stamp.at_ms));
        for wanted in step.all_scans().iter().filter(|wanted| wanted.is_room()) {
            let Some(scan) = done.record.scans.iter().find(|scan| scan.code == wanted.code) else { continue };
            let same = |room: &&mut WorkedRoom| room.site == done.stamp.site && room.code == scan.value;
            match found.iter_mut().find(same) {
                Some(room) => {
                    room.first_ms = room.first_ms.min(from_ms);
                    room.last_ms = room.last_ms.max(until_ms);
                }
                None => found.push(WorkedRoom {
                    site: done.stamp.site,
                    code: scan.value.clone(),
                    first_ms: from_ms,
                    last_ms: until_ms.max(from_ms),
                }),
            }
        }
    }
    found
}

impl crate::rules::RequiredScan {
    /// Whether it is the code of a room.
    #[must_use]
    pub fn is_room(&self) -> bool {
        let room = |of: &str| of == "room" || of.starts_with("room_");
        self.kind == StepScanKind::Position && self.of.as_deref().is_some_and(room)
    }
}

/// From when to when a monitoring went on, its plates included, ms.
fn period(monitoring: &Monitoring) -> (i64, i64) {
    let record = &monitoring.recorded.record;
    let minutes = record.plates.iter().map(|plate| plate.minutes).max().unwrap_or(0);
    (record.monitored_ms, record.monitored_ms.saturating_add(i64::from(minutes) * MINUTE_MS))
}

/// What a monitoring measured, with its plates.
fn quantities(monitoring: &Monitoring) -> impl Iterator<Item = RoomQuantity> {
    let record = &monitoring.recorded.record;
    let read = record.readings.iter().map(|one| one.quantity);
    read.chain(record.plates.iter().map(|one| one.quantity))
}

/// What the limits that judge name for rooms of that grade in which work goes on: all of it is a monitoring.
fn wanted<'a>(grade: RoomGrade, context: &Context<'a>) -> impl Iterator<Item = RoomQuantity> + use<'a> {
    let limits = room_limits(context).into_iter().flat_map(|file| &file.limits.limits);
    let of_work = move |one: &&GradeLimit| {
        one.grade == grade && one.state.is_none_or(|state| state == RoomState::InOperation)
    };
    limits.filter(of_work).filter(|one| one.limit.judges()).map(|one| one.quantity)
}

/// What is wrong of a quantity in a monitoring, in short: a value beyond an action limit, now or before it was corrected, or a plate
/// that is not read; nothing where quality called it fit. One that quality called unfit is wrong in all that it measured.
fn wrong(monitoring: &Monitoring, of: RoomQuantity, context: &Context<'_>) -> Option<String> {
    let concluded = |run| room_conclusion(monitoring, run, &[], context).map(|said| said.record.fitness);
    let said: Vec<UnitFitness> = monitoring.runs().into_iter().filter_map(concluded).collect();
    let unfit = said.iter().any(|fitness| *fitness != UnitFitness::Fit);
    if !said.is_empty() && !unfit {
        return None;
    }
    let mut found = room_findings(monitoring, context);
    found.extend(room_former_findings(monitoring, context));
    let mut fails =
        found.into_iter().filter(|one| one.finding.verdict == Verdict::Fail && (unfit || one.quantity == of));
    let mut open = monitoring.open_plates().filter(|plate| plate.exposed.quantity == of);
    let value = fails.next().map(|one| one.finding.value);
    let value = value.or_else(|| open.next().map(|plate| plate.exposed.number.clone()));
    value.or_else(|| unfit.then(|| "—".to_owned()))
}

/// Whether the room was monitored while it was worked in: of each quantity what was measured during the work, or else nearest to it,
/// counts, the gravest of it. `known` are the monitorings of the room, whatever their time; `version` is that of the rule.
#[must_use]
pub fn judge_worked_room(
    room: &WorkedRoom,
    known: &[&Monitoring],
    (margin_hours, version): (u32, &str),
    context: &Context<'_>,
) -> Finding {
    let (opens_ms, closes_ms) = room.window(margin_hours);
    let near = known.iter().filter(|one| !one.replaced).filter_map(|one| {
        let (from_ms, until_ms) = period(one);
        let tells = from_ms <= closes_ms && until_ms >= opens_ms;
        tells.then(|| (room.distance_ms((from_ms, until_ms)), *one))
    });
    let near: Vec<(i64, &Monitoring)> = near.collect();
    let mut of: BTreeSet<RoomQuantity> = BTreeSet::new();
    for (_, one) in &near {
        of.extend(quantities(one).chain(wanted(one.recorded.record.grade, context)));
    }
    let (mut farthest_ms, mut measured, mut fault) = (None, 0, None);
    for quantity in &of {
        let telling = || near.iter().filter(|(_, one)| quantities(one).any(|other| other == *quantity));
        let Some(nearest_ms) = telling().map(|(distance_ms, _)| *distance_ms).min() else { continue };
        let nearest = telling().filter(|(distance_ms, _)| *distance_ms == nearest_ms);
        fault = fault.or_else(|| nearest.into_iter().find_map(|(_, one)| wrong(one, *quantity, context)));
        farthest_ms = farthest_ms.max(Some(nearest_ms));
        measured += 1;
    }
    let good = fault.is_none() && measured == of.len();
    let told = match (fault, farthest_ms) {
        (Some(fault), _) => fault,
        // Rounded up: a distance is never told too short.
        (None, Some(distance_ms)) if good => format!("{} h", (distance_ms + HOUR_MS - 1) / HOUR_MS),
        (None, Some(_)) => format!("{measured}/{}", of.len()),
        (None, None) => "—".to_owned(),
    };
    Finding {
        rule: ROOM_MONITORED.to_owned(),
        verdict: if good && farthest_ms.is_some() { Verdict::Pass } else { Verdict::Warn },
        value: format!("{}: {told}", room.code),
        limit: format!("≤ {margin_hours} h"),
        source: format!("monitoring {version}"),
    }
}
