//! Recording: entries, projections and checkpoint in one durable transaction.

use crate::open::Chain;
use crate::row::Decoded;
use crate::{Store, StoreError, audit, project, row};
use domain::record::{AnalyserText, AttachmentPart, MotherPersonal};
use domain::{PersonId, Record};
use ledger::{
    ActorId, Actors, Checkpoint, ClockEvidence, Draft, Entry, EntryHeader, EntryRef, Hash, StationId,
    Subject, SubjectId,
};
use rusqlite::{Connection, OptionalExtension as _};

/// Entries under one checkpoint within a commit, at most.
const CHECKPOINT_EVERY: usize = 250;
/// Bytes of entries under one checkpoint within a commit, at most, unless a single entry has more: a page of the wire
/// ends at a checkpoint, and one that is larger than a message would never leave the station.
const CHECKPOINT_BYTES: usize = 1024 * 1024;

/// The personal part of a record, with 32 fresh random bytes of salt.
#[derive(Debug, Clone)]
pub struct Personal {
    /// Salt.
    pub salt: [u8; 32],
    /// Data.
    pub data: PersonalPart,
}

/// What may name a person, apart from the rest of its record.
#[derive(Debug, Clone)]
pub enum PersonalPart {
    /// Of an enrolment.
    Mother(MotherPersonal),
    /// Of an analyser's message.
    Analyser(AnalyserText),
    /// Of a photo or file.
    Attachment(AttachmentPart),
}

impl From<AnalyserText> for PersonalPart {
    fn from(data: AnalyserText) -> Self {
        Self::Analyser(data)
    }
}

impl From<AttachmentPart> for PersonalPart {
    fn from(data: AttachmentPart) -> Self {
        Self::Attachment(data)
    }
}

impl From<MotherPersonal> for PersonalPart {
    fn from(data: MotherPersonal) -> Self {
        Self::Mother(data)
    }
}

/// A record to be written.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// Identifier of the aggregate.
    pub subject: [u8; 16],
    /// What.
    pub record: Record,
    /// Personal part.
    pub personal: Option<Personal>,
    /// Operator.
    pub operator: Option<PersonId>,
    /// Second person.
    pub second: Option<PersonId>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Number of the last entry.
    pub seq: u64,
    /// Entries written.
    pub entries: usize,
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPosition {
    /// Writer of the chain.
    pub station: domain::StationId,
    /// Place in the chain.
    pub seq: u64,
    /// Its hash, hexadecimal.
    pub hash: String,
}

impl Store {
    /// Writes records to the own chain with their projections and a checkpoint: all of it, durably, or nothing.
    ///
    /// # Errors
    /// Every fault of disk and file; a uniqueness that the database enforces.
    pub fn append(
        &mut self,
        records: Vec<NewRecord>,
        clock: ClockEvidence,
        rule_set: u32,
    ) -> Result<Appended, StoreError> {
        self.append_each(records.into_iter().map(|record| (record, clock)).collect(), rule_set)
    }

