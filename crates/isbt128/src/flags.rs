//! The two flag characters behind a donation number (ISBT 128 ST-001 2.4.1, reference table of flags RT004).
//!
//! Flags are not part of the number and never enter its check character.

use alloc::string::ToString;

use crate::din::DonationNumber;
use crate::error::ScanError;
use crate::text::{Class, bytes, expect_layout, text_value};

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
    /// A tubing segment of a freezing bag: 21, from the same range.
    Segment,
    /// A vial of a reference sample: 22, from the same range.
    Vial,
    /// The canister around a freezing bag: 23, from the same range.
    Canister,
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
            Self::Segment => "segment",
            Self::Vial => "vial",
            Self::Canister => "canister",
            Self::Other => "other",
        }
    }
}

/// What the standard says a pair of flags means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlagMeaning {
    /// 00: not used.
    Unused,
    /// 01 to 04 and 15 to 19: container 1 to 9 of a set.
    Container(u8),
    /// 05: a label printed on demand a second time.
    RepeatedLabel,
    /// 06.
    PilotTube,
    /// 07.
    TestTube,
    /// 08.
    DonorRecord,
    /// 09: tube for nucleic acid tests.
    NucleicAcidTube,
    /// 10: samples for bacterial tests.
    BacterialTube,
    /// 11: match with the unit's label.
    MatchLabel,
    /// 12: partial label, affixed.
    PartialLabel,
    /// 13: label attached to go with a partial one.
    AttachedLabel,
    /// 20 to 59: whatever the facility of the number says; nobody else reads a meaning into it.
    Local(u8),
    /// 60 to 96: 60 and the checksum of the number (type 3), never printed for the eye.
    Checksum,
    /// Everything else is reserved.
    Reserved,
}

impl FlagMeaning {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Container(_) => "container",
            Self::RepeatedLabel => "repeated_label",
            Self::PilotTube => "pilot_tube",
            Self::TestTube => "test_tube",
            Self::DonorRecord => "donor_record",
            Self::NucleicAcidTube => "nucleic_acid_tube",
            Self::BacterialTube => "bacterial_tube",
            Self::MatchLabel => "match_label",
            Self::PartialLabel => "partial_label",
            Self::AttachedLabel => "attached_label",
            Self::Local(_) => "local",
            Self::Checksum => "checksum",
            Self::Reserved => "reserved",
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
    /// Tubing segment: 21, from the facility's own range.
    pub const SEGMENT: Self = Self(*b"21");
    /// Vial of a reference sample: 22, from the facility's own range.
    pub const VIAL: Self = Self(*b"22");
    /// Canister: 23, from the facility's own range.
    pub const CANISTER: Self = Self(*b"23");

