//! Versions of procedures: those that wait for review, for who may approve them and did not draw them; those that were
//! returned, for who drew them.

use crate::context::{Answer, Cx};
use crate::view::procedure_views;
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
