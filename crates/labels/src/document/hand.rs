//! What people write on: lines for values, boxes to tick, places to sign.

use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Bilingual, Blank, Dress, inks};
use crate::canvas::{Area, Ink, PT_PER_MM};
use crate::fonts::Style;

/// Side of a box to tick.
pub(crate) const BOX_MM: f32 = 5.0;
/// Height of a line to write on: a hand needs so much.
const LINE_MM: f32 = 8.0;
const SIZE_PT: f32 = 8.0;
const GAP: f32 = 10.0;

pub(crate) fn height_mm(blanks: &[Blank]) -> f32 {
    blanks.len() as f32 * LINE_MM
}

pub(crate) fn tick_box(flow: &mut Flow<'_>, at: (f32, f32)) {
    let area = Area { x: at.0, y: at.1, w: BOX_MM, h: BOX_MM };
    flow.canvas.fill(area, Ink::WHITE);
    flow.canvas.frame(area, 0.35, inks::LABEL);
}

/// Label, line, unit, one below the other.
pub(crate) fn blanks(flow: &mut Flow<'_>, blanks: &[Blank], at: (f32, f32), width: f32) {
    let fonts = flow.fonts;
    let wide = |text: &str| fonts.width_em(Style::Regular, text) * SIZE_PT / PT_PER_MM;
    let look = (Style::Regular, inks::LABEL);
    let mut baseline = at.1 + LINE_MM - 2.0;
    for blank in blanks {
        let (before, behind) = (wide(&blank.label), wide(&blank.unit));
        // A label that would leave no line to write on goes above it.
        let narrow = width - before - behind < 14.0;
        let from = if narrow || blank.label.is_empty() { 0.0 } else { before + 1.5 };
        let label_baseline = if narrow { baseline - 3.4 } else { baseline };
        flow.canvas.text(fonts, (at.0, label_baseline), SIZE_PT, look, &blank.label);
        let to = width - if blank.unit.is_empty() { 0.0 } else { behind + 1.0 };
        flow.canvas
            .fill(Area { x: at.0 + from, y: baseline + 0.5, w: (to - from).max(2.0), h: 0.2 }, inks::GREY);
        flow.canvas.text(fonts, (at.0 + to + 1.0, baseline), SIZE_PT, look, &blank.unit);
        baseline += LINE_MM;
    }
}

/// Places to sign, two in a row: what for, and a line above it.
pub(crate) fn sign_here(flow: &mut Flow<'_>, list: &[Bilingual]) {
    let width = (WIDTH - GAP) / 2.0;
    for pair in list.chunks(2) {
        let room = if flow.dress() == Dress::Certificate { 24.0 } else { 20.0 };
        flow.need(room);
        for (i, words) in pair.iter().enumerate() {
            let x = MARGIN + i as f32 * (width + GAP);
            let y = flow.y + room - 7.5;
            flow.canvas.fill(Area { x, y, w: width, h: 0.25 }, inks::LABEL);
            let (first, second) = flow.words(words);
            let text = format!("{first}　{second}");
            let run = Run::new(flow.fonts, text.trim(), width, 8.0, (Style::Regular, inks::LABEL));
            run.draw(&mut flow.canvas, flow.fonts, (x, y + 0.8));
        }
        flow.y += room;
    }
}
