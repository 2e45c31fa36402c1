//! Parts of a donation: what may be made of what, how much, where it may be put, and what two stations leave behind.
//! tidy: long because every rule of parts has its table here, over one story.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/story.rs"]
mod story;

use domain::decide::{self, Context, MakeInput, PartScene};
use domain::record::*;
use domain::unit::{Contest, ContestKind, Part, PartId};
use domain::*;
use std::collections::BTreeMap;
use story::{NOW_MS, Story, UNIT, context, of, of_part, param, place, refused, rules, samples, step};

fn rejection() -> Record {
    Record::UnitRejected(UnitRejected { reason: "contamination".to_owned(), note: String::new() })
}

#[test]
fn what_is_made_of_what_and_how_much_there_is() {
    use PartKind as K;
    use PartSource as S;
    let collected = Story::collected();
    let bag = Story::in_the_bag();
    let fine = |input: MakeInput<'static>| MakeInput { unit: VolumeUnit::Ul, ..input };
    let late = |input: MakeInput<'static>| MakeInput { made_ms: Some(NOW_MS + 3_600_000), ..input };
    let cases: [(&str, &Story, MakeInput<'static>, Result<usize, Code>); 17] = [
        ("all of it", &collected, of(K::Plasma, S::Collection, "1", "100"), Ok(1)),
        (
            "a nanolitre more",
            &collected,
            of(K::Plasma, S::Collection, "1", "100.000001"),
            Err(Code::PartRootLess),
        ),
        ("ten of eleven", &collected, of(K::Plasma, S::Collection, "10", "10.1"), Err(Code::PartRootLess)),
        ("finer than nL", &collected, fine(of(K::Plasma, S::Collection, "1", "0.0001")), Err(Code::PartFine)),
        ("nothing", &collected, of(K::Plasma, S::Collection, "1", "0"), Err(Code::TooLow)),
        ("less than nothing", &collected, of(K::Plasma, S::Collection, "1", "-1"), Err(Code::TooLow)),
        ("no number", &collected, of(K::Plasma, S::Collection, "1", "much"), Err(Code::NotANumber)),
        ("no part", &collected, of(K::Plasma, S::Collection, "0", "1"), Err(Code::TooLow)),
        ("too many", &collected, of(K::Plasma, S::Collection, "41", "1"), Err(Code::TooHigh)),
        ("yet to come", &collected, late(of(K::Plasma, S::Collection, "1", "1")), Err(Code::InFuture)),
        ("cord blood of the mother", &collected, of(K::Plasma, S::Mother, "1", "1"), Err(Code::PartNotOf)),
        ("her own", &collected, of(K::MaternalBlood, S::Mother, "2", "5"), Ok(2)),
        ("no product yet", &collected, of(K::PostSample, S::Product, "1", "1"), Err(Code::PartRootUnknown)),
        ("no bag yet", &collected, of(K::Compartment, S::Product, "1", "1"), Err(Code::PartTooEarly)),
        ("the bag", &bag, of(K::Compartment, S::Product, "5", "5"), Ok(5)),
        ("six compartments", &bag, of(K::Compartment, S::Product, "6", "1"), Err(Code::PartCompartments)),
        // What went on into the bag is not in the blood any more.
        ("of the rest", &bag, of(K::Plasma, S::Collection, "1", "80.1"), Err(Code::PartRootLess)),
    ];
    for (name, story, input, expected) in cases {
        let found = story.try_make(&input).map(|made| made.len()).map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(
        refused(Story(Vec::new()).try_make(&of(K::Plasma, S::Collection, "1", "1"))).0,
        Code::NotCollected
    );
}

#[test]
fn no_part_gives_more_than_it_holds() {
    let mut story = Story::collected();
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "3.5"))[..] else {
        panic!()
    };
    let vials = story.make(&of_part(PartKind::Plasma, plasma, "5", "0.5"));
    assert_eq!(story.left(plasma), "1");
    let numbers: Vec<u32> = story.state().parts.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    let less = story.try_make(&of_part(PartKind::Plasma, plasma, "3", "0.5")).unwrap_err();
    assert_eq!((less.code, less.field), (Code::PartLess, Some("volume")));
    let told = ["number", "left", "wanted", "unit"].map(|name| param(&less, name));
    assert_eq!(told, ["1", "1", "1.5", "mL"]);
    story.use_of(plasma, "0.4").unwrap();
    assert_eq!(refused(story.use_of(plasma, "0.600001")), (Code::PartLess, Some("volume")));
    story.use_of(plasma, "0.6").unwrap();
    let state = story.state();
    assert_eq!(state.part_state(state.part(plasma).unwrap()), PartState::UsedUp);
    // A vial is not serum's to give, and the blood has its own.
    assert_eq!(refused(story.try_make(&of_part(PartKind::Serum, vials[0], "1", "0.1"))).0, Code::PartNotOf);
    assert_eq!(samples().left_of_root(PartSource::Collection, &state), Some(96_500_000));
}

