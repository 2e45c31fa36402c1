//! What surrounds the contents of each page: head, foot, marks.

use super::flow::{MARGIN, PAGE, WIDTH};
use super::run::Run;
use super::{DocumentModel, Dress, Languages, inks};
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM};
use crate::fonts::{Fonts, Style};
use crate::label::{BankMode, Language};

const RIGHT: f32 = MARGIN + WIDTH;

/// Head of the first page: issuer, number, title. Answers where contents start.
pub(crate) fn first_header(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) -> f32 {
    if model.dress == Dress::Certificate {
        return certificate_header(canvas, model, fonts);
    }
    canvas.fill(Area { x: 0.0, y: 0.0, w: PAGE.0, h: 3.0 }, inks::ACCENT);
    let top = 11.0;
    let half = WIDTH * 0.62;
    let run = |text: &str, size: f32, look| Run::new(fonts, text, half, size, look);
    let (issuer, beneath) = model.languages.pick(&model.issuer);
    let mut y = run(issuer, 12.0, (Style::Bold, inks::TEXT)).draw(canvas, fonts, (MARGIN, top));
    y = run(beneath, 8.5, (Style::Regular, inks::GREY)).draw(canvas, fonts, (MARGIN, y));
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
    let (title, second) = model.languages.pick(&model.title);
    canvas.text(fonts, (MARGIN, baseline), size_pt, look, title);
    let beside = MARGIN + fonts.width_em(Style::Bold, title) * size_pt / PT_PER_MM + 4.0;
    canvas.text(fonts, (beside, baseline), 12.0, (Style::Regular, inks::GREY), second);
    y + 16.0
}

/// The same for a family: all on the middle of the page.
fn certificate_header(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) -> f32 {
    let middle = PAGE.0 / 2.0;
    let run = |text: &str, size: f32, look| Run::new(fonts, text, WIDTH - 20.0, size, look);
    let mut y = 25.0;
    y = run(model.languages.pick(&model.issuer).0, 13.0, (Style::Bold, inks::TEXT))
        .draw_centred(canvas, fonts, middle, y);
    y = run(&model.issuer_note, 8.0, (Style::Regular, inks::GREY)).draw_centred(
        canvas,
        fonts,
        middle,
        y + 0.8,
    );
    y = run(model.languages.pick(&model.title).0, 27.0, (Style::Bold, inks::ACCENT)).draw_centred(
        canvas,
        fonts,
        middle,
        y + 8.0,
    );
    y += 2.5;
    for (half, thickness) in [(26.0, 0.25), (12.0, 0.7)] {
        let y = y + if thickness > 0.5 { -0.22 } else { 0.0 };
        canvas.fill(Area { x: middle - half, y, w: 2.0 * half, h: thickness }, inks::GOLD);
    }
    y = run(&model.number, 9.0, (Style::Mono, inks::LABEL)).draw_centred(canvas, fonts, middle, y + 3.0);
    marks(canvas, model, fonts, RIGHT - 2.0, 18.0);
    y + 8.0
}

/// Head of the following pages. Answers where contents start.
pub(crate) fn running_header(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) -> f32 {
    let text = format!("{}　{}", model.languages.pick(&model.title).0, model.subject);
    let top = if model.dress == Dress::Certificate { 17.0 } else { 9.5 };
    Run::new(fonts, &text, WIDTH * 0.55, 8.0, (Style::Regular, inks::LABEL)).draw(
        canvas,
        fonts,
        (MARGIN, top),
    );
    let number = Run::new(fonts, &model.number, WIDTH * 0.4, 8.0, (Style::Mono, inks::LABEL));
    number.draw_right(canvas, fonts, RIGHT, top);
    let left = RIGHT - fonts.width_em(Style::Mono, &model.number) * 8.0 / PT_PER_MM - 3.0;
    marks(canvas, model, fonts, left, top - 0.3);
    canvas.fill(Area { x: MARGIN, y: top + 5.1, w: WIDTH, h: 0.35 }, inks::ACCENT);
    top + 10.5
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

/// What lies beneath the contents: DEMO/演示 across the page, the frame of a certificate.
pub(crate) fn backdrop(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts) {
    if model.mode == BankMode::Demo {
        let look = (Style::Bold, inks::WATERMARK);
        canvas.text_tilted(fonts, (38.0, 225.0), 84.0, look, "DEMO 演示");
    }
    if model.dress == Dress::Certificate {
        for (inset, thickness, ink) in [(8.0, 0.9, inks::ACCENT), (10.2, 0.25, inks::GOLD)] {
            let area = Area { x: inset, y: inset, w: PAGE.0 - 2.0 * inset, h: PAGE.1 - 2.0 * inset };
            canvas.frame(area, thickness, ink);
        }
    }
}

/// Foot of a page: the document's lines, and `page x of y`.
pub(crate) fn footer(canvas: &mut Canvas, model: &DocumentModel, fonts: &Fonts, page: (usize, usize)) {
    let mut y = PAGE.1 - if model.dress == Dress::Certificate { 25.0 } else { 18.0 };
    canvas.fill(Area { x: MARGIN, y, w: WIDTH, h: 0.2 }, inks::HAIR);
    y += 1.5;
    let (x_of, count) = page;
    let chinese = format!("第 {x_of} 页，共 {count} 页");
    let english = format!("Page {x_of} of {count}");
    let text = match model.languages {
        Languages::Both => format!("{chinese}　{english}"),
        Languages::Only(Language::Chinese) => chinese,
        Languages::Only(Language::English) => english,
    };
    let number = Run::new(fonts, &text, WIDTH, 8.0, (Style::Regular, inks::LABEL));
    number.draw_right(canvas, fonts, RIGHT, y);
    for line in &model.footer {
        let look = (Style::Mono, inks::GREY);
        let make = if line.contains(' ') { Run::new } else { Run::code };
        y = make(fonts, line, WIDTH * 0.76, 6.5, look).draw(canvas, fonts, (MARGIN, y));
    }
}
