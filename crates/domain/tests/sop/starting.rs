//! Steps that go on for a time: what is scanned is in use from the beginning on, and a wrong beginning is taken back.

use crate::departing::small;
use crate::story::{MINUTE_MS, NOW_MS, Story, context};
use domain::decide::{self, StartInput, StepInput};
use domain::equipment::Equipment;
use domain::material::Lot;
use domain::record::*;
use domain::register::Register;
use domain::rules::RuleSet;
use domain::stock::{LotStock, StockRules};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;
use serde_json::json;

const HERE: SiteId = SiteId::from_bytes([2; 16]);

fn spinning() -> RuleSet {
    small(&json!({
        "dwell": { "min_min": 5, "outside": "signed" },
        "scans": [{ "code": "centrifuge", "zh": "c", "en": "c", "kind": "equipment", "of": "centrifuge" },
                  { "code": "lot", "zh": "l", "en": "l", "kind": "lot", "of": "hes" }],
    }))
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn at(minutes: i64, seq: u64, record: Record) -> Stamped<Record> {
    let stamp = Stamp {
        at_ms: NOW_MS + minutes * MINUTE_MS,
        operator: None,
        second: None,
        station: StationId::from_bytes([5; 16]),
        seq,
        site: HERE,
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

/// A centrifuge with a calibration that ends at that minute, and a lot of which that much was counted a day ago; each use
/// takes 10 of it, and some were made at those minutes.
pub fn known(calibrated_until: i64, left: &str, uses: &[i64]) -> Register {
    let device = Equipment::fold([
        at(
            -9_000,
            1,
            Record::EquipmentRegistered(EquipmentRegistered {
                code: text("EQ-1"),
                kind: text("centrifuge"),
                description: text("C"),
                site: HERE,
                room: text("R"),
                wants_calibration: true,
                wants_maintenance: false,
            }),
        ),
        at(
            -8_000,
            2,
            Record::EquipmentServiced(EquipmentServiced {
                code: text("EQ-1"),
                service: ServiceKind::Calibration,
                done_on: text("done"),
                done_ms: NOW_MS - 8_000 * MINUTE_MS,
                due_on: text("due"),
                due_ms: NOW_MS + calibrated_until * MINUTE_MS,
                by: text("b"),
                certificate: String::new(),
            }),
        ),
    ]);
    let received = Record::MaterialReceived(MaterialReceived {
        code: text("LOT1"),
        kind: text("hes"),
        description: text("H"),
        expires_on: text("day"),
        expires_ms: NOW_MS + 9_000 * MINUTE_MS,
        open_days: None,
        quantity: left.parse().unwrap(),
        unit: text("mL"),
        supplier: String::new(),
        site: HERE,
    });
    let accepted = Record::MaterialInspected(MaterialInspected {
        code: text("LOT1"),
        delivery_station: StationId::from_bytes([5; 16]),
        delivery_seq: 1,
        accepted: true,
        note: String::new(),
    });
    let rule = Record::MaterialStockRuleSet(MaterialStockRuleSet {
        kind: text("hes"),
        site: HERE,
        counted: true,
        unit: text("mL"),
        per_use: "10".parse().unwrap(),
        low_level: "0".parse().unwrap(),
        reason: text("r"),
    });
    let stock = LotStock {
        rules: StockRules::fold([at(-7_000, 3, rule)]),
        uses_ms: uses.iter().map(|minutes| NOW_MS + minutes * MINUTE_MS).collect(),
    };
    Register {
        equipment: device.into_iter().collect(),
        lots: Lot::fold([at(-9_000, 1, received), at(-8_500, 2, accepted)]).into_iter().collect(),
        stock: [(text("LOT1"), stock)].into(),
        equipment_kinds: [text("centrifuge")].into(),
        material_kinds: [text("hes")].into(),
        ..Register::default()
    }
}

fn scanned(centrifuge: &str) -> Vec<(String, String)> {
    vec![(text("centrifuge"), text(centrifuge)), (text("lot"), text("LOT1"))]
}

fn begin(unit: &UnitState, scans: &[(String, String)], register: &Register) -> Result<Record, Code> {
    let rules = spinning();
    let input = StartInput { step: "second", scans, register };
    let begun = decide::begin_step(unit, &[], &input, &context(&rules, &[Role::Processing], NOW_MS));
    begun.map_err(|refusal| refusal.code)
}

fn record(unit: &UnitState, scans: &[(String, String)], register: &Register) -> Result<Vec<StepScan>, Code> {
    let rules = spinning();
    let input = StepInput { step: "second", values: &[], scans, done_ms: None, second: None, register };
    let shown = decide::show_step(unit, &[], &input, &context(&rules, &[Role::Processing], NOW_MS));
    shown.map(|shown| shown.step.scans).map_err(|refusal| refusal.code)
}

fn first() -> Story {
    Story::accepted().step(-60, "first", &[])
}

fn started(scans: &[(String, String)]) -> Record {
    let scan = |(code, value): &(String, String)| StepScan { code: code.clone(), value: value.clone() };
    Record::StepStarted(StepStarted {
        sop: text("cord-blood-banking"),
        version: text("1"),
        step: text("second"),
        scans: scans.iter().map(scan).collect(),
    })
}

#[test]
fn what_is_scanned_is_judged_before_it_is_used() {
    let unit = first().state();
    let good = known(1, "100", &[]);
    for (what, scans, register, expected) in [
        ("nothing scanned", vec![], &good, Err(Code::EquipmentMissing)),
        ("one scan missing", scanned("EQ-1")[..1].to_vec(), &good, Err(Code::LotMissing)),
        ("its calibration ended", scanned("EQ-1"), &known(0, "100", &[]), Err(Code::CalibrationOverdue)),
        ("unknown", scanned("EQ-2"), &good, Err(Code::EquipmentUnknown)),
        ("too little left", scanned("EQ-1"), &known(1, "9", &[]), Err(Code::NoneLeft)),
        ("good", scanned("EQ-1"), &good, Ok(())),
    ] {
        assert_eq!(begin(&unit, &scans, register).map(|_| ()), expected, "{what}");
    }
    assert_eq!(begin(&unit, &scanned("EQ-1"), &good), Ok(started(&scanned("EQ-1"))));
}

#[test]
fn what_was_good_at_the_beginning_is_recorded_though_it_is_not_good_at_the_end() {
    let unit = first().then(-10, started(&scanned("EQ-1"))).state();
    let kept: Vec<StepScan> = match started(&scanned("EQ-1")) {
        Record::StepStarted(started) => started.scans,
        _ => Vec::new(),
    };
    for (what, scans, register, expected) in [
        ("a calibration that ended meanwhile", vec![], known(-5, "100", &[]), Ok(kept.clone())),
        ("one that had ended before", vec![], known(-10, "100", &[]), Err(Code::CalibrationOverdue)),
        ("the amount is taken once", vec![], known(1, "10", &[-10]), Ok(kept.clone())),
        ("the same scanned again", scanned("EQ-1"), known(1, "100", &[]), Ok(kept)),
        ("another device", scanned("EQ-2"), known(1, "100", &[]), Err(Code::StepScanFixed)),
    ] {
        assert_eq!(record(&unit, &scans, &register), expected, "{what}");
    }
}

#[test]
fn a_step_that_was_begun_without_scans_is_scanned_when_it_is_recorded() {
    let unit = first().begun(-10, "second").state();
    let register = known(1, "100", &[]);
    assert_eq!(record(&unit, &[], &register), Err(Code::EquipmentMissing));
    assert_eq!(record(&unit, &scanned("EQ-1"), &register).unwrap().len(), 2);
    assert_eq!(record(&unit, &scanned("EQ-1"), &known(-5, "100", &[])), Err(Code::CalibrationOverdue));
}

/// The step as a station began or recorded it at its own site.
fn said(minutes: i64, station: u8, record: Record) -> Stamped<Record> {
    let mut fact = at(minutes, u64::from(station) * 100 + minutes.unsigned_abs(), record);
    fact.stamp.station = StationId::from_bytes([station; 16]);
    fact.stamp.site = SiteId::from_bytes([station; 16]);
    fact
}

fn spun(scans: &[(String, String)]) -> Record {
    let story = first().step(-1, "second", &[]).state();
    let mut done = story.step_done("second").unwrap().record.clone();
    done.scans =
        scans.iter().map(|(code, value)| StepScan { code: text(code), value: text(value) }).collect();
    Record::StepDone(done)
}

// requirement: 1271.290(b)(c)
#[test]
fn a_recorded_step_ends_the_beginning_whose_things_it_was_recorded_with() {
    let (ours, theirs) = (scanned("EQ-1"), scanned("EQ-2"));
    let begun = [said(-20, 6, started(&ours)), said(-19, 7, started(&theirs))];
    let unit = |then: &[Stamped<Record>]| {
        let facts = first().0.into_iter().chain(begun.clone()).chain(then.iter().cloned());
        UnitState::fold(DonationId::from_bytes([3; 16]), facts)
    };
    let ended = |unit: &UnitState| -> Vec<Option<StationId>> {
        let done = unit.steps.iter().filter(|done| done.record.step == "second");
        done.map(|done| unit.start_with_scans_of(done).map(|start| start.stamp.station)).collect()
    };
    let station = |number: u8| Some(StationId::from_bytes([number; 16]));
    for (what, then, expected) in [
        ("the earlier one records it", vec![said(-10, 6, spun(&ours))], vec![station(6)]),
        ("the later one records it", vec![said(-10, 7, spun(&theirs))], vec![station(7)]),
        ("the earlier one had heard of the later", vec![said(-10, 6, spun(&theirs))], vec![station(7)]),
        ("one that had heard of the earlier alone", vec![said(-10, 8, spun(&ours))], vec![station(6)]),
        ("one that had heard of neither", vec![said(-10, 8, spun(&scanned("EQ-3")))], vec![None]),
        (
            "both record it",
            vec![said(-10, 6, spun(&ours)), said(-9, 7, spun(&theirs))],
            vec![station(6), station(7)],
        ),
        (
            "it is done again",
            vec![said(-10, 6, spun(&ours)), said(-9, 6, spun(&ours))],
            vec![station(6), None],
        ),
        (
            "it is done again with the other's things",
            vec![said(-10, 6, spun(&ours)), said(-9, 6, spun(&theirs))],
            vec![station(6), None],
        ),
    ] {
        assert_eq!(ended(&unit(&then)), expected, "{what}");
    }

    let done = said(-10, 6, spun(&ours));
    let (site, begun_ms) = (SiteId::from_bytes([6; 16]), NOW_MS - 20 * MINUTE_MS);
    let taken = |unit: &UnitState| unit.taken_into_use(unit.step_done("second").unwrap());
    assert_eq!(taken(&unit(std::slice::from_ref(&done))), (site, begun_ms), "judged where it was begun");
    let corrected = Record::StepAmended(StepAmended {
        step: text("second"),
        values: Vec::new(),
        scans: vec![StepScan { code: text("centrifuge"), value: text("EQ-2") }],
        departures: Vec::new(),
        reason: text("r"),
        digest: String::new(),
        name: String::new(),
        meaning: None,
        station: Some(done.stamp.station),
        seq: done.stamp.seq,
    });
    assert_eq!(taken(&unit(&[done.clone(), said(-8, 6, corrected)])), (site, begun_ms), "corrected or not");
    let wrong = |begun: &Stamped<Record>| {
        let (station, seq) = (begun.stamp.station, begun.stamp.seq);
        Record::StepStartVoided(StepStartVoided { step: text("second"), station, seq, reason: text("r") })
    };
    for (begun, stand) in [(&begun[0], 2), (&begun[1], 1)] {
        let unit = unit(&[done.clone(), said(-8, 7, wrong(begun))]);
        assert_eq!(unit.begun.len(), stand, "only the one that it ended is kept");
    }
}

#[test]
fn a_wrong_beginning_is_taken_back_with_a_reason_before_the_step_is_recorded() {
    let rules = spinning();
    let begun = first().then(-10, started(&scanned("EQ-2")));
    let void = |story: &Story, step: &str, reason: &str, roles: &[Role]| {
        let found = decide::void_start(&story.state(), step, reason, &context(&rules, roles, NOW_MS));
        found.map_err(|refusal| (refusal.code, refusal.field))
    };
    let lab = &[Role::Processing][..];
    assert_eq!(void(&begun, "second", " ", lab), Err((Code::Empty, Some("reason"))));
    assert_eq!(void(&begun, "first", "r", lab), Err((Code::StepNotGoingOn, Some("step"))));
    assert_eq!(void(&begun, "third", "r", lab), Err((Code::StepUnknown, Some("step"))));
    assert_eq!(void(&begun, "second", "r", &[Role::Nurse]), Err((Code::StepRole, Some("step"))));
    let done = begun.clone().step(-1, "second", &[]);
    assert_eq!(void(&done, "second", "r", lab), Err((Code::StepNotGoingOn, Some("step"))));

    let record = void(&begun, "second", "the other centrifuge", lab).unwrap();
    assert_eq!(domain::audit::reason(&record), Some("the other centrifuge"));
    assert!(domain::audit::marks(&record, NOW_MS).contains(&domain::audit::Mark::Exception));
    let after = begun.clone().then(-2, record.clone()).state();
    assert_eq!(after.going_on("second"), None);
    assert_eq!(self::record(&after, &scanned("EQ-1"), &known(1, "100", &[])), Err(Code::StepNotBegun));
    assert!(begin(&after, &scanned("EQ-1"), &known(1, "100", &[])).is_ok(), "begun again, by the right one");

    let taken_back = |unit: &UnitState| {
        let found = decide::review_findings(unit, &context(&rules, &[], NOW_MS));
        found.into_iter().find(|finding| finding.rule == "starts_taken_back").map(|finding| finding.value)
    };
    assert_eq!((taken_back(&begun.state()), taken_back(&after).as_deref()), (None, Some("2")));
    // Who took it back had not heard that the step was done: what was begun and ended stays.
    let ended = done.then(0, record.clone()).state();
    let step = ended.step_done("second").unwrap();
    assert!(ended.start_of(step).is_some());
    assert_eq!(taken_back(&ended), None);

    // Another station's clock: the entry that takes it back stands before the one that began it.
    let mut facts = begun.0;
    facts.insert(0, at(-99, 77, record));
    assert_eq!(UnitState::fold(DonationId::from_bytes([3; 16]), facts).going_on("second"), None);
}