    /// Reads two characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "flags", &[(2, FLAG)])?;
        Ok(Self(bytes(text, "flags")?))
    }

    /// The flags of container 1 to 9 of a set.
    pub fn container(number: u8) -> Result<Self, ScanError> {
        let value = match number {
            1..=4 => number,
            5..=9 => number + 10,
            _ => {
                return Err(ScanError::Range { field: "container", found: number.into(), min: 1, max: 9 });
            }
        };
        Ok(Self::of_value(value))
    }

    /// Type 3 flags: 60 + checksum of the number.
    pub fn checksum_of(number: &DonationNumber) -> Self {
        Self::of_value(60 + number.check_value())
    }

    fn of_value(value: u8) -> Self {
        Self([b'0' + value / 10, b'0' + value % 10])
    }

    /// The value of two digits, none where a letter is used.
    pub fn value(&self) -> Option<u8> {
        self.as_str().parse().ok()
    }

    /// What the standard says these flags mean.
    pub fn meaning(&self) -> FlagMeaning {
        match self.value() {
            Some(0) => FlagMeaning::Unused,
            Some(n @ 1..=4) => FlagMeaning::Container(n),
            Some(5) => FlagMeaning::RepeatedLabel,
            Some(6) => FlagMeaning::PilotTube,
            Some(7) => FlagMeaning::TestTube,
            Some(8) => FlagMeaning::DonorRecord,
            Some(9) => FlagMeaning::NucleicAcidTube,
            Some(10) => FlagMeaning::BacterialTube,
            Some(11) => FlagMeaning::MatchLabel,
            Some(12) => FlagMeaning::PartialLabel,
            Some(13) => FlagMeaning::AttachedLabel,
            Some(n @ 15..=19) => FlagMeaning::Container(n - 10),
            Some(n @ 20..=59) => FlagMeaning::Local(n),
            Some(60..=96) => FlagMeaning::Checksum,
            _ => FlagMeaning::Reserved,
        }
    }

    /// True for type 3 flags, 60 to 96, which are never printed for the eye.
    pub fn is_checksum(&self) -> bool {
        self.meaning() == FlagMeaning::Checksum
    }

    /// What kind of thing carries these flags.
    pub fn role(&self) -> ContainerRole {
        match self.meaning() {
            FlagMeaning::Unused | FlagMeaning::Container(_) | FlagMeaning::RepeatedLabel => {
                ContainerRole::Bag
            }
            FlagMeaning::PilotTube
            | FlagMeaning::TestTube
            | FlagMeaning::NucleicAcidTube
            | FlagMeaning::BacterialTube => ContainerRole::Tube,
            FlagMeaning::DonorRecord => ContainerRole::Form,
            FlagMeaning::Local(20) => ContainerRole::MaternalTube,
            FlagMeaning::Local(21) => ContainerRole::Segment,
            FlagMeaning::Local(22) => ContainerRole::Vial,
            FlagMeaning::Local(23) => ContainerRole::Canister,
            _ => ContainerRole::Other,
        }
    }

    /// Refuses type 3 flags that do not fit the number.
    pub(crate) fn verify(&self, number: &DonationNumber) -> Result<(), ScanError> {
        let expected = Self::checksum_of(number);
        if self.is_checksum() && *self != expected {
            return Err(ScanError::Checksum {
                position: 1,
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
    use alloc::format;

    use super::*;

    #[test]
    fn meanings_and_roles() {
        for (flags, meaning, role) in [
            ("00", "unused", ContainerRole::Bag),
            ("04", "container", ContainerRole::Bag),
            ("05", "repeated_label", ContainerRole::Bag),
            ("06", "pilot_tube", ContainerRole::Tube),
            ("07", "test_tube", ContainerRole::Tube),
            ("08", "donor_record", ContainerRole::Form),
            ("09", "nucleic_acid_tube", ContainerRole::Tube),
            ("10", "bacterial_tube", ContainerRole::Tube),
            ("11", "match_label", ContainerRole::Other),
            ("12", "partial_label", ContainerRole::Other),
            ("13", "attached_label", ContainerRole::Other),
            ("14", "reserved", ContainerRole::Other),
            ("17", "container", ContainerRole::Bag),
            ("20", "local", ContainerRole::MaternalTube),
            ("21", "local", ContainerRole::Segment),
            ("22", "local", ContainerRole::Vial),
            ("23", "local", ContainerRole::Canister),
            ("24", "local", ContainerRole::Other),
            ("59", "local", ContainerRole::Other),
            ("60", "checksum", ContainerRole::Other),
            ("96", "checksum", ContainerRole::Other),
            ("97", "reserved", ContainerRole::Other),
            ("AB", "reserved", ContainerRole::Other),
        ] {
            let read = Flags::parse(flags).unwrap();
            assert_eq!((read.meaning().code(), read.role()), (meaning, role), "{flags}");
        }
    }

    #[test]
    fn containers_of_a_set() {
        for number in 1..=9 {
            let flags = Flags::container(number).unwrap();
            assert_eq!(flags.meaning(), FlagMeaning::Container(number));
            assert_eq!(format!("{flags}").len(), 2);
        }
        assert_eq!(Flags::container(5).unwrap().as_str(), "15");
        assert!(Flags::container(0).is_err() && Flags::container(10).is_err());
    }

    #[test]
    fn refuses_unused_letters() {
        for text in ["0I", "O0", "0Q", "0Z", "a0", "0", "000", "０0"] {
            assert!(Flags::parse(text).is_err(), "{text}");
        }
    }
}
