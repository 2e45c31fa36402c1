//! Runs, and which units are in which.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::run::Run;
use domain::{DonationId, RunId, SiteId};
use rusqlite::{OptionalExtension as _, Row};

/// A run in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Which.
    pub run: RunId,
    /// What people call it by.
    pub number: String,
    /// SOP code.
    pub sop: String,
    /// SOP version.
    pub version: String,
    /// Where it was begun.
    pub site: SiteId,
    /// When, ms.
    pub started_ms: i64,
    /// When it ended, ms; none while it goes on.
    pub closed_ms: Option<i64>,
    /// Units in it.
    pub units: u32,
}

/// Which runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFilter {
    /// Of that site.
    pub site: SiteId,
    /// With that in their number.
    pub number: Option<String>,
    /// That went on at some moment within `from_ms <= t < until_ms`.
    pub during: Option<(i64, i64)>,
    /// That this unit is or was in.
    pub unit: Option<DonationId>,
}

const SELECT: &str = "SELECT r.run, number, sop, version, site, started_ms, closed_ms,
    (SELECT count(*) FROM run_unit u WHERE u.run = r.run AND u.stays = 1) AS units FROM run r";

fn read(row: &Row<'_>) -> rusqlite::Result<RunRow> {
    Ok(RunRow {
        run: RunId::from_bytes(row.get(0)?),
        number: row.get(1)?,
        sop: row.get(2)?,
        version: row.get(3)?,
        site: SiteId::from_bytes(row.get(4)?),
        started_ms: row.get(5)?,
        closed_ms: row.get(6)?,
        units: row.get(7)?,
    })
}

impl Store {
    /// A run.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_run(&self, run: RunId) -> Result<Option<Run>, StoreError> {
        let entries = row::subject(&self.connection, run.bytes())?;
        Ok(Run::fold(entries.into_iter().filter_map(Decoded::fact)))
    }

    /// The row of a run.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_run_row(&self, run: RunId) -> Result<Option<RunRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} WHERE r.run = ?1"))?;
        Ok(statement.query_row([run.bytes()], read).optional()?)
    }

    /// The run of a number; of several the latest.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_run_by_number(&self, number: &str) -> Result<Option<RunRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE number = ?1 ORDER BY started_ms DESC, r.run LIMIT 1"))?;
        Ok(statement.query_row([number], read).optional()?)
    }

    /// Ended runs with the units that nobody accounted for, the one that ended first first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_unaccounted(&self) -> Result<Vec<(RunRow, Vec<DonationId>)>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE r.run IN (SELECT run FROM run_unit WHERE accounted = 0) ORDER BY closed_ms, r.run LIMIT 500"
        ))?;
        let rows: Vec<RunRow> = statement.query_map([], read)?.collect::<Result<_, _>>()?;
        let mut units = self.connection.prepare_cached(
            "SELECT donation FROM run_unit WHERE run = ?1 AND accounted = 0
             ORDER BY joined_wall, joined_tick, station, seq, donation",
        )?;
        let with_units = |row: RunRow| {
            let found =
                units.query_map([row.run.bytes()], |unit| Ok(DonationId::from_bytes(unit.get(0)?)))?;
            Ok((row, found.collect::<Result<_, _>>()?))
        };
        rows.into_iter().map(with_units).collect()
    }

    /// Runs that go on, or the last that ended; the latest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_runs(&self, open: bool, limit: u32) -> Result<Vec<RunRow>, StoreError> {
        let which = if open { "IS NULL" } else { "IS NOT NULL" };
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE closed_ms {which} ORDER BY started_ms DESC, r.run LIMIT ?1"
        ))?;
        let rows = statement.query_map([limit], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A page of the runs of a site, the latest first, after that one.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_runs(
        &self,
        filter: &RunFilter,
        after: Option<(i64, RunId)>,
        limit: u32,
    ) -> Result<Vec<RunRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE site = ?1 AND (?2 IS NULL OR instr(number, ?2) > 0)
               AND (?3 IS NULL OR started_ms < ?4 AND (closed_ms IS NULL OR closed_ms >= ?3))
               AND (?5 IS NULL OR r.run IN (SELECT run FROM run_unit WHERE donation = ?5))
               AND (?6 IS NULL OR started_ms < ?6 OR started_ms = ?6 AND r.run > ?7)
             ORDER BY started_ms DESC, r.run LIMIT ?8"
        ))?;
        let unit = filter.unit.map(|unit| *unit.bytes());
        let (begin_ms, end_ms) = filter.during.unzip();
        let (after_ms, after) = after.unzip();
        let after = after.map(|run| *run.bytes());
        let values = rusqlite::params![
            filter.site.bytes(),
            filter.number,
            begin_ms,
            end_ms,
            unit,
            after_ms,
            after,
            limit
        ];
        let rows = statement.query_map(values, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every run that a unit is or was in, those that it is in now first, then the latest. With each whether the unit
    /// left it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_runs_of(&self, donation: DonationId) -> Result<Vec<(RunRow, bool)>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT found.*, own.stays FROM ({SELECT}) AS found JOIN run_unit AS own ON own.run = found.run
             WHERE own.donation = ?1
             ORDER BY found.closed_ms IS NOT NULL OR own.stays = 0, found.started_ms DESC, found.run"
        ))?;
        let rows =
            statement.query_map([donation.bytes()], |row| Ok((read(row)?, !row.get::<_, bool>(8)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The open run that a unit is in; of several, which two stations made of it, the one that it came to first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_open_run_of(&self, donation: DonationId) -> Result<Option<(RunId, String)>, StoreError> {
        self.find_one_of(
            donation,
            "SELECT run.run, run.number FROM run_unit AS own JOIN run ON run.run = own.run
             WHERE own.donation = ?1 AND own.stays = 1 AND run.closed_ms IS NULL
             ORDER BY own.joined_wall, own.joined_tick, own.station, own.seq LIMIT 1",
        )
    }

    /// The open run that a unit is in; where it is in none, the last that ended with it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_run_of(&self, donation: DonationId) -> Result<Option<(RunId, String)>, StoreError> {
        self.find_one_of(
            donation,
            "SELECT run.run, run.number FROM run_unit AS own JOIN run ON run.run = own.run
             WHERE own.donation = ?1 AND own.stays = 1
             ORDER BY run.closed_ms IS NOT NULL, run.closed_ms DESC,
               own.joined_wall, own.joined_tick, own.station, own.seq LIMIT 1",
        )
    }

    fn find_one_of(&self, donation: DonationId, sql: &str) -> Result<Option<(RunId, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row([donation.bytes()], |row| {
            Ok((RunId::from_bytes(row.get(0)?), row.get::<_, String>(1)?))
        });
        Ok(found.optional()?)
    }
}
