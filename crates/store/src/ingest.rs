//! Taking in entries of other stations, in whatever order and however often they come.

use crate::append::{insert, save_hlc, size};
use crate::row::Decoded;
use crate::{Store, StoreError, project, take_in};
use domain::{Record, SubjectKind};
use ledger::{Entry, EntryHeader, Hash, StationId};
use rusqlite::{Connection, OptionalExtension as _};

/// Bytes of entries that are read for one page: what a message holds at most.
const READ_BYTES: usize = 4 * 1024 * 1024;

/// An entry and its place in a feed.
#[derive(Debug, Clone)]
pub struct PositionedEntry {
    /// Place, from 1.
    pub position: u64,
    /// The entry.
    pub entry: Entry,
}

/// A page of a feed whose signature has been verified.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The scope's text.
    pub scope: String,
    /// First position.
    pub first: u64,
    /// Last position.
    pub last: u64,
    /// The centre's signed word, kept as proof.
    pub attestation: Vec<u8>,
    /// Entries in order.
    pub entries: Vec<PositionedEntry>,
    /// What stands in the feed up to the last position, in the words of whoever compares it; kept until the next page.
    pub mark: String,
}

const fn forked(header: &EntryHeader) -> StoreError {
    StoreError::Forked { station: header.station, seq: header.seq }
}

