use super::*;
use crate::courier::Kept;
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
    station_as(folder, 2)
}

fn station_as(folder: &tempfile::TempDir, number: u8) -> Store {
    let path = folder.path().join(format!("bank{number}.db"));
    let mut store = Store::open(&path, &DatabaseKey::from_bytes([1; 32])).unwrap();
    let station = StationId::from_bytes([number; 16]);
    let identity = Identity { bank: BANK, station, site: SiteId::from_bytes([3; 16]) };
    store.begin_chain(identity, &[number; 32].into()).unwrap();
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

#[test]
fn a_receipt_from_a_file_acknowledges_this_history_alone() {
    let folder = tempfile::tempdir().unwrap();
    let centre = SigningKey::from_seed(&[6; 32]);
    // The receipt: for which entry, of this history or another, at what time; then what is acknowledged, and whether this
    // station was overtaken.
    let cases = [
        (&[(2, true, 5)][..], 2, false),
        (&[(2, true, 5), (2, true, 5)], 2, false),
        (&[(3, true, 5), (2, true, 4)], 3, false),
        (&[(3, true, 5), (2, true, 6)], 2, false),
        (&[(3, true, 5), (2, true, 6), (3, true, 5)], 2, false),
        (&[(2, false, 5)], 0, true),
        (&[(4, true, 5)], 0, true),
    ];
    for (index, (receipts, expected, overtaken)) in cases.into_iter().enumerate() {
        let number = u8::try_from(index + 10).unwrap();
        let mut store = station_as(&folder, number);
        (0..3).for_each(|_| record(&mut store));
        let own = StationId::from_bytes([number; 16]);
        let mut exchange = Exchange::default();
        for (seq, same, time_ms) in receipts {
            let hash = store.entry_hash(own, *seq).unwrap().filter(|_| *same);
            let hash = hash.unwrap_or(store::ledger::Hash::from_bytes([7; 32]));
            let receipt = Receipt::sign(&centre, BANK, own, *seq, hash, *time_ms);
            exchange.finish(&mut store, 1, Done::Heard(receipt)).unwrap();
        }
        assert_eq!(acknowledged(&store).unwrap(), expected, "{receipts:?}");
        assert_eq!(super::overtaken(&store).unwrap().is_some(), overtaken, "{receipts:?}");
    }
}

#[test]
fn what_is_carried_for_others_goes_after_the_own_chain_and_never_in_its_way() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, mut other) = (station(&folder), station_as(&folder, 3));
    let key = other.signing_key().unwrap().public();
    let own = store.identity().unwrap().station;
    record(&mut other);
    let page = chain_page(&other, StationId::from_bytes([3; 16]), 0, 1 << 20).unwrap().unwrap();
    let keep = |store: &mut Store, page: &UploadPage| {
        let span = page.verify(key).unwrap();
        Courier::read(store).unwrap().keep(store, page, &span).unwrap()
    };
    assert_eq!(keep(&mut store, &page), Kept::New);
    assert_eq!(keep(&mut store, &page), Kept::Known);
    // A later file has the same entry and more: one page is left.
    record(&mut other);
    let longer = chain_page(&other, page.station, 0, 1 << 20).unwrap().unwrap();
    assert_eq!(keep(&mut store, &longer), Kept::New);
    assert_eq!(keep(&mut store, &page), Kept::Known);
    assert_eq!(Courier::read(&store).unwrap().waiting(), 2);

    record(&mut store);
    let mut exchange = Exchange::default();
    let upload = |exchange: &mut Exchange, store: &Store, now_ms| match exchange.next(store, now_ms).unwrap()
    {
        Next::Job(Job::Upload(page)) => Some(page),
        _ => None,
    };
    let centre = SigningKey::from_seed(&[6; 32]);
    let receipt_for = |page: &UploadPage| {
        let hash = page.entries.last().unwrap().hash();
        Receipt::sign(&centre, BANK, page.station, page.last_seq(), hash, 1)
    };
    let first = upload(&mut exchange, &store, 1).unwrap();
    assert_eq!(first.station, own);
    let done = Done::Uploaded { receipt: receipt_for(&first), sent: 1 };
    exchange.finish(&mut store, 2, done).unwrap();
    let carried = upload(&mut exchange, &store, 3).unwrap();
    assert_eq!(carried, longer);
    // Nobody can be reached: it waits. Refused for good: it goes back, and the own work goes on at once.
    let job = Job::Upload(carried);
    let away = SyncError::Unreachable { detail: String::new() };
    assert_eq!(exchange.failed(&mut store, 4, 0, &job, &away).unwrap(), Failure::Counted);
    assert_eq!(Courier::read(&store).unwrap().waiting(), 2);
    exchange.hurry();
    let gap = SyncError::Gap { expected: 1 };
    assert_eq!(exchange.failed(&mut store, 5, 0, &job, &gap).unwrap(), Failure::LeftBe(page.station));
    let courier = Courier::read(&store).unwrap();
    let returned = courier.answered(page.station).returned.unwrap();
    assert_eq!((courier.waiting(), returned.param("expected")), (0, Some("1")));
    record(&mut store);
    assert_eq!(upload(&mut exchange, &store, 6).unwrap().station, own);

    // Taken after all: the receipt is kept for the next file, and the page is not carried again.
    assert_eq!(keep(&mut store, &longer), Kept::New);
    let done = Done::Uploaded { receipt: receipt_for(&longer), sent: longer.last_seq() };
    exchange.finish(&mut store, 7, done).unwrap();
    let courier = Courier::read(&store).unwrap();
    let answered = courier.answered(page.station);
    assert_eq!((courier.waiting(), answered.returned), (0, None));
    assert_eq!(answered.receipt.unwrap().seq, longer.last_seq());
    assert_eq!(keep(&mut store, &longer), Kept::Known);

    // A page that does not come from here changes nothing. The centre was put back: its receipt is worth nothing any more.
    record(&mut other);
    let later = chain_page(&other, page.station, longer.last_seq(), 1 << 20).unwrap().unwrap();
    assert_eq!(keep(&mut store, &later), Kept::New);
    let elsewhere = Job::Upload(longer.clone());
    exchange.failed(&mut store, 8, 0, &elsewhere, &gap).unwrap();
    assert_eq!(Courier::read(&store).unwrap().waiting(), 1);
    let job = Job::Upload(later);
    assert_eq!(exchange.failed(&mut store, 9, 0, &job, &gap).unwrap(), Failure::LeftBe(page.station));
    assert_eq!(keep(&mut store, &longer), Kept::New);
}

