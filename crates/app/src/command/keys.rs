//! The secrets that open the data: the passphrase changed, the recovery key tried out and used.

use super::restoring::set_empty_aside;
use super::setup::{PASSPHRASE_MIN, setup_state};
use crate::app::App;
use crate::context::{Answer, Cx};
use crate::integrity;
use crate::problem::stored;
use api::Problem;
use api::wire::*;
use store::{KeyFile, Store, Wrap};

/// Refuses a passphrase that is too short.
pub(crate) fn check_passphrase(passphrase: &str) -> Answer<()> {
    if passphrase.chars().count() < PASSPHRASE_MIN {
        let short = Problem::refusal("setup.passphrase_short").with("min", PASSPHRASE_MIN);
        return Err(short.at("passphrase"));
    }
    Ok(())
}

pub(super) fn key_file(cx: &Cx<'_>) -> Answer<KeyFile> {
    let keys = KeyFile::read(&cx.app.keys_path()).map_err(stored)?;
    keys.ok_or_else(|| Problem::refusal("setup.no_bank"))
}

pub(crate) fn keys_change_passphrase(cx: &mut Cx<'_>, request: ChangePassphrase) -> Answer<Empty> {
    let (current, passphrase) = (request.current.into_inner(), request.passphrase.into_inner());
    change(cx, &current, &passphrase)?;
    Ok(Empty {})
}

fn change(cx: &Cx<'_>, current: &str, passphrase: &str) -> Answer<()> {
    check_passphrase(passphrase)?;
    let keys = key_file(cx)?;
    let key = keys.open(current).map_err(|e| stored(e).at("current"))?;
    let wrap = Wrap::seal(&key, passphrase, cx.app.host.bytes()).map_err(stored)?;
    keys.with_passphrase(wrap).write(&cx.app.keys_path()).map_err(stored)
}

impl App {
    /// Changes the passphrase by the one so far, or by the recovery key; the station need not be open. For the
    /// command line.
    ///
    /// # Errors
    /// Neither opens the data, the new one is too short, or a fault of the disk.
    pub fn change_passphrase(&self, current: &str, passphrase: &str) -> Answer<()> {
        self.with(|cx| change(cx, current, passphrase))
    }
}

/// Whether the recovery key that was written down opens the data.
pub(crate) fn setup_check_recovery(cx: &mut Cx<'_>, request: TypeRecoveryKey) -> Answer<Empty> {
    let typed = request.recovery_key.into_inner();
    key_file(cx)?.open_recovery(&typed).map_err(|_| wrong())?;
    Ok(Empty {})
}

fn wrong() -> Problem {
    Problem::refusal("setup.recovery_wrong").at("recovery_key")
}

/// The passphrase is lost: the recovery key opens the data, and a new passphrase is set before anything else.
pub(crate) fn setup_recover(cx: &mut Cx<'_>, request: Recover) -> Answer<SetupState> {
    let (typed, passphrase) = (request.recovery_key.into_inner(), request.passphrase.into_inner());
    let keys = key_file(cx)?;
    let key = keys.open_recovery(&typed).map_err(|_| wrong())?;
    check_passphrase(&passphrase)?;
    let wrap = Wrap::seal(&key, &passphrase, cx.app.host.bytes()).map_err(stored)?;
    // First what could fail: a new passphrase on a file that does not open would promise too much.
    if cx.state.store.is_none() {
        integrity::require_there(cx)?;
        cx.state.store = Some(Store::open(&cx.app.database_path(), &key).map_err(stored)?);
    }
    keys.with_passphrase(wrap).write(&cx.app.keys_path()).map_err(stored)?;
    set_empty_aside(cx)?;
    cx.app.wake_sync();
    setup_state(cx, Empty {})
}
