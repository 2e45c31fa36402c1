//! Every template as ZPL at every resolution: rendered by a renderer that is not ours, read by decoders that are not
//! ours, and measured dot by dot.

#[path = "support/common.rs"]
mod common;
#[path = "support/judge.rs"]
mod judge;
#[path = "support/sample_label.rs"]
mod sample_label;
#[path = "support/shape.rs"]
mod shape;

use common::{decode_linear, decode_matrix};
use isbt128::Scheme;
use judge::Picture;
use labels::{Dpi, Fonts, LabelModel, Language, Rotation, TemplateId, ZplOptions, zpl};
use sample_label::{WAYS, label, longest};

/// Every template in the first so many ways.
fn all(make: fn(TemplateId, Language, Scheme) -> LabelModel, ways: usize) -> Vec<LabelModel> {
    let ways = WAYS.into_iter().take(ways);
    ways.flat_map(|(language, scheme)| TemplateId::ALL.map(|id| make(id, language, scheme))).collect()
}

/// Reads, measures and looks for ink outside its place.
fn judge(labels: &[LabelModel], dpi: Dpi) {
    for (label, path) in labels.iter().zip(judge::render(labels, dpi, Rotation::Upright)) {
        let name = format!(
            "{} {:?} {} {dpi:?} {path:?}",
            label.template.code(),
            label.language,
            label.code.scan_text()
        );
        let picture = Picture::open(&path);
        let scale = dpi.dots_per_mm();
        shape::symbols(&picture, label, scale, &name, shape::Modules::WholeDots);
        assert_eq!(picture.outside(&shape::areas(label.template, scale), 0.3 * scale), 0, "{name}");
        shape::read(label, &name, &decode_linear(&path), &decode_matrix(&path));
    }
}

#[test]
fn at_203_dpi() {
    judge(&all(label, 4), Dpi::Dpi203);
}

#[test]
fn at_300_dpi() {
    judge(&all(label, 4), Dpi::Dpi300);
}

#[test]
fn at_600_dpi() {
    judge(&all(label, 2), Dpi::Dpi600);
}

#[test]
fn the_longest_names_stay_in_their_place() {
    judge(&all(longest, 2), Dpi::Dpi203);
    judge(&all(longest, 2), Dpi::Dpi300);
}

#[test]
fn turned_labels_read_the_same() {
    let labels: Vec<_> = TemplateId::ALL.map(|id| label(id, Language::Chinese, Scheme::Local)).into();
    let upright = judge::render(&labels, Dpi::Dpi300, Rotation::Upright);
    for rotation in [Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarters] {
        let turned = judge::render(&labels, Dpi::Dpi300, rotation);
        for ((label, upright), turned) in labels.iter().zip(&upright).zip(&turned) {
            let name = format!("{} {rotation:?}", label.template.code());
            let (a, b) = (Picture::open(upright), Picture::open(turned));
            let at = |x: usize, y: usize| match rotation {
                Rotation::Upright => (x, y),
                Rotation::Quarter => (a.height - 1 - y, x),
                Rotation::Half => (a.width - 1 - x, a.height - 1 - y),
                Rotation::ThreeQuarters => (y, a.width - 1 - x),
            };
            let pixels = (0..a.height).flat_map(|y| (0..a.width).map(move |x| (x, y)));
            let differ = pixels.filter(|(x, y)| {
                let (to_x, to_y) = at(*x, *y);
                a.is_black(*x, *y) != b.is_black(to_x, to_y)
            });
            assert_eq!(differ.collect::<Vec<_>>(), [], "{name}");
            assert_eq!(decode_matrix(turned), [label.code.scan_text()], "{name}");
        }
    }
}

#[test]
fn copies_are_told_to_the_printer() {
    let one = label(TemplateId::Tube, Language::English, Scheme::Isbt128);
    let copies = std::num::NonZeroU32::new(7).unwrap();
    let options = ZplOptions { copies, ..ZplOptions::new(Dpi::Dpi203) };
    let text = String::from_utf8(zpl(&[one.clone(), one], common::fonts(), options).unwrap()).unwrap();
    assert_eq!(text.matches("^PQ7,0,0,N").count(), 2);
    assert_eq!((text.matches("^XA").count(), text.matches("^XZ").count()), (2, 2));
}

/// A code too long for the place at this resolution, though not for a PDF.
#[test]
fn a_symbol_too_fine_for_the_dots_names_template_symbol_and_resolution() {
    let mut one = label(TemplateId::CryoBagSmall, Language::English, Scheme::Isbt128);
    let own = labels::Templates::source(one.template).replace("[0, 1, 49, 6.8]", "[0, 1, 39, 6.8]");
    let own = labels::Template::parse("ours", &own).unwrap();
    let templates = labels::Templates::default().with(one.template, own);
    let fonts: &Fonts = common::fonts();
    assert!(templates.render_pdf(std::slice::from_ref(&one), fonts).is_ok());
    let refused = |label: &LabelModel, dpi| {
        templates.zpl(std::slice::from_ref(label), fonts, ZplOptions::new(dpi)).unwrap_err()
    };
    let error = refused(&one, Dpi::Dpi203);
    assert_eq!(error.code(), "label.symbol_dots");
    let params: Vec<(&str, String)> = error.params();
    for expected in [
        ("template", "ours"),
        ("symbol", "code128"),
        ("dpi", "203"),
        ("needed_dots", "310"),
        ("available_dots", "285"),
    ] {
        assert!(params.contains(&(expected.0, expected.1.to_owned())), "{params:?}");
    }
    assert_eq!(refused(&one, Dpi::Dpi300).code(), "label.symbol_dots");
    assert!(templates.zpl(std::slice::from_ref(&one), fonts, ZplOptions::new(Dpi::Dpi600)).is_ok());
    one.template = TemplateId::Badge;
    assert_eq!(refused(&one, Dpi::Dpi600).code(), "label.wrong_code");
}

/// Two symbols side by side may be read in one sweep: the gap is 36X, give or take 16X (ISBT 128 ST-001 10.1).
#[test]
fn the_pairs_of_the_quadrants_stand_36_modules_apart() {
    let one = label(TemplateId::Quadrants, Language::Chinese, Scheme::Isbt128);
    for dpi in Dpi::ALL {
        let path = &judge::render(std::slice::from_ref(&one), dpi, Rotation::Upright)[0];
        let picture = Picture::open(path);
        for area in shape::pair_areas(one.template, dpi.dots_per_mm()) {
            let found = judge::bars(&picture, area).unwrap();
            let module = *found.runs.iter().min().unwrap();
            let gap = *found.runs.iter().max().unwrap() / module;
            assert!((20..=52).contains(&gap), "{dpi:?}: {gap}");
        }
        let lines = decode_linear(path);
        for expected in ["=A99992600012300", "=%6200", "=<S1128VA0", "&>0460612359", "&*0260610815"] {
            assert!(lines.iter().any(|line| line == expected), "{dpi:?} {expected}: {lines:?}");
        }
    }
}
