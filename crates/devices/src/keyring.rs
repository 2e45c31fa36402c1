//! The operating system's keyring: on Linux the Secret Service of the session bus (GNOME Keyring, KWallet, KeePassXC).

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use std::collections::HashMap;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// Under which the items of this program stand.
const SERVICE: &str = "org.cordkeep.station";

/// Why the keyring did not do it. Sentences for people live in the translations, keyed by the code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// This machine, or this session, has no keyring.
    #[error("no keyring can be reached: {reason}")]
    Absent {
        /// The system's answer.
        reason: String,
    },
    /// The keyring holds no such secret: it was emptied, replaced, or is another person's.
    #[error("the keyring does not hold {item}")]
    Missing {
        /// The item.
        item: String,
    },
    /// It stayed locked: its prompt was dismissed or nobody was there to answer it.
    #[error("the keyring stayed locked: {reason}")]
    Locked {
        /// The system's answer.
        reason: String,
    },
    /// No answer in time.
    #[error("the keyring gave no answer within {limit_s} s")]
    Silent {
        /// The time limit, in seconds.
        limit_s: u64,
    },
    /// Anything else.
    #[error("the keyring failed: {reason}")]
    Failed {
        /// The system's answer.
        reason: String,
    },
}

impl KeyringError {
    /// All codes.
    pub const CODES: &[&str] =
        &["keyring.absent", "keyring.missing", "keyring.locked", "keyring.silent", "keyring.failed"];

    /// A stable dotted code, the key of the sentence shown to people.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Absent { .. } => "keyring.absent",
            Self::Missing { .. } => "keyring.missing",
            Self::Locked { .. } => "keyring.locked",
            Self::Silent { .. } => "keyring.silent",
            Self::Failed { .. } => "keyring.failed",
        }
    }

    /// The values that fill the sentence.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Absent { reason } | Self::Locked { reason } | Self::Failed { reason } => {
                vec![("reason", reason.clone())]
            }
            Self::Missing { item } => vec![("item", item.clone())],
            Self::Silent { limit_s } => vec![("limit_s", limit_s.to_string())],
        }
    }

    fn of(error: &Error, item: &str) -> Self {
        let reason = error.to_string();
        match error {
            Error::NoEntry => Self::Missing { item: item.to_owned() },
            Error::NoStorageAccess(_) => Self::Locked { reason },
            _ => Self::Failed { reason },
        }
    }
}

/// The keyring of whoever runs the program.
#[derive(Debug, Clone, Copy)]
pub struct Keyring {
    limit: Duration,
}

impl Default for Keyring {
    /// Waits a minute: a locked keyring asks its owner first.
    fn default() -> Self {
        Self { limit: Duration::from_secs(60) }
    }
}

impl Keyring {
    /// A keyring that is given up after this time.
    #[must_use]
    pub fn within(limit: Duration) -> Self {
        Self { limit }
    }

    /// Whether there is one. It may still be locked.
    ///
    /// # Errors
    /// [`KeyringError::Absent`], [`KeyringError::Silent`].
    pub fn reach(&self) -> Result<(), KeyringError> {
        self.ask(|| connect().map(drop))
    }

    /// Keeps `secret` under `item`, in place of what is there; `label` is what the keyring's own window shows.
    ///
    /// # Errors
    /// Every case but [`KeyringError::Missing`].
    pub fn keep(&self, item: &str, label: &str, secret: &[u8]) -> Result<(), KeyringError> {
        let (item, label) = (item.to_owned(), label.to_owned());
        let secret = Zeroizing::new(secret.to_vec());
        self.ask(move || {
            let entry = entry(&item, &label)?;
            entry.set_secret(&secret).map_err(|error| KeyringError::of(&error, &item))
        })
    }

    /// The secret under `item`.
    ///
    /// # Errors
    /// Every case.
    pub fn find(&self, item: &str) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let item = item.to_owned();
        self.ask(move || {
            let secret = entry(&item, &item)?.get_secret();
            secret.map(Zeroizing::new).map_err(|error| KeyringError::of(&error, &item))
        })
    }

    /// Removes what is under `item`; nothing there is as good.
    ///
    /// # Errors
    /// Every case but [`KeyringError::Missing`].
    pub fn forget(&self, item: &str) -> Result<(), KeyringError> {
        let item = item.to_owned();
        self.ask(move || match entry(&item, &item)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(KeyringError::of(&error, &item)),
        })
    }

    /// On a thread of its own: a prompt that nobody answers must not hold the station.
    fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let (answer, answered) = mpsc::sync_channel(1);
        // Nobody listens any more where the time was up; the answer is dropped then, and wiped.
        thread::spawn(move || answer.send(work()).ok());
        match answered.recv_timeout(self.limit) {
            Ok(result) => result,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(KeyringError::Silent { limit_s: self.limit.as_secs() })
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(KeyringError::Failed { reason: "the request ended without an answer".to_owned() })
            }
        }
    }
}

fn entry(item: &str, label: &str) -> Result<Entry, KeyringError> {
    let modifiers = HashMap::from([("label", label)]);
    connect()?.build(SERVICE, item, Some(&modifiers)).map_err(|error| KeyringError::of(&error, item))
}

#[cfg(target_os = "linux")]
fn connect() -> Result<Arc<dyn CredentialStoreApi>, KeyringError> {
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => Ok(store),
        Err(error) => Err(KeyringError::Absent { reason: error.to_string() }),
    }
}

#[cfg(not(target_os = "linux"))]
fn connect() -> Result<Arc<dyn CredentialStoreApi>, KeyringError> {
    Err(KeyringError::Absent { reason: "not supported on this system".to_owned() })
}
