//! Pages of feeds, from the centre or from a file: what they change.

use super::{Exchange, OVERTAKEN};
use crate::context::Answer;
use crate::problem::stored;
use api::Problem;
use store::{FeedPage, PositionedEntry, Store, StoreError};
use sync::{FeedMark, Retry, Scope};

impl Exchange {
    /// What stands in a feed up to a position; worked out once where no page left it behind.
    pub(super) fn mark(&mut self, store: &Store, scope: Scope, after: u64) -> Answer<Option<FeedMark>> {
        if after == 0 {
            return Ok(Some(FeedMark::START));
        }
        if let Some((_, mark)) = self.marks.get(&scope).filter(|(position, _)| *position == after) {
            return Ok(Some(*mark));
        }
        let scope_text = scope.to_string();
        let kept = store.feed_mark(&scope_text).map_err(stored)?;
        let mark = match kept.and_then(|text| text.parse().ok()) {
            Some(mark) => mark,
            None => {
                let hashes = store.feed_hashes(&scope_text).map_err(stored)?;
                if hashes.len() as u64 != after {
                    return Ok(None);
                }
                FeedMark::START.then_all(&hashes)
            }
        };
        self.marks.insert(scope, (after, mark));
        Ok(Some(mark))
    }

    pub(super) fn pulled(
        &mut self,
        store: &mut Store,
        now_ms: u64,
        page: sync::FeedPage,
        round: u64,
    ) -> Answer<bool> {
        let (scope, last, end) = (page.attestation.scope, page.attestation.last, page.end);
        if let Some(held) = &page.held {
            self.compare(store, held)?;
        }
        let held = store.feed_position(&scope.to_string()).map_err(stored)?;
        if page.attestation.first != held + 1 && !page.entries.is_empty() {
            // A file brought more while this was on its way.
            return self.brought(store, page);
        }
        let before = self.mark(store, scope, page.attestation.first.saturating_sub(1))?;
        let hashes: Vec<_> = page.entries.iter().map(|entry| entry.entry.hash()).collect();
        let mark = before.map(|mark| mark.then_all(&hashes));
        let Some(ingested) = self.take_in(store, page, mark)? else { return Ok(false) };
        self.pull = Retry::default();
        if let Some(feed) = self.feeds.iter_mut().find(|feed| feed.scope == scope) {
            feed.applied = last.max(feed.applied);
            feed.end = end.max(feed.applied);
            if hashes.is_empty() && last > 0 {
                // The centre agrees with all that was read.
                feed.restarts = Retry::default();
            }
            // An answer that was on its way when somebody wished for news is not that news.
            feed.asked_ms = (round == self.round).then_some(now_ms);
            self.asked = true;
        }
        Ok(ingested.new > 0)
    }

    /// Takes in a page of a feed from a file, which may begin before what is held ends: what is known of it has been compared. One
    /// that begins behind that is left: what stands between was not taken, as it told of entries of this station that it never made.
    pub(super) fn brought(&mut self, store: &mut Store, page: sync::FeedPage) -> Answer<bool> {
        let (scope, last) = (page.attestation.scope, page.attestation.last);
        let held = store.feed_position(&scope.to_string()).map_err(stored)?;
        if last <= held || page.attestation.first > held + 1 {
            return Ok(false);
        }
        let new = page.entries.iter().filter(|entry| entry.position > held);
        let hashes: Vec<_> = new.map(|entry| entry.entry.hash()).collect();
        let mark = self.mark(store, scope, held)?.map(|mark| mark.then_all(&hashes));
        let Some(ingested) = self.take_in(store, page, mark)? else { return Ok(false) };
        if let Some(feed) = self.feeds.iter_mut().find(|feed| feed.scope == scope) {
            feed.applied = last;
            feed.end = feed.end.max(last);
        }
        Ok(ingested.new > 0)
    }

    /// Stores a page; none where it tells of entries under this station's name that it never made.
    fn take_in(
        &mut self,
        store: &mut Store,
        page: sync::FeedPage,
        mark: Option<FeedMark>,
    ) -> Answer<Option<store::Ingested>> {
        let (scope, last) = (page.attestation.scope, page.attestation.last);
        let attestation = sync::page::encode(&page.attestation)
            .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
        let entries =
            page.entries.into_iter().map(|e| PositionedEntry { position: e.position, entry: e.entry });
        let page = FeedPage {
            scope: scope.to_string(),
            first: page.attestation.first,
            last,
            attestation,
            entries: entries.collect(),
            mark: mark.map(|mark| mark.to_string()).unwrap_or_default(),
        };
        let ingested = if page.entries.is_empty() {
            store::Ingested::default()
        } else {
            match store.ingest_page(&page) {
                Ok(ingested) => ingested,
                Err(StoreError::Forked { station, .. })
                    if store.identity().is_some_and(|own| own.station == station) =>
                {
                    store.set_setting(OVERTAKEN, b"feed").map_err(stored)?;
                    return Ok(None);
                }
                Err(error) => return Err(stored(error)),
            }
        };
        match mark {
            Some(mark) => self.marks.insert(scope, (last, mark)),
            None => self.marks.remove(&scope),
        };
        Ok(Some(ingested))
    }
}
