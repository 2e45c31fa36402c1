//! Samples and other parts of a donation: no part gives more than it holds, no cell holds two.

mod boxes;
mod doubt;
mod end;
mod label;
mod place;
mod scene;

use super::check::{filled, not_in_future, number, whole};
use crate::record::{PartMade, PartUsed};
use crate::rules::{SampleRules, in_unit, nanolitres};
use crate::unit::{Part, PartId, UnitState};
use crate::{Code, Measure, PartContainer, PartKind, PartSource, PartUse, Record, Refusal, VolumeUnit};

pub use boxes::{BoxInput, BoxScene, set_up_box};
pub use doubt::{count_root, settle_part};
pub use end::{correct_part, count_part, discard_part, renumber_part, separate_part, void_part};
pub use label::{call_off_label, label_parts, labels_called_off};
pub use place::{PlaceInput, place_part, take_out_part};
pub use scene::PartScene;

/// What is entered to make parts, several alike at once.
#[derive(Debug, Clone, Copy)]
pub struct MakeInput<'a> {
    /// What they are.
    pub kind: PartKind,
    /// What they are in; as usual where it is none.
    pub container: Option<PartContainer>,
    /// What they are taken from.
    pub source: PartSource,
    /// Where that is a part, which.
    pub parent: Option<PartId>,
    /// How many.
    pub count: &'a str,
    /// What each holds.
    pub volume: &'a str,
    /// Its unit.
    pub unit: VolumeUnit,
    /// What is taken for each; the same as it holds where empty.
    pub taken: &'a str,
    /// When, ms; now where it is none.
    pub made_ms: Option<i64>,
    /// DNA in each, µg; may be empty.
    pub mass_ug: &'a str,
    /// DNA in each, ng/µL; may be empty.
    pub concentration: &'a str,
    /// Where they are put, each in a cell of its own.
    pub place: Option<PlaceInput<'a>>,
    /// Of compartments: which of the bag's the first one is, from 1; the first that is free where empty.
    pub compartment: &'a str,
    /// Note; may be empty.
    pub note: &'a str,
}

pub(super) const fn unit_text(unit: VolumeUnit) -> &'static str {
    match unit {
        VolumeUnit::Ml => "mL",
        VolumeUnit::Ul => "µL",
    }
}

/// The word of a vocabulary, as in JSON.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A volume above nothing, as entered and in nanolitres.
pub(super) fn volume(text: &str, unit: VolumeUnit, field: &'static str) -> Result<(Measure, i64), Refusal> {
    let (measure, nl) = volume_or_none(text, unit, field)?;
    if nl == 0 {
        let low = Refusal::stop(Code::TooLow).with("value", measure).with("min", "0");
        return Err(low.with("unit", unit_text(unit)).at(field));
    }
    Ok((measure, nl))
}

/// A volume, which may be nothing.
pub(super) fn volume_or_none(
    text: &str,
    unit: VolumeUnit,
    field: &'static str,
) -> Result<(Measure, i64), Refusal> {
    let measure = number(text, field)?;
    let fine = || {
        let refusal = Refusal::stop(Code::PartFine).with("value", measure).with("unit", unit_text(unit));
        refusal.at(field)
    };
    if measure.0.is_sign_negative() {
        let low = Refusal::stop(Code::TooLow).with("value", measure).with("min", "0");
        return Err(low.with("unit", unit_text(unit)).at(field));
    }
    Ok((measure, nanolitres(measure, unit).ok_or_else(fine)?))
}

/// The part that can be worked with.
///
/// # Errors
/// No such part; another one with its number, or that carries a label with it; no longer kept.
pub fn part_of(unit: &UnitState, id: PartId) -> Result<&Part, Refusal> {
    let part = told_apart(unit, id)?;
    match unit.unlabelled_with(part) {
        Some(other) => Err(Refusal::stop(Code::PartUnlabelled).with("number", other.number).at("part")),
        None => Ok(part),
    }
}

/// The part that has a number of its own, whatever its label says.
fn told_apart(unit: &UnitState, id: PartId) -> Result<&Part, Refusal> {
    let unknown = || Refusal::stop(Code::PartUnknown).with("value", id).at("part");
    let part = unit.part(id).ok_or_else(unknown)?;
    let about = |code| Refusal::stop(code).with("number", part.number).at("part");
    if !unit.is_kept(part) {
        return Err(about(Code::PartGone));
    }
    if unit.is_twin(part) {
        return Err(about(Code::PartTwin));
    }
    Ok(part)
}