#[test]
fn dna_takes_another_volume_than_it_holds() {
    let mut story = Story::collected();
    let [sample] = story.make(&of(PartKind::PreSample, PartSource::Collection, "1", "2"))[..] else {
        panic!()
    };
    let dna = MakeInput { taken: "1.5", ..of_part(PartKind::Dna, sample, "1", "0.2") };
    let [dna] = story.make(&dna)[..] else { panic!() };
    assert_eq!((story.left(sample), story.left(dna)), ("0.5".to_owned(), "0.2".to_owned()));
}

#[test]
fn a_correction_keeps_the_old_value_and_takes_nothing_that_is_not_there() {
    let mut story = Story::collected();
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "3"))[..] else { panic!() };
    let used = story.use_of(plasma, "2").unwrap();
    let correct = |story: &Story, entry, ml: &str, reason: &str| {
        let used = story.state().parts.iter().any(|part| part.uses.iter().any(|draw| draw.id == entry));
        let what = if used { PartVolume::Used } else { PartVolume::Held };
        decide::correct_part(&story.state(), &samples(), (entry, what), (ml, VolumeUnit::Ml), reason)
    };
    for (entry, ml, reason, expected) in [
        (plasma, "1.9", "typing error", (Code::PartDrawnMore, Some("volume"))),
        (plasma, "3", "typing error", (Code::NothingChanged, Some("volume"))),
        (plasma, "4", " ", (Code::Empty, Some("reason"))),
        (plasma, "101", "typing error", (Code::PartRootLess, Some("volume"))),
        (used, "3.1", "typing error", (Code::PartDrawnMore, Some("volume"))),
        (PartId { seq: 99, ..plasma }, "1", "typing error", (Code::PartNoVolume, Some("part"))),
    ] {
        assert_eq!(refused(correct(&story, entry, ml, reason)), expected, "{ml}");
    }
    let record = correct(&story, used, "0.5", "typing error").unwrap();
    story.say(record);
    assert_eq!(story.left(plasma), "2.5");
    let record = correct(&story, plasma, "4", "typing error").unwrap();
    story.say(record);
    let state = story.state();
    let part = state.part(plasma).unwrap();
    assert_eq!(story.left(plasma), "3.5");
    let old: Vec<(i64, i64)> = part.changes.iter().map(|change| (change.old_nl, change.new_nl)).collect();
    assert_eq!(old, [(2_000_000, 500_000), (3_000_000, 4_000_000)]);
    assert_eq!(samples().left_of_root(PartSource::Collection, &state), Some(96_000_000));
}

// requirement: Annex 11 §13
#[test]
fn what_two_stations_took_without_hearing_of_each_other_stays_and_is_counted() {
    let mut story = Story::collected();
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "3"))[..] else { panic!() };
    let use_of = (PartUse::Test, "HBsAg");
    let used =
        story.with(&[], |scene| decide::use_part(scene, plasma, ("2", VolumeUnit::Ml), use_of)).unwrap();
    story.say_at(5, used.clone());
    story.say_at(6, used);
    let state = story.state();
    let part: &Part = state.part(plasma).unwrap();
    assert!(state.is_overdrawn(part));
    assert_eq!(refused(story.use_of(plasma, "0.1")), (Code::PartOverdrawn, Some("part")));
    assert_eq!(
        refused(story.try_make(&of_part(PartKind::Plasma, plasma, "1", "0.1"))).0,
        Code::PartOverdrawn
    );
    let digest = state.count_digest(part);
    let count = |digest: &str, ml: &str, reason: &str| {
        decide::count_part(&state, plasma, (ml, VolumeUnit::Ml), reason, (digest, "刘"))
    };
    assert_eq!(refused(count("of something else", "0.3", "r")).0, Code::ContentChanged);
    assert_eq!(refused(count(&digest, "0.3", " ")), (Code::Empty, Some("reason")));
    let counted = count(&digest, "0.3", "measured by pipette").unwrap();
    story.say(counted);
    assert_eq!(story.left(plasma), "0.3");
    assert_ne!(story.state().count_digest(story.state().part(plasma).unwrap()), digest);
    story.use_of(plasma, "0.3").unwrap();
    assert_eq!(refused(story.use_of(plasma, "0.1")).0, Code::PartLess);
}

