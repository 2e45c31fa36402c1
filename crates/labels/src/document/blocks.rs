//! Headings, facts, sentences.

use super::flow::{Flow, MARGIN, PAGE, WIDTH};
use super::run::Run;
use super::{Bilingual, Block, Dress, Fact, Tone, hand, identity, inks, picture, seal, signatures, table};
use crate::canvas::{Area, PT_PER_MM};
use crate::error::LabelError;
use crate::fonts::{Fonts, Style};

pub(crate) fn block(flow: &mut Flow<'_>, block: &Block, next: Option<&Block>) -> Result<(), LabelError> {
    match block {
        Block::Identity(model) => identity::identity(flow, model)?,
        Block::Heading(words) => heading(flow, words, next),
        Block::Facts(list) => facts(flow, list),
        Block::Table(model) => table::table(flow, model),
        Block::Statement { text, tone } => statement(flow, text, *tone),
        Block::Paragraph(words) => paragraph(flow, words),
        Block::Pictures(list) => picture::pictures(flow, list),
        Block::Signatures(list) => signatures::signatures(flow, list),
        Block::SignHere(list) => hand::sign_here(flow, list),
        Block::Seal(model) => seal::seal(flow, model)?,
    }
    Ok(())
}

fn heading(flow: &mut Flow<'_>, words: &Bilingual, next: Option<&Block>) {
    // A heading never stands alone at the foot: it takes along the start of what follows.
    let company = match next {
        Some(Block::Signatures(_) | Block::SignHere(_)) => 40.0,
        Some(Block::Table(_)) => 22.0,
        Some(Block::Pictures(_)) => 70.0,
        _ => 12.0,
    };
    flow.need(10.0 + company);
    flow.y += if flow.dress() == Dress::Certificate { 5.0 } else { 3.0 };
    let fonts = flow.fonts;
    let (first, second) = flow.words(words);
    let baseline = flow.y + 4.4;
    if flow.dress() == Dress::Certificate {
        let width = fonts.width_em(Style::Bold, first) * 11.0 / PT_PER_MM;
        let x = (PAGE.0 - width) / 2.0;
        flow.canvas.text(fonts, (x, baseline), 11.0, (Style::Bold, inks::ACCENT), first);
        for x in [x - 22.0, x + width + 4.0] {
            flow.canvas.fill(Area { x, y: flow.y + 3.0, w: 18.0, h: 0.2 }, inks::GOLD);
        }
    } else {
        flow.canvas.fill(Area { x: MARGIN, y: flow.y + 0.6, w: 1.1, h: 4.6 }, inks::ACCENT);
        flow.canvas.text(fonts, (MARGIN + 3.0, baseline), 11.5, (Style::Bold, inks::ACCENT), first);
        let beside = MARGIN + 3.0 + fonts.width_em(Style::Bold, first) * 11.5 / PT_PER_MM + 2.5;
        flow.canvas.text(fonts, (beside, baseline), 8.5, (Style::Regular, inks::GREY), second);
    }
    flow.y += 7.2;
}

/// Two columns; a fact left alone in the last row takes the whole width.
pub(crate) fn facts(flow: &mut Flow<'_>, list: &[Fact]) {
    let gap = 6.0;
    for pair in list.chunks(2) {
        let width = if pair.len() == 1 { WIDTH } else { (WIDTH - gap) / 2.0 };
        let runs: Vec<FactRuns> = pair.iter().map(|fact| FactRuns::new(flow, fact, width)).collect();
        let height = runs.iter().map(FactRuns::height_mm).fold(0.0, f32::max) + 2.0;
        flow.need(height);
        for (i, run) in runs.iter().enumerate() {
            let x = MARGIN + i as f32 * (width + gap);
            run.draw(flow, (x, flow.y + 0.8));
            flow.canvas.fill(Area { x, y: flow.y + height - 0.15, w: width, h: 0.15 }, inks::HAIR);
        }
        flow.y += height;
    }
    flow.y += 1.0;
}

/// One fact: label and English on the left, value on the right, what it replaced struck through beneath it.
pub(crate) struct FactRuns {
    label: Run,
    english: Run,
    value: Run,
    was: Vec<Run>,
    label_width: f32,
}

