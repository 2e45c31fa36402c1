//! `/`: what needs attention, and every bank's stations.

use super::html::{Html, table, tag, text, void};
use super::status::{BankStatus, Concern, StationStatus, site_name, status_text};
use super::texts::{Texts, fill};
use super::time::{clock, moment, moment_or_never, number, zone};
use super::visit::{Place, Visit};
use super::{Fault, Shared, capacity};
use crate::db::alarm::AlarmKind;
use crate::db::station::Status;
use crate::db::{alarm, bank};
use axum::extract::{Extension, Query};
use axum::response::Response;

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    refresh: Option<String>,
}

pub(super) async fn show(
    page: Shared,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let t = visit.texts();
    let mut db = page.db().await?;
    let alarms = alarm::list(&mut db).await?;
    let mut banks = Vec::new();
    for bank in bank::list(&mut db).await? {
        banks.push(BankStatus::read(&mut db, bank).await?);
    }
    drop(db);
    let mut rows = Vec::new();
    if let Some(percent) = capacity::scarce_percent(&page) {
        let said = fill(&t.concern_disk, "percent", percent);
        rows.push(vec![text(&t.centre_itself), text(said), moment(t, visit.now_ms, visit.now_ms)]);
    }
    for bank in &banks {
        // Banks may call their stations the same.
        let whose = if banks.len() > 1 { bank.name(visit.locale) } else { String::new() };
        for station in &bank.stations {
            for concern in station.concerns(&alarms, visit.now_ms) {
                let whose = tag("span", &[("class", "hint")], text(&whose));
                let name = [link(station), text(" "), whose];
                rows.push(vec![name.into(), said(t, &concern), when(&visit, &concern)]);
            }
        }
    }
    let attention = if rows.is_empty() {
        tag("p", &[("class", "good")], text(&t.attention_none))
    } else {
        let heads = [t.station.as_str(), &t.concern, &t.concern_since];
        tag("section", &[("class", "alarm")], table(text(&t.attention), &heads, rows))
    };
    let mut content = vec![head_line(&visit, asked.refresh.is_some()), attention];
    if banks.is_empty() {
        content.push(tag("p", &[], text(&t.banks_none)));
    }
    content.extend(banks.iter().map(|bank| stations(&visit, bank)));
    content.push(tag("p", &[("class", "hint")], text(&t.unsent_hint)));
    let refresh = asked.refresh.map(|_| void("meta", &[("http-equiv", "refresh"), ("content", "60")]));
    let content = content.into_iter().collect::<Html>();
    Ok(visit.page_with(Place::Stations, &t.nav_stations, refresh.unwrap_or_default(), content))
}

/// As of when, and whether the page renews itself, which is for its reader to say.
fn head_line(visit: &Visit, refreshes: bool) -> Html {
    let t = visit.texts();
    let (href, name) = if refreshes { ("/", &t.refresh_off) } else { ("/?refresh=on", &t.refresh_on) };
    let seen = fill(&t.seen_at, "time", clock(visit.now_ms));
    let zone = fill(&t.times_in, "zone", zone(visit.now_ms));
    let parts = [text(format!("{seen} · {zone} · ")), tag("a", &[("href", href)], text(name))];
    tag("p", &[("class", "hint")], parts)
}

pub(super) fn path(station: &StationStatus) -> String {
    format!("/banks/{}/stations/{}", station.row.bank, station.row.station)
}

fn link(station: &StationStatus) -> Html {
    tag("a", &[("href", &path(station))], text(&station.row.name))
}

/// A concern in words.
pub(super) fn said(t: &Texts, concern: &Concern) -> Html {
    match concern {
        Concern::Alarm(row) if row.kind == AlarmKind::CentreBehind.text() => text(&t.concern_centre_behind),
        Concern::Alarm(row) if row.kind == AlarmKind::TwoHistories.text() => text(&t.concern_two_histories),
        // Raised by a later version.
        Concern::Alarm(row) => text(&row.kind),
        Concern::Silent { .. } => text(&t.concern_silent),
        Concern::Quarantined { pages } => text(fill(&t.concern_quarantined, "count", pages)),
        Concern::Clock { seconds, .. } => text(fill(&t.concern_clock, "seconds", seconds)),
    }
}

/// When it came about, as far as that is known.
pub(super) fn when(visit: &Visit, concern: &Concern) -> Html {
    let t = visit.texts();
    match concern {
        Concern::Alarm(row) => {
            let times = fill(&t.concern_times, "count", row.times);
            let times = tag("span", &[("class", "hint")], text(times));
            [moment(t, row.last_ms, visit.now_ms), text(" "), times].into()
        }
        Concern::Silent { since_ms: ms } | Concern::Clock { at_ms: ms, .. } => moment(t, *ms, visit.now_ms),
        Concern::Quarantined { .. } => Html::default(),
    }
}

/// A status with its sign, so that no colour alone tells it.
pub(super) fn state(t: &Texts, status: Status) -> Html {
    let (sign, class) = match status {
        Status::Active => ("✓", "good"),
        Status::Revoked => ("■", "off"),
        Status::Cloned => ("▲", "bad"),
    };
    let sign = tag("span", &[("aria-hidden", "true")], text(sign));
    tag("span", &[("class", class)], [sign, text(" "), text(status_text(t, status))])
}

pub(super) fn behind(t: &Texts, station: &StationStatus) -> Html {
    let [reference, site] = station.behind.map(|count| count.map_or_else(|| t.unknown.clone(), number));
    text(format!("{reference} / {site}"))
}

pub(super) fn offset(t: &Texts, station: &StationStatus) -> Html {
    let Some(offset) = station.offset else { return text(&t.unknown) };
    let (sign, tenths) = (if offset.ms < 0 { "−" } else { "+" }, offset.ms.unsigned_abs() / 100);
    let seconds = fill(&t.seconds, "count", format!("{sign}{}.{}", tenths / 10, tenths % 10));
    let title = fill(&t.measured, "time", clock(offset.at_ms));
    tag("span", &[("title", &title)], text(seconds))
}

fn stations(visit: &Visit, bank: &BankStatus) -> Html {
    let t = visit.texts();
    let behind_head = format!("{} ({})", t.behind, t.behind_hint);
    let heads = [
        t.station.as_str(),
        &t.site,
        &t.state,
        &t.heard,
        &t.uploaded,
        &t.held,
        &behind_head,
        &t.clock,
        &t.version,
        &t.quarantine,
    ];
    let rows = bank.stations.iter().map(|station| {
        let quarantined = match station.quarantined {
            0 => text(&t.none),
            pages => tag("span", &[("class", "bad")], text(fill(&t.quarantine_pages, "count", pages))),
        };
        vec![
            link(station),
            text(site_name(&bank.names, station.row.site, visit.locale)),
            state(t, station.row.status),
            moment_or_never(t, station.heard_ms, visit.now_ms),
            moment_or_never(t, station.row.uploaded_ms, visit.now_ms),
            text(number(station.row.head_seq)),
            behind(t, station),
            offset(t, station),
            text(station.version.as_deref().unwrap_or(&t.unknown)),
            quarantined,
        ]
    });
    let name = bank.name(visit.locale);
    let caption = fill(&t.stations_of, "bank", &name);
    let identifier = tag("p", &[("class", "hint")], text(format!("{} {}", t.identifier, bank.bank)));
    [table(text(caption), &heads, rows.collect()), identifier].into()
}
