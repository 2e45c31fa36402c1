//! A new bank.

use super::{call, open};
use crate::output::{Failure, Output};
use anyhow::Context as _;
use api::wire::{BankCreatedReply, DemoOpened};
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

pub fn init(data: &Path, bank: &Path, output: &Output) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    if bank == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("standard input")?;
    } else {
        text = std::fs::read_to_string(bank).with_context(|| bank.display().to_string())?;
    }
    let mut request: Value = serde_json::from_str(&text).with_context(|| bank.display().to_string())?;
    if let Some(object) = request.as_object_mut() {
        let passphrase = std::env::var("CORDKEEP_PASSPHRASE").unwrap_or_default();
        object.insert("passphrase".to_owned(), Value::String(passphrase));
    }
    let app = open(data)?;
    let reply: BankCreatedReply = call(&app, "setup.create_bank", request)?;
    output.answer(
        &json!({ "recovery_key": reply.recovery_key }),
        &[format!("recovery key: {}", reply.recovery_key)],
    );
    Ok(ExitCode::SUCCESS)
}

pub fn demo(data: &Path, units: u32, seed: u32, output: &Output) -> Result<ExitCode, Failure> {
    let app = open(data)?;
    let reply: DemoOpened = call(&app, "setup.open_demo", json!({ "units": units, "seed": seed }))?;
    let digest = app.projection_digest()?;
    let lines: Vec<String> = reply
        .accounts
        .iter()
        .map(|account| format!("{:10} {:12} {:?}", account.login, &*account.password, account.roles))
        .collect();
    output.answer(&json!({ "units": units, "digest": digest, "accounts": reply.accounts }), &lines);
    Ok(ExitCode::SUCCESS)
}
