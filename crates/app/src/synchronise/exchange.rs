//! The exchange with the centre, step by step: what to ask next, and what an answer or a failure changes. Neither clock
//! nor network nor chance: they are arguments, so that the simulator runs this very code.

use crate::carry::Carried;
use crate::context::Answer;
use crate::problem::stored;
use api::Problem;
use store::ledger::StationId;
use store::{FeedPage, PositionedEntry, Store};
use sync::limits::fill_bytes;
use sync::{Block, FeedProgress, FeedRequest, Progress, Receipt, Retry, Scope, Step, SyncError, UploadPage};

/// How often the feeds are asked when nothing is known to wait, ms.
pub(super) const POLL_MS: u64 = 5_000;
const PAGE_ENTRIES: u32 = 500;

/// What is known of the exchange since the program started.
#[derive(Debug, Default)]
pub struct Exchange {
    /// What stops everything until a person acts.
    pub block: Option<Block>,
    upload: Retry,
    pull: Retry,
    feeds: Vec<FeedProgress>,
    /// Rises with each wish to exchange now: what was asked before does not fulfil it.
    round: u64,
    /// Whether anything was asked since the last exchange was noted as complete.
    asked: bool,
}

/// What a step needs of the network.
#[derive(Debug, Clone)]
pub enum Job {
    /// A page to send.
    Upload(UploadPage),
    /// A feed to ask for.
    Pull {
        /// What to ask.
        request: FeedRequest,
        /// The wish that this fulfils.
        round: u64,
    },
}

/// What the network brought, checked by [`sync`].
#[derive(Debug)]
pub enum Done {
    /// The centre's word for a page.
    Uploaded {
        /// The word.
        receipt: Receipt,
        /// The last entry that was sent.
        sent: u64,
    },
    /// A page of a feed.
    Pulled {
        /// What stands there.
        page: sync::FeedPage,
        /// As in [`Job::Pull`].
        round: u64,
    },
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// To be carried to the centre.
    Job(Job),
    /// Nothing before this time, milliseconds of the monotonic clock.
    Idle {
        /// In the future.
        until_ms: u64,
    },
    /// Nothing until a person acts.
    Blocked(Block),
    /// Not connected to a centre.
    Alone,
}

/// What a failure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// To be tried again, or blocked.
    Counted,
    /// The centre refuses a carried chain for good; the station's own work does not wait for it.
    LeftBe(StationId),
}

impl Exchange {
    /// Asks for everything anew, and forgets the waiting times of failed attempts.
    pub fn hurry(&mut self) {
        self.round += 1;
        self.upload = Retry::default();
        self.pull = Retry::default();
        for feed in &mut self.feeds {
            feed.asked_ms = None;
        }
    }

