//! Runs: which units fit together, what is done to which of them, and what a run is when two stations had it.

use crate::story::{NOW_MS, OPERATOR, Story, context, fitting, rules};
use domain::decide::{self, Entered, Member, RunInput, StepInput};
use domain::record::*;
use domain::register::Register;
use domain::rules::{LineClearance, Per, Progress, RecordedBy, RuleSet, Standing};
use domain::run::Run;
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;
use std::sync::Arc;

/// The part of the full procedure that the bench does.
pub(crate) fn bench() -> RuleSet {
    let mut rules = rules();
    let mut file = rules.sops[0].as_ref().clone();
    file.sop.steps.retain(|step| step.number >= 16 && step.recorded_by != Some(RecordedBy::LabelCheck));
    for step in &mut file.sop.steps {
        step.timing.retain(|timing| timing.from != "collect");
        if step.code == "precool" {
            step.per = Per::Run;
        }
    }
    rules.sops[0] = Arc::new(file);
    rules
}

fn id(number: u8) -> DonationId {
    DonationId::from_bytes([number; 16])
}

fn din(number: u8) -> String {
    format!("A999926000{number:03}")
}

fn unit(number: u8, story: &Story) -> UnitState {
    let facts = story.0.iter().cloned().map(|mut fact| {
        if let Record::CollectionRegistered(collected) = &mut fact.record {
            collected.din = din(number);
        }
        fact
    });
    UnitState::fold(id(number), facts)
}

fn member<'a>(unit: &'a UnitState, elsewhere: Option<&'a str>) -> Member<'a> {
    Member { unit, contests: &[], elsewhere }
}

fn named(refusal: &Refusal) -> (Code, String) {
    let names = refusal.params.iter().find(|(name, _)| ["din", "dins"].contains(name));
    (refusal.code, names.map(|(_, names)| names.clone()).unwrap_or_default())
}

fn on_hold(story: Story) -> Story {
    let hold = HoldPlaced { key: "k".to_owned(), note: "leaks".to_owned() };
    story.then(-10, Record::HoldPlaced(hold))
}

/// Units by their stories and whether another run has them; what comes of it.
struct Fit {
    units: Vec<(u8, Story, Option<&'static str>)>,
    expected: Result<&'static str, (Code, &'static [u8])>,
}

#[test]
fn units_that_do_not_fit_are_named() {
    let rules = bench();
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let fresh = Story::accepted;
    let weighed = || fresh().step(-100, "weigh", &[]);
    let mut by_another = Story::accepted();
    if let Record::SopPinned(pinned) = &mut by_another.0[2].record {
        (pinned.sop, pinned.digest) = ("processing-hes".to_owned(), "short".to_owned());
    }
    let mut waiting = Story::accepted();
    waiting.0.remove(1);
    let free = |number, story| (number, story, None);
    let crowd = (0..=200).map(|number| free(number, fresh())).collect();
    for Fit { units, expected } in [
        Fit { units: vec![free(1, fresh()), free(2, fresh())], expected: Ok("weigh") },
        Fit { units: vec![free(1, weighed()), free(2, weighed())], expected: Ok("assign_run") },
        Fit { units: Vec::new(), expected: Err((Code::RunSize, &[])) },
        Fit { units: crowd, expected: Err((Code::RunSize, &[])) },
        Fit { units: vec![free(1, fresh()), free(1, fresh())], expected: Err((Code::RunTwice, &[1])) },
        Fit {
            units: vec![free(1, fresh()), free(2, weighed()), free(3, fresh()), free(4, weighed())],
            expected: Err((Code::RunStep, &[2, 4])),
        },
        Fit { units: vec![free(1, fresh()), free(2, by_another)], expected: Err((Code::RunSop, &[2])) },
        Fit { units: vec![free(1, fresh()), free(2, on_hold(fresh()))], expected: Err((Code::Held, &[2])) },
        Fit { units: vec![free(1, waiting)], expected: Err((Code::NotAccepted, &[1])) },
        Fit {
            units: vec![free(1, fresh()), (2, fresh(), Some("R7"))],
            expected: Err((Code::RunElsewhere, &[2])),
        },
        Fit { units: vec![free(1, fresh().until("", "hes"))], expected: Err((Code::RunNothing, &[1])) },
    ] {
        let states: Vec<_> = units.iter().map(|(number, story, _)| unit(*number, story)).collect();
        let members: Vec<_> =
            states.iter().zip(&units).map(|(state, (.., elsewhere))| member(state, *elsewhere)).collect();
        let found = decide::check_fit(&members, &context).map(|(_, step)| step);
        let expected = expected.map_err(|(code, numbers)| {
            (code, numbers.iter().map(|number| din(*number)).collect::<Vec<_>>().join(", "))
        });
        assert_eq!(found.map_err(|refusal| named(&refusal)), expected);
    }
}

