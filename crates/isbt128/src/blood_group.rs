//! ABO/RhD blood groups (ISBT 128 ST-001 2.4.2 with tables 4, 5 and 6, data structure 002).

use crate::error::ScanError;
use crate::text::{ALPHANUMERIC, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value};

/// ABO group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Abo {
    /// Group O.
    O,
    /// Group A.
    A,
    /// Group B.
    B,
    /// Group AB.
    Ab,
}

impl Abo {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::O => "O",
            Self::A => "A",
            Self::B => "B",
            Self::Ab => "AB",
        }
    }
}

/// RhD type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RhD {
    /// RhD negative.
    Negative,
    /// RhD positive.
    Positive,
}

impl RhD {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Positive => "positive",
        }
    }
}

/// For whom the unit is meant, coded as an offset from the group's default value (table 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntendedUse {
    /// Not specified.
    NotSpecified,
    /// Directed, eligible for crossover: offset -1.
    DirectedCrossover,
    /// Directed, biohazard: offset -2.
    DirectedBiohazard,
    /// Emergency use only: offset -3.
    Emergency,
    /// Directed: offset -4.
    Directed,
    /// Autologous, eligible for crossover: offset +1.
    AutologousCrossover,
    /// Autologous only: offset +2.
    AutologousOnly,
    /// Autologous, biohazard: offset +3.
    AutologousBiohazard,
}

impl IntendedUse {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotSpecified => "not_specified",
            Self::DirectedCrossover => "directed_crossover",
            Self::DirectedBiohazard => "directed_biohazard",
            Self::Emergency => "emergency",
            Self::Directed => "directed",
            Self::AutologousCrossover => "autologous_crossover",
            Self::AutologousOnly => "autologous_only",
            Self::AutologousBiohazard => "autologous_biohazard",
        }
    }
}

/// A message that stands in place of a group (table 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpecialMessage {
    /// `00`: no information.
    NoInformation,
    /// `Ma`: autologous collection.
    Autologous,
    /// `Mb`: biohazard.
    Biohazard,
    /// `Md`: discard.
    Discard,
    /// `Mf`: for fractionation.
    Fractionation,
    /// `Mq`: quarantine.
    Quarantine,
    /// `Mr`: research use.
    Research,
    /// `Mx`: not for transfusion.
    NotForTransfusion,
    /// `T1` to `T6`: tissue only.
    Tissue(u8),
}

const MESSAGES: [(&[u8; 2], SpecialMessage, &str); 14] = [
    (b"00", SpecialMessage::NoInformation, "no_information"),
    (b"Ma", SpecialMessage::Autologous, "autologous"),
    (b"Mb", SpecialMessage::Biohazard, "biohazard"),
    (b"Md", SpecialMessage::Discard, "discard"),
    (b"Mf", SpecialMessage::Fractionation, "fractionation"),
    (b"Mq", SpecialMessage::Quarantine, "quarantine"),
    (b"Mr", SpecialMessage::Research, "research"),
    (b"Mx", SpecialMessage::NotForTransfusion, "not_for_transfusion"),
    (b"T1", SpecialMessage::Tissue(1), "tissue_1"),
    (b"T2", SpecialMessage::Tissue(2), "tissue_2"),
    (b"T3", SpecialMessage::Tissue(3), "tissue_3"),
    (b"T4", SpecialMessage::Tissue(4), "tissue_4"),
    (b"T5", SpecialMessage::Tissue(5), "tissue_5"),
    (b"T6", SpecialMessage::Tissue(6), "tissue_6"),
];

impl SpecialMessage {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        MESSAGES.iter().find(|row| row.1 == self).map_or("other", |row| row.2)
    }
}

const RHD_DEFAULTS: [(i16, Abo, RhD); 8] = [
    (95, Abo::O, RhD::Negative),
    (51, Abo::O, RhD::Positive),
    (6, Abo::A, RhD::Negative),
    (62, Abo::A, RhD::Positive),
    (17, Abo::B, RhD::Negative),
    (73, Abo::B, RhD::Positive),
    (28, Abo::Ab, RhD::Negative),
    (84, Abo::Ab, RhD::Positive),
];

