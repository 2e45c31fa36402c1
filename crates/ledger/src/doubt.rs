//! Whether a clock can be believed: a judgement of the evidence that entries carry. Nothing is ever rewritten for it.

use crate::{ClockEvidence, Hlc};

/// From where on the evidence speaks against a clock. Below these are the small steps of ordinary time-keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockLimits {
    /// Wall clock before that of the chain's previous entry, ms.
    pub backwards_ms: u64,
    /// Wall clock and monotonic clock apart within one boot, ms.
    pub drift_ms: u64,
    /// Known offset to the centre, ms.
    pub offset_ms: u64,
    /// Wall clock before the latest moment that the station had seen in any entry, ms.
    pub behind_ms: u64,
}

impl ClockLimits {
    /// The limits that the program judges by.
    pub const DEFAULT: Self =
        Self { backwards_ms: 1_000, drift_ms: 5_000, offset_ms: 60_000, behind_ms: 60_000 };
}

/// Something that speaks against the wall clock of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockDoubt {
    /// It reads earlier than in the entry before, by so many ms.
    Backwards(u64),
    /// Since the entry before, in the same boot, it went further than the monotonic clock by so many ms; negative where
    /// it went less far. A machine that slept looks like a clock set forward.
    Drift(i64),
    /// The centre's clock minus this one, ms.
    Offset(i64),
    /// It reads earlier than an entry that the station had already seen, by so many ms.
    Behind(u64),
}

impl ClockDoubt {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Backwards(_) => "backwards",
            Self::Drift(_) => "drift",
            Self::Offset(_) => "offset",
            Self::Behind(_) => "behind",
        }
    }

    /// By how much, ms.
    #[must_use]
    pub fn by_ms(self) -> i64 {
        match self {
            Self::Backwards(by) | Self::Behind(by) => i64::try_from(by).unwrap_or(i64::MAX),
            Self::Drift(by) | Self::Offset(by) => by,
        }
    }

    /// Whether the clock jumped at this very entry; other doubts last on.
    #[must_use]
    pub const fn is_jump(self) -> bool {
        matches!(self, Self::Backwards(_) | Self::Drift(_))
    }
}

impl ClockEvidence {
    /// Whether no clock was read at all: the moment was stated, as in a history that is carried over. Its boot is all
    /// zeros, and there is nothing to judge.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.boot.bytes().iter().all(|byte| *byte == 0)
    }
}

/// Everything that speaks against the clock of an entry. `previous` is the evidence of the last earlier entry of the
/// same chain, where it is at hand; `hlc` is the entry's own.
#[must_use]
pub fn clock_doubts(
    previous: Option<&ClockEvidence>,
    clock: &ClockEvidence,
    hlc: Hlc,
    limits: &ClockLimits,
) -> Vec<ClockDoubt> {
    let mut found = Vec::new();
    if clock.is_stated() {
        return found;
    }
    if let Some(previous) = previous.filter(|previous| !previous.is_stated()) {
        let went_ms = clock.wall_ms.saturating_sub(previous.wall_ms);
        if went_ms < 0 && went_ms.unsigned_abs() > limits.backwards_ms {
            found.push(ClockDoubt::Backwards(went_ms.unsigned_abs()));
        }
        if clock.boot == previous.boot {
            let passed_ms = i128::from(clock.monotonic_ms) - i128::from(previous.monotonic_ms);
            let drift_ms = saturate(i128::from(went_ms) - passed_ms);
            if drift_ms.unsigned_abs() > limits.drift_ms {
                found.push(ClockDoubt::Drift(drift_ms));
            }
        }
    }
    if let Some(offset_ms) = clock.offset_ms.filter(|offset| offset.unsigned_abs() > limits.offset_ms) {
        found.push(ClockDoubt::Offset(offset_ms));
    }
    let behind_ms = i128::from(hlc.wall_ms) - i128::from(clock.wall_ms);
    if behind_ms > i128::from(limits.behind_ms) {
        found.push(ClockDoubt::Behind(u64::try_from(behind_ms).unwrap_or(u64::MAX)));
    }
    found
}

