//! Rooms: what is refused, what the limits say, what stands in the way of a run's units, and who may say otherwise.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod correction;
mod standing;
mod worked;

use domain::decide::{
    self, AssessmentInput, Context, MonitoringInput, PlateEntry, PlateInput, ReadingEntry, RoomInput,
    RoomStanding, RunTime,
};
use domain::environment::{EntryPlace, Room};
use domain::record::*;
use domain::rules::{EnvironmentFile, GradeLimits, RuleSet};
use domain::unit::{Fact, Stamp};
use domain::*;
use std::sync::Arc;

const SITE: SiteId = SiteId::from_bytes([2; 16]);
const STATION: StationId = StationId::from_bytes([5; 16]);
const RUN: RunId = RunId::from_bytes([8; 16]);
const OTHER_RUN: RunId = RunId::from_bytes([9; 16]);
const LAB: u8 = 1;
const QUALITY: u8 = 7;
const NOW_MS: i64 = 1_000_000;

fn limits() -> GradeLimits {
    let text = include_str!("../../../../assets/environment/clean-room-grades-v1.json");
    serde_json::from_str(text).unwrap()
}

/// The shipped limits, every one confirmed.
fn confirmed() -> GradeLimits {
    let mut limits = limits();
    for one in &mut limits.limits {
        one.limit.confirmed = true;
    }
    limits
}

fn rules(limits: GradeLimits) -> RuleSet {
    RuleSet {
        version: 1,
        norm: serde_json::from_str(include_str!("../../../../assets/norms/template-cn-v3.json")).unwrap(),
        norm_digest: String::new(),
        beside: Vec::new(),
        norms: Vec::new(),
        freezing: Vec::new(),
        returned: std::collections::BTreeMap::new(),
        environment: vec![Arc::new(EnvironmentFile { limits, digest: "ab".repeat(32) })],
        sops: Vec::new(),
        questionnaire: serde_json::from_str(include_str!("../../../../assets/questionnaires/health-v1.json"))
            .unwrap(),
        rejection_reasons: Vec::new(),
        deviation_categories: Vec::new(),
        deviation_causes: Vec::new(),
    }
}

fn context(rules: &RuleSet, operator: u8, purpose: Purpose) -> Context<'_> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([operator; 16]),
        roles: &[],
        site: SITE,
        rules,
        scheme: NumberScheme::Local,
        facility: "",
        purpose,
        approvals: &[],
    }
}

fn fact(seq: u64, operator: u8, record: Record) -> Fact {
    let stamp = Stamp {
        at_ms: i64::try_from(seq).unwrap(),
        operator: Some(PersonId::from_bytes([operator; 16])),
        second: None,
        station: STATION,
        seq,
        site: SITE,
        body_hash: [u8::try_from(seq).unwrap(); 32],
    };
    Fact { stamp, record }
}

fn registered(grade: RoomGrade) -> Fact {
    let points = ["P1".to_owned(), "P2".to_owned()];
    let input = RoomInput {
        code: "CR-1",
        site: SITE,
        name_zh: "室",
        name_en: "Room",
        grade,
        points: &points,
        reason: "",
    };
    fact(1, LAB, decide::register_room(None, &input).unwrap())
}

fn id() -> RoomId {
    Room::subject(SITE, "CR-1")
}

fn room(facts: &[Fact]) -> Room {
    Room::fold(id(), facts.iter().cloned()).unwrap()
}

fn entry(point: &'static str, quantity: RoomQuantity, value: &'static str) -> ReadingEntry<'static> {
    ReadingEntry { point, quantity, value }
}

