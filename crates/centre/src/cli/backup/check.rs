//! Whether a backup that lies there is one: asked before it is put back, when there may be no database to ask.

use super::programs::{self, Programs};
use super::record::{Manifest, Record};
use super::{BackupError, Output};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Options {
    /// The folder of the backup
    #[arg(long)]
    from: PathBuf,
    /// Where pg_basebackup and pg_verifybackup are, where not in /usr/lib/postgresql or the path
    #[arg(long)]
    programs: Option<PathBuf>,
}

pub(in crate::cli) fn run(output: Output, options: &Options) -> anyhow::Result<()> {
    let record = Record::read(&options.from)?;
    let programs = Programs::find(record.server_version, options.programs.as_deref())?;
    let manifest = verify(&programs, &options.from)?;
    if manifest.checksum != record.manifest_checksum {
        return Err(BackupError::OtherRecord { folder: options.from.clone() }.into());
    }
    record.say(output, &options.from)
}

/// Reads every file of a base backup anew, and the log that it needs to be consistent.
pub(super) fn verify(programs: &Programs, folder: &Path) -> anyhow::Result<Manifest> {
    let mut command = Command::new(&programs.verify_backup);
    programs::execute(command.arg("--quiet").arg(folder.join("base")))
        .map_err(|said| BackupError::Damaged { folder: folder.to_owned(), said })?;
    Manifest::read(folder)
}
