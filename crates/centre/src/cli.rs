//! `cordkeep-centre`: what an administrator types.

mod alarms;
mod backup;
mod enrol;
mod init;
mod page_access;
mod revoke;
mod serve;
mod stations;
mod verify;

use crate::db;
use crate::db::act::{Doer, Way};
use clap::{Parser, Subcommand, ValueEnum};
use std::io::Write as _;

/// The arguments.
#[derive(Debug, Parser)]
#[command(name = "cordkeep-centre", version, about = "Cordkeep's central server")]
pub struct Arguments {
    /// The database, such as postgres://user@host/cordkeep, or postgres://user@one,two/cordkeep: whichever is the primary
    #[arg(long, env = "CORDKEEP_CENTRE_DATABASE", global = true, default_value = "postgres:///cordkeep")]
    database: String,
    /// Answer in JSON, one value a line
    #[arg(long, global = true)]
    json: bool,
    /// How the log is written
    #[arg(long, env = "CORDKEEP_CENTRE_LOG", global = true, default_value = "text")]
    pub log: Log,
    #[command(subcommand)]
    command: Command,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// A line for people.
    Text,
    /// An object a line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create or bring up to date the schema, and make the centre's key; safe to repeat
    Init,
    /// Serve stations until SIGTERM or ctrl-c
    Serve(serve::Options),
    /// Issue a one-time code that enrols one station
    Enrol(enrol::Options),
    /// List stations
    Stations(stations::Options),
    /// List what stations came upon that an administrator must hear of
    Alarms,
    /// Verify every chain anew: hashes, signatures, contents
    Verify,
    /// Make a code by which an administrator signs in at the page, or take a person's codes back
    PageAccess(page_access::Options),
    /// Make a base backup of the whole cluster by PostgreSQL's own programs, and verify it
    Backup(backup::Options),
    /// Verify a base backup as it lies there; needs no database
    CheckBackup(backup::check::Options),
    /// Withdraw a station: what it sends from now on is quarantined
    Revoke(revoke::Options),
}

/// Runs a command.
///
/// # Errors
/// Whatever stands in its way, in words for an administrator.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { database, json, log: _, command } = arguments;
    let output = if json { Output::Json } else { Output::Text };
    let open = async || {
        let pool = db::connect(&database).await?;
        db::schema::check(&pool).await?;
        anyhow::Ok(pool)
    };
    match command {
        Command::Init => init::run(&db::connect(&database).await?, output).await,
        Command::Serve(options) => serve::run(&database, options).await,
        Command::Enrol(options) => enrol::run(&open().await?, output, options).await,
        Command::Stations(options) => stations::run(&open().await?, output, options).await,
        Command::Alarms => alarms::run(&open().await?, output).await,
        Command::Verify => verify::run(&open().await?, output).await,
        Command::Backup(options) => {
            backup::run(&db::primary::address(&database).await?, output, options).await
        }
        Command::CheckBackup(options) => backup::check::run(output, &options),
        Command::PageAccess(options) => page_access::run(&open().await?, output, options).await,
        Command::Revoke(options) => revoke::run(&open().await?, output, options).await,
    }
}

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    Text,
    Json,
}

impl Output {
    fn line(self, text: &str, json: &serde_json::Value) -> anyhow::Result<()> {
        match self {
            Self::Text => print(text),
            Self::Json => print(&json.to_string()),
        }
    }
}

/// Who types a command, as the operating system's environment says.
fn doer() -> Doer {
    let names = ["SUDO_USER", "USER", "LOGNAME"];
    let who = names.into_iter().filter_map(|name| std::env::var(name).ok()).find(|who| !who.is_empty());
    Doer { who: who.unwrap_or_else(account), way: Way::Command }
}

/// The account by its number, where the environment has no name for it.
#[cfg(unix)]
fn account() -> String {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").map_or_else(|_| "?".to_owned(), |own| format!("uid {}", own.uid()))
}

#[cfg(not(unix))]
fn account() -> String {
    "?".to_owned()
}

fn print(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
