//! One station: its state behind one lock, its listeners, its background work.

use crate::background::Background;
use crate::context::Cx;
use crate::host::{Host, SystemHost};
use crate::{backup, integrity, problem, procedures, synchronise};
use api::Problem;
use api::wire::Locale;
use domain::PersonId;
use domain::rules::RuleSet;
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, Weak};
use store::Store;

/// How a station is opened.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// Folder of the station's data; made when missing.
    pub data_dir: PathBuf,
}

/// Something that the screens must know of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// These queries are stale.
    Invalidate {
        /// Cache tags.
        tags: Vec<&'static str>,
    },
    /// A long work goes on.
    Progress {
        /// Which: the command's name.
        work: &'static str,
        /// Done so far.
        done: u64,
        /// All there is.
        all: u64,
    },
    /// A scanner on a serial line read a code.
    Scan {
        /// The text as read.
        text: String,
        /// When: a screen that hears of it late must not take it for what it now asks for.
        at_ms: i64,
    },
}

/// A listener for [`Event`]s.
pub type Listener = Box<dyn Fn(&Event) + Send + Sync>;

/// What is set on this station before its database opens: `station.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StationFile {
    pub(crate) locale: Locale,
}

/// The signed-in operator. Held in memory alone: it ends with the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) person: PersonId,
    /// Wall clock at sign-in, to be shown.
    pub(crate) since_ms: i64,
    /// The success before this one, to be shown.
    pub(crate) previous_ms: Option<i64>,
    /// Monotonic clock at the last work.
    pub(crate) used_ms: u64,
    pub(crate) access: Access,
}

/// What a session may do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Locked: nothing until the password is given again.
    Locked,
    /// Open; the first signature wants all components (21 CFR 11.200(a)(1)).
    Open,
    /// Open, and signed in this sitting already: further signatures want the password alone.
    Signed,
}

/// What a station holds while it is open.
pub(crate) struct State {
    pub(crate) station: StationFile,
    pub(crate) store: Option<Store>,
    pub(crate) session: Option<Session>,
    pub(crate) fonts: Option<Arc<labels::Fonts>>,
    pub(crate) sync: synchronise::Status,
    /// Why the last act could not be stored; none once one was.
    pub(crate) storage: Option<Problem>,
    pub(crate) backup: backup::Status,
    /// What the station knows of procedures, as long as nothing is added.
    pub(crate) procedures: procedures::Cache,
    /// What rooms stand in the way of, as long as nothing is added.
    pub(crate) rooms: crate::environment::Cache,
    /// What returned versions hold.
    pub(crate) returned: crate::returned::Cache,
    /// Results that wait in the inbox, as long as nothing is added.
    pub(crate) waiting: crate::waiting::Cache,
    /// The queue of quality as it was last judged.
    pub(crate) review_queue: Option<crate::command::review::Queue>,
}

/// One station, open for work.
pub struct App {
    pub(crate) data_dir: PathBuf,
    pub(crate) host: Box<dyn Host>,
    pub(crate) rules: Arc<RuleSet>,
    state: parking_lot::Mutex<State>,
    listeners: RwLock<Vec<Listener>>,
    pub(crate) wake: (Mutex<bool>, Condvar),
    pub(crate) backup_turn: Mutex<()>,
    pub(crate) background: Arc<Background>,
    pub(crate) spool: crate::print::Spool,
    /// Whether this program is the one that listens to the scanners.
    pub(crate) listens: AtomicBool,
    pub(crate) scanners: crate::scanner::Scanners,
    pub(crate) analysers: crate::analyser::Analysers,
    /// This application, for threads that must not keep it alive.
    pub(crate) me: Weak<App>,
    /// Whether somebody called the export off that goes on.
    pub(crate) export_called_off: AtomicBool,
    // Held as long as the station is open: a chain has one writer.
    _lock: File,
    generation: AtomicU64,
}

impl App {
    /// Opens the station in its data folder on the real machine.
    ///
    /// # Errors
    /// A fault where the folder cannot be used.
    pub fn open(options: AppOptions) -> Result<Arc<Self>, Problem> {
        Self::open_on(options, Box::new(SystemHost::default()))
    }

