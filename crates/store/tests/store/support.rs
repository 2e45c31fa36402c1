//! Stations on real encrypted files, and records to write.

use domain::record::*;
use domain::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use std::path::Path;
use store::ledger::{self, BootId, ClockEvidence, Entry};
use store::{DatabaseKey, Identity, NewRecord, Personal, Store};

pub const BANK: [u8; 16] = [0xba; 16];

pub fn open(path: &Path) -> Store {
    Store::open(path, &DatabaseKey::from_bytes([7; 32])).expect("store opens")
}

pub fn station(folder: &Path, number: u8) -> Store {
    let mut store = open(&folder.join(format!("station-{number}.db")));
    let identity = Identity {
        bank: ledger::BankId::from_bytes(BANK),
        station: ledger::StationId::from_bytes([number; 16]),
        site: ledger::SiteId::from_bytes([0x51; 16]),
    };
    store.begin_chain(identity, &[number; 32].into()).expect("chain begins");
    store
}

pub fn clock(at_ms: i64) -> ClockEvidence {
    ClockEvidence {
        wall_ms: at_ms,
        monotonic_ms: 0,
        boot: BootId::from_bytes([1; 16]),
        offset_ms: None,
        offset_age_ms: None,
    }
}

pub fn new(subject: [u8; 16], record: Record) -> NewRecord {
    NewRecord { subject, record, personal: None, operator: Some(PersonId::from_bytes([9; 16])), second: None }
}

pub fn enrolled(donation: u8, name: &str) -> NewRecord {
    let record = MotherEnrolled { inventory: Inventory::Public, due_date: "2026-12-01".to_owned() };
    let data = MotherPersonal {
        name: name.to_owned(),
        identity_document: format!("{name}-document"),
        phone: format!("{name}-phone"),
    };
    NewRecord {
        personal: Some(Personal { salt: [donation; 32], data: data.into() }),
        ..new([donation; 16], Record::MotherEnrolled(record))
    }
}

pub fn collected(donation: u8, din: &str) -> NewRecord {
    let record = CollectionRegistered {
        din: din.to_owned(),
        scheme: NumberScheme::Local,
        din_source: DinSource::Block,
        infant_sex: InfantSex::Female,
        birth_weight_g: 3_300,
        gestation_d: 275,
        delivery_mode: DeliveryMode::Vaginal,
        started_ms: 1,
        ended_ms: 2,
        volume_ml: Measure::tenths(900),
        gross_weight_g: None,
        bag_lot: "L1".to_owned(),
        anticoagulant_ml: Measure::tenths(350),
    };
    new([donation; 16], Record::CollectionRegistered(record))
}

pub fn stored(donation: u8, position: &str) -> NewRecord {
    let tank = TankId::from_bytes([0x7a; 16]);
    let record = UnitStored { tank, rack: 1, slot: 1, position: position.to_owned(), move_reason: None };
    new([donation; 16], Record::UnitStored(record))
}

pub fn result(donation: u8, tenths: u32) -> NewRecord {
    let record = ResultRecorded {
        test: "tnc_post".to_owned(),
        number: Some(Measure::tenths(tenths)),
        choice: None,
        unit: "×10^8".to_owned(),
        method: "XN".to_owned(),
        state: ResultState::Final,
        correction_reason: None,
    };
    new([donation; 16], Record::ResultRecorded(record))
}

/// The same, measured on a device at a moment.
pub fn measured(donation: u8, tenths: u32, device: &str, measured_ms: i64) -> NewRecord {
    let Record::ResultRecorded(result) = result(donation, tenths).record else { unreachable!() };
    let timed = ResultTimed {
        result,
        device: Some(device.to_owned()),
        computation: None,
        measured_ms: Some(measured_ms),
        sent_ms: None,
        corrected: false,
    };
    new([donation; 16], Record::ResultTimed(timed))
}

/// The same, in place of the entry of that name.
pub fn replaced(of: &Entry, donation: u8, tenths: u32, device: &str, measured_ms: i64) -> NewRecord {
    let Record::ResultTimed(mut reported) = measured(donation, tenths, device, measured_ms).record else {
        unreachable!()
    };
    reported.result.correction_reason = Some("measured anew".to_owned());
    let header = of.header().expect("header");
    let stamp = domain::unit::Stamp {
        at_ms: header.clock.wall_ms,
        operator: None,
        second: None,
        station: StationId::from_bytes(*header.station.bytes()),
        seq: header.seq,
        site: SiteId::from_bytes(*header.site.bytes()),
        body_hash: *header.body_hash.bytes(),
    };
    let of = domain::unit::entry_name(&stamp);
    new([donation; 16], Record::ResultReplaced(ResultReplaced { reported, of: vec![of] }))
}

/// A step that scanned a device.
pub fn scanned(donation: u8, step: &str, device: &str, done_ms: Option<i64>) -> NewRecord {
    let record = StepDone {
        sop: "p".to_owned(),
        sop_version: "1".to_owned(),
        step: step.to_owned(),
        values: Vec::new(),
        scans: vec![StepScan { code: "equipment".to_owned(), value: device.to_owned() }],
        done_ms,
        departures: Vec::new(),
        reason: None,
        digest: String::new(),
        name: String::new(),
        meaning: None,
    };
    new([donation; 16], Record::StepDone(record))
}

/// The curve of a freezer that the unit was frozen by.
pub fn curve(donation: u8, curve: u8, device: &str) -> NewRecord {
    let record = UnitCurveRecorded {
        curve: FreezingCurveId::from_bytes([curve; 16]),
        file_name: "f.csv".to_owned(),
        file_digest: "d".to_owned(),
        equipment: device.to_owned(),
        program: "p".to_owned(),
        version: "1".to_owned(),
        digest: "d".to_owned(),
        run: None,
        measures: Vec::new(),
        reason: None,
        replaces: Vec::new(),
    };
    new([donation; 16], Record::UnitCurveRecorded(record))
}

pub fn resolved(work: u8, about: &str, units: &[u8], keep: u8) -> NewRecord {
    let record = WorkResolved {
        kind: "duplicate_position".to_owned(),
        about: about.to_owned(),
        units: units.iter().map(|unit| DonationId::from_bytes([*unit; 16])).collect(),
        keep: DonationId::from_bytes([keep; 16]),
        reason: "seen".to_owned(),
        name: "Q".to_owned(),
        meaning: Meaning::Resolution,
    };
    new([work; 16], Record::WorkResolved(record))
}

pub fn run(run: u8, number: &str, units: &[u8]) -> NewRecord {
    let record = RunStarted {
        number: number.to_owned(),
        sop: "cord-blood-banking".to_owned(),
        version: "1".to_owned(),
        step: "weigh".to_owned(),
        units: units.iter().map(|unit| DonationId::from_bytes([*unit; 16])).collect(),
        clearance: "1".to_owned(),
        checks: vec!["clean".to_owned()],
    };
    new([run; 16], Record::RunStarted(record))
}

pub fn entries(store: &Store) -> Vec<Entry> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let (page, _) = store.own_page(after, 500).expect("page");
        if page.is_empty() {
            return all;
        }
        after += page.len() as u64;
        all.extend(page);
    }
}

pub struct Dice(ChaCha20Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % below
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
