//! What two stations did to parts without hearing of each other: what is in doubt, and how it is settled.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "common/story.rs"]
mod story;

use domain::decide::{self, BoxInput, BoxScene};
use domain::record::*;
use domain::rules::{BoxShape, Sop};
use domain::unit::{Part, PartId, UnitState};
use domain::*;
use std::collections::BTreeMap;
use story::{Story, of, of_part, param, place, refused, samples, step};

fn ml(text: &str) -> (&str, VolumeUnit) {
    (text, VolumeUnit::Ml)
}

fn plasma(story: &mut Story, volume: &'static str) -> PartId {
    story.make(&of(PartKind::Plasma, PartSource::Collection, "1", volume))[0]
}

fn use_of(story: &Story, part: PartId) -> Record {
    let what = (PartUse::Test, "HBsAg");
    story.with(&[], |scene| decide::use_part(scene, part, ml("0.1"), what)).unwrap()
}

fn discard(story: &Story, part: PartId) -> Record {
    let (what, second) = ((Disposal::MedicalWaste, "cracked"), PersonId::from_bytes([9; 16]));
    story.with(&[], |scene| decide::discard_part(scene, part, what, second)).unwrap()
}

fn find(state: &UnitState, part: PartId) -> &Part {
    state.part(part).unwrap()
}

fn is_doubted(story: &Story, part: PartId) -> bool {
    let state = story.state();
    state.is_discard_doubted(find(&state, part))
}

fn settle(story: &Story, part: PartId, found: PartPresence, reason: &str) -> Result<Record, Refusal> {
    let state = story.state();
    let digest = state.settlement_digest(find(&state, part));
    decide::settle_part(&state, part, found, reason, (&digest, "刘"))
}

// requirement: Annex 11 §13
#[test]
fn a_part_that_was_worked_with_after_its_discard_is_looked_for() {
    for found in [PartPresence::There, PartPresence::Gone] {
        let mut story = Story::collected();
        let vial = plasma(&mut story, "3");
        let (used, gone) = (use_of(&story, vial), discard(&story, vial));
        let child = story.try_make(&of_part(PartKind::Plasma, vial, "1", "1")).unwrap().remove(0);
        assert_eq!(refused(settle(&story, vial, found, "r")).0, Code::PartNothingToSettle);
        story.say_at(6, gone);
        assert!(!is_doubted(&story, vial), "a discard alone is none");
        story.say_at(5, used.clone());
        let child = story.say_at(5, child);
        assert!(is_doubted(&story, vial));
        // It stays discarded, and what was made of it since is in doubt; the rest of the unit is not.
        let state = story.state();
        assert_eq!(state.part_state(find(&state, vial)), PartState::Discarded);
        assert_eq!(refused(story.use_of(vial, "0.1")).0, Code::PartGone);
        assert_eq!(refused(story.use_of(child, "0.1")), (Code::PartSourceGone, Some("part")));
        let of_child = of_part(PartKind::Plasma, child, "1", "0.1");
        assert_eq!(refused(story.try_make(&of_child)), (Code::PartSourceGone, Some("parent")));
        // It can be put away meanwhile.
        let none = BTreeMap::new();
        let put = story.with(&[], |scene| decide::place_part(scene, child, &place("", "", &none), ""));
        put.unwrap();

        assert_eq!(refused(settle(&story, vial, found, " ")), (Code::Empty, Some("reason")));
        let stale = settle(&story, vial, found, "found in the rack").unwrap();
        // Another station's entry that arrives before the signature: it was not seen.
        story.say_at(7, used);
        story.say(stale);
        assert!(is_doubted(&story, vial));
        let signed = settle(&story, vial, found, "found in the rack").unwrap();
        story.say(signed);
        assert!(!is_doubted(&story, vial));
        story.use_of(child, "0.1").unwrap();
        let after = story.use_of(vial, "0.1").map(drop).map_err(|refusal| refusal.code);
        let expected = if found == PartPresence::There { Ok(()) } else { Err(Code::PartGone) };
        assert_eq!(after, expected);
        let state = story.state();
        let kept = find(&state, vial).discards.iter().filter(|one| one.taken_back).count();
        assert_eq!(kept, usize::from(found == PartPresence::There), "the discard stays of record");
    }
}

