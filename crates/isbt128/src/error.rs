//! Why a text is not an acceptable scan. Sentences for people live in the translations, keyed by [`ScanError::code`].

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{borrow::ToOwned, vec};

use crate::structure::DataStructure;

/// The reason a scan or a typed number was refused.
///
/// Each `position` counts characters from 1 in the text that was given to the parser, whatever was stripped or folded on
/// the way, and lies inside that text. Where the text ends too early it is the last character.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// Nothing was read.
    #[error("nothing was read")]
    Empty,
    /// The text is longer than any code in use.
    #[error("{found} characters, at most {max} are allowed")]
    TooLong {
        /// Of the first character too many.
        position: usize,
        /// Characters read.
        found: usize,
        /// The longest text that is looked at.
        max: usize,
    },
    /// The text starts like no code this crate knows.
    #[error("no known code starts like {found:?} at position {position}")]
    UnknownCode {
        /// Of the first character of the code.
        position: usize,
        /// The first characters of the code.
        found: String,
    },
    /// A character does not belong where it stands.
    #[error("character {found:?} at position {position}, expected {expected} of {field}")]
    Character {
        /// Of the character.
        position: usize,
        /// The character read.
        found: char,
        /// What may stand there, as a short stable word such as `digit`.
        expected: &'static str,
        /// The part of the code, as a stable word such as `donation_number`.
        field: &'static str,
    },
    /// A part of the code is too short or too long.
    #[error("{field} has {found} characters, expected {expected}, at position {position}")]
    Length {
        /// Of the last character where some are missing, of the first one too many otherwise.
        position: usize,
        /// The part of the code, as a stable word.
        field: &'static str,
        /// Characters found.
        found: usize,
        /// Characters expected.
        expected: usize,
    },
    /// Characters are left after a complete code.
    #[error("{found:?} follows a complete code at position {position}")]
    Trailing {
        /// Of the first character left.
        position: usize,
        /// What was left.
        found: String,
    },
    /// The check character of a donation number is wrong (ST-001 Appendix A).
    #[error("check character {found:?} of {number} at position {position}, expected {expected:?}")]
    CheckCharacter {
        /// Of the check character.
        position: usize,
        /// The number that was checked.
        number: String,
        /// The check character read.
        found: char,
        /// The check character that fits the number.
        expected: char,
    },
    /// A donation number was typed without its check character.
    #[error("{number} was typed without its check character")]
    CheckCharacterMissing {
        /// Of the last character.
        position: usize,
        /// The number as typed.
        number: String,
    },
    /// The two check digits of a GRID or of type 3 flags are wrong.
    #[error("checksum {found} of {number} at position {position}, expected {expected}")]
    Checksum {
        /// Of the first check digit.
        position: usize,
        /// What was checked: `grid` or `flags`.
        field: &'static str,
        /// The characters that were checked.
        number: String,
        /// The digits read.
        found: String,
        /// The digits that fit.
        expected: String,
    },
    /// A date or time that does not exist.
    #[error("{found} at position {position} is not a date")]
    Date {
        /// Of the first digit.
        position: usize,
        /// The digits read.
        found: String,
    },
    /// A compound message announces another number of structures than follow (ST-001 2.4.23).
    #[error("{expected} structures announced, {found} follow")]
    StructureCount {
        /// Of the announced number.
        position: usize,
        /// Structures announced by the message.
        expected: usize,
        /// Structures that follow.
        found: usize,
    },
    /// A structure that must not stand inside a compound message (ST-001 2.4.23).
    #[error("{found} at position {position} must not stand in a compound message")]
    NotInCompound {
        /// Of the data identifier.
        position: usize,
        /// The data identifier.
        found: String,
    },
    /// A retired structure without a known length stands inside a compound message.
    #[error("retired structure {structure} at position {position} cannot be read here")]
    Retired {
        /// Of the data identifier.
        position: usize,
        /// The structure.
        structure: DataStructure,
    },
    /// A number outside its range.
    #[error("{field} {found} is outside {min} to {max}")]
    Range {
        /// The part of the code, as a stable word.
        field: &'static str,
        /// The value given.
        found: u64,
        /// Smallest allowed value.
        min: u64,
        /// Largest allowed value.
        max: u64,
    },
}