#[test]
fn a_page_from_a_file_goes_on_where_the_feed_ends_wherever_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, mut other) = (station(&folder), station_as(&folder, 3));
    (0..6).for_each(|_| record(&mut other));
    let written = chain_page(&other, StationId::from_bytes([3; 16]), 0, 1 << 20).unwrap().unwrap().entries;
    let hashes: Vec<_> = written.iter().map(store::ledger::Entry::hash).collect();
    let page = |first: u64, last: u64| {
        let placed = |(position, entry)| sync::FeedEntry { position, entry };
        let all = (1..).zip(written.clone()).map(placed);
        let entries = all.filter(|entry| (first..=last).contains(&entry.position)).collect();
        let key = SigningKey::from_seed(&[6; 32]);
        sync::FeedPage::sign(&key, BANK, Scope::Reference, first - 1, entries, last)
    };
    let mut exchange = Exchange::default();
    let mut take = |store: &mut Store, done: Done| exchange.finish(store, 1, done).unwrap();
    // What stands before it is not here: it leaves no hole.
    assert!(!take(&mut store, Done::Brought { page: page(2, 3) }));
    assert!(!take(&mut store, Done::Pulled { page: page(3, 4), round: 0 }));
    assert_eq!(store.feed_position("reference").unwrap(), 0);
    assert!(take(&mut store, Done::Pulled { page: page(1, 2), round: 0 }));
    // Longer from the same place: it proves what the shorter one did, and takes its place.
    assert!(take(&mut store, Done::Brought { page: page(1, 4) }));
    let kept = |store: &Store, position| store.feed_page_at("reference", position).unwrap().unwrap();
    assert_eq!((kept(&store, 1).last, kept(&store, 4).first), (4, 1));
    assert!(!take(&mut store, Done::Brought { page: page(1, 2) }));
    assert!(!take(&mut store, Done::Brought { page: page(3, 4) }));
    // An answer of the centre that was on its way meanwhile.
    assert!(take(&mut store, Done::Pulled { page: page(3, 5), round: 0 }));
    assert!(take(&mut store, Done::Brought { page: page(6, 6) }));
    let Next::Job(Job::Pull { request, .. }) = exchange.next(&store, 2).unwrap() else { panic!("not asked") };
    assert_eq!((request.scope, request.after), (Scope::Reference, 6));
    assert_eq!(request.mark, Some(FeedMark::START.then_all(&hashes)));
}

#[test]
fn projections_of_a_first_read_are_made_when_every_feed_was_read_and_then_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(&folder);
    store.begin_taking_in().unwrap();
    record(&mut store);
    acknowledge(&mut store, 1).unwrap();
    let mut exchange = Exchange::default();
    let mut asked = Vec::new();
    // The reference feed has more at first.
    for end in [7, 0, 0] {
        let Next::Job(Job::Pull { request, round }) = exchange.next(&store, 1).unwrap() else {
            panic!("not all was read")
        };
        asked.push(matches!(request.scope, Scope::Reference));
        let Done::Pulled { mut page, round } = nothing_behind(request.scope, 0, round) else {
            unreachable!()
        };
        page.end = end;
        exchange.finish(&mut store, 1, Done::Pulled { page, round }).unwrap();
        assert!(exchange.folded().is_none());
        // How many there are is known once every feed was asked.
        assert_eq!(exchange.count_read().1, (asked.len() == 3).then_some(0));
    }
    assert_eq!(asked, [true, true, false]);
    assert!(matches!(exchange.next(&store, 1).unwrap(), Next::Fold));
    assert!(!exchange.fold(&mut store).unwrap());
    assert_eq!(exchange.folded(), Some(Folded { done: 1, all: 1 }));
    // Somebody who wants news does not put it off.
    exchange.hurry();
    assert!(matches!(exchange.next(&store, 1).unwrap(), Next::Fold));
    // Nor does a program that was killed and has not heard of the centre since.
    let mut exchange = Exchange::default();
    assert!(matches!(exchange.next(&store, 1).unwrap(), Next::Fold));
    assert!(exchange.fold(&mut store).unwrap());
    assert_eq!(store.taking_in().unwrap(), None);
    assert!(matches!(exchange.next(&store, 1).unwrap(), Next::Job(Job::Pull { .. })));
}

#[test]
fn what_stops_everything_is_asked_again_once_a_person_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = station(&folder);
    let mut exchange = Exchange::default();
    let Next::Job(job) = exchange.next(&store, 1).unwrap() else { panic!("nothing is asked") };
    exchange.failed(&mut store, 1, 0, &job, &SyncError::Revoked).unwrap();
    assert!(matches!(exchange.next(&store, u64::MAX).unwrap(), Next::Blocked(Block::Revoked)));
    exchange.hurry();
    assert!(matches!(exchange.next(&store, 1).unwrap(), Next::Job(_)));
}
