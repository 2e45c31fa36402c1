//! The release certificate as other programs read it.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

#[path = "support/common.rs"]
mod common;
#[path = "support/sample.rs"]
mod sample;

use common::{decode_linear, decode_matrix, extract, fonts, pages, raster};
use isbt128::{DonationNumber, Flags, scan_text};
use labels::certificate::{Issue, StepRow, Verdict};
use labels::document::Bilingual;
use labels::{BankMode, ReleaseCertificate, render_certificate};

fn certificate() -> ReleaseCertificate {
    sample::certificate(DonationNumber::parse("A999926000123").unwrap())
}

fn packed(pdf: &[u8]) -> String {
    extract(pdf).chars().filter(|c| !c.is_whitespace()).collect()
}

// requirement: 11.50(b)
#[test]
fn number_results_and_names_can_be_extracted() {
    let text = packed(&render_certificate(&certificate(), fonts()).unwrap());
    for wanted in [
        "A999926000123P",
        "放行证明Releasecertificate",
        "RC-2026-000123v1",
        "有核细胞总数",
        "12.6×10",
        "CD34+cells",
        "王敏",
        "李龘LiDa",
        "陈𠮷祥",
        "何㐂",
        "2026-11-2115:02:09+08:00",
        "(2026-11-2107:02:09UTC)",
        "4e07408562bedb8b",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "GZ-LAB-01#48213",
        "T012/R03/L2/S14",
        "NC-0031",
        "LOCAL本地编号",
        "准予放行",
        "Page1of",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    for unwanted in ["〓", "DEMO", "COPY"] {
        assert!(!text.contains(unwanted), "{unwanted}");
    }
}

#[test]
fn both_symbols_carry_the_number() {
    let certificate = certificate();
    let pdf = render_certificate(&certificate, fonts()).unwrap();
    let first = &raster(&pdf, "certificate", 200)[0];
    let intended = scan_text(&certificate.din, Flags::FORM, certificate.scheme);
    assert_eq!(decode_linear(first), std::slice::from_ref(&intended));
    assert_eq!(decode_matrix(first), [intended]);
}

#[test]
fn every_page_says_copy_demo_and_its_number() {
    let certificate = ReleaseCertificate { issue: Issue::Copy(2), mode: BankMode::Demo, ..certificate() };
    let pdf = render_certificate(&certificate, fonts()).unwrap();
    let count = pages(&pdf).len();
    let text = packed(&pdf);
    assert_eq!(text.matches("补打COPY2").count(), count);
    assert!(text.matches("DEMO演示").count() >= count);
    for page in 1..=count {
        assert!(text.contains(&format!("第{page}页，共{count}页")), "{text}");
    }
    assert_eq!(text.matches("9f86d081884c7d65").count(), count + 1, "at each foot, and in the seal");
}

#[test]
fn a_failed_result_is_never_called_a_plain_release() {
    let mut certificate = certificate();
    certificate.results[1].verdict = Verdict::Fail;
    let text = packed(&render_certificate(&certificate, fonts()).unwrap());
    assert!(text.contains("例外放行") && text.contains("不合格"));
    assert!(!text.contains("meetsthereleasecriteria"));
}

#[test]
fn a_long_table_breaks_between_rows_and_repeats_its_head() {
    let mut certificate = certificate();
    certificate.steps = (1..=200)
        .map(|i| StepRow {
            name: Bilingual::new(format!("步骤编号{i:03}"), "Step"), ..StepRow::default()
        })
        .collect();
    let pdf = render_certificate(&certificate, fonts()).unwrap();
    let text = packed(&pdf);
    for i in 1..=200 {
        assert_eq!(text.matches(&format!("步骤编号{i:03}")).count(), 1);
    }
    assert!(pages(&pdf).len() > 6);
    assert!(text.matches("Performedby").count() > 6);
    for word in common::words(&pdf) {
        assert!(word.0 >= 0.0 && word.1 <= 210.0, "{word:?}");
    }
}

#[test]
fn a_nearly_empty_certificate_still_prints() {
    let mut certificate = certificate();
    certificate.steps.clear();
    certificate.results.clear();
    certificate.markers.clear();
    certificate.locations.clear();
    certificate.deviations.clear();
    certificate.signatures.clear();
    let text = packed(&render_certificate(&certificate, fonts()).unwrap());
    assert_eq!(text.matches("无None").count(), 5);
}
