//! The projections depend on the set of entries alone: three stations that disagree, delivered in 200 random orders with
//! duplicates, give one digest.

use crate::support::*;
use domain::UnitStatus;

/// Three stations whose facts exclude each other: one number on two donations, one position for two units (settled),
/// a result amended by another station, holds, late arrivals.
fn disagreeing(folder: &std::path::Path) -> Vec<store::ledger::Entry> {
    let (mut a, mut b, mut c) = (station(folder, 1), station(folder, 2), station(folder, 3));
    let say = |store: &mut store::Store, at_ms: i64, record| {
        store.append(vec![record], clock(at_ms), 1).expect("append");
    };
    say(&mut a, 100, enrolled(10, "ann"));
    say(&mut a, 200, collected(10, "A999926000001"));
    say(&mut b, 150, enrolled(20, "bea"));
    say(&mut b, 250, collected(20, "A999926000001"));
    say(&mut c, 90, enrolled(30, "cat"));
    say(&mut c, 95, collected(30, "A999926000003"));
    say(&mut a, 300, stored(10, "T01-R01-S001"));
    say(&mut c, 310, stored(30, "T01-R01-S001"));
    say(&mut b, 320, stored(20, "T01-R01-S002"));
    let known: Vec<_> = entries(&c).into_iter().chain(entries(&b)).collect();
    a.ingest(known.iter()).expect("ingest");
    say(&mut a, 400, resolved(90, "T01-R01-S001", &[10, 30], 30));
    say(&mut a, 410, result(20, 90));
    say(&mut b, 50, result(20, 70));
    say(&mut c, 405, result(30, 60));
    [&a, &b, &c].into_iter().flat_map(entries).collect()
}

// requirement: ALCOA+
#[test]
fn any_order_with_duplicates_gives_one_digest() {
    let folder = tempfile::tempdir().unwrap();
    let all = disagreeing(folder.path());
    let mut expected = None;
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut order = all.clone();
        for _ in 0..dice.below(8) {
            order.push(all[dice.below(all.len())].clone());
        }
        dice.shuffle(&mut order);
        let path = folder.path().join("reader.db");
        let mut reader = open(&path);
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let (page, later) = rest.split_at(1 + dice.below(rest.len()));
            reader.ingest(page.iter()).expect("ingest");
            rest = later;
        }
        let digest = reader.projection_digest().unwrap();
        assert_eq!(*expected.get_or_insert(digest), digest, "seed {seed}");
        reader.rebuild().unwrap();
        assert_eq!(reader.projection_digest().unwrap(), digest, "rebuild, seed {seed}");
        drop(reader);
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
    }
}

// requirement: Annex 11 §12
#[test]
fn the_safe_side_applies_until_somebody_signs() {
    let folder = tempfile::tempdir().unwrap();
    let all = disagreeing(folder.path());
    let mut reader = open(&folder.path().join("reader.db"));
    reader.ingest(all.iter()).unwrap();
    let row =
        |donation: u8| reader.find_unit(domain::DonationId::from_bytes([donation; 16])).unwrap().unwrap();
    assert!(row(10).held && row(20).held, "one number on two donations: both held");
    assert!(!row(30).held, "the position was settled in favour of 30");
    assert_eq!(row(30).status, UnitStatus::Stored);
    let open: Vec<String> = reader.list_contests().unwrap().into_iter().map(|c| c.about).collect();
    assert_eq!(open, ["A999926000001"]);
}
