//! Synchronisation: the glue between the store and the pure planner and transport of `sync`.
//!
//! A thread of its own does it; each step locks the station only to read or write the store, never while the network
//! is waited for, so that no scan does.

mod enrol;
mod exchange;
pub(crate) mod line;
mod view;

pub(crate) use enrol::{connect, is_unknown_at_centre, join, restored};
pub use exchange::{Done, Exchange, Failure, Job, Next};
pub(crate) use exchange::{acknowledged, chain_page, note_overtaken};
pub(crate) use view::status;

use crate::app::{App, Event};
use crate::background::SYNC;
use crate::context::{Answer, Cx};
use crate::problem::{stored, synced};
use api::Problem;
use api::wire::CentreLine;
use exchange::overtaken;
use line::POLL_MS;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use store::Store;
use store::ledger::PublicKey;
use sync::{Client, ClockOffset, Credentials, SyncError};

/// What is known of the exchange since the program started.
#[derive(Debug, Default)]
pub(crate) struct Status {
    /// Centre clock minus station clock, ms, and the monotonic moment of the measurement.
    pub(crate) offset: Option<(i64, u64)>,
    busy: bool,
    problem: Option<Problem>,
    pub(crate) exchange: Exchange,
}

/// What is stale once entries of others came in.
pub(crate) const NEWS: &[&str] = &[
    "unit",
    "shipment",
    "storage",
    "work",
    "bank",
    "session",
    "sync",
    "inbox",
    "register",
    "deviation",
    "control",
];

/// When the centre was last found to hold less than it once did.
const CENTRE_BEHIND_MS: &str = "centre_behind_ms";

fn block_on<T>(future: impl Future<Output = T>) -> Answer<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
    Ok(runtime.block_on(future))
}

pub(crate) fn is_connected(cx: &Cx<'_>) -> Answer<bool> {
    exchange::is_connected(cx.store()?)
}

/// The centre's public key, where the station knows one.
pub(crate) fn centre_key(cx: &Cx<'_>) -> Answer<Option<PublicKey>> {
    let bytes = cx.store()?.setting("centre_key").map_err(stored)?;
    Ok(bytes.and_then(|bytes| bytes.as_slice().try_into().ok()).map(PublicKey::from_bytes))
}

pub(crate) fn number_of(store: &store::Store, name: &str) -> Answer<Option<u64>> {
    Ok(store.text_setting(name).map_err(stored)?.and_then(|text| text.parse().ok()))
}

fn number_setting(cx: &Cx<'_>, name: &str) -> Answer<Option<u64>> {
    number_of(cx.store()?, name)
}

/// What reaches this station's centre.
fn client(cx: &Cx<'_>) -> Answer<Client> {
    let url = cx.store()?.text_setting("centre_url").map_err(stored)?.unwrap_or_default();
    let CentreLine { proxy_url, ca_pem, .. } = line::read(cx.store()?)?;
    line::client(&url, &proxy_url, &ca_pem)
}

fn credentials(cx: &Cx<'_>) -> Answer<Credentials> {
    let identity = cx.identity()?;
    let key = cx.store()?.signing_key().map_err(stored)?;
    let centre_key = centre_key(cx)?.ok_or_else(|| Problem::refusal("sync.not_connected"))?;
    Ok(Credentials { bank: identity.bank, station: identity.station, key, centre_key })
}

/// The next step; none while the station is not set up.
fn next(cx: &mut Cx<'_>) -> Answer<Next> {
    let now_ms = cx.app.host.monotonic_ms();
    let state = &mut *cx.state;
    match &state.store {
        Some(store) => state.sync.exchange.next(store, now_ms),
        None => Ok(Next::Alone),
    }
}

async fn perform(client: &Client, who: &Credentials, job: &Job) -> Result<Done, SyncError> {
    match job {
        Job::Upload(page) => {
            let sent = page.last_seq();
            client.upload(who, page).await.map(|receipt| Done::Uploaded { receipt, sent })
        }
        Job::Pull { request, round } => {
            client.feed(who, request).await.map(|page| Done::Pulled { page, round: *round })
        }
        Job::Overtaken(word) => Err(client.overtaken(who, word).await),
    }
}

fn split<'a>(cx: &'a mut Cx<'_>) -> Answer<(&'a mut Store, &'a mut Status)> {
    cx.store()?;
    let state = &mut *cx.state;
    let store = state.store.as_mut().ok_or_else(|| Problem::refusal("setup.no_bank"))?;
    Ok((store, &mut state.sync))
}

/// Writes down what a step brought. Answers whether entries of others came in.
pub(crate) fn finish(cx: &mut Cx<'_>, done: Done) -> Answer<bool> {
    // A station that reads its bank for the first time has said nothing of runs and rooms that could want more units.
    let rooms = if is_taking_in(cx)? { BTreeSet::new() } else { of_rooms(&done)? };
    let now_ms = cx.app.host.monotonic_ms();
    let (store, status) = split(cx)?;
    let news = status.exchange.finish(store, now_ms, done)?;
    note_behind(cx)?;
    // What cannot be said now is said with the next such page; the exchange goes on.
    if news
        && !rooms.is_empty()
        && let Err(problem) = cx.name_units_late(&rooms)
    {
        tracing::warn!(code = problem.code, "units of runs are not named with their rooms");
    }
    Ok(news)
}

