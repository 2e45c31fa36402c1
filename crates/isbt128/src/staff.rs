//! Staff members (ISBT 128 ST-001 2.4.20, data structure 020). A badge names a person, it signs nothing.

use alloc::format;

use crate::din::FacilityNumber;
use crate::error::ScanError;
use crate::text::{FACILITY, UPPER_OR_DIGIT, bytes, expect_layout, part, text_value, zero_padded};

/// Facility number and six characters given by the facility.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId([u8; 11]);

impl StaffId {
    /// Reads the eleven characters.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "staff", &[FACILITY[0], FACILITY[1], FACILITY[2], (6, UPPER_OR_DIGIT)])?;
        Ok(Self(bytes(text, "staff")?))
    }

    /// Puts an identifier together; a member's number shorter than six characters gets zeros in front.
    pub fn from_parts(facility: FacilityNumber, member: &str) -> Result<Self, ScanError> {
        Self::parse(&format!("{facility}{}", zero_padded(member, 6)))
    }

    /// The facility's part.
    pub fn facility(&self) -> &str {
        part(self.as_str(), 0, 5)
    }

    /// The six characters given by the facility.
    pub fn member(&self) -> &str {
        part(self.as_str(), 5, 11)
    }
}

text_value!(StaffId, 20);
