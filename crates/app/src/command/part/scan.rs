//! Whose vessel the label of a part names.

use super::part_code;
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use domain::unit::{PartId, UnitState};
use domain::{Code, DonationId, Refusal};

/// The part that a label names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scanned {
    pub(crate) donation: DonationId,
    pub(crate) part: PartId,
    /// What is to be looked at before the label is believed.
    pub(crate) warning: Option<Refusal>,
}

fn kept(unit: &UnitState, number: u32) -> Vec<PartId> {
    unit.parts_numbered(number).filter(|part| unit.is_kept(part)).map(|part| part.id).collect()
}

/// Whether a donation that lost the number to another one may still have a vessel whose label says the same.
pub(crate) fn is_shared(cx: &Cx<'_>, din: &str, number: u32) -> Answer<bool> {
    for loser in cx.store()?.list_losers(din).map_err(stored)? {
        if cx.unit(loser)?.state.may_carry(number) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// [`named`], as a problem at a field.
///
/// # Errors
/// The same.
pub(crate) fn scanned(cx: &Cx<'_>, code: &str, field: &str) -> Answer<Option<Scanned>> {
    named(cx, code)?.map_err(|refusal| refused(refusal).at(field))
}

/// The part that a label names, where this station knows it. Where two donations claimed the number, the label reads as that
/// of the one it was given to, with a warning where the other one still has a vessel that may carry the same.
///
/// # Errors
/// A number that nobody has settled; a vessel of the donation that lost it; two parts of one number.
pub(crate) fn named(cx: &Cx<'_>, code: &str) -> Answer<Result<Option<Scanned>, Refusal>> {
    let named = code.rsplit_once('-').and_then(|(din, number)| Some((din, number.parse::<u32>().ok()?)));
    let Some((din, number)) = named else { return Ok(Ok(None)) };
    let losers = cx.store()?.list_losers(din).map_err(stored)?;
    let found = cx.store()?.find_din(din).map_err(stored)?;
    let holders: Vec<DonationId> =
        found.iter().map(|row| row.donation).filter(|donation| !losers.contains(donation)).collect();
    let donation = match holders.as_slice() {
        [] if found.is_empty() => return Ok(Ok(None)),
        [one] => *one,
        // Nobody can tell whose the vessel is.
        _ => return Ok(Err(Refusal::stop(Code::SpecimenContested).with("din", din))),
    };
    let unit = cx.unit(donation)?.state;
    let shared = is_shared(cx, din, number)?;
    let one = |part| {
        let warning = Refusal::warning(Code::PartLabelShared).with("din", part_code(din, number));
        Some(Scanned { donation, part, warning: shared.then_some(warning) })
    };
    Ok(match kept(&unit, number).as_slice() {
        [] if shared => Err(Refusal::stop(Code::PartRelabel).with("din", din).with("number", number)),
        [] => Ok(unit.parts_numbered(number).next().and_then(|part| one(part.id))),
        [part] => Ok(one(*part)),
        _ => Err(Refusal::stop(Code::PartTwin).with("number", number)),
    })
}
