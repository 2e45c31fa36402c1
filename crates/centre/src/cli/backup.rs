//! A base backup by PostgreSQL's own programs, verified, with a record of what it is beside it. It lies under another name
//! until it is good, so that no half backup is taken for one. Going on from it to a later moment takes the archive of the
//! log, which PostgreSQL writes itself: docs/centre.md.

mod server;

use super::{Output, print};
use crate::db::{identity, station};
use crate::ports::{Clock as _, System};
use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use server::Server;
use sqlx::PgPool;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The folder that gets a folder for this backup
    #[arg(long)]
    into: PathBuf,
    /// Where pg_basebackup and pg_verifybackup are, where not in /usr/lib/postgresql or the path
    #[arg(long)]
    programs: Option<PathBuf>,
}

pub(super) async fn run(
    pool: &PgPool,
    database: &str,
    output: Output,
    options: Options,
) -> anyhow::Result<()> {
    let began_ms = System.now_ms();
    let mut db = pool.acquire().await?;
    let server = Server::look(&mut db).await?;
    let [base_backup, verify_backup] = programs(&server, options.programs.as_deref())?;
    let mut lacking = server.lacking();
    if has_password(database) {
        lacking.push("a pgpass file instead of the password in the database's address, which all users of this machine could read while the backup is made".to_owned());
    }
    ensure!(lacking.is_empty(), "a backup needs {}", lacking.join("; and "));
    let key = identity::find(&mut db).await?.context("no key yet: run `cordkeep-centre init`")?;
    let heads = station::list(&mut db, None).await?;
    let heads: Vec<Value> = heads
        .iter()
        .map(|row| json!({ "bank": row.bank, "station": row.station, "entries": row.head_seq, "hash": row.head_hash.to_string() }))
        .collect();
    drop(db);

    let unfinished = options.into.join(format!("{}.unfinished", server.moment));
    let base = unfinished.join("base");
    make_folder(&unfinished)?;
    execute(
        Command::new(base_backup)
            .args([
                "--wal-method=stream",
                "--checkpoint=fast",
                "--manifest-checksums=SHA256",
                "--no-password",
            ])
            .args(["--label=cordkeep-centre", "--dbname", database, "--pgdata"])
            .arg(&base),
    )?;
    execute(Command::new(verify_backup).arg("--quiet").arg(&base))?;
    let manifest: Value = serde_json::from_slice(&fs::read(base.join("backup_manifest"))?)?;
    let record = json!({
        "began_ms": began_ms,
        "ended_ms": System.now_ms(),
        "centre_key": hex::encode(key.public().bytes()),
        "server_version": server.version,
        "system_identifier": server.system_identifier,
        "archive": server.archive.text(),
        "manifest_checksum": manifest["Manifest-Checksum"],
        "wal_ranges": manifest["WAL-Ranges"],
        "stations": heads,
    });
    let mut file = File::create_new(unfinished.join("backup.json"))?;
    writeln!(file, "{record:#}")?;
    file.sync_all()?;
    let folder = options.into.join(&server.moment);
    fs::rename(&unfinished, &folder).with_context(|| folder.display().to_string())?;
    File::open(&options.into)?.sync_all()?;

    let folder = folder.display().to_string();
    let text = format!("good {folder} stations={} archive={}", heads.len(), server.archive.text());
    output.line(&text, &json!({ "folder": folder, "good": true, "archive": server.archive.text() }))?;
    if let (Output::Text, Some(warning)) = (output, server.archive.warning()) {
        print(warning)?;
    }
    Ok(())
}

/// For its owner alone: a backup holds the centre's key.
fn make_folder(path: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| path.display().to_string())
}

/// Those of the server's own version, where Debian keeps them, else those in the path.
fn programs(server: &Server, given: Option<&Path>) -> anyhow::Result<[PathBuf; 2]> {
    let own = PathBuf::from(format!("/usr/lib/postgresql/{}/bin", server.version_major()));
    let folder = given.or_else(|| own.is_dir().then_some(own.as_path()));
    let named = |name: &str| folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    let found = ["pg_basebackup", "pg_verifybackup"].map(named);
    for program in &found {
        if let Err(error) = execute(Command::new(program).arg("--version")) {
            let major = server.version_major();
            bail!("{error:#}: install PostgreSQL {major}'s programs, or say where they are with --programs");
        }
    }
    Ok(found)
}

fn execute(command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| name.clone())?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name}: {}: {}", output.status, said.trim());
    Ok(())
}

/// Whether an address such as `postgres://user:password@host/database?password=…` has a password in it.
fn has_password(database: &str) -> bool {
    let rest = database.split_once("://").map_or(database, |(_, rest)| rest);
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = rest.split('/').next().unwrap_or_default();
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || query.split('&').any(|pair| pair.starts_with("password="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_noticed() {
        for (address, has) in [
            ("postgres:///cordkeep", false),
            ("postgres://cordkeep@%2Frun%2Fpostgresql/cordkeep", false),
            ("postgres://cordkeep@host:5432/cordkeep?sslmode=require", false),
            ("postgres://[::1]:5432/cordkeep", false),
            ("postgres://cordkeep:secret@host/cordkeep", true),
            ("postgres://cordkeep@host/cordkeep?sslmode=require&password=secret", true),
        ] {
            assert_eq!(has_password(address), has, "{address}");
        }
    }
}
