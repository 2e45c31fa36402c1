//! One window per data folder: the ledger has one writer.

use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

use crate::message::StartError;

/// Held as long as the window lives; the operating system lets go of it however the process ends.
#[derive(Debug)]
pub struct Instance {
    _file: File,
}

/// Takes the data folder, creating it where it is missing.
pub fn lock(data_dir: &Path) -> Result<Instance, StartError> {
    fs::create_dir_all(data_dir)
        .map_err(|source| StartError::DataDir { path: data_dir.to_owned(), source })?;
    let path = data_dir.join("window.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| StartError::DataDir { path: path.clone(), source })?;
    match file.try_lock() {
        Ok(()) => Ok(Instance { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse(data_dir.to_owned())),
        Err(TryLockError::Error(source)) => Err(StartError::DataDir { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_window_is_refused_until_the_first_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let data_dir = dir.path().join("station");
        let first = lock(&data_dir).unwrap();
        assert!(matches!(lock(&data_dir), Err(StartError::InUse(path)) if path == data_dir));
        drop(first);
        lock(&data_dir).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let data_dir = file.path().join("station");
        assert!(matches!(lock(&data_dir), Err(StartError::DataDir { path, .. }) if path == data_dir));
    }
}
