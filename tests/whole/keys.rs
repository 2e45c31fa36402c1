//! The secrets that open a station: passphrase changed, lost, and recovered; backup and restore as the command line
//! does them.

use crate::station::{PASSPHRASE, PASSWORD, Station};
use app::{App, AppOptions};
use cordkeep_tests::{binary, until};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// A new bank's recovery key, besides the station.
fn create(folder: &Path) -> (Station, String) {
    let station = Station::open(folder);
    let reply = station.ask(
        "setup.create_bank",
        json!({
            "name_zh": "库", "name_en": "Bank", "licence_number": "", "address": "", "scheme": "local",
            "facility": "A9999",
            "site": {
                "code": "LAB", "name_zh": "室", "name_en": "Lab", "kind": "laboratory", "personal_data": "withheld",
            },
            "station_name": "lab-1",
            "administrator": {
                "login": "admin", "name": "管理员", "roles": ["administrator"], "password": PASSWORD, "badge": null,
            },
            "passphrase": PASSPHRASE,
        }),
    );
    station.sign_in("admin");
    (station, reply["recovery_key"].as_str().unwrap().to_owned())
}

/// Runs `cordkeep --json` with these secrets; its exit code and what it said.
fn cordkeep(args: &[&str], secrets: &[(&str, &str)]) -> (Option<i32>, Value) {
    let mut command = Command::new(binary("cordkeep").unwrap());
    let output = command.arg("--json").args(args).envs(secrets.iter().copied()).output().unwrap();
    let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    (output.status.code(), said)
}

/// Opens a station that was closed just now. A process that another test starts meanwhile holds its lock, inherited, for
/// the moment before it becomes that program.
fn reopen(folder: &Path) -> Station {
    let opened = until("the station", || match App::open(AppOptions { data_dir: folder.to_owned() }) {
        Err(problem) if problem.code == "store.busy" => Ok(None),
        opened => Ok(Some(opened?)),
    });
    Station(opened.unwrap())
}

fn opens(folder: &Path, secret: &str) -> bool {
    reopen(folder).try_ask("setup.unlock", json!({ "passphrase": secret })).is_ok()
}

#[test]
fn the_recovery_key_is_tried_out_and_opens_a_station_whose_passphrase_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (station, key) = create(folder.path());
    let check = |typed: &str| station.try_ask("setup.check_recovery", json!({ "recovery_key": typed }));
    for typed in
        [key.clone(), key.to_lowercase(), key.replace('-', " "), format!(" {} ", key.replace('-', ""))]
    {
        check(&typed).unwrap_or_else(|problem| panic!("{typed}: {problem}"));
    }
    let slip = key.chars().rev().collect::<String>();
    for typed in ["", PASSPHRASE, &slip, &key[1..], &"A".repeat(5_000)] {
        assert_eq!(check(typed).unwrap_err().code, "setup.recovery_wrong", "{typed}");
    }
    drop(station);
    let station = reopen(folder.path());
    let recover = |key: &str, passphrase: &str| {
        station.try_ask("setup.recover", json!({ "recovery_key": key, "passphrase": passphrase }))
    };
    assert_eq!(recover(PASSPHRASE, "autumn maple").unwrap_err().code, "setup.recovery_wrong");
    assert_eq!(recover(&key, "short").unwrap_err().code, "setup.passphrase_short");
    assert_eq!(station.ask("setup.state", json!({}))["phase"], "locked");
    assert_eq!(recover(&key, "autumn maple").unwrap()["phase"], "ready");
    station.sign_in("admin");
    drop(station);
    assert!(!opens(folder.path(), PASSPHRASE) && opens(folder.path(), "autumn maple"));
    assert!(opens(folder.path(), &key), "the recovery key stays as it is");
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_only_what_was_backed_up_before() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    let (station, key) = create(&data);
    let generation = station.0.back_up(Some(folder.path())).unwrap();
    let change = |current: &str, passphrase: &str| {
        station.try_ask("keys.change_passphrase", json!({ "current": current, "passphrase": passphrase }))
    };
    let wrong = change("wrong", "autumn maple").unwrap_err();
    assert_eq!((wrong.code.as_str(), wrong.field.as_deref()), ("store.wrong_passphrase", Some("current")));
    assert_eq!(change(PASSPHRASE, "short").unwrap_err().code, "setup.passphrase_short");
    change(PASSPHRASE, "autumn maple").unwrap();
    drop(station);
    assert!(!opens(&data, PASSPHRASE) && opens(&data, "autumn maple"));
    // The command line, by the recovery key.
    let path = data.to_str().unwrap();
    let new = ("CORDKEEP_NEW_PASSPHRASE", "spring willow");
    let (code, said) = cordkeep(&["passphrase", "--data", path], &[("CORDKEEP_PASSPHRASE", PASSPHRASE), new]);
    assert_eq!((code, &said["problem"]["code"]), (Some(1), &json!("store.wrong_passphrase")));
    assert_eq!(cordkeep(&["passphrase", "--data", path], &[("CORDKEEP_PASSPHRASE", &key), new]).0, Some(0));
    assert!(opens(&data, "spring willow"));
    // What was backed up before keeps the passphrase of its time.
    let from = generation.folder.to_str().unwrap();
    let drill =
        |secret: &str| cordkeep(&["restore", "--drill", "--from", from], &[("CORDKEEP_PASSPHRASE", secret)]);
    assert_eq!(drill("spring willow").1["problem"]["code"], "store.wrong_passphrase");
    for secret in [PASSPHRASE, &key] {
        let (code, said) = drill(secret);
        assert_eq!((code, &said["station"]), (Some(0), &Value::Null), "{said}");
        assert!(said["entries"].as_u64().unwrap() >= 5, "{said}");
    }
}

