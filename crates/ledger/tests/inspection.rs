//! The inspection file's format: golden bytes, and what each way of lying about the scope is called.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use ledger::*;
use std::io::Cursor;

const CLOCK: ClockEvidence = ClockEvidence {
    wall_ms: 1_790_000_000_000,
    monotonic_ms: 77,
    boot: BootId::from_bytes([6; 16]),
    offset_ms: None,
    offset_age_ms: None,
};

fn key() -> SigningKey {
    SigningKey::from_seed(&[9; 32])
}

fn owner() -> Owner {
    let (bank, station) = (BankId::from_bytes([1; 16]), StationId::from_bytes([2; 16]));
    Owner { bank, station, key: key().public() }
}

fn scope(personal: bool) -> Scope {
    let subjects = Some(vec![SubjectId::from_bytes([2; 16]), SubjectId::from_bytes([1; 16])]);
    Scope { subjects, withheld_kinds: vec!["secret.kept".to_owned()], personal }
}

fn archive(personal: bool) -> Vec<u8> {
    let Owner { bank, station, .. } = owner();
    let site = SiteId::from_bytes([3; 16]);
    let mut head = ChainHead { bank, station, site, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
    let mut writer = ArchiveWriter::of(Vec::new(), &owner(), scope(personal)).unwrap();
    for (kind, subject) in
        [("test.recorded", 1), ("test.recorded", 3), ("secret.kept", 2), ("test.recorded", 2)]
    {
        let draft = Draft {
            kind: kind.to_owned(),
            kind_version: 1,
            subject: Subject { kind: "donation".to_owned(), id: SubjectId::from_bytes([subject; 16]) },
            actors: Actors::default(),
            base: None,
            body: vec![subject; 9],
            personal: Some(Personal { salt: [5; 32], bytes: b"name".to_vec() }),
        };
        writer.entry(&head.append(draft, CLOCK, 1)).unwrap();
    }
    writer.checkpoint(&Checkpoint::sign(&key(), station, head.seq, head.hash, CLOCK.wall_ms)).unwrap();
    writer.finish(&key()).unwrap()
}

fn file(ledger: &[u8], personal: bool) -> Vec<u8> {
    let mut writer = InspectionWriter::new(Cursor::new(Vec::new()));
    writer.part("page.html", |out| out.write_all(b"<p>\xe5\xba\x93</p>")).unwrap();
    writer.part(LEDGER, |out| out.write_all(ledger)).unwrap();
    let units = Some(vec!["A999926000001".to_owned()]);
    writer.finish(&key(), &owner(), 7, units, personal).unwrap().into_inner()
}

fn verify(bytes: &[u8]) -> Result<InspectionReport, InspectionFault> {
    verify_inspection(bytes, &|_, _, _| false)
}

// requirement: Annex 11 §17
#[test]
fn inspection_files_of_version_1_never_change() {
    let file = file(&archive(false), false);
    let golden = include_str!("golden/inspection-v1.txt").trim();
    assert_eq!(Hash::of("golden", &[&file]).to_string(), golden, "landed bytes changed");
    let report = verify(&file).unwrap();
    assert_eq!((report.archive.entries, report.archive.withheld), (4, 2));
    assert_eq!(report.manifest.units.as_deref(), Some(["A999926000001".to_owned()].as_slice()));
}

// requirement: 11.10(a)
#[test]
fn every_flipped_cut_or_added_byte_is_found() {
    let good = file(&archive(true), true);
    assert!(verify(&good).is_ok());
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(verify(&bad).is_err(), "byte {at}");
        assert!(verify(&good[..at]).is_err(), "cut at {at}");
    }
    assert!(verify(&[good.as_slice(), b"x"].concat()).is_err());
}

#[test]
fn a_manifest_that_tells_of_another_ledger_is_refused() {
    let bad = |file: Vec<u8>| verify(&file).expect_err("found").to_string();
    assert!(bad(file(&archive(false), true)).contains("scope"));
    let mut whole = Vec::new();
    ArchiveWriter::new(&mut whole, &owner()).unwrap().finish(&key()).unwrap();
    assert!(bad(file(&whole, false)).contains("scope"), "a whole ledger says of no scope");
    let mut writer = InspectionWriter::new(Cursor::new(Vec::new()));
    writer.part(LEDGER, |out| out.write_all(&archive(false))).unwrap();
    let other = Owner { station: StationId::from_bytes([8; 16]), ..owner() };
    let file = writer.finish(&key(), &other, 7, Some(Vec::new()), false).unwrap().into_inner();
    assert!(bad(file).contains("owner"));
}
