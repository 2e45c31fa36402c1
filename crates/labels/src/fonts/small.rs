//! Small copies of the faces: whatever reads 65,000 glyphs to embed thirty is slow, and a station prints the same few
//! hundred characters all day.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use printpdf::ParsedFont;

use super::Style;

/// A copy that grew beyond this starts again from what is asked for.
const CHARACTERS_MAX: usize = 3_000;

/// The copies, each with the characters it was made for.
#[derive(Default)]
pub(super) struct SmallFaces {
    made: Mutex<HashMap<Style, (BTreeSet<char>, ParsedFont)>>,
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