#[test]
fn two_parts_of_one_number_are_told_apart_by_a_new_one() {
    let mut story = Story::collected();
    let record = story.try_make(&of(PartKind::Plasma, PartSource::Collection, "1", "1")).unwrap().remove(0);
    let first = story.say_at(5, record.clone());
    let second = story.say_at(6, record);
    for part in [first, second] {
        assert_eq!(refused(story.use_of(part, "0.1")), (Code::PartTwin, Some("part")));
    }
    let renumbered =
        story.with(&[], |scene| decide::renumber_part(scene, second, "the label is torn anyway")).unwrap();
    story.say(renumbered);
    let numbers: Vec<u32> = story.state().parts.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [1, 2]);
    // Both carry the old label until the new one is printed: who takes one of them may take the other.
    for part in [first, second] {
        assert_eq!(refused(story.use_of(part, "0.1")), (Code::PartUnlabelled, Some("part")));
    }
    // A label that another station printed with the old number, and that arrives late, does not settle it.
    let labels = |story: &Story, part| {
        story.with(&[], |scene| decide::label_parts(scene, &[part], None, false)).unwrap()
    };
    story.say(Record::PartLabelled(PartLabelled { numbers: vec![1], ..labels(&story, second) }));
    assert_eq!(refused(story.use_of(first, "0.1")).0, Code::PartUnlabelled);
    let printed = labels(&story, second);
    assert_eq!(printed.numbers, [2]);
    story.say(Record::PartLabelled(printed));
    story.use_of(first, "0.1").unwrap();
    story.use_of(second, "0.1").unwrap();
    assert_eq!(
        refused(story.with(&[], |scene| decide::renumber_part(scene, second, "r"))).0,
        Code::NothingChanged
    );
}

#[test]
fn a_cell_holds_one_part() {
    let mut story = Story::collected();
    let none = BTreeMap::new();
    let taken = BTreeMap::from([("A3".to_owned(), "A999926000009-02".to_owned())]);
    let vials =
        |place| MakeInput { place: Some(place), ..of(PartKind::Plasma, PartSource::Collection, "5", "0.5") };
    for (box_code, cell, taken, expected) in [
        ("P-01", "A1", &taken, (Code::PartCellTaken, Some("cell"))),
        ("P-01", "J1", &none, (Code::PartCellUnknown, Some("cell"))),
        ("P-01", "I6", &none, (Code::PartBoxEnd, Some("cell"))),
        ("P-01", "", &none, (Code::PartCellMissing, Some("cell"))),
        ("", "A1", &none, (Code::PartBoxMissing, Some("box_code"))),
    ] {
        assert_eq!(
            refused(story.try_make(&vials(place(box_code, cell, taken)))),
            expected,
            "{box_code} {cell}"
        );
    }
    let occupied = story.try_make(&vials(place("P-01", "A1", &taken))).unwrap_err();
    let told = ["cell", "occupant", "box_code"].map(|name| param(&occupied, name));
    assert_eq!(told, ["A3", "A999926000009-02", "P-01"]);
    let made = story.make(&vials(place("P-01", "a8", &none)));
    let cells: Vec<String> =
        story.state().parts.iter().filter_map(|part| part.place()?.cell.clone()).collect();
    assert_eq!(cells, ["A8", "A9", "B1", "B2", "B3"]);

    let put = |story: &Story, box_code: &str, cell: &str, reason: &str| {
        let there = BTreeMap::from([("A8".to_owned(), "A999926000001-01".to_owned())]);
        story.with(&[], |scene| decide::place_part(scene, made[0], &place(box_code, cell, &there), reason))
    };
    assert_eq!(refused(put(&story, "P-01", "A8", "r")).0, Code::NothingChanged);
    assert_eq!(refused(put(&story, "P-01", "C1", "")), (Code::Empty, Some("reason")));
    assert_eq!(refused(put(&story, "P-02", "A8", "r")).0, Code::PartCellTaken);
    let moved = put(&story, "P-01", "C1", "box tidied").unwrap();
    story.say(moved);
    let take_out =
        |story: &Story, reason| story.with(&[], |scene| decide::take_out_part(scene, made[0], reason));
    let out = take_out(&story, "to be shipped").unwrap();
    story.say(out);
    assert_eq!(refused(take_out(&story, "r")).0, Code::PartNotPlaced);
    let state = story.state();
    assert_eq!(state.part_state(state.part(made[0]).unwrap()), PartState::AtHand);
}

