//! Label templates: data files in `assets/labels`, measures in millimetres, type sizes in points.
//!
//! A bank may use templates of its own: [`Template::parse`] takes their text and refuses what could make a label that
//! does not read, or one that hides what LOCAL and DEMO say.

mod check;
pub(crate) mod condition;
pub(crate) mod element;
mod id;
mod read;
mod rule;

pub use id::TemplateId;
pub use rule::TemplateRule;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::error::LabelError;
use element::Element;

/// A template, read and checked.
#[derive(Debug, Clone)]
pub struct Template {
    pub(crate) name: String,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) codes: Vec<CodeKind>,
    pub(crate) stock: Stock,
    pub(crate) elements: Vec<Element>,
}

/// What kind of code a template takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// A donation number, with or without a product.
    Donation,
    /// A code of the bank's own.
    Local,
    /// A staff member.
    Staff,
}

/// What a label must be printed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stock {
    /// Ordinary label stock.
    #[default]
    Ordinary,
    /// Stock and ribbon that survive -196 °C and thawing in a water bath.
    Cryogenic,
}

impl Template {
    /// Reads and checks a template; `name` is for errors.
    ///
    /// # Errors
    /// [`LabelError::Template`] with the field and the value that are wrong.
    pub fn parse(name: &str, json: &str) -> Result<Self, LabelError> {
        Self::parse_all(name, json).map_err(|faults| {
            let first = faults.into_iter().next();
            first.unwrap_or_else(|| read::fault(name, "", &serde_json::Value::Null, "not sound"))
        })
    }

    /// [`Template::parse`] for whoever draws one: everything that is wrong, not only the first.
    ///
    /// # Errors
    /// At least one [`LabelError::Template`].
    pub fn parse_all(name: &str, json: &str) -> Result<Self, Vec<LabelError>> {
        let template = read::template(name, json)?;
        let faults = check::template(&template);
        if faults.is_empty() { Ok(template) } else { Err(faults) }
    }

    /// For someone who draws a template: a fault that only a label shows.
    pub(crate) fn fault(&self, field: &str, rule: TemplateRule) -> LabelError {
        read::fault(&self.name, field, &serde_json::Value::Null, rule.reason())
    }

    /// Width and height in millimetres.
    pub fn size_mm(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// What it must be printed on.
    pub fn stock(&self) -> Stock {
        self.stock
    }
}

static BUILT_IN: LazyLock<BTreeMap<TemplateId, Template>> = LazyLock::new(|| {
    // A broken one is parsed again when it is asked for, and then says why.
    let parsed = |id: TemplateId| Some((id, Template::parse(id.code(), id.source()).ok()?));
    TemplateId::ALL.into_iter().filter_map(parsed).collect()
});

/// The templates in use: ours, and a bank's own in place of some.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    own: BTreeMap<TemplateId, Template>,
}

impl Templates {
    /// Puts a bank's own template in place of ours.
    #[must_use]
    pub fn with(mut self, id: TemplateId, template: Template) -> Self {
        self.own.insert(id, template);
        self
    }

    /// The template in use.
    ///
    /// # Errors
    /// [`LabelError::Template`] when ours is broken.
    pub fn get(&self, id: TemplateId) -> Result<&Template, LabelError> {
        if let Some(template) = self.own.get(&id).or_else(|| BUILT_IN.get(&id)) {
            return Ok(template);
        }
        let broken = Template::parse(id.code(), id.source()).err();
        Err(broken.unwrap_or_else(|| read::fault(id.code(), "", &serde_json::Value::Null, "not found")))
    }

    /// The text of our template, for a bank that starts its own from it.
    pub fn source(id: TemplateId) -> &'static str {
        id.source()
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

/// The names between braces; none when a brace stands alone.
fn placeholders(pattern: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = tail;
    }
    (!rest.contains('}')).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_sound() {
        for id in TemplateId::ALL {
            assert_eq!(TemplateId::from_code(id.code()), Some(id));
            Templates::default().get(id).unwrap();
        }
    }

    #[test]
    fn filling() {
        let value = |name: &str| if name == "a" { "1" } else { "" };
        assert_eq!(fill("plain", value), Some("plain".to_owned()));
        assert_eq!(fill("x {a} y {b}", value), Some("x 1 y ".to_owned()));
        assert_eq!(fill("x {b}", value), None);
    }

