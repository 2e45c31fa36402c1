//! Figures, synchronisation, verification.

use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use crate::synchronise::line;
use crate::{integrity, synchronise};
use api::Problem;
use api::wire::*;
use domain::Permission;
use domain::decide::filled;

pub(crate) fn bank_statistics(cx: &mut Cx<'_>, _: Empty) -> Answer<Statistics> {
    let now_ms = cx.now_ms();
    let store = cx.store()?;
    let held: Vec<_> = cx.held_besides()?.into_iter().collect();
    let counts = store.unit_counts(&held).map_err(stored)?;
    let tanks = store.list_tanks().map_err(stored)?;
    let mut collected_by_month = Vec::new();
    for (month, from_ms, until_ms) in months_back(now_ms, 12) {
        let count = store.count_collected(from_ms, until_ms).map_err(stored)?;
        collected_by_month.push(MonthCount { month, count });
    }
    Ok(Statistics {
        by_status: counts
            .by_status
            .into_iter()
            .map(|(status, count)| StatusCount { status, count })
            .collect(),
        held: counts.held,
        public: counts.public,
        family: counts.family,
        collected_by_month,
        rejections: counts
            .rejections
            .into_iter()
            .map(|(reason, count)| ReasonCount { reason, count })
            .collect(),
        positions: tanks.iter().map(|tank| tank.racks * tank.slots).sum(),
        positions_occupied: tanks.iter().map(|tank| tank.occupied).sum(),
    })
}

/// The last months of the local calendar, this one included, oldest first: name, begin, end.
pub(super) fn months_back(now_ms: i64, count: i32) -> Vec<(String, i64, i64)> {
    let zone = jiff::tz::TimeZone::system();
    let Ok(now) = jiff::Timestamp::from_millisecond(now_ms) else { return Vec::new() };
    let first = now.to_zoned(zone.clone()).date().first_of_month();
    let begin = |back: i32| {
        let date = first.saturating_sub(jiff::Span::new().months(back));
        date.to_zoned(zone.clone())
            .map(|at| (date.strftime("%Y-%m").to_string(), at.timestamp().as_millisecond()))
    };
    (0..count)
        .rev()
        .filter_map(|back| {
            let (name, from_ms) = begin(back).ok()?;
            let (_, until_ms) = begin(back - 1).ok()?;
            Some((name, from_ms, until_ms))
        })
        .collect()
}

pub(crate) fn sync_status(cx: &mut Cx<'_>, _: Empty) -> Answer<SyncStatus> {
    synchronise::status(cx)
}

pub(crate) fn sync_now(cx: &mut Cx<'_>, _: Empty) -> Answer<SyncStatus> {
    cx.state.sync.exchange.hurry();
    cx.app.wake_sync();
    synchronise::status(cx)
}

pub(crate) fn sync_heard_behind(cx: &mut Cx<'_>, _: Empty) -> Answer<SyncStatus> {
    synchronise::heard_behind(cx)?;
    synchronise::status(cx)
}

pub(crate) fn sync_connect(cx: &mut Cx<'_>, request: ConnectCentre) -> Answer<SyncStatus> {
    if synchronise::is_connected(cx)? && !synchronise::is_unknown_at_centre(cx) {
        return Err(Problem::refusal("sync.already_connected").at("centre_url"));
    }
    filled(&request.code, 100, "code").map_err(refused)?;
    synchronise::connect(cx, &request.centre_url, &request.code)?;
    cx.app.wake_sync();
    synchronise::status(cx)
}

pub(crate) fn sync_line(cx: &mut Cx<'_>, _: Empty) -> Answer<CentreLine> {
    line::read(cx.store()?)
}

pub(crate) fn sync_set_line(cx: &mut Cx<'_>, request: CentreLine) -> Answer<SyncStatus> {
    line::write(cx.store_mut()?, &request)?;
    cx.state.sync.exchange.hurry();
    cx.app.wake_sync();
    synchronise::status(cx)
}

/// A stick may be slow: others work on meanwhile.
pub(crate) fn sync_write_file(cx: &mut Cx<'_>, request: WriteBundle) -> Answer<BundleSummary> {
    let passphrase = request.passphrase.into_inner();
    cx.beside(|app| {
        app.write_bundle(request.path.trim().as_ref(), request.station_for.as_deref(), &passphrase)
    })
}

/// Where nobody can sign in before the bank is here, whoever opened the station brings it.
pub(crate) fn sync_read_file(cx: &mut Cx<'_>, request: ReadBundle) -> Answer<BundleSummary> {
    if !synchronise::is_taking_in(cx)? {
        cx.require(Permission::Configure)?;
    }
    let passphrase = request.passphrase.into_inner();
    cx.beside(|app| app.read_bundle(request.path.trim().as_ref(), &passphrase))
}

pub(crate) fn ledger_verify(cx: &mut Cx<'_>, _: Empty) -> Answer<VerifyReply> {
    integrity::verify(cx)
}
