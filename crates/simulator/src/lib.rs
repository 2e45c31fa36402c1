//! The deterministic simulator of synchronisation: several stations and a centre, each the code of the product, under a clock,
//! a network and a chance that one seed decides. `docs/simulation.md` says what is real in it and what is not.
//!
//! Invariants: one thread for a run; nothing reads a clock or draws a random number but from the seed; what must hold is
//! worked out from the entries, not by the code that is under test.
//!
//! Deliberately not here: HTTP, TLS, the signatures of requests, PostgreSQL, a disk that answers with errors (`store`'s own tests
//! have it).

mod acts;
pub mod centre;
mod dice;
mod disk;
mod fault;
pub mod invariants;
pub mod memory;
pub mod schedule;
pub mod shorten;
pub mod station;
pub mod world;

pub use fault::Fault;
pub use schedule::Schedule;
pub use world::{Summary, World};

use station::Blank;
use std::path::PathBuf;
use tempfile::TempDir;

/// Where runs keep their files, and what they begin with.
pub struct Bench {
    folder: TempDir,
    blank: Blank,
}

impl Bench {
    /// A folder in memory where the machine has one, else among temporary files.
    ///
    /// # Errors
    /// A fault of the file system.
    pub fn make() -> Result<Self, Fault> {
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory)? } else { TempDir::new()? };
        let blank = Blank::make(folder.path())?;
        Ok(Self { folder, blank })
    }

    /// Runs a schedule. `trace` is told everything that happens.
    ///
    /// # Errors
    /// The first violation.
    pub fn run(&self, schedule: &Schedule, trace: Option<fn(&str)>) -> Result<Summary, Fault> {
        let folder = TempDir::new_in(self.folder.path())?;
        let mut world = World::begin(schedule, folder.path(), &self.blank, trace)?;
        world.run(schedule)
    }
}

#[cfg(test)]
mod tests;