fn plate(number: &'static str) -> PlateEntry<'static> {
    PlateEntry { number, point: "P1", quantity: RoomQuantity::SettlePlate, minutes: "240" }
}

fn of_run(run: RunId) -> MonitoredRun {
    MonitoredRun { run, number: "R1".to_owned(), units: vec![DonationId::from_bytes([1; 16])] }
}

fn input<'a>(readings: &'a [ReadingEntry<'a>], plates: &'a [PlateEntry<'a>]) -> MonitoringInput<'a> {
    static RUNS: std::sync::OnceLock<Vec<MonitoredRun>> = std::sync::OnceLock::new();
    MonitoringInput {
        monitored_ms: Some(100),
        state: RoomState::InOperation,
        readings,
        plates,
        runs: RUNS.get_or_init(|| vec![of_run(RUN)]),
        times: &[],
        margin_hours: 0,
        replaces: None,
        reason: "",
    }
}

fn monitored(seq: u64, facts: &[Fact], input: &MonitoringInput<'_>) -> Fact {
    let rules = rules(confirmed());
    let context = context(&rules, LAB, Purpose::Demo);
    fact(seq, LAB, decide::monitor_room(&room(facts), input, &[], &context).unwrap())
}

fn read(seq: u64, facts: &[Fact], at: u64, cfu: &str, reason: &str) -> Result<Fact, Code> {
    let rules = rules(confirmed());
    let input =
        PlateInput { monitoring: (STATION, at), number: "SP-1", cfu, organism: "", read_ms: None, reason };
    let record = decide::read_plate(&room(facts), &input, &context(&rules, LAB, Purpose::Demo));
    record.map(|record| fact(seq, LAB, record)).map_err(|refusal| refusal.code)
}

fn assessed(
    seq: u64,
    facts: &[Fact],
    (at, run): (EntryPlace, RunId),
    (by, fitness, reason): (u8, UnitFitness, &str),
) -> Result<Fact, Code> {
    let rules = rules(confirmed());
    let context = context(&rules, by, Purpose::Demo);
    let room = room(facts);
    let digest = room
        .monitoring_at(at)
        .map(|of| decide::assessment_digest(id(), of, run, &[], &context))
        .unwrap_or_default();
    let input = AssessmentInput { monitoring: at, run, fitness, reason, digest: &digest, name: "刘质控" };
    let record = decide::assess_room(&room, &input, &[], &context);
    record.map(|record| fact(seq, by, record)).map_err(|refusal| refusal.code)
}

/// How the newest monitoring that counts stands for a run.
fn standing_of(facts: &[Fact], run: RunId, limits: GradeLimits, purpose: Purpose) -> RoomStanding {
    let rules = rules(limits);
    let room = room(facts);
    let last = room.standing().next_back().unwrap();
    decide::room_standing(last, run, &[], &context(&rules, QUALITY, purpose))
}

fn standing(facts: &[Fact]) -> RoomStanding {
    standing_of(facts, RUN, confirmed(), Purpose::Demo)
}

#[test]
fn each_value_is_held_against_the_limits_of_grade_and_state() {
    use RoomGrade::{A, B, D, Unclassified};
    use RoomQuantity::{Humidity, Particles05, Pressure, SettlePlate};
    use RoomState::{AtRest, InOperation};
    let pass = (LimitLevel::Action, Verdict::Pass);
    let alert = (LimitLevel::Alert, Verdict::Warn);
    let fail = (LimitLevel::Action, Verdict::Fail);
    let said = (LimitLevel::Action, Verdict::Info);
    let unsure = (LimitLevel::Action, Verdict::Unconfirmed);
    let cases = [
        (B, InOperation, Particles05, "176000", pass),
        (B, InOperation, Particles05, "176000.1", alert),
        (B, InOperation, Particles05, "352000", alert),
        (B, InOperation, Particles05, "352001", fail),
        (B, AtRest, Particles05, "176001", fail),
        (A, InOperation, SettlePlate, "0", pass),
        (A, InOperation, SettlePlate, "1", fail),
        // No limit of colonies while nobody works, and none for particles in grade D in operation.
        (B, AtRest, SettlePlate, "9", said),
        (D, InOperation, Particles05, "9000000", said),
        (Unclassified, InOperation, Humidity, "99", said),
        // In either state, and with a lower bound.
        (B, AtRest, Pressure, "9.9", fail),
        (B, InOperation, Pressure, "10", pass),
        (D, AtRest, Humidity, "44", fail),
    ];
    let (yes, no) = (confirmed(), limits());
    for (grade, state, quantity, value, expected) in cases {
        let value: Measure = value.parse().unwrap();
        let (level, finding) = yes.judge((grade, state), quantity, value);
        assert_eq!((level, finding.verdict), expected, "{grade:?} {state:?} {quantity:?} {value}");
        assert_eq!(finding.limit.is_empty(), finding.verdict == Verdict::Info);
        // What nobody confirmed judges nothing.
        let (_, finding) = no.judge((grade, state), quantity, value);
        let open = if expected == said { said.1 } else { unsure.1 };
        assert_eq!(finding.verdict, open, "{grade:?} {state:?} {quantity:?} {value}");
    }
}

#[test]
fn a_room_names_its_points_once() {
    let points = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let cases: [(&str, Vec<String>, Code, &str); 5] = [
        ("", points(&["P1"]), Code::Empty, "code"),
        ("CR-1", points(&[]), Code::RoomPoints, "points"),
        ("CR-1", points(&["P1", " P1 "]), Code::RoomPointTwice, "points"),
        ("CR-1", points(&["P1", " "]), Code::Empty, "points"),
        (&"x".repeat(41), points(&["P1"]), Code::TooLong, "code"),
    ];
    for (code, points, expected, field) in cases {
        let input = RoomInput {
            code,
            site: SITE,
            name_zh: "室",
            name_en: "Room",
            grade: RoomGrade::C,
            points: &points,
            reason: "",
        };
        let refusal = decide::register_room(None, &input).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (expected, Some(field)));
    }
    // One that is given up takes nothing more, until it is registered again.
    let mut facts = vec![registered(RoomGrade::B)];
    let retired = decide::retire_room(&room(&facts), "moved").unwrap();
    facts.push(fact(2, LAB, retired));
    let rules = rules(confirmed());
    let values = [entry("P1", RoomQuantity::Humidity, "50")];
    let context = context(&rules, LAB, Purpose::Demo);
    let refusal = decide::monitor_room(&room(&facts), &input(&values, &[]), &[], &context).unwrap_err();
    assert_eq!(refusal.code, Code::RoomRetired);
    facts.push(Fact { stamp: Stamp { seq: 3, ..facts[0].stamp.clone() }, ..registered(RoomGrade::C) });
    assert!(decide::monitor_room(&room(&facts), &input(&values, &[]), &[], &context).is_ok());
}

#[test]
fn a_run_of_quite_another_time_is_refused_with_both_times() {
    const HOUR_MS: i64 = 3_600_000;
    let facts = [registered(RoomGrade::B)];
    let rules = rules(confirmed());
    let context = Context { now_ms: 1_000 * HOUR_MS, ..context(&rules, LAB, Purpose::Demo) };
    let values = [entry("P1", RoomQuantity::Humidity, "50")];
    let plates = [plate("SP-1")];
    let times = [RunTime { run: RUN, first_ms: 500 * HOUR_MS, last_ms: 510 * HOUR_MS }];
    let at = |monitored_ms, plates| {
        let input = MonitoringInput {
            monitored_ms: Some(monitored_ms),
            times: &times,
            margin_hours: 24,
            ..input(&values, plates)
        };
        decide::monitor_room(&room(&facts), &input, &[], &context).map_err(|refusal| {
            let text = format!("{refusal:?}");
            assert!(
                text.contains(&times[0].first_ms.to_string()) && text.contains(&times[0].last_ms.to_string())
            );
            assert!(text.contains(&monitored_ms.to_string()), "{text}");
            (refusal.code, refusal.field)
        })
    };
    let other = Some((Code::EnvironmentRunOtherTime, Some("runs")));
    // A plate that was exposed for four hours reaches into the time before the run.
    type Case<'a> = (i64, &'a [PlateEntry<'a>], Option<(Code, Option<&'a str>)>);
    let cases: [Case<'_>; 6] = [
        (476 * HOUR_MS, &[], None),
        (476 * HOUR_MS - 1, &[], other),
        (472 * HOUR_MS, &plates, None),
        (472 * HOUR_MS - 1, &plates, other),
        (534 * HOUR_MS, &[], None),
        (534 * HOUR_MS + 1, &[], other),
    ];
    for (monitored_ms, plates, expected) in cases {
        assert_eq!(at(monitored_ms, plates).err(), expected, "{monitored_ms}");
    }
    // Values of what was tied to it before are put right all the same, another time is judged.
    let old = MonitoringInput { monitored_ms: Some(100 * HOUR_MS), ..input(&values, &[]) };
    let old = decide::monitor_room(&room(&facts), &old, &[], &context).unwrap();
    let facts = [facts[0].clone(), fact(2, LAB, old)];
    let right = |monitored_ms| {
        let input = MonitoringInput {
            monitored_ms: Some(monitored_ms),
            times: &times,
            replaces: Some((STATION, 2)),
            reason: "r",
            ..input(&values, &[])
        };
        decide::monitor_room(&room(&facts), &input, &[], &context).err().map(|refusal| refusal.code)
    };
    assert_eq!(right(100 * HOUR_MS), None);
    assert_eq!(right(101 * HOUR_MS), Some(Code::EnvironmentRunOtherTime));
}

#[test]
fn chains_fold_to_the_same_monitorings_as_the_whole_room() {
    let mut facts = vec![registered(RoomGrade::B)];
    let values = [entry("P1", RoomQuantity::Humidity, "70")];
    facts.push(monitored(2, &facts, &input(&values, &[plate("SP-1")])));
    facts.push(monitored(3, &facts, &input(&values, &[])));
    facts.push(read(4, &facts, 2, "6", "").unwrap());
    let right = MonitoringInput { replaces: Some((STATION, 2)), reason: "r", ..input(&values, &[]) };
    facts.push(monitored(5, &facts, &right));
    let found = domain::environment::chains(&facts);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [(STATION, 2), (STATION, 3)]);
    assert_eq!(found[&(STATION, 2)], [1, 3, 4]);
    let parts = found.values().flat_map(|of| {
        let part = of.iter().map(|at| facts[*at].clone()).collect::<Vec<_>>();
        room(&part).monitorings
    });
    let mut parts: Vec<_> = parts.collect();
    parts.sort_by_key(|one| one.recorded.stamp.seq);
    let mut whole = room(&facts).monitorings;
    whole.sort_by_key(|one| one.recorded.stamp.seq);
    assert_eq!(parts, whole);
}

