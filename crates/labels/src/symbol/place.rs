//! Fitting symbols into their place: the largest module within the limits of ISBT 128 ST-001 6, on a printer with
//! dots a whole number of them.

use super::code128::Code128;
use super::matrix::Matrix;
use crate::canvas::{Area, Canvas};
use crate::error::LabelError;
use crate::zpl::Dpi;

/// Module of a linear symbol: smallest allowed, and the largest we use (6.1; 0.25 is the target).
const LINEAR_MM: (f32, f32) = (0.17, 0.33);
/// The same for a pair that must be read in one sweep: the target, or what comes next to it in dots.
const PAIR_MM: (f32, f32) = (0.17, 0.255);
/// Quiet zone of a linear symbol in modules (6.1).
const LINEAR_QUIET: f32 = 10.0;
/// Smallest and largest module of a Data Matrix (6.2).
const MATRIX_MM: (f32, f32) = (0.25, 1.0);
/// Quiet zone of a Data Matrix in modules: one is the rule, two are kind to scanners.
const MATRIX_QUIET: f32 = 2.0;
/// Modules between the bars of two symbols that are read as one: 36, give or take 16 (10.1).
const PAIR_GAP: (f32, f32) = (20.0, 52.0);
/// Forgives the rounding of numbers such as 300 / 25.4.
const EPSILON: f32 = 1e-3;

/// The places that a page offers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Raster {
    /// Any place: PDF.
    Free,
    /// Only whole dots of a printer.
    Dots(Dpi),
}

impl Raster {
    /// The module for so many modules in so much room, or how much room is missing.
    fn module(self, symbol: Symbol<'_>, modules: f32, room_mm: f32, limits_mm: (f32, f32)) -> Placed<f32> {
        let largest_mm = (room_mm / modules).min(limits_mm.1);
        let module_mm = match self {
            Self::Free => largest_mm,
            Self::Dots(dpi) => (largest_mm * dpi.dots_per_mm() + EPSILON).floor() / dpi.dots_per_mm(),
        };
        if module_mm >= limits_mm.0 {
            return Ok(module_mm);
        }
        let text = symbol.text.to_owned();
        Err(match self {
            Self::Free => {
                let um = |mm: f32| (mm * 1000.0).round() as u32;
                let (needed_um, available_um) = (um(modules * limits_mm.0), um(room_mm));
                LabelError::SymbolSpace { text, needed_um, available_um }
            }
            Self::Dots(dpi) => {
                let dots = dpi.dots_per_mm();
                LabelError::SymbolDots {
                    template: symbol.template.to_owned(),
                    symbol: symbol.name,
                    text,
                    dpi: dpi.per_inch(),
                    needed_dots: (modules * (limits_mm.0 * dots - EPSILON).ceil()) as u32,
                    available_dots: (room_mm * dots + EPSILON) as u32,
                }
            }
        })
    }

    fn snap(self, mm: f32) -> f32 {
        match self {
            Self::Free => mm,
            Self::Dots(dpi) => (mm * dpi.dots_per_mm()).round() / dpi.dots_per_mm(),
        }
    }
}

type Placed<T> = Result<T, LabelError>;

/// What is drawn, for the error that says why not.
#[derive(Debug, Clone, Copy)]
struct Symbol<'a> {
    template: &'a str,
    name: &'static str,
    text: &'a str,
}

/// Draws symbols onto a canvas.
pub(crate) struct Placer<'a> {
    /// The page.
    pub canvas: &'a mut Canvas,
    /// The template that is drawn, for errors; empty on documents.
    pub template: &'a str,
    /// The places it offers.
    pub raster: Raster,
}

