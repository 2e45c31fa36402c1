//! `/codes`: one-time codes that enrol stations: which there are, a new one, one taken back.

use super::guard::Fields;
use super::html::{Html, table, tag, text, void};
use super::status::{bank_name, site_name};
use super::texts::fill;
use super::time::{clock, moment};
use super::visit::{Place, Visit};
use super::{Fault, Shared};
use crate::db::code::{self, ListedCode, Purpose};
use crate::db::name::{self, Names};
use crate::db::{bank, station};
use crate::{administration, enrolment};
use axum::extract::{Extension, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use ledger::{BankId, Hash, SiteId, StationId};
use std::collections::HashMap;

/// Codes that are shown.
const CODES: i64 = 200;
const HOURS: std::ops::RangeInclusive<i64> = 1..=24 * 60;
/// What stands in the form for a code that brings a bank.
const NEW_BANK: &str = "new";

/// What a code can be for, and what things are called.
struct Known {
    banks: Vec<(BankId, Names, Vec<SiteId>)>,
    stations: HashMap<(BankId, StationId), String>,
}

impl Known {
    async fn read(page: &Shared) -> Result<Self, Fault> {
        let mut db = page.db().await?;
        let (mut banks, mut stations) = (Vec::new(), HashMap::new());
        for bank in bank::list(&mut db).await? {
            let names = name::of_bank(&mut db, bank).await?;
            banks.push((bank, names, name::list_sites(&mut db, bank).await?));
            let rows = station::list(&mut db, Some(bank)).await?;
            stations.extend(rows.into_iter().map(|row| ((bank, row.station), row.name)));
        }
        Ok(Self { banks, stations })
    }

    fn purpose(&self, visit: &Visit, purpose: Purpose) -> String {
        let Purpose::Join(bank, site) = purpose else { return visit.texts().code_new_bank.clone() };
        match self.banks.iter().find(|(known, ..)| *known == bank) {
            Some((_, names, _)) => {
                format!("{} · {}", bank_name(names, bank, visit.locale), site_name(names, site, visit.locale))
            }
            None => format!("{bank} · {site}"),
        }
    }
}

fn short(hash: &Hash) -> String {
    hash.to_string().chars().take(8).collect()
}

pub(super) async fn show(page: Shared, Extension(visit): Extension<Visit>) -> Result<Response, Fault> {
    let t = visit.texts();
    let known = Known::read(&page).await?;
    let codes = code::list(&mut *page.db().await?, CODES).await?;
    let fresh = page.sessions.take_fresh(&visit.session.token).map(|code| {
        let parts = [text(&t.code_fresh), tag("output", &[], text(code))];
        tag("div", &[("class", "fresh"), ("role", "status")], parts)
    });
    let rows = codes.iter().map(|listed| {
        let (said, action) = state(&visit, &known, listed);
        vec![
            tag("span", &[("class", "mono")], text(short(&listed.code_hash))),
            text(known.purpose(&visit, listed.code.purpose)),
            moment(t, listed.created_ms, visit.now_ms),
            text(clock(listed.code.expires_ms)),
            [said, action].into(),
        ]
    });
    let heads = [t.code.as_str(), &t.code_for, &t.code_made, &t.code_until, &t.code_state];
    let content = [
        fresh.unwrap_or_default(),
        make_form(&visit, &known),
        table(text(&t.codes), &heads, rows.collect()),
        tag("p", &[("class", "hint")], text(&t.codes_hint)),
    ];
    Ok(visit.page(Place::Codes, &t.codes, content.into_iter().collect::<Html>()))
}

/// How a code stands, and what can be done about it.
fn state(visit: &Visit, known: &Known, listed: &ListedCode) -> (Html, Html) {
    let t = visit.texts();
    let code = &listed.code;
    if let Some((used, at_ms)) = code.used.zip(listed.used_ms) {
        let by = known.stations.get(&used).cloned().unwrap_or_else(|| used.1.to_string());
        let said = fill(&fill(&t.code_used_by, "station", by), "time", clock(at_ms));
        let said = [tag("span", &[("class", "good")], text(&t.code_used)), text(format!(" · {said}"))];
        return (said.into(), Html::default());
    }
    if code.withdrawn_ms.is_some() || code.expires_ms <= visit.now_ms {
        let said = if code.withdrawn_ms.is_some() { &t.code_withdrawn } else { &t.code_expired };
        return (tag("span", &[("class", "off")], text(said)), Html::default());
    }
    let action = format!("/codes/{}/withdraw", listed.code_hash);
    let name = fill(&t.code_withdraw_one, "code", short(&listed.code_hash));
    let button = tag("button", &[("class", "plain"), ("aria-label", &name)], text(&t.code_withdraw));
    let form = tag("form", &[("method", "post"), ("action", &action)], [visit.csrf(), button]);
    (text(&t.code_open), form)
}

fn make_form(visit: &Visit, known: &Known) -> Html {
    let t = visit.texts();
    let groups = known.banks.iter().map(|(bank, names, sites)| {
        let mut sites: Vec<_> =
            sites.iter().map(|site| (site_name(names, *site, visit.locale), site)).collect();
        sites.sort();
        let options = sites
            .into_iter()
            .map(|(name, site)| tag("option", &[("value", &format!("{bank}:{site}"))], text(name)));
        let label = bank_name(names, *bank, visit.locale);
        tag("optgroup", &[("label", &label)], options.collect::<Html>())
    });
    let new = tag("option", &[("value", NEW_BANK)], text(&t.code_new_bank));
    let options = groups.chain([new]).collect::<Html>();
    let hours = [
        ("id", "hours"),
        ("name", "hours"),
        ("type", "number"),
        ("min", "1"),
        ("max", "1440"),
        ("value", "72"),
        ("required", ""),
    ];
    let fields = [
        visit.csrf(),
        tag("label", &[("for", "place")], text(&t.code_place)),
        tag("select", &[("id", "place"), ("name", "place")], options),
        tag("label", &[("for", "hours")], text(&t.code_hours)),
        void("input", &hours),
        tag("button", &[], text(&t.code_make)),
    ];
    tag("form", &[("method", "post"), ("action", "/codes"), ("class", "card")], fields)
}

fn purpose(place: &str) -> Option<Purpose> {
    if place == NEW_BANK {
        return Some(Purpose::Found);
    }
    let (bank, site) = place.split_once(':')?;
    Some(Purpose::Join(bank.parse().ok()?, site.parse().ok()?))
}

pub(super) async fn make(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Extension(typed): Extension<Fields>,
) -> Result<Response, Fault> {
    let field = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let purpose = purpose(field("place")).ok_or(Fault::Form)?;
    let hours: i64 = field("hours").trim().parse().map_err(|_| Fault::Form)?;
    if !HOURS.contains(&hours) {
        return Err(Fault::Form);
    }
    let expires_ms = visit.now_ms.saturating_add(hours * 3_600_000);
    let random = &*page.centre.random;
    let pool = page.pool();
    let code = enrolment::issue(&pool, random, &visit.doer(), purpose, visit.now_ms, expires_ms).await?;
    page.sessions.show_once(&visit.session.token, code);
    Ok(Redirect::to("/codes").into_response())
}

pub(super) async fn withdraw(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, Fault> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(&code, &mut bytes).map_err(|_| Fault::NotFound)?;
    let mut tx = page.begin().await?;
    let (random, hash) = (&*page.centre.random, Hash::from_bytes(bytes));
    if !administration::withdraw_code(&mut tx, random, &visit.doer(), hash, visit.now_ms).await? {
        return Err(Fault::NotOpen);
    }
    tx.commit().await?;
    Ok(Redirect::to("/codes").into_response())
}
