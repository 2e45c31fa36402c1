//! Synchronisation: the glue between the store and the pure planner and transport of `sync`.
//!
//! A thread of its own does it; each step locks the station only to read or write the store, never while the network
//! is waited for, so that no scan does.

mod enrol;
mod view;

pub(crate) use enrol::{connect, join, restored};
pub(crate) use view::status;

use crate::app::{App, Event};
use crate::carry::Carried;
use crate::context::{Answer, Cx};
use crate::problem::{stored, synced};
use api::Problem;
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use store::ledger::{PublicKey, StationId};
use store::{FeedPage, PositionedEntry};
use sync::limits::{PATIENCE_S, fill_bytes};
use sync::{
    Client, ClientOptions, ClockOffset, Credentials, FeedProgress, FeedRequest, Progress, Retry, Scope, Step,
    SyncError, UploadPage,
};

/// How often the feeds are asked when nothing is known to wait, ms.
const POLL_MS: u64 = 5_000;
const PAGE_ENTRIES: u32 = 500;

/// What is known of the exchange since the program started.
#[derive(Debug, Default)]
pub(crate) struct Status {
    /// Centre clock minus station clock, ms, and the monotonic moment of the measurement.
    pub(crate) offset: Option<(i64, u64)>,
    busy: bool,
    problem: Option<Problem>,
    block: Option<sync::Block>,
    upload: Retry,
    pull: Retry,
    feeds: Vec<FeedProgress>,
    /// Rises with each wish to exchange now: what was asked before does not fulfil it.
    round: u64,
    /// Whether anything was asked since the last exchange was noted as complete.
    asked: bool,
}

