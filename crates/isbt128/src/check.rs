//! The check character K: ISO/IEC 7064 Mod 37-2, ISBT 128 ST-001 Appendix A.
//!
//! The alphabet of the check is 0-9, A-Z and, as a result only, `*`. It includes I and O, unlike the alphabet of
//! facility numbers.

use crate::error::ScanError;

const ALPHABET: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

/// The checksum 0 to 36 of `text`, which may hold 0-9 and A-Z only.
pub fn check_value(text: &str) -> Result<u8, ScanError> {
    let mut sum = 0_u16;
    for (i, found) in text.chars().enumerate() {
        let value = found.is_ascii_digit() || found.is_ascii_uppercase();
        let value = if value { found.to_digit(36) } else { None };
        let Some(value) = value.and_then(|v| u16::try_from(v).ok()) else {
            return Err(ScanError::Character {
                position: i + 1,
                found,
                expected: "letter_or_digit",
                field: "checked",
            });
        };
        sum = ((sum + value) * 2) % 37;
    }
    Ok(u8::try_from((38 - sum) % 37).unwrap_or_default())
}

/// The check character of `text`: 0-9, A-Z or `*`.
pub fn check_character(text: &str) -> Result<char, ScanError> {
    check_value(text).map(check_symbol)
}

/// The character that stands for a checksum.
pub(crate) fn check_symbol(value: u8) -> char {
    ALPHABET.get(usize::from(value)).map_or('*', |b| char::from(*b))
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;

    /// The weighted form of the same sum, written independently (ST-001 Appendix A, table of weights).
    fn weighted(text: &str) -> char {
        let mut weight = 1_u32;
        let mut sum = 0_u32;
        for c in text.chars().rev() {
            weight = weight * 2 % 37;
            sum += weight * c.to_digit(36).unwrap();
        }
        char::from(ALPHABET[((38 - sum % 37) % 37) as usize])
    }

    #[test]
    fn published_examples() {
        for (number, k) in [("G123417654321", 'A'), ("A999925000038", '*'), ("9000116123456", 'E')] {
            assert_eq!(check_character(number), Ok(k), "{number}");
        }
    }

    #[test]
    fn refuses_what_is_outside_the_alphabet() {
        for text in ["A99*", "a999", "Ａ99", "A 99"] {
            assert_eq!(check_character(text).unwrap_err().code(), "scan.character", "{text}");
        }
    }

    proptest! {
        #[test]
        fn both_forms_agree(text in "[0-9A-Z]{0,20}") {
            prop_assert_eq!(check_character(&text).unwrap(), weighted(&text));
        }

        #[test]
        fn a_substitution_changes_it(text in "[0-9A-Z]{13}", at in 0_usize..13, with in "[0-9A-Z]") {
            prop_assume!(text[at..=at] != with);
            let mut changed = text.clone();
            changed.replace_range(at..=at, &with);
            prop_assert_ne!(check_character(&text), check_character(&changed));
        }

        #[test]
        fn an_adjacent_transposition_changes_it(text in "[0-9A-Z]{13}", at in 0_usize..12) {
            let mut swapped = text.clone().into_bytes();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assume!(text != swapped);
            prop_assert_ne!(check_character(&text), check_character(&swapped));
        }
    }
}
