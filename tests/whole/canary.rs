//! Planted personal data stands in clear in no file that the real process leaves: database, write-ahead log, log, prints.

use crate::served::Served;
use crate::station::Station;
use serde_json::json;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

// requirement: NY 58-5.8
#[test]
fn planted_names_and_numbers_are_in_no_file_in_clear() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    drop(Station::demo(&data, 3));
    let log = folder.path().join("log.txt");
    let served = Served::start(&data, std::fs::File::create(&log).unwrap().into());
    served.call("session.sign_in", &json!({ "login": "nurse", "password": "demo-2026" })).unwrap();
    let mut planted = vec!["demo-2026".to_owned()];
    for number in 0..20 {
        let (name, document) = (format!("惊蛰雨水{number:02}"), format!("99000019991231{number:04}"));
        let phone = format!("19977{number:06}");
        let mother = json!({
            "inventory": "family", "due_date": "2027-01-01", "name": name, "identity_document": document,
            "phone": phone,
        });
        let unit = served.call("donation.enrol", &mother).unwrap();
        let personal = json!({ "donation": unit["donation"] });
        assert_eq!(served.call("donation.personal", &personal).unwrap()["name"], name);
        planted.extend([name, document, phone]);
    }
    // A backup holds them too, made while the process runs.
    served.call("session.sign_in", &json!({ "login": "admin", "password": "demo-2026" })).unwrap();
    let enrolled_ms = crate::station::now_ms();
    served.call("backup.now", &json!({})).unwrap();
    let overview = cordkeep_tests::until("a backup of all this", || {
        let overview = served.call("backup.list", &json!({})).unwrap();
        let made_ms = overview["generations"][0]["at_ms"].as_i64().unwrap_or(0);
        Ok((made_ms >= enrolled_ms).then_some(overview))
    });
    let name = overview.unwrap()["generations"][0]["name"].as_str().unwrap().to_owned();
    let mut found = Vec::new();
    files(folder.path(), &mut found);
    assert!(found.iter().any(|path| path.ends_with("bank.db-wal")), "{found:?}");
    let copy = data.join("backups").join(&name).join("bank.db");
    assert!(found.contains(&copy), "{found:?}");
    for path in found {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            // The process is at work: a file that it needed for a moment is gone. The two that must be there are not.
            Err(fault) if fault.kind() == ErrorKind::NotFound && path != copy => continue,
            Err(fault) => panic!("{}: {fault}", path.display()),
        };
        for text in &planted {
            let clear = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!clear, "{text} in {}", path.display());
        }
    }
}
