//! Units: dossier, import, labels.

use super::open_bank;
use crate::output::{Failure, Output};
use anyhow::Context as _;
use api::Problem;
use api::wire::{LabelTemplate, Locale};
use app::ImportMode;
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// One unit's dossier, or an array of those of several.
pub fn export(data: &Path, dins: &[String], output: &Output) -> Result<ExitCode, Failure> {
    let app = open_bank(data)?;
    let mut dossiers = Vec::new();
    for din in dins {
        dossiers.push(serde_json::to_value(app.dossier(din)?).map_err(anyhow::Error::from)?);
    }
    let value = if dossiers.len() == 1 { dossiers.remove(0) } else { Value::Array(dossiers) };
    let text = serde_json::to_string_pretty(&value).map_err(anyhow::Error::from)?;
    output.answer(&value, &[text]);
    Ok(ExitCode::SUCCESS)
}

pub fn import(
    file: &Path,
    data: &Path,
    login: &str,
    dry_run: bool,
    output: &Output,
) -> Result<ExitCode, Failure> {
    let input = std::fs::File::open(file).with_context(|| file.display().to_string())?;
    let password = std::env::var("CORDKEEP_PASSWORD").unwrap_or_default();
    let mode = if dry_run { ImportMode::DryRun } else { ImportMode::Record };
    let report = open_bank(data)?.import_donations(input, login, &password, mode)?;
    let mut lines: Vec<String> = report
        .problems
        .iter()
        .map(|(line, problem)| format!("{}:{line}: {}", file.display(), output.sentence(problem)))
        .collect();
    lines.push(format!("lines {}  imported {}", report.lines, report.imported));
    let value = serde_json::to_value(&report).map_err(anyhow::Error::from)?;
    output.answer(&value, &lines);
    if report.problems.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(Failure::Bad) }
}

pub(super) fn word<T: serde::de::DeserializeOwned>(text: &str, field: &str) -> Result<T, Failure> {
    serde_json::from_value(Value::String(text.to_owned()))
        .map_err(|_| Problem::refusal("value.not_a_choice").with("value", text).at(field).into())
}

/// Which labels.
pub struct Labels<'a> {
    pub din: &'a str,
    pub templates: &'a [String],
    pub locale: &'a str,
}

/// Writes labels as PDF, or as ZPL for a resolution.
pub fn label(
    data: &Path,
    out: &Path,
    wanted: &Labels<'_>,
    dpi: Option<u32>,
    output: &Output,
) -> Result<ExitCode, Failure> {
    let templates: Vec<LabelTemplate> =
        wanted.templates.iter().map(|text| word(text, "templates")).collect::<Result<_, _>>()?;
    let locale: Locale = word(wanted.locale, "locale")?;
    let app = open_bank(data)?;
    let bytes = match dpi {
        Some(dpi) => app.label_zpl(wanted.din, &templates, locale, dpi)?,
        None => app.label_pdf(wanted.din, &templates, locale)?,
    };
    std::fs::write(out, &bytes).with_context(|| out.display().to_string())?;
    let labels = templates.len();
    output.answer(&json!({ "labels": labels, "bytes": bytes.len() }), &[format!("labels {labels}")]);
    Ok(ExitCode::SUCCESS)
}

/// Writes invented labels of every template into a folder; by the bank's own where its folder is given.
pub fn gallery(folder: &Path, data: Option<&Path>, output: &Output) -> Result<ExitCode, Failure> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let files = match data {
        Some(data) => open_bank(data)?.label_gallery()?,
        None => app::label_gallery()?,
    };
    for file in &files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).with_context(|| path.display().to_string())?;
    }
    let count = files.len();
    output.answer(&json!({ "files": count }), &[format!("files {count}")]);
    Ok(ExitCode::SUCCESS)
}