fn saturate(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BootId;
    use proptest::prelude::*;

    const LIMITS: ClockLimits = ClockLimits::DEFAULT;

    fn at(wall_ms: i64, monotonic_ms: u64, boot: u8) -> ClockEvidence {
        let boot = BootId::from_bytes([boot; 16]);
        ClockEvidence { wall_ms, monotonic_ms, boot, offset_ms: None, offset_age_ms: None }
    }

    fn hlc(wall_ms: i64) -> Hlc {
        Hlc { wall_ms: u64::try_from(wall_ms).unwrap_or(0), counter: 0 }
    }

    #[test]
    fn each_doubt_is_named_with_its_size() {
        let before = at(1_000_000, 500, 1);
        let offset = ClockEvidence { offset_ms: Some(-61_000), ..at(1_000_100, 600, 1) };
        let stated = at(0, 0, 0);
        let cases = [
            (at(1_000_100, 600, 1), 1_000_100, vec![]),
            (at(998_000, 600, 2), 1_000_000, vec![ClockDoubt::Backwards(2_000)]),
            (at(1_086_400, 600, 1), 1_086_400, vec![ClockDoubt::Drift(86_300)]),
            (at(1_000_000, 60_500, 1), 1_000_000, vec![ClockDoubt::Drift(-60_000)]),
            (offset, 1_000_100, vec![ClockDoubt::Offset(-61_000)]),
            (at(1_000_100, 600, 1), 1_100_100, vec![ClockDoubt::Behind(100_000)]),
            (stated, 9_000_000, vec![]),
        ];
        for (clock, seen, expected) in cases {
            assert_eq!(clock_doubts(Some(&before), &clock, hlc(seen), &LIMITS), expected, "{clock:?}");
        }
        assert_eq!(clock_doubts(Some(&stated), &at(5, 1, 1), hlc(5), &LIMITS), vec![]);
    }

    proptest! {
        /// An honest clock is never doubted, through any number of restarts.
        #[test]
        fn an_honest_clock_is_never_doubted(
            start in 0i64..4_000_000_000_000,
            steps in prop::collection::vec((0u32..1_000_000_000, any::<bool>(), -900i64..900), 1..40),
        ) {
            let mut now = at(start, 0, 1);
            let mut clock = Hlc::default();
            let mut previous = None;
            let mut jitter_before = 0;
            for (passed, restarts, jitter) in steps {
                let true_ms = now.wall_ms - jitter_before + i64::from(passed) + 2_000;
                now = if restarts {
                    at(true_ms + jitter, 0, now.boot.bytes()[0] % 200 + 1)
                } else {
                    at(true_ms + jitter, now.monotonic_ms + u64::from(passed) + 2_000, now.boot.bytes()[0])
                };
                jitter_before = jitter;
                clock = clock.tick(u64::try_from(now.wall_ms).unwrap_or(0));
                prop_assert_eq!(clock_doubts(previous.as_ref(), &now, clock, &LIMITS), vec![]);
                previous = Some(now);
            }
        }

        /// Whoever sets the clock by more than the limits is found at that entry, in either direction.
        #[test]
        fn a_set_clock_is_found(
            start in 1_000_000_000_000i64..2_000_000_000_000,
            passed in 0u32..86_400_000,
            set in prop_oneof![-900_000_000_000i64..-86_500_000, 6_000i64..900_000_000_000],
        ) {
            let before = at(start, 0, 1);
            let now = at(start + i64::from(passed) + set, u64::from(passed), 1);
            let found = clock_doubts(Some(&before), &now, hlc(now.wall_ms.max(start)), &LIMITS);
            prop_assert!(found.contains(&ClockDoubt::Drift(set)));
            prop_assert_eq!(set < 0, found.iter().any(|doubt| matches!(doubt, ClockDoubt::Backwards(_))));
            // After a restart only a clock that went back can be told.
            let restarted = at(now.wall_ms, 0, 2);
            let found = clock_doubts(Some(&before), &restarted, hlc(now.wall_ms), &LIMITS);
            prop_assert_eq!(set < 0, found.iter().any(|doubt| doubt.is_jump()));
        }

        /// Nothing that an entry can carry makes the judgement fail.
        #[test]
        fn any_evidence_is_judged(
            walls in any::<(i64, i64)>(), monotonic in any::<(u64, u64)>(), offset in any::<Option<i64>>(), seen in any::<u64>(),
        ) {
            let before = at(walls.0, monotonic.0, 1);
            let now = ClockEvidence { offset_ms: offset, ..at(walls.1, monotonic.1, 1) };
            let found = clock_doubts(Some(&before), &now, Hlc { wall_ms: seen, counter: 0 }, &LIMITS);
            prop_assert!(found.len() <= 4);
        }
    }
}