    /// Opens the station on another host.
    ///
    /// # Errors
    /// A fault where the folder cannot be used.
    pub fn open_on(options: AppOptions, host: Box<dyn Host>) -> Result<Arc<Self>, Problem> {
        std::fs::create_dir_all(&options.data_dir).map_err(problem::io)?;
        let lock = lock_folder(&options.data_dir)?;
        let station = read_station(&options.data_dir)?;
        let app = Arc::new_cyclic(|me| Self {
            data_dir: options.data_dir,
            host,
            rules: crate::rules::rule_set(),
            state: parking_lot::Mutex::new(State {
                station,
                store: None,
                session: None,
                fonts: None,
                sync: synchronise::Status::default(),
                storage: None,
                backup: backup::Status::default(),
                procedures: procedures::Cache::default(),
                rooms: crate::environment::Cache::default(),
                returned: crate::returned::Cache::default(),
                waiting: crate::waiting::Cache::default(),
                review_queue: None,
            }),
            listeners: RwLock::new(Vec::new()),
            wake: (Mutex::new(false), Condvar::new()),
            backup_turn: Mutex::new(()),
            background: Arc::default(),
            spool: crate::print::Spool::default(),
            listens: AtomicBool::new(false),
            scanners: crate::scanner::Scanners::default(),
            analysers: crate::analyser::Analysers::default(),
            me: me.clone(),
            export_called_off: AtomicBool::new(false),
            _lock: lock,
            generation: AtomicU64::new(0),
        });
        // From here on waiting is measured, also that of an account locked before a restart.
        let _ = app.host.monotonic_ms();
        app.unlock_demo()?;
        Ok(app)
    }

    /// The state, locked. A panic of another command leaves it consistent: its transaction was rolled back.
    pub(crate) fn lock(&self) -> parking_lot::MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Locks the state for a command.
    pub(crate) fn cx(&self) -> Cx<'_> {
        Cx { app: self, state: self.lock() }
    }

    /// Adds a listener.
    pub fn subscribe(&self, listener: Listener) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    pub(crate) fn emit(&self, event: &Event) {
        self.generation.fetch_add(1, Ordering::Relaxed);
        for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }

    /// Starts the work that goes on by itself: synchronisation, backups, the daily check of the whole ledger, listening to
    /// serial scanners and to analysers. [`App::shut_down`] ends it.
    pub fn start_background(self: &Arc<Self>) {
        self.listens.store(true, Ordering::Relaxed);
        let cx = self.cx();
        if cx.state.store.is_some()
            && let Err(problem) = crate::scanner::follow(&cx)
        {
            tracing::error!(code = problem.code, "the scanners are not listened to");
        }
        if cx.state.store.is_some()
            && let Err(problem) = crate::analyser::follow(&cx)
        {
            tracing::error!(code = problem.code, "the analysers are not listened to");
        }
        drop(cx);
        synchronise::start(self);
        backup::start(self);
        integrity::start(self);
    }

    pub(crate) fn database_path(&self) -> PathBuf {
        self.data_dir.join("bank.db")
    }

    pub(crate) fn keys_path(&self) -> PathBuf {
        self.data_dir.join("keys.json")
    }

    pub(crate) fn save_station(&self, station: &StationFile) -> Result<(), Problem> {
        let text = serde_json::to_vec_pretty(station)
            .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
        write_whole(&self.data_dir.join("station.json"), &text)
    }
}

fn lock_folder(data_dir: &Path) -> Result<File, Problem> {
    let file = File::create(data_dir.join("station.lock")).map_err(problem::io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Problem::fault("store.busy")),
        Err(TryLockError::Error(error)) => Err(problem::io(error)),
    }
}

/// Writes a file whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    use std::io::Write as _;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = path.with_file_name(name);
    let mut file = std::fs::File::create(&temporary).map_err(problem::io)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(problem::io)?;
    std::fs::rename(&temporary, path).map_err(problem::io)
}

fn read_station(data_dir: &Path) -> Result<StationFile, Problem> {
    match std::fs::read(data_dir.join("station.json")) {
        // A damaged file holds nothing that could not be set again.
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or(StationFile { locale: Locale::ZhCn })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Ok(StationFile { locale: Locale::ZhCn })
        }
        Err(error) => Err(problem::io(error)),
    }
}
