//! A station that has joined and cannot read its bank, in the real window: it says why, and there are ways out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::job::desk::{Desk, PASSPHRASE};
use app::{App, AppOptions};
use cordkeep_tests::{Centre, Postgres, Proxy, until};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

fn open(folder: &Path) -> Arc<App> {
    App::open(AppOptions { data_dir: folder.to_owned() }).unwrap()
}

fn ask(app: &App, command: &str, request: Value) -> Value {
    app.call(command, request).unwrap_or_else(|problem| panic!("{command}: {problem}"))
}

/// A demo bank, all of which the centre has.
fn bank_at(centre: &Centre, folder: &Path) {
    let first = open(folder);
    ask(&first, "setup.open_demo", json!({ "units": 5, "seed": 7 }));
    ask(&first, "session.sign_in", json!({ "login": "admin", "password": "demo-2026" }));
    let code = centre.code_for_new_bank().unwrap();
    ask(&first, "sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    first.start_background();
    until("the bank at the centre", || {
        Ok((ask(&first, "sync.status", json!({}))["waiting"] == 0).then_some(()))
    })
    .unwrap();
    first.shut_down();
}

#[test]
fn a_station_that_cannot_read_its_bank_says_why_and_starts_over() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::start(&postgres, "window_read").unwrap();
    bank_at(&centre, &folder.path().join("first"));
    let rows = centre.command(&["stations"]).unwrap();
    let of = |name: &str| rows[0][name].as_str().unwrap().to_owned();
    let (code, line) =
        (centre.code_for_station(&of("bank"), &of("site")).unwrap(), Proxy::start(centre.port()).unwrap());
    let late = open(&folder.path().join("late"));
    let join = json!({
        "centre_url": line.url(), "code": code, "station_name": "病房 2", "passphrase": PASSPHRASE,
    });
    assert_eq!(ask(&late, "setup.join", join)["state"]["phase"], "taking_in");
    late.shut_down();
    // Nobody is at this address any more.
    drop((late, line));

    let desk = Desk::open(&folder.path().join("late")).unwrap();
    desk.put("field-passphrase", PASSPHRASE).unwrap();
    desk.press("submit-setup-unlock").unwrap();
    desk.shown("taking-in-now").unwrap();
    desk.picture("taking-in").unwrap();
    desk.press("taking-in-file").unwrap();
    desk.put_all(&[("field-path", "/media/usb/down.sync"), ("field-passphrase", "wrong")]).unwrap();
    desk.press("submit-sync-read_file").unwrap();
    desk.shown_as("problem", "data-code", "sync.file_read").unwrap();
    desk.picture("taking-in-file").unwrap();
    desk.press("setup-back").unwrap();
    desk.press("taking-in-start-over").unwrap();
    desk.picture("taking-in-start-over").unwrap();
    desk.press("submit-setup-start_over").unwrap();
    desk.shown("setup-join").unwrap();
}
