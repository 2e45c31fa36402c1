//! Jobs as files: written beside their place, forced to disk, then named, so that no one ever sees half a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{JobName, PrintReceipt};
use crate::error::PrinterError;

/// How many jobs of one name a folder takes.
const COPIES_MAX: u32 = 10_000;

pub(super) fn save(folder: &Path, name: &JobName, bytes: &[u8]) -> Result<PrintReceipt, PrinterError> {
    let refused = |path: &Path| {
        let path = path.to_path_buf();
        |source| PrinterError::Folder { path, source }
    };
    let (temporary, mut file) = create(folder, name).map_err(refused(folder))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let named = written.and_then(|()| give_name(folder, name, &temporary));
    // The temporary name goes in either case: on success the file has its own.
    let removed = match fs::remove_file(&temporary) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    let path = named.map_err(refused(folder))?;
    removed.and_then(|()| sync_folder(folder)).map_err(refused(folder))?;
    Ok(PrintReceipt::Saved { path })
}

fn create(folder: &Path, name: &JobName) -> io::Result<(PathBuf, File)> {
    let mut tried = Err(io::ErrorKind::AlreadyExists.into());
    for attempt in 0..COPIES_MAX {
        let path = folder.join(format!(".{}.{}-{attempt}.part", name.as_str(), std::process::id()));
        tried = OpenOptions::new().write(true).create_new(true).open(&path).map(|file| (path, file));
        if !matches!(&tried, Err(e) if e.kind() == io::ErrorKind::AlreadyExists) {
            break;
        }
    }
    tried
}

/// Links the file to the first free name; a link, unlike a rename, never replaces a file that is there.
fn give_name(folder: &Path, name: &JobName, temporary: &Path) -> io::Result<PathBuf> {
    let (stem, ending) = match name.as_str().rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (name.as_str(), String::new()),
    };
    for n in 1..=COPIES_MAX {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{stem}{number}{ending}"));
        match fs::hard_link(temporary, &path) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            // File systems without links, such as those of USB sticks.
            Err(_) if !path.exists() => return fs::rename(temporary, &path).map(|()| path),
            Err(e) => return Err(e),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
