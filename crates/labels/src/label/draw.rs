//! Drawing one label after its template.

use isbt128::{DonationNumber, Flags, Scheme};

use super::{BankMode, LabelModel, Language};
use crate::canvas::{self, Area, Canvas, Ink, PT_PER_MM};
use crate::error::LabelError;
use crate::fonts::{Fonts, Style};
use crate::symbol::place::{Placer, Raster};
use crate::template::condition::Facts as _;
use crate::template::element::{Align, CodeField, Shape, TextShape};
use crate::template::{Templates, fill};

/// From one baseline to the next.
const LEADING_EM: f32 = 1.18;

pub(crate) fn page(
    label: &LabelModel,
    templates: &Templates,
    fonts: &Fonts,
    raster: Raster,
) -> Result<Canvas, LabelError> {
    let template = templates.get(label.template)?;
    if !template.codes.contains(&label.code.kind()) {
        return Err(LabelError::WrongCode { template: label.template.code() });
    }
    let mut canvas = Canvas::new(template.width, template.height);
    for element in template.elements.iter().filter(|element| element.when.holds(label)) {
        match &element.shape {
            Shape::Text(text) => words(&mut canvas, fonts, text, label),
            Shape::Number(plain) => {
                if let Some((din, flags, _)) = label.code.donation() {
                    number(&mut canvas, fonts, plain.area, din, flags);
                }
            }
            Shape::Marks(plain) => marks(&mut canvas, fonts, plain.area, label),
            Shape::Rule(plain) => canvas.fill(plain.area, Ink::BLACK),
            Shape::Frame(frame) => canvas.frame(frame.area, frame.thickness, Ink::BLACK),
            shape => {
                symbol(&mut Placer { canvas: &mut canvas, template: &template.name, raster }, shape, label)?;
            }
        }
    }
    Ok(canvas)
}

/// The codes that stand as symbols on a label, as far as it has them.
pub(super) fn symbols(label: &LabelModel, templates: &Templates) -> Result<Vec<CodeField>, LabelError> {
    let template = templates.get(label.template)?;
    let shown = template.elements.iter().filter(|element| element.when.holds(label));
    let fields = shown.flat_map(|element| match &element.shape {
        Shape::Linear(linear) => vec![linear.code],
        Shape::Pair(pair) => vec![pair.left, pair.right],
        Shape::Matrix(matrix) => vec![matrix.code],
        _ => Vec::new(),
    });
    Ok(fields.filter(|field| label.code.field(*field).is_some()).collect())
}

