//! Why a run ends early.

/// What was found, or what kept the run from going on.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Something that must always hold does not.
    #[error("{what}")]
    Violation {
        /// What, with names.
        what: String,
    },
    /// A station was asked for something while its process was down: the simulator's own mistake.
    #[error("a station that is down was used")]
    Down,
    /// The store's trouble.
    #[error("store: {0}")]
    Store(#[from] store::StoreError),
    /// The station's exchange failed otherwise than by the network.
    #[error("exchange: {0}")]
    Exchange(String),
    /// The file system of the simulator itself.
    #[error("files: {0}")]
    Files(#[from] std::io::Error),
}

impl Fault {
    /// A violation, in words.
    pub fn violation(what: impl Into<String>) -> Self {
        Self::Violation { what: what.into() }
    }
}