fn mark_setting(scope: &str) -> String {
    format!("feed_mark:{scope}")
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ingested {
    /// Entries that were new.
    pub new: usize,
    /// Entries that were known.
    pub known: usize,
}

impl Store {
    /// Takes in a page of a feed: entries, their projections, the proof and the new cursor in one transaction. Projections wait
    /// for the end of a first read ([`Store::begin_taking_in`]).
    ///
    /// # Errors
    /// An entry whose body is not the one hashed; an own entry with another hash; every fault of the file.
    pub fn ingest_page(&mut self, page: &FeedPage) -> Result<Ingested, StoreError> {
        self.ingest_with(page.entries.iter().map(|e| &e.entry), |connection| {
            let mut item = connection.prepare_cached(
                "INSERT OR IGNORE INTO feed_item (scope, position, station, seq) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for positioned in &page.entries {
                let header = positioned.entry.header()?;
                item.execute((&page.scope, positioned.position, header.station.bytes(), header.seq))?;
            }
            if page.last >= page.first {
                connection.execute(
                    // A longer page from the same place, as a file may bring one, proves what the shorter one did.
                    "INSERT INTO feed_page (scope, first_position, last_position, attestation)
                     VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (scope, first_position) DO UPDATE
                     SET last_position = excluded.last_position, attestation = excluded.attestation
                     WHERE excluded.last_position > last_position",
                    (&page.scope, page.first, page.last, &page.attestation),
                )?;
            }
            connection.execute(
                "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)",
                (mark_setting(&page.scope), page.mark.as_bytes()),
            )?;
            Ok(())
        })
    }

    /// Takes in entries without a feed, such as those of an import.
    ///
    /// # Errors
    /// As [`Store::ingest_page`].
    pub fn ingest<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>) -> Result<Ingested, StoreError> {
        self.ingest_with(entries, |_| Ok(()))
    }

    fn ingest_with<'a>(
        &mut self,
        entries: impl Iterator<Item = &'a Entry>,
        and_then: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Ingested, StoreError> {
        self.file.require()?;
        match take_in::folded(&self.connection)? {
            Some(folded) => {
                self.without_waiting(|store| store.ingest_up_to(Some(&folded), entries, and_then))
            }
            None => self.ingest_up_to(None, entries, and_then),
        }
    }

    /// Takes in entries, and makes the projections of all that they tell of, or up to the last subject that is folded already.
    fn ingest_up_to<'a>(
        &mut self,
        folded: Option<&[u8]>,
        entries: impl Iterator<Item = &'a Entry>,
        and_then: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Ingested, StoreError> {
        let own = self.identity();
        let mut hlc = self.chain.as_ref().map(|chain| chain.head.hlc).unwrap_or_default();
        let transaction = self.connection.transaction()?;
        let mut touched = project::Touched::default();
        let mut count = Ingested::default();
        let mut before = None;
        for entry in entries {
            let decoded = decode(entry)?;
            let header = &decoded.header;
            if own.is_some_and(|own| own.bank != header.bank) {
                return Err(StoreError::BadEntry(place(header)));
            }
            let hash = entry.hash();
            match known_hash(&transaction, header.station, header.seq)? {
                Some(known) if known == hash => count.known += 1,
                Some(_) => return Err(forked(header)),
                None if own.is_some_and(|own| own.station == header.station) => {
                    return Err(forked(header));
                }
                None => {
                    insert(&transaction, before.as_ref(), entry, hash, &decoded)?;
                    hlc = hlc.merge(header.hlc);
                    if let Some(kind) = SubjectKind::parse(&header.subject.kind) {
                        touched.add(kind, *header.subject.id.bytes());
                    }
                    count.new += 1;
                    before = Some(decoded.header);
                }
            }
        }
        self.recent.after(&touched);
        let due = match folded {
            Some(last) => touched.up_to(last),
            None => touched,
        };
        let units = project::refresh(&transaction, &due)?;
        and_then(&transaction)?;
        save_hlc(&transaction, hlc)?;
        transaction.commit()?;
        self.recent.keep(units);
        if let Some(chain) = &mut self.chain {
            chain.head.hlc = hlc;
        }
        Ok(count)
    }

    /// The last position taken in of a scope; 0 before the first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn feed_position(&self, scope: &str) -> Result<u64, StoreError> {
        Ok(self.connection.query_row(
            "SELECT coalesce(max(position), 0) FROM feed_item WHERE scope = ?1",
            [scope],
            |row| row.get(0),
        )?)
    }

    /// The mark that came with the last page of a scope.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn feed_mark(&self, scope: &str) -> Result<Option<String>, StoreError> {
        self.text_setting(&mark_setting(scope))
    }

    /// The hashes of what was taken in of a scope, in its order.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn feed_hashes(&self, scope: &str) -> Result<Vec<Hash>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.hash FROM feed_item f JOIN entry e ON e.station = f.station AND e.seq = f.seq
             WHERE f.scope = ?1 ORDER BY f.position",
        )?;
        let hashes = statement.query_map([scope], |row| row.get(0).map(Hash::from_bytes))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    /// Reads a feed from its beginning again: what was taken in stays, and so do the centre's signed pages, under another
    /// name of the scope.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn restart_feed(&mut self, scope: &str) -> Result<(), StoreError> {
        self.file.require()?;
        let transaction = self.connection.transaction()?;
        let former: u64 = transaction.query_row(
            "SELECT count(DISTINCT scope) FROM feed_page WHERE scope LIKE ?1 || '#%'",
            [scope],
            |row| row.get(0),
        )?;
        let former = format!("{scope}#{}", former + 1);
        for table in [
            "UPDATE feed_item SET scope = ?2 WHERE scope = ?1",
            "UPDATE feed_page SET scope = ?2 WHERE scope = ?1",
        ] {
            transaction.execute(table, (scope, &former))?;
        }
        transaction.execute("DELETE FROM setting WHERE name = ?1", [mark_setting(scope)])?;
        Ok(transaction.commit()?)
    }

    /// Entries `after < seq` of the own chain, at most `limit`, cut at a checkpoint, and the checkpoints among them.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn own_page(
        &self,
        after: u64,
        limit: u32,
    ) -> Result<(Vec<Entry>, Vec<ledger::Checkpoint>), StoreError> {
        let identity = self.identity().ok_or(StoreError::NoChain)?;
        self.chain_page(identity.station, after, limit)
    }

    /// As [`Store::own_page`], of any chain whose checkpoints are here.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn chain_page(
        &self,
        station: StationId,
        after: u64,
        limit: u32,
    ) -> Result<(Vec<Entry>, Vec<ledger::Checkpoint>), StoreError> {
        let station = station.bytes();
        let first: Option<u64> = self.connection.query_row(
            "SELECT min(seq) FROM checkpoint WHERE station = ?1 AND seq > ?2",
            (station, after),
            |row| row.get(0),
        )?;
        let Some(first) = first else { return Ok((Vec::new(), Vec::new())) };
        let end: Option<u64> = self.connection.query_row(
            "SELECT max(seq) FROM checkpoint WHERE station = ?1 AND seq > ?2 AND seq <= ?2 + ?3",
            (station, after, limit),
            |row| row.get(0),
        )?;
        // A single commit larger than a page: its checkpoint signs it all, whatever its size.
        let end = end.unwrap_or(first);
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body, personal FROM entry WHERE station = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq",
        )?;
        let mut rows = statement.query((station, after, end))?;
        let (mut entries, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let entry = crate::row::entry(row)?;
            bytes += size(&entry);
            // Photos are not read that no message can take; what the first checkpoint covers goes whole.
            let seq = after + entries.len() as u64 + 1;
            if bytes > READ_BYTES && seq > first {
                break;
            }
            entries.push(entry);
        }
        let end = after + entries.len() as u64;
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes FROM checkpoint WHERE station = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq",
        )?;
        let checkpoints = statement
            .query_map((station, after, end), |row| row.get::<_, Vec<u8>>(0))?
            .map(|bytes| Ok(ledger::Checkpoint::from_bytes(&bytes?)?))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let covered = checkpoints.last().map_or(0, |last| last.seq.saturating_sub(after));
        entries.truncate(usize::try_from(covered).unwrap_or(usize::MAX));
        Ok((entries, checkpoints))
    }

    /// Wall clock of an own entry, ms.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn own_wall_ms(&self, seq: u64) -> Result<Option<i64>, StoreError> {
        let identity = self.identity().ok_or(StoreError::NoChain)?;
        Ok(self
            .connection
            .query_row(
                "SELECT wall_ms FROM entry WHERE station = ?1 AND seq = ?2",
                (identity.station.bytes(), seq),
                |row| row.get(0),
            )
            .optional()?)
    }
}

fn place(header: &EntryHeader) -> String {
    format!("station {} entry {}", header.station, header.seq)
}

/// Reads an entry that comes from elsewhere: its contents are those that were hashed, and its record is one that this build
/// can read, or knows that it does not know.
fn decode(entry: &Entry) -> Result<Decoded, StoreError> {
    let header = entry.header().map_err(|e| StoreError::BadEntry(e.to_string()))?;
    let good_personal = entry.personal().is_none_or(|personal| header.personal_hash == Some(personal.hash()));
    if header.body_hash != Entry::body_hash(entry.body()) || !good_personal {
        return Err(StoreError::BadEntry(place(&header)));
    }
    let record = Record::decode(&header.kind, header.kind_version, entry.body())
        .map_err(|e| StoreError::BadEntry(format!("{}: {e}", place(&header))))?;
    Ok(Decoded { header, record })
}

pub(crate) fn known_hash(
    connection: &Connection,
    station: StationId,
    seq: u64,
) -> Result<Option<Hash>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT hash FROM entry WHERE station = ?1 AND seq = ?2")?;
    let found: Option<[u8; 32]> = statement.query_row((station.bytes(), seq), |row| row.get(0)).optional()?;
    Ok(found.map(Hash::from_bytes))
}
