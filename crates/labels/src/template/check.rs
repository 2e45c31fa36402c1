//! What a template may not be, however well it reads.

use serde_json::{Value, json};

use super::element::{Align, Element, Shape, TextShape};
use super::read::fault;
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
const EPSILON: f32 = 1e-3;

pub(super) fn template(template: &Template) -> Result<(), LabelError> {
    let refuse = |field: &str, value: Value, reason: &str| Err(fault(&template.name, field, &value, reason));
    for (field, side) in [("width", template.width), ("height", template.height)] {
        if !(SIDE_MM.0..=SIDE_MM.1).contains(&side) {
            return refuse(field, json!(side), "a label is 8 to 220 mm");
        }
    }
    if template.codes.is_empty() {
        return refuse("code", json!([]), "no kind of code");
    }
    if template.elements.len() > ELEMENTS_MAX {
        return refuse("elements", json!(template.elements.len()), "too many elements");
    }
    for (i, element) in template.elements.iter().enumerate() {
        if let Err((field, value, reason)) = one(template, element) {
            return refuse(&format!("elements[{i}].{field}"), value, reason);
        }
    }
    for (i, element) in template.elements.iter().enumerate().filter(|(_, e)| e.shape.is_symbol()) {
        let over = template.elements.iter().enumerate().find(|(j, other)| {
            let in_the_way = !matches!(other.shape, Shape::Frame(_)) && *j != i;
            in_the_way && overlap(element.shape.area(), other.shape.area()) && can_meet(element, other)
        });
        if let Some((j, _)) = over {
            let reason = "lies over a symbol or its quiet zone";
            return refuse(&format!("elements[{j}].area"), json!(format!("elements[{i}]")), reason);
        }
    }
    let has = |wanted: fn(&Shape) -> bool| template.elements.iter().any(|element| wanted(&element.shape));
    if !has(Shape::is_symbol) {
        return refuse("elements", Value::Null, "no symbol");
    }
    let marks = template.elements.iter().any(|element| {
        matches!(element.shape, Shape::Marks(_)) && element.when == super::condition::Condition::default()
    });
    if !marks {
        return refuse("elements", Value::Null, "no unconditional place for LOCAL and DEMO");
    }
    Ok(())
}

type Wrong = (&'static str, Value, &'static str);

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
        return Err(("area", shown, "outside the label"));
    }
    for name in [&element.when.filled, &element.when.empty].into_iter().flatten() {
        if !LabelModel::knows(name) {
            return Err(("when", json!(name), "no such word"));
        }
    }
    match &element.shape {
        Shape::Text(text) => words(text),
        Shape::Linear(_) | Shape::Pair(_) if area.h < LINEAR_HEIGHT_MM_MIN => {
            Err(("area", shown, "a linear symbol is at least 5 mm high"))
        }
        Shape::Linear(linear) if linear.align == Align::Right => {
            Err(("align", json!("right"), "a linear symbol stands left or in the centre"))
        }
        Shape::Pair(pair) if !(area.x..area.x + area.w).contains(&pair.split) => {
            Err(("split", json!(pair.split), "outside the area"))
        }
        Shape::Marks(_) if !template.codes.contains(&CodeKind::Donation) => {
            let (w, h) = MARKS_MM_MIN_ALONE;
            if area.w < w || area.h < h {
                return Err(("area", shown, "DEMO and the number of a reprint need 10 x 2 mm"));
            }
            Ok(())
        }
        Shape::Marks(_) if area.w < MARKS_MM_MIN.0 || area.h < MARKS_MM_MIN.1 => {
            Err(("area", shown, "LOCAL, DEMO and the number of a reprint need 20 x 2 mm"))
        }
        Shape::Frame(frame) if !(0.05..=5.0).contains(&frame.thickness) => {
            Err(("thickness", json!(frame.thickness), "0.05 to 5 mm"))
        }
        _ => Ok(()),
    }
}

fn words(text: &TextShape) -> Result<(), Wrong> {
    for (field, size) in [("size", text.size), ("size_min", text.size_min)] {
        if !(SIZE_PT.0..=SIZE_PT.1).contains(&size) {
            return Err((field, json!(size), "type is 4 to 72 points"));
        }
    }
    if text.size_min > text.size {
        return Err(("size_min", json!(text.size_min), "larger than size"));
    }
    if !(1..=LINES_MAX).contains(&text.lines) {
        return Err(("lines", json!(text.lines), "1 to 12 lines"));
    }
    for (field, pattern) in [("zh", &text.zh), ("en", &text.en)] {
        let Some(names) = placeholders(pattern) else {
            return Err((field, json!(pattern), "a brace without its other"));
        };
        if let Some(name) = names.into_iter().find(|name| !LabelModel::knows(name)) {
            return Err((field, json!(name), "no such word"));
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
