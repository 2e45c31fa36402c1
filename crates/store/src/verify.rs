//! Verifying the whole ledger in the file: the own chain by its key, entries of others by the centre's signed pages.

use crate::{Store, StoreError, row};
use ledger::{BankId, Checkpoint, Entry, Fault, Finding, Hash, PublicKey, StationId, Verifier};
use rusqlite::OptionalExtension as _;

/// Result of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Entries checked.
    pub entries: u64,
    /// Checkpoints and signed pages checked.
    pub checkpoints: u64,
    /// The first bad entry.
    pub first_bad: Option<Finding>,
}

/// A chain whose key is known: this station's own, or one that it continues.
struct Known {
    bank: BankId,
    station: StationId,
    key: PublicKey,
    /// The last entry that the key is known to have signed.
    until: u64,
}

/// How far a long work has come: (done, all). Answers whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

impl Store {
    /// Verifies the own chain, then every entry of others. `attested` judges a page of a feed: the centre's signed
    /// bytes against the hashes of the entries that stand there.
    ///
    /// # Errors
    /// A fault of the file; [`StoreError::Interrupted`] where the progress says so. A bad entry is no error but the report's
    /// finding.
    pub fn verify(
        &self,
        attested: &dyn Fn(&[u8], &[Hash]) -> bool,
        progress: Progress<'_>,
    ) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let chain = self.chain.as_ref().ok_or(StoreError::NoChain)?;
        // Others record meanwhile: entries and checkpoints must be those of one moment, or what is new looks torn off.
        let _moment = self.connection.unchecked_transaction()?;
        let all: u64 = self.connection.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?;
        let (bank, station) = (chain.head.bank, chain.head.station);
        let known = Known { bank, station, key: chain.key.public(), until: u64::MAX };
        let result = self.verify_own(known, &mut report, all, progress)?;
        if let Err(finding) = result {
            report.first_bad = Some(finding);
            return Ok(report);
        }
        let mut proved = std::collections::BTreeMap::from([(station, u64::MAX)]);
        for former in self.continued_chains()? {
            let known = Known { bank, station: former.station, key: former.key, until: former.seq };
            if let Err(finding) = self.verify_own(known, &mut report, all, progress)? {
                report.first_bad = Some(finding);
                return Ok(report);
            }
            proved.insert(former.station, former.seq);
        }
        report.first_bad = self.verify_others(&proved, attested, &mut report, all, progress)?;
        Ok(report)
    }

    /// Checks the file itself: every page under its key, every index.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first finding.
    pub fn check_integrity(&self) -> Result<(), StoreError> {
        for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check(1)"] {
            let mut statement = self.connection.prepare(pragma)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let said: String = row.get(0)?;
                if said != "ok" {
                    return Err(StoreError::Damaged(said));
                }
            }
        }
        Ok(())
    }

    fn verify_own(
        &self,
        Known { bank, station, key, until }: Known,
        report: &mut Report,
        all: u64,
        progress: Progress<'_>,
    ) -> Result<Result<(), Finding>, StoreError> {
        let until = i64::try_from(until).unwrap_or(i64::MAX);
        let mut verifier = Verifier::new(bank, station, key);
        let mut statement = self.connection.prepare(
            "SELECT e.seq, e.hash, e.header, e.body, e.personal, c.bytes
             FROM entry e LEFT JOIN checkpoint c ON c.station = e.station AND c.seq = e.seq
             WHERE e.station = ?1 AND e.seq <= ?2 ORDER BY e.seq",
        )?;
        let mut rows = statement.query((station.bytes(), until))?;
        let mut last_checkpoint = 0;
        while let Some(row) = rows.next()? {
            let stored = Hash::from_bytes(row.get("hash")?);
            if let Err(finding) = verifier.stored_entry(&row::entry(row)?, &stored) {
                return Ok(Err(finding));
            }
            report.entries += 1;
            let seq: u64 = row.get("seq")?;
            if let Some(bytes) = row.get::<_, Option<Vec<u8>>>("bytes")? {
                let checkpoint = match Checkpoint::from_bytes(&bytes) {
                    Ok(checkpoint) => checkpoint,
                    Err(e) => {
                        return Ok(Err(Finding { station, seq, fault: Fault::CheckpointBytes(e.detail) }));
                    }
                };
                if let Err(finding) = verifier.checkpoint(&checkpoint) {
                    return Ok(Err(finding));
                }
                report.checkpoints += 1;
                last_checkpoint = seq;
            }
            go_on(report, all, progress)?;
        }
        let beyond: Option<u64> = self
            .connection
            .query_row(
                "SELECT seq FROM checkpoint WHERE station = ?1 AND seq > ?2 ORDER BY seq LIMIT 1",
                (station.bytes(), last_checkpoint),
                |row| row.get(0),
            )
            .optional()?;
        Ok(match (beyond, verifier.finish()) {
            (Some(seq), Ok(verified)) => {
                Err(Finding { station, seq: verified.entries + 1, fault: Fault::Truncated(seq) })
            }
            // The continuation says where the chain stood: with its end gone it is shorter, and still whole in itself.
            (None, Ok(verified)) if until != i64::MAX && verified.entries.cast_signed() < until => {
                let fault = Fault::Truncated(until.cast_unsigned());
                Err(Finding { station, seq: verified.entries + 1, fault })
            }
            (_, finished) => finished.map(|_| ()),
        })
    }

    fn verify_others(
        &self,
        proved: &std::collections::BTreeMap<StationId, u64>,
        attested: &dyn Fn(&[u8], &[Hash]) -> bool,
        report: &mut Report,
        all: u64,
        progress: Progress<'_>,
    ) -> Result<Option<Finding>, StoreError> {
        let mut statement = self
            .connection
            .prepare("SELECT station, seq, hash, header, body, personal FROM entry ORDER BY station, seq")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let station = StationId::from_bytes(row.get("station")?);
            let seq: u64 = row.get("seq")?;
            if proved.get(&station).is_some_and(|until| seq <= *until) {
                continue;
            }
            if let Some(fault) = fault_of(&row::entry(row)?, &Hash::from_bytes(row.get("hash")?)) {
                return Ok(Some(Finding { station, seq, fault }));
            }
            report.entries += 1;
            go_on(report, all, progress)?;
        }
        let mut pages = self
            .connection
            .prepare("SELECT scope, first_position, last_position, attestation FROM feed_page ORDER BY scope, first_position")?;
        let mut items = self.connection.prepare(
            "SELECT f.station, f.seq, e.hash FROM feed_item f LEFT JOIN entry e ON e.station = f.station AND e.seq = f.seq
             WHERE f.scope = ?1 AND f.position BETWEEN ?2 AND ?3 ORDER BY f.position",
        )?;
        let mut rows = pages.query([])?;
        while let Some(page) = rows.next()? {
            let (scope, first, last): (String, u64, u64) = (page.get(0)?, page.get(1)?, page.get(2)?);
            let attestation: Vec<u8> = page.get(3)?;
            let found = items
                .query_map((scope, first, last), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<Vec<([u8; 16], u64, Option<[u8; 32]>)>, _>>()?;
            let missing = found.iter().find(|(_, _, hash)| hash.is_none());
            let hashes: Vec<Hash> =
                found.iter().filter_map(|(_, _, hash)| hash.map(Hash::from_bytes)).collect();
            let (station, seq) =
                missing.or(found.first()).map_or((StationId::from_bytes([0; 16]), 0), |(station, seq, _)| {
                    (StationId::from_bytes(*station), *seq)
                });
            if missing.is_some() || !attested(&attestation, &hashes) {
                return Ok(Some(Finding { station, seq, fault: Fault::CheckpointSignature }));
            }
            report.checkpoints += 1;
        }
        Ok(None)
    }
}

/// Says now and then how far it has come. What is called off was not verified, and nothing is missing from it either.
fn go_on(report: &Report, all: u64, progress: Progress<'_>) -> Result<(), StoreError> {
    if report.entries.is_multiple_of(1_000) && !progress(report.entries, all) {
        return Err(StoreError::Interrupted);
    }
    Ok(())
}

/// What is wrong with an entry taken by itself.
fn fault_of(entry: &Entry, stored: &Hash) -> Option<Fault> {
    let header = match entry.header() {
        Ok(header) => header,
        Err(e) => return Some(Fault::Header(e.detail)),
    };
    if entry.hash() != *stored {
        return Some(Fault::StoredHash);
    }
    if header.body_hash != Entry::body_hash(entry.body()) {
        return Some(Fault::Body);
    }
    let personal = entry.personal().map(ledger::Personal::hash);
    (personal.is_some() && personal != header.personal_hash).then_some(Fault::Personal)
}
