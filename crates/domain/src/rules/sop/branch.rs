//! For which units a step is: conditions on values of earlier steps, alone or put together.
//!
//! Written `{ "step", "input", "is": […] }` for choices, `{ "step", "input", "at_least": "5", "unit": "g" }` for numbers
//! (also `less_than`, `at_most`, `more_than`, `between`), and `{ "all": […] }` or `{ "any": […] }` of such conditions.

use crate::Measure;
use serde::{Deserialize, Serialize};

/// How many conditions may stand within each other.
pub const BRANCH_DEPTH_MAX: usize = 4;

/// For which units a step is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Branch {
    /// A condition on one value.
    One(Condition),
    /// Each of these holds.
    All(Vec<Branch>),
    /// One of these holds, or several.
    Any(Vec<Branch>),
}

/// A condition on a value of an earlier step: exactly one of its comparisons is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// The earlier step.
    pub step: String,
    /// Its input.
    pub input: String,
    /// Words for which it holds.
    pub is: Vec<String>,
    /// Numbers for which it holds.
    pub numbers: Vec<Comparison>,
    /// The unit that the numbers are in: the input's own.
    pub unit: Option<String>,
}

/// A comparison of the number that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    LessThan(Measure),
    /// `<=`
    AtMost(Measure),
    /// `>=`
    AtLeast(Measure),
    /// `>`
    MoreThan(Measure),
    /// From the first to the second, both included.
    Between(Measure, Measure),
}

impl Comparison {
    /// Whether a number fits it.
    #[must_use]
    pub fn holds(self, number: Measure) -> bool {
        match self {
            Self::LessThan(bound) => number < bound,
            Self::AtMost(bound) => number <= bound,
            Self::AtLeast(bound) => number >= bound,
            Self::MoreThan(bound) => number > bound,
            Self::Between(low, high) => (low..=high).contains(&number),
        }
    }
}

impl Condition {
    /// Whether a value that was entered fits it. What is no number fits no comparison of numbers.
    #[must_use]
    pub fn holds(&self, value: &str) -> bool {
        let number: Option<Measure> = value.parse().ok();
        self.is.iter().any(|word| word == value)
            || number.is_some_and(|number| self.numbers.iter().any(|comparison| comparison.holds(number)))
    }

    /// How many comparisons it says; one is right.
    #[must_use]
    pub fn comparisons(&self) -> usize {
        usize::from(!self.is.is_empty()) + self.numbers.len()
    }
}

impl Branch {
    /// Every condition on one value, in the order in which they are written.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::One(condition) => vec![condition],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::conditions).collect(),
        }
    }

    /// Whether it holds, by what is known of each condition: none while that is open. What is open matters only where the
    /// rest does not settle it.
    pub fn holds(&self, known: &impl Fn(&Condition) -> Option<bool>) -> Option<bool> {
        let settled = |parts: &[Self], settles: bool| {
            let found: Vec<Option<bool>> = parts.iter().map(|part| part.holds(known)).collect();
            if found.contains(&Some(settles)) {
                return Some(settles);
            }
            if found.contains(&None) { None } else { Some(!settles) }
        };
        match self {
            Self::One(condition) => known(condition),
            Self::All(parts) => settled(parts, false),
            Self::Any(parts) => settled(parts, true),
        }
    }

    /// How deep conditions stand within each other; 1 for a single one.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
        }
    }

    /// Whether somewhere in it no condition is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::All(parts) | Self::Any(parts) => parts.is_empty() || parts.iter().any(Self::is_empty),
        }
    }
}

/// The fields as they are written.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    is: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    less_than: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more_than: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    between: Option<(Measure, Measure)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Branch>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Branch>>,
}

impl Written {
    fn numbers(&self) -> Vec<Comparison> {
        let found = [
            self.less_than.map(Comparison::LessThan),
            self.at_most.map(Comparison::AtMost),
            self.at_least.map(Comparison::AtLeast),
            self.more_than.map(Comparison::MoreThan),
            self.between.map(|(low, high)| Comparison::Between(low, high)),
        ];
        found.into_iter().flatten().collect()
    }

    /// Whether it says anything of one value.
    fn says_one(&self) -> bool {
        let named = self.step.is_some() || self.input.is_some() || self.unit.is_some();
        named || !self.is.is_empty() || !self.numbers().is_empty()
    }
}

impl TryFrom<Written> for Branch {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let alone = !written.says_one();
        let numbers = written.numbers();
        match (written.step, written.input, written.all, written.any) {
            (None, None, Some(parts), None) if alone => Ok(Self::All(parts)),
            (None, None, None, Some(parts)) if alone => Ok(Self::Any(parts)),
            (Some(step), Some(input), None, None) => {
                Ok(Self::One(Condition { step, input, is: written.is, numbers, unit: written.unit }))
            }
            _ => Err("a condition has `step` and `input`, or `all`, or `any`"),
        }
    }
}

impl From<Branch> for Written {
    fn from(branch: Branch) -> Self {
        let condition = match branch {
            Branch::All(parts) => return Self { all: Some(parts), ..Self::default() },
            Branch::Any(parts) => return Self { any: Some(parts), ..Self::default() },
            Branch::One(condition) => condition,
        };
        let Condition { step, input, is, numbers, unit } = condition;
        let mut written = Self { step: Some(step), input: Some(input), is, unit, ..Self::default() };
        for comparison in numbers {
            match comparison {
                Comparison::LessThan(bound) => written.less_than = Some(bound),
                Comparison::AtMost(bound) => written.at_most = Some(bound),
                Comparison::AtLeast(bound) => written.at_least = Some(bound),
                Comparison::MoreThan(bound) => written.more_than = Some(bound),
                Comparison::Between(low, high) => written.between = Some((low, high)),
            }
        }
        written
    }
}
