//! The two flag characters behind a donation number (ISBT 128 ST-001 2.4.1, reference table of flags).
//!
//! Flags are not part of the number and never enter its check character.

use crate::din::DonationNumber;
use crate::error::ScanError;
use crate::text::{Class, bytes, expect_classes, text_value};

/// Flag characters: 0-9, A-H, J-N, P, R-Y.
const FLAG: Class = (|c| c.is_ascii_digit() || matches!(c, 'A'..='H' | 'J'..='N' | 'P' | 'R'..='Y'), "flag");

/// What kind of thing a donation number is stuck on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContainerRole {
    /// The blood bag itself: flags 00 to 05 and 15 to 19.
    Bag,
    /// A tube of the donation: pilot 06, test 07, nucleic acid 09, bacteria 10.
    Tube,
    /// The donation record: 08.
    Form,
    /// A tube of the mother's blood: 20, defined by this product within the facility's own range 20 to 59.
    MaternalTube,
    /// Anything else, including type 3 flags, which say nothing about the thing.
    Other,
}

impl ContainerRole {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bag => "bag",
            Self::Tube => "tube",
            Self::Form => "form",
            Self::MaternalTube => "maternal_tube",
            Self::Other => "other",
        }
    }
}

/// Two flag characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flags([u8; 2]);

impl Flags {
    /// No flags used: 00.
    pub const NONE: Self = Self(*b"00");
    /// Pilot tube: 06.
    pub const PILOT_TUBE: Self = Self(*b"06");
    /// Test tube: 07.
    pub const TEST_TUBE: Self = Self(*b"07");
    /// Donation record: 08.
    pub const FORM: Self = Self(*b"08");
    /// Maternal tube: 20, from the facility's own range.
    pub const MATERNAL_TUBE: Self = Self(*b"20");

    /// Reads two characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_classes(text, "flags", &[FLAG])?;
        Ok(Self(bytes(text, "flags")?))
    }

    /// Type 3 flags: 60 + checksum of the number.
    pub fn checksum_of(number: &DonationNumber) -> Self {
        let value = 60 + number.check_value();
        Self([b'0' + value / 10, b'0' + value % 10])
    }

    /// The value of two digits, none where a letter is used.
    pub fn value(&self) -> Option<u8> {
        self.as_str().parse().ok()
    }

    /// True for type 3 flags, 60 to 96, which are never printed for the eye.
    pub fn is_checksum(&self) -> bool {
        matches!(self.value(), Some(60..=96))
    }

    /// What kind of thing carries these flags.
    pub fn role(&self) -> ContainerRole {
        match self.value() {
            Some(0..=5 | 15..=19) => ContainerRole::Bag,
            Some(6 | 7 | 9 | 10) => ContainerRole::Tube,
            Some(8) => ContainerRole::Form,
            Some(20) => ContainerRole::MaternalTube,
            _ => ContainerRole::Other,
        }
    }

    /// Refuses type 3 flags that do not fit the number.
    pub(crate) fn verify(&self, number: &DonationNumber) -> Result<(), ScanError> {
        let expected = Self::checksum_of(number);
        if self.is_checksum() && *self != expected {
            return Err(ScanError::Checksum {
                field: "flags",
                number: number.to_string(),
                found: self.to_string(),
                expected: expected.to_string(),
            });
        }
        Ok(())
    }
}

text_value!(Flags);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles() {
        for (flags, role) in [
            ("00", ContainerRole::Bag),
            ("04", ContainerRole::Bag),
            ("17", ContainerRole::Bag),
            ("06", ContainerRole::Tube),
            ("07", ContainerRole::Tube),
            ("08", ContainerRole::Form),
            ("20", ContainerRole::MaternalTube),
            ("21", ContainerRole::Other),
            ("70", ContainerRole::Other),
            ("AB", ContainerRole::Other),
        ] {
            assert_eq!(Flags::parse(flags).unwrap().role(), role, "{flags}");
        }
    }

    #[test]
    fn refuses_unused_letters() {
        for text in ["0I", "O0", "0Q", "0Z", "a0", "0", "000", "０0"] {
            assert!(Flags::parse(text).is_err(), "{text}");
        }
    }
}
