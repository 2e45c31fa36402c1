//! Figures that a step and a result, or a step and the freezing curve, tell in two ways.

use super::story::{FULL, NOW_MS, Story, context, done};
use domain::record::*;
use domain::*;

const NORM: &str = include_str!("../../../../assets/norms/template-cn-v4.json");

fn reported(test: &str, value: &str) -> Record {
    Record::ResultRecorded(ResultRecorded {
        test: test.to_owned(),
        number: Some(value.parse().unwrap()),
        choice: None,
        unit: String::new(),
        method: "m".to_owned(),
        state: ResultState::Final,
        correction_reason: None,
    })
}

fn measured(lowest: &str) -> Record {
    let lowest: Option<Measure> = Some(lowest.parse().unwrap());
    let measure = CurveMeasure { rule: "end_temperature".to_owned(), low: lowest, high: lowest };
    Record::UnitCurveRecorded(UnitCurveRecorded {
        curve: FreezingCurveId::from_bytes([4; 16]),
        file_name: "curve.csv".to_owned(),
        file_digest: "d".to_owned(),
        equipment: "EQ-1".to_owned(),
        program: "p".to_owned(),
        version: "1".to_owned(),
        digest: "d".to_owned(),
        run: None,
        measures: vec![measure],
        reason: None,
        replaces: Vec::new(),
    })
}

#[test]
fn a_figure_that_is_told_in_two_ways_is_a_warning_with_both_at_the_review() {
    let rules = crate::common::rules(NORM, &[(FULL, "full")]);
    let step = |code: &str, values: &[(&str, &str)]| Record::StepDone(done(code, values));
    let count = || step("count_post", &[("tnc_post", "10.0"), ("viability", "90")]);
    let cd34 = || step("cd34", &[("cd34", "0.5"), ("viability", "95")]);
    let freeze = || step("freeze", &[("programme", "P1"), ("end_temperature", "-92")]);
    let table: [(&str, Vec<Record>, &str); 11] = [
        ("a step alone", vec![count()], ""),
        ("a result alone", vec![reported("tnc_post", "10.0")], ""),
        ("the same", vec![count(), reported("tnc_post", "10.00"), reported("viability_post", "90.0")], ""),
        ("rounded", vec![count(), reported("tnc_post", "9.96"), reported("viability_post", "89.6")], ""),
        ("another count", vec![count(), reported("tnc_post", "12.4")], "35: 10.0 ≠ 12.4 ×10⁸"),
        (
            "both",
            vec![count(), reported("tnc_post", "12.4"), reported("viability_post", "80")],
            "35: 10.0 ≠ 12.4 ×10⁸; 35: 90 ≠ 80 %",
        ),
        ("corrected since", vec![count(), reported("tnc_post", "12.4"), reported("tnc_post", "10.0")], ""),
        ("of CD34+ cells", vec![cd34(), reported("cd34_viability_post", "91")], "36: 95 ≠ 91 %"),
        ("a share is no count", vec![cd34(), reported("cd34_post", "4.2")], ""),
        ("the curve, rounded", vec![freeze(), measured("-92.31")], ""),
        ("the curve", vec![freeze(), measured("-88.4")], "48: -92 ≠ -88.4 °C"),
    ];
    for (what, records, expected) in table {
        let story = records.into_iter().fold(Story::accepted(), |story, record| story.then(-9, record));
        let found = decide::review_findings(&story.state(), &context(&rules, &[], NOW_MS));
        let found: Vec<_> = found.into_iter().filter(|finding| finding.rule == "told_differently").collect();
        assert!(found.iter().all(|finding| finding.verdict == Verdict::Warn), "{what}");
        let told: Vec<_> = found.into_iter().map(|finding| finding.value).collect();
        assert_eq!(told.join(" | "), expected, "{what}");
    }
}
