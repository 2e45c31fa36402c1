//! Local codes for things that ISBT 128 has no structure for.
//!
//! ST-001 2.1 leaves `&` and a lower-case letter to users; such codes must never stand in a compound message.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt;

use crate::error::ScanError;

/// The longest text of a local code.
pub const LOCAL_TEXT_LENGTH_MAX: usize = 40;

/// What a local code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalKind {
    /// `&p`: storage position.
    Position,
    /// `&e`: equipment.
    Equipment,
    /// `&b`: transport box or shipment.
    Box,
    /// `&s`: staff badge of a bank without facility number.
    Staff,
    /// `&t`: tank.
    Tank,
    /// `&l`: lot of a reagent.
    ReagentLot,
    /// `&a`: part of a donation, such as an aliquot.
    Part,
    /// `&r`: run, units that are worked together.
    Run,
}

impl LocalKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Position,
        Self::Equipment,
        Self::Box,
        Self::Staff,
        Self::Tank,
        Self::ReagentLot,
        Self::Part,
        Self::Run,
    ];

    /// The data identifier.
    pub fn identifier(self) -> &'static str {
        match self {
            Self::Position => "&p",
            Self::Equipment => "&e",
            Self::Box => "&b",
            Self::Staff => "&s",
            Self::Tank => "&t",
            Self::ReagentLot => "&l",
            Self::Part => "&a",
            Self::Run => "&r",
        }
    }
}

/// A local code: kind and text of 1 to [`LOCAL_TEXT_LENGTH_MAX`] characters out of `A-Z a-z 0-9 - . / : _`.
///
/// It names a thing, never a person by name, and holds no spaces, so that wedge scanners cannot garble it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalCode {
    kind: LocalKind,
    text: String,
}

impl LocalCode {
    /// A code from its parts.
    pub fn new(kind: LocalKind, text: &str) -> Result<Self, ScanError> {
        let found = text.chars().count();
        if found == 0 {
            return Err(ScanError::Length { position: 0, field: "local_code", found, expected: 1 });
        }
        if found > LOCAL_TEXT_LENGTH_MAX {
            return Err(ScanError::TooLong {
                position: LOCAL_TEXT_LENGTH_MAX + 1,
                found,
                max: LOCAL_TEXT_LENGTH_MAX,
            });
        }
        let bad = |c: &char| !(c.is_ascii_alphanumeric() || "-./:_".contains(*c));
        if let Some((i, found)) = text.chars().enumerate().find(|(_, c)| bad(c)) {
            let (position, expected) = (i + 1, "local_text");
            return Err(ScanError::Character { position, found, expected, field: "local_code" });
        }
        Ok(Self { kind, text: text.to_owned() })
    }

    /// What the code names.
    pub fn kind(&self) -> LocalKind {
        self.kind
    }

    /// The text behind the data identifier.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for LocalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind.identifier(), self.text)
    }
}
