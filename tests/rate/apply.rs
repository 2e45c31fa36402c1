//! What a station takes in: pages of a feed as bytes, proven, written with all that follows from them, durably.

use crate::{chain::Told, number};
use anyhow::Context as _;
use app::{Done, Exchange, Figure, Limit};
use ledger::{SigningKey, StationId};
use std::{path::Path, time::Instant};
use store::{DatabaseKey, Identity, Store};
use sync::{FeedEntry, FeedPage, Scope, page};

const PAGE: usize = 500;

/// Takes in all that was told at another station of the site.
pub fn measure(told: &Told, folder: &Path, figures: &mut Vec<Figure>) -> anyhow::Result<()> {
    let centre = SigningKey::from_seed(&[9; 32]);
    let (scope, mut chain) = (Scope::Site(told.site), told.once());
    let file = folder.join("apply.db");
    let mut store = Store::open(&file, &DatabaseKey::from_bytes([1; 32]))?;
    let station = StationId::from_bytes([0xee; 16]);
    store.begin_chain(Identity { bank: told.bank, station, site: told.site }, &[4; 32].into())?;
    let mut exchange = Exchange::default();
    let (mut after, mut pages) = (0, Vec::new());
    loop {
        let entries = chain.page(PAGE)?.entries;
        if entries.is_empty() {
            break;
        }
        let entries: Vec<FeedEntry> = entries
            .into_iter()
            .zip(after + 1..)
            .map(|(entry, position)| FeedEntry { position, entry })
            .collect();
        let count = entries.len();
        let sent = FeedPage::sign(&centre, told.bank, scope, after, entries, after);
        let bytes = page::encode(&sent)?;
        let start = Instant::now();
        let read: FeedPage = page::decode(&bytes)?;
        read.verify(told.bank, &centre.public(), scope, after)?;
        after = read.last();
        let done = Done::Pulled { page: read, round: 0 };
        exchange.finish(&mut store, 0, done).map_err(|problem| anyhow::anyhow!("{}", problem.code))?;
        pages.push((count, start.elapsed().as_secs_f64()));
    }
    store.close()?;
    let rate = |pages: &[(usize, f64)]| {
        let (entries, seconds) =
            pages.iter().fold((0, 0.0), |(entries, all), (count, seconds)| (entries + count, all + seconds));
        number(entries) / seconds
    };
    let tenth = pages.len().div_ceil(10);
    let entries: usize = pages.iter().map(|(count, _)| count).sum();
    let first = pages.get(..tenth).context("pages")?;
    let last = pages.get(pages.len() - tenth..).context("pages")?;
    figures.push(Figure::of("station, entries taken in", number(entries), ""));
    figures.push(Figure::of("station, takes in", rate(&pages), "/s").within(Limit::AtLeast(30_000.0)));
    figures.push(Figure::of("station, takes in, first tenth", rate(first), "/s"));
    figures.push(Figure::of("station, takes in, last tenth", rate(last), "/s").beside(rate(first)));
    let bytes = number(usize::try_from(std::fs::metadata(&file)?.len())?) / number(entries);
    figures.push(Figure::of("station, bytes on disk of an entry", bytes, "B").within(Limit::AtMost(300.0)));
    Ok(())
}
