//! One station: how it stands, its alarms, what was done to it, and what of it is in quarantine, with the evidence.

use super::acts;
use super::html::{Html, table, tag, text};
use super::stations::{behind, offset, path, said, state, when};
use super::status::{BankStatus, Concern, StationStatus, site_name};
use super::texts::{Texts, fill};
use super::time::{clock, moment, moment_or_never, number, size};
use super::visit::{Place, Visit};
use super::{Fault, Shared};
use crate::db::quarantine::{self, QuarantineRow};
use crate::db::station::Status;
use crate::db::{act, alarm, entry};
use axum::extract::{Extension, Path};
use axum::response::Response;
use ledger::{BankId, Hash, StationId};
use sqlx::PgConnection;
use std::collections::HashMap;
use sync::{Code, UploadPage};

/// Acts that are shown of one station.
const ACTS: i64 = 50;

/// A station by the names in the address.
pub(super) async fn find(
    db: &mut PgConnection,
    bank: &str,
    station: &str,
) -> Result<(BankStatus, StationStatus), Fault> {
    let bank: BankId = bank.parse().map_err(|_| Fault::NotFound)?;
    let station: StationId = station.parse().map_err(|_| Fault::NotFound)?;
    let bank = BankStatus::read(db, bank).await?;
    let found = bank.stations.iter().find(|one| one.row.station == station).cloned();
    found.map(|station| (bank, station)).ok_or(Fault::NotFound)
}

