//! Writes PDFs of every label and of certificates into the folder given as argument, for the eye: `cargo run --example gallery DIR`.

#[path = "../tests/support/sample.rs"]
mod sample;

use std::error::Error;

use isbt128::{DonationNumber, Flags, LocalCode, LocalKind, Scheme};
use labels::{BankMode, Fonts, LabelCode, LabelModel, LabelTexts, Language, TemplateId, render_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    let fonts = Fonts::load_system()?;
    let texts = LabelTexts {
        bank: "广东省脐带血造血干细胞库".into(),
        collection_centre: "广东省妇幼保健院番禺院区产科".into(),
        collected_at: "2026-11-21 08:15".into(),
        frozen_at: "2026-11-22 10:40".into(),
        anticoagulant: "CPD 35 mL".into(),
        volume: "92.2 mL".into(),
        modifier: "公共库 Public".into(),
        blood_group: "A RhD+".into(),
        purpose: "EDTA 5 mL".into(),
        temperature: "≤ −150 °C".into(),
        warning: "检疫中 QUARANTINE".into(),
        position: "GZ/T012/R03/L2/S14".into(),
        sender: "广州市第一人民医院，广州市越秀区盘福路1号".into(),
        recipient: "广东省脐带血造血干细胞库，广州市科学城揽月路".into(),
        count: "3".into(),
    };
    let din = DonationNumber::parse("A999926000123")?;
    let mut labels = Vec::new();
    for (language, scheme, mode) in [
        (Language::Chinese, Scheme::Local, BankMode::Demo),
        (Language::English, Scheme::Isbt128, BankMode::Live),
    ] {
        for template in TemplateId::ALL {
            let flags = match template {
                TemplateId::Tube => Flags::TEST_TUBE,
                TemplateId::MaternalTube => Flags::MATERNAL_TUBE,
                TemplateId::Form => Flags::FORM,
                _ => Flags::NONE,
            };
            let code = match template {
                TemplateId::Position => {
                    LabelCode::Local(LocalCode::new(LocalKind::Position, "GZ/T012/R03/L2/S14")?)
                }
                TemplateId::ShippingBox => {
                    LabelCode::Local(LocalCode::new(LocalKind::Box, "BOX-2026-000123")?)
                }
                _ => LabelCode::Donation { din, flags, scheme },
            };
            labels.push(LabelModel { template, language, code, mode, texts: texts.clone() });
        }
    }
    std::fs::write(folder.join("labels.pdf"), render_pdf(&labels, &fonts)?)?;
    let mut certificate = sample::certificate(din);
    std::fs::write(folder.join("certificate.pdf"), labels::render_certificate(&certificate, &fonts)?)?;
    certificate.mode = BankMode::Demo;
    certificate.scheme = Scheme::Isbt128;
    certificate.issue = labels::certificate::Issue::Copy(2);
    std::fs::write(folder.join("demo-copy.pdf"), labels::render_certificate(&certificate, &fonts)?)?;
    Ok(())
}
