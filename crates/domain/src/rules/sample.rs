//! What parts of a donation there are, what they are made of, and which values of steps they have to agree with: data of the
//! bank. Volumes are compared as whole nanolitres, so that nothing is rounded.
//! tidy: long because the layout of the file and what follows of it are read together.

use super::Sop;
use super::unit_text::is_same_unit;
use crate::record::StepDone;
use crate::unit::{Part, Stamped, UnitState};
use crate::{Measure, PartContainer, PartKind, PartSource, PartState, VolumeUnit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Deserialize;

const NL_PER_ML: i64 = 1_000_000;
const NL_PER_UL: i64 = 1_000;

/// A volume in whole nanolitres; none where it is negative, finer, or larger than any vessel.
#[must_use]
pub fn nanolitres(volume: Measure, unit: VolumeUnit) -> Option<i64> {
    let factor = match unit {
        VolumeUnit::Ml => NL_PER_ML,
        VolumeUnit::Ul => NL_PER_UL,
    };
    let exact = volume.0.checked_mul(Decimal::from(factor))?;
    let whole = exact.trunc() == exact && !exact.is_sign_negative();
    exact.to_i64().filter(|_| whole)
}

/// So many nanolitres in a unit, exactly.
#[must_use]
pub fn in_unit(nanolitres: i64, unit: VolumeUnit) -> Measure {
    let places = match unit {
        VolumeUnit::Ml => 6,
        VolumeUnit::Ul => 3,
    };
    Measure(Decimal::new(nanolitres, places).normalize())
}

/// The unit of a step's value, where it is one of volume.
pub(crate) fn volume_unit(text: &str) -> Option<VolumeUnit> {
    match text {
        ml if is_same_unit(ml, "mL") => Some(VolumeUnit::Ml),
        ul if is_same_unit(ul, "µL") => Some(VolumeUnit::Ul),
        _ => None,
    }
}

/// An input of a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepInputName {
    /// Step.
    pub step: String,
    /// Input.
    pub input: String,
}

impl StepInputName {
    fn typed<'a>(&self, unit: &'a UnitState) -> Option<(&'a StepDone, Measure, &'a str)> {
        self.typed_since(unit, 0)
    }

    /// The same, where it was not among so many of the first steps that were recorded.
    fn typed_since<'a>(&self, unit: &'a UnitState, since: usize) -> Option<(&'a StepDone, Measure, &'a str)> {
        let steps = unit.steps.get(since..).unwrap_or_default();
        let done = &steps.iter().rev().find(|done| done.record.step == self.step)?.record;
        let value = done.values.iter().find(|value| value.code == self.input)?;
        Some((done, value.value.parse().ok()?, value.unit.as_str()))
    }

    /// Whether the step was among so many of the first ones and was recorded again since: nobody knows whether what it says
    /// is there twice or once.
    fn is_again(&self, unit: &UnitState, since: usize) -> bool {
        let (before, after) = unit.steps.split_at_checked(since).unwrap_or((&unit.steps, &[]));
        let says = |done: &StepDone| {
            let mut values = done.values.iter().filter(|value| value.code == self.input);
            done.step == self.step && values.any(|value| volume_unit(&value.unit).is_some())
        };
        let has = |steps: &[Stamped<StepDone>]| steps.iter().any(|done| says(&done.record));
        has(before) && has(after)
    }

    fn volume(&self, unit: &UnitState, since: usize) -> Option<i64> {
        let (_, value, of) = self.typed_since(unit, since)?;
        nanolitres(value, volume_unit(of)?)
    }
}

/// Where the volumes come from that parts are taken of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleRoots {
    /// What steps add to the collected blood.
    pub added: Vec<StepInputName>,
    /// What of it goes on towards the freezing bag.
    pub product: Vec<StepInputName>,
    /// What steps add to that.
    pub product_added: Vec<StepInputName>,
}

/// A kind of part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleKind {
    /// Which.
    pub kind: PartKind,
    /// What it may be taken from.
    pub roots: Vec<PartSource>,
    /// Of which parts it may be made.
    pub parts: Vec<PartKind>,
    /// What it usually is in.
    pub container: PartContainer,
    /// In what its volume is usually told.
    pub unit: VolumeUnit,
    /// The step that it is made in.
    #[serde(default)]
    pub step: Option<String>,
    /// The step before which there is none.
    #[serde(default)]
    pub after: Option<String>,
}

/// What of the parts has to agree with a value of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreed {
    /// The volume that was taken from blood or product.
    Volume,
    /// The volume that was taken of whatever.
    Inoculated,
    /// How many were made.
    Made,
    /// How many were ever put into a place.
    Stored,
}

