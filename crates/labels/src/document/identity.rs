//! What a document is about, with a few facts beside it: a donation by its number with boxed K, Code 128 and Data Matrix;
//! something of the bank's own by its name and a Data Matrix.

use isbt128::{LocalCode, Scheme, scan_text};

use super::blocks::FactRuns;
use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Identity, Named, inks};
use crate::canvas::{Area, Ink, PT_PER_MM};
use crate::error::LabelError;
use crate::fonts::Style;
use crate::symbol::place::{Placer, Raster};

/// Width of the part with number and symbols.
const SYMBOLS: f32 = 86.0;

pub(crate) fn identity(flow: &mut Flow<'_>, model: &Identity) -> Result<(), LabelError> {
    let width = WIDTH - SYMBOLS - 6.0;
    let runs: Vec<FactRuns> = model.facts.iter().map(|fact| FactRuns::new(flow, fact, width)).collect();
    let facts_height: f32 = runs.iter().map(|run| run.height_mm() + 2.0).sum();
    let height = (facts_height + 4.0).max(34.0);
    flow.need(height);
    let area = Area { x: MARGIN, y: flow.y, w: SYMBOLS, h: height };
    flow.canvas.fill(area, Ink::WHITE);
    flow.canvas.frame(area, 0.35, inks::ACCENT);
    let text = match &model.named {
        Named::Donation { din, scheme, flags } => {
            let text = scan_text(din, *flags, *scheme);
            let number = Area { x: MARGIN + 3.5, y: flow.y + 2.0, w: SYMBOLS - 26.0, h: 8.5 };
            crate::label::number(&mut flow.canvas, flow.fonts, number, din, *flags);
            let bars = Area { x: MARGIN + 1.5, y: flow.y + 12.0, w: SYMBOLS - 24.0, h: height - 18.5 };
            let mut placer = Placer { canvas: &mut flow.canvas, template: "", raster: Raster::Free };
            placer.linear(&text, bars)?;
            let scheme = match scheme {
                Scheme::Isbt128 => "ISBT 128",
                Scheme::Local => "LOCAL 本地编号",
            };
            let look = (Style::Bold, inks::LABEL);
            let at = (MARGIN + 5.0, flow.y + height - 5.2);
            Run::new(flow.fonts, scheme, 50.0, 7.5, look).draw(&mut flow.canvas, flow.fonts, at);
            text
        }
        Named::Local { name, code } => local(flow, name, code),
    };
    let square = Area { x: MARGIN + SYMBOLS - 23.5, y: flow.y + (height - 21.0) / 2.0, w: 22.0, h: 21.0 };
    Placer { canvas: &mut flow.canvas, template: "", raster: Raster::Free }.matrix(&text, square)?;
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

/// The name as large as it fits, the text of the symbol beneath it; answers that text.
fn local(flow: &mut Flow<'_>, name: &str, code: &LocalCode) -> String {
    let (fonts, width, x) = (flow.fonts, SYMBOLS - 30.0, MARGIN + 4.0);
    let size_pt = (width * PT_PER_MM / fonts.width_em(Style::Mono, name).max(1.0)).min(22.0);
    let name = Run::new(fonts, name, width + 1.0, size_pt, (Style::Mono, Ink::BLACK));
    let y = name.draw(&mut flow.canvas, fonts, (x, flow.y + 6.0));
    let text = code.scan_text();
    let small = Run::code(fonts, &text, width, 7.5, (Style::Mono, inks::LABEL));
    small.draw(&mut flow.canvas, fonts, (x, y + 3.0));
    text
}
