use super::*;
use crate::limits::PAGE_FILL_BYTES;
use crate::testing::Chain;
use ledger::{Fault, SigningKey};

#[test]
fn a_good_page_gives_its_span() {
    let mut chain = Chain::new(1);
    let key = chain.key.public();
    let first = chain.page(3);
    let span = first.verify(key).unwrap();
    assert_eq!((span.first, span.previous, span.last), (1, Hash::ZERO, 3));
    let next = chain.page(2).verify(key).unwrap();
    assert_eq!((next.first, next.previous, next.last), (4, span.head, 5));
}

#[test]
fn one_last_checkpoint_is_enough() {
    let mut chain = Chain::new(1);
    let mut page = chain.page(5);
    page.checkpoints.drain(..4);
    assert!(page.verify(chain.key.public()).is_ok());
}

// requirement: 11.10(h), Annex 11 §5
#[test]
fn each_fault_is_named() {
    fn check(change: impl FnOnce(&mut UploadPage), want: fn(&UploadFault) -> bool) {
        let mut chain = Chain::new(1);
        let mut page = chain.page(4);
        change(&mut page);
        let found = page.verify(chain.key.public()).unwrap_err();
        assert!(want(&found), "{found:?}");
    }
    fn fault(found: &UploadFault) -> Option<(u64, &Fault)> {
        match found {
            UploadFault::Finding(finding) => Some((finding.seq, &finding.fault)),
            _ => None,
        }
    }
    check(|page| page.entries.clear(), |f| *f == UploadFault::Size);
    check(|page| page.entries = vec![page.entries[0].clone(); 501], |f| *f == UploadFault::Size);
    check(|page| page.checkpoints.truncate(3), |f| matches!(fault(f), Some((4, Fault::Unsigned))));
    check(
        |page| page.entries.retain(|entry| entry.header().unwrap().seq != 2),
        |f| matches!(fault(f), Some((2, Fault::Sequence { .. }))),
    );
    check(|page| page.entries.truncate(3), |f| matches!(fault(f), Some((3, Fault::Truncated(4)))));
    check(
        |page| page.checkpoints[1].signature[0] ^= 1,
        |f| matches!(fault(f), Some((2, Fault::CheckpointSignature))),
    );
    check(
        |page| page.entries[2] = Entry::from_parts(page.entries[2].header_bytes().to_vec(), vec![9], None),
        |f| matches!(fault(f), Some((3, Fault::Body))),
    );
    check(|page| page.bank = BankId::from_bytes([0xee; 16]), |f| matches!(fault(f), Some((1, Fault::Bank))));
}

#[test]
fn another_key_is_refused() {
    let mut chain = Chain::new(1);
    assert!(chain.page(1).verify(SigningKey::from_seed(&[0xee; 32]).public()).is_err());
}

#[test]
fn a_sequence_number_at_the_end_of_the_range_is_refused() {
    for seq in [SEQ_MAX + 1, u64::MAX - 1] {
        let mut chain = Chain::new(1);
        chain.head.seq = seq - 1;
        assert_eq!(chain.page(1).verify(chain.key.public()), Err(UploadFault::Range(seq)));
    }
}

#[test]
fn a_page_is_filled_up_to_its_limits_and_ends_under_a_checkpoint() {
    let mut chain = Chain::new(1);
    let key = chain.key.public();
    let whole = chain.page(700);
    let fill_up_to = |bytes, entries: &[Entry], checkpoints: &[Checkpoint]| {
        UploadPage::fill(whole.bank, whole.station, entries.to_vec(), checkpoints.to_vec(), bytes)
    };
    let fill =
        |entries: &[Entry], checkpoints: &[Checkpoint]| fill_up_to(PAGE_FILL_BYTES, entries, checkpoints);
    let page = fill(&whole.entries, &whole.checkpoints);
    assert_eq!(page.verify(key).unwrap().last, 500);
    assert_eq!(page.checkpoints, [whole.checkpoints[499].clone()]);
    assert_eq!(fill(&whole.entries[500..], &whole.checkpoints[500..]).verify(key).unwrap().last, 700);
    let sparse = [whole.checkpoints[299].clone(), whole.checkpoints[599].clone()];
    assert_eq!(fill(&whole.entries, &sparse).verify(key).unwrap().last, 300);
    // A single commit beyond the limit stays whole, so that its refusal tells the reason.
    assert_eq!(fill(&whole.entries, &whole.checkpoints[599..]).verify(key), Err(UploadFault::Size));
    // A line that fails gets less and less, down to what one checkpoint covers.
    let smaller = fill_up_to(64 * 1024, &whole.entries, &whole.checkpoints).verify(key).unwrap().last;
    assert!((2..500).contains(&smaller), "{smaller}");
    assert_eq!(fill_up_to(0, &whole.entries, &whole.checkpoints).verify(key).unwrap().last, 1);
    assert_eq!(fill(&[], &[]).verify(key), Err(UploadFault::Size));
}