#[test]
fn compartments_are_one_with_the_bag_until_they_are_separated() {
    let mut story = Story::in_the_bag();
    let made = story.make(&of(PartKind::Compartment, PartSource::Product, "5", "4.8"));
    assert_eq!(samples().compartments_short(&story.state()), None, "1 of 25 mL is within 5 %");
    let none = BTreeMap::new();
    let put = |story: &Story| {
        story.with(&[], |scene| decide::place_part(scene, made[1], &place("", "", &none), ""))
    };
    let separate =
        |story: &Story, reason| story.with(&[], |scene| decide::separate_part(scene, made[1], reason));
    assert_eq!(refused(put(&story)).0, Code::PartAttached);
    assert_eq!(refused(story.use_of(made[1], "1")), (Code::PartAttached, Some("part")));
    let separated = separate(&story, "for expansion").unwrap();
    story.say(separated);
    assert_eq!(refused(separate(&story, "again")).0, Code::PartNotAttached);
    let placed = put(&story).unwrap();
    story.say(placed);
    let states = |story: &Story| -> Vec<PartState> {
        let state = story.state();
        state.parts.iter().map(|part| state.part_state(part)).collect()
    };
    use PartState::{Attached, Discarded, Stored};
    assert_eq!(states(&story), [Attached, Stored, Attached, Attached, Attached]);
    // The bag goes, and what is one with it; what was taken off it stays.
    story.say(Record::UnitDisposed(UnitDisposed {
        disposal: Disposal::MedicalWaste,
        position: None,
        note: "lot 7".to_owned(),
    }));
    assert_eq!(states(&story), [Discarded, Stored, Discarded, Discarded, Discarded]);
    let discard = |story: &Story, second: u8, what, reason: &str| {
        let second = PersonId::from_bytes([second; 16]);
        story.with(&[], |scene| decide::discard_part(scene, made[1], (what, reason), second))
    };
    // It goes as the bag goes: once the unit is refused.
    assert_eq!(refused(discard(&story, 9, Disposal::MedicalWaste, "r")).0, Code::NotRejected);
    story.say(rejection());
    assert_eq!(
        refused(discard(&story, 8, Disposal::MedicalWaste, "r")),
        (Code::PartSamePerson, Some("second_login"))
    );
    assert_eq!(
        refused(discard(&story, 9, Disposal::Research, "r")),
        (Code::DisposalConsent, Some("disposal"))
    );
    assert_eq!(refused(discard(&story, 9, Disposal::MedicalWaste, "")), (Code::Empty, Some("reason")));
    let gone = discard(&story, 9, Disposal::MedicalWaste, "end of retention").unwrap();
    story.say(gone);
    assert_eq!(states(&story)[1], Discarded);
    assert_eq!(refused(story.use_of(made[1], "1")), (Code::PartGone, Some("part")));
}

