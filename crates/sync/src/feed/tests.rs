use super::*;
use crate::page;
use crate::testing::Chain;
use ledger::SigningKey;

const BANK: BankId = crate::testing::BANK;

fn centre() -> SigningKey {
    SigningKey::from_seed(&[0xcc; 32])
}

fn feed(after: u64, count: usize) -> FeedPage {
    let entries = Chain::new(1).page(count).entries.into_iter().zip(after + 1..);
    let entries = entries.map(|(entry, position)| FeedEntry { position, entry }).collect();
    FeedPage::sign(&centre(), BANK, Scope::Reference, after, entries, 99)
}

#[test]
fn a_signed_page_verifies_and_its_attestation_stands_alone() {
    let sent = feed(7, 3);
    let read: FeedPage = page::decode(&page::encode(&sent).unwrap()).unwrap();
    assert_eq!(read, sent);
    assert_eq!(read.verify(BANK, &centre().public(), Scope::Reference, 7), Ok(()));
    assert_eq!(read.last(), 10);
    let digest = Attestation::digest(read.entries.iter().map(|entry| entry.entry.hash()));
    assert!(read.attestation.is_signed_by(&centre().public()) && read.attestation.digest == digest);
}

#[test]
fn an_empty_page_is_signed_too() {
    let page = feed(7, 0);
    assert_eq!(page.verify(BANK, &centre().public(), Scope::Reference, 7), Ok(()));
    assert_eq!(page.last(), 7);
}

#[test]
fn stripping_a_personal_part_changes_no_proof() {
    let mut page = feed(0, 2);
    page.entries[0].entry = page.entries[0].entry.clone().without_personal();
    assert_eq!(page.verify(BANK, &centre().public(), Scope::Reference, 0), Ok(()));
}

#[test]
fn each_fault_is_found() {
    fn check(change: impl FnOnce(&mut FeedPage), want: FeedFault) {
        let mut page = feed(0, 3);
        change(&mut page);
        assert_eq!(page.verify(BANK, &centre().public(), Scope::Reference, 0), Err(want));
    }
    check(|page| *page = feed(1, 3), FeedFault::NotAsked);
    check(|page| page.attestation.bank = BankId::from_bytes([9; 16]), FeedFault::NotAsked);
    check(|page| page.entries.swap(0, 1), FeedFault::Positions);
    check(|page| page.entries.truncate(2), FeedFault::Positions);
    check(|page| page.attestation.signature[5] ^= 1, FeedFault::Signature);
    check(|page| page.entries[1].entry = Chain::new(2).page(1).entries.remove(0), FeedFault::Signature);
    check(
        |page| {
            let header = page.entries[1].entry.header_bytes().to_vec();
            page.entries[1].entry = Entry::from_parts(header, b"other".to_vec(), None);
        },
        FeedFault::Entry(2),
    );
}

#[test]
fn what_is_held_is_the_centres_word_for_the_asker_alone() {
    let (centre, own) = (centre(), Chain::new(1).head.station);
    let word = |key: &SigningKey, bank, station| Receipt::sign(key, bank, station, 9, ledger::Hash::ZERO, 1);
    let held = |held| FeedPage { held, ..feed(0, 1) }.verify_held(BANK, own, &centre.public());
    assert_eq!(held(None), Ok(()));
    assert_eq!(held(Some(word(&centre, BANK, own))), Ok(()));
    let other = SigningKey::from_seed(&[0xdd; 32]);
    let higher = Receipt { seq: 10, ..word(&centre, BANK, own) };
    for forged in [
        word(&other, BANK, own),
        word(&centre, BankId::from_bytes([9; 16]), own),
        word(&centre, BANK, Chain::new(2).head.station),
        higher,
    ] {
        assert_eq!(held(Some(forged.clone())), Err(FeedFault::Held), "{forged:?}");
    }
}
