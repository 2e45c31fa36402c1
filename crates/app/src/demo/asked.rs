//! Results of the demo bank that not every unit needs and that its procedure asks for all the same.

use super::Dice;
use domain::record::ResultRecorded;
use domain::rules::{RuleSet, Sop, TestDefinition, TestKind};
use domain::{Measure, ResultState, Verdict};

/// What is measured of a product, in tenths: from, to.
const MEASURED: [(&str, u32, u32); 7] = [
    ("mnc_post", 30, 90),
    ("hct_post", 150, 350),
    ("hgb_post", 500, 1_200),
    ("plt_post", 2_000, 9_000),
    ("nrbc_post", 20, 150),
    ("cd34_viability_post", 930, 995),
    ("cfu_gm", 40, 140),
];

/// A result that stops nothing of each test that a step of the procedure asks for and the first version of the profile has not.
/// They take nothing from the choices of the unit's story.
pub(super) fn asked(dice: &Dice, rules: &RuleSet, sop: &Sop) -> Vec<ResultRecorded> {
    let mut aside = dice.aside(3);
    let is_asked = |test: &&TestDefinition| {
        let mut steps = test.ordered_by.iter().chain(&test.taken_in_by);
        let first = rules.norms.first();
        let known =
            first.is_some_and(|first| first.profile.tests.iter().any(|known| known.code == test.code));
        !known && steps.any(|step| sop.step(step).is_some())
    };
    let tests = rules.norm.tests.iter().filter(is_asked);
    tests.filter_map(|test| result(&mut aside, test)).collect()
}

fn result(dice: &mut Dice, test: &TestDefinition) -> Option<ResultRecorded> {
    let (number, choice) = match &test.kind {
        TestKind::Number(_) => {
            let (_, min, max) = MEASURED.iter().find(|(code, ..)| *code == test.code)?;
            (Some(Measure::tenths(dice.bell(*min, *max))), None)
        }
        TestKind::Choice { choices, .. } => {
            let good =
                |choice: &&domain::rules::Choice| matches!(choice.verdict, Verdict::Pass | Verdict::Info);
            (None, Some(choices.iter().find(good)?.code.clone()))
        }
        TestKind::Text(_) => return None,
    };
    Some(ResultRecorded {
        test: test.code.clone(),
        number,
        choice,
        unit: test.unit().to_owned(),
        method: test.method.clone(),
        state: ResultState::Final,
        correction_reason: None,
    })
}
