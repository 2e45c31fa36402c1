//! A long export beside the work of others, and one that is called off.

use crate::station::Station;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[test]
fn an_export_lets_others_work_and_writes_nothing_once_it_is_called_off() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 120);
    let sign_in = json!({ "login": "quality", "password": "demo-2026" });
    station.ask("session.sign_in", sign_in);
    let everything = json!({
        "filter": {
            "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null, "kinds": [], "report": null,
        },
        "format": "csv",
    });
    let whole = station.ask("audit.export", everything.clone());
    let written = |folder: &std::path::Path| {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        files.filter(|name| name.to_string_lossy().starts_with("audit-")).count()
    };
    let out = std::path::PathBuf::from(whole["path"].as_str().unwrap());
    let out = out.parent().unwrap();
    assert_eq!(written(out), 1);
    // With the first progress somebody calls off, and has to wait for the export to let the station go.
    let (app, asked) = (Arc::downgrade(&station.0), Arc::new(AtomicBool::new(false)));
    let once = Arc::clone(&asked);
    station.0.subscribe(Box::new(move |event| {
        let progress = matches!(event, app::Event::Progress { work: "audit.export", .. });
        if progress && !once.swap(true, Ordering::SeqCst) {
            let app = app.upgrade().unwrap();
            std::thread::spawn(move || app.call("audit.call_off", json!({})).unwrap());
            std::thread::sleep(Duration::from_millis(300));
        }
    }));
    assert_eq!(station.refused("audit.export", everything.clone()), "audit.called_off");
    assert!(asked.load(Ordering::SeqCst));
    assert_eq!(written(out), 1, "nothing of it is written");
    // The next one is another export.
    let again = station.ask("audit.export", everything);
    assert_eq!(again["rows"].as_u64().unwrap(), whole["rows"].as_u64().unwrap());
}
