//! The ledger as an inspector reads it: filtered, newest first, keyset-paged. Each filter walks one index; the page is
//! found from keys alone before an entry is read.

use crate::{Store, StoreError, audit, row};
use domain::audit::Mark;
use domain::{PersonId, Record, StationId};
use ledger::{ClockDoubt, EntryHeader, Hash};
use rusqlite::{OptionalExtension as _, ToSql};

/// Which entries. What is none or empty does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only entries of these aggregates; an empty list finds nothing.
    pub subjects: Option<Vec<[u8; 16]>>,
    /// Only where this person acted, confirmed, or is said to have signed in.
    pub person: Option<PersonId>,
    /// Only this station's.
    pub station: Option<StationId>,
    /// Not before, wall clock.
    pub from_ms: Option<i64>,
    /// Before this moment, wall clock.
    pub until_ms: Option<i64>,
    /// Only these kinds.
    pub kinds: Vec<String>,
    /// Only what is of interest for this reason.
    pub mark: Option<Mark>,
}

/// Names an entry's place in the list: wall clock, station, number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditCursor {
    /// Wall clock, ms.
    pub wall_ms: i64,
    /// Station.
    pub station: StationId,
    /// Number in its chain.
    pub seq: u64,
}

/// An entry of the list.
#[derive(Debug, Clone)]
pub struct AuditRow {
    /// All of its header.
    pub header: EntryHeader,
    /// Its hash.
    pub hash: Hash,
    /// The record, where this build knows its kind.
    pub record: Option<Record>,
    /// What speaks against its clock.
    pub doubts: Vec<ClockDoubt>,
}

impl AuditRow {
    /// Its place in the list.
    #[must_use]
    pub fn cursor(&self) -> AuditCursor {
        AuditCursor {
            wall_ms: self.header.clock.wall_ms,
            station: StationId::from_bytes(*self.header.station.bytes()),
            seq: self.header.seq,
        }
    }
}

/// Conditions with their values, in the order of their marks.
#[derive(Default)]
struct Conditions {
    texts: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    fn add(&mut self, text: &str, value: impl ToSql + 'static) {
        self.texts.push(text.to_owned());
        self.values.push(Box::new(value));
    }
}

const ORDER: &str = "ORDER BY wall_ms DESC, station DESC, seq DESC";

impl AuditFilter {
    /// The narrowest way in, and the filters that it does not answer by itself.
    fn source(&self, kind: Option<&str>, conditions: &mut Conditions) -> &'static str {
        let mut kind = kind;
        let source = if let Some(mark) = self.mark {
            conditions.add("mark = ?", mark as i64);
            "audit_mark"
        } else if self.subjects.is_some() {
            "entry INDEXED BY entry_subject"
        } else if let Some(person) = self.person {
            conditions.add("person = ?", *person.bytes());
            "audit_person"
        } else if let Some(kind) = kind.take() {
            conditions.add("kind = ?", kind.to_owned());
            "entry INDEXED BY entry_kind_wall"
        } else if self.station.is_some() {
            "entry INDEXED BY entry_station_wall"
        } else {
            "entry INDEXED BY entry_wall"
        };
        if let Some(subjects) = &self.subjects {
            let marks = vec!["?"; subjects.len()].join(", ");
            let within = format!("subject IN ({marks})");
            conditions.texts.push(match source {
                "audit_mark" => format!("EXISTS (SELECT 1 FROM entry e WHERE e.station = s.station AND e.seq = s.seq AND e.{within})"),
                _ => within,
            });
            conditions.values.extend(subjects.iter().map(|subject| Box::new(*subject) as Box<dyn ToSql>));
        }
        if let Some(person) = self.person.filter(|_| source != "audit_person") {
            let text = "EXISTS (SELECT 1 FROM audit_person p WHERE p.person = ? AND p.wall_ms = s.wall_ms
                AND p.station = s.station AND p.seq = s.seq)";
            conditions.add(text, *person.bytes());
        }
        match kind {
            Some(kind) if source == "audit_mark" => conditions.add(
                "(SELECT e.kind FROM entry e WHERE e.station = s.station AND e.seq = s.seq) = ?",
                kind.to_owned(),
            ),
            Some(kind) => conditions.add("kind = ?", kind.to_owned()),
            None => {}
        }
        source
    }

    /// One kind's keys, at most `limit`, newest first.
    fn keys(
        &self,
        kind: Option<&str>,
        after: Option<AuditCursor>,
        limit: u32,
        values: &mut Vec<Box<dyn ToSql>>,
    ) -> String {
        let mut conditions = Conditions::default();
        let source = self.source(kind, &mut conditions);
        if let Some(station) = self.station {
            conditions.add("station = ?", *station.bytes());
        }
        if let Some(from_ms) = self.from_ms {
            conditions.add("wall_ms >= ?", from_ms);
        }
        if let Some(until_ms) = self.until_ms {
            conditions.add("wall_ms < ?", until_ms);
        }
        if let Some(after) = after {
            // The first of the two walks the index; the second tells apart what is of one moment.
            conditions.add("wall_ms <= ?", after.wall_ms);
            conditions.texts.push("(wall_ms, station, seq) < (?, ?, ?)".to_owned());
            conditions.values.extend([
                Box::new(after.wall_ms) as Box<dyn ToSql>,
                Box::new(*after.station.bytes()),
                Box::new(i64::try_from(after.seq).unwrap_or(i64::MAX)),
            ]);
        }
        values.extend(conditions.values);
        let (alias, index) = source.split_once(' ').unwrap_or((source, ""));
        let mut texts = conditions.texts.join(" AND ");
        if texts.is_empty() {
            texts.push_str("1 = 1");
        }
        format!("SELECT wall_ms, station, seq FROM {alias} AS s {index} WHERE {texts} {ORDER} LIMIT {limit}")
    }
}

impl Store {
    /// A page of the ledger, newest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_audit(
        &self,
        filter: &AuditFilter,
        after: Option<AuditCursor>,
        limit: u32,
    ) -> Result<Vec<AuditRow>, StoreError> {
        if filter.subjects.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let mut values = Vec::new();
        let sql = if filter.kinds.is_empty() {
            filter.keys(None, after, limit, &mut values)
        } else {
            let mut kinds: Vec<&str> = filter.kinds.iter().map(String::as_str).collect();
            kinds.sort_unstable();
            kinds.dedup();
            let each: Vec<String> = kinds
                .into_iter()
                .map(|kind| format!("SELECT * FROM ({})", filter.keys(Some(kind), after, limit, &mut values)))
                .collect();
            format!("{} {ORDER} LIMIT {limit}", each.join(" UNION ALL "))
        };
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(&values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let station = StationId::from_bytes(row.get(1)?);
            let seq: u64 = row.get(2)?;
            let entry = self.find_audit(station, seq)?;
            found.push(entry.ok_or(StoreError::Inconsistent { table: "audit", column: "seq" })?);
        }
        Ok(found)
    }

    /// One entry.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_audit(&self, station: StationId, seq: u64) -> Result<Option<AuditRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT header, body, hash FROM entry WHERE station = ?1 AND seq = ?2")?;
        let found: Option<(Vec<u8>, Vec<u8>, [u8; 32])> = statement
            .query_row((station.bytes(), seq), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((header, body, hash)) = found else { return Ok(None) };
        let decoded = row::decode(header, body)?;
        let doubts = audit::doubts(&self.connection, &decoded.header)?;
        Ok(Some(AuditRow {
            header: decoded.header,
            hash: Hash::from_bytes(hash),
            record: decoded.record,
            doubts,
        }))
    }
}
