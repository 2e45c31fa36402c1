//! One-bit pictures of text for printers that have no Chinese font of their own.
//!
//! Outlines are hinted for exactly black and white, so that strokes are whole dots even at 203 dpi.

mod bitmap;
mod outline;

pub(crate) use bitmap::Bitmap;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::canvas::{TextMark, ZERO_DOT_EM};
use crate::fonts::{Fonts, Style};
use crate::zpl::Dpi;

/// Sizes are whole parts of a dot, so that few are ever drawn.
const STEPS_PER_DOT: f32 = 4.0;
/// Glyphs remembered; a batch of labels uses some hundreds.
const GLYPHS_MAX: usize = 20_000;
const PT_PER_INCH: f32 = 72.0;

/// One character at one size: its dots, and how they lie relative to the pen.
#[derive(Debug, Default)]
pub(crate) struct Glyph {
    pub dots: Bitmap,
    /// From the pen to the left edge.
    pub left: i32,
    /// From the baseline up to the upper edge.
    pub top: i32,
}

/// Glyphs drawn so far.
#[derive(Default)]
pub(crate) struct Glyphs {
    known: Mutex<HashMap<(Style, char, u32), Arc<Glyph>>>,
}

impl Glyphs {
    fn get(&self, fonts: &Fonts, style: Style, c: char, steps: u32) -> Arc<Glyph> {
        let key = (style, c, steps);
        let known = |glyphs: &Self| {
            let known = glyphs.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(&key).cloned()
        };
        if let Some(glyph) = known(self) {
            return glyph;
        }
        let glyph =
            Arc::new(outline::draw(fonts, style, c, steps as f32 / STEPS_PER_DOT).unwrap_or_default());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= GLYPHS_MAX {
            known.clear();
        }
        known.insert(key, Arc::clone(&glyph));
        glyph
    }
}

/// A line of text as dots, and where its upper left dot lies relative to the start of the baseline.
#[derive(Debug)]
pub(crate) struct Line {
    pub dots: Bitmap,
    pub left: i32,
    pub top: i32,
}

/// Draws a text along an upright baseline; none when it leaves no dot.
pub(crate) fn line(fonts: &Fonts, mark: &TextMark, dpi: Dpi) -> Option<Line> {
    let em = mark.size_pt / PT_PER_INCH * dpi.dots_per_mm() * 25.4;
    let steps = (em * STEPS_PER_DOT).floor().max(1.0) as u32;
    let mut placed: Vec<(Arc<Glyph>, i32)> = Vec::new();
    let mut pen: f32 = 0.0;
    for c in mark.text.chars() {
        let width = fonts.sort(mark.style, c).width_em * em;
        let at = pen.round() as i32;
        let glyph = fonts.glyphs().get(fonts, mark.style, c, steps);
        placed.push((glyph, at));
        if mark.style == Style::Mono && c == '0' {
            placed.push((Arc::new(zero_dot(em, width)), at));
        }
        pen += width;
    }
    placed.retain(|(glyph, _)| !glyph.dots.is_empty());
    let left = placed.iter().map(|(glyph, at)| at + glyph.left).min()?;
    let right = placed.iter().map(|(glyph, at)| at + glyph.left + glyph.dots.width_i32()).max()?;
    let top = placed.iter().map(|(glyph, _)| glyph.top).max()?;
    let bottom = placed.iter().map(|(glyph, _)| glyph.top - glyph.dots.height_i32()).min()?;
    let mut dots = Bitmap::new(usize::try_from(right - left).ok()?, usize::try_from(top - bottom).ok()?);
    for (glyph, at) in placed {
        dots.draw(&glyph.dots, at + glyph.left - left, top - glyph.top);
    }
    Some(Line { dots, left, top })
}

fn zero_dot(em: f32, advance: f32) -> Glyph {
    let (w, h, above) = ZERO_DOT_EM;
    let whole = |ems: f32| (ems * em).round().max(1.0);
    let (w, h) = (whole(w), whole(h));
    let mut dots = Bitmap::new(w as usize, h as usize);
    dots.invert();
    let left = ((advance - w) / 2.0).round() as i32;
    Glyph { dots, left, top: (above * em + h / 2.0).round() as i32 }
}
