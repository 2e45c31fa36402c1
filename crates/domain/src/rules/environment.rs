//! The limits of clean rooms as a versioned data file, and what they say of a value. Each quantity of a grade may have two:
//! beyond the alert limit something is about to go wrong, beyond the action limit something is done.

use super::{Bilingual, Finding, Limit, LimitText, NamedLimit, Procedure, gravity};
use crate::record::LimitConfirmed;
use crate::{LimitLevel, Measure, ProcedureKind, RoomGrade, RoomQuantity, RoomState, Verdict};
use serde::Deserialize;

/// How what is measured in rooms belongs to runs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonitoringRules {
    /// Version.
    pub version: String,
    /// How long before the first and after the last step of a run something may be measured that belongs to it.
    pub run_margin_hours: u32,
}

/// The limits of every grade.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeLimits {
    /// Stable code.
    pub code: String,
    /// Version, rising.
    pub version: u32,
    /// Title.
    pub title: Bilingual,
    /// The limits.
    pub limits: Vec<GradeLimit>,
}

/// A limit of a quantity in rooms of a grade.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeLimit {
    /// Stable code, by which it is confirmed.
    pub code: String,
    /// Name.
    pub name: Bilingual,
    /// In rooms of that grade.
    pub grade: RoomGrade,
    /// In that state; in either where none is said.
    pub state: Option<RoomState>,
    /// What is measured.
    pub quantity: RoomQuantity,
    /// Which of the two limits.
    pub level: LimitLevel,
    /// The bounds.
    pub limit: Limit,
}

/// The limits of clean rooms, named by the content of their data file.
#[derive(Debug, Clone, PartialEq)]
pub struct EnvironmentFile {
    /// What it says, with what the bank confirmed.
    pub limits: GradeLimits,
    /// SHA-256 of its text, hexadecimal.
    pub digest: String,
}

impl EnvironmentFile {
    /// It as a procedure, approved as every other.
    #[must_use]
    pub fn procedure(&self) -> Procedure {
        Procedure {
            kind: ProcedureKind::Environment,
            code: self.limits.code.clone(),
            version: self.limits.version.to_string(),
            title: self.limits.title.clone(),
            digest: self.digest.clone(),
        }
    }

    /// Whether a confirmation is of a limit of exactly this.
    #[must_use]
    pub fn is_confirmed_by(&self, said: &LimitConfirmed) -> bool {
        said.digest == self.digest
            && said.profile == self.limits.code
            && said.version == self.limits.version.to_string()
    }
}

impl GradeLimits {
    /// Every limit, in the order of the file.
    #[must_use]
    pub fn limits(&self) -> Vec<NamedLimit<'_>> {
        self.limits
            .iter()
            .map(|one| NamedLimit {
                code: &one.code,
                name: Some(&one.name),
                says: LimitText::Bounds(&one.limit),
            })
            .collect()
    }

    /// How many limits the bank has still to confirm.
    #[must_use]
    pub fn unconfirmed(&self) -> usize {
        self.limits.iter().filter(|one| !one.limit.judges()).count()
    }

    /// Puts what the bank confirmed into its place.
    pub fn confirm(&mut self, said: &LimitConfirmed) {
        if let Some(one) = self.limits.iter_mut().find(|one| one.code == said.limit) {
            one.limit.confirm(said);
        }
    }

    /// The limits of a quantity in rooms of a grade and state.
    pub fn of(
        &self,
        grade: RoomGrade,
        state: RoomState,
        quantity: RoomQuantity,
    ) -> impl Iterator<Item = &GradeLimit> {
        self.limits.iter().filter(move |one| {
            one.grade == grade && one.quantity == quantity && one.state.is_none_or(|wanted| wanted == state)
        })
    }

    /// What the limits say of a value: the gravest of them, the action limit of two that say the same. Where there is none
    /// the value is reported and not judged.
    #[must_use]
    pub fn judge(
        &self,
        (grade, state): (RoomGrade, RoomState),
        quantity: RoomQuantity,
        value: Measure,
    ) -> (LimitLevel, Finding) {
        let judged =
            self.of(grade, state, quantity).map(|one| (one.level, one.limit.judge(quantity.as_str(), value)));
        let gravest = judged.max_by_key(|(level, finding)| (gravity(finding.verdict), *level));
        gravest.unwrap_or_else(|| (LimitLevel::Action, reported(quantity, value)))
    }
}

/// A value that no limit speaks of.
pub(crate) fn reported(quantity: RoomQuantity, value: Measure) -> Finding {
    Finding {
        rule: quantity.as_str().to_owned(),
        verdict: Verdict::Info,
        value: format!("{value} {}", quantity.unit()),
        limit: String::new(),
        source: String::new(),
    }
}

impl RoomQuantity {
    /// The word in records' JSON and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Particles05 => "particles_05",
            Self::Particles5 => "particles_5",
            Self::ViableAir => "viable_air",
            Self::SettlePlate => "settle_plate",
            Self::ContactPlate => "contact_plate",
            Self::Pressure => "pressure",
            Self::Temperature => "temperature",
            Self::Humidity => "humidity",
        }
    }

    /// Unit of its values.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Particles05 | Self::Particles5 => "/m³",
            Self::ViableAir => "CFU/m³",
            Self::SettlePlate | Self::ContactPlate => "CFU",
            Self::Pressure => "Pa",
            Self::Temperature => "°C",
            Self::Humidity => "%",
        }
    }

    /// The lowest and highest value that can be true at all: numbers of things are not below zero, parts of a hundred not
    /// above it; of the others what instruments of a room show.
    #[must_use]
    pub const fn plausible(self) -> (i64, i64) {
        match self {
            Self::Particles05 | Self::Particles5 => (0, 10_000_000_000),
            Self::ViableAir | Self::SettlePlate | Self::ContactPlate => (0, 100_000),
            Self::Pressure => (-1_000, 1_000),
            Self::Temperature => (-30, 60),
            Self::Humidity => (0, 100),
        }
    }

    /// Whether the number of colonies on one plate is its value. Of an air sampler's plate it is not: its air has to be counted.
    #[must_use]
    pub const fn is_of_plate(self) -> bool {
        matches!(self, Self::SettlePlate | Self::ContactPlate)
    }
}
