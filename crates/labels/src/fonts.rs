//! The Chinese font: found on the system, parsed once, reused for every label and document.
//!
//! Not shipped: a full Chinese face is some 20 MB. Debian's package `fonts-noto-cjk` brings it.

mod small;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use printpdf::ParsedFont;

use crate::error::LabelError;
use crate::raster::Glyphs;
use small::SmallFaces;

/// Where Debian's package `fonts-noto-cjk` puts its faces.
pub const SYSTEM_FONT: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
/// The environment variable that names another font file.
pub const FONT_VARIABLE: &str = "CORDKEEP_FONT";
const PACKAGE: &str = "fonts-noto-cjk";

/// Faces within Noto's collection: simplified Chinese, proportional and monospaced.
const FACE_SANS: usize = 2;
const FACE_MONO: usize = 7;

/// Drawn for a character that the font does not have: the geta mark, by which typesetters show a missing sort.
pub(crate) const MISSING: char = '〓';

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Running text.
    Regular,
    /// Headings and what must be found at once.
    Bold,
    /// Numbers that people copy: zero and O, one and I look different (ISBT 128 ST-001 7.4.1).
    Mono,
}

impl Style {
    pub(crate) const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Mono];

    pub(crate) fn font_id(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Bold => "bold",
            Self::Mono => "mono",
        }
    }
}

/// The parsed faces. Loading takes a noticeable moment; keep one value for the life of the program.
pub struct Fonts {
    regular: ParsedFont,
    bold: ParsedFont,
    mono: ParsedFont,
    /// Looking a character up in a face costs far more than remembering it.
    known: Mutex<HashMap<(Style, char), Sort>>,
    glyphs: Glyphs,
    small: SmallFaces,
}

impl Fonts {
    /// Loads the file named by [`FONT_VARIABLE`], else [`SYSTEM_FONT`].
    pub fn load_system() -> Result<Self, LabelError> {
        let named = std::env::var_os(FONT_VARIABLE).filter(|path| !path.is_empty());
        Self::load(&named.map_or_else(|| PathBuf::from(SYSTEM_FONT), PathBuf::from))
    }

    /// Loads `path`, and beside it the bold file of the same name with `Bold` for `Regular`; without one, bold
    /// text is set in the regular face. Of a Noto collection the simplified Chinese faces are taken.
    pub fn load(path: &Path) -> Result<Self, LabelError> {
        let bytes = read(path)?;
        let is_collection = bytes.starts_with(b"ttcf");
        let regular = parse(path, &bytes, if is_collection { FACE_SANS } else { 0 })?;
        let mono = if is_collection { parse(path, &bytes, FACE_MONO).ok() } else { None };
        drop(bytes);
        let bold_path = path.to_str().filter(|name| name.contains("Regular"));
        let bold = bold_path.map(|name| PathBuf::from(name.replace("Regular", "Bold"))).and_then(|path| {
            let bytes = read(&path).ok()?;
            parse(&path, &bytes, if is_collection { FACE_SANS } else { 0 }).ok()
        });
        Ok(Self {
            bold: bold.unwrap_or_else(|| regular.clone()),
            mono: mono.unwrap_or_else(|| regular.clone()),
            regular,
            known: Mutex::default(),
            glyphs: Glyphs::default(),
            small: SmallFaces::default(),
        })
    }

    pub(crate) fn face(&self, style: Style) -> &ParsedFont {
        match style {
            Style::Regular => &self.regular,
            Style::Bold => &self.bold,
            Style::Mono => &self.mono,
        }
    }

    /// Glyphs drawn as dots so far.
    pub(crate) fn glyphs(&self) -> &Glyphs {
        &self.glyphs
    }

    /// A face with at least these characters, to be embedded.
    pub(crate) fn face_of(&self, style: Style, used: &BTreeSet<char>) -> ParsedFont {
        self.small.get(style, used, self.face(style))
    }

    /// A small face with at least these characters, to be embedded whole; none when it cannot be copied.
    pub(crate) fn ready_face_of(&self, style: Style, used: &BTreeSet<char>) -> Option<ParsedFont> {
        self.small.ready(style, used, self.face(style))
    }

    /// Width of `text` in ems.
    pub(crate) fn width_em(&self, style: Style, text: &str) -> f32 {
        text.chars().map(|c| self.sort(style, c).width_em).sum()
    }

    /// How a character is set: itself; a small shifted digit for a raised or lowered one that the face lacks, as in
    /// `10⁸`; or [`MISSING`], visibly, for what cannot be shown at all.
    pub(crate) fn sort(&self, style: Style, c: char) -> Sort {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry((style, c)).or_insert_with(|| self.look_up(style, c))
    }

    /// The first character of `text` that cannot be shown.
    pub(crate) fn missing(&self, text: &str) -> Option<char> {
        let lacks = |c: char| Style::ALL.iter().any(|style| self.sort(*style, c).shown == MISSING);
        text.chars().find(|c| *c != MISSING && !c.is_control() && lacks(*c))
    }

    fn look_up(&self, style: Style, c: char) -> Sort {
        let face = self.face(style);
        let glyph = |c: char| face.lookup_glyph_index(u32::from(c)).filter(|glyph| *glyph != 0);
        let plain = |table: &str| table.chars().position(|t| t == c).and_then(|at| PLAIN.chars().nth(at));
        let (shift, shown) = match (glyph(c).filter(|_| !c.is_control()), plain(RAISED), plain(LOWERED)) {
            (Some(_), _, _) => (Shift::None, c),
            (_, Some(digit), _) => (Shift::Raised, digit),
            (_, _, Some(digit)) => (Shift::Lowered, digit),
            _ => (Shift::None, MISSING),
        };
        let advance = f32::from(face.get_horizontal_advance(glyph(shown).unwrap_or_default()));
        let scale = if shift == Shift::None { 1.0 } else { SMALL };
        let width_em = advance * scale / f32::from(face.font_metrics.units_per_em.max(1));
        Sort { shift, shown, width_em }
    }
}

/// A character as it is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sort {
    pub shift: Shift,
    pub shown: char,
    pub width_em: f32,
}

/// Where a character stands relative to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    None,
    Raised,
    Lowered,
}

/// Size of raised and lowered digits relative to the others.
pub(crate) const SMALL: f32 = 0.62;
const PLAIN: &str = "0123456789+-";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋";

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").finish_non_exhaustive()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, LabelError> {
    std::fs::read(path).map_err(|source| {
        let path = path.to_path_buf();
        if source.kind() == std::io::ErrorKind::NotFound {
            LabelError::FontMissing { path, package: PACKAGE }
        } else {
            LabelError::FontUnreadable { path, source }
        }
    })
}

fn parse(path: &Path, bytes: &[u8], face: usize) -> Result<ParsedFont, LabelError> {
    let parsed = ParsedFont::from_bytes(bytes, face, &mut Vec::new());
    parsed.ok_or_else(|| LabelError::FontInvalid { path: path.to_path_buf() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_font_names_path_and_package() {
        let error = Fonts::load(Path::new("/nonexistent/Noto.ttc")).unwrap_err();
        assert_eq!(error.code(), "font.missing");
        assert_eq!(error.params()[0].1, "/nonexistent/Noto.ttc");
        assert_eq!(error.params()[1].1, "fonts-noto-cjk");
    }

    #[test]
    fn a_file_that_is_no_font_is_refused() {
        let error = Fonts::load(Path::new("Cargo.toml")).unwrap_err();
        assert_eq!(error.code(), "font.invalid");
    }
}
