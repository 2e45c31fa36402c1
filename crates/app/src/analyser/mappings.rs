//! The mappings that ship with the program: templates that a bank confirms.

use domain::analyser::Mapping;
use std::sync::OnceLock;

const FILES: [&str; 4] = [
    include_str!("../../../../assets/analysers/sysmex-xn.json"),
    include_str!("../../../../assets/analysers/haematology-uncorrected.json"),
    include_str!("../../../../assets/analysers/blood-culture.json"),
    include_str!("../../../../assets/analysers/flow-cytometry.json"),
];

/// Every mapping.
#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
pub(crate) fn mappings() -> &'static [Mapping] {
    static MAPPINGS: OnceLock<Vec<Mapping>> = OnceLock::new();
    MAPPINGS.get_or_init(|| {
        FILES.iter().map(|file| serde_json::from_str(file).expect("a mapping of an analyser")).collect()
    })
}

/// The mapping of that code.
pub(crate) fn find(code: &str) -> Option<&'static Mapping> {
    mappings().iter().find(|mapping| mapping.code == code)
}

#[cfg(test)]
mod tests {
    use super::mappings;
    use crate::rule_set;
    use domain::rules::TestKind;
    use std::collections::BTreeSet;

    #[test]
    fn shipped_mappings_name_only_inputs_and_choices_that_there_are() {
        let rules = rule_set();
        for mapping in mappings() {
            let inputs: BTreeSet<&str> = mapping
                .inputs
                .iter()
                .map(|input| input.name.as_str())
                .chain(mapping.unit_inputs.iter().map(|input| input.name.as_str()))
                .collect();
            for rule in &mapping.numbers {
                let used = rule.sum.iter().chain(&rule.product).chain(&rule.corrected_for);
                for name in used {
                    assert!(inputs.contains(name.as_str()), "{}: {name}", mapping.code);
                }
            }
            for rule in &mapping.choices {
                let Some(test) = rules.test(&rule.test) else { continue };
                let TestKind::Choice { choices, .. } = &test.kind else { panic!("{}", rule.test) };
                for choice in rule.values.values() {
                    assert!(choices.iter().any(|known| known.code == *choice), "{}: {choice}", rule.test);
                }
            }
            let tests =
                mapping.numbers.iter().map(|rule| &rule.test).chain(mapping.choices.iter().map(|r| &r.test));
            let known = tests.filter(|test| rules.test(test).is_some()).count();
            assert!(known > 0, "{} reports no test of the profile", mapping.code);
        }
    }
}
