//! Results of analysers against a unit, as given/when/then tables: taken, computed, or waiting with the reason.
//! tidy: long because every way that a result may take is a table here, over one unit, one instrument and the same rules.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::analyser::{
    Against, Mapping, NumberRule, Override, Reading, Reported, ReportedStatus, Samples, Settled, read_results,
};
use domain::control::ControlStanding;
use domain::decide::Context;
use domain::record::*;
use domain::rules::{RuleSet, Sop, SopFile};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;

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
        "haematology-uncorrected" => include_str!("../../../assets/analysers/haematology-uncorrected.json"),
        "blood-culture" => include_str!("../../../assets/analysers/blood-culture.json"),
        _ => include_str!("../../../assets/analysers/flow-cytometry.json"),
    };
    serde_json::from_str(text).unwrap()
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

/// A unit that was accepted, and whatever else.
fn unit(others: Vec<Record>) -> UnitState {
    let accepted = Record::ReceiptDecided(ReceiptDecided {
        decision: ReceiptDecision::Accept,
        proposed: ReceiptDecision::Accept,
        reason: None,
    });
    let all = [accepted].into_iter().chain(others).zip(1..).map(|(record, seq)| fact(seq, record));
    UnitState::fold(DonationId::from_bytes([3; 16]), all)
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

fn result(test: &str, number: Option<&str>, choice: Option<&str>) -> Record {
    Record::ResultRecorded(ResultRecorded {
        test: test.to_owned(),
        number: number.map(|number| number.parse().unwrap()),
        choice: choice.map(str::to_owned),
        unit: String::new(),
        method: "XN".to_owned(),
        state: ResultState::Final,
        correction_reason: None,
    })
}

fn one(code: &str, value: &str, unit: &str) -> Reported {
    Reported {
        place: 0,
        specimen: 0,
        code: code.to_owned(),
        details: Vec::new(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        flags: Vec::new(),
        status: ReportedStatus::Final,
        measured_ms: None,
    }
}

fn read_with(unit: &UnitState, name: &str, results: Vec<Reported>, by: Option<Override<'_>>) -> Settled {
    read_by(&rules(), unit, name, results, by)
}

fn read_by(
    rules: &RuleSet,
    unit: &UnitState,
    name: &str,
    results: Vec<Reported>,
    by: Option<Override<'_>>,
) -> Settled {
    read_sampled(rules, unit, name, results, (by, &Samples::default()))
}

fn read_sampled(
    rules: &RuleSet,
    unit: &UnitState,
    name: &str,
    results: Vec<Reported>,
    by: (Option<Override<'_>>, &Samples),
) -> Settled {
    read_mapped(rules, unit, &mapping(name), results, by)
}

fn read_mapped(
    rules: &RuleSet,
    unit: &UnitState,
    mapping: &Mapping,
    results: Vec<Reported>,
    (by, samples): (Option<Override<'_>>, &Samples),
) -> Settled {
    let approvals = [ProcedureApproved {
        procedure: ProcedureKind::Limits,
        code: rules.norm.code.clone(),
        version: rules.norm.version.to_string(),
        digest: "norm".to_owned(),
        effective_ms: NOW_MS - 1,
        name: "刘".to_owned(),
        meaning: Meaning::Approval,
    }];
    let context = Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::TestLab],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &approvals,
    };
    let results: Vec<Reported> =
        results.into_iter().zip(0..).map(|(one, place)| Reported { place, ..one }).collect();
    let reading = Reading {
        mapping,
        instrument: "XN-550 22723",
        sent_ms: None,
        received_ms: NOW_MS,
        samples,
        device: None,
        controls: &ControlStanding::default(),
        override_by: by,
    };
    read_results(unit, &results, &reading, &context)
}

fn read(unit: &UnitState, name: &str, results: Vec<Reported>) -> Settled {
    read_with(unit, name, results, None)
}

fn taken(settled: &Settled) -> Vec<(&str, &str)> {
    settled.taken.iter().map(|taken| (taken.test.as_str(), taken.value.as_str())).collect()
}

fn waits(settled: &Settled) -> Vec<(&str, &str)> {
    settled.waiting.iter().map(|waiting| (waiting.code.as_str(), waiting.why.as_str())).collect()
}

#[test]
fn nucleated_cells_are_computed_from_the_count_and_the_volume_with_both_shown() {
    let xn = || vec![one("WBC", "62.48", "10*3/uL"), one("NRBC%", "4.1", "%"), one("PLT", "99", "10*3/uL")];
    let settled = read(&unit(vec![volume("21.0")]), "sysmex-xn", xn());
    // 62.48 × 10⁹/L × 21.0 mL = 13.12 × 10⁸; the instrument leaves nucleated red cells out itself.
    assert_eq!((taken(&settled), waits(&settled)), (vec![("tnc_post", "13.12")], vec![]));
    let inputs: Vec<_> = settled.taken[0]
        .inputs
        .iter()
        .map(|i| (i.name.as_str(), i.value.as_str(), i.unit.as_str()))
        .collect();
    assert_eq!(inputs, [("wbc", "62.48", "10*3/uL"), ("volume_ml", "21.0", "mL")]);
    let [Record::ResultComputed(computed)] = settled.records.as_slice() else { panic!("{settled:?}") };
    let recorded = &computed.result;
    assert_eq!((recorded.method.as_str(), recorded.unit.as_str()), ("Sysmex XN XN-550 22723", "×10⁸"));
    let own: Vec<_> = computed.inputs.iter().map(|i| (i.name.as_str(), i.is_own())).collect();
    assert_eq!(own, [("wbc", false), ("volume_ml", true)]);
    // One that counts them along is corrected: 62.48 × 100 / 104.1 × 21.0 / 100 = 12.604…
    let settled = read(&unit(vec![volume("21.0")]), "haematology-uncorrected", xn());
    assert_eq!(taken(&settled), [("tnc_post", "12.60")]);
    assert_eq!(settled.taken[0].inputs.len(), 3);
    // Without the correction's own input nothing is computed.
    let settled =
        read(&unit(vec![volume("21.0")]), "haematology-uncorrected", vec![one("WBC", "62.48", "10*3/uL")]);
    assert_eq!((taken(&settled), waits(&settled)), (vec![], vec![("WBC", "analyser.input")]));
    // The same value in another unit.
    for (value, unit_of, tnc) in [("62480", "/uL", "13.12"), ("62.48", "10^9/L", "13.12")] {
        let settled = read(&unit(vec![volume("21.0")]), "sysmex-xn", vec![one("WBC", value, unit_of)]);
        assert_eq!(taken(&settled), [("tnc_post", tnc)], "{value} {unit_of}");
    }
}

#[test]
fn what_cannot_be_taken_waits_with_its_reason() {
    let ready = || unit(vec![volume("21.0")]);
    let flagged = Reported { flags: vec!["A".to_owned()], ..one("WBC", "8.13", "10*3/uL") };
    let withdrawn = Reported { status: ReportedStatus::Withdrawn, ..one("WBC", "8.13", "10*3/uL") };
    let not_done = Reported { status: ReportedStatus::NotDone, ..one("WBC", "", "10*3/uL") };
    let (given, when): (UnitState, Vec<Reported>) = (ready(), vec![one("WBC", "8.13", "10*3/uL")]);
    assert_eq!(taken(&read(&given, "sysmex-xn", when)), [("tnc_post", "1.71")]);
    let cases: [(UnitState, Reported, &str); 10] = [
        (ready(), flagged, "analyser.flagged"),
        (ready(), withdrawn, "analyser.withdrawn"),
        (ready(), not_done, "analyser.not_done"),
        (ready(), one("WBC", "----", "10*3/uL"), "value.not_a_number"),
        (ready(), one("WBC", "8.13", "cells"), "analyser.unit"),
        (ready(), one("WBC", "9999", "10*3/uL"), "value.too_high"),
        (ready(), one("NEWCODE", "1", "%"), "analyser.code"),
        (unit(Vec::new()), one("WBC", "8.13", "10*3/uL"), "analyser.input"),
        (
            unit(vec![volume("21.0"), result("tnc_post", Some("9.9"), None)]),
            one("WBC", "8.13", "10*3/uL"),
            "result.correction_reason",
        ),
        (
            UnitState::fold(DonationId::from_bytes([3; 16]), [fact(1, volume("21.0"))]),
            one("WBC", "8.13", "10*3/uL"),
            "bench.not_accepted",
        ),
    ];
    for (given, when, why) in cases {
        let code = when.code.clone();
        let settled = read(&given, "sysmex-xn", vec![when]);
        assert_eq!((taken(&settled), waits(&settled)), (vec![], vec![(code.as_str(), why)]));
    }
    // Twice, and not the same: neither counts.
    let settled =
        read(&ready(), "sysmex-xn", vec![one("WBC", "8.13", "10*3/uL"), one("WBC", "8.20", "10*3/uL")]);
    assert_eq!((taken(&settled), waits(&settled).len()), (vec![], 2), "{settled:?}");
    // Twice and the same is once.
    let settled =
        read(&ready(), "sysmex-xn", vec![one("WBC", "8.13", "10*3/uL"), one("WBC", "8.13", "10*3/uL")]);
    assert_eq!((taken(&settled).len(), waits(&settled).len()), (1, 0));
}

#[test]
fn what_the_mapping_accounts_for_is_silent() {
    let settled = read(
        &unit(vec![volume("21.0")]),
        "sysmex-xn",
        vec![
            one("MCV", "87.3", "fL"),
            one("Blasts/Abn_Lympho?", "40", ""),
            one("Positive_Diff", "", ""),
            one("SCAT_WDF", "PNG\\20240628\\1.PNG", ""),
            one("HGB", "8.0", "g/dL"),
            Reported { status: ReportedStatus::Pending, ..one("WBC", "", "10*3/uL") },
        ],
    );
    assert_eq!(settled, Settled::default());
    // What is recorded already, as it is, makes nothing.
    let given = unit(vec![volume("21.0"), result("tnc_post", Some("1.71"), None)]);
    assert_eq!(read(&given, "sysmex-xn", vec![one("WBC", "8.13", "10*3/uL")]), Settled::default());
}

#[test]
fn bottles_are_told_apart_and_disagreeing_ones_wait() {
    let bottle = |kind: &str, value: &str| Reported {
        details: vec!["BACTEC FX".to_owned(), kind.to_owned()],
        ..one("GND", value, "")
    };
    let both =
        vec![bottle("Plus Aerobic/F", "INST_NEGATIVE"), bottle("Lytic/10 Anaerobic/F", "INST_POSITIVE")];
    let settled = read(&unit(Vec::new()), "blood-culture", both);
    assert_eq!(taken(&settled), [("sterility_aerobic", "negative"), ("sterility_anaerobic", "positive")]);
    let ongoing = vec![bottle("Plus Aerobic/F", "INST_ONGOING")];
    assert_eq!(read(&unit(Vec::new()), "blood-culture", ongoing), Settled::default());
    let cases = [
        (vec![bottle("Myco/F Lytic", "INST_NEGATIVE")], vec![("GND", "analyser.code")]),
        (vec![bottle("Plus Aerobic/F", "INST_ERROR")], vec![("GND", "analyser.value")]),
        (
            vec![bottle("Plus Aerobic/F", "INST_NEGATIVE"), bottle("Peds Plus/F", "INST_POSITIVE")],
            vec![("GND", "analyser.twice"), ("GND", "analyser.twice")],
        ),
    ];
    for (when, then) in cases {
        let settled = read(&unit(Vec::new()), "blood-culture", when);
        assert_eq!((taken(&settled), waits(&settled)), (vec![], then));
    }
    // A culture that grew after it was negative is a correction, and a person's to make.
    let negative = unit(vec![result("sterility_aerobic", None, Some("negative"))]);
    let settled = read(&negative, "blood-culture", vec![bottle("Plus Aerobic/F", "INST_POSITIVE")]);
    assert_eq!(waits(&settled), [("GND", "result.correction_reason")]);
}

#[test]
fn stem_cells_come_from_the_absolute_count_or_from_percent_and_nucleated_cells() {
    let settled = read(
        &unit(vec![volume("20.5")]),
        "flow-cytometry",
        vec![one("CD34ABS", "212.4", "cells/uL"), one("CD34%", "0.43", "%"), one("VIABILITY", "96.4", "%")],
    );
    // 212.4 /µL × 20.5 mL = 4.354 × 10⁶
    assert_eq!(taken(&settled), [("cd34_post", "4.35"), ("viability_post", "96.4")]);
    let counted = unit(vec![result("tnc_post", Some("10.63"), None)]);
    let settled = read(&counted, "flow-cytometry", vec![one("CD34%", "0.43", "%")]);
    // 0.43 % of 10.63 × 10⁸ = 4.57 × 10⁶
    assert_eq!(taken(&settled), [("cd34_post", "4.57")]);
    // Nothing is more final than what it was made of.
    for state in [ResultState::Final, ResultState::Preliminary] {
        let Record::ResultRecorded(mut count) = result("tnc_post", Some("10.63"), None) else {
            unreachable!()
        };
        count.state = state;
        let counted = unit(vec![Record::ResultRecorded(count)]);
        let settled = read(&counted, "flow-cytometry", vec![one("CD34%", "0.43", "%")]);
        let made = settled.records.first().and_then(|record| record.result()).map(|(made, _)| made.state);
        assert_eq!(made, Some(state));
    }
    let settled = read(&unit(Vec::new()), "flow-cytometry", vec![one("CD34%", "0.43", "%")]);
    assert_eq!(waits(&settled), [("CD34%", "analyser.input")]);
    assert_eq!(settled.waiting[0].params[0].value, "tnc");
    let preliminary = Reported { status: ReportedStatus::Preliminary, ..one("VIABILITY", "96.4", "%") };
    let settled = read(&unit(Vec::new()), "flow-cytometry", vec![preliminary]);
    let recorded = settled.records.first().and_then(|record| record.result()).expect("a result").0;
    assert_eq!(recorded.state, ResultState::Preliminary);
}

#[test]
fn a_person_takes_what_waited_with_a_reason_and_never_past_the_rules() {
    let flagged = || Reported { flags: vec!["A".to_owned()], ..one("WBC", "62.48", "10*3/uL") };
    let inputs = [("volume_ml".to_owned(), "21.0".parse().unwrap())];
    let by = Some(Override { reason: "smear read by hand", inputs: &inputs, repeat: false, despite: &[] });
    let settled = read_with(&unit(Vec::new()), "sysmex-xn", vec![flagged()], by);
    assert_eq!(taken(&settled), [("tnc_post", "13.12")]);
    let recorded = settled.records.first().and_then(|record| record.result()).expect("a result").0;
    assert_eq!(recorded.correction_reason, None, "a first result corrects nothing");
    let given = unit(vec![result("tnc_post", Some("9.9"), None)]);
    let settled = read_with(&given, "sysmex-xn", vec![flagged()], by);
    let recorded = settled.records.first().and_then(|record| record.result()).expect("a result").0;
    assert_eq!(recorded.correction_reason.as_deref(), Some("smear read by hand"));
    // What the unit's record has is not replaced by what a person says.
    let settled = read_with(&unit(vec![volume("20.0")]), "sysmex-xn", vec![flagged()], by);
    assert_eq!(taken(&settled), [("tnc_post", "12.50")]);
    for (when, why) in [
        (one("WBC", "99999", "10*3/uL"), "value.too_high"),
        (one("WBC", "8.13", "cells"), "analyser.unit"),
        (one("WBC", "8.1.3", "10*3/uL"), "value.not_a_number"),
        (one("NEWCODE", "1", ""), "analyser.code"),
    ] {
        let code = when.code.clone();
        let settled = read_with(&unit(Vec::new()), "sysmex-xn", vec![when], by);
        assert_eq!((taken(&settled), waits(&settled)), (vec![], vec![(code.as_str(), why)]));
    }
}

#[test]
fn a_critical_value_made_of_a_number_that_was_typed_once_waits_for_whoever_confirms_it() {
    let inputs = [("volume_ml".to_owned(), "21.0".parse().unwrap())];
    let by =
        Some(Override { reason: "volume read from the form", inputs: &inputs, repeat: false, despite: &[] });
    let mut rules = rules();
    let state = |rules: &RuleSet, unit: &UnitState| {
        let settled = read_by(rules, unit, "sysmex-xn", vec![one("WBC", "62.48", "10*3/uL")], by);
        settled.records.first().and_then(|record| record.result()).expect("a result").0.state
    };
    let (unknown, known) = (unit(Vec::new()), unit(vec![volume("21.0")]));
    assert_eq!(state(&rules, &unknown), ResultState::Final, "not critical");
    rules.norm.tests.iter_mut().for_each(|test| test.critical = true);
    assert_eq!(state(&rules, &unknown), ResultState::Preliminary);
    assert_eq!(state(&rules, &known), ResultState::Final, "the unit's own record has the volume");
}

// given: what one instrument reported and was recorded; when: another value of it comes; then: taken, waits, or needs nobody.
#[test]
fn an_older_value_takes_no_newer_ones_place() {
    let told = |value: &str, measured_ms: Option<i64>, status: ReportedStatus| Reported {
        measured_ms,
        status,
        ..one("VIABILITY", value, "%")
    };
    use ReportedStatus::{Corrected, Final, Preliminary};
    for (recorded, comes, why) in [
        (told("96", Some(5), Final), told("91", Some(4), Final), Some("analyser.superseded")),
        (told("96", Some(5), Final), told("91", Some(4), Corrected), Some("analyser.superseded")),
        (told("96", Some(5), Corrected), told("91", Some(5), Final), Some("analyser.superseded")),
        (told("96", None, Corrected), told("91", None, Final), Some("analyser.superseded")),
        (told("96", Some(5), Final), told("96", Some(4), Preliminary), None),
        (told("96", Some(5), Final), told("96", Some(5), Preliminary), None),
        (told("96", Some(5), Final), told("91", Some(5), Corrected), Some("result.correction_reason")),
        (told("96", Some(5), Final), told("91", Some(6), Final), Some("result.correction_reason")),
        (told("96", Some(5), Final), told("91", None, Final), Some("result.correction_reason")),
    ] {
        let first = read(&unit(Vec::new()), "flow-cytometry", vec![recorded.clone()]);
        let [Record::ResultTimed(timed)] = first.records.as_slice() else { panic!("{first:?}") };
        assert_eq!(
            (timed.measured_ms, timed.corrected),
            (recorded.measured_ms, recorded.status == Corrected)
        );
        let state = unit(first.records.clone());
        let second = read(&state, "flow-cytometry", vec![comes.clone()]);
        let waits: Vec<&str> = second.waiting.iter().map(|waiting| waiting.why.as_str()).collect();
        assert_eq!(waits, why.into_iter().collect::<Vec<_>>(), "{recorded:?} {comes:?}");
        assert!(second.records.is_empty());
        // A person changes nothing about what is older, but says so who was shown both: what is taken then counts.
        let given = read_with(&state, "flow-cytometry", vec![comes.clone()], Some(BY));
        assert_eq!(given.records.len(), usize::from(why == Some("result.correction_reason")), "{comes:?}");
        let by = Override { despite: &[Against::Superseded], ..BY };
        let given = read_with(&state, "flow-cytometry", vec![comes.clone()], Some(by));
        let all = unit([first.records.clone(), given.records].concat());
        let current = all.result("viability_post").expect("a result");
        assert_eq!(
            domain::unit::result_text(&current.record),
            if why.is_some() { "91.0" } else { "96.0" },
            "{comes:?}"
        );
        assert_eq!(current.record.correction_reason.as_deref(), why.map(|_| "compared"));
        assert_eq!(all.contradicting_results("viability_post").count(), 0, "{comes:?}");
    }
}

// given: what stations said of one test without hearing of each other; when: a person takes another value that waited; then: whether
// that settles it.
#[test]
fn contradicting_results_are_settled_only_by_who_was_shown_them() {
    let said = |values: &[&str]| {
        unit(values.iter().map(|value| result("viability_post", Some(value), None)).collect())
    };
    let comes = || vec![one("VIABILITY", "91", "%")];
    for (given, by, why) in [
        (said(&["96.0"]), BY, None),
        (said(&["96.0", "96.0"]), BY, None),
        (said(&["93.0", "96.0"]), BY, Some(("96.0", "93.0"))),
        (said(&["90.0", "93.0", "96.0"]), BY, Some(("96.0", "90.0, 93.0"))),
        (said(&["93.0", "96.0"]), Override { despite: &[Against::Superseded], ..BY }, Some(("96.0", "93.0"))),
        (said(&["93.0", "96.0"]), Override { despite: &[Against::Contradicted], ..BY }, None),
    ] {
        let settled = read_with(&given, "flow-cytometry", comes(), Some(by));
        let shown = settled.waiting.first().map(|waiting| {
            assert_eq!(waiting.why, "analyser.contradicted");
            let said =
                |name: &str| waiting.params.iter().find(|param| param.name == name).unwrap().value.clone();
            (said("value"), said("others"))
        });
        assert_eq!(shown, why.map(|(value, others)| (value.to_owned(), others.to_owned())));
        assert_eq!(settled.records.len(), usize::from(why.is_none()));
    }
    // The instrument alone is refused for the value on record, as ever.
    let alone = read(&said(&["93.0", "96.0"]), "flow-cytometry", comes());
    assert_eq!(waits(&alone), [("VIABILITY", "result.correction_reason")]);
}

fn rules_that_order() -> RuleSet {
    RuleSet {
        norm_digest: "norm".to_owned(),
        ..common::rules(include_str!("../../../assets/norms/template-cn-v5.json"), &[])
    }
}

fn step(code: &str) -> Record {
    let Record::StepRecorded(step) = volume("21.0") else { unreachable!() };
    Record::StepRecorded(StepRecorded { step: code.to_owned(), values: Vec::new(), ..step })
}

const BY: Override<'_> = Override { reason: "compared", inputs: &[], repeat: false, despite: &[] };

// given: the steps that were done; when: an instrument sends a value of the unit; then: it is taken where one of them orders the
// test, and waits with that reason where none does, also when a person would take it.
#[test]
fn a_test_that_nobody_ordered_waits_until_a_step_orders_it() {
    let rules = rules_that_order();
    let count = || vec![one("WBC", "62.48", "10*3/uL"), one("NRBC%", "4.1", "%")];
    let viable = || vec![one("VIABILITY", "96.4", "%")];
    let not_ordered = |codes: &[&'static str]| -> Vec<(&'static str, &'static str)> {
        codes.iter().map(|code| (*code, "analyser.not_ordered")).collect()
    };
    for (given, ordered) in [
        (vec![volume("21.0")], false),
        (vec![volume("21.0"), step("sample_pre")], false),
        (vec![volume("21.0"), step("sample_pre"), step("sample_post")], true),
        (vec![volume("21.0"), step("seal")], true),
        (vec![volume("21.0"), step("count_post")], true),
    ] {
        for by in [None, Some(BY)] {
            let unit = unit(given.clone());
            let settled = read_by(&rules, &unit, "sysmex-xn", count(), by);
            if ordered {
                assert_eq!(taken(&settled), [("nrbc_post", "4.1"), ("tnc_post", "13.12")], "{given:?}");
                assert_eq!(waits(&settled), []);
            } else {
                assert_eq!(
                    (taken(&settled), waits(&settled)),
                    (vec![], not_ordered(&["NRBC%", "WBC"])),
                    "{given:?}"
                );
            }
        }
    }
    let settled = read_by(&rules, &unit(vec![step("sample_pre")]), "flow-cytometry", viable(), None);
    assert_eq!(waits(&settled), not_ordered(&["VIABILITY"]));
    let params: Vec<&str> = settled.waiting[0].params.iter().map(|param| param.value.as_str()).collect();
    assert_eq!(params[0], "viability_post");
    // On record already, as it is: the same sent again needs nobody.
    let known = unit(vec![result("viability_post", Some("96.4"), None)]);
    assert_eq!(read_by(&rules, &known, "flow-cytometry", viable(), None), Settled::default());
}

#[test]
fn what_no_step_orders_is_ordered_by_who_takes_it() {
    let mut rules = rules_that_order();
    let all = rules.norm.tests.iter_mut();
    for test in all.filter(|test| matches!(test.code.as_str(), "nrbc_post" | "hgb_post")) {
        (test.ordered_by, test.taken_in_by) = (Vec::new(), Vec::new());
    }
    let unit = unit(vec![volume("21.0"), step("sample_post")]);
    let blood = || vec![one("HGB", "8.0", "g/dL")];
    let settled = read_by(&rules, &unit, "sysmex-xn", blood(), None);
    assert_eq!((taken(&settled), waits(&settled)), (vec![], vec![("HGB", "analyser.never_ordered")]));
    assert_eq!(taken(&read_by(&rules, &unit, "sysmex-xn", blood(), Some(BY))), [("hgb_post", "80")]);
    // What an ordered test is made of needs nobody, though it would be a result of its own.
    let both = vec![one("WBC", "62.48", "10*3/uL"), one("NRBC%", "4.1", "%")];
    let settled = read_by(&rules, &unit, "haematology-uncorrected", both, None);
    assert_eq!((taken(&settled), waits(&settled)), (vec![("tnc_post", "12.60")], vec![]));
}

// given: a procedure with or without a step that orders the test; when: an instrument reports it before any was done; then: it
// waits, and a person takes it as one more test where the procedure orders it never, but not where it still will.
#[test]
fn what_the_units_own_procedure_never_orders_is_taken_by_a_person() {
    let steps = |codes: &[&str]| -> Vec<serde_json::Value> {
        let numbered = codes.iter().zip(1..);
        let step = numbered.map(|(code, number)| {
            serde_json::json!({
                "code": code, "number": number, "title": { "zh": "步", "en": "Step" },
                "help": { "zh": "步", "en": "Step" }, "who": ["processing"],
            })
        });
        step.collect()
    };
    for (codes, never) in [
        (&["adjust_volume"][..], true),
        (&["adjust_volume", "sample_post"], false),
        (&["adjust_volume", "count_post"], false),
    ] {
        let text = serde_json::json!({
            "code": "p", "version": "1", "title": { "zh": "规程", "en": "Procedure" }, "steps": steps(codes),
        });
        let file =
            SopFile { sop: Sop::parse(&text.to_string()).unwrap(), digest: "p".to_owned(), drawn_by: None };
        let rules = RuleSet { sops: vec![std::sync::Arc::new(file)], ..rules_that_order() };
        let unit = unit(vec![volume("21.0")]);
        let viable = || vec![one("VIABILITY", "96.4", "%")];
        let settled = read_by(&rules, &unit, "flow-cytometry", viable(), None);
        let why = if never { "analyser.never_ordered" } else { "analyser.not_ordered" };
        assert_eq!((taken(&settled), waits(&settled)), (vec![], vec![("VIABILITY", why)]), "{codes:?}");
        let settled = read_by(&rules, &unit, "flow-cytometry", viable(), Some(BY));
        assert_eq!(taken(&settled).len(), usize::from(never), "{codes:?}");
    }
}

// given: a unit of which both samples were taken; when: an instrument read the label of one; then: it stands for the tests that
// the step orders which it was taken in.
#[test]
fn the_sample_that_was_read_decides_which_tests_are_measured_in_it() {
    let rules = rules_that_order();
    let unit = unit(vec![volume("21.0"), step("sample_pre"), step("sample_post")]);
    let steps = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let sampling = ["sample_pre", "sample_post", "seal", "maternal_sample", "sterility", "remove_rbc"];
    for (taken_in, why) in [
        (vec!["sample_post"], None),
        (vec!["sample_pre"], Some("specimen.of_step")),
        // Of no step that orders anything: it says nothing of when the blood was taken.
        (vec!["remove_rbc"], None),
        (vec!["maternal_sample"], Some("specimen.of_step")),
        (vec!["seal", "sample_pre"], None),
    ] {
        let samples = Samples { of: [(0, steps(&taken_in))].into(), steps: steps(&sampling) };
        for by in [None, Some(BY)] {
            let count = vec![one("WBC", "62.48", "10*3/uL")];
            let settled = read_sampled(&rules, &unit, "sysmex-xn", count, (by, &samples));
            let found: Vec<&str> = settled.waiting.iter().map(|waiting| waiting.why.as_str()).collect();
            assert_eq!(found, why.into_iter().collect::<Vec<_>>(), "{taken_in:?}");
            assert_eq!(taken(&settled).len(), usize::from(why.is_none()), "{taken_in:?}");
        }
    }
}

// given: an instrument whose clock is ahead; when: it sends a value; then: it waits, and who takes it has it count as measured on
// receipt, so that what is measured afterwards is the newer value.
#[test]
fn a_clock_that_is_ahead_locks_no_test() {
    let told = |value: &str, measured_ms: i64| {
        vec![Reported { measured_ms: Some(measured_ms), ..one("VIABILITY", value, "%") }]
    };
    const MINUTE_MS: i64 = 60_000;
    for (ahead_ms, waits) in [
        (-MINUTE_MS, false),
        (0, false),
        (5 * MINUTE_MS, false),
        (5 * MINUTE_MS + 1, true),
        (i64::MAX / 2, true),
    ] {
        let settled = read(&unit(Vec::new()), "flow-cytometry", told("96", NOW_MS + ahead_ms));
        let why: Vec<&str> = settled.waiting.iter().map(|waiting| waiting.why.as_str()).collect();
        assert_eq!(why, if waits { vec!["analyser.ahead"] } else { vec![] }, "{ahead_ms}");
    }
    let year_ms = 365 * 24 * 60 * MINUTE_MS;
    let first = read_with(&unit(Vec::new()), "flow-cytometry", told("96", NOW_MS + year_ms), Some(BY));
    let [Record::ResultTimed(timed)] = first.records.as_slice() else { panic!("{first:?}") };
    assert_eq!(timed.measured_ms, Some(NOW_MS));
    // One that was taken before such values were refused locks nothing either.
    let before = ResultTimed { measured_ms: Some(NOW_MS + year_ms), ..timed.clone() };
    for recorded in [timed.clone(), before] {
        let state = unit(vec![Record::ResultTimed(recorded)]);
        let second = read(&state, "flow-cytometry", told("91", NOW_MS + MINUTE_MS));
        let why: Vec<&str> = second.waiting.iter().map(|waiting| waiting.why.as_str()).collect();
        assert_eq!(why, ["result.correction_reason"]);
        let taken = read_with(&state, "flow-cytometry", told("91", NOW_MS + MINUTE_MS), Some(BY));
        assert_eq!(taken.records.len(), 1);
    }
}

// given: a sample from before processing and one from after it in one message, in either order, with the same value or not; when:
// it is read; then: each value is held against the tests that are measured in its own sample, and nothing is lost.
#[test]
fn two_samples_of_one_message_keep_their_values_apart() {
    let mut rules = rules_that_order();
    let mut before = rules.norm.tests.iter().find(|test| test.code == "viability_post").unwrap().clone();
    before.code = "viability_pre".to_owned();
    before.ordered_by = vec!["sample_pre".to_owned()];
    before.taken_in_by = Vec::new();
    let unit = unit(vec![volume("21.0"), step("sample_pre"), step("sample_post")]);
    let samples = |pre: u32, post: u32| {
        let of = [(pre, ["sample_pre".to_owned()].into()), (post, ["sample_post".to_owned()].into())].into();
        Samples { of, steps: ["sample_pre".to_owned(), "sample_post".to_owned()].into() }
    };
    for (pre, post) in [(0, 1), (1, 0)] {
        for (value_pre, value_post) in [("96.4", "96.4"), ("71.3", "96.4")] {
            let values = || {
                let told = |specimen, value| Reported { specimen, ..one("VIABILITY", value, "%") };
                let mut both = vec![told(pre, value_pre), told(post, value_post)];
                both.sort_by_key(|one| one.specimen);
                both
            };
            let samples = samples(pre, post);
            let settled = read_sampled(&rules, &unit, "flow-cytometry", values(), (None, &samples));
            assert_eq!(taken(&settled), [("viability_post", "96.4")], "{pre} {value_pre}");
            assert_eq!(waits(&settled), [("VIABILITY", "specimen.of_step")]);
            assert_eq!(settled.waiting[0].specimen, pre);
            // Where the bank has a test of the other sample too, both are taken.
            let mut both = rules.clone();
            both.norm.tests.push(before.clone());
            let settled = read_mapped(&both, &unit, &twofold(), values(), (None, &samples));
            let expected = [("viability_post", "96.4"), ("viability_pre", value_pre)];
            assert_eq!((taken(&settled), waits(&settled)), (expected.to_vec(), vec![]), "{pre} {value_pre}");
        }
    }
    // Choices are no other: a bottle of the other step's sample is not one of two that disagree.
    rules.norm.tests.iter_mut().filter(|test| test.code == "sterility_aerobic").for_each(|test| {
        test.ordered_by = vec!["sample_post".to_owned()];
        test.taken_in_by = Vec::new();
    });
    let bottle = |specimen, value: &str| Reported {
        specimen,
        details: vec!["Plus Aerobic/F".to_owned()],
        ..one("GND", value, "")
    };
    let bottles = vec![bottle(0, "INST_POSITIVE"), bottle(1, "INST_NEGATIVE")];
    let settled = read_sampled(&rules, &unit, "blood-culture", bottles, (None, &samples(0, 1)));
    assert_eq!(taken(&settled), [("sterility_aerobic", "negative")]);
    assert_eq!(waits(&settled), [("GND", "specimen.of_step")]);
}

/// The mapping of flow cytometry that makes a test of the sample before processing too.
fn twofold() -> Mapping {
    let mut mapping = mapping("flow-cytometry");
    let rule = mapping.numbers.iter().find(|rule| rule.test == "viability_post").unwrap().clone();
    mapping.numbers.push(NumberRule { test: "viability_pre".to_owned(), ..rule });
    mapping
}

// given: a test that two rules make, in order; when: the first is not for the sample that was read, not ordered, or lacks something;
// then: the second is tried all the same, and no value is lost.
#[test]
fn a_rule_that_cannot_be_used_hides_no_other_of_its_test() {
    let rules = rules_that_order();
    let both = || {
        let told = |specimen, code, value, unit| Reported { specimen, ..one(code, value, unit) };
        vec![told(0, "CD34ABS", "212.4", "cells/uL"), told(1, "CD34%", "0.43", "%")]
    };
    let of = [(0, ["sample_pre".to_owned()].into()), (1, ["sample_post".to_owned()].into())].into();
    let samples = Samples { of, steps: ["sample_pre".to_owned(), "sample_post".to_owned()].into() };
    let counted = || vec![volume("20.5"), result("tnc_post", Some("10.63"), None)];
    let worked = unit([counted(), vec![step("sample_pre"), step("sample_post")]].concat());
    let settled = read_sampled(&rules, &worked, "flow-cytometry", both(), (None, &samples));
    assert_eq!(taken(&settled), [("cd34_post", "4.57")]);
    assert_eq!(waits(&settled), [("CD34ABS", "specimen.of_step")]);
    // Nobody ordered it: both wait.
    let settled = read_by(&rules, &unit(counted()), "flow-cytometry", both(), None);
    let not_ordered = [("CD34ABS", "analyser.not_ordered"), ("CD34%", "analyser.not_ordered")];
    assert_eq!((taken(&settled), waits(&settled)), (vec![], not_ordered.to_vec()));
    // Each lacks something else: both wait.
    let settled = read_by(&rules, &unit(vec![step("sample_post")]), "flow-cytometry", both(), None);
    let lacking = [("CD34ABS", "analyser.input"), ("CD34%", "analyser.input")];
    assert_eq!((taken(&settled), waits(&settled)), (vec![], lacking.to_vec()));
}

// given: a unit that was collected; when: an instrument says that it measured its blood before that; then: it waits with both
// moments, and a person who passes over just that has it count as measured on receipt.
#[test]
fn a_clock_that_is_behind_makes_no_oldest_value() {
    const MINUTE_MS: i64 = 60_000;
    const COLLECTED_MS: i64 = NOW_MS - 600 * MINUTE_MS;
    let collected = || {
        Record::CollectionRegistered(CollectionRegistered {
            din: "A999926000012".to_owned(),
            scheme: NumberScheme::Local,
            din_source: DinSource::Block,
            infant_sex: InfantSex::Male,
            birth_weight_g: 3_000,
            gestation_d: 280,
            delivery_mode: DeliveryMode::Vaginal,
            started_ms: COLLECTED_MS - MINUTE_MS,
            ended_ms: COLLECTED_MS,
            volume_ml: "90".parse().unwrap(),
            gross_weight_g: None,
            bag_lot: "B".to_owned(),
            anticoagulant_ml: "21".parse().unwrap(),
        })
    };
    let told = |value: &str, measured_ms: i64| {
        vec![Reported { measured_ms: Some(measured_ms), ..one("VIABILITY", value, "%") }]
    };
    let known = unit(vec![collected()]);
    for (measured_ms, waits) in [
        (NOW_MS, false),
        (COLLECTED_MS, false),
        (COLLECTED_MS - 5 * MINUTE_MS, false),
        (COLLECTED_MS - 5 * MINUTE_MS - 1, true),
        (946_684_800_000, true),
        (i64::MIN, true),
    ] {
        let settled = read(&known, "flow-cytometry", told("96", measured_ms));
        let why: Vec<&str> = settled.waiting.iter().map(|waiting| waiting.why.as_str()).collect();
        assert_eq!(why, if waits { vec!["analyser.behind"] } else { vec![] }, "{measured_ms}");
        if let Some(waiting) = settled.waiting.first() {
            let params: Vec<&str> = waiting.params.iter().map(|param| param.value.as_str()).collect();
            assert_eq!(params, [&measured_ms.to_string(), &COLLECTED_MS.to_string(), "A999926000012"]);
        }
        // Nothing is known of when a unit without a collection was there to be measured.
        assert_eq!(taken(&read(&unit(Vec::new()), "flow-cytometry", told("96", measured_ms))).len(), 1);
    }
    // A reason alone does not pass over it: the specimen may be another unit's.
    let early_ms = COLLECTED_MS - 60 * MINUTE_MS;
    let settled = read_with(&known, "flow-cytometry", told("96", early_ms), Some(BY));
    assert_eq!((taken(&settled), waits(&settled)), (vec![], vec![("VIABILITY", "analyser.behind")]));
    let by = Override { despite: &[Against::Behind], ..BY };
    let settled = read_with(&known, "flow-cytometry", told("96", early_ms), Some(by));
    let [Record::ResultTimed(timed)] = settled.records.as_slice() else { panic!("{settled:?}") };
    assert_eq!(timed.measured_ms, Some(NOW_MS), "measured by then");
    // The mother's blood may have been taken before.
    let mapping: Mapping = serde_json::from_str(CHOICE_OF_MOTHER).unwrap();
    let known = unit(vec![collected(), step("maternal_sample")]);
    let hbsag = vec![Reported { measured_ms: Some(early_ms), ..one("HBSAG", "NEG", "") }];
    let settled = read_mapped(&rules_that_order(), &known, &mapping, hbsag, (None, &Samples::default()));
    assert_eq!((taken(&settled), waits(&settled)), (vec![("hbsag", "non_reactive")], vec![]));
}

const CHOICE_OF_MOTHER: &str = r#"{
    "code": "serology", "version": 1, "title": { "zh": "血清", "en": "Serology" }, "method": "ELISA",
    "source": { "zh": "试", "en": "A test" },
    "choices": [{ "test": "hbsag", "codes": ["HBSAG"], "values": { "NEG": "non_reactive" } }]
}"#;
