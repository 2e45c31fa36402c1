//! A unit's entries one after another, for tests of its parts.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test takes what it needs")]

#[path = "rule_set.rs"]
mod rule_set;

use domain::decide::{self, Context, MakeInput, PartScene, PlaceInput};
use domain::record::*;
use domain::rules::{RuleSet, SampleRules, in_unit};
use domain::unit::{Contest, Fact, PartId, Stamp, UnitState};
use domain::*;
use std::collections::BTreeMap;

pub const NOW_MS: i64 = 1_800_000_000_000;
pub const UNIT: DonationId = DonationId::from_bytes([3; 16]);

pub fn rules() -> RuleSet {
    rule_set::rules(include_str!("../../../../assets/norms/template-cn-v1.json"), &[])
}

pub fn samples() -> SampleRules {
    serde_json::from_str(include_str!("../../../../assets/samples/cord-blood-v2.json")).unwrap()
}

pub fn context(rules: &RuleSet) -> Context<'_> {
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

pub fn collected() -> Record {
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

pub fn step(code: &str, values: &[(&str, &str, &str)]) -> Record {
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
pub struct Story(pub Vec<Fact>);

impl Story {
    pub fn collected() -> Self {
        let mut story = Self(Vec::new());
        story.say(collected());
        story
    }

    /// 21 mL of cells with 5 mL of DMSO.
    pub fn in_the_bag() -> Self {
        let mut story = Self::collected();
        story.say(step("adjust_volume", &[("volume", "20", "mL")]));
        story.say(step("add_dmso", &[("dmso_volume", "5", "mL")]));
        story
    }

    pub fn say(&mut self, record: Record) -> PartId {
        self.say_at(5, record)
    }

    pub fn say_at(&mut self, station: u8, record: Record) -> PartId {
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

    pub fn state(&self) -> UnitState {
        UnitState::fold(UNIT, self.0.clone())
    }

    pub fn with<T>(&self, contests: &[Contest], decide: impl FnOnce(&PartScene<'_>) -> T) -> T {
        let (unit, rules, samples) = (self.state(), rules(), samples());
        decide(&PartScene { unit: &unit, contests, rules: &samples, context: &context(&rules) })
    }

    pub fn try_make(&self, input: &MakeInput<'_>) -> Result<Vec<Record>, Refusal> {
        self.with(&[], |scene| decide::make_parts(scene, input))
    }

    pub fn make(&mut self, input: &MakeInput<'_>) -> Vec<PartId> {
        self.try_make(input).unwrap().into_iter().map(|record| self.say(record)).collect()
    }

    pub fn use_of(&mut self, part: PartId, ml: &str) -> Result<PartId, Refusal> {
        let use_of = (PartUse::Test, "HBsAg");
        let record = self.with(&[], |scene| decide::use_part(scene, part, (ml, VolumeUnit::Ml), use_of))?;
        Ok(self.say(record))
    }

    pub fn left(&self, part: PartId) -> String {
        let state = self.state();
        in_unit(state.left_of(state.part(part).unwrap()), VolumeUnit::Ml).to_string()
    }
}

pub const fn of(
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
        compartment: "",
        place: None,
        note: "",
    }
}

pub fn of_part(
    kind: PartKind,
    parent: PartId,
    count: &'static str,
    volume: &'static str,
) -> MakeInput<'static> {
    MakeInput { parent: Some(parent), ..of(kind, PartSource::Part, count, volume) }
}

pub fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (Code, Option<&'static str>) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.field)
}

pub fn param(refusal: &Refusal, name: &str) -> String {
    refusal.params.iter().find(|(known, _)| *known == name).unwrap().1.clone()
}

pub fn place<'a>(box_code: &'a str, cell: &'a str, taken: &'a BTreeMap<String, String>) -> PlaceInput<'a> {
    let shape = samples().usual_box();
    PlaceInput { device: "EQ-025", rack: "2", box_code, cell, shape, taken }
}
