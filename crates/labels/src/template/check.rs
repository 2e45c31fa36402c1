//! What a template may not be, however well it reads.

use serde_json::{Value, json};

use super::element::{Align, Element, Shape, TextShape};
use super::read::fault;
use super::rule::TemplateRule as Rule;
use super::{CodeKind, Template, placeholders};
use crate::canvas::Area;
use crate::error::LabelError;
use crate::label::LabelModel;

/// Smallest and largest label in millimetres.
const SIDE_MM: (f32, f32) = (8.0, 220.0);
/// Smallest and largest type in points; smaller than 4 no one reads.
const SIZE_PT: (f32, f32) = (4.0, 72.0);
const ELEMENTS_MAX: usize = 80;
const LINES_MAX: usize = 12;
/// Lowest linear symbol (ISBT 128 ST-001 6.1).
const LINEAR_HEIGHT_MM_MIN: f32 = 5.0;
/// Room for LOCAL, DEMO and the number of a reprint at 4 points.
const MARKS_MM_MIN: (f32, f32) = (20.0, 2.0);
/// Where no donation is named, nothing is LOCAL.
const MARKS_MM_MIN_ALONE: (f32, f32) = (10.0, 2.0);
/// How far a line of text may reach over the edge of the marks, which is blank there.
const MARKS_EDGE_MM: f32 = 0.2;
const EPSILON: f32 = 1e-3;

/// Everything that is wrong with a template.
pub(super) fn template(template: &Template) -> Vec<LabelError> {
    let mut faults = Vec::new();
    let mut refuse = |field: &str, value: Value, rule: Rule| {
        faults.push(fault(&template.name, field, &value, rule.reason()));
    };
    for (field, side) in [("width", template.width), ("height", template.height)] {
        if !(SIDE_MM.0..=SIDE_MM.1).contains(&side) {
            refuse(field, json!(side), Rule::Side);
        }
    }
    if template.codes.is_empty() {
        refuse("code", json!([]), Rule::CodeMissing);
    }
    if template.elements.len() > ELEMENTS_MAX {
        refuse("elements", json!(template.elements.len()), Rule::TooMany);
        return faults;
    }
    for (i, element) in template.elements.iter().enumerate() {
        if let Err((field, value, reason)) = one(template, element) {
            refuse(&format!("elements[{i}].{field}"), value, reason);
        }
    }
    for (i, j, reason) in in_the_way(&template.elements) {
        refuse(&format!("elements[{j}].area"), json!(format!("elements[{i}]")), reason);
    }
    if !template.elements.iter().any(|element| element.shape.is_symbol()) {
        refuse("elements", Value::Null, Rule::SymbolMissing);
    }
    if !template.elements.iter().any(is_always_marks) {
        refuse("elements", Value::Null, Rule::MarksMissing);
    }
    faults
}

fn is_always_marks(element: &Element) -> bool {
    matches!(element.shape, Shape::Marks(_)) && element.when == super::condition::Condition::default()
}

/// Pairs of elements of which the second, by its number, spoils the first, and why.
fn in_the_way(elements: &[Element]) -> Vec<(usize, usize, Rule)> {
    let mut found = Vec::new();
    for (i, element) in elements.iter().enumerate() {
        let area = element.shape.area();
        let (place, reason) = match element {
            element if element.shape.is_symbol() => (area, Rule::OverSymbol),
            element if is_always_marks(element) => (inset(area, MARKS_EDGE_MM), Rule::OverMarks),
            _ => continue,
        };
        for (j, other) in elements.iter().enumerate().filter(|(j, _)| *j != i) {
            // What lies over a symbol is said of the symbol, once.
            let said = other.shape.is_symbol() && (j < i || is_always_marks(element));
            if !said && covers(&other.shape, place) && can_meet(element, other) {
                found.push((i, j, reason));
            }
        }
    }
    found
}

fn inset(area: Area, by: f32) -> Area {
    Area { x: area.x + by, y: area.y + by, w: area.w - 2.0 * by, h: area.h - 2.0 * by }
}

