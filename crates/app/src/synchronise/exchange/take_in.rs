//! A first read: the station that has just joined its bank reads every feed to its end, then makes the projections, and is at work
//! when that is done. `store::take_in` says why.

use super::Exchange;
use crate::context::Answer;
use crate::problem::stored;
use store::{Folded, Store, TakingIn};

/// Subjects whose projections are made in one go: the station is held no longer than a page holds it.
const FOLD_SUBJECTS: u32 = 200;

impl Exchange {
    /// Whether every feed was read to its end in this run of the program.
    pub(super) fn is_read(&self) -> bool {
        self.feeds.iter().all(|feed| feed.asked_ms.is_some() && feed.applied >= feed.end)
    }

    /// Whether nothing failed last and every feed was read to its end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_read() && self.upload.failures == 0 && self.pull.failures == 0
    }

    /// Whether projections are to be made now. Once begun they are made to the end, also in another run of the program and with no
    /// centre: what comes in meanwhile is the tail that every station reads.
    pub(super) fn folds(&self, store: &Store) -> Answer<bool> {
        Ok(match store.taking_in().map_err(stored)? {
            Some(TakingIn::Reading) => self.is_read(),
            Some(TakingIn::Folding) => true,
            None => false,
        })
    }

    /// Makes the projections of some of what was taken in. Answers whether the first read is over.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn fold(&mut self, store: &mut Store) -> Answer<bool> {
        let before = match self.folded {
            Some(folded) => folded,
            None => store.count_folded().map_err(stored)?,
        };
        let done = store.fold_some(FOLD_SUBJECTS).map_err(stored)?;
        self.folded = (done > 0).then(|| Folded { done: before.done + done as u64, ..before });
        Ok(done == 0)
    }

    /// Positions of the feeds that are here, and all of them, once the centre has said so of each.
    pub(crate) fn count_read(&self) -> (u64, Option<u64>) {
        let is_known = self.feeds.iter().all(|feed| feed.asked_ms.is_some() || feed.applied < feed.end);
        let all = self.feeds.iter().map(|feed| feed.end).sum();
        let done = self.feeds.iter().map(|feed| feed.applied).sum();
        (done, (is_known && !self.feeds.is_empty()).then_some(all))
    }

    /// Positions that are known of and not here.
    pub(crate) fn count_to_read(&self) -> u64 {
        self.feeds.iter().map(|feed| feed.end.saturating_sub(feed.applied)).sum()
    }

    /// How far the projections are made, once that has begun in this run of the program.
    pub(crate) const fn folded(&self) -> Option<Folded> {
        self.folded
    }
}