impl Placer<'_> {
    /// Draws a Code 128 of `text`, centred, quiet zones within the area.
    pub(crate) fn linear(&mut self, text: &str, area: Area) -> Placed<()> {
        let code = code(text)?;
        let modules = code.module_count() as f32 + 2.0 * LINEAR_QUIET;
        let symbol = Symbol { template: self.template, name: "code128", text };
        let module_mm = self.raster.module(symbol, modules, area.w, LINEAR_MM)?;
        let width_mm = code.module_count() as f32 * module_mm;
        let x = self.raster.snap(area.x + (area.w - width_mm) / 2.0);
        self.canvas.bars(code, Area { x, w: width_mm, ..area }, module_mm);
        Ok(())
    }

    /// Draws a Code 128 of `text`, quiet zones within the area, the first bar where it is at the largest module.
    pub(crate) fn linear_left(&mut self, text: &str, area: Area) -> Placed<()> {
        let code = code(text)?;
        let quiet_mm = LINEAR_QUIET * LINEAR_MM.1;
        let symbol = Symbol { template: self.template, name: "code128", text };
        let modules = code.module_count() as f32 + LINEAR_QUIET;
        let module_mm = self.raster.module(symbol, modules, area.w - quiet_mm, LINEAR_MM)?;
        let w = code.module_count() as f32 * module_mm;
        self.canvas.bars(code, Area { x: self.raster.snap(area.x + quiet_mm), w, ..area }, module_mm);
        Ok(())
    }

    /// Draws one or two Code 128 on one line, quiet zones within the area. Two are read in one sweep: the same
    /// module, and the right one at `split_mm` or as near to it as the gap allows (ISBT 128 ST-001 10.1).
    pub(crate) fn pair(&mut self, left: &str, right: Option<&str>, area: Area, split_mm: f32) -> Placed<()> {
        let left_code = code(left)?;
        let right_code = right.map(code).transpose()?;
        let left_modules = left_code.module_count() as f32;
        let right_modules = right_code.as_ref().map_or(0.0, |code| code.module_count() as f32 + PAIR_GAP.0);
        let modules = left_modules + right_modules + 2.0 * LINEAR_QUIET;
        let symbol = Symbol { template: self.template, name: "code128", text: left };
        let module_mm = self.raster.module(symbol, modules, area.w, PAIR_MM)?;
        let x = self.raster.snap(area.x + LINEAR_QUIET * module_mm + EPSILON);
        let end = x + left_modules * module_mm;
        self.canvas.bars(left_code, Area { x, w: end - x, ..area }, module_mm);
        if let Some(code) = right_code {
            let width_mm = code.module_count() as f32 * module_mm;
            let room_mm = area.x + area.w - LINEAR_QUIET * module_mm - width_mm - end;
            let most = (room_mm / module_mm + EPSILON).floor().clamp(PAIR_GAP.0, PAIR_GAP.1);
            let gap = ((split_mm - end) / module_mm).round().clamp(PAIR_GAP.0, most);
            let x = end + gap * module_mm;
            self.canvas.bars(code, Area { x, w: width_mm, ..area }, module_mm);
        }
        Ok(())
    }

    /// Draws a Data Matrix of `text`, centred, quiet zone within the area.
    pub(crate) fn matrix(&mut self, text: &str, area: Area) -> Placed<()> {
        let refused = |source| LabelError::Symbol { text: text.to_owned(), source };
        let matrix = Matrix::encode(text).map_err(refused)?;
        let modules = matrix.side() as f32 + 2.0 * MATRIX_QUIET;
        let symbol = Symbol { template: self.template, name: "data_matrix", text };
        let module_mm = self.raster.module(symbol, modules, area.w.min(area.h), MATRIX_MM)?;
        let side_mm = matrix.side() as f32 * module_mm;
        let centred = |at: f32, room: f32| self.raster.snap(at + (room - side_mm) / 2.0);
        let at = (centred(area.x, area.w), centred(area.y, area.h));
        self.canvas.matrix(matrix, at, module_mm);
        Ok(())
    }
}

fn code(text: &str) -> Placed<Code128> {
    Code128::encode(text).map_err(|source| LabelError::Symbol { text: text.to_owned(), source })
}
