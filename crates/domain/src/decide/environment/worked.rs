//! The rooms that a unit was worked in, as its steps say, and whether each was monitored at that time.
//!
//! Not here: what a monitoring that names the unit's run found. That stops a review; that nothing was measured warns.

use super::{room_conclusion, room_findings, room_former_findings};
use crate::decide::{Context, sop_of};
use crate::environment::Monitoring;
use crate::rules::{Finding, StepScanKind};
use crate::unit::UnitState;
use crate::{SiteId, UnitFitness, Verdict};

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

/// Whether a monitoring is as it should be: its plates are read, and nothing exceeds an action limit or did before it was
/// corrected; or quality called it fit. One that quality called unfit never is.
fn is_accepted(monitoring: &Monitoring, context: &Context<'_>) -> bool {
    let concluded = |run| room_conclusion(monitoring, run, &[], context).map(|said| said.record.fitness);
    let said: Vec<UnitFitness> = monitoring.runs().into_iter().filter_map(concluded).collect();
    if said.iter().any(|fitness| *fitness != UnitFitness::Fit) {
        return false;
    }
    let mut found = room_findings(monitoring, context);
    found.extend(room_former_findings(monitoring, context));
    let fails = found.iter().any(|one| one.finding.verdict == Verdict::Fail);
    (!fails && monitoring.open_plates().next().is_none()) || !said.is_empty()
}

/// Whether the room was monitored while it was worked in, by the monitoring that was nearest and is accepted. `known` are those of
/// the room, whatever their time; `version` is that of the rule.
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
        (tells && is_accepted(one, context)).then(|| room.distance_ms((from_ms, until_ms)))
    });
    let nearest = near.min();
    Finding {
        rule: ROOM_MONITORED.to_owned(),
        verdict: if nearest.is_some() { Verdict::Pass } else { Verdict::Warn },
        value: match nearest {
            // Rounded up: a distance is never told too short.
            Some(distance_ms) => format!("{}: {} h", room.code, (distance_ms + HOUR_MS - 1) / HOUR_MS),
            None => format!("{}: —", room.code),
        },
        limit: format!("≤ {margin_hours} h"),
        source: format!("monitoring {version}"),
    }
}
