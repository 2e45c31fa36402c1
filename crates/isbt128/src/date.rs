//! Dates of expiry, collection and production (ISBT 128 ST-001 2.4.4 to 2.4.9, data structures 004 to 009).
//!
//! The code holds `cyyjjj`: century digit, year, day of the year; with a time also `hhmm`.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{DIGIT, expect_layout, number, part};

const MONTH_DAYS: [u16; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A day of the Gregorian calendar between 1900 and 2899, the range that the century digit can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    year: u16,
    month: u8,
    day: u8,
}

impl CivilDate {
    /// A date from year, month 1 to 12 and day of the month.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, ScanError> {
        let refused = || ScanError::Date { position: 1, found: format!("{year:04}-{month:02}-{day:02}") };
        let index = usize::from(month).checked_sub(1).ok_or_else(refused)?;
        let days = month_days(year, index).ok_or_else(refused)?;
        if !(1900..2900).contains(&year) || day == 0 || u16::from(day) > days {
            return Err(refused());
        }
        Ok(Self { year, month, day })
    }

    /// A date from year and day of the year, 1 to 366.
    pub fn from_ordinal(year: u16, ordinal: u16) -> Result<Self, ScanError> {
        let refused = || ScanError::Date { position: 1, found: format!("{year:04}-{ordinal:03}") };
        let mut rest = ordinal;
        for index in 0..12 {
            let days = month_days(year, index).ok_or_else(refused)?;
            if rest <= days {
                let month = u8::try_from(index + 1).map_err(|_| refused())?;
                return Self::new(year, month, u8::try_from(rest).map_err(|_| refused())?);
            }
            rest -= days;
        }
        Err(refused())
    }

    /// The four-digit year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day of the year, from 1.
    pub fn ordinal(self) -> u16 {
        let before = (0..usize::from(self.month - 1)).filter_map(|m| month_days(self.year, m)).sum::<u16>();
        before + u16::from(self.day)
    }

    /// `cyyjjj` as symbols carry it.
    fn code(self) -> String {
        format!("{:03}{:03}", self.year % 1000, self.ordinal())
    }

    /// Reads `cyyjjj`; a century digit of 9 means the years 1900 to 1999, others count from 2000.
    pub(crate) fn from_code(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "date", &[(6, DIGIT)])?;
        let year: u16 = number(part(text, 0, 3));
        let year = if year >= 900 { 1000 + year } else { 2000 + year };
        let refused = |_| ScanError::Date { position: 4, found: part(text, 3, 6).to_owned() };
        Self::from_ordinal(year, number(part(text, 3, 6))).map_err(refused)
    }

    /// Reads `yyyymmdd`.
    pub(crate) fn from_digits(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "date", &[(8, DIGIT)])?;
        let [year, month, day] = [part(text, 0, 4), part(text, 4, 6), part(text, 6, 8)];
        Self::new(number(year), number(month), number(day))
            .map_err(|_| ScanError::Date { position: 1, found: text.to_owned() })
    }

    /// `yyyymmdd`.
    pub(crate) fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn month_days(year: u16, index: usize) -> Option<u16> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    MONTH_DAYS.get(index).map(|days| if leap && index == 1 { days + 1 } else { *days })
}

/// Hour and minute on the 24-hour clock, in the zone of whoever printed the label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

impl TimeOfDay {
    /// A time from hour 0 to 23 and minute 0 to 59.
    pub fn new(hour: u8, minute: u8) -> Result<Self, ScanError> {
        if hour > 23 || minute > 59 {
            return Err(ScanError::Date { position: 1, found: format!("{hour:02}:{minute:02}") });
        }
        Ok(Self { hour, minute })
    }

    /// Reads `hhmm`.
    pub(crate) fn from_digits(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "time", &[(4, DIGIT)])?;
        Self::new(number(part(text, 0, 2)), number(part(text, 2, 4)))
            .map_err(|_| ScanError::Date { position: 1, found: text.to_owned() })
    }

    /// `hhmm`.
    pub(crate) fn digits(self) -> String {
        format!("{:02}{:02}", self.hour, self.minute)
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// What a date on a label is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatePurpose {
    /// Expiry: DS004, DS005.
    Expiry,
    /// Collection: DS006, DS007.
    Collection,
    /// Production: DS008, DS009.
    Production,
}

impl DatePurpose {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Expiry => "expiry",
            Self::Collection => "collection",
            Self::Production => "production",
        }
    }
}

/// A date structure. Where the time is unknown the code carries 23:59 (2.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScanDate {
    /// What the date is the date of.
    pub purpose: DatePurpose,
    /// The day.
    pub date: CivilDate,
    /// The time, where the structure carries one.
    pub time: Option<TimeOfDay>,
}

impl ScanDate {
    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        let date = self.date.code();
        let time = self.time.map(TimeOfDay::digits).unwrap_or_default();
        format!("{}{date}{time}", identifier(self.number()))
    }

    /// 4 to 9.
    pub(crate) fn number(&self) -> u8 {
        let number = match self.purpose {
            DatePurpose::Expiry => 4,
            DatePurpose::Collection => 6,
            DatePurpose::Production => 8,
        };
        number + u8::from(self.time.is_some())
    }

    /// Reads the content of DS004 to DS009.
    pub(crate) fn from_content(number: u8, content: &str) -> Result<Self, ScanError> {
        let purpose = match number {
            4 | 5 => DatePurpose::Expiry,
            6 | 7 => DatePurpose::Collection,
            _ => DatePurpose::Production,
        };
        let date = CivilDate::from_code(part(content, 0, 6))?;
        let clock = part(content, 6, 10);
        let time = if clock.is_empty() {
            None
        } else {
            Some(TimeOfDay::from_digits(clock).map_err(|error| error.shifted(6))?)
        };
        Ok(Self { purpose, date, time })
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes() {
        for (code, date) in [
            ("999365", "1999-12-31"),
            ("016366", "2016-12-31"),
            ("018365", "2018-12-31"),
            ("025060", "2025-03-01"),
            ("100001", "2100-01-01"),
        ] {
            assert_eq!(CivilDate::from_code(code).unwrap().to_string(), date);
            assert_eq!(CivilDate::from_code(code).unwrap().code(), code);
        }
        for code in ["019366", "019000", "100366", "019999", "01903", "0190311", "01903a"] {
            assert!(CivilDate::from_code(code).is_err(), "{code}");
        }
        assert!(CivilDate::new(2023, 2, 29).is_err());
        assert!(CivilDate::new(2023, 0, 1).is_err());
        assert!(TimeOfDay::new(24, 0).is_err());
    }

    proptest! {
        #[test]
        fn round_trip(year in 1900_u16..2900, ordinal in 1_u16..=365) {
            let date = CivilDate::from_ordinal(year, ordinal).unwrap();
            prop_assert_eq!(date.ordinal(), ordinal);
            prop_assert_eq!(CivilDate::new(date.year(), date.month(), date.day()), Ok(date));
            prop_assert_eq!(CivilDate::from_code(&date.code()), Ok(date));
        }
    }
}