pub(crate) fn stamped(at_ms: i64, record: Record) -> Stamped<Record> {
    let stamp = Stamp {
        at_ms,
        operator: Some(OPERATOR),
        second: None,
        station: StationId::from_bytes([1; 16]),
        seq: u64::try_from(at_ms).unwrap(),
        site: SiteId::from_bytes([2; 16]),
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

pub(crate) fn started(units: &[u8]) -> Record {
    Record::RunStarted(RunStarted {
        number: "R1".to_owned(),
        sop: "cord-blood-banking".to_owned(),
        version: "1".to_owned(),
        step: "weigh".to_owned(),
        units: units.iter().map(|number| id(*number)).collect(),
        clearance: "1".to_owned(),
        checks: Vec::new(),
    })
}

fn joined(number: u8) -> Record {
    Record::RunUnitJoined(RunUnitJoined { donation: id(number) })
}

fn left(number: u8) -> Record {
    Record::RunUnitLeft(RunUnitLeft { donation: id(number), reason: "r".to_owned() })
}

fn closed(units: &[u8]) -> Record {
    let units = units.iter().map(|number| id(*number)).collect();
    Record::RunClosed(RunClosed { units, clearance: "1".to_owned(), checks: Vec::new() })
}

#[test]
fn a_run_is_what_its_stations_did_to_it_in_whatever_order() {
    for (records, expected) in [
        (vec![started(&[1, 2])], Some((vec![1, 2], true))),
        (vec![started(&[1, 1, 2])], Some((vec![1, 2], true))),
        (vec![started(&[1, 2]), joined(2), joined(3)], Some((vec![1, 2, 3], true))),
        (vec![started(&[1, 2]), left(1), left(1), left(9)], Some((vec![2], true))),
        (vec![started(&[1, 2]), left(1), joined(1)], Some((vec![2, 1], true))),
        (vec![started(&[1]), closed(&[1]), left(1), closed(&[])], Some((vec![1], false))),
        (vec![started(&[1]), closed(&[1]), joined(2)], Some((vec![1, 2], false))),
        // A station whose clock runs behind.
        (vec![joined(2), started(&[1]), left(1)], Some((vec![2], true))),
        (vec![joined(2), left(2)], None),
    ] {
        let facts = records.iter().zip(1..).map(|(record, at_ms)| stamped(at_ms, record.clone()));
        let run = Run::fold(facts).map(|run| (run.units().collect::<Vec<_>>(), run.is_open()));
        let expected = expected
            .map(|(units, open): (Vec<u8>, bool)| (units.into_iter().map(id).collect::<Vec<_>>(), open));
        assert_eq!(run, expected, "{records:?}");
    }
}

#[test]
fn a_unit_that_nobody_counted_at_the_end_is_not_accounted_for_until_it_is_taken_out() {
    for (records, expected) in [
        (vec![started(&[1, 2])], vec![]),
        (vec![started(&[1, 2]), closed(&[1, 2])], vec![]),
        // Taken in at another station, whichever clock was ahead.
        (vec![started(&[1]), joined(2), closed(&[1])], vec![2]),
        (vec![started(&[1]), closed(&[1]), joined(2)], vec![2]),
        (vec![started(&[1]), closed(&[1]), joined(2), joined(3), left(2)], vec![3]),
        // Ended at two stations, each of which counted what it knew.
        (vec![started(&[1]), joined(2), closed(&[1]), closed(&[1, 2])], vec![]),
        (vec![started(&[1]), left(1), closed(&[])], vec![]),
    ] {
        let facts = records.iter().zip(1..).map(|(record, at_ms)| stamped(at_ms, record.clone()));
        let run = Run::fold(facts).unwrap();
        assert_eq!(
            run.unaccounted().collect::<Vec<_>>(),
            expected.into_iter().map(id).collect::<Vec<_>>(),
            "{records:?}"
        );
    }
    let run =
        Run::fold([stamped(1, started(&[1])), stamped(2, closed(&[1])), stamped(3, joined(2))]).unwrap();
    let [one, two] = [1, 2].map(|number| unit(number, &Story::accepted()));
    assert_eq!(
        decide::leave_run(&run, &two, "found"),
        Ok(Record::RunUnitLeft(RunUnitLeft { donation: id(2), reason: "found".to_owned() }))
    );
    assert_eq!(decide::leave_run(&run, &one, "found").unwrap_err().code, Code::RunClosed);
}

fn clearance() -> LineClearance {
    serde_json::from_str(include_str!("../../../../assets/runs/line-clearance-v1.json")).unwrap()
}

#[test]
fn who_comes_leaves_and_is_there_at_the_end() {
    let rules = bench();
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let [one, two] = [1, 2].map(|number| unit(number, &Story::accepted()));
    let ahead = unit(3, &Story::accepted().step(-100, "weigh", &[]));
    let members = [member(&one, None), member(&two, None)];
    let list = clearance();
    let confirmed: Vec<String> = list.before.iter().map(|check| check.code.clone()).collect();
    let start = |checks: &[String]| {
        decide::start_run(&members, &RunInput { number: "R1", checks, clearance: &list }, &context)
    };
    let refused = start(&confirmed[..1]).unwrap_err();
    assert_eq!((refused.code, refused.field), (Code::RunClearance, Some("checks")));
    let record = start(&confirmed).unwrap();
    let Record::RunStarted(begun) = &record else { panic!("{record:?}") };
    assert_eq!((begun.step.as_str(), begun.units.as_slice()), ("weigh", [id(1), id(2)].as_slice()));
    let run = Run::fold([stamped(1, record)]).unwrap();
    let over = Run::fold([stamped(1, started(&[1, 2])), stamped(2, closed(&[1, 2]))]).unwrap();
    let other = unit(4, &Story::accepted());
    let join = |run: &Run, comes: &UnitState, elsewhere| {
        decide::join_run(run, &members, &member(comes, elsewhere), &context)
            .map_err(|refusal| named(&refusal))
    };
    assert_eq!(join(&run, &other, None), Ok(joined(4)));
    assert_eq!(join(&run, &one, None), Err((Code::RunJoinedBefore, din(1))));
    assert_eq!(join(&run, &ahead, None), Err((Code::RunStep, din(3))));
    assert_eq!(join(&run, &other, Some("R2")), Err((Code::RunElsewhere, din(4))));
    assert_eq!(join(&over, &other, None).unwrap_err().0, Code::RunClosed);
    let leave = |run: &Run, leaves: &UnitState, reason: &str| {
        decide::leave_run(run, leaves, reason).map_err(|refusal| named(&refusal))
    };
    assert_eq!(leave(&run, &one, " r "), Ok(left(1)));
    assert_eq!(leave(&run, &one, " ").unwrap_err().0, Code::Empty);
    assert_eq!(leave(&run, &other, "r"), Err((Code::RunNotIn, din(4))));
    assert_eq!(leave(&over, &one, "r").unwrap_err().0, Code::RunClosed);
    let after: Vec<String> = list.after.iter().map(|check| check.code.clone()).collect();
    let close = |run: &Run, units: &[DonationId], checks: &[String]| {
        decide::close_run(run, &members, units, (&list, checks)).map_err(|refusal| named(&refusal))
    };
    assert_eq!(close(&run, &[id(1)], &after), Err((Code::RunUnaccounted, din(2))));
    assert_eq!(close(&run, &[id(1), id(2), id(4)], &after).unwrap_err().0, Code::RunNotIn);
    assert_eq!(close(&run, &[id(1), id(2)], &[]).unwrap_err().0, Code::RunClearance);
    assert_eq!(close(&over, &[id(1), id(2)], &after).unwrap_err().0, Code::RunClosed);
    let record = close(&run, &[id(2), id(1)], &after).unwrap();
    let Record::RunClosed(end) = &record else { panic!("{record:?}") };
    assert_eq!((end.units.as_slice(), &end.checks), ([id(1), id(2)].as_slice(), &after));
}

/// The units that a screen shows where the act is refused: those that can have the step now.
fn ready(states: &[UnitState], step: &str, rules: &RuleSet) -> Vec<u8> {
    let can = |state: &UnitState| {
        let progress = Progress::of(&rules.sops[0].sop, &rules.norm, state);
        progress.step(step).is_some_and(|at| at.standing == Standing::Ready)
    };
    states.iter().zip(1..).filter(|(state, _)| can(state)).map(|(_, number)| number).collect()
}

/// A step of a run: the stories of its units, values of single ones, and to whom it is done or who stops it.
struct Doing {
    stories: Vec<Story>,
    step: &'static str,
    own: Vec<(u8, &'static str, &'static str)>,
    /// The units that were shown, where those are not the units that it is done to.
    shown: Option<&'static [u8]>,
    expected: Result<&'static [u8], (Code, &'static str)>,
}

#[test]
fn a_step_is_done_to_those_that_are_at_it_or_to_none() {
    let rules = bench();
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let fresh = Story::accepted;
    let weighed = || fresh().step(-100, "weigh", &[]);
    let decided = |decision| {
        let counted = fresh().until("go_no_go", "automated");
        counted.step(-95, "go_no_go", &[("decision", decision)])
    };
    let cooled = || fresh().until("precool", "automated");
    let plain = |stories, step, expected| Doing { stories, step, own: Vec::new(), shown: None, expected };
    let (d1, d2) = ("A999926000001", "A999926000002");
    for Doing { stories, step, own, shown, expected } in [
        plain(vec![fresh(), fresh()], "weigh", Ok(&[1, 2][..])),
        plain(vec![fresh(), weighed()], "weigh", Ok(&[1])),
        plain(vec![weighed(), weighed()], "weigh", Err((Code::RunNotAtStep, ""))),
        plain(vec![weighed(), fresh()], "assign_run", Err((Code::StepOrder, d2))),
        plain(vec![decided("go"), decided("no_go")], "environment", Ok(&[1])),
        plain(vec![fresh(), on_hold(fresh())], "weigh", Err((Code::Held, d2))),
        plain(vec![fresh()], "nowhere", Err((Code::StepUnknown, d1))),
        Doing {
            stories: vec![fresh(), fresh()],
            step: "weigh",
            own: vec![(2, "gross_weight", "-1")],
            shown: None,
            expected: Err((Code::TooLow, d2)),
        },
        Doing {
            stories: vec![fresh(), weighed()],
            step: "weigh",
            own: vec![(2, "gross_weight", "100")],
            shown: None,
            expected: Err((Code::RunPassedOver, d2)),
        },
        Doing {
            stories: vec![fresh()],
            step: "weigh",
            own: vec![(7, "gross_weight", "100")],
            shown: None,
            expected: Err((Code::RunNotIn, "*")),
        },
        plain(vec![cooled(), cooled()], "precool", Ok(&[1, 2])),
        // Another station did it to one meanwhile; one came; one went.
        Doing {
            shown: Some(&[1, 2]),
            ..plain(vec![fresh(), weighed()], "weigh", Err((Code::RunChanged, d2)))
        },
        Doing { shown: Some(&[1]), ..plain(vec![fresh(), fresh()], "weigh", Err((Code::RunChanged, d2))) },
        Doing { shown: Some(&[1, 7]), ..plain(vec![fresh()], "weigh", Err((Code::RunChanged, "*"))) },
        Doing {
            stories: vec![cooled(), cooled()],
            step: "precool",
            own: vec![(2, "temperature", "4")],
            shown: None,
            expected: Err((Code::RunOneValue, d2)),
        },
    ] {
        let states: Vec<_> = stories.iter().zip(1..).map(|(story, number)| unit(number, story)).collect();
        let members: Vec<_> = states.iter().map(|state| member(state, None)).collect();
        let numbers: Vec<u8> = (1..).take(states.len()).collect();
        let run = Run::fold([stamped(1, started(&numbers))]).unwrap();
        let wanted = rules.sops[0].sop.step(step);
        let values = wanted.map(|step| fitting(step, &[])).unwrap_or_default();
        let scans: Vec<_> = wanted.into_iter().flat_map(|step| step.all_scans()).collect();
        let scans: Vec<_> = scans.into_iter().map(|scan| (scan.code, "X1".to_owned())).collect();
        let own: Vec<_> = own
            .into_iter()
            .map(|(number, code, value)| (id(number), vec![(code.to_owned(), value.to_owned())]))
            .collect();
        let register = Register::default();
        let all = StepInput {
            step,
            values: &values,
            scans: &scans,
            done_ms: None,
            second: Some(PersonId::from_bytes([9; 16])),
            register: &register,
        };
        let shown = shown.map(<[u8]>::to_vec).unwrap_or_else(|| match &expected {
            Ok(numbers) => numbers.to_vec(),
            Err(_) => ready(&states, step, &rules),
        });
        let shown: Vec<_> = shown.into_iter().map(id).collect();
        let entered = Entered { all, own: &own, shown: &shown };
        let found = decide::record_run_step(&run, &members, &entered, None, &context);
        match (found, expected) {
            (Ok(records), Ok(numbers)) => {
                let done: Vec<_> = records.iter().map(|(unit, _)| *unit).collect();
                assert_eq!(done, numbers.iter().map(|number| id(*number)).collect::<Vec<_>>(), "{step}");
                // What each unit keeps is what it would keep alone.
                for ((_, record), state) in records.iter().zip(&states) {
                    let alone = decide::record_step(state, &[], &all, None, &context).unwrap();
                    assert_eq!(*record, alone);
                }
            }
            (Err(refusal), Err((code, name))) => {
                let (found, names) = named(&refusal);
                assert_eq!(found, code, "{step}");
                assert!(name == "*" || names == name, "{step}: {names}");
            }
            (found, expected) => panic!("{step}: {found:?}, not {expected:?}"),
        }
    }
}
