//! Measures what a bank feels: one label as PDF and as ZPL, a batch of kit sets, a certificate. JSON on standard
//! output: `cargo run --release --example bench`.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and prints"
)]

#[path = "../tests/support/sample.rs"]
mod sample;
#[path = "../tests/support/sample_label.rs"]
mod sample_label;

use std::error::Error;
use std::time::Instant;

use isbt128::{DonationNumber, Scheme};
use labels::{BankMode, Dpi, Fonts, KitSet, Language, TemplateId, ZplOptions};

const KITS: u32 = 1_000;

fn median_ms(
    runs: usize,
    mut work: impl FnMut() -> Result<usize, labels::LabelError>,
) -> Result<f64, Box<dyn Error>> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        if work()? == 0 {
            return Err("nothing was made".into());
        }
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[runs / 2])
}

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let fonts = Fonts::load_system()?;
    println!(
        "{{\"name\": \"load the fonts\", \"median\": {:.3}, \"unit\": \"ms\"}}",
        start.elapsed().as_secs_f64() * 1e3
    );
    let say =
        |name: &str, ms: f64| println!("{{\"name\": \"{name}\", \"median\": {ms:.3}, \"unit\": \"ms\"}}");
    let kits = KitSet::standard()?;
    let texts = sample_label::texts(TemplateId::Bag, Language::Chinese);
    let mut batch = Vec::new();
    for serial in 1..=KITS {
        let din = DonationNumber::parse(&format!("A999926{serial:06}"))?;
        batch.extend(kits.models((din, Scheme::Local), Language::Chinese, BankMode::Live, &texts));
    }
    for id in [TemplateId::Bag, TemplateId::Tube, TemplateId::Quadrants] {
        let label = [sample_label::label(id, Language::Chinese, Scheme::Isbt128)];
        say(
            &format!("first {} as PDF", id.code()),
            median_ms(1, || Ok(labels::render_pdf(&label, &fonts)?.len()))?,
        );
        say(
            &format!("{} as PDF", id.code()),
            median_ms(101, || Ok(labels::render_pdf(&label, &fonts)?.len()))?,
        );
        for dpi in Dpi::ALL {
            let options = ZplOptions::new(dpi);
            let name = format!("{} as ZPL {}", id.code(), dpi.per_inch());
            say(&format!("first {name}"), median_ms(1, || Ok(labels::zpl(&label, &fonts, options)?.len()))?);
            say(&name, median_ms(101, || Ok(labels::zpl(&label, &fonts, options)?.len()))?);
        }
    }
    let name = format!("{KITS} kit sets, {} labels, as", batch.len());
    say(&format!("{name} PDF"), median_ms(3, || Ok(labels::render_pdf(&batch, &fonts)?.len()))?);
    for dpi in Dpi::ALL {
        let options = ZplOptions::new(dpi);
        say(
            &format!("{name} ZPL {}", dpi.per_inch()),
            median_ms(3, || Ok(labels::zpl(&batch, &fonts, options)?.len()))?,
        );
    }
    let certificate = sample::certificate(DonationNumber::parse("A999926000123")?);
    say("certificate", median_ms(21, || Ok(labels::render_certificate(&certificate, &fonts)?.len()))?);
    Ok(())
}
