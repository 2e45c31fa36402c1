//! Codes that are scanned as values of a step: whose label it is, and that each thing has its own.

use crate::run::{bench, stamped, started};
use crate::story::{NOW_MS, Story, context};
use domain::decide::{self, Entered, Member, StepInput};
use domain::register::Register;
use domain::rules::{Input, InputKind, Per, RuleSet};
use domain::run::Run;
use domain::unit::UnitState;
use domain::*;
use std::sync::Arc;

const OWN: &str = "A999926000001";
const OTHER: &str = "A999926000002";

/// The first step of the bench takes the codes of two bottles.
fn bottles(per: Per) -> RuleSet {
    let mut rules = bench();
    let mut file = rules.sops[0].as_ref().clone();
    let step = file.sop.steps.iter_mut().find(|step| step.code == "weigh").unwrap();
    let like = step.inputs[0].clone();
    let bottle = |code: &str, optional| Input {
        code: code.to_owned(),
        kind: InputKind::Scan { pattern: None },
        unit: String::new(),
        optional,
        low: None,
        high: None,
        outside: None,
        ..like.clone()
    };
    step.inputs = vec![bottle("first", false), bottle("second", true)];
    step.per = per;
    step.scans.clear();
    step.needs_equipment = false;
    rules.sops[0] = Arc::new(file);
    rules
}

fn values(first: &str, second: &str) -> Vec<(String, String)> {
    [("first", first), ("second", second)].map(|(code, value)| (code.to_owned(), value.to_owned())).into()
}

fn unit(number: u8) -> UnitState {
    let facts = Story::accepted().0.into_iter().map(|mut fact| {
        if let Record::CollectionRegistered(collected) = &mut fact.record {
            collected.din = if number == 1 { OWN } else { OTHER }.to_owned();
        }
        fact
    });
    UnitState::fold(DonationId::from_bytes([number; 16]), facts)
}

fn label(din: &str) -> String {
    format!("&d{din}00")
}

fn tube(din: &str) -> String {
    format!("&d{din}07")
}

#[test]
fn a_label_of_another_unit_and_one_code_for_two_things_are_refused() {
    let (rules, unit, register) = (bottles(Per::Unit), unit(1), Register::default());
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let typed = isbt128::DonationNumber::parse(OTHER).unwrap().with_check();
    for (first, second, expected) in [
        ("B-100", "B-101", Ok(())),
        ("B-100", "", Ok(())),
        // The unit's labels may stand on all that is its own, but the bag's is the bag's.
        (&tube(OWN), &tube(OWN), Ok(())),
        (&label(OWN), "", Err(Code::ScanOfOther)),
        ("B-100", "&sN-0042", Err(Code::ScanOfOther)),
        ("&eCF-07", "", Err(Code::ScanOfOther)),
        ("&pGZ/T012/R03/L2/S14", "", Err(Code::ScanOfOther)),
        ("&tGZ/T012", "", Err(Code::ScanOfOther)),
        ("&bBX-1", "", Err(Code::ScanOfOther)),
        ("&lPL-2026/07", "", Err(Code::ScanOfOther)),
        ("&r0123456789abcdef0123456789abcdef", "", Err(Code::ScanOfOther)),
        ("='A0001ABCDEF", "B-100", Err(Code::ScanOfOther)),
        ("B-100", "B-100", Err(Code::ScanShared)),
        ("B-100", " B-100 ", Err(Code::ScanShared)),
        (&tube(OTHER), "", Err(Code::WrongUnit)),
        (&label(OTHER), "", Err(Code::ScanOfOther)),
        (&typed, "", Err(Code::WrongUnit)),
        ("B-100", &tube(OTHER), Err(Code::WrongUnit)),
    ] {
        let values = values(first, second);
        let input = StepInput {
            step: "weigh",
            values: &values,
            scans: &[],
            done_ms: None,
            second: None,
            register: &register,
        };
        let shown = decide::show_step(&unit, &[], &input, &context).map(drop);
        assert_eq!(shown.map_err(|refusal| refusal.code), expected, "{first} {second}");
    }
}

#[test]
fn one_code_stands_for_two_units_only_where_one_entry_is_for_the_run() {
    let units = [unit(1), unit(2)];
    let ids = units.each_ref().map(|unit| unit.donation);
    let members = units.each_ref().map(|unit| Member { unit, contests: &[], elsewhere: None });
    let register = Register::default();
    let run = Run::fold([stamped(1, started(&[1, 2]))]).unwrap();
    for (per, all, own, expected) in [
        (Per::Unit, values("", ""), ["B-1", "B-2"], Ok(2)),
        (Per::Unit, values("", ""), ["B-1", "B-1"], Err(Code::ScanShared)),
        (Per::Unit, values("B-1", ""), ["", ""], Err(Code::ScanShared)),
        (Per::Run, values("B-1", ""), ["", ""], Ok(2)),
    ] {
        let rules = bottles(per);
        let context = context(&rules, &[Role::Processing], NOW_MS);
        let own = ids.iter().zip(own).filter(|(_, code)| !code.is_empty());
        let own: Vec<_> = own.map(|(id, code)| (*id, values(code, ""))).collect();
        let all = StepInput {
            step: "weigh",
            values: &all,
            scans: &[],
            done_ms: None,
            second: None,
            register: &register,
        };
        let entered = Entered { all, own: &own, shown: &ids };
        let found = decide::record_run_step(&run, &members, &entered, None, &context);
        assert_eq!(found.map(|done| done.len()).map_err(|refusal| refusal.code), expected);
    }
}

#[test]
fn a_correction_gives_no_two_things_one_code() {
    let (rules, register) = (bottles(Per::Unit), Register::default());
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let given = Story::accepted().step(-1, "weigh", &[("first", "B-100"), ("second", "B-101")]).state();
    for (code, value, expected) in [
        ("second", "B-100", Err(Code::ScanShared)),
        ("first", "B-101", Err(Code::ScanShared)),
        ("second", "B-102", Ok(())),
        ("second", "&eCF-07", Err(Code::ScanOfOther)),
    ] {
        let values = [(code.to_owned(), value.to_owned())];
        let change = decide::StepChange {
            step: "weigh",
            values: &values,
            scans: &[],
            register: &register,
            reason: "slip",
            second: None,
        };
        let shown = decide::show_correction(&given, &change, &context).map(drop);
        assert_eq!(shown.map_err(|refusal| refusal.code), expected, "{code} {value}");
    }
}
