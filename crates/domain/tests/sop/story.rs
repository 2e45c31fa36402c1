//! What tests of procedures begin with: the rules, a context, and what happened to a unit.

use domain::decide::Context;
use domain::record::*;
use domain::rules::{InputKind, RuleSet, Sop, SopFile, Step};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;
use std::sync::Arc;

pub const FULL: &str = include_str!("../../../../assets/sops/cord-blood-banking-v1.json");
pub const SHORT: &str = include_str!("../../../../assets/sops/processing-hes-v1.json");
const NORM: &str = include_str!("../../../../assets/norms/template-cn-v1.json");
pub const NOW_MS: i64 = 1_800_000_000_000;
pub const MINUTE_MS: i64 = 60_000;
pub const OPERATOR: PersonId = PersonId::from_bytes([8; 16]);

pub fn file(text: &str, digest: &str) -> Arc<SopFile> {
    Arc::new(SopFile { sop: Sop::parse(text).unwrap(), digest: digest.to_owned(), drawn_by: None })
}

pub fn rules() -> RuleSet {
    crate::common::rules(NORM, &[(FULL, "full"), (SHORT, "short")])
}

pub fn context<'a>(rules: &'a RuleSet, roles: &'a [Role], now_ms: i64) -> Context<'a> {
    Context {
        now_ms,
        operator: OPERATOR,
        roles,
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Demo,
        approvals: &[],
    }
}

/// What happened to a unit, each with its moment.
#[derive(Clone, Default)]
pub struct Story(pub Vec<Stamped<Record>>);

impl Story {
    /// Collected four hours ago and accepted three hours ago, worked by the full procedure.
    pub fn accepted() -> Self {
        let collected = CollectionRegistered {
            din: "A999926000001".to_owned(),
            scheme: NumberScheme::Local,
            din_source: DinSource::Block,
            infant_sex: InfantSex::Female,
            birth_weight_g: 3_300,
            gestation_d: 275,
            delivery_mode: DeliveryMode::Vaginal,
            started_ms: NOW_MS - 241 * MINUTE_MS,
            ended_ms: NOW_MS - 240 * MINUTE_MS,
            volume_ml: Measure::tenths(985),
            gross_weight_g: None,
            bag_lot: "L1".to_owned(),
            anticoagulant_ml: Measure::tenths(350),
        };
        let accepted = ReceiptDecided {
            decision: ReceiptDecision::Accept,
            proposed: ReceiptDecision::Accept,
            reason: None,
        };
        let pinned = SopPinned {
            sop: "cord-blood-banking".to_owned(),
            version: "1".to_owned(),
            digest: "full".to_owned(),
        };
        Self::default()
            .then(-240, Record::CollectionRegistered(collected))
            .then(-180, Record::ReceiptDecided(accepted))
            .then(-180, Record::SopPinned(pinned))
    }

    /// Minutes from now.
    pub fn then(mut self, minutes: i64, record: Record) -> Self {
        let seq = u64::try_from(self.0.len()).unwrap() + 1;
        let stamp = Stamp {
            at_ms: NOW_MS + minutes * MINUTE_MS,
            operator: Some(OPERATOR),
            second: None,
            station: StationId::from_bytes([1; 16]),
            seq,
            site: SiteId::from_bytes([2; 16]),
            body_hash: [u8::try_from(seq % 251).unwrap(); 32],
        };
        self.0.push(Stamped { stamp, record });
        self
    }

    pub fn step(self, minutes: i64, code: &str, values: &[(&str, &str)]) -> Self {
        self.then(minutes, Record::StepDone(done(code, values)))
    }

    pub fn begun(self, minutes: i64, step: &str) -> Self {
        let (sop, version) = ("cord-blood-banking".to_owned(), "1".to_owned());
        self.then(minutes, Record::StepBegun(StepBegun { sop, version, step: step.to_owned() }))
    }

    /// Every step of the bench up to that one, not counting it, by the method.
    pub fn until(mut self, end: &str, method: &str) -> Self {
        let sop = Sop::parse(FULL).unwrap();
        for step in sop.steps.iter().take_while(|step| step.code != end).filter(|s| s.recorded_by.is_none()) {
            let only_by_hand = step
                .when
                .as_ref()
                .is_some_and(|branch| branch.conditions().iter().any(|one| one.step == "assign_run"));
            if only_by_hand && method != "hes" {
                continue;
            }
            let values = match step.code.as_str() {
                "assign_run" => vec![("method", method)],
                "go_no_go" => vec![("decision", "go")],
                _ => Vec::new(),
            };
            self = self.step(-120, &step.code, &values);
        }
        self
    }

    pub fn state(&self) -> UnitState {
        UnitState::fold(DonationId::from_bytes([3; 16]), self.0.clone())
    }
}

pub fn done(code: &str, values: &[(&str, &str)]) -> StepDone {
    let value = |(code, value): &(&str, &str)| StepValue {
        code: (*code).to_owned(),
        value: (*value).to_owned(),
        unit: String::new(),
    };
    StepDone {
        sop: "cord-blood-banking".to_owned(),
        sop_version: "1".to_owned(),
        step: code.to_owned(),
        values: values.iter().map(value).collect(),
        scans: Vec::new(),
        done_ms: None,
        departures: Vec::new(),
        reason: None,
        digest: String::new(),
        name: String::new(),
        meaning: None,
    }
}

/// What fits, for every input of a step, but for those given.
pub fn fitting(step: &Step, given: &[(&str, &str)]) -> Vec<(String, String)> {
    let typical = |kind: &InputKind, low: Option<Measure>, high: Option<Measure>| match kind {
        InputKind::Number { min, max } => {
            low.or(high).or(*min).or(*max).map_or("1".to_owned(), |m| m.to_string())
        }
        InputKind::Choice(choices) => choices[0].code.clone(),
        InputKind::Text | InputKind::Scan { .. } => "x".to_owned(),
        InputKind::Photo {} | InputKind::File { .. } => "0".repeat(64),
        InputKind::Time => (NOW_MS - MINUTE_MS).to_string(),
    };
    let value = |input: &domain::rules::Input| {
        let given = given.iter().find(|(code, _)| *code == input.code).map(|(_, value)| (*value).to_owned());
        (input.code.clone(), given.unwrap_or_else(|| typical(&input.kind, input.low, input.high)))
    };
    step.inputs.iter().map(value).collect()
}
