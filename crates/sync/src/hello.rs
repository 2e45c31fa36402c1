//! `GET /v1/hello`: who the centre is, what it speaks, what time it has.

use crate::{Versions, list};
use ledger::PublicKey;
use minicbor::{Decode, Encode};

/// The centre's answer to anyone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Hello {
    /// The lowest protocol version that it speaks.
    #[n(0)]
    pub protocol_min: u16,
    /// The highest protocol version that it speaks.
    #[n(1)]
    pub protocol_max: u16,
    /// The key of its signatures.
    #[n(2)]
    pub centre_key: PublicKey,
    /// Its wall clock, milliseconds since 1970-01-01 UTC.
    #[n(3)]
    pub time_ms: i64,
    /// What it can do beyond the version's base; a station ignores what it does not know.
    #[cbor(n(4), decode_with = "list::decode")]
    pub capabilities: Vec<String>,
}

impl Hello {
    /// What the centre speaks.
    #[must_use]
    pub const fn versions(&self) -> Versions {
        Versions { min: self.protocol_min, max: self.protocol_max }
    }
}

/// One measurement of the centre's clock against the station's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockOffset {
    /// Centre clock minus station clock, milliseconds.
    pub offset_ms: i64,
    /// The true offset lies within this of [`ClockOffset::offset_ms`], milliseconds.
    pub uncertainty_ms: u64,
}

impl ClockOffset {
    /// From the station's wall clock just before and just after a [`Hello`], milliseconds since 1970-01-01 UTC.
    /// Nothing where the station's clock was set back in between.
    #[must_use]
    pub fn measure(before_ms: i64, centre_ms: i64, after_ms: i64) -> Option<Self> {
        let journey_ms = u64::try_from(after_ms.checked_sub(before_ms)?).ok()?;
        let half_ms = i64::try_from(journey_ms / 2).ok()?;
        let offset_ms = centre_ms.checked_sub(before_ms.checked_add(half_ms)?)?;
        Some(Self { offset_ms, uncertainty_ms: journey_ms.div_ceil(2) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_true_offset_lies_within_the_uncertainty(
            offset in -1_000_000_i64..1_000_000, there in 0_i64..5_000, back in 0_i64..5_000, start in 0_i64..1_000_000,
        ) {
            let found = ClockOffset::measure(start, start + there + offset, start + there + back).unwrap();
            prop_assert!(found.offset_ms.abs_diff(offset) <= found.uncertainty_ms);
        }

        #[test]
        fn extreme_clocks_never_panic(before in any::<i64>(), centre in any::<i64>(), after in any::<i64>()) {
            let _ = ClockOffset::measure(before, centre, after);
        }
    }
}
