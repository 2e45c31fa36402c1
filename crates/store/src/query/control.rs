//! Controls: the series of tests and devices, and what is out of control.

use super::from_number;
use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::control::{ControlSeries, ControlStanding, ControlStop};
use domain::{ControlLevel, ControlRule, DonationId, SiteId, StationId};

/// A test on a device that has controls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlSeriesRow {
    /// Test code.
    pub test: String,
    /// Number of the device.
    pub device: String,
    /// When the last control was measured, ms.
    pub last_ms: Option<i64>,
    /// Target values that wait for another person.
    pub waiting: u32,
}

/// A specimen number that stands for control material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlSpecimen {
    /// Code of the lot.
    pub lot: String,
    /// Level.
    pub level: ControlLevel,
    /// Test code.
    pub test: String,
    /// Number of the device.
    pub device: String,
    /// The number; `*` at an end stands for anything.
    pub specimen: String,
    /// The device's own code of what it measures.
    pub reported_code: String,
}

/// A result of a unit, reported in a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedRow {
    /// Which unit.
    pub donation: DonationId,
    /// When it was reported, ms.
    pub at_ms: i64,
    /// Where.
    pub site: SiteId,
    /// What.
    pub value: String,
    /// Unit of the value.
    pub unit: String,
    /// The device, where it was said.
    pub device: Option<String>,
}

impl Store {
    /// The controls of a test on a device.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_controls(&self, test: &str, device: &str) -> Result<Option<ControlSeries>, StoreError> {
        let entries = row::subject(&self.connection, &ControlSeries::subject(test, device))?;
        Ok(ControlSeries::fold(entries.into_iter().filter_map(Decoded::fact)))
    }

    /// Every test and device that has controls; of one device, or of one test, where that is asked.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_control_series(
        &self,
        test: Option<&str>,
        device: Option<&str>,
    ) -> Result<Vec<ControlSeriesRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT test, device, last_ms, waiting FROM control_series
             WHERE (?1 IS NULL OR test = ?1) AND (?2 IS NULL OR device = ?2) ORDER BY device, test",
        )?;
        let rows = statement.query_map((test, device), |row| {
            Ok(ControlSeriesRow {
                test: row.get(0)?,
                device: row.get(1)?,
                last_ms: row.get(2)?,
                waiting: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is out of control; of one test where that is asked.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_control_stops(&self, test: Option<&str>) -> Result<Vec<ControlStop>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT test, device, site, level, lot, rule, value, deviation, measured_ms FROM control_stop
             WHERE ?1 IS NULL OR test = ?1 ORDER BY test, device, level",
        )?;
        let mut rows = statement.query([test])?;
        let mut found = Vec::new();
        let wrong = |column| StoreError::Inconsistent { table: "control_stop", column };
        while let Some(row) = rows.next()? {
            let (value, deviation): (String, String) = (row.get(6)?, row.get(7)?);
            found.push(ControlStop {
                test: row.get(0)?,
                device: row.get(1)?,
                site: SiteId::from_bytes(row.get(2)?),
                level: from_number(ControlLevel::ALL, row.get(3)?, "control_stop", "level")?,
                lot: row.get(4)?,
                rule: from_number(ControlRule::ALL, row.get(5)?, "control_stop", "rule")?,
                value: value.parse().map_err(|_| wrong("value"))?,
                deviation: deviation.parse::<domain::Measure>().map_err(|_| wrong("deviation"))?.0,
                measured_ms: row.get(8)?,
            });
        }
        Ok(found)
    }

    /// What was out of control at a moment, by what is known of it now.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_control_stops_at(&self, at_ms: i64) -> Result<Vec<ControlStop>, StoreError> {
        let mut found = Vec::new();
        for known in self.list_control_series(None, None)? {
            let series = self.find_controls(&known.test, &known.device)?;
            found.extend(series.iter().flat_map(|series| series.stops_at(at_ms)));
        }
        Ok(found)
    }

    /// How the controls of the tests stand that are out of control somewhere.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn control_standing(&self, stops: Vec<ControlStop>) -> Result<ControlStanding, StoreError> {
        let mut tests: Vec<&str> = stops.iter().map(|stop| stop.test.as_str()).collect();
        tests.sort_unstable();
        tests.dedup();
        let mut controlled = Vec::new();
        for test in tests {
            for known in self.list_control_series(Some(test), None)? {
                let series = self.find_controls(&known.test, &known.device)?;
                if series.is_some_and(|series| series.targets_in_force().next().is_some()) {
                    controlled.push((known.test, known.device));
                }
            }
        }
        Ok(ControlStanding { stops, controlled })
    }

    /// Every specimen number that stands for control material.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_control_specimens(&self) -> Result<Vec<ControlSpecimen>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT lot, level, test, device, specimen, reported_code FROM control_specimen
             ORDER BY device, test, lot, level",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(ControlSpecimen {
                lot: row.get(0)?,
                level: from_number(ControlLevel::ALL, row.get(1)?, "control_specimen", "level")?,
                test: row.get(2)?,
                device: row.get(3)?,
                specimen: row.get(4)?,
                reported_code: row.get(5)?,
            });
        }
        Ok(found)
    }

    /// Results of a test that were reported between two moments, oldest first, at most `limit`: those whose device, as far
    /// as it was said, and site are of concern.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_reported(
        &self,
        test: &str,
        (from_ms, until_ms): (i64, i64),
        limit: usize,
        concerns: impl Fn(Option<&str>, SiteId) -> bool,
    ) -> Result<Vec<ReportedRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT station, seq FROM entry INDEXED BY entry_kind_wall
             WHERE kind IN ('result.recorded', 'result.repeated') AND wall_ms > ?1 AND wall_ms < ?2 ORDER BY wall_ms, station, seq",
        )?;
        let mut rows = statement.query((from_ms, until_ms))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if found.len() == limit {
                break;
            }
            let Some(entry) = self.find_audit(StationId::from_bytes(row.get(0)?), row.get(1)?)? else {
                continue;
            };
            let reported = entry.record.as_ref().and_then(domain::Record::result);
            let site = SiteId::from_bytes(*entry.header.site.bytes());
            let of = |(result, device): &(&domain::record::ResultRecorded, Option<&str>)| {
                result.test == test && concerns(*device, site)
            };
            let Some((result, device)) = reported.filter(of) else { continue };
            found.push(ReportedRow {
                donation: DonationId::from_bytes(*entry.header.subject.id.bytes()),
                at_ms: entry.header.clock.wall_ms,
                site,
                value: domain::unit::result_text(result),
                unit: result.unit.clone(),
                device: device.map(str::to_owned),
            });
        }
        Ok(found)
    }
}