impl ScanError {
    /// Every code, in the order of the variants.
    pub const CODES: [&'static str; 14] = [
        "scan.empty",
        "scan.too_long",
        "scan.unknown_code",
        "scan.character",
        "scan.length",
        "scan.trailing",
        "scan.check_character",
        "scan.check_character_missing",
        "scan.checksum",
        "scan.date",
        "scan.structure_count",
        "scan.not_in_compound",
        "scan.retired",
        "scan.range",
    ];

    /// A stable dotted code, the key of the sentence shown to people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "scan.empty",
            Self::TooLong { .. } => "scan.too_long",
            Self::UnknownCode { .. } => "scan.unknown_code",
            Self::Character { .. } => "scan.character",
            Self::Length { .. } => "scan.length",
            Self::Trailing { .. } => "scan.trailing",
            Self::CheckCharacter { .. } => "scan.check_character",
            Self::CheckCharacterMissing { .. } => "scan.check_character_missing",
            Self::Checksum { .. } => "scan.checksum",
            Self::Date { .. } => "scan.date",
            Self::StructureCount { .. } => "scan.structure_count",
            Self::NotInCompound { .. } => "scan.not_in_compound",
            Self::Retired { .. } => "scan.retired",
            Self::Range { .. } => "scan.range",
        }
    }

    /// The character at fault, counted from 1; none where the text is empty or a number was given as a number.
    pub fn position(&self) -> Option<usize> {
        let position = self.clone().position_mut().copied();
        position.filter(|position| *position > 0)
    }

    /// True where the text ends before the code does: half a scan, or a number not typed to its end.
    pub fn is_cut_short(&self) -> bool {
        match self {
            Self::Length { found, expected, .. } => found < expected,
            _ => false,
        }
    }

    fn position_mut(&mut self) -> Option<&mut usize> {
        match self {
            Self::Empty | Self::Range { .. } => None,
            Self::TooLong { position, .. }
            | Self::UnknownCode { position, .. }
            | Self::Character { position, .. }
            | Self::Length { position, .. }
            | Self::Trailing { position, .. }
            | Self::CheckCharacter { position, .. }
            | Self::CheckCharacterMissing { position, .. }
            | Self::Checksum { position, .. }
            | Self::Date { position, .. }
            | Self::StructureCount { position, .. }
            | Self::NotInCompound { position, .. }
            | Self::Retired { position, .. } => Some(position),
        }
    }

    /// The same fault, `by` characters further on: of a part that starts behind others.
    pub(crate) fn shifted(self, by: usize) -> Self {
        self.moved(|position| position + by)
    }

    /// The same fault at another place.
    pub(crate) fn moved(mut self, to: impl FnOnce(usize) -> usize) -> Self {
        if let Some(position) = self.position_mut() {
            *position = to(*position);
        }
        self
    }

    /// The values that fill the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        let mut params = match self {
            Self::Empty => vec![],
            Self::TooLong { found, max, .. } => vec![("found", found.to_string()), ("max", max.to_string())],
            Self::UnknownCode { found, .. }
            | Self::Date { found, .. }
            | Self::NotInCompound { found, .. }
            | Self::Trailing { found, .. } => vec![("found", found.clone())],
            Self::Character { found, expected, field, .. } => vec![
                ("found", found.to_string()),
                ("expected", (*expected).to_owned()),
                ("field", (*field).to_owned()),
            ],
            Self::Length { field, found, expected, .. } => vec![
                ("field", (*field).to_owned()),
                ("found", found.to_string()),
                ("expected", expected.to_string()),
            ],
            Self::CheckCharacter { number, found, expected, .. } => vec![
                ("number", number.clone()),
                ("found", found.to_string()),
                ("expected", expected.to_string()),
            ],
            Self::CheckCharacterMissing { number, .. } => vec![("number", number.clone())],
            Self::Checksum { field, number, found, expected, .. } => vec![
                ("field", (*field).to_owned()),
                ("number", number.clone()),
                ("found", found.clone()),
                ("expected", expected.clone()),
            ],
            Self::StructureCount { expected, found, .. } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            Self::Retired { structure, .. } => vec![("structure", structure.to_string())],
            Self::Range { field, found, min, max } => vec![
                ("field", (*field).to_owned()),
                ("found", found.to_string()),
                ("min", min.to_string()),
                ("max", max.to_string()),
            ],
        };
        if let Some(position) = self.position() {
            params.insert(0, ("position", position.to_string()));
        }
        params
    }
}
