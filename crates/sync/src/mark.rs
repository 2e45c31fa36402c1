//! A running digest over a feed: what stands up to a position, and in which order, as 8 bytes.
//!
//! A station sends it along with the position that it reads behind. A centre that numbers its feed otherwise than it did
//! once, as one that was restored from an older backup does, sees it at once, however far it has grown since.

use ledger::Hash;
use std::fmt;
use std::str::FromStr;

const TAG: &str = "cordkeep.feed.mark.v1";

/// Text that should be a mark is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a mark of 16 hexadecimal digits")]
pub struct MarkError(pub String);

/// The mark of a position. It tells honest parties apart, no more: 64 bits, not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FeedMark(u64);

impl FeedMark {
    /// Before the first entry.
    pub const START: Self = Self(0);

    /// The mark of the next position, where this entry stands.
    #[must_use]
    pub fn then(self, entry: &Hash) -> Self {
        let hash = Hash::of(TAG, &[&self.0.to_be_bytes(), entry.bytes()]);
        let (first, _) = hash.bytes().split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
        Self(u64::from_be_bytes(*first))
    }

    /// The mark of the last of these, one behind the other.
    #[must_use]
    pub fn then_all<'a>(self, entries: impl IntoIterator<Item = &'a Hash>) -> Self {
        entries.into_iter().fold(self, Self::then)
    }

    /// As stored.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// Read back from storage.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

impl fmt::Display for FeedMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for FeedMark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        let mark = u64::from_str_radix(text, 16).ok().map(Self);
        // One mark has one text: what reads a number takes a sign before it, and fewer digits.
        mark.filter(|mark| mark.to_string() == text).ok_or_else(|| MarkError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_entries_in_another_order_have_another_mark() {
        let [a, b, c] = [1, 2, 3].map(|n| Hash::from_bytes([n; 32]));
        let mark = |entries: &[&Hash]| FeedMark::START.then_all(entries.iter().copied());
        assert_ne!(mark(&[&a, &b, &c]), mark(&[&b, &a, &c]));
        assert_ne!(mark(&[&a, &b, &c]), mark(&[&a, &b]));
        let there = mark(&[&a, &b]).then(&c);
        assert_eq!(there, mark(&[&a, &b, &c]));
        assert_eq!(there.to_string().parse(), Ok(there));
        assert_eq!(FeedMark::from_bits(there.to_bits()), there);
    }

    #[test]
    fn one_mark_has_one_text() {
        let text = FeedMark::from_bits(0xab).to_string();
        assert_eq!(text.parse(), Ok(FeedMark::from_bits(0xab)));
        for bad in ["", "ab", "+0000000000000ab", "00000000000000AB", "000000000000000ab", "0000000000000 ab"]
        {
            assert_eq!(bad.parse::<FeedMark>(), Err(MarkError(bad.to_owned())));
        }
    }
}
