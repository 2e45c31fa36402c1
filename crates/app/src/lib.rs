//! Use cases.

use std::path::PathBuf;
use std::sync::Arc;

/// How a station is opened.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// Folder of the station's data; made when missing.
    pub data_dir: PathBuf,
}

/// Something that the screens must know of.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// These queries are stale.
    Invalidate {
        /// Cache tags.
        tags: Vec<&'static str>,
    },
}

/// A listener for [`Event`]s.
pub type Listener = Box<dyn Fn(&Event) + Send + Sync>;

/// One station, open for work.
pub struct App {}

impl App {
    /// Opens the station in its data folder.
    ///
    /// # Errors
    /// A fault where the folder cannot be used.
    pub fn open(_options: AppOptions) -> Result<Arc<Self>, api::Problem> {
        Ok(Arc::new(Self {}))
    }

    /// Runs a command. Blocks; call it off the user interface's thread.
    ///
    /// # Errors
    /// The problem to show.
    pub fn call(&self, command: &str, _args: serde_json::Value) -> Result<serde_json::Value, api::Problem> {
        Err(api::Problem::refusal("command.unknown").with("command", command))
    }

    /// Adds a listener.
    pub fn subscribe(&self, _listener: Listener) {}

    /// Starts the work that goes on by itself: synchronisation.
    pub fn start_background(self: &Arc<Self>) {}
}
