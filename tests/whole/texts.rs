//! Every code that a person may meet has a text in both languages.

use serde_json::{Map, Value};

fn texts(language: &str) -> Map<String, Value> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/texts").join(language);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_code_has_a_text_in_both_languages() {
    let domain = domain::Code::ALL.iter().map(|code| code.as_str());
    let sync = sync::Code::ALL.iter().map(|code| code.as_str());
    let others = [
        "sync.unreachable",
        "sync.address",
        "sync.answer",
        "sync.forged",
        "sync.refused",
        "printer.job_name",
        "printer.folder",
        "printer.address",
        "printer.connect",
        "printer.stalled",
        "printer.broken",
        "printer.status_silent",
        "printer.status_unreadable",
        "printer.device",
        "printer.device_stalled",
        "printer.device_broken",
        "printer.device_silent",
        "printer.device_unreadable",
        "scanner.missing",
        "scanner.open",
        "analyser.port",
        "analyser.unreachable",
        "analyser.serial",
        "analyser.stranger",
        "analyser.hung_up",
        "analyser.checksum",
        "analyser.frame",
        "analyser.too_long",
        "analyser.broken_off",
        "analyser.declined",
        "printer.cups_missing",
        "printer.cups_refused",
        "printer.cups_stalled",
        "font.character",
        "font.missing",
        "font.unreadable",
        "font.invalid",
        "label.template",
        "label.wrong_code",
        "label.symbol",
        "label.symbol_space",
        "label.symbol_dots",
    ];
    let codes: Vec<&str> = domain
        .chain(sync)
        .chain(app::CODES.iter().copied())
        .chain(store::StoreError::CODES.iter().copied())
        .chain(devices::KeyringError::CODES.iter().copied())
        .chain(store::backup::BackupError::CODES.iter().copied())
        .chain(isbt128::ScanError::CODES)
        .chain(isbt128::Refusal::CODES)
        .chain(others)
        .collect();
    for language in ["zh-CN.json", "en.json"] {
        let texts = texts(language);
        let missing: Vec<&&str> = codes.iter().filter(|code| !texts.contains_key(**code)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

#[test]
fn every_character_that_a_code_may_want_has_words_in_both_languages() {
    let texts = isbt128::exercise::Exercise::new(2).take(200_000);
    let wanted: std::collections::BTreeSet<&str> = texts
        .filter_map(|text| match isbt128::parse_scan(&text) {
            Err(isbt128::ScanError::Character { expected, .. }) => Some(expected),
            _ => None,
        })
        .collect();
    assert!(wanted.len() >= 15, "{wanted:?}");
    for language in ["zh-CN.json", "en.json"] {
        let path =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/shared/locales").join(language);
        let texts: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let words = texts["vocab"]["ScanCharacter"].as_object().unwrap();
        let missing: Vec<&&str> = wanted.iter().filter(|word| !words.contains_key(**word)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}
