//! What must be found on a label, from its template file, which is data.

#![allow(dead_code, clippy::unwrap_used, reason = "shared by several test programs")]

use isbt128::Scheme;
use labels::symbol::code128::Code128;
use labels::symbol::matrix::Matrix;
use labels::{LabelCode, LabelModel, TemplateId, Templates};
use serde_json::Value;

use crate::judge::{Picture, bars, boxed};

/// Whether modules must be whole dots, as on a printer, or may lie between them, as in a picture of a PDF.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Modules {
    WholeDots,
    Any,
}

fn elements(template: TemplateId) -> Vec<Value> {
    let file: Value = serde_json::from_str(Templates::source(template)).unwrap();
    file["elements"].as_array().unwrap().clone()
}

fn area(element: &Value, scale: f32) -> [f32; 4] {
    let side = |i: usize| element["area"][i].as_f64().unwrap() as f32 * scale;
    [side(0), side(1), side(2), side(3)]
}

/// The places of all elements in pixels.
pub fn areas(template: TemplateId, scale: f32) -> Vec<[f32; 4]> {
    elements(template).iter().map(|element| area(element, scale)).collect()
}

pub fn pair_areas(template: TemplateId, scale: f32) -> Vec<[f32; 4]> {
    let pairs = elements(template).into_iter().filter(|element| element["kind"] == "pair");
    pairs.map(|element| area(&element, scale)).collect()
}

/// The text of one of the label's codes, by the standard and not by the code under test.
fn text(label: &LabelModel, field: &str) -> Option<String> {
    match (field, &label.code) {
        ("label", code) => Some(code.scan_text()),
        (_, LabelCode::Product(codes)) if codes.scheme == Scheme::Isbt128 => Some(
            match field {
                "blood_group" => "=%6200",
                "product" => "=<S1128VA0",
                "expiry" => "&>0460612359",
                "collection" => "&*0260610815",
                _ => panic!("{field}"),
            }
            .to_owned(),
        ),
        _ => None,
    }
}

fn holds(label: &LabelModel, element: &Value) -> bool {
    let licensed = matches!(&label.code, LabelCode::Product(codes) if codes.scheme == Scheme::Isbt128);
    match element["when"]["product"].as_str() {
        Some(wanted) => (wanted == "licensed") == licensed,
        None => true,
    }
}

/// The symbols that the label must have: kind and text.
fn expected(label: &LabelModel) -> Vec<(String, Value, Vec<String>)> {
    let mut found = Vec::new();
    for element in elements(label.template).into_iter().filter(|element| holds(label, element)) {
        let kind = element["kind"].as_str().unwrap().to_owned();
        let fields = match kind.as_str() {
            "linear" | "matrix" => vec![element["code"].as_str().unwrap_or("label").to_owned()],
            "pair" => ["left", "right"].map(|side| element[side].as_str().unwrap().to_owned()).into(),
            _ => continue,
        };
        let texts: Vec<String> = fields.iter().filter_map(|field| text(label, field)).collect();
        if !texts.is_empty() {
            found.push((kind, element, texts));
        }
    }
    found
}

/// Measures every symbol against ISBT 128 ST-001 6: module, quiet zone, height.
pub fn symbols(picture: &Picture, label: &LabelModel, scale: f32, name: &str, modules: Modules) {
    for (kind, element, texts) in expected(label) {
        let place = area(&element, scale);
        if kind == "matrix" {
            let side = Matrix::encode(&texts[0]).unwrap().side() as f32;
            let [left, top, right, bottom] =
                boxed(picture, place).unwrap_or_else(|| panic!("{name}: no matrix"));
            let (width, height) = ((right - left) as f32, (bottom - top) as f32);
            let module = width / side;
            assert!((width - height).abs() <= 1.0, "{name}: {width} x {height}");
            check_module(module, scale, (0.25, 1.0), modules, name);
            let quiet = [
                left as f32 - place[0],
                top as f32 - place[1],
                place[0] + place[2] - right as f32,
                place[1] + place[3] - bottom as f32,
            ];
            assert!(quiet.iter().all(|zone| *zone >= module), "{name}: quiet zone {quiet:?} of {module}");
            continue;
        }
        let Some(found) = bars(picture, place) else {
            assert_eq!(element["optional"], true, "{name}: no bars");
            continue;
        };
        let count: usize = texts.iter().map(|text| Code128::encode(text).unwrap().module_count()).sum();
        let gap = if texts.len() == 2 { *found.runs.iter().max().unwrap() } else { 0 };
        let module = (found.right - found.left - gap) as f32 / count as f32;
        check_module(module, scale, (0.17, 0.33), modules, name);
        if modules == Modules::WholeDots {
            let module = module as usize;
            assert!(found.runs.iter().all(|run| run % module == 0), "{name}: {:?} by {module}", found.runs);
        }
        let quiet = (found.left as f32 - place[0]).min(place[0] + place[2] - found.right as f32);
        assert!(quiet >= 10.0 * module - 1.0, "{name}: quiet zone {quiet} of {module}");
        assert!(place[3] / scale >= 5.0, "{name}: height");
    }
}

fn check_module(module: f32, scale: f32, (min, max): (f32, f32), modules: Modules, name: &str) {
    let mm = module / scale;
    assert!(mm >= min - 0.001 && mm <= max + 0.005, "{name}: module {mm} mm");
    if modules == Modules::WholeDots {
        assert!(module.fract() == 0.0, "{name}: module of {module} dots");
    }
}

/// What the decoders read must be exactly what the template says, no more and no less.
pub fn read(label: &LabelModel, name: &str, linear: &[String], matrix: &[String]) {
    let (mut bars, mut squares, mut may_miss) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, element, texts) in expected(label) {
        match kind.as_str() {
            "matrix" => squares.extend(texts),
            _ if element["optional"] == true => may_miss.extend(texts),
            _ => bars.extend(texts),
        }
    }
    for text in &bars {
        assert!(linear.contains(text), "{name}: {text} not in {linear:?}");
    }
    for text in linear {
        assert!(bars.contains(text) || may_miss.contains(text), "{name}: {text} is too much");
    }
    assert!(!matrix.is_empty(), "{name}: no matrix read");
    for text in matrix {
        assert!(squares.contains(text), "{name}: {text} is too much");
    }
}
