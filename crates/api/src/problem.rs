//! What a command answers when it does not do what was asked.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// How final a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A hard stop: no override.
    Refusal,
    /// May be overridden with permission, reason and signature.
    Warning,
    /// Not the operator's doing: disk, network, printer, damage.
    Fault,
}

/// A typed code with parameters; its texts are in `assets/texts/{zh-CN,en}.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// Dotted code, such as `din.check_character`.
    pub code: String,
    /// Values for the text.
    #[ts(type = "Record<string, string | number>")]
    pub params: BTreeMap<String, serde_json::Value>,
    /// The request field at fault, such as `volume_ml`.
    pub field: Option<String>,
    /// How final it is.
    pub severity: Severity,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(field) = &self.field {
            write!(f, " field={field}")?;
        }
        self.params.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// A hard stop without parameters.
    #[must_use]
    pub fn refusal(code: &str) -> Self {
        Self::new(code, Severity::Refusal)
    }

    /// A fault without parameters.
    #[must_use]
    pub fn fault(code: &str) -> Self {
        Self::new(code, Severity::Fault)
    }

    /// A problem without parameters.
    #[must_use]
    pub fn new(code: &str, severity: Severity) -> Self {
        Self { code: code.to_owned(), params: BTreeMap::new(), field: None, severity }
    }

    /// Adds a value for the text.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Names the request field at fault.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}
