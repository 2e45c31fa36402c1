//! Dimensions: volume, weight, tare and others (ISBT 128 ST-001 2.4.29 with tables 19 to 21, data structure 029).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{Class, DIGIT, Run, ZERO, expect_class, expect_layout, number, part, wrong_length};

/// The stable words of the codes of table 19, from 01.
const RELATIONS: [&str; 6] = ["equal", "greater", "at_least", "less", "at_most", "nominal"];

/// The stable words of the codes of table 20, from 0001, units last.
const QUANTITIES: [&str; 11] = [
    "volume_ml",
    "length_mm",
    "width_mm",
    "height_mm",
    "particle_size_mm",
    "area_cm2",
    "platelets_1e9",
    "weight_g",
    "tare_g",
    "tare_with_tubing_g",
    "trachea_length_rings",
];

const DECIMALS: Class = (|c| matches!(c, '0'..='5'), "decimal_places");
const LAYOUT: [Run; 4] = [(6, DIGIT), (5, DIGIT), (1, DECIMALS), (2, ZERO)];

/// One dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dimension {
    /// How the value is meant, table 19: 1 equal, 2 greater, 3 at least, 4 less, 5 at most, 6 nominal.
    pub relation: u8,
    /// What is measured, table 20: 1 volume in mL, 8 weight in g, 9 tare in g ...
    pub quantity: u16,
    /// The five digits of the value.
    pub digits: u32,
    /// How many of them stand behind the decimal point, 0 to 5.
    pub decimals: u8,
}

impl Dimension {
    fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "dimension", &LAYOUT)?;
        Ok(Self {
            relation: number(part(text, 0, 2)),
            quantity: number(part(text, 2, 6)),
            digits: number(part(text, 6, 11)),
            decimals: number(part(text, 11, 12)),
        })
    }

    fn code(self) -> String {
        format!("{:02}{:04}{:05}{}00", self.relation, self.quantity, self.digits, self.decimals)
    }

    /// A stable word for how the value is meant, where the table has one.
    pub fn relation_word(&self) -> Option<&'static str> {
        RELATIONS.get(usize::from(self.relation).checked_sub(1)?).copied()
    }

    /// A stable word for what is measured, unit last, where the table has one.
    pub fn quantity_word(&self) -> Option<&'static str> {
        QUANTITIES.get(usize::from(self.quantity).checked_sub(1)?).copied()
    }

    /// The value in decimal digits: `25.50`.
    pub fn value(&self) -> String {
        let places = usize::from(self.decimals);
        let digits = format!("{:0width$}", self.digits, width = places + 1);
        let (whole, rest) = digits.split_at(digits.len() - places);
        if rest.is_empty() { whole.into() } else { format!("{whole}.{rest}") }
    }
}

/// The dimensions of a product, at most 99.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dimensions(Vec<Dimension>);

impl Dimensions {
    /// Dimensions to be written; each number must fit its digits.
    pub fn new(dimensions: &[Dimension]) -> Result<Self, ScanError> {
        let count = u64::try_from(dimensions.len()).unwrap_or(u64::MAX);
        let wrong = |field, found, max| Err(ScanError::Range { field, found, min: 0, max });
        if count > 99 {
            return wrong("dimensions", count, 99);
        }
        for dimension in dimensions {
            if dimension.relation > 99 {
                return wrong("relation", dimension.relation.into(), 99);
            }
            if dimension.quantity > 9_999 {
                return wrong("quantity", dimension.quantity.into(), 9_999);
            }
            if dimension.digits > 99_999 {
                return wrong("digits", dimension.digits.into(), 99_999);
            }
            if dimension.decimals > 5 {
                return wrong("decimals", dimension.decimals.into(), 5);
            }
        }
        Ok(Self(dimensions.to_vec()))
    }

    /// Reads a count of two digits and fourteen digits for each dimension.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_class(text, "dimensions", DIGIT)?;
        let expected = 2 + number::<usize>(part(text, 0, 2)) * 14;
        if text.len() < 2 || text.len() != expected {
            return Err(wrong_length("dimensions", text.len(), expected.max(2)));
        }
        let starts = (2..expected).step_by(14);
        let read = |at| Dimension::parse(part(text, at, at + 14)).map_err(|error| error.shifted(at));
        starts.map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The dimensions in their order, which says nothing.
    pub fn list(&self) -> &[Dimension] {
        &self.0
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        let groups: String = self.0.iter().map(|dimension| dimension.code()).collect();
        format!("{}{:02}{groups}", identifier(29), self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volume_and_tare() {
        let volume = Dimension { relation: 1, quantity: 1, digits: 2550, decimals: 2 };
        let tare = Dimension { relation: 6, quantity: 9, digits: 31, decimals: 0 };
        assert_eq!((volume.value(), volume.quantity_word()), ("25.50".into(), Some("volume_ml")));
        assert_eq!((tare.value(), tare.relation_word()), ("31".into(), Some("nominal")));
        let both = Dimensions::new(&[volume, tare]).unwrap();
        let text = both.scan_text();
        assert_eq!(text, "&$020100010255020006000900031000");
        assert_eq!(Dimensions::parse(&text[2..]), Ok(both));
    }

    #[test]
    fn small_values_and_unknown_codes() {
        let small = Dimension { relation: 0, quantity: 77, digits: 5, decimals: 5 };
        assert_eq!(small.value(), "0.00005");
        assert_eq!((small.relation_word(), small.quantity_word()), (None, None));
    }

    #[test]
    fn refusals() {
        for (text, position) in [
            ("", None),
            ("0", Some(1)),
            ("0101000102550200", None),
            ("010100010255060", Some(15)),
            ("0101000102550600", Some(14)),
            ("0101000102550201", Some(16)),
            ("01010001025502000", Some(17)),
        ] {
            let read = Dimensions::parse(text);
            assert_eq!(read.as_ref().err().and_then(ScanError::position), position, "{text}: {read:?}");
        }
        assert!(
            Dimensions::new(&[Dimension { relation: 1, quantity: 1, digits: 100_000, decimals: 0 }]).is_err()
        );
    }
}