    /// As [`Store::append`], each record under its own clock: for histories that are invented or carried over.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append_each(
        &mut self,
        records: Vec<(NewRecord, ClockEvidence)>,
        rule_set: u32,
    ) -> Result<Appended, StoreError> {
        self.append_and(records, rule_set, |_, _| Ok::<_, StoreError>(())).map(|(appended, ())| appended)
    }

    /// As [`Store::append_each`], and something else in the same transaction, which may look at where the last entry
    /// stands.
    pub(crate) fn append_and<T, E: From<StoreError>>(
        &mut self,
        records: Vec<(NewRecord, ClockEvidence)>,
        rule_set: u32,
        beside: impl FnOnce(&Connection, &EntryPosition) -> Result<T, E>,
    ) -> Result<(Appended, T), E> {
        self.file.require()?;
        self.wait_again()?;
        let Chain { head, key } = self.chain.as_ref().ok_or(StoreError::NoChain)?;
        let mut head = head.clone();
        let transaction = self.connection.transaction().map_err(StoreError::from)?;
        let mut touched = project::Touched::default();
        let entries = records.len();
        let mut last_ms = 0;
        let mut unsigned = Unsigned::default();
        let mut before = None;
        for (new, clock) in records {
            let kind = new.record.subject_kind();
            let personal = new.personal.as_ref().map(|personal| ledger::Personal {
                salt: personal.salt,
                bytes: encode_personal(&personal.data),
            });
            let draft = Draft {
                kind: new.record.kind().to_owned(),
                kind_version: new.record.version(),
                subject: Subject { kind: kind.as_str().to_owned(), id: SubjectId::from_bytes(new.subject) },
                actors: Actors { operator: actor(new.operator), second: actor(new.second) },
                base: base(&transaction, &new.subject)?,
                body: new.record.encode(),
                personal,
            };
            let (seq, hash) = (head.seq, head.hash);
            let entry = head.append(draft, clock, rule_set);
            // A page of the wire ends at a checkpoint, so a large commit has several.
            if unsigned.is_full_before(&entry) {
                let checkpoint = Checkpoint::sign(key, head.station, seq, hash, last_ms);
                insert_checkpoint(&transaction, &checkpoint)?;
                unsigned = Unsigned::default();
            }
            let decoded =
                Decoded { header: entry.header().map_err(StoreError::from)?, record: Some(new.record) };
            insert(&transaction, before.as_ref(), &entry, head.hash, &decoded)?;
            before = Some(decoded.header);
            unsigned.add(&entry);
            touched.add(kind, new.subject);
            last_ms = clock.wall_ms;
        }
        let units = project::refresh(&transaction, &touched)?;
        self.recent.after(&touched);
        let checkpoint = Checkpoint::sign(key, head.station, head.seq, head.hash, last_ms);
        insert_checkpoint(&transaction, &checkpoint)?;
        save_hlc(&transaction, head.hlc)?;
        let position = EntryPosition {
            station: domain::StationId::from_bytes(*head.station.bytes()),
            seq: head.seq,
            hash: head.hash.to_string(),
        };
        let besides = beside(&transaction, &position)?;
        transaction.commit().map_err(StoreError::from)?;
        self.recent.keep(units);
        let seq = head.seq;
        if let Some(chain) = &mut self.chain {
            chain.head = head;
        }
        Ok((Appended { seq, entries }, besides))
    }
}

/// What no checkpoint of the commit covers yet.
#[derive(Default)]
struct Unsigned {
    entries: usize,
    bytes: usize,
}

impl Unsigned {
    fn is_full_before(&self, entry: &Entry) -> bool {
        self.entries >= CHECKPOINT_EVERY || (self.entries > 0 && self.bytes + size(entry) > CHECKPOINT_BYTES)
    }

    fn add(&mut self, entry: &Entry) {
        self.entries += 1;
        self.bytes += size(entry);
    }
}

/// Bytes of an entry.
pub(crate) fn size(entry: &Entry) -> usize {
    let personal = entry.personal().map_or(0, |personal| personal.bytes.len());
    entry.header_bytes().len() + entry.body().len() + personal
}

fn actor(person: Option<PersonId>) -> Option<ActorId> {
    person.map(|person| ActorId::from_bytes(*person.bytes()))
}

fn encode_personal(data: &PersonalPart) -> Vec<u8> {
    let encoded = match data {
        PersonalPart::Mother(data) => minicbor::to_vec(data),
        PersonalPart::Analyser(data) => minicbor::to_vec(data),
        PersonalPart::Attachment(data) => minicbor::to_vec(data),
    };
    encoded.unwrap_or_default()
}

/// The last entry of the subject that this station has seen.
fn base(connection: &Connection, subject: &[u8; 16]) -> Result<Option<EntryRef>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT station, seq FROM entry WHERE subject = ?1
         ORDER BY hlc_wall DESC, hlc_counter DESC, station DESC, seq DESC LIMIT 1",
    )?;
    let found =
        statement.query_row([subject], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get(1)?))).optional()?;
    Ok(found.map(|(station, seq)| EntryRef { station: StationId::from_bytes(station), seq }))
}

/// Adds an entry, with what it is read as: its hash, its header and its record, which are not worked out once more. `before` is
/// an entry that was added just now.
pub(crate) fn insert(
    connection: &Connection,
    before: Option<&EntryHeader>,
    entry: &Entry,
    hash: Hash,
    decoded: &Decoded,
) -> Result<(), StoreError> {
    let header = &decoded.header;
    let mut statement = connection.prepare_cached(
        "INSERT INTO entry (station, seq, hash, kind, subject_kind, subject, wall_ms, hlc_wall, hlc_counter,
                            header, body, personal)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    statement.execute(rusqlite::params![
        header.station.bytes(),
        header.seq,
        hash.bytes(),
        header.kind,
        header.subject.kind,
        header.subject.id.bytes(),
        header.clock.wall_ms,
        i64::try_from(header.hlc.wall_ms).unwrap_or(i64::MAX),
        header.hlc.counter,
        entry.header_bytes(),
        entry.body(),
        entry.personal().map(row::pack_personal),
    ])?;
    audit::note(connection, before, decoded)
}