/// Refuses to take more of a part than it holds.
fn holds(
    unit: &UnitState,
    part: &Part,
    wanted: i64,
    of: VolumeUnit,
    field: &'static str,
) -> Result<(), Refusal> {
    if unit.is_overdrawn(part) {
        return Err(Refusal::stop(Code::PartOverdrawn).with("number", part.number).at("part"));
    }
    let left = unit.left_of(part);
    if wanted > left {
        let less = Refusal::stop(Code::PartLess).with("number", part.number).with("left", in_unit(left, of));
        return Err(less.with("wanted", in_unit(wanted, of)).with("unit", unit_text(of)).at(field));
    }
    Ok(())
}

/// Refuses to take more of blood or product than there is.
fn root_holds(
    rules: &SampleRules,
    unit: &UnitState,
    input: &MakeInput<'_>,
    wanted: i64,
) -> Result<(), Refusal> {
    let source = word(&input.source);
    match input.source {
        PartSource::Mother => Ok(()),
        PartSource::Part => Err(Refusal::stop(Code::PartUnknown).with("value", "").at("parent")),
        root => {
            if unit.disposed.is_some() {
                return Err(Refusal::stop(Code::DisposedAlready).at("parent"));
            }
            let unknown = || Refusal::stop(Code::PartRootUnknown).with("source", &source).at("parent");
            let left = rules.left_of_root(root, unit).ok_or_else(unknown)?;
            if rules.is_root_overdrawn(root, unit) {
                return Err(Refusal::stop(Code::PartRootOverdrawn).with("source", &source).at("parent"));
            }
            if wanted > left {
                let less = Refusal::stop(Code::PartRootLess).with("source", &source);
                let less =
                    less.with("left", in_unit(left, input.unit)).with("wanted", in_unit(wanted, input.unit));
                return Err(less.with("unit", unit_text(input.unit)).at("volume"));
            }
            Ok(())
        }
    }
}

/// Whether that kind is made of this, and may be by now.
fn fits(rules: &SampleRules, unit: &UnitState, input: &MakeInput<'_>) -> Result<PartContainer, Refusal> {
    let about = |code| Refusal::stop(code).with("part_kind", word(&input.kind)).at("kind");
    let not_of = |of: String| about(Code::PartNotOf).with("of", of);
    let known = rules.kind(input.kind).ok_or_else(|| not_of(word(&input.source)))?;
    match input.parent {
        Some(id) => {
            let parent = doubt::sure_part(unit, rules, id).map_err(|refusal| refusal.at("parent"))?;
            if !known.parts.contains(&parent.kind()) {
                return Err(not_of(word(&parent.kind())));
            }
            not_attached(parent).map_err(|refusal| refusal.at("parent"))?;
        }
        None if !known.roots.contains(&input.source) => return Err(not_of(word(&input.source))),
        None => {}
    }
    if let Some(step) = known.after.as_ref().filter(|step| unit.step_done(step).is_none()) {
        return Err(about(Code::PartTooEarly).with("step", step));
    }
    let container = input.container.unwrap_or(known.container);
    if (input.kind == PartKind::Compartment) != (container == PartContainer::Compartment) {
        return Err(Refusal::stop(Code::PartContainerOther).at("container"));
    }
    Ok(container)
}

/// Refuses a compartment that is one with its bag.
fn not_attached(part: &Part) -> Result<(), Refusal> {
    match part.is_attached() {
        true => Err(Refusal::stop(Code::PartAttached).with("number", part.number).at("part")),
        false => Ok(()),
    }
}

/// Which compartments of the bag so many are: from the one that is said on, or those that are free.
fn positions(unit: &UnitState, rules: &SampleRules, text: &str, count: u32) -> Result<Vec<u8>, Refusal> {
    let most = || Refusal::stop(Code::PartCompartments).with("max", rules.compartments_max);
    let last = u8::try_from(rules.compartments_max).unwrap_or(u8::MAX);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let taken =
        |position: u8| unit.compartments().find(|part| part.made.record.compartment == Some(position));
    if text.trim().is_empty() {
        let free: Vec<u8> = (1..=last).filter(|position| taken(*position).is_none()).take(count).collect();
        return if free.len() < count { Err(most().at("count")) } else { Ok(free) };
    }
    let first = u8::try_from(whole(text, 1, last.into(), "", "compartment")?).unwrap_or(last);
    let wanted: Vec<u8> = (first..=last).take(count).collect();
    if wanted.len() < count {
        return Err(most().at("count"));
    }
    match wanted.iter().find_map(|position| Some((position, taken(*position)?))) {
        Some((position, part)) => {
            let taken = Refusal::stop(Code::PartPositionTaken).with("position", position);
            Err(taken.with("number", part.number).at("compartment"))
        }
        None => Ok(wanted),
    }
}

