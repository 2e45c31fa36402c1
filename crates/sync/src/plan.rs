//! What a station does next. Pure: the same state gives the same step.

use crate::{Scope, delay_ms, limits::PAGE_ENTRIES_MAX};

/// Failures in a row of one direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retry {
    /// How many; 0 after a success.
    pub failures: u32,
    /// When the last one was, milliseconds of the station's monotonic clock.
    pub failed_ms: u64,
    /// Drawn once for each failure, for [`delay_ms`].
    pub random: u32,
}

impl Retry {
    /// One failure more. `random` is drawn for it.
    #[must_use]
    pub const fn again(self, now_ms: u64, random: u32) -> Self {
        Self { failures: self.failures.saturating_add(1), failed_ms: now_ms, random }
    }

    /// When to try again, milliseconds of the monotonic clock; 0 where nothing failed.
    #[must_use]
    pub const fn due_ms(&self) -> u64 {
        if self.failures == 0 {
            0
        } else {
            self.failed_ms.saturating_add(delay_ms(self.failures, self.random))
        }
    }
}

/// How far a feed is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedProgress {
    /// Which feed.
    pub scope: Scope,
    /// The last position that is stored.
    pub applied: u64,
    /// The feed's end when it was last asked; 0 before.
    pub end: u64,
    /// When it was last asked, milliseconds of the monotonic clock; none in this run of the program.
    pub asked_ms: Option<u64>,
    /// How often it had to be read anew from its beginning since the centre last agreed with what was read.
    pub restarts: Retry,
}

/// Why nothing is sent or fetched until a person acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// Not enrolled at a centre.
    NotEnrolled,
    /// Two histories of this station exist: it needs a new identity.
    Fork,
    /// The centre revoked this station.
    Revoked,
    /// Centre and station speak no common version.
    Version,
}

/// All that the next step depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Now, milliseconds of the station's monotonic clock.
    pub now_ms: u64,
    /// The last entry of the own chain.
    pub head: u64,
    /// The last entry that the centre gave a receipt for.
    pub acknowledged: u64,
    /// The feeds that this station follows, the most important first.
    pub feeds: Vec<FeedProgress>,
    /// Failures of uploading.
    pub upload: Retry,
    /// Failures of pulling.
    pub pull: Retry,
    /// How often a feed is asked when nothing is known to wait, milliseconds.
    pub poll_ms: u64,
    /// Whether own entries wait for the moment when feeds are asked, so that a line that is paid for by use carries few messages.
    pub is_metered: bool,
    /// What stops everything.
    pub block: Option<Block>,
}

/// The next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send own entries behind `after`, at most `count`.
    Upload {
        /// The last entry that the centre has.
        after: u64,
        /// 1 to 500.
        count: usize,
    },
    /// Ask for a feed behind a position.
    Pull {
        /// Which feed.
        scope: Scope,
        /// The last position that is stored.
        after: u64,
    },
    /// Nothing to do before this time, milliseconds of the monotonic clock, unless an entry is recorded.
    Idle {
        /// In the future.
        until_ms: u64,
    },
    /// Nothing to do until a person acts.
    Blocked(Block),
}

/// Decides. Own entries go first, since they exist nowhere else; a refused upload never keeps feeds from being read.
#[must_use]
pub fn plan(progress: &Progress) -> Step {
    if let Some(block) = progress.block {
        return Step::Blocked(block);
    }
    let mut until_ms = u64::MAX;
    let waiting = progress.head.saturating_sub(progress.acknowledged);
    if waiting > 0 && !rests(progress) {
        let due_ms = progress.upload.due_ms();
        if due_ms <= progress.now_ms {
            let count = usize::try_from(waiting).map_or(PAGE_ENTRIES_MAX, |n| n.min(PAGE_ENTRIES_MAX));
            return Step::Upload { after: progress.acknowledged, count };
        }
        until_ms = due_ms;
    }
    for feed in &progress.feeds {
        let due_ms =
            feed_due_ms(feed, progress.poll_ms).max(progress.pull.due_ms()).max(feed.restarts.due_ms());
        if due_ms <= progress.now_ms {
            return Step::Pull { scope: feed.scope, after: feed.applied };
        }
        until_ms = until_ms.min(due_ms);
    }
    Step::Idle { until_ms: until_ms.min(progress.now_ms.saturating_add(progress.poll_ms.max(1))) }
}

/// Whether it is no time to exchange anything: the line is metered, and every feed was asked a short while ago.
fn rests(progress: &Progress) -> bool {
    let is_later = |feed| feed_due_ms(feed, progress.poll_ms) > progress.now_ms;
    progress.is_metered && progress.feeds.iter().all(is_later)
}

fn feed_due_ms(feed: &FeedProgress, poll_ms: u64) -> u64 {
    match feed.asked_ms {
        Some(asked_ms) if feed.applied >= feed.end => asked_ms.saturating_add(poll_ms.max(1)),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
