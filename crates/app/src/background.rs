//! Work that goes on beside the commands, and its end: whoever closes the station waits for it, so that nothing is torn and no
//! thread encrypts while the process tears its libraries down.

use crate::app::App;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often the end looks whether a thread has ended.
const NAP: Duration = Duration::from_millis(10);
/// How many naps the end waits for an exchange with the centre: three seconds. What comes later finds the file closed.
const EXCHANGE_NAPS_MAX: u32 = 300;

/// How long work waits that panicked.
const AFTER_PANIC: Duration = Duration::from_secs(60);

/// The name of the thread that synchronises.
pub(crate) const SYNC: &str = "sync";

/// The threads of a station.
#[derive(Default)]
pub(crate) struct Background {
    closing: AtomicBool,
    woken: (Mutex<()>, Condvar),
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Background {
    /// Whether the station closes.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    /// Waits, but not longer than the station is open.
    pub(crate) fn wait(&self, patience: Duration) {
        let (lock, signal) = &self.woken;
        let guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
        drop(signal.wait_timeout_while(guard, patience, |()| !self.is_closing()));
    }

    /// Whether the station closes, for what works on a connection of its own.
    pub(crate) fn stop(self: &Arc<Self>) -> impl Fn() -> bool + Send + Sync + use<> {
        let background = Arc::clone(self);
        move || background.is_closing()
    }

    /// Starts a thread that takes a turn again and again as long as the station is open. The turn says how long to wait.
    pub(crate) fn start(
        app: &Arc<App>,
        name: &'static str,
        turn: impl Fn(&App) -> Duration + Send + 'static,
    ) {
        let (weak, background) = (Arc::downgrade(app), Arc::clone(&app.background));
        let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(app) = weak.upgrade().filter(|app| !app.background.is_closing()) {
                // A panic in one turn must not end the work for as long as the program runs, without a word.
                let wait = catch_unwind(AssertUnwindSafe(|| turn(&app))).unwrap_or_else(|_| {
                    tracing::error!(name, "work in the background stopped for a while");
                    AFTER_PANIC
                });
                drop(app);
                background.wait(wait);
            }
        });
        match spawned {
            Ok(thread) => app.background.keep(thread),
            Err(error) => tracing::error!(%error, name, "no thread for work in the background"),
        }
    }

    pub(crate) fn keep(&self, thread: JoinHandle<()>) {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
    }

    fn end(&self) {
        let (lock, signal) = &self.woken;
        let guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.closing.store(true, Ordering::Release);
        drop(guard);
        signal.notify_all();
    }
}

impl App {
    /// Closes the station: calls the work in the background off, waits for it, and closes the file. A backup that goes on leaves
    /// nothing behind; the ones before it stay. No command is answered afterwards.
    pub fn shut_down(&self) {
        self.background.end();
        self.wake_sync();
        let threads =
            std::mem::take(&mut *self.background.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            let naps_max = (thread.thread().name() == Some(SYNC)).then_some(EXCHANGE_NAPS_MAX);
            join(thread, naps_max);
        }
        // Who still comes finds no file: a print job that ends now is found half sent when the file is opened again.
        self.lock().store = None;
    }
}

/// Waits for a thread, at most so many naps where that is said.
fn join(thread: JoinHandle<()>, naps_max: Option<u32>) {
    for nap in 0.. {
        if naps_max.is_none() || thread.is_finished() {
            break;
        }
        if naps_max == Some(nap) {
            return;
        }
        std::thread::sleep(NAP);
    }
    // A panic of the thread has already been told.
    let _ = thread.join();
}
