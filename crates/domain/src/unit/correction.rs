//! Corrections in the fold: the newest value stands, the old one is kept with who changed it, when and why.

use super::{Stamp, Stamped, UnitState};
use crate::ResultState;
use crate::record::{CollectionCorrected, ResultRecorded, StepAmended, StepDone};

/// What the field of a corrected scan begins with.
pub const SCAN: &str = "scans.";

/// What a corrected value belongs to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectedPart {
    /// The collection.
    Collection,
    /// The step of that code.
    Step(String),
    /// The test of that code.
    Result(String),
}

/// A value that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Correction {
    /// When, where and by whom it was corrected.
    pub stamp: Stamp,
    /// When, where and by whom the old value was recorded.
    pub replaced: Stamp,
    /// What it belongs to.
    pub part: CorrectedPart,
    /// Field of the collection, input of the step, `scans.` and the code of a scan, or `value` of a result.
    pub field: String,
    /// The old value as text; empty where there was none.
    pub old: String,
    /// The new value as text.
    pub new: String,
    /// Why.
    pub reason: String,
}

/// A recorded result's value as text.
#[must_use]
pub fn result_text(result: &ResultRecorded) -> String {
    match (&result.number, &result.choice) {
        (Some(number), _) => number.to_string(),
        (None, Some(choice)) => choice.clone(),
        (None, None) => String::new(),
    }
}

/// Whether a result only makes another final: the same value, without a reason.
#[must_use]
pub fn is_confirmation(old: &ResultRecorded, new: &ResultRecorded) -> bool {
    old.state == ResultState::Preliminary
        && new.state == ResultState::Final
        && new.correction_reason.is_none()
        && (old.number, &old.choice) == (new.number, &new.choice)
}

/// The word of a vocabulary, as in JSON.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Puts the new value into its place and answers the old and the new one as text.
fn replace<T: Clone>(place: &mut T, new: Option<T>, text: impl Fn(&T) -> String) -> Option<(String, String)> {
    let new = new?;
    let texts = (text(place), text(&new));
    *place = new;
    Some(texts)
}

impl Correction {
    /// What one result says in place of another; none where that only became final, which is confirmed and not corrected.
    pub(super) fn of_result(old: &Stamped<ResultRecorded>, new: &Stamped<ResultRecorded>) -> Option<Self> {
        (!is_confirmation(&old.record, &new.record)).then(|| Self {
            stamp: new.stamp.clone(),
            replaced: old.stamp.clone(),
            part: CorrectedPart::Result(new.record.test.clone()),
            field: "value".to_owned(),
            old: result_text(&old.record),
            new: result_text(&new.record),
            reason: new.record.correction_reason.clone().unwrap_or_default(),
        })
    }
}

impl UnitState {
    /// The corrections of one part, oldest first.
    pub fn corrections_of<'a>(&'a self, part: &'a CorrectedPart) -> impl Iterator<Item = &'a Correction> {
        self.corrections.iter().filter(move |correction| correction.part == *part)
    }

    fn note(
        &mut self,
        stamp: &Stamp,
        original: &Stamp,
        part: &CorrectedPart,
        field: &str,
        change: (String, String),
        reason: &str,
    ) {
        let before = self.corrections_of(part).filter(|earlier| earlier.field == field).last();
        let replaced = before.map_or(original, |earlier| &earlier.stamp).clone();
        let (old, new) = change;
        self.corrections.push(Correction {
            stamp: stamp.clone(),
            replaced,
            part: part.clone(),
            field: field.to_owned(),
            old,
            new,
            reason: reason.to_owned(),
        });
    }

    pub(super) fn correct_collection(&mut self, stamp: &Stamp, new: CollectionCorrected) {
        let Some(collection) = &mut self.collection else { return };
        let original = collection.stamp.clone();
        let now = &mut collection.record;
        let changes = [
            ("infant_sex", replace(&mut now.infant_sex, new.infant_sex, word)),
            ("birth_weight_g", replace(&mut now.birth_weight_g, new.birth_weight_g, u32::to_string)),
            ("gestation_d", replace(&mut now.gestation_d, new.gestation_d, u32::to_string)),
            ("delivery_mode", replace(&mut now.delivery_mode, new.delivery_mode, word)),
            ("started_ms", replace(&mut now.started_ms, new.started_ms, i64::to_string)),
            ("ended_ms", replace(&mut now.ended_ms, new.ended_ms, i64::to_string)),
            ("volume_ml", replace(&mut now.volume_ml, new.volume_ml, |volume| volume.to_string())),
        ];
        for (field, change) in changes {
            if let Some(change) = change {
                self.note(stamp, &original, &CorrectedPart::Collection, field, change, &new.reason);
            }
        }
    }

    pub(super) fn correct_step(&mut self, stamp: &Stamp, new: StepAmended) {
        // Another station may have done the step since: what was shown and signed is one entry, and no other.
        let named = |step: &Stamped<StepDone>| {
            step.record.step == new.step
                && new
                    .station
                    .is_none_or(|station| (step.stamp.station, step.stamp.seq) == (station, new.seq))
        };
        let Some(step) = self.steps.iter_mut().rev().find(|step| named(step)) else {
            return;
        };
        let original = step.stamp.clone();
        let mut changes = Vec::new();
        for value in new.values {
            match step.record.values.iter_mut().find(|old| old.code == value.code) {
                Some(old) => {
                    changes.push((value.code.clone(), (old.value.clone(), value.value.clone())));
                    *old = value;
                }
                None => {
                    changes.push((value.code.clone(), (String::new(), value.value.clone())));
                    step.record.values.push(value);
                }
            }
        }
        for scan in new.scans {
            let field = format!("{SCAN}{}", scan.code);
            match step.record.scans.iter_mut().find(|old| old.code == scan.code) {
                Some(old) => {
                    changes.push((field, (old.value.clone(), scan.value.clone())));
                    *old = scan;
                }
                None => {
                    changes.push((field, (String::new(), scan.value.clone())));
                    step.record.scans.push(scan);
                }
            }
        }
        // What departed before stays said: somebody signed for it.
        for departure in new.departures {
            if !step.record.departures.contains(&departure) {
                step.record.departures.push(departure);
            }
        }
        let part = CorrectedPart::Step(new.step);
        for (field, change) in changes {
            self.note(stamp, &original, &part, &field, change, &new.reason);
        }
    }
}
