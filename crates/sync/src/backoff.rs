//! How long to wait after failures.

const FIRST_MS: u64 = 1_000;
const LONGEST_MS: u64 = 5 * 60 * 1_000;

/// The pause after the `attempt`-th failure in a row (from 1), milliseconds. It doubles from one second to five minutes;
/// `random` spreads it over its upper half, so that stations cut off together do not come back together.
#[must_use]
pub const fn delay_ms(attempt: u32, random: u32) -> u64 {
    let doublings = if attempt > 20 { 20 } else { attempt.saturating_sub(1) };
    let full = FIRST_MS << doublings;
    let full = if full > LONGEST_MS { LONGEST_MS } else { full };
    let half = full / 2;
    half + ((half * random as u64) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stays_between_half_and_full(attempt in any::<u32>(), random in any::<u32>()) {
            let delay = delay_ms(attempt, random);
            prop_assert!((FIRST_MS / 2..=LONGEST_MS).contains(&delay));
            prop_assert!(delay <= delay_ms(attempt, u32::MAX));
            prop_assert!(delay_ms(attempt, u32::MAX) <= 2 * delay_ms(attempt, 0));
        }

        #[test]
        fn never_shrinks_with_failures(attempt in 0..u32::MAX, random in any::<u32>()) {
            prop_assert!(delay_ms(attempt, random) <= delay_ms(attempt + 1, random));
        }
    }
}
