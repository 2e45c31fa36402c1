//! The store on a disk that fails: the process dies within a write, the power goes, a synchronisation fails. Whatever
//! was acknowledged is there afterwards, an act is there whole or not at all, and projections equal a rebuild.
//! `CORDKEEP_POWER_ROUNDS` says how many rounds, `CORDKEEP_POWER_SEED` where they begin; a failing round names the seed
//! that brings it again.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod disk;
#[path = "../store/support.rs"]
#[allow(dead_code, reason = "shared with the tests on real files")]
mod support;
mod vfs;

use disk::{Disk, Fault};
use std::path::Path;
use store::{DatabaseKey, Identity, NewRecord, Store, StoreError};
use support::{clock, collected, enrolled, result, stored};

/// Rounds on one disk, so that files grow and checkpoints come.
const ROUNDS_PER_DISK: u64 = 20;
const FILE: &str = "/power/bank.db";

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn open() -> Result<Store, StoreError> {
    Store::open(Path::new(FILE), &DatabaseKey::from_bytes([7; 32]))
}

fn dice(below: u32) -> u32 {
    vfs::with(|disk| disk.below(below))
}

fn records() -> Vec<NewRecord> {
    let record = |_| {
        let unit = u8::try_from(dice(200)).unwrap();
        match dice(4) {
            0 => enrolled(unit, "王五"),
            1 => collected(unit, &format!("A999926{unit:06}")),
            2 => stored(unit, &format!("T01-R01-S{unit:03}")),
            _ => result(unit, 100 + dice(100)),
        }
    };
    (0..=dice(4)).map(record).collect()
}

/// What an act may leave: all acknowledged, and of the act under way all or nothing.
#[derive(Default)]
struct Expected {
    acknowledged: u64,
    under_way: u64,
}

/// Works until the disk is dead or enough was done.
fn work(expected: &mut Expected) {
    let Ok(mut store) = open() else { return };
    for at_ms in 0..40 {
        let records = records();
        let count = u64::try_from(records.len()).unwrap();
        match store.append(records, clock(at_ms), 1) {
            Ok(appended) => *expected = Expected { acknowledged: appended.seq, under_way: 0 },
            Err(_) => expected.under_way = count,
        }
        if vfs::with(|disk| disk.is_dead()) {
            return;
        }
    }
}

fn check(expected: &Expected, seed: u64) -> u64 {
    let mut store =
        open().unwrap_or_else(|error| panic!("CORDKEEP_POWER_SEED={seed}: it does not open: {error}"));
    let last = store.last_seq();
    let whole = [expected.acknowledged, expected.acknowledged + expected.under_way];
    assert!(whole.contains(&last), "CORDKEEP_POWER_SEED={seed}: {last} entries, but {whole:?} were to be");
    let report = store.verify(&|_, _| false, &mut |_, _| true).unwrap();
    assert_eq!((report.entries, report.first_bad), (last, None), "CORDKEEP_POWER_SEED={seed}");
    let before = store.projection_digest().unwrap();
    store.rebuild().unwrap();
    assert_eq!(store.projection_digest().unwrap(), before, "CORDKEEP_POWER_SEED={seed}: a rebuild differs");
    last
}

fn begin() {
    let identity = Identity {
        bank: store::ledger::BankId::from_bytes(support::BANK),
        station: store::ledger::StationId::from_bytes([1; 16]),
        site: store::ledger::SiteId::from_bytes([2; 16]),
    };
    open().unwrap().begin_chain(identity, &[3; 32].into()).unwrap();
}

#[test]
fn no_failure_of_the_disk_loses_what_was_acknowledged() {
    vfs::register();
    let first = number("CORDKEEP_POWER_SEED", 1);
    let mut expected = Expected::default();
    let (mut faults, mut disk_seed) = ([0_u32; 3], first);
    for seed in first..first + number("CORDKEEP_POWER_ROUNDS", 200) {
        if (seed - first).is_multiple_of(ROUNDS_PER_DISK) {
            disk_seed = seed;
            vfs::insert(Disk::new(seed));
            begin();
            expected = Expected::default();
        }
        let fault = [Fault::Kill, Fault::PowerCut, Fault::SyncFails][usize::try_from(dice(3)).unwrap()];
        let after = dice(400);
        vfs::with(|disk| disk.arm(fault, after));
        work(&mut expected);
        if fault == Fault::SyncFails {
            // What a failed synchronisation left out is lost only when the power goes.
            let after = dice(100);
            vfs::with(|disk| disk.arm(Fault::PowerCut, after));
            work(&mut expected);
        }
        faults[fault as usize] += u32::from(vfs::with(|disk| disk.is_dead()));
        vfs::with(Disk::restart);
        let last = check(&expected, disk_seed);
        expected = Expected { acknowledged: last, under_way: 0 };
    }
    assert!(faults.iter().all(|count| *count > 0), "{faults:?}");
}
