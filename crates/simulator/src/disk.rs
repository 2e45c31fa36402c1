//! A station's files as they lie on its disk, and what is left of them where the power goes.

use crate::dice::Dice;
use std::path::{Path, PathBuf};

/// What a device writes whole or not at all, bytes.
const SECTOR: usize = 512;

/// A database file and its write-ahead log at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    database: Vec<u8>,
    log: Vec<u8>,
}

fn log_of(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}-wal", path.display()))
}

impl Image {
    /// Reads both; there may be no log.
    ///
    /// # Errors
    /// A fault of the file system.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let log = log_of(path);
        let log = if log.exists() { std::fs::read(log)? } else { Vec::new() };
        Ok(Self { database: std::fs::read(path)?, log })
    }

    /// Puts both in place. Nobody has the file open.
    ///
    /// # Errors
    /// A fault of the file system.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        std::fs::write(path, &self.database)?;
        std::fs::write(log_of(path), &self.log)
    }

    /// What is left where the power went while `self` was written over `before`: of what the log grew by, each sector is there
    /// or not. Where the database itself was written, the log had reached the disk before.
    #[must_use]
    pub fn torn(self, before: &Self, dice: &mut Dice) -> Self {
        if self.database != before.database {
            return self;
        }
        // As often all or nothing as torn: a cut seldom hits the very write.
        let whole = [Some(true), Some(false), None, None].get(dice.index(4)).copied().flatten();
        let mut log = before.log.clone();
        for (number, sector) in self.log.chunks(SECTOR).enumerate() {
            let at = number * SECTOR;
            // Drawn for each, whatever it holds: no two runs encrypt alike.
            let survives = whole.unwrap_or_else(|| dice.chance(50));
            if !survives || before.log.get(at..at + sector.len()) == Some(sector) {
                continue;
            }
            log.resize(log.len().max(at + sector.len()), 0);
            if let Some(place) = log.get_mut(at..at + sector.len()) {
                place.copy_from_slice(sector);
            }
        }
        Self { log, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_log_has_each_sector_as_it_was_or_as_it_became() {
        let image = |database: u8, log: Vec<u8>| Image { database: vec![database], log };
        let (old, new) = (image(1, vec![1; 700]), image(1, vec![2; 2_000]));
        let (mut seen, mut dice) = ([false; 3], Dice::new(1));
        for _ in 0..100 {
            let torn = new.clone().torn(&old, &mut dice);
            let kinds = torn.log.chunks(SECTOR).enumerate().all(|(number, sector)| {
                let was = old.log.get(number * SECTOR).copied().unwrap_or(0);
                sector.iter().all(|byte| [0, was, 2].contains(byte))
            });
            assert!(kinds && torn.log.len() >= old.log.len());
            seen[0] |= torn == new;
            seen[1] |= torn == old;
            seen[2] |= torn != new && torn != old;
        }
        assert_eq!(seen, [true; 3], "all, nothing, and something of it");
        let checkpointed = image(2, vec![2; 2_000]);
        assert_eq!(checkpointed.clone().torn(&old, &mut dice), checkpointed);
    }
}
