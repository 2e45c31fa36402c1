//! What stands in the way of a run's units, and who may say otherwise.

use super::*;

#[test]
fn an_exceeded_limit_or_an_open_plate_stands_in_the_way_until_it_is_assessed() {
    use RoomQuantity::Humidity;
    let known = registered(RoomGrade::B);
    let calm = [entry("P1", Humidity, "50")];
    let wet = [entry("P1", Humidity, "70"), entry("P2", Humidity, "50")];
    let plates = [plate("SP-1")];
    let at = (STATION, 2);
    let given = |input: &MonitoringInput<'_>| {
        let facts = vec![known.clone()];
        [facts.clone(), vec![monitored(2, &facts, input)]].concat()
    };
    let quiet = given(&input(&calm, &[]));
    assert_eq!(standing(&quiet), RoomStanding::Clear);
    let said = (QUALITY, UnitFitness::Fit, "r");
    assert_eq!(assessed(3, &quiet, (at, RUN), said), Err(Code::EnvironmentClear), "nothing is to be said");
    let bad = given(&input(&wet, &[]));
    assert_eq!(standing(&bad), RoomStanding::Exceeded);
    // Limits that nobody confirmed, or that the bank did not approve, say nothing.
    assert_eq!(standing_of(&bad, RUN, limits(), Purpose::Demo), RoomStanding::Clear);
    assert_eq!(standing_of(&bad, RUN, confirmed(), Purpose::Live), RoomStanding::Clear);
    let open = given(&input(&calm, &plates));
    assert_eq!(standing(&open), RoomStanding::PlateOpen("SP-1".to_owned()));
    // Who measured does not assess; another run is another matter; a reason is wanted.
    let cases = [
        ((at, RUN), (LAB, UnitFitness::Fit, "r"), Code::EnvironmentSamePerson),
        ((at, OTHER_RUN), (QUALITY, UnitFitness::Fit, "r"), Code::EnvironmentOtherRun),
        (((STATION, 8), RUN), (QUALITY, UnitFitness::Fit, "r"), Code::EnvironmentUnknown),
        ((at, RUN), (QUALITY, UnitFitness::Fit, " "), Code::Empty),
    ];
    for (of, said, code) in cases {
        assert_eq!(assessed(3, &bad, of, said), Err(code));
    }
    let refused =
        [bad.clone(), vec![assessed(3, &bad, (at, RUN), (QUALITY, UnitFitness::Unfit, "r")).unwrap()]]
            .concat();
    assert_eq!(standing(&refused), RoomStanding::Assessed(UnitFitness::Unfit));
    let anew = assessed(4, &refused, (at, RUN), (QUALITY, UnitFitness::Fit, "r")).unwrap();
    let anew = [refused, vec![anew]].concat();
    assert_eq!(standing(&anew), RoomStanding::Assessed(UnitFitness::Fit));
}

#[test]
fn what_comes_after_a_conclusion_wants_another_one() {
    let known = registered(RoomGrade::B);
    let plates = [plate("SP-1")];
    let mut facts = vec![known];
    facts.push(monitored(2, &facts, &input(&[], &plates)));
    let at = (STATION, 2);
    // The plate was lost, quality says; and then it is found, and something grew on it.
    let lost = assessed(3, &facts, (at, RUN), (QUALITY, UnitFitness::Fit, "lost")).unwrap();
    facts.push(lost);
    assert_eq!(standing(&facts), RoomStanding::Assessed(UnitFitness::Fit));
    let clean = [facts.clone(), vec![read(4, &facts, 2, "0", "").unwrap()]].concat();
    assert_eq!(standing(&clean), RoomStanding::Clear);
    let grown = [facts.clone(), vec![read(4, &facts, 2, "6", "").unwrap()]].concat();
    assert_eq!(standing(&grown), RoomStanding::Exceeded);
    // One that was called unfit stays so whatever comes.
    let unfit = assessed(5, &grown, (at, RUN), (QUALITY, UnitFitness::Unfit, "r")).unwrap();
    let unfit = [grown, vec![unfit]].concat();
    assert_eq!(read(6, &unfit, 2, "0", ""), Err(Code::EnvironmentPlateRead), "read before");
    let again = [unfit.clone(), vec![read(6, &unfit, 2, "0", "another plate").unwrap()]].concat();
    assert_eq!(standing(&again), RoomStanding::Assessed(UnitFitness::Unfit));
}

