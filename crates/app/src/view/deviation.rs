//! Deviations in words.

use super::{Names, short};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::*;
use domain::deviation::{Action, Closing, Deviation, Removal};
use domain::unit::{Stamp, Stamped};
use domain::{DonationId, Permission, PersonId};

/// A deviation in a list.
pub(crate) fn deviation_row(deviation: &Deviation, names: &Names, now_ms: i64) -> DeviationRow {
    let Stamped { stamp, record } = &deviation.reported;
    let next = deviation.open_actions().map(Action::assigned).min_by_key(|(_, _, due_ms)| *due_ms);
    DeviationRow {
        deviation: deviation.id,
        number: deviation.number(),
        category: record.category.clone(),
        what_happened: record.what_happened.clone(),
        class: deviation.class(),
        stage: deviation.stage(),
        happened_ms: record.happened_ms,
        reported_ms: stamp.at_ms,
        reported_by: names.person(stamp.operator),
        site_code: names.site(record.site),
        units: u32::try_from(deviation.units.len()).unwrap_or(u32::MAX),
        due_on: next.map(|(_, due_on, _)| due_on.to_owned()),
        overdue: next.is_some_and(|(_, _, due_ms)| due_ms <= now_ms),
    }
}

/// A unit that a deviation concerns, with what is said of it.
pub(crate) fn deviated_unit(
    cx: &Cx<'_>,
    donation: DonationId,
    said: Option<(domain::UnitFitness, &str)>,
) -> Answer<DeviatedUnit> {
    let row = cx.store()?.find_unit(donation).map_err(stored)?;
    Ok(DeviatedUnit {
        donation,
        status: row.as_ref().map(|row| row.status),
        held: row.as_ref().is_some_and(|row| row.held),
        din: row.and_then(|row| row.din),
        fitness: said.map(|(fitness, _)| fitness),
        note: said.map(|(_, note)| note.to_owned()).unwrap_or_default(),
        said: Vec::new(),
    })
}

/// A unit that a deviation concerns, with every conclusion that counts. The gravest is the unit's: where this station holds
/// the unit, that of its own record too, so that page and unit say the same.
pub(crate) fn concerned_unit(
    cx: &Cx<'_>,
    deviation: &Deviation,
    donation: DonationId,
    names: &Names,
) -> Answer<DeviatedUnit> {
    let mut said: Vec<UnitSaid> = deviation
        .conclusions_of(donation)
        .map(|(closing, unit)| UnitSaid {
            fitness: unit.fitness,
            note: unit.note.clone(),
            conclusion: closing.signed.record.conclusion.clone(),
            by: closing.signed.record.name.clone(),
            at_ms: closing.signed.stamp.at_ms,
        })
        .collect();
    let state = cx.store()?.find_unit_state(donation).map_err(stored)?.filter(|_| deviation.closed);
    let own = state.iter().flat_map(|state| &state.deviations);
    let own = own.filter(|known| known.begun.record.deviation == deviation.id);
    for settled in own.filter_map(|known| known.settled.as_ref()) {
        let record = &settled.record;
        if said.iter().all(|one| one.fitness < record.fitness) {
            said.push(UnitSaid {
                fitness: record.fitness,
                note: record.note.clone(),
                conclusion: String::new(),
                by: names.person(settled.stamp.operator),
                at_ms: settled.stamp.at_ms,
            });
        }
    }
    let counts = said.iter().rev().max_by_key(|one| one.fitness);
    let unit = deviated_unit(cx, donation, counts.map(|one| (one.fitness, one.note.as_str())))?;
    Ok(DeviatedUnit { said, ..unit })
}

/// That a unit is no part of it, in the signer's own words.
fn removed_note(removal: &Removal) -> DeviationNote {
    let Stamped { stamp, record } = &removal.signed;
    DeviationNote { text: record.reason.clone(), by: record.name.clone(), at_ms: stamp.at_ms }
}

/// Deviations that concern a unit, or concerned it once, those reported last first.
pub(crate) fn deviations_of(cx: &Cx<'_>, donation: DonationId) -> Answer<UnitDeviations> {
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut rows = Vec::new();
    for id in store.list_deviations_of(donation).map_err(stored)? {
        let Some(deviation) = store.find_deviation(id).map_err(stored)? else { continue };
        let unit = concerned_unit(cx, &deviation, donation, &names)?;
        rows.push(UnitDeviationRow {
            row: deviation_row(&deviation, &names, cx.now_ms()),
            fitness: unit.fitness,
            note: unit.note,
            said: unit.said,
            removed: deviation.removal_of(donation).map(removed_note),
        });
    }
    Ok(UnitDeviations { rows })
}

/// What a step or test is called, by the procedures and limits that this station knows.
fn step_name(cx: &Cx<'_>, code: &str) -> Option<BilingualText> {
    let rules = cx.rules();
    let step = rules.sops.iter().rev().find_map(|file| file.sop.step(code)).map(|step| &step.title);
    let name = step.or_else(|| rules.norm.test(code).map(|test| &test.name))?;
    Some(BilingualText { zh: name.zh.clone(), en: name.en.clone() })
}

