//! Second persons of what other screens record.

use super::story::{FULL, NOW_MS, SHORT, Story, context, file, rules};
use domain::record::*;
use domain::rules::{RecordedBy, RuleSet, Sop, SopFile};
use domain::*;
use std::sync::Arc;

#[test]
fn what_two_persons_do_is_not_recorded_where_the_procedure_is_unknown() {
    let unit = Story::accepted().state();
    let known = rules();
    let elsewhere = RuleSet { sops: vec![file(SHORT, "short")], ..known.clone() };
    let other = Some(PersonId::from_bytes([9; 16]));
    for record in [RecordedBy::LabelCheck, RecordedBy::Storage, RecordedBy::Move] {
        let judge = |rules: &RuleSet, second| {
            let context = context(rules, &[], NOW_MS);
            decide::second_of_record(&unit, record, second, &context).map_err(|refusal| refusal.code)
        };
        assert_eq!(judge(&known, None), Ok(()), "the first version wants no second person");
        for second in [None, other] {
            assert_eq!(judge(&elsewhere, second), Err(Code::SopUnknown), "{record:?}");
        }
    }
}

#[test]
fn what_one_did_alone_that_two_should_is_a_warning_at_the_review() {
    let mut two = Sop::parse(FULL).unwrap();
    for step in &mut two.steps {
        step.needs_second |=
            matches!(step.recorded_by, Some(RecordedBy::LabelCheck | RecordedBy::Storage | RecordedBy::Move));
    }
    let two = Arc::new(SopFile { sop: two, digest: "full".to_owned(), drawn_by: None });
    let for_two = RuleSet { sops: vec![two], ..rules() };
    let label = |matches| {
        Record::LabelVerified(LabelVerified { template: "cryo_bag".to_owned(), text: String::new(), matches })
    };
    let place = |slot| {
        Record::UnitStored(UnitStored {
            tank: TankId::from_bytes([7; 16]),
            rack: 1,
            slot,
            position: format!("T01-R01-S00{slot}"),
            move_reason: None,
        })
    };
    let alone = |story: &Story, rules: &RuleSet| -> Vec<String> {
        let findings = decide::review_findings(&story.state(), &context(rules, &[], NOW_MS));
        let alone = findings.into_iter().filter(|finding| finding.rule.starts_with("alone_"));
        alone
            .inspect(|finding| assert_eq!(finding.verdict, Verdict::Warn))
            .map(|finding| finding.rule)
            .collect()
    };
    let witnessed = |mut story: Story| {
        story.0.last_mut().unwrap().stamp.second = Some(PersonId::from_bytes([9; 16]));
        story
    };
    let story = Story::accepted();
    assert!(alone(&story, &for_two).is_empty(), "nothing was done yet");
    assert!(alone(&story.clone().then(-90, label(false)), &for_two).is_empty(), "a wrong label does no step");
    let checked = story.clone().then(-80, label(true));
    assert_eq!(alone(&checked, &for_two), ["alone_label_check"]);
    assert!(alone(&checked, &rules()).is_empty(), "where one is enough");
    let checked = witnessed(checked.then(-70, label(true)));
    assert!(alone(&checked, &for_two).is_empty(), "one check before two persons is enough");
    let stored = checked.clone().then(-60, place(1));
    assert_eq!(alone(&stored, &for_two), ["alone_storage"]);
    let stored = witnessed(stored);
    assert!(alone(&stored, &for_two).is_empty());
    let moved = stored.then(-50, place(2));
    assert_eq!(alone(&moved, &for_two), ["alone_move"]);
    assert_eq!(
        alone(&witnessed(moved.clone()).then(-40, place(3)), &for_two),
        ["alone_move"],
        "each of them"
    );
    assert!(alone(&witnessed(moved), &for_two).is_empty());
}
