//! Deviations in words.

use super::{Names, short};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::*;
use domain::deviation::{Action, Closing, Deviation};
use domain::unit::{Stamp, Stamped};
use domain::{DonationId, Permission, PersonId};

/// A deviation in a list.
pub(crate) fn deviation_row(deviation: &Deviation, names: &Names, now_ms: i64) -> DeviationRow {
    let Stamped { stamp, record } = &deviation.reported;
    let open = deviation.actions.iter().filter(|action| !deviation.closed && !action.is_done());
    let next = open.map(|action| &action.planned.record).min_by_key(|planned| planned.due_ms);
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
        due_on: next.map(|planned| planned.due_on.clone()),
        overdue: next.is_some_and(|planned| planned.due_ms <= now_ms),
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
    })
}

/// All of a deviation.
pub(crate) fn deviation_view(cx: &Cx<'_>, deviation: &Deviation) -> Answer<DeviationView> {
    let names = Names::read(cx)?;
    let now_ms = cx.now_ms();
    let operator = cx.operator()?.person;
    let note = |stamp: &Stamp, text: &str| note(&names, stamp, text);
    let closing = deviation.closings.last().filter(|_| deviation.closed);
    let concluded = closing.map(|closing| closing.signed.record.units.as_slice()).unwrap_or_default();
    let unit = |donation: &DonationId| {
        let said = concluded.iter().find(|unit| unit.donation == *donation);
        deviated_unit(cx, *donation, said.map(|unit| (unit.fitness, unit.note.as_str())))
    };
    Ok(DeviationView {
        row: deviation_row(deviation, &names, now_ms),
        done_at_once: deviation.reported.record.done_at_once.clone(),
        step: deviation.reported.record.step.clone(),
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
        own_report: deviation.reported.stamp.operator == Some(operator),
    })
}

fn note(names: &Names, stamp: &Stamp, text: &str) -> DeviationNote {
    DeviationNote { text: text.to_owned(), by: names.person(stamp.operator), at_ms: stamp.at_ms }
}

fn action_view(action: &Action, closed: bool, operator: PersonId, names: &Names, now_ms: i64) -> ActionView {
    let planned = &action.planned.record;
    let done = action.done.as_ref();
    ActionView {
        key: planned.key.clone(),
        kind: planned.action_kind,
        what: planned.what.clone(),
        responsible: names.person(Some(planned.responsible)),
        due_on: planned.due_on.clone(),
        overdue: !closed && !action.is_done() && planned.due_ms <= now_ms,
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

fn endings(deviation: &Deviation, names: &Names) -> Vec<DeviationEnding> {
    let closings = deviation.closings.iter().map(|Closing { signed, voided }| DeviationEnding {
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
