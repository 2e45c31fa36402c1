//! Product codes (ISBT 128 ST-001 2.4.3, data structure 003) and divisions (2.4.32, data structure 032).
//!
//! The product description table is licensed: a bank imports it, this crate never guesses what a code means.

use alloc::format;

use crate::error::ScanError;
use crate::text::{
    ALPHANUMERIC, LOWER_OR_DIGIT, UPPER, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value,
};

/// How the end of the code names a part of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Division {
    /// `00`, or `000` where there is no collection type: undivided.
    Undivided,
    /// First level A to Z, second level a to z where divided again.
    Part {
        /// First division.
        first: char,
        /// Second division.
        second: Option<char>,
    },
    /// Three digits instead of collection type and division: tissue, milk, eyes and others.
    Pack(u16),
    /// `99`: the division is in DS032, which must then be scanned too (2.4.32).
    Elsewhere,
    /// Something the standard does not define, or leaves to whoever gave a national or local code.
    Other,
}

/// Where a collection came from and for whom, position 6 of the code (table 7): the words of the characters whose meaning
/// is public knowledge here.
const COLLECTIONS: [(char, &str); 25] = [
    ('0', "not_specified"),
    ('V', "volunteer"),
    ('R', "volunteer_research"),
    ('S', "volunteer_source"),
    ('T', "volunteer_therapeutic"),
    ('P', "paid"),
    ('r', "paid_research"),
    ('s', "paid_source"),
    ('A', "autologous_crossover"),
    ('1', "autologous_only"),
    ('X', "autologous_biohazard"),
    ('D', "volunteer_directed_crossover"),
    ('d', "paid_directed_crossover"),
    ('2', "directed_only"),
    ('3', "directed_biohazard"),
    ('L', "limited_exposure"),
    ('E', "medical_exception"),
    ('Q', "see_special_testing"),
    ('4', "designated"),
    ('5', "dedicated"),
    ('6', "designated_biohazard"),
    ('F', "family_reserved"),
    ('C', "replacement"),
    ('7', "allogeneic"),
    ('8', "autologous_with_allogeneic"),
];

/// The eight characters `αooootds`: class, product, collection type, division.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductCode([u8; 8]);

impl ProductCode {
    /// Reads the eight characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let national = matches!(text.chars().next(), Some('A'..='D'));
        let last = if national { ALPHANUMERIC } else { LOWER_OR_DIGIT };
        let middle = if national { ALPHANUMERIC } else { UPPER_OR_DIGIT };
        let layout = [(1, UPPER), (4, UPPER_OR_DIGIT), (1, ALPHANUMERIC), (1, middle), (1, last)];
        expect_layout(text, "product_code", &layout)?;
        Ok(Self(bytes(text, "product_code")?))
    }

    /// Puts a code together from a description (five characters), a collection type and a division.
    ///
    /// [`Division::Pack`] takes the place of the collection type. [`Division::Other`] cannot be written.
    ///
    /// ```
    /// use isbt128::{Division, ProductCode};
    ///
    /// let code = ProductCode::from_parts("S9999", 'F', Division::Part { first: 'A', second: None })?;
    /// assert_eq!(code.scan_text(), "=<S9999FA0");
    /// # Ok::<(), isbt128::ScanError>(())
    /// ```
    pub fn from_parts(description: &str, collection: char, division: Division) -> Result<Self, ScanError> {
        let other = ScanError::Range { field: "division", found: 0, min: 0, max: 999 };
        Self::parse(&match division {
            Division::Undivided => format!("{description}{collection}00"),
            Division::Part { first, second } => {
                format!("{description}{collection}{first}{}", second.unwrap_or('0'))
            }
            Division::Pack(number @ 0..=999) => format!("{description}{number:03}"),
            Division::Pack(_) | Division::Other => return Err(other),
            Division::Elsewhere => format!("{description}{collection}99"),
        })
    }

    /// The product description code, five characters; `S` opens cellular therapy, `A` to `D` national and local codes.
    pub fn description(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The character of the collection type: V volunteer allogeneic, F family reserved, 1 autologous only (table 7).
    pub fn collection_type(&self) -> char {
        self.as_str().chars().nth(5).unwrap_or('0')
    }

    /// A stable word for the collection type, where the class of the product carries one and its meaning is known here.
    pub fn collection_word(&self) -> Option<&'static str> {
        let row = COLLECTIONS.iter().find(|row| row.0 == self.collection_type());
        row.filter(|_| self.has_collection_type()).map(|row| row.1)
    }

    /// Blood, cellular therapy, regenerated tissue, plasma derivatives and trials carry a collection type (2.4.3).
    fn has_collection_type(&self) -> bool {
        matches!(self.0, [b'E' | b'F' | b'H' | b'P' | b'S' | b'Y', ..] | [b'X', b'0', ..])
    }

    /// The part of the product.
    pub fn division(&self) -> Division {
        let [class, .., tens, first, second] = self.0;
        let digits = [tens, first, second].iter().all(u8::is_ascii_digit);
        match (class, first, second) {
            (b'M' | b'N' | b'R' | b'T' | b'V' | b'W', ..) if digits => {
                match crate::text::number(part(self.as_str(), 5, 8)) {
                    0 => Division::Undivided,
                    number => Division::Pack(number),
                }
            }
            _ if !self.has_collection_type() => Division::Other,
            (_, b'0', b'0') => Division::Undivided,
            (_, b'9', b'9') => Division::Elsewhere,
            (_, first @ b'A'..=b'Z', b'0') => Division::Part { first: first.into(), second: None },
            (_, first @ b'A'..=b'Z', second @ b'a'..=b'z') => {
                Division::Part { first: first.into(), second: Some(second.into()) }
            }
            _ => Division::Other,
        }
    }
}

