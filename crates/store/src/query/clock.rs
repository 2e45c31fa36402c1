//! Timers that may run: what they are counted from, oldest first. Whether one does, the domain says of the unit itself.

use crate::project::{DONE, GOES_ON, LEFT_OUT, RECORDED, recorded_word};
use crate::{Store, StoreError};
use domain::rules::Step;
use domain::{DonationId, SiteId};
use rusqlite::params;

/// What a window of a step is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted<'a> {
    /// The step that the window is of.
    pub step: &'a Step,
    /// The earlier step whose end counts; none where it is how long the step itself goes on.
    pub from: Option<&'a Step>,
}

/// Kind and code that a step's end stands under.
fn ended(step: &Step) -> (i64, String) {
    match step.recorded_by {
        None => (DONE, step.code.clone()),
        Some(record) => (RECORDED, recorded_word(record)),
    }
}

impl Store {
    /// Units of a site, worked by a procedure, of which such a window may be counted, with the moment that it is counted
    /// from: those from `since_ms` on, oldest first, and so the most pressing first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_counted(
        &self,
        (sop, site): (&str, SiteId),
        counted: Counted<'_>,
        since_ms: i64,
        limit: u32,
    ) -> Result<Vec<(DonationId, i64)>, StoreError> {
        let step = counted.step;
        let (kind, code) = counted.from.map_or_else(|| (GOES_ON, step.code.clone()), ended);
        let (over, awaited) = ended(step);
        // What goes on has no end yet that counts; of a window from another step neither is there.
        let sql = if counted.from.is_none() {
            "SELECT donation, at_ms FROM step_clock
             WHERE sop = ?1 AND site = ?2 AND kind = ?3 AND code = ?4 AND at_ms >= ?5
             ORDER BY at_ms, donation LIMIT ?6"
                .to_owned()
        } else {
            format!(
                "SELECT donation, at_ms FROM step_clock AS since
                 WHERE sop = ?1 AND site = ?2 AND kind = ?3 AND code = ?4 AND at_ms >= ?5 AND NOT EXISTS (
                   SELECT 1 FROM step_clock AS said WHERE said.donation = since.donation
                     AND (said.kind, said.code) IN (VALUES (?7, ?8), ({GOES_ON}, ?9), ({LEFT_OUT}, ?9)))
                 ORDER BY at_ms, donation LIMIT ?6"
            )
        };
        let mut statement = self.connection.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| Ok((DonationId::from_bytes(row.get(0)?), row.get(1)?));
        let rows = if counted.from.is_none() {
            statement.query_map(params![sop, site.bytes(), kind, code, since_ms, limit], read)?
        } else {
            statement.query_map(
                params![sop, site.bytes(), kind, code, since_ms, limit, over, awaited, step.code],
                read,
            )?
        };
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Digests of the procedures that units of a site are worked by now.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_procedures_at_work(&self, site: SiteId) -> Result<Vec<String>, StoreError> {
        // One step through the index for each procedure, however many units there are.
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE known (sop) AS (
               SELECT min(sop) FROM step_clock
               UNION ALL SELECT (SELECT min(sop) FROM step_clock WHERE sop > known.sop) FROM known
                 WHERE known.sop IS NOT NULL)
             SELECT sop FROM known
             WHERE sop IS NOT NULL AND EXISTS (SELECT 1 FROM step_clock c WHERE c.sop = known.sop AND c.site = ?1)",
        )?;
        let rows = statement.query_map([site.bytes()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
