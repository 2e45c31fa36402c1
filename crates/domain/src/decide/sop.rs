//! Versions of SOPs that the bank draws, and pinning a unit to the one in force.

use super::check::filled;
use super::{Context, sop_in_force};
use crate::record::{SopDrawn, SopPinned};
use crate::rules::{Sop, SopFile};
use crate::unit::UnitState;
use crate::{Code, Record, Refusal};

/// What is given to draw a version.
#[derive(Debug, Clone, Copy)]
pub struct SopInput<'a> {
    /// The text as read.
    pub sop: &'a Sop,
    /// The text.
    pub content: &'a str,
    /// SHA-256 of the text, hexadecimal.
    pub digest: &'a str,
    /// SHA-256 of the text that it began with; empty for a new one.
    pub based_on: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Draws a version. It is worked by once somebody else has approved it.
///
/// # Errors
/// The same text as a version there is; a version number that has another text; no reason.
pub fn draw_sop(input: &SopInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    if context.rules.sop_of_digest(input.digest).is_some() {
        return Err(Refusal::stop(Code::ProcedureUnchanged).at("content"));
    }
    let taken = |file: &SopFile| file.sop.code == input.sop.code && file.sop.version == input.sop.version;
    if context.rules.sops.iter().any(|file| taken(file)) {
        return Err(Refusal::stop(Code::ProcedureVersionTaken)
            .with("procedure", &input.sop.code)
            .with("version", &input.sop.version)
            .at("content"));
    }
    Ok(Record::SopDrawn(SopDrawn {
        sop: input.sop.code.clone(),
        version: input.sop.version.clone(),
        content: input.content.to_owned(),
        based_on: input.based_on.to_owned(),
        reason: filled(input.reason, 500, "reason")?,
    }))
}

/// Pins a unit to the SOP in force, once; none where it is pinned, or where nothing is in force yet.
#[must_use]
pub fn pin_sop(unit: &UnitState, context: &Context<'_>) -> Option<Record> {
    if unit.sop.is_some() || !unit.steps.is_empty() {
        return None;
    }
    let file = sop_in_force(context).ok()?;
    Some(Record::SopPinned(SopPinned {
        sop: file.sop.code.clone(),
        version: file.sop.version.clone(),
        digest: file.digest.clone(),
    }))
}