/// Whether a shape leaves something on a place. A frame leaves its lines, not what is between them.
fn covers(shape: &Shape, place: Area) -> bool {
    let area = shape.area();
    let Shape::Frame(frame) = shape else { return overlap(area, place) };
    let t = frame.thickness;
    let bars = [
        Area { h: t, ..area },
        Area { y: area.y + area.h - t, h: t, ..area },
        Area { w: t, ..area },
        Area { x: area.x + area.w - t, w: t, ..area },
    ];
    bars.into_iter().any(|bar| overlap(bar, place))
}

type Wrong = (&'static str, Value, Rule);

fn one(template: &Template, element: &Element) -> Result<(), Wrong> {
    let area = element.shape.area();
    let shown = json!([area.x, area.y, area.w, area.h]);
    let inside = area.x >= 0.0
        && area.y >= 0.0
        && area.w > 0.0
        && area.h > 0.0
        && area.x + area.w <= template.width + EPSILON
        && area.y + area.h <= template.height + EPSILON;
    if !inside {
        return Err(("area", shown, Rule::Outside));
    }
    for name in [&element.when.filled, &element.when.empty].into_iter().flatten() {
        if !LabelModel::knows(name) {
            return Err(("when", json!(name), Rule::UnknownWord));
        }
    }
    match &element.shape {
        Shape::Text(text) => words(text),
        Shape::Linear(_) | Shape::Pair(_) if area.h < LINEAR_HEIGHT_MM_MIN => {
            Err(("area", shown, Rule::LinearHeight))
        }
        Shape::Linear(linear) if linear.align == Align::Right => {
            Err(("align", json!("right"), Rule::LinearAlign))
        }
        Shape::Pair(pair) if !(area.x..area.x + area.w).contains(&pair.split) => {
            Err(("split", json!(pair.split), Rule::Split))
        }
        Shape::Marks(_) if !template.codes.contains(&CodeKind::Donation) => {
            let (w, h) = MARKS_MM_MIN_ALONE;
            if area.w < w || area.h < h {
                return Err(("area", shown, Rule::MarksSizeAlone));
            }
            Ok(())
        }
        Shape::Marks(_) if area.w < MARKS_MM_MIN.0 || area.h < MARKS_MM_MIN.1 => {
            Err(("area", shown, Rule::MarksSize))
        }
        Shape::Frame(frame) if !(0.05..=5.0).contains(&frame.thickness) => {
            Err(("thickness", json!(frame.thickness), Rule::Thickness))
        }
        _ => Ok(()),
    }
}

fn words(text: &TextShape) -> Result<(), Wrong> {
    for (field, size) in [("size", text.size), ("size_min", text.size_min)] {
        if !(SIZE_PT.0..=SIZE_PT.1).contains(&size) {
            return Err((field, json!(size), Rule::TypeSize));
        }
    }
    if text.size_min > text.size {
        return Err(("size_min", json!(text.size_min), Rule::SizeOrder));
    }
    if !(1..=LINES_MAX).contains(&text.lines) {
        return Err(("lines", json!(text.lines), Rule::Lines));
    }
    for (field, pattern) in [("zh", &text.zh), ("en", &text.en)] {
        let Some(names) = placeholders(pattern) else {
            return Err((field, json!(pattern), Rule::Brace));
        };
        if let Some(name) = names.into_iter().find(|name| !LabelModel::knows(name)) {
            return Err((field, json!(name), Rule::UnknownWord));
        }
    }
    Ok(())
}

fn overlap(a: Area, b: Area) -> bool {
    let apart = |a: f32, a_length: f32, b: f32, b_length: f32| {
        a + a_length <= b + EPSILON || b + b_length <= a + EPSILON
    };
    !apart(a.x, a.w, b.x, b.w) && !apart(a.y, a.h, b.y, b.h)
}

/// Whether both can be on one label: elements for different schemes may share a place.
fn can_meet(a: &Element, b: &Element) -> bool {
    let (a, b) = (&a.when, &b.when);
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        matches!((a, b), (Some(a), Some(b)) if a != b)
    }
    let opposed = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    !(differ(a.scheme, b.scheme)
        || differ(a.mode, b.mode)
        || differ(a.product, b.product)
        || opposed(&a.filled, &b.empty)
        || opposed(&a.empty, &b.filled))
}
