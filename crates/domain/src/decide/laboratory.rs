//! Storage.

use super::Context;
use super::check::{accepted, alive, filled};
use super::step::{progress, second_of_record};
use crate::record::*;
use crate::rules::{RecordedBy, Standing};
use crate::unit::UnitState;
use crate::{Code, PersonId, Record, Refusal, SiteId, TankId};

/// A position with what is known of it.
#[derive(Debug, Clone)]
pub struct StoreInput<'a> {
    /// Tank.
    pub tank: TankId,
    /// Tank's site.
    pub tank_site: SiteId,
    /// Tank's code.
    pub tank_code: &'a str,
    /// Rack.
    pub rack: u32,
    /// Slot.
    pub slot: u32,
    /// Position code.
    pub position: &'a str,
    /// Number of the unit that is there.
    pub occupant: Option<&'a str>,
    /// Why, for a move.
    pub move_reason: Option<&'a str>,
    /// Second person, who has given the own password.
    pub second: Option<PersonId>,
}

/// Which step of a procedure it is to put the unit somewhere now.
#[must_use]
pub fn storing(unit: &UnitState) -> RecordedBy {
    if unit.place().is_some() { RecordedBy::Move } else { RecordedBy::Storage }
}

/// Stores or moves a unit.
///
/// # Errors
/// Steps missing, the position taken, the tank elsewhere, a move without a reason, the second person missing that the
/// procedure wants. A unit on hold may be moved: the hold stops release, not care.
pub fn store_unit(
    unit: &UnitState,
    input: &StoreInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    alive(unit)?;
    accepted(unit)?;
    let moved = storing(unit);
    let wanted =
        if moved == RecordedBy::Move { None } else { progress(unit, context)?.missing_before(moved) };
    let file = super::procedure::sop_of(unit, context)?;
    if let Some(step) = file.sop.recorded_by(RecordedBy::Storage)
        && progress(unit, context)?.step(&step.code).is_some_and(|p| p.standing == Standing::NotApplicable)
    {
        return Err(Refusal::stop(Code::StepNotApplicable).with("step", &step.code).at("bag_scan"));
    }
    if let Some(step) = wanted {
        return Err(Refusal::stop(Code::StepsMissing).with("step", &step.code).at("bag_scan"));
    }
    let refuse = |code| Refusal::stop(code).with("position", input.position).at("position_scan");
    if input.tank_site != context.site {
        return Err(Refusal::stop(Code::TankElsewhere).with("tank", input.tank_code).at("position_scan"));
    }
    if unit.place().is_some_and(|place| place.record.position == input.position) {
        return Err(refuse(Code::AlreadyThere));
    }
    if let Some(din) = input.occupant {
        return Err(refuse(Code::PositionTaken).with("din", din));
    }
    second_of_record(unit, moved, input.second, context)?;
    let reason = input.move_reason.map(str::trim).filter(|reason| !reason.is_empty());
    if unit.place().is_some() && reason.is_none() {
        return Err(Refusal::stop(Code::MoveReason).at("move_reason"));
    }
    Ok(Record::UnitStored(UnitStored {
        tank: input.tank,
        rack: input.rack,
        slot: input.slot,
        position: input.position.to_owned(),
        move_reason: reason.map(|reason| filled(reason, 500, "move_reason")).transpose()?,
    }))
}