/// The runs and rooms that a page tells of.
fn of_rooms(done: &Done) -> Answer<BTreeSet<[u8; 16]>> {
    let mut found = BTreeSet::new();
    let (Done::Pulled { page, .. } | Done::Brought { page }) = done else { return Ok(found) };
    for positioned in &page.entries {
        let header = positioned.entry.header().map_err(|error| stored(error.into()))?;
        if matches!(header.subject.kind.as_str(), "run" | "room") {
            found.insert(*header.subject.id.bytes());
        }
    }
    Ok(found)
}

/// An answer was good, and could not be written down.
fn not_taken(cx: &mut Cx<'_>, job: &Job, problem: Problem) -> Answer<()> {
    failed(cx, job, &SyncError::Answer { detail: problem.code.clone() })?;
    tracing::error!(code = problem.code, "what the centre answered cannot be taken in");
    cx.state.sync.problem = Some(problem);
    Ok(())
}

fn failed(cx: &mut Cx<'_>, job: &Job, error: &SyncError) -> Answer<()> {
    let mut random = [0; 4];
    cx.app.host.random(&mut random);
    let now_ms = cx.app.host.monotonic_ms();
    let (store, status) = split(cx)?;
    let code = error.code();
    match status.exchange.failed(store, now_ms, u32::from_le_bytes(random), job, error)? {
        Failure::CentreBehind => note_behind(cx)?,
        Failure::LeftBe(station) => tracing::error!(code, %station, "the centre refuses a carried chain"),
        Failure::Counted => {
            status.problem = Some(synced(error));
            tracing::warn!(code, "exchange with the centre failed");
        }
    }
    Ok(())
}

/// Notes when the centre was found to hold less than it once did, so that people hear of it.
fn note_behind(cx: &mut Cx<'_>) -> Answer<()> {
    let now_ms = cx.now_ms();
    let (store, status) = split(cx)?;
    if status.exchange.take_behind() {
        tracing::error!("the centre holds less than it did: what it lacks is sent again");
        store.set_setting(CENTRE_BEHIND_MS, now_ms.to_string().as_bytes()).map_err(stored)?;
    }
    Ok(())
}

/// The centre wants entries of this station that it once acknowledged, as a station heard that carried later ones.
pub(crate) fn wanted(cx: &mut Cx<'_>, expected: u64) -> Answer<()> {
    let (store, status) = split(cx)?;
    status.exchange.wanted(store, expected)?;
    note_behind(cx)
}

/// An administrator has heard that the centre holds less than it once did.
pub(crate) fn heard_behind(cx: &mut Cx<'_>) -> Answer<()> {
    cx.store_mut()?.remove_setting(CENTRE_BEHIND_MS).map_err(stored)
}

fn up_to_date(cx: &mut Cx<'_>) -> Answer<()> {
    let now_ms = cx.now_ms();
    if cx.state.store.is_none() || !cx.state.sync.exchange.is_complete() {
        return Ok(());
    }
    let (store, status) = split(cx)?;
    status.problem = None;
    status.exchange.note_complete(store, now_ms)
}

/// Whether the station reads its bank for the first time: nobody works at it before all is here.
pub(crate) fn is_taking_in(cx: &Cx<'_>) -> Answer<bool> {
    Ok(cx.store()?.taking_in().map_err(stored)?.is_some())
}

/// Refuses what wants whole histories while the station reads its bank for the first time.
pub(crate) fn require_taken_in(cx: &Cx<'_>) -> Answer<()> {
    if is_taking_in(cx)? { Err(Problem::refusal("sync.taking_in")) } else { Ok(()) }
}

/// Makes projections of some of what was taken in. Answers whether all is done.
pub(crate) fn fold(cx: &mut Cx<'_>) -> Answer<bool> {
    let (store, status) = split(cx)?;
    status.exchange.fold(store)
}

impl App {
    /// Tells the background work that there may be something to do.
    pub(crate) fn wake_sync(&self) {
        let (flag, signal) = &self.wake;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        signal.notify_one();
    }

    /// Brings a first read to its end, where one goes on: nothing more is to come for now.
    pub(crate) fn fold_all(&self) -> Answer<()> {
        while self.with_cx(|cx| Ok(is_taking_in(cx)? && !fold(cx)?))? {
            self.emit(&Event::Invalidate { tags: vec!["sync"] });
        }
        Ok(())
    }

