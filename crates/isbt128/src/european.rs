//! The Single European Code (ISBT 128 ST-001 2.4.38 and ST-012, data structure 038).

use alloc::borrow::ToOwned;
use alloc::format;

use crate::date::CivilDate;
use crate::error::ScanError;
use crate::text::{ALPHANUMERIC, DIGIT, Run, UPPER, bytes, expect_layout, part, text_value};

const LAYOUT: [Run; 3] = [(2, UPPER), (30, ALPHANUMERIC), (8, DIGIT)];
const NO_EXPIRY: &str = "00000000";

/// Forty characters: who gave, and what.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EuropeanCode([u8; 40]);

impl EuropeanCode {
    /// Reads the forty characters; a date of expiry must exist, or be eight zeros.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "european_code", &LAYOUT)?;
        let expiry = part(text, 32, 40);
        if expiry != NO_EXPIRY {
            CivilDate::from_digits(expiry)
                .map_err(|_| ScanError::Date { position: 33, found: expiry.to_owned() })?;
        }
        Ok(Self(bytes(text, "european_code")?))
    }

    /// Puts a code together: the donation part of 21 characters, system (1), product (7), split (3), and date of expiry.
    pub fn from_parts(donation: &str, product: &str, expiry: Option<CivilDate>) -> Result<Self, ScanError> {
        let expiry = expiry.map_or_else(|| NO_EXPIRY.to_owned(), CivilDate::digits);
        Self::parse(&format!("{donation}{product}{expiry}"))
    }

    /// The country, two letters.
    pub fn country(&self) -> &str {
        part(self.as_str(), 0, 2)
    }

    /// The tissue establishment, six characters.
    pub fn establishment(&self) -> &str {
        part(self.as_str(), 2, 8)
    }

    /// The donation, thirteen characters.
    pub fn donation(&self) -> &str {
        part(self.as_str(), 8, 21)
    }

    /// The coding system of the product: A for ISBT 128, B for Eurocode, E for EUTC.
    pub fn system(&self) -> &str {
        part(self.as_str(), 21, 22)
    }

    /// The product, seven characters.
    pub fn product(&self) -> &str {
        part(self.as_str(), 22, 29)
    }

    /// The split, three characters.
    pub fn split(&self) -> &str {
        part(self.as_str(), 29, 32)
    }

    /// The date of expiry, where there is one.
    pub fn expiry(&self) -> Option<CivilDate> {
        CivilDate::from_digits(part(self.as_str(), 32, 40)).ok()
    }
}

text_value!(EuropeanCode, 38);

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn parts() {
        let text = "PL001499Z549917123456A00T041600320181231";
        let code = EuropeanCode::parse(text).unwrap();
        assert_eq!(
            (code.country(), code.establishment(), code.donation()),
            ("PL", "001499", "Z549917123456")
        );
        assert_eq!((code.system(), code.product(), code.split()), ("A", "00T0416", "003"));
        assert_eq!(code.expiry().unwrap().to_string(), "2018-12-31");
        assert_eq!(EuropeanCode::from_parts(&text[..21], &text[21..32], code.expiry()), Ok(code));
        let endless = EuropeanCode::from_parts(&text[..21], &text[21..32], None).unwrap();
        assert_eq!(endless.expiry(), None);
        let wrong = text.replace("1231", "1331");
        assert_eq!(EuropeanCode::parse(&wrong).unwrap_err().position(), Some(33));
    }
}
