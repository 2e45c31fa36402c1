//! The centre's backup as an administrator makes it, and the drill: a second cluster put back to a moment between two entries.

use crate::station::Station;
use crate::sync::settled;
use cordkeep_tests::{Centre, Postgres, until};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

const HEADS: &str =
    "SELECT encode(station_id, 'hex'), head_seq, encode(head_hash, 'hex') FROM station ORDER BY 1";

fn back_up(centre: &Centre, into: &Path) -> (PathBuf, Value) {
    let said = centre.command(&["backup", "--into", into.to_str().unwrap()]).unwrap().remove(0);
    assert_eq!(said["good"], true);
    let folder = PathBuf::from(said["folder"].as_str().unwrap());
    let record = serde_json::from_slice(&fs::read(folder.join("backup.json")).unwrap()).unwrap();
    (folder, record)
}

// requirement: Annex 11 §7.2, Annex 11 §16
#[test]
fn the_centre_is_put_back_to_a_moment_after_its_backup() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start_archiving().unwrap();
    let centre = Centre::start(&postgres, "backup").unwrap();
    let station = Station::create(folder.path());
    let code = centre.code_for_new_bank().unwrap();
    station.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    station.0.start_background();
    settled(&station);
    let record_more = |login: &str| {
        station.hire(login, "员工", &["nurse"]);
        settled(&station);
        postgres.query("backup", HEADS).unwrap()
    };
    let at_backup = record_more("before");
    let backups = folder.path().join("backups");
    fs::create_dir(&backups).unwrap();
    let (made, record) = back_up(&centre, &backups);
    assert_eq!(record["archive"], "good");
    let recorded = &record["stations"][0];
    let shown = |name: &str| recorded[name].to_string().trim_matches('"').to_owned();
    assert_eq!(at_backup.trim(), format!("{}|{}|{}", shown("station"), shown("entries"), shown("hash")));

    let at_moment = record_more("between");
    let moment = postgres.query("backup", "SELECT clock_timestamp()").unwrap();
    let at_end = record_more("after");
    assert!(at_backup != at_moment && at_moment != at_end, "nothing was recorded in between");
    let segment = postgres.query("backup", "SELECT pg_walfile_name(pg_switch_wal())").unwrap();
    until("the log in the archive", || {
        let last =
            postgres.query("backup", "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver")?;
        Ok((last >= segment).then_some(()))
    })
    .unwrap();

    let second = Postgres::restore(&made.join("base"), &postgres, moment.trim()).unwrap();
    assert_eq!(second.query("backup", HEADS).unwrap(), at_moment);
    let restored = Centre::of(second.address("backup")).unwrap();
    let verified = restored.command(&["verify"]).unwrap();
    assert!(!verified.is_empty() && verified.iter().all(|chain| chain["good"] == true), "{verified:?}");
    // The first one went on meanwhile, untouched.
    assert_eq!(postgres.query("backup", HEADS).unwrap(), at_end);
}

#[test]
fn what_a_backup_lacks_is_said_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::stopped(&postgres, "lacking").unwrap();
    let into = folder.path().to_str().unwrap();
    let refused = |centre: &Centre, arguments: &[&str]| {
        centre.command(&[&["backup", "--into", into], arguments].concat()).unwrap_err().to_string()
    };
    assert!(refused(&centre, &["--programs", "/nowhere"]).contains("--programs"));
    postgres
        .query("lacking", "CREATE ROLE plain LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO plain")
        .unwrap();
    let address = postgres.address("lacking").replace("postgres@", "plain:secret@");
    let said = refused(&Centre::of(address).unwrap(), &[]);
    assert!(said.contains("ALTER ROLE \"plain\" REPLICATION") && said.contains("pgpass"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    // Without an archive there is a backup all the same, and it says what it is.
    let (made, record) = back_up(&centre, folder.path());
    assert_eq!(record["archive"], "none");
    assert!(made.starts_with(folder.path()));
}

#[test]
fn a_backup_that_was_damaged_on_its_way_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::stopped(&postgres, "damaged").unwrap();
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let real = postgres.programs().display();
    let damage = r#"for last; do :; done; [ ! -f "$last/PG_VERSION" ] || echo damage >> "$last/PG_VERSION""#;
    for (name, then) in [("pg_basebackup", damage), ("pg_verifybackup", "")] {
        let script = format!("#!/bin/sh\n{real}/{name} \"$@\" || exit 1\n{then}\n");
        fs::write(programs.join(name), script).unwrap();
        fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let into = folder.path().join("backups");
    fs::create_dir(&into).unwrap();
    let arguments = ["backup", "--into", into.to_str().unwrap(), "--programs", programs.to_str().unwrap()];
    let said = centre.command(&arguments).unwrap_err().to_string();
    assert!(said.contains("pg_verifybackup") && said.contains("PG_VERSION"), "{said}");
    let left: Vec<_> = fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name.to_string_lossy().ends_with(".unfinished")), "{left:?}");
}
