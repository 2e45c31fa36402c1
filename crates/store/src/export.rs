//! The ledger in files that prove themselves far from here: whole, or what an inspector asked for.

use crate::{Store, StoreError, row};
use domain::{DonationId, Record, routing};
use ledger::{ArchiveWriter, Entry, InspectionWriter, Owner, PublicKey, Scope, SubjectId};
use std::io::{Seek, Write};

const PAGE: u32 = 500;

/// Makes a stored attestation readable without a decompressor; none where it is damaged.
pub type Plain<'a> = &'a dyn Fn(&[u8]) -> Option<Vec<u8>>;

/// What an inspection file shall hold.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The chosen units with their numbers; none for all.
    pub units: Option<Vec<(DonationId, String)>>,
    /// Whether personal parts go with them.
    pub personal: bool,
    /// Readable parts: name and bytes.
    pub documents: Vec<(String, Vec<u8>)>,
    /// Wall clock, milliseconds since 1970-01-01 UTC.
    pub written_ms: i64,
}

impl Store {
    /// Writes the ledger as an archive ([`ledger::ArchiveWriter`]): the own chain, and entries of others under the
    /// pages that the centre signed. Answers how many entries it wrote.
    ///
    /// # Errors
    /// A fault of the file or of the output.
    pub fn export_archive(&self, out: &mut dyn Write) -> Result<u64, StoreError> {
        self.fill(ArchiveWriter::new(out, &self.owner()?)?, &|stored| Some(stored.to_vec()))
    }

    /// Writes an inspection file ([`ledger::InspectionWriter`]). Answers how many entries stand in it, with or without
    /// their bodies.
    ///
    /// # Errors
    /// A fault of the file or of the output.
    pub fn export_inspection(
        &self,
        out: impl Write + Seek,
        inspection: &Inspection,
        plain: Plain<'_>,
    ) -> Result<u64, StoreError> {
        let owner = self.owner()?;
        let units = inspection.units.as_ref();
        let subjects = match units {
            Some(units) => Some(self.subjects_of(units.iter().map(|(donation, _)| *donation))?),
            None => None,
        };
        let withheld_kinds = routing::BANK_ONLY_KINDS.iter().map(|kind| (*kind).to_owned()).collect();
        let scope = Scope { subjects, withheld_kinds, personal: inspection.personal };
        let mut writer = InspectionWriter::new(out);
        for (name, bytes) in &inspection.documents {
            writer.part(name, |out| out.write_all(bytes))?;
        }
        let count =
            writer.part(ledger::LEDGER, |out| self.fill(ArchiveWriter::of(out, &owner, scope)?, plain))?;
        let key = &self.chain.as_ref().ok_or(StoreError::NoChain)?.key;
        let numbers = units.map(|units| units.iter().map(|(_, number)| number.clone()).collect());
        writer.finish(key, &owner, inspection.written_ms, numbers, inspection.personal)?;
        Ok(count)
    }

    fn owner(&self) -> Result<Owner, StoreError> {
        let chain = self.chain.as_ref().ok_or(StoreError::NoChain)?;
        Ok(Owner { bank: chain.head.bank, station: chain.head.station, key: chain.key.public() })
    }

    /// Everything that the history of these units stands on: the units, their boxes, what was settled about them, and
    /// the bank's sites, stations, tanks, approved procedures and label templates.
    fn subjects_of(&self, donations: impl Iterator<Item = DonationId>) -> Result<Vec<SubjectId>, StoreError> {
        let mut chosen = Vec::new();
        let mut boxes = self.connection.prepare("SELECT shipment FROM shipment_unit WHERE donation = ?1")?;
        let donations: Vec<DonationId> = donations.collect();
        for donation in &donations {
            chosen.push(SubjectId::from_bytes(*donation.bytes()));
            for shipment in boxes.query_map([donation.bytes()], |row| row.get::<_, [u8; 16]>(0))? {
                chosen.push(SubjectId::from_bytes(shipment?));
            }
        }
        let mut shared = self.connection.prepare(
            "SELECT subject, kind, header, body FROM entry
             WHERE subject_kind IN ('bank', 'site', 'station', 'tank', 'work', 'procedure', 'label_template')",
        )?;
        let mut rows = shared.query([])?;
        while let Some(row) = rows.next()? {
            let about = row::decode(row.get("header")?, row.get("body")?)?;
            let concerns = match &about.record {
                Some(Record::WorkResolved(work)) => work.units.iter().any(|unit| donations.contains(unit)),
                Some(Record::ResolutionSigned(work)) => {
                    work.units.iter().any(|unit| donations.contains(unit))
                }
                _ => about.header.subject.kind != "work",
            };
            if concerns {
                chosen.push(about.header.subject.id);
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        Ok(chosen)
    }

    fn fill<W: Write>(&self, mut writer: ArchiveWriter<W>, plain: Plain<'_>) -> Result<u64, StoreError> {
        let chain = self.chain.as_ref().ok_or(StoreError::NoChain)?;
        // Others record meanwhile: the file shows one moment.
        let _moment = self.connection.unchecked_transaction()?;
        let mut count = 0;
        let mut after = 0;
        loop {
            let (entries, checkpoints) = self.own_page(after, PAGE)?;
            let mut checkpoints = checkpoints.iter().peekable();
            for entry in &entries {
                writer.entry(entry)?;
                after += 1;
                count += 1;
                while let Some(checkpoint) = checkpoints.next_if(|checkpoint| checkpoint.seq == after) {
                    writer.checkpoint(checkpoint)?;
                }
            }
            if entries.is_empty() {
                break;
            }
        }
        if let Some(key) = self.setting("centre_key")?.and_then(|key| key.as_slice().try_into().ok()) {
            writer.centre(&PublicKey::from_bytes(key))?;
        }
        count += self.fill_pages(&mut writer, plain)?;
        writer.finish(&chain.key)?;
        Ok(count)
    }

    fn fill_pages<W: Write>(
        &self,
        writer: &mut ArchiveWriter<W>,
        plain: Plain<'_>,
    ) -> Result<u64, StoreError> {
        let mut pages = self
            .connection
            .prepare("SELECT scope, first_position, last_position, attestation FROM feed_page ORDER BY scope, first_position")?;
        let mut items = self.connection.prepare(
            "SELECT e.header, e.body, e.personal FROM feed_item f JOIN entry e ON e.station = f.station AND e.seq = f.seq
             WHERE f.scope = ?1 AND f.position BETWEEN ?2 AND ?3 ORDER BY f.position",
        )?;
        let mut count = 0;
        let mut rows = pages.query([])?;
        while let Some(page) = rows.next()? {
            let key: (String, u64, u64) = (page.get(0)?, page.get(1)?, page.get(2)?);
            let damaged = StoreError::Inconsistent { table: "feed_page", column: "attestation" };
            let attestation = plain(&page.get::<_, Vec<u8>>(3)?).ok_or(damaged)?;
            let entries = items.query_map(key, row::entry)?.collect::<Result<Vec<Entry>, _>>()?;
            count += u64::try_from(entries.len()).unwrap_or(0);
            writer.page(&attestation, entries.iter())?;
        }
        Ok(count)
    }
}
