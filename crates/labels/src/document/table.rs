//! Tables that break between rows and repeat their head.

use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Cell, Table, Tone, hand, inks};
use crate::canvas::Area;
use crate::fonts::{Fonts, Style};

/// Space between text and the edges of its cell.
const PAD: (f32, f32) = (1.6, 1.1);

pub(crate) fn table(flow: &mut Flow<'_>, model: &Table) {
    let widths = widths(model);
    head(flow, model, &widths);
    if model.rows.is_empty() {
        let (first, second) = flow.words(&model.empty);
        let text = format!("{first}　{second}");
        row(flow, model, &[WIDTH], &[Cell::new(text.trim()).toned(Tone::Quiet)]);
    }
    for cells in &model.rows {
        row(flow, model, &widths, cells);
    }
    flow.y += 2.0;
}

fn widths(model: &Table) -> Vec<f32> {
    let total: f32 = model.columns.iter().map(|column| column.share.max(0.01)).sum();
    model.columns.iter().map(|column| WIDTH * column.share.max(0.01) / total).collect()
}

fn head(flow: &mut Flow<'_>, model: &Table, widths: &[f32]) {
    let fonts = flow.fonts;
    let runs: Vec<(Run, Run)> = model
        .columns
        .iter()
        .zip(widths)
        .map(|(column, width)| {
            let (zh, en) = flow.words(&column.title);
            let inner = width - 2.0 * PAD.0;
            let zh = Run::new(fonts, zh, inner, 8.5, (Style::Bold, inks::ACCENT));
            (zh, Run::new(fonts, en, inner, 6.5, (Style::Regular, inks::GREY)))
        })
        .collect();
    let tallest = runs.iter().map(|(zh, en)| zh.height_mm() + en.height_mm()).fold(0.0, f32::max);
    let height = tallest + 2.0 * PAD.1;
    flow.need(height + 8.0);
    flow.canvas.fill(Area { x: MARGIN, y: flow.y, w: WIDTH, h: height }, inks::TINT);
    flow.canvas.fill(Area { x: MARGIN, y: flow.y + height - 0.3, w: WIDTH, h: 0.3 }, inks::ACCENT);
    let mut x = MARGIN;
    for ((zh, en), width) in runs.iter().zip(widths) {
        let y = zh.draw(&mut flow.canvas, fonts, (x + PAD.0, flow.y + PAD.1 - 0.1));
        en.draw(&mut flow.canvas, fonts, (x + PAD.0, y));
        x += width;
    }
    flow.y += height;
}

/// How large a table is set: its type, and the room above and beneath it.
fn size(model: &Table) -> (f32, f32) {
    if model.is_large { (11.0, 2.2) } else { (8.5, PAD.1) }
}

/// What stands in a cell, from the top.
struct CellRuns {
    text: Run,
    was: Vec<Run>,
    note: Run,
}

impl CellRuns {
    fn new(fonts: &Fonts, cell: &Cell, inner: f32, size_pt: f32) -> Self {
        let text = format!("{}{}", inks::sign(cell.tone), cell.text);
        let style = if cell.tone == Tone::Bad { Style::Bold } else { Style::Regular };
        let grey = |text: &str, size: f32| Run::new(fonts, text, inner, size, (Style::Regular, inks::GREY));
        Self {
            text: Run::new(fonts, &text, inner, size_pt, (style, inks::of(cell.tone))),
            was: cell.was.iter().map(|old| grey(old, 8.0).struck()).collect(),
            note: grey(&cell.note, 6.5),
        }
    }

    fn height_mm(&self, cell: &Cell) -> f32 {
        let was: f32 = self.was.iter().map(Run::height_mm).sum();
        let written = self.text.height_mm() + was + self.note.height_mm() + hand::height_mm(&cell.blanks);
        if cell.has_box { written.max(hand::BOX_MM) } else { written }
    }

    fn draw(&self, flow: &mut Flow<'_>, cell: &Cell, at: (f32, f32), inner: f32) {
        let fonts = flow.fonts;
        if cell.has_box {
            hand::tick_box(flow, at);
        }
        let mut y = self.text.draw(&mut flow.canvas, fonts, at);
        for was in &self.was {
            y = was.draw(&mut flow.canvas, fonts, (at.0, y));
        }
        y = self.note.draw(&mut flow.canvas, fonts, (at.0, y));
        hand::blanks(flow, &cell.blanks, (at.0, y), inner);
    }
}

fn row(flow: &mut Flow<'_>, model: &Table, widths: &[f32], cells: &[Cell]) {
    let fonts = flow.fonts;
    let inner = |width: &f32| width - 2.0 * PAD.0;
    let (size_pt, pad) = size(model);
    let runs: Vec<CellRuns> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| CellRuns::new(fonts, cell, inner(width), size_pt))
        .collect();
    let tallest = runs.iter().zip(cells).map(|(run, cell)| run.height_mm(cell)).fold(0.0, f32::max);
    let height = tallest + 2.0 * pad;
    if flow.need(height) {
        head(flow, model, &self::widths(model));
    }
    let mut x = MARGIN;
    for ((run, cell), width) in runs.iter().zip(cells).zip(widths) {
        run.draw(flow, cell, (x + PAD.0, flow.y + pad - 0.1), inner(width));
        x += width;
        if model.is_ruled {
            flow.canvas.fill(Area { x: x - 0.1, y: flow.y, w: 0.15, h: height }, inks::HAIR);
        }
    }
    flow.canvas.fill(Area { x: MARGIN, y: flow.y + height - 0.15, w: WIDTH, h: 0.15 }, inks::HAIR);
    flow.y += height;
}
