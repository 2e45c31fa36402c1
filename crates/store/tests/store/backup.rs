//! Backups of real encrypted files: beside recording, whole or not at all, and every flipped byte found.

use crate::support::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use store::backup::{BackupError, Generation, Kept, list_generations, remove_expired};
use store::{DatabaseKey, KeyFile, Store, Wrap};

const SECRET: &str = "correct horse";

/// A station with its key file, and an empty folder for backups.
fn station_and_folder(folder: &Path) -> (Store, PathBuf, PathBuf) {
    let mut store = station(folder, 1);
    store.append((0..200).map(|n| result(n, 1)).collect(), clock(1), 1).unwrap();
    let key = DatabaseKey::from_bytes([7; 32]);
    let wrap = |secret, random| Wrap::seal(&key, secret, [random; 40]).unwrap();
    let keys = KeyFile {
        version: 1,
        passphrase: wrap(SECRET, 1),
        recovery: wrap("ABCD-EFGH", 2),
        demo: false,
        keyring: None,
    };
    let path = folder.join("keys.json");
    keys.write(&path).unwrap();
    let backups = folder.join("backups");
    std::fs::create_dir(&backups).unwrap();
    (store, path, backups)
}

fn back_up(store: &Store, keys: &Path, to: &Path, at_ms: i64) -> Result<Generation, BackupError> {
    store.backup_source(keys).back_up(to, &format!("generation-{at_ms}"), at_ms, &mut |_, _| true)
}

/// The copy of a generation, opened.
fn opened(generation: &Generation) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    generation.copy_to(folder.path(), &mut || true).unwrap();
    let store = open(&folder.path().join("bank.db"));
    store.check_integrity().unwrap();
    (folder, store)
}

#[test]
fn a_backup_made_while_recording_goes_on_is_one_moment_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, keys, backups) = station_and_folder(folder.path());
    let subject = |n: u32| std::array::from_fn(|index| n.to_be_bytes()[index % 4]);
    store.append((1..8_000).map(|n| new(subject(n), result(1, n).record)).collect(), clock(2), 1).unwrap();
    let source = store.backup_source(&keys);
    let before = store.last_seq();
    let copying = AtomicBool::new(true);
    let steps = AtomicBool::new(false);
    let mut worst = std::time::Duration::ZERO;
    let generation = std::thread::scope(|scope| {
        let copy = scope.spawn(|| {
            let mut progress = |_, _| {
                steps.store(true, Ordering::SeqCst);
                true
            };
            let made = source.back_up(&backups, "generation", 5, &mut progress);
            copying.store(false, Ordering::SeqCst);
            made
        });
        let mut number = 0;
        while copying.load(Ordering::SeqCst) {
            if steps.load(Ordering::SeqCst) {
                number += 1;
            }
            let begun = begun();
            store.append(vec![result(1, 1)], clock(3), 1).unwrap();
            worst = worst.max(begun.elapsed());
        }
        assert!(number > 3, "{number} acts were recorded while pages were copied");
        copy.join().unwrap().unwrap()
    });
    println!("longest act while a backup was made: {worst:?}");
    let (_kept, copy) = opened(&generation);
    assert_eq!(copy.last_seq(), generation.manifest.seq);
    assert!(copy.last_seq() >= before && copy.last_seq() < store.last_seq());
    let report = copy.verify(&|_, _| false, &mut |_, _| true).unwrap();
    assert_eq!((report.entries, report.first_bad), (copy.last_seq(), None));
}

#[expect(clippy::disallowed_methods, reason = "a figure to look at; nothing is decided by it")]
fn begun() -> std::time::Instant {
    std::time::Instant::now()
}

