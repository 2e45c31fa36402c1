//! PostgreSQL's own programs.

use super::BackupError;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Those that make a backup and verify it.
#[derive(Debug)]
pub(super) struct Programs {
    pub(super) base_backup: PathBuf,
    pub(super) verify_backup: PathBuf,
}

impl Programs {
    /// Those of the server's own version, where Debian keeps them, else those in the path.
    pub(super) fn find(server_version: i32, given: Option<&Path>) -> Result<Self, BackupError> {
        let major = server_version / 10_000;
        let own = PathBuf::from(format!("/usr/lib/postgresql/{major}/bin"));
        let folder = given.or_else(|| own.is_dir().then_some(own.as_path()));
        let named = |name: &str| {
            let program = folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
            let tried = execute(Command::new(&program).arg("--version"));
            tried.map(|()| program).map_err(|said| BackupError::NoProgram { said, major })
        };
        Ok(Self { base_backup: named("pg_basebackup")?, verify_backup: named("pg_verifybackup")? })
    }
}

/// Runs a program to its end.
///
/// # Errors
/// What it said, with its name.
pub(super) fn execute(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{name}: {}: {}", output.status, said.trim()))
}