/// Where only the ABO group is known: the default value, and the letter before the second digit of all other uses, which is
/// 6 and the offset of the use.
const ABO_ONLY: [(Abo, &[u8; 2], u8); 4] =
    [(Abo::O, b"55", b'P'), (Abo::A, b"66", b'A'), (Abo::B, b"77", b'B'), (Abo::Ab, b"88", b'C')];

const USES: [(i16, IntendedUse); 8] = [
    (0, IntendedUse::NotSpecified),
    (-1, IntendedUse::DirectedCrossover),
    (-2, IntendedUse::DirectedBiohazard),
    (-3, IntendedUse::Emergency),
    (-4, IntendedUse::Directed),
    (1, IntendedUse::AutologousCrossover),
    (2, IntendedUse::AutologousOnly),
    (3, IntendedUse::AutologousBiohazard),
];

/// The four characters `ggre`: group, phenotype, reserved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BloodGroup([u8; 4]);

impl BloodGroup {
    /// Reads the four characters; groups outside the tables are kept and answer none below.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "blood_group", &[(1, UPPER_OR_DIGIT), (1, ALPHANUMERIC), (2, UPPER_OR_DIGIT)])?;
        Ok(Self(bytes(text, "blood_group")?))
    }

    /// The code of a group with known RhD type; phenotype unknown.
    pub fn new(abo: Abo, rhd: RhD, intended: IntendedUse) -> Self {
        let default = RHD_DEFAULTS.iter().find(|row| (row.1, row.2) == (abo, rhd)).map_or(0, |row| row.0);
        let value = u8::try_from(default + offset_of(intended)).unwrap_or_default();
        Self([b'0' + value / 10, b'0' + value % 10, b'0', b'0'])
    }

    /// The code of an ABO group whose RhD type is not said.
    pub fn of_abo(abo: Abo, intended: IntendedUse) -> Self {
        let row = ABO_ONLY.iter().find(|row| row.0 == abo);
        let (default, letter) = row.map_or((*b"00", b'0'), |row| (*row.1, row.2));
        let [first, second] = match intended {
            IntendedUse::NotSpecified => default,
            _ => [letter, b'0' + u8::try_from(6 + offset_of(intended)).unwrap_or_default()],
        };
        Self([first, second, b'0', b'0'])
    }

    /// The code of a message in place of a group.
    pub fn of_message(message: SpecialMessage) -> Self {
        let [first, second] = MESSAGES.iter().find(|row| row.1 == message).map_or(*b"00", |row| *row.0);
        Self([first, second, b'0', b'0'])
    }

    /// The same group with the character of a Rh, Kell or Mia phenotype.
    pub fn with_phenotype(self, phenotype: char) -> Result<Self, ScanError> {
        let [first, second, _, last] = self.0;
        match u8::try_from(phenotype) {
            Ok(byte) if UPPER_OR_DIGIT.0(phenotype) => Ok(Self([first, second, byte, last])),
            _ => Err(ScanError::Character {
                position: 3,
                found: phenotype,
                expected: UPPER_OR_DIGIT.1,
                field: "blood_group",
            }),
        }
    }

    /// The character of the Rh, Kell or Mia phenotype, `0` where there is no information (table 6).
    pub fn phenotype(&self) -> char {
        let [_, _, phenotype, _] = self.0;
        phenotype.into()
    }

    /// Quarantine with no group known: `Mq00`.
    pub const QUARANTINE: Self = Self(*b"Mq00");

    /// ABO group, where the code names one.
    pub fn abo(&self) -> Option<Abo> {
        self.typed().map(|(abo, _, _)| abo).or_else(|| self.untyped().map(|(abo, _)| abo))
    }

    /// RhD type, where the code names one.
    pub fn rhd(&self) -> Option<RhD> {
        self.typed().map(|(_, rhd, _)| rhd)
    }

    /// Intended use, where the code names one.
    pub fn intended_use(&self) -> Option<IntendedUse> {
        self.typed().map(|(_, _, use_)| use_).or_else(|| self.untyped().map(|(_, use_)| use_))
    }

    /// The message that stands in place of a group.
    pub fn message(&self) -> Option<SpecialMessage> {
        let [first, second, ..] = self.0;
        MESSAGES.iter().find(|row| *row.0 == [first, second]).map(|row| row.1)
    }

    fn typed(&self) -> Option<(Abo, RhD, IntendedUse)> {
        let value: i16 = part(self.as_str(), 0, 2).parse().ok()?;
        RHD_DEFAULTS.iter().find_map(|(default, abo, rhd)| {
            USES.iter().find(|(offset, _)| default + offset == value).map(|(_, use_)| (*abo, *rhd, *use_))
        })
    }

    fn untyped(&self) -> Option<(Abo, IntendedUse)> {
        let [first, second, ..] = self.0;
        ABO_ONLY.iter().find_map(|(abo, default, letter)| {
            if **default == [first, second] {
                return Some((*abo, IntendedUse::NotSpecified));
            }
            let offset = i16::from(second) - i16::from(b'6');
            let intended = USES.iter().find(|row| *letter == first && offset != 0 && row.0 == offset);
            intended.map(|row| (*abo, row.1))
        })
    }
}

