//! One contract, two databases: what `centre::storage` promises, PostgreSQL keeps, and so does the database in memory that
//! the simulator runs on. Were they to differ, a run of the simulator would say nothing about the product.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use centre::db::bank::Entitlement;
use centre::db::entry::NewEntry;
use centre::db::feed::Reader;
use centre::db::station::Status;
use centre::router::Audience;
use centre::storage::{FeedEnd, FeedItem, Reading, Transaction};
use cordkeep_tests::Postgres;
use ledger::{
    Actors, BankId, BootId, ChainHead, ClockEvidence, Draft, Entry, EntryRef, Hash, Hlc, Personal,
    SigningKey, SiteId, StationId, Subject, SubjectId,
};
use simulator::memory::Memory;
use std::time::Duration;
use sync::{FeedMark, Scope};

const BANK: BankId = BankId::from_bytes([0xba; 16]);
const SITE: SiteId = SiteId::from_bytes([1; 16]);
const OTHER: SiteId = SiteId::from_bytes([2; 16]);
const STATION: StationId = StationId::from_bytes([7; 16]);

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn memory_keeps_the_contract() {
    let memory = Memory::default();
    memory.add_station(BANK, SITE, STATION, SigningKey::from_seed(&[1; 32]).public());
    runtime().block_on(contract(async || memory.begin(), &mut memory.clone()));
}

#[test]
fn postgresql_keeps_the_contract() {
    let postgres = Postgres::start().unwrap();
    runtime().block_on(async {
        let pool = centre::db::connect(&postgres.create_database("contract").unwrap()).await.unwrap();
        centre::db::schema::migrate(&pool).await.unwrap();
        let mut db = pool.acquire().await.unwrap();
        centre::db::bank::found(&mut db, BANK, 1).await.unwrap();
        centre::db::bank::add_site(&mut db, BANK, SITE).await.unwrap();
        let key = SigningKey::from_seed(&[1; 32]).public();
        centre::db::station::insert(&mut db, (BANK, SITE, STATION), key, "bench", 1).await.unwrap();
        contract(async || pool.begin().await.unwrap(), &mut *db).await;
    });
}

fn subject(about: u8) -> Subject {
    Subject { kind: "unit".to_owned(), id: SubjectId::from_bytes([about; 16]) }
}

/// Three entries of a chain: about 1, about 2 with a personal part, about 1 again.
fn entries() -> Vec<Entry> {
    let mut head =
        ChainHead { bank: BANK, station: STATION, site: SITE, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
    let clock = ClockEvidence {
        wall_ms: 5,
        monotonic_ms: 0,
        boot: BootId::from_bytes([7; 16]),
        offset_ms: None,
        offset_age_ms: None,
    };
    let mut entry = |about: u8, personal: Option<&str>| {
        let personal = personal.map(|text| Personal { salt: [3; 32], bytes: text.as_bytes().to_vec() });
        let draft = Draft {
            kind: "note".to_owned(),
            kind_version: 1,
            subject: subject(about),
            actors: Actors::default(),
            base: None,
            body: vec![about],
            personal,
        };
        head.append(draft, clock, 1)
    };
    vec![entry(1, None), entry(2, Some("name")), entry(1, None)]
}

fn new(entry: &Entry) -> NewEntry<'_> {
    let header = entry.header().unwrap();
    NewEntry { entry, header, hash: entry.hash(), audience: Audience::Subject }
}

const fn named(seq: u64) -> EntryRef {
    EntryRef { station: STATION, seq }
}

