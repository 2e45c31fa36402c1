//! Parts of a donation: what may be made of what, how much, where it may be put, and what two stations leave behind.
//! tidy: long because every rule of parts has its table here, over one story.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::decide::{self, Context, MakeInput, PlaceInput};
use domain::record::*;
use domain::rules::{RuleSet, SampleRules, in_unit};
use domain::unit::{Fact, Part, PartId, Stamp, UnitState};
use domain::*;
use std::collections::BTreeMap;

const NOW_MS: i64 = 1_800_000_000_000;
const UNIT: DonationId = DonationId::from_bytes([3; 16]);

fn rules() -> RuleSet {
    RuleSet {
        version: 1,
        norm: serde_json::from_str(include_str!("../../../assets/norms/template-cn-v1.json")).unwrap(),
        norm_digest: String::new(),
        beside: Vec::new(),
        norms: Vec::new(),
        freezing: Vec::new(),
        sops: Vec::new(),
        questionnaire: serde_json::from_str(include_str!("../../../assets/questionnaires/health-v1.json"))
            .unwrap(),
        rejection_reasons: Vec::new(),
        deviation_categories: Vec::new(),
        deviation_causes: Vec::new(),
    }
}

fn samples() -> SampleRules {
    serde_json::from_str(include_str!("../../../assets/samples/cord-blood-v1.json")).unwrap()
}

fn context(rules: &RuleSet) -> Context<'_> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Storage],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &[],
    }
}

fn collected() -> Record {
    Record::CollectionRegistered(CollectionRegistered {
        din: "A999926000001".to_owned(),
        scheme: NumberScheme::Local,
        din_source: DinSource::Block,
        infant_sex: InfantSex::Female,
        birth_weight_g: 3_300,
        gestation_d: 275,
        delivery_mode: DeliveryMode::Vaginal,
        started_ms: NOW_MS - 20,
        ended_ms: NOW_MS - 10,
        volume_ml: Measure::tenths(1_000),
        gross_weight_g: None,
        bag_lot: "L1".to_owned(),
        anticoagulant_ml: Measure::tenths(350),
    })
}

fn step(code: &str, values: &[(&str, &str, &str)]) -> Record {
    let value = |(code, value, unit): &(&str, &str, &str)| StepValue {
        code: (*code).to_owned(),
        value: (*value).to_owned(),
        unit: (*unit).to_owned(),
    };
    Record::StepRecorded(StepRecorded {
        sop: "s".to_owned(),
        sop_version: "4".to_owned(),
        step: code.to_owned(),
        values: values.iter().map(value).collect(),
        equipment: None,
        lot: None,
    })
}

/// The unit's entries: each gets the next place of a station's chain.
struct Story(Vec<Fact>);

impl Story {
    fn collected() -> Self {
        let mut story = Self(Vec::new());
        story.say(collected());
        story
    }

    /// 21 mL of cells with 5 mL of DMSO.
    fn in_the_bag() -> Self {
        let mut story = Self::collected();
        story.say(step("adjust_volume", &[("volume", "20", "mL")]));
        story.say(step("add_dmso", &[("dmso_volume", "5", "mL")]));
        story
    }

    fn say(&mut self, record: Record) -> PartId {
        self.say_at(5, record)
    }

    fn say_at(&mut self, station: u8, record: Record) -> PartId {
        let seq = self.0.len() as u64 + 1;
        let mut body_hash = [0; 32];
        body_hash[0] = seq as u8;
        let stamp = Stamp {
            at_ms: NOW_MS,
            operator: Some(PersonId::from_bytes([7; 16])),
            second: None,
            station: StationId::from_bytes([station; 16]),
            seq,
            site: SiteId::from_bytes([2; 16]),
            body_hash,
        };
        let id = PartId { station: stamp.station, seq };
        self.0.push(Fact { stamp, record });
        id
    }

    fn state(&self) -> UnitState {
        UnitState::fold(UNIT, self.0.clone())
    }

    fn try_make(&self, input: &MakeInput<'_>) -> Result<Vec<Record>, Refusal> {
        decide::make_parts(&self.state(), &samples(), input, &context(&rules()))
    }

    fn make(&mut self, input: &MakeInput<'_>) -> Vec<PartId> {
        self.try_make(input).unwrap().into_iter().map(|record| self.say(record)).collect()
    }

    fn use_of(&mut self, part: PartId, ml: &str) -> Result<PartId, Refusal> {
        let record = decide::use_part(&self.state(), part, (ml, VolumeUnit::Ml), (PartUse::Test, "HBsAg"))?;
        Ok(self.say(record))
    }

    fn left(&self, part: PartId) -> String {
        let state = self.state();
        in_unit(state.left_of(state.part(part).unwrap()), VolumeUnit::Ml).to_string()
    }
}

const fn of(
    kind: PartKind,
    source: PartSource,
    count: &'static str,
    volume: &'static str,
) -> MakeInput<'static> {
    MakeInput {
        kind,
        container: None,
        source,
        parent: None,
        count,
        volume,
        unit: VolumeUnit::Ml,
        taken: "",
        made_ms: None,
        mass_ug: "",
        concentration: "",
        place: None,
        note: "",
    }
}

