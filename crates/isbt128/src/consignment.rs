//! Boxes of a consignment (ISBT 128 ST-001 2.4.28, data structure 028).

use alloc::format;

use crate::din::FacilityNumber;
use crate::error::ScanError;
use crate::text::{DIGIT, FACILITY, bytes, expect_layout, number, part, text_value};

/// Facility number, year, serial number, box and boxes: box 2 of 3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Consignment([u8; 16]);

impl Consignment {
    /// Reads the sixteen characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "consignment", &[FACILITY[0], FACILITY[1], FACILITY[2], (11, DIGIT)])?;
        Ok(Self(bytes(text, "consignment")?))
    }

    /// Puts a code together: `year` 0 to 99, `serial` 0 to 99,999, `container` 1 to 99, or 0 on papers, of `containers`.
    pub fn from_parts(
        facility: FacilityNumber,
        year: u8,
        serial: u32,
        container: u8,
        containers: u8,
    ) -> Result<Self, ScanError> {
        for (field, found, max) in [
            ("year", u32::from(year), 99),
            ("serial", serial, 99_999),
            ("container", container.into(), 99),
            ("containers", containers.into(), 99),
        ] {
            if found > max {
                return Err(ScanError::Range { field, found: found.into(), min: 0, max: max.into() });
            }
        }
        Self::parse(&format!("{facility}{year:02}{serial:05}{container:02}{containers:02}"))
    }

    /// The facility number.
    pub fn facility(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The year, 0 to 99.
    pub fn year(&self) -> u8 {
        number(part(self.as_str(), 5, 7))
    }

    /// The serial number.
    pub fn serial(&self) -> u32 {
        number(part(self.as_str(), 7, 12))
    }

    /// Which box; none on papers.
    pub fn container(&self) -> Option<u8> {
        Some(number(part(self.as_str(), 12, 14))).filter(|container| *container > 0)
    }

    /// How many boxes in all.
    pub fn containers(&self) -> u8 {
        number(part(self.as_str(), 14, 16))
    }
}

text_value!(Consignment, 28);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let facility = FacilityNumber::parse("A9999").unwrap();
        let consignment = Consignment::from_parts(facility, 17, 12345, 1, 2).unwrap();
        assert_eq!(consignment.scan_text(), "=$A999917123450102");
        assert_eq!((consignment.facility(), consignment.year()), ("A9999", 17));
        assert_eq!(
            (consignment.serial(), consignment.container(), consignment.containers()),
            (12345, Some(1), 2)
        );
        assert_eq!(Consignment::parse("A999917123450002").unwrap().container(), None);
        assert!(Consignment::from_parts(facility, 17, 100_000, 1, 2).is_err());
        assert_eq!(Consignment::parse("A99991712345010x").unwrap_err().position(), Some(16));
    }
}
