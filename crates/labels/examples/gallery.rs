//! Writes every label and certificates as PDF, and every label as ZPL at 203, 300 and 600 dpi, into the folder given as
//! argument, for the eye: `cargo run --example gallery DIR`.

#[path = "../tests/support/sample.rs"]
mod sample;
#[path = "../tests/support/sample_label.rs"]
mod sample_label;

use std::error::Error;

use isbt128::{DonationNumber, Scheme};
use labels::{BankMode, Dpi, Fonts, Rotation, TemplateId, ZplOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::load_system()?;
    for template in TemplateId::ALL {
        for (language, scheme) in sample_label::WAYS.into_iter().take(2) {
            let name = format!("{}-{}", template.code(), if scheme == Scheme::Local { "zh" } else { "en" });
            let mut label = sample_label::label(template, language, scheme);
            if scheme == Scheme::Isbt128 {
                label.mode = BankMode::Live;
            }
            let label = std::slice::from_ref(&label);
            std::fs::write(folder.join(format!("{name}.pdf")), labels::render_pdf(label, &fonts)?)?;
            for dpi in Dpi::ALL {
                let zpl = labels::zpl(label, &fonts, ZplOptions::new(dpi))?;
                std::fs::write(folder.join(format!("{name}-{}.zpl", dpi.per_inch())), zpl)?;
            }
            let turned = ZplOptions { rotation: Rotation::Quarter, ..ZplOptions::new(Dpi::Dpi300) };
            std::fs::write(
                folder.join(format!("{name}-300-turned.zpl")),
                labels::zpl(label, &fonts, turned)?,
            )?;
        }
    }
    let mut certificate = sample::certificate(DonationNumber::parse("A999926000123")?);
    std::fs::write(folder.join("certificate.pdf"), labels::render_certificate(&certificate, &fonts)?)?;
    certificate.mode = BankMode::Demo;
    certificate.scheme = Scheme::Isbt128;
    certificate.issue = labels::certificate::Issue::Copy(2);
    std::fs::write(folder.join("demo-copy.pdf"), labels::render_certificate(&certificate, &fonts)?)?;
    Ok(())
}
