//! The centre's backup as an administrator makes it, and the drill: the cluster is lost, and put back from backup and archive.

use crate::station::Station;
use crate::sync::settled;
use cordkeep_tests::{Centre, Postgres, until};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

const HEADS: &str =
    "SELECT encode(station_id, 'hex'), head_seq, encode(head_hash, 'hex') FROM station ORDER BY 1";

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn back_up(centre: &Centre, into: &Path) -> (PathBuf, Value) {
    let said = centre.command(&["backup", "--into", text(into)]).unwrap().remove(0);
    assert_eq!(said["good"], true);
    (PathBuf::from(said["folder"].as_str().unwrap()), said)
}

fn verified(centre: &Centre) {
    let chains = centre.command(&["verify"]).unwrap();
    assert!(!chains.is_empty() && chains.iter().all(|chain| chain["good"] == true), "{chains:?}");
}

// requirement: Annex 11 §7, Annex 11 §16
#[test]
fn a_lost_centre_is_put_back_to_a_moment_and_stations_send_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start_archiving().unwrap();
    let centre = Centre::start(&postgres, "backup").unwrap();
    let station = Station::create(&folder.path().join("station"));
    let code = centre.code_for_new_bank().unwrap();
    station.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    station.0.start_background();
    settled(&station);
    let record = |login: &str| {
        station.hire(login, "员工", &["nurse"]);
        settled(&station);
    };
    let heads = || postgres.query("backup", HEADS).unwrap();
    let backups = folder.path().join("backups");
    fs::create_dir(&backups).unwrap();

    let done = AtomicBool::new(false);
    let before = heads();
    let (made, said) = std::thread::scope(|scope| {
        let meanwhile = scope.spawn(|| {
            for number in 0.. {
                record(&format!("meanwhile{number}"));
                if done.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        until("entries on their way", || Ok((heads() != before).then_some(()))).unwrap();
        let made = back_up(&centre, &backups);
        done.store(true, Ordering::Relaxed);
        meanwhile.join().unwrap();
        made
    });
    assert_eq!(said["archive"], "good");
    assert_eq!(centre.command(&["check-backup", "--from", text(&made)]).unwrap(), [said]);

    record("before");
    let at_moment = heads();
    let moment = postgres.query("backup", "SELECT clock_timestamp()").unwrap();
    record("after");
    let at_end = heads();
    postgres.archive_all().unwrap();
    postgres.destroy().unwrap();

    let base = made.join("base");
    let whole = Postgres::restore(&base, &postgres, None).unwrap();
    assert_eq!(whole.query("backup", HEADS).unwrap(), at_end);
    verified(&centre);
    drop(whole);

    let restored = Postgres::restore(&base, &postgres, Some(moment.trim())).unwrap();
    assert_eq!(restored.query("backup", HEADS).unwrap(), at_moment, "not that moment");
    verified(&centre);
    // Nobody restarts or tells anything: the station finds out, says so, and sends again what it had sent after that moment.
    record("again");
    let status = station.ask("sync.status", json!({}));
    assert!(status["centre_behind_ms"].is_i64(), "the station says nothing: {status}");
    assert_eq!((&status["waiting"], &status["problem"]), (&json!(0), &Value::Null));
    let entries = |heads: &str| heads.split('|').nth(1).unwrap().parse::<u64>().unwrap();
    assert!(entries(&restored.query("backup", HEADS).unwrap()) > entries(&at_end));
    verified(&centre);
    let alarms = centre.command(&["alarms"]).unwrap();
    assert!(alarms.iter().all(|alarm| alarm["kind"] == "centre_behind") && !alarms.is_empty(), "{alarms:?}");
}

#[test]
fn what_a_backup_lacks_is_said_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::stopped(&postgres, "lacking").unwrap();
    let refused = |centre: &Centre, arguments: &[&str]| {
        let command = [&["backup", "--into", text(folder.path())], arguments].concat();
        centre.command(&command).unwrap_err().to_string()
    };
    assert!(refused(&centre, &["--programs", "/nowhere"]).contains("--programs"));
    let role = "CREATE ROLE plain LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO plain";
    postgres.query("lacking", role).unwrap();
    let address = postgres.address("lacking").replace("postgres@", "plain:secret@");
    let said = refused(&Centre::of(address).unwrap(), &[]);
    assert!(said.contains("ALTER ROLE \"plain\" REPLICATION") && said.contains("pgpass"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    // A role that may do no more than it must, and no archive: there is a backup all the same, and it says what it is.
    postgres.query("lacking", "ALTER ROLE plain REPLICATION").unwrap();
    let plain = Centre::of(postgres.address("lacking").replace("postgres@", "plain@")).unwrap();
    let (_, said) = back_up(&plain, folder.path());
    assert_eq!(said["archive"], "none");
}

#[test]
fn a_backup_whose_log_is_not_archived_is_kept_and_said_to_be_no_way_to_later_moments() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start_archiving().unwrap();
    let centre = Centre::stopped(&postgres, "unarchived").unwrap();
    postgres.block_archive().unwrap();
    let said = centre.command(&["backup", "--into", text(folder.path())]).unwrap_err().to_string();
    assert!(said.contains("pg_stat_archiver"), "{said}");
    let kept = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    assert_eq!(centre.command(&["check-backup", "--from", text(&kept)]).unwrap()[0]["archive"], "failing");
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
    let arguments = ["backup", "--into", text(&into), "--programs", text(&programs)];
    let said = centre.command(&arguments).unwrap_err().to_string();
    assert!(said.contains("is damaged") && said.contains("PG_VERSION"), "{said}");
    assert_eq!(fs::read_dir(&into).unwrap().count(), 0, "it is left to be taken for one");
}

#[test]
fn what_lies_there_damaged_or_incomplete_is_refused_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::stopped(&postgres, "lies-there").unwrap();
    let (good, _) = back_up(&centre, folder.path());
    let nowhere = Centre::of("postgres://nobody@127.0.0.1:9/nothing".to_owned()).unwrap();
    let check = |backup: &Path| nowhere.command(&["check-backup", "--from", text(backup)]);
    assert!(check(&good).is_ok());
    type Harm = fn(&Path);
    for (harm, expected) in [
        ((|backup| fs::remove_file(backup.join("backup.json")).unwrap()) as Harm, "no finished backup"),
        (|backup| fs::write(backup.join("backup.json"), "{").unwrap(), "no finished backup"),
        (|backup| fs::remove_file(backup.join("base/backup_manifest")).unwrap(), "is damaged"),
        (|backup| fs::remove_file(backup.join("base/global/pg_control")).unwrap(), "is damaged"),
        (|backup| fs::remove_dir_all(backup.join("base/pg_wal")).unwrap(), "is damaged"),
        (|backup| fs::write(backup.join("base/PG_VERSION"), "14\n").unwrap(), "is damaged"),
        (
            |backup| {
                let record = fs::read_to_string(backup.join("backup.json")).unwrap();
                let name = "\"manifest_checksum\": \"";
                fs::write(backup.join("backup.json"), record.replace(name, &format!("{name}0"))).unwrap();
            },
            "of another backup",
        ),
    ] {
        let copy = folder.path().join("copy");
        std::process::Command::new("cp").arg("-a").args([&good, &copy]).status().unwrap();
        harm(&copy);
        let said = check(&copy).unwrap_err().to_string();
        assert!(said.contains(expected), "{expected}: {said}");
        fs::remove_dir_all(&copy).unwrap();
    }
}
