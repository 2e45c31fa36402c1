//! Containers and other items, by catalogue number or lot (ISBT 128 ST-001 2.4.17, 2.4.18, 2.4.21, 2.4.22).

use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{PRINTABLE, bytes, expect_classes, part, text_value};

/// What an [`ItemCode`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemUse {
    /// Bag or bag set, manufacturer and catalogue number: DS017.
    Container,
    /// Lot of a bag or bag set: DS018.
    ContainerLot,
    /// Reagent or other item, manufacturer and catalogue number: DS021.
    Item,
    /// Lot of a reagent or other item: DS022.
    ItemLot,
}

impl ItemUse {
    pub(crate) fn from_number(number: u8) -> Self {
        match number {
            17 => Self::Container,
            18 => Self::ContainerLot,
            21 => Self::Item,
            _ => Self::ItemLot,
        }
    }

    pub(crate) fn identifier(self) -> &'static str {
        identifier(match self {
            Self::Container => 17,
            Self::ContainerLot => 18,
            Self::Item => 21,
            Self::ItemLot => 22,
        })
    }
}

/// Ten characters: two of the manufacturer and a catalogue number, or a lot with zeros in front.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemCode([u8; 10]);

impl ItemCode {
    /// Reads the ten characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_classes(text, "item", &[PRINTABLE])?;
        Ok(Self(bytes(text, "item")?))
    }

    /// The manufacturer of a catalogue code.
    pub fn manufacturer(&self) -> &str {
        part(self.as_str(), 0, 2)
    }

    /// A lot without the zeros in front.
    pub fn lot(&self) -> &str {
        self.as_str().trim_start_matches('0')
    }
}

text_value!(ItemCode);
