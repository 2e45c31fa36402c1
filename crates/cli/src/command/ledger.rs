//! Proof: verify and export the ledger.

use super::open_bank;
use crate::output::{Failure, Output};
use anyhow::Context as _;
use serde_json::json;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::process::ExitCode;

pub fn verify(data: &Path, rebuild: bool, output: &Output) -> Result<ExitCode, Failure> {
    let app = open_bank(data)?;
    let report = app.verify()?;
    let digests = if rebuild {
        let before = app.projection_digest()?;
        app.rebuild()?;
        Some((before, app.projection_digest()?))
    } else {
        None
    };
    let same = digests.as_ref().map(|(before, after)| before == after);
    let good = report.good && same != Some(false);
    let mut lines = vec![format!("entries {}  checkpoints {}", report.entries, report.checkpoints)];
    lines.extend(report.first_bad.clone());
    lines.extend(same.map(|same| format!("projections equal a rebuild: {same}")));
    let value = json!({
        "good": good,
        "entries": report.entries,
        "checkpoints": report.checkpoints,
        "first_bad": report.first_bad,
        "rebuild_equal": same,
    });
    output.answer(&value, &lines);
    if good { Ok(ExitCode::SUCCESS) } else { Err(Failure::Bad) }
}

pub fn verify_file(file: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let input = File::open(file).with_context(|| file.display().to_string())?;
    match app::verify_archive(BufReader::new(input)) {
        Ok(report) => {
            let value = json!({
                "good": true,
                "bank": report.owner.bank,
                "station": report.owner.station,
                "entries": report.entries,
                "checkpoints": report.checkpoints,
                "foreign": report.foreign,
                "first_bad": null,
            });
            let line = format!(
                "station {}  entries {}  checkpoints {}  of other stations {}",
                report.owner.station, report.entries, report.checkpoints, report.foreign
            );
            output.answer(&value, &[line]);
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => {
            output.answer(&json!({ "good": false, "first_bad": fault.to_string() }), &[fault.to_string()]);
            Err(Failure::Bad)
        }
    }
}

pub fn export(data: &Path, out: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let app = open_bank(data)?;
    let file = File::create(out).with_context(|| out.display().to_string())?;
    let mut writer = BufWriter::new(file);
    let entries = app.export_ledger(&mut writer)?;
    let file = writer.into_inner().map_err(|e| anyhow::Error::from(e.into_error()))?;
    file.sync_all().with_context(|| out.display().to_string())?;
    output.answer(&json!({ "entries": entries }), &[format!("entries {entries}")]);
    Ok(ExitCode::SUCCESS)
}
