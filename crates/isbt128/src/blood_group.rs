//! ABO/RhD blood groups (ISBT 128 ST-001 2.4.2 with tables 4 and 5, data structure 002).

use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{Class, UPPER_OR_DIGIT, bytes, expect_classes, part, text_value};

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

/// RhD type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RhD {
    /// RhD negative.
    Negative,
    /// RhD positive.
    Positive,
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
        let second: Class = (|c| c.is_ascii_alphanumeric(), "letter_or_digit");
        expect_classes(text, "blood_group", &[UPPER_OR_DIGIT, second])?;
        Ok(Self(bytes(text, "blood_group")?))
    }

    /// The code of a group with known RhD type; phenotype unknown.
    pub fn new(abo: Abo, rhd: RhD, intended: IntendedUse) -> Self {
        let default = RHD_DEFAULTS.iter().find(|row| (row.1, row.2) == (abo, rhd)).map_or(0, |row| row.0);
        let offset = USES.iter().find(|row| row.1 == intended).map_or(0, |row| row.0);
        let value = u8::try_from(default + offset).unwrap_or_default();
        Self([b'0' + value / 10, b'0' + value % 10, b'0', b'0'])
    }

    /// Quarantine with no group known: `Mq00`.
    pub const QUARANTINE: Self = Self(*b"Mq00");

    /// ABO group, where the code names one.
    pub fn abo(&self) -> Option<Abo> {
        self.typed().map(|(abo, _, _)| abo).or_else(|| match part(self.as_str(), 0, 2) {
            "55" => Some(Abo::O),
            "66" => Some(Abo::A),
            "77" => Some(Abo::B),
            "88" => Some(Abo::Ab),
            _ => None,
        })
    }

    /// RhD type, where the code names one.
    pub fn rhd(&self) -> Option<RhD> {
        self.typed().map(|(_, rhd, _)| rhd)
    }

    /// Intended use, where the code names one.
    pub fn intended_use(&self) -> Option<IntendedUse> {
        self.typed().map(|(_, _, intended)| intended)
    }

    /// The message that stands in place of a group.
    pub fn message(&self) -> Option<SpecialMessage> {
        Some(match part(self.as_str(), 0, 2) {
            "00" => SpecialMessage::NoInformation,
            "Ma" => SpecialMessage::Autologous,
            "Mb" => SpecialMessage::Biohazard,
            "Md" => SpecialMessage::Discard,
            "Mf" => SpecialMessage::Fractionation,
            "Mq" => SpecialMessage::Quarantine,
            "Mr" => SpecialMessage::Research,
            "Mx" => SpecialMessage::NotForTransfusion,
            "T1" => SpecialMessage::Tissue(1),
            "T2" => SpecialMessage::Tissue(2),
            "T3" => SpecialMessage::Tissue(3),
            "T4" => SpecialMessage::Tissue(4),
            "T5" => SpecialMessage::Tissue(5),
            "T6" => SpecialMessage::Tissue(6),
            _ => return None,
        })
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(2))
    }

    fn typed(&self) -> Option<(Abo, RhD, IntendedUse)> {
        let value: i16 = part(self.as_str(), 0, 2).parse().ok()?;
        RHD_DEFAULTS.iter().find_map(|(default, abo, rhd)| {
            USES.iter().find(|(offset, _)| default + offset == value).map(|(_, use_)| (*abo, *rhd, *use_))
        })
    }
}

text_value!(BloodGroup);

#[cfg(test)]
mod tests {
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
        assert_eq!(seen.len(), 64);
    }
}
