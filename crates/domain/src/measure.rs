//! A measured number, kept exactly as it was entered: `95.0` stays `95.0`.

use minicbor::{Decode, Decoder, Encode, Encoder};
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::str::FromStr;

/// A decimal number with the digits that were entered. Compares by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(pub Decimal);

impl Measure {
    /// A number of tenths, with one decimal.
    #[must_use]
    pub fn tenths(tenths: u32) -> Self {
        Self(Decimal::new(tenths.into(), 1))
    }

    /// The whole millionths not above it.
    #[must_use]
    pub fn millionths_below(self) -> i64 {
        self.millionths(RoundingStrategy::ToNegativeInfinity)
    }

    /// The whole millionths not below it.
    #[must_use]
    pub fn millionths_above(self) -> i64 {
        self.millionths(RoundingStrategy::ToPositiveInfinity)
    }

    fn millionths(self, side: RoundingStrategy) -> i64 {
        let scaled =
            self.0.checked_mul(Decimal::from(1_000_000)).map(|of| of.round_dp_with_strategy(0, side));
        let outermost = if self.0.is_sign_negative() { i64::MIN } else { i64::MAX };
        scaled.and_then(|scaled| scaled.to_i64()).unwrap_or(outermost)
    }
}

/// Text that should be a number is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number")]
pub struct NotANumber(pub String);

impl FromStr for Measure {
    type Err = NotANumber;

    /// Plain decimals only: no exponent, no thousands separators; a full-width digit or sign from a Chinese input
    /// method counts as its ASCII twin.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let narrow: String = text
            .trim()
            .chars()
            .map(|c| match c {
                '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
                '．' | '。' => '.',
                '－' => '-',
                other => other,
            })
            .collect();
        let plain = !narrow.is_empty() && narrow.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
        let value = if plain { Decimal::from_str(&narrow).ok() } else { None };
        value.map(Self).ok_or_else(|| NotANumber(text.to_owned()))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Measure {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<C> Encode<C> for Measure {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Measure {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(|_| minicbor::decode::Error::message("not a decimal number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_digits_and_refuses_what_is_no_number() {
        let cases =
            [("95.0", Some("95.0")), (" 12 ", Some("12")), ("１２．５", Some("12.5")), ("-3", Some("-3"))];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Measure>().ok().map(|m| m.to_string()).as_deref(), expected, "{text}");
        }
        for bad in ["", "1e5", "1,000", "abc", "--1", "NaN", "+-", "."] {
            assert!(bad.parse::<Measure>().is_err(), "{bad}");
        }
    }
}
