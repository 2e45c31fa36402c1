//! Norm profile: the limits and tests a unit is judged by, as a versioned data file with sources.

use super::test::is_reported_only;
use super::{Bilingual, Choice, Limit, TestDefinition, TestKind};
use crate::Measure;
use crate::record::LimitConfirmed;
use serde::Deserialize;

/// A norm profile.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct NormProfile {
    /// Stable code.
    pub code: String,
    /// Version, rising.
    pub version: u32,
    /// Title.
    pub title: Bilingual,
    /// Net volume of a collection, mL.
    pub volume_ml: Limit,
    /// Gross weight of a filled collection bag, g.
    pub gross_weight_g: Limit,
    /// Birth weight, g.
    pub birth_weight_g: Limit,
    /// Gestational age, days.
    pub gestation_d: Limit,
    /// The journey to the laboratory.
    pub transport: TransportLimits,
    /// The tanks.
    pub storage: StorageLimits,
    /// The collection bag in use.
    pub bag: BagData,
    /// The second clock: from the collection to the freezing.
    #[serde(default)]
    pub freezing: Option<FreezingLimits>,
    /// Nucleated cells after processing in per cent of those before.
    #[serde(default)]
    pub tnc_recovery: Option<Limit>,
    /// How long records are kept after the last that happens to a unit, years: the lower bound.
    #[serde(default)]
    pub retention: Option<Limit>,
    /// Tests.
    pub tests: Vec<TestDefinition>,
}

/// A norm profile, named by the content of its data file.
#[derive(Debug, Clone, PartialEq)]
pub struct NormFile {
    /// What it says, with what the bank confirmed.
    pub profile: NormProfile,
    /// SHA-256 of its text, hexadecimal.
    pub digest: String,
}

/// Limits of the way to the freezing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FreezingLimits {
    /// Codes of the steps, any of which starts the freezing. A procedure does not say it of itself.
    pub steps: Vec<String>,
    /// From the end of collection to the start of freezing, hours.
    pub hours: Limit,
}

/// A limit of a profile, as the bank confirms it.
#[derive(Debug, Clone, Copy)]
pub struct NamedLimit<'a> {
    /// Code within the profile: `transport_hours`, or a test's.
    pub code: &'a str,
    /// The name of a test; none for the limits that every profile has.
    pub name: Option<&'a Bilingual>,
    /// What it says.
    pub says: LimitText<'a>,
}

/// What a limit says.
#[derive(Debug, Clone, Copy)]
pub enum LimitText<'a> {
    /// A number between bounds.
    Bounds(&'a Limit),
    /// Choices, each with its verdict.
    Choices {
        /// The choices.
        choices: &'a [Choice],
        /// Where the judgement comes from.
        source: &'a str,
        /// Whether the bank has confirmed it.
        confirmed: bool,
    },
}

impl<'a> NamedLimit<'a> {
    /// Where it comes from.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        match self.says {
            LimitText::Bounds(limit) => limit.source.as_str(),
            LimitText::Choices { source, .. } => source,
        }
    }

    /// Whether it may judge.
    #[must_use]
    pub fn judges(&self) -> bool {
        match self.says {
            LimitText::Bounds(limit) => limit.judges(),
            LimitText::Choices { choices, confirmed, .. } => confirmed || is_reported_only(choices),
        }
    }
}

/// Limits of the journey.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TransportLimits {
    /// From end of collection to receipt, hours.
    pub hours: Limit,
    /// Lowest and highest temperature, °C.
    pub temperature_c: Limit,
}

/// Limits of the tanks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StorageLimits {
    /// Temperature at the probe, °C.
    pub temperature_c: Limit,
    /// How long after a reading the next is due, hours.
    pub reading_due_h: u32,
}

/// The collection bag in use, for the computation of volume from weight.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BagData {
    /// Empty bag with tubing and anticoagulant, g.
    pub tare_g: Measure,
    /// Anticoagulant, mL.
    pub anticoagulant_ml: Measure,
    /// Name on labels, such as `CPD 35 mL`.
    pub anticoagulant: String,
    /// Density of cord blood, g/mL.
    pub density_g_per_ml: Measure,
}

