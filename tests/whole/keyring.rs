//! The operating system's keyring, a real one: it opens the station, it is lost, and what then.

use crate::station::{PASSPHRASE, Station};
use cordkeep_tests::{Keyring, binary};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Runs `cordkeep --json` in the keyring's session; its exit code and what it said.
fn cordkeep(keyring: &Keyring, passphrase: Option<&str>, args: &[&str]) -> (Option<i32>, Value) {
    let mut command = Command::new(binary("cordkeep").unwrap());
    command.arg("--json").args(args).envs(keyring.env()).env_remove("CORDKEEP_PASSPHRASE");
    let output = command.envs(passphrase.map(|secret| ("CORDKEEP_PASSPHRASE", secret))).output().unwrap();
    let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    (output.status.code(), said)
}

fn opens(keyring: &Keyring, passphrase: Option<&str>, folder: &Path) -> (bool, Value) {
    let (code, said) = cordkeep(keyring, passphrase, &["verify", "--data", folder.to_str().unwrap()]);
    (code == Some(0), said["problem"]["code"].clone())
}

fn closed_station(folder: &Path) {
    drop(Station::create(folder));
}

#[test]
fn the_keyring_opens_the_station_until_it_is_lost_and_the_passphrase_always_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    closed_station(folder.path());
    let mut keyring = Keyring::start().unwrap();
    assert_eq!(opens(&keyring, None, folder.path()), (false, json!("store.wrong_passphrase")));
    let refused = cordkeep(&keyring, Some("wrong"), &["keyring", "--data", path]);
    assert_eq!(refused.1["problem"]["code"], "store.wrong_passphrase");
    assert_eq!(cordkeep(&keyring, Some(PASSPHRASE), &["keyring", "--data", path]).1["used"], true);
    assert!(opens(&keyring, None, folder.path()).0);
    // The database key is nowhere in clear, nor is what the keyring holds: the file has it wrapped alone.
    let file: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("keys.json")).unwrap()).unwrap();
    assert_eq!(file["version"], 2);
    let item = file["keyring"]["item"].as_str().unwrap().to_owned();
    let secret = secret(&keyring, &item).unwrap();
    assert_eq!(secret.len(), 64);
    assert!(!file.to_string().contains(&secret));

    // Another person's keyring, or a computer set up anew.
    keyring.lose().unwrap();
    assert_eq!(opens(&keyring, None, folder.path()), (false, json!("keyring.missing")));
    assert!(opens(&keyring, Some(PASSPHRASE), folder.path()).0);
    // The way back: the passphrase, and it is stored again under a new secret.
    assert_eq!(cordkeep(&keyring, Some(PASSPHRASE), &["keyring", "--data", path]).1["used"], true);
    assert!(opens(&keyring, None, folder.path()).0);

    // No keyring at all.
    keyring.end().unwrap();
    let (opened, code) = opens(&keyring, None, folder.path());
    assert!(!opened && code.as_str().is_some_and(|code| code.starts_with("keyring.")), "{code}");
    assert!(opens(&keyring, Some(PASSPHRASE), folder.path()).0);
    assert_eq!(cordkeep(&keyring, None, &["keyring", "--data", path, "--forget"]).1["used"], false);
    assert_eq!(opens(&keyring, None, folder.path()), (false, json!("store.wrong_passphrase")));
}

#[test]
fn what_the_keyring_holds_is_removed_when_it_is_to_forget_and_replaced_when_it_is_kept_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    closed_station(folder.path());
    let keyring = Keyring::start().unwrap();
    let keep = || assert_eq!(cordkeep(&keyring, Some(PASSPHRASE), &["keyring", "--data", path]).0, Some(0));
    let item = || {
        let file: Value =
            serde_json::from_slice(&std::fs::read(folder.path().join("keys.json")).unwrap()).unwrap();
        file["keyring"]["item"].as_str().map(str::to_owned)
    };
    keep();
    let first = item().unwrap();
    assert!(secret(&keyring, &first).is_some());
    keep();
    let second = item().unwrap();
    assert!(secret(&keyring, &first).is_none() && secret(&keyring, &second).is_some());
    assert_eq!(cordkeep(&keyring, None, &["keyring", "--data", path, "--forget"]).0, Some(0));
    assert_eq!(item(), None);
    assert!(secret(&keyring, &second).is_none());
    // A backup that was made meanwhile opens by its passphrase; a station made of it asks for it at each start.
    keep();
    let backups = tempfile::tempdir().unwrap();
    let to = backups.path().to_str().unwrap();
    let (code, made) = cordkeep(&keyring, None, &["backup", "--data", path, "--to", to]);
    assert_eq!(code, Some(0), "{made}");
    let again = backups.path().join("again");
    let from = made["folder"].as_str().unwrap();
    let (code, said) =
        cordkeep(&keyring, Some(PASSPHRASE), &["restore", "--from", from, "--data", again.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(opens(&keyring, None, &again), (false, json!("store.wrong_passphrase")));
    assert!(opens(&keyring, Some(PASSPHRASE), &again).0 && opens(&keyring, None, folder.path()).0);
}

/// What the keyring itself says that it holds under an item, asked with its own tool.
fn secret(keyring: &Keyring, item: &str) -> Option<String> {
    let mut command = Command::new("secret-tool");
    let output = command.args(["lookup", "service", "org.cordkeep.station", "username", item]);
    let output = output.envs(keyring.env()).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}