#[test]
fn putting_right_what_exceeded_a_limit_decides_nothing_alone() {
    use RoomQuantity::Humidity;
    let known = registered(RoomGrade::B);
    let (wet, calm) = ([entry("P1", Humidity, "75")], [entry("P1", Humidity, "57")]);
    let plates = [plate("SP-1")];
    let mut facts = vec![known];
    facts.push(monitored(2, &facts, &input(&wet, &plates)));
    facts.push(read(3, &facts, 2, "2", "").unwrap());
    let right =
        MonitoringInput { replaces: Some((STATION, 2)), reason: "75 for 57", ..input(&calm, &plates) };
    facts.push(monitored(4, &facts, &right));
    // The plate's reading went along; the entry before no longer counts and cannot be put right again.
    assert_eq!(standing(&facts), RoomStanding::Corrected);
    assert_eq!(room(&facts).standing().count(), 1);
    let rules = rules(confirmed());
    let demo = context(&rules, LAB, Purpose::Demo);
    let refusal = decide::monitor_room(&room(&facts), &right, &[], &demo).unwrap_err();
    assert_eq!(refusal.code, Code::EnvironmentReplaced);
    let bare = MonitoringInput { reason: " ", ..right };
    assert_eq!(decide::monitor_room(&room(&facts[..3]), &bare, &[], &demo).unwrap_err().code, Code::Empty);
    // Nor does it where the run is no longer named.
    let without = MonitoringInput { runs: &[], ..right };
    let untied = [facts[..3].to_vec(), vec![monitored(4, &facts[..3], &without)]].concat();
    assert_eq!(standing(&untied), RoomStanding::Corrected);
    let at = (STATION, 4);
    let said = assessed(5, &facts, (at, RUN), (QUALITY, UnitFitness::Fit, "typing error")).unwrap();
    facts.push(said);
    assert_eq!(standing(&facts), RoomStanding::Assessed(UnitFitness::Fit));
}

#[test]
fn stations_that_did_not_hear_of_each_other_get_the_graver_answer() {
    let known = registered(RoomGrade::B);
    let plates = [plate("SP-1")];
    let mut facts = vec![known];
    facts.push(monitored(2, &facts, &input(&[], &plates)));
    let (low, high) = (read(3, &facts, 2, "0", "").unwrap(), read(4, &facts, 2, "6", "").unwrap());
    for reads in [[low.clone(), high.clone()], [high, low]] {
        let facts = [facts.clone(), reads.to_vec()].concat();
        assert_eq!(standing(&facts), RoomStanding::Exceeded, "the higher reading counts");
        let at = ((STATION, 2), RUN);
        let fit = assessed(5, &facts, at, (QUALITY, UnitFitness::Fit, "r")).unwrap();
        let unfit = assessed(6, &facts, at, (QUALITY, UnitFitness::Unfit, "r")).unwrap();
        for said in [[fit.clone(), unfit.clone()], [unfit, fit]] {
            let facts = [facts.clone(), said.to_vec()].concat();
            assert_eq!(standing(&facts), RoomStanding::Assessed(UnitFitness::Unfit));
        }
    }
    // One number on plates of two entries: nobody knows which one was read.
    let rules = rules(confirmed());
    let demo = context(&rules, QUALITY, Purpose::Demo);
    let room = room(&[facts.clone(), vec![read(3, &facts, 2, "0", "").unwrap()]].concat());
    let last = room.standing().next_back().unwrap();
    let twice = ["SP-1".to_owned()];
    let found = decide::room_standing(last, RUN, &twice, &demo);
    assert_eq!(found, RoomStanding::PlateTwice("SP-1".to_owned()));
}

#[test]
fn a_signature_is_over_what_was_shown_and_no_other_room() {
    use RoomQuantity::Humidity;
    let known = registered(RoomGrade::B);
    let wet = [entry("P1", Humidity, "70")];
    let mut facts = vec![known];
    facts.push(monitored(2, &facts, &input(&wet, &[])));
    let rules = rules(confirmed());
    let demo = context(&rules, QUALITY, Purpose::Demo);
    let input = AssessmentInput {
        monitoring: (STATION, 2),
        run: RUN,
        fitness: UnitFitness::Fit,
        reason: "r",
        digest: "00",
        name: "刘质控",
    };
    let refusal = decide::assess_room(&room(&facts), &input, &[], &demo).unwrap_err();
    assert_eq!((refusal.code, refusal.field), (Code::ContentChanged, Some("digest")));
    let said = assessed(3, &facts, ((STATION, 2), RUN), (QUALITY, UnitFitness::Fit, "r")).unwrap();
    facts.push(said.clone());
    assert_eq!(standing(&facts), RoomStanding::Assessed(UnitFitness::Fit));
    // Copied to another room, or with other findings, it says nothing.
    let elsewhere = Room::fold(RoomId::from_bytes([3; 16]), facts.clone()).unwrap();
    assert!(elsewhere.monitorings[0].assessed.is_empty());
    let Record::EnvironmentAssessed(mut changed) = said.record else { panic!("an assessment") };
    changed.findings.clear();
    facts[2].record = Record::EnvironmentAssessed(changed);
    assert_eq!(standing(&facts), RoomStanding::Exceeded);
}
