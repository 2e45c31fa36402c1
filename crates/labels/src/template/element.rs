//! What stands on a label, as template files hold it: measures in millimetres, type sizes in points.

use serde::Deserialize;

use super::condition::Condition;
use crate::canvas::Area;
use crate::fonts::Style;

/// One thing on a label, and when it is there.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub when: Condition,
    pub shape: Shape,
}

/// One thing on a label.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Words with `{placeholders}`; left out when every placeholder in it is empty.
    Text(TextShape),
    /// A Code 128.
    Linear(LinearShape),
    /// Two Code 128 that are read in one sweep.
    Pair(PairShape),
    /// A Data Matrix.
    Matrix(MatrixShape),
    /// The donation number for the eye, flags turned by 90°, K in a box.
    Number(PlainShape),
    /// LOCAL/本地 and DEMO/演示, where they apply, right-aligned.
    Marks(PlainShape),
    /// A thin filled bar.
    Rule(PlainShape),
    /// An outline.
    Frame(FrameShape),
}

impl Shape {
    pub(crate) fn area(&self) -> Area {
        match self {
            Self::Text(text) => text.area,
            Self::Linear(linear) => linear.area,
            Self::Pair(pair) => pair.area,
            Self::Matrix(matrix) => matrix.area,
            Self::Number(plain) | Self::Marks(plain) | Self::Rule(plain) => plain.area,
            Self::Frame(frame) => frame.area,
        }
    }

    pub(crate) fn is_symbol(&self) -> bool {
        matches!(self, Self::Linear(_) | Self::Pair(_) | Self::Matrix(_))
    }
}

/// Which of a label's codes a symbol carries; without that code the symbol is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CodeField {
    /// What the label names: donation, position, person.
    #[default]
    Label,
    /// ABO/RhD (DS002).
    BloodGroup,
    /// Product code (DS003).
    Product,
    /// Expiry date and time (DS005).
    Expiry,
    /// Collection date and time (DS007).
    Collection,
}

/// Words on a label.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextShape {
    pub area: Area,
    pub zh: String,
    pub en: String,
    pub size: f32,
    pub size_min: f32,
    #[serde(default = "regular")]
    pub style: Style,
    #[serde(default)]
    pub align: Align,
    #[serde(default = "one")]
    pub lines: usize,
}

/// Where a line stands in its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Align {
    #[default]
    Left,
    Center,
    Right,
}

fn regular() -> Style {
    Style::Regular
}

fn center() -> Align {
    Align::Center
}

fn one() -> usize {
    1
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinearShape {
    pub area: Area,
    /// Left: its bars start where text 3.3 mm from the left edge of the area does, whatever the module.
    #[serde(default = "center")]
    pub align: Align,
    #[serde(default)]
    pub code: CodeField,
    /// Leave it out when the code is too long for the place, because a Data Matrix stands beside it.
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairShape {
    pub area: Area,
    pub left: CodeField,
    pub right: CodeField,
    /// Where the right one should start.
    pub split: f32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixShape {
    pub area: Area,
    #[serde(default)]
    pub code: CodeField,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlainShape {
    pub area: Area,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrameShape {
    pub area: Area,
    pub thickness: f32,
}
