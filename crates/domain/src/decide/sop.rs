//! Versions of SOPs that the bank draws, and pinning a unit to the one in force.

use super::check::filled;
use super::{Context, sop_in_force};
use crate::record::{SopDrawn, SopPieceDrawn, SopPinned};
use crate::rules::{PIECE_BYTES_MAX, Sop, SopFile};
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

/// Draws a version: one record, or several of one text that is too long for an entry. It is worked by once somebody else
/// has approved it.
///
/// # Errors
/// The same text as a version there is; a version number that has another text; no reason.
pub fn draw_sop(input: &SopInput<'_>, context: &Context<'_>) -> Result<Vec<Record>, Refusal> {
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
    let reason = filled(input.reason, 500, "reason")?;
    if input.content.len() <= PIECE_BYTES_MAX {
        return Ok(vec![Record::SopDrawn(SopDrawn {
            sop: input.sop.code.clone(),
            version: input.sop.version.clone(),
            content: input.content.to_owned(),
            based_on: input.based_on.to_owned(),
            reason,
        })]);
    }
    let pieces = pieces(input.content);
    let count = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
    let record = |(piece, content): (u32, &str)| {
        Record::SopPieceDrawn(SopPieceDrawn {
            sop: input.sop.code.clone(),
            version: input.sop.version.clone(),
            digest: input.digest.to_owned(),
            piece,
            pieces: count,
            content: content.to_owned(),
            based_on: input.based_on.to_owned(),
            reason: reason.clone(),
        })
    };
    Ok((0..).zip(pieces).map(record).collect())
}

/// A text in pieces that an entry can hold, none of them in the middle of a character.
fn pieces(mut text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    while !text.is_empty() {
        let longest = text.len().min(PIECE_BYTES_MAX);
        let end = (1..=longest).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        let (piece, rest) = text.split_at(end);
        pieces.push(piece);
        text = rest;
    }
    pieces
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
