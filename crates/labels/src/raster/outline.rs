//! From the outline of a glyph to dots: coverage of each dot by the outline, black from half on.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, Engine, HintingInstance, HintingOptions, OutlinePen, Target};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Glyph;
use super::bitmap::Bitmap;
use crate::fonts::{Fonts, Style};

/// Scan lines per dot row.
const LINES: usize = 8;
/// Straight pieces per curve: a glyph is at most some hundred dots high.
const PIECES: u8 = 8;
/// The share of a dot that makes it black; a little under half keeps thin strokes of small Chinese whole.
const BLACK_FROM: f32 = 0.45;
/// No glyph of ours is larger; a broken font must not ask for gigabytes.
const SIDE_MAX: f32 = 4_000.0;

/// Draws a character at so many dots per em. None when the face has no such glyph or it is blank.
pub(super) fn draw(fonts: &Fonts, style: Style, c: char, em: f32) -> Option<Glyph> {
    let face = fonts.face(style);
    let glyph = face.lookup_glyph_index(u32::from(c))?;
    let source = face.source_bytes()?;
    let index = u32::try_from(face.original_index).ok()?;
    let font =
        FontRef::from_index(source.as_slice(), index).or_else(|_| FontRef::new(source.as_slice())).ok()?;
    let outlines = font.outline_glyphs();
    let outline = outlines.get(GlyphId::from(glyph))?;
    let options = HintingOptions { engine: Engine::Interpreter, target: Target::Mono };
    let (size, location) = (Size::new(em), LocationRef::default());
    let mut pen = Pen::default();
    let hinted = HintingInstance::new(&outlines, size, location, options)
        .ok()
        .is_some_and(|hints| outline.draw(DrawSettings::hinted(&hints, false), &mut pen).is_ok());
    if !hinted {
        pen = Pen::default();
        outline.draw(DrawSettings::unhinted(size, location), &mut pen).ok()?;
    }
    fill(&pen.edges)
}

/// A straight piece of an outline, y upwards.
type Edge = ((f32, f32), (f32, f32));

#[derive(Default)]
struct Pen {
    edges: Vec<Edge>,
    start: (f32, f32),
    at: (f32, f32),
}

impl Pen {
    fn to(&mut self, next: (f32, f32)) {
        self.edges.push((self.at, next));
        self.at = next;
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = (x, y);
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to((x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, third) = (self.at, |c: f32, end: f32| end + (c - end) * 2.0 / 3.0);
        self.curve_to(third(cx, from.0), third(cy, from.1), third(cx, x), third(cy, y), x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let from = self.at;
        for i in 1..=PIECES {
            let t = f32::from(i) / f32::from(PIECES);
            let u = 1.0 - t;
            let mix = |p: f32, a: f32, b: f32, q: f32| {
                p * u * u * u + 3.0 * a * u * u * t + 3.0 * b * u * t * t + q * t * t * t
            };
            self.to((mix(from.0, ax, bx, x), mix(from.1, ay, by, y)));
        }
    }

    fn close(&mut self) {
        self.to(self.start);
    }
}

/// Fills outlines by the non-zero rule.
fn fill(edges: &[Edge]) -> Option<Glyph> {
    let points = || edges.iter().flat_map(|(a, b)| [*a, *b]);
    let bounds = |part: fn((f32, f32)) -> f32| {
        let least = points().map(part).fold(f32::INFINITY, f32::min).floor();
        (least, points().map(part).fold(f32::NEG_INFINITY, f32::max).ceil())
    };
    let ((left, right), (bottom, top)) = (bounds(|p| p.0), bounds(|p| p.1));
    let (width, height) = (right - left, top - bottom);
    if !(width > 0.0 && height > 0.0 && width <= SIDE_MAX && height <= SIDE_MAX) {
        return None;
    }
    let mut dots = Bitmap::new(width as usize, height as usize);
    let mut coverage = vec![0.0_f32; width as usize];
    let mut crossings: Vec<(f32, i32)> = Vec::new();
    for row in 0..height as usize {
        coverage.fill(0.0);
        for line in 0..LINES {
            let y = top - row as f32 - (line as f32 + 0.5) / LINES as f32;
            crossings.clear();
            crossings.extend(edges.iter().filter_map(|edge| crossing(*edge, y)));
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                let [(from, turn), (until, _)] = pair else { continue };
                winding += turn;
                if winding != 0 {
                    cover(&mut coverage, from - left, until - left);
                }
            }
        }
        let black = coverage.iter().enumerate().filter(|(_, share)| **share >= BLACK_FROM * LINES as f32);
        black.for_each(|(x, _)| dots.set(x, row));
    }
    Some(Glyph { dots, left: left as i32, top: top as i32 })
}

/// Where an edge crosses a scan line, and whether upwards or downwards.
fn crossing(((ax, ay), (bx, by)): Edge, y: f32) -> Option<(f32, i32)> {
    if (ay <= y) == (by <= y) {
        return None;
    }
    Some((ax + (bx - ax) * (y - ay) / (by - ay), if by > ay { 1 } else { -1 }))
}

/// Adds to each dot how much of it lies between two places of a scan line.
fn cover(coverage: &mut [f32], from: f32, until: f32) {
    let (first, last) = (from.floor().max(0.0) as usize, until.ceil().max(0.0) as usize);
    for (x, share) in coverage.iter_mut().enumerate().take(last).skip(first) {
        let (left, right) = (x as f32, x as f32 + 1.0);
        *share += (until.min(right) - from.max(left)).max(0.0);
    }
}
