//! Disagreements to settle, and what is left to do: actions against deviations, refused units, versions of procedures.

mod action;
mod procedure;
mod refused;
mod register;
mod sample;

use super::credential::sign;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::template;
use crate::view::Names;
use api::wire::*;
use domain::decide::{RoomStanding, filled};
use domain::record::ResolutionSigned;
use domain::unit::{ContestKind, resolution_digest};
use domain::{Code, DonationId, Meaning, Permission, Record, Refusal, UnitStatus};
use labels::TemplateId;

pub(crate) fn work_list(cx: &mut Cx<'_>, _: Empty) -> Answer<WorkList> {
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut items = Vec::new();
    for contest in store.list_contests().map_err(stored)? {
        let claimants = store.claimants(contest.kind, &contest.about).map_err(stored)?;
        let mut units = Vec::new();
        for donation in &claimants {
            units.extend(store.find_unit(*donation).map_err(stored)?.map(|row| names.unit_row(row)));
        }
        items.push(WorkItem {
            key: format!("{}:{}", contest.kind.as_str(), contest.about),
            kind: contest.kind.as_str().to_owned(),
            digest: sides_digest(cx, contest.kind, &contest.about, &claimants)?,
            about: contest.about,
            units,
            since_ms: contest.since_ms,
            sides: Vec::new(),
            thing: None,
        });
    }
    for (donation, since_ms) in store.list_changed_after_release().map_err(stored)? {
        let row = cx.unit_row(donation)?;
        items.push(WorkItem {
            key: format!("content_changed_after_release:{donation}"),
            kind: "content_changed_after_release".to_owned(),
            about: row.din.clone().unwrap_or_default(),
            units: vec![names.unit_row(row)],
            since_ms,
            digest: String::new(),
            sides: Vec::new(),
            thing: None,
        });
    }
    items.extend(unsettled_deviations(cx, &names)?);
    items.extend(unaccounted(cx, &names)?);
    items.extend(sample::parts(cx, &names)?);
    items.extend(sample::roots(cx, &names)?);
    items.extend(rooms(cx, &names)?);
    items.extend(contested_templates(cx)?);
    items.extend(procedure::versions(cx)?);
    items.extend(procedure::worked_by_returned(cx, &names)?);
    items.sort_by_key(|item| item.since_ms);
    let (actions, mut more) = action::actions(cx)?;
    items.extend(actions);
    let (refused, more_refused) = refused::refused_units(cx, &names)?;
    items.extend(refused);
    more.extend(more_refused);
    let (due, more_due) = register::due(cx)?;
    items.extend(due);
    more.extend(more_due);
    Ok(WorkList { items, more })
}

/// Deviations that reviewed units' own records call settled and that are not: one item each, with these units. Settled by
/// closing it anew.
fn unsettled_deviations(cx: &Cx<'_>, names: &Names) -> Answer<Vec<WorkItem>> {
    let mut items: Vec<WorkItem> = Vec::new();
    for (deviation, donation, since_ms) in cx.store()?.list_unsettled().map_err(stored)? {
        let unit = names.unit_row(cx.unit_row(donation)?);
        let key = format!("deviation_unsettled:{deviation}");
        match items.iter_mut().find(|item| item.key == key) {
            Some(item) => item.units.push(unit),
            None => items.push(WorkItem {
                key,
                kind: "deviation_unsettled".to_owned(),
                about: domain::deviation::number(deviation),
                units: vec![unit],
                since_ms,
                digest: String::new(),
                sides: Vec::new(),
                thing: None,
            }),
        }
    }
    Ok(items)
}

/// Rooms that stand in the way of runs: one item each with the units of these, for who may assess. Plates to be read have a
/// list of their own; what was assessed as unfit is one as long as it holds a unit that was reviewed.
fn rooms(cx: &Cx<'_>, names: &Names) -> Answer<Vec<WorkItem>> {
    let mut items: Vec<WorkItem> = Vec::new();
    if !cx.may(Permission::AssessRoom)? {
        return Ok(items);
    }
    for stop in cx.room_stops()?.iter().filter(|stop| stop.holds()) {
        let found = cx.store()?.list_units_of_room(&stop.of).map_err(stored)?;
        let rows: Vec<_> = found.into_iter().map(|unit| cx.unit_row(unit)).collect::<Answer<_>>()?;
        let settled = matches!(stop.standing, RoomStanding::Assessed(_));
        if settled && !rows.iter().any(|row| row.reviewed && row.status != UnitStatus::Rejected) {
            continue;
        }
        let key = format!("room_stopped:{}", stop.of.room);
        let at = items.iter().position(|item| item.key == key).unwrap_or(items.len());
        if at == items.len() {
            items.push(WorkItem {
                key,
                kind: "room_stopped".to_owned(),
                about: stop.code.clone(),
                units: Vec::new(),
                since_ms: stop.entered_ms,
                digest: String::new(),
                sides: Vec::new(),
                thing: None,
            });
        }
        let Some(item) = items.get_mut(at) else { continue };
        item.since_ms = item.since_ms.min(stop.entered_ms);
        for row in rows {
            if !item.units.iter().any(|known| known.donation == row.donation) {
                item.units.push(names.unit_row(row));
            }
        }
    }
    Ok(items)
}

