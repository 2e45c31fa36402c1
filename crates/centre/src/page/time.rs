//! Moments, sizes and numbers as people read them.

use super::html::{Html, tag, text};
use super::texts::{Texts, fill};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A moment on the clock of the centre's machine.
pub(super) fn clock(ms: i64) -> String {
    shown(ms, TimeZone::system())
}

fn shown(ms: i64, zone: TimeZone) -> String {
    let moment = Timestamp::from_millisecond(ms).unwrap_or_default();
    moment.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A day that is counted from 1970-01-01 UTC.
pub(super) fn date(day: i32) -> String {
    let mut shown = shown(i64::from(day) * DAY_MS, TimeZone::UTC);
    shown.truncate("2000-01-01".len());
    shown
}

/// The zone of [`clock`] at a moment.
pub(super) fn zone(ms: i64) -> String {
    let moment = Timestamp::from_millisecond(ms).unwrap_or_default();
    moment.to_zoned(TimeZone::system()).strftime("UTC%:z").to_string()
}

/// A moment, and how long ago that is.
pub(super) fn moment(t: &Texts, ms: i64, now_ms: i64) -> Html {
    let machine = Timestamp::from_millisecond(ms).unwrap_or_default().to_string();
    let shown = tag("time", &[("datetime", &machine)], text(clock(ms)));
    [tag("span", &[("class", "age")], text(age(t, ms, now_ms))), text(" "), shown].into()
}

/// The same, or "never".
pub(super) fn moment_or_never(t: &Texts, ms: Option<i64>, now_ms: i64) -> Html {
    ms.map_or_else(|| text(&t.never), |ms| moment(t, ms, now_ms))
}

fn age(t: &Texts, ms: i64, now_ms: i64) -> String {
    match now_ms.saturating_sub(ms) {
        ..MINUTE_MS => t.age_now.clone(),
        age @ ..HOUR_MS => fill(&t.age_minutes, "count", age / MINUTE_MS),
        age @ ..DAY_MS => fill(&t.age_hours, "count", age / HOUR_MS),
        age => fill(&t.age_days, "count", age / DAY_MS),
    }
}

/// A number with its thousands apart.
pub(super) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in the largest unit of which there is one, to a tenth.
pub(super) fn size(bytes: u64) -> String {
    let units = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];
    units.into_iter().find(|(_, power)| bytes >> power > 0).map_or_else(
        || format!("{bytes} B"),
        |(unit, power)| {
            let tenths = (u128::from(bytes) * 10) >> power;
            format!("{}.{} {unit}", tenths / 10, tenths % 10)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::texts::Locale;
    use super::*;

    #[test]
    fn numbers_and_sizes_are_read_at_a_glance() {
        for (value, want) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(value), want);
        }
        for (bytes, want) in [
            (0, "0 B"),
            (1_023, "1023 B"),
            (1_536, "1.5 KiB"),
            (7_654_321, "7.2 MiB"),
            (u64::MAX, "16777215.9 TiB"),
        ] {
            assert_eq!(size(bytes), want);
        }
    }

    #[test]
    fn a_moment_has_its_age() {
        let t = Locale::En.texts();
        for (ago_ms, want) in [
            (-5, "just now"),
            (59_999, "just now"),
            (60_000, "1 min ago"),
            (3_600_000, "1 h ago"),
            (172_800_000, "2 d ago"),
        ] {
            assert_eq!(age(t, 1_000_000_000_000 - ago_ms, 1_000_000_000_000), want);
        }
        assert_eq!(shown(1_700_000_000_000, TimeZone::UTC), "2023-11-14 22:13:20");
        assert_eq!(date(19_675), "2023-11-14");
    }
}
