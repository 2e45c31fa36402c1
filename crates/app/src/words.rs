//! Words of the audit trail, from a data file: kinds of records, fields, reports, columns of exports.

use api::wire::BilingualText;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

type Words = BTreeMap<String, BilingualText>;

/// Every word that the audit trail says on screens and papers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditWords {
    pub(crate) title: BilingualText,
    pub(crate) reports: Words,
    pub(crate) columns: Words,
    pub(crate) filter: Words,
    pub(crate) doubts: Words,
    pub(crate) fields: Words,
    pub(crate) units: BTreeMap<String, String>,
    pub(crate) vocabulary: BTreeMap<String, Words>,
    pub(crate) gestation: BilingualText,
    pub(crate) warnings: Words,
    pub(crate) unknown_kind: BilingualText,
    pub(crate) kinds: Words,
}

/// The words.
///
/// # Panics
/// Where the shipped file does not parse, which a test rules out.
#[expect(clippy::expect_used, reason = "the file is part of the program; a test parses it")]
pub(crate) fn audit_words() -> &'static AuditWords {
    static WORDS: OnceLock<AuditWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        serde_json::from_str(include_str!("../../../assets/audit/words.json")).expect("words of the audit")
    })
}

/// The same text in both languages.
pub(crate) fn same(text: impl Into<String>) -> BilingualText {
    let zh = text.into();
    BilingualText { en: zh.clone(), zh }
}

/// The words for a code; the code itself where there are none.
pub(crate) fn named(words: &Words, code: &str) -> BilingualText {
    words.get(code).cloned().unwrap_or_else(|| same(code))
}

/// What a kind of record is called; of one that a newer program wrote, that this one does not know it.
pub(crate) fn kind_name(kind: &str) -> BilingualText {
    let words = audit_words();
    let fill = |text: &str| text.replace("{kind}", kind);
    let unknown = || BilingualText { zh: fill(&words.unknown_kind.zh), en: fill(&words.unknown_kind.en) };
    words.kinds.get(kind).cloned().unwrap_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_record_has_words_in_both_languages() {
        let words = audit_words();
        for (kind, _) in domain::Record::KINDS {
            let found = words.kinds.get(*kind);
            assert!(found.is_some_and(|text| !text.zh.is_empty() && !text.en.is_empty()), "{kind}");
        }
    }
}