impl NormProfile {
    /// The test of that code.
    #[must_use]
    pub fn test(&self, code: &str) -> Option<&TestDefinition> {
        self.tests.iter().find(|test| test.code == code)
    }

    /// Every limit, in the order of the profile.
    #[must_use]
    pub fn limits(&self) -> Vec<NamedLimit<'_>> {
        let fixed = [
            ("volume_ml", Some(&self.volume_ml)),
            ("gross_weight_g", Some(&self.gross_weight_g)),
            ("birth_weight_g", Some(&self.birth_weight_g)),
            ("gestation_d", Some(&self.gestation_d)),
            ("transport_hours", Some(&self.transport.hours)),
            ("transport_temperature", Some(&self.transport.temperature_c)),
            ("freezing_hours", self.freezing.as_ref().map(|freezing| &freezing.hours)),
            ("tnc_recovery", self.tnc_recovery.as_ref()),
            ("storage_temperature", Some(&self.storage.temperature_c)),
            ("retention", self.retention.as_ref()),
        ];
        let fixed = fixed.into_iter().filter_map(|(code, limit)| {
            Some(NamedLimit { code, name: None, says: LimitText::Bounds(limit?) })
        });
        let tests = self.tests.iter().map(|test| NamedLimit {
            code: &test.code,
            name: Some(&test.name),
            says: match &test.kind {
                TestKind::Number(limit) => LimitText::Bounds(limit),
                TestKind::Choice { choices, source, confirmed } => {
                    LimitText::Choices { choices, source, confirmed: *confirmed }
                }
                TestKind::Text(rule) => {
                    LimitText::Choices { choices: &[], source: &rule.source, confirmed: true }
                }
            },
        });
        fixed.chain(tests).collect()
    }

    /// The limit of that code.
    #[must_use]
    pub fn limit(&self, code: &str) -> Option<NamedLimit<'_>> {
        self.limits().into_iter().find(|limit| limit.code == code)
    }

    /// The limit that a finding was judged by.
    #[must_use]
    pub fn limit_of(&self, rule: &str) -> Option<NamedLimit<'_>> {
        let code = match rule {
            "transport_temperature_min" | "transport_temperature_max" => "transport_temperature",
            rule => rule,
        };
        self.limit(code)
    }

    /// How many limits the bank has still to confirm.
    #[must_use]
    pub fn unconfirmed(&self) -> usize {
        self.limits().iter().filter(|limit| !limit.judges()).count()
    }

    /// Puts what the bank confirmed into its place: its own value where it took another, with the reason as source.
    pub fn confirm(&mut self, said: &LimitConfirmed) {
        let limit = match said.limit.as_str() {
            "volume_ml" => Some(&mut self.volume_ml),
            "gross_weight_g" => Some(&mut self.gross_weight_g),
            "birth_weight_g" => Some(&mut self.birth_weight_g),
            "gestation_d" => Some(&mut self.gestation_d),
            "transport_hours" => Some(&mut self.transport.hours),
            "transport_temperature" => Some(&mut self.transport.temperature_c),
            "freezing_hours" => self.freezing.as_mut().map(|freezing| &mut freezing.hours),
            "tnc_recovery" => self.tnc_recovery.as_mut(),
            "storage_temperature" => Some(&mut self.storage.temperature_c),
            "retention" => self.retention.as_mut(),
            _ => None,
        };
        if let Some(limit) = limit {
            return limit.confirm(said);
        }
        match self.tests.iter_mut().find(|test| test.code == said.limit).map(|test| &mut test.kind) {
            Some(TestKind::Number(limit)) => limit.confirm(said),
            Some(TestKind::Choice { confirmed, .. }) => *confirmed = true,
            Some(TestKind::Text(_)) | None => {}
        }
    }
}
