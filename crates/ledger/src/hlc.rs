//! The hybrid logical clock: orders the display of entries; it proves neither causality nor legal time.

/// A point of the hybrid logical clock. Ordered by wall part, then counter.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
pub struct Hlc {
    /// Milliseconds since 1970-01-01 UTC: the highest wall clock seen so far.
    #[n(0)]
    pub wall_ms: u64,
    /// Tells apart what falls into the same millisecond.
    #[n(1)]
    pub counter: u32,
}

impl Hlc {
    /// The next point after `self` for an event at wall time `now_ms`. Always greater than `self`, also when the wall
    /// clock stands still or runs backwards.
    #[must_use]
    pub fn tick(self, now_ms: u64) -> Self {
        if now_ms > self.wall_ms {
            Self { wall_ms: now_ms, counter: 0 }
        } else if let Some(counter) = self.counter.checked_add(1) {
            Self { wall_ms: self.wall_ms, counter }
        } else {
            Self { wall_ms: self.wall_ms.saturating_add(1), counter: 0 }
        }
    }

    /// The clock after hearing of an entry at `other`: never behind either of them.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        self.max(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ticks_only_forward(wall in any::<u64>(), counter in any::<u32>(), now in any::<u64>()) {
            prop_assume!(wall < u64::MAX);
            let hlc = Hlc { wall_ms: wall, counter };
            prop_assert!(hlc.tick(now) > hlc);
            prop_assert!(hlc.tick(now).wall_ms >= now.min(u64::MAX - 1));
        }
    }
}
