//! The line to the centre: through a proxy, behind an authority of the bank's own, and paid for by use.

use crate::operations::certificate;
use crate::station::{Clocks, PASSPHRASE, Station};
use crate::sync::{has_read_its_bank, settled};
use cordkeep_tests::{Centre, Postgres, Proxy, until};
use serde_json::{Value, json};
use std::path::Path;

/// A bank of one station at a centre.
fn connected(folder: &Path, centre: &Centre) -> Station {
    let first = Station::create(folder);
    let code = centre.code_for_new_bank().unwrap();
    first.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    first.0.start_background();
    settled(&first);
    first
}

fn code(centre: &Centre) -> String {
    let own = &centre.command(&["stations"]).unwrap()[0];
    centre.code_for_station(own["bank"].as_str().unwrap(), own["site"].as_str().unwrap()).unwrap()
}

/// Something to be sent.
fn record(station: &Station, login: &str) {
    station.hire(login, "李护士", &["nurse"]);
}

fn status(station: &Station) -> Value {
    station.ask("sync.status", json!({}))
}

#[test]
fn a_station_reaches_its_centre_by_a_proxy_alone() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::start(&postgres, "proxied").unwrap();
    let first = connected(&folder.path().join("first"), &centre);
    let proxy = Proxy::start(centre.port()).unwrap();
    let second = Station::open(&folder.path().join("second"));
    let join = |proxy_url: &str| {
        json!({
            // Nobody but the proxy knows this name.
            "centre_url": "http://centre.invalid", "proxy_url": proxy_url, "code": code(&centre),
            "station_name": "second", "passphrase": PASSPHRASE,
        })
    };
    let problem = second.try_ask("setup.join", join("")).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("sync.unreachable", Some("centre_url")));
    let problem = second.try_ask("setup.join", join("http://")).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("sync.address", Some("proxy_url")));
    second.ask("setup.join", join(&proxy.url()));
    second.0.start_background();
    has_read_its_bank(&second);
    record(&first, "nurse");
    settled(&first);
    settled(&second);
    assert_eq!(second.0.projection_digest().unwrap(), first.0.projection_digest().unwrap());
}

#[test]
fn a_centre_behind_the_banks_own_authority_is_trusted_by_who_is_given_it() {
    let folder = tempfile::tempdir().unwrap();
    let authority = String::from_utf8(certificate(folder.path())).unwrap();
    let postgres = Postgres::start().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let options = ["--tls-certificate", &file("centre.crt"), "--tls-key", &file("centre.key")];
    let centre = Centre::start_with(&postgres, "authority", &options).unwrap();
    let station = Station::create(&folder.path().join("station"));
    let connect = json!({
        "centre_url": centre.url().replace("http:", "https:"), "code": centre.code_for_new_bank().unwrap(),
    });
    assert_eq!(station.refused("sync.connect", connect.clone()), "sync.unreachable");
    let line =
        |ca_pem: &str| json!({ "proxy_url": "", "ca_pem": ca_pem, "metered": false, "away_hours": 24 });
    assert_eq!(station.refused("sync.set_line", line("-----BEGIN CERTIFICATE-----")), "sync.address");
    station.ask("sync.set_line", line(&authority));
    station.ask("sync.connect", connect);
    station.0.start_background();
    settled(&station);
    assert_eq!(station.ask("sync.line", json!({}))["ca_pem"], authority.trim());
}

#[test]
fn a_metered_line_is_used_rarely_and_what_waits_too_long_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::start(&postgres, "metered").unwrap();
    let line = Proxy::start(centre.port()).unwrap();
    let clocks = Clocks::new();
    let station = Station::open_on(&folder.path().join("station"), &clocks);
    station.found();
    let code = centre.code_for_new_bank().unwrap();
    station.ask("sync.connect", json!({ "centre_url": line.url(), "code": code }));
    let metered = json!({ "proxy_url": "", "ca_pem": "", "metered": true, "away_hours": 2 });
    station.ask("sync.set_line", metered);
    station.0.start_background();
    until("all exchanged", || Ok((status(&station)["state"] == "up_to_date").then_some(()))).unwrap();
    until("the end of all talks", || Ok(line.talks().is_empty().then_some(()))).unwrap();

    record(&station, "nurse");
    until("the station to rest", || Ok((status(&station)["state"] == "resting").then_some(()))).unwrap();
    let waiting = status(&station)["waiting"].as_u64().unwrap();
    assert!(waiting > 0);
    assert_eq!(status(&station)["waiting_age"], "young");
    assert!(line.talks().is_empty(), "an entry was carried at once");
    // A quarter of an hour later it goes with the next exchange; nobody asked for it.
    clocks.pass(15);
    until("the next exchange", || Ok((status(&station)["waiting"] == 0).then_some(()))).unwrap();

    // The centre is away: what waits grows old.
    drop(centre);
    station.sign_in("admin");
    record(&station, "nurse2");
    for (hours, age) in [(1, "young"), (1, "old"), (13, "too_old")] {
        clocks.pass(hours * 60);
        assert_eq!(status(&station)["waiting_age"], age);
    }
}
