//! A paragraph broken into lines, measured before it is drawn.

use crate::canvas::{Area, Canvas, Ink, PT_PER_MM, break_lines};
use crate::fonts::{Fonts, Style};

/// Line height relative to the type size.
const LEADING: f32 = 1.32;

pub(crate) struct Run {
    lines: Vec<String>,
    size_pt: f32,
    look: (Style, Ink),
    is_struck: bool,
}

impl Run {
    pub(crate) fn new(fonts: &Fonts, text: &str, width_mm: f32, size_pt: f32, look: (Style, Ink)) -> Self {
        let lines =
            if text.is_empty() { Vec::new() } else { break_lines(fonts, look.0, text, width_mm, size_pt) };
        Self { lines, size_pt, look, is_struck: false }
    }

    /// The same with lines of about one length: a word alone in the last one is ugly where lines are centred.
    pub(crate) fn balanced(
        fonts: &Fonts,
        text: &str,
        width_mm: f32,
        size_pt: f32,
        look: (Style, Ink),
    ) -> Self {
        let at = |width_mm: f32| Self::new(fonts, text, width_mm, size_pt, look);
        let (widest, mut width_mm) = (at(width_mm), width_mm);
        let mut narrow_mm = width_mm / 2.0;
        for _ in 0..7 {
            let middle_mm = (narrow_mm + width_mm) / 2.0;
            let fits = at(middle_mm).lines.len() == widest.lines.len();
            if fits { width_mm = middle_mm } else { narrow_mm = middle_mm }
        }
        at(width_mm)
    }

    /// The same broken after any character: for codes, in which nobody reads words.
    pub(crate) fn code(fonts: &Fonts, text: &str, width_mm: f32, size_pt: f32, look: (Style, Ink)) -> Self {
        let available_em = width_mm * PT_PER_MM / size_pt;
        let (mut lines, mut line, mut em) = (Vec::new(), String::new(), 0.0);
        for c in text.chars() {
            let width_em = fonts.sort(look.0, c).width_em;
            if em + width_em > available_em && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                em = 0.0;
            }
            line.push(c);
            em += width_em;
        }
        lines.extend(Some(line).filter(|line| !line.is_empty()));
        Self { lines, size_pt, look, is_struck: false }
    }

    /// The same with a line through it.
    pub(crate) fn struck(self) -> Self {
        Self { is_struck: true, ..self }
    }

    pub(crate) fn leading_mm(&self) -> f32 {
        self.size_pt * LEADING / PT_PER_MM
    }

    pub(crate) fn height_mm(&self) -> f32 {
        self.lines.len() as f32 * self.leading_mm()
    }

    /// Draws with the upper edge at `at.1`; answers where the next run may start.
    pub(crate) fn draw(&self, canvas: &mut Canvas, fonts: &Fonts, at: (f32, f32)) -> f32 {
        let mut baseline = at.1 + self.leading_mm() * 0.5 + self.size_pt * 0.36 / PT_PER_MM;
        for line in &self.lines {
            canvas.text(fonts, (at.0, baseline), self.size_pt, self.look, line);
            if self.is_struck {
                let w = fonts.width_em(self.look.0, line) * self.size_pt / PT_PER_MM;
                let y = baseline - self.size_pt * 0.34 / PT_PER_MM;
                canvas.fill(Area { x: at.0, y, w, h: 0.2 }, self.look.1);
            }
            baseline += self.leading_mm();
        }
        at.1 + self.height_mm()
    }

    /// The same with lines ending at `right`.
    pub(crate) fn draw_right(&self, canvas: &mut Canvas, fonts: &Fonts, right: f32, y: f32) -> f32 {
        self.draw_lines(canvas, fonts, y, |width_mm| right - width_mm)
    }

    /// The same with lines centred on `middle`.
    pub(crate) fn draw_centred(&self, canvas: &mut Canvas, fonts: &Fonts, middle: f32, y: f32) -> f32 {
        self.draw_lines(canvas, fonts, y, |width_mm| middle - width_mm / 2.0)
    }

    fn draw_lines(&self, canvas: &mut Canvas, fonts: &Fonts, y: f32, left: impl Fn(f32) -> f32) -> f32 {
        let mut y = y;
        for line in &self.lines {
            let width_mm = fonts.width_em(self.look.0, line) * self.size_pt / PT_PER_MM;
            let one = Self { lines: vec![line.clone()], ..*self };
            y = one.draw(canvas, fonts, (left(width_mm), y));
        }
        y
    }
}
