//! Cells of a freezer's file: moments and temperatures as such programs write them.

use domain::Measure;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Colder than nothing is.
const COLDEST_MC: i32 = -273_150;
/// Warmer than any freezer.
const WARMEST_MC: i32 = 200_000;

/// What a plain number of the time is, and what two numbers with a colon are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeUnit {
    Seconds,
    Minutes,
    /// Hours and minutes.
    Clock,
}

impl TimeUnit {
    /// The unit that a heading names.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "" | "s" | "sec" | "second" | "seconds" | "秒" | "mm:ss" | "m:ss" | "hh:mm:ss" | "h:mm:ss" => {
                Some(Self::Seconds)
            }
            "min" | "minute" | "minutes" | "分" | "分钟" => Some(Self::Minutes),
            "hh:mm" | "h:mm" => Some(Self::Clock),
            _ => None,
        }
    }
}

/// When a row was written, ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Since some beginning.
    Elapsed(i64),
    /// By a clock on a wall of which nobody says where it hangs.
    Civil(i64),
    /// Since 1970-01-01 UTC.
    Utc(i64),
}

impl Moment {
    /// The time since another moment of the same sort.
    pub(super) fn since(self, origin: Self) -> Option<i64> {
        match (self, origin) {
            (Self::Elapsed(at), Self::Elapsed(first))
            | (Self::Civil(at), Self::Civil(first))
            | (Self::Utc(at), Self::Utc(first)) => at.checked_sub(first),
            _ => None,
        }
    }

    pub(super) const fn utc_ms(self) -> Option<i64> {
        match self {
            Self::Utc(ms) => Some(ms),
            Self::Elapsed(_) | Self::Civil(_) => None,
        }
    }
}

/// Reads a moment: seconds or minutes, `mm:ss`, `hh:mm:ss`, a date with a time, or RFC 3339.
pub(super) fn moment(text: &str, unit: TimeUnit) -> Option<Moment> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Moment::Utc(at.as_millisecond()));
    }
    if let Ok(at) = text.replace('/', "-").replacen(' ', "T", 1).parse::<DateTime>()
        && text.contains(':')
    {
        // Only differences are taken of it.
        return Some(Moment::Civil(at.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond()));
    }
    elapsed_ms(text, unit).map(Moment::Elapsed)
}

/// Seconds or minutes, `mm:ss` or `hh:mm:ss`, in ms.
pub(super) fn elapsed_ms(text: &str, unit: TimeUnit) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
    let whole = |text: &str| -> Option<i64> {
        let plain = !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse().ok() } else { None }
    };
    let below_60 = |text: &str| whole(text).filter(|number| *number < 60);
    let seconds_ms = |text: &str| thousandths(text).filter(|ms| (0..60_000).contains(ms));
    match parts.as_slice() {
        [one] => {
            let factor = if unit == TimeUnit::Seconds { 1 } else { 60 };
            thousandths(one).filter(|ms| *ms >= 0)?.checked_mul(factor)
        }
        [hours, minutes] if unit == TimeUnit::Clock => {
            Some((whole(hours)? * 60 + below_60(minutes)?) * 60_000)
        }
        [minutes, seconds] => Some(whole(minutes)? * 60_000 + seconds_ms(seconds)?),
        [hours, minutes, seconds] => {
            Some((whole(hours)? * 60 + below_60(minutes)?) * 60_000 + seconds_ms(seconds)?)
        }
        _ => None,
    }
}

/// A temperature in thousandths of °C; finer digits are noise and are rounded.
pub(super) fn temperature_mc(text: &str) -> Option<i32> {
    let value = i32::try_from(thousandths(text)?).ok()?;
    (COLDEST_MC..=WARMEST_MC).contains(&value).then_some(value)
}

/// A number with a point or a comma, in thousandths.
fn thousandths(text: &str) -> Option<i64> {
    let plain = text.trim().replace('\u{2212}', "-");
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    let plain = if plain.contains('.') { plain.to_owned() } else { plain.replacen(',', ".", 1) };
    let Measure(number) = plain.parse().ok()?;
    number.checked_mul(Decimal::ONE_THOUSAND)?.round().to_i64()
}
