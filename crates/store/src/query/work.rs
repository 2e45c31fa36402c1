//! Disagreements to settle.

use super::unit::contest_kind;
use crate::project::{BAG, FAMILY};
use crate::{Store, StoreError};
use domain::unit::ContestKind;
use domain::{DeviationId, DonationId, SiteId};

/// An unsettled disagreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestRow {
    /// What about.
    pub kind: ContestKind,
    /// The number or the position.
    pub about: String,
    /// Since when.
    pub since_ms: i64,
}

/// What may be left to do of a unit that no patient gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedTask {
    /// Its bag is kept at this site.
    Bag(SiteId),
    /// Its family was not told, wherever it is.
    Family,
}

impl Store {
    /// Unsettled disagreements about numbers and positions, oldest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_contests(&self) -> Result<Vec<ContestRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, about, min(since_ms) AS since FROM contest WHERE settled = 0 AND kind < 2
             GROUP BY kind, about ORDER BY since, kind, about LIMIT 500",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(ContestRow {
                kind: contest_kind(row.get(0)?)?,
                about: row.get(1)?,
                since_ms: row.get(2)?,
            });
        }
        Ok(found)
    }

    /// Reviewed units with a deviation that their own record calls settled and that is not, and since when; oldest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_unsettled(&self) -> Result<Vec<(DeviationId, DonationId, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT known.about, known.donation, known.since_ms FROM contest AS known
             JOIN unit ON unit.donation = known.donation
             WHERE known.kind = 2 AND unit.reviewed = 1
             ORDER BY known.since_ms, known.about, known.donation LIMIT 500",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let about: String = row.get(0)?;
            let deviation =
                about.parse().map_err(|_| StoreError::Inconsistent { table: "contest", column: "about" })?;
            found.push((deviation, DonationId::from_bytes(row.get(1)?), row.get(2)?));
        }
        Ok(found)
    }

    /// Units whose content changed after their release, oldest change first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_changed_after_release(&self) -> Result<Vec<(DonationId, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT donation, changed_ms FROM unit WHERE after_release = 1 ORDER BY changed_ms, donation LIMIT 500",
        )?;
        let rows = statement.query_map([], |row| Ok((DonationId::from_bytes(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Units of which that is left to do, and since when: so many, those that wait longest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_refused_tasks(
        &self,
        task: RefusedTask,
        limit: u32,
    ) -> Result<Vec<(DonationId, i64)>, StoreError> {
        let (from, kind, site) = task.rows();
        let sql = format!("SELECT donation, since_ms FROM {from} ORDER BY since_ms, donation LIMIT ?3");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement
            .query_map((kind, site, limit), |row| Ok((DonationId::from_bytes(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many units there are of which that is left to do.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_refused_tasks(&self, task: RefusedTask) -> Result<u32, StoreError> {
        let (from, kind, site) = task.rows();
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) FROM {from}"))?;
        Ok(statement.query_row((kind, site), |row| row.get(0))?)
    }
}

impl RefusedTask {
    /// Where its rows are, with the kind and the site that pick them.
    fn rows(self) -> (&'static str, i64, Option<[u8; 16]>) {
        match self {
            Self::Bag(site) => (
                "refused_task INDEXED BY refused_task_site WHERE kind = ?1 AND site = ?2",
                BAG,
                Some(*site.bytes()),
            ),
            Self::Family => {
                ("refused_task INDEXED BY refused_task_since WHERE kind = ?1 AND ?2 IS NULL", FAMILY, None)
            }
        }
    }
}
