//! Where parts are put, and that they are taken out.

use super::{PartScene, not_attached, part_of};
use crate::decide::check::filled;
use crate::record::{PartPlace, PartPlaced, PartTakenOut};
use crate::rules::BoxShape;
use crate::unit::PartId;
use crate::{Code, Record, Refusal};
use std::collections::BTreeMap;

/// Where parts are put.
#[derive(Debug, Clone, Copy)]
pub struct PlaceInput<'a> {
    /// Number of the freezer, refrigerator or tank, which is known to be one.
    pub device: &'a str,
    /// Rack, shelf or drawer; may be empty.
    pub rack: &'a str,
    /// Code of the box; empty where there is none.
    pub box_code: &'a str,
    /// The first cell; empty where there is no box.
    pub cell: &'a str,
    /// How many cells the box has.
    pub shape: BoxShape,
    /// Cells of the box that are taken, with what is in each.
    pub taken: &'a BTreeMap<String, String>,
}

impl PlaceInput<'_> {
    fn at(&self, cell: Option<String>) -> Result<PartPlace, Refusal> {
        let text = |text: &str, field| match text.trim() {
            "" => Ok(None),
            text => filled(text, 40, field).map(Some),
        };
        Ok(PartPlace {
            device: filled(self.device, 40, "device")?,
            rack: text(self.rack, "rack")?,
            box_code: text(self.box_code, "box_code")?,
            cell,
        })
    }

    /// The place of each of so many parts: the cells from the first one on, row by row.
    ///
    /// # Errors
    /// A cell without a box, or a box without a cell; no such cell; one that is taken; too few to the end of the box.
    pub fn cells(&self, count: u32) -> Result<Vec<PartPlace>, Refusal> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let missing = |code, field| Err(Refusal::stop(code).at(field));
        match (self.box_code.trim(), self.cell.trim()) {
            ("", "") => return std::iter::repeat_with(|| self.at(None)).take(count).collect(),
            ("", _) => return missing(Code::PartBoxMissing, "box_code"),
            (_, "") => return missing(Code::PartCellMissing, "cell"),
            _ => {}
        }
        let all = self.shape.cells();
        let unknown = || {
            let last = all.last().cloned().unwrap_or_default();
            Refusal::stop(Code::PartCellUnknown).with("value", self.cell.trim()).with("last", last).at("cell")
        };
        let first = self.shape.read(self.cell).ok_or_else(unknown)?;
        let cells: Vec<&String> = all.iter().skip_while(|cell| **cell != first).take(count).collect();
        if let Some((cell, occupant)) = cells.iter().find_map(|cell| self.taken.get_key_value(*cell)) {
            let taken = Refusal::stop(Code::PartCellTaken).with("box_code", self.box_code.trim());
            return Err(taken.with("cell", cell).with("occupant", occupant).at("cell"));
        }
        if cells.len() < count {
            let end = Refusal::stop(Code::PartBoxEnd).with("cell", &first).with("count", cells.len());
            return Err(end.at("cell"));
        }
        cells.into_iter().map(|cell| self.at(Some(cell.clone()))).collect()
    }
}

/// Puts a part into a place, from another one where it has one.
///
/// # Errors
/// No such part, or one that is not kept or elsewhere; a number that another unit claims too; a compartment that is one with
/// its bag; where it is already; no reason for a move;
/// a place that is none or taken.
pub fn place_part(
    scene: &PartScene<'_>,
    id: PartId,
    input: &PlaceInput<'_>,
    reason: &str,
) -> Result<Record, Refusal> {
    scene.is_numbered()?;
    let part = part_of(scene.unit, id)?;
    not_attached(part)?;
    scene.has_part(part)?;
    let here = part.place();
    let mut taken = input.taken.clone();
    // Its own cell is not taken by another.
    if let Some(cell) = here.filter(|place| {
        place.device == input.device.trim() && place.box_code.as_deref() == Some(input.box_code.trim())
    }) {
        cell.cell.iter().for_each(|cell| drop(taken.remove(cell)));
    }
    let place = PlaceInput { taken: &taken, ..*input }.cells(1)?.into_iter().next();
    let place = place.ok_or_else(|| Refusal::stop(Code::Empty).at("device"))?;
    if here == Some(&place) {
        return Err(Refusal::stop(Code::NothingChanged).at("cell"));
    }
    let reason = match here {
        Some(_) => Some(filled(reason, 200, "reason")?),
        None => Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
    };
    let (of_station, of_seq, number) = (id.station, id.seq, part.number);
    Ok(Record::PartPlaced(PartPlaced { of_station, of_seq, number, kept_at: place, reason }))
}

/// Takes a part out of its place.
///
/// # Errors
/// No such part, or one that is not kept or elsewhere; one that is in no place; no reason.
pub fn take_out_part(scene: &PartScene<'_>, id: PartId, reason: &str) -> Result<Record, Refusal> {
    let part = part_of(scene.unit, id)?;
    if part.place().is_none() {
        return Err(Refusal::stop(Code::PartNotPlaced).with("number", part.number).at("part"));
    }
    scene.has_part(part)?;
    Ok(Record::PartTakenOut(PartTakenOut {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        reason: filled(reason, 200, "reason")?,
    }))
}
