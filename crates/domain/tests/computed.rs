//! Results that are computed of other values of the unit: when they are out of date, and computed anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::analyser::{Mapping, Reading, Reported, ReportedStatus, Samples, read_results};
use domain::control::ControlStanding;
use domain::decide::{self, Context};
use domain::record::*;
use domain::rules::{RuleSet, calculations};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

const NOW_MS: i64 = 1_800_000_000_000;

fn rules() -> RuleSet {
    RuleSet {
        norm_digest: "norm".to_owned(),
        ..common::rules(include_str!("../../../assets/norms/template-cn-v1.json"), &[])
    }
}

fn mapping(name: &str) -> Mapping {
    let text = match name {
        "sysmex-xn" => include_str!("../../../assets/analysers/sysmex-xn.json"),
        _ => include_str!("../../../assets/analysers/flow-cytometry.json"),
    };
    serde_json::from_str(text).unwrap()
}

fn with_context<T>(rules: &RuleSet, with: impl FnOnce(&Context<'_>) -> T) -> T {
    let approvals = [ProcedureApproved {
        procedure: ProcedureKind::Limits,
        code: rules.norm.code.clone(),
        version: rules.norm.version.to_string(),
        digest: "norm".to_owned(),
        effective_ms: NOW_MS - 1,
        name: "刘".to_owned(),
        meaning: Meaning::Approval,
    }];
    with(&Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::TestLab],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &approvals,
    })
}

