//! Withdrawing a station: its name typed, and a reason.

use super::guard::Fields;
use super::html::{Html, tag, text, void};
use super::station::find;
use super::stations::path;
use super::status::StationStatus;
use super::texts::fill;
use super::visit::{Place, Visit};
use super::{Fault, Shared};
use crate::administration;
use axum::extract::{Extension, Path};
use axum::response::{IntoResponse as _, Redirect, Response};

const REASON_MAX: usize = 500;

pub(super) async fn ask(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Path((bank, station)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (_, station) = find(&mut *page.db().await?, &bank, &station).await?;
    Ok(form(&visit, &station, &Fields::new(), None))
}

fn form(visit: &Visit, station: &StationStatus, typed: &Fields, wrong: Option<Fault>) -> Response {
    let t = visit.texts();
    let typed = |field: &str| typed.get(field).map(String::as_str).unwrap_or_default();
    let alert = wrong.map(|wrong| tag("p", &[("role", "alert")], text(wrong.said(t)))).unwrap_or_default();
    let action = format!("{}/revoke", path(station));
    let name = [
        ("id", "name"),
        ("name", "name"),
        ("autocomplete", "off"),
        ("required", ""),
        ("value", typed("name")),
    ];
    let reason =
        [("id", "reason"), ("name", "reason"), ("rows", "3"), ("maxlength", "500"), ("required", "")];
    let fields = [
        visit.csrf(),
        tag("label", &[("for", "name")], text(fill(&t.revoke_name, "station", &station.row.name))),
        void("input", &name),
        tag("label", &[("for", "reason")], text(&t.revoke_reason)),
        tag("textarea", &reason, text(typed("reason"))),
        tag("button", &[("class", "danger")], text(&t.revoke)),
    ];
    let content = [
        tag("p", &[], text(&t.revoke_means)),
        alert,
        tag("form", &[("method", "post"), ("action", &action), ("class", "card")], fields),
        tag("p", &[], tag("a", &[("href", &path(station))], text(&t.back))),
    ];
    let title = fill(&t.revoke_title, "station", &station.row.name);
    let mut response = visit.page(Place::Stations, &title, content.into_iter().collect::<Html>());
    if let Some(wrong) = wrong {
        *response.status_mut() = wrong.status();
    }
    response
}

pub(super) async fn revoke(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Path((bank, station)): Path<(String, String)>,
    Extension(typed): Extension<Fields>,
) -> Result<Response, Fault> {
    let (_, station) = find(&mut *page.db().await?, &bank, &station).await?;
    let field = |name: &str| typed.get(name).map(|typed| typed.trim()).unwrap_or_default();
    let reason = field("reason");
    if field("name") != station.row.name.trim() {
        return Ok(form(&visit, &station, &typed, Some(Fault::NotConfirmed)));
    }
    if reason.is_empty() || reason.chars().count() > REASON_MAX {
        return Ok(form(&visit, &station, &typed, Some(Fault::NoReason)));
    }
    let own = (station.row.bank, station.row.station);
    let mut tx = page.begin().await?;
    let random = &*page.centre.random;
    if !administration::revoke(&mut tx, random, &visit.doer(), own, reason, visit.now_ms).await? {
        return Err(Fault::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to(&path(&station)).into_response())
}