fn of_part(kind: PartKind, parent: PartId, count: &'static str, volume: &'static str) -> MakeInput<'static> {
    MakeInput { parent: Some(parent), ..of(kind, PartSource::Part, count, volume) }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (Code, Option<&'static str>) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.field)
}

fn param(refusal: &Refusal, name: &str) -> String {
    refusal.params.iter().find(|(known, _)| *known == name).unwrap().1.clone()
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
        decide::correct_part(&story.state(), &samples(), entry, (ml, VolumeUnit::Ml), reason)
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
    let used =
        decide::use_part(&story.state(), plasma, ("2", VolumeUnit::Ml), (PartUse::Test, "HBsAg")).unwrap();
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
    let renumbered = decide::renumber_part(&story.state(), second, "the label is torn anyway").unwrap();
    story.say(renumbered);
    let numbers: Vec<u32> = story.state().parts.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [1, 2]);
    story.use_of(first, "0.1").unwrap();
    assert_eq!(refused(decide::renumber_part(&story.state(), second, "r")).0, Code::NothingChanged);
}

fn place<'a>(box_code: &'a str, cell: &'a str, taken: &'a BTreeMap<String, String>) -> PlaceInput<'a> {
    PlaceInput { device: "EQ-025", rack: "2", box_code, cell, taken }
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
        decide::place_part(&story.state(), &samples(), made[0], &place(box_code, cell, &there), reason)
    };
    assert_eq!(refused(put(&story, "P-01", "A8", "r")).0, Code::NothingChanged);
    assert_eq!(refused(put(&story, "P-01", "C1", "")), (Code::Empty, Some("reason")));
    assert_eq!(refused(put(&story, "P-02", "A8", "r")).0, Code::PartCellTaken);
    let moved = put(&story, "P-01", "C1", "box tidied").unwrap();
    story.say(moved);
    let out = decide::take_out_part(&story.state(), made[0], "to be shipped").unwrap();
    story.say(out);
    assert_eq!(refused(decide::take_out_part(&story.state(), made[0], "r")).0, Code::PartNotPlaced);
    let state = story.state();
    assert_eq!(state.part_state(state.part(made[0]).unwrap()), PartState::AtHand);
}

#[test]
fn compartments_are_one_with_the_bag_until_they_are_separated() {
    let mut story = Story::in_the_bag();
    let made = story.make(&of(PartKind::Compartment, PartSource::Product, "5", "4.8"));
    assert_eq!(samples().compartments_short(&story.state()), None, "1 of 25 mL is within 5 %");
    let none = BTreeMap::new();
    let put =
        |story: &Story| decide::place_part(&story.state(), &samples(), made[1], &place("", "", &none), "");
    assert_eq!(refused(put(&story)).0, Code::PartAttached);
    let separated = decide::separate_part(&story.state(), made[1], "for expansion").unwrap();
    story.say(separated);
    assert_eq!(refused(decide::separate_part(&story.state(), made[1], "again")).0, Code::PartNotAttached);
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
    let discard = |second: u8, what, reason: &str| {
        let second = PersonId::from_bytes([second; 16]);
        decide::discard_part(&story.state(), made[1], (what, reason), second, &context(&rules()))
    };
    assert_eq!(
        refused(discard(8, Disposal::MedicalWaste, "r")),
        (Code::PartSamePerson, Some("second_login"))
    );
    assert_eq!(refused(discard(9, Disposal::Research, "r")), (Code::DisposalConsent, Some("disposal")));
    assert_eq!(refused(discard(9, Disposal::MedicalWaste, "")), (Code::Empty, Some("reason")));
    let gone = discard(9, Disposal::MedicalWaste, "end of retention").unwrap();
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
    assert_eq!(samples().agreeing(&story.state()), [], "nothing recorded, nothing to compare");
    story.make(&of(PartKind::PreSample, PartSource::Collection, "2", "1"));
    story.make(&of(PartKind::PostSample, PartSource::Product, "1", "0.4"));
    story.make(&of(PartKind::Compartment, PartSource::Product, "4", "4.8"));
    let found = samples().agreeing(&story.state());
    let of = |step: &str, input: &str| {
        let one = found.iter().find(|one| one.step == step && one.input == input).unwrap();
        (one.found.to_string(), one.unit.clone(), one.differs)
    };
    assert_eq!(of("sample_pre", "volume_removed"), ("2".to_owned(), "mL".to_owned(), false));
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
    let order =
        |story: &Story, reason, may| decide::label_parts(&story.state(), &samples(), &[plasma], reason, may);
    let first = order(&story, Some("needless"), false).unwrap();
    assert_eq!((first.numbers.as_slice(), &first.reprint_reason), (&[1][..], &None));
    story.say(Record::PartLabelled(first));
    assert_eq!(refused(order(&story, Some("torn"), false)).0, Code::ReprintDenied);
    assert_eq!(refused(order(&story, None, true)), (Code::ReprintReason, Some("reprint_reason")));
    assert_eq!(order(&story, Some("torn"), true).unwrap().reprint_reason.as_deref(), Some("torn"));
    assert_eq!(refused(decide::label_parts(&story.state(), &samples(), &[], None, true)).0, Code::Empty);
}
