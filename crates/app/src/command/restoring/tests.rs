use super::*;
use crate::AppOptions;
use crate::command::setup::NewStation;
use domain::Purpose;
use serde_json::{Value, json};

const PASSPHRASE: &str = "winter cherry";

fn open(folder: &Path) -> Arc<App> {
    App::open(AppOptions { data_dir: folder.to_owned() }).unwrap()
}

fn set_aside_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = entries.filter(|path| path.to_string_lossy().contains("replaced-")).collect();
    found.sort();
    found
}

fn call(app: &App, command: &str, args: Value) -> Value {
    app.call(command, args).unwrap()
}

#[test]
fn a_first_read_that_cannot_end_is_set_aside_and_the_station_is_as_new() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    call(&app, "setup.open_demo", json!({ "units": 3, "seed": 1 }));
    let refused = app.call("setup.start_over", json!({})).unwrap_err();
    assert_eq!(refused.code, "setup.worked_at");
    app.with(|cx| cx.store_mut()?.begin_taking_in().map_err(stored)).unwrap();
    app.lock().sync.exchange.block = Some(sync::Block::Revoked);
    assert_eq!(call(&app, "setup.start_over", json!({}))["phase"], "new");
    assert_eq!(app.lock().sync.exchange.block, None);
    let aside = set_aside_in(folder.path());
    assert!(aside[0].join("bank.db").exists() && aside[0].join("keys.json").exists(), "{aside:?}");
    call(&app, "setup.open_demo", json!({ "units": 1, "seed": 1 }));
    assert_eq!(call(&app, "setup.state", json!({}))["phase"], "ready");
}

#[test]
fn a_bank_whose_file_is_away_is_neither_taken_for_new_nor_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    app.with(|cx| NewStation::make(cx, PASSPHRASE, false, Purpose::Live).map(drop)).unwrap();
    app.shut_down();
    drop(app);
    let (file, away) = (folder.path().join("bank.db"), folder.path().join("elsewhere"));
    std::fs::rename(&file, &away).unwrap();

    let app = open(folder.path());
    let refused = app.call("setup.unlock", json!({ "passphrase": PASSPHRASE })).unwrap_err();
    assert_eq!(refused.code, "store.vanished");
    assert!(!file.exists() && folder.path().join("keys.json").exists());
    assert_eq!(call(&app, "setup.state", json!({}))["phase"], "locked");
    // With its keys away instead, whoever sets up anew loses nothing either.
    std::fs::rename(&away, &file).unwrap();
    std::fs::remove_file(folder.path().join("keys.json")).unwrap();
    let kept = std::fs::read(&file).unwrap();
    call(&app, "setup.open_demo", json!({ "units": 1, "seed": 1 }));
    let aside = set_aside_in(folder.path());
    assert_eq!(std::fs::read(aside[0].join("bank.db")).unwrap(), kept);
}

#[test]
fn a_set_up_that_was_cut_before_its_first_entry_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    app.with(|cx| NewStation::make(cx, PASSPHRASE, false, Purpose::Live).map(drop)).unwrap();
    app.shut_down();
    drop(app);

    let app = open(folder.path());
    assert_eq!(call(&app, "setup.state", json!({}))["phase"], "locked");
    assert_eq!(call(&app, "setup.unlock", json!({ "passphrase": PASSPHRASE }))["phase"], "new");
    assert_eq!(set_aside_in(folder.path()).len(), 1);
    call(&app, "setup.open_demo", json!({ "units": 1, "seed": 1 }));
    // What was recorded once is never taken for that.
    app.shut_down();
    drop(app);
    assert_eq!(call(&open(folder.path()), "setup.state", json!({}))["phase"], "ready");
    assert_eq!(set_aside_in(folder.path()).len(), 1);
}
