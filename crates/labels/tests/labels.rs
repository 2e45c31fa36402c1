//! Every template in both languages: printed words, and symbols read by decoders that are not ours.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

#[path = "support/common.rs"]
mod common;

use common::{decode_linear, decode_matrix, extract, pages, raster};
use isbt128::{DonationNumber, Flags, LocalCode, LocalKind, Scheme};
use labels::{BankMode, LabelCode, LabelModel, LabelTexts, Language, TemplateId, render_pdf};

const CENTRE: &str = "广东省妇幼保健院番禺院区产科采集点 𠮷龘㐂";

fn code(template: TemplateId, scheme: Scheme) -> LabelCode {
    let flags = match template {
        TemplateId::Position => return local(LocalKind::Position, "GZ/T012/R03/L2/S14"),
        TemplateId::ShippingBox => return local(LocalKind::Box, "BOX-2026-000123"),
        TemplateId::Tube => Flags::TEST_TUBE,
        TemplateId::MaternalTube => Flags::MATERNAL_TUBE,
        TemplateId::Form => Flags::FORM,
        _ => Flags::NONE,
    };
    LabelCode::Donation { din: DonationNumber::parse("W000016428175").unwrap(), flags, scheme }
}

fn local(kind: LocalKind, text: &str) -> LabelCode {
    LabelCode::Local(LocalCode::new(kind, text).unwrap())
}

fn texts() -> LabelTexts {
    LabelTexts {
        bank: "广东省脐带血造血干细胞库".into(),
        collection_centre: CENTRE.into(),
        collected_at: "2026-11-21 08:15 (00:15 UTC)".into(),
        frozen_at: "2026-11-22 10:40".into(),
        anticoagulant: "CPD 35 mL".into(),
        volume: "92.2 mL".into(),
        modifier: "定向供者 Directed donor".into(),
        blood_group: "A RhD+".into(),
        purpose: "EDTA 5 mL".into(),
        temperature: "≤ −150 °C".into(),
        warning: "检疫中 QUARANTINE".into(),
        position: "GZ/T012/R03/L2/S14".into(),
        sender: "广州市第一人民医院 Guangzhou First People's Hospital, 广州市越秀区盘福路1号".into(),
        recipient: "广东省脐带血造血干细胞库 Guangdong Cord Blood Bank, 广州市萝岗区科学城揽月路".into(),
        count: "3 units".into(),
    }
}

fn label(template: TemplateId, language: Language, scheme: Scheme) -> LabelModel {
    LabelModel { template, language, code: code(template, scheme), mode: BankMode::Demo, texts: texts() }
}

#[test]
fn every_template_reads_back_by_other_decoders() {
    for template in TemplateId::ALL {
        for (language, scheme) in [(Language::Chinese, Scheme::Local), (Language::English, Scheme::Isbt128)] {
            let label = label(template, language, scheme);
            let pdf = render_pdf(std::slice::from_ref(&label), common::fonts()).unwrap();
            let intended = label.code.scan_text();
            let images = raster(&pdf, template.code(), 400);
            assert_eq!(images.len(), 1);
            let name = format!("{template:?} {language:?}");
            assert_eq!(decode_matrix(&images[0]), std::slice::from_ref(&intended), "{name}");
            let linear = decode_linear(&images[0]);
            if template != TemplateId::Position || !linear.is_empty() {
                assert_eq!(linear, [intended], "{name}");
            }
        }
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
fn words_never_leave_the_page() {
    let long = "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿图什市妇幼保健计划生育服务中心".repeat(3);
    let texts = LabelTexts {
        bank: long.clone(),
        collection_centre: long.clone(),
        anticoagulant: long.clone(),
        position: "A".repeat(40),
        sender: long.clone(),
        purpose: long.clone(),
        warning: long,
        ..texts()
    };
    for template in TemplateId::ALL {
        let label = LabelModel { texts: texts.clone(), ..label(template, Language::Chinese, Scheme::Local) };
        let pdf = render_pdf(std::slice::from_ref(&label), common::fonts()).unwrap();
        let size = pages(&pdf)[0];
        for word in common::words(&pdf) {
            let inside = word.0 >= 0.0 && word.1 <= size.0 + 0.1;
            assert!(inside, "{template:?}: {word:?} on {size:?}");
        }
        assert_eq!(decode_matrix(&raster(&pdf, "long", 400)[0]), [label.code.scan_text()]);
    }
}

#[test]
fn a_code_of_the_wrong_kind_is_refused() {
    let mut label = label(TemplateId::Bag, Language::Chinese, Scheme::Local);
    label.code = local(LocalKind::Tank, "T1");
    let error = render_pdf(&[label], common::fonts()).unwrap_err();
    assert_eq!(error.code(), "label.wrong_code");
}