/// A value of a step that parts have to agree with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Step.
    pub step: String,
    /// Input.
    pub input: String,
    /// What of the parts.
    pub what: Agreed,
    /// Which parts.
    pub kinds: Vec<PartKind>,
}

/// A kind of box.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxKind {
    /// Stable code.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Rows, named by letters: at most 26.
    pub rows: u8,
    /// Columns, named by numbers.
    pub columns: u8,
}

impl BoxKind {
    /// How many cells it has.
    #[must_use]
    pub const fn shape(&self) -> BoxShape {
        BoxShape { rows: self.rows, columns: self.columns }
    }
}

/// How many cells a box has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxShape {
    /// Rows, named by letters.
    pub rows: u8,
    /// Columns, named by numbers.
    pub columns: u8,
}

impl BoxShape {
    /// Every cell, row by row.
    #[must_use]
    pub fn cells(self) -> Vec<String> {
        let row =
            |row: u8| (1..=self.columns).map(move |column| format!("{}{column}", char::from(b'A' + row)));
        (0..self.rows.min(26)).flat_map(row).collect()
    }

    /// The cell as it is written, however it was typed.
    #[must_use]
    pub fn read(self, text: &str) -> Option<String> {
        let text = text.trim().to_uppercase();
        let (row, column) = text.split_at_checked(1)?;
        let cell = format!("{row}{}", column.parse::<u8>().ok()?);
        self.cells().contains(&cell).then_some(cell)
    }
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleRules {
    /// Version.
    pub version: String,
    /// The most parts that are made at once.
    pub batch_max: u32,
    /// The most compartments of a bag.
    pub compartments_max: u32,
    /// How far the compartments together may fall short of what went into the bag, percent.
    pub compartments_tolerance_percent: Measure,
    /// Kinds of boxes; one that nobody set up is of the first.
    pub boxes: Vec<BoxKind>,
    /// Where volumes come from.
    pub roots: SampleRoots,
    /// Kinds of parts.
    pub kinds: Vec<SampleKind>,
    /// What has to agree.
    pub agreements: Vec<Agreement>,
}

/// A value of a step and what the parts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreeing {
    /// Step.
    pub step: String,
    /// Input.
    pub input: String,
    /// As the step has it; none while it is not done.
    pub typed: Option<Measure>,
    /// As the parts have it.
    pub found: Measure,
    /// Unit of both; empty of a number of parts.
    pub unit: String,
    /// Whether they say different things.
    pub differs: bool,
}

impl SampleRules {
    /// The kind of part.
    #[must_use]
    pub fn kind(&self, kind: PartKind) -> Option<&SampleKind> {
        self.kinds.iter().find(|known| known.kind == kind)
    }

    fn sum(inputs: &[StepInputName], unit: &UnitState, since: usize) -> Option<i64> {
        let once = inputs.iter().filter(|input| !input.is_again(unit, since));
        once.filter_map(|input| input.volume(unit, since)).reduce(i64::saturating_add)
    }

    /// Whether a step that says how much there is was recorded before the last count and came again since.
    fn is_root_retold(&self, source: PartSource, unit: &UnitState) -> bool {
        let SampleRoots { added, product, product_added } = &self.roots;
        let since = unit.root_count(source).map_or(0, |count| count.steps);
        let again = |inputs: &[StepInputName]| inputs.iter().any(|input| input.is_again(unit, since));
        match source {
            PartSource::Collection => again(added) || again(product),
            PartSource::Product => again(product) || again(product_added),
            PartSource::Mother | PartSource::Part => false,
        }
    }

    /// What there was of a root before any part was taken of it, or since it was counted last, nL. None where nothing says
    /// so: of the mother's blood nothing does, and nothing is asked for.
    #[must_use]
    pub fn held_by_root(&self, source: PartSource, unit: &UnitState) -> Option<i64> {
        let count = unit.root_count(source);
        let since = count.map_or(0, |count| count.steps);
        let counted = count.map(|count| count.nl);
        let product = Self::sum(&self.roots.product, unit, since);
        match source {
            PartSource::Collection => {
                let collected = || nanolitres(unit.collection.as_ref()?.record.volume_ml, VolumeUnit::Ml);
                let held = counted.or_else(collected)?;
                let added = Self::sum(&self.roots.added, unit, since).unwrap_or_default();
                Some(held.saturating_add(added).saturating_sub(product.unwrap_or_default()))
            }
            PartSource::Product => {
                let held = match (counted, product) {
                    (Some(counted), product) => counted.saturating_add(product.unwrap_or_default()),
                    (None, product) => product?,
                };
                Some(
                    held.saturating_add(
                        Self::sum(&self.roots.product_added, unit, since).unwrap_or_default(),
                    ),
                )
            }
            PartSource::Mother | PartSource::Part => None,
        }
    }

