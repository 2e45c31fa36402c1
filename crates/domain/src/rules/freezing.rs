//! The program of a controlled-rate freezer as a versioned data file, and what it says of a curve.
//!
//! Two pure steps: `measure` computes numbers from the points, `judge` holds them against the limits. Only the first is
//! recorded, so that a limit the bank confirms later judges what was measured before. All in whole thousandths of °C and
//! ms: no rounding depends on the machine.

mod measure;
mod plot;

pub use measure::{CURVE_POINTS_MIN, Course};
pub use plot::{Excursion, PlotPoint, excursions, thinned};

use super::{Bilingual, Finding, Limit, LimitText, NamedLimit, Procedure, gravity};
use crate::record::{CurveMeasure, LimitConfirmed};
use crate::{Measure, ProcedureKind, Verdict};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Deserialize;

/// A program.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreezingProgram {
    /// Stable code.
    pub code: String,
    /// Version, rising.
    pub version: u32,
    /// Title.
    pub title: Bilingual,
    /// What the envelope is held against.
    pub envelope_of: Probe,
    /// Phases in the order of time.
    pub phases: Vec<Phase>,
    /// The longest time between two rows, s.
    pub interval_s: Limit,
    /// The release of latent heat.
    pub nucleation: Nucleation,
    /// The rate that matters.
    pub cooling: Cooling,
    /// The lowest temperature that the sample came to, °C.
    pub end_temperature_c: Limit,
}

/// A column of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Probe {
    /// In the chamber.
    Chamber,
    /// In the sample or beside it.
    Sample,
}

/// A phase: a straight line from one temperature to another.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Stable code, such as `phase_slow`; names the limit of its envelope too.
    pub code: String,
    /// Name.
    pub name: Bilingual,
    /// Temperature at its beginning, °C.
    pub start_c: Measure,
    /// Temperature at its end, °C.
    pub end_c: Measure,
    /// How fast, °C/min; for a phase that warms or cools.
    #[serde(default)]
    pub rate_c_per_min: Option<Measure>,
    /// How long, min; for a phase that holds.
    #[serde(default)]
    pub minutes: Option<Measure>,
    /// How far the temperature may lie beside the line, °C: the envelope.
    pub envelope_c: Limit,
}

/// How the release of latent heat has to look in the sample.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nucleation {
    /// The rise out of the supercooled sample that is told from noise, °C.
    pub detect_c: Measure,
    /// Where it begins, °C.
    pub temperature_c: Limit,
    /// How far the temperature rises, °C.
    pub rise_c: Limit,
    /// Until the sample is as cold again as when it began, min.
    pub minutes: Limit,
}

/// The rate of cooling between two temperatures of the sample.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cooling {
    /// From here, °C.
    pub from_c: Measure,
    /// To here, °C.
    pub to_c: Measure,
    /// The rate, °C/min, positive for cooling.
    pub rate_c_per_min: Limit,
}

/// A program, named by the content of its data file.
#[derive(Debug, Clone, PartialEq)]
pub struct FreezingFile {
    /// What it says, with what the bank confirmed.
    pub program: FreezingProgram,
    /// SHA-256 of its text, hexadecimal.
    pub digest: String,
}

impl FreezingFile {
    /// It as a procedure, approved as every other.
    #[must_use]
    pub fn procedure(&self) -> Procedure {
        Procedure {
            kind: ProcedureKind::Freezing,
            code: self.program.code.clone(),
            version: self.program.version.to_string(),
            title: self.program.title.clone(),
            digest: self.digest.clone(),
        }
    }

    /// Whether a confirmation is of a limit of exactly this.
    #[must_use]
    pub fn is_confirmed_by(&self, said: &LimitConfirmed) -> bool {
        said.digest == self.digest
            && said.profile == self.program.code
            && said.version == self.program.version.to_string()
    }
}