    /// Decides the next step.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn next(&mut self, store: &Store, now_ms: u64) -> Answer<Next> {
        let Some(progress) = self.progress(store, now_ms)? else { return Ok(Next::Alone) };
        Ok(match sync::plan(&progress) {
            Step::Upload { after, .. } => match self.page(store, after)? {
                Some(page) => Next::Job(Job::Upload(page)),
                None => Next::Idle { until_ms: now_ms.saturating_add(POLL_MS) },
            },
            Step::Pull { scope, after } => {
                Next::Job(Job::Pull { request: FeedRequest::after(scope, after), round: self.round })
            }
            Step::Idle { until_ms } => Next::Idle { until_ms },
            Step::Blocked(block) => Next::Blocked(block),
        })
    }

    fn progress(&mut self, store: &Store, now_ms: u64) -> Answer<Option<Progress>> {
        if !is_connected(store)? {
            return Ok(None);
        }
        let Some(identity) = store.identity() else { return Ok(None) };
        if self.feeds.is_empty() {
            for scope in [Scope::Reference, Scope::Site(identity.site)] {
                let applied = store.feed_position(&scope.to_string()).map_err(stored)?;
                self.feeds.push(FeedProgress { scope, applied, end: applied, asked_ms: None });
            }
        }
        Ok(Some(Progress {
            now_ms,
            head: store.last_seq(),
            acknowledged: acknowledged(store)?,
            feeds: self.feeds.clone(),
            upload: self.upload,
            pull: self.pull,
            poll_ms: POLL_MS,
            block: self.block,
        }))
    }

    /// The next page of what a former self left unsent, else of the own chain.
    fn page(&self, store: &Store, after: u64) -> Answer<Option<UploadPage>> {
        let Some(identity) = store.identity() else { return Ok(None) };
        let (station, after) = Carried::read(store)?.next().unwrap_or((identity.station, after));
        let (entries, checkpoints) = store.chain_page(station, after, PAGE_ENTRIES).map_err(stored)?;
        let fill = fill_bytes(self.upload.failures);
        let page = UploadPage::fill(identity.bank, station, entries, checkpoints, fill);
        Ok((!page.entries.is_empty()).then_some(page))
    }

    /// Writes down what a step brought. Answers whether entries of others came in.
    ///
    /// # Errors
    /// An entry that contradicts what is held; a fault of the file.
    pub fn finish(&mut self, store: &mut Store, now_ms: u64, done: Done) -> Answer<bool> {
        match done {
            Done::Uploaded { receipt: Receipt { station, seq, .. }, sent } => {
                if store.identity().is_some_and(|own| own.station == station) {
                    // A copy of this station may have sent more. What is to be recorded here under the same numbers is
                    // not that, and must come to the centre, which then sees two histories.
                    let seq = seq.min(sent);
                    store.set_setting("acknowledged", seq.to_string().as_bytes()).map_err(stored)?;
                } else {
                    let mut carried = Carried::read(store)?;
                    carried.acknowledge(station, seq);
                    carried.write(store)?;
                }
                self.upload = Retry::default();
                Ok(false)
            }
            Done::Pulled { page, round } => self.pulled(store, now_ms, page, round),
        }
    }

    fn pulled(&mut self, store: &mut Store, now_ms: u64, page: sync::FeedPage, round: u64) -> Answer<bool> {
        let (scope, last, end) = (page.attestation.scope, page.attestation.last, page.end);
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
        };
        let ingested = if page.entries.is_empty() {
            store::Ingested::default()
        } else {
            store.ingest_page(&page).map_err(stored)?
        };
        self.pull = Retry::default();
        if let Some(feed) = self.feeds.iter_mut().find(|feed| feed.scope == scope) {
            feed.applied = last.max(feed.applied);
            feed.end = end.max(feed.applied);
            // An answer that was on its way when somebody wished for news is not that news.
            feed.asked_ms = (round == self.round).then_some(now_ms);
            self.asked = true;
        }
        Ok(ingested.new > 0)
    }

    /// Notes that a step brought nothing. `random` is drawn once for each failure.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn failed(
        &mut self,
        store: &mut Store,
        now_ms: u64,
        random: u32,
        job: &Job,
        error: &SyncError,
    ) -> Answer<Failure> {
        if let Job::Upload(page) = job
            && give_up_carrying(store, page.station, error)?
        {
            return Ok(Failure::LeftBe(page.station));
        }
        let retry = match job {
            Job::Upload(_) => &mut self.upload,
            Job::Pull { .. } => &mut self.pull,
        };
        *retry = Retry { failures: retry.failures.saturating_add(1), failed_ms: now_ms, random };
        self.block = error.block();
        Ok(Failure::Counted)
    }

    /// Whether nothing failed last and every feed was read to its end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let read = self.feeds.iter().all(|feed| feed.asked_ms.is_some() && feed.applied >= feed.end);
        read && self.upload.failures == 0 && self.pull.failures == 0
    }

    /// Notes once that all is exchanged, where anything was asked since.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn note_complete(&mut self, store: &mut Store, wall_ms: i64) -> Answer<()> {
        if std::mem::take(&mut self.asked) {
            store.set_setting("last_sync_ms", wall_ms.to_string().as_bytes()).map_err(stored)?;
            // All that the former station had sent is here now, its numbers and places too.
            store.remove_setting("restored").map_err(stored)?;
        }
        Ok(())
    }
}

/// Whether the station knows a centre.
pub(super) fn is_connected(store: &Store) -> Answer<bool> {
    Ok(store.setting("centre_url").map_err(stored)?.is_some())
}

fn acknowledged(store: &Store) -> Answer<u64> {
    Ok(super::number_of(store, "acknowledged")?.unwrap_or(0))
}

/// Whether the centre refuses a former station's chain for good, which is then left be.
fn give_up_carrying(store: &mut Store, station: StationId, error: &SyncError) -> Answer<bool> {
    let final_word = match error {
        SyncError::Fork | SyncError::Revoked => true,
        SyncError::Refused(refusal) => refusal.code == sync::Code::NotOwn.as_str(),
        _ => false,
    };
    if !final_word || store.identity().is_some_and(|own| own.station == station) {
        return Ok(false);
    }
    let mut carried = Carried::read(store)?;
    carried.refuse(station, error.code());
    carried.write(store)?;
    Ok(true)
}

#[cfg(test)]
mod tests;