// requirement: Annex 11 §7
#[test]
fn the_command_line_backs_up_restores_and_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let (data, to, backups) =
        (folder.path().join("bank"), folder.path().join("new"), folder.path().join("b"));
    drop(Station::demo(&data, 20));
    std::fs::create_dir(&backups).unwrap();
    let (data, to) = (data.to_str().unwrap(), to.to_str().unwrap());
    let (code, made) = cordkeep(&["backup", "--data", data, "--to", backups.to_str().unwrap()], &[]);
    assert_eq!(code, Some(0), "{made}");
    let from = made["folder"].as_str().unwrap();
    let restore = |to: &str| cordkeep(&["restore", "--from", from, "--data", to, "--name", "second"], &[]);
    let (code, said) = restore(data);
    assert_eq!((code, &said["problem"]["code"]), (Some(1), &json!("restore.exists")));
    let (code, said) = restore(to);
    assert_eq!((code, &said["former_seq"]), (Some(0), &made["seq"]), "{said}");
    assert_ne!(said["station"], made["station"]);
    let (code, verified) = cordkeep(&["verify", "--rebuild", "--data", to], &[]);
    assert_eq!((code, &verified["good"], &verified["rebuild_equal"]), (Some(0), &json!(true), &json!(true)));
    // Two entries of the new chain stand on top of all that there was.
    assert_eq!(verified["entries"].as_u64(), Some(made["seq"].as_u64().unwrap() + 2));
    assert_eq!(
        cordkeep(&["backup", "--data", data, "--to", "/nowhere"], &[]).1["problem"]["code"],
        "backup.no_folder"
    );
    // A byte of the copy flips: refused by the names of backup and file, and nothing is put in place.
    let file = Path::new(from).join("bank.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    std::fs::write(&file, bytes).unwrap();
    let third = folder.path().join("third");
    let (code, said) = restore(third.to_str().unwrap());
    assert_eq!((code, &said["problem"]["code"]), (Some(1), &json!("backup.damaged")));
    assert_eq!(said["problem"]["params"], json!({ "generation": made["generation"], "file": "bank.db" }));
    assert!(!third.exists());
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing is left lying: {left:?}");
}
