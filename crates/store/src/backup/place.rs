//! The folder that generations are written to.

use super::BackupError;
use std::path::Path;

/// What is known of a folder that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Free bytes on its disk; none where the system does not say.
    pub free_bytes: Option<u64>,
    /// It lies on the disk that holds the station's data, and is lost with it.
    pub same_device: bool,
}

/// Looks whether generations can be written to a folder.
///
/// # Errors
/// [`BackupError::NoFolder`], [`BackupError::NotWritable`].
pub fn check_place(folder: &Path, data: &Path) -> Result<Place, BackupError> {
    if !folder.is_dir() {
        return Err(BackupError::NoFolder(folder.display().to_string()));
    }
    // The permission bits alone do not tell: a disk may be mounted read-only.
    let probe = folder.join(".probe");
    let written = std::fs::write(&probe, b"cordkeep").and_then(|()| std::fs::remove_file(&probe));
    if let Err(error) = written {
        let full = error.kind() == std::io::ErrorKind::StorageFull;
        return Err(if full {
            BackupError::Full
        } else {
            BackupError::NotWritable(folder.display().to_string())
        });
    }
    Ok(Place { free_bytes: free_bytes(folder), same_device: same_device(folder, data) })
}

#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

#[cfg(unix)]
fn same_device(folder: &Path, data: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| std::fs::metadata(path).map(|meta| meta.dev()).ok();
    device(folder) == device(data)
}

#[cfg(not(unix))]
fn same_device(folder: &Path, data: &Path) -> bool {
    let root = |path: &Path| {
        path.canonicalize().ok().and_then(|path| path.components().next().map(|c| c.as_os_str().to_owned()))
    };
    root(folder) == root(data)
}
