//! Tables that break between rows and repeat their head.

use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Bilingual, Cell, Table, Tone, inks};
use crate::canvas::Area;
use crate::fonts::Style;

/// Space between text and the edges of its cell.
const PAD: (f32, f32) = (1.6, 1.1);

pub(crate) fn table(flow: &mut Flow<'_>, model: &Table) {
    let widths = widths(model);
    head(flow, model, &widths);
    if model.rows.is_empty() {
        let text = format!("{}　{}", model.empty.zh, model.empty.en);
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
            let Bilingual { zh, en } = &column.title;
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

fn row(flow: &mut Flow<'_>, model: &Table, widths: &[f32], cells: &[Cell]) {
    let fonts = flow.fonts;
    let runs: Vec<(Run, Run)> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| {
            let inner = width - 2.0 * PAD.0;
            let text = format!("{}{}", inks::sign(cell.tone), cell.text);
            let style = if cell.tone == Tone::Bad { Style::Bold } else { Style::Regular };
            let text = Run::new(fonts, &text, inner, 8.5, (style, inks::of(cell.tone)));
            (text, Run::new(fonts, &cell.note, inner, 6.5, (Style::Regular, inks::GREY)))
        })
        .collect();
    let tallest = runs.iter().map(|(text, note)| text.height_mm() + note.height_mm()).fold(0.0, f32::max);
    let height = tallest + 2.0 * PAD.1;
    if flow.need(height) {
        head(flow, model, &self::widths(model));
    }
    let mut x = MARGIN;
    for ((text, note), width) in runs.iter().zip(widths) {
        let y = text.draw(&mut flow.canvas, fonts, (x + PAD.0, flow.y + PAD.1 - 0.1));
        note.draw(&mut flow.canvas, fonts, (x + PAD.0, y));
        x += width;
    }
    flow.canvas.fill(Area { x: MARGIN, y: flow.y + height - 0.15, w: WIDTH, h: 0.15 }, inks::HAIR);
    flow.y += height;
}
