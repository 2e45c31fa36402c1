//! What PostgreSQL says of itself before a backup.

use crate::db::DbError;
use sqlx::{PgConnection, Row as _};

/// The server, and the role that asks it.
#[derive(Debug, Clone)]
pub(super) struct Server {
    /// As it names a folder: year to second, UTC.
    pub(super) moment: String,
    pub(super) version: i32,
    pub(super) system_identifier: String,
    wal_level: String,
    senders: i32,
    may_replicate: bool,
    role: String,
    pub(super) archive: Archive,
}

/// Whether PostgreSQL keeps its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Archive {
    None,
    Failing,
    Good,
}

impl Archive {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Failing => "failing",
            Self::Good => "good",
        }
    }

    /// What an administrator should hear of it.
    pub(super) const fn warning(self) -> Option<&'static str> {
        match self {
            Self::None => Some(
                "there is no archive of the log: this backup can be put back to its own end alone (archive_mode, archive_command)",
            ),
            Self::Failing => Some(
                "the archive of the log fails since its last success: later moments cannot be put back (pg_stat_archiver)",
            ),
            Self::Good => None,
        }
    }
}

impl Server {
    pub(super) async fn look(db: &mut PgConnection) -> Result<Self, DbError> {
        let row = sqlx::query(include_str!("server.sql")).fetch_one(db).await?;
        let archive: String = row.try_get("archive")?;
        let archive = [Archive::None, Archive::Failing, Archive::Good]
            .into_iter()
            .find(|one| one.text() == archive)
            .ok_or(DbError::Inconsistent { table: "pg_stat_archiver", column: "archive" })?;
        Ok(Self {
            moment: row.try_get("moment")?,
            version: row.try_get("version")?,
            system_identifier: row.try_get("system_identifier")?,
            wal_level: row.try_get("wal_level")?,
            senders: row.try_get("senders")?,
            may_replicate: row.try_get("may_replicate")?,
            role: row.try_get("role")?,
            archive,
        })
    }

    pub(super) const fn version_major(&self) -> i32 {
        self.version / 10_000
    }

    /// What stands in the way of a base backup.
    pub(super) fn lacking(&self) -> Vec<String> {
        let mut lacking = Vec::new();
        if !self.may_replicate {
            lacking.push(format!("a role that may replicate (ALTER ROLE \"{}\" REPLICATION)", self.role));
        }
        if self.wal_level == "minimal" {
            lacking.push("wal_level = replica".to_owned());
        }
        // One for the files and one for the log meanwhile.
        if self.senders < 2 {
            lacking.push("max_wal_senders of at least 2".to_owned());
        }
        lacking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_missing_is_said_at_once() {
        let good = Server {
            moment: "20260101T000000Z".to_owned(),
            version: 170_002,
            system_identifier: "1".to_owned(),
            wal_level: "replica".to_owned(),
            senders: 10,
            may_replicate: true,
            role: "cordkeep".to_owned(),
            archive: Archive::Good,
        };
        assert_eq!((good.version_major(), good.lacking()), (17, Vec::new()));
        let bad = Server { wal_level: "minimal".to_owned(), senders: 1, may_replicate: false, ..good };
        assert_eq!(bad.lacking().len(), 3);
    }
}
