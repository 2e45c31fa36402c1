//! A page in millimetres from its upper left corner, and the few things we draw on it.

mod pdf;
mod text;

pub(crate) use pdf::save;
pub(crate) use text::{break_lines, fit};

use printpdf::{
    Color, LinePoint, Mm, Op, PaintMode, PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rgb, TextItem,
    TextMatrix, WindingOrder,
};

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

    fn color(self) -> Color {
        let part = |shift: u32| ((self.0 >> shift) & 0xff) as f32 / 255.0;
        Color::Rgb(Rgb { r: part(16), g: part(8), b: part(0), icc_profile: None })
    }
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

/// One page under construction.
#[derive(Debug)]
pub(crate) struct Canvas {
    pub width_mm: f32,
    pub height_mm: f32,
    ops: Vec<Op>,
}

impl Canvas {
    pub(crate) fn new(width_mm: f32, height_mm: f32) -> Self {
        Self { width_mm, height_mm, ops: Vec::new() }
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: Mm(x).into(), y: Mm(self.height_mm - y).into() }
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
        let style = look.0;
        let (mut x, mut run, mut shift) = (at.0, String::new(), Shift::None);
        for c in text.chars() {
            let sort = fonts.sort(style, c);
            if sort.shift != shift {
                x += self.piece(fonts, (x, at.1), size_pt, look, (shift, &run));
                run.clear();
                shift = sort.shift;
            }
            run.push(sort.shown);
        }
        self.piece(fonts, (x, at.1), size_pt, look, (shift, &run));
    }

    /// One stretch of text at one height; answers its width.
    fn piece(
        &mut self,
        fonts: &Fonts,
        at: (f32, f32),
        size_pt: f32,
        look: (Style, Ink),
        piece: (Shift, &str),
    ) -> f32 {
        let ((style, ink), (shift, text)) = (look, piece);
        let em_mm = size_pt / PT_PER_MM;
        let (size_pt, y) = match shift {
            Shift::None => (size_pt, at.1),
            Shift::Raised => (size_pt * SMALL, at.1 - em_mm * 0.34),
            Shift::Lowered => (size_pt * SMALL, at.1 + em_mm * 0.12),
        };
        if !text.trim().is_empty() {
            let font = PdfFontHandle::External(printpdf::FontId(style.font_id().to_owned()));
            self.ops.extend([
                Op::SetFillColor { col: ink.color() },
                Op::StartTextSection,
                Op::SetFont { font, size: Pt(size_pt) },
                Op::SetTextCursor { pos: self.point(at.0, y) },
                Op::ShowText { items: vec![TextItem::Text(text.to_owned())] },
                Op::EndTextSection,
            ]);
        }
        fonts.width_em(style, text) * size_pt / PT_PER_MM
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
        self.text_along((0.0, 1.0), fonts, at, size_pt, look, text);
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
        self.text_along((0.6, 0.8), fonts, at, size_pt, look, text);
    }

    /// Text whose baseline runs along a unit vector (right, up).
    fn text_along(
        &mut self,
        (right, up): (f32, f32),
        fonts: &Fonts,
        at: (f32, f32),
        size_pt: f32,
        look: (Style, Ink),
        text: &str,
    ) {
        let start = self.ops.len();
        self.text(fonts, at, size_pt, look, text);
        let Point { x, y } = self.point(at.0, at.1);
        for op in self.ops.iter_mut().skip(start) {
            if matches!(op, Op::SetTextCursor { .. }) {
                *op = Op::SetTextMatrix { matrix: TextMatrix::Raw([right, up, -up, right, x.0, y.0]) };
            }
        }
    }

    /// A filled rectangle.
    pub(crate) fn fill(&mut self, area: Area, ink: Ink) {
        self.fill_all(&[area], ink);
    }

    /// Many filled rectangles as one path.
    pub(crate) fn fill_all(&mut self, areas: &[Area], ink: Ink) {
        let rings = areas.iter().map(|area| {
            let corner = |x: f32, y: f32| LinePoint { p: self.point(x, y), bezier: false };
            let (right, lower) = (area.x + area.w, area.y + area.h);
            let points = vec![
                corner(area.x, area.y),
                corner(right, area.y),
                corner(right, lower),
                corner(area.x, lower),
            ];
            PolygonRing { points }
        });
        let polygon =
            Polygon { rings: rings.collect(), mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.extend([Op::SetFillColor { col: ink.color() }, Op::DrawPolygon { polygon }]);
    }

    /// The outline of a rectangle, drawn inside it.
    pub(crate) fn frame(&mut self, area: Area, thickness_mm: f32, ink: Ink) {
        let Area { x, y, w, h } = area;
        let t = thickness_mm;
        let sides = [
            Area { x, y, w, h: t },
            Area { x, y: y + h - t, w, h: t },
            Area { x, y, w: t, h },
            Area { x: x + w - t, y, w: t, h },
        ];
        self.fill_all(&sides, ink);
    }

    /// Code 128 bars that start at `x` with the given module width; quiet zones are the caller's.
    pub(crate) fn bars(&mut self, code: &Code128, area: Area, module_mm: f32) {
        let mut at = area.x;
        let mut bars = Vec::new();
        for (i, width) in code.widths().into_iter().enumerate() {
            let w = f32::from(width) * module_mm;
            if i % 2 == 0 {
                bars.push(Area { x: at, y: area.y, w, h: area.h });
            }
            at += w;
        }
        self.fill_all(&bars, Ink::BLACK);
    }

    /// A Data Matrix whose upper left module lies at `(x, y)`.
    pub(crate) fn matrix(&mut self, matrix: &Matrix, at: (f32, f32), module_mm: f32) {
        let mm = |modules: usize| modules as f32 * module_mm;
        let areas: Vec<Area> = matrix
            .rectangles()
            .into_iter()
            .map(|(x, y, w, h)| Area { x: at.0 + mm(x), y: at.1 + mm(y), w: mm(w), h: mm(h) })
            .collect();
        self.fill_all(&areas, Ink::BLACK);
    }
}
