//! Whether what is on disk is whole, and what happens where it is not: recording stops and says why, reading goes on.

use crate::app::{App, Event};
use crate::background::Background;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::{attest, synchronise};
use api::Problem;
use api::wire::VerifyReply;
use domain::Permission;
use std::sync::Arc;
use std::time::Duration;
use store::ledger::{Hash, PublicKey};
use store::{DatabaseKey, Report, Store, StoreError};

/// The command that verifies the whole ledger. It works on a view of its own, beside the lock: no scan waits for it.
pub(crate) const COMMAND: &str = "ledger.verify";
const DAMAGED: &str = "store.damaged";
/// Setting: when the whole ledger was last found good, ms since 1970 UTC.
pub(crate) const CHECKED_MS: &str = "checked_ms";
/// How old a check grows before the next.
const CHECK_EVERY_MS: i64 = 24 * 60 * 60 * 1_000;
/// How often the age is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(600);

/// Opens the station's file and looks at its end. A damaged file opens to be read only, with a standing problem; where
/// not even that can be done the damage is the answer.
pub(crate) fn open(cx: &mut Cx<'_>, key: &DatabaseKey) -> Answer<()> {
    let path = cx.app.database_path();
    require_there(cx)?;
    let (store, damage) = match Store::open(&path, key) {
        Ok(store) => {
            let damage = match store.check_end() {
                Ok(None) => None,
                Ok(Some(finding)) => Some(damaged(&finding.to_string())),
                Err(error) => Some(stored(error)),
            };
            (store, damage)
        }
        Err(error @ (StoreError::Damaged(_) | StoreError::ReadOnly | StoreError::DiskFull)) => {
            match Store::open_read_only(&path, key) {
                Ok(store) => (store, Some(stored(error))),
                Err(_) => return Err(stored(error)),
            }
        }
        Err(error) => return Err(stored(error)),
    };
    cx.state.store = Some(store);
    cx.state.storage = damage;
    // A file that cannot be written sends nothing either.
    if cx.state.storage.is_none()
        && let Err(problem) = crate::print::resume(cx)
    {
        tracing::error!(code = problem.code, "the print queue does not go on");
    }
    if let Err(problem) = crate::scanner::follow(cx) {
        tracing::error!(code = problem.code, "the scanners are not listened to");
    }
    if let Err(problem) = crate::analyser::follow(cx) {
        tracing::error!(code = problem.code, "the analysers are not listened to");
    }
    Ok(())
}

/// Refuses to open what is not there: with its keys beside it, it was there once, and an empty file in its place would be taken for
/// a station that was never set up.
pub(crate) fn require_there(cx: &Cx<'_>) -> Answer<()> {
    if cx.app.database_path().exists() { Ok(()) } else { Err(stored(StoreError::Vanished)) }
}

fn damaged(detail: &str) -> Problem {
    stored(StoreError::Damaged(detail.to_owned()))
}

/// Refuses to record onto damage: what is good would follow what is not.
pub(crate) fn require_whole(cx: &Cx<'_>) -> Answer<()> {
    match &cx.state.storage {
        Some(problem) if problem.code == DAMAGED => Err(problem.clone()),
        _ => Ok(()),
    }
}

/// Notes whether the disk took an act: the footer shows it until one succeeds.
pub(crate) fn note(cx: &mut Cx<'_>, error: Option<&StoreError>) {
    let storage = match error {
        None => None,
        Some(
            error @ (StoreError::Damaged(_)
            | StoreError::DiskFull
            | StoreError::ReadOnly
            | StoreError::Io(_)
            | StoreError::Vanished),
        ) => {
            let mut problem = Problem::fault(error.code());
            for (name, value) in error.params() {
                problem = problem.with(name, value);
            }
            Some(problem)
        }
        // Any other refusal says nothing of the disk.
        Some(_) => return,
    };
    if cx.state.storage != storage {
        cx.state.storage = storage;
        cx.app.emit(&Event::Invalidate { tags: vec!["sync"] });
    }
}

