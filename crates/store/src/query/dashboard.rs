//! What dashboards show, counted in the file: units by moment, times between two moments, figures.

use crate::project::{BANKED, COLLECTED, FIGURE, FINAL, PROCESSED, RECEIVED, REJECTED, RELEASED, STEP};
use crate::{Store, StoreError};
use domain::SiteId;
use rusqlite::{ToSql, params};

/// A moment of a unit's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Milestone {
    /// The end of collection.
    Collected,
    /// The first receipt.
    Received,
    /// The first step.
    Processed,
    /// The first place in a tank.
    Banked,
    /// The last final result.
    Final,
    /// The release that stands.
    Released,
    /// The rejection.
    Rejected,
}

impl Milestone {
    const fn kind(self) -> i64 {
        match self {
            Self::Collected => COLLECTED,
            Self::Received => RECEIVED,
            Self::Processed => PROCESSED,
            Self::Banked => BANKED,
            Self::Final => FINAL,
            Self::Released => RELEASED,
            Self::Rejected => REJECTED,
        }
    }
}

/// Units that came to a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneCount {
    /// Where they are; none where nothing says.
    pub site: Option<SiteId>,
    /// Reason of a rejection; empty otherwise.
    pub code: String,
    /// How many.
    pub count: u32,
}

/// How long before a time a unit may have been collected that began to be frozen in it, ms: far beyond any limit.
const FREEZING_SLACK_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

impl Store {
    /// How many units came to a milestone between two moments, by site and reason.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_milestones(
        &self,
        milestone: Milestone,
        (from_ms, until_ms): (i64, i64),
    ) -> Result<Vec<MilestoneCount>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT site, code, count(*) FROM unit_milestone INDEXED BY unit_milestone_at
             WHERE kind = ?1 AND kind <> 7 AND at_ms >= ?2 AND at_ms < ?3 GROUP BY site, code",
        )?;
        let rows = statement.query_map((milestone.kind(), from_ms, until_ms), |row| {
            let site: Option<[u8; 16]> = row.get(0)?;
            Ok(MilestoneCount { site: site.map(SiteId::from_bytes), code: row.get(1)?, count: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How long units took from one milestone to another that they came to between two moments: when, and how long, ms.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_times(
        &self,
        (from, to): (Milestone, Milestone),
        (from_ms, until_ms): (i64, i64),
        site: Option<SiteId>,
    ) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT ended.at_ms, ended.at_ms - begun.at_ms FROM unit_milestone AS ended INDEXED BY unit_milestone_at
             JOIN unit_milestone AS begun ON begun.donation = ended.donation AND begun.kind = ?2 AND begun.code = ''
             WHERE ended.kind = ?1 AND ended.kind <> 7 AND ended.at_ms >= ?3 AND ended.at_ms < ?4
               AND (?5 IS NULL OR ended.site = ?5)",
        )?;
        let site = site.map(|site| *site.bytes());
        let rows = statement.query_map(params![to.kind(), from.kind(), from_ms, until_ms, site], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The same from the end of collection to the first of these steps.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_times_to_step(
        &self,
        steps: &[String],
        (from_ms, until_ms): (i64, i64),
        site: Option<SiteId>,
    ) -> Result<Vec<(i64, i64)>, StoreError> {
        let marks = vec!["?"; steps.len()].join(", ");
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT min(step.at_ms) AS ended_ms, min(step.at_ms) - begun.at_ms
             FROM unit_milestone AS begun INDEXED BY unit_milestone_at
             JOIN unit_milestone AS step ON step.donation = begun.donation AND step.kind = {STEP}
             WHERE begun.kind = {COLLECTED} AND begun.kind <> 7 AND begun.at_ms >= ? AND begun.at_ms < ?
               AND (? IS NULL OR begun.site = ?) AND step.code IN ({marks})
             GROUP BY begun.donation, begun.at_ms HAVING ended_ms >= ? AND ended_ms < ?"
        ))?;
        let site = site.map(|site| *site.bytes());
        let begin_ms = from_ms.saturating_sub(FREEZING_SLACK_MS);
        let mut values: Vec<&dyn ToSql> = vec![&begin_ms, &until_ms, &site, &site];
        values.extend(steps.iter().map(|step| step as &dyn ToSql));
        values.extend([&from_ms as &dyn ToSql, &until_ms]);
        let rows = statement.query_map(values.as_slice(), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A figure of the units of which it came to stand between two moments: when, and what.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_figures(
        &self,
        code: &str,
        (from_ms, until_ms): (i64, i64),
        site: Option<SiteId>,
    ) -> Result<Vec<(i64, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT at_ms, value FROM unit_milestone INDEXED BY unit_milestone_at
             WHERE kind = {FIGURE} AND kind <> 7 AND at_ms >= ?1 AND at_ms < ?2 AND code = ?3
               AND (?4 IS NULL OR site = ?4)"
        ))?;
        let site = site.map(|site| *site.bytes());
        let rows =
            statement.query_map((from_ms, until_ms, code, site), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When the deviations that are open were reported, ms.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_open_reported(&self) -> Result<Vec<i64>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT reported_ms FROM deviation WHERE closed = 0")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
