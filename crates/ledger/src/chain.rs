//! Appending: turns drafts into entries that follow each other.

use crate::{
    Actors, BankId, ClockEvidence, Entry, EntryHeader, EntryRef, FORMAT_VERSION, Hash, Hlc, Personal, SiteId,
    StationId, Subject,
};

/// What is to be written, before its place in the chain is known.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Sort of record.
    pub kind: String,
    /// Version of that record's layout.
    pub kind_version: u16,
    /// The aggregate it belongs to.
    pub subject: Subject,
    /// Who acts.
    pub actors: Actors,
    /// The last entry of the subject that the writer had seen.
    pub base: Option<EntryRef>,
    /// The encoded record.
    pub body: Vec<u8>,
    /// Personal data, encoded and salted.
    pub personal: Option<Personal>,
}

/// The end of a chain: all that is needed to write its next entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    /// Owner.
    pub bank: BankId,
    /// Writer.
    pub station: StationId,
    /// Where the station stands.
    pub site: SiteId,
    /// Sequence number of the last entry; 0 before the first.
    pub seq: u64,
    /// Hash of the last entry; [`Hash::ZERO`] before the first.
    pub hash: Hash,
    /// The hybrid logical clock: the highest seen in any chain.
    pub hlc: Hlc,
}

impl ChainHead {
    /// Writes the next entry and moves the head to it.
    pub fn append(&mut self, draft: Draft, clock: ClockEvidence, rule_set: u32) -> Entry {
        let hlc = self.hlc.tick(u64::try_from(clock.wall_ms).unwrap_or(0));
        let header = EntryHeader {
            format: FORMAT_VERSION,
            bank: self.bank,
            station: self.station,
            seq: self.seq + 1,
            previous: self.hash,
            kind: draft.kind,
            kind_version: draft.kind_version,
            subject: draft.subject,
            site: self.site,
            actors: draft.actors,
            clock,
            hlc,
            base: draft.base,
            rule_set,
            body_hash: Entry::body_hash(&draft.body),
            personal_hash: draft.personal.as_ref().map(Personal::hash),
        };
        let entry = Entry::seal(&header, draft.body, draft.personal);
        self.seq = header.seq;
        self.hash = entry.hash();
        self.hlc = hlc;
        entry
    }
}
