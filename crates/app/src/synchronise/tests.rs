use super::*;
use crate::AppOptions;
use serde_json::{Value, json};

fn refused<T: std::fmt::Debug>(answer: Result<T, Problem>) -> String {
    answer.unwrap_err().code
}

#[test]
fn nobody_works_at_a_station_that_does_not_have_all_of_its_bank_yet() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(AppOptions { data_dir: folder.path().to_owned() }).unwrap();
    app.call("setup.open_demo", json!({ "units": 3, "seed": 1 })).unwrap();
    let digest = app.projection_digest().unwrap();
    app.with_cx(|cx| cx.store_mut()?.begin_taking_in().map_err(stored)).unwrap();
    let phase = || app.call("setup.state", json!({})).unwrap()["phase"].clone();
    let sign_in = || app.call("session.sign_in", json!({ "login": "manager", "password": "demo-2026" }));
    let read_file = || app.call("sync.read_file", json!({ "path": "/nowhere", "passphrase": "x" }));
    let status = || app.call("sync.status", json!({})).unwrap()["taking_in"].clone();
    assert_eq!(phase(), "taking_in");
    assert_eq!(refused(sign_in()), "sync.taking_in");
    assert_eq!(refused(app.back_up(None)), "sync.taking_in");
    assert_eq!(refused(read_file()), "sync.file_read");
    let pipe = app.call("sync.read_file", json!({ "path": "/dev/zero", "passphrase": "x" }));
    assert_eq!(refused(pipe), "sync.file_kind");
    assert!(!app.is_check_due());
    assert_eq!(status()["step"], "reading");
    assert!(!app.with_cx(fold).unwrap());
    assert_eq!(status()["step"], "folding");
    assert_ne!(status()["done"], 0);
    assert_eq!(refused(sign_in()), "sync.taking_in");
    while !app.with_cx(fold).unwrap() {}
    assert_eq!((phase(), status()), (json!("ready"), Value::Null));
    assert_eq!(app.projection_digest().unwrap(), digest);
    assert!(app.is_check_due());
    assert_eq!(refused(read_file()), "session.required");
    sign_in().unwrap();
}
