//! The file: encryption, durability of a refused commit, verification, personal parts.

use crate::support::*;
use std::path::Path;
use store::{DatabaseKey, KeyFile, Store, StoreError, Wrap};

fn files(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        all.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    all
}

#[test]
fn nothing_personal_stands_in_clear_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(folder.path(), 1);
    let names: Vec<String> = (0..20).map(|n| format!("张惊蛰{n:02}")).collect();
    for (donation, name) in (1u8..).zip(&names) {
        store.append(vec![enrolled(donation, name)], clock(1_000), 1).unwrap();
    }
    // The write-ahead log is still full: look while it is.
    let bytes = files(folder.path());
    assert!(bytes.len() > 20_000);
    for name in &names {
        for canary in [name.clone(), format!("{name}-document"), format!("{name}-phone")] {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
        }
    }
    let donation = domain::DonationId::from_bytes([3; 16]);
    assert_eq!(store.find_personal(donation).unwrap().unwrap().name, names[2]);
}

// requirement: 11.10(d)
#[test]
fn another_key_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(station(folder.path(), 1));
    let path = folder.path().join("station-1.db");
    let opened = Store::open(&path, &DatabaseKey::from_bytes([8; 32]));
    assert!(matches!(opened, Err(StoreError::WrongKey)));
    assert_eq!(open(&path).last_seq(), 0);
}

#[test]
fn passphrase_and_recovery_key_open_the_key_file_and_nothing_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let key = DatabaseKey::from_bytes([5; 32]);
    let keys = KeyFile {
        version: 1,
        passphrase: Wrap::seal(&key, "correct horse", [1; 40]).unwrap(),
        recovery: Wrap::seal(&key, "ABCD-EFGH", [2; 40]).unwrap(),
        demo: false,
        keyring: None,
    };
    let path = folder.path().join("keys.json");
    keys.write(&path).unwrap();
    let read = KeyFile::read(&path).unwrap().unwrap();
    for (secret, opens) in [("correct horse", true), ("abcd-efgh", true), ("wrong", false), ("", false)] {
        assert_eq!(read.open(secret).is_ok(), opens, "{secret}");
    }
    assert_eq!(KeyFile::read(&folder.path().join("none.json")).unwrap(), None);
}

#[test]
fn one_occupant_for_each_position_is_enforced_by_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(folder.path(), 1);
    for (donation, din) in [(1, "A999926000001"), (2, "A999926000002")] {
        let records = vec![enrolled(donation, "a"), collected(donation, din)];
        store.append(records, clock(1), 1).unwrap();
    }
    store.append(vec![stored(1, "T01-R01-S001")], clock(2), 1).unwrap();
    // Rules refuse this before it gets here; where they did not, both units are contested, never silently stored.
    store.append(vec![stored(2, "T01-R01-S001")], clock(3), 1).unwrap();
    let tank = domain::TankId::from_bytes([0x7a; 16]);
    let rows = store.list_occupancy(tank).unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.contested));
}

#[test]
fn a_good_ledger_verifies_and_a_large_commit_has_checkpoints_for_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(folder.path(), 1);
    let records = (0..600).map(|n| result((n % 200) as u8, n)).collect();
    store.append(records, clock(1), 1).unwrap();
    let report = store.verify(&|_, _| false, &mut |_, _| true).unwrap();
    assert_eq!((report.entries, report.checkpoints, report.first_bad), (600, 3, None));
    let (page, checkpoints) = store.own_page(0, 500).unwrap();
    assert_eq!((page.len(), checkpoints.len()), (500, 2));
    let (page, _) = store.own_page(500, 500).unwrap();
    assert_eq!(page.len(), 100);
}

#[test]
fn an_entry_that_is_not_what_it_says_is_not_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = station(folder.path(), 1);
    writer.append(vec![enrolled(1, "a")], clock(1), 1).unwrap();
    let mut reader = station(folder.path(), 2);
    let entry = entries(&writer).remove(0);
    let forged = store::ledger::Entry::from_parts(entry.header_bytes().to_vec(), b"other".to_vec(), None);
    assert!(matches!(reader.ingest([&forged].into_iter()), Err(StoreError::BadEntry(_))));
    assert!(reader.find_unit(domain::DonationId::from_bytes([1; 16])).unwrap().is_none());
    let without = entry.without_personal();
    reader.ingest([&without].into_iter()).unwrap();
    assert!(reader.find_personal(domain::DonationId::from_bytes([1; 16])).unwrap().is_none());
}

#[test]
fn a_ledger_that_grows_while_it_is_verified_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(folder.path(), 1);
    store.append(vec![enrolled(1, "张三")], clock(1), 1).unwrap();
    let reader = store.reader().unwrap();
    let (done, over) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for at_ms in 2..600 {
                store.append(vec![result(1, u32::try_from(at_ms).unwrap())], clock(at_ms), 1).unwrap();
            }
            drop(done);
        });
        let mut last = 0;
        while over.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            let report = reader.verify(&|_, _| false, &mut |_, _| true).unwrap();
            assert_eq!(report.first_bad, None);
            assert!(report.entries >= last, "{} after {last}", report.entries);
            last = report.entries;
        }
        assert!(last > 1, "nothing was verified beside the writer");
    });
}

#[test]
fn what_is_called_off_is_neither_verified_nor_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let mut own = station(folder.path(), 1);
    own.append(vec![enrolled(1, "张三")], clock(1), 1).unwrap();
    own.append((1..1_100).map(|number| result(1, number)).collect(), clock(2), 1).unwrap();
    let mut other = station(folder.path(), 2);
    other.ingest(entries(&own).iter()).unwrap();
    for (whose, store) in [("its own", &own), ("another's", &other)] {
        let whole = store.verify(&|_, _| false, &mut |_, _| true).unwrap();
        assert_eq!((whole.entries, whole.first_bad), (1_100, None), "{whose}");
        let stopped = store.verify(&|_, _| false, &mut |_, _| false);
        assert!(matches!(stopped, Err(StoreError::Interrupted)), "{whose}: {stopped:?}");
    }
    let closing = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let mut reader = own.reader().unwrap();
    let asked = std::sync::Arc::clone(&closing);
    reader.stop_when(move || asked.load(std::sync::atomic::Ordering::Relaxed)).unwrap();
    reader.check_pages().unwrap();
    closing.store(true, std::sync::atomic::Ordering::Relaxed);
    let stopped = reader.check_pages();
    assert!(matches!(stopped, Err(StoreError::Interrupted)), "the pages: {stopped:?}");
    let stopped = reader.check_integrity();
    assert!(matches!(stopped, Err(StoreError::Interrupted)), "the whole file: {stopped:?}");
    let stopped = reader.verify(&|_, _| false, &mut |_, _| true);
    assert!(matches!(stopped, Err(StoreError::Interrupted)), "the entries: {stopped:?}");
}