#[test]
fn a_half_generation_is_never_offered() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keys, backups) = station_and_folder(folder.path());
    let good = back_up(&store, &keys, &backups, 1).unwrap();
    // Called off on the way: nothing of it stays.
    let source = store.backup_source(&keys);
    let stopped = source.back_up(&backups, "stopped", 2, &mut |_, _| false);
    assert!(matches!(stopped, Err(BackupError::CalledOff)));
    assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 1);
    // Cut by power: under its working name, without its manifest, with a database or a manifest that is too short.
    let copy = |name: &str| {
        let to = backups.join(name);
        std::fs::create_dir(&to).unwrap();
        for file in ["bank.db", "keys.json", "manifest.json"] {
            std::fs::copy(good.folder.join(file), to.join(file)).unwrap();
        }
        to
    };
    copy(".partial-cut");
    std::fs::remove_file(copy("no-manifest").join("manifest.json")).unwrap();
    std::fs::remove_file(copy("no-keys").join("keys.json")).unwrap();
    for (name, file) in [("short-database", "bank.db"), ("short-manifest", "manifest.json")] {
        let path = copy(name).join(file);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    }
    assert_eq!(list_generations(&backups), std::slice::from_ref(&good));
    assert!(matches!(Generation::open(&backups.join(".partial-cut")), Err(BackupError::NotOne(_))));
    assert!(matches!(Generation::open(&backups.join("no-manifest")), Err(BackupError::NotOne(_))));
    // What was left lying is no obstacle to the next one of that name.
    let next = source.back_up(&backups, "cut", 3, &mut |_, _| true).unwrap();
    assert_eq!(list_generations(&backups), [next, good]);
}

#[test]
fn a_flipped_byte_is_found_and_its_file_named() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keys, backups) = station_and_folder(folder.path());
    let good = back_up(&store, &keys, &backups, 1).unwrap();
    let mut dice = Dice::new(3);
    for file in ["bank.db", "keys.json", "manifest.json"] {
        let path = good.folder.join(file);
        let bytes = std::fs::read(&path).unwrap();
        for _ in 0..60 {
            let mut flipped = bytes.clone();
            flipped[dice.below(bytes.len())] ^= 1 << dice.below(8);
            std::fs::write(&path, &flipped).unwrap();
            let to = tempfile::tempdir().unwrap();
            let found = Generation::open(&good.folder).and_then(|one| one.copy_to(to.path(), &mut || true));
            match found {
                Err(BackupError::Damaged { generation, file: named }) => {
                    assert_eq!((generation.as_str(), named), ("generation-1", file));
                }
                other => panic!("{file}: {other:?}"),
            }
        }
        std::fs::write(&path, &bytes).unwrap();
    }
    good.check_files().unwrap();
}

#[test]
fn a_backup_opens_with_its_own_key_file_and_holds_no_name_in_clear() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, keys, backups) = station_and_folder(folder.path());
    store.append(vec![enrolled(1, "张惊蛰")], clock(1), 1).unwrap();
    let made = back_up(&store, &keys, &backups, 1).unwrap();
    for file in std::fs::read_dir(&made.folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for canary in ["张惊蛰", SECRET, "ABCD-EFGH", "SQLite format"] {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
        }
    }
    let keys = KeyFile::read(&made.keys()).unwrap().unwrap();
    assert!(keys.open("wrong").is_err());
    let to = tempfile::tempdir().unwrap();
    made.copy_to(to.path(), &mut || true).unwrap();
    let copy = Store::open(&to.path().join("bank.db"), &keys.open(SECRET).unwrap()).unwrap();
    let donation = domain::DonationId::from_bytes([1; 16]);
    assert_eq!(copy.find_personal(donation).unwrap().unwrap().name, "张惊蛰");
}

#[test]
fn a_copy_that_is_called_off_stops_wherever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keys, backups) = station_and_folder(folder.path());
    let made = back_up(&store, &keys, &backups, 1).unwrap();
    let copied = |looks_max: usize| {
        let (to, mut looks) = (tempfile::tempdir().unwrap(), 0);
        let mut go_on = || {
            looks += 1;
            looks <= looks_max
        };
        let copied = made.copy_to(to.path(), &mut go_on);
        (copied, looks)
    };
    let (whole, looks) = copied(usize::MAX);
    whole.unwrap();
    assert!(looks > 6, "asked within each file: {looks}");
    for looks_max in 0..looks {
        let (stopped, _) = copied(looks_max);
        assert!(matches!(stopped, Err(BackupError::CalledOff)), "after {looks_max}: {stopped:?}");
    }
    copied(looks).0.unwrap();
}