    /// A good template with one part replaced.
    fn check(old: &str, new: &str, field: &str, value: &str) {
        let good = r#"{"width": 40, "height": 20, "code": ["donation"], "elements": [
            {"kind": "matrix", "area": [1, 1, 10, 10]},
            {"kind": "marks", "area": [12, 1, 20, 3]},
            {"kind": "text", "area": [12, 5, 20, 4], "zh": "{bank}", "en": "{bank}", "size": 8, "size_min": 5}
        ]}"#;
        Template::parse("good", good).unwrap();
        assert!(good.contains(old), "{old}");
        let error = Template::parse("mine", &good.replacen(old, new, 1)).unwrap_err();
        let LabelError::Template { template, field: found, value: quoted, reason } = &error else {
            panic!("{error}")
        };
        assert_eq!((template.as_str(), found.as_str(), quoted.as_str()), ("mine", field, value), "{reason}");
    }

    #[test]
    fn bad_templates_are_refused_by_field_and_value() {
        check("\"width\": 40", "\"width\": \"40\"", "width", "\"40\"");
        check("\"width\": 40", "\"width\": 4000", "width", "4000.0");
        check("\"width\": 40", "\"width\": 40, \"colour\": 1", "colour", "1");
        check("[\"donation\"]", "[]", "code", "[]");
        check("\"donation\"", "\"donor\"", "code[0]", "\"donor\"");
        check("\"matrix\"", "\"qr\"", "elements[0].kind", "\"qr\"");
        check("[1, 1, 10, 10]", "[1, 1, 10, \"x\"]", "elements[0].area[3]", "\"x\"");
        check("[1, 1, 10, 10]", "[31, 1, 10, 10]", "elements[0].area", "[31.0,1.0,10.0,10.0]");
        check("[12, 5, 20, 4]", "[8, 5, 20, 4]", "elements[2].area", "\"elements[0]\"");
        check("\"size\": 8", "\"size\": 3", "elements[2].size", "3.0");
        check("\"size_min\": 5", "\"size_min\": 9", "elements[2].size_min", "9.0");
        check("\"{bank}\"", "\"{name_of_mother}\"", "elements[2].zh", "\"name_of_mother\"");
        check("\"{bank}\"", "\"{bank\"", "elements[2].zh", "\"{bank\"");
        check("\"size\": 8", "\"size\": 8, \"lines\": 0", "elements[2].lines", "0");
        check(
            "\"kind\": \"marks\"",
            "\"kind\": \"marks\", \"when\": {\"scheme\": \"isbt\"}",
            "elements[1].when.scheme",
            "\"isbt\"",
        );
        check("\"kind\": \"marks\"", "\"kind\": \"marks\", \"when\": {\"mode\": \"demo\"}", "elements", "");
        check("\"kind\": \"matrix\"", "\"kind\": \"rule\"", "elements", "");
        check("{\"width\"", "\"width\"", "", "");
    }

    #[test]
    fn nothing_hides_the_marks_or_a_symbol() {
        let over = |shape: &str| {
            let text = format!(
                r#"{{"width": 40, "height": 20, "code": ["donation"], "elements": [
                    {{"kind": "matrix", "area": [1, 1, 10, 10]}},
                    {{"kind": "marks", "area": [12, 1, 20, 3]}}, {shape}]}}"#
            );
            let faults = Template::parse_all("mine", &text).err().unwrap_or_default();
            faults
                .iter()
                .map(|fault| [fault.params()[1].1.clone(), fault.params()[2].1.clone()].concat())
                .collect::<Vec<_>>()
        };
        let marks = ["elements[2].area\"elements[1]\""];
        assert_eq!(over(r#"{"kind": "rule", "area": [12, 1, 20, 3]}"#), marks);
        assert_eq!(over(r#"{"kind": "rule", "area": [20, 1, 20, 3], "when": {"mode": "demo"}}"#), marks);
        assert_eq!(over(r#"{"kind": "number", "area": [12, 2, 20, 5]}"#), marks);
        assert_eq!(over(r#"{"kind": "frame", "area": [12, 1, 20, 3], "thickness": 1.5}"#), marks);
        assert_eq!(
            over(r#"{"kind": "frame", "area": [0.5, 0.5, 11, 11], "thickness": 3}"#),
            ["elements[2].area\"elements[0]\""]
        );
        assert!(over(r#"{"kind": "frame", "area": [0.5, 0.5, 39, 19], "thickness": 0.3}"#).is_empty());
    }

    #[test]
    fn whoever_draws_one_hears_of_everything_that_is_wrong() {
        let text = r#"{"width": 40, "height": 300, "code": [], "elements": [
            {"kind": "matrix", "area": [31, 1, 10, 10]},
            {"kind": "text", "area": [1, 5, 20, 4], "zh": "{mother}", "en": "", "size": 8, "size_min": 5}]}"#;
        let faults = Template::parse_all("mine", text).unwrap_err();
        let fields: Vec<String> = faults.iter().map(|fault| fault.params()[1].1.clone()).collect();
        assert_eq!(fields, ["height", "code", "elements[0].area", "elements[1].zh", "elements"]);
        let unreadable =
            r#"{"width": 40, "height": 20, "code": ["donation"], "elements": [{"kind": "qr"}, 7]}"#;
        let faults = Template::parse_all("mine", unreadable).unwrap_err();
        assert_eq!(faults.len(), 2);
    }
}
