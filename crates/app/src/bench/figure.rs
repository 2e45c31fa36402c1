//! A figure of a benchmark, and what it is held against.

use serde_json::{Value, json};

/// One figure.
#[derive(Debug, Clone)]
pub struct Figure {
    name: String,
    median: f64,
    unit: &'static str,
    /// The bare limit measured in the same run, in the same unit.
    bare: Option<f64>,
    /// What it is to stay within.
    limit: Option<Limit>,
}

/// What a figure is to stay within.
#[derive(Debug, Clone, Copy)]
pub enum Limit {
    /// At most so much, in the unit of the figure.
    AtMost(f64),
    /// At least so much, in the unit of the figure.
    AtLeast(f64),
    /// At most so many times the bare limit.
    TimesBare(f64),
}

impl Figure {
    /// A figure that is held against nothing.
    #[must_use]
    pub fn of(name: impl Into<String>, median: f64, unit: &'static str) -> Self {
        Self { name: name.into(), median, unit, bare: None, limit: None }
    }

    /// The same beside what the bare machine does, in the same unit.
    #[must_use]
    pub fn beside(self, bare: f64) -> Self {
        Self { bare: Some(bare), ..self }
    }

    /// The same held against a limit.
    #[must_use]
    pub fn within(self, limit: Limit) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The limit in the unit of the figure; none where there is none, or nothing bare to count it by.
    fn bound(&self) -> Option<f64> {
        match self.limit? {
            Limit::AtMost(bound) | Limit::AtLeast(bound) => Some(bound),
            Limit::TimesBare(times) => self.bare.map(|bare| bare * times),
        }
    }

    /// Whether it is beyond its limit; one that should have a limit and has none to count it by is.
    #[must_use]
    pub fn is_beyond(&self) -> bool {
        self.limit.is_some_and(|limit| match self.bound() {
            Some(least) if matches!(limit, Limit::AtLeast(_)) => self.median < least,
            Some(most) => self.median > most,
            None => true,
        })
    }

    fn verdict(&self) -> Option<&'static str> {
        let limit = self.limit?;
        Some(match limit {
            _ if !self.is_beyond() => "within",
            Limit::AtLeast(_) => "under",
            Limit::AtMost(_) | Limit::TimesBare(_) => "over",
        })
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "name": self.name, "median": self.median, "unit": self.unit, "bare_limit": self.bare, "limit": self.bound(),
            "verdict": self.verdict(),
        })
    }

    /// For people.
    #[must_use]
    pub fn line(&self) -> String {
        let bare = self.bare.map(|bare| format!("  bare {bare:.3}")).unwrap_or_default();
        let verdict = self.verdict().unwrap_or_default();
        let bound = self.bound().map(|bound| format!("  {verdict:6} {bound:.3}")).unwrap_or_default();
        format!("{:44} {:>12.3} {:4}{bare}{bound}", self.name, self.median, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_beyond_its_limit_alone() {
        let figure = |median| Figure::of("a step", median, "ms");
        let cases = [
            (figure(9.0), None),
            (figure(1.0).within(Limit::AtMost(1.0)), Some("within")),
            (figure(1.01).within(Limit::AtMost(1.0)), Some("over")),
            (figure(1.0).within(Limit::AtLeast(1.0)), Some("within")),
            (figure(0.99).within(Limit::AtLeast(1.0)), Some("under")),
            (figure(4.0).beside(2.0).within(Limit::TimesBare(2.0)), Some("within")),
            (figure(4.1).beside(2.0).within(Limit::TimesBare(2.0)), Some("over")),
            (figure(0.1).within(Limit::TimesBare(2.0)), Some("over")),
        ];
        for (figure, verdict) in cases {
            let beyond = verdict.is_some_and(|verdict| verdict != "within");
            assert_eq!((figure.verdict(), figure.is_beyond()), (verdict, beyond), "{figure:?}");
            assert_eq!(figure.json()["verdict"], json!(verdict));
            let said = verdict.filter(|_| figure.bound().is_some());
            assert!(said.is_none_or(|said| figure.line().contains(said)), "{}", figure.line());
        }
    }
}