#[test]
fn what_cannot_be_true_is_refused_by_field() {
    use RoomQuantity::{ContactPlate, Humidity, Particles05, Pressure, SettlePlate, Temperature};
    let facts = [registered(RoomGrade::B)];
    let rules = rules(confirmed());
    let context = context(&rules, LAB, Purpose::Demo);
    let good = [entry("P1", Humidity, "50")];
    let twice = [entry("P1", Humidity, "50"), entry("P1", Humidity, "51")];
    let no_minutes = [PlateEntry { minutes: "0", ..plate("SP-1") }];
    let air = [PlateEntry { quantity: Temperature, ..plate("SP-1") }];
    let two = [plate("SP-1"), plate("SP-1")];
    let used = [plate("SP-9")];
    let cases: Vec<(MonitoringInput<'_>, Code, &str)> = vec![
        (input(&[], &[]), Code::EnvironmentNothing, "readings"),
        (input(&twice, &[]), Code::EnvironmentReadingTwice, "readings"),
        (input(&[], &no_minutes), Code::TooLow, "plates"),
        (input(&[], &air), Code::NotAChoice, "plates"),
        (input(&[], &two), Code::EnvironmentPlateUsed, "plates"),
        (input(&[], &used), Code::EnvironmentPlateUsed, "plates"),
        (
            MonitoringInput { monitored_ms: Some(NOW_MS * 2), ..input(&good, &[]) },
            Code::InFuture,
            "monitored_ms",
        ),
        (
            MonitoringInput { replaces: Some((STATION, 9)), reason: "r", ..input(&good, &[]) },
            Code::EnvironmentUnknown,
            "monitoring",
        ),
    ];
    let elsewhere = [("SP-9".to_owned(), (STATION, 77))];
    for (input, code, field) in cases {
        let refusal = decide::monitor_room(&room(&facts), &input, &elsewhere, &context).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (code, Some(field)));
    }
    let values = [
        ("P9", Humidity, "50", Code::NotAChoice),
        ("P1", Humidity, "", Code::Empty),
        ("P1", Humidity, "wet", Code::NotANumber),
        ("P1", Humidity, "100.1", Code::TooHigh),
        ("P1", Particles05, "-1", Code::TooLow),
        ("P1", Pressure, "-12.5", Code::Empty),
        ("P1", Temperature, "61", Code::TooHigh),
        ("P1", SettlePlate, "-1", Code::TooLow),
    ];
    for (point, quantity, value, code) in values {
        let one = [ReadingEntry { point, quantity, value }];
        let found = decide::monitor_room(&room(&facts), &input(&one, &[]), &[], &context);
        match found {
            Err(refusal) => assert_eq!((refusal.code, refusal.field), (code, Some("readings")), "{value}"),
            Ok(_) => assert_eq!(quantity, Pressure, "a room may draw air in"),
        }
    }
    // A plate pressed on a surface was open for no time.
    let contact = [PlateEntry { quantity: ContactPlate, minutes: "", ..plate("CP-1") }];
    assert!(decide::monitor_room(&room(&facts), &input(&[], &contact), &[], &context).is_ok());
}
