//! Backups that make themselves: hourly while the program runs and something was recorded, beside whoever works.
//!
//! A thread of its own does it. The station is locked only to learn what to copy and to note what was copied, never
//! while pages are copied or a backup is checked.

use crate::app::{App, Event};
use crate::background::Background;
use crate::context::{Answer, Cx};
use crate::problem::{backed_up, stored};
use crate::restore::{self, Watch};
use api::Problem;
use api::wire::{BackupCheck, BackupOverview, BackupWork, GenerationView};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use store::backup::{Generation, KEPT, Source, check_place, list_generations, remove_expired};

const INTERVAL_MS: i64 = 60 * 60 * 1000;
/// What was recorded longer ago than this and is in no backup raises the alarm.
const OVERDUE_MS: i64 = 4 * 60 * 60 * 1000;
/// After a failure, monotonic.
const RETRY_MS: u64 = 60_000;
const MIB: u64 = 1 << 20;

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wish {
    BackUp,
    Verify(String),
}

/// What is known of backups since the program started.
#[derive(Debug, Default)]
pub(crate) struct Status {
    wishes: VecDeque<Wish>,
    work: Option<BackupWork>,
    problem: Option<Problem>,
    failed_ms: Option<u64>,
    checks: BTreeMap<String, BackupCheck>,
}

impl Status {
    /// Leaves a wish to the thread; the same one twice is one.
    pub(crate) fn wish(&mut self, wish: Wish) {
        if !self.wishes.contains(&wish) {
            self.wishes.push_back(wish);
        }
    }
}

fn number(cx: &Cx<'_>, name: &str) -> Answer<Option<i64>> {
    Ok(cx.store()?.text_setting(name).map_err(stored)?.and_then(|text| text.parse().ok()))
}

/// Last backup of this station, ms.
pub(crate) fn last_ms(cx: &Cx<'_>) -> Answer<Option<i64>> {
    number(cx, "last_backup_ms")
}

/// Whether something has waited too long for a backup, or the last attempt failed.
pub(crate) fn is_overdue(cx: &Cx<'_>) -> Answer<bool> {
    if cx.state.backup.problem.is_some() {
        return Ok(true);
    }
    let saved = number(cx, "last_backup_seq")?.and_then(|seq| u64::try_from(seq).ok()).unwrap_or(0);
    let store = cx.store()?;
    if store.last_seq() <= saved {
        return Ok(false);
    }
    let oldest = store.own_wall_ms(saved + 1).map_err(stored)?;
    // A demo bank's entries are older than its first hour.
    let since = oldest.max(last_ms(cx)?);
    Ok(since.is_some_and(|since| cx.now_ms() - since > OVERDUE_MS))
}

/// Tells apart what the store holds: own entries and how far the feeds are followed.
fn mark(cx: &Cx<'_>) -> Answer<String> {
    let (store, identity) = (cx.store()?, cx.identity()?);
    let mut mark = store.last_seq().to_string();
    for scope in [sync::Scope::Reference, sync::Scope::Site(identity.site)] {
        let position = store.feed_position(&scope.to_string()).map_err(stored)?;
        mark.push_str(&format!(":{position}"));
    }
    Ok(mark)
}

/// Where backups go when nothing else is set: a folder inside the station's data folder.
pub(crate) const DEFAULT_FOLDER: &str = "backups";

/// The folder, and whether it is the default one.
fn folder(cx: &Cx<'_>) -> Answer<(PathBuf, bool)> {
    Ok(match cx.store()?.text_setting("backup_folder").map_err(stored)? {
        Some(folder) => (PathBuf::from(folder), false),
        None => (cx.app.data_dir.join(DEFAULT_FOLDER), true),
    })
}

