//! One module for each group of commands.

pub mod backup;
pub mod create;
pub mod document;
pub mod ledger;
pub mod scan;
pub mod serve;
pub mod sync;
pub mod unit;

use crate::output::Failure;
use api::wire::{SetupPhase, SetupState};
use app::{App, AppOptions};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Opens a station. A locked one takes its passphrase from CORDKEEP_PASSPHRASE, or without it from the keyring.
pub fn open(data: &Path) -> Result<Arc<App>, Failure> {
    let app = App::open(AppOptions { data_dir: data.to_owned() })?;
    let state: SetupState = call(&app, "setup.state", json!({}))?;
    if state.phase == SetupPhase::Locked {
        match std::env::var("CORDKEEP_PASSPHRASE") {
            Err(_) if state.remembered => app.call("setup.unlock_keyring", json!({}))?,
            given => app.call("setup.unlock", json!({ "passphrase": given.unwrap_or_default() }))?,
        };
    }
    Ok(app)
}

/// The passphrase of the environment; empty without one.
pub fn passphrase() -> String {
    std::env::var("CORDKEEP_PASSPHRASE").unwrap_or_default()
}

/// Opens a station that must hold a bank, and all of it.
pub fn open_bank(data: &Path) -> Result<Arc<App>, Failure> {
    match open_joined(data)? {
        (app, SetupPhase::Ready) => Ok(app),
        _ => Err(api::Problem::refusal("sync.taking_in").into()),
    }
}

/// Opens a station that must hold a bank; it may still be reading it for the first time.
pub fn open_joined(data: &Path) -> Result<(Arc<App>, SetupPhase), Failure> {
    let app = open(data)?;
    let state: SetupState = call(&app, "setup.state", json!({}))?;
    match state.phase {
        SetupPhase::Ready | SetupPhase::TakingIn => Ok((app, state.phase)),
        SetupPhase::New | SetupPhase::Locked => Err(api::Problem::refusal("setup.no_bank").into()),
    }
}

/// Calls a command and reads its answer.
pub fn call<T: serde::de::DeserializeOwned>(
    app: &App,
    command: &str,
    args: serde_json::Value,
) -> Result<T, Failure> {
    let answer = app.call(command, args)?;
    serde_json::from_value(answer).map_err(|e| Failure::Other(e.into()))
}
