//! Donation identification numbers (ISBT 128 ST-001 2.4.1, data structure 001).

use alloc::format;
use alloc::string::String;

use crate::check::{check_symbol, check_value};
use crate::error::ScanError;
use crate::text::{DIGIT, FACILITY, Run, bytes, expect_layout, number, part, text_value};

/// The largest serial number within one facility and year.
pub const SERIAL_MAX: u32 = 999_999;

const LAYOUT: [Run; 4] = [FACILITY[0], FACILITY[1], FACILITY[2], (8, DIGIT)];

/// The five characters that name the facility: ICCBBA's, or the bank's own where numbers are local.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FacilityNumber([u8; 5]);

impl FacilityNumber {
    /// Reads five characters: A-N, P-Z, 1-9; twice A-N, P-Z, 0-9; two digits.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let field = "facility_number";
        expect_layout(text, field, &FACILITY)?;
        Ok(Self(bytes(text, field)?))
    }
}

text_value!(FacilityNumber);

/// The thirteen characters `αppppyynnnnnn` that name one donation, unique for a hundred years.
///
/// The two digits `yy` are the nominal year of assignment, not the year of collection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DonationNumber([u8; 13]);

impl DonationNumber {
    /// Reads exactly thirteen characters, without check character, flags or spaces.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let field = "donation_number";
        expect_layout(text, field, &LAYOUT)?;
        Ok(Self(bytes(text, field)?))
    }

    /// Puts a number together; `year` is 0 to 99, `serial` 0 to [`SERIAL_MAX`].
    pub fn from_parts(facility: FacilityNumber, year: u8, serial: u32) -> Result<Self, ScanError> {
        if year > 99 {
            return Err(ScanError::Range { field: "year", found: year.into(), min: 0, max: 99 });
        }
        if serial > SERIAL_MAX {
            let max = SERIAL_MAX.into();
            return Err(ScanError::Range { field: "serial", found: serial.into(), min: 0, max });
        }
        Self::parse(&format!("{facility}{year:02}{serial:06}"))
    }

    /// The facility's part.
    pub fn facility(&self) -> FacilityNumber {
        let [a, b, c, d, e, ..] = self.0;
        FacilityNumber([a, b, c, d, e])
    }

    /// The nominal year of assignment, 0 to 99.
    pub fn year(&self) -> u8 {
        number(part(self.as_str(), 5, 7))
    }

    /// The serial number within facility and year.
    pub fn serial(&self) -> u32 {
        number(part(self.as_str(), 7, 13))
    }

    /// The checksum 0 to 36.
    pub fn check_value(&self) -> u8 {
        check_value(self.as_str()).unwrap_or_default()
    }

    /// The check character K that is printed in a box behind the number.
    pub fn check_character(&self) -> char {
        check_symbol(self.check_value())
    }

    /// The number as people read it, without K: `W0000 16 428175`.
    pub fn eye_readable(&self) -> String {
        let text = self.as_str();
        format!("{} {} {}", part(text, 0, 5), part(text, 5, 7), part(text, 7, 13))
    }

    /// The number as people type it, K behind a space: `W000016428175 1`.
    pub fn with_check(&self) -> String {
        format!("{self} {}", self.check_character())
    }
}

text_value!(DonationNumber);

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts() {
        let din = DonationNumber::parse("W000016428175").unwrap();
        assert_eq!((din.facility().as_str(), din.year(), din.serial()), ("W0000", 16, 428_175));
        assert_eq!(din.check_character(), '1');
        assert_eq!(din.eye_readable(), "W0000 16 428175");
        assert_eq!(din.with_check(), "W000016428175 1");
        assert_eq!(DonationNumber::from_parts(din.facility(), 16, 428_175), Ok(din));
    }

    #[test]
    fn refusals_say_where() {
        fn check(text: &str, code: &str, position: Option<usize>) {
            let error = DonationNumber::parse(text).unwrap_err();
            assert_eq!(error.code(), code, "{text}");
            if let ScanError::Character { position: found, .. } = error {
                assert_eq!(Some(found), position, "{text}");
            }
        }
        check("", "scan.length", None);
        check("W00001642817", "scan.length", None);
        check("W0000164281750", "scan.length", None);
        check("O000016428175", "scan.character", Some(1));
        check("0000016428175", "scan.character", Some(1));
        check("WO00016428175", "scan.character", Some(2));
        check("W00A016428175", "scan.character", Some(4));
        check("W00001642817X", "scan.character", Some(13));
        check("脐0000 6428175", "scan.character", Some(1));
    }

    #[test]
    fn parts_out_of_range() {
        let facility = FacilityNumber::parse("A9999").unwrap();
        assert_eq!(DonationNumber::from_parts(facility, 100, 1).unwrap_err().code(), "scan.range");
        assert_eq!(DonationNumber::from_parts(facility, 26, 1_000_000).unwrap_err().code(), "scan.range");
    }

    proptest! {
        #[test]
        fn round_trip(text in "[A-NP-Z1-9][A-NP-Z0-9]{2}[0-9]{10}") {
            let din = DonationNumber::parse(&text).unwrap();
            prop_assert_eq!(din.to_string(), text);
            prop_assert_eq!(DonationNumber::from_parts(din.facility(), din.year(), din.serial()), Ok(din));
        }

        #[test]
        fn never_panics(text in "\\PC{0,16}") {
            let _ = DonationNumber::parse(&text);
        }
    }
}
