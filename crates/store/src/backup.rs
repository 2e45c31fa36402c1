//! Generations: whole copies of the encrypted file, each in a folder of its own with the wrapped keys and a manifest.
//!
//! A generation is written under another name and renamed once all of it is on the disk, so that a half one is never
//! taken for one; what is offered has a manifest that is whole and a database of the size that it names.
//! [`Generation::check_files`] reads every byte. The database stays under its own key, so nothing personal stands in
//! clear here either.
//!
//! Not here: when a backup is due, and who a restored station becomes (`app`).

mod copy;
mod manifest;
mod place;
mod retention;

pub use copy::Source;
pub use manifest::Manifest;
pub use place::{Place, check_place};
pub use retention::{KEPT, Kept, expired};

use crate::StoreError;
use std::io::Read as _;
use std::path::{Path, PathBuf};

pub(crate) const DATABASE: &str = "bank.db";
pub(crate) const KEYS: &str = "keys.json";
pub(crate) const MANIFEST: &str = "manifest.json";
/// Begins the name of a generation that is still being written.
const PARTIAL: &str = ".partial-";
/// So much is copied before it is asked again whether to go on.
const PIECE_BYTES: u64 = 1 << 20;

/// Why there is no backup, or why one cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder for backups is not there.
    #[error("the folder {0} is not there")]
    NoFolder(String),
    /// The folder for backups cannot be written.
    #[error("the folder {0} cannot be written")]
    NotWritable(String),
    /// The disk has less room than a generation needs.
    #[error("a backup needs {needed_mib} MiB; {free_mib} MiB are free")]
    NoSpace {
        /// What a generation needs.
        needed_mib: u64,
        /// What there is.
        free_mib: u64,
    },
    /// The disk became full on the way.
    #[error("the disk of the backups is full")]
    Full,
    /// A file of a generation is not what was written.
    #[error("backup {generation}: {file} is damaged")]
    Damaged {
        /// The generation's name.
        generation: String,
        /// The file's name.
        file: &'static str,
    },
    /// Not the folder of a whole generation.
    #[error("{0} is not a backup")]
    NotOne(String),
    /// The copy was called off.
    #[error("called off")]
    CalledOff,
    /// A fault of the station's own file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    /// Every code of its own.
    pub const CODES: &'static [&'static str] = &[
        "backup.no_folder",
        "backup.not_writable",
        "backup.no_space",
        "backup.full",
        "backup.damaged",
        "backup.not_one",
        "backup.called_off",
    ];

    /// The dotted code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoFolder(_) => "backup.no_folder",
            Self::NotWritable(_) => "backup.not_writable",
            Self::NoSpace { .. } => "backup.no_space",
            Self::Full => "backup.full",
            Self::Damaged { .. } => "backup.damaged",
            Self::NotOne(_) => "backup.not_one",
            Self::CalledOff => "backup.called_off",
            Self::Store(error) => error.code(),
        }
    }

    /// Values for the text.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoFolder(folder) | Self::NotWritable(folder) | Self::NotOne(folder) => {
                vec![("folder", folder.clone())]
            }
            Self::NoSpace { needed_mib, free_mib } => {
                vec![("needed", needed_mib.to_string()), ("free", free_mib.to_string())]
            }
            Self::Damaged { generation, file } => {
                vec![("generation", generation.clone()), ("file", (*file).to_owned())]
            }
            Self::Full | Self::CalledOff => Vec::new(),
            Self::Store(error) => error.params(),
        }
    }

    /// A fault of writing into `folder`.
    pub(crate) fn writing(error: StoreError, folder: &Path) -> Self {
        match error {
            StoreError::DiskFull => Self::Full,
            StoreError::ReadOnly => Self::NotWritable(folder.display().to_string()),
            other => Self::Store(other),
        }
    }
}

/// Whether to go on with what takes time by the file's size.
pub type GoOn<'a> = &'a mut dyn FnMut() -> bool;

