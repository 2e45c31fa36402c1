//! The exchange by a file. The file's passphrase comes from CORDKEEP_FILE_PASSPHRASE.

use super::open_joined;
use crate::output::{Failure, Output};
use api::wire::BundleSummary;
use app::{App, Event};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

fn passphrase() -> String {
    std::env::var("CORDKEEP_FILE_PASSPHRASE").unwrap_or_default()
}

pub fn export(data: &Path, out: &Path, reader: Option<&str>, output: &Output) -> Result<ExitCode, Failure> {
    let (app, _) = open_joined(data)?;
    follow(&app, output);
    say(&app.write_bundle(out, reader, &passphrase())?, output)
}

pub fn import(data: &Path, file: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let (app, _) = open_joined(data)?;
    follow(&app, output);
    say(&app.read_bundle(file, &passphrase())?, output)
}

/// Says on standard error how far it has come, in steps of ten percent.
fn follow(app: &App, output: &Output) {
    if output.is_json() {
        return;
    }
    let said = Mutex::new(0);
    app.subscribe(Box::new(move |event| {
        let Event::Progress { done, all, .. } = event else { return };
        let tenths = done.saturating_mul(10) / (*all).max(1);
        let mut said = said.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if tenths > *said {
            *said = tenths;
            // Nothing is to be done about a reader that has gone.
            let _ = writeln!(std::io::stderr(), "{}0 %", tenths.min(10));
        }
    }));
}

fn say(summary: &BundleSummary, output: &Output) -> Result<ExitCode, Failure> {
    let value = serde_json::to_value(summary).map_err(anyhow::Error::from)?;
    let mut lines = vec![format!("station {}  pages {}", summary.by, summary.pages)];
    let chain = |chain: &api::wire::BundleChain| {
        format!("for the centre: station {}  entries {} to {}", chain.station, chain.first, chain.last)
    };
    lines.extend(summary.chains.iter().map(chain));
    lines.push(format!("from the centre: entries {}", summary.feed_entries));
    lines.extend(summary.acknowledged.map(|seq| format!("the centre has entries up to {seq}")));
    lines.extend(summary.problems.iter().map(|problem| output.sentence(problem)));
    output.answer(&value, &lines);
    Ok(ExitCode::SUCCESS)
}
