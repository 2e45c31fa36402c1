//! The command line.

use std::process::{Command, Output};

use anyhow::Context;

use crate::binary;

/// Runs `cordkeep` with these arguments to its end, whatever its exit code.
pub fn cordkeep(args: &[&str]) -> anyhow::Result<Output> {
    Command::new(binary("cordkeep")?).args(args).output().context("run cordkeep")
}
