//! Control samples: which of Westgard's rules the newest value of a control breaks, by how far each value lies from the target
//! of its lot and level, in standard deviations.

use crate::{ControlLevel, ControlRule, Measure};
use rust_decimal::Decimal;

impl ControlRule {
    /// Whether results may not be reported on the strength of the run.
    #[must_use]
    pub const fn is_out(self) -> bool {
        !matches!(self, Self::OneTwoS)
    }

    /// As laboratories write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneTwoS => "1-2s",
            Self::OneThreeS => "1-3s",
            Self::TwoTwoS => "2-2s",
            Self::RFourS => "R-4s",
            Self::FourOneS => "4-1s",
            Self::TenX => "10x",
        }
    }
}

impl ControlLevel {
    /// The word in records' JSON and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// What a lot of control material is to measure at a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlTarget {
    /// Mean.
    pub mean: Measure,
    /// Standard deviation, above zero.
    pub sd: Measure,
}

impl ControlTarget {
    /// How far a value lies from the mean, in standard deviations; none where the target has no width.
    #[must_use]
    pub fn deviation(&self, value: Measure) -> Option<Decimal> {
        if self.sd.0 <= Decimal::ZERO {
            return None;
        }
        value.0.checked_sub(self.mean.0)?.checked_div(self.sd.0)
    }
}

/// A value of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlPoint {
    /// The run that it belongs to; the levels of one run share it.
    pub run: u64,
    /// Level of the material.
    pub level: u32,
    /// In standard deviations from the mean.
    pub deviation: Decimal,
}

/// The rules that the newest of these values breaks, of one test on one device, oldest first.
#[must_use]
pub fn control_rules(points: &[ControlPoint]) -> Vec<ControlRule> {
    let Some(newest) = points.last() else { return Vec::new() };
    let level: Vec<Decimal> = points
        .iter()
        .rev()
        .filter(|point| point.level == newest.level)
        .map(|point| point.deviation)
        .collect();
    let run: Vec<Decimal> =
        points.iter().rev().filter(|point| point.run == newest.run).map(|point| point.deviation).collect();
    let beyond = |count: i64| newest.deviation.abs() > Decimal::from(count);
    let rules = [
        (ControlRule::OneTwoS, beyond(2)),
        (ControlRule::OneThreeS, beyond(3)),
        (ControlRule::TwoTwoS, in_a_row(&level, 2, 2) || in_a_row(&run, 2, 2)),
        (ControlRule::RFourS, spans(newest.deviation, &run)),
        (ControlRule::FourOneS, in_a_row(&level, 4, 1)),
        (ControlRule::TenX, in_a_row(&level, 10, 0)),
    ];
    rules.into_iter().filter(|(_, broken)| *broken).map(|(rule, _)| rule).collect()
}

/// Whether the newest `count` lie beyond so many deviations, all on the same side.
fn in_a_row(newest_first: &[Decimal], count: usize, beyond: i64) -> bool {
    let Some(last) = newest_first.get(..count) else { return false };
    let limit = Decimal::from(beyond);
    last.iter().all(|deviation| *deviation > limit) || last.iter().all(|deviation| *deviation < -limit)
}

/// Whether the newest and another value of its run lie beyond two on opposite sides.
fn spans(newest: Decimal, run: &[Decimal]) -> bool {
    let two = Decimal::TWO;
    (newest > two && run.iter().any(|other| *other < -two))
        || (newest < -two && run.iter().any(|other| *other > two))
}
