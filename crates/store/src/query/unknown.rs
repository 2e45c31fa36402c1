//! Records of a later version of the program, of things that are no units: a unit's own are in its state.

use crate::{Store, StoreError, row};
use domain::Record;
use domain::unit::UnknownRecord;

impl Store {
    /// Records of one aggregate that this version does not know, the oldest first. Not for units: they are kept until
    /// something else than a unit or a run is written.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_unknown(&self, subject: &[u8; 16]) -> Result<Vec<UnknownRecord>, StoreError> {
        if let Some(known) = self.recent.unknown_of(subject) {
            return Ok(known);
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT header FROM entry WHERE subject = ?1 ORDER BY wall_ms, station, seq")?;
        let mut rows = statement.query([subject])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let header = row::header(row.get(0)?)?;
            if !Record::KINDS.contains(&(header.kind.as_str(), header.kind_version)) {
                found.push(row::unknown(&header));
            }
        }
        self.recent.keep_unknown(*subject, found.clone());
        Ok(found)
    }
}