#[test]
fn what_steps_say_and_what_parts_say() {
    let mut story = Story::in_the_bag();
    story.say(step("sample_pre", &[("volume_removed", "2.0", "mL")]));
    story.say(step("sample_post", &[("volume_removed", "500", "µL")]));
    story.say(step("seal", &[("compartments", "5", ""), ("segments", "3", "")]));
    assert_eq!(samples().agreeing(&story.state(), |_, _| None), [], "nothing recorded, nothing to compare");
    story.make(&of(PartKind::PreSample, PartSource::Collection, "2", "1"));
    story.make(&of(PartKind::PostSample, PartSource::Product, "1", "0.4"));
    story.make(&of(PartKind::Compartment, PartSource::Product, "4", "4.8"));
    let wanted = |step: &str, _: &str| (step == "sample_pre").then(|| "µL".to_owned());
    let found = samples().agreeing(&story.state(), wanted);
    let of = |step: &str, input: &str| {
        let one = found.iter().find(|one| one.step == step && one.input == input).unwrap();
        (one.found.to_string(), one.unit.clone(), one.differs)
    };
    assert_eq!(of("sample_pre", "volume_removed"), ("2000".to_owned(), "µL".to_owned(), false));
    assert_eq!(of("sample_post", "volume_removed"), ("400".to_owned(), "µL".to_owned(), true));
    assert_eq!(of("seal", "compartments"), ("4".to_owned(), String::new(), true));
    assert_eq!(of("seal", "segments"), ("0".to_owned(), String::new(), true));
    // A step that was not done has nothing to agree with, but the parts propose its value.
    assert_eq!(of("retention", "plasma"), ("0".to_owned(), String::new(), false));
    assert_eq!(samples().compartments_short(&story.state()), Some(5_400_000), "of 25 mL 19.6 are told");
}

#[test]
fn labels_of_parts_are_printed_once_without_a_reason() {
    let mut story = Story::collected();
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "1"))[..] else { panic!() };
    let order = |story: &Story, reason, may| {
        story.with(&[], |scene| decide::label_parts(scene, &[plasma], reason, may))
    };
    let first = order(&story, Some("needless"), false).unwrap();
    assert_eq!((first.numbers.as_slice(), &first.reprint_reason), (&[1][..], &None));
    story.say(Record::PartLabelled(first));
    assert_eq!(refused(order(&story, Some("torn"), false)).0, Code::ReprintDenied);
    assert_eq!(refused(order(&story, None, true)), (Code::ReprintReason, Some("reprint_reason")));
    assert_eq!(order(&story, Some("torn"), true).unwrap().reprint_reason.as_deref(), Some("torn"));
    let of = |parts: &[PartId]| story.with(&[], |scene| decide::label_parts(scene, parts, Some("r"), true));
    assert_eq!(refused(of(&[])).0, Code::Empty);
    assert_eq!(refused(of(&[plasma, plasma])), (Code::PartRepeated, Some("parts")));
}

#[test]
fn volumes_put_right_in_either_order_conserve_what_there_is() {
    let ml = |text| (text, VolumeUnit::Ml);
    let correct = |story: &mut Story, entry, what, text| {
        let record =
            decide::correct_part(&story.state(), &samples(), (entry, what), ml(text), "typing error");
        record.map(|record| story.say(record))
    };
    let two = [(PartVolume::Held, "1.5"), (PartVolume::Taken, "1")];
    for order in [[0, 1], [1, 0]] {
        let mut story = Story::collected();
        let [sample] = story.make(&of(PartKind::PreSample, PartSource::Collection, "1", "2"))[..] else {
            panic!()
        };
        let dna = MakeInput { taken: "1.5", ..of_part(PartKind::Dna, sample, "1", "0.2") };
        let [dna] = story.make(&dna)[..] else { panic!() };
        for index in order {
            let (what, text) = two[index];
            correct(&mut story, dna, what, text).unwrap();
        }
        // That it held as much as was taken for it in between makes no aliquot of it.
        assert_eq!((story.left(sample).as_str(), story.left(dna).as_str()), ("1", "1.5"), "{order:?}");
        let more = correct(&mut story, dna, PartVolume::Taken, "2.1");
        assert_eq!(refused(more), (Code::PartLess, Some("volume")));
    }
    // What was used after the count still cannot be more than was counted.
    let mut story = Story::collected();
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "3"))[..] else { panic!() };
    let before = story.use_of(plasma, "1").unwrap();
    let digest = story.state().count_digest(story.state().part(plasma).unwrap());
    let counted = decide::count_part(&story.state(), plasma, ml("1"), "pipetted", (&digest, "刘")).unwrap();
    story.say(counted);
    let after = story.use_of(plasma, "0.5").unwrap();
    let more = correct(&mut story, after, PartVolume::Used, "1.1");
    assert_eq!(refused(more), (Code::PartDrawnMore, Some("volume")));
    correct(&mut story, before, PartVolume::Used, "2.9").unwrap();
    assert_eq!(story.left(plasma), "0.5", "what was used before the count says nothing of what is left");
}