/// Runs that ended while another station took a unit into them: somebody looks for it, and takes it out.
fn unaccounted(cx: &Cx<'_>, names: &Names) -> Answer<Vec<WorkItem>> {
    let found = cx.store()?.list_unaccounted().map_err(stored)?;
    let item = |(run, units): (store::query::RunRow, Vec<DonationId>)| {
        let row = |unit: DonationId| Ok(names.unit_row(cx.unit_row(unit)?));
        Ok(WorkItem {
            key: format!("run_unaccounted:{}", run.run),
            kind: "run_unaccounted".to_owned(),
            about: run.number,
            units: units.into_iter().map(row).collect::<Answer<_>>()?,
            since_ms: run.closed_ms.unwrap_or(run.started_ms),
            digest: String::new(),
            sides: Vec::new(),
            thing: None,
        })
    };
    found.into_iter().map(item).collect()
}

/// Labels of which two stations decided differently by what they are printed. Settled where versions are approved.
fn contested_templates(cx: &Cx<'_>) -> Answer<Vec<WorkItem>> {
    let mut items = Vec::new();
    for id in TemplateId::ALL {
        let Some(since_ms) = template::state(cx, id)?.contested_since_ms() else { continue };
        items.push(WorkItem {
            key: format!("contested_template:{}", id.code()),
            kind: "contested_template".to_owned(),
            about: id.code().to_owned(),
            units: Vec::new(),
            since_ms,
            digest: String::new(),
            sides: Vec::new(),
            thing: None,
        });
    }
    Ok(items)
}

/// What the signature is made over: every side with all that its review would sign.
fn sides_digest(cx: &Cx<'_>, kind: ContestKind, about: &str, units: &[DonationId]) -> Answer<String> {
    let mut sides = Vec::new();
    for donation in units {
        sides.push((*donation, cx.unit(*donation)?.state.content_digest.clone()));
    }
    let sides: Vec<(DonationId, &str)> =
        sides.iter().map(|(donation, content)| (*donation, content.as_str())).collect();
    Ok(resolution_digest(kind.as_str(), about, &sides))
}

pub(crate) fn work_resolve(cx: &mut Cx<'_>, request: ResolveWork) -> Answer<WorkList> {
    let unknown = || refused(Refusal::stop(Code::WorkUnknown).at("key"));
    let (kind, about) = request.key.split_once(':').ok_or_else(unknown)?;
    let kind = [ContestKind::DuplicateDin, ContestKind::DuplicatePosition]
        .into_iter()
        .find(|known| known.as_str() == kind)
        .ok_or_else(unknown)?;
    let open = cx.store()?.list_contests().map_err(stored)?;
    if !open.iter().any(|contest| contest.kind == kind && contest.about == about) {
        return Err(unknown());
    }
    let units = cx.store()?.claimants(kind, about).map_err(stored)?;
    if !units.contains(&request.keep) {
        return Err(refused(Refusal::stop(Code::WorkOther).at("keep")));
    }
    if sides_digest(cx, kind, about, &units)? != request.digest {
        return Err(refused(Refusal::stop(Code::ContentChanged).at("digest")));
    }
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    let signer = sign(cx, request.login.as_deref(), &request.password)?;
    let record = Record::ResolutionSigned(ResolutionSigned {
        kind: kind.as_str().to_owned(),
        about: about.to_owned(),
        units,
        keep: request.keep,
        reason,
        name: signer.name,
        meaning: Meaning::Resolution,
        digest: request.digest,
    });
    let subject = cx.app.host.id();
    cx.record(vec![Act::new(&subject, record)])?;
    work_list(cx, Empty {})
}