fn amount(text: &str, field: &'static str) -> Result<Option<Measure>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let value = number(text, field)?;
    if value.0.is_sign_negative() {
        let low = Refusal::stop(Code::TooLow).with("value", value).with("min", "0").with("unit", "");
        return Err(low.at(field));
    }
    Ok(Some(value))
}

/// Makes parts, several alike at once, each with a number of its own.
///
/// # Errors
/// Nothing collected; a number that another unit claims too; a bag that is elsewhere; too many; volumes that are none, too fine, or more than there is; a kind that is not made of it, or not
/// yet; more compartments than a bag has, or one that is recorded; a place that is none or taken; a moment in the future.
pub fn make_parts(scene: &PartScene<'_>, input: &MakeInput<'_>) -> Result<Vec<Record>, Refusal> {
    let PartScene { unit, rules, context, .. } = *scene;
    if unit.collection.is_none() {
        return Err(Refusal::stop(Code::NotCollected));
    }
    scene.is_numbered()?;
    let container = fits(rules, unit, input)?;
    if input.parent.is_none() && input.source == PartSource::Product {
        scene.has_bag()?;
    }
    let count = whole(input.count, 1, rules.batch_max, "", "count")?;
    let (volume, nl) = volume(input.volume, input.unit, "volume")?;
    let (taken, taken_nl) = match input.taken.trim() {
        "" => (volume, nl),
        text => self::volume(text, input.unit, "taken")?,
    };
    let compartments: Vec<Option<u8>> = if container == PartContainer::Compartment {
        if input.place.is_some() {
            return Err(Refusal::stop(Code::PartAttached)
                .with("number", unit.next_part_number())
                .at("device"));
        }
        positions(unit, rules, input.compartment, count)?.into_iter().map(Some).collect()
    } else {
        vec![None; usize::try_from(count).unwrap_or_default()]
    };
    let wanted = taken_nl.saturating_mul(count.into());
    match input.parent.and_then(|id| unit.part(id)) {
        Some(parent) => holds(unit, parent, wanted, input.unit, "volume")?,
        None => root_holds(rules, unit, input, wanted)?,
    }
    let places = match &input.place {
        Some(place) => place.cells(count)?.into_iter().map(Some).collect(),
        None => vec![None; usize::try_from(count).unwrap_or_default()],
    };
    let made_ms = not_in_future(input.made_ms.unwrap_or(context.now_ms), context.now_ms, "made_ms")?;
    let note = if input.note.trim().is_empty() { String::new() } else { filled(input.note, 200, "note")? };
    let step = rules.kind(input.kind).and_then(|kind| kind.step.clone());
    let mass_ug = amount(input.mass_ug, "mass_ug")?;
    let concentration = amount(input.concentration, "concentration")?;
    let source = if input.parent.is_some() { PartSource::Part } else { input.source };
    let made =
        (unit.next_part_number()..).zip(places).zip(compartments).map(|((number, place), compartment)| {
            Record::PartMade(PartMade {
                number,
                part_kind: input.kind,
                container,
                source,
                of_station: input.parent.map(|parent| parent.station),
                of_seq: input.parent.map(|parent| parent.seq),
                volume,
                volume_unit: input.unit,
                taken,
                made_ms,
                step: step.clone().filter(|step| unit.step_done(step).is_some()),
                mass_ug,
                concentration,
                kept_at: place,
                note: note.clone(),
                compartment,
            })
        });
    Ok(made.collect())
}

/// A volume leaves a part for a test, or is lost.
///
/// # Errors
/// No such part, or one that is not kept; a compartment that is one with its bag; a number that another unit claims too; more
/// than it holds; no reason.
pub fn use_part(
    scene: &PartScene<'_>,
    id: PartId,
    (text, of): (&str, VolumeUnit),
    (part_use, reason): (PartUse, &str),
) -> Result<Record, Refusal> {
    let unit = scene.unit;
    scene.is_numbered()?;
    let part = doubt::sure_part(unit, scene.rules, id)?;
    not_attached(part)?;
    let (volume, nl) = volume(text, of, "volume")?;
    holds(unit, part, nl, of, "volume")?;
    Ok(Record::PartUsed(PartUsed {
        of_station: id.station,
        of_seq: id.seq,
        number: part.number,
        volume,
        volume_unit: of,
        part_use,
        reason: filled(reason, 200, "reason")?,
    }))
}