async fn contract<T: Transaction, R: Reading>(begin: impl AsyncFn() -> T, reading: &mut R) {
    let site = Scope::Site(SITE);
    let all = entries();
    let news: Vec<NewEntry<'_>> = all.iter().map(new).collect();

    // Dropped before its commit, a transaction leaves nothing.
    let mut dropped = begin().await;
    dropped.insert_entries(BANK, STATION, &news, 1).await.unwrap();
    dropped.entitle(BANK, OTHER, Entitlement::All).await.unwrap();
    drop(dropped);
    assert_eq!(reading.entitlement(BANK, OTHER).await.unwrap(), Entitlement::Own);

    // Written, unseen until the commit, then seen whole.
    let mut first = begin().await;
    let row = first.lock_station(BANK, STATION).await.unwrap().unwrap();
    assert_eq!((row.head_seq, row.status), (0, Status::Active));
    first.lock_subjects(BANK, &[&subject(2), &subject(1)]).await.unwrap();
    assert!(first.list_scopes(BANK, &[&subject(1)]).await.unwrap().is_empty());
    first.insert_entries(BANK, STATION, &news, 1).await.unwrap();
    first.insert_scopes(BANK, &[(subject(1), site), (subject(2), site)]).await.unwrap();
    assert_eq!(first.lock_feed_ends(BANK, &[site]).await.unwrap().get(&site), Some(&FeedEnd::default()));
    let marks = [7, u64::MAX, 9].map(FeedMark::from_bits);
    let items: Vec<FeedItem> = (1..=3)
        .zip(marks)
        .map(|(n, mark)| FeedItem { scope: site, position: n, entry: named(n), mark })
        .collect();
    first.insert_feed(BANK, &items).await.unwrap();
    let end = FeedEnd { position: 3, mark: marks[2] };
    first.move_feed_ends(BANK, &[(site, end)]).await.unwrap();
    first.set_head((BANK, STATION), 3, all[2].hash(), 9).await.unwrap();
    assert_eq!(reading.feed_end(BANK, site).await.unwrap(), 0);

    // Whoever asks for what is locked waits, and then sees what the holder wrote.
    let mut second = begin().await;
    let mut waiting = Box::pin(async {
        second.lock_subjects(BANK, &[&subject(1)]).await.unwrap();
        let scopes = second.list_scopes(BANK, &[&subject(1)]).await.unwrap();
        let history = second.list_history(BANK, &subject(1)).await.unwrap();
        (scopes, history)
    });
    let early = tokio::time::timeout(Duration::from_millis(300), &mut waiting).await;
    assert!(early.is_err(), "a lock that is held was given twice");
    first.commit().await.unwrap();
    let (scopes, history) = waiting.await;
    assert!(scopes[&subject(1)].contains(&site));
    assert_eq!(history, [(named(1), all[0].hash()), (named(3), all[2].hash())]);

    // The feed: in its order, as far as asked, personal parts only for who gets them.
    assert_eq!(reading.feed_end(BANK, site).await.unwrap(), 3);
    assert_eq!(reading.feed_mark(BANK, site, 2).await.unwrap(), Some(marks[1]));
    assert_eq!(reading.feed_mark(BANK, site, 4).await.unwrap(), None);
    let own = Reader { site: SITE, entitlement: Entitlement::Own };
    let page = reading.list_feed(BANK, site, 1, 1, own).await.unwrap();
    assert_eq!(page.iter().map(|item| item.position).collect::<Vec<_>>(), [2]);
    assert_eq!(page[0].entry, all[1]);
    for (entitlement, gets) in [(Entitlement::Own, false), (Entitlement::All, true)] {
        let page = reading.list_feed(BANK, site, 0, 9, Reader { site: OTHER, entitlement }).await.unwrap();
        assert_eq!(page.len(), 3);
        assert_eq!(page[1].entry.personal().is_some(), gets);
    }
    let row = reading.find_station(BANK, STATION).await.unwrap().unwrap();
    assert_eq!((row.head_seq, row.head_hash), (3, all[2].hash()));

    // A second row under the same key: an error, and nothing of the transaction is there.
    let mut third = begin().await;
    let hashes = third.list_hashes(BANK, STATION, 2..=9).await.unwrap();
    assert_eq!(hashes.len(), 2);
    assert_eq!(hashes[&2], all[1].hash());
    third.entitle(BANK, OTHER, Entitlement::All).await.unwrap();
    let again = third.insert_entries(BANK, STATION, &news[..1], 1).await;
    assert!(again.is_err() || third.commit().await.is_err());
    assert_eq!(reading.entitlement(BANK, OTHER).await.unwrap(), Entitlement::Own);

    let mut fourth = begin().await;
    fourth.set_status(BANK, STATION, Status::Cloned).await.unwrap();
    fourth.quarantine((BANK, STATION), "sync.fork", b"page", 1).await.unwrap();
    fourth.entitle(BANK, OTHER, Entitlement::All).await.unwrap();
    fourth.commit().await.unwrap();
    assert_eq!(reading.find_station(BANK, STATION).await.unwrap().unwrap().status, Status::Cloned);
    assert_eq!(reading.entitlement(BANK, OTHER).await.unwrap(), Entitlement::All);
}
