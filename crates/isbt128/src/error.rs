//! Why a text is not an acceptable scan. Sentences for people live in the translations, keyed by [`ScanError::code`].

use crate::structure::DataStructure;

/// The reason a scan or a typed number was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// Nothing was read.
    #[error("nothing was read")]
    Empty,
    /// The text is longer than any code in use.
    #[error("{found} characters, at most {max} are allowed")]
    TooLong {
        /// Characters read.
        found: usize,
        /// The longest text that is looked at.
        max: usize,
    },
    /// The text starts like no code this crate knows.
    #[error("no known code starts like {found:?}")]
    UnknownCode {
        /// The first characters of the text.
        found: String,
    },
    /// A character does not belong where it stands.
    #[error("character {found:?} at position {position}, expected {expected}")]
    Character {
        /// 1-based, counted within `field`.
        position: usize,
        /// The character read.
        found: char,
        /// What may stand there, as a short stable word such as `digit`.
        expected: &'static str,
        /// The part of the code, as a stable word such as `donation_number`.
        field: &'static str,
    },
    /// A part of the code is too short or too long.
    #[error("{field} has {found} characters, expected {expected}")]
    Length {
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
        /// 1-based position in the cleaned text.
        position: usize,
        /// What was left.
        found: String,
    },
    /// The check character of a donation number is wrong (ST-001 Appendix A).
    #[error("check character {found:?} of {number}, expected {expected:?}")]
    CheckCharacter {
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
        /// The number as typed.
        number: String,
    },
    /// The two check digits of a GRID or of type 3 flags are wrong.
    #[error("checksum {found} of {number}, expected {expected}")]
    Checksum {
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
    #[error("{found} is not a date")]
    Date {
        /// The digits read.
        found: String,
    },
    /// A compound message announces another number of structures than follow (ST-001 2.4.23).
    #[error("{expected} structures announced, {found} follow")]
    StructureCount {
        /// Structures announced by the message.
        expected: usize,
        /// Structures that follow.
        found: usize,
    },
    /// A structure that must not stand inside a compound message (ST-001 2.4.23).
    #[error("{found} must not stand in a compound message")]
    NotInCompound {
        /// The data identifier.
        found: String,
    },
    /// A retired structure without a known length stands inside a compound message.
    #[error("retired structure {structure} cannot be read here")]
    Retired {
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

    /// The values that fill the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty => vec![],
            Self::TooLong { found, max } => vec![("found", found.to_string()), ("max", max.to_string())],
            Self::UnknownCode { found } | Self::Date { found } | Self::NotInCompound { found } => {
                vec![("found", found.clone())]
            }
            Self::Character { position, found, expected, field } => vec![
                ("position", position.to_string()),
                ("found", found.to_string()),
                ("expected", (*expected).to_owned()),
                ("field", (*field).to_owned()),
            ],
            Self::Length { field, found, expected } => vec![
                ("field", (*field).to_owned()),
                ("found", found.to_string()),
                ("expected", expected.to_string()),
            ],
            Self::Trailing { position, found } => {
                vec![("position", position.to_string()), ("found", found.clone())]
            }
            Self::CheckCharacter { number, found, expected } => vec![
                ("number", number.clone()),
                ("found", found.to_string()),
                ("expected", expected.to_string()),
            ],
            Self::CheckCharacterMissing { number } => vec![("number", number.clone())],
            Self::Checksum { field, number, found, expected } => vec![
                ("field", (*field).to_owned()),
                ("number", number.clone()),
                ("found", found.clone()),
                ("expected", expected.clone()),
            ],
            Self::StructureCount { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            Self::Retired { structure } => vec![("structure", structure.to_string())],
            Self::Range { field, found, min, max } => vec![
                ("field", (*field).to_owned()),
                ("found", found.to_string()),
                ("min", min.to_string()),
                ("max", max.to_string()),
            ],
        }
    }
}
