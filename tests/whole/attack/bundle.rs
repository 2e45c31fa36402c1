//! A small exported file with everything in it that the format knows, made with keys of the test's own.

use std::io::Cursor;
use store::ledger::{
    ActorId, Actors, ArchiveWriter, BankId, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, Entry,
    EntryRef, Hash, Hlc, InspectionWriter, LEDGER, Owner, Personal, Scope, SigningKey, SiteId, StationId,
    Subject, SubjectId,
};
use sync::Attestation;

pub const BANK: BankId = BankId::from_bytes([0xba; 16]);
const CENTRE: u8 = 0xce;

/// A station with its chain.
pub struct Chain {
    pub key: SigningKey,
    pub entries: Vec<Entry>,
    pub head: ChainHead,
}

impl Chain {
    fn new(seed: u8, kinds: &[(&str, u8)]) -> Self {
        let mut head = ChainHead {
            bank: BANK,
            station: StationId::from_bytes([seed; 16]),
            site: SiteId::from_bytes([0x51; 16]),
            seq: 0,
            hash: Hash::ZERO,
            hlc: Hlc::default(),
        };
        let entries = kinds.iter().map(|(kind, subject)| append(&mut head, kind, *subject)).collect();
        Self { key: SigningKey::from_seed(&[seed; 32]), entries, head }
    }

    pub fn owner(&self) -> Owner {
        Owner { bank: BANK, station: self.head.station, key: self.key.public() }
    }
}

fn append(head: &mut ChainHead, kind: &str, subject: u8) -> Entry {
    let seq = head.seq + 1;
    let byte = u8::try_from(seq).unwrap();
    let personal =
        kind.starts_with("mother").then(|| Personal { salt: [byte; 32], bytes: b"someone".to_vec() });
    let draft = Draft {
        kind: kind.to_owned(),
        kind_version: 1,
        subject: Subject { kind: "donation".to_owned(), id: SubjectId::from_bytes([subject; 16]) },
        actors: Actors { operator: Some(ActorId::from_bytes([0xac; 16])), second: None },
        base: (seq > 1).then_some(EntryRef { station: head.station, seq: seq - 1 }),
        body: vec![byte; 24],
        personal,
    };
    let clock = ClockEvidence {
        wall_ms: 1_790_000_000_000 + i64::from(byte),
        monotonic_ms: 700,
        boot: BootId::from_bytes([0xb0; 16]),
        offset_ms: Some(-12),
        offset_age_ms: Some(3_000),
    };
    head.append(draft, clock, 1)
}

/// The files and what they were made of.
pub struct Bundle {
    pub station: Chain,
    pub other: Chain,
    pub centre: SigningKey,
    /// An inspection file of chosen units: entries whole and by header, a page of another station.
    pub inspection: Vec<u8>,
    /// A whole ledger with personal parts.
    pub archive: Vec<u8>,
}

/// Entries of the own chain that end a commit.
const COMMITS: [usize; 3] = [2, 5, 8];

impl Bundle {
    pub fn new() -> Self {
        let own = [
            ("bank.created", 0),
            ("person.added", 9),
            ("mother.enrolled", 1),
            ("consent.recorded", 1),
            ("mother.enrolled", 2),
            ("step.recorded", 1),
            ("step.recorded", 2),
            ("result.recorded", 1),
        ];
        let station = Chain::new(0x11, &own);
        let other = Chain::new(0x22, &[("unit.packed", 1), ("unit.packed", 2), ("unit.received", 1)]);
        let mut bundle = Self {
            station,
            other,
            centre: SigningKey::from_seed(&[CENTRE; 32]),
            inspection: Vec::new(),
            archive: Vec::new(),
        };
        let ledger = bundle.chosen(&bundle.station, &bundle.station.key);
        bundle.inspection = bundle.wrap(&ledger, &bundle.station.key, &bundle.station.owner());
        bundle.archive = bundle.whole();
        bundle
    }

    fn fill(&self, mut writer: ArchiveWriter<Vec<u8>>, chain: &Chain, signer: &SigningKey) -> Vec<u8> {
        let mut hash = Hash::ZERO;
        for (index, entry) in chain.entries.iter().enumerate() {
            writer.entry(entry).unwrap();
            hash = entry.hash();
            if COMMITS.contains(&(index + 1)) {
                let seq = u64::try_from(index + 1).unwrap();
                let checkpoint = Checkpoint::sign(signer, chain.head.station, seq, hash, 1_790_000_000_500);
                writer.checkpoint(&checkpoint).unwrap();
            }
        }
        assert_eq!(hash, chain.entries.last().unwrap().hash());
        writer.finish(signer).unwrap()
    }

    /// The ledger archive of the chosen units, of a chain that may be somebody else's.
    pub fn chosen(&self, chain: &Chain, signer: &SigningKey) -> Vec<u8> {
        let subjects = [0, 1].map(|byte| SubjectId::from_bytes([byte; 16])).to_vec();
        let scope = Scope {
            subjects: Some(subjects),
            withheld_kinds: vec!["person.added".to_owned()],
            personal: false,
        };
        let owner = Owner { key: signer.public(), ..chain.owner() };
        let mut writer = ArchiveWriter::of(Vec::new(), &owner, scope).unwrap();
        writer.centre(&self.centre.public()).unwrap();
        let digest = Attestation::digest(self.other.entries.iter().map(Entry::hash));
        let feed = sync::Scope::Site(SiteId::from_bytes([0x51; 16]));
        let attestation = Attestation::sign(&self.centre, BANK, feed, 1, 3, digest);
        writer.page(&attestation.to_bytes(), self.other.entries.iter()).unwrap();
        self.fill(writer, chain, signer)
    }

    fn whole(&self) -> Vec<u8> {
        let writer = ArchiveWriter::new(Vec::new(), &self.station.owner()).unwrap();
        self.fill(writer, &self.station, &self.station.key)
    }

    /// An inspection file around a ledger archive, with a manifest that fits it.
    pub fn wrap(&self, ledger: &[u8], signer: &SigningKey, owner: &Owner) -> Vec<u8> {
        let mut writer = InspectionWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [("dossier.en.html", b"<p>A unit</p>\n".as_slice()), (LEDGER, ledger)] {
            writer.part(name, |out| out.write_all(bytes)).unwrap();
        }
        let units = Some(vec!["A999926000100".to_owned()]);
        writer.finish(signer, owner, 1_790_000_000_900, units, false).unwrap().into_inner()
    }
}
