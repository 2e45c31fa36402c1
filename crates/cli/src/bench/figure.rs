//! A figure, and what it is held against.

use serde_json::{Value, json};

/// One figure.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) name: String,
    pub(super) median: f64,
    pub(super) unit: &'static str,
    /// The bare limit measured in the same run, in the same unit.
    pub(super) bare: Option<f64>,
    /// What it is to stay within.
    limit: Option<Limit>,
}

/// What a figure is to stay within.
#[derive(Debug, Clone, Copy)]
pub(super) enum Limit {
    /// At most so much, in the unit of the figure.
    AtMost(f64),
    /// At most so many times the bare limit.
    TimesBare(f64),
}

impl Figure {
    pub(super) fn of(name: impl Into<String>, median: f64, unit: &'static str) -> Self {
        Self { name: name.into(), median, unit, bare: None, limit: None }
    }

    pub(super) fn beside(self, bare: f64) -> Self {
        Self { bare: Some(bare), ..self }
    }

    pub(super) fn within(self, limit: Limit) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The limit in the unit of the figure; none where there is none, or nothing bare to count it by.
    fn most(&self) -> Option<f64> {
        match self.limit? {
            Limit::AtMost(most) => Some(most),
            Limit::TimesBare(times) => self.bare.map(|bare| bare * times),
        }
    }

    /// Whether it is over its limit; one that should have a limit and has none to count it by is.
    pub(super) fn is_over(&self) -> bool {
        self.limit.is_some() && self.most().is_none_or(|most| self.median > most)
    }

    fn verdict(&self) -> Option<&'static str> {
        self.limit.map(|_| if self.is_over() { "over" } else { "within" })
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "name": self.name, "median": self.median, "unit": self.unit, "bare_limit": self.bare, "limit": self.most(),
            "verdict": self.verdict(),
        })
    }

    pub(super) fn line(&self) -> String {
        let bare = self.bare.map(|bare| format!("  bare {bare:.3}")).unwrap_or_default();
        let verdict = self.verdict().unwrap_or_default();
        let most = self.most().map(|most| format!("  {verdict:6} {most:.3}")).unwrap_or_default();
        format!("{:44} {:>12.3} {:4}{bare}{most}", self.name, self.median, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_over_beyond_its_limit_alone() {
        let figure = |median| Figure::of("a step", median, "ms");
        let cases = [
            (figure(9.0), None, false),
            (figure(1.0).within(Limit::AtMost(1.0)), Some("within"), false),
            (figure(1.01).within(Limit::AtMost(1.0)), Some("over"), true),
            (figure(4.0).beside(2.0).within(Limit::TimesBare(2.0)), Some("within"), false),
            (figure(4.1).beside(2.0).within(Limit::TimesBare(2.0)), Some("over"), true),
            (figure(0.1).within(Limit::TimesBare(2.0)), Some("over"), true),
        ];
        for (figure, verdict, over) in cases {
            assert_eq!((figure.verdict(), figure.is_over()), (verdict, over), "{figure:?}");
            assert_eq!(figure.json()["verdict"], json!(verdict));
            assert_eq!(figure.line().contains("over"), over && figure.most().is_some(), "{}", figure.line());
        }
    }
}
