//! What a backup is, in `backup.json` beside it: it tells an administrator which one to take, without a database.

use super::server::Archive;
use super::{BackupError, Output};
use crate::db::station::StationRow;
use anyhow::Context as _;
use ledger::{BankId, StationId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

const NAME: &str = "backup.json";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// Milliseconds since 1970-01-01 UTC.
    pub(super) began_ms: i64,
    pub(super) ended_ms: i64,
    /// Of whom it can sign receipts.
    pub(super) centre_key: String,
    /// As `server_version_num`.
    pub(super) server_version: i32,
    pub(super) system_identifier: String,
    pub(super) archive: Archive,
    /// The position in the log from which on it is consistent.
    pub(super) wal_end: String,
    /// Of PostgreSQL's own list of the files.
    pub(super) manifest_checksum: String,
    /// What it has at least.
    pub(super) stations: Vec<Head>,
}

/// How far a chain was held when the backup began.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    bank: BankId,
    station: StationId,
    entries: u64,
    hash: String,
}

impl Head {
    pub(super) fn of(row: &StationRow) -> Self {
        let StationRow { bank, station, head_seq, head_hash, .. } = *row;
        Self { bank, station, entries: head_seq, hash: head_hash.to_string() }
    }
}

impl Record {
    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let mut file = File::create_new(folder.join(NAME))?;
        writeln!(file, "{}", serde_json::to_string_pretty(self)?)?;
        file.sync_all()?;
        Ok(File::open(folder)?.sync_all()?)
    }

    pub(super) fn read(folder: &Path) -> Result<Self, BackupError> {
        let unfinished = |said: String| BackupError::Unfinished {
            folder: folder.to_owned(),
            said: format!("{NAME}: {said}"),
        };
        let bytes = fs::read(folder.join(NAME)).map_err(|error| unfinished(error.to_string()))?;
        serde_json::from_slice(&bytes).map_err(|error| unfinished(error.to_string()))
    }

    pub(super) fn say(&self, output: Output, folder: &Path) -> anyhow::Result<()> {
        let folder = folder.display().to_string();
        let text = format!("good {folder} stations={} archive={}", self.stations.len(), self.archive.text());
        let json =
            json!({ "folder": folder, "good": true, "archive": self.archive, "stations": self.stations });
        output.line(&text, &json)
    }
}

/// What PostgreSQL lists of a base backup.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) checksum: String,
    pub(super) wal_end: String,
}

impl Manifest {
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let manifest: Value = serde_json::from_slice(&fs::read(folder.join("base/backup_manifest"))?)?;
        let text =
            |value: &Value| value.as_str().map(str::to_owned).context("a manifest that is not understood");
        let last = manifest["WAL-Ranges"].as_array().and_then(|ranges| ranges.last());
        Ok(Self {
            checksum: text(&manifest["Manifest-Checksum"])?,
            wal_end: text(&last.context("a manifest without a range of the log")?["End-LSN"])?,
        })
    }
}
