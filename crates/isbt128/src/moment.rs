//! Other dates: with a zone and a kind of time (ISBT 128 ST-001 2.4.31, data structure 031), and of supplies by month
//! (2.4.26, data structure 026).

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::date::{CivilDate, TimeOfDay};
use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{Class, DIGIT, ZERO, expect_layout, number, part};

/// Whose clock a time is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// 1: of the facility that gave the date.
    Local,
    /// 2: universal time.
    Utc,
}

impl Zone {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Utc => "utc",
        }
    }
}

/// What happened, or will happen, at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// 01.
    Expiry,
    /// 02.
    Collection,
    /// 03.
    Production,
    /// 04.
    CrossClamp,
    /// 05.
    Preservation,
    /// 06: of the donor.
    Death,
}

const KINDS: [(TimeKind, &str, &str); 6] = [
    (TimeKind::Expiry, "01", "expiry"),
    (TimeKind::Collection, "02", "collection"),
    (TimeKind::Production, "03", "production"),
    (TimeKind::CrossClamp, "04", "cross_clamp"),
    (TimeKind::Preservation, "05", "preservation"),
    (TimeKind::Death, "06", "death"),
];

impl TimeKind {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        KINDS.iter().find(|row| row.0 == self).map_or("", |row| row.2)
    }
}

const ZONE: Class = (|c| matches!(c, '1' | '2'), "zone");
const KIND_FIRST: Class = (|c| c == '0', "time_kind");
const KIND_SECOND: Class = (|c| matches!(c, '1'..='6'), "time_kind");

/// A moment to the minute that says whose clock and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FlexibleDateTime {
    /// Local or universal.
    pub zone: Zone,
    /// What for.
    pub kind: TimeKind,
    /// The day.
    pub date: CivilDate,
    /// The time.
    pub time: TimeOfDay,
}

impl FlexibleDateTime {
    /// Reads the sixteen digits `ZUTTyyyymmddhhmm`.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let layout = [(1, ZONE), (1, ZERO), (1, KIND_FIRST), (1, KIND_SECOND), (12, DIGIT)];
        expect_layout(text, "date_time", &layout)?;
        let kind = part(text, 2, 4);
        let kind = KINDS.iter().find(|row| row.1 == kind).map_or(TimeKind::Expiry, |row| row.0);
        Ok(Self {
            zone: if text.starts_with('1') { Zone::Local } else { Zone::Utc },
            kind,
            date: CivilDate::from_digits(part(text, 4, 12)).map_err(|error| error.shifted(4))?,
            time: TimeOfDay::from_digits(part(text, 12, 16)).map_err(|error| error.shifted(12))?,
        })
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(31))
    }
}

impl fmt::Display for FlexibleDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = match self.zone {
            Zone::Local => '1',
            Zone::Utc => '2',
        };
        let kind = KINDS.iter().find(|row| row.0 == self.kind).map_or("01", |row| row.1);
        write!(f, "{zone}0{kind}{}{}", self.date.digits(), self.time.digits())
    }
}

/// Year and month at whose end a supply expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExpiryMonth {
    year: u16,
    month: u8,
}

impl ExpiryMonth {
    /// A month from year 0 to 9999 and month 1 to 12.
    pub fn new(year: u16, month: u8) -> Result<Self, ScanError> {
        if year > 9999 || !(1..=12).contains(&month) {
            return Err(ScanError::Date { position: 1, found: format!("{year:04}-{month:02}") });
        }
        Ok(Self { year, month })
    }

    /// Reads the six digits `yyyymm`.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "expiry_month", &[(6, DIGIT)])?;
        let refused = |_| ScanError::Date { position: 5, found: part(text, 4, 6).to_owned() };
        Self::new(number(part(text, 0, 4)), number(part(text, 4, 6))).map_err(refused)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{:04}{:02}", identifier(26), self.year, self.month)
    }
}

impl fmt::Display for ExpiryMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn moments() {
        let text = "1002202611210815";
        let moment = FlexibleDateTime::parse(text).unwrap();
        assert_eq!((moment.zone, moment.kind.code()), (Zone::Local, "collection"));
        assert_eq!((moment.date.to_string(), moment.time.to_string()), ("2026-11-21".into(), "08:15".into()));
        assert_eq!(moment.scan_text(), "=(1002202611210815");
        for (text, code, position) in [
            ("3002202611210815", "scan.character", 1),
            ("1102202611210815", "scan.character", 2),
            ("1007202611210815", "scan.character", 4),
            ("1002202613210815", "scan.date", 5),
            ("1002202611212415", "scan.date", 13),
            ("100220261121081", "scan.length", 15),
        ] {
            let error = FlexibleDateTime::parse(text).unwrap_err();
            assert_eq!((error.code(), error.position()), (code, Some(position)), "{text}");
        }
    }

    #[test]
    fn months() {
        let month = ExpiryMonth::parse("202703").unwrap();
        assert_eq!((month.to_string(), month.scan_text()), ("2027-03".into(), "=]202703".into()));
        assert_eq!(ExpiryMonth::parse("202713").unwrap_err().position(), Some(5));
        assert!(ExpiryMonth::new(2027, 0).is_err());
    }
}
