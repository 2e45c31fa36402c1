//! The keyring of the operating system: it remembers a secret that opens the data, so that this computer starts without
//! the passphrase. The passphrase and the recovery key go on opening it, whatever becomes of the keyring.

use super::keys::key_file;
use super::restoring::set_empty_aside;
use super::setup::setup_state;
use crate::app::App;
use crate::context::{Answer, Cx};
use crate::integrity;
use crate::problem::stored;
use api::Problem;
use api::wire::*;
use devices::{Keyring, KeyringError};
use std::fmt::Write as _;
use std::time::Duration;
use store::{DatabaseKey, KeyFile, Remembered, Wrap};
use zeroize::Zeroizing;

/// Long enough for a session bus to start its keyring; a screen waits for it.
const REACH_MAX: Duration = Duration::from_secs(5);

fn refused(error: &KeyringError) -> Problem {
    error
        .params()
        .into_iter()
        .fold(Problem::refusal(error.code()), |problem, (name, value)| problem.with(name, value))
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    // Of its final size from the start: growing would leave copies behind that nobody wipes.
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether there is a keyring, and whether it is used.
pub(crate) fn keys_keyring(cx: &mut Cx<'_>, _: Empty) -> Answer<KeyringState> {
    let keys = KeyFile::read(&cx.app.keys_path()).map_err(stored)?;
    let reached = cx.beside(|_| Keyring::within(REACH_MAX).reach());
    Ok(KeyringState {
        used: keys.is_some_and(|keys| keys.keyring.is_some()),
        reachable: reached.is_ok(),
        problem: reached.err().map(|error| refused(&error)),
    })
}

/// Lets the keyring remember the key from now on, by a secret of its own; one so far is removed.
pub(crate) fn remember(cx: &mut Cx<'_>, keys: KeyFile, key: &DatabaseKey) -> Answer<()> {
    let keyring = Keyring::default();
    let host = &cx.app.host;
    let random = Zeroizing::new(host.bytes::<32>());
    let (item, secret) = (hex(&host.id()).to_string(), hex(random.as_slice()));
    let wrap = Wrap::seal(key, &secret, host.bytes()).map_err(stored)?;
    let label = format!("脐血库 Cordkeep · {}", cx.app.data_dir.display());
    let former = keys.keyring.as_ref().map(|former| former.item.clone());
    // Its prompt may wait for its owner.
    cx.beside(|_| keyring.keep(&item, &label, secret.as_bytes())).map_err(|error| refused(&error))?;
    let keys = keys.with_keyring(Some(Remembered { item: item.clone(), wrap }));
    // Read back: a keyring that takes a secret and gives none must be known before anybody relies on it.
    let kept = cx
        .beside(|_| keyring.find(&item))
        .map_err(|error| refused(&error))
        .and_then(|_| keys.write(&cx.app.keys_path()).map_err(stored));
    if kept.is_err() {
        // What went wrong is in `kept`; a secret without its wrapping opens nothing.
        let _ = keyring.forget(&item);
    } else if let Some(former) = former {
        let _ = keyring.forget(&former);
    }
    kept
}

impl App {
    /// Lets the keyring open the data; the station need not be open. For the command line.
    ///
    /// # Errors
    /// Neither passphrase nor recovery key, a keyring that refuses, or a fault of the disk.
    pub fn remember(&self, passphrase: &str) -> Answer<KeyringState> {
        remember_by(&mut self.cx(), passphrase)
    }

    /// Lets each start ask for the passphrase again; the station need not be open. For the command line.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn forget_keyring(&self) -> Answer<KeyringState> {
        keys_forget(&mut self.cx(), Empty {})
    }
}

pub(crate) fn keys_remember(cx: &mut Cx<'_>, request: Remember) -> Answer<KeyringState> {
    remember_by(cx, &request.passphrase.into_inner())
}

fn remember_by(cx: &mut Cx<'_>, passphrase: &str) -> Answer<KeyringState> {
    let keys = key_file(cx)?;
    let key = keys.open(passphrase).map_err(|e| stored(e).at("passphrase"))?;
    remember(cx, keys, &key)?;
    keys_keyring(cx, Empty {})
}

/// This computer asks for the passphrase again at each start.
pub(crate) fn keys_forget(cx: &mut Cx<'_>, _: Empty) -> Answer<KeyringState> {
    let keys = key_file(cx)?;
    if keys.keyring.is_some() {
        keys.clone().with_keyring(None).write(&cx.app.keys_path()).map_err(stored)?;
        drop_secret(&keys);
    }
    keys_keyring(cx, Empty {})
}

/// Removes what a set-up that failed has left in the keyring.
pub(super) fn forget(cx: &Cx<'_>) {
    if let Ok(Some(keys)) = KeyFile::read(&cx.app.keys_path()) {
        drop_secret(&keys);
    }
}

/// A keyring that cannot be reached may hold its secret on; without the wrapping in the key file it opens nothing.
fn drop_secret(keys: &KeyFile) {
    if let Some(remembered) = &keys.keyring {
        let _ = Keyring::default().forget(&remembered.item);
    }
}

/// Opens a locked station by what the keyring remembers.
pub(crate) fn setup_unlock_keyring(cx: &mut Cx<'_>, _: Empty) -> Answer<SetupState> {
    if cx.state.store.is_none() {
        let keys = key_file(cx)?;
        let Some(remembered) = &keys.keyring else {
            return Err(Problem::refusal("keyring.unused"));
        };
        let secret =
            cx.beside(|_| Keyring::default().find(&remembered.item)).map_err(|error| refused(&error))?;
        let secret = std::str::from_utf8(&secret).map_err(|_| Problem::refusal("keyring.wrong"))?;
        let key = keys.open_remembered(secret).map_err(|_| Problem::refusal("keyring.wrong"))?;
        // Somebody may have typed the passphrase meanwhile.
        if cx.state.store.is_none() {
            integrity::open(cx, &key)?;
            set_empty_aside(cx)?;
        }
        cx.app.wake_sync();
    }
    setup_state(cx, Empty {})
}
