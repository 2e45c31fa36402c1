//! A limit and what it says of a value.

use crate::record::LimitConfirmed;
use crate::{Code, Measure, Refusal, Verdict};
use serde::Deserialize;

/// A limit with its source. What the bank has not confirmed refuses only what cannot be true; it judges nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Limit {
    /// Lowest passing value.
    pub min: Option<Measure>,
    /// Highest passing value.
    pub max: Option<Measure>,
    /// Lowest value that can be true at all; below it the entry is refused.
    pub plausible_min: Option<Measure>,
    /// Highest value that can be true at all.
    pub plausible_max: Option<Measure>,
    /// What a value outside `min..=max` gets.
    pub outside: Verdict,
    /// Unit.
    pub unit: String,
    /// Where the limit comes from.
    pub source: String,
    /// Whether the bank has confirmed it.
    pub confirmed: bool,
}

/// What one rule says of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Rule code, such as `transport_hours` or a test's code.
    pub rule: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The value judged.
    pub value: String,
    /// The limit, such as `≤ 48 h`.
    pub limit: String,
    /// Its source.
    pub source: String,
}

impl Limit {
    /// Refuses what cannot be true.
    ///
    /// # Errors
    /// [`Code::TooLow`] or [`Code::TooHigh`] at `field`.
    pub fn plausible(&self, value: Measure, field: &'static str) -> Result<Measure, Refusal> {
        if let Some(min) = self.plausible_min.filter(|min| value < *min) {
            return Err(Refusal::stop(Code::TooLow)
                .with("value", value)
                .with("min", min)
                .with("unit", &self.unit)
                .at(field));
        }
        if let Some(max) = self.plausible_max.filter(|max| value > *max) {
            return Err(Refusal::stop(Code::TooHigh)
                .with("value", value)
                .with("max", max)
                .with("unit", &self.unit)
                .at(field));
        }
        Ok(value)
    }

    /// Judges a plausible value: [`Verdict::Unconfirmed`] where the bank has not confirmed the limit.
    #[must_use]
    pub fn judge(&self, rule: &str, value: Measure) -> Finding {
        let judged = self.compare(rule, value);
        let verdict = if self.judges() { judged.verdict } else { Verdict::Unconfirmed };
        Finding { verdict, ..judged }
    }

    /// Compares a value with the limit, confirmed or not: for a watch that would be worse if it said nothing.
    #[must_use]
    pub fn compare(&self, rule: &str, value: Measure) -> Finding {
        let outside = self.min.is_some_and(|min| value < min) || self.max.is_some_and(|max| value > max);
        let verdict = match (self.min, self.max) {
            (None, None) => Verdict::Info,
            _ if outside => self.outside,
            _ => Verdict::Pass,
        };
        let value = if self.unit.is_empty() { value.to_string() } else { format!("{value} {}", self.unit) };
        Finding { rule: rule.to_owned(), verdict, value, limit: self.text(), source: self.source.clone() }
    }

    /// Whether it may judge: it is confirmed, or there is nothing to judge by.
    #[must_use]
    pub const fn judges(&self) -> bool {
        self.confirmed || (self.min.is_none() && self.max.is_none())
    }

    /// Takes what the bank confirmed. The source of a value of its own begins with its reason and keeps what the
    /// profile said.
    pub(super) fn confirm(&mut self, said: &LimitConfirmed) {
        let before = self.text();
        (self.min, self.max) = (said.min, said.max);
        self.confirmed = true;
        if let Some(reason) = &said.reason {
            self.source = format!("{reason} ← {before} · {}", self.source);
        }
    }

    /// The limit in signs, such as `2 – 8 °C`.
    #[must_use]
    pub fn text(&self) -> String {
        let bounds = match (self.min, self.max) {
            (Some(min), Some(max)) => format!("{min} – {max}"),
            (Some(min), None) => format!("≥ {min}"),
            (None, Some(max)) => format!("≤ {max}"),
            (None, None) => return String::new(),
        };
        if self.unit.is_empty() { bounds } else { format!("{bounds} {}", self.unit) }
    }
}

/// The gravest verdict: fail, then what is out of date, then what could not be judged, then warn, then pass; information weighs nothing.
#[must_use]
pub fn worst(findings: &[Finding]) -> Verdict {
    findings
        .iter()
        .map(|finding| finding.verdict)
        .max_by_key(|verdict| gravity(*verdict))
        .unwrap_or(Verdict::Pass)
}

/// How grave a verdict is, from 0.
pub(crate) const fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Info => 0,
        Verdict::Pass => 1,
        Verdict::Warn => 2,
        Verdict::Unconfirmed => 3,
        Verdict::Stale => 4,
        Verdict::Fail => 5,
    }
}
