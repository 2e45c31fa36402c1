//! What arrives after somebody signed for parts, blood or cells: a signature covers only what it was given over.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/story.rs"]
mod story;

use domain::decide;
use domain::record::*;
use domain::rules::Sop;
use domain::unit::{Contest, ContestKind, Fact, Part, PartId, UnitState};
use domain::*;
use std::collections::BTreeMap;
use story::{Story, UNIT, collected, of, place, refused, samples, step};

const ML: VolumeUnit = VolumeUnit::Ml;

fn vial(story: &mut Story) -> PartId {
    story.make(&of(PartKind::Plasma, PartSource::Collection, "1", "3"))[0]
}

fn discard(story: &Story, part: PartId) -> Record {
    let (what, second) = ((Disposal::MedicalWaste, "cracked"), PersonId::from_bytes([9; 16]));
    story.with(&[], |scene| decide::discard_part(scene, part, what, second)).unwrap()
}

fn put(story: &Story, part: PartId) -> Record {
    let none = BTreeMap::new();
    story.with(&[], |scene| decide::place_part(scene, part, &place("", "", &none), "")).unwrap()
}

fn find(state: &UnitState, part: PartId) -> &Part {
    state.part(part).unwrap()
}

fn settle(state: &UnitState, part: PartId, found: PartPresence) -> Result<Record, Refusal> {
    let digest = state.settlement_digest(find(state, part));
    decide::settle_part(state, part, found, "looked for it", (&digest, "刘"))
}

/// Discarded by one station and placed by another, in the order of the numbers that this answers with.
fn placed_after_discard(story: &mut Story) -> (PartId, Record) {
    let part = vial(story);
    let (gone, placed) = (discard(story, part), put(story, part));
    story.say_at(5, gone.clone());
    story.say_at(6, placed);
    (part, gone)
}

fn is_held_back(state: &UnitState, part: PartId) -> bool {
    let part = find(state, part);
    state.is_discard_doubted(part) && state.part_state(part) == PartState::Discarded
}

// requirement: Annex 11 §13
#[test]
fn a_second_discard_that_nobody_had_seen_is_not_taken_back() {
    let mut story = Story::collected();
    let (part, gone) = placed_after_discard(&mut story);
    let unseen = story.state();
    // The other station discards it as well; that arrives after the signature and lies before it.
    story.say_at(6, gone);
    let seen = story.state();
    let mut late = Story(story.0.clone());
    let there = settle(&unseen, part, PartPresence::There).unwrap();
    late.say_at(5, there);
    let state = late.state();
    assert!(is_held_back(&state, part), "nobody has looked since the second discard");
    assert_eq!(refused(late.use_of(part, "0.1")).0, Code::PartGone);

    // Seen, both are taken back, and stay of record.
    story.say(settle(&seen, part, PartPresence::There).unwrap());
    let state = story.state();
    assert!(!state.is_discard_doubted(find(&state, part)));
    assert_eq!(find(&state, part).discards.len(), 2);
    story.use_of(part, "0.1").unwrap();
    // So does a signature over all of it that comes later.
    late.say(settle(&late.state(), part, PartPresence::There).unwrap());
    late.use_of(part, "0.1").unwrap();
}

// requirement: Annex 11 §13
#[test]
fn of_two_findings_that_knew_nothing_of_each_other_neither_counts() {
    use PartPresence::{Gone, There};
    for (first, second) in [(There, Gone), (Gone, There)] {
        let mut story = Story::collected();
        let (part, _) = placed_after_discard(&mut story);
        let before = story.state();
        story.say_at(5, settle(&before, part, first).unwrap());
        story.say_at(6, settle(&before, part, second).unwrap());
        let state = story.state();
        assert!(is_held_back(&state, part), "{first:?} and then {second:?}");
        assert!(!state.after_discard(find(&state, part)).is_empty(), "what stands against what is shown");
        assert_eq!(refused(story.use_of(part, "0.1")).0, Code::PartGone);
        for (last, expected) in [(There, Ok(())), (Gone, Err(Code::PartGone))] {
            let mut signed = Story(story.0.clone());
            signed.say(settle(&state, part, last).unwrap());
            let after = signed.state();
            assert!(!after.is_discard_doubted(find(&after, part)));
            assert_eq!(signed.use_of(part, "0.1").map(drop).map_err(|refusal| refusal.code), expected);
        }
    }
}

