//! The rules that the tests judge by: one place that names every field of a rule set.

use domain::rules::{RuleSet, Sop, SopFile};
use std::sync::Arc;

/// The rules of a bank with that norm profile and these procedures, each with its digest. A test says what else it wants by
/// `RuleSet { .., ..rules(..) }`.
pub fn rules(norm: &str, procedures: &[(&str, &str)]) -> RuleSet {
    let file = |(text, digest): &(&str, &str)| {
        let sop = Sop::parse(text).unwrap();
        Arc::new(SopFile { sop, digest: (*digest).to_owned(), drawn_by: None })
    };
    RuleSet {
        version: 1,
        norm: serde_json::from_str(norm).unwrap(),
        norm_digest: String::new(),
        beside: Vec::new(),
        norms: Vec::new(),
        freezing: Vec::new(),
        sops: procedures.iter().map(file).collect(),
        questionnaire: serde_json::from_str(include_str!("../../../../assets/questionnaires/health-v1.json"))
            .unwrap(),
        rejection_reasons: Vec::new(),
        deviation_categories: Vec::new(),
        deviation_causes: Vec::new(),
        environment: Vec::new(),
        returned: std::collections::BTreeMap::new(),
    }
}
