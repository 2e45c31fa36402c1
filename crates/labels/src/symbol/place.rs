//! Fitting symbols into their place: the largest module within the limits of ISBT 128 ST-001 6.

use super::code128::Code128;
use super::matrix::Matrix;
use crate::canvas::{Area, Canvas};
use crate::error::LabelError;

/// Module of a linear symbol: smallest allowed, and the largest we use (6.1; 0.25 is the target).
const LINEAR_MM: (f32, f32) = (0.17, 0.33);
/// Quiet zone of a linear symbol in modules (6.1).
const LINEAR_QUIET: f32 = 10.0;
/// Smallest and largest module of a Data Matrix (6.2).
const MATRIX_MM: (f32, f32) = (0.25, 1.0);
/// Quiet zone of a Data Matrix in modules: one is the rule, two are kind to scanners.
const MATRIX_QUIET: f32 = 2.0;

/// Draws a Code 128 of `text`, centred, quiet zones within the area.
pub(crate) fn linear(canvas: &mut Canvas, text: &str, area: Area) -> Result<(), LabelError> {
    let refused = |source| LabelError::Symbol { text: text.to_owned(), source };
    let code = Code128::encode(text).map_err(refused)?;
    let modules = code.module_count() as f32 + 2.0 * LINEAR_QUIET;
    let module_mm = module(text, modules, area.w, LINEAR_MM)?;
    let width_mm = code.module_count() as f32 * module_mm;
    let bars = Area { x: area.x + (area.w - width_mm) / 2.0, w: width_mm, ..area };
    canvas.bars(&code, bars, module_mm);
    Ok(())
}

/// Draws a Data Matrix of `text`, centred, quiet zone within the area.
pub(crate) fn matrix(canvas: &mut Canvas, text: &str, area: Area) -> Result<(), LabelError> {
    let refused = |source| LabelError::Symbol { text: text.to_owned(), source };
    let matrix = Matrix::encode(text).map_err(refused)?;
    let modules = matrix.side() as f32 + 2.0 * MATRIX_QUIET;
    let module_mm = module(text, modules, area.w.min(area.h), MATRIX_MM)?;
    let side_mm = matrix.side() as f32 * module_mm;
    let at = (area.x + (area.w - side_mm) / 2.0, area.y + (area.h - side_mm) / 2.0);
    canvas.matrix(&matrix, at, module_mm);
    Ok(())
}

/// The module for so many modules in so much room, or how much room is missing.
fn module(text: &str, modules: f32, room_mm: f32, limits_mm: (f32, f32)) -> Result<f32, LabelError> {
    let module_mm = (room_mm / modules).min(limits_mm.1);
    if module_mm >= limits_mm.0 {
        return Ok(module_mm);
    }
    let um = |mm: f32| (mm * 1000.0).round() as u32;
    let (needed_um, available_um) = (um(modules * limits_mm.0), um(room_mm));
    Err(LabelError::SymbolSpace { text: text.to_owned(), needed_um, available_um })
}
