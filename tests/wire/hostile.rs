//! Every reader of foreign bytes, under whatever comes.

use crate::decoders::{DECODERS, Decoder};
use crate::memory::most_during;
use crate::mutate::{change, changed};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// What a reader makes of bytes, where it keeps its promises. A panic is the promise that it breaks.
fn read(decoder: &Decoder, bytes: &[u8]) -> Result<bool, String> {
    let (own, each) = decoder.memory;
    let (most, read) = most_during(|| (decoder.read)(bytes));
    let limit = own + each * bytes.len();
    if most > limit {
        return Err(format!("took {most} bytes of memory for {} bytes, more than {limit}", bytes.len()));
    }
    Ok(read)
}

/// Its examples, each read once: what a reader keeps for good, such as the rules in force, is not the doing of its bytes.
fn samples(decoder: &Decoder) -> Vec<Vec<u8>> {
    let samples = (decoder.samples)();
    for sample in &samples {
        (decoder.read)(sample);
    }
    samples
}

#[test]
fn every_reader_reads_its_examples() {
    for decoder in DECODERS {
        let samples = samples(decoder);
        assert!(!samples.is_empty(), "{} has no example", decoder.name);
        for (number, sample) in samples.iter().enumerate() {
            assert_eq!(read(decoder, sample), Ok(true), "{} {number}", decoder.name);
        }
    }
}

// requirement: Annex 11 §12
#[test]
fn no_reader_panics_or_takes_more_memory_than_its_limit() {
    for decoder in DECODERS {
        let samples = samples(decoder);
        let noise = proptest::collection::vec(any::<u8>(), 0..400);
        let almost = (any::<Index>(), any::<Index>(), proptest::collection::vec(change(), 1..4));
        let input = prop_oneof![
            1 => noise,
            4 => almost.prop_map(move |(one, other, changes)| {
                let (one, other) = (one.get(&samples), other.get(&samples));
                changes.iter().fold(one.clone(), |bytes, change| changed(bytes, other, change))
            }),
        ];
        // The wire's own readers have the first word to anybody who connects.
        let config = Config { max_shrink_iters: 2_000, failure_persistence: None, ..Config::default() };
        let tried = TestRunner::new(config)
            .run(&input, |bytes| read(decoder, &bytes).map(|_| ()).map_err(TestCaseError::fail));
        if let Err(error) = tried {
            panic!("{}: {error}", decoder.name);
        }
    }
}

/// What no mutation of a small example comes to: as many of the smallest items as a message holds.
#[test]
fn a_message_of_empty_items_takes_no_more_memory_than_its_own_bytes() {
    const PLAIN: usize = 4 << 20;
    let list = |head: &[u8], item: &[u8], tail: &[u8]| {
        let count = (PLAIN - head.len() - tail.len() - 5) / item.len();
        let length = u32::try_from(count).unwrap().to_be_bytes();
        [head, &[0x9a], &length[..], &item.repeat(count), tail].concat()
    };
    let id = [&[0x50][..], &[7; 16]].concat();
    let hello = [&[0x85, 1, 1, 0x58, 32][..], &[7; 32], &[0]].concat();
    for (name, plain) in [
        ("upload_page", list(&[&[0x84][..], &id, &id].concat(), &[0x82, 0x40, 0x40], &[0x80])),
        ("refusal", list(&[0x82, 0x60], &[0x82, 0x60, 0x60], &[])),
        ("hello", list(&hello, &[0x60], &[])),
    ] {
        let decoder = DECODERS.iter().find(|decoder| decoder.name == name).unwrap();
        let (most, read) = most_during(|| (decoder.read)(&plain));
        assert!(!read && most < 48 << 20, "{name}: {} MiB", most >> 20);
    }
}
