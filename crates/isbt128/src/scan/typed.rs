//! Donation numbers typed by hand: thirteen characters and the check character, which must be right.
//!
//! ST-001 7.4.1 has K printed for exactly this purpose, so a number without it is refused.

use super::Scan;
use crate::din::DonationNumber;
use crate::error::ScanError;

/// A number that was typed with its right check character. Only the parser makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TypedDonation(DonationNumber);

impl TypedDonation {
    /// The number.
    pub fn din(self) -> DonationNumber {
        self.0
    }
}

/// Reads `W000016428175 1`, in any case, with or without spaces and hyphens.
pub(super) fn read(text: &str) -> Result<Scan, ScanError> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let packed = packed.to_uppercase();
    let mut rest = packed.chars();
    let number: String = rest.by_ref().take(13).collect();
    let shaped = number.chars().take(5).all(|c| c.is_ascii_alphanumeric())
        && number.chars().skip(5).all(|c| c.is_ascii_digit());
    let length = packed.chars().count();
    match (shaped, rest.next(), rest.next()) {
        (true, Some(found), None) => {
            let din = DonationNumber::parse(&number)?;
            let expected = din.check_character();
            if found == expected {
                Ok(Scan::TypedDonation(TypedDonation(din)))
            } else {
                Err(ScanError::CheckCharacter { number, found, expected })
            }
        }
        (true, None, _) if length == 13 => {
            DonationNumber::parse(&number)?;
            Err(ScanError::CheckCharacterMissing { number })
        }
        (true, _, _) if length > 5 => {
            Err(ScanError::Length { field: "typed_number", found: length, expected: 14 })
        }
        _ => Err(ScanError::UnknownCode { found: text.chars().take(3).collect() }),
    }
}
