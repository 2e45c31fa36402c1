//! What PostgreSQL says of itself before a backup, and of its archive after it.

use crate::db::DbError;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Row as _};
use std::time::Duration;

/// How long the archive may take to get what a backup ends with, seconds, and how long on end it may fail: PostgreSQL tries again.
const ARCHIVE_S_MAX: u32 = 60;
const FAILING_S_MAX: u32 = 10;

/// The server, and the role that asks it.
#[derive(Debug, Clone)]
pub(super) struct Server {
    /// As it names a folder: year to second, UTC.
    pub(super) moment: String,
    /// The same as PostgreSQL writes it.
    looked_at: String,
    /// As `server_version_num`.
    pub(super) version: i32,
    pub(super) system_identifier: String,
    wal_level: String,
    senders: i32,
    is_standby: bool,
    may_replicate: bool,
    role: String,
    archives: bool,
}

/// Whether PostgreSQL keeps its log, so that moments after a backup can be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Archive {
    /// It is not told to.
    None,
    /// It is told to, and what the backup ends with did not get there.
    Failing,
    /// All up to the end of the backup is there.
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
}

impl Server {
    pub(super) async fn look(db: &mut PgConnection) -> Result<Self, DbError> {
        let row = sqlx::query(include_str!("server.sql")).fetch_one(db).await?;
        Ok(Self {
            moment: row.try_get("moment")?,
            looked_at: row.try_get("looked_at")?,
            version: row.try_get("version")?,
            system_identifier: row.try_get("system_identifier")?,
            wal_level: row.try_get("wal_level")?,
            senders: row.try_get("senders")?,
            is_standby: row.try_get("is_standby")?,
            may_replicate: row.try_get("may_replicate")?,
            role: row.try_get("role")?,
            archives: row.try_get("archives")?,
        })
    }

    /// What stands in the way of a base backup.
    pub(super) fn lacking(&self) -> Vec<String> {
        let mut lacking = Vec::new();
        if self.is_standby {
            // Of a standby nobody could say whether the log is archived.
            lacking.push("the primary's address instead of a standby's".to_owned());
        }
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

    /// Waits a while until the log is archived up to a position, where PostgreSQL is told to archive it.
    pub(super) async fn archive(&self, db: &mut PgConnection, wal_end: &str) -> Result<Archive, DbError> {
        if !self.archives {
            return Ok(Archive::None);
        }
        let mut failing_s = 0;
        for _ in 0..ARCHIVE_S_MAX {
            let row = sqlx::query(include_str!("archived.sql")).bind(wal_end).bind(&self.looked_at);
            let row = row.fetch_one(&mut *db).await?;
            if row.try_get("is_whole")? {
                return Ok(Archive::Good);
            }
            failing_s = if row.try_get("is_failing")? { failing_s + 1 } else { 0 };
            if failing_s > FAILING_S_MAX {
                break;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        Ok(Archive::Failing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_missing_is_said_at_once() {
        let good = Server {
            moment: "20260101T000000Z".to_owned(),
            looked_at: "2026-01-01 00:00:00+00".to_owned(),
            version: 170_002,
            system_identifier: "1".to_owned(),
            wal_level: "replica".to_owned(),
            senders: 10,
            is_standby: false,
            may_replicate: true,
            role: "cordkeep".to_owned(),
            archives: true,
        };
        assert_eq!(good.lacking(), Vec::<String>::new());
        let bad = Server {
            wal_level: "minimal".to_owned(),
            senders: 1,
            is_standby: true,
            may_replicate: false,
            ..good
        };
        assert_eq!(bad.lacking().len(), 4);
    }
}