pub(super) async fn show(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Path((bank, station)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let t = visit.texts();
    let mut db = page.db().await?;
    let (bank, station) = find(&mut db, &bank, &station).await?;
    let own = (station.row.bank, station.row.station);
    let concerns = station.findings(&alarm::list(&mut db).await?, visit.now_ms);
    let pages = quarantine::list(&mut db, own.0, own.1).await?;
    let done = act::list(&mut db, Some(own), ACTS).await?;
    drop(db);
    let mut content = vec![facts(&visit, &bank, &station)];
    if !concerns.is_empty() {
        let row = |concern: &Concern| vec![said(t, concern), when(&visit, concern)];
        let rows = concerns.iter().map(row).collect();
        let (caption, class) = match station.row.status {
            Status::Revoked => (&t.findings, "settled"),
            Status::Active | Status::Cloned => (&t.attention, "alarm"),
        };
        let shown = table(text(caption), &[&t.concern, &t.concern_since], rows);
        content.push(tag("section", &[("class", class)], shown));
    }
    content.push(quarantined(&visit, &station, &pages));
    content.push(acts::shown(&visit, &t.nav_acts, &done, &HashMap::new()));
    if station.row.status != Status::Revoked {
        let href = format!("{}/revoke", path(&station));
        let link = tag("a", &[("class", "danger"), ("href", &href)], text(&t.revoke));
        content.push(tag("p", &[], link));
    }
    Ok(visit.page(Place::Stations, &station.row.name, content.into_iter().collect::<Html>()))
}

fn facts(visit: &Visit, bank: &BankStatus, station: &StationStatus) -> Html {
    let (t, row) = (visit.texts(), &station.row);
    let behind = [behind(t, station), text(format!(" ({})", t.behind_hint))];
    let measured = station.offset.map(|offset| fill(&t.measured, "time", clock(offset.at_ms)));
    let measured = measured.map(|said| format!(" ({said})")).unwrap_or_default();
    let facts = [
        (&t.state, state(t, row.status)),
        (&t.bank, text(bank.name(visit.locale))),
        (&t.site, text(site_name(&bank.names, row.site, visit.locale))),
        (&t.identifier, tag("span", &[("class", "mono")], text(row.station))),
        (&t.enrolled, moment(t, row.enrolled_ms, visit.now_ms)),
        (&t.heard, moment_or_never(t, station.heard_ms, visit.now_ms)),
        (&t.uploaded, moment_or_never(t, row.uploaded_ms, visit.now_ms)),
        (&t.held, text(number(row.head_seq))),
        (&t.behind, behind.into()),
        (&t.clock, [offset(t, station), text(measured)].into()),
        (&t.version, text(station.version.as_deref().unwrap_or(&t.unknown))),
    ];
    let parts =
        facts.into_iter().flat_map(|(name, value)| [tag("dt", &[], text(name)), tag("dd", &[], value)]);
    tag("dl", &[], parts.collect::<Html>())
}

fn reason<'a>(t: &'a Texts, code: &'a str) -> &'a str {
    match Code::find(code) {
        Some(Code::Fork) => &t.reason_fork,
        Some(Code::Revoked) => &t.reason_revoked,
        _ => code,
    }
}

fn short(hash: &Hash) -> String {
    hash.to_string().chars().take(12).collect()
}

fn mono(shown: &str) -> Html {
    tag("span", &[("class", "mono")], text(shown))
}

fn quarantined(visit: &Visit, station: &StationStatus, pages: &[QuarantineRow]) -> Html {
    let t = visit.texts();
    if pages.is_empty() {
        return Html::default();
    }
    let rows = pages.iter().map(|page| {
        let href = format!("{}/quarantine/{}", path(station), page.page_hash);
        vec![
            tag("a", &[("href", &href), ("class", "mono")], text(short(&page.page_hash))),
            text(reason(t, &page.reason)),
            moment(t, page.received_ms, visit.now_ms),
            text(size(u64::try_from(page.bytes).unwrap_or(0))),
        ]
    });
    let shown = table(text(&t.quarantine), &[&t.page, &t.reason, &t.received, &t.size], rows.collect());
    [shown, tag("p", &[("class", "hint")], text(&t.quarantine_hint))].into()
}

/// `/banks/…/stations/…/quarantine/…`: the page's entries beside those that are held. Headers alone: nothing personal.
pub(super) async fn evidence(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Path((bank, station, hash)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let t = visit.texts();
    let mut db = page.db().await?;
    let (_, station) = find(&mut db, &bank, &station).await?;
    let own = (station.row.bank, station.row.station);
    let mut bytes = [0; 32];
    hex::decode_to_slice(&hash, &mut bytes).map_err(|_| Fault::NotFound)?;
    let hash = Hash::from_bytes(bytes);
    let raw = quarantine::find(&mut db, own, hash).await?.ok_or(Fault::NotFound)?;
    let sent = sync::page::decode::<UploadPage>(&raw).ok().and_then(|page| Sent::read(&page));
    let content = match sent {
        None => tag("p", &[("role", "alert")], text(&t.evidence_unreadable)),
        Some(sent) => {
            let held = entry::list_hashes(&mut db, own.0, own.1, sent.first..=sent.last).await?;
            compared(&visit, &sent, &held)
        }
    };
    drop(db);
    let back = tag("p", &[], tag("a", &[("href", &path(&station))], text(&station.row.name)));
    let title = fill(&t.evidence, "page", short(&hash));
    Ok(visit.page(Place::Stations, &title, [back, content]))
}

/// What a page brought.
struct Sent {
    first: u64,
    last: u64,
    entries: Vec<(u64, String, i64, Hash)>,
}

impl Sent {
    fn read(page: &UploadPage) -> Option<Self> {
        let entries = page.entries.iter().map(|entry| {
            let header = entry.header().ok()?;
            Some((header.seq, header.kind, header.clock.wall_ms, entry.hash()))
        });
        let entries = entries.collect::<Option<Vec<_>>>()?;
        let (first, last) = (entries.first()?.0, entries.last()?.0);
        Some(Self { first, last, entries })
    }
}

fn compared(visit: &Visit, sent: &Sent, held: &HashMap<u64, Hash>) -> Html {
    let t = visit.texts();
    let rows = sent.entries.iter().map(|(seq, kind, wall_ms, hash)| {
        let here = held.get(seq);
        let verdict = match here {
            None => tag("span", &[("class", "off")], text(&t.not_held)),
            Some(here) if here == hash => tag("span", &[("class", "good")], text(&t.same)),
            Some(_) => tag("span", &[("class", "bad")], text(&t.differs)),
        };
        vec![
            text(seq),
            mono(kind),
            text(clock(*wall_ms)),
            mono(&short(hash)),
            here.map_or_else(|| text(&t.none), |here| mono(&short(here))),
            verdict,
        ]
    });
    let heads = [t.entry.as_str(), &t.kind, &t.recorded, &t.hash_sent, &t.hash_held, &t.compared];
    let caption = fill(&fill(&t.evidence_caption, "first", sent.first), "last", sent.last);
    table(text(caption), &heads, rows.collect())
}
