//! The pictures of a dossier: those that the procedure has beside its steps, and the photos that were taken at them.

use super::{Desk, code};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::stored;
use api::wire::{StepValueView, StepView, UnitView};
use domain::Permission;
use domain::record::AttachmentKept;
use domain::rules::Sop;
use labels::document::{DocumentData, Jpeg, Picture};

/// The most pictures on paper: a dossier is read and sent, and each keeps its own bytes.
const PICTURES_MAX: usize = 40;

/// How much room there is: photos come first, since nothing else shows what they do.
struct Room {
    photos: usize,
    instructions: usize,
}

impl Room {
    fn of(unit: &LoadedUnit, view: &UnitView) -> Self {
        let photos = view.steps.iter().map(|step| taken(unit, step).count()).sum();
        Self { photos: PICTURES_MAX, instructions: PICTURES_MAX.saturating_sub(photos) }
    }
}

/// One place less; none where there is none left.
const fn take(places: &mut usize) -> bool {
    let left = *places > 0;
    *places = places.saturating_sub(1);
    left
}

pub(super) fn pictured(
    cx: &Cx<'_>,
    desk: &Desk,
    unit: &LoadedUnit,
    view: &UnitView,
    data: &mut DocumentData,
) -> Answer<()> {
    let rules = cx.reading_rules(&unit.state)?;
    let mut room = Room::of(unit, view);
    let mut found = Vec::new();
    for step in &view.steps {
        found.extend(instruction(desk, rules.sop(), step, &mut room.instructions));
        let photos = photos(cx, desk, unit, step, &mut room.photos)?;
        // A photo may show whose blood it is: such a dossier is handled as one that names a person.
        if photos.iter().any(|photo| photo.jpeg.is_some()) {
            data.conditions.insert("photographed");
        }
        found.extend(photos);
    }
    if !found.is_empty() {
        data.conditions.insert("pictured");
        data.pictures.insert("pictures", found);
    }
    Ok(())
}

fn title(desk: &Desk, step: &StepView) -> String {
    format!("{} {}", step.number, desk.pick(&step.zh, &step.en))
}

/// Why there is no picture.
fn absent(desk: &Desk, shown: bool, has_place: bool) -> String {
    match (shown, has_place) {
        (true, _) => String::new(),
        (false, true) => desk.word("picture_absent"),
        (false, false) => desk.word("picture_beyond"),
    }
}

/// The picture of the procedure, as the unit's own version has it.
fn instruction(desk: &Desk, sop: &Sop, step: &StepView, places: &mut usize) -> Option<Picture> {
    let picture = sop.step(&step.code).and_then(|step| step.picture.as_ref())?;
    let has_place = take(places);
    let read = has_place.then(|| picture.read()).flatten();
    let jpeg = read.and_then(|(_, bytes)| Jpeg::read(bytes));
    let absent = absent(desk, jpeg.is_some(), has_place);
    let note = format!("{} v{} {absent}", sop.code, sop.version);
    let caption = format!("{} · {}", title(desk, step), desk.pick(&picture.zh, &picture.en));
    Some(Picture { jpeg, caption, note: note.trim_end().to_owned() })
}

/// What was photographed at a step, with the value that names it.
fn taken<'a>(
    unit: &'a LoadedUnit,
    step: &'a StepView,
) -> impl Iterator<Item = (&'a StepValueView, &'a AttachmentKept)> {
    step.values.iter().filter_map(|value| {
        let kept = unit.state.attachment(&value.attachment.as_ref()?.digest)?;
        kept.media.is_picture().then_some((value, kept))
    })
}

/// What was photographed, where this station holds it and who asks may see it.
fn photos(
    cx: &Cx<'_>,
    desk: &Desk,
    unit: &LoadedUnit,
    step: &StepView,
    places: &mut usize,
) -> Answer<Vec<Picture>> {
    let may = cx.may(Permission::ViewAttachment).unwrap_or(false);
    let mut found = Vec::new();
    for (value, kept) in taken(unit, step) {
        let has_place = take(places);
        let whole = if may && has_place {
            cx.store()?.find_attachment(unit.state.donation, kept).map_err(stored)?
        } else {
            None
        };
        let jpeg = whole.and_then(|whole| Jpeg::read(whole.bytes));
        let absent = absent(desk, jpeg.is_some(), has_place);
        let media = desk.words.value("media", &code(&kept.media));
        found.push(Picture {
            jpeg,
            caption: format!("{} · {}", title(desk, step), desk.pick(&value.zh, &value.en)),
            note: format!("{media} SHA-256 {} {absent}", kept.digest).trim_end().to_owned(),
        });
    }
    Ok(found)
}
