//! Copying the open file page by page, beside whoever writes to it.

use super::manifest::{Manifest, digest};
use super::{BackupError, DATABASE, Generation, KEYS, MANIFEST, PARTIAL, check_place};
use crate::{DatabaseKey, Progress, Store, StoreError};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension as _};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages of one step: 1 MiB, a few milliseconds.
const STEP_PAGES: i32 = 256;
const PAUSE: Duration = Duration::from_millis(1);
const MIB: u64 = 1 << 20;

/// What a backup is made of. It needs nothing of the [`Store`] while it works, so that the station goes on recording.
pub struct Source {
    database: PathBuf,
    keys: PathBuf,
    key: DatabaseKey,
}

impl Store {
    /// This station's file and its key file, for backups.
    #[must_use]
    pub fn backup_source(&self, keys: &Path) -> Source {
        Source { database: self.file.path().to_owned(), keys: keys.to_owned(), key: self.key.clone() }
    }
}

fn open(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "key", key.pragma().as_str())?;
    connection.busy_timeout(Duration::from_secs(10))?;
    Ok(connection)
}

impl Source {
    /// The key alone, to open copies with.
    #[must_use]
    pub fn into_key(self) -> DatabaseKey {
        self.key
    }

    /// Writes one generation of the state at this moment under `name`. The folder must be there.
    ///
    /// # Errors
    /// [`BackupError`]; what was there before stays untouched, and nothing half written is left.
    pub fn back_up(
        &self,
        folder: &Path,
        name: &str,
        at_ms: i64,
        progress: Progress<'_>,
    ) -> Result<Generation, BackupError> {
        let data = self.database.parent().unwrap_or(Path::new("."));
        let place = check_place(folder, data)?;
        let needed = std::fs::metadata(&self.database).map_err(StoreError::from)?.len() + MIB;
        if let Some(free) = place.free_bytes.filter(|free| *free < needed) {
            return Err(BackupError::NoSpace { needed_mib: needed.div_ceil(MIB), free_mib: free / MIB });
        }
        let partial = folder.join(format!("{PARTIAL}{name}"));
        let _ = std::fs::remove_dir_all(&partial);
        let whole = folder.join(name);
        let written = std::fs::create_dir(&partial)
            .map_err(StoreError::from)
            .map_err(|error| BackupError::writing(error, folder))
            .and_then(|()| self.write(&partial, at_ms, progress))
            .and_then(|()| {
                let failed = |error: std::io::Error| BackupError::writing(error.into(), folder);
                std::fs::rename(&partial, &whole).map_err(failed)?;
                sync_folder(folder).map_err(failed)
            });
        if let Err(error) = written {
            let _ = std::fs::remove_dir_all(&partial);
            return Err(error);
        }
        Generation::open(&whole)
    }

    fn write(&self, partial: &Path, at_ms: i64, progress: Progress<'_>) -> Result<(), BackupError> {
        let database = partial.join(DATABASE);
        self.copy(&database, progress, None)?;
        let failed = |error: std::io::Error| BackupError::writing(error.into(), partial);
        std::fs::copy(&self.keys, partial.join(KEYS)).map_err(failed)?;
        let mut manifest = read_head(&open(&database, &self.key)?, at_ms)?;
        for file in [DATABASE, KEYS] {
            File::open(partial.join(file)).and_then(|file| file.sync_all()).map_err(failed)?;
        }
        (manifest.database_bytes, manifest.database_digest) = digest(&database).map_err(failed)?;
        (_, manifest.keys_digest) = digest(&partial.join(KEYS)).map_err(failed)?;
        let path = partial.join(MANIFEST);
        std::fs::write(&path, manifest.sealed())
            .and_then(|()| File::open(&path)?.sync_all())
            .and_then(|()| sync_folder(partial))
            .map_err(failed)
    }

    /// `pages_max` stands for a disk of that size.
    fn copy(&self, to: &Path, progress: Progress<'_>, pages_max: Option<i64>) -> Result<(), BackupError> {
        let folder = to.parent().unwrap_or(Path::new("."));
        let failed = |error: rusqlite::Error| BackupError::writing(error.into(), folder);
        let from = open(&self.database, &self.key)?;
        // One snapshot for all steps: without it each act that is recorded meanwhile would start the copy anew.
        from.execute_batch("PRAGMA query_only = 1; BEGIN; SELECT count(*) FROM sqlite_schema;")
            .map_err(StoreError::from)?;
        let mut copy = open(to, &self.key)?;
        if let Some(pages) = pages_max {
            copy.pragma_update(None, "max_page_count", pages).map_err(failed)?;
        }
        {
            let backup = Backup::new(&from, &mut copy).map_err(failed)?;
            loop {
                let step = backup.step(STEP_PAGES).map_err(failed)?;
                let state = backup.progress();
                let pages = |count: i32| u64::try_from(count).unwrap_or(0);
                let all = pages(state.pagecount);
                if !progress(all - pages(state.remaining).min(all), all) {
                    return Err(BackupError::CalledOff);
                }
                if step == StepResult::Done {
                    break;
                }
                std::thread::sleep(PAUSE);
            }
        }
        // One file that needs nothing beside it.
        copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(failed)?;
        copy.close().map_err(|(_, error)| failed(error))
    }
}

/// What the copy itself says of its chain: the source may be further by now.
fn read_head(copy: &Connection, at_ms: i64) -> Result<Manifest, StoreError> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let setting = |name: &str| {
        copy.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get::<_, Vec<u8>>(0))
            .optional()
    };
    let bank = setting("bank")?.ok_or(StoreError::NoChain)?;
    let station = setting("station")?.ok_or(StoreError::NoChain)?;
    let head: Option<(u64, Vec<u8>)> = copy
        .query_row(
            "SELECT seq, hash FROM entry WHERE station = ?1 ORDER BY seq DESC LIMIT 1",
            [&station],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let schema = copy.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let mut manifest = Manifest::new(schema, at_ms, hex(&bank), hex(&station));
    if let Some((seq, hash)) = head {
        manifest.seq = seq;
        manifest.hash = hex(&hash);
    }
    Ok(manifest)
}

/// A rename is on the disk once its folder is.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Identity;
    use crate::backup::list_generations;
    use ledger::{BankId, SiteId, StationId};

    #[test]
    fn a_disk_that_becomes_full_on_the_way_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let mut store =
            Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([1; 32])).unwrap();
        let identity = Identity {
            bank: BankId::from_bytes([1; 16]),
            station: StationId::from_bytes([2; 16]),
            site: SiteId::from_bytes([3; 16]),
        };
        store.begin_chain(identity, &[4; 32].into()).unwrap();
        let source = store.backup_source(&folder.path().join("keys.json"));
        // SQLite's own limit stands for the disk's: the same error on the same path.
        let copied = source.copy(&folder.path().join("copy.db"), &mut |_, _| true, Some(10));
        assert!(matches!(copied, Err(BackupError::Full)), "{copied:?}");
        // And the key file cannot be copied where it is not there: nothing of the generation stays.
        let backups = folder.path().join("backups");
        std::fs::create_dir(&backups).unwrap();
        assert!(source.back_up(&backups, "one", 1, &mut |_, _| true).is_err());
        assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 0);
        assert_eq!(list_generations(&backups), []);
    }
}
