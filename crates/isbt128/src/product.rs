//! Product codes (ISBT 128 ST-001 2.4.3, data structure 003).
//!
//! The product description table is licensed: a bank imports it, this crate never guesses what a code means.

use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{Class, UPPER_OR_DIGIT, bytes, expect_classes, part, text_value};

/// How the last two characters name a part of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Division {
    /// `00`: undivided.
    Undivided,
    /// First level A to Z, second level a to z where divided again.
    Part {
        /// First division.
        first: char,
        /// Second division.
        second: Option<char>,
    },
    /// `99`: the division is in DS032, which must then be scanned too (2.4.32).
    Elsewhere,
    /// Something the standard does not define.
    Other,
}

/// The eight characters `αooootds`: class, product, collection type, division.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductCode([u8; 8]);

const UPPER: Class = (|c| c.is_ascii_uppercase(), "letter");
const ALNUM: Class = (|c| c.is_ascii_alphanumeric(), "letter_or_digit");

impl ProductCode {
    /// Reads the eight characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let classes = [UPPER, UPPER_OR_DIGIT, UPPER_OR_DIGIT, UPPER_OR_DIGIT, UPPER_OR_DIGIT, ALNUM];
        expect_classes(text, "product_code", &classes)?;
        Ok(Self(bytes(text, "product_code")?))
    }

    /// The product description code, five characters; `S` opens cellular therapy, `A` to `D` national and local codes.
    pub fn description(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The collection type: V volunteer allogeneic, F family reserved, 1 autologous only (table 7).
    pub fn collection_type(&self) -> char {
        self.as_str().chars().nth(5).unwrap_or('0')
    }

    /// The part of the product.
    pub fn division(&self) -> Division {
        let [.., first, second] = self.0;
        match (first, second) {
            (b'0', b'0') => Division::Undivided,
            (b'9', b'9') => Division::Elsewhere,
            (first @ b'A'..=b'Z', b'0') => Division::Part { first: first.into(), second: None },
            (first @ b'A'..=b'Z', second @ b'a'..=b'z') => {
                Division::Part { first: first.into(), second: Some(second.into()) }
            }
            _ => Division::Other,
        }
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{self}", identifier(3))
    }
}

text_value!(ProductCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions() {
        for (code, division) in [
            ("S9999V00", Division::Undivided),
            ("S9999F99", Division::Elsewhere),
            ("S9999VA0", Division::Part { first: 'A', second: None }),
            ("S9999VAa", Division::Part { first: 'A', second: Some('a') }),
            ("S9999V12", Division::Other),
        ] {
            let product = ProductCode::parse(code).unwrap();
            assert_eq!(product.division(), division, "{code}");
            assert_eq!(product.description(), "S9999");
        }
        assert_eq!(ProductCode::parse("S9999F00").unwrap().collection_type(), 'F');
        assert!(ProductCode::parse("s9999V00").is_err());
        assert!(ProductCode::parse("S9999V0").is_err());
    }
}
