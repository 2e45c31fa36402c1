//! What waits for what, and which step comes next, whoever does it and at whatever screen.

use super::standing;
use super::story::{Story, rules};
use domain::record::*;
use domain::rules::{Progress, RecordedBy, Standing};
use domain::*;

#[test]
fn steps_wait_for_those_before_them_but_for_what_may_be_done_beside() {
    let story = Story::accepted();
    assert_eq!(standing(&story, "collect"), Standing::Done, "by the record of another screen");
    assert_eq!(standing(&story, "recheck"), Standing::Waiting, "a step of another screen is missing");
    // Units here were enrolled elsewhere; from the weighing on the bench goes by itself.
    let (rules, state) = (rules(), story.state());
    let mut sop = rules.sops[0].sop.clone();
    sop.steps.retain(|step| step.number >= 16);
    let standing = |story: &Story, code: &str| {
        let state = story.state();
        Progress::of(&sop, &rules.norm, &state).step(code).unwrap().standing
    };
    assert_eq!(Progress::of(&sop, &rules.norm, &state).next().unwrap().step.code, "weigh");
    let sampled = story.step(-100, "weigh", &[]).step(-99, "assign_run", &[("method", "automated")]).step(
        -98,
        "sample_pre",
        &[],
    );
    assert_eq!(standing(&sampled, "count_pre"), Standing::Ready);
    assert_eq!(standing(&sampled, "viability_pre"), Standing::Ready, "beside the count");
    assert_eq!(standing(&sampled, "go_no_go"), Standing::Waiting, "a stop point wants all before it");
    let counted = sampled.step(-97, "viability_pre", &[]).step(-96, "count_pre", &[]);
    assert_eq!(standing(&counted, "go_no_go"), Standing::Ready);
    assert_eq!(standing(&counted, "maternal_aliquots"), Standing::Waiting, "nothing passes a stop point");
    assert_eq!(standing(&counted, "spin_first"), Standing::NotApplicable, "another method");
    let gone = counted.clone().step(-95, "go_no_go", &[("decision", "go")]);
    assert_eq!(standing(&gone, "environment"), Standing::Ready);
    assert_eq!(standing(&gone, "maternal_aliquots"), Standing::Ready);
    let stopped = counted.step(-95, "go_no_go", &[("decision", "no_go")]);
    assert_eq!(standing(&stopped, "environment"), Standing::NotApplicable);
    assert_eq!(standing(&stopped, "store"), Standing::NotApplicable);
}

/// What holds the others up comes first, also where the bench does not do it; what may be done beside comes after it.
#[test]
fn the_first_step_that_is_not_done_comes_next_whoever_does_it() {
    let rules = rules();
    let mut sop = rules.sops[0].sop.clone();
    sop.steps.retain(|step| step.number >= 16 && step.recorded_by != Some(RecordedBy::Results));
    let then =
        |story: Story, codes: &[&str]| codes.iter().fold(story, |story, code| story.step(-50, code, &[]));
    let open = || Story::accepted().until("count_post", "automated");
    let sealed = || then(open(), &["precool", "add_dmso", "remove_air", "seal"]);
    let label = || {
        let (template, text) = ("cryo_bag".to_owned(), "&dA99992600000100".to_owned());
        Record::LabelVerified(LabelVerified { template, text, matches: true })
    };
    let labelled = || sealed().then(-45, label());
    let frozen = || then(labelled(), &["overwrap", "freeze"]);
    let place = || {
        let (tank, position) = (TankId::from_bytes([7; 16]), "T01-R01-S001".to_owned());
        Record::UnitStored(UnitStored { tank, rack: 1, slot: 1, position, move_reason: None })
    };
    let stored = || frozen().then(-40, place());
    let all = || Story::accepted().until("disposition", "automated").then(-45, label()).then(-40, place());
    let table = [
        ("what holds others up, before what may be done beside", open(), "precool", true),
        ("the label, though a count may be done", sealed(), "label", true),
        ("the bench again", labelled(), "overwrap", true),
        ("the tank, though a count may be done", frozen(), "store", true),
        ("what may be done beside, once nothing holds the others up", stored(), "count_post", true),
        ("the review, where the bench has nothing to do", all(), "disposition", false),
    ];
    for (what, story, next, bench) in table {
        let state = story.state();
        let progress = Progress::of(&sop, &rules.norm, &state);
        assert_eq!(progress.next().map(|next| next.step.code.as_str()), Some(next), "{what}");
        assert_eq!(progress.has_bench_work(), bench, "{what}");
    }
}