    /// What is left of a root, nL. Negative where more was taken than there was.
    #[must_use]
    pub fn left_of_root(&self, source: PartSource, unit: &UnitState) -> Option<i64> {
        let since = unit.parts_of_root(source).filter(|part| unit.is_root_open(part));
        let taken: i64 = since.map(|part| part.taken_nl).sum();
        self.held_by_root(source, unit).map(|held| held.saturating_sub(taken))
    }

    /// Whether more was taken of a root than there was, or its last count was signed without seeing all that had been taken
    /// or said of how much there is. A step that was counted already and comes again adds nothing: it wants another count.
    #[must_use]
    pub fn is_root_overdrawn(&self, source: PartSource, unit: &UnitState) -> bool {
        self.left_of_root(source, unit).is_some_and(|left| left < 0)
            || unit.root_count(source).is_some_and(|count| !count.settles)
            || self.is_root_retold(source, unit)
    }

    /// The root of which the part comes and that gave more than there was: nobody knows which volume is wrong.
    #[must_use]
    pub fn doubted_root(&self, part: &Part, unit: &UnitState) -> Option<PartSource> {
        let first = unit.first_of(part);
        let source = first.made.record.source;
        let doubted = unit.is_root_open(first) || unit.root_count(source).is_some_and(|count| !count.settles);
        (doubted && self.is_root_overdrawn(source, unit)).then_some(source)
    }

    /// The same rules for a procedure whose steps have other codes: a step stands for what it is for. One that has the code
    /// of another purpose is not taken for it.
    #[must_use]
    pub fn for_procedure(&self, sop: &Sop) -> Self {
        let code = |purpose: &mut String| -> bool {
            let known = sop.steps.iter().find(|step| step.purpose() == purpose);
            let taken = known.is_none() && sop.steps.iter().any(|step| step.code == *purpose);
            if let Some(step) = known {
                purpose.clone_from(&step.code);
            }
            !taken
        };
        let mut rules = self.clone();
        let roots = &mut rules.roots;
        for inputs in [&mut roots.added, &mut roots.product, &mut roots.product_added] {
            inputs.retain_mut(|input| code(&mut input.step));
        }
        for kind in &mut rules.kinds {
            kind.step = kind.step.take().and_then(|mut step| code(&mut step).then_some(step));
            // Before a step that there is not, there is none.
            if let Some(after) = &mut kind.after
                && !code(after)
            {
                after.clear();
            }
        }
        rules.agreements.retain_mut(|agreement| code(&mut agreement.step));
        rules
    }

    /// The steps that speak of parts, in the order of the file, each with the kind that is made in it first.
    #[must_use]
    pub fn steps(&self) -> Vec<(&str, PartKind)> {
        let mut found: Vec<(&str, PartKind)> = Vec::new();
        for agreement in &self.agreements {
            let known = found.iter().any(|(step, _)| *step == agreement.step);
            if let Some(kind) = agreement.kinds.first().filter(|_| !known) {
                found.push((&agreement.step, *kind));
            }
        }
        found
    }

    /// The kind of box of that code.
    #[must_use]
    pub fn box_kind(&self, code: &str) -> Option<&BoxKind> {
        self.boxes.iter().find(|known| known.code == code)
    }

    /// How many cells a box has that nobody set up.
    #[must_use]
    pub fn usual_box(&self) -> BoxShape {
        self.boxes.first().map_or(BoxShape { rows: 0, columns: 0 }, |kind| kind.shape())
    }

    /// How far the compartments together fall short of what went into them, nL; none where that is within the tolerance.
    #[must_use]
    pub fn compartments_short(&self, unit: &UnitState) -> Option<i64> {
        unit.compartments().next()?;
        let held = self.held_by_root(PartSource::Product, unit)?;
        let left = self.left_of_root(PartSource::Product, unit)?;
        let allowed = Decimal::from(held) * self.compartments_tolerance_percent.0 / Decimal::ONE_HUNDRED;
        (Decimal::from(left) > allowed).then_some(left)
    }

