use crate::support::{Note, Station, World, name, site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use sync::{FeedRequest, Scope};

const STATIONS: u8 = 6;
const SITES: u8 = 3;
const PAGES: u64 = 12;

/// A small fixed generator: the runs differ by seed, and each can be repeated.
fn next(state: &mut u64) -> u8 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as u8
}

fn notes(state: &mut u64) -> Vec<Note> {
    let count = 1 + next(state) % 5;
    let note = |state: &mut u64| match next(state) % 6 {
        0 => Note::reference("reference", b"x"),
        1 => Note::ship(next(state) % 8, site(1 + next(state) % SITES)),
        _ => Note::about(next(state) % 8),
    };
    (0..count).map(|_| note(state)).collect()
}

/// Follows a feed until the writers are done and the end is reached; fails on any gap (the client checks) or repetition.
async fn follow(station: &Station, scope: Scope, done: &AtomicBool) -> Vec<(u8, u64)> {
    let (mut seen, mut after) = (Vec::new(), 0);
    loop {
        let last_round = done.load(Ordering::SeqCst);
        let page = station.feed(FeedRequest { limit: 9, ..FeedRequest::after(scope, after) }).await.unwrap();
        if page.entries.is_empty() && last_round {
            return seen;
        }
        after = page.last();
        seen.extend(page.entries.iter().map(|entry| name(&entry.entry)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_skip_nothing_while_stations_upload_at_once() {
    for seed in 1..=4 {
        let world = World::start().await;
        world.founder().await;
        let done = Arc::new(AtomicBool::new(false));
        let (mut readers, mut writers) = (Vec::new(), Vec::new());
        for n in 1..=SITES {
            for scope in [Scope::Site(site(n)), Scope::Reference] {
                let reader = world.join(100 + 2 * n + u8::from(scope == Scope::Reference), site(n)).await;
                let done = Arc::clone(&done);
                readers.push(tokio::spawn(async move { (scope, follow(&reader, scope, &done).await) }));
            }
        }
        for n in 0..STATIONS {
            let mut station = world.join(10 + n, site(1 + n % SITES)).await;
            let mut state = seed * 1_000 + u64::from(n);
            writers.push(tokio::spawn(async move {
                let mut written = Vec::new();
                for _ in 0..PAGES {
                    let notes = notes(&mut state);
                    let page = station.page(&notes);
                    station.send(&page).await.unwrap();
                    written.extend(page.entries.iter().map(name).zip(notes));
                }
                (station.head.site, written)
            }));
        }
        let mut written = Vec::new();
        for writer in writers {
            let (at, notes) = writer.await.unwrap();
            written.extend(notes.into_iter().map(|(entry, note)| (entry, at, note)));
        }
        done.store(true, Ordering::SeqCst);
        for reader in readers {
            let (scope, seen) = reader.await.unwrap();
            check(scope, &seen, &written);
        }
    }
}

/// The feed holds exactly what the scope should hold, each entry once, each station's entries of a subject in order.
fn check(scope: Scope, seen: &[(u8, u64)], written: &[((u8, u64), ledger::SiteId, Note)]) {
    let mut sites = BTreeMap::<u8, BTreeSet<Scope>>::new();
    for (_, at, note) in written.iter().filter(|(_, _, note)| note.kind != "reference") {
        let sites = sites.entry(note.about).or_default();
        sites.insert(Scope::Site(*at));
        if note.kind == "ship" {
            sites.insert(Scope::Site(ledger::SiteId::from_bytes(note.body.clone().try_into().unwrap())));
        }
    }
    let belongs = |note: &Note| match scope {
        Scope::Reference => note.kind == "reference",
        site => note.kind != "reference" && sites[&note.about].contains(&site),
    };
    let want: BTreeSet<_> =
        written.iter().filter(|(_, _, note)| belongs(note)).map(|(entry, ..)| *entry).collect();
    assert_eq!(seen.iter().copied().collect::<BTreeSet<_>>(), want, "{scope}");
    assert_eq!(seen.len(), want.len(), "{scope}: repetitions");
    let about: BTreeMap<_, _> = written.iter().map(|(entry, _, note)| (*entry, note.about)).collect();
    let mut last = BTreeMap::new();
    for entry @ (station, seq) in seen {
        let before = last.insert((*station, about[entry]), *seq);
        assert!(before < Some(*seq), "{scope}: {entry:?} after {before:?}");
    }
}
