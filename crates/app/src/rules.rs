//! The rules that ship with the program: templates that a bank confirms or replaces.

use domain::rules::RuleSet;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, OnceLock};

/// Version of the shipped rule set, recorded with every entry.
const VERSION: u32 = 1;

const NORM: &str = include_str!("../../../assets/norms/template-cn-v1.json");
const SOP: &str = include_str!("../../../assets/sops/processing-hes-v1.json");

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
            norm_digest: digest(NORM),
            sop: serde_json::from_str(SOP).expect("SOP"),
            sop_digest: digest(SOP),
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

/// What an approval names: SHA-256 of the data file.
fn digest(file: &str) -> String {
    Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn shipped_files_parse_and_have_enough_steps() {
        let rules = super::rule_set();
        assert!(rules.sop.steps.len() >= 8);
        assert!(rules.norm.tests.len() >= 10);
        assert!(rules.norm.unconfirmed() > 0);
    }
}
