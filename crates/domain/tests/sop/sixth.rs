//! What version 6 of the full procedure mends of those before it.

use crate::story::{NOW_MS, Story, context, rules};
use domain::decide::{self, StepInput};
use domain::record::Record;
use domain::register::Register;
use domain::rules::{Progress, Sop, SopFile, Standing, Step};
use domain::*;
use std::sync::Arc;

const FIFTH: &str = include_str!("../../../../assets/sops/cord-blood-banking-v5.json");
const SIXTH: &str = include_str!("../../../../assets/sops/cord-blood-banking-v6.json");

fn read(text: &str) -> Sop {
    let sop = Sop::parse(text).unwrap_or_else(|faults| panic!("{faults:?}"));
    Sop { steps: sop.steps.into_iter().filter(|step| step.number >= 16).collect(), ..sop }
}

fn standing(sop: &Sop, story: &Story, step: &str) -> Standing {
    let rules = rules();
    Progress::of(sop, &rules.norm, &story.state()).step(step).unwrap().standing
}

fn decided(method: &str, decision: &str) -> Story {
    let story = Story::accepted().step(-100, "weigh", &[]).step(-99, "assign_run", &[("method", method)]);
    let before = ["sample_pre", "count_pre", "viability_pre"];
    let story = before.into_iter().fold(story, |story, step| story.step(-98, step, &[]));
    story.step(-97, "go_no_go", &[("decision", decision)])
}

#[test]
fn a_unit_that_is_not_gone_on_with_is_not_spun() {
    let spun = ["spin_first", "remove_rbc", "spin_second", "express_plasma"];
    let (fifth, sixth) = (read(FIFTH), read(SIXTH));
    for step in spun {
        assert_ne!(
            standing(&fifth, &decided("hes", "no_go"), step),
            Standing::NotApplicable,
            "{step}, before"
        );
        assert_eq!(standing(&sixth, &decided("hes", "no_go"), step), Standing::NotApplicable, "{step}");
        assert_ne!(standing(&sixth, &decided("hes", "go"), step), Standing::NotApplicable, "{step}");
        assert_eq!(standing(&sixth, &decided("automated", "go"), step), Standing::NotApplicable, "{step}");
    }
}

#[test]
fn each_way_of_separating_has_its_own_lot() {
    let sixth = read(SIXTH);
    let of = |step: &str| -> Vec<Option<String>> {
        sixth.step(step).unwrap().all_scans().into_iter().map(|scan| scan.of).collect()
    };
    assert_eq!(of("add_hes"), [Some("hes".to_owned())]);
    assert_eq!(of("load_device"), [Some("separator".to_owned()), Some("processing_set".to_owned())]);
    for (method, done, not) in [("hes", "add_hes", "load_device"), ("automated", "load_device", "add_hes")] {
        assert_ne!(standing(&sixth, &decided(method, "go"), done), Standing::NotApplicable);
        assert_eq!(standing(&sixth, &decided(method, "go"), not), Standing::NotApplicable);
    }
    let untyped = |step: &&Step| step.all_scans().iter().any(|scan| scan.of.is_none());
    assert_eq!(sixth.steps.iter().find(untyped).map(|step| step.code.as_str()), None);
    let mut numbers: Vec<u32> = Sop::parse(SIXTH).unwrap().steps.iter().map(|step| step.number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=56).collect::<Vec<u32>>());
    assert_eq!(Sop::parse_drawing(SIXTH).err(), None, "a bank can draw its own version of it");
}

#[test]
fn a_line_that_is_not_clear_stops_and_clots_want_a_signature() {
    let rules = {
        let mut rules = rules();
        rules.sops[0] = Arc::new(SopFile { sop: read(SIXTH), digest: "full".to_owned(), drawn_by: None });
        rules
    };
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let recorded = |story: &Story, step: &str, input: &str, value: &str| {
        let wanted = rules.sops[0].sop.step(step).unwrap();
        let given = [(input, value)];
        let values = crate::story::fitting(wanted, &given);
        let register = Register::default();
        let (done_ms, scans) = (None, &[][..]);
        let second = Some(PersonId::from_bytes([9; 16]));
        let entered = StepInput { step, values: &values, scans, done_ms, second, register: &register };
        match decide::record_step(&story.state(), &[], &entered, None, &context) {
            Ok(Record::StepDone(done)) => Ok(done.departures.len()),
            Ok(other) => panic!("{other:?}"),
            Err(refusal) => Err(refusal.code),
        }
    };
    let weighed = Story::accepted().step(-100, "weigh", &[]);
    let assigned = weighed.clone().step(-99, "assign_run", &[("method", "hes")]);
    for (story, step, input, value, expected) in [
        (&weighed, "assign_run", "line_clearance", "clear", Ok(0)),
        (&weighed, "assign_run", "line_clearance", "not_clear", Err(Code::StepDeparture)),
        (&assigned, "sample_pre", "appearance", "clear", Ok(0)),
        (&assigned, "sample_pre", "appearance", "clot", Err(Code::StepUnsigned)),
    ] {
        assert_eq!(recorded(story, step, input, value), expected, "{input}: {value}");
    }
}
