//! What surrounds the contents of each page: head, foot, marks.

use super::flow::{MARGIN, PAGE, WIDTH};
use super::run::Run;
use super::{DocumentModel, inks};
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM};
use crate::fonts::{Fonts, Style};
use crate::label::BankMode;

const RIGHT: f32 = MARGIN + WIDTH;

/// Head of the first page: issuer, number, title. Answers where contents start.
pub(crate) fn first_header(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) -> f32 {
    canvas.fill(Area { x: 0.0, y: 0.0, w: PAGE.0, h: 3.0 }, inks::ACCENT);
    let top = 11.0;
    let half = WIDTH * 0.62;
    let run = |text: &str, size: f32, look| Run::new(fonts, text, half, size, look);
    let mut y = run(&model.issuer.zh, 12.0, (Style::Bold, inks::TEXT)).draw(canvas, fonts, (MARGIN, top));
    y = run(&model.issuer.en, 8.5, (Style::Regular, inks::GREY)).draw(canvas, fonts, (MARGIN, y));
    y = run(&model.issuer_note, 7.5, (Style::Regular, inks::GREY)).draw(canvas, fonts, (MARGIN, y));
    let number = Run::new(fonts, &model.number, WIDTH * 0.36, 9.5, (Style::Mono, inks::TEXT));
    let under = number.draw_right(canvas, fonts, RIGHT, top + 0.3);
    let subject = Run::new(fonts, &model.subject, WIDTH * 0.36, 8.5, (Style::Mono, inks::GREY));
    let under = subject.draw_right(canvas, fonts, RIGHT, under);
    marks(canvas, model, fonts, RIGHT, under + 1.2);
    y = y.max(under + 5.6) + 3.0;
    canvas.fill(Area { x: MARGIN, y, w: WIDTH, h: 0.35 }, inks::ACCENT);
    let size_pt = 21.0;
    let baseline = y + 11.0;
    let look = (Style::Bold, inks::ACCENT);
    canvas.text(fonts, (MARGIN, baseline), size_pt, look, &model.title.zh);
    let beside = MARGIN + fonts.width_em(Style::Bold, &model.title.zh) * size_pt / PT_PER_MM + 4.0;
    canvas.text(fonts, (beside, baseline), 12.0, (Style::Regular, inks::GREY), &model.title.en);
    y + 16.0
}

/// Head of the following pages. Answers where contents start.
pub(crate) fn running_header(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) -> f32 {
    let text = format!("{}　{}", model.title.zh, model.subject);
    Run::new(fonts, &text, WIDTH * 0.55, 8.0, (Style::Regular, inks::LABEL)).draw(
        canvas,
        fonts,
        (MARGIN, 9.5),
    );
    let number = Run::new(fonts, &model.number, WIDTH * 0.4, 8.0, (Style::Mono, inks::LABEL));
    number.draw_right(canvas, fonts, RIGHT, 9.5);
    let left = RIGHT - fonts.width_em(Style::Mono, &model.number) * 8.0 / PT_PER_MM - 3.0;
    marks(canvas, model, fonts, left, 9.2);
    canvas.fill(Area { x: MARGIN, y: 14.6, w: WIDTH, h: 0.35 }, inks::ACCENT);
    20.0
}

/// Plates with white words, right-aligned at `right`.
fn marks(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts, right: f32, y: f32) {
    let demo = (model.mode == BankMode::Demo).then_some("DEMO 演示");
    let size_pt = 8.5;
    let mut right = right;
    for text in demo.into_iter().chain(model.marks.iter().map(String::as_str)) {
        let w = fonts.width_em(Style::Bold, text) * size_pt / PT_PER_MM + 3.0;
        canvas.fill(Area { x: right - w, y, w, h: 4.4 }, inks::of(super::Tone::Bad));
        let at = (right - w + 1.5, y + 3.25);
        canvas.text(fonts, at, size_pt, (Style::Bold, Ink::WHITE), text);
        right -= w + 1.5;
    }
}

/// DEMO/演示 across the page, beneath everything else.
pub(crate) fn watermark(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) {
    if model.mode == BankMode::Demo {
        let look = (Style::Bold, inks::WATERMARK);
        canvas.text_tilted(fonts, (38.0, 225.0), 84.0, look, "DEMO 演示");
    }
}

/// Foot of a page: the document's lines, and `page x of y`.
pub(crate) fn footer(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts, page: (usize, usize)) {
    let mut y = PAGE.1 - 18.0;
    canvas.fill(Area { x: MARGIN, y, w: WIDTH, h: 0.2 }, inks::HAIR);
    y += 1.5;
    let (x_of, count) = page;
    let text = format!("第 {x_of} 页，共 {count} 页　Page {x_of} of {count}");
    let number = Run::new(fonts, &text, WIDTH, 8.0, (Style::Regular, inks::LABEL));
    number.draw_right(canvas, fonts, RIGHT, y);
    for line in &model.footer {
        y = Run::new(fonts, line, WIDTH * 0.7, 6.5, (Style::Mono, inks::GREY)).draw(
            canvas,
            fonts,
            (MARGIN, y),
        );
    }
}
