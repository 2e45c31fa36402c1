//! What corrections cannot hide: what failed before, plates that nobody read, numbers that were used twice.

use super::*;

/// A correction of the entry at 2.
fn right<'a>(
    readings: &'a [ReadingEntry<'a>],
    plates: &'a [PlateEntry<'a>],
    state: RoomState,
) -> MonitoringInput<'a> {
    MonitoringInput { replaces: Some((STATION, 2)), reason: "r", state, ..input(readings, plates) }
}

fn exposed(plates: &[PlateEntry<'_>]) -> Vec<Fact> {
    let facts = vec![registered(RoomGrade::B)];
    [facts.clone(), vec![monitored(2, &facts, &input(&[], plates))]].concat()
}

#[test]
fn a_failed_plate_stays_failed_whatever_the_correction_calls_it() {
    let calm = [entry("P1", RoomQuantity::Humidity, "50")];
    let settled = [plate("SP-1")];
    let pressed = [PlateEntry { quantity: RoomQuantity::ContactPlate, minutes: "", ..plate("SP-1") }];
    let mut facts = exposed(&settled);
    facts.push(read(3, &facts, 2, "6", "").unwrap());
    assert_eq!(standing(&facts), RoomStanding::Exceeded);
    let rest = RoomState::AtRest;
    // Limits of colonies are those of work; a contact plate bears more than one that settles.
    for correction in [
        right(&[], &settled, rest),
        right(&[], &pressed, rest),
        right(&calm, &[], rest),
        right(&calm, &[], RoomState::InOperation),
    ] {
        let facts = [facts.clone(), vec![monitored(4, &facts, &correction)]].concat();
        assert_eq!(standing(&facts), RoomStanding::Corrected);
    }
}

#[test]
fn a_plate_that_nobody_read_does_not_vanish_with_its_entry() {
    let calm = [entry("P1", RoomQuantity::Humidity, "50")];
    let settled = [plate("SP-1")];
    let facts = exposed(&settled);
    let gone = right(&calm, &[], RoomState::InOperation);
    let gone = [facts.clone(), vec![monitored(3, &facts, &gone)]].concat();
    assert_eq!(standing(&gone), RoomStanding::Corrected);
    // It is read by its number all the same, and then counts by what grew.
    for (cfu, expected) in [("0", RoomStanding::Clear), ("6", RoomStanding::Corrected)] {
        let grown = [gone.clone(), vec![read(4, &gone, 3, cfu, "").unwrap()]].concat();
        assert_eq!(standing(&grown), expected, "{cfu} CFU");
    }
    // Nor does it vanish with the run.
    let untied = MonitoringInput { runs: &[], ..right(&[], &settled, RoomState::InOperation) };
    let untied = [facts.clone(), vec![monitored(3, &facts, &untied)]].concat();
    assert_eq!(standing(&untied), RoomStanding::Corrected);
    let clean = [untied.clone(), vec![read(4, &untied, 3, "0", "").unwrap()]].concat();
    assert_eq!(standing(&clean), RoomStanding::Clear);
}

fn twice_standing(facts: &[Fact], twice: &[&str], limits: GradeLimits) -> RoomStanding {
    let (rules, room) = (rules(limits), room(facts));
    let twice: Vec<String> = twice.iter().map(|number| (*number).to_owned()).collect();
    let last = room.standing().next_back().unwrap();
    decide::room_standing(last, RUN, &twice, &context(&rules, QUALITY, Purpose::Demo))
}

#[test]
fn a_fit_conclusion_holds_for_the_plates_and_limits_that_it_knew() {
    let wet = [entry("P1", RoomQuantity::Humidity, "70")];
    let settled = [plate("SP-1")];
    let mut facts = vec![registered(RoomGrade::B)];
    facts.push(monitored(2, &facts, &input(&wet, &settled)));
    facts.push(read(3, &facts, 2, "0", "").unwrap());
    let fit = assessed(4, &facts, ((STATION, 2), RUN), (QUALITY, UnitFitness::Fit, "r")).unwrap();
    facts.push(fit);
    let fit = RoomStanding::Assessed(UnitFitness::Fit);
    assert_eq!(twice_standing(&facts, &[], confirmed()), fit);
    // Another plate of that number is heard of afterwards.
    assert_eq!(twice_standing(&facts, &["SP-1"], confirmed()), RoomStanding::PlateTwice("SP-1".to_owned()));
    // Another limit finds what the conclusion did not know to be wrong.
    let mut strict = confirmed();
    for one in strict.limits.iter_mut().filter(|one| one.quantity == RoomQuantity::SettlePlate) {
        one.limit.max = Some("-1".parse().unwrap());
    }
    assert_eq!(twice_standing(&facts, &[], strict), RoomStanding::Exceeded);
    // A number that was used twice does not cease to be so by another name.
    let calm = [entry("P1", RoomQuantity::Humidity, "50")];
    let renamed = [plate("SP-2")];
    let mut facts = vec![registered(RoomGrade::B)];
    facts.push(monitored(2, &facts, &input(&calm, &settled)));
    facts.push(read(3, &facts, 2, "0", "").unwrap());
    facts.push(monitored(4, &facts, &right(&calm, &renamed, RoomState::AtRest)));
    let other = PlateInput {
        monitoring: (STATION, 4),
        number: "ｓｐ-2",
        cfu: "0",
        organism: "",
        read_ms: None,
        reason: "",
    };
    let other = decide::read_plate(&room(&facts), &other, &context(&rules(confirmed()), LAB, Purpose::Demo));
    facts.push(fact(5, LAB, other.unwrap()));
    assert_eq!(twice_standing(&facts, &[], confirmed()), RoomStanding::Clear);
    assert_eq!(twice_standing(&facts, &["SP-1"], confirmed()), RoomStanding::Corrected);
}

#[test]
fn two_corrections_of_one_entry_are_joined_by_the_next() {
    let settled = [plate("SP-1")];
    let facts = exposed(&settled);
    let correction = right(&[], &settled, RoomState::InOperation);
    let both = [monitored(3, &facts, &correction), monitored(4, &facts, &correction)];
    let mut facts = [facts, both.to_vec()].concat();
    let heads: Vec<_> = room(&facts).standing().map(|one| (one.place().1, one.kin.clone())).collect();
    assert_eq!(heads, [(3, vec![(STATION, 4)]), (4, vec![(STATION, 3)])]);
    // The plate is one and the same in both, and the third entry takes the place of both.
    let joins = MonitoringInput { replaces: Some((STATION, 4)), ..correction };
    let used = [("SP-1".to_owned(), (STATION, 3)), ("SP-1".to_owned(), (STATION, 4))];
    let rules = rules(confirmed());
    let demo = context(&rules, LAB, Purpose::Demo);
    let record = decide::monitor_room(&room(&facts), &joins, &used, &demo).unwrap();
    facts.push(fact(5, LAB, record));
    let room = room(&facts);
    let heads: Vec<_> = room.standing().map(|one| (one.place().1, one.kin.clone())).collect();
    assert_eq!(heads, [(5, vec![])]);
    assert_eq!(room.standing().next().unwrap().before.len(), 3);
}

#[test]
fn a_correction_takes_the_grade_of_now_and_keeps_its_time() {
    let wet = [entry("P1", RoomQuantity::Humidity, "50")];
    let mut facts = vec![registered(RoomGrade::B)];
    facts.push(monitored(2, &facts, &input(&wet, &[plate("SP-1")])));
    facts.push(Fact {
        stamp: fact(3, LAB, registered(RoomGrade::C).record.clone()).stamp,
        ..registered(RoomGrade::C)
    });
    let points = ["P1".to_owned()];
    let put = RoomInput {
        code: "CR-1",
        site: SITE,
        name_zh: "室",
        name_en: "Room",
        grade: RoomGrade::D,
        points: &points,
        reason: " ",
    };
    let known = room(&facts);
    let refusal = decide::register_room(Some(&known), &put).unwrap_err();
    assert_eq!((refusal.code, refusal.field), (Code::Empty, Some("reason")));
    assert!(decide::register_room(Some(&known), &RoomInput { reason: "wrong", ..put }).is_ok());
    let gone = decide::retire_room(&known, "moved").unwrap();
    facts.push(fact(4, LAB, gone));
    // A room that is given up takes corrections still.
    let correction = MonitoringInput { monitored_ms: None, ..right(&wet, &[], RoomState::AtRest) };
    facts.push(monitored(5, &facts, &correction));
    let known = room(&facts);
    let record = &known.standing().next().unwrap().recorded.record;
    assert_eq!((record.grade, record.monitored_ms), (RoomGrade::C, 100));
}
