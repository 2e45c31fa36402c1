//! Bytes that are almost right.

use proptest::prelude::*;
use proptest::sample::Index;

/// What happens to good bytes.
#[derive(Debug, Clone)]
pub enum Change {
    Flip(Index, u8),
    Truncate(Index),
    Delete(Index, usize),
    Insert(Index, Vec<u8>),
    Overwrite(Index, &'static [u8]),
    /// A stretch of the other bytes, put in here.
    Splice(Index, Index, usize),
}

/// Lengths, numbers and marks at the ends of their ranges, as the formats here write them.
const EXTREMES: &[&[u8]] = &[
    &[0xff; 8],
    &[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x80, 0, 0, 0, 0, 0, 0, 0],
    &[0xff; 4],
    &[0x7f, 0xff, 0xff, 0xff],
    &[0; 4],
    // CBOR: arrays, maps, texts and bytes of any and of no length, numbers at their ends, a float, an end without a beginning.
    &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x5b, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x7a, 0xff, 0xff, 0xff, 0xff],
    &[0x9f],
    &[0x5f],
    &[0xff],
    &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x3b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
    &[0xf6],
    b"-9223372036854775808",
    b"99999999999999999999999999999999",
    b"1e999999",
    b"0.0000000000000000000000000000001",
    b"NaN",
    "库\u{202e}\u{0}".as_bytes(),
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\"",
    b"\r\n",
];

pub fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), 0_u8..8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        1 => at().prop_map(Change::Truncate),
        2 => (at(), 1..40_usize).prop_map(|(at, count)| Change::Delete(at, count)),
        2 => (at(), proptest::collection::vec(any::<u8>(), 1..20)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        3 => (at(), proptest::sample::select(EXTREMES)).prop_map(|(at, bytes)| Change::Overwrite(at, bytes)),
        2 => (at(), at(), 1..200_usize).prop_map(|(at, from, count)| Change::Splice(at, from, count)),
    ]
}

/// The bytes after a change; `other` is another good example.
pub fn changed(mut bytes: Vec<u8>, other: &[u8], change: &Change) -> Vec<u8> {
    let place = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
    match change {
        Change::Flip(at, bit) => {
            let at = at.index(bytes.len().max(1));
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << bit;
            }
        }
        Change::Truncate(at) => bytes.truncate(place(at, &bytes)),
        Change::Delete(at, count) => {
            let from = place(at, &bytes);
            bytes.drain(from..(from + count).min(bytes.len()));
        }
        Change::Insert(at, new) => {
            let at = place(at, &bytes);
            bytes.splice(at..at, new.iter().copied());
        }
        Change::Overwrite(at, new) => {
            let from = place(at, &bytes);
            bytes.splice(from..(from + new.len()).min(bytes.len()), new.iter().copied());
        }
        Change::Splice(at, from, count) => {
            let (at, from) = (place(at, &bytes), place(from, other));
            bytes.splice(at..at, other[from..(from + count).min(other.len())].iter().copied());
        }
    }
    bytes
}
