//! Papers: write one, verify one.

use super::open_bank;
use super::unit::word;
use crate::output::{Failure, Output};
use anyhow::Context as _;
use app::DocumentOrder;
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// Which document.
pub struct Wanted<'a> {
    pub kind: &'a str,
    pub units: &'a [String],
    pub box_code: Option<&'a str>,
    pub locale: &'a str,
}

/// Writes a document as PDF.
pub fn write(data: &Path, out: &Path, wanted: &Wanted<'_>, output: &Output) -> Result<ExitCode, Failure> {
    let order = DocumentOrder {
        document: word(wanted.kind, "document")?,
        units: wanted.units,
        box_code: wanted.box_code,
        locale: word(wanted.locale, "locale")?,
    };
    let (number, pages, pdf) = open_bank(data)?.document_file(&order)?;
    std::fs::write(out, &pdf).with_context(|| out.display().to_string())?;
    let value = json!({ "number": number, "pages": pages, "bytes": pdf.len() });
    output.answer(&value, &[format!("{number}  pages {pages}")]);
    Ok(ExitCode::SUCCESS)
}

/// Says whether a paper is what the ledger says. Exit codes: 0 it is, 1 it is not.
pub fn verify(data: &Path, text: &str, output: &Output) -> Result<ExitCode, Failure> {
    let verdict = open_bank(data)?.verify_document(text)?;
    let value = serde_json::to_value(&verdict).map_err(anyhow::Error::from)?;
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut lines =
        vec![format!("{}  {}  {} #{}", word("finding"), word("document"), verdict.station, verdict.seq)];
    if verdict.good {
        let copy = verdict.copy.unwrap_or_default();
        lines.push(format!("{} ({copy})  {}  {}", word("number"), verdict.about.join(" "), word("by")));
        lines.extend(verdict.voided.then(|| "voided".to_owned()));
        lines.extend(verdict.called_off.then(|| "called_off".to_owned()));
    }
    output.answer(&value, &lines);
    if verdict.good && !verdict.voided && !verdict.called_off {
        Ok(ExitCode::SUCCESS)
    } else {
        Err(Failure::Bad)
    }
}
