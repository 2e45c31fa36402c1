//! What was used on a unit and by which version of a procedure it was worked, as the indices tell it.

use crate::support::*;
use domain::record::{ContentSigned, SopPinned, StepDone, StepScan, StepStarted};
use domain::{DonationId, Meaning, Record};

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

// requirement: 1271.47(b)-(d)
#[test]
fn the_units_of_a_version_are_those_that_are_pinned_to_it_and_those_whose_first_step_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(folder.path(), 1);
    let pinned = |version: &str, digest: &str| {
        let (sop, version) = ("p".to_owned(), version.to_owned());
        Record::SopPinned(SopPinned { sop, version, digest: digest.to_owned() })
    };
    let named = |version: &str| match done("LOT1").record {
        Record::StepDone(done) => Record::StepDone(StepDone { sop_version: version.to_owned(), ..done }),
        other => other,
    };
    for (donation, records) in [
        (1, vec![pinned("1", "one"), named("1")]),
        (2, vec![named("1"), named("2")]),
        (3, vec![pinned("1", "another text"), named("1")]),
        (4, vec![pinned("2", "two"), named("1")]),
        (5, vec![named("2"), named("1")]),
    ] {
        store.append(vec![enrolled(donation, "ann")], clock(100), 1).unwrap();
        for record in records {
            store.append(vec![new([donation; 16], record)], clock(200), 1).unwrap();
        }
        let unit = store.find_unit_state(DonationId::from_bytes([donation; 16])).unwrap().unwrap();
        let (digest, meaning) = (unit.signing_digest(Meaning::Review), Meaning::Review);
        let signed = ContentSigned { digest, name: "ann".to_owned(), meaning };
        store.append(vec![new([donation; 16], Record::ReviewSigned(signed))], clock(300), 1).unwrap();
    }
    let worked_by = |store: &store::Store, version: &str, digest: &str| -> Vec<u8> {
        let units = store.list_reviewed_by("p", version, digest).unwrap();
        units.iter().map(|unit| unit.bytes()[0]).collect()
    };
    let found = |store: &store::Store| (worked_by(store, "1", "one"), worked_by(store, "2", "two"));
    assert_eq!(found(&store), (vec![1, 2], vec![4, 5]));
    store.rebuild().unwrap();
    assert_eq!(found(&store), (vec![1, 2], vec![4, 5]), "made anew");
}
