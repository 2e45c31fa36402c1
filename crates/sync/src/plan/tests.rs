use super::*;
use ledger::SiteId;
use proptest::prelude::*;

fn scopes() -> [Scope; 2] {
    [Scope::Reference, Scope::Site(SiteId::from_bytes([7; 16]))]
}

fn progress(head: u64, acknowledged: u64, ends: [u64; 2], applied: [u64; 2]) -> Progress {
    let feeds = scopes().into_iter().zip(ends).zip(applied);
    let restarts = Retry::default();
    let feeds = feeds
        .map(|((scope, end), applied)| FeedProgress { scope, applied, end, asked_ms: None, restarts })
        .collect();
    Progress {
        now_ms: 1_000,
        head,
        acknowledged,
        feeds,
        upload: Retry::default(),
        pull: Retry::default(),
        poll_ms: 30_000,
        is_metered: false,
        block: None,
    }
}

#[test]
fn own_entries_go_first_then_feeds_in_order_then_rest() {
    let mut state = progress(1_200, 0, [0, 0], [0, 0]);
    assert_eq!(plan(&state), Step::Upload { after: 0, count: 500 });
    state.acknowledged = 1_000;
    assert_eq!(plan(&state), Step::Upload { after: 1_000, count: 200 });
    state.acknowledged = 1_200;
    assert_eq!(plan(&state), Step::Pull { scope: Scope::Reference, after: 0 });
    state.feeds[0].asked_ms = Some(900);
    assert_eq!(plan(&state), Step::Pull { scope: scopes()[1], after: 0 });
    state.feeds[1].asked_ms = Some(950);
    assert_eq!(plan(&state), Step::Idle { until_ms: 30_900 });
    state.block = Some(Block::Fork);
    assert_eq!(plan(&state), Step::Blocked(Block::Fork));
}

#[test]
fn a_refused_upload_backs_off_and_lets_feeds_pass() {
    let mut state = progress(10, 0, [0, 0], [0, 0]);
    state.upload = Retry { failures: 3, failed_ms: 1_000, random: 0 };
    assert_eq!(plan(&state), Step::Pull { scope: Scope::Reference, after: 0 });
    state.feeds.iter_mut().for_each(|feed| feed.asked_ms = Some(1_000));
    assert_eq!(plan(&state), Step::Idle { until_ms: 3_000 });
    state.now_ms = 3_000;
    assert_eq!(plan(&state), Step::Upload { after: 0, count: 10 });
}

#[test]
fn on_a_metered_line_own_entries_go_when_feeds_are_asked() {
    let mut state = progress(10, 0, [0, 0], [0, 0]);
    state.is_metered = true;
    assert_eq!(plan(&state), Step::Upload { after: 0, count: 10 }, "nothing was exchanged yet");
    state.feeds.iter_mut().for_each(|feed| feed.asked_ms = Some(1_000));
    state.now_ms = 2_000;
    assert_eq!(plan(&state), Step::Idle { until_ms: 31_000 });
    state.now_ms = 31_000;
    assert_eq!(plan(&state), Step::Upload { after: 0, count: 10 });
    state.acknowledged = 10;
    assert_eq!(plan(&state), Step::Pull { scope: Scope::Reference, after: 0 });
    // What comes in between the two feeds goes with the same exchange.
    state.feeds[0].asked_ms = Some(31_000);
    state.head = 11;
    assert_eq!(plan(&state), Step::Upload { after: 10, count: 1 });
    // A feed that has more to give is read on, and what waits goes first.
    state.feeds[1] = FeedProgress { asked_ms: Some(31_000), end: 600, applied: 500, ..state.feeds[1] };
    assert_eq!(plan(&state), Step::Upload { after: 10, count: 1 });
}

