use crate::support::{Note, World, name, site};
use sync::{FeedRequest, Scope};

#[tokio::test(flavor = "multi_thread")]
async fn reference_data_reaches_every_site_and_other_entries_only_their_own() {
    let world = World::start().await;
    let mut one = world.founder().await;
    let two = world.join(2, site(2)).await;
    one.record(&[Note::reference("reference", b"x"), Note::about(1), Note::reference("reference", b"y")])
        .await;
    for station in [&one, &two] {
        let reference: Vec<_> = station.pull(Scope::Reference).await.iter().map(name).collect();
        assert_eq!(reference, [(1, 1), (1, 3)]);
    }
    assert_eq!(one.pull(one.scope()).await.iter().map(name).collect::<Vec<_>>(), [(1, 2)]);
    assert!(two.pull(two.scope()).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipped_unit_takes_its_whole_history_to_each_site() {
    let world = World::start().await;
    let mut one = world.founder().await;
    let mut two = world.join(2, site(2)).await;
    let three = world.join(3, site(3)).await;
    one.record(&[Note::about(5), Note::about(6), Note::about(5)]).await;
    assert!(two.pull(two.scope()).await.is_empty());
    one.record(&[Note::ship(5, site(2)), Note::about(5)]).await;
    let arrived = [(1, 1), (1, 3), (1, 4), (1, 5)];
    assert_eq!(two.pull(two.scope()).await.iter().map(name).collect::<Vec<_>>(), arrived);
    // Work at the second site is seen at the first, and goes on to the third with everything before it.
    two.head.hlc = one.head.hlc;
    two.record(&[Note::about(5)]).await;
    two.record(&[Note::ship(5, site(3))]).await;
    let whole = [(1, 1), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2)];
    assert_eq!(three.pull(three.scope()).await.iter().map(name).collect::<Vec<_>>(), whole);
    let first = [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2)];
    assert_eq!(one.pull(one.scope()).await.iter().map(name).collect::<Vec<_>>(), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_parts_go_to_their_own_site_and_to_entitled_sites_only() {
    let world = World::start().await;
    let mut one = world.founder().await;
    let lab = world.join(2, site(2)).await;
    let registry = world.join(3, site(3)).await;
    one.record(&[
        Note::reference("entitle", site(3).bytes()),
        Note::about(5).of("Wang Xiaomei"),
        Note::ship(5, site(2)),
        Note::ship(5, site(3)),
    ])
    .await;
    let seen = async |station: &crate::support::Station| {
        let entries = station.pull(station.scope()).await;
        let named = |entry: &&ledger::Entry| entry.personal().is_some_and(|p| p.bytes == b"Wang Xiaomei");
        (
            entries.iter().filter(named).count(),
            entries.iter().any(|entry| entry.to_bytes().windows(4).any(|bytes| bytes == b"Wang")),
        )
    };
    assert_eq!(seen(&one).await, (1, true));
    assert_eq!(seen(&lab).await, (0, false));
    assert_eq!(seen(&registry).await, (1, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_gapless_and_bounded_by_size() {
    let world = World::start().await;
    let mut one = world.founder().await;
    // Eight entries of almost a mebibyte each, in pages that fit on their way up.
    for n in 0..8_u8 {
        let noise: Vec<u8> =
            (0..1_000_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 ^ n).collect();
        one.record(&[Note { body: noise, ..Note::about(1) }]).await;
    }
    let page = one.feed(FeedRequest::after(one.scope(), 0)).await.unwrap();
    assert_eq!((page.entries.len(), page.end), (3, 8));
    assert_eq!(one.pull(one.scope()).await.len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_reader_hears_of_an_entry_at_once_and_of_the_end() {
    let mut world = World::start().await;
    let mut one = world.founder().await;
    let two = world.join(2, site(1)).await;
    let waiting = FeedRequest { wait_s: 30, ..FeedRequest::after(two.scope(), 0) };
    let notes = [Note::about(1)];
    let (page, _) = tokio::join!(two.feed(waiting), one.record(&notes));
    assert_eq!(page.unwrap().entries.len(), 1);
    let waiting = FeedRequest { wait_s: 30, ..FeedRequest::after(two.scope(), 1) };
    let (page, ()) = tokio::join!(two.feed(waiting), world.stop());
    // Answered empty before the end, or never accepted: both leave the reader where it was.
    assert!(page.is_err() || page.is_ok_and(|page| page.entries.is_empty()));
}
