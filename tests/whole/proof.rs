//! Proof that travels: an exported ledger, and every flipped byte in it.

use crate::station::Station;
use cordkeep_tests::cordkeep;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::Value;
use store::ledger::{ArchiveFault, MAGIC};

/// Where each entry of the own chain lies in an archive: (first byte, end, number).
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

// requirement: 11.10(a)
#[test]
fn a_thousand_random_flips_are_all_found_and_their_entries_named() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 4);
    let mut archive = Vec::new();
    let entries = station.0.export_ledger(&mut archive).unwrap();
    assert_eq!(app::verify_archive(archive.as_slice()).unwrap().entries, entries);
    let spans = entry_spans(&archive);
    let mut dice = ChaCha20Rng::seed_from_u64(20261121);
    let mut named = 0;
    for _ in 0..1_000 {
        let at = usize::try_from(dice.next_u32()).unwrap() % archive.len();
        let flip = 1u8 << (dice.next_u32() % 8);
        archive[at] ^= flip;
        let fault = app::verify_archive(archive.as_slice()).expect_err("found");
        if let Some((_, _, number)) = spans.iter().find(|(first, end, _)| (*first..*end).contains(&at)) {
            let ArchiveFault::Entry(finding) = fault else { panic!("byte {at} of entry {number}: {fault}") };
            assert_eq!(finding.seq, *number, "byte {at}: {finding}");
            named += 1;
        }
        archive[at] ^= flip;
    }
    assert!(named > 900, "{named} flips lay within entries");
}

#[test]
fn the_command_line_accepts_a_good_archive_and_names_the_bad_entry() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    drop(Station::demo(&data, 2));
    let file = folder.path().join("ledger.ckl");
    let (data, path) = (data.to_str().unwrap(), file.to_str().unwrap());
    assert!(cordkeep(&["export", "--data", data, "--ledger", path]).unwrap().status.success());
    assert!(cordkeep(&["verify", path]).unwrap().status.success());
    let mut bytes = std::fs::read(&file).unwrap();
    let (first, _, number) = entry_spans(&bytes)[5];
    bytes[first + 100] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let output = cordkeep(&["--json", "verify", path]).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(said["first_bad"].as_str().unwrap().contains(&format!("entry {number}:")), "{said}");
}
