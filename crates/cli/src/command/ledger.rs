//! Proof: verify and export the ledger.

use super::open_bank;
use crate::output::{Failure, Output};
use anyhow::Context as _;
use app::store::ledger::InspectionFault;
use app::{PersonalParts, VerifiedFile};
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

/// Exit codes: 0 good, 1 bad, 2 no file that can be read.
pub fn verify_file(file: &Path, key: Option<&str>, output: &Output) -> Result<ExitCode, Failure> {
    let unreadable = |error: std::io::Error| {
        output.failure(&anyhow::Error::from(error).context(file.display().to_string()).into());
        Ok(ExitCode::from(2))
    };
    let bad = |what: String| {
        output.answer(&json!({ "good": false, "first_bad": what }), std::slice::from_ref(&what));
        Err(Failure::Bad)
    };
    let input = match File::open(file) {
        Ok(input) => input,
        Err(error) => return unreadable(error),
    };
    let VerifiedFile { archive, units, documents } = match app::verify_file(BufReader::new(input)) {
        Ok(verified) => verified,
        Err(InspectionFault::Io(error)) => return unreadable(error),
        Err(fault) => return bad(fault.to_string()),
    };
    let found: String = archive.owner.key.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    if key.is_some_and(|key| !key.trim().eq_ignore_ascii_case(&found)) {
        return bad(format!("the station's public key is {found}"));
    }
    let personal = archive.scope.as_ref().is_none_or(|scope| scope.personal);
    let value = json!({
        "good": true,
        "bank": archive.owner.bank,
        "station": archive.owner.station,
        "key": found,
        "entries": archive.entries,
        "checkpoints": archive.checkpoints,
        "foreign": archive.foreign,
        "withheld": archive.withheld,
        "units": units,
        "personal": personal,
        "documents": documents,
        "first_bad": null,
    });
    let lines = [
        format!("station {}  key {found}", archive.owner.station),
        format!(
            "entries {}  checkpoints {}  of other stations {}  by header only {}",
            archive.entries, archive.checkpoints, archive.foreign, archive.withheld
        ),
    ];
    output.answer(&value, &lines);
    Ok(ExitCode::SUCCESS)
}

/// Writes beside the place and renames, so that a file that is there is whole.
pub fn inspection(
    data: &Path,
    out: &Path,
    units: &[String],
    with_personal: bool,
    output: &Output,
) -> Result<ExitCode, Failure> {
    let app = open_bank(data)?;
    let personal = if with_personal { PersonalParts::Included } else { PersonalParts::LeftOut };
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = || out.display().to_string();
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(place)?;
    let summary = app.export_inspection(BufWriter::new(file.as_file_mut()), units, personal)?;
    file.as_file().sync_all().with_context(place)?;
    file.persist(out).map_err(|e| anyhow::Error::from(e.error)).with_context(place)?;
    let value = serde_json::to_value(&summary).map_err(anyhow::Error::from)?;
    let line = format!("units {}  entries {}  key {}", summary.units, summary.entries, summary.key);
    output.answer(&value, &[line]);
    Ok(ExitCode::SUCCESS)
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
