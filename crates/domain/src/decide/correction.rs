//! Corrections of the collection, under the same rules of plausibility as the first entry. Results are corrected by
//! reporting them again with a reason.

use super::Context;
use super::bedside::{birth_weight, gestation, measured_volume, times};
use super::check::filled;
use crate::record::CollectionCorrected;
use crate::unit::UnitState;
use crate::{Code, DeliveryMode, InfantSex, Record, Refusal};

/// What is entered to correct a collection; what is none stays as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct CollectionChange<'a> {
    /// Sex of the infant.
    pub infant_sex: Option<InfantSex>,
    /// Birth weight, g.
    pub birth_weight_g: Option<&'a str>,
    /// Completed weeks and days beyond them.
    pub gestation: Option<(&'a str, &'a str)>,
    /// Mode of delivery.
    pub delivery_mode: Option<DeliveryMode>,
    /// Start, ms.
    pub started_ms: Option<i64>,
    /// End, ms.
    pub ended_ms: Option<i64>,
    /// Volume, mL.
    pub volume_ml: Option<&'a str>,
    /// Why.
    pub reason: &'a str,
}

/// Corrects facts of the collection. Possible at any time: a review or a release of the old value is void from then on.
///
/// # Errors
/// Nothing collected; implausible values; times in the future or in the wrong order; no reason; nothing changed.
pub fn correct_collection(
    unit: &UnitState,
    change: &CollectionChange<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let collection = unit.collection.as_ref().ok_or_else(|| Refusal::stop(Code::NotCollected))?;
    let now = &collection.record;
    let birth_weight_g = change.birth_weight_g.map(|text| birth_weight(text, context)).transpose()?;
    let gestation_d = change.gestation.map(|(weeks, days)| gestation(weeks, days, context)).transpose()?;
    if change.started_ms.is_some() || change.ended_ms.is_some() {
        let started_ms = change.started_ms.unwrap_or(now.started_ms);
        times(started_ms, change.ended_ms.unwrap_or(now.ended_ms), context.now_ms)?;
    }
    let volume_ml = change.volume_ml.map(|text| measured_volume(text, context)).transpose()?;
    let corrected = CollectionCorrected {
        reason: filled(change.reason, 500, "reason")?,
        infant_sex: change.infant_sex.filter(|new| *new != now.infant_sex),
        birth_weight_g: birth_weight_g.filter(|new| *new != now.birth_weight_g),
        gestation_d: gestation_d.filter(|new| *new != now.gestation_d),
        delivery_mode: change.delivery_mode.filter(|new| *new != now.delivery_mode),
        started_ms: change.started_ms.filter(|new| *new != now.started_ms),
        ended_ms: change.ended_ms.filter(|new| *new != now.ended_ms),
        volume_ml: volume_ml.filter(|new| *new != now.volume_ml),
    };
    let nothing = CollectionCorrected {
        reason: corrected.reason.clone(),
        infant_sex: None,
        birth_weight_g: None,
        gestation_d: None,
        delivery_mode: None,
        started_ms: None,
        ended_ms: None,
        volume_ml: None,
    };
    if corrected == nothing {
        return Err(Refusal::stop(Code::NothingChanged));
    }
    Ok(Record::CollectionCorrected(corrected))
}
