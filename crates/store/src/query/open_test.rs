//! Tests that are open: what may wait, oldest first. Whether it does, the domain says of the unit itself.

use crate::project::{ACCEPTED, MARK_STEP as STEP, REPEATED, RESULT, STALE, repeat_code};
use crate::{Store, StoreError};
use domain::rules::TestDefinition;
use domain::{DonationId, ResultState};
use rusqlite::ToSql;

/// Units of which a test is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenTests {
    /// How many.
    pub total: u32,
    /// Those that wait longest, each with the moment from which it does, ms.
    pub oldest: Vec<(DonationId, i64)>,
}

impl Store {
    /// Units of which this test was ordered, or reported for the time being, and is not settled.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn open_tests(&self, test: &TestDefinition, limit: u32) -> Result<OpenTests, StoreError> {
        let steps: Vec<&String> = test.ordered_by.iter().chain(&test.taken_in_by).collect();
        let marks = vec!["?"; steps.len()].join(", ");
        let on_acceptance = test.ordered_by.is_empty() && test.required;
        // A value that is measured again is settled by as many repeats as the profile wants.
        let reactive = vec!["?"; test.repeat.as_ref().map_or(0, |rule| rule.of.len())].join(", ");
        // A preliminary result waits also where no step was recorded.
        let waiting = format!(
            "SELECT donation, min(at_ms) AS since_ms FROM (
               SELECT donation, at_ms FROM test_mark WHERE kind = {STEP} AND code IN ({marks})
               UNION ALL SELECT donation, at_ms FROM test_mark WHERE kind = {ACCEPTED} AND ?
               UNION ALL SELECT donation, at_ms FROM test_mark WHERE kind = {RESULT} AND code = ? AND state = {preliminary}
             ) AS asked
             WHERE NOT EXISTS (
               SELECT 1 FROM test_mark AS said WHERE said.donation = asked.donation AND said.kind = {RESULT}
                 AND said.code = ? AND said.state <> {preliminary})
             GROUP BY donation
             UNION ALL
             SELECT donation, at_ms FROM test_mark WHERE kind = {STALE} AND code = ?
             UNION ALL
             SELECT donation, at_ms FROM test_mark WHERE kind = {REPEATED} AND code IN ({reactive}) AND state < ?",
            preliminary = ResultState::Preliminary as i64,
        );
        let repeat = test.repeat.as_ref();
        let codes: Vec<String> =
            repeat.iter().flat_map(|rule| &rule.of).map(|choice| repeat_code(&test.code, choice)).collect();
        let times = repeat.map_or(0, |rule| rule.times);
        let mut values: Vec<&dyn ToSql> = steps.iter().map(|step| *step as &dyn ToSql).collect();
        values.extend([&on_acceptance as &dyn ToSql, &test.code, &test.code, &test.code]);
        values.extend(codes.iter().map(|code| code as &dyn ToSql));
        values.push(&times);
        let total = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM ({waiting})"))?
            .query_row(values.as_slice(), |row| row.get(0))?;
        let mut statement = self
            .connection
            .prepare_cached(&format!("{waiting} ORDER BY since_ms, donation LIMIT {limit}"))?;
        let rows = statement
            .query_map(values.as_slice(), |row| Ok((DonationId::from_bytes(row.get(0)?), row.get(1)?)))?;
        Ok(OpenTests { total, oldest: rows.collect::<Result<_, _>>()? })
    }
}
