//! Reading entries back: rows to entries, entries to facts.

use crate::StoreError;
use domain::unit::{Fact, Stamp, Stamped, UnknownRecord};
use domain::{PersonId, Record, SiteId, StationId};
use ledger::{Entry, EntryHeader, Personal};
use rusqlite::{Connection, Row};

/// A decoded entry of one subject.
pub(crate) struct Decoded {
    pub(crate) header: EntryHeader,
    /// None for kinds that this build does not know.
    pub(crate) record: Option<Record>,
}

impl Decoded {
    /// Whether it is about the unit itself. What a deviation means for it may be recorded where nothing else of it is known.
    pub(crate) fn tells_of_unit(&self) -> bool {
        !matches!(
            self.record,
            Some(Record::UnitDeviated(_) | Record::UnitDeviationSettled(_) | Record::UnitDeviationRemoved(_))
        )
    }

    pub(crate) fn stamp(&self) -> Stamp {
        let header = &self.header;
        Stamp {
            at_ms: header.clock.wall_ms,
            operator: header.actors.operator.map(|id| PersonId::from_bytes(*id.bytes())),
            second: header.actors.second.map(|id| PersonId::from_bytes(*id.bytes())),
            station: StationId::from_bytes(*header.station.bytes()),
            seq: header.seq,
            site: SiteId::from_bytes(*header.site.bytes()),
            body_hash: *header.body_hash.bytes(),
        }
    }

    pub(crate) fn fact(self) -> Option<Fact> {
        self.told().ok()
    }

    /// The fact, or what this build cannot read.
    pub(crate) fn told(self) -> Result<Fact, UnknownRecord> {
        let stamp = self.stamp();
        self.record.map(|record| Stamped { stamp, record }).ok_or_else(|| unknown(&self.header))
    }
}

/// What is told of an entry that this build cannot read.
pub(crate) fn unknown(header: &EntryHeader) -> UnknownRecord {
    UnknownRecord { kind: header.kind.clone(), version: header.kind_version, at_ms: header.clock.wall_ms }
}

/// Columns `header, body, personal` of an entry.
pub(crate) fn entry(row: &Row<'_>) -> Result<Entry, rusqlite::Error> {
    let personal: Option<Vec<u8>> = row.get("personal")?;
    Ok(Entry::from_parts(row.get("header")?, row.get("body")?, personal.as_deref().and_then(unpack_personal)))
}

/// The personal column: 32 bytes of salt, then the encoded data.
pub(crate) fn pack_personal(personal: &Personal) -> Vec<u8> {
    [personal.salt.as_slice(), &personal.bytes].concat()
}

fn unpack_personal(bytes: &[u8]) -> Option<Personal> {
    let (salt, rest) = bytes.split_at_checked(32)?;
    Some(Personal { salt: salt.try_into().ok()?, bytes: rest.to_vec() })
}

/// All entries of a subject in display order: (hlc, station, seq).
pub(crate) fn subject(connection: &Connection, subject: &[u8; 16]) -> Result<Vec<Decoded>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT header, body FROM entry WHERE subject = ?1")?;
    let mut rows = statement.query([subject])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let header: Vec<u8> = row.get(0)?;
        let body: Vec<u8> = row.get(1)?;
        found.push(decode(header, body)?);
    }
    found.sort_by_key(|decoded| (decoded.header.hlc, decoded.header.station, decoded.header.seq));
    Ok(found)
}

/// A subject's last entries of a kind, the latest first.
pub(crate) fn last_of(
    connection: &Connection,
    subject: &[u8; 16],
    kind: &str,
    limit: u32,
) -> Result<Vec<Decoded>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT header, body FROM entry WHERE subject = ?1 AND kind = ?2
         ORDER BY hlc_wall DESC, hlc_counter DESC, station DESC, seq DESC LIMIT ?3",
    )?;
    let mut rows = statement.query((subject, kind, limit))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(decode(row.get(0)?, row.get(1)?)?);
    }
    Ok(found)
}

pub(crate) fn header(bytes: Vec<u8>) -> Result<EntryHeader, StoreError> {
    Ok(Entry::from_parts(bytes, Vec::new(), None).header()?)
}

pub(crate) fn decode(header: Vec<u8>, body: Vec<u8>) -> Result<Decoded, StoreError> {
    let entry = Entry::from_parts(header, body, None);
    let header = entry.header()?;
    // A known kind that does not decode was refused on arrival; here it can only be damage.
    let record = Record::decode(&header.kind, header.kind_version, entry.body())
        .map_err(|_| StoreError::Inconsistent { table: "entry", column: "body" })?;
    Ok(Decoded { header, record })
}