    fn found(&self, agreement: &Agreement, unit: &UnitState) -> i64 {
        let parts =
            || unit.parts.iter().filter(|part| agreement.kinds.contains(&part.kind()) && !unit.is_void(part));
        let volume = |part: &Part| part.taken_nl;
        let count = |found: usize| i64::try_from(found).unwrap_or(i64::MAX);
        match agreement.what {
            Agreed::Volume => {
                parts().filter(|part| part.made.record.source != PartSource::Part).map(volume).sum()
            }
            Agreed::Inoculated => parts().map(volume).sum(),
            Agreed::Made => count(parts().count()),
            Agreed::Stored => count(parts().filter(|part| part.was_placed()).count()),
        }
    }

    /// The values of steps with what the parts say, in the unit that the step wants. A unit of which no part is recorded has nothing to agree with.
    #[must_use]
    pub fn agreeing(
        &self,
        unit: &UnitState,
        unit_of: impl Fn(&str, &str) -> Option<String>,
    ) -> Vec<Agreeing> {
        if unit.parts.is_empty() {
            return Vec::new();
        }
        let judge = |agreement: &Agreement| {
            let name = StepInputName { step: agreement.step.clone(), input: agreement.input.clone() };
            let typed = name.typed(unit);
            let found = self.found(agreement, unit);
            let said = typed.map(|(_, _, text)| text);
            let typed = typed.map(|(_, value, _)| value);
            let (typed, found, unit_text) = match agreement.what {
                Agreed::Made | Agreed::Stored => (typed, Measure(found.into()), String::new()),
                Agreed::Volume | Agreed::Inoculated => {
                    let wanted = unit_of(&agreement.step, &agreement.input);
                    let typed_in = said.and_then(volume_unit);
                    let of = wanted.as_deref().and_then(volume_unit).or(typed_in).unwrap_or(VolumeUnit::Ml);
                    let text = if of == VolumeUnit::Ul { "µL" } else { "mL" };
                    let nl = typed.zip(typed_in).and_then(|(typed, from)| nanolitres(typed, from));
                    (nl.map_or(typed, |nl| Some(in_unit(nl, of))), in_unit(found, of), text.to_owned())
                }
            };
            let differs = typed.is_some_and(|typed| typed != found);
            let Agreement { step, input, .. } = agreement.clone();
            Agreeing { step, input, typed, found, unit: unit_text, differs }
        };
        self.agreements.iter().map(judge).collect()
    }
}

impl UnitState {
    /// The parts that were taken directly from a root.
    pub fn parts_of_root(&self, source: PartSource) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.made.record.source == source && !self.is_void(part))
    }

    /// How a part stands.
    #[must_use]
    pub fn part_state(&self, part: &Part) -> PartState {
        let attached = part.is_attached();
        if self.is_void(part) {
            PartState::Voided
        } else if part.is_discarded() || (attached && self.disposed.is_some()) {
            PartState::Discarded
        } else if self.left_of(part) == 0 && !self.is_overdrawn(part) {
            PartState::UsedUp
        } else if attached {
            PartState::Attached
        } else if part.place().is_some() {
            PartState::Stored
        } else {
            PartState::AtHand
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_are_whole_nanolitres_or_none() {
        for (text, unit, expected) in [
            ("0.5", VolumeUnit::Ml, Some(500_000)),
            ("500", VolumeUnit::Ul, Some(500_000)),
            ("0.000001", VolumeUnit::Ml, Some(1)),
            ("0.0000001", VolumeUnit::Ml, None),
            ("0.0001", VolumeUnit::Ul, None),
            ("-1", VolumeUnit::Ml, None),
            ("0", VolumeUnit::Ml, Some(0)),
            ("99999999999999999999", VolumeUnit::Ml, None),
        ] {
            assert_eq!(nanolitres(text.parse().unwrap(), unit), expected, "{text}");
        }
        assert_eq!(in_unit(500_000, VolumeUnit::Ml).to_string(), "0.5");
        assert_eq!(in_unit(500_000, VolumeUnit::Ul).to_string(), "500");
        assert_eq!(in_unit(20_000_000, VolumeUnit::Ml).to_string(), "20");
    }

    #[test]
    fn cells_are_read_however_they_are_typed() {
        let shape = BoxShape { rows: 9, columns: 9 };
        assert_eq!(shape.cells().len(), 81);
        for (text, expected) in [
            ("a1", Some("A1")),
            (" I9 ", Some("I9")),
            ("A01", Some("A1")),
            ("J1", None),
            ("A10", None),
            ("", None),
            ("汉1", None),
            ("1A", None),
        ] {
            assert_eq!(shape.read(text).as_deref(), expected, "{text}");
        }
    }
}