// requirement: Annex 11 §13
#[test]
fn blood_that_gave_more_than_there_was_is_counted() {
    let mut story = Story::collected();
    let take = of(PartKind::Plasma, PartSource::Collection, "1", "60");
    let record = story.try_make(&take).unwrap().remove(0);
    let first = story.say_at(5, record.clone());
    let alone = story.state();
    assert!(!alone.may_lack_root() && !samples().is_root_overdrawn(PartSource::Collection, &alone));
    let second = story.say_at(6, record);
    let renumbered = story.with(&[], |scene| decide::renumber_part(scene, second, "twice")).unwrap();
    story.say(renumbered);
    let printed = story.with(&[], |scene| decide::label_parts(scene, &[second], None, true)).unwrap();
    story.say(Record::PartLabelled(printed));
    let state = story.state();
    assert!(state.may_lack_root() && samples().is_root_overdrawn(PartSource::Collection, &state));
    // Neither gives anything: nobody knows which volume is wrong. Nor does the blood.
    for part in [first, second] {
        assert_eq!(refused(story.use_of(part, "0.1")), (Code::PartRootOverdrawn, Some("part")));
    }
    let more = of(PartKind::Serum, PartSource::Collection, "1", "0.1");
    assert_eq!(refused(story.try_make(&more)), (Code::PartRootOverdrawn, Some("parent")));
    // The mother's blood is another's.
    story.make(&of(PartKind::MaternalBlood, PartSource::Mother, "1", "5"));

    let count = |story: &Story, source, text, digest: Option<&str>| {
        let state = story.state();
        let shown = state.root_digest(source);
        let signature = (digest.unwrap_or(&shown), "刘");
        decide::count_root(&state, &samples(), source, ml(text), "measured", signature)
    };
    let blood = PartSource::Collection;
    assert_eq!(refused(count(&story, PartSource::Mother, "1", None)).0, Code::PartRootUnknown);
    assert_eq!(refused(count(&story, blood, "1", Some("of something else"))).0, Code::ContentChanged);
    let unseen = count(&story, blood, "4", None).unwrap();
    let voided =
        story.with(&[], |scene| decide::void_part(scene, second, "never was", PersonId::from_bytes([9; 16])));
    let mut other = Story(story.0.clone());
    other.say_at(6, voided.unwrap());
    other.say(unseen);
    assert!(samples().is_root_overdrawn(blood, &other.state()), "it was signed without seeing the void");
    let signed = count(&story, blood, "4", None).unwrap();
    story.say(signed);
    assert_eq!(samples().left_of_root(blood, &story.state()), Some(4_000_000));
    story.use_of(first, "0.1").unwrap();
    plasma(&mut story, "3");
    assert_eq!(samples().left_of_root(blood, &story.state()), Some(1_000_000));
    assert_eq!(refused(story.try_make(&of(PartKind::Plasma, blood, "1", "1.1"))).0, Code::PartRootLess);
    // What went on into the bag since is not in the blood any more.
    story.say(step("adjust_volume", &[("volume", "0.5", "mL")]));
    assert_eq!(samples().left_of_root(blood, &story.state()), Some(500_000));
    assert_eq!(samples().held_by_root(PartSource::Product, &story.state()), Some(500_000));
}

#[test]
fn what_may_have_been_taken_twice_is_found_without_the_rules() {
    let mut story = Story::in_the_bag();
    plasma(&mut story, "79.9");
    assert!(!story.state().may_lack_root());
    story.say(step("adjust_volume", &[("volume", "20.2", "mL")]));
    assert!(story.state().may_lack_root(), "the step of another station took what was given");
}

#[test]
fn a_label_that_never_came_out_counts_for_nothing() {
    let mut story = Story::collected();
    let made = story.make(&of(PartKind::Plasma, PartSource::Collection, "2", "1"));
    let order = |story: &Story, parts: &[PartId]| {
        story.with(&[], |scene| decide::label_parts(scene, parts, None, false))
    };
    let first = order(&story, &made).unwrap();
    let first = story.say(Record::PartLabelled(first));
    assert_eq!(refused(order(&story, &made)).0, Code::ReprintDenied);
    let off = |story: &Story, part, order, reason: &str| {
        decide::call_off_label(&story.state(), part, order, reason)
    };
    assert_eq!(refused(off(&story, made[0], first, " ")), (Code::Empty, Some("reason")));
    assert_eq!(refused(off(&story, made[0], made[0], "r")), (Code::PartNoLabel, Some("order")));
    let one = off(&story, made[0], first, "stuck in the printer").unwrap();
    story.say(one);
    assert_eq!(refused(off(&story, made[0], first, "again")).0, Code::PartNoLabel);
    // Its next label is no reprint; the other one's is.
    order(&story, &made[..1]).unwrap();
    assert_eq!(refused(order(&story, &made[1..])).0, Code::ReprintDenied);
    let rest = decide::labels_called_off(&story.state(), first, None).unwrap();
    assert!(matches!(&rest, Record::PartLabelCalledOff(rest) if rest.numbers == [2]), "{rest:?}");
    story.say(rest);
    assert_eq!(decide::labels_called_off(&story.state(), first, None), None);
    order(&story, &made).unwrap();
    let reasons: Vec<String> =
        story.state().parts.iter().map(|part| part.labels[0].called_off.clone().unwrap().1).collect();
    assert_eq!(reasons, ["stuck in the printer", ""]);
}

