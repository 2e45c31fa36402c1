//! Equipment and materials: what may be used for a step, and what may not, at the limits of each rule.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::equipment::Equipment;
use domain::material::{Inspection, Lot};
use domain::record::*;
use domain::register::{EQUIPMENT_KINDS, MATERIAL_KINDS, Register};
use domain::rules::{Per, RequiredScan, Sop, StepScanKind};
use domain::unit::{Fact, Stamp, Stamped};
use domain::*;

const DAY_MS: i64 = 86_400_000;
const HERE: SiteId = SiteId::from_bytes([1; 16]);
const THERE: SiteId = SiteId::from_bytes([2; 16]);

fn at(at_ms: i64, record: Record) -> Fact {
    let stamp = Stamp {
        at_ms,
        operator: Some(PersonId::from_bytes([7; 16])),
        second: None,
        station: StationId::from_bytes([5; 16]),
        seq: u64::try_from(at_ms).unwrap(),
        site: HERE,
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn registered(wants_calibration: bool, wants_maintenance: bool) -> Record {
    Record::EquipmentRegistered(EquipmentRegistered {
        code: text("EQ-1"),
        kind: text("centrifuge"),
        description: text("C"),
        site: HERE,
        room: text("R"),
        wants_calibration,
        wants_maintenance,
    })
}

fn serviced(service: ServiceKind, done_ms: i64, due_ms: i64) -> Record {
    Record::EquipmentServiced(EquipmentServiced {
        code: text("EQ-1"),
        service,
        done_on: text("done"),
        done_ms,
        due_on: text("due"),
        due_ms,
        by: text("b"),
        certificate: String::new(),
    })
}

fn out(reason: &str) -> Record {
    Record::EquipmentTakenOut(EquipmentTakenOut { code: text("EQ-1"), reason: text(reason) })
}

fn back() -> Record {
    Record::EquipmentReturned(EquipmentReturned { code: text("EQ-1"), reason: text("repaired") })
}

/// Judges a device at a moment, wanted as a centrifuge.
fn device(facts: &[Fact], kind: &str, at_ms: i64) -> Result<(), Code> {
    let device = Equipment::fold(facts.iter().cloned()).unwrap();
    device.judge(Some(kind), at_ms).map_err(|refusal| refusal.code)
}

#[test]
fn a_device_is_used_only_while_it_is_in_service_and_its_calibration_and_maintenance_are_good() {
    use ServiceKind::{Calibration, Maintenance};
    let plain = vec![at(1, registered(false, false))];
    let calibrated = vec![at(1, registered(true, false)), at(10, serviced(Calibration, 5, 100))];
    let renewed = [calibrated.clone(), vec![at(120, serviced(Calibration, 110, 200))]].concat();
    let maintained = vec![at(1, registered(false, true)), at(10, serviced(Maintenance, 5, 100))];
    let only_calibrated = vec![at(1, registered(true, true)), at(10, serviced(Calibration, 5, 100))];
    let stopped = [plain.clone(), vec![at(20, out("noise"))]].concat();
    let returned = [stopped.clone(), vec![at(40, back())]].concat();
    let stopped_twice = [stopped.clone(), vec![at(25, out("again")), at(40, back())]].concat();
    for (what, given, when_ms, then) in [
        ("nothing is wanted of it", &plain, 9_999, Ok(())),
        ("never calibrated", &vec![at(1, registered(true, false))], 2, Err(Code::CalibrationNever)),
        ("never maintained", &only_calibrated, 50, Err(Code::MaintenanceNever)),
        ("the last moment of a calibration", &calibrated, 99, Ok(())),
        ("the moment it ends", &calibrated, 100, Err(Code::CalibrationOverdue)),
        ("calibrated anew", &renewed, 150, Ok(())),
        ("between the two, entered after it", &renewed, 105, Err(Code::CalibrationOverdue)),
        ("the last moment of a maintenance", &maintained, 99, Ok(())),
        ("the moment it ends", &maintained, 100, Err(Code::MaintenanceOverdue)),
        ("before it was taken out, entered after it", &stopped, 19, Ok(())),
        ("taken out", &stopped, 20, Err(Code::EquipmentOut)),
        ("while it was out, entered after its return", &returned, 39, Err(Code::EquipmentOut)),
        ("returned", &returned, 40, Ok(())),
        ("one return ends what two people took out", &stopped_twice, 40, Ok(())),
    ] {
        assert_eq!(device(given, "centrifuge", when_ms), then, "{what}");
    }
    assert_eq!(device(&plain, "balance", 2), Err(Code::EquipmentKind));
    assert_eq!(Equipment::fold([at(20, out("noise"))]), None, "what is not registered is unknown");
}

fn received(at_ms: i64, site: SiteId, expires_ms: i64, open_days: Option<u32>) -> Fact {
    at(
        at_ms,
        Record::MaterialReceived(MaterialReceived {
            code: text("LOT1"),
            kind: text("dmso"),
            description: text("D"),
            expires_on: text("day"),
            expires_ms,
            open_days,
            quantity: "10".parse().unwrap(),
            unit: text("mL"),
            supplier: String::new(),
            site,
        }),
    )
}

fn inspected(at_ms: i64, seq: u64, accepted: bool) -> Fact {
    at(
        at_ms,
        Record::MaterialInspected(MaterialInspected {
            code: text("LOT1"),
            delivery_station: StationId::from_bytes([5; 16]),
            delivery_seq: seq,
            accepted,
            note: String::new(),
        }),
    )
}

fn opened(opened_ms: i64, site: SiteId) -> Fact {
    at(opened_ms, Record::MaterialOpened(MaterialOpened { code: text("LOT1"), site, opened_ms }))
}

fn recalled(at_ms: i64) -> Fact {
    at(at_ms, Record::MaterialRecalled(MaterialRecalled { code: text("LOT1"), reason: text("maker") }))
}

fn lot(facts: &[Fact]) -> Lot {
    Lot::fold(facts.iter().cloned()).unwrap()
}

#[test]
fn a_lot_is_used_only_when_accepted_here_and_while_it_is_good() {
    let far = 100 * DAY_MS;
    let fresh = vec![received(1, HERE, far, None)];
    let accepted = [fresh.clone(), vec![inspected(2, 1, true)]].concat();
    let refused = [fresh.clone(), vec![inspected(2, 1, false)]].concat();
    let refused_elsewhere_too = [accepted.clone(), vec![inspected(3, 1, false)]].concat();
    let second_waits = [accepted.clone(), vec![received(4, HERE, far, None)]].concat();
    let shorter = [accepted.clone(), vec![received(4, THERE, 50 * DAY_MS, None)]].concat();
    let elsewhere = vec![received(1, THERE, far, None), inspected(2, 1, true)];
    let days = vec![received(1, HERE, far, Some(28)), inspected(2, 1, true)];
    let open = [days.clone(), vec![opened(DAY_MS, HERE)]].concat();
    let opened_there = [days.clone(), vec![opened(DAY_MS, THERE)]].concat();
    let opened_anew = [open.clone(), vec![opened(20 * DAY_MS, HERE)]].concat();
    let back = [accepted.clone(), vec![recalled(5 * DAY_MS)]].concat();
    for (what, given, when_ms, then) in [
        ("accepted", &accepted, 3, Ok(())),
        ("not inspected yet", &fresh, 3, Err(Code::LotNotInspected)),
        ("refused", &refused, 3, Err(Code::LotRefused)),
        ("accepted at one station and refused at another", &refused_elsewhere_too, 4, Err(Code::LotRefused)),
        ("a second delivery waits beside an accepted one", &second_waits, 5, Ok(())),
        ("received at another site", &elsewhere, 3, Err(Code::LotElsewhere)),
        ("the last moment of its shelf life", &accepted, far - 1, Ok(())),
        ("the moment it ends", &accepted, far, Err(Code::LotExpired)),
        ("the shorter of two shelf lives counts", &shorter, 50 * DAY_MS, Err(Code::LotExpired)),
        ("not opened", &days, DAY_MS, Err(Code::LotNotOpened)),
        ("opened at another site", &opened_there, 2 * DAY_MS, Err(Code::LotNotOpened)),
        ("before it was opened", &open, DAY_MS - 1, Err(Code::LotNotOpened)),
        ("the last moment after opening", &open, 29 * DAY_MS, Ok(())),
        ("opened too long ago", &open, 29 * DAY_MS + 1, Err(Code::LotOpenTooLong)),
        ("another container opened", &opened_anew, 30 * DAY_MS, Ok(())),
        ("used before its recall, entered after it", &back, 5 * DAY_MS - 1, Ok(())),
        ("recalled", &back, 5 * DAY_MS, Err(Code::LotRecalled)),
    ] {
        let judged = lot(given).judge(Some("dmso"), HERE, when_ms).map_err(|refusal| refusal.code);
        assert_eq!(judged, then, "{what}");
    }
    let wrong = lot(&accepted).judge(Some("hes"), HERE, 3).unwrap_err();
    assert_eq!(wrong.code, Code::LotKind);
    let named: Vec<&str> = wrong.params.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(named, ["LOT1", "hes", "dmso"], "the lot, what is wanted, what it is");
}

/// The same delivery with another kind.
fn of_kind(fact: Fact, kind: &str) -> Fact {
    let Record::MaterialReceived(record) = fact.record else { panic!("no delivery") };
    Stamped { record: Record::MaterialReceived(MaterialReceived { kind: text(kind), ..record }), ..fact }
}

#[test]
fn a_delivery_that_was_refused_says_nothing_of_the_lot() {
    let (soon, far) = (10 * DAY_MS, 100 * DAY_MS);
    let refused = |fact: Fact| vec![fact, inspected(2, 1, false)];
    let anew = |first: Vec<Fact>| [first, vec![received(3, HERE, far, None), inspected(4, 3, true)]].concat();
    let slip_of_day = refused(received(1, HERE, soon, None));
    let slip_of_days = refused(received(1, HERE, far, Some(7)));
    let slip_of_kind = refused(of_kind(received(1, HERE, far, None), "hes"));
    let waits = vec![received(1, HERE, soon, None), received(3, HERE, far, None), inspected(4, 3, true)];
    for (what, given, site, then) in [
        ("the day was put right", &anew(slip_of_day.clone()), HERE, Ok(())),
        ("the days once opened were put right", &anew(slip_of_days), HERE, Ok(())),
        ("the kind was put right", &anew(slip_of_kind.clone()), HERE, Ok(())),
        ("elsewhere it is as unknown as before", &anew(slip_of_day.clone()), THERE, Err(Code::LotElsewhere)),
        ("one that waits still says it", &waits, HERE, Err(Code::LotExpired)),
        ("all were refused: refused, whatever its day", &slip_of_day, HERE, Err(Code::LotRefused)),
        ("all were refused: refused, whatever its kind", &slip_of_kind, HERE, Err(Code::LotRefused)),
        ("all were refused: not good elsewhere for that", &slip_of_day, THERE, Err(Code::LotExpired)),
    ] {
        let judged = lot(given).judge(Some("dmso"), site, soon).map_err(|refusal| refusal.code);
        assert_eq!(judged, then, "{what}");
    }
    let right = lot(&anew(slip_of_kind));
    assert_eq!((right.what.kind.as_str(), right.expiry().0, right.open_days()), ("dmso", far, None));
}

#[test]
fn stock_is_the_last_count_and_what_was_accepted_after_it() {
    let count = |at_ms, left: &str| {
        let left = left.parse().unwrap();
        at(
            at_ms,
            Record::MaterialCounted(MaterialCounted {
                code: text("LOT1"),
                site: HERE,
                left,
                reason: text("r"),
            }),
        )
    };
    let mut facts = vec![received(1, HERE, DAY_MS, None)];
    let stock = |facts: &[Fact]| (lot(facts).stock(HERE).to_string(), lot(facts).is_used_up(HERE));
    assert_eq!(stock(&facts), (text("0"), false), "what waits for inspection is not stock, nor used up");
    facts.push(inspected(2, 1, true));
    assert_eq!(stock(&facts), (text("10"), false));
    facts.push(count(3, "2.5"));
    assert_eq!(stock(&facts), (text("2.5"), false));
    facts.extend([received(4, HERE, DAY_MS, None), inspected(5, 4, true)]);
    assert_eq!(stock(&facts), (text("12.5"), false));
    facts.push(count(6, "0"));
    assert_eq!(stock(&facts), (text("0"), true));
    assert_eq!(lot(&facts).inspection(THERE), Inspection::Nothing);
}

/// The order in which entries of two stations arrive does not matter: the safe side of the whole set counts.
#[test]
fn a_recall_and_a_refusal_hold_whatever_was_entered_after_them() {
    let facts = [
        received(1, HERE, DAY_MS, None),
        recalled(2),
        inspected(3, 1, true),
        received(4, HERE, DAY_MS, None),
        inspected(5, 4, true),
    ];
    assert_eq!(lot(&facts).judge(None, HERE, 6).unwrap_err().code, Code::LotRecalled);
}

#[test]
fn what_is_unknown_is_refused_where_the_site_keeps_a_register_of_its_kind() {
    let scan = |kind, of: Option<&str>| RequiredScan {
        code: text("s"),
        zh: text("z"),
        en: text("e"),
        kind,
        of: of.map(str::to_owned),
    };
    let kinds = |kinds: &[&str]| kinds.iter().map(|kind| text(kind)).collect();
    let none = Register::default();
    let keeps = Register {
        equipment_kinds: kinds(&["centrifuge"]),
        material_kinds: kinds(&["dmso"]),
        ..Register::default()
    };
    let elsewhere = Register {
        lots: vec![lot(&[received(1, THERE, DAY_MS, None), inspected(2, 1, true)])],
        ..keeps.clone()
    };
    let recalled_elsewhere =
        Register { lots: vec![lot(&[received(1, THERE, DAY_MS, None), recalled(2)])], ..Register::default() };
    let (equipment, material) = (StepScanKind::Equipment, StepScanKind::Lot);
    for (what, register, wanted, then) in [
        ("a bank without a register goes on", &none, scan(equipment, Some("centrifuge")), Ok(())),
        ("also with lots", &none, scan(material, None), Ok(())),
        (
            "of this kind there is one",
            &keeps,
            scan(equipment, Some("centrifuge")),
            Err(Code::EquipmentUnknown),
        ),
        ("of another kind only", &keeps, scan(equipment, Some("balance")), Ok(())),
        ("any kind is wanted and there is one", &keeps, scan(equipment, None), Err(Code::EquipmentUnknown)),
        ("a lot of this kind", &keeps, scan(material, Some("dmso")), Err(Code::LotUnknown)),
        ("a lot of another kind only", &keeps, scan(material, Some("hes")), Ok(())),
        ("received at another site only", &elsewhere, scan(material, Some("dmso")), Err(Code::LotElsewhere)),
        (
            "what is known is judged everywhere",
            &recalled_elsewhere,
            scan(material, None),
            Err(Code::LotRecalled),
        ),
        (
            "a place is to be there whatever is registered",
            &none,
            scan(StepScanKind::Position, None),
            Err(Code::StepPositionUnknown),
        ),
    ] {
        let judged = register.judge(&wanted, "LOT1", HERE, 3);
        assert_eq!(
            judged.as_ref().map_err(|refusal| refusal.code),
            then.as_ref().map_err(|code| *code),
            "{what}"
        );
        if let Err(refusal) = judged {
            assert_eq!((refusal.field, refusal.force), (Some("scans"), Force::Stop), "{what}");
            assert!(refusal.params.contains(&("scan", text("s"))), "{what}: it names the scan");
        }
    }
}

#[test]
fn a_collection_bag_is_judged_as_any_lot_of_its_kind() {
    let bag = |facts: &[Fact]| {
        let mut lot = lot(facts);
        lot.what.kind = text("collection_bag");
        Register {
            lots: vec![lot],
            material_kinds: [text("collection_bag")].into_iter().collect(),
            ..Register::default()
        }
    };
    let fresh = vec![received(1, HERE, DAY_MS, None)];
    let accepted = [fresh.clone(), vec![inspected(2, 1, true)]].concat();
    let back = [accepted.clone(), vec![recalled(10)]].concat();
    let elsewhere = vec![received(1, THERE, DAY_MS, None), inspected(2, 1, true)];
    let keeps = Register { lots: Vec::new(), ..bag(&fresh) };
    let other = Register { material_kinds: [text("dmso")].into_iter().collect(), ..Register::default() };
    let dmso = Register { lots: vec![lot(&accepted)], ..Register::default() };
    for (what, given, when_ms, then) in [
        ("nothing is registered", Register::default(), 3, None),
        ("the site keeps a register of other things", other, 3, None),
        ("the site keeps one of bags, and does not know the lot", keeps, 3, Some("material.unknown")),
        ("accepted", bag(&accepted), 3, None),
        ("waits for its inspection", bag(&fresh), 3, Some("material.not_inspected")),
        ("received at another site only", bag(&elsewhere), 3, Some("material.elsewhere")),
        ("begun in the last moment of its shelf life, entered later", bag(&accepted), DAY_MS - 1, None),
        ("expired", bag(&accepted), DAY_MS, Some("material.expired")),
        ("begun before its recall, entered after it", bag(&back), 9, None),
        ("recalled", bag(&back), 10, Some("material.recalled")),
        ("no bag", dmso, 3, Some("material.kind")),
    ] {
        let judged = given.judge_bag("LOT1", HERE, when_ms);
        assert_eq!(judged.as_ref().err().map(|refusal| refusal.code.as_str()), then, "{what}");
        if let Err(refusal) = judged {
            assert_eq!((refusal.field, refusal.force), (Some("bag_lot"), Force::Stop), "{what}");
            assert!(refusal.params.contains(&("value", text("LOT1"))), "{what}: it names the lot");
        }
    }
}

#[test]
fn the_full_procedure_names_the_kind_of_what_is_scanned_and_changes_nothing_else() {
    let read = |text| Sop::parse(text).unwrap();
    let first = read(include_str!("../../../assets/sops/cord-blood-banking-v1.json"));
    let mut second = read(include_str!("../../../assets/sops/cord-blood-banking-v2.json"));
    let mut any = Vec::new();
    for step in &mut second.steps {
        for scan in &mut step.scans {
            let kinds = if scan.kind == StepScanKind::Equipment { EQUIPMENT_KINDS } else { MATERIAL_KINDS };
            match scan.of.take() {
                Some(of) => assert!(kinds.contains(&of.as_str()), "{of}"),
                None => any.push(step.code.clone()),
            }
        }
    }
    assert_eq!(any, ["add_hes"], "HES, or the kit that it comes in");
    second.version = first.version.clone();
    assert_eq!(first, second);
}

#[test]
fn the_third_version_names_the_steps_of_a_whole_run_and_changes_nothing_else() {
    let read = |text| Sop::parse(text).unwrap();
    let second = read(include_str!("../../../assets/sops/cord-blood-banking-v2.json"));
    let mut third = read(include_str!("../../../assets/sops/cord-blood-banking-v3.json"));
    let mut whole = Vec::new();
    for step in third.steps.iter_mut().filter(|step| step.per == Per::Run) {
        step.per = Per::Unit;
        whole.push(step.code.as_str());
    }
    let expected = ["assign_run", "environment", "spin_first", "spin_second", "precool", "freeze"];
    assert_eq!(whole, expected, "one bench, one room, one centrifuge, one cold place, one freezer");
    third.version = second.version.clone();
    assert_eq!(second, third);
}

#[test]
fn the_fifth_version_names_the_checks_of_two_persons_and_changes_nothing_else() {
    let read = |text| Sop::parse(text).unwrap();
    let fourth = read(include_str!("../../../assets/sops/cord-blood-banking-v4.json"));
    let mut fifth = read(include_str!("../../../assets/sops/cord-blood-banking-v5.json"));
    let mut two = Vec::new();
    for step in fifth.steps.iter_mut().filter(|step| step.needs_second && step.recorded_by.is_some()) {
        step.needs_second = false;
        two.push(step.code.as_str());
    }
    assert_eq!(two, ["label", "store"], "the last label, and the first place in a tank");
    fifth.version = fourth.version.clone();
    assert_eq!(fourth, fifth);
}