fn count(state: &UnitState, source: PartSource, ml: &str) -> Record {
    let digest = state.root_digest(source);
    decide::count_root(state, &samples(), source, (ml, ML), "measured", (&digest, "刘")).unwrap()
}

fn adjusted(ml: &str) -> Record {
    step("adjust_volume", &[("volume", ml, "mL")])
}

// requirement: Annex 11 §13
#[test]
fn a_count_that_had_not_seen_a_step_settles_nothing() {
    for unseen in [adjusted("20"), step("other", &[("volume", "20", "mL")])] {
        let mut story = Story::collected();
        let counted = count(&story.state(), PartSource::Collection, "30");
        story.say_at(5, unseen);
        story.say_at(6, counted);
        let state = story.state();
        assert!(samples().is_root_overdrawn(PartSource::Collection, &state));
        assert!(state.may_lack_root(), "it stands under To do");
        let seen = count(&state, PartSource::Collection, "10");
        story.say(seen);
        let state = story.state();
        assert!(!samples().is_root_overdrawn(PartSource::Collection, &state));
        assert_eq!(samples().left_of_root(PartSource::Collection, &state), Some(10_000_000));
    }
    // A value that is no volume says nothing of what there is.
    let mut story = Story::collected();
    let counted = count(&story.state(), PartSource::Collection, "30");
    story.say_at(5, step("count_cells", &[("viability", "97", "%")]));
    story.say_at(6, counted);
    assert!(!samples().is_root_overdrawn(PartSource::Collection, &story.state()));
}

// requirement: Annex 11 §13
#[test]
fn a_step_that_was_done_before_the_count_adds_nothing_when_it_comes_again() {
    for source in [PartSource::Product, PartSource::Collection] {
        let mut story = Story::collected();
        story.say_at(5, adjusted("20"));
        let counted = count(&story.state(), source, "20");
        story.say_at(5, counted);
        story.say_at(6, adjusted("20"));
        let state = story.state();
        assert_eq!(samples().held_by_root(source, &state), Some(20_000_000));
        assert!(samples().is_root_overdrawn(source, &state) && state.may_lack_root());
        let again = count(&state, source, "19");
        story.say(again);
        let state = story.state();
        assert_eq!(samples().left_of_root(source, &state), Some(19_000_000));
        assert!(!samples().is_root_overdrawn(source, &state));
    }
}

/// Whatever is refused as overdrawn has to be found without the rules.
#[test]
fn what_is_refused_is_found_too_whatever_the_clocks_say() {
    let plasma = of(PartKind::Plasma, PartSource::Collection, "1", "90");
    // The station that corrected has a clock that is behind.
    let mut story = Story::collected();
    story.make(&plasma);
    let less = CollectionCorrected {
        infant_sex: None,
        birth_weight_g: None,
        gestation_d: None,
        delivery_mode: None,
        started_ms: None,
        ended_ms: None,
        volume_ml: Some(Measure::tenths(800)),
        reason: "misread".to_owned(),
    };
    story.say_at(6, Record::CollectionCorrected(less));
    story.0.last_mut().unwrap().stamp.at_ms -= 3_600_000;
    assert!(found_and_refused(&story.0, PartSource::Collection));

    // A step came again, or another station's says less than this one knew.
    let cells = of(PartKind::Cells, PartSource::Product, "1", "12");
    let mut twice = Story::collected();
    twice.say_at(5, adjusted("20"));
    twice.make(&cells);
    let mut other = Story(twice.0.clone());
    twice.say_at(5, adjusted("10"));
    assert!(found_and_refused(&twice.0, PartSource::Product));
    other.0[1].record = adjusted("10");
    other.0[1].stamp.station = StationId::from_bytes([6; 16]);
    assert!(found_and_refused(&other.0, PartSource::Product));
}

