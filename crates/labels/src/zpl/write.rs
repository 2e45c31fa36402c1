//! Writing the marks of a page as ZPL fields.

use std::io::Write as _;

use super::symbol::HEX;
use super::{ZplOptions, graphic, symbol};
use crate::canvas::{Area, Canvas, Ink, Mark, TextMark};
use crate::fonts::Fonts;
use crate::raster::{self, Bitmap, Line};
use crate::symbol::code128::Code128;
use crate::symbol::matrix::Matrix;

/// A rectangle in dots of the upright label.
#[derive(Debug, Clone, Copy)]
struct Dots {
    x: i32,
    y: i32,
    w: i32,
    h: i32,
}

/// Writes one label: `^XA` to `^XZ`.
pub(crate) fn label(out: &mut Vec<u8>, page: &Canvas, fonts: &Fonts, options: ZplOptions) {
    let mut pen = Pen { out, fonts, options, width: 0, height: 0 };
    (pen.width, pen.height) = (pen.dots(page.width_mm), pen.dots(page.height_mm));
    let turned = options.rotation.quarters() % 2 == 1;
    let (w, h) = if turned { (pen.height, pen.width) } else { (pen.width, pen.height) };
    pen.put(&format!("^XA^PW{w}^LL{h}^LH0,0^LS0^LT0^PON^PMN^FWN\n"));
    for mark in page.marks() {
        match mark {
            Mark::Text(text) => pen.text(text),
            Mark::Fill { areas, ink } if is_dark(*ink) => areas.iter().for_each(|area| pen.fill(*area)),
            Mark::Frame { area, thickness_mm, ink } if is_dark(*ink) => pen.frame(*area, *thickness_mm),
            // Labels have no pictures.
            Mark::Fill { .. } | Mark::Frame { .. } | Mark::Picture { .. } => {}
            Mark::Plate { area, text } => pen.plate(*area, text),
            Mark::Linear { code, area, module_mm } => pen.linear(code, *area, *module_mm),
            Mark::Matrix { matrix, at, module_mm } => pen.matrix(matrix, *at, *module_mm),
        }
    }
    pen.put(&format!("^PQ{},0,0,N^XZ\n", options.copies));
}

/// A thermal head knows no grey.
fn is_dark(ink: Ink) -> bool {
    [16, 8, 0].iter().map(|shift| (ink.0 >> shift) & 0xff).sum::<u32>() < 3 * 128
}

struct Pen<'a> {
    out: &'a mut Vec<u8>,
    fonts: &'a Fonts,
    options: ZplOptions,
    width: i32,
    height: i32,
}

impl Pen<'_> {
    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn dots(&self, mm: f32) -> i32 {
        (mm * self.options.dpi.dots_per_mm()).round() as i32
    }

    /// At least one dot thick, edges on whole dots.
    fn rectangle(&self, area: Area) -> Dots {
        let (x, y) = (self.dots(area.x), self.dots(area.y));
        let (w, h) = (self.dots(area.x + area.w) - x, self.dots(area.y + area.h) - y);
        Dots { x, y, w: w.max(1), h: h.max(1) }
    }

    /// The same rectangle on the turned label.
    fn turned(&self, d: Dots) -> Dots {
        match self.options.rotation.quarters() {
            1 => Dots { x: self.height - d.y - d.h, y: d.x, w: d.h, h: d.w },
            2 => Dots { x: self.width - d.x - d.w, y: self.height - d.y - d.h, ..d },
            3 => Dots { x: d.y, y: self.width - d.x - d.w, w: d.h, h: d.w },
            _ => d,
        }
    }

    /// `^FO` at the upper left corner of the turned rectangle.
    fn origin(&mut self, dots: Dots) -> Dots {
        let turned = self.turned(dots);
        self.put(&format!("^FO{},{}", turned.x.max(0), turned.y.max(0)));
        turned
    }

    fn orientation(&self) -> char {
        match self.options.rotation.quarters() {
            1 => 'R',
            2 => 'I',
            3 => 'B',
            _ => 'N',
        }
    }

    fn fill(&mut self, area: Area) {
        let Dots { w, h, .. } = self.origin(self.rectangle(area));
        self.put(&format!("^GB{w},{h},{},B,0^FS\n", w.min(h)));
    }

    fn frame(&mut self, area: Area, thickness_mm: f32) {
        let Dots { w, h, .. } = self.origin(self.rectangle(area));
        let thickness = self.dots(thickness_mm).max(1);
        self.put(&format!("^GB{w},{h},{thickness},B,0^FS\n"));
    }

    /// The text's picture and the place of its upper left dot.
    fn picture(&self, mark: &TextMark) -> Option<(Bitmap, i32, i32)> {
        let Line { dots, left, top } = raster::line(self.fonts, mark, self.options.dpi)?;
        let (x, y) = (self.dots(mark.at.0), self.dots(mark.at.1));
        if mark.along.1 > 0.5 {
            // Turned to read upwards: what was above the baseline is now left of it.
            return Some((dots.turned(3), x - top, y - left - dots.width_i32()));
        }
        Some((dots, x + left, y - top))
    }

    fn text(&mut self, mark: &TextMark) {
        if let Some((dots, x, y)) = self.picture(mark)
            && is_dark(mark.ink)
        {
            self.graphic(&dots, x, y);
        }
    }

    fn plate(&mut self, area: Area, text: &TextMark) {
        let Dots { x, y, w, h } = self.rectangle(area);
        let side = |dots: i32| usize::try_from(dots).unwrap_or_default();
        let mut dots = Bitmap::new(side(w), side(h));
        if let Some((words, left, top)) = self.picture(text) {
            dots.draw(&words, left - x, top - y);
        }
        dots.invert();
        self.graphic(&dots, x, y);
    }

    fn graphic(&mut self, dots: &Bitmap, x: i32, y: i32) {
        self.origin(Dots { x, y, w: dots.width_i32(), h: dots.height_i32() });
        match self.options.rotation.quarters() {
            0 => graphic::field(self.out, dots),
            quarters => graphic::field(self.out, &dots.turned(quarters)),
        }
        self.put("^FS\n");
    }

    fn linear(&mut self, code: &Code128, area: Area, module_mm: f32) {
        let module = self.dots(module_mm).max(1);
        let mut dots = self.rectangle(area);
        dots.w = i32::try_from(code.module_count()).unwrap_or(i32::MAX).saturating_mul(module);
        self.origin(dots);
        let (o, height, data) = (self.orientation(), dots.h, symbol::code128(code));
        self.put(&format!("^BY{module},3,{height}^BC{o},{height},N,N,N,N^FH{HEX}^FD{data}^FS\n"));
    }

    fn matrix(&mut self, matrix: &Matrix, at: (f32, f32), module_mm: f32) {
        let module = self.dots(module_mm).max(1);
        let side = i32::try_from(matrix.side()).unwrap_or(i32::MAX).saturating_mul(module);
        self.origin(Dots { x: self.dots(at.0), y: self.dots(at.1), w: side, h: side });
        let (o, count) = (self.orientation(), matrix.side());
        let (escape, data) = (symbol::escape(matrix.text()), symbol::data_matrix(matrix.text()));
        // `write!` into a vector cannot fail.
        let _ = writeln!(self.out, "^BX{o},{module},200,{count},{count},,{escape}^FH{HEX}^FD{data}^FS");
    }
}
