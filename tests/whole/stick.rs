//! A station without a network, and another of its site that carries files between it and the centre.

use crate::station::{PASSPHRASE, Station};
use crate::sync::{Trio, has_read_its_bank, settled};
use cordkeep_tests::{binary, until};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SECRET: &str = "two plum blossoms";

/// A fourth station, at the laboratory's site: it joins, and never reaches the centre again.
fn attic(trio: &Trio) -> Station {
    let station = Station::open(&trio.folder("attic"));
    let join = json!({
        "centre_url": trio.centre.url(), "code": trio.code(), "station_name": "attic", "passphrase": PASSPHRASE,
    });
    station.ask("setup.join", join);
    station.0.start_background();
    has_read_its_bank(&station);
    drop(station);
    // Its name is known to the others; its background work is never started again.
    trio.settle();
    open(&trio.folder("attic"))
}

fn open(folder: &Path) -> Station {
    let station = Station::open(folder);
    station.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    station
}

pub fn cordkeep(secret: &str, args: &[&str]) -> Value {
    let mut command = Command::new(binary("cordkeep").unwrap());
    command.env("CORDKEEP_PASSPHRASE", PASSPHRASE).env("CORDKEEP_FILE_PASSPHRASE", secret);
    let output = command.args(["--json", "sync"]).args(args).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn write(station: &Station, path: &Path, reader: Option<&str>) -> Value {
    let request = json!({ "path": path, "passphrase": SECRET, "station_for": reader });
    station.ask("sync.write_file", request)
}

fn read(station: &Station, path: &Path) -> Value {
    station.ask("sync.read_file", json!({ "path": path, "passphrase": SECRET }))
}

fn refused(station: &Station, path: &Path, secret: &str) -> String {
    station.refused("sync.read_file", json!({ "path": path, "passphrase": secret }))
}

fn at_centre(trio: &Trio, name: &str) -> Value {
    let stations = trio.centre.command(&["stations"]).unwrap();
    stations.into_iter().find(|one| one["name"] == name).unwrap()
}

fn changed(file: &Path, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let mut bytes = fs::read(file).unwrap();
    change(&mut bytes);
    let path = file.with_extension("changed");
    fs::write(&path, bytes).unwrap();
    path
}

fn waiting(station: &Station) -> u64 {
    station.ask("sync.status", json!({}))["waiting"].as_u64().unwrap()
}

// requirement: ALCOA+
#[test]
fn a_station_without_a_network_is_kept_equal_by_files_that_another_carries() {
    let trio = Trio::start("stick");
    let station = attic(&trio);
    station.sign_in("nurse");
    let donation = station.consented("王五");
    let last = waiting(&station) + 1;
    assert!(last > 3, "nothing waits");
    drop(station);
    // Meanwhile the others go on.
    trio.lab.sign_in("admin");
    trio.lab.hire("late", "后来", &["storage"]);
    trio.settle();

    let (folder, up, down) = (trio.folder("attic"), trio.folder("up.sync"), trio.folder("down.sync"));
    let written = cordkeep(SECRET, &["export", "--data", text(&folder), "--out", text(&up)]);
    let on_the_way = json!([{ "station": "attic", "first": 2, "last": last }]);
    assert_eq!((&written["by"], &written["chains"]), (&json!("attic"), &on_the_way));
    let bytes = fs::read(&up).unwrap();
    let name = "王五".as_bytes();
    assert!(
        !bytes.windows(name.len()).any(|window| window == name),
        "a mother's name lies open on the stick"
    );

    let taken = read(&trio.lab, &up);
    assert_eq!((&taken["by"], &taken["chains"]), (&json!("attic"), &on_the_way));
    assert_eq!(read(&trio.lab, &up)["chains"], json!([]), "a file taken twice brought something");
    settled(&trio.lab);
    until("the centre to have what was carried", || {
        Ok((at_centre(&trio, "attic")["entries"].as_u64() == Some(last)).then_some(()))
    })
    .unwrap();
    settled(&trio.lab);
    assert_eq!(waiting(&trio.lab), 0);
    assert_eq!(read(&trio.lab, &up)["chains"], json!([]), "what the centre has is carried again");
    trio.lab.sign_in("nurse");
    assert_eq!(trio.lab.ask("donation.personal", json!({ "donation": donation }))["name"], "王五");
    trio.lab.sign_in("admin");
    settled(&trio.lab);
    settled(&trio.lab);
    assert_eq!(waiting(&trio.lab), 0);

    let written = write(&trio.lab, &down, Some("attic"));
    assert_eq!(written["acknowledged"], last);
    let taken = cordkeep(SECRET, &["import", text(&down), "--data", text(&folder)]);
    assert_eq!((&taken["by"], &taken["acknowledged"]), (&json!("lab-1"), &json!(last)), "{taken}");
    assert!(taken["feed_entries"].as_u64().unwrap() > last, "{taken}");
    let again = cordkeep(SECRET, &["import", text(&down), "--data", text(&folder)]);
    assert_eq!((&again["feed_entries"], &again["acknowledged"]), (&json!(0), &json!(last)));

    let station = open(&folder);
    assert_eq!(waiting(&station), 0);
    assert_eq!(station.0.projection_digest().unwrap(), trio.lab.0.projection_digest().unwrap());
    assert!(station.0.verify().unwrap().good);
    // Whoever was hired elsewhere works here now; the next files go on where these ended.
    station.sign_in("late");
    let (up, down) = (trio.folder("up2.sync"), trio.folder("down2.sync"));
    station.sign_in("admin");
    let written = write(&station, &up, None);
    assert_eq!(written["chains"][0]["first"], last + 1, "{written}");
    read(&trio.lab, &up);
    settled(&trio.lab);
    settled(&trio.lab);
    let written = write(&trio.lab, &down, Some("attic"));
    assert!(written["feed_entries"].as_u64().unwrap() < 100, "all of it was written again: {written}");
    read(&station, &down);
    assert_eq!(waiting(&station), 0);
    assert_eq!(station.0.projection_digest().unwrap(), trio.lab.0.projection_digest().unwrap());
    assert!(station.0.verify().unwrap().good);
}

// requirement: Annex 11 §5
#[test]
fn a_file_that_is_damaged_or_not_for_here_changes_nothing() {
    let trio = Trio::start("bad-stick");
    let station = attic(&trio);
    station.sign_in("nurse");
    station.consented("王五");
    station.sign_in("admin");
    let up = trio.folder("up.sync");
    write(&station, &up, None);
    trio.hospital.sign_in("admin");
    settled(&trio.lab);
    settled(&trio.lab);
    let digest = trio.lab.0.projection_digest().unwrap();
    let size = fs::metadata(&up).unwrap().len();

    for length in [0, 8, 16, 40, 66, 67, 70, size / 2, size - 17, size - 1] {
        let path = changed(&up, |bytes| bytes.truncate(usize::try_from(length).unwrap()));
        assert_eq!(refused(&trio.lab, &path, SECRET), "sync.file_damaged", "cut at {length}");
    }
    for at in [0, 20, 40, 60, 67, size / 2, size - 1] {
        let path = changed(&up, |bytes| bytes[usize::try_from(at).unwrap()] ^= 1);
        let expected = match at {
            0 => "sync.file_kind",
            1..67 => "sync.file_locked",
            _ => "sync.file_damaged",
        };
        assert_eq!(refused(&trio.lab, &path, SECRET), expected, "changed at {at}");
    }
    assert_eq!(refused(&trio.lab, &up, "two plum blossom"), "sync.file_locked");
    assert_eq!(refused(&trio.lab, &trio.folder("none.sync"), SECRET), "sync.file_read");
    // Of another site, in either direction, and of another bank.
    assert_eq!(refused(&trio.hospital, &up, SECRET), "sync.file_other_site");
    let other = trio.folder("other.sync");
    write(&trio.hospital, &other, None);
    assert_eq!(refused(&trio.lab, &other, SECRET), "sync.file_other_site");
    let for_hospital = json!({ "path": other, "passphrase": SECRET, "station_for": "hospital" });
    assert_eq!(trio.lab.refused("sync.write_file", for_hospital), "sync.file_station");
    let stranger = Station::create(&trio.folder("stranger"));
    write(&stranger, &other, None);
    assert_eq!(refused(&trio.lab, &other, SECRET), "sync.file_other_bank");
    let short = json!({ "path": other, "passphrase": "plum", "station_for": null });
    assert_eq!(trio.lab.refused("sync.write_file", short), "setup.passphrase_short");
    // No file of another kind is written over, least of all the station's own.
    for path in
        [trio.folder("lab").join("bank.db"), trio.folder("lab").join("new.sync"), changed(&up, Vec::clear)]
    {
        let request = json!({ "path": path, "passphrase": SECRET, "station_for": null });
        assert_eq!(trio.lab.refused("sync.write_file", request), "sync.file_place", "{}", path.display());
    }
    assert_eq!(trio.lab.0.projection_digest().unwrap(), digest);
    assert_eq!(waiting(&trio.lab), 0);

    // What was written for another station begins behind what this one has.
    trio.office.sign_in("admin");
    let of_office = trio.folder("office.sync");
    trio.lab.hire("late", "后来", &["storage"]);
    trio.settle();
    write(&trio.office, &of_office, None);
    read(&trio.lab, &of_office);
    trio.lab.hire("later", "更晚", &["storage"]);
    settled(&trio.lab);
    settled(&trio.lab);
    write(&trio.lab, &of_office, Some("office"));
    let before = station.0.projection_digest().unwrap();
    assert_eq!(refused(&station, &of_office, SECRET), "sync.file_gap");
    assert_eq!(station.0.projection_digest().unwrap(), before);
}

// requirement: ALCOA+
#[test]
fn a_revoked_or_copied_station_hears_of_it_by_file_and_hinders_nobody() {
    let trio = Trio::start("shut-out-stick");
    let station = attic(&trio);
    let folder = trio.folder("attic");
    drop(station);
    let copy = trio.folder("copy");
    fs::create_dir(&copy).unwrap();
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
        }
    }
    let (one, other) = (open(&folder), open(&copy));
    one.sign_in("admin");
    other.sign_in("admin");
    other.hire("double", "双", &["storage"]);
    let (first, second, back) = (trio.folder("1.sync"), trio.folder("2.sync"), trio.folder("back.sync"));
    write(&one, &first, None);
    write(&other, &second, None);
    trio.lab.sign_in("admin");
    read(&trio.lab, &first);
    settled(&trio.lab);
    settled(&trio.lab);
    let taken = read(&trio.lab, &second);
    assert_eq!(taken["problems"][0]["code"], "sync.file_two_histories", "{taken}");
    until("the centre to shut both out", || {
        Ok((at_centre(&trio, "attic")["status"] == "cloned").then_some(()))
    })
    .unwrap();
    // The courier's own work goes on.
    settled(&trio.lab);
    assert_eq!(
        (waiting(&trio.lab), trio.lab.ask("ledger.verify", json!({}))["good"].clone()),
        (0, json!(true))
    );
    write(&trio.lab, &back, Some("attic"));
    let heard = read(&other, &back);
    assert_eq!(heard["problems"][0]["code"], "sync.fork", "{heard}");

    let attic = until("its number", || Ok(Some(at_centre(&trio, "office")["station"].clone()))).unwrap();
    let bank = at_centre(&trio, "office")["bank"].clone();
    let revoke = ["revoke", "--bank", bank.as_str().unwrap(), "--station", attic.as_str().unwrap()];
    trio.centre.command(&revoke).unwrap();
    trio.office.ask("sync.now", json!({}));
    until("the office to be shut out", || {
        Ok((trio.office.ask("sync.status", json!({}))["state"] == "refused").then_some(()))
    })
    .unwrap();
    trio.office.sign_in("admin");
    let third = trio.folder("3.sync");
    write(&trio.office, &third, None);
    read(&trio.lab, &third);
    until("the centre to refuse what was carried", || {
        let written = write(&trio.lab, &back, Some("office"));
        Ok((waiting(&trio.lab) == 0 && written["pages"].as_u64() > Some(0)).then_some(()))
    })
    .unwrap();
    settled(&trio.lab);
    write(&trio.lab, &back, Some("office"));
    let heard = read(&trio.office, &back);
    assert_eq!(heard["problems"][0]["code"], "sync.revoked", "{heard}");
    assert!(waiting(&trio.office) > 0, "what the centre does not have counts as acknowledged");
}
