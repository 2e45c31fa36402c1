//! Small character tests shared by the value types.

use alloc::string::String;

use crate::error::ScanError;

/// What may stand at a place: a test and the stable word for it.
pub(crate) type Class = (fn(char) -> bool, &'static str);

/// So many characters of one class.
pub(crate) type Run = (usize, Class);

pub(crate) const DIGIT: Class = (|c| c.is_ascii_digit(), "digit");
pub(crate) const ZERO: Class = (|c| c == '0', "zero");
pub(crate) const UPPER: Class = (|c| c.is_ascii_uppercase(), "letter");
pub(crate) const UPPER_OR_DIGIT: Class =
    (|c| c.is_ascii_uppercase() || c.is_ascii_digit(), "letter_or_digit");
pub(crate) const LOWER_OR_DIGIT: Class =
    (|c| c.is_ascii_lowercase() || c.is_ascii_digit(), "small_letter_or_digit");
pub(crate) const ALPHANUMERIC: Class = (|c| c.is_ascii_alphanumeric(), "letter_or_digit");
/// First character of a facility number: A-N, P-Z, 1-9 (ST-001 2.4.1).
pub(crate) const FACILITY_FIRST: Class =
    (|c| (c.is_ascii_uppercase() && c != 'O') || matches!(c, '1'..='9'), "facility_first");
/// Second and third character of a facility number: A-N, P-Z, 0-9 (ST-001 2.4.1).
pub(crate) const FACILITY_NEXT: Class =
    (|c| (c.is_ascii_uppercase() && c != 'O') || c.is_ascii_digit(), "facility_next");
pub(crate) const PRINTABLE: Class = (|c| c.is_ascii_graphic(), "printable");
/// What manufacturers print: no character that opens a data identifier, so that two codes cannot pass for one.
pub(crate) const CATALOGUE: Class =
    (|c| c.is_ascii_graphic() && !matches!(c, '=' | '&'), "printable_not_identifier");

/// The five characters of a facility number.
pub(crate) const FACILITY: [Run; 3] = [(1, FACILITY_FIRST), (2, FACILITY_NEXT), (2, DIGIT)];

/// Refuses a text that is not made of exactly these runs; a wrong character is named before a wrong length.
pub(crate) fn expect_layout(text: &str, field: &'static str, layout: &[Run]) -> Result<(), ScanError> {
    let mut classes = layout.iter().flat_map(|(count, class)| core::iter::repeat_n(class, *count));
    let expected = layout.iter().map(|(count, _)| count).sum();
    let mut found_count = 0;
    for (i, found) in text.chars().enumerate() {
        found_count += 1;
        if let Some((test, expected)) = classes.next()
            && !test(found)
        {
            return Err(ScanError::Character { position: i + 1, found, expected, field });
        }
    }
    if found_count == expected { Ok(()) } else { Err(wrong_length(field, found_count, expected)) }
}

/// Too short: the fault is at the last character; too long: at the first one too many.
pub(crate) fn wrong_length(field: &'static str, found: usize, expected: usize) -> ScanError {
    ScanError::Length { position: found.min(expected + 1), field, found, expected }
}

/// Refuses a character of another class.
pub(crate) fn expect_class(text: &str, field: &'static str, class: Class) -> Result<(), ScanError> {
    match text.chars().enumerate().find(|(_, c)| !class.0(*c)) {
        None => Ok(()),
        Some((i, found)) => Err(ScanError::Character { position: i + 1, found, expected: class.1, field }),
    }
}

/// The bytes `from..to` of an ASCII text; empty when out of range, which callers exclude by a length test.
pub(crate) fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// The number that a short run of digits stands for; callers have tested that they are digits.
pub(crate) fn number<T: core::str::FromStr + Default>(text: &str) -> T {
    text.parse().unwrap_or_default()
}

/// Copies an ASCII text of known length into an array.
pub(crate) fn bytes<const N: usize>(text: &str, field: &'static str) -> Result<[u8; N], ScanError> {
    text.as_bytes().try_into().map_err(|_| wrong_length(field, text.chars().count(), N))
}

/// The text of an array that was made from ASCII.
pub(crate) fn ascii(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

/// `text` behind as many zeros as it takes to fill `length`; a longer text stays as it is, for the parser to refuse.
pub(crate) fn zero_padded(text: &str, length: usize) -> String {
    let missing = length.saturating_sub(text.chars().count());
    core::iter::repeat_n('0', missing).chain(text.chars()).collect()
}

/// Gives a fixed-length ASCII value its text, `Display`, `Debug`, `FromStr`, and serde as a string. With a number, also
/// the data identifier and the text that a symbol carries.
macro_rules! text_value {
    ($name:ident, $structure:literal) => {
        $crate::text::text_value!($name);

        impl $name {
            /// The text a symbol carries, data identifier included.
            pub fn scan_text(&self) -> alloc::string::String {
                alloc::format!("{}{self}", $crate::structure::identifier($structure))
            }
        }
    };
    ($name:ident) => {
        impl $name {
            /// The characters of the value.
            pub fn as_str(&self) -> &str {
                $crate::text::ascii(&self.0)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::ScanError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_value;
