//! Where a document is proven: a QR code, what it says in words, what to do with it.

use super::blocks::FactRuns;
use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Seal, inks};
use crate::canvas::{Area, Ink};
use crate::error::LabelError;
use crate::fonts::Style;
use crate::symbol::matrix::Matrix;

/// Side of the symbol with its quiet zone: four modules (ISO/IEC 18004).
const SIDE_MM: f32 = 27.0;
const QUIET: f32 = 4.0;
const GAP: f32 = 6.0;

pub(crate) fn seal(flow: &mut Flow<'_>, model: &Seal) -> Result<(), LabelError> {
    // Without a text the room is kept: pages are counted before it is known where the record stands.
    let code = (!model.text.is_empty()).then(|| Matrix::qr(&model.text)).transpose();
    let code = code.map_err(|source| LabelError::Symbol { text: model.text.clone(), source })?;
    let width = WIDTH - SIDE_MM - GAP - 6.0;
    let (first, second) = flow.words(&model.hint);
    let hint = Run::new(flow.fonts, first, width, 8.5, (Style::Bold, inks::ACCENT));
    let beneath = Run::new(flow.fonts, second, width, 7.0, (Style::Regular, inks::GREY));
    let facts: Vec<FactRuns> = model.facts.iter().map(|fact| FactRuns::new(flow, fact, width)).collect();
    let text: f32 = hint.height_mm() + beneath.height_mm() + 1.5;
    let text = text + facts.iter().map(|fact| fact.height_mm() + 0.8).sum::<f32>();
    let height = text.max(SIDE_MM) + 6.0;
    flow.need(height + 4.0);
    flow.y += 2.0;
    let area = Area { x: MARGIN, y: flow.y, w: WIDTH, h: height };
    flow.canvas.fill(area, inks::TINT);
    flow.canvas.frame(area, 0.15, inks::HAIR);
    let square = Area { x: MARGIN + 3.0, y: flow.y + (height - SIDE_MM) / 2.0, w: SIDE_MM, h: SIDE_MM };
    flow.canvas.fill(square, Ink::WHITE);
    if let Some(code) = code {
        let module_mm = SIDE_MM / (code.side() as f32 + 2.0 * QUIET);
        let at = (square.x + QUIET * module_mm, square.y + QUIET * module_mm);
        flow.canvas.matrix(code, at, module_mm);
    }
    let x = MARGIN + 3.0 + SIDE_MM + GAP;
    let fonts = flow.fonts;
    let mut y = flow.y + (height - text) / 2.0;
    y = hint.draw(&mut flow.canvas, fonts, (x, y));
    y = beneath.draw(&mut flow.canvas, fonts, (x, y)) + 1.5;
    for fact in &facts {
        fact.draw(flow, (x, y));
        y += fact.height_mm() + 0.8;
    }
    flow.y += height + 3.0;
    Ok(())
}
