//! Containers and other items, by catalogue number or lot (ISBT 128 ST-001 2.4.17, 2.4.18, 2.4.21, 2.4.22).

use alloc::format;

use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{
    ALPHANUMERIC, CATALOGUE, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value, zero_padded,
};

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

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Container => 17,
            Self::ContainerLot => 18,
            Self::Item => 21,
            Self::ItemLot => 22,
        }
    }

    pub(crate) fn identifier(self) -> &'static str {
        identifier(self.number())
    }
}

/// The parts of a catalogue code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Catalogue<'a> {
    /// Which container of a set: `1` the primary one, `y` the whole set, `z` a carton of sets; none for other items.
    pub container: Option<char>,
    /// Two characters of ICCBBA's table of manufacturers.
    pub manufacturer: &'a str,
    /// The manufacturer's catalogue number, zeros in front included.
    pub number: &'a str,
}

/// Ten characters: manufacturer and catalogue number, or a lot with zeros in front.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemCode([u8; 10]);

impl ItemCode {
    /// Reads the ten characters, whatever they name.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "item", &[(10, CATALOGUE)])?;
        Ok(Self(bytes(text, "item")?))
    }

    /// Reads the ten characters of one structure.
    pub fn parse_as(usage: ItemUse, text: &str) -> Result<Self, ScanError> {
        match usage {
            ItemUse::Container => {
                let layout = [(1, ALPHANUMERIC), (2, UPPER_OR_DIGIT), (7, CATALOGUE)];
                expect_layout(text, "container", &layout)?;
            }
            ItemUse::Item => expect_layout(text, "item", &[(2, UPPER_OR_DIGIT), (8, CATALOGUE)])?,
            ItemUse::ContainerLot | ItemUse::ItemLot => expect_layout(text, "lot", &[(10, CATALOGUE)])?,
        }
        Ok(Self(bytes(text, "item")?))
    }

    /// The code of a container of a set; a shorter catalogue number gets zeros in front.
    pub fn of_container(container: char, manufacturer: &str, number: &str) -> Result<Self, ScanError> {
        let text = format!("{container}{manufacturer}{}", zero_padded(number, 7));
        Self::parse_as(ItemUse::Container, &text)
    }

    /// The code of another item; a shorter catalogue number gets zeros in front.
    pub fn of_item(manufacturer: &str, number: &str) -> Result<Self, ScanError> {
        Self::parse_as(ItemUse::Item, &format!("{manufacturer}{}", zero_padded(number, 8)))
    }

    /// The code of a lot; a shorter one gets zeros in front.
    pub fn of_lot(lot: &str) -> Result<Self, ScanError> {
        Self::parse_as(ItemUse::ItemLot, &zero_padded(lot, 10))
    }

    /// The parts of a catalogue code; none for a lot.
    pub fn catalogue(&self, usage: ItemUse) -> Option<Catalogue<'_>> {
        let text = self.as_str();
        match usage {
            ItemUse::Container => Some(Catalogue {
                container: text.chars().next(),
                manufacturer: part(text, 1, 3),
                number: part(text, 3, 10),
            }),
            ItemUse::Item => {
                Some(Catalogue { container: None, manufacturer: part(text, 0, 2), number: part(text, 2, 10) })
            }
            ItemUse::ContainerLot | ItemUse::ItemLot => None,
        }
    }

    /// A lot without the zeros in front. A lot that itself begins with zero cannot be told apart (2.4.18).
    pub fn lot(&self) -> &str {
        self.as_str().trim_start_matches('0')
    }
}

text_value!(ItemCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let bag = ItemCode::of_container('2', "XX", "AB123").unwrap();
        assert_eq!(bag.as_str(), "2XX00AB123");
        let parts = bag.catalogue(ItemUse::Container).unwrap();
        assert_eq!((parts.container, parts.manufacturer, parts.number), (Some('2'), "XX", "00AB123"));
        let filter = ItemCode::of_item("XX", "27QzE").unwrap();
        assert_eq!(filter.as_str(), "XX00027QzE");
        assert_eq!(filter.catalogue(ItemUse::Item).unwrap().number, "00027QzE");
        let lot = ItemCode::of_lot("1234rZ").unwrap();
        assert_eq!((lot.as_str(), lot.lot()), ("00001234rZ", "1234rZ"));
        assert_eq!(lot.catalogue(ItemUse::ItemLot), None);
        assert_eq!(ItemCode::of_lot("12345678901").unwrap_err().position(), Some(11));
        assert_eq!(ItemCode::of_lot("12=4").unwrap_err().position(), Some(9));
    }
}