proptest! {
    /// A faithful executor with failures thrown in reaches the end of everything, sends nothing twice and skips nothing.
    #[test]
    fn every_run_ends_complete(
        head in 0_u64..3_000, done in 0_u64..3_000, ends in any::<[u8; 2]>(), fails in proptest::collection::vec(any::<bool>(), 0..30),
    ) {
        let mut state = progress(head, done.min(head), [0, 0], [0, 0]);
        let ends = ends.map(|end| u64::from(end) * 20);
        let mut fails = fails.into_iter();
        for _ in 0..10_000 {
            let failed = fails.next().unwrap_or(false);
            match plan(&state) {
                Step::Upload { after, count } => {
                    prop_assert_eq!(after, state.acknowledged);
                    prop_assert!((1..=PAGE_ENTRIES_MAX).contains(&count) && after + count as u64 <= head);
                    if failed {
                        state.upload = state.upload.again(state.now_ms, 9);
                    } else {
                        state.upload = Retry::default();
                        state.acknowledged += count as u64;
                    }
                }
                Step::Pull { scope, after } => {
                    let at = usize::from(scope != Scope::Reference);
                    let feed = &mut state.feeds[at];
                    prop_assert_eq!(after, feed.applied);
                    if failed {
                        state.pull = state.pull.again(state.now_ms, 9);
                    } else {
                        state.pull = Retry::default();
                        *feed = FeedProgress { applied: (after + 500).min(ends[at]), end: ends[at], asked_ms: Some(state.now_ms), ..*feed };
                    }
                }
                Step::Idle { until_ms } => {
                    prop_assert!(until_ms > state.now_ms);
                    let complete = state.acknowledged == head
                        && state.feeds.iter().zip(ends).all(|(feed, end)| feed.applied == end && feed.asked_ms.is_some());
                    if complete && fails.len() == 0 {
                        return Ok(());
                    }
                    prop_assert!(complete || state.upload.failures + state.pull.failures > 0);
                    state.now_ms = until_ms;
                }
                Step::Blocked(_) => prop_assert!(false),
            }
        }
        prop_assert!(false, "never complete");
    }

    /// A centre that never agrees with what was read of its feed is asked less and less often, and the other feed is read.
    #[test]
    fn a_feed_that_begins_anew_again_and_again_waits_longer_and_longer(
        differs_at in 1_u64..2_000, randoms in proptest::collection::vec(any::<u32>(), 1..20),
    ) {
        let mut state = progress(0, 0, [0, 0], [0, 0]);
        let (mut began_ms, mut other) = (None::<u64>, 0);
        let mut randoms = randoms.into_iter();
        for _ in 0..1_000 {
            match plan(&state) {
                Step::Pull { scope: Scope::Reference, after } => {
                    if after == 0 && let Some(before_ms) = began_ms.replace(state.now_ms) {
                        let Retry { failures, random, .. } = state.feeds[0].restarts;
                        prop_assert!(state.now_ms - before_ms >= delay_ms(failures, random));
                    }
                    let (now_ms, feed) = (state.now_ms, &mut state.feeds[0]);
                    let restarts = feed.restarts;
                    *feed = FeedProgress { applied: after + 500, end: u64::MAX, asked_ms: Some(now_ms), ..*feed };
                    if feed.applied >= differs_at {
                        let Some(random) = randoms.next() else {
                            prop_assert!(other > 0 && restarts.failures >= 1);
                            return Ok(());
                        };
                        *feed = FeedProgress {
                            applied: 0, end: 0, asked_ms: None, restarts: restarts.again(now_ms, random), ..*feed
                        };
                    }
                }
                Step::Pull { .. } => {
                    other += 1;
                    state.feeds[1].asked_ms = Some(state.now_ms);
                }
                Step::Idle { until_ms } => {
                    prop_assert!(until_ms > state.now_ms);
                    state.now_ms = until_ms;
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        prop_assert!(false, "the feed is not asked for any more");
    }

    #[test]
    fn extreme_states_never_panic(
        now_ms in any::<u64>(), head in any::<u64>(), acknowledged in any::<u64>(), failures in any::<u32>(),
        failed_ms in any::<u64>(), poll_ms in any::<u64>(), asked in any::<u64>(),
    ) {
        let mut state = progress(head, acknowledged, [1, 0], [0, 9]);
        state.now_ms = now_ms;
        state.poll_ms = poll_ms;
        state.upload = Retry { failures, failed_ms, random: failures };
        state.feeds[1].asked_ms = Some(asked);
        let _ = plan(&state);
    }
}
