//! The exchange with the centre, step by step: what to ask next, and what an answer or a failure changes. Neither clock
//! nor network nor chance: they are arguments, so that the simulator runs this very code.

mod feed;
mod take_in;

use super::line::{self, POLL_MS};
use crate::carry::{Carried, give_up_carrying};
use crate::context::Answer;
use crate::courier::Courier;
use crate::problem::stored;
use std::collections::BTreeMap;
use store::ledger::StationId;
use store::{Folded, Store};
use sync::limits::fill_bytes;
use sync::{
    Block, FeedMark, FeedProgress, FeedRequest, Overtaken, Progress, Receipt, Retry, Scope, Step, SyncError,
    UploadPage,
};

const PAGE_ENTRIES: u32 = 500;
/// Set from the moment on that this station heard of entries under its own name that it never made.
const OVERTAKEN: &str = "overtaken";
/// The centre's time of its last receipt for the own chain, ms since 1970-01-01 UTC.
const HEARD: &str = "receipt_ms";

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
    /// What stands in each feed up to the position that is held.
    marks: BTreeMap<Scope, (u64, FeedMark)>,
    /// Failures of telling the centre that this station was overtaken.
    word: Retry,
    /// Whether the centre was found to hold less than it once did, since somebody asked.
    behind: bool,
    /// The centre's time of its last word for the own chain, ms since 1970-01-01 UTC.
    heard_ms: i64,
    /// How far the projections of a first read are made.
    folded: Option<Folded>,
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
    /// This station's word that another history of it went on.
    Overtaken(Overtaken),
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
    /// A page of a feed that came in a file, proven by the centre's signature.
    Brought {
        /// What stands there; may begin before what is held ends, not behind it.
        page: sync::FeedPage,
    },
    /// The centre's word for this station's chain that came in a file, proven by its signature.
    Heard(Receipt),
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// To be carried to the centre.
    Job(Job),
    /// All is read for the first time: [`Exchange::fold`].
    Fold,
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
    /// The centre holds less than it once did: what it lacks is sent again, what it has is read again.
    CentreBehind,
}

impl Exchange {
    /// Asks for everything anew, and forgets the waiting times of failed attempts and what stopped everything: a person has acted,
    /// and what is still so the centre says again.
    pub fn hurry(&mut self) {
        self.round += 1;
        self.block = None;
        self.upload = Retry::default();
        self.pull = Retry::default();
        self.word = Retry::default();
        for feed in &mut self.feeds {
            feed.asked_ms = None;
            feed.restarts = Retry::default();
        }
    }