/// All of a deviation.
pub(crate) fn deviation_view(cx: &Cx<'_>, deviation: &Deviation) -> Answer<DeviationView> {
    let names = Names::read(cx)?;
    let now_ms = cx.now_ms();
    let operator = cx.operator()?.person;
    let note = |stamp: &Stamp, text: &str| note(&names, stamp, text);
    let unit = |donation: &DonationId| concerned_unit(cx, deviation, *donation, &names);
    let code = |refusal: domain::Refusal| refusal.code.as_str().to_owned();
    let may_close = cx.with_context(|context| domain::decide::may_close(deviation, context))?;
    let may_remove = cx.with_context(|context| domain::decide::may_remove_unit(deviation, context))?;
    let removed = |removal: &Removal| -> Answer<RemovedUnit> {
        let record = &removal.signed.record;
        Ok(RemovedUnit {
            unit: deviated_unit(cx, record.donation, None)?,
            note: removed_note(removal),
            voided: removal.voided,
            digest: short(&record.digest),
        })
    };
    Ok(DeviationView {
        row: deviation_row(deviation, &names, now_ms),
        done_at_once: deviation.reported.record.done_at_once.clone(),
        step: deviation.reported.record.step.clone(),
        step_name: step_name(cx, &deviation.reported.record.step),
        units: deviation.units.iter().map(unit).collect::<Answer<_>>()?,
        class: deviation.class.as_ref().map(|said| note(&said.stamp, &said.record.reason)),
        cause: deviation.investigation.as_ref().map(|found| found.record.cause.clone()),
        investigation: deviation
            .investigation
            .as_ref()
            .map(|found| note(&found.stamp, &found.record.findings)),
        wants_investigation: deviation.wants_investigation(),
        actions: deviation
            .actions
            .iter()
            .map(|action| action_view(action, deviation.closed, operator, &names, now_ms))
            .collect(),
        endings: endings(deviation, &names),
        manageable: cx.may(Permission::ManageDeviation)?,
        classes: classes(deviation, &names),
        closing_refused: may_close.err().map(code),
        removed: deviation.removals.iter().map(removed).collect::<Answer<_>>()?,
        removal_refused: may_remove.err().map(code),
    })
}

fn classes(deviation: &Deviation, names: &Names) -> Vec<ClassChange> {
    let before = std::iter::once(None).chain(deviation.classes.iter().map(|said| Some(said.record.class)));
    let change = |(from, said): (_, &Stamped<domain::record::DeviationClassified>)| ClassChange {
        from,
        to: said.record.class,
        note: note(names, &said.stamp, &said.record.reason),
    };
    before.zip(&deviation.classes).map(change).collect()
}

fn note(names: &Names, stamp: &Stamp, text: &str) -> DeviationNote {
    DeviationNote { text: text.to_owned(), by: names.person(stamp.operator), at_ms: stamp.at_ms }
}

fn action_view(action: &Action, closed: bool, operator: PersonId, names: &Names, now_ms: i64) -> ActionView {
    let planned = &action.planned.record;
    let (person, due_on, due_ms) = action.assigned();
    let open = !closed && action.is_open();
    let done = action.done.as_ref();
    ActionView {
        key: planned.key.clone(),
        kind: planned.action_kind,
        what: planned.what.clone(),
        responsible: names.person(Some(person)),
        person,
        due_on: due_on.to_owned(),
        overdue: open && due_ms <= now_ms,
        withdrawn: action.withdrawn,
        open,
        changes: changes(action, names),
        done: done.map(|done| note(names, &done.stamp, &done.record.note)),
        checks: action
            .checks
            .iter()
            .map(|check| ActionCheck {
                effective: check.record.effective,
                note: note(names, &check.stamp, &check.record.note),
            })
            .collect(),
        own: done.is_some_and(|done| done.stamp.operator == Some(operator)),
        effective: action.is_effective(),
    }
}

/// What was said of an action, each with what held until then.
fn changes(action: &Action, names: &Names) -> Vec<ActionChange> {
    let planned = &action.planned.record;
    let first = (planned.responsible, planned.due_on.as_str());
    let later =
        action.changes.iter().map(|changed| (changed.record.responsible, changed.record.due_on.as_str()));
    let before = std::iter::once(first).chain(later);
    let changed = before.zip(&action.changes).map(|((responsible, due_on), changed)| ActionChange {
        withdraws: false,
        responsible: names.person(Some(responsible)),
        due_on: due_on.to_owned(),
        note: note(names, &changed.stamp, &changed.record.reason),
    });
    let (responsible, due_on, _) = action.assigned();
    let withdrawn = action.withdrawals.iter().map(|withdrawn| ActionChange {
        withdraws: true,
        responsible: names.person(Some(responsible)),
        due_on: due_on.to_owned(),
        note: note(names, &withdrawn.stamp, &withdrawn.record.reason),
    });
    let mut changes: Vec<ActionChange> = changed.chain(withdrawn).collect();
    changes.sort_by_key(|change| change.note.at_ms);
    changes
}

fn endings(deviation: &Deviation, names: &Names) -> Vec<DeviationEnding> {
    let closings = deviation.closings.iter().map(|Closing { signed, voided, .. }| DeviationEnding {
        closes: true,
        note: DeviationNote {
            text: signed.record.conclusion.clone(),
            by: signed.record.name.clone(),
            at_ms: signed.stamp.at_ms,
        },
        voided: *voided,
        digest: short(&signed.record.digest),
    });
    let reopened = deviation.reopened.iter().map(|reopened| DeviationEnding {
        closes: false,
        note: note(names, &reopened.stamp, &reopened.record.reason),
        voided: false,
        digest: String::new(),
    });
    let mut endings: Vec<DeviationEnding> = closings.chain(reopened).collect();
    endings.sort_by_key(|ending| ending.note.at_ms);
    endings
}
