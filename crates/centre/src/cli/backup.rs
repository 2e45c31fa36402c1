//! A base backup by PostgreSQL's own programs, verified, with a record of what it is beside it. It lies under another name
//! until it is good, so that no half backup is taken for one. Going on from it to a later moment takes the archive of the
//! log, which PostgreSQL writes itself: docs/centre.md.

pub(super) mod check;
mod programs;
mod record;
mod server;

use super::Output;
use crate::db::{self, identity, station};
use crate::ports::{Clock as _, System};
use anyhow::Context as _;
use programs::Programs;
use record::{Head, Record};
use server::{Archive, Server};
use std::fs::{self, File};
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

/// Why there is no backup, or what lies there is none.
#[derive(Debug, thiserror::Error)]
enum BackupError {
    /// Found before anything is written.
    #[error("a backup needs {}", .0.join("; and "))]
    Lacking(Vec<String>),
    /// One of PostgreSQL's programs is not to be had.
    #[error("{said}: install PostgreSQL {major}'s programs, or say where they are with --programs")]
    NoProgram { said: String, major: i32 },
    /// It could not be copied.
    #[error("no backup could be made: {said}")]
    Failed { said: String },
    /// Files are missing, too many or other than they were.
    #[error("{} is damaged: {said}", .folder.display())]
    Damaged { folder: PathBuf, said: String },
    /// A backup gets its record last.
    #[error("{} is no finished backup: {said}", .folder.display())]
    Unfinished { folder: PathBuf, said: String },
    /// The record beside it was made of other files.
    #[error("{}: backup.json is of another backup", .folder.display())]
    OtherRecord { folder: PathBuf },
    /// The backup itself is good and stays.
    #[error(
        "the backup is good, but PostgreSQL could not archive the log of its time (pg_stat_archiver): no later moment can be put back"
    )]
    NotArchived,
}

/// `database` names one server, so that what is asked and what is copied is the same.
pub(super) async fn run(database: &str, output: Output, options: Options) -> anyhow::Result<()> {
    let began_ms = System.now_ms();
    let pool = db::connect(database).await?;
    db::schema::check(&pool).await?;
    let mut db = pool.acquire().await?;
    let server = Server::look(&mut db).await?;
    let programs = Programs::find(server.version, options.programs.as_deref())?;
    let mut lacking = server.lacking();
    if has_password(database) {
        lacking.push("a pgpass file instead of the password in the database's address, which all users of this machine could read while the backup is made".to_owned());
    }
    if !lacking.is_empty() {
        return Err(BackupError::Lacking(lacking).into());
    }
    let key = identity::find(&mut db).await?.context("no key yet: run `cordkeep-centre init`")?;
    let heads = station::list(&mut db, None).await?;
    drop(db);

    let folder = options.into.join(&server.moment);
    let unfinished = options.into.join(format!("{}.unfinished", server.moment));
    make_folder(&unfinished)?;
    let made = async {
        let manifest = copy(&programs, database, &unfinished)?;
        let archive = server.archive(&mut *pool.acquire().await?, &manifest.wal_end).await?;
        let record = Record {
            began_ms,
            ended_ms: System.now_ms(),
            centre_key: hex::encode(key.public().bytes()),
            server_version: server.version,
            system_identifier: server.system_identifier.clone(),
            archive,
            wal_end: manifest.wal_end,
            manifest_checksum: manifest.checksum,
            stations: heads.iter().map(Head::of).collect(),
        };
        record.write(&unfinished)?;
        fs::rename(&unfinished, &folder).with_context(|| folder.display().to_string())?;
        anyhow::Ok(record)
    };
    // Whatever is amiss with it, its space is wanted for the next one.
    let record = made.await.inspect_err(|_| drop(fs::remove_dir_all(&unfinished)))?;
    File::open(&options.into)?.sync_all()?;
    record.say(output, &folder)?;
    match record.archive {
        Archive::Good => {}
        Archive::None => tracing::warn!(
            "PostgreSQL archives no log: this backup can be put back to its own end alone (archive_mode, archive_command)"
        ),
        Archive::Failing => return Err(BackupError::NotArchived.into()),
    }
    Ok(())
}

fn copy(programs: &Programs, database: &str, into: &Path) -> anyhow::Result<record::Manifest> {
    let base = into.join("base");
    let how = ["--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password"];
    let mut command = Command::new(&programs.base_backup);
    command.args(how).args(["--label=cordkeep-centre", "--dbname", database, "--pgdata"]).arg(&base);
    programs::execute(&mut command).map_err(|said| BackupError::Failed { said })?;
    check::verify(programs, into)
}

/// For its owner alone: a backup holds the centre's key.
fn make_folder(path: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| path.display().to_string())
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
            ("postgres://cordkeep@one:5432,two:5432/cordkeep", false),
            ("postgres://[::1]:5432/cordkeep", false),
            ("postgres://cordkeep:secret@host/cordkeep", true),
            ("postgres://cordkeep@host/cordkeep?sslmode=require&password=secret", true),
        ] {
            assert_eq!(has_password(address), has, "{address}");
        }
    }
}