    /// Decides the next step.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn next(&mut self, store: &Store, now_ms: u64) -> Answer<Next> {
        let Some(progress) = self.progress(store, now_ms)? else { return Ok(Next::Alone) };
        if self.block.is_none()
            && let Some(word) = overtaken(store)?
        {
            let due_ms = self.word.due_ms();
            return Ok(if due_ms <= now_ms {
                Next::Job(Job::Overtaken(word))
            } else {
                Next::Idle { until_ms: due_ms }
            });
        }
        if self.folds(store)? {
            return Ok(Next::Fold);
        }
        Ok(match sync::plan(&progress) {
            Step::Upload { after, .. } => match self.page(store, after)? {
                Some(page) => Next::Job(Job::Upload(page)),
                None => Next::Idle { until_ms: now_ms.saturating_add(POLL_MS) },
            },
            Step::Pull { scope, after } => {
                let mark = self.mark(store, scope, after)?;
                let acknowledged = Some(acknowledged(store)?);
                let request = FeedRequest { mark, acknowledged, ..FeedRequest::after(scope, after) };
                Next::Job(Job::Pull { request, round: self.round })
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
        let is_metered = line::is_metered(store)?;
        if self.feeds.is_empty() {
            for scope in [Scope::Reference, Scope::Site(identity.site)] {
                let applied = store.feed_position(&scope.to_string()).map_err(stored)?;
                let restarts = Retry::default();
                self.feeds.push(FeedProgress { scope, applied, end: applied, asked_ms: None, restarts });
            }
        }
        Ok(Some(Progress {
            now_ms,
            // What a former self left unsent waits as well, and what is carried for others.
            head: [Carried::read(store)?.waiting(), Courier::read(store)?.waiting()]
                .into_iter()
                .fold(store.last_seq(), u64::saturating_add),
            acknowledged: acknowledged(store)?,
            feeds: self.feeds.clone(),
            upload: self.upload,
            pull: self.pull,
            poll_ms: line::poll_ms(is_metered),
            is_metered,
            block: self.block,
        }))
    }

    /// The next page of what a former self left unsent, else of the own chain, else of what is carried for others.
    fn page(&self, store: &Store, after: u64) -> Answer<Option<UploadPage>> {
        let Some(identity) = store.identity() else { return Ok(None) };
        let (station, after) = Carried::read(store)?.next().unwrap_or((identity.station, after));
        let page = chain_page(store, station, after, fill_bytes(self.upload.failures))?;
        if page.is_some() { Ok(page) } else { Courier::read(store)?.next(store) }
    }

    /// Writes down what a step brought. Answers whether entries of others came in.
    ///
    /// # Errors
    /// An entry that contradicts what is held; a fault of the file.
    pub fn finish(&mut self, store: &mut Store, now_ms: u64, done: Done) -> Answer<bool> {
        match done {
            Done::Uploaded { receipt, sent } => {
                let Receipt { station, seq, time_ms, .. } = receipt;
                if store.identity().is_some_and(|own| own.station == station) {
                    self.heard_ms = time_ms;
                    store.set_setting(HEARD, time_ms.to_string().as_bytes()).map_err(stored)?;
                    // A copy of this station may have sent more. What is to be recorded here under the same numbers is
                    // not that, and must come to the centre, which then sees two histories.
                    let seq = seq.min(sent);
                    if acknowledged(store)? == 0 {
                        // From here on the own chain tells whether the centre was put back. Before it might have been, and
                        // lack of the former chains what it gave receipts for.
                        let mut carried = Carried::read(store)?;
                        carried.ask_again();
                        carried.write(store)?;
                    }
                    acknowledge(store, seq)?;
                } else if !Courier::read(store)?.delivered(store, &receipt, sent)? {
                    let mut carried = Carried::read(store)?;
                    carried.acknowledge(station, seq);
                    carried.write(store)?;
                }
                self.upload = Retry::default();
                Ok(false)
            }
            Done::Pulled { page, round } => self.pulled(store, now_ms, page, round),
            Done::Brought { page } => self.brought(store, page),
            Done::Heard(receipt) => self.heard(store, &receipt).map(|()| false),
        }
    }

    /// The centre's word for the own chain from a file. Where the centre holds just what stands here, that is acknowledged; a
    /// word from before the last one takes nothing back.
    fn heard(&mut self, store: &mut Store, word: &Receipt) -> Answer<()> {
        let own = store.entry_hash(word.station, word.seq).map_err(stored)?;
        if own != Some(word.hash) && word.seq > 0 {
            return store.set_setting(OVERTAKEN, b"held").map_err(stored);
        }
        // An old word says nothing of a centre that was put back since.
        if word.seq > acknowledged(store)? && word.time_ms > self.last_heard(store)? {
            acknowledge(store, word.seq)?;
        }
        self.compare(store, word)?;
        if self.heard_ms == word.time_ms {
            store.set_setting(HEARD, word.time_ms.to_string().as_bytes()).map_err(stored)?;
        }
        Ok(())
    }

    /// The centre wants entries of this station that it once acknowledged, as a station heard that carried later ones.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn wanted(&mut self, store: &mut Store, expected: u64) -> Answer<()> {
        let held = expected.saturating_sub(1);
        if held < acknowledged(store)? {
            acknowledge(store, held)?;
            self.centre_is_behind(store)?;
        }
        Ok(())
    }

    /// The time of the last word of the centre. After a restart the last one that is remembered is that of the last upload.
    fn last_heard(&self, store: &Store) -> Answer<i64> {
        let kept = store.text_setting(HEARD).map_err(stored)?.and_then(|ms| ms.parse().ok());
        Ok(self.heard_ms.max(kept.unwrap_or(i64::MIN)))
    }

    /// Compares what the centre says to hold of this station's chain with what it once acknowledged, and with what there is.
    /// A word older than the last one says nothing: it was on its way, or somebody kept it.
    fn compare(&mut self, store: &mut Store, word: &Receipt) -> Answer<()> {
        if word.time_ms < self.last_heard(store)? {
            return Ok(());
        }
        self.heard_ms = word.time_ms;
        let held = word.seq;
        if held > store.last_seq() {
            return store.set_setting(OVERTAKEN, b"held").map_err(stored);
        }
        if held < acknowledged(store)? {
            acknowledge(store, held)?;
            self.centre_is_behind(store)?;
        }
        Ok(())
    }

    fn centre_is_behind(&mut self, store: &mut Store) -> Answer<()> {
        self.behind = true;
        let mut carried = Carried::read(store)?;
        carried.send_again();
        carried.write(store)
    }

    /// Whether the centre was found to hold less than it once did, since this was last asked.
    pub const fn take_behind(&mut self) -> bool {
        std::mem::replace(&mut self.behind, false)
    }

    /// Goes back to where the centre stands, where a failure says that it holds less than it once did. What is to be sent or
    /// read anew waits as after any failure: a centre that contradicts itself is not asked without end.
    fn go_back(
        &mut self,
        store: &mut Store,
        (now_ms, random): (u64, u32),
        job: &Job,
        error: &SyncError,
    ) -> Answer<bool> {
        match (job, error) {
            (Job::Upload(page), SyncError::Gap { expected }) => {
                let held = expected.saturating_sub(1);
                if store.identity().is_none_or(|own| own.station != page.station) {
                    let mut carried = Carried::read(store)?;
                    carried.rewind(page.station, held);
                    carried.write(store)?;
                    return Ok(false);
                }
                if held >= acknowledged(store)? {
                    return Ok(false);
                }
                acknowledge(store, held)?;
                self.upload = self.upload.again(now_ms, random);
            }
            (Job::Pull { request, .. }, SyncError::OtherFeed { .. }) if request.after > 0 => {
                store.restart_feed(&request.scope.to_string()).map_err(stored)?;
                self.marks.remove(&request.scope);
                if let Some(feed) = self.feeds.iter_mut().find(|feed| feed.scope == request.scope) {
                    let restarts = feed.restarts.again(now_ms, random);
                    *feed = FeedProgress { applied: 0, end: 0, asked_ms: None, restarts, ..*feed };
                }
            }
            _ => return Ok(false),
        }
        self.centre_is_behind(store)?;
        Ok(true)
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
            && (Courier::read(store)?.give_back(store, (page.station, page.last_seq()), error)?
                || give_up_carrying(store, page.station, error)?)
        {
            return Ok(Failure::LeftBe(page.station));
        }
        if self.go_back(store, (now_ms, random), job, error)? {
            return Ok(Failure::CentreBehind);
        }
        if matches!((job, error), (Job::Overtaken(_), SyncError::Gap { .. })) {
            // The centre holds nothing that is not from here: it was put back itself, and work goes on.
            store.remove_setting(OVERTAKEN).map_err(stored)?;
        }
        let retry = match job {
            Job::Upload(_) => &mut self.upload,
            Job::Pull { .. } => &mut self.pull,
            Job::Overtaken(_) => &mut self.word,
        };
        *retry = retry.again(now_ms, random);
        self.block = match (job, error) {
            // A centre of an older version does not know the word; the station stops all the same.
            (Job::Overtaken(_), SyncError::Version { .. }) => Some(Block::Fork),
            _ => error.block(),
        };
        Ok(Failure::Counted)
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

/// What of a chain follows an entry, as far as one page goes; none where nothing does.
pub(crate) fn chain_page(
    store: &Store,
    station: StationId,
    after: u64,
    bytes_max: usize,
) -> Answer<Option<UploadPage>> {
    let Some(identity) = store.identity() else { return Ok(None) };
    let (entries, checkpoints) = store.chain_page(station, after, PAGE_ENTRIES).map_err(stored)?;
    let page = UploadPage::fill(identity.bank, station, entries, checkpoints, bytes_max);
    Ok((!page.entries.is_empty()).then_some(page))
}

/// Whether the station knows a centre.
pub(super) fn is_connected(store: &Store) -> Answer<bool> {
    Ok(store.setting("centre_url").map_err(stored)?.is_some())
}

/// This station's word for the centre, where it was overtaken.
pub(super) fn overtaken(store: &Store) -> Answer<Option<Overtaken>> {
    if store.setting(OVERTAKEN).map_err(stored)?.is_none() {
        return Ok(None);
    }
    let head = store.head();
    Ok(head.map(|(own, seq, hash)| Overtaken { bank: own.bank, station: own.station, seq, hash }))
}

/// Notes that another history of this station went on.
pub(crate) fn note_overtaken(store: &mut Store, by: &str) -> Answer<()> {
    store.set_setting(OVERTAKEN, by.as_bytes()).map_err(stored)
}

fn acknowledge(store: &mut Store, seq: u64) -> Answer<()> {
    store.set_setting("acknowledged", seq.to_string().as_bytes()).map_err(stored)
}

pub(crate) fn acknowledged(store: &Store) -> Answer<u64> {
    Ok(super::number_of(store, "acknowledged")?.unwrap_or(0))
}

#[cfg(test)]
mod tests;