text_value!(ProductCode, 3);

/// The six characters of DS032: a number, or up to three levels of two letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode([u8; 6]);

impl DivisionCode {
    /// Reads the six characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "division", &[(6, UPPER_OR_DIGIT)])?;
        Ok(Self(bytes(text, "division")?))
    }

    /// The code of part 0 to 999,999.
    pub fn of_number(number: u32) -> Result<Self, ScanError> {
        if number > 999_999 {
            return Err(ScanError::Range { field: "division", found: number.into(), min: 0, max: 999_999 });
        }
        Self::parse(&format!("{number:06}"))
    }

    /// The number, where one level of division is used.
    pub fn number(&self) -> Option<u32> {
        self.0.iter().all(u8::is_ascii_digit).then(|| crate::text::number(self.as_str()))
    }

    /// The three pairs of letters, where levels of division are used.
    pub fn levels(&self) -> Option<[&str; 3]> {
        let text = self.as_str();
        let letters = self.0.iter().all(u8::is_ascii_uppercase);
        letters.then(|| [part(text, 0, 2), part(text, 2, 4), part(text, 4, 6)])
    }
}

text_value!(DivisionCode, 32);

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
            ("D9999V00", Division::Other),
            ("T9999003", Division::Pack(3)),
            ("T9999000", Division::Undivided),
        ] {
            let product = ProductCode::parse(code).unwrap();
            assert_eq!(product.division(), division, "{code}");
            if division != Division::Other {
                let collection = product.collection_type();
                let built = ProductCode::from_parts(product.description(), collection, division);
                assert_eq!(built, Ok(product));
            }
        }
        let family = ProductCode::parse("S9999F00").unwrap();
        assert_eq!((family.collection_type(), family.collection_word()), ('F', Some("family_reserved")));
        assert_eq!(ProductCode::parse("T9999003").unwrap().collection_word(), None);
        for (text, position) in [("s9999V00", 1), ("S9999V0", 7), ("S9999Va0", 7), ("S9999V0A", 8)] {
            assert_eq!(ProductCode::parse(text).unwrap_err().position(), Some(position), "{text}");
        }
    }

    #[test]
    fn division_codes() {
        let twelfth = DivisionCode::of_number(12).unwrap();
        assert_eq!((twelfth.scan_text().as_str(), twelfth.number()), ("=,000012", Some(12)));
        assert_eq!(DivisionCode::parse("AAABZZ").unwrap().levels(), Some(["AA", "AB", "ZZ"]));
        let mixed = DivisionCode::parse("AA0001").unwrap();
        assert_eq!((mixed.number(), mixed.levels()), (None, None));
        assert!(DivisionCode::of_number(1_000_000).is_err());
    }
}