#[test]
fn a_count_that_saw_less_than_was_done_settles_nothing() {
    let mut story = Story::collected();
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "3"))[..] else { panic!() };
    let count = |story: &Story, ml: &str| {
        let state = story.state();
        let digest = state.count_digest(state.part(plasma).unwrap());
        decide::count_part(&state, plasma, (ml, VolumeUnit::Ml), "pipetted", (&digest, "刘")).unwrap()
    };
    let unseen = count(&story, "2.5");
    story.use_of(plasma, "2").unwrap();
    story.say(unseen);
    assert!(story.state().is_overdrawn(story.state().part(plasma).unwrap()));
    assert_eq!(refused(story.use_of(plasma, "0.1")), (Code::PartOverdrawn, Some("part")));
    let seen = count(&story, "0.5");
    story.say(seen);
    story.use_of(plasma, "0.1").unwrap();
    // A volume of a child that was put right belongs to what a count is signed over.
    let [vial] = story.make(&of_part(PartKind::Plasma, plasma, "1", "0.2"))[..] else { panic!() };
    let digest = |story: &Story| story.state().count_digest(story.state().part(plasma).unwrap());
    let before = digest(&story);
    let what = (vial, PartVolume::Held);
    let right = decide::correct_part(&story.state(), &samples(), what, ("0.1", VolumeUnit::Ml), "r").unwrap();
    story.say(right);
    assert_ne!(digest(&story), before);
}

#[test]
fn compartments_have_a_position_each() {
    let at = |compartment, count| MakeInput {
        compartment,
        ..of(PartKind::Compartment, PartSource::Product, count, "4")
    };
    let mut story = Story::in_the_bag();
    let second = story.make(&at("2", "1"))[0];
    let positions = |story: &Story| -> Vec<Option<u8>> {
        story.state().parts.iter().map(|part| part.made.record.compartment).collect()
    };
    assert_eq!(refused(story.try_make(&at("2", "1"))), (Code::PartPositionTaken, Some("compartment")));
    assert_eq!(refused(story.try_make(&at("1", "2"))), (Code::PartPositionTaken, Some("compartment")));
    assert_eq!(refused(story.try_make(&at("6", "1"))), (Code::TooHigh, Some("compartment")));
    assert_eq!(refused(story.try_make(&at("5", "2"))), (Code::PartCompartments, Some("count")));
    let twice = story.try_make(&at("", "2")).unwrap();
    for record in &twice {
        story.say_at(5, record.clone());
    }
    assert_eq!(positions(&story), [Some(2), Some(1), Some(3)]);
    let late = story.say_at(6, twice[0].clone());
    let state = story.state();
    let contested: Vec<bool> = state.parts.iter().map(|part| state.is_position_contested(part)).collect();
    assert_eq!(contested, [false, true, false, true]);
    assert_eq!(state.compartment_of(state.part(second).unwrap()), Some((2, 3)));
    for (kind, container) in
        [(PartKind::Compartment, PartContainer::Vial), (PartKind::PostSample, PartContainer::Compartment)]
    {
        let other = MakeInput { container: Some(container), ..of(kind, PartSource::Product, "1", "1") };
        assert_eq!(refused(story.try_make(&other)), (Code::PartContainerOther, Some("container")));
    }
    // The one that never was is said to be void before a second person, and counts nowhere.
    let void = |story: &Story, part, second: u8| {
        story.with(&[], |scene| {
            decide::void_part(scene, part, "typed twice", PersonId::from_bytes([second; 16]))
        })
    };
    assert_eq!(refused(void(&story, late, 8)), (Code::PartSamePerson, Some("second_login")));
    let left = |story: &Story| samples().left_of_root(PartSource::Product, &story.state());
    assert_eq!(left(&story), Some(9_000_000));
    let voided = void(&story, late, 9).unwrap();
    story.say(voided);
    let state = story.state();
    assert_eq!(left(&story), Some(13_000_000));
    assert!(!state.parts.iter().any(|part| state.is_position_contested(part) || state.is_twin(part)));
    assert_eq!(state.part_state(state.part(late).unwrap()), PartState::Voided);
    // What something was used of was there.
    let [plasma] = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "1"))[..] else { panic!() };
    let unseen = void(&story, plasma, 9).unwrap();
    story.use_of(plasma, "0.5").unwrap();
    assert_eq!(refused(void(&story, plasma, 9)), (Code::PartHasHistory, Some("part")));
    story.say(unseen);
    assert_eq!(story.left(plasma), "0.5");
    assert_eq!(story.state().part_state(story.state().part(plasma).unwrap()), PartState::AtHand);
}

