//! Label templates: data files in `assets/labels`, measures in millimetres, type sizes in points.

use serde::Deserialize;

use crate::canvas::Area;
use crate::error::LabelError;
use crate::fonts::Style;

/// The labels we print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TemplateId {
    /// Collection bag, at the end of collection.
    Bag,
    /// Tube of the donation.
    Tube,
    /// Donation record and other papers.
    Form,
    /// Tube of the mother's blood.
    MaternalTube,
    /// Freezing bag, at the end of processing.
    CryoBag,
    /// Storage position.
    Position,
    /// Shipping container.
    ShippingBox,
}

impl TemplateId {
    /// Every template.
    pub const ALL: [Self; 7] = [
        Self::Bag,
        Self::Tube,
        Self::Form,
        Self::MaternalTube,
        Self::CryoBag,
        Self::Position,
        Self::ShippingBox,
    ];

    /// A stable word for commands, translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bag => "bag",
            Self::Tube => "tube",
            Self::Form => "form",
            Self::MaternalTube => "maternal_tube",
            Self::CryoBag => "cryo_bag",
            Self::Position => "position",
            Self::ShippingBox => "shipping_box",
        }
    }

    /// The template of a stable word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.code() == code)
    }

    fn source(self) -> &'static str {
        match self {
            Self::Bag => include_str!("../../../assets/labels/bag.json"),
            Self::Tube => include_str!("../../../assets/labels/tube.json"),
            Self::Form => include_str!("../../../assets/labels/form.json"),
            Self::MaternalTube => include_str!("../../../assets/labels/maternal_tube.json"),
            Self::CryoBag => include_str!("../../../assets/labels/cryo_bag.json"),
            Self::Position => include_str!("../../../assets/labels/position.json"),
            Self::ShippingBox => include_str!("../../../assets/labels/shipping_box.json"),
        }
    }
}

/// A template as its file holds it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    pub width: f32,
    pub height: f32,
    pub elements: Vec<Element>,
}

/// One thing on a label.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Element {
    /// Words with `{placeholders}`; left out when every placeholder in it is empty.
    Text(TextElement),
    /// Code 128 of the label's code.
    Linear {
        area: Area,
        /// Leave it out when the code is too long for the place, because a Data Matrix stands beside it.
        #[serde(default)]
        optional: bool,
    },
    /// Data Matrix of the label's code.
    Matrix { area: Area },
    /// The donation number for the eye, flags turned by 90°, K in a box.
    Number { area: Area },
    /// LOCAL/本地 and DEMO/演示, where they apply, right-aligned.
    Marks { area: Area },
    /// A thin filled bar.
    Rule { area: Area },
}

/// Words on a label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextElement {
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

fn one() -> usize {
    1
}

impl Template {
    pub(crate) fn load(id: TemplateId) -> Result<Self, LabelError> {
        serde_json::from_str(id.source())
            .map_err(|source| LabelError::Template { template: id.code(), source })
    }
}

/// Fills `{name}` by `value`. None when there are placeholders and all of them are empty.
pub(crate) fn fill<'a>(pattern: &str, value: impl Fn(&str) -> &'a str) -> Option<String> {
    let mut filled = String::new();
    let mut rest = pattern;
    let (mut any, mut any_full) = (false, false);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let text = value(name);
        any = true;
        any_full |= !text.is_empty();
        filled += before;
        filled += text;
        rest = tail;
    }
    filled += rest;
    (!any || any_full).then_some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::LabelTexts;

    #[test]
    fn every_template_parses_and_stays_on_its_page() {
        for id in TemplateId::ALL {
            assert_eq!(TemplateId::from_code(id.code()), Some(id));
            let template = Template::load(id).unwrap();
            for element in &template.elements {
                let area = match element {
                    Element::Text(text) => text.area,
                    Element::Linear { area, .. }
                    | Element::Matrix { area }
                    | Element::Number { area }
                    | Element::Marks { area }
                    | Element::Rule { area } => *area,
                };
                let inside = area.x >= 0.0
                    && area.y >= 0.0
                    && area.x + area.w <= template.width
                    && area.y + area.h <= template.height;
                assert!(inside, "{id:?}: {element:?}");
            }
        }
    }

    #[test]
    fn every_placeholder_is_known() {
        for id in TemplateId::ALL {
            for element in Template::load(id).unwrap().elements {
                let Element::Text(text) = element else { continue };
                for pattern in [&text.zh, &text.en] {
                    fill(pattern, |name| {
                        assert!(
                            name == "code" || LabelTexts::default().get(name).is_some(),
                            "{id:?}: {name}"
                        );
                        ""
                    });
                }
            }
        }
    }

    #[test]
    fn filling() {
        let value = |name: &str| if name == "a" { "1" } else { "" };
        assert_eq!(fill("plain", value), Some("plain".to_owned()));
        assert_eq!(fill("x {a} y {b}", value), Some("x 1 y ".to_owned()));
        assert_eq!(fill("x {b}", value), None);
    }
}
