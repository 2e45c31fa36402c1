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

fn station(folder: &tempfile::TempDir) -> Store {
    let mut store = Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([1; 32])).unwrap();
    let station = StationId::from_bytes([2; 16]);
    let identity = Identity { bank: BANK, station, site: SiteId::from_bytes([3; 16]) };
    store.begin_chain(identity, &[4; 32].into()).unwrap();
    store.set_setting("centre_url", b"http://centre").unwrap();
    store
}

#[test]
fn what_a_copy_of_this_station_sent_does_not_count_as_sent_from_here() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(&folder);
    record(&mut store);
    let mut exchange = Exchange::default();
    let Next::Job(Job::Upload(page)) = exchange.next(&store, 1).unwrap() else { panic!("nothing to send") };
    // The copy recorded and sent three entries more before this one came back to the network.
    let hash = page.entries[0].hash();
    let receipt = Receipt::sign(&SigningKey::from_seed(&[6; 32]), BANK, page.station, 4, hash, 1);
    exchange.finish(&mut store, 2, Done::Uploaded { receipt, sent: 1 }).unwrap();
    record(&mut store);
    let Next::Job(Job::Upload(page)) = exchange.next(&store, 3).unwrap() else {
        panic!("an entry that exists nowhere else is taken for sent")
    };
    assert_eq!(page.entries[0].header().unwrap().seq, 2);
}

/// What is to be sent next: whose, and which entries.
fn to_send(exchange: &mut Exchange, store: &Store, now_ms: u64) -> (StationId, Vec<u64>, Job) {
    let Next::Job(job) = exchange.next(store, now_ms).unwrap() else { panic!("nothing to send") };
    let Job::Upload(page) = &job else { panic!("{job:?}") };
    let seqs = page.entries.iter().map(|entry| entry.header().unwrap().seq).collect();
    (page.station, seqs, job)
}

#[test]
fn a_restored_station_finds_out_that_the_centre_lost_of_its_former_self_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(&folder);
    let former = store.identity().unwrap().station;
    (0..3).for_each(|_| record(&mut store));
    // The former station was told that all three are held; then the centre was put back to an older backup.
    store.set_setting("acknowledged", b"3").unwrap();
    crate::restore::begin_anew(&mut store, 1, None, &crate::SystemHost::default()).unwrap();
    store.set_setting("centre_url", b"http://centre").unwrap();
    let mut exchange = Exchange::default();
    let (own, seqs, _) = to_send(&mut exchange, &store, 1);
    assert_eq!((own, seqs), (store.identity().unwrap().station, vec![1, 2]));
    let (_, seq, hash) = store.head().unwrap();
    let receipt = Receipt::sign(&SigningKey::from_seed(&[6; 32]), BANK, own, seq, hash, 1);
    exchange.finish(&mut store, 2, Done::Uploaded { receipt, sent: 2 }).unwrap();
    let (writer, seqs, job) = to_send(&mut exchange, &store, 3);
    assert_eq!((writer, seqs), (former, vec![3]), "what was acknowledged last is said once more");
    exchange.failed(&mut store, 4, 0, &job, &SyncError::Gap { expected: 2 }).unwrap();
    let (writer, seqs, _) = to_send(&mut exchange, &store, 3_600_000);
    assert_eq!((writer, seqs), (former, vec![2, 3]), "and all that the centre lacks is sent");
}

/// What stands in a feed up to a position, and nothing behind it.
fn nothing_behind(scope: Scope, after: u64, round: u64) -> Done {
    let key = SigningKey::from_seed(&[6; 32]);
    let digest = sync::Attestation::digest([]);
    let attestation = sync::Attestation::sign(&key, BANK, scope, after + 1, after, digest);
    Done::Pulled { page: sync::FeedPage { attestation, entries: Vec::new(), end: after, held: None }, round }
}

/// Goes on until the reference feed is asked for; answers when, and with which wish.
fn reference_asked(exchange: &mut Exchange, store: &mut Store, mut now_ms: u64) -> (u64, u64) {
    loop {
        match exchange.next(store, now_ms).unwrap() {
            Next::Job(Job::Pull { request, round }) if request.scope == Scope::Reference => {
                return (now_ms, round);
            }
            Next::Job(Job::Pull { request, round }) => {
                let done = nothing_behind(request.scope, request.after, round);
                exchange.finish(store, now_ms, done).unwrap();
            }
            Next::Idle { until_ms } => now_ms = until_ms,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_feed_that_differs_again_and_again_is_read_anew_less_and_less_often() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(&folder);
    let mut exchange = Exchange::default();
    let differs = SyncError::OtherFeed { refusal: sync::Refusal::new(sync::Code::FeedDiffers) };
    let (mut now_ms, mut round) = reference_asked(&mut exchange, &mut store, 0);
    let job = Job::Pull { request: FeedRequest::after(Scope::Reference, 5), round };
    let begin_anew = |exchange: &mut Exchange, store: &mut Store, now_ms| {
        let failure = exchange.failed(store, now_ms, u32::MAX, &job, &differs).unwrap();
        assert_eq!(failure, Failure::CentreBehind);
        let (asked_ms, round) = reference_asked(exchange, store, now_ms);
        (asked_ms - now_ms, asked_ms, round)
    };
    for failures in 1..=12 {
        let waited_ms;
        (waited_ms, now_ms, round) = begin_anew(&mut exchange, &mut store, now_ms);
        assert_eq!(waited_ms, sync::delay_ms(failures, u32::MAX));
    }
    // Once the centre agrees with what was read, a later disagreement is a new one.
    exchange.finish(&mut store, now_ms, nothing_behind(Scope::Reference, 5, round)).unwrap();
    assert_eq!(begin_anew(&mut exchange, &mut store, now_ms).0, sync::delay_ms(1, u32::MAX));
}
