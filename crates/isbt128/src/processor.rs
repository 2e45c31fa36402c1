//! Who processed or labelled a product and what they call it (ISBT 128 ST-001 2.4.33 to 2.4.36, data structures 033 to 036).

use alloc::format;
use alloc::string::String;

use crate::din::FacilityNumber;
use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{FACILITY, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value, zero_padded};

/// DS033: the facility that gave the product code, and its own six characters, `000000` where it has none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessingFacility([u8; 11]);

impl ProcessingFacility {
    /// Reads the eleven characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let layout = [FACILITY[0], FACILITY[1], FACILITY[2], (6, UPPER_OR_DIGIT)];
        expect_layout(text, "processing_facility", &layout)?;
        Ok(Self(bytes(text, "processing_facility")?))
    }

    /// Puts a code together from the facility and six characters of its own.
    pub fn from_parts(facility: FacilityNumber, product: &str) -> Result<Self, ScanError> {
        Self::parse(&format!("{facility}{product}"))
    }

    /// The facility number.
    pub fn facility(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The facility's own code for the product.
    pub fn product(&self) -> &str {
        part(self.as_str(), 5, 11)
    }
}

text_value!(ProcessingFacility, 33);

/// DS034: the facility that gave the product description, its own six characters, and the description.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessorProduct([u8; 16]);

impl ProcessorProduct {
    /// Reads the sixteen characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        let layout = [FACILITY[0], FACILITY[1], FACILITY[2], (11, UPPER_OR_DIGIT)];
        expect_layout(text, "processor_product", &layout)?;
        Ok(Self(bytes(text, "processor_product")?))
    }

    /// Puts a code together from the facility, six characters of its own and five of the product description.
    pub fn from_parts(facility: FacilityNumber, product: &str, description: &str) -> Result<Self, ScanError> {
        Self::parse(&format!("{facility}{}{description}", zero_padded(product, 6)))
    }

    /// The facility number.
    pub fn facility(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The facility's own code for the product.
    pub fn product(&self) -> &str {
        part(self.as_str(), 5, 11)
    }

    /// The product description code.
    pub fn description(&self) -> &str {
        part(self.as_str(), 11, 16)
    }
}

text_value!(ProcessorProduct, 34);

/// What an [`MphoCode`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MphoUse {
    /// DS035: lot number.
    Lot,
    /// DS036: supplemental number.
    Supplement,
}

/// Eighteen characters of a medical product of human origin, zeros in front.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MphoCode([u8; 18]);

impl MphoCode {
    /// Reads the eighteen characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "mpho", &[(18, UPPER_OR_DIGIT)])?;
        Ok(Self(bytes(text, "mpho")?))
    }

    /// A shorter number gets zeros in front.
    pub fn of_number(number: &str) -> Result<Self, ScanError> {
        Self::parse(&zero_padded(number, 18))
    }

    /// The number without zeros in front. One that itself begins with zero cannot be told apart (2.4.35).
    pub fn number(&self) -> &str {
        self.as_str().trim_start_matches('0')
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self, usage: MphoUse) -> String {
        let structure = match usage {
            MphoUse::Lot => 35,
            MphoUse::Supplement => 36,
        };
        format!("{}{self}", identifier(structure))
    }
}

text_value!(MphoCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let facility = FacilityNumber::parse("A9997").unwrap();
        let product = ProcessorProduct::from_parts(facility, "AB3456", "T0123").unwrap();
        assert_eq!(product.scan_text(), "=/A9997AB3456T0123");
        assert_eq!(
            (product.facility(), product.product(), product.description()),
            ("A9997", "AB3456", "T0123")
        );
        let place = ProcessingFacility::from_parts(facility, "AB3456").unwrap();
        assert_eq!(
            (place.scan_text().as_str(), place.facility(), place.product()),
            ("&+A9997AB3456", "A9997", "AB3456")
        );
        let lot = MphoCode::of_number("5434RZ").unwrap();
        assert_eq!((lot.scan_text(MphoUse::Lot).as_str(), lot.number()), ("&,10000000000005434RZ", "5434RZ"));
        assert_eq!(lot.scan_text(MphoUse::Supplement), "&,20000000000005434RZ");
        assert_eq!(MphoCode::parse("00000000000054340z").unwrap_err().position(), Some(18));
    }
}
