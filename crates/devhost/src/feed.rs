//! Events, numbered from 1, kept for those who ask a little late.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Value, json};

/// A client that comes back later than this many events reloads everything.
const KEPT_MAX: usize = 1_000;

/// The events of one run of the server.
#[derive(Debug, Default)]
pub struct Feed {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Value>,
    /// The number of the newest event.
    last: u64,
    closed: bool,
}

impl Feed {
    /// Adds an event and wakes all who wait.
    pub fn push(&self, event: Value) {
        let mut state = self.lock();
        state.last += 1;
        state.events.push_back(event);
        if state.events.len() > KEPT_MAX {
            state.events.pop_front();
        }
        self.changed.notify_all();
    }

    /// Lets go of all who wait.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The events after number `after`, waiting for one at most `patience`. Without `after`: the newest number, at once.
    pub fn wait(&self, after: Option<u64>, patience: Duration) -> Value {
        let state = self.lock();
        let Some(after) = after else { return json!({"next": state.last, "events": [], "missed": false}) };
        let (state, _) = self
            .changed
            .wait_timeout_while(state, patience, |state| state.last == after && !state.closed)
            .unwrap_or_else(PoisonError::into_inner);
        state.since(after)
    }

    /// A panic elsewhere leaves a whole list behind: pushing is the last thing done under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn since(&self, after: u64) -> Value {
        // A number from the future is one of an earlier run of the server.
        let wanted = self.last.checked_sub(after).and_then(|count| usize::try_from(count).ok());
        let events: Vec<&Value> = match wanted {
            Some(count) if count <= self.events.len() => {
                self.events.iter().skip(self.events.len() - count).collect()
            }
            _ => return json!({"next": self.last, "events": [], "missed": true}),
        };
        json!({"next": self.last, "events": events, "missed": false})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_ONCE: Duration = Duration::ZERO;

    #[test]
    fn events_come_once_and_in_order() {
        let feed = Feed::default();
        assert_eq!(feed.wait(None, AT_ONCE), json!({"next": 0, "events": [], "missed": false}));
        feed.push(json!("a"));
        feed.push(json!("b"));
        assert_eq!(feed.wait(Some(0), AT_ONCE), json!({"next": 2, "events": ["a", "b"], "missed": false}));
        assert_eq!(feed.wait(Some(1), AT_ONCE), json!({"next": 2, "events": ["b"], "missed": false}));
        assert_eq!(feed.wait(Some(2), AT_ONCE), json!({"next": 2, "events": [], "missed": false}));
    }

    #[test]
    fn who_comes_too_late_or_from_another_run_is_told() {
        let feed = Feed::default();
        for number in 0..=KEPT_MAX {
            feed.push(json!(number));
        }
        assert_eq!(feed.wait(Some(0), AT_ONCE)["missed"], true);
        assert_eq!(feed.wait(Some(1), AT_ONCE)["events"].as_array().unwrap().len(), KEPT_MAX);
        assert_eq!(feed.wait(Some(5_000), AT_ONCE)["missed"], true);
    }

    #[test]
    fn waiting_ends_with_an_event_or_the_end() {
        let patience = Duration::from_secs(60);
        let feed = &Feed::default();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(move || feed.wait(Some(0), patience));
            feed.push(json!("a"));
            assert_eq!(waiting.join().unwrap()["events"], json!(["a"]));
            let waiting = scope.spawn(move || feed.wait(Some(1), patience));
            feed.close();
            assert_eq!(waiting.join().unwrap()["events"], json!([]));
        });
    }
}