impl FactRuns {
    pub(crate) fn new(flow: &Flow<'_>, fact: &Fact, width: f32) -> Self {
        let label_width = (width * 0.4).min(34.0);
        let fonts = flow.fonts;
        let inner = label_width - 2.0;
        let (label, english) = flow.words(&fact.label);
        let value =
            format!("{}{}", inks::sign(fact.tone), if fact.value.is_empty() { "—" } else { &fact.value });
        let was = fact
            .was
            .iter()
            .map(|old| Run::new(fonts, old, width - label_width, 8.5, (Style::Regular, inks::GREY)).struck());
        Self {
            label: Run::new(fonts, label, inner, 8.5, (Style::Regular, inks::LABEL)),
            english: Run::new(fonts, english, inner, 6.5, (Style::Regular, inks::GREY)),
            value: Run::new(
                fonts,
                &value,
                width - label_width,
                value_size_pt(fonts, &value, width - label_width),
                (Style::Regular, inks::of(fact.tone)),
            ),
            was: was.collect(),
            label_width,
        }
    }

    pub(crate) fn height_mm(&self) -> f32 {
        let was: f32 = self.was.iter().map(Run::height_mm).sum();
        (self.label.height_mm() + self.english.height_mm()).max(self.value.height_mm() + was)
    }

    pub(crate) fn draw(&self, flow: &mut Flow<'_>, at: (f32, f32)) {
        let fonts = flow.fonts;
        let y = self.label.draw(&mut flow.canvas, fonts, at);
        self.english.draw(&mut flow.canvas, fonts, (at.0, y));
        let x = at.0 + self.label_width;
        let mut y = self.value.draw(&mut flow.canvas, fonts, (x, at.1 - 0.2));
        for was in &self.was {
            y = was.draw(&mut flow.canvas, fonts, (x, y));
        }
    }
}

/// A digest stands on one line, a little smaller where it must be.
fn value_size_pt(fonts: &Fonts, value: &str, width_mm: f32) -> f32 {
    let (usual, smallest) = (9.5, 7.5);
    let is_digest = value.len() == 64 && value.chars().all(|c| c.is_ascii_hexdigit());
    let fits = width_mm * PT_PER_MM / fonts.width_em(Style::Regular, value).max(1.0);
    if is_digest && fits >= smallest { fits.min(usual) } else { usual }
}

fn statement(flow: &mut Flow<'_>, text: &Bilingual, tone: Tone) {
    let fonts = flow.fonts;
    let inner = WIDTH - 10.0;
    let (first, second) = flow.words(text);
    let first = format!("{}{first}", inks::sign(tone));
    let first = Run::new(fonts, &first, inner, 10.5, (Style::Bold, inks::of(tone)));
    let second = Run::new(fonts, second, inner, 8.5, (Style::Regular, inks::LABEL));
    let height = first.height_mm() + second.height_mm() + 5.0;
    flow.need(height + 2.0);
    flow.canvas.fill(Area { x: MARGIN, y: flow.y, w: WIDTH, h: height }, inks::tint(tone));
    flow.canvas.fill(Area { x: MARGIN, y: flow.y, w: 1.1, h: height }, inks::of(tone));
    let y = first.draw(&mut flow.canvas, fonts, (MARGIN + 5.0, flow.y + 2.4));
    second.draw(&mut flow.canvas, fonts, (MARGIN + 5.0, y));
    flow.y += height + 2.5;
}

fn paragraph(flow: &mut Flow<'_>, words: &Bilingual) {
    let fonts = flow.fonts;
    let (first, second) = flow.words(words);
    let is_certificate = flow.dress() == Dress::Certificate;
    let (size, width) = if is_certificate { (12.0, WIDTH - 12.0) } else { (9.0, WIDTH) };
    let make = if is_certificate { Run::balanced } else { Run::new };
    let first = make(fonts, first, width, size, (Style::Regular, inks::TEXT));
    let second = Run::new(fonts, second, width, 7.5, (Style::Regular, inks::GREY));
    flow.need(first.height_mm() + second.height_mm() + if is_certificate { 6.0 } else { 2.0 });
    let x = MARGIN + (WIDTH - width) / 2.0;
    flow.y += if is_certificate { 3.0 } else { 0.0 };
    let y = if is_certificate {
        first.draw_centred(&mut flow.canvas, fonts, PAGE.0 / 2.0, flow.y)
    } else {
        first.draw(&mut flow.canvas, fonts, (x, flow.y))
    };
    flow.y = second.draw(&mut flow.canvas, fonts, (x, y)) + if is_certificate { 4.0 } else { 2.0 };
}
