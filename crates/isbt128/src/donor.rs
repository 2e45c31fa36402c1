//! People who give: donors (ISBT 128 ST-001 2.4.19, data structure 019) and chains of identity (2.4.40, structure 040).
//!
//! A donor number is not a GRID: see [`crate::Grid`]. Both carry a check character for the keyboard (7.5).

use alloc::format;

use crate::check::{check_symbol, check_value};
use crate::din::FacilityNumber;
use crate::error::ScanError;
use crate::text::{
    Class, DIGIT, FACILITY, Run, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value, zero_padded,
};

/// Facility number and sixteen digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DonorNumber([u8; 21]);

impl DonorNumber {
    /// Reads the twenty-one characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "donor", &[FACILITY[0], FACILITY[1], FACILITY[2], (16, DIGIT)])?;
        Ok(Self(bytes(text, "donor")?))
    }

    /// Puts a number together; a sequence shorter than sixteen digits gets zeros in front.
    pub fn from_parts(facility: FacilityNumber, sequence: &str) -> Result<Self, ScanError> {
        Self::parse(&format!("{facility}{}", zero_padded(sequence, 16)))
    }

    /// The facility, or the authority that numbers the donors of a country.
    pub fn facility(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The sixteen digits, zeros in front included: whether they belong to the number only the issuer knows.
    pub fn sequence(&self) -> &str {
        part(self.as_str(), 5, 21)
    }

    /// The check character K, printed in a box.
    pub fn check_character(&self) -> char {
        check_value(self.as_str()).map_or('*', check_symbol)
    }
}

text_value!(DonorNumber, 19);

const LETTER_C: Class = (|c| c == 'C', "letter_c");
const LETTER_H: Class = (|c| c == 'H', "letter_h");

const CHAIN: [Run; 7] =
    [(1, LETTER_C), (1, LETTER_H), FACILITY[0], FACILITY[1], FACILITY[2], (2, DIGIT), (6, UPPER_OR_DIGIT)];

/// `CH`, the issuer's facility number, two digits of the nominal year, six characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainOfIdentity([u8; 15]);

impl ChainOfIdentity {
    /// Reads the fifteen characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "chain_of_identity", &CHAIN)?;
        Ok(Self(bytes(text, "chain_of_identity")?))
    }

    /// Puts an identifier together; `year` is 0 to 99.
    pub fn from_parts(issuer: FacilityNumber, year: u8, sequence: &str) -> Result<Self, ScanError> {
        if year > 99 {
            return Err(ScanError::Range { field: "year", found: year.into(), min: 0, max: 99 });
        }
        Self::parse(&format!("CH{issuer}{year:02}{}", zero_padded(sequence, 6)))
    }

    /// The issuer's facility number.
    pub fn issuer(&self) -> &str {
        part(self.as_str(), 2, 7)
    }

    /// The two digits of the nominal year.
    pub fn year(&self) -> &str {
        part(self.as_str(), 7, 9)
    }

    /// The six characters that the issuer gave.
    pub fn sequence(&self) -> &str {
        part(self.as_str(), 9, 15)
    }

    /// The check character K over all fifteen characters, printed in a box.
    pub fn check_character(&self) -> char {
        check_value(self.as_str()).map_or('*', check_symbol)
    }
}

text_value!(ChainOfIdentity, 40);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let facility = FacilityNumber::parse("V0100").unwrap();
        let donor = DonorNumber::from_parts(facility, "0806561665").unwrap();
        assert_eq!(donor.scan_text(), "=;V01000000000806561665");
        assert_eq!((donor.facility(), donor.sequence()), ("V0100", "0000000806561665"));
        let chain = ChainOfIdentity::from_parts(facility, 26, "AB12").unwrap();
        assert_eq!(chain.scan_text(), "&/CHV01002600AB12");
        assert_eq!((chain.issuer(), chain.year(), chain.sequence()), ("V0100", "26", "00AB12"));
        for (text, position) in [("CXV01002600AB12", 2), ("CHV0100260", 10), ("CHV01002600AB123", 16)] {
            assert_eq!(ChainOfIdentity::parse(text).unwrap_err().position(), Some(position), "{text}");
        }
    }
}
