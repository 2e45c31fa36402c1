//! A disk in memory that fails as real ones do. It knows what has reached the platter and what only the cache holds.
//!
//! Simplified: creating and deleting a file is durable at once.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use std::collections::BTreeMap;

/// What a device writes whole or not at all, bytes.
const SECTOR: usize = 512;

/// How the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The process dies within a write: its beginning is in the cache, and the cache survives.
    Kill,
    /// The power goes: of what was not synchronised, any sector may be there or not, in any order.
    PowerCut,
    /// A synchronisation fails, and what it should have written never will be; the process goes on.
    SyncFails,
}

/// The disk does not answer, or says that it could not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate(usize),
}

#[derive(Debug, Default)]
struct File {
    platter: Vec<u8>,
    cache: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Debug)]
pub struct Disk {
    files: BTreeMap<String, File>,
    dice: ChaCha20Rng,
    /// The fault and after how many changes it comes.
    armed: Option<(Fault, u32)>,
    dead: Option<Fault>,
}

impl Disk {
    pub fn new(seed: u64) -> Self {
        Self { files: BTreeMap::new(), dice: ChaCha20Rng::seed_from_u64(seed), armed: None, dead: None }
    }

    pub fn below(&mut self, below: u32) -> u32 {
        self.dice.next_u32() % below
    }

    pub fn arm(&mut self, fault: Fault, after: u32) {
        self.armed = Some((fault, after));
    }

    pub fn is_dead(&self) -> bool {
        self.dead.is_some()
    }

    /// The machine comes up again: what a file holds then.
    pub fn restart(&mut self) {
        let power_cut = self.dead == Some(Fault::PowerCut);
        let Self { files, dice, .. } = self;
        for file in files.values_mut() {
            if power_cut {
                for change in std::mem::take(&mut file.pending) {
                    survive(&mut file.platter, &change, dice);
                }
                file.cache.clone_from(&file.platter);
            } else {
                // What the cache holds will be written in time; a failed synchronisation is noticed only by a power cut.
                file.platter.clone_from(&file.cache);
                file.pending.clear();
            }
        }
        (self.armed, self.dead) = (None, None);
    }

    /// One more change; answers the fault if it comes now.
    fn count(&mut self, sync: bool) -> Result<Option<Fault>, Failed> {
        if self.dead.is_some() {
            return Err(Failed);
        }
        let Some((fault, after)) = &mut self.armed else { return Ok(None) };
        if *after > 0 {
            *after -= 1;
            return Ok(None);
        }
        if *fault == Fault::SyncFails && !sync {
            return Ok(None);
        }
        let fault = *fault;
        self.armed = None;
        if fault != Fault::SyncFails {
            self.dead = Some(fault);
        }
        Ok(Some(fault))
    }

    pub fn exists(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    pub fn create(&mut self, name: &str) -> Result<(), Failed> {
        if self.dead.is_some() {
            return Err(Failed);
        }
        self.files.entry(name.to_owned()).or_default();
        Ok(())
    }

    pub fn delete(&mut self, name: &str) -> Result<(), Failed> {
        if self.count(false)?.is_some() {
            return Err(Failed);
        }
        self.files.remove(name);
        Ok(())
    }

    pub fn len(&self, name: &str) -> usize {
        self.files.get(name).map_or(0, |file| file.cache.len())
    }

    /// Fills `out` from the file, with noughts beyond its end; answers how many bytes there were.
    pub fn read(&self, name: &str, at: usize, out: &mut [u8]) -> Result<usize, Failed> {
        if self.dead.is_some() {
            return Err(Failed);
        }
        let all = self.files.get(name).map_or(&[][..], |file| &file.cache);
        let there = all.len().saturating_sub(at).min(out.len());
        out.fill(0);
        if there > 0 {
            out[..there].copy_from_slice(&all[at..at + there]);
        }
        Ok(there)
    }

    pub fn write(&mut self, name: &str, at: usize, bytes: &[u8]) -> Result<(), Failed> {
        let fault = self.count(false)?;
        let torn = usize::try_from(self.below(u32::try_from(bytes.len()).unwrap() + 1)).unwrap();
        let bytes = if fault.is_some() { &bytes[..torn] } else { bytes };
        self.change(name, Change::Write { at, bytes: bytes.to_vec() });
        if fault.is_some() { Err(Failed) } else { Ok(()) }
    }

    pub fn truncate(&mut self, name: &str, len: usize) -> Result<(), Failed> {
        if self.count(false)?.is_some() {
            return Err(Failed);
        }
        self.change(name, Change::Truncate(len));
        Ok(())
    }

    pub fn sync(&mut self, name: &str) -> Result<(), Failed> {
        let fault = self.count(true)?;
        let Some(file) = self.files.get_mut(name) else { return Ok(()) };
        match fault {
            None => {
                for change in std::mem::take(&mut file.pending) {
                    apply(&mut file.platter, &change);
                }
                Ok(())
            }
            Some(Fault::SyncFails) => {
                file.pending.clear();
                Err(Failed)
            }
            Some(_) => Err(Failed),
        }
    }

    fn change(&mut self, name: &str, change: Change) {
        if let Some(file) = self.files.get_mut(name) {
            apply(&mut file.cache, &change);
            file.pending.push(change);
        }
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Truncate(len) => bytes.resize(*len, 0),
        Change::Write { at, bytes: new } => {
            let end = at + new.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[*at..end].copy_from_slice(new);
        }
    }
}

/// Each sector of a change is there or not.
fn survive(platter: &mut Vec<u8>, change: &Change, dice: &mut ChaCha20Rng) {
    match change {
        Change::Truncate(_) => {
            if dice.next_u32().is_multiple_of(2) {
                apply(platter, change);
            }
        }
        Change::Write { at, bytes } => {
            // As often all or nothing as torn: a cut seldom hits the very write.
            let whole = [Some(true), Some(false), None, None][usize::try_from(dice.next_u32() % 4).unwrap()];
            let mut done = 0;
            while done < bytes.len() {
                let sector_end = SECTOR - (at + done) % SECTOR;
                let length = sector_end.min(bytes.len() - done);
                if whole.unwrap_or_else(|| dice.next_u32().is_multiple_of(2)) {
                    let piece = bytes[done..done + length].to_vec();
                    apply(platter, &Change::Write { at: at + done, bytes: piece });
                }
                done += length;
            }
        }
    }
}