pub(crate) fn insert_checkpoint(connection: &Connection, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO checkpoint (station, seq, bytes) VALUES (?1, ?2, ?3)")?
        .execute((checkpoint.station.bytes(), checkpoint.seq, checkpoint.to_bytes()))?;
    Ok(())
}

pub(crate) fn save_hlc(connection: &Connection, hlc: ledger::Hlc) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(&hlc).unwrap_or_default();
    connection
        .prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES ('hlc', ?1)")?
        .execute([bytes])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DatabaseKey, Identity};
    use domain::record::SignInAttempted;
    use ledger::{BankId, BootId, SiteId};

    fn attempt(number: u16) -> NewRecord {
        let [high, low] = number.to_be_bytes();
        let mut subject = [0; 16];
        subject[0] = high;
        subject[1] = low;
        let record = SignInAttempted { person: PersonId::from_bytes([1; 16]), success: false };
        NewRecord {
            subject,
            record: Record::SignInAttempted(record),
            personal: None,
            operator: None,
            second: None,
        }
    }

    #[test]
    fn photos_of_a_whole_run_are_signed_so_that_pages_of_the_wire_carry_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut store =
            Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([1; 32])).unwrap();
        let station = StationId::from_bytes([2; 16]);
        let identity =
            Identity { bank: BankId::from_bytes([1; 16]), station, site: SiteId::from_bytes([3; 16]) };
        store.begin_chain(identity, &[4; 32].into()).unwrap();
        let photo = |number| {
            let part = AttachmentPart { name: "bench.jpg".to_owned(), bytes: vec![7; 600 * 1024] };
            let personal = Some(Personal { salt: [9; 32], data: part.into() });
            NewRecord { personal, ..attempt(number) }
        };
        let clock = ClockEvidence {
            wall_ms: 1,
            monotonic_ms: 0,
            boot: BootId::from_bytes([5; 16]),
            offset_ms: None,
            offset_age_ms: None,
        };
        store.append((0..12).map(photo).collect(), clock, 1).unwrap();
        let (mut after, mut pages) = (0, 0);
        while after < store.last_seq() {
            let (entries, checkpoints) = store.chain_page(station, after, 500).unwrap();
            let bytes: usize = entries.iter().map(size).sum();
            assert!(bytes <= 4 * 1024 * 1024, "{bytes}");
            let whole = after + entries.len() as u64;
            assert_eq!(checkpoints.last().unwrap().seq, whole);
            assert_eq!(checkpoints[0].seq, after + 1, "what fails on a slow line can go by itself");
            (after, pages) = (whole, pages + 1);
        }
        assert_eq!((after, pages), (12, 2));
    }

    #[test]
    fn a_full_disk_refuses_the_act_and_keeps_all_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut store =
            Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([1; 32])).unwrap();
        let identity = Identity {
            bank: BankId::from_bytes([1; 16]),
            station: StationId::from_bytes([2; 16]),
            site: SiteId::from_bytes([3; 16]),
        };
        store.begin_chain(identity, &[4; 32].into()).unwrap();
        let clock = ClockEvidence {
            wall_ms: 1,
            monotonic_ms: 0,
            boot: BootId::from_bytes([5; 16]),
            offset_ms: None,
            offset_age_ms: None,
        };
        store.append(vec![attempt(0)], clock, 1).unwrap();
        let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        // SQLite's own limit stands for the disk's: the same error on the same path.
        store.connection.pragma_update(None, "max_page_count", pages + 4).unwrap();
        let mut kept = 1u16;
        let fault = loop {
            match store.append(vec![attempt(kept)], clock, 1) {
                Ok(_) => kept += 1,
                Err(fault) => break fault,
            }
        };
        assert!(matches!(fault, StoreError::DiskFull), "{fault}");
        assert_eq!(store.last_seq(), u64::from(kept));
        assert!(store.append(vec![attempt(kept)], clock, 1).is_err());
        store.connection.pragma_update(None, "max_page_count", pages + 400).unwrap();
        store.append(vec![attempt(kept)], clock, 1).unwrap();
        let report = store.verify(&|_, _| false, &mut |_, _| true).unwrap();
        assert_eq!((report.entries, report.first_bad), (u64::from(kept) + 1, None));
        let digest = store.projection_digest().unwrap();
        store.rebuild().unwrap();
        assert_eq!(store.projection_digest().unwrap(), digest);
    }
}