/// Copies a file piece by piece; false where that was called off.
fn copy_while(from: &Path, to: &Path, go_on: GoOn<'_>) -> std::io::Result<bool> {
    let (mut from, mut to) = (std::fs::File::open(from)?, std::fs::File::create(to)?);
    while go_on() {
        if std::io::copy(&mut (&mut from).take(PIECE_BYTES), &mut to)? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A whole backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Its folder's name: the moment it was begun.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

impl Generation {
    /// Reads a generation's manifest. Says nothing yet of the other files' bytes.
    ///
    /// # Errors
    /// [`BackupError::NotOne`] where there is no manifest, [`BackupError::Damaged`] where it is not what was written.
    pub fn open(folder: &Path) -> Result<Self, BackupError> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let manifest = match std::fs::read(folder.join(MANIFEST)) {
            Ok(bytes) if !name.starts_with(PARTIAL) => Manifest::from_bytes(&bytes),
            _ => return Err(BackupError::NotOne(folder.display().to_string())),
        };
        match manifest {
            Some(manifest) => Ok(Self { name, folder: folder.to_owned(), manifest }),
            None => Err(BackupError::Damaged { generation: name, file: MANIFEST }),
        }
    }

    /// The encrypted database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// The wrapped keys.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.folder.join(KEYS)
    }

    /// Bytes of the whole generation.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.manifest.database_bytes
    }

    fn is_whole(&self) -> bool {
        let length = std::fs::metadata(self.database()).map(|meta| meta.len()).ok();
        length == Some(self.manifest.database_bytes) && self.keys().is_file()
    }

    /// Reads every byte and compares it with the manifest.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] names the file.
    pub fn check_files(&self) -> Result<(), BackupError> {
        self.check_files_while(&mut || true)
    }

    fn check_files_while(&self, go_on: GoOn<'_>) -> Result<(), BackupError> {
        let damaged = |file| BackupError::Damaged { generation: self.name.clone(), file };
        for (file, digest) in [(KEYS, &self.manifest.keys_digest), (DATABASE, &self.manifest.database_digest)]
        {
            match manifest::digest_while(&self.folder.join(file), go_on) {
                Ok(None) => return Err(BackupError::CalledOff),
                Ok(Some((_, found))) if found == *digest => {}
                _ => return Err(damaged(file)),
            }
        }
        Ok(())
    }

    /// Copies the files to another folder and checks the copies, as long as `go_on` says so.
    ///
    /// # Errors
    /// [`BackupError::Damaged`]; [`BackupError::CalledOff`]; a fault of the disk.
    pub fn copy_to(&self, folder: &Path, go_on: GoOn<'_>) -> Result<(), BackupError> {
        let failed = |error: std::io::Error| BackupError::writing(error.into(), folder);
        self.check_files_while(go_on)?;
        for file in [KEYS, DATABASE] {
            let to = folder.join(file);
            if !copy_while(&self.folder.join(file), &to, go_on).map_err(failed)? {
                return Err(BackupError::CalledOff);
            }
            std::fs::File::open(&to).and_then(|file| file.sync_all()).map_err(failed)?;
        }
        let copy = Self { folder: folder.to_owned(), ..self.clone() };
        copy.check_files_while(go_on)
    }
}

/// The whole generations in a folder, the newest first. What is half written, or damaged where it says what it is, is
/// not among them.
#[must_use]
pub fn list_generations(folder: &Path) -> Vec<Generation> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Generation> = entries
        .filter_map(|entry| Generation::open(&entry.ok()?.path()).ok())
        .filter(Generation::is_whole)
        .collect();
    found.sort_by(|a, b| (b.manifest.at_ms, &b.name).cmp(&(a.manifest.at_ms, &a.name)));
    found
}

/// Removes those generations of a station that [`expired`] names, and whatever a copy that was cut left behind.
/// Generations of other stations stay.
pub fn remove_expired(folder: &Path, station: &str, kept: Kept) {
    let own: Vec<Generation> =
        list_generations(folder).into_iter().filter(|one| one.manifest.station == station).collect();
    let times: Vec<i64> = own.iter().map(|one| one.manifest.at_ms).collect();
    let expired = expired(&times, kept);
    for generation in own.iter().filter(|one| expired.contains(&one.manifest.at_ms)) {
        // Renamed first, so that a removal that is cut leaves no half generation.
        let doomed = folder.join(format!("{PARTIAL}{}", generation.name));
        if std::fs::rename(&generation.folder, &doomed).is_ok() {
            let _ = std::fs::remove_dir_all(&doomed);
        }
    }
}