#[test]
fn a_new_number_whose_label_never_came_out_is_not_on_the_vessel() {
    let mut story = Story::collected();
    let record = story.try_make(&of(PartKind::Plasma, PartSource::Collection, "1", "1")).unwrap().remove(0);
    story.say_at(5, record.clone());
    let second = story.say_at(6, record);
    let renumbered = story.with(&[], |scene| decide::renumber_part(scene, second, "twice")).unwrap();
    story.say(renumbered);
    let printed = story.with(&[], |scene| decide::label_parts(scene, &[second], None, true)).unwrap();
    let order = story.say(Record::PartLabelled(printed));
    story.use_of(second, "0.1").unwrap();
    let off = decide::call_off_label(&story.state(), second, order, "no label in the printer").unwrap();
    story.say(off);
    assert_eq!(refused(story.use_of(second, "0.1")), (Code::PartUnlabelled, Some("part")));
}

#[test]
fn a_box_has_the_cells_of_its_kind() {
    let set_up = |known: Option<&PartBoxSetUp>, taken: &[(String, String)], kind: &str, reason: &str| {
        let scene = BoxScene { site: SiteId::from_bytes([2; 16]), known, taken };
        let input = BoxInput { device: "EQ-025", rack: "2", box_code: "P-01", kind, reason };
        decide::set_up_box(&samples(), &scene, &input)
    };
    let Record::PartBoxSetUp(first) = set_up(None, &[], "8x12", "").unwrap() else { panic!() };
    assert_eq!((first.rows, first.columns, &first.reason), (8, 12, &None));
    assert_eq!(refused(set_up(None, &[], "7x7", "")), (Code::PartBoxKind, Some("kind")));
    let there = [("A12".to_owned(), "A999926000009-02".to_owned())];
    let full = set_up(Some(&first), &there, "9x9", "r").unwrap_err();
    assert_eq!(
        (full.code, param(&full, "cell"), full.field),
        (Code::PartBoxOccupied, "A12".to_owned(), Some("kind"))
    );
    assert_eq!(refused(set_up(Some(&first), &[], "9x9", " ")), (Code::Empty, Some("reason")));
    assert_eq!(refused(set_up(Some(&first), &there, "8x12", "r")).0, Code::NothingChanged);
    set_up(Some(&first), &[], "9x9", "another box").unwrap();

    // The grid and every check follow it.
    let none = BTreeMap::new();
    let cells = |shape: BoxShape, cell, count| {
        let place = decide::PlaceInput { shape, ..place("P-01", cell, &none) };
        place.cells(count).map(|cells| cells.into_iter().filter_map(|at| at.cell).collect::<Vec<_>>())
    };
    let wide = BoxShape { rows: 8, columns: 12 };
    assert_eq!(cells(wide, "a11", 4).unwrap(), ["A11", "A12", "B1", "B2"]);
    assert_eq!(refused(cells(samples().usual_box(), "a11", 1)), (Code::PartCellUnknown, Some("cell")));
    assert_eq!(refused(cells(wide, "I1", 1)).0, Code::PartCellUnknown);
    assert_eq!(refused(cells(wide, "H12", 2)).0, Code::PartBoxEnd);
}

#[test]
fn steps_of_another_code_stand_for_what_they_are_for() {
    let sop = |purpose: &str| {
        Sop::parse(&format!(
            r#"{{ "code": "own", "version": "1", "title": {{ "zh": "自", "en": "own" }}, "steps": [
                {{ "code": "first_tube", "number": 1, "title": {{ "zh": "取", "en": "take" }}, "help": {{ "zh": "取", "en": "take" }}{purpose} }},
                {{ "code": "seal", "number": 2, "title": {{ "zh": "封", "en": "seal" }}, "help": {{ "zh": "封", "en": "seal" }} }}
            ] }}"#
        ))
    };
    let named = sop(r#", "purpose": "sample_pre""#).unwrap();
    let rules = samples().for_procedure(&named);
    let kind = |step: &str| rules.steps().into_iter().find(|(known, _)| *known == step).map(|(_, kind)| kind);
    assert_eq!(kind("first_tube"), Some(PartKind::PreSample));
    assert_eq!((kind("sample_pre"), kind("seal")), (None, Some(PartKind::Compartment)));
    assert_eq!(rules.kind(PartKind::PreSample).unwrap().step.as_deref(), Some("first_tube"));
    // What says nothing of it stands for its own code, as ever.
    assert_eq!(samples().for_procedure(&sop("").unwrap()), samples());
    let faults =
        |purpose: &str| sop(purpose).unwrap_err().into_iter().map(|fault| fault.code).collect::<Vec<_>>();
    assert_eq!(faults(r#", "purpose": "seal""#), ["sop.rule.twice"]);
    assert_eq!(faults(r#", "purpose": "Sample Pre""#), ["sop.rule.code"]);
}
