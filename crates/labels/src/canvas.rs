//! A page in millimetres from its upper left corner, and the few marks we make on it.
//!
//! The marks are plain data: PDF and ZPL are two ways of writing the same ones.

mod pdf;
mod text;

pub(crate) use pdf::{Description, Packing, save, save_described};
pub(crate) use text::{break_lines, fit, widest_piece_em};

use crate::document::Jpeg;
use crate::fonts::{Fonts, SMALL, Shift, Style};
use crate::symbol::code128::Code128;
use crate::symbol::matrix::Matrix;

pub(crate) const PT_PER_MM: f32 = 72.0 / 25.4;

/// A colour as it is written in design sheets: 0xRRGGBB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub u32);

impl Ink {
    pub(crate) const BLACK: Self = Self(0x0000_0000);
    pub(crate) const WHITE: Self = Self(0x00ff_ffff);
}

/// A rectangle in millimetres; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

/// One mark on a page.
#[derive(Debug)]
pub(crate) enum Mark {
    /// Text on a baseline.
    Text(TextMark),
    /// Filled rectangles as one path.
    Fill { areas: Vec<Area>, ink: Ink },
    /// The outline of a rectangle, drawn inside it.
    Frame { area: Area, thickness_mm: f32, ink: Ink },
    /// White text on a black plate.
    Plate { area: Area, text: TextMark },
    /// Code 128 bars that fill the area; quiet zones lie outside it.
    Linear { code: Code128, area: Area, module_mm: f32 },
    /// A Data Matrix with its upper left module at this place; the quiet zone lies outside it.
    Matrix { matrix: Matrix, at: (f32, f32), module_mm: f32 },
    /// A picture that fills the area; on documents alone.
    Picture { jpeg: Jpeg, area: Area },
}

/// A stretch of text in one look, raised and lowered digits already resolved.
#[derive(Debug)]
pub(crate) struct TextMark {
    pub text: String,
    pub style: Style,
    pub ink: Ink,
    pub size_pt: f32,
    /// Left end of the baseline.
    pub at: (f32, f32),
    /// The baseline as a unit vector (right, up).
    pub along: (f32, f32),
}

/// A dot in each zero of a number, so that no one reads it as the letter O (ISBT 128 ST-001 7.4.1): its width and
/// height, and how far its centre lies above the baseline, in ems.
pub(crate) const ZERO_DOT_EM: (f32, f32, f32) = (0.09, 0.17, 0.365);

const RIGHTWARDS: (f32, f32) = (1.0, 0.0);
const UPWARDS: (f32, f32) = (0.0, 1.0);
/// Along the diagonal of an upright page.
const TILTED: (f32, f32) = (0.6, 0.8);

/// One page under construction.
#[derive(Debug)]
pub(crate) struct Canvas {
    pub width_mm: f32,
    pub height_mm: f32,
    marks: Vec<Mark>,
}

impl Canvas {
    pub(crate) fn new(width_mm: f32, height_mm: f32) -> Self {
        Self { width_mm, height_mm, marks: Vec::new() }
    }

    /// Every text on the page with its look.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &TextMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) | Mark::Plate { text, .. } => Some(text),
            _ => None,
        })
    }

    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Text on a baseline, its left end at `at.0`.
    pub(crate) fn text(
        &mut self,
        fonts: &Fonts,
        at: (f32, f32),
        size_pt: f32,
        look: (Style, Ink),
        text: &str,
    ) {
        self.text_along(RIGHTWARDS, fonts, at, size_pt, look, text);
    }

    /// Text turned by 90° that reads upwards, its baseline starting at `at`.
    pub(crate) fn text_turned(
        &mut self,
        fonts: &Fonts,
        at: (f32, f32),
        size_pt: f32,
        look: (Style, Ink),
        text: &str,
    ) {
        self.text_along(UPWARDS, fonts, at, size_pt, look, text);
    }

    /// Text that rises along the diagonal of an upright page.
    pub(crate) fn text_tilted(
        &mut self,
        fonts: &Fonts,
        at: (f32, f32),
        size_pt: f32,
        look: (Style, Ink),
        text: &str,
    ) {
        self.text_along(TILTED, fonts, at, size_pt, look, text);
    }

    fn text_along(
        &mut self,
        along: (f32, f32),
        fonts: &Fonts,
        at: (f32, f32),
        size_pt: f32,
        look: (Style, Ink),
        text: &str,
    ) {
        let style = look.0;
        let (mut run, mut shift, mut way) = (String::new(), Shift::None, 0.0);
        for c in text.chars() {
            let sort = fonts.sort(style, c);
            if sort.shift != shift {
                way += self.piece(fonts, (at, along, way), size_pt, look, (shift, &run));
                run.clear();
                shift = sort.shift;
            }
            run.push(sort.shown);
        }
        self.piece(fonts, (at, along, way), size_pt, look, (shift, &run));
    }

    /// One stretch of text at one height, so many millimetres along its baseline; answers its width.
    fn piece(
        &mut self,
        fonts: &Fonts,
        (at, along, way): ((f32, f32), (f32, f32), f32),
        size_pt: f32,
        (style, ink): (Style, Ink),
        (shift, text): (Shift, &str),
    ) -> f32 {
        let em_mm = size_pt / PT_PER_MM;
        let (size_pt, rise_mm) = match shift {
            Shift::None => (size_pt, 0.0),
            Shift::Raised => (size_pt * SMALL, em_mm * 0.34),
            Shift::Lowered => (size_pt * SMALL, em_mm * -0.12),
        };
        if !text.trim().is_empty() {
            let at = (at.0 + along.0 * way - along.1 * rise_mm, at.1 - along.1 * way - along.0 * rise_mm);
            let text = text.to_owned();
            self.marks.push(Mark::Text(TextMark { text, style, ink, size_pt, at, along }));
        }
        fonts.width_em(style, text) * size_pt / PT_PER_MM
    }

    /// A filled rectangle.
    pub(crate) fn fill(&mut self, area: Area, ink: Ink) {
        self.marks.push(Mark::Fill { areas: vec![area], ink });
    }

    /// The outline of a rectangle, drawn inside it.
    pub(crate) fn frame(&mut self, area: Area, thickness_mm: f32, ink: Ink) {
        self.marks.push(Mark::Frame { area, thickness_mm, ink });
    }

    /// A picture that fills the area.
    pub(crate) fn picture(&mut self, jpeg: Jpeg, area: Area) {
        self.marks.push(Mark::Picture { jpeg, area });
    }

    /// White text on a black plate.
    pub(crate) fn plate(&mut self, area: Area, at: (f32, f32), size_pt: f32, style: Style, text: &str) {
        let (ink, along, text) = (Ink::WHITE, RIGHTWARDS, text.to_owned());
        self.marks.push(Mark::Plate { area, text: TextMark { text, style, ink, size_pt, at, along } });
    }

    /// Code 128 bars that fill the area with the given module width; quiet zones are the caller's.
    pub(crate) fn bars(&mut self, code: Code128, area: Area, module_mm: f32) {
        self.marks.push(Mark::Linear { code, area, module_mm });
    }

    /// A Data Matrix whose upper left module lies at `at`.
    pub(crate) fn matrix(&mut self, matrix: Matrix, at: (f32, f32), module_mm: f32) {
        self.marks.push(Mark::Matrix { matrix, at, module_mm });
    }
}
