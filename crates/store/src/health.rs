//! Whether the file is still there and its end is whole.

use crate::open::Chain;
use crate::{Store, StoreError};
use ledger::{Finding, Verifier};
use std::path::{Path, PathBuf};

/// Entries at the end of the own chain that [`Store::check_end`] looks at, about.
const END_ENTRIES: u64 = 500;

/// Steps of the database between two looks whether it is to stop: well below a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 1_000;

/// Which file on which disk was opened. A file that was replaced or whose disk is gone takes no more records: SQLite would
/// go on writing into what no path leads to any more.
#[derive(Debug, Clone)]
pub(crate) struct OpenedFile {
    path: PathBuf,
    number: FileNumber,
}

type FileNumber = Option<(u64, u64)>;

#[cfg(unix)]
fn number(path: &Path) -> FileNumber {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn number(path: &Path) -> FileNumber {
    std::fs::metadata(path).ok().map(|_| (0, 0))
}

impl OpenedFile {
    pub(crate) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), number: number(path) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// # Errors
    /// [`StoreError::Vanished`].
    pub(crate) fn require(&self) -> Result<(), StoreError> {
        // A file system of a test may have no numbers to compare.
        if self.number.is_none() || number(&self.path) == self.number {
            Ok(())
        } else {
            Err(StoreError::Vanished)
        }
    }
}

impl Store {
    /// Verifies the end of the own chain against its last checkpoint, in constant time whatever the file's size: what a
    /// crash or a failing disk is likeliest to have touched. Answers the first bad entry.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn check_end(&self) -> Result<Option<Finding>, StoreError> {
        let Some(Chain { head, key }) = self.chain.as_ref() else { return Ok(None) };
        let after = head.seq.saturating_sub(END_ENTRIES);
        let begin = match after {
            0 => ledger::Hash::ZERO,
            _ => self.hash_of(head.station, after)?,
        };
        let mut verifier = Verifier::resume(head.bank, head.station, key.public(), after, begin);
        let limit = u32::try_from(END_ENTRIES).unwrap_or(u32::MAX);
        let (entries, checkpoints) = self.own_page(after, limit)?;
        let mut checkpoints = checkpoints.iter().peekable();
        let mut seq = after;
        for entry in &entries {
            if let Err(finding) = verifier.entry(entry) {
                return Ok(Some(finding));
            }
            seq += 1;
            while let Some(checkpoint) = checkpoints.next_if(|checkpoint| checkpoint.seq == seq) {
                if let Err(finding) = verifier.checkpoint(checkpoint) {
                    return Ok(Some(finding));
                }
            }
        }
        if seq < head.seq {
            return Ok(Some(Finding { station: head.station, seq: seq + 1, fault: ledger::Fault::Unsigned }));
        }
        Ok(verifier.finish().err())
    }

    /// Reads every page of the file: its authentication code, then its structure. Takes time by the file's size.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with what was found first, and every fault of the file.
    pub fn check_pages(&self) -> Result<(), StoreError> {
        let found: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found == "ok" { Ok(()) } else { Err(StoreError::Damaged(found)) }
    }

    /// Calls off whatever this connection reads or writes at length, now or later, as soon as that is said: it fails as
    /// [`StoreError::Interrupted`].
    ///
    /// # Errors
    /// A fault of the connection.
    pub fn stop_when(&mut self, stop: impl FnMut() -> bool + Send + 'static) -> Result<(), StoreError> {
        Ok(self.connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(stop))?)
    }

    fn hash_of(&self, station: ledger::StationId, seq: u64) -> Result<ledger::Hash, StoreError> {
        let hash = self.connection.query_row(
            "SELECT hash FROM entry WHERE station = ?1 AND seq = ?2",
            (station.bytes(), seq),
            |row| row.get(0),
        )?;
        Ok(ledger::Hash::from_bytes(hash))
    }
}
