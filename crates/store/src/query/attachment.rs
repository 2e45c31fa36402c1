//! Photos and files of a unit, put together from the personal parts of its entries.

use crate::row;
use crate::{Store, StoreError};
use domain::DonationId;
use domain::Record;
use domain::record::{AttachmentKept, AttachmentPart};
use std::collections::BTreeMap;

impl Store {
    /// The photo or file as it was kept; none where this station does not hold every piece of it.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_attachment(
        &self,
        donation: DonationId,
        kept: &AttachmentKept,
    ) -> Result<Option<AttachmentPart>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body, personal FROM entry
             WHERE subject = ?1 AND kind = 'attachment.kept' AND personal IS NOT NULL",
        )?;
        let mut rows = statement.query([donation.bytes()])?;
        let mut pieces = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let decoded = row::decode(row.get("header")?, row.get("body")?)?;
            let Some(Record::AttachmentKept(record)) = decoded.fact().map(|fact| fact.record) else {
                continue;
            };
            if record.digest != kept.digest || record.pieces != kept.pieces {
                continue;
            }
            // The bytes of other photos are not touched: a unit may have many.
            let entry = row::entry(row)?;
            let Some(personal) = entry.personal() else { continue };
            let part: AttachmentPart = minicbor::decode(&personal.bytes)
                .map_err(|_| StoreError::Inconsistent { table: "entry", column: "personal" })?;
            pieces.insert(record.piece, part);
        }
        if !(0..kept.pieces).eq(pieces.keys().copied()) {
            return Ok(None);
        }
        let mut parts = pieces.into_values();
        let Some(mut whole) = parts.next() else { return Ok(None) };
        parts.for_each(|part| whole.bytes.extend(part.bytes));
        Ok(Some(whole))
    }
}
