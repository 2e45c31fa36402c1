//! The format and its proof: golden bytes, and every single flipped byte is found and named.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use ledger::*;

fn head() -> ChainHead {
    ChainHead {
        bank: BankId::from_bytes([1; 16]),
        station: StationId::from_bytes([2; 16]),
        site: SiteId::from_bytes([3; 16]),
        seq: 0,
        hash: Hash::ZERO,
        hlc: Hlc::default(),
    }
}

fn draft(number: u8) -> Draft {
    Draft {
        kind: "test.recorded".to_owned(),
        kind_version: 1,
        subject: Subject { kind: "donation".to_owned(), id: SubjectId::from_bytes([number; 16]) },
        actors: Actors { operator: Some(ActorId::from_bytes([4; 16])), second: None },
        base: Some(EntryRef { station: StationId::from_bytes([2; 16]), seq: 1 }),
        body: vec![number; 9],
        personal: Some(Personal { salt: [5; 32], bytes: b"name".to_vec() }),
    }
}

const CLOCK: ClockEvidence = ClockEvidence {
    wall_ms: 1_790_000_000_000,
    monotonic_ms: 77,
    boot: BootId::from_bytes([6; 16]),
    offset_ms: Some(-12),
    offset_age_ms: Some(3_000),
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

// requirement: 11.10(c), Annex 11 §17
#[test]
fn format_version_1_never_changes() {
    let key = SigningKey::from_seed(&[9; 32]);
    let mut head = head();
    let entry = head.append(draft(7), CLOCK, 1);
    let checkpoint = Checkpoint::sign(&key, head.station, head.seq, head.hash, CLOCK.wall_ms);
    let found = format!(
        "header {}\nentry {}\nhash {}\ncheckpoint {}\n",
        hex(entry.header_bytes()),
        hex(&entry.to_bytes()),
        entry.hash(),
        hex(&checkpoint.to_bytes())
    );
    assert_eq!(found, include_str!("golden/v1.txt"), "landed bytes changed");
}

fn archive() -> Vec<u8> {
    let key = SigningKey::from_seed(&[9; 32]);
    let owner = Owner { bank: head().bank, station: head().station, key: key.public() };
    let mut writer = ArchiveWriter::new(Vec::new(), &owner).unwrap();
    let mut head = head();
    for number in 1..=20 {
        let entry = head.append(draft(number), CLOCK, 1);
        writer.entry(&entry).unwrap();
        if number % 4 == 0 {
            let checkpoint = Checkpoint::sign(&key, head.station, head.seq, head.hash, CLOCK.wall_ms);
            writer.checkpoint(&checkpoint).unwrap();
        }
    }
    writer.finish(&key).unwrap()
}

/// Where each entry's item lies in an archive: (first byte, end, number).
fn entry_spans(bytes: &[u8]) -> Vec<(usize, usize, u64)> {
    let (mut at, mut spans) = (MAGIC.len(), Vec::new());
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at + 1..at + 5].try_into().unwrap()) as usize;
        if bytes[at] == 2 {
            spans.push((at + 5, at + 5 + length, spans.len() as u64 + 1));
        }
        at += 5 + length;
    }
    spans
}

// requirement: 11.10(a), ALCOA+
#[test]
fn every_flipped_byte_is_found_and_its_entry_named() {
    let good = archive();
    let report = verify_archive(good.as_slice(), &|_, _, _| false).unwrap();
    assert_eq!((report.entries, report.checkpoints), (20, 5));
    let spans = entry_spans(&good);
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        let fault = verify_archive(bad.as_slice(), &|_, _, _| false).expect_err("found");
        if let Some((_, _, number)) = spans.iter().find(|(first, end, _)| (*first..*end).contains(&at)) {
            match fault {
                ArchiveFault::Entry(finding) => assert_eq!(finding.seq, *number, "byte {at}: {finding}"),
                other => panic!("byte {at} in entry {number}: {other}"),
            }
        }
    }
}

#[test]
fn a_cut_or_lengthened_archive_is_found() {
    let good = archive();
    for end in 0..good.len() {
        assert!(verify_archive(&good[..end], &|_, _, _| false).is_err(), "cut at {end}");
    }
    assert!(verify_archive([good.as_slice(), b"x"].concat().as_slice(), &|_, _, _| false).is_err());
}

// requirement: 11.10(h)
#[test]
fn swapped_dropped_and_resigned_entries_are_found() {
    let key = SigningKey::from_seed(&[9; 32]);
    let other = SigningKey::from_seed(&[8; 32]);
    let mut head = head();
    let entries: Vec<Entry> = (1..=3).map(|number| head.append(draft(number), CLOCK, 1)).collect();
    let check = |order: &[usize], signer: &SigningKey| {
        let mut verifier = Verifier::new(head.bank, head.station, key.public());
        order.iter().try_for_each(|index| verifier.entry(&entries[*index]).map(drop))?;
        verifier.checkpoint(&Checkpoint::sign(signer, head.station, head.seq, head.hash, 0))?;
        verifier.finish()
    };
    assert!(check(&[0, 1, 2], &key).is_ok());
    assert_eq!(check(&[0, 2, 1], &key).unwrap_err().seq, 2);
    assert_eq!(check(&[1, 2], &key).unwrap_err().seq, 1);
    assert_eq!(check(&[0, 1, 2], &other).unwrap_err().fault, Fault::CheckpointSignature);
}