fn fact(seq: u64, record: Record) -> Stamped<Record> {
    let stamp = Stamp {
        at_ms: NOW_MS,
        operator: None,
        second: None,
        station: StationId::from_bytes([1; 16]),
        seq,
        site: SiteId::from_bytes([2; 16]),
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

fn fold(facts: &[Stamped<Record>]) -> UnitState {
    UnitState::fold(DonationId::from_bytes([3; 16]), facts.iter().cloned())
}

fn accepted() -> Record {
    Record::ReceiptDecided(ReceiptDecided {
        decision: ReceiptDecision::Accept,
        proposed: ReceiptDecision::Accept,
        reason: None,
    })
}

fn volume(ml: &str) -> Record {
    Record::StepRecorded(StepRecorded {
        sop: "p".to_owned(),
        sop_version: "1".to_owned(),
        step: "adjust_volume".to_owned(),
        values: vec![StepValue { code: "volume".to_owned(), value: ml.to_owned(), unit: "mL".to_owned() }],
        equipment: None,
        lot: None,
    })
}

fn volume_corrected(ml: &str) -> Record {
    let values = vec![StepValue { code: "volume".to_owned(), value: ml.to_owned(), unit: "mL".to_owned() }];
    Record::StepCorrected(StepCorrected {
        step: "adjust_volume".to_owned(),
        values,
        reason: "weighed again".to_owned(),
    })
}

fn typed(test: &str, number: Option<&str>, state: ResultState) -> Record {
    Record::ResultRecorded(ResultRecorded {
        test: test.to_owned(),
        number: number.map(|number| number.parse().unwrap()),
        choice: None,
        unit: String::new(),
        method: "by hand".to_owned(),
        state,
        correction_reason: Some("seen again".to_owned()),
    })
}

/// What was taken, and why the rest waits.
#[derive(Debug)]
struct Read {
    records: Vec<Record>,
    waits: Vec<String>,
}

/// What an analyser says of a unit, read by its mapping.
fn measured(unit: &UnitState, name: &str, code: &str, value: &str, unit_of: &str) -> Read {
    let rules = rules();
    let mapping = mapping(name);
    let one = Reported {
        place: 0,
        specimen: 0,
        code: code.to_owned(),
        details: Vec::new(),
        value: value.to_owned(),
        unit: unit_of.to_owned(),
        flags: Vec::new(),
        status: ReportedStatus::Final,
        measured_ms: None,
    };
    let reading = Reading {
        mapping: &mapping,
        instrument: "",
        sent_ms: None,
        received_ms: NOW_MS,
        samples: &Samples::default(),
        device: None,
        controls: &ControlStanding::default(),
        override_by: None,
    };
    let settled = with_context(&rules, |context| read_results(unit, &[one], &reading, context));
    let waits = settled.waiting.iter().map(|waiting| waiting.why.clone()).collect();
    Read { records: settled.records, waits }
}

/// A unit with nucleated cells of a count and a volume, and CD34+ cells of a share of them.
fn computed() -> Vec<Stamped<Record>> {
    let mut facts: Vec<_> =
        [accepted(), volume("20.0")].into_iter().zip(1..).map(|(record, seq)| fact(seq, record)).collect();
    for (mapping, code, value, unit_of) in
        [("sysmex-xn", "WBC", "50.00", "10*3/uL"), ("flow-cytometry", "CD34%", "0.40", "%")]
    {
        let read = measured(&fold(&facts), mapping, code, value, unit_of);
        let seq = facts.len() as u64 + 1;
        facts.extend(read.records.into_iter().zip(seq..).map(|(record, seq)| fact(seq, record)));
    }
    facts
}

fn number(unit: &UnitState, test: &str) -> String {
    unit.result(test).and_then(|result| result.record.number).map(|n| n.to_string()).unwrap_or_default()
}

fn stale(unit: &UnitState) -> Vec<&str> {
    unit.stale_tests().collect()
}

fn codes(unit: &UnitState) -> Vec<(Code, String)> {
    let rules = rules();
    let found = with_context(&rules, |context| decide::blockers(unit, &[], context));
    let of_results = |code| matches!(code, Code::ResultStale | Code::ResultFails);
    found.into_iter().filter(|b| of_results(b.code)).map(|b| (b.code, b.subject)).collect()
}

/// Computes anew what is out of date, as a person does who saw every value.
fn recompute(facts: &mut Vec<Stamped<Record>>) -> Result<(), Refusal> {
    let rules = rules();
    let unit = fold(facts);
    let shown: Vec<_> = unit
        .recomputed()
        .iter()
        .filter_map(|anew| Some((anew.of.result.test.clone(), anew.value?.to_string())))
        .collect();
    let records =
        with_context(&rules, |context| decide::recompute_results(&unit, &shown, "volume", context))?;
    let seq = facts.iter().map(|fact| fact.stamp.seq).max().unwrap() + 1;
    facts.extend(records.into_iter().zip(seq..).map(|(record, seq)| fact(seq, record)));
    Ok(())
}

#[test]
fn a_corrected_input_makes_everything_stale_that_was_computed_of_it() {
    let mut facts = computed();
    let unit = fold(&facts);
    assert_eq!((number(&unit, "tnc_post"), number(&unit, "cd34_post")), ("10.00".into(), "4.00".into()));
    assert!(stale(&unit).is_empty() && codes(&unit).is_empty());
    // The volume was wrong: the cells in the bag are, and so is what was computed of those.
    facts.push(fact(9, volume_corrected("10.0")));
    let unit = fold(&facts);
    assert_eq!(stale(&unit), ["cd34_post", "tnc_post"]);
    let named = |test: &str| (Code::ResultStale, test.to_owned());
    assert_eq!(codes(&unit), [named("cd34_post"), named("tnc_post")]);
    let rules = rules();
    for test in ["tnc_post", "cd34_post"] {
        let test = rules.test(test).unwrap();
        assert_eq!(test.judge_of(&unit).unwrap().verdict, Verdict::Stale);
        assert_eq!(test.placed(&unit).state, TestState::Stale);
        assert!(test.placed(&unit).state.is_open() && unit.standing_result(&test.code).is_none());
    }
    assert!(calculations(&unit).iter().all(|made| made.stale), "{:?}", calculations(&unit));
    // Both are computed anew in one act, the second of the new value of the first.
    recompute(&mut facts).unwrap();
    let unit = fold(&facts);
    assert!(stale(&unit).is_empty() && codes(&unit).is_empty());
    assert_eq!((number(&unit, "tnc_post"), number(&unit, "cd34_post")), ("5.00".into(), "2.00".into()));
    let kept: Vec<_> = unit.corrections.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
    assert_eq!(kept, [("20.0", "10.0"), ("10.00", "5.00"), ("4.00", "2.00")], "old and new stay");
    assert_eq!(rules.test("cd34_post").unwrap().placed(&unit).state, TestState::Corrected);
    assert!(calculations(&unit).iter().all(|made| !made.stale));
}

// given: what another station computed alike, or measured otherwise, without hearing of it; when: a person computes anew; then: it
// stands in place of what said the same, and what said something else still contradicts.
#[test]
fn what_is_computed_anew_settles_nothing_that_contradicts() {
    for (other, heads, contradicting) in [(None, 1, 0), (Some("7.00"), 2, 1)] {
        let mut facts = computed();
        let is_it = |fact: &&Stamped<Record>| fact.record.result().is_some_and(|(r, _)| r.test == "tnc_post");
        let mut alike = facts.iter().find(is_it).unwrap().clone();
        alike.stamp.station = StationId::from_bytes([2; 16]);
        facts.push(alike);
        let before = other.map(|number| {
            let one = typed("tnc_post", Some(number), ResultState::Final);
            let Record::ResultRecorded(mut result) = one else { unreachable!() };
            result.correction_reason = None;
            let mut fact = fact(1, Record::ResultRecorded(result));
            fact.stamp.station = StationId::from_bytes([3; 16]);
            fact.stamp.at_ms -= 10;
            fact
        });
        facts.splice(1..1, before);
        facts.push(fact(9, volume_corrected("10.0")));
        recompute(&mut facts).unwrap();
        let unit = fold(&facts);
        assert_eq!(number(&unit, "tnc_post"), "5.00", "{other:?}");
        assert_eq!(unit.result_heads("tnc_post").count(), heads, "{other:?}");
        assert_eq!(unit.contradicting_results("tnc_post").count(), contradicting, "{other:?}");
    }
}

#[test]
fn a_value_of_the_test_itself_ends_what_was_computed() {
    let mut facts = computed();
    facts.push(fact(9, typed("tnc_post", Some("12.00"), ResultState::Final)));
    // A person reported the cells: what was computed of the old number is out of date, the number is not.
    let unit = fold(&facts);
    assert_eq!(stale(&unit), ["cd34_post"]);
    let anew = unit.recomputed();
    assert_eq!(anew[0].value.unwrap().to_string(), "4.80");
    let inputs = |all: Vec<&ComputedInput>| all.iter().map(|i| i.value.to_string()).collect::<Vec<_>>();
    assert_eq!(inputs(anew[0].of.inputs.iter().collect()), ["0.4", "10.00"]);
    assert_eq!(inputs(anew[0].now.iter().flatten().collect()), ["0.4", "12.00"]);
    // A dependent value that a person reports is that person's.
    facts.push(fact(10, typed("cd34_post", Some("4.70"), ResultState::Final)));
    assert!(stale(&fold(&facts)).is_empty());
    // Without the number nothing can be computed, and what is computed of it waits with that reason.
    let mut facts = computed();
    facts.push(fact(9, typed("tnc_post", None, ResultState::Invalid)));
    assert_eq!(stale(&fold(&facts)), ["cd34_post"]);
    let refusal = recompute(&mut facts).unwrap_err();
    assert_eq!(refusal.code, Code::ResultInputGone);
    assert_eq!(refusal.params, [("test", "cd34_post".to_owned()), ("input", "tnc".to_owned())]);
}

#[test]
fn what_is_computed_of_a_preliminary_value_is_no_more_final() {
    let mut facts = computed();
    facts.push(fact(9, typed("tnc_post", Some("10.00"), ResultState::Preliminary)));
    assert_eq!(stale(&fold(&facts)), ["cd34_post"], "a final value of a preliminary one");
    recompute(&mut facts).unwrap();
    let unit = fold(&facts);
    assert_eq!(unit.result("cd34_post").unwrap().record.state, ResultState::Preliminary);
    assert!(stale(&unit).is_empty());
    // Who confirms a value computes nothing: an input that changes makes the confirmed one stale all the same.
    let confirmed = ResultRecorded {
        correction_reason: None,
        state: ResultState::Final,
        ..unit.result("cd34_post").unwrap().record.clone()
    };
    facts.push(fact(20, Record::ResultRecorded(confirmed)));
    facts.push(fact(21, typed("tnc_post", Some("11.00"), ResultState::Final)));
    assert_eq!(stale(&fold(&facts)), ["cd34_post"]);
}

#[test]
fn nothing_is_measured_onto_a_value_that_is_out_of_date() {
    let mut facts = computed();
    facts.retain(|fact| fact.record.result().is_none_or(|(result, _)| result.test != "cd34_post"));
    facts.push(fact(9, volume_corrected("10.0")));
    let share = |facts: &[Stamped<Record>]| measured(&fold(facts), "flow-cytometry", "CD34%", "0.40", "%");
    let read = share(&facts);
    assert_eq!((read.records.len(), read.waits), (0, vec!["result.stale".to_owned()]));
    recompute(&mut facts).unwrap();
    let read = share(&facts);
    assert_eq!((read.records.len(), read.waits.len()), (1, 0));
}

#[test]
fn only_what_was_shown_is_recorded_and_only_by_those_who_may() {
    let mut facts = computed();
    facts.push(fact(9, volume_corrected("10.0")));
    let unit = fold(&facts);
    let rules = rules();
    let shown = |tnc: &str, cd34: &str| {
        vec![("tnc_post".to_owned(), tnc.to_owned()), ("cd34_post".to_owned(), cd34.to_owned())]
    };
    let act = |shown: &[decide::Shown], reason: &str, roles: &[Role]| {
        with_context(&rules, |context| {
            decide::recompute_results(&unit, shown, reason, &Context { roles, ..*context })
                .map(|records| records.len())
                .map_err(|refusal| refusal.code)
        })
    };
    let lab = [Role::TestLab];
    assert_eq!(act(&shown("5.00", "2.00"), "r", &lab), Ok(2));
    assert_eq!(act(&shown("5.0", "2"), "r", &lab), Ok(2), "by value");
    assert_eq!(act(&shown("5.01", "2.00"), "r", &lab), Err(Code::ResultRecomputed));
    assert_eq!(act(&shown("5.00", "2.00")[..1], "r", &lab), Err(Code::ResultRecomputed), "not all seen");
    let more = [shown("5.00", "2.00"), vec![("mnc_post".to_owned(), "1".to_owned())]].concat();
    assert_eq!(act(&more, "r", &lab), Err(Code::ResultRecomputed));
    assert_eq!(act(&shown("5.00", "2.00"), " ", &lab), Err(Code::Empty));
    assert_eq!(act(&shown("5.00", "2.00"), "r", &[Role::Storage]), Err(Code::ResultRole));
}

/// What one of two stations does.
#[derive(Debug, Clone)]
enum Deed {
    Volume(u8),
    Cells(u8),
    CellsInvalid,
    Share(u8),
    Recompute,
    Hear,
}

fn deed() -> impl Strategy<Value = (bool, Deed)> {
    let deeds = prop_oneof![
        (1u8..200).prop_map(Deed::Volume),
        (1u8..200).prop_map(Deed::Cells),
        Just(Deed::CellsInvalid),
        (1u8..90).prop_map(Deed::Share),
        Just(Deed::Recompute),
        Just(Deed::Recompute),
        Just(Deed::Hear),
    ];
    (any::<bool>(), deeds)
}

fn rounded(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// Every value in force that was computed is what its inputs in force make, or is stale. Computed here a second time, of the
/// unit's values alone.
fn holds(unit: &UnitState) {
    let volume: Decimal = unit.step_done("adjust_volume").unwrap().record.values[0].value.parse().unwrap();
    for (test, share) in [("tnc_post", None), ("cd34_post", Some("tnc_post"))] {
        let Some(of) = unit.computation(test) else { continue };
        if unit.is_stale(test) {
            continue;
        }
        let value = unit.result(test).unwrap().record.number.unwrap().0;
        let measured = of.record.inputs[0].value.0;
        let expected = match share {
            None => measured * volume / Decimal::ONE_HUNDRED,
            Some(cells) => measured * unit.result(cells).unwrap().record.number.unwrap().0,
        };
        assert_eq!(value, rounded(expected), "{test}");
        assert!(share.is_none_or(|cells| !unit.is_stale(cells)), "{test} of a stale value");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn the_value_in_force_is_what_its_inputs_make_or_it_is_stale(
        deeds in prop::collection::vec(deed(), 1..24), order in any::<u64>(),
    ) {
        let begun = computed();
        // What each station knows, in display order; a fact is named by its place in all that ever happened.
        let mut all = begun.clone();
        let mut known: [Vec<usize>; 2] = [(0..all.len()).collect(), (0..all.len()).collect()];
        for (second, deed) in deeds {
            let at = usize::from(second);
            let facts: Vec<_> = known[at].iter().map(|place| all[*place].clone()).collect();
            let unit = fold(&facts);
            let hundredths = |number: u8| Decimal::new(i64::from(number), 1).to_string();
            let records = match deed {
                Deed::Volume(ml) => vec![volume_corrected(&hundredths(ml))],
                Deed::Cells(cells) => vec![typed("tnc_post", Some(&hundredths(cells)), ResultState::Final)],
                Deed::CellsInvalid => vec![typed("tnc_post", None, ResultState::Invalid)],
                Deed::Share(share) => {
                    let share = Decimal::new(i64::from(share), 2).to_string();
                    measured(&unit, "flow-cytometry", "CD34%", &share, "%").records
                }
                Deed::Recompute => {
                    let mut facts = facts.clone();
                    let before = facts.len();
                    let possible = recompute(&mut facts).is_ok();
                    if possible {
                        let unit = fold(&facts);
                        // What stays open lacks an input; nothing else does.
                        prop_assert!(unit.recomputed().iter().all(|anew| anew.value.is_none()));
                        holds(&unit);
                    }
                    facts.split_off(before).into_iter().map(|fact| fact.record).collect()
                }
                Deed::Hear => {
                    let both: std::collections::BTreeSet<usize> = known.iter().flatten().copied().collect();
                    known[at] = both.into_iter().collect();
                    continue;
                }
            };
            for record in records {
                known[at].push(all.len());
                let seq = all.len() as u64 + 1;
                all.push(fact(seq, record));
            }
            let facts: Vec<_> = known[at].iter().map(|place| all[*place].clone()).collect();
            holds(&fold(&facts));
        }
        // Whatever part of it has arrived, and once everything has.
        let part: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(place, _)| *place < begun.len() || order >> (place % 64) & 1 == 1)
            .map(|(_, fact)| fact.clone())
            .collect();
        holds(&fold(&part));
        holds(&fold(&all));
    }
}
