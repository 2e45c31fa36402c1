//! Patients: date of birth (ISBT 128 ST-001 2.4.24, data structure 024) and identifier (2.4.25, data structure 025).
//!
//! GS1 is the recommended standard for new systems; these are read for those who have them. Both are personal data.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::date::CivilDate;
use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{ALPHANUMERIC, DIGIT, expect_class, expect_layout, number, part, wrong_length};

/// Where a date of birth was read, and the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PatientBirth {
    location: u8,
    /// The date of birth.
    pub date: CivilDate,
}

impl PatientBirth {
    /// A date of birth with a location code of 0 to 99 (table RT018).
    pub fn new(location: u8, date: CivilDate) -> Result<Self, ScanError> {
        Ok(Self { location: checked_location(location)?, date })
    }

    /// Reads the ten digits `aayyyymmdd`.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "patient_birth", &[(10, DIGIT)])?;
        let date = CivilDate::from_digits(part(text, 2, 10)).map_err(|error| error.shifted(2))?;
        Ok(Self { location: number(part(text, 0, 2)), date })
    }

    /// The location code.
    pub fn location(&self) -> u8 {
        self.location
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(24))
    }
}

impl fmt::Display for PatientBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}{}", self.location, self.date.digits())
    }
}

/// Where a patient's identifier was read, and the identifier: letters and digits, at most 99.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PatientId {
    location: u8,
    text: String,
}

impl PatientId {
    /// An identifier with a location code of 0 to 99 (table RT018).
    pub fn new(location: u8, text: &str) -> Result<Self, ScanError> {
        let location = checked_location(location)?;
        expect_class(text, "patient", ALPHANUMERIC)?;
        if text.len() > 99 {
            return Err(wrong_length("patient", text.len(), 99));
        }
        Ok(Self { location, text: text.to_owned() })
    }

    /// Reads `aall` and as many characters as `ll` says.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_class(text, "patient", ALPHANUMERIC)?;
        expect_class(part(text, 0, 4), "patient", DIGIT)?;
        let expected = 4 + number::<usize>(part(text, 2, 4));
        if text.len() != expected {
            return Err(wrong_length("patient", text.len(), expected));
        }
        Ok(Self { location: number(part(text, 0, 2)), text: part(text, 4, expected).to_owned() })
    }

    /// The location code.
    pub fn location(&self) -> u8 {
        self.location
    }

    /// The identifier.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(25))
    }
}

impl fmt::Display for PatientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}{:02}{}", self.location, self.text.len(), self.text)
    }
}

fn checked_location(location: u8) -> Result<u8, ScanError> {
    if location > 99 {
        return Err(ScanError::Range { field: "location", found: location.into(), min: 0, max: 99 });
    }
    Ok(location)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both() {
        let patient = PatientId::parse("0105ABC12").unwrap();
        assert_eq!((patient.location(), patient.text()), (1, "ABC12"));
        assert_eq!(patient.scan_text(), "&#0105ABC12");
        assert_eq!(PatientId::new(1, "ABC12"), Ok(patient));
        let birth = PatientBirth::parse("0119991231").unwrap();
        assert_eq!(PatientBirth::new(1, birth.date), Ok(birth));
        assert_eq!(birth.scan_text(), "=#0119991231");
        assert_eq!(PatientBirth::parse("0119991331").unwrap_err().position(), Some(3));
        for (text, position) in
            [("", None), ("0105ABC1", Some(8)), ("0105ABC123", Some(10)), ("0105AB-12", Some(7))]
        {
            assert_eq!(PatientId::parse(text).unwrap_err().position(), position, "{text}");
        }
        assert!(PatientId::new(100, "A").is_err());
    }
}