pub(super) fn symbol(placer: &mut Placer<'_>, shape: &Shape, label: &LabelModel) -> Result<(), LabelError> {
    let text = |field: CodeField| label.code.field(field);
    match shape {
        Shape::Linear(linear) => {
            let Some(text) = text(linear.code) else { return Ok(()) };
            let placed = match linear.align {
                Align::Left => placer.linear_left(&text, linear.area),
                Align::Center | Align::Right => placer.linear(&text, linear.area),
            };
            match placed {
                Err(LabelError::SymbolSpace { .. } | LabelError::SymbolDots { .. }) if linear.optional => {
                    Ok(())
                }
                placed => placed,
            }
        }
        Shape::Pair(pair) => match (text(pair.left), text(pair.right)) {
            (Some(left), right) => placer.pair(&left, right.as_deref(), pair.area, pair.split),
            (None, Some(right)) => placer.pair(&right, None, pair.area, pair.split),
            (None, None) => Ok(()),
        },
        Shape::Matrix(matrix) => match text(matrix.code) {
            Some(text) => placer.matrix(&text, matrix.area),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn words(canvas: &mut Canvas, fonts: &Fonts, element: &TextShape, label: &LabelModel) {
    let pattern = match label.language {
        Language::Chinese => &element.zh,
        Language::English => &element.en,
    };
    let Some(text) = fill(pattern, |name| label.word(name)) else { return };
    let area = element.area;
    let height_pt = area.h * PT_PER_MM;
    let largest = element.size.min(height_pt / (1.0 + LEADING_EM * (element.lines as f32 - 1.0)));
    let smallest = element.size_min.min(largest);
    let (size_pt, lines) = set(fonts, element, &text, (largest, smallest));
    let leading_mm = size_pt * LEADING_EM / PT_PER_MM;
    let block_mm = leading_mm * lines.len() as f32;
    let mut baseline = area.y + (area.h - block_mm) / 2.0 + leading_mm * 0.5 + size_pt * 0.36 / PT_PER_MM;
    for line in lines {
        let width_mm = fonts.width_em(element.style, &line) * size_pt / PT_PER_MM;
        let x = match element.align {
            Align::Left => area.x,
            Align::Center => area.x + (area.w - width_mm) / 2.0,
            Align::Right => area.x + area.w - width_mm,
        };
        canvas.text(fonts, (x, baseline), size_pt, (element.style, Ink::BLACK), &line);
        baseline += leading_mm;
    }
}

/// The largest size at which the text fits its lines; at the smallest, the last line ends in an ellipsis.
fn set(fonts: &Fonts, element: &TextShape, text: &str, sizes_pt: (f32, f32)) -> (f32, Vec<String>) {
    let (style, width_mm) = (element.style, element.area.w);
    if element.lines <= 1 {
        let fit = canvas::fit(fonts, style, text, width_mm, sizes_pt);
        return (fit.size_pt, vec![fit.text]);
    }
    let mut size_pt = sizes_pt.0;
    let widest_em = canvas::widest_piece_em(fonts, style, text);
    loop {
        let is_torn = widest_em * size_pt > width_mm * PT_PER_MM;
        let mut lines = canvas::break_lines(fonts, style, text, width_mm, size_pt);
        if lines.len() <= element.lines && (!is_torn || size_pt <= sizes_pt.1) {
            return (size_pt, lines);
        }
        if size_pt <= sizes_pt.1 {
            let rest = lines.split_off(element.lines - 1).join(" ");
            lines.push(canvas::fit(fonts, style, &rest, width_mm, (size_pt, size_pt)).text);
            return (size_pt, lines);
        }
        size_pt = (size_pt - 0.5).max(sizes_pt.1);
    }
}

/// Full number, flags turned by 90° unless 00 or checksum, K in a box (ISBT 128 ST-001 7.4.1).
pub(crate) fn number(canvas: &mut Canvas, fonts: &Fonts, area: Area, din: &DonationNumber, flags: Flags) {
    let text = din.eye_readable();
    let shows_flags = flags != Flags::NONE && !flags.is_checksum();
    let em = fonts.width_em(Style::Mono, &text) + if shows_flags { 0.8 } else { 0.0 } + 1.5;
    let size_pt = (area.w * PT_PER_MM / em).min(area.h * PT_PER_MM / 1.25);
    let em_mm = size_pt / PT_PER_MM;
    let baseline = area.y + area.h / 2.0 + em_mm * 0.36;
    let look = (Style::Mono, Ink::BLACK);
    canvas.text(fonts, (area.x, baseline), size_pt, look, &text);
    let mut x = area.x + fonts.width_em(Style::Mono, &text) * em_mm + em_mm * 0.2;
    if shows_flags {
        canvas.text_turned(fonts, (x + em_mm * 0.5, baseline), size_pt * 0.62, look, flags.as_str());
        x += em_mm * 0.8;
    }
    x += em_mm * 0.2;
    let side = em_mm * 1.1;
    let boxed = Area { x, y: area.y + (area.h - side) / 2.0, w: side * 0.9, h: side };
    canvas.frame(boxed, em_mm * 0.06, Ink::BLACK);
    let k = din.check_character().to_string();
    let k_mm = fonts.width_em(Style::Mono, &k) * em_mm;
    let at = (x + (boxed.w - k_mm) / 2.0, baseline);
    canvas.text(fonts, at, size_pt, look, &k);
}

/// White on black, right-aligned, so that no one takes a local or demo label for a standard or real one, nor a reprint
/// for the first print.
fn marks(canvas: &mut Canvas, fonts: &Fonts, area: Area, label: &LabelModel) {
    let is_local = label.code.donation().is_some_and(|(_, _, scheme)| scheme == Scheme::Local);
    let is_demo = label.mode == BankMode::Demo;
    let copy = format!("R{}", label.copy);
    let wanted = [(label.copy > 1, copy.as_str()), (is_local, "LOCAL 本地"), (is_demo, "DEMO 演示")];
    let texts: Vec<&str> = wanted.iter().filter(|(shows, _)| *shows).map(|(_, text)| *text).collect();
    let em: f32 = texts.iter().map(|text| fonts.width_em(Style::Bold, text) + 0.8).sum();
    if texts.is_empty() {
        return;
    }
    let size_pt = (area.h * PT_PER_MM / 1.3).min(area.w * PT_PER_MM / em);
    let em_mm = size_pt / PT_PER_MM;
    let mut right = area.x + area.w;
    for text in texts.iter().rev() {
        let width_mm = (fonts.width_em(Style::Bold, text) + 0.6) * em_mm;
        let plate = Area { x: right - width_mm, y: area.y, w: width_mm, h: em_mm * 1.3 };
        let at = (plate.x + em_mm * 0.3, plate.y + em_mm * 1.01);
        canvas.plate(plate, at, size_pt, Style::Bold, text);
        right = plate.x - em_mm * 0.2;
    }
}