#[test]
fn nothing_is_done_to_a_bag_that_is_held_released_or_elsewhere() {
    let mut story = Story::in_the_bag();
    let made = story.make(&of(PartKind::Compartment, PartSource::Product, "5", "4"));
    let separate = |story: &Story, contests: &[Contest]| {
        story.with(contests, |scene| decide::separate_part(scene, made[0], "for expansion"))
    };
    let contest =
        |kind| vec![Contest { kind, about: "A999926000001".to_owned(), units: vec![UNIT], lost: false }];
    let twice = contest(ContestKind::DuplicateDin);
    assert_eq!(refused(separate(&story, &twice)).0, Code::SpecimenContested);
    assert_eq!(refused(separate(&story, &contest(ContestKind::DuplicatePosition))).0, Code::Held);
    let vial = story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "1"))[0];
    let nobody = PersonId::from_bytes([9; 16]);
    let none = BTreeMap::new();
    story.with(&twice, |scene| {
        let more = of(PartKind::Plasma, PartSource::Collection, "1", "1");
        let volume = ("0.1", VolumeUnit::Ml);
        for result in [
            decide::make_parts(scene, &more).map(drop),
            decide::use_part(scene, vial, volume, (PartUse::Test, "r")).map(drop),
            decide::place_part(scene, vial, &place("", "", &none), "").map(drop),
            decide::label_parts(scene, &[vial], None, true).map(drop),
            decide::discard_part(scene, vial, (Disposal::MedicalWaste, "r"), nobody).map(drop),
        ] {
            assert_eq!(refused(result).0, Code::SpecimenContested);
        }
    });
    // Once it is settled for another unit, the vessels can only go.
    let lost: Vec<Contest> = twice.iter().map(|contest| Contest { lost: true, ..contest.clone() }).collect();
    story.with(&lost, |scene| {
        let used = decide::use_part(scene, vial, ("0.1", VolumeUnit::Ml), (PartUse::Test, "r"));
        assert_eq!(refused(used).0, Code::PartNumberLost);
        assert_eq!(refused(decide::label_parts(scene, &[vial], None, true)).0, Code::PartNumberLost);
        decide::discard_part(scene, vial, (Disposal::MedicalWaste, "set apart"), nobody).unwrap();
    });
    // A separation takes a release away that did not know of it.
    let digest = |story: &Story| story.state().signing_digest(Meaning::Release);
    let seen = digest(&story);
    let separated = separate(&story, &[]).unwrap();
    let released = Record::UnitReleased(ContentSigned {
        digest: seen,
        name: "刘".to_owned(),
        meaning: Meaning::Release,
    });
    story.say(released);
    assert!(story.state().release().is_some());
    assert_eq!(refused(separate(&story, &[])), (Code::PartReleased, Some("part")));
    story.say(separated);
    assert!(story.state().is_changed_after_release());

    // At another site.
    let mut story = Story::in_the_bag();
    let made = story.make(&of(PartKind::Compartment, PartSource::Product, "1", "4"))[0];
    let input = MakeInput {
        place: Some(place("P-01", "A1", &none)),
        ..of(PartKind::Plasma, PartSource::Collection, "1", "1")
    };
    let vial = story.make(&input)[0];
    let (unit, rules, samples) = (story.state(), rules(), samples());
    let context = Context { site: SiteId::from_bytes([4; 16]), ..context(&rules) };
    let scene = PartScene { unit: &unit, contests: &[], rules: &samples, context: &context };
    for result in [
        decide::make_parts(&scene, &of(PartKind::PostSample, PartSource::Product, "1", "1")).map(drop),
        decide::separate_part(&scene, made, "r").map(drop),
    ] {
        assert_eq!(refused(result).0, Code::PartBagElsewhere);
    }
    for result in [
        decide::place_part(&scene, vial, &place("P-01", "A2", &none), "r").map(drop),
        decide::take_out_part(&scene, vial, "r").map(drop),
        decide::discard_part(&scene, vial, (Disposal::MedicalWaste, "r"), nobody).map(drop),
    ] {
        assert_eq!(refused(result), (Code::PartElsewhere, Some("part")));
    }
}
