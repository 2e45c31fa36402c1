//! A first read: projections come once, at the end, and are those that every page would have made.

use crate::order::disagreeing;
use crate::support::*;
use domain::Record;
use std::path::Path;
use store::ledger::{
    Actors, BankId, ChainHead, Draft, Entry, Hash, Hlc, SiteId, StationId, Subject, SubjectId,
};
use store::{Folded, Store, TakingIn};

/// Of a station of a later version: a kind that is new about a unit and about a sort of thing that is new itself.
fn later() -> Vec<Entry> {
    let (bank, site) = (BankId::from_bytes(BANK), SiteId::from_bytes([0x51; 16]));
    let station = StationId::from_bytes([0xfe; 16]);
    let mut head = ChainHead { bank, station, site, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
    let mut write = |kind: &str, subject: &str, id: u8| {
        let draft = Draft {
            kind: kind.to_owned(),
            kind_version: 1,
            subject: Subject { kind: subject.to_owned(), id: SubjectId::from_bytes([id; 16]) },
            actors: Actors::default(),
            base: None,
            body: vec![0xff],
            personal: None,
        };
        assert_eq!(Record::decode(kind, 1, &draft.body), Ok(None));
        head.append(draft, clock(500), 2)
    };
    vec![write("unit.irradiated", "donation", 10), write("robot.calibrated", "robot", 11)]
}

fn by_the_page(folder: &Path, all: &[Entry]) -> store::ledger::Hash {
    let mut reader = station(folder, 8);
    all.chunks(3).for_each(|page| {
        reader.ingest(page.iter()).unwrap();
    });
    reader.projection_digest().unwrap()
}

fn fold_all(reader: &mut Store) {
    while reader.fold_some(2).unwrap() > 0 {}
}

// requirement: ALCOA+
#[test]
fn wherever_a_first_read_is_cut_its_projections_are_those_of_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = disagreeing(folder.path());
    all.extend(later());
    let expected = by_the_page(folder.path(), &all);
    let path = folder.path().join("station-9.db");
    let mut lagged = 0;
    for seed in 0..50 {
        let mut dice = Dice::new(seed);
        let mut order = all.clone();
        dice.shuffle(&mut order);
        let mut reader = station(folder.path(), 9);
        reader.begin_taking_in().unwrap();
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let (page, later) = rest.split_at(1 + dice.below(rest.len()));
            reader.ingest(page.iter()).unwrap();
            rest = later;
            // Some is folded before the tail comes.
            if dice.below(2) == 0 {
                reader.fold_some(1 + u32::try_from(dice.below(3)).unwrap()).unwrap();
            }
            if dice.below(3) == 0 {
                drop(reader);
                reader = open(&path);
            }
        }
        lagged += usize::from(reader.taking_in().unwrap().is_some());
        fold_all(&mut reader);
        assert_eq!(reader.taking_in().unwrap(), None);
        assert_eq!(reader.projection_digest().unwrap(), expected, "seed {seed}");
        reader.rebuild().unwrap();
        assert_eq!(reader.projection_digest().unwrap(), expected, "rebuild, seed {seed}");
        drop(reader);
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
    }
    assert!(lagged > 25, "projections lagged behind at the end of {lagged} of 50");
}

#[test]
fn nothing_is_folded_before_all_is_read_and_what_comes_behind_is_folded_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let all = disagreeing(folder.path());
    let (most, tail) = all.split_at(all.len() - 4);
    let mut reader = station(folder.path(), 9);
    let empty = reader.projection_digest().unwrap();
    reader.begin_taking_in().unwrap();
    most.chunks(3).for_each(|page| {
        reader.ingest(page.iter()).unwrap();
    });
    assert_eq!(reader.projection_digest().unwrap(), empty);
    let Folded { done, all: subjects } = reader.count_folded().unwrap();
    assert_eq!(done, 0);
    assert_eq!(reader.taking_in().unwrap(), Some(TakingIn::Reading));
    assert_eq!(reader.fold_some(2).unwrap(), 2);
    assert_eq!(reader.taking_in().unwrap(), Some(TakingIn::Folding));
    assert_eq!(reader.count_folded().unwrap(), Folded { done: 2, all: subjects });
    assert_ne!(reader.projection_digest().unwrap(), empty);
    // Also of subjects whose turn is over.
    reader.ingest(tail.iter()).unwrap();
    fold_all(&mut reader);
    assert_eq!(reader.projection_digest().unwrap(), by_the_page(folder.path(), &all));
    let mut c = station(folder.path(), 7);
    c.append(vec![result(10, 61)], clock(700), 1).unwrap();
    let late = entries(&c);
    reader.ingest(late.iter()).unwrap();
    let digest = reader.projection_digest().unwrap();
    reader.rebuild().unwrap();
    assert_eq!(reader.projection_digest().unwrap(), digest, "every page has its projections again");
}
