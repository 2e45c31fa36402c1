//! The donation a document is about: number with boxed K, Code 128, Data Matrix, and a few facts beside them.

use isbt128::{Scheme, scan_text};

use super::blocks::FactRuns;
use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Identity, inks};
use crate::canvas::{Area, Ink};
use crate::error::LabelError;
use crate::fonts::Style;
use crate::symbol::place::{Placer, Raster};

/// Width of the part with number and symbols.
const SYMBOLS: f32 = 86.0;

pub(crate) fn identity(flow: &mut Flow<'_>, model: &Identity) -> Result<(), LabelError> {
    let text = scan_text(&model.din, model.flags, model.scheme);
    let width = WIDTH - SYMBOLS - 6.0;
    let runs: Vec<FactRuns> = model.facts.iter().map(|fact| FactRuns::new(flow, fact, width)).collect();
    let facts_height: f32 = runs.iter().map(|run| run.height_mm() + 2.0).sum();
    let height = (facts_height + 4.0).max(34.0);
    flow.need(height);
    let area = Area { x: MARGIN, y: flow.y, w: SYMBOLS, h: height };
    flow.canvas.fill(area, Ink::WHITE);
    flow.canvas.frame(area, 0.35, inks::ACCENT);
    let number = Area { x: MARGIN + 3.5, y: flow.y + 2.0, w: SYMBOLS - 26.0, h: 8.5 };
    crate::label::number(&mut flow.canvas, flow.fonts, number, &model.din, model.flags);
    let bars = Area { x: MARGIN + 1.5, y: flow.y + 12.0, w: SYMBOLS - 24.0, h: height - 18.5 };
    let mut placer = Placer { canvas: &mut flow.canvas, template: "", raster: Raster::Free };
    placer.linear(&text, bars)?;
    let square = Area { x: MARGIN + SYMBOLS - 23.5, y: flow.y + (height - 21.0) / 2.0, w: 22.0, h: 21.0 };
    placer.matrix(&text, square)?;
    let scheme = match model.scheme {
        Scheme::Isbt128 => "ISBT 128",
        Scheme::Local => "LOCAL 本地编号",
    };
    let look = (Style::Bold, inks::LABEL);
    Run::new(flow.fonts, scheme, 50.0, 7.5, look).draw(
        &mut flow.canvas,
        flow.fonts,
        (MARGIN + 5.0, flow.y + height - 5.2),
    );
    let mut y = flow.y + 1.0;
    let x = MARGIN + SYMBOLS + 6.0;
    for run in &runs {
        run.draw(flow, (x, y));
        y += run.height_mm() + 2.0;
        flow.canvas.fill(Area { x, y: y - 0.9, w: width, h: 0.15 }, inks::HAIR);
    }
    flow.y += height + 3.0;
    Ok(())
}
