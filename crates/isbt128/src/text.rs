//! Small character tests shared by the value types.

use crate::error::ScanError;

/// What may stand at a place: a test and the stable word for it.
pub(crate) type Class = (fn(char) -> bool, &'static str);

pub(crate) const DIGIT: Class = (|c| c.is_ascii_digit(), "digit");
pub(crate) const UPPER_OR_DIGIT: Class =
    (|c| c.is_ascii_uppercase() || c.is_ascii_digit(), "letter_or_digit");
/// First character of a facility number: A-N, P-Z, 1-9 (ST-001 2.4.1).
pub(crate) const FACILITY_FIRST: Class =
    (|c| (c.is_ascii_uppercase() && c != 'O') || matches!(c, '1'..='9'), "facility_first");
/// Second and third character of a facility number: A-N, P-Z, 0-9 (ST-001 2.4.1).
pub(crate) const FACILITY_NEXT: Class =
    (|c| (c.is_ascii_uppercase() && c != 'O') || c.is_ascii_digit(), "facility_next");
pub(crate) const PRINTABLE: Class = (|c| c.is_ascii_graphic(), "printable");

/// Tests each character of `text` against the class at its place; the last class covers the rest.
pub(crate) fn expect_classes(text: &str, field: &'static str, classes: &[Class]) -> Result<(), ScanError> {
    for (i, found) in text.chars().enumerate() {
        let Some((test, expected)) = classes.get(i).or(classes.last()) else { return Ok(()) };
        if !test(found) {
            return Err(ScanError::Character { position: i + 1, found, expected, field });
        }
    }
    Ok(())
}

/// Refuses a text that has not exactly `expected` characters.
pub(crate) fn expect_length(text: &str, field: &'static str, expected: usize) -> Result<(), ScanError> {
    let found = text.chars().count();
    if found == expected { Ok(()) } else { Err(ScanError::Length { field, found, expected }) }
}

/// The bytes `from..to` of an ASCII text; empty when out of range, which callers exclude by a length test.
pub(crate) fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// Copies an ASCII text of known length into an array.
pub(crate) fn bytes<const N: usize>(text: &str, field: &'static str) -> Result<[u8; N], ScanError> {
    text.as_bytes().try_into().map_err(|_| ScanError::Length {
        field,
        found: text.chars().count(),
        expected: N,
    })
}

/// The text of an array that was made from ASCII.
pub(crate) fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Gives a fixed-length ASCII value its text, `Display`, `Debug`, `FromStr`, and serde as a string.
macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            /// The characters of the value.
            pub fn as_str(&self) -> &str {
                $crate::text::ascii(&self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::str::FromStr for $name {
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
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_value;