/// What the administrator sees.
pub(crate) fn overview(cx: &Cx<'_>) -> Answer<BackupOverview> {
    let (folder, folder_default) = folder(cx)?;
    let station = cx.identity()?.station.to_string();
    let place = if folder_default && !folder.exists() {
        check_place(&cx.app.data_dir, &cx.app.data_dir)
    } else {
        check_place(&folder, &cx.app.data_dir)
    };
    let status = &cx.state.backup;
    let narrow = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    let generations = list_generations(&folder).into_iter().map(|one| GenerationView {
        at_ms: one.manifest.at_ms,
        kib: narrow(one.bytes().div_ceil(1024)),
        seq: narrow(one.manifest.seq),
        own: one.manifest.station == station,
        check: status.checks.get(&one.name).cloned(),
        name: one.name,
    });
    let generations = generations.collect();
    let (place, unusable) = match place {
        Ok(place) => (Some(place), None),
        Err(error) => (None, Some(backed_up(error))),
    };
    Ok(BackupOverview {
        folder: folder.display().to_string(),
        folder_default,
        free_mib: place.and_then(|place| place.free_bytes).map(|bytes| narrow(bytes / MIB)),
        same_device: place.is_some_and(|place| place.same_device),
        generations,
        work: status.work.clone(),
        last_backup_ms: last_ms(cx)?,
        overdue: is_overdue(cx)?,
        interval_min: narrow(INTERVAL_MS.unsigned_abs() / 60_000),
        problem: unusable.or_else(|| status.problem.clone()),
    })
}

/// Chooses the folder; it must be one that can be used.
pub(crate) fn set_folder(cx: &mut Cx<'_>, folder: Option<&str>) -> Answer<()> {
    match folder.map(str::trim).filter(|folder| !folder.is_empty()) {
        None => cx.store_mut()?.remove_setting("backup_folder").map_err(stored)?,
        Some(folder) => {
            let absolute = std::path::absolute(folder).map_err(crate::problem::io)?;
            check_place(&absolute, &cx.app.data_dir).map_err(|e| backed_up(e).at("folder"))?;
            let text = absolute.display().to_string();
            cx.store_mut()?.set_setting("backup_folder", text.as_bytes()).map_err(stored)?;
        }
    }
    cx.state.backup.problem = None;
    cx.state.backup.failed_ms = None;
    cx.state.backup.wish(Wish::BackUp);
    Ok(())
}

/// All that a copy needs, so that it needs the station no more.
struct Plan {
    source: Source,
    folder: PathBuf,
    station: String,
    mark: String,
    at_ms: i64,
}

fn plan(cx: &Cx<'_>, to: Option<&Path>) -> Answer<Plan> {
    // All of it is at the centre, and a station that was restored from half of it would not ask for the rest.
    crate::synchronise::require_taken_in(cx)?;
    let folder = match to {
        Some(folder) => folder.to_owned(),
        None => {
            let (folder, default) = folder(cx)?;
            if default {
                std::fs::create_dir_all(&folder).map_err(crate::problem::io)?;
            }
            folder
        }
    };
    let store = cx.store()?;
    Ok(Plan {
        source: store.backup_source(&cx.app.keys_path()),
        folder,
        station: cx.identity()?.station.to_string(),
        mark: mark(cx)?,
        at_ms: cx.now_ms(),
    })
}

/// The folder of a generation is named after its moment, UTC.
fn name_of(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| at_ms.to_string(), |at| at.strftime("%Y%m%dT%H%M%S.%3fZ").to_string())
}