    fn with_cx<T>(&self, work: impl FnOnce(&mut Cx<'_>) -> Answer<T>) -> Answer<T> {
        work(&mut self.cx())
    }
}

pub(crate) fn start(app: &Arc<App>) {
    let weak = Arc::downgrade(app);
    let spawned = std::thread::Builder::new().name(SYNC.to_owned()).spawn(move || {
        while let Some(app) = weak.upgrade().filter(|app| !app.background.is_closing()) {
            // A panic in one turn must not end the exchange for as long as the program runs, without a word.
            let turned = catch_unwind(AssertUnwindSafe(|| turn(&app)));
            let wait = match turned
                .unwrap_or_else(|_| Err(Problem::fault("fault.internal").with("detail", "panic")))
            {
                Ok(wait) => wait,
                Err(problem) => {
                    tracing::error!(code = problem.code, "synchronisation stopped for a while");
                    app.lock().sync.problem = Some(problem);
                    Duration::from_secs(10)
                }
            };
            let (flag, signal) = &app.wake;
            let guard = flag.lock().unwrap_or_else(PoisonError::into_inner);
            // Bounded, so that the thread ends soon after the station is closed.
            let wait = wait.min(Duration::from_secs(1));
            let (mut woken, _) = signal
                .wait_timeout_while(guard, wait, |woken| !*woken)
                .unwrap_or_else(PoisonError::into_inner);
            *woken = false;
        }
    });
    match spawned {
        Ok(thread) => app.background.keep(thread),
        Err(error) => tracing::error!(%error, "no thread for synchronisation"),
    }
}

/// What a turn does next.
enum Due {
    Job(Job),
    /// Some projections were made, or all.
    Folded(bool),
    Wait(Duration),
}

/// Exchanges until nothing is due; answers how long to wait then.
fn turn(app: &App) -> Answer<Duration> {
    let mut session: Option<(Client, Credentials)> = None;
    while !app.background.is_closing() {
        let due = app.with_cx(|cx| {
            let now_ms = cx.app.host.monotonic_ms();
            let wait_ms = match next(cx)? {
                Next::Job(job) => return Ok(Due::Job(job)),
                Next::Fold => return fold(cx).map(Due::Folded),
                Next::Alone => return Ok(Due::Wait(Duration::from_secs(1))),
                Next::Idle { until_ms } => until_ms.saturating_sub(now_ms),
                Next::Blocked(_) => POLL_MS,
            };
            up_to_date(cx)?;
            Ok(Due::Wait(Duration::from_millis(wait_ms.max(100))))
        })?;
        let job = match due {
            Due::Job(job) => job,
            Due::Folded(all) => {
                app.with_cx(|cx| {
                    let sync = &mut cx.state.sync;
                    // What the centre refuses it refuses still; nothing else is wrong where projections are made.
                    sync.problem.take_if(|_| sync.exchange.block.is_none());
                    Ok(())
                })?;
                // Unlocked: whoever hears of it may ask at once.
                app.emit(&Event::Invalidate { tags: if all { NEWS.to_vec() } else { vec!["sync"] } });
                continue;
            }
            Due::Wait(wait) => {
                if std::mem::take(&mut app.lock().sync.busy) {
                    app.emit(&Event::Invalidate { tags: vec!["sync"] });
                }
                return Ok(wait);
            }
        };
        let (client, who) = match &mut session {
            Some(session) => session,
            none => none.insert(open_session(app)?),
        };
        let outcome = block_on(perform(client, who, &job))?;
        let news = app.with_cx(|cx| {
            let own = cx.state.store.as_ref().and_then(Store::identity);
            if own.is_none_or(|own| own.station != who.station) {
                return Ok(None);
            }
            cx.state.sync.busy = true;
            let news = match outcome {
                Ok(done) => match finish(cx, done) {
                    // What cannot be taken in now is asked for again, less and less often.
                    Err(problem) => not_taken(cx, &job, problem).map(|()| false),
                    news => {
                        if is_taking_in(cx)? {
                            // Nobody works yet, and what was wrong with the line is wrong no longer.
                            cx.state.sync.problem = None;
                        }
                        news
                    }
                },
                Err(error) => {
                    failed(cx, &job, &error)?;
                    Ok(false)
                }
            };
            news.map(Some)
        })?;
        match news {
            Some(true) => app.emit(&Event::Invalidate { tags: NEWS.to_vec() }),
            Some(false) => {}
            // The station began anew meanwhile, as another one: what the former one asked for is not for it.
            None => session = None,
        }
    }
    Ok(Duration::ZERO)
}

fn open_session(app: &App) -> Answer<(Client, Credentials)> {
    let (client, who) = app.with_cx(|cx| Ok((client(cx)?, credentials(cx)?)))?;
    let before_ms = app.host.now_ms();
    if let Ok(hello) = block_on(client.hello())? {
        let measured = ClockOffset::measure(before_ms, hello.time_ms, app.host.now_ms());
        let mut state = app.lock();
        state.sync.offset = measured.map(|measured| (measured.offset_ms, app.host.monotonic_ms()));
    }
    Ok((client, who))
}

#[cfg(test)]
mod tests;
