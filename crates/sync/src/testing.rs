//! A station's chain for the tests of this crate.

use crate::UploadPage;
use ledger::{
    Actors, BankId, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, Hash, Hlc, Personal, SigningKey,
    SiteId, StationId, Subject, SubjectId,
};

pub(crate) const BANK: BankId = BankId::from_bytes([0xba; 16]);

pub(crate) struct Chain {
    pub(crate) key: SigningKey,
    pub(crate) head: ChainHead,
}

impl Chain {
    pub(crate) fn new(seed: u8) -> Self {
        let head = ChainHead {
            bank: BANK,
            station: StationId::from_bytes([seed; 16]),
            site: SiteId::from_bytes([0x51; 16]),
            seq: 0,
            hash: Hash::ZERO,
            hlc: Hlc::default(),
        };
        Self { key: SigningKey::from_seed(&[seed; 32]), head }
    }

    pub(crate) fn page(&mut self, count: usize) -> UploadPage {
        let (mut entries, mut checkpoints) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let draft = Draft {
                kind: "note.taken".to_owned(),
                kind_version: 1,
                subject: Subject { kind: "donation".to_owned(), id: SubjectId::from_bytes([5; 16]) },
                actors: Actors::default(),
                base: None,
                body: vec![1, 2, 3],
                personal: Some(Personal { salt: [6; 32], bytes: b"someone".to_vec() }),
            };
            let clock = ClockEvidence {
                wall_ms: 1_700_000_000_000,
                monotonic_ms: 1,
                boot: BootId::from_bytes([7; 16]),
                offset_ms: None,
                offset_age_ms: None,
            };
            entries.push(self.head.append(draft, clock, 1));
            let ChainHead { station, seq, hash, .. } = self.head;
            checkpoints.push(Checkpoint::sign(&self.key, station, seq, hash, 1_700_000_000_001));
        }
        UploadPage { bank: self.head.bank, station: self.head.station, entries, checkpoints }
    }
}
