//! ZPL II: labels for thermal printers of 203, 300 and 600 dpi.
//!
//! Symbols are the printer's own (`^BC`, `^BX`), since nothing prints them sharper; the printer is told each symbol
//! character of a Code 128, so that it cannot choose another encoding than the one we measured. Text travels as a
//! picture (`^GF`), Latin as well as Chinese: it looks like the PDF and needs no font in the printer.
//!
//! Invariant: a module is a whole number of dots, and within the limits of ISBT 128 ST-001 6, or there is no label.

mod graphic;
mod symbol;
mod write;

pub(crate) use write::label;

use std::num::NonZeroU32;

/// The resolution of a print head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dpi {
    /// 8 dots per millimetre.
    Dpi203,
    /// 300 dots per inch.
    Dpi300,
    /// 600 dots per inch.
    Dpi600,
}

impl Dpi {
    /// Every resolution.
    pub const ALL: [Self; 3] = [Self::Dpi203, Self::Dpi300, Self::Dpi600];

    /// The name of the resolution in dots per inch.
    pub fn per_inch(self) -> u32 {
        match self {
            Self::Dpi203 => 203,
            Self::Dpi300 => 300,
            Self::Dpi600 => 600,
        }
    }

    /// The resolution of that name.
    pub fn from_per_inch(dpi: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.per_inch() == dpi)
    }

    /// What the print head has; heads named 203 have 8 exactly.
    pub fn dots_per_mm(self) -> f32 {
        match self {
            Self::Dpi203 => 8.0,
            Self::Dpi300 => 300.0 / 25.4,
            Self::Dpi600 => 600.0 / 25.4,
        }
    }
}

/// How the label lies on the web, turned clockwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Rotation {
    /// As it is read.
    #[default]
    Upright,
    /// A quarter turn clockwise.
    Quarter,
    /// Upside down.
    Half,
    /// A quarter turn the other way.
    ThreeQuarters,
}

impl Rotation {
    /// Every rotation.
    pub const ALL: [Self; 4] = [Self::Upright, Self::Quarter, Self::Half, Self::ThreeQuarters];

    pub(crate) fn quarters(self) -> u8 {
        match self {
            Self::Upright => 0,
            Self::Quarter => 1,
            Self::Half => 2,
            Self::ThreeQuarters => 3,
        }
    }
}

/// How labels are written for a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZplOptions {
    /// The resolution of the print head.
    pub dpi: Dpi,
    /// How the label lies on the web.
    pub rotation: Rotation,
    /// How often each label is printed.
    pub copies: NonZeroU32,
}

impl ZplOptions {
    /// Once and upright.
    pub fn new(dpi: Dpi) -> Self {
        Self { dpi, rotation: Rotation::Upright, copies: NonZeroU32::MIN }
    }
}