#[test]
fn a_folder_that_cannot_be_used_is_refused_by_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keys, backups) = station_and_folder(folder.path());
    let made = back_up(&store, &keys, &backups.join("none"), 1);
    assert!(matches!(made, Err(BackupError::NoFolder(_))), "{made:?}");
    // A file is no folder; a folder of the kernel takes no files, whoever asks.
    assert!(matches!(back_up(&store, &keys, &keys, 1), Err(BackupError::NoFolder(_))));
    let made = back_up(&store, &keys, Path::new("/proc/self"), 1);
    assert!(matches!(made, Err(BackupError::NotWritable(_))), "{made:?}");
}

#[test]
fn expired_generations_go_and_those_of_other_stations_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keys, backups) = station_and_folder(folder.path());
    let hour = 3_600_000;
    let made: Vec<Generation> =
        (1..=4).map(|at| back_up(&store, &keys, &backups, at * hour).unwrap()).collect();
    remove_expired(&backups, "another", Kept { hourly: 1, daily: 1, weekly: 1 });
    assert_eq!(list_generations(&backups).len(), 4);
    remove_expired(&backups, &made[0].manifest.station, Kept { hourly: 2, daily: 1, weekly: 1 });
    let left: Vec<i64> = list_generations(&backups).iter().map(|one| one.manifest.at_ms / hour).collect();
    assert_eq!(left, [4, 3]);
    assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 2);
}

#[test]
fn a_former_chain_is_verified_by_its_own_key_to_where_the_continuation_says_it_stood() {
    use domain::record::StationContinued;
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(folder.path(), 1);
    store.append((0..20).map(|n| result(n, 1)).collect(), clock(1), 1).unwrap();
    let digest = store.projection_digest().unwrap();
    let ended = store.end_chain(&["acknowledged"]).unwrap();
    assert_eq!((ended.seq, store.identity()), (20, None));
    let next = store::ledger::StationId::from_bytes([2; 16]);
    store.begin_chain(store::Identity { station: next, ..ended.identity }, &[2; 32].into()).unwrap();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let continued = |seq| StationContinued {
        station: domain::StationId::from_bytes([2; 16]),
        former: domain::StationId::from_bytes([1; 16]),
        former_key: hex(ended.key.public().bytes()),
        seq,
        hash: ended.hash.to_string(),
        backup_ms: 1,
        signature: hex(&[0; 64]),
    };
    store.append(vec![new([2; 16], domain::Record::StationContinued(continued(20)))], clock(2), 1).unwrap();
    assert_eq!(store.projection_digest().unwrap(), digest, "a continuation changes no projection");
    let report = store.verify(&|_, _| false, &mut |_, _| true).unwrap();
    assert_eq!((report.entries, report.checkpoints, report.first_bad), (21, 2, None));
    assert_eq!(store.continued_chains().unwrap().len(), 1);
    let (page, checkpoints) = store.chain_page(ended.identity.station, 0, 500).unwrap();
    assert_eq!((page.len(), checkpoints.len()), (20, 1));

    // Another file, whose continuation names more than there is: the end of the former chain is missing.
    let mut shorter = station(folder.path(), 3);
    shorter.append((0..20).map(|n| result(n, 1)).collect(), clock(1), 1).unwrap();
    let ended = shorter.end_chain(&[]).unwrap();
    shorter.begin_chain(store::Identity { station: next, ..ended.identity }, &[2; 32].into()).unwrap();
    let mut longer = continued(21);
    longer.former = domain::StationId::from_bytes([3; 16]);
    longer.former_key = hex(ended.key.public().bytes());
    shorter.append(vec![new([2; 16], domain::Record::StationContinued(longer))], clock(2), 1).unwrap();
    let report = shorter.verify(&|_, _| false, &mut |_, _| true).unwrap();
    assert_eq!(report.first_bad.as_ref().map(|finding| finding.seq), Some(21), "{report:?}");
}
