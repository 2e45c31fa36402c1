use crate::support::{BANK, Note, Station, World, site};
use centre::db::station::{Status, set_status};
use ledger::Entry;
use sync::SyncError;

fn notes(count: usize) -> Vec<Note> {
    vec![Note::about(1); count]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_receipted_and_repetitions_change_nothing() {
    let world = World::start().await;
    let mut station = world.founder().await;
    let first = station.page(&notes(3));
    let receipt = station.send(&first).await.unwrap();
    assert_eq!((receipt.seq, receipt.hash), (3, station.head.hash));
    assert!(receipt.is_signed_by(&world.centre_key()));
    assert_eq!(station.send(&first).await.unwrap().seq, 3);

    let second = station.page(&notes(2));
    let mut overlap = second.clone();
    overlap.entries.splice(0..0, first.entries[1..].iter().cloned());
    assert_eq!(station.send(&overlap).await.unwrap().seq, 5);
    // An old page again: the receipt tells of all that is held.
    assert_eq!(station.send(&first).await.unwrap().seq, 5);
    assert_eq!((world.count("entry").await, world.count("feed").await), (5, 5));
    assert_eq!((world.count("checkpoint").await, world.count("quarantine").await), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_page_goes_through() {
    let world = World::start().await;
    let mut station = world.founder().await;
    assert_eq!(station.record(&notes(500)).await.seq, 500);
    let error = {
        let page = station.page(&notes(501));
        station.send(&page).await.unwrap_err()
    };
    assert_eq!(error.code(), "sync.page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_answered_with_what_is_wanted() {
    let world = World::start().await;
    let mut station = world.founder().await;
    station.record(&notes(2)).await;
    let missing = station.page(&notes(1));
    let ahead = station.page(&notes(1));
    assert_eq!(station.send(&ahead).await, Err(SyncError::Gap { expected: 3 }));
    station.send(&missing).await.unwrap();
    assert_eq!(station.send(&ahead).await.unwrap().seq, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_history_is_quarantined_and_the_station_shut_out() {
    for common in [0, 2] {
        let world = World::start().await;
        let mut station = world.founder().await;
        let mut clone = Station::new(1, site(1)).at(&world);
        if common > 0 {
            station.record(&notes(common)).await;
            clone.page(&notes(common));
        }
        station.record(&notes(3)).await;
        let other = clone.page(&[Note::about(7), Note::about(7)]);
        assert_eq!(clone.send(&other).await, Err(SyncError::Fork));
        assert_eq!(clone.send(&other).await, Err(SyncError::Fork));
        assert_eq!(world.count("entry").await, common as i64 + 3);
        assert_eq!(world.count("quarantine").await, 1);
        // Neither of the two can be told from the other: both are out.
        let next = station.page(&notes(1));
        assert_eq!(station.send(&next).await, Err(SyncError::Fork));
        let error = station.feed(sync::FeedRequest::after(station.scope(), 0)).await.unwrap_err();
        assert_eq!(error, SyncError::Fork);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolled_back_station_is_found_by_its_next_page() {
    let world = World::start().await;
    let mut station = world.founder().await;
    station.record(&notes(3)).await;
    let mut restored = Station::new(1, site(1)).at(&world);
    restored.page(&notes(2));
    restored.page(&[Note::about(9)]);
    let page = restored.page(&[Note::about(9)]);
    assert_eq!(restored.send(&page).await, Err(SyncError::Fork));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_page_is_refused_and_harms_nothing() {
    let world = World::start().await;
    let mut station = world.founder().await;
    let good = station.page(&notes(3));
    let mut changed = good.clone();
    changed.entries[1] = Entry::from_parts(good.entries[1].header_bytes().to_vec(), vec![0xbb], None);
    let error = station.send(&changed).await.unwrap_err();
    assert_eq!(error.code(), "sync.page");
    assert!(error.params().contains(&("seq".to_owned(), "2".to_owned())));
    let mut unsigned = good.clone();
    unsigned.checkpoints.clear();
    assert_eq!(station.send(&unsigned).await.unwrap_err().code(), "sync.page");
    assert_eq!((world.count("entry").await, world.count("quarantine").await), (0, 0));
    assert_eq!(station.send(&good).await.unwrap().seq, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_station_is_quarantined() {
    let world = World::start().await;
    let mut station = world.founder().await;
    station.record(&notes(1)).await;
    let mut db = world.centre.pool().acquire().await.unwrap();
    set_status(&mut db, BANK, station.head.station, Status::Revoked).await.unwrap();
    let page = station.page(&notes(1));
    assert_eq!(station.send(&page).await, Err(SyncError::Revoked));
    assert_eq!((world.count("entry").await, world.count("quarantine").await), (1, 1));
    let error = station.feed(sync::FeedRequest::after(station.scope(), 0)).await.unwrap_err();
    assert_eq!(error, SyncError::Revoked);
}
