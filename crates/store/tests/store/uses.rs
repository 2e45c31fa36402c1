//! What was used on a unit, as the index of uses tells it.

use crate::support::*;
use domain::record::{StepDone, StepScan, StepStarted};
use domain::{DonationId, Record};

fn scanned(lot: &str) -> Vec<StepScan> {
    vec![StepScan { code: "lot".to_owned(), value: lot.to_owned() }]
}

fn started(lot: &str) -> store::NewRecord {
    let (sop, version, step) = ("p".to_owned(), "1".to_owned(), "spin".to_owned());
    new([10; 16], Record::StepStarted(StepStarted { sop, version, step, scans: scanned(lot) }))
}

fn done(lot: &str) -> store::NewRecord {
    let done = StepDone {
        sop: "p".to_owned(),
        sop_version: "1".to_owned(),
        step: "spin".to_owned(),
        values: Vec::new(),
        scans: scanned(lot),
        done_ms: None,
        departures: Vec::new(),
        reason: None,
        digest: String::new(),
        name: String::new(),
        meaning: None,
    };
    new([10; 16], Record::StepDone(done))
}

// requirement: 1271.290(b)(c)
#[test]
fn the_things_of_both_beginnings_are_in_the_trace_where_two_stations_began_a_step() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = (station(folder.path(), 1), station(folder.path(), 2));
    let say = |store: &mut store::Store, at_ms: i64, record| {
        store.append(vec![record], clock(at_ms), 1).expect("append");
    };
    say(&mut a, 100, enrolled(10, "ann"));
    say(&mut a, 200, started("LOT1"));
    // Station 2 had not heard of it.
    b.ingest(entries(&a).iter().take(1)).expect("ingest");
    say(&mut b, 210, started("LOT2"));
    let used = |name: &str, known: [&store::Store; 2]| -> Vec<String> {
        let mut reader = open(&folder.path().join(name));
        for store in known {
            reader.ingest(entries(store).iter()).expect("ingest");
        }
        let uses = reader.list_uses_on(DonationId::from_bytes([10; 16])).unwrap();
        uses.into_iter().filter(|used| used.step == "spin").map(|used| used.code).collect()
    };
    assert_eq!(used("going-on.db", [&a, &b]), ["LOT1", "LOT2"], "while it goes on");
    // Which station records it makes no difference: one use of what was recorded, and the other beginning.
    say(&mut a, 300, done("LOT1"));
    assert_eq!(used("earlier.db", [&a, &b]), ["LOT1", "LOT2"], "the earlier one recorded it");
    assert_eq!(used("earlier-late.db", [&b, &a]), ["LOT1", "LOT2"], "whatever comes first");
    say(&mut b, 300, done("LOT2"));
    assert_eq!(used("recorded.db", [&b, &a]), ["LOT1", "LOT2"], "both recorded it");
}

// requirement: 1271.290(b)(c)
#[test]
fn the_things_of_the_earlier_beginning_are_in_the_trace_where_the_later_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = (station(folder.path(), 1), station(folder.path(), 2));
    let say = |store: &mut store::Store, at_ms: i64, record| {
        store.append(vec![record], clock(at_ms), 1).expect("append");
    };
    say(&mut a, 100, enrolled(10, "ann"));
    say(&mut a, 200, started("LOT1"));
    b.ingest(entries(&a).iter().take(1)).expect("ingest");
    say(&mut b, 210, started("LOT2"));
    say(&mut b, 300, done("LOT2"));
    b.ingest(entries(&a).iter()).expect("ingest");
    let uses = b.list_uses_on(DonationId::from_bytes([10; 16])).unwrap();
    let used: Vec<&str> = uses.iter().filter(|used| used.step == "spin").map(|used| &*used.code).collect();
    assert_eq!(used, ["LOT1", "LOT2"]);
}
