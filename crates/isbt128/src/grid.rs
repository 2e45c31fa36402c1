//! Global registration identifiers for donors, GRID (ISBT 128 ST-001 2.4.39, data structure 039).

use crate::check::check_value;
use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{Class, DIGIT, UPPER_OR_DIGIT, bytes, expect_classes, expect_length, part, text_value};

/// The two-digit checksum, 00 to 36, over the first seventeen characters.
pub fn grid_checksum(first_seventeen: &str) -> Result<String, ScanError> {
    expect_length(first_seventeen, "grid", 17)?;
    check_value(first_seventeen).map(|value| format!("{value:02}"))
}

/// Issuing organisation (4 digits), registration identifier (13), checksum (2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grid([u8; 19]);

const NOT_ZERO: Class = (|c| matches!(c, '1'..='9'), "digit_not_zero");

impl Grid {
    /// Reads nineteen characters and verifies the checksum.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_length(text, "grid", 19)?;
        expect_classes(text, "grid", &[NOT_ZERO, DIGIT, DIGIT, DIGIT, UPPER_OR_DIGIT])?;
        let number = part(text, 0, 17);
        let (found, expected) = (part(text, 17, 19), grid_checksum(number)?);
        if found != expected {
            let (number, found) = (number.to_owned(), found.to_owned());
            return Err(ScanError::Checksum { field: "grid", number, found, expected });
        }
        Ok(Self(bytes(text, "grid")?))
    }

    /// The issuing organisation number.
    pub fn issuer(&self) -> &str {
        part(self.as_str(), 0, 4)
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(39))
    }
}

text_value!(Grid);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum() {
        assert_eq!(grid_checksum("6939DKM0013926127").unwrap(), "26");
        assert_eq!(Grid::parse("6939DKM001392612726").unwrap().issuer(), "6939");
        assert_eq!(Grid::parse("6939DKM001392612725").unwrap_err().code(), "scan.checksum");
        assert_eq!(Grid::parse("0939DKM001392612725").unwrap_err().code(), "scan.character");
        assert_eq!(Grid::parse("6939DKM0013926127").unwrap_err().code(), "scan.length");
    }
}
