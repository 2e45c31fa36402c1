use super::*;
use domain::record::SignInAttempted;
use domain::{PersonId, Record};
use store::ledger::{BankId, BootId, ClockEvidence, SigningKey, SiteId};
use store::{DatabaseKey, Identity, NewRecord};

const BANK: BankId = BankId::from_bytes([1; 16]);

fn record(store: &mut Store) {
    let record = SignInAttempted { person: PersonId::from_bytes([1; 16]), success: false };
    let new = NewRecord {
        subject: [9; 16],
        record: Record::SignInAttempted(record),
        personal: None,
        operator: None,
        second: None,
    };
    let clock = ClockEvidence {
        wall_ms: 1,
        monotonic_ms: 0,
        boot: BootId::from_bytes([5; 16]),
        offset_ms: None,
        offset_age_ms: None,
    };
    store.append(vec![new], clock, 1).unwrap();
}

#[test]
fn what_a_copy_of_this_station_sent_does_not_count_as_sent_from_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.db");
    let mut store = Store::open(&path, &DatabaseKey::from_bytes([1; 32])).unwrap();
    let station = StationId::from_bytes([2; 16]);
    let identity = Identity { bank: BANK, station, site: SiteId::from_bytes([3; 16]) };
    store.begin_chain(identity, &[4; 32].into()).unwrap();
    store.set_setting("centre_url", b"http://centre").unwrap();
    record(&mut store);
    let mut exchange = Exchange::default();
    let Next::Job(Job::Upload(page)) = exchange.next(&store, 1).unwrap() else { panic!("nothing to send") };
    // The copy recorded and sent three entries more before this one came back to the network.
    let hash = page.entries[0].hash();
    let receipt = Receipt::sign(&SigningKey::from_seed(&[6; 32]), BANK, station, 4, hash, 1);
    exchange.finish(&mut store, 2, Done::Uploaded { receipt, sent: 1 }).unwrap();
    record(&mut store);
    let Next::Job(Job::Upload(page)) = exchange.next(&store, 3).unwrap() else {
        panic!("an entry that exists nowhere else is taken for sent")
    };
    assert_eq!(page.entries[0].header().unwrap().seq, 2);
}
