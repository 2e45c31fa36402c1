//! Machine-readable symbols as plain geometry; drawing them is the canvas' business.

pub mod code128;
pub mod matrix;
pub(crate) mod place;

/// Why a text cannot become a symbol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SymbolError {
    /// Nothing to encode.
    #[error("nothing to encode")]
    Empty,
    /// A character outside printable ASCII.
    #[error("character {found:?} at position {position} cannot be encoded")]
    Character {
        /// 1-based.
        position: usize,
        /// The character.
        found: char,
    },
    /// More text than the symbol holds.
    #[error("{length} characters do not fit the symbol")]
    TooLong {
        /// Characters given.
        length: usize,
    },
}

/// Refuses what no symbol of ours may carry: nothing, and anything but printable ASCII.
fn expect_printable(text: &str) -> Result<(), SymbolError> {
    if text.is_empty() {
        return Err(SymbolError::Empty);
    }
    match text.chars().enumerate().find(|(_, c)| !(' '..='~').contains(c)) {
        Some((i, found)) => Err(SymbolError::Character { position: i + 1, found }),
        None => Ok(()),
    }
}