/// Checks the whole ledger when the last check is a day old, as long as the station is open.
pub(crate) fn start(app: &Arc<App>) {
    Background::start(app, "integrity", |app| {
        if app.is_check_due()
            && let Err(problem) = app.check_daily()
        {
            tracing::error!(code = problem.code, "the daily check could not be made");
        }
        LOOK_EVERY
    });
}

impl App {
    /// Not while a bank is read for the first time: a long reading beside it would keep all that is written from its place.
    pub(crate) fn is_check_due(&self) -> bool {
        let state = self.lock();
        let works = |store: &&Store| store.identity().is_some() && !matches!(store.taking_in(), Ok(Some(_)));
        let Some(store) = state.store.as_ref().filter(works) else { return false };
        let last = store.text_setting(CHECKED_MS).ok().flatten().and_then(|text| text.parse::<i64>().ok());
        last.is_none_or(|last| (self.host.now_ms() - last).abs() > CHECK_EVERY_MS)
    }

    /// As [`App::verify`], called off where the station closes meanwhile.
    fn check_daily(&self) -> Answer<()> {
        let done = self.verify();
        if self.background.is_closing() { Ok(()) } else { done.map(drop) }
    }

    pub(crate) fn verify_for_operator(&self, permission: Permission) -> Answer<VerifyReply> {
        self.cx().require(permission)?;
        self.verify()
    }

    /// Verifies the whole ledger beside the work of the station.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn verify(&self) -> Result<VerifyReply, Problem> {
        let view = View::of(&self.cx())?;
        let report = view.verify(self);
        drop(view);
        conclude(&mut self.cx(), report)
    }
}

/// As [`App::verify`], for a caller that holds the lock.
pub(crate) fn verify(cx: &mut Cx<'_>) -> Answer<VerifyReply> {
    let report = View::of(cx)?.verify(cx.app);
    conclude(cx, report)
}

/// The file through a connection of its own, and the centre's key.
struct View {
    store: Store,
    centre: Option<PublicKey>,
}

impl View {
    fn of(cx: &Cx<'_>) -> Answer<Self> {
        let mut store = cx.store()?.reader().map_err(stored)?;
        // Whoever closes the station does not wait for what takes time by the file's size.
        store.stop_when(cx.app.background.stop()).map_err(stored)?;
        Ok(Self { store, centre: synchronise::centre_key(cx)? })
    }

    fn verify(&self, app: &App) -> Answer<Report> {
        self.store.check_pages().map_err(stored)?;
        let mut progress = |done, all| {
            app.emit(&Event::Progress { work: COMMAND, done, all });
            !app.background.is_closing()
        };
        let attested =
            |attestation: &[u8], hashes: &[Hash]| attest::attests(self.centre, attestation, hashes);
        self.store.verify(&attested, &mut progress).map_err(stored)
    }
}

fn conclude(cx: &mut Cx<'_>, report: Answer<Report>) -> Answer<VerifyReply> {
    // Of what was not read to its end nothing is concluded.
    let report = report.inspect_err(|problem| {
        if problem.code == DAMAGED {
            cx.state.storage = Some(problem.clone());
            cx.app.emit(&Event::Invalidate { tags: vec!["sync"] });
        }
    })?;
    match &report.first_bad {
        None => {
            let now = cx.now_ms().to_string();
            if cx.state.storage.is_none() {
                cx.store_mut()?.set_setting(CHECKED_MS, now.as_bytes()).map_err(stored)?;
            }
        }
        Some(finding) => cx.state.storage = Some(damaged(&finding.to_string())),
    }
    cx.app.emit(&Event::Invalidate { tags: vec!["sync"] });
    Ok(VerifyReply {
        good: report.first_bad.is_none(),
        entries: u32::try_from(report.entries).unwrap_or(u32::MAX),
        checkpoints: u32::try_from(report.checkpoints).unwrap_or(u32::MAX),
        first_bad: report.first_bad.map(|finding| finding.to_string()),
    })
}
