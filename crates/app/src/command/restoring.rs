//! A station starts again from its first screen: from a backup where its data is lost or damaged, from nothing where it never came
//! to be worked at.

use super::keyring::forget;
use super::keys::key_file;
use super::setup::setup_state;
use crate::app::{App, Event};
use crate::backup::DEFAULT_FOLDER;
use crate::context::{Answer, Cx};
use crate::problem::{io, stored};
use crate::restore::Watch;
use crate::{Restore, integrity, restore, synchronise};
use api::Problem;
use api::wire::*;
use domain::Permission;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;
use store::backup::list_generations;

const COMMAND: &str = "setup.restore";

/// A station that works is not replaced; one that records no more is, by who may configure it.
fn may_be_replaced(cx: &Cx<'_>) -> Answer<()> {
    if cx.state.store.is_none() {
        return Ok(());
    }
    cx.require(Permission::Configure)?;
    match cx.state.storage {
        Some(_) => Ok(()),
        None => Err(Problem::refusal("restore.healthy")),
    }
}

fn place(cx: &Cx<'_>, folder: &str) -> PathBuf {
    match folder.trim() {
        "" => cx.app.data_dir.join(DEFAULT_FOLDER),
        folder => PathBuf::from(folder),
    }
}

/// The backups in a folder, the newest first. Says nothing of whether they open.
pub(crate) fn setup_generations(cx: &mut Cx<'_>, request: BackupPlace) -> Answer<GenerationList> {
    may_be_replaced(cx)?;
    let folder = place(cx, &request.folder);
    let narrow = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    let generations = list_generations(&folder).into_iter().map(|one| GenerationView {
        at_ms: one.manifest.at_ms,
        kib: narrow(one.bytes().div_ceil(1024)),
        seq: narrow(one.manifest.seq),
        own: false,
        check: None,
        name: one.name,
    });
    Ok(GenerationList { folder: folder.display().to_string(), generations: generations.collect() })
}

/// Restores a backup in place of what is there, as a new station. What was there is set aside and not deleted; nothing
/// of it is touched before the backup has been copied and checked whole.
pub(crate) fn setup_restore(cx: &mut Cx<'_>, request: RestoreStation) -> Answer<SetupState> {
    may_be_replaced(cx)?;
    let folder = place(cx, &request.folder);
    let known = list_generations(&folder).into_iter().find(|one| one.name == request.generation);
    let Some(generation) = known else {
        let unknown = Problem::refusal("backup.not_one").with("folder", request.generation);
        return Err(unknown.at("generation"));
    };
    let secret = request.passphrase.into_inner();
    let name = Some(request.station_name.trim()).filter(|name| !name.is_empty());
    let ready = cx.app.data_dir.join(".restored");
    // What an attempt that was cut left behind.
    let _ = std::fs::remove_dir_all(&ready);
    cx.beside(|app| {
        let asked = Restore { from: &generation.folder, secret: &secret, station_name: name };
        let mut progress = |done, all| app.emit(&Event::Progress { work: COMMAND, done, all });
        let watch = Watch { progress: &mut progress, stop: Arc::new(app.background.stop()) };
        restore::restore_with(&asked, &ready, app.host.as_ref(), watch)
    })?;
    // Somebody may have opened the old file meanwhile.
    may_be_replaced(cx)?;
    close(cx)?;
    put_in_place(cx.app, &ready)?;
    cx.state.storage = None;
    let key = key_file(cx)?.open(&secret).map_err(|e| stored(e).at("passphrase"))?;
    integrity::open(cx, &key)?;
    cx.app.emit(&Event::Invalidate { tags: vec!["session", "sync", "bank"] });
    cx.app.wake_sync();
    setup_state(cx, Empty {})
}

/// Ends a first read that cannot come to its end: the centre was put back or is gone, it has shut this station out, or the code was
/// for another site. Nobody could sign in so far, so that nothing was recorded here but that the station joined.
pub(crate) fn setup_start_over(cx: &mut Cx<'_>, _: Empty) -> Answer<SetupState> {
    if !synchronise::is_taking_in(cx)? {
        return Err(Problem::refusal("setup.worked_at"));
    }
    forget(cx);
    close(cx)?;
    setup_state(cx, Empty {})
}

/// Sets a file aside in which nothing was ever recorded, of a set-up that was cut: the station is as new then.
pub(super) fn set_empty_aside(cx: &mut Cx<'_>) -> Answer<()> {
    let knows_nobody = |store: &Store| matches!(store.list_stations(), Ok(list) if list.is_empty());
    let is_empty = |store: &Store| store.last_seq() == 0 && knows_nobody(store);
    if cx.state.storage.is_none() && cx.state.store.as_ref().is_some_and(is_empty) {
        tracing::warn!("a set-up that was cut is set aside");
        forget(cx);
        close(cx)?;
    }
    Ok(())
}

/// Closes the file and sets it aside, with all that is known of its exchange.
fn close(cx: &mut Cx<'_>) -> Answer<()> {
    cx.state.session = None;
    cx.state.store = None;
    cx.state.sync = synchronise::Status::default();
    set_aside(cx.app)
}

/// Keeps the old files for whoever may read more out of them than this program can.
pub(super) fn set_aside(app: &App) -> Answer<()> {
    let aside = app.data_dir.join(format!("replaced-{}", app.host.now_ms()));
    for path in [app.database_path(), with_suffix(app, "-wal"), with_suffix(app, "-shm"), app.keys_path()] {
        if path.exists() {
            std::fs::create_dir_all(&aside).map_err(io)?;
            let name = path.file_name().unwrap_or_default();
            std::fs::rename(&path, aside.join(name)).map_err(io)?;
        }
    }
    Ok(())
}

fn with_suffix(app: &App, suffix: &str) -> PathBuf {
    let mut path = app.database_path().into_os_string();
    path.push(suffix);
    path.into()
}

/// The keys last: without them a set-up that was cut begins anew, and the backup is still there.
fn put_in_place(app: &App, ready: &Path) -> Answer<()> {
    std::fs::rename(ready.join("bank.db"), app.database_path()).map_err(io)?;
    std::fs::rename(ready.join("keys.json"), app.keys_path()).map_err(io)?;
    // Empty but for what a checkpoint has written into the file already.
    let _ = std::fs::remove_dir_all(ready);
    Ok(())
}

#[cfg(test)]
mod tests;
