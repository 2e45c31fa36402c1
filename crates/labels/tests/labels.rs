//! Every template in both languages: printed words, and symbols read by decoders that are not ours.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

#[path = "support/common.rs"]
mod common;
#[path = "support/judge.rs"]
mod judge;
#[path = "support/sample_label.rs"]
mod sample_label;
#[path = "support/shape.rs"]
mod shape;

use common::{decode_linear, decode_matrix, extract, pages, raster};
use isbt128::{LocalCode, LocalKind, ScanKind, Scheme};
use judge::Picture;
use labels::{BankMode, LabelCode, LabelModel, Language, TemplateId, Templates, render_pdf};
use sample_label::{WAYS, label, longest};

/// Fine enough to measure modules.
const DPI: u32 = 400;

/// Reads, measures and looks for ink outside its place.
fn judge(label: &LabelModel) {
    let name = format!("{} {:?} {}", label.template.code(), label.language, label.code.scan_text());
    let pdf = render_pdf(std::slice::from_ref(label), common::fonts()).unwrap();
    let images = raster(&pdf, label.template.code(), DPI);
    assert_eq!(images.len(), 1, "{name}");
    shape::read(label, &name, &decode_linear(&images[0]), &decode_matrix(&images[0]));
    let scale = DPI as f32 / 25.4;
    let picture = Picture::open(&images[0]);
    shape::symbols(&picture, label, scale, &name, shape::Modules::Any);
    assert_eq!(picture.outside(&shape::areas(label.template, scale), 0.3 * scale), 0, "{name}");
}

#[test]
fn every_template_reads_back_by_other_decoders() {
    for (language, scheme) in WAYS {
        TemplateId::ALL.into_iter().for_each(|template| judge(&label(template, language, scheme)));
    }
}

#[test]
fn the_longest_names_stay_in_their_place() {
    for (language, scheme) in WAYS.into_iter().take(2) {
        TemplateId::ALL.into_iter().for_each(|template| judge(&longest(template, language, scheme)));
    }
}

#[test]
fn the_words_are_there() {
    for template in TemplateId::ALL {
        for (language, scheme) in [(Language::Chinese, Scheme::Local), (Language::English, Scheme::Isbt128)] {
            let label = label(template, language, scheme);
            let text = extract(&render_pdf(std::slice::from_ref(&label), common::fonts()).unwrap());
            let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let name = format!("{template:?} {language:?}: {text}");
            assert!(packed.contains("DEMO演示"), "{name}");
            if let LabelCode::Donation { din, .. } = &label.code {
                assert!(packed.contains(din.as_str()), "{name}");
                assert_eq!(packed.contains("LOCAL本地"), scheme == Scheme::Local, "{name}");
            }
            if matches!(template, TemplateId::Bag | TemplateId::Form) {
                assert!(packed.contains("𠮷龘㐂"), "{name}");
            }
            if matches!(template, TemplateId::Bag | TemplateId::CryoBag | TemplateId::ShippingBox) {
                assert!(packed.contains("HPC,CordBlood"), "{name}");
                let chinese = packed.contains("脐带血造血干细胞");
                assert!(chinese || language == Language::English, "{name}");
            }
        }
    }
}

#[test]
fn one_page_per_label_in_true_size_and_a_live_bank_shows_no_demo_mark() {
    let mut set: Vec<LabelModel> = TemplateId::ALL
        .into_iter()
        .map(|template| label(template, Language::Chinese, Scheme::Isbt128))
        .collect();
    for label in &mut set {
        label.mode = BankMode::Live;
    }
    let pdf = render_pdf(&set, common::fonts()).unwrap();
    let sizes = pages(&pdf);
    assert_eq!(sizes.len(), set.len());
    let tube = sizes[1];
    assert!((tube.0 - 50.0).abs() < 0.2 && (tube.1 - 25.0).abs() < 0.2, "{tube:?}");
    assert!(!extract(&pdf).contains("DEMO"));
}

#[test]
fn a_code_of_the_wrong_kind_is_refused() {
    let mut label = label(TemplateId::Bag, Language::Chinese, Scheme::Local);
    label.code = LabelCode::Local(LocalCode::new(LocalKind::Tank, "T1").unwrap());
    let error = render_pdf(&[label], common::fonts()).unwrap_err();
    assert_eq!(error.code(), "label.wrong_code");
}

/// The fonts remember what was printed before; the file must not show it.
#[test]
fn the_same_label_is_the_same_file_whatever_was_printed_before() {
    let one = label(TemplateId::Bag, Language::Chinese, Scheme::Local);
    let fresh = labels::Fonts::load_system().unwrap();
    let first = render_pdf(std::slice::from_ref(&one), &fresh).unwrap();
    let other = label(TemplateId::ShippingBox, Language::English, Scheme::Isbt128);
    render_pdf(&[other], &fresh).unwrap();
    let second = render_pdf(std::slice::from_ref(&one), &fresh).unwrap();
    // The trailer alone names each file by a random number.
    let body = |pdf: &[u8]| pdf[..pdf.windows(4).rposition(|window| window == b"/ID[").unwrap()].to_vec();
    assert!(body(&first) == body(&second));
}

#[test]
fn what_stands_beside_the_number_is_told_by_what_is_drawn() {
    let beside = |label: &LabelModel| Templates::default().beside_number(label).unwrap();
    let of = |template, scheme| label(template, Language::English, scheme);
    let product = Some((ScanKind::Product, "=<S1128VA0".to_owned()));
    assert_eq!(beside(&of(TemplateId::Compartment, Scheme::Isbt128)), product);
    let mut quadrants = of(TemplateId::Quadrants, Scheme::Isbt128);
    assert_eq!(beside(&quadrants), product);
    let LabelCode::Product(codes) = &mut quadrants.code else { unreachable!("of a product") };
    codes.product = None;
    let group = codes.blood_group.unwrap().scan_text();
    assert_eq!(beside(&quadrants), Some((ScanKind::BloodGroup, group)));
    // A compartment has no symbol of its blood group, a local number none beside it at all.
    let mut compartment = of(TemplateId::Compartment, Scheme::Isbt128);
    let LabelCode::Product(codes) = &mut compartment.code else { unreachable!("of a product") };
    codes.product = None;
    assert_eq!(beside(&compartment), None);
    for template in TemplateId::ALL {
        assert_eq!(beside(&of(template, Scheme::Local)), None, "{}", template.code());
    }
    assert_eq!(beside(&of(TemplateId::Bag, Scheme::Isbt128)), None);
}
