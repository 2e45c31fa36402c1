//! Global registration identifiers for donors, GRID (ISBT 128 ST-001 2.4.39, data structure 039).

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use crate::check::check_value;
use crate::error::ScanError;
use crate::text::{Class, DIGIT, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value, wrong_length};

/// The two-digit checksum, 00 to 36, over the first seventeen characters.
///
/// It is Mod 37-2 written as a number, not the Mod 97-10 of bank accounts.
pub fn grid_checksum(first_seventeen: &str) -> Result<String, ScanError> {
    let length = first_seventeen.chars().count();
    if length != 17 {
        return Err(wrong_length("grid", length, 17));
    }
    check_value(first_seventeen).map(|value| format!("{value:02}"))
}

/// Issuing organisation (4 digits), registration identifier (13), checksum (2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grid([u8; 19]);

const NOT_ZERO: Class = (|c| matches!(c, '1'..='9'), "digit_not_zero");

impl Grid {
    /// Reads nineteen characters and verifies the checksum.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "grid", &[(1, NOT_ZERO), (3, DIGIT), (13, UPPER_OR_DIGIT), (2, DIGIT)])?;
        let number = part(text, 0, 17);
        let (found, expected) = (part(text, 17, 19), grid_checksum(number)?);
        if found != expected {
            let (number, found) = (number.to_owned(), found.to_owned());
            return Err(ScanError::Checksum { position: 18, field: "grid", number, found, expected });
        }
        Ok(Self(bytes(text, "grid")?))
    }

    /// Puts an identifier together from the issuing organisation's four digits and its thirteen characters.
    pub fn from_parts(issuer: &str, registration: &str) -> Result<Self, ScanError> {
        let number = format!("{issuer}{registration}");
        let checksum = grid_checksum(&number)?;
        Self::parse(&format!("{number}{checksum}"))
    }

    /// The issuing organisation number.
    pub fn issuer(&self) -> &str {
        part(self.as_str(), 0, 4)
    }

    /// The identifier that the organisation gave.
    pub fn registration(&self) -> &str {
        part(self.as_str(), 4, 17)
    }

    /// The two check digits.
    pub fn checksum(&self) -> &str {
        part(self.as_str(), 17, 19)
    }
}

text_value!(Grid, 39);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum() {
        assert_eq!(grid_checksum("6939DKM0013926127").unwrap(), "26");
        let grid = Grid::parse("6939DKM001392612726").unwrap();
        assert_eq!((grid.issuer(), grid.registration(), grid.checksum()), ("6939", "DKM0013926127", "26"));
        assert_eq!(Grid::from_parts("6939", "DKM0013926127"), Ok(grid));
        assert_eq!(grid.scan_text(), "&:6939DKM001392612726");
        for (text, code, position) in [
            ("6939DKM001392612725", "scan.checksum", 18),
            ("0939DKM001392612725", "scan.character", 1),
            ("6939DKm001392612726", "scan.character", 7),
            ("6939DKM0013926127", "scan.length", 17),
            ("6939DKM0013926127260", "scan.length", 20),
        ] {
            let error = Grid::parse(text).unwrap_err();
            assert_eq!((error.code(), error.position()), (code, Some(position)), "{text}");
        }
    }
}
