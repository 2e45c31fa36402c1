//! Which generations are kept. Pure.

use std::collections::BTreeSet;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const WEEK_MS: i64 = 7 * DAY_MS;

/// How many generations are kept: the last one of each of so many hours, days and weeks that have any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Hours.
    pub hourly: usize,
    /// Days, UTC.
    pub daily: usize,
    /// Weeks, UTC.
    pub weekly: usize,
}

/// The usual: a day of hours, two weeks of days, two months of weeks.
pub const KEPT: Kept = Kept { hourly: 24, daily: 14, weekly: 8 };

/// Those of these moments (ms) whose generations may go. Hours, days and weeks without a generation do not count, so
/// that a station that was switched off for a year still has what it had.
#[must_use]
pub fn expired(at_ms: &[i64], kept: Kept) -> BTreeSet<i64> {
    let mut newest_first: Vec<i64> = at_ms.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let mut keep: BTreeSet<i64> = newest_first.first().copied().into_iter().collect();
    for (span_ms, count) in [(HOUR_MS, kept.hourly), (DAY_MS, kept.daily), (WEEK_MS, kept.weekly)] {
        let mut spans = BTreeSet::new();
        for at in &newest_first {
            let span = at.div_euclid(span_ms);
            if spans.len() == count && !spans.contains(&span) {
                break;
            }
            if spans.insert(span) {
                keep.insert(*at);
            }
        }
    }
    newest_first.into_iter().filter(|at| !keep.contains(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn left(at_ms: &[i64]) -> Vec<i64> {
        let gone = expired(at_ms, KEPT);
        at_ms.iter().copied().filter(|at| !gone.contains(at)).collect()
    }

    #[test]
    fn a_year_of_hourly_backups_leaves_a_day_of_hours_two_weeks_of_days_and_two_months_of_weeks() {
        let mut kept: Vec<i64> = Vec::new();
        for hour in 0..24 * 365 {
            kept.push(hour * HOUR_MS + 7);
            kept = left(&kept);
            assert!(kept.len() <= 46, "{}", kept.len());
        }
        let last = 24 * 365 - 1;
        assert!((last - 23..=last).all(|hour| kept.contains(&(hour * HOUR_MS + 7))));
        assert!((351..365).all(|day| kept.iter().any(|at| at / DAY_MS == day)));
        // The end of the eighth week back: the running one counts.
        assert!(kept.first().is_some_and(|oldest| (365 * DAY_MS - oldest) / DAY_MS >= 42), "{kept:?}");
    }

    proptest! {
        #[test]
        fn the_newest_stays_and_a_second_look_takes_nothing_more(
            mut times in prop::collection::vec(0..400 * DAY_MS, 1..400),
        ) {
            let kept = left(&times);
            times.sort_unstable();
            prop_assert!(kept.contains(times.last().unwrap()));
            prop_assert!(kept.len() <= KEPT.hourly + KEPT.daily + KEPT.weekly);
            prop_assert_eq!(expired(&kept, KEPT).len(), 0);
            // No more than the kinds of spans allow may go: each of the last 8 weeks that had one still has one.
            let weeks: BTreeSet<i64> = times.iter().map(|at| at / WEEK_MS).collect();
            for week in weeks.iter().rev().take(8) {
                prop_assert!(kept.iter().any(|at| at / WEEK_MS == *week));
            }
        }

        #[test]
        fn the_order_of_the_list_does_not_matter(times in prop::collection::vec(0..90 * DAY_MS, 0..100)) {
            let mut turned = times.clone();
            turned.reverse();
            prop_assert_eq!(expired(&times, KEPT), expired(&turned, KEPT));
        }
    }
}
