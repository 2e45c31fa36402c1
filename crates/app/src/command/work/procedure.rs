//! Versions of procedures: those that wait for review, for who may approve them and did not draw them; those that were
//! returned, for who drew them; and reviewed units that were worked by a returned one.

use crate::context::{Answer, Cx};
use crate::view::{Names, procedure_views};
use api::wire::*;
use domain::Permission;

pub(super) fn versions(cx: &Cx<'_>) -> Answer<Vec<WorkItem>> {
    let (reviews, draws) = (cx.may(Permission::ApproveProcedure)?, cx.may(Permission::DrawProcedure)?);
    if !reviews && !draws {
        return Ok(Vec::new());
    }
    let person = cx.operator()?.person;
    let drafts = cx.store()?.list_drafts(person).map_err(crate::problem::stored)?;
    let views = procedure_views(cx)?;
    let taken_up = |returned: &ProcedureView| {
        let since_ms = returned.returned_ms;
        let later = |other: &&ProcedureView| other.code == returned.code && other.digest != returned.digest;
        drafts.iter().any(|draft| draft.began_with == returned.digest)
            || views
                .iter()
                .filter(later)
                .any(|other| other.drawn_ms > since_ms || other.approved_ms > since_ms)
    };
    let item = |kind: &str, view: &ProcedureView, since_ms: Option<i64>| WorkItem {
        key: format!("{kind}:{}", view.digest),
        kind: kind.to_owned(),
        about: format!("{} {}", view.code, view.version),
        units: Vec::new(),
        since_ms: since_ms.unwrap_or_default(),
        digest: String::new(),
        sides: Vec::new(),
        thing: None,
    };
    let items = views.iter().filter_map(|view| match view.state {
        ProcedureState::InReview if reviews && !view.own => {
            Some(item("procedure_in_review", view, view.drawn_ms))
        }
        ProcedureState::Returned if draws && view.own && !taken_up(view) => {
            Some(item("procedure_returned", view, view.returned_ms))
        }
        _ => None,
    });
    Ok(items.collect())
}

/// Returned versions that reviewed units were worked by, with these units: settled by a deviation that finds each fit, or by its
/// refusal.
pub(super) fn worked_by_returned(cx: &Cx<'_>, names: &Names) -> Answer<Vec<WorkItem>> {
    let mut items = Vec::new();
    for (digest, returned) in cx.held_by_returns()?.iter() {
        let rows = returned.units.iter().map(|unit| Ok(names.unit_row(cx.unit_row(*unit)?)));
        items.push(WorkItem {
            key: format!("sop_returned:{digest}"),
            kind: "sop_returned".to_owned(),
            about: returned.name.clone(),
            units: rows.collect::<Answer<_>>()?,
            since_ms: returned.since_ms,
            digest: String::new(),
            sides: Vec::new(),
            thing: None,
        });
    }
    Ok(items)
}
