//! HLA types of the demo bank: invented pairs of alleles that are common in China.

use super::Dice;
use domain::ResultState;
use domain::record::ResultRecorded;
use domain::rules::{RuleSet, TestDefinition, TestKind, TextRule, TextShape};

const ALLELES: [(&str, &[&str]); 5] = [
    ("A", &["02:01", "02:07", "11:01", "24:02", "33:03"]),
    ("B", &["13:01", "15:02", "40:01", "46:01", "58:01"]),
    ("C", &["01:02", "03:02", "03:04", "07:02", "08:01"]),
    ("DRB1", &["03:01", "08:03", "09:01", "12:02", "15:01"]),
    ("DQB1", &["02:01", "03:01", "03:03", "05:02", "06:01"]),
];

/// A value of the shape.
pub(super) fn typed(dice: &mut Dice, rule: &TextRule) -> String {
    let TextShape::HlaAlleles(locus) = &rule.shape;
    let known =
        ALLELES.iter().find(|(name, _)| name == locus).map(|(_, alleles)| *alleles).unwrap_or_default();
    let mut allele = || dice.pick(known).map(|allele| format!("{locus}*{allele}"));
    let pair = allele().zip(allele()).map(|(one, other)| format!("{one},{other}"));
    pair.and_then(|pair| rule.read(&pair).ok()).unwrap_or_else(|| rule.example())
}

/// The types of a unit at every locus that the profile names. They take nothing from the choices of its story.
pub(super) fn types(dice: &Dice, rules: &RuleSet) -> Vec<ResultRecorded> {
    let mut aside = dice.aside(2);
    let of = |test: &TestDefinition| match &test.kind {
        TestKind::Text(rule) => Some(ResultRecorded {
            test: test.code.clone(),
            number: None,
            choice: Some(typed(&mut aside, rule)),
            unit: String::new(),
            method: test.method.clone(),
            state: ResultState::Final,
            correction_reason: None,
        }),
        _ => None,
    };
    rules.norm.tests.iter().filter_map(of).collect()
}