impl Status {
    /// Asks for everything anew, and forgets the waiting times of failed attempts.
    pub(crate) fn hurry(&mut self) {
        self.round += 1;
        self.upload = Retry::default();
        self.pull = Retry::default();
        for feed in &mut self.feeds {
            feed.asked_ms = None;
        }
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> Answer<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
    Ok(runtime.block_on(future))
}

fn client(url: &str) -> Answer<Client> {
    let options =
        ClientOptions { base_url: url.to_owned(), timeout_s: PATIENCE_S, ..ClientOptions::default() };
    Client::new(options).map_err(|e| synced(&e).at("centre_url"))
}

pub(crate) fn is_connected(cx: &Cx<'_>) -> Answer<bool> {
    Ok(cx.store()?.setting("centre_url").map_err(stored)?.is_some())
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

fn progress(cx: &mut Cx<'_>) -> Answer<Option<Progress>> {
    if cx.state.store.is_none() || !is_connected(cx)? {
        return Ok(None);
    }
    let identity = cx.identity()?;
    if cx.state.sync.feeds.is_empty() {
        for scope in [Scope::Reference, Scope::Site(identity.site)] {
            let applied = cx.store()?.feed_position(&scope.to_string()).map_err(stored)?;
            cx.state.sync.feeds.push(FeedProgress { scope, applied, end: applied, asked_ms: None });
        }
    }
    Ok(Some(Progress {
        now_ms: cx.app.host.monotonic_ms(),
        head: cx.store()?.last_seq(),
        acknowledged: number_setting(cx, "acknowledged")?.unwrap_or(0),
        feeds: cx.state.sync.feeds.clone(),
        upload: cx.state.sync.upload,
        pull: cx.state.sync.pull,
        poll_ms: POLL_MS,
        block: cx.state.sync.block,
    }))
}

/// What a step needs of the network, and how its outcome is written down.
enum Job {
    Upload(UploadPage),
    Pull { request: FeedRequest, round: u64 },
}

enum Done {
    Uploaded(StationId, u64),
    Pulled { page: sync::FeedPage, round: u64 },
}

fn credentials(cx: &Cx<'_>) -> Answer<Credentials> {
    let identity = cx.identity()?;
    let key = cx.store()?.signing_key().map_err(stored)?;
    let centre_key = centre_key(cx)?.ok_or_else(|| Problem::refusal("sync.not_connected"))?;
    Ok(Credentials { bank: identity.bank, station: identity.station, key, centre_key })
}

fn prepare(cx: &Cx<'_>, step: Step) -> Answer<Option<Job>> {
    let identity = cx.identity()?;
    Ok(match step {
        Step::Upload { after, .. } => {
            let (station, after) = Carried::read(cx.store()?)?.next().unwrap_or((identity.station, after));
            let (entries, checkpoints) =
                cx.store()?.chain_page(station, after, PAGE_ENTRIES).map_err(stored)?;
            let page = UploadPage::fill(
                identity.bank,
                station,
                entries,
                checkpoints,
                fill_bytes(cx.state.sync.upload.failures),
            );
            (!page.entries.is_empty()).then_some(Job::Upload(page))
        }
        Step::Pull { scope, after } => {
            Some(Job::Pull { request: FeedRequest::after(scope, after), round: cx.state.sync.round })
        }
        Step::Idle { .. } | Step::Blocked(_) => None,
    })
}

async fn perform(client: &Client, who: &Credentials, job: &Job) -> Result<Done, SyncError> {
    match job {
        Job::Upload(page) => {
            client.upload(who, page).await.map(|receipt| Done::Uploaded(receipt.station, receipt.seq))
        }
        Job::Pull { request, round } => {
            client.feed(who, request).await.map(|page| Done::Pulled { page, round: *round })
        }
    }
}

/// Writes down what a step brought. Answers whether entries of others came in.
fn finish(cx: &mut Cx<'_>, done: Done) -> Answer<bool> {
    match done {
        Done::Uploaded(station, seq) => {
            if station == cx.identity()?.station {
                cx.store_mut()?.set_setting("acknowledged", seq.to_string().as_bytes()).map_err(stored)?;
            } else {
                let mut carried = Carried::read(cx.store()?)?;
                carried.acknowledge(station, seq);
                carried.write(cx.store_mut()?)?;
            }
            cx.state.sync.upload = Retry::default();
            Ok(false)
        }
        Done::Pulled { page, round } => {
            let scope = page.attestation.scope;
            let (last, end) = (page.attestation.last, page.end);
            let attestation = sync::page::encode(&page.attestation)
                .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
            let entries =
                page.entries.into_iter().map(|e| PositionedEntry { position: e.position, entry: e.entry });
            let page = FeedPage {
                scope: scope.to_string(),
                first: page.attestation.first,
                last,
                attestation,
                entries: entries.collect(),
            };
            let rooms = of_rooms(&page)?;
            let ingested = if page.entries.is_empty() {
                store::Ingested::default()
            } else {
                cx.store_mut()?.ingest_page(&page).map_err(stored)?
            };
            // What cannot be said now is said with the next such page; the exchange goes on.
            if ingested.new > 0
                && !rooms.is_empty()
                && let Err(problem) = cx.name_units_late(&rooms)
            {
                tracing::warn!(code = problem.code, "units of runs are not named with their rooms");
            }
            let now_ms = cx.app.host.monotonic_ms();
            let status = &mut cx.state.sync;
            status.pull = Retry::default();
            if let Some(feed) = status.feeds.iter_mut().find(|feed| feed.scope == scope) {
                feed.applied = last.max(feed.applied);
                feed.end = end.max(feed.applied);
                // An answer that was on its way when somebody wished for news is not that news.
                feed.asked_ms = (round == status.round).then_some(now_ms);
                status.asked = true;
            }
            Ok(ingested.new > 0)
        }
    }
}

/// The runs and rooms that a page tells of.
fn of_rooms(page: &FeedPage) -> Answer<BTreeSet<[u8; 16]>> {
    let mut found = BTreeSet::new();
    for positioned in &page.entries {
        let header = positioned.entry.header().map_err(|error| stored(error.into()))?;
        if matches!(header.subject.kind.as_str(), "run" | "room") {
            found.insert(*header.subject.id.bytes());
        }
    }
    Ok(found)
}

fn failed(cx: &mut Cx<'_>, job: &Job, error: &SyncError) {
    let mut random = [0; 4];
    cx.app.host.random(&mut random);
    let retry = |before: Retry, now_ms| Retry {
        failures: before.failures.saturating_add(1),
        failed_ms: now_ms,
        random: u32::from_le_bytes(random),
    };
    if let Job::Upload(page) = job
        && let Ok(true) = give_up_carrying(cx, page.station, error)
    {
        tracing::error!(code = error.code(), station = %page.station, "the centre refuses a carried chain");
        return;
    }
    let now_ms = cx.app.host.monotonic_ms();
    let status = &mut cx.state.sync;
    match job {
        Job::Upload(_) => status.upload = retry(status.upload, now_ms),
        Job::Pull { .. } => status.pull = retry(status.pull, now_ms),
    }
    status.block = error.block();
    status.problem = Some(synced(error));
    tracing::warn!(code = error.code(), "exchange with the centre failed");
}

/// Whether the centre refuses a former station's chain for good, which is then left be.
fn give_up_carrying(cx: &mut Cx<'_>, station: StationId, error: &SyncError) -> Answer<bool> {
    let final_word = match error {
        SyncError::Fork | SyncError::Revoked => true,
        SyncError::Refused(refusal) => refusal.code == sync::Code::NotOwn.as_str(),
        _ => false,
    };
    if !final_word || station == cx.identity()?.station {
        return Ok(false);
    }
    let mut carried = Carried::read(cx.store()?)?;
    carried.refuse(station, error.code());
    carried.write(cx.store_mut()?)?;
    Ok(true)
}

fn up_to_date(cx: &mut Cx<'_>) -> Answer<()> {
    let now_ms = cx.now_ms();
    let status = &mut cx.state.sync;
    let complete = status.feeds.iter().all(|feed| feed.asked_ms.is_some() && feed.applied >= feed.end);
    if complete && status.upload.failures == 0 && status.pull.failures == 0 {
        status.problem = None;
        if std::mem::take(&mut status.asked) {
            let store = cx.store_mut()?;
            store.set_setting("last_sync_ms", now_ms.to_string().as_bytes()).map_err(stored)?;
            // All that the former station had sent is here now, its numbers and places too.
            store.remove_setting("restored").map_err(stored)?;
        }
    }
    Ok(())
}

/// Exchanges everything at once, with the station locked. Only while it is set up.
fn exchange_all(cx: &mut Cx<'_>, client: &Client) -> Answer<()> {
    let who = credentials(cx)?;
    while let Some(progress) = progress(cx)? {
        let Some(job) = prepare(cx, sync::plan(&progress))? else { break };
        match block_on(perform(client, &who, &job))? {
            Ok(done) => {
                finish(cx, done)?;
            }
            Err(error) => {
                failed(cx, &job, &error);
                return Err(synced(&error));
            }
        }
    }
    up_to_date(cx)
}

impl App {
    /// Tells the background work that there may be something to do.
    pub(crate) fn wake_sync(&self) {
        let (flag, signal) = &self.wake;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        signal.notify_one();
    }

    fn with_cx<T>(&self, work: impl FnOnce(&mut Cx<'_>) -> Answer<T>) -> Answer<T> {
        work(&mut self.cx())
    }
}

pub(crate) fn start(app: &Arc<App>) {
    let weak = Arc::downgrade(app);
    let spawned = std::thread::Builder::new().name("sync".to_owned()).spawn(move || {
        while let Some(app) = weak.upgrade() {
            let wait = match turn(&app) {
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
    if let Err(error) = spawned {
        tracing::error!(%error, "no thread for synchronisation");
    }
}

/// Exchanges until nothing is due; answers how long to wait then.
fn turn(app: &App) -> Answer<Duration> {
    let mut session: Option<(Client, Credentials)> = None;
    loop {
        let due = app.with_cx(|cx| {
            let Some(progress) = progress(cx)? else { return Ok(Err(Duration::from_secs(1))) };
            let step = sync::plan(&progress);
            match prepare(cx, step)? {
                Some(job) => Ok(Ok(job)),
                None => {
                    up_to_date(cx)?;
                    let wait_ms = match step {
                        Step::Idle { until_ms } => until_ms.saturating_sub(progress.now_ms),
                        _ => POLL_MS,
                    };
                    Ok(Err(Duration::from_millis(wait_ms.max(100))))
                }
            }
        })?;
        let job = match due {
            Ok(job) => job,
            Err(wait) => {
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
            cx.state.sync.busy = true;
            match outcome {
                Ok(done) => finish(cx, done),
                Err(error) => {
                    failed(cx, &job, &error);
                    Ok(false)
                }
            }
        })?;
        if news {
            let tags = vec![
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
            app.emit(&Event::Invalidate { tags });
        }
    }
}

fn open_session(app: &App) -> Answer<(Client, Credentials)> {
    let (url, who) = app.with_cx(|cx| {
        let url = cx.store()?.text_setting("centre_url").map_err(stored)?;
        Ok((url.unwrap_or_default(), credentials(cx)?))
    })?;
    let client = client(&url)?;
    let before_ms = app.host.now_ms();
    if let Ok(hello) = block_on(client.hello())? {
        let measured = ClockOffset::measure(before_ms, hello.time_ms, app.host.now_ms());
        let mut state = app.lock();
        state.sync.offset = measured.map(|measured| (measured.offset_ms, app.host.monotonic_ms()));
    }
    Ok((client, who))
}
