//! What can go wrong with the file.

use ledger::StationId;
use rusqlite::ErrorCode;

/// A fault of the store. Nothing is half saved when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The passphrase does not open the data.
    #[error("the passphrase does not open the data")]
    WrongPassphrase,
    /// The file cannot be read with its key.
    #[error("the file is not a database under this key")]
    WrongKey,
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The disk or file cannot be written.
    #[error("the disk or the file is read-only")]
    ReadOnly,
    /// The file that was opened is no longer where it was.
    #[error("the file is no longer where it was opened")]
    Vanished,
    /// Another process holds the file.
    #[error("another process holds the file")]
    Busy,
    /// Reading or writing failed.
    #[error("input/output: {0}")]
    Io(String),
    /// A uniqueness that the database enforces.
    #[error("already taken: {0}")]
    Taken(String),
    /// Stored data that does not parse.
    #[error("stored data does not parse: {table}.{column}")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
    },
    /// An entry from elsewhere that is not what it says.
    #[error("an entry was refused: {0}")]
    BadEntry(String),
    /// An entry came that another stands in the place of; or one of this station that it never made: its file was
    /// copied or put back.
    #[error("entry {seq} of station {station} exists with another hash")]
    Forked {
        /// Whose it is.
        station: StationId,
        /// Its number.
        seq: u64,
    },
    /// What was read at length was called off before its end: nothing can be concluded of it.
    #[error("called off before its end")]
    Interrupted,
    /// The store has no chain yet.
    #[error("no chain yet")]
    NoChain,
    /// Any other refusal of the database.
    #[error("database: {0}")]
    Database(String),
}

impl StoreError {
    /// Every code.
    pub const CODES: &'static [&'static str] = &[
        "store.wrong_passphrase",
        "store.wrong_key",
        "store.damaged",
        "store.disk_full",
        "store.read_only",
        "store.vanished",
        "store.busy",
        "store.io",
        "store.taken",
        "store.inconsistent",
        "store.bad_entry",
        "store.forked",
        "store.interrupted",
        "store.no_chain",
        "store.database",
    ];

    /// The dotted code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongPassphrase => "store.wrong_passphrase",
            Self::WrongKey => "store.wrong_key",
            Self::Damaged(_) => "store.damaged",
            Self::DiskFull => "store.disk_full",
            Self::ReadOnly => "store.read_only",
            Self::Vanished => "store.vanished",
            Self::Busy => "store.busy",
            Self::Io(_) => "store.io",
            Self::Taken(_) => "store.taken",
            Self::Inconsistent { .. } => "store.inconsistent",
            Self::BadEntry(_) => "store.bad_entry",
            Self::Forked { .. } => "store.forked",
            Self::Interrupted => "store.interrupted",
            Self::NoChain => "store.no_chain",
            Self::Database(_) => "store.database",
        }
    }

    /// Values for the text.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Damaged(detail) | Self::Io(detail) | Self::BadEntry(detail) | Self::Database(detail) => {
                vec![("detail", detail.clone())]
            }
            Self::Taken(what) => vec![("what", what.clone())],
            Self::Inconsistent { table, column } => {
                vec![("table", (*table).to_owned()), ("column", (*column).to_owned())]
            }
            Self::Forked { seq, .. } => vec![("seq", seq.to_string())],
            _ => Vec::new(),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            // After the first page was read, a page that its key does not open is a damaged one.
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::SystemIoFailure) => Self::Io(error.to_string()),
            Some(ErrorCode::ConstraintViolation) => Self::Taken(error.to_string()),
            _ => Self::Database(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<ledger::Malformed> for StoreError {
    fn from(_: ledger::Malformed) -> Self {
        Self::Inconsistent { table: "entry", column: "header" }
    }
}
