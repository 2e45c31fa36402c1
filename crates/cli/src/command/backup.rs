//! Safe-keeping: a backup, a restore or the drill of one, the passphrase.

use super::{open_bank, passphrase};
use crate::output::{Failure, Output};
use app::{Restore, RestoreReport, SystemHost};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

pub fn backup(data: &Path, to: Option<&Path>, output: &Output) -> Result<ExitCode, Failure> {
    let app = open_bank(data)?;
    let made = app.back_up(to)?;
    let folder = made.folder.display().to_string();
    let value = json!({
        "generation": made.name,
        "folder": folder,
        "station": made.manifest.station,
        "seq": made.manifest.seq,
        "bytes": made.bytes(),
    });
    output.answer(&value, &[folder]);
    Ok(ExitCode::SUCCESS)
}

pub fn restore(from: &Path, data: &Path, name: Option<&str>, output: &Output) -> Result<ExitCode, Failure> {
    let secret = passphrase();
    let asked = Restore { from, secret: &secret, station_name: name };
    let report = app::restore(&asked, data, &SystemHost::default())?;
    say(&report, output)
}

pub fn drill(from: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let secret = passphrase();
    let asked = Restore { from, secret: &secret, station_name: None };
    let report = app::drill(&asked, &std::env::temp_dir(), &SystemHost::default())?;
    say(&report, output)
}

fn say(report: &RestoreReport, output: &Output) -> Result<ExitCode, Failure> {
    let value = serde_json::to_value(report).map_err(anyhow::Error::from)?;
    let mut lines = vec![
        format!("generation {}  station {}", report.generation, report.former_station),
        format!("entries {}  checkpoints {}", report.entries, report.checkpoints),
        format!("copy {} ms  check {} ms  all {} ms", report.copy_ms, report.check_ms, report.total_ms),
    ];
    lines.extend(report.station.as_ref().map(|station| format!("new station {station}")));
    output.answer(&value, &lines);
    Ok(ExitCode::SUCCESS)
}

/// The passphrase so far comes from CORDKEEP_PASSPHRASE (the recovery key does as well), the new one from
/// CORDKEEP_NEW_PASSPHRASE: neither is seen in the list of processes.
pub fn change_passphrase(data: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let app = app::App::open(app::AppOptions { data_dir: data.to_owned() })?;
    let new = std::env::var("CORDKEEP_NEW_PASSPHRASE").unwrap_or_default();
    app.change_passphrase(&passphrase(), &new)?;
    output.answer(&Value::Object(serde_json::Map::new()), &[]);
    Ok(ExitCode::SUCCESS)
}

/// The passphrase, or the recovery key, comes from CORDKEEP_PASSPHRASE.
pub fn keyring(data: &Path, forget: bool, output: &Output) -> Result<ExitCode, Failure> {
    let app = app::App::open(app::AppOptions { data_dir: data.to_owned() })?;
    let state = if forget { app.forget_keyring()? } else { app.remember(&passphrase())? };
    output.answer(
        &json!({ "used": state.used }),
        &[format!("keyring {}", if state.used { "used" } else { "not used" })],
    );
    Ok(ExitCode::SUCCESS)
}
