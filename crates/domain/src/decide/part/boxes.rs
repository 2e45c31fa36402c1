//! Boxes for samples: of which kind each is.

use crate::decide::check::filled;
use crate::record::PartBoxSetUp;
use crate::rules::{BoxShape, SampleRules};
use crate::{Code, Record, Refusal, SiteId};

/// What is entered to set up a box.
#[derive(Debug, Clone, Copy)]
pub struct BoxInput<'a> {
    /// Number of the freezer, refrigerator or tank, which is known to be one.
    pub device: &'a str,
    /// Rack, shelf or drawer; may be empty.
    pub rack: &'a str,
    /// Code of the box.
    pub box_code: &'a str,
    /// Code of its kind.
    pub kind: &'a str,
    /// Why, where it was set up before.
    pub reason: &'a str,
}

/// The box as it is known.
#[derive(Debug, Clone, Copy)]
pub struct BoxScene<'a> {
    /// Where it stands.
    pub site: SiteId,
    /// How it was set up last; none where it never was.
    pub known: Option<&'a PartBoxSetUp>,
    /// Its cells that hold something, with what is in each.
    pub taken: &'a [(String, String)],
}

/// Says how many cells a box has. What is in it has to have its cell in the new one too.
///
/// # Errors
/// No code; no such kind; something in a cell that such a box does not have; nothing new; no reason where it was set up before.
pub fn set_up_box(
    rules: &SampleRules,
    scene: &BoxScene<'_>,
    input: &BoxInput<'_>,
) -> Result<Record, Refusal> {
    let unknown = || Refusal::stop(Code::PartBoxKind).with("value", input.kind).at("kind");
    let kind = rules.box_kind(input.kind).ok_or_else(unknown)?;
    let shape: BoxShape = kind.shape();
    if let Some((cell, occupant)) = scene.taken.iter().find(|(cell, _)| shape.read(cell).is_none()) {
        let occupied = Refusal::stop(Code::PartBoxOccupied).with("cell", cell);
        return Err(occupied.with("occupant", occupant).at("kind"));
    }
    let rack = match input.rack.trim() {
        "" => None,
        rack => Some(filled(rack, 40, "rack")?),
    };
    let reason = match scene.known {
        Some(_) => Some(filled(input.reason, 200, "reason")?),
        None => None,
    };
    let set_up = PartBoxSetUp {
        site: scene.site,
        device: filled(input.device, 40, "device")?,
        rack,
        box_code: filled(input.box_code, 40, "box_code")?,
        box_kind: kind.code.clone(),
        rows: shape.rows,
        columns: shape.columns,
        reason: None,
    };
    if scene.known.is_some_and(|known| PartBoxSetUp { reason: None, ..known.clone() } == set_up) {
        return Err(Refusal::stop(Code::NothingChanged).at("kind"));
    }
    Ok(Record::PartBoxSetUp(PartBoxSetUp { reason, ..set_up }))
}
