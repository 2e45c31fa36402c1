//! Recalls that are taken back, and the stock of a lot as a rule, at the limits of each.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::decide::{self, Context, WithdrawalInput};
use domain::material::Lot;
use domain::record::*;
use domain::register::Register;
use domain::rules::{RequiredScan, RuleSet, Sop, StepScanKind};
use domain::stock::{LotStock, StockRules};
use domain::unit::{Fact, Stamp, Stamped, UnitState, entry_name};
use domain::*;

const HERE: SiteId = SiteId::from_bytes([1; 16]);
const THERE: SiteId = SiteId::from_bytes([2; 16]);
const RECALLER: u8 = 7;
const OTHER: u8 = 8;

fn text(text: &str) -> String {
    text.to_owned()
}

fn at(at_ms: i64, person: u8, record: Record) -> Fact {
    let stamp = Stamp {
        at_ms,
        operator: Some(PersonId::from_bytes([person; 16])),
        second: None,
        station: StationId::from_bytes([5; 16]),
        seq: u64::try_from(at_ms).unwrap(),
        site: HERE,
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

fn received(at_ms: i64, unit: &str) -> Fact {
    let record = MaterialReceived {
        code: text("LOT1"),
        kind: text("dmso"),
        description: text("D"),
        expires_on: text("day"),
        expires_ms: 10_000,
        open_days: None,
        quantity: "3".parse().unwrap(),
        unit: text(unit),
        supplier: String::new(),
        site: HERE,
    };
    at(at_ms, RECALLER, Record::MaterialReceived(record))
}

fn accepted(at_ms: i64, delivery_ms: u64) -> Fact {
    let record = MaterialInspected {
        code: text("LOT1"),
        delivery_station: StationId::from_bytes([5; 16]),
        delivery_seq: delivery_ms,
        accepted: true,
        note: String::new(),
    };
    at(at_ms, OTHER, Record::MaterialInspected(record))
}

fn counted(at_ms: i64, left: &str) -> Fact {
    let left = left.parse().unwrap();
    let record = MaterialCounted { code: text("LOT1"), site: HERE, left, reason: text("r") };
    at(at_ms, OTHER, Record::MaterialCounted(record))
}

fn recalled(at_ms: i64, person: u8) -> Fact {
    let record = MaterialRecalled { code: text("LOT1"), reason: text("maker") };
    at(at_ms, person, Record::MaterialRecalled(record))
}

fn withdrawn(at_ms: i64, recalls: &[&Fact]) -> Fact {
    let record = MaterialRecallWithdrawn {
        code: text("LOT1"),
        recalls: recalls.iter().map(|recall| entry_name(&recall.stamp)).collect(),
        reason: text("another lot was meant"),
        digest: text("d"),
        name: text("n"),
        meaning: Meaning::RecallWithdrawal,
    };
    at(at_ms, OTHER, Record::MaterialRecallWithdrawn(record))
}

fn lot(facts: &[Fact]) -> Lot {
    Lot::fold(facts.iter().cloned()).unwrap()
}

fn stocked() -> Vec<Fact> {
    vec![received(1, "mL"), accepted(2, 1)]
}

#[test]
fn a_recall_that_is_taken_back_by_name_ends_and_any_other_stands() {
    let (first, second) = (recalled(10, RECALLER), recalled(12, RECALLER));
    let both = [stocked(), vec![first.clone(), second.clone()]].concat();
    let ended = [both.clone(), vec![withdrawn(20, &[&first, &second])]].concat();
    let one_ended = [both.clone(), vec![withdrawn(20, &[&first])]].concat();
    // It came from a station that had not heard of the withdrawal, though its clock says a later time.
    let late = [ended.clone(), vec![recalled(25, OTHER)]].concat();
    let stands = Err(Code::LotRecalled);
    for (what, given, at_ms, then) in [
        ("before the recall, entered after it", &both, 9, Ok(())),
        ("recalled", &both, 20, stands),
        ("taken back", &ended, 20, Ok(())),
        ("while it stood, entered after it was taken back", &ended, 19, stands),
        ("before it, entered after it was taken back", &ended, 9, Ok(())),
        ("one of two is named", &one_ended, 30, stands),
        ("another recall after that", &late, 30, stands),
        ("between the two", &late, 24, Ok(())),
    ] {
        let judged = lot(given).judge(None, HERE, at_ms).map_err(|refusal| refusal.code);
        assert_eq!(judged, then, "{what}");
    }
    for (what, given, standing) in [
        ("both", &both, true),
        ("none", &ended, false),
        ("the other", &one_ended, true),
        ("late", &late, true),
    ] {
        assert_eq!(lot(given).recalled.is_some(), standing, "{what}");
        assert_eq!(!lot(given).standing_recalls().is_empty(), standing, "{what}");
    }
}

/// A hold that was lifted for the recall before says nothing of the one after.
#[test]
fn a_recall_after_one_that_was_taken_back_holds_its_units_anew() {
    let first = recalled(10, RECALLER);
    let before = lot(&[stocked(), vec![first.clone()]].concat());
    let after =
        lot(&[stocked(), vec![first.clone(), withdrawn(20, &[&first]), recalled(30, RECALLER)]].concat());
    let donation = DonationId::from_bytes([4; 16]);
    let unheld = UnitState::fold(donation, []);
    let hold = |unit: &UnitState, lot: &Lot| {
        decide::hold_user(unit, lot, &lot.recalled.as_ref().unwrap().record, "own")
    };
    let held = UnitState::fold(donation, [at(11, RECALLER, hold(&unheld, &before).unwrap())]);
    assert!(decide::was_held_for(&held, &before));
    assert_eq!(hold(&held, &before), None, "once for one recall");
    assert!(!decide::was_held_for(&held, &after));
    let again = UnitState::fold(
        donation,
        [at(11, RECALLER, hold(&unheld, &before).unwrap()), at(31, RECALLER, hold(&held, &after).unwrap())],
    );
    assert!(decide::was_held_for(&again, &after));
    assert_eq!(hold(&again, &after), None, "once for the recall after it");
    assert_eq!(before.hold_key().len(), after.hold_key().len());
}

fn rules() -> RuleSet {
    common::rules(include_str!("../../../assets/norms/template-cn-v1.json"), &[])
}

#[test]
fn another_person_takes_a_recall_back_over_exactly_what_was_shown() {
    let rules = rules();
    let context = |person| Context {
        now_ms: 100,
        operator: PersonId::from_bytes([person; 16]),
        roles: &[],
        site: HERE,
        rules: &rules,
        scheme: NumberScheme::Local,
        facility: "",
        purpose: Purpose::Live,
        approvals: &[],
    };
    let plain = lot(&stocked());
    let one = lot(&[stocked(), vec![recalled(10, RECALLER)]].concat());
    let two = lot(&[stocked(), vec![recalled(10, RECALLER), recalled(12, OTHER)]].concat());
    let ended =
        lot(&[stocked(), vec![recalled(10, RECALLER), withdrawn(20, &[&recalled(10, RECALLER)])]].concat());
    let digest = |lot: &Lot| decide::withdrawal_digest(lot, &context(9)).unwrap_or_default();
    assert_ne!(digest(&one), digest(&two));
    let (of_one, of_two) = (digest(&one), digest(&two));
    for (what, lot, person, digest, reason, then) in [
        ("never recalled", &plain, 9, "", "r", Err(Code::NotRecalled)),
        ("taken back before", &ended, 9, of_one.as_str(), "r", Err(Code::NotRecalled)),
        ("who recalled it", &one, RECALLER, &of_one, "r", Err(Code::RecallSamePerson)),
        ("who recalled it elsewhere", &two, OTHER, &of_two, "r", Err(Code::RecallSamePerson)),
        ("recalled again since it was shown", &two, 9, &of_one, "r", Err(Code::ContentChanged)),
        ("without a reason", &one, 9, &of_one, " ", Err(Code::Empty)),
        ("both", &two, 9, &of_two, "r", Ok(2)),
        ("another person", &one, OTHER, &of_one, "r", Ok(1)),
    ] {
        let input = WithdrawalInput { reason, digest, name: "n" };
        let decided = decide::withdraw_recall(lot, &input, &context(person));
        let named = decided.map_err(|refusal| refusal.code).map(|record| match record {
            Record::MaterialRecallWithdrawn(said) => {
                assert_eq!((said.digest.as_str(), said.meaning), (digest, Meaning::RecallWithdrawal));
                said.recalls.len()
            }
            other => panic!("{other:?}"),
        });
        assert_eq!(named, then, "{what}");
    }
}

fn stock_rule(at_ms: i64, counted: bool, per_use: &str, site: SiteId) -> Fact {
    let record = MaterialStockRuleSet {
        kind: text("dmso"),
        site,
        counted,
        per_use: per_use.parse().unwrap(),
        low_level: "2".parse().unwrap(),
        unit: text("mL"),
        reason: text("r"),
    };
    at(at_ms, OTHER, Record::MaterialStockRuleSet(record))
}

#[test]
fn stock_is_judged_by_the_rule_of_the_moment_less_what_was_used_since_the_count() {
    let rule = vec![stock_rule(1, true, "1", HERE)];
    let ended = [rule.clone(), vec![stock_rule(50, false, "1", HERE)]].concat();
    let half = vec![stock_rule(1, true, "1.5", HERE)];
    let elsewhere = vec![stock_rule(1, true, "1", THERE)];
    let late_rule = vec![stock_rule(40, true, "1", HERE)];
    let full = stocked();
    let bottles = vec![received(1, "bottle"), accepted(2, 1)];
    let emptied = [stocked(), vec![counted(20, "0")]].concat();
    let refilled = [emptied.clone(), vec![received(30, "mL"), accepted(31, 30)]].concat();
    let waits = [emptied.clone(), vec![received(30, "mL")]].concat();
    let none = Err(Code::NoneLeft);
    type Row<'a> =
        (&'a str, &'a [Fact], &'a [Fact], &'a [i64], usize, i64, Option<&'a str>, Result<(), Code>);
    let rows: [Row<'_>; 20] = [
        ("nobody marked the kind", &full, &[], &[3, 4, 5], 1, 60, None, Ok(())),
        ("another site did", &full, &elsewhere, &[3, 4, 5], 1, 60, None, Ok(())),
        ("nothing was used", &full, &rule, &[], 1, 60, Some("3"), Ok(())),
        ("one is left", &full, &rule, &[3, 4], 1, 60, Some("1"), Ok(())),
        ("none is left", &full, &rule, &[3, 4, 5], 1, 60, Some("0"), none),
        ("more was used than there was", &full, &rule, &[3, 4, 5, 6], 1, 60, Some("-1"), none),
        ("two of a run and one left", &full, &rule, &[3, 4], 2, 60, Some("1"), none),
        ("two of a run and two left", &full, &rule, &[3], 2, 60, Some("2"), Ok(())),
        ("late entry: before the last use", &full, &rule, &[3, 4, 5], 1, 4, Some("1"), Ok(())),
        ("late entry: after the last use", &full, &rule, &[3, 4, 5], 1, 5, Some("0"), none),
        ("late entry: before it was accepted", &full, &rule, &[], 1, 1, Some("0"), none),
        ("late entry: before the rule", &full, &late_rule, &[3, 4, 5], 1, 39, None, Ok(())),
        ("from the rule on", &full, &late_rule, &[3, 4, 5], 1, 40, Some("0"), none),
        ("no more judged", &full, &ended, &[3, 4, 5], 1, 50, None, Ok(())),
        ("late entry: while it was judged", &full, &ended, &[3, 4, 5], 1, 49, Some("0"), none),
        ("half a use is left", &full, &half, &[3], 1, 60, Some("1.5"), Ok(())),
        (
            "less than a use is left",
            &[stocked(), vec![counted(20, "1.4")]].concat(),
            &half,
            &[3],
            1,
            60,
            Some("1.4"),
            none,
        ),
        ("a delivery accepted after the count", &refilled, &rule, &[3, 4, 25], 1, 60, Some("2"), Ok(())),
        ("a delivery that waits", &waits, &rule, &[3], 1, 60, Some("0"), none),
        ("a lot in another unit", &bottles, &rule, &[3, 4, 5], 1, 60, None, Ok(())),
    ];
    for (what, facts, said, uses, at_once, at_ms, left, then) in rows {
        let lot = lot(facts);
        let stock = LotStock { rules: StockRules::fold(said.iter().cloned()), uses_ms: uses.to_vec() };
        let found = stock.left(&lot, HERE, at_ms).map(|left| left.to_string());
        assert_eq!(found.as_deref(), left, "{what}");
        let judged = stock.judge(&lot, at_once, HERE, at_ms).map_err(|refusal| refusal.code);
        assert_eq!(judged, then, "{what}");
    }
}

#[test]
fn a_scan_is_refused_where_less_is_left_than_its_step_and_its_run_take() {
    let wanted = |code: &str| RequiredScan {
        code: text(code),
        zh: text("z"),
        en: text("e"),
        kind: StepScanKind::Lot,
        of: Some(text("dmso")),
    };
    let stock = |uses: &[i64]| LotStock {
        rules: StockRules::fold([stock_rule(1, true, "1", HERE)]),
        uses_ms: uses.to_vec(),
    };
    let register = |uses: &[i64], beside| Register {
        lots: vec![lot(&stocked())],
        stock: [(text("LOT1"), stock(uses))].into(),
        beside,
        ..Register::default()
    };
    let judge = |register: &Register| register.judge(&wanted("a"), "LOT1", HERE, 60);
    assert_eq!(judge(&register(&[3, 4], 0)), Ok(()));
    assert_eq!(judge(&register(&[3], 1)), Ok(()), "two units, two left");
    let refusal = judge(&register(&[3], 2)).unwrap_err();
    assert_eq!((refusal.code, refusal.field, refusal.force), (Code::NoneLeft, Some("scans"), Force::Stop));
    let said = ["value LOT1", "left 2", "wanted 3", "unit mL", "scan a"];
    let params: Vec<String> = refusal.params.iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(params, said);
    let mut step =
        Sop::parse(include_str!("../../../assets/sops/cord-blood-banking-v2.json")).unwrap().steps.remove(0);
    step.scans = vec![wanted("a"), wanted("b")];
    let scans = ["a", "b"].map(|code| StepScan { code: text(code), value: text("LOT1") });
    let judge_all =
        |uses: &[i64]| register(uses, 0).judge_all(&step, &scans, HERE, 60).map_err(|refusal| refusal.code);
    assert_eq!(judge_all(&[3]), Ok(()), "a step that scans the lot twice takes two");
    assert_eq!(judge_all(&[3, 4]), Err(Code::NoneLeft));
}
