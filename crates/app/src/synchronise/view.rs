//! The state of synchronisation as the screens show it.

use super::{CENTRE_BEHIND_MS, line, number_setting, overtaken, restored};
use crate::carry::Carried;
use crate::context::{Answer, Cx};
use crate::courier::Courier;
use crate::integrity;
use crate::problem::stored;
use api::Problem;
use api::wire::{SyncState, SyncStatus, TakingIn, TakingInStep, WaitingAge};
use sync::Code;

pub(crate) fn status(cx: &mut Cx<'_>) -> Answer<SyncStatus> {
    let mut view = SyncStatus {
        state: SyncState::NotConnected,
        centre_url: None,
        waiting: 0,
        waiting_since_ms: None,
        waiting_age: WaitingAge::Young,
        last_sync_ms: None,
        clock_offset_ms: cx.state.sync.offset.map(|(offset_ms, _)| offset_ms),
        problem: cx.state.sync.problem.clone(),
        last_backup_ms: None,
        backup_overdue: false,
        restored: false,
        centre_behind_ms: None,
        storage: cx.state.storage.clone(),
        checked_ms: None,
        taking_in: None,
        to_read: 0,
    };
    if cx.state.store.is_none() {
        return Ok(view);
    }
    match describe(cx, &mut view) {
        // The footer goes on saying what is wrong where a damaged file cannot tell more.
        Err(_) if view.storage.is_some() => Ok(view),
        described => described.map(|()| view),
    }
}

fn describe(cx: &Cx<'_>, view: &mut SyncStatus) -> Answer<()> {
    view.centre_url = cx.store()?.text_setting("centre_url").map_err(stored)?;
    let acknowledged = number_setting(cx, "acknowledged")?.unwrap_or(0);
    let carried = Carried::read(cx.store()?)?.waiting().saturating_add(Courier::read(cx.store()?)?.waiting());
    let waiting = cx.store()?.last_seq().saturating_sub(acknowledged).saturating_add(carried);
    view.waiting = narrow(waiting);
    if waiting > 0 && cx.store()?.identity().is_some() {
        view.waiting_since_ms = cx.store()?.own_wall_ms(acknowledged + 1).map_err(stored)?;
    }
    view.last_backup_ms = crate::backup::last_ms(cx)?;
    view.backup_overdue = crate::backup::is_overdue(cx)?;
    view.restored = restored(cx)?.is_some();
    view.last_sync_ms = number_setting(cx, "last_sync_ms")?.and_then(|ms| i64::try_from(ms).ok());
    view.centre_behind_ms = number_setting(cx, CENTRE_BEHIND_MS)?.and_then(|ms| i64::try_from(ms).ok());
    view.checked_ms = number_setting(cx, integrity::CHECKED_MS)?.and_then(|ms| i64::try_from(ms).ok());
    view.taking_in = taking_in(cx)?;
    view.to_read = narrow(cx.state.sync.exchange.count_to_read());
    let overtaken = overtaken(cx.store()?)?.is_some();
    if overtaken {
        view.problem = Some(Problem::fault(Code::Fork.as_str()));
    }
    let status = &cx.state.sync;
    view.state = if view.centre_url.is_none() {
        SyncState::NotConnected
    } else if overtaken || status.exchange.block.is_some() {
        SyncState::Refused
    } else if status.problem.is_some() {
        SyncState::Offline
    } else if status.busy || view.taking_in.is_some() {
        SyncState::Syncing
    } else if waiting > 0 {
        if line::is_metered(cx.store()?)? { SyncState::Resting } else { SyncState::Syncing }
    } else {
        SyncState::UpToDate
    };
    // A station that is not known to a centre, or refused by it, cannot be brought to it: other words say so.
    if !matches!(view.state, SyncState::NotConnected | SyncState::Refused) {
        view.waiting_age = line::age(cx.store()?, view.waiting_since_ms, cx.now_ms())?;
    }
    Ok(())
}

fn taking_in(cx: &Cx<'_>) -> Answer<Option<TakingIn>> {
    let exchange = &cx.state.sync.exchange;
    let (step, (done, all)) = match cx.store()?.taking_in().map_err(stored)? {
        None => return Ok(None),
        Some(store::TakingIn::Reading) => (TakingInStep::Reading, exchange.count_read()),
        Some(store::TakingIn::Folding) => {
            let folded = match exchange.folded() {
                Some(folded) => folded,
                None => cx.store()?.count_folded().map_err(stored)?,
            };
            (TakingInStep::Folding, (folded.done, Some(folded.all)))
        }
    };
    Ok(Some(TakingIn { step, done: narrow(done), all: all.map(narrow) }))
}

fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
