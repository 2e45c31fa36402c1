//! The projections depend on the set of entries alone: three stations that disagree, delivered in 200 random orders with
//! duplicates, give one digest.

use crate::support::*;
use domain::record::{RunClosed, RunUnitLeft};
use domain::{DonationId, Record, UnitStatus};

/// Three stations whose facts exclude each other: one number on two donations, one position for two units (settled),
/// a result amended by another station, holds, late arrivals.
pub fn disagreeing(folder: &std::path::Path) -> Vec<store::ledger::Entry> {
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
    // Each measured and corrected the same test without hearing of the other, and entered in another order.
    say(&mut a, 412, measured(10, 81, "EQ-1", 405));
    say(&mut c, 406, measured(10, 82, "EQ-2", 60));
    let old = entries(&c).pop().expect("what was said last");
    say(&mut c, 407, replaced(&old, 10, 83, "EQ-2", 70));
    // Neither of them knows of the other's run.
    say(&mut b, 420, run(70, "R-B", &[20, 30]));
    say(&mut c, 415, run(71, "R-C", &[30]));
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

#[test]
fn a_unit_in_two_runs_is_in_the_one_that_it_came_to_first_until_it_leaves_it() {
    let folder = tempfile::tempdir().unwrap();
    let all = disagreeing(folder.path());
    let mut reader = open(&folder.path().join("reader.db"));
    reader.ingest(all.iter()).unwrap();
    let unit = |unit: u8| DonationId::from_bytes([unit; 16]);
    let first =
        |reader: &store::Store, of: u8| reader.find_open_run_of(unit(of)).unwrap().map(|(_, number)| number);
    assert_eq!(first(&reader, 30).as_deref(), Some("R-C"), "the earlier one, though it arrived later");
    assert_eq!(first(&reader, 20).as_deref(), Some("R-B"));
    assert_eq!(first(&reader, 10), None);
    let both = reader.list_runs_of(unit(30)).unwrap();
    assert_eq!(
        both.iter().map(|(row, left)| (row.number.as_str(), *left)).collect::<Vec<_>>(),
        [("R-B", false), ("R-C", false)]
    );
    let mut c = station(folder.path(), 9);
    c.ingest(all.iter()).unwrap();
    let leaves = RunUnitLeft { donation: unit(30), reason: "in another".to_owned() };
    c.append(vec![new([71; 16], Record::RunUnitLeft(leaves))], clock(500), 1).unwrap();
    assert_eq!(first(&c, 30).as_deref(), Some("R-B"));
    let rows = c.list_runs(true, 10).unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.number.as_str(), row.units)).collect::<Vec<_>>(),
        [("R-B", 2), ("R-C", 0)]
    );
    let end = RunClosed { units: vec![unit(20), unit(30)], clearance: "1".to_owned(), checks: Vec::new() };
    c.append(vec![new([70; 16], Record::RunClosed(end))], clock(600), 1).unwrap();
    assert_eq!(first(&c, 30), None);
    assert_eq!(c.find_run_by_number("R-B").unwrap().unwrap().closed_ms, Some(600));
}

#[test]
fn a_device_was_in_use_when_it_measured_or_froze_and_not_when_that_was_entered() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = disagreeing(folder.path());
    let mut d = station(folder.path(), 4);
    let mut say = |at_ms: i64, record| {
        d.append(vec![record], clock(at_ms), 1).expect("append");
    };
    // The freezer was scanned when it began; its curve is read from a file a day later. One was not scanned at all.
    say(1_000, scanned(10, "freeze", "EQ-F", Some(800)));
    say(90_000, curve(10, 1, "EQ-F"));
    say(95_000, curve(20, 2, "EQ-F"));
    // From a clock that is ahead.
    say(96_000, measured(20, 81, "EQ-1", 99_000));
    all.extend(entries(&d));
    let mut reader = open(&folder.path().join("reader.db"));
    reader.ingest(all.iter()).unwrap();
    let uses = |code: &str| -> Vec<(i64, String)> {
        let rows = reader.list_uses(code, None, None, 50).unwrap();
        rows.into_iter().map(|row| (row.at_ms, row.scan)).collect()
    };
    let on = |at_ms: i64, scan: &str| (at_ms, scan.to_owned());
    assert_eq!(uses("EQ-1"), [on(96_000, "result"), on(405, "result")]);
    assert_eq!(uses("EQ-2"), [on(70, "result"), on(60, "result")]);
    let frozen = [on(95_000, "freezing_curve"), on(800, "freezing_curve"), on(800, "equipment")];
    assert_eq!(uses("EQ-F"), frozen);
}
