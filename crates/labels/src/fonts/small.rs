//! Small copies of the faces: whatever reads 65,000 glyphs to embed thirty is slow, and a station prints the same few
//! hundred characters all day.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use printpdf::ParsedFont;

use super::Style;

/// A copy that grew beyond this starts again from what is asked for.
const CHARACTERS_MAX: usize = 3_000;

/// Faces kept ready for each style: one for each kind of label and hospital that a station prints in turn.
const READY_MAX: usize = 24;

/// A face with the characters it was made for.
type Made = (BTreeSet<char>, ParsedFont);

/// The copies.
#[derive(Default)]
pub(super) struct SmallFaces {
    made: Mutex<HashMap<Style, Made>>,
    /// Last used first.
    ready: Mutex<HashMap<Style, VecDeque<Made>>>,
}

impl SmallFaces {
    /// A copy of the face with at least these characters; the face itself when it cannot be copied.
    pub(super) fn get(&self, style: Style, used: &BTreeSet<char>, face: &ParsedFont) -> ParsedFont {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let before = made.get(&style);
        if let Some((_, small)) = before.filter(|(characters, _)| used.is_subset(characters)) {
            return small.clone();
        }
        let mut wanted: BTreeSet<char> = before.map(|(known, _)| known.clone()).unwrap_or_else(printable);
        wanted.extend(used);
        if wanted.len() > CHARACTERS_MAX {
            wanted = used.clone();
        }
        let Some(small) = copy(face, &wanted) else { return face.clone() };
        made.insert(style, (wanted, small.clone()));
        small
    }

    /// A face to be embedded as it is: what a label shows and whatever its next number may need. Cutting a face to
    /// size and reading it again takes longer than all else on a label.
    pub(super) fn ready(&self, style: Style, used: &BTreeSet<char>, face: &ParsedFont) -> Option<ParsedFont> {
        let mut wanted = printable();
        wanted.extend(used);
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let faces = ready.entry(style).or_default();
        // Exactly these: whatever was printed before, the same label is the same file.
        let at = faces.iter().position(|(has, _)| *has == wanted);
        let made = match at.and_then(|at| faces.remove(at)) {
            Some(made) => made,
            None => {
                let mut small = copy(&self.get(style, &wanted, face), &wanted)?;
                small.font_name = Some(tagged(style, face));
                (wanted, small)
            }
        };
        let face = made.1.clone();
        faces.push_front(made);
        faces.truncate(READY_MAX);
        Some(face)
    }
}

/// The name of a face of which a part is embedded (ISO 32000-1 9.6.4).
fn tagged(style: Style, face: &ParsedFont) -> String {
    let tag = match style {
        Style::Regular => "REGULA",
        Style::Bold => "BOLDFA",
        Style::Mono => "MONOSP",
    };
    format!("{tag}+{}", face.font_name.as_deref().unwrap_or(style.font_id()))
}

/// What stands on every label.
fn printable() -> BTreeSet<char> {
    (' '..='~').collect()
}

fn copy(face: &ParsedFont, characters: &BTreeSet<char>) -> Option<ParsedFont> {
    let glyph = |c: &char| Some((face.lookup_glyph_index(u32::from(*c))?, c.to_string()));
    let glyphs: BTreeMap<u16, String> = characters.iter().filter_map(glyph).collect();
    let subset = printpdf::subset_font(face, &glyphs).ok()?;
    let small = ParsedFont::from_bytes(&subset.bytes, 0, &mut Vec::new())?;
    let is_whole = characters.iter().all(|c| {
        let has = |face: &ParsedFont| face.lookup_glyph_index(u32::from(*c)).is_some_and(|glyph| glyph != 0);
        has(face) == has(&small)
    });
    is_whole.then_some(small)
}
