//! Versions of procedures that were drawn, approvals and returns, confirmed limits, and which profiles judge. They are few, and read from the log itself.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::record::{LimitConfirmed, ProcedureApproved, ProcedureReturned, ProfileStandingSet};
use domain::rules::{SopText, drawn_texts};
use domain::unit::Stamped;
use domain::{DonationId, Record, UnitStatus};

/// What was drawn, approved and confirmed, each in display order.
#[derive(Debug, Clone, Default)]
pub struct Procedures {
    /// Versions of SOPs.
    pub drawn: Vec<Stamped<SopText>>,
    /// Approvals.
    pub approvals: Vec<Stamped<ProcedureApproved>>,
    /// Versions of SOPs that went back to who drew them.
    pub returns: Vec<Stamped<ProcedureReturned>>,
    /// Limits that the bank confirmed.
    pub confirmations: Vec<Stamped<LimitConfirmed>>,
    /// Which profiles decide or judge no more.
    pub standings: Vec<Stamped<ProfileStandingSet>>,
}

impl Store {
    pub(crate) fn read_procedure_count(&self) -> Result<u32, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM entry WHERE kind IN ('procedure.approved', 'procedure.returned', 'sop.drawn', 'limit.confirmed', 'profile.standing_set')",
        )?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Reviewed units that are worked by that version: those that are pinned to its text, and those whose first step names it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_reviewed_by(
        &self,
        code: &str,
        version: &str,
        digest: &str,
    ) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT unit.donation FROM unit_sop JOIN unit ON unit.donation = unit_sop.donation
             WHERE unit_sop.code = ?1 AND unit_sop.version = ?2 AND unit_sop.digest IN (?3, '')
               AND unit.reviewed = 1 AND unit.status <> ?4 ORDER BY unit.donation",
        )?;
        let rejected = UnitStatus::Rejected as i64;
        let rows = statement.query_map((code, version, digest, rejected), |row| row.get(0))?;
        Ok(rows.map(|row| row.map(DonationId::from_bytes)).collect::<Result<_, _>>()?)
    }

    /// Everything that was drawn, approved and confirmed.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_procedures(&self) -> Result<Procedures, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body FROM entry WHERE kind IN ('procedure.approved', 'procedure.returned', 'sop.drawn', 'limit.confirmed', 'profile.standing_set')",
        )?;
        let mut rows = statement.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(row::decode(row.get(0)?, row.get(1)?)?);
        }
        entries.sort_by_key(|entry| (entry.header.hlc, entry.header.station, entry.header.seq));
        let facts: Vec<Stamped<Record>> = entries.into_iter().filter_map(Decoded::fact).collect();
        let mut found = Procedures { drawn: drawn_texts(&facts), ..Procedures::default() };
        for Stamped { stamp, record } in facts {
            match record {
                Record::ProcedureApproved(record) => found.approvals.push(Stamped { stamp, record }),
                Record::ProcedureReturned(record) => found.returns.push(Stamped { stamp, record }),
                Record::ProfileStandingSet(record) => found.standings.push(Stamped { stamp, record }),
                Record::LimitConfirmed(record) => found.confirmations.push(Stamped { stamp, record }),
                _ => {}
            }
        }
        Ok(found)
    }
}
