//! From the text of a template to its parts; what is wrong is named by field and value.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::condition::Condition;
use super::element::{Element, Shape};
use super::rule::TemplateRule;
use super::{CodeKind, Stock, Template};
use crate::error::LabelError;

/// A value is quoted up to so many characters.
const QUOTE_LENGTH_MAX: usize = 60;

/// The file without its elements, which are read one by one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    width: f32,
    height: f32,
    code: Vec<CodeKind>,
    #[serde(default)]
    stock: Stock,
    elements: Vec<Value>,
}

/// The template, or every element of it that does not read.
pub(super) fn template(name: &str, json: &str) -> Result<Template, Vec<LabelError>> {
    let value: Value =
        serde_json::from_str(json).map_err(|e| vec![fault(name, "", &Value::Null, &e.to_string())])?;
    let sheet: Sheet = part(name, "", value).map_err(|e| vec![e])?;
    let (mut elements, mut faults) = (Vec::new(), Vec::new());
    for (i, value) in sheet.elements.into_iter().enumerate() {
        match element(name, i, value) {
            Ok(element) => elements.push(element),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Template {
        name: name.to_owned(),
        width: sheet.width,
        height: sheet.height,
        codes: sheet.code,
        stock: sheet.stock,
        elements,
    })
}

fn element(name: &str, i: usize, value: Value) -> Result<Element, LabelError> {
    let at = format!("elements[{i}]");
    let Value::Object(mut fields) = value else { return Err(fault(name, &at, &value, "not an object")) };
    let when = fields.remove("when").unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    let when: Condition = part(name, &format!("{at}.when"), when)?;
    let kind = fields.remove("kind").unwrap_or_default();
    let rest = Value::Object(fields);
    let shape = match kind.as_str() {
        Some("text") => Shape::Text(part(name, &at, rest)?),
        Some("linear") => Shape::Linear(part(name, &at, rest)?),
        Some("pair") => Shape::Pair(part(name, &at, rest)?),
        Some("matrix") => Shape::Matrix(part(name, &at, rest)?),
        Some("number") => Shape::Number(part(name, &at, rest)?),
        Some("marks") => Shape::Marks(part(name, &at, rest)?),
        Some("rule") => Shape::Rule(part(name, &at, rest)?),
        Some("frame") => Shape::Frame(part(name, &at, rest)?),
        _ => return Err(fault(name, &format!("{at}.kind"), &kind, TemplateRule::Kind.reason())),
    };
    Ok(Element { when, shape })
}

fn part<T: DeserializeOwned>(name: &str, at: &str, value: Value) -> Result<T, LabelError> {
    serde_path_to_error::deserialize(&value).map_err(|e| {
        let below = e.path().to_string();
        let field = match (at, below.as_str()) {
            (at, ".") => at.to_owned(),
            ("", below) => below.to_owned(),
            (at, below) => format!("{at}.{below}"),
        };
        fault(name, &field, found(&value, e.path()), &e.inner().to_string())
    })
}

/// The value at a path, as far as the path leads.
fn found<'v>(value: &'v Value, path: &Path) -> &'v Value {
    path.iter().fold(value, |value, segment| match segment {
        Segment::Seq { index } => value.get(index).unwrap_or(value),
        Segment::Map { key } => value.get(key).unwrap_or(value),
        _ => value,
    })
}

pub(super) fn fault(name: &str, field: &str, value: &Value, reason: &str) -> LabelError {
    let value: String = match value {
        Value::Null => String::new(),
        value => value.to_string().chars().take(QUOTE_LENGTH_MAX).collect(),
    };
    LabelError::Template {
        template: name.to_owned(),
        field: field.to_owned(),
        value,
        reason: reason.to_owned(),
    }
}