fn found_and_refused(facts: &[Fact], source: PartSource) -> bool {
    let state = UnitState::fold(UNIT, facts.to_vec());
    assert!(samples().is_root_overdrawn(source, &state));
    state.may_lack_root()
}

/// A unit of which a donor's sex was put right has nothing to be looked at.
#[test]
fn what_changes_no_volume_is_not_looked_at() {
    let mut story = Story::collected();
    vial(&mut story);
    let weight = CollectionCorrected {
        infant_sex: None,
        birth_weight_g: Some(3_100),
        gestation_d: None,
        delivery_mode: None,
        started_ms: None,
        ended_ms: None,
        volume_ml: None,
        reason: "misread".to_owned(),
    };
    story.say(Record::CollectionCorrected(weight));
    assert!(!story.state().may_lack_root());
}

// requirement: Annex 11 §13
#[test]
fn cells_of_a_bag_that_is_gone_can_still_be_counted() {
    let mut story = Story(vec![]);
    story.say(collected());
    story.say(adjusted("20"));
    story.say(Record::UnitDisposed(UnitDisposed {
        disposal: Disposal::MedicalWaste,
        position: None,
        note: "refused".to_owned(),
    }));
    count(&story.state(), PartSource::Product, "0");
}

#[test]
fn a_step_that_is_for_something_else_is_not_taken_for_what_its_code_says() {
    let sop = r#"{ "code": "own", "version": "1", "title": { "zh": "自", "en": "own" }, "steps": [
        { "code": "adjust_volume", "number": 1, "title": { "zh": "取", "en": "take" }, "help": { "zh": "取", "en": "take" }, "purpose": "rinse" }
    ] }"#;
    let rules = samples().for_procedure(&Sop::parse(sop).unwrap());
    let mut story = Story::collected();
    story.say(adjusted("20"));
    let state = story.state();
    assert_eq!(rules.held_by_root(PartSource::Product, &state), None);
    assert_eq!(rules.left_of_root(PartSource::Collection, &state), Some(100_000_000));
    assert!(rules.steps().iter().all(|(step, _)| !step.is_empty() && *step != "adjust_volume"));
}

// requirement: Annex 11 §13
#[test]
fn a_vessel_says_what_its_label_says_whatever_number_it_has() {
    let mut story = Story::collected();
    let record = story.try_make(&of(PartKind::Plasma, PartSource::Collection, "1", "1")).unwrap().remove(0);
    let first = story.say_at(5, record.clone());
    let second = story.say_at(6, record);
    let renumbered = story.with(&[], |scene| decide::renumber_part(scene, second, "twice")).unwrap();
    story.say(renumbered);
    for part in [first, second] {
        assert!(story.state().may_carry(1), "the second one still has its first label");
        let gone = discard(&story, part);
        story.say(gone);
    }
    assert!(!story.state().may_carry(1) && !story.state().may_carry(2), "both are gone");
    let mut other = Story::collected();
    let (part, _) = placed_after_discard(&mut other);
    assert_eq!(find(&other.state(), part).number, 1);
    assert!(other.state().may_carry(1), "nobody knows whether it is gone");
}

#[test]
fn a_part_of_a_number_that_was_lost_gets_no_other() {
    let mut story = Story::collected();
    let record = story.try_make(&of(PartKind::Plasma, PartSource::Collection, "1", "1")).unwrap().remove(0);
    story.say_at(5, record.clone());
    let second = story.say_at(6, record);
    let about = "A999926000001".to_owned();
    let other = DonationId::from_bytes([4; 16]);
    let lost = Contest { kind: ContestKind::DuplicateDin, about, units: vec![UNIT, other], lost: true };
    let refusal = story.with(&[lost], |scene| decide::renumber_part(scene, second, "twice"));
    assert_eq!(refused(refusal).0, Code::PartNumberLost);
}
