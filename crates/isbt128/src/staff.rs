//! Staff members (ISBT 128 ST-001 2.4.20, data structure 020). A badge names a person, it signs nothing.

use crate::din::FacilityNumber;
use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{Class, bytes, expect_classes, expect_length, part, text_value};

/// Facility number and six characters given by the facility.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId([u8; 11]);

const ALNUM: Class = (|c| c.is_ascii_alphanumeric(), "letter_or_digit");

impl StaffId {
    /// Reads the eleven characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_length(text, "staff", 11)?;
        expect_classes(text, "staff", &[ALNUM])?;
        FacilityNumber::parse(part(text, 0, 5))?;
        Ok(Self(bytes(text, "staff")?))
    }

    /// The six characters given by the facility.
    pub fn member(&self) -> &str {
        part(self.as_str(), 5, 11)
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(20))
    }
}

text_value!(StaffId);
