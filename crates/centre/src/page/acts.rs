//! `/acts`: what administrators did, from the page or by a command.

use super::html::{Html, table, tag, text};
use super::texts::{Texts, fill};
use super::time::moment;
use super::visit::{Place, Visit};
use super::{Fault, Shared};
use crate::db::act::{self, Act, ActKind, ActRow, Way};
use crate::db::{bank, station};
use axum::extract::Extension;
use axum::response::Response;
use ledger::{BankId, StationId};
use std::collections::HashMap;

/// Acts that are shown.
const ACTS: i64 = 200;

/// What stations are called.
pub(super) type StationNames = HashMap<(BankId, StationId), String>;

pub(super) async fn show(page: Shared, Extension(visit): Extension<Visit>) -> Result<Response, Fault> {
    let t = visit.texts();
    let mut db = page.db().await?;
    let rows = act::list(&mut db, None, ACTS).await?;
    let mut names = StationNames::new();
    for bank in bank::list(&mut db).await? {
        let stations = station::list(&mut db, Some(bank)).await?;
        names.extend(stations.into_iter().map(|row| ((bank, row.station), row.name)));
    }
    drop(db);
    let caption = fill(&t.acts_caption, "count", rows.len());
    Ok(visit.page(Place::Acts, &t.nav_acts, shown(&visit, &caption, &rows, &names)))
}

/// A table of acts; nothing where there are none.
pub(super) fn shown(visit: &Visit, caption: &str, rows: &[ActRow], names: &StationNames) -> Html {
    let t = visit.texts();
    if rows.is_empty() {
        return Html::default();
    }
    let heads = [t.act_at.as_str(), &t.act_who, &t.act_way, &t.act_what, &t.act_about, &t.act_detail];
    let rows = rows.iter().map(|row| {
        let way = match row.doer.way {
            Way::Page => &t.act_way_page,
            Way::Command => &t.act_way_command,
        };
        vec![
            moment(t, row.at_ms, visit.now_ms),
            text(&row.doer.who),
            text(way),
            text(done(t, row.act.kind)),
            about(t, &row.act, names),
            text(&row.act.detail),
        ]
    });
    table(text(caption), &heads, rows.collect())
}

fn done(t: &Texts, kind: ActKind) -> &str {
    match kind {
        ActKind::CodeIssued => &t.act_code_issued,
        ActKind::CodeWithdrawn => &t.act_code_withdrawn,
        ActKind::StationRevoked => &t.act_station_revoked,
        ActKind::AccessIssued => &t.act_access_issued,
        ActKind::AccessWithdrawn => &t.act_access_withdrawn,
        ActKind::SignedIn => &t.act_signed_in,
    }
}

fn about(t: &Texts, act: &Act, names: &StationNames) -> Html {
    if let Some((bank, station)) = act.bank.zip(act.station) {
        let name = names.get(&(bank, station)).cloned().unwrap_or_else(|| station.to_string());
        return text(format!("{} {name}", t.station));
    }
    let Some(hash) = act.code_hash else { return Html::default() };
    let short: String = hash.to_string().chars().take(8).collect();
    [text(format!("{} ", t.code)), tag("span", &[("class", "mono")], text(short))].into()
}
