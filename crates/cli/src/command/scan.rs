//! `cordkeep scan`: what a text is, or where its fault lies.

use crate::output::{Failure, Output};
use anyhow::Context as _;
use api::Problem;
use serde_json::Value;
use std::io::BufRead as _;
use std::path::Path;
use std::process::ExitCode;

/// One text.
pub fn text(text: &str, output: &Output) -> Result<ExitCode, Failure> {
    if one(text, output) { Ok(ExitCode::SUCCESS) } else { Err(Failure::Bad) }
}

/// Each line of a file, as a scanner would have sent it. Bytes that are no text count as unreadable characters.
pub fn file(file: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let input = std::fs::File::open(file).with_context(|| file.display().to_string())?;
    let mut good = true;
    for line in std::io::BufReader::new(input).split(b'\n') {
        let line = line.with_context(|| file.display().to_string())?;
        good &= one(&String::from_utf8_lossy(&line), output);
    }
    if good { Ok(ExitCode::SUCCESS) } else { Err(Failure::Bad) }
}

fn one(text: &str, output: &Output) -> bool {
    let described = app::describe_scan(text);
    let errors = described.get("errors").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    match described.get("parts").and_then(Value::as_array) {
        Some(parts) => parts.iter().for_each(|part| describe(part, &mut lines)),
        None if errors.is_empty() => describe(&described, &mut lines),
        None => errors.iter().for_each(|error| point(text, error, output, &mut lines)),
    }
    output.answer(&described, &lines);
    errors.is_empty()
}

fn describe(part: &Value, lines: &mut Vec<String>) {
    let word = |name: &str| part.get(name).and_then(Value::as_str).unwrap_or_default();
    lines.push(format!("{} {}", word("kind"), word("structure")).trim_end().to_owned());
    let fields = part.get("fields").and_then(Value::as_object);
    for (name, value) in fields.into_iter().flatten() {
        let values = value.as_array().map_or_else(|| vec![value.clone()], Clone::clone);
        for value in values {
            lines.push(format!("  {name:18} {}", value.as_str().unwrap_or_default()));
        }
    }
    if let Some(check) = part.get("check").and_then(Value::as_str) {
        lines.push(format!("  {:18} {check}", "check"));
    }
}

/// The text, a mark below the character at fault, and why.
fn point(text: &str, error: &Value, output: &Output, lines: &mut Vec<String>) {
    let position = error.get("position").and_then(Value::as_u64);
    if let Some(position) = position.and_then(|position| usize::try_from(position).ok()) {
        let shown = |c: char| if c.is_control() { '\u{2423}' } else { c };
        lines.push(text.chars().map(shown).collect());
        // A character of the Chinese scripts is as wide as two others.
        let blank = |c: char| if c.is_ascii() || c.is_control() { ' ' } else { '\u{3000}' };
        lines.push(text.chars().take(position.saturating_sub(1)).map(blank).chain(['^']).collect());
    }
    let code = error.get("code").and_then(Value::as_str).unwrap_or_default();
    let mut problem = Problem::refusal(code);
    for (name, value) in error.get("params").and_then(Value::as_object).into_iter().flatten() {
        problem = problem.with(name, value.clone());
    }
    if let Some(position) = position {
        problem = problem.with("position", position);
    }
    lines.push(format!("{} ({code})", output.sentence(&problem)));
}
