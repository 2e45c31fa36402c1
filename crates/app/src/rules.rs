//! The rules that ship with the program: templates that a bank confirms or replaces.

use domain::rules::{RuleSet, SopFile};
use std::sync::{Arc, OnceLock};

/// Version of the shipped rule set, recorded with every entry.
const VERSION: u32 = 1;

const NORM: &str = include_str!("../../../assets/norms/template-cn-v1.json");
/// The shipped SOPs; the first one is what units are worked by that nothing says otherwise of.
const SOPS: [&str; 3] = [
    include_str!("../../../assets/sops/processing-hes-v1.json"),
    include_str!("../../../assets/sops/cord-blood-banking-v1.json"),
    // The same, and what sort of equipment and material each scan is to be.
    include_str!("../../../assets/sops/cord-blood-banking-v2.json"),
];

/// The rule set in force.
///
/// # Panics
/// Where a shipped file does not parse, which a test rules out.
#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
#[must_use]
pub fn rule_set() -> Arc<RuleSet> {
    static RULES: OnceLock<Arc<RuleSet>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        Arc::new(RuleSet {
            version: VERSION,
            norm: serde_json::from_str(NORM).expect("norm profile"),
            norm_digest: crate::procedures::digest(NORM),
            sops: SOPS.iter().map(|text| Arc::new(shipped(text))).collect(),
            questionnaire: serde_json::from_str(include_str!(
                "../../../assets/questionnaires/health-v1.json"
            ))
            .expect("questionnaire"),
            rejection_reasons: serde_json::from_str(include_str!(
                "../../../assets/picklists/rejection-reasons.json"
            ))
            .expect("pick-list"),
        })
    });
    Arc::clone(rules)
}

#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
fn shipped(text: &str) -> SopFile {
    let sop = serde_json::from_str(text).expect("SOP");
    SopFile { sop, digest: crate::procedures::digest(text), drawn_by: None }
}

/// The text of a shipped SOP.
pub(crate) fn shipped_text(digest: &str) -> Option<&'static str> {
    SOPS.into_iter().find(|text| crate::procedures::digest(text) == digest)
}

#[cfg(test)]
mod tests {
    #[test]
    fn shipped_files_parse_and_have_enough_steps() {
        let rules = super::rule_set();
        for text in super::SOPS {
            domain::rules::Sop::parse(text).unwrap();
        }
        assert_eq!(rules.sops[1].sop.steps.len(), 56, "facts/domain.md 1.3");
        assert!(rules.norm.tests.len() >= 10);
        assert!(rules.norm.unconfirmed() > 0);
    }
}