fn offset_of(intended: IntendedUse) -> i16 {
    USES.iter().find(|row| row.1 == intended).map_or(0, |row| row.0)
}

text_value!(BloodGroup, 2);

#[cfg(test)]
mod tests {
    extern crate std;
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn named_examples() {
        let a_positive = BloodGroup::new(Abo::A, RhD::Positive, IntendedUse::NotSpecified);
        assert_eq!(a_positive.scan_text(), "=%6200");
        assert_eq!(BloodGroup::QUARANTINE.scan_text(), "=%Mq00");
        let autologous = BloodGroup::new(Abo::O, RhD::Positive, IntendedUse::AutologousOnly);
        assert_eq!(autologous.as_str(), "5300");
        assert_eq!(BloodGroup::parse("8800").unwrap().abo(), Some(Abo::Ab));
        assert_eq!(BloodGroup::parse("8800").unwrap().rhd(), None);
        assert_eq!(BloodGroup::parse("T300").unwrap().message(), Some(SpecialMessage::Tissue(3)));
        assert!(BloodGroup::parse("=%00").is_err());
    }

    #[test]
    fn every_group_and_use_has_its_own_code() {
        let mut seen = HashSet::new();
        for (_, abo, rhd) in RHD_DEFAULTS {
            for (_, intended) in USES {
                let group = BloodGroup::new(abo, rhd, intended);
                assert!(seen.insert(group), "{group}");
                let read = (group.abo(), group.rhd(), group.intended_use());
                assert_eq!(read, (Some(abo), Some(rhd), Some(intended)));
            }
        }
        for (abo, _, _) in ABO_ONLY {
            for (_, intended) in USES {
                let group = BloodGroup::of_abo(abo, intended);
                assert!(seen.insert(group), "{group}");
                assert_eq!(
                    (group.abo(), group.rhd(), group.intended_use()),
                    (Some(abo), None, Some(intended))
                );
            }
        }
        for (_, message, _) in MESSAGES {
            let group = BloodGroup::of_message(message);
            assert!(seen.insert(group), "{group}");
            assert_eq!((group.message(), group.abo()), (Some(message), None));
        }
        assert_eq!(seen.len(), 64 + 32 + 14);
    }

    #[test]
    fn phenotypes() {
        let group = BloodGroup::QUARANTINE.with_phenotype('E').unwrap();
        assert_eq!((group.as_str(), group.phenotype()), ("MqE0", 'E'));
        assert_eq!(group.with_phenotype('e').unwrap_err().position(), Some(3));
    }
}
