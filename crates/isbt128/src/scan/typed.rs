//! Donation numbers typed by hand: thirteen characters and the check character, which must be right.
//!
//! ST-001 7.4.1 has K printed for exactly this purpose, so a number without it is refused.

use alloc::string::String;
use alloc::vec::Vec;

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
    let (places, packed): (Vec<usize>, Vec<char>) = text
        .chars()
        .enumerate()
        .filter(|(_, c)| !c.is_whitespace() && *c != '-')
        .map(|(i, c)| (i + 1, c.to_ascii_uppercase()))
        .unzip();
    let place =
        |position: usize| places.get(position.saturating_sub(1)).or(places.last()).copied().unwrap_or(1);
    read_packed(&packed, text).map_err(|fault| fault.moved(place))
}

/// Positions count within `packed`.
fn read_packed(packed: &[char], text: &str) -> Result<Scan, ScanError> {
    let (number, behind) = packed.split_at_checked(13).unwrap_or((packed, &[]));
    let shaped = number.iter().take(5).all(char::is_ascii_alphanumeric)
        && number.iter().skip(5).all(char::is_ascii_digit);
    let length = packed.len();
    if !shaped || length <= 5 {
        return Err(ScanError::UnknownCode { position: 1, found: text.chars().take(3).collect() });
    }
    let number: String = number.iter().collect();
    match behind {
        [found] => {
            let din = DonationNumber::parse(&number)?;
            let (expected, found) = (din.check_character(), *found);
            if found == expected {
                Ok(Scan::TypedDonation(TypedDonation(din)))
            } else {
                Err(ScanError::CheckCharacter { position: 14, number, found, expected })
            }
        }
        [] if length == 13 => {
            DonationNumber::parse(&number)?;
            Err(ScanError::CheckCharacterMissing { position: 13, number })
        }
        _ => Err(crate::text::wrong_length("typed_number", length, 14)),
    }
}
