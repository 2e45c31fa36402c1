//! The pictures of a dossier: those that the procedure has beside its steps, and the photos that were taken at them.

use super::{Desk, code};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::stored;
use api::wire::{StepView, UnitView};
use domain::Permission;
use labels::document::{DocumentData, Jpeg, Picture};

/// The most pictures on paper: a dossier is read and sent, and each keeps its own bytes.
const PICTURES_MAX: usize = 40;

pub(super) fn pictured(
    cx: &Cx<'_>,
    desk: &Desk,
    unit: &LoadedUnit,
    view: &UnitView,
    data: &mut DocumentData,
) -> Answer<()> {
    let mut found = Vec::new();
    for step in &view.steps {
        found.extend(instruction(cx, desk, unit, step)?);
        let photos = photos(cx, desk, unit, step)?;
        // A photo may show whose blood it is: such a dossier is handled as one that names a person.
        if photos.iter().any(|photo| photo.jpeg.is_some()) {
            data.conditions.insert("photographed");
        }
        found.extend(photos);
    }
    found.truncate(PICTURES_MAX);
    if !found.is_empty() {
        data.conditions.insert("pictured");
        data.pictures.insert("pictures", found);
    }
    Ok(())
}

fn title(desk: &Desk, step: &StepView) -> String {
    format!("{} {}", step.number, desk.pick(&step.zh, &step.en))
}

/// The picture of the procedure, as the unit's own version has it.
fn instruction(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, step: &StepView) -> Answer<Option<Picture>> {
    let rules = cx.reading_rules(&unit.state)?;
    let Some(picture) = rules.sop().step(&step.code).and_then(|step| step.picture.as_ref()) else {
        return Ok(None);
    };
    let jpeg = picture.read().and_then(|(_, bytes)| Jpeg::read(bytes));
    let absent = if jpeg.is_none() { desk.word("picture_absent") } else { String::new() };
    let note = format!("{} v{} {absent}", rules.sop().code, rules.sop().version);
    let caption = format!("{} · {}", title(desk, step), desk.pick(&picture.zh, &picture.en));
    Ok(Some(Picture { jpeg, caption, note: note.trim_end().to_owned() }))
}

/// What was photographed, where this station holds it and who asks may see it.
fn photos(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, step: &StepView) -> Answer<Vec<Picture>> {
    let may = cx.may(Permission::ViewAttachment).unwrap_or(false);
    let mut found = Vec::new();
    for value in &step.values {
        let Some(kept) = value.attachment.as_ref().and_then(|kept| unit.state.attachment(&kept.digest))
        else {
            continue;
        };
        if !kept.media.is_picture() {
            continue;
        }
        let whole =
            if may { cx.store()?.find_attachment(unit.state.donation, kept).map_err(stored)? } else { None };
        let jpeg = whole.and_then(|whole| Jpeg::read(whole.bytes));
        let absent = if jpeg.is_none() { desk.word("picture_absent") } else { String::new() };
        let media = desk.words.value("media", &code(&kept.media));
        found.push(Picture {
            jpeg,
            caption: format!("{} · {}", title(desk, step), desk.pick(&value.zh, &value.en)),
            note: format!("{media} SHA-256 {} {absent}", kept.digest).trim_end().to_owned(),
        });
    }
    Ok(found)
}
