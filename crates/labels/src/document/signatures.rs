//! Electronic signatures: printed name, meaning, local time with UTC beneath, digest of what was signed.

use super::flow::{Flow, MARGIN, WIDTH};
use super::run::Run;
use super::{Signature, Tone, inks};
use crate::canvas::Area;
use crate::fonts::Style;

const GAP: f32 = 5.0;

pub(crate) fn signatures(flow: &mut Flow<'_>, list: &[Signature]) {
    let width = (WIDTH - GAP) / 2.0;
    for pair in list.chunks(2) {
        let cards: Vec<Vec<Run>> = pair.iter().map(|signature| card(flow, signature, width - 8.0)).collect();
        let height = cards.iter().map(|runs| runs.iter().map(Run::height_mm).sum()).fold(0.0, f32::max) + 6.0;
        flow.need(height + GAP);
        for (i, runs) in cards.iter().enumerate() {
            let x = MARGIN + i as f32 * (width + GAP);
            let area = Area { x, y: flow.y, w: width, h: height };
            flow.canvas.fill(area, inks::TINT);
            flow.canvas.frame(area, 0.15, inks::HAIR);
            flow.canvas.fill(Area { w: 1.1, ..area }, inks::ACCENT);
            let mut y = flow.y + 3.0;
            for run in runs {
                y = run.draw(&mut flow.canvas, flow.fonts, (x + 4.5, y));
            }
        }
        flow.y += height + 3.0;
    }
}

fn card(flow: &Flow<'_>, signature: &Signature, width: f32) -> Vec<Run> {
    let run = |text: &str, size: f32, look| Run::new(flow.fonts, text, width, size, look);
    let digest =
        if signature.digest.is_empty() { String::new() } else { format!("SHA-256 {}…", signature.digest) };
    let (first, second) = flow.words(&signature.meaning);
    let name = run(&signature.name, 13.0, (Style::Bold, inks::TEXT));
    let mut runs = vec![
        run(first, 9.0, (Style::Bold, inks::ACCENT)),
        run(second, 7.0, (Style::Regular, inks::GREY)),
        if signature.voided.is_some() { name.struck() } else { name },
        run(&signature.signed_local, 9.0, (Style::Regular, inks::TEXT)),
        run(&format!("({})", signature.signed_utc), 8.0, (Style::Regular, inks::LABEL)),
        run(&digest, 7.0, (Style::Mono, inks::GREY)),
    ];
    if let Some(voided) = &signature.voided {
        let text = format!("{}{}", inks::sign(Tone::Bad), flow.words(voided).0);
        runs.push(run(&text, 8.5, (Style::Bold, inks::of(Tone::Bad))));
    }
    runs
}
