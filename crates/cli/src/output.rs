//! What the command line says: JSON for programs, sentences from the shared texts for people.

use api::Problem;
use serde_json::{Map, Value, json};
use std::io::Write as _;
use std::process::ExitCode;

const ZH: &str = include_str!("../../../assets/texts/zh-CN.json");
const EN: &str = include_str!("../../../assets/texts/en.json");

/// Why a command did not do what was asked.
pub enum Failure {
    /// Refused, or found bad.
    Problem(Problem),
    /// A file or the environment.
    Other(anyhow::Error),
    /// Found bad; already said.
    Bad,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

/// Where answers go.
pub struct Output {
    json: bool,
    texts: Map<String, Value>,
}

impl Output {
    /// Texts in the language of the environment.
    pub fn new(json: bool) -> Self {
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
        let texts = if language.is_some_and(|language| language.starts_with("zh")) { ZH } else { EN };
        Self { json, texts: serde_json::from_str(texts).unwrap_or_default() }
    }

    /// Whether a program reads it.
    pub const fn is_json(&self) -> bool {
        self.json
    }

    fn line(&self, text: &str) {
        // Nothing is to be done about a reader that has gone.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// One JSON value, or the lines for people.
    pub fn answer(&self, value: &Value, lines: &[String]) {
        if self.json {
            self.line(&value.to_string());
        } else {
            lines.iter().for_each(|line| self.line(line));
        }
    }

    /// The sentence of a problem.
    pub fn sentence(&self, problem: &Problem) -> String {
        let mut text = match self.texts.get(&problem.code).and_then(Value::as_str) {
            Some(text) => text.to_owned(),
            None => return problem.to_string(),
        };
        for (name, value) in &problem.params {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            text = text.replace(&format!("{{{{{name}}}}}"), &value);
        }
        match &problem.field {
            Some(field) => format!("{field}: {text}"),
            None => text,
        }
    }

    /// Says why, and gives the exit code.
    pub fn failure(&self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::Bad => {}
            Failure::Problem(problem) if self.json => {
                self.line(&json!({ "problem": problem }).to_string());
            }
            Failure::Problem(problem) => {
                let _ = writeln!(std::io::stderr(), "{} ({})", self.sentence(problem), problem.code);
            }
            Failure::Other(error) if self.json => {
                self.line(&json!({ "error": format!("{error:#}") }).to_string());
            }
            Failure::Other(error) => {
                let _ = writeln!(std::io::stderr(), "{error:#}");
            }
        }
        ExitCode::from(1)
    }
}