impl App {
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Cx<'_>) -> Answer<T>) -> Answer<T> {
        work(&mut self.cx())
    }

    /// Makes a backup now, in the chosen folder or in another one, while the station goes on recording.
    ///
    /// # Errors
    /// The problem; the backups before it stay.
    pub fn back_up(&self, to: Option<&Path>) -> Answer<Generation> {
        let _turn = self.backup_turn.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = self.with(|cx| plan(cx, to))?;
        let mut progress = |done, all| {
            self.note_progress(None, done, all);
            !self.background.is_closing()
        };
        let made = plan.source.back_up(&plan.folder, &name_of(plan.at_ms), plan.at_ms, &mut progress);
        self.with(|cx| {
            cx.state.backup.work = None;
            let made = made.map_err(backed_up);
            match &made {
                Ok(generation) => {
                    let seq = generation.manifest.seq.to_string();
                    let at_ms = plan.at_ms.to_string();
                    let store = cx.store_mut()?;
                    for (name, value) in [
                        ("last_backup_ms", &at_ms),
                        ("last_backup_seq", &seq),
                        ("last_backup_mark", &plan.mark),
                    ] {
                        store.set_setting(name, value.as_bytes()).map_err(stored)?;
                    }
                    cx.state.backup.problem = None;
                    cx.state.backup.failed_ms = None;
                    // What somebody puts elsewhere by hand is theirs to remove.
                    if to.is_none() {
                        remove_expired(&plan.folder, &plan.station, KEPT);
                    }
                }
                Err(problem) => {
                    tracing::error!(code = problem.code, "backup failed");
                    cx.state.backup.problem = Some(problem.clone());
                    cx.state.backup.failed_ms = Some(cx.app.host.monotonic_ms());
                }
            }
            made
        })
    }

    fn note_progress(&self, generation: Option<&str>, done: u64, all: u64) {
        let percent = u32::try_from(done * 100 / all.max(1)).unwrap_or(100);
        let work = BackupWork { generation: generation.map(str::to_owned), percent };
        let mut state = self.lock();
        let news = state.backup.work.as_ref() != Some(&work);
        state.backup.work = Some(work);
        drop(state);
        if news {
            self.emit(&Event::Progress { work: "backup", done, all });
            self.emit(&Event::Invalidate { tags: vec!["backup"] });
        }
    }

    /// Restores a generation into a folder beside the data, checks it and removes it again.
    fn verify_backup(&self, name: &str) -> Answer<()> {
        let (folder, key) =
            self.with(|cx| Ok((folder(cx)?.0, cx.store()?.backup_source(&cx.app.keys_path()).into_key())))?;
        self.note_progress(Some(name), 0, 1);
        let mut progress = |done, all| self.note_progress(Some(name), done, all);
        let watch = Watch { progress: &mut progress, stop: Arc::new(self.background.stop()) };
        let found = Generation::open(&folder.join(name))
            .map_err(backed_up)
            .and_then(|one| restore::try_out(&one, &key, &self.data_dir, &*self.host, watch));
        self.with(|cx| {
            cx.state.backup.work = None;
            // What was called off says nothing of the backup.
            if cx.app.background.is_closing() {
                return Ok(());
            }
            let (took_ms, problem) = match found {
                Ok(report) => (report.total_ms, None),
                Err(problem) => (0, Some(problem)),
            };
            let took_ms = u32::try_from(took_ms).unwrap_or(u32::MAX);
            let check = BackupCheck { at_ms: cx.now_ms(), took_ms, problem };
            cx.state.backup.checks.insert(name.to_owned(), check);
            Ok(())
        })
    }

    fn backup_is_due(&self) -> Answer<bool> {
        self.with(|cx| {
            if cx.state.store.is_none()
                || cx.store()?.identity().is_none()
                || crate::synchronise::is_taking_in(cx)?
            {
                return Ok(false);
            }
            let now_ms = cx.app.host.monotonic_ms();
            if cx.state.backup.failed_ms.is_some_and(|at| now_ms.saturating_sub(at) < RETRY_MS) {
                return Ok(false);
            }
            let elapsed_ms = last_ms(cx)?.map_or(INTERVAL_MS, |last| cx.now_ms() - last);
            // Before the last backup: the clock was set back, and says nothing of what has passed.
            if (0..INTERVAL_MS).contains(&elapsed_ms) {
                return Ok(false);
            }
            let saved = cx.store()?.text_setting("last_backup_mark").map_err(stored)?;
            Ok(saved != Some(mark(cx)?))
        })
    }
}

pub(crate) fn start(app: &Arc<App>) {
    Background::start(app, "backup", |app| {
        if let Err(problem) = turn(app) {
            tracing::warn!(code = problem.code, "backup put off");
        }
        Duration::from_millis(500)
    });
}

fn turn(app: &App) -> Answer<()> {
    let wish = app.lock().backup.wishes.pop_front();
    let wish = match wish {
        Some(wish) => wish,
        None if app.backup_is_due()? => Wish::BackUp,
        None => return Ok(()),
    };
    let done = match wish {
        Wish::BackUp => app.back_up(None).map(drop),
        Wish::Verify(name) => app.verify_backup(&name),
    };
    app.emit(&Event::Invalidate { tags: vec!["backup", "sync"] });
    done
}