impl FreezingProgram {
    /// Every limit with its code, in the order of the program.
    fn codes(&self) -> impl Iterator<Item = (&str, Option<&Bilingual>, &Limit)> {
        let envelope =
            self.phases.iter().map(|phase| (phase.code.as_str(), Some(&phase.name), &phase.envelope_c));
        let fixed = [
            ("nucleation_temperature", &self.nucleation.temperature_c),
            ("nucleation_rise", &self.nucleation.rise_c),
            ("nucleation_minutes", &self.nucleation.minutes),
            ("cooling_rate", &self.cooling.rate_c_per_min),
            ("end_temperature", &self.end_temperature_c),
            ("interval", &self.interval_s),
        ];
        envelope.chain(fixed.into_iter().map(|(code, limit)| (code, None, limit)))
    }

    /// Every limit, in the order of the program.
    #[must_use]
    pub fn limits(&self) -> Vec<NamedLimit<'_>> {
        let limits =
            self.codes().map(|(code, name, limit)| NamedLimit { code, name, says: LimitText::Bounds(limit) });
        limits.collect()
    }

    /// How many limits the bank has still to confirm.
    #[must_use]
    pub fn unconfirmed(&self) -> usize {
        self.codes().filter(|(.., limit)| !limit.judges()).count()
    }

    /// The phase of that code.
    #[must_use]
    pub fn phase(&self, code: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.code == code)
    }

    /// Puts what the bank confirmed into its place.
    pub fn confirm(&mut self, said: &LimitConfirmed) {
        let limit = match said.limit.as_str() {
            "nucleation_temperature" => Some(&mut self.nucleation.temperature_c),
            "nucleation_rise" => Some(&mut self.nucleation.rise_c),
            "nucleation_minutes" => Some(&mut self.nucleation.minutes),
            "cooling_rate" => Some(&mut self.cooling.rate_c_per_min),
            "end_temperature" => Some(&mut self.end_temperature_c),
            "interval" => Some(&mut self.interval_s),
            code => {
                self.phases.iter_mut().find(|phase| phase.code == code).map(|phase| &mut phase.envelope_c)
            }
        };
        if let Some(limit) = limit {
            limit.confirm(said);
        }
    }

    /// What every rule says of what was measured, in the order of the program. Where the file shows nothing of it, a
    /// limit that may judge says what it says of a value outside.
    #[must_use]
    pub fn judge(&self, measures: &[CurveMeasure]) -> Vec<Finding> {
        let judged = self.codes().map(|(code, _, limit)| {
            let found = measures.iter().find(|measure| measure.rule == code);
            let values = found.into_iter().flat_map(|measure| [measure.low, measure.high]).flatten();
            // Of two values that are equally grave the one that lies farther out says more.
            let judged =
                values.max_by_key(|value| (gravity(limit.judge(code, *value).verdict), value.0.abs()));
            judged.map_or_else(|| absent(code, limit), |value| limit.judge(code, value))
        });
        judged.collect()
    }
}

/// What a limit says where the file shows nothing to judge.
fn absent(rule: &str, limit: &Limit) -> Finding {
    let verdict = match (limit.min, limit.max) {
        (None, None) => Verdict::Info,
        _ if limit.judges() => limit.outside,
        _ => Verdict::Unconfirmed,
    };
    let (limit, source) = (limit.text(), limit.source.clone());
    Finding { rule: rule.to_owned(), verdict, value: String::new(), limit, source }
}

/// A number in whole thousandths, the nearest.
pub(super) fn thousandths(value: Measure) -> i64 {
    (value.0 * Decimal::ONE_THOUSAND).round().to_i64().unwrap_or(0)
}

/// A number of thousandths, with as many digits as it needs and one at least.
pub(super) fn of_thousandths(value: i64) -> Measure {
    let mut shown = Decimal::new(value, 3).normalize();
    if shown.scale() == 0 {
        shown.rescale(1);
    }
    Measure(shown)
}
