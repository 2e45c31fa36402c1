//! Scanners on serial lines, here pseudo-terminals of the machine: set, heard, pulled out, plugged in again.

use crate::station::{PASSPHRASE, Station};
use app::Event;
use serde_json::{Value, json};
use serialport::{SerialPort as _, TTYPort};
use std::io::Write as _;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const WAIT: Duration = Duration::from_secs(20);

/// One end to type into, and the name under which the machine has the other.
fn plug_in() -> (TTYPort, String) {
    let (scanner, port) = TTYPort::pair().unwrap();
    let name = port.name().unwrap();
    (scanner, name)
}

fn scans(station: &Station) -> Receiver<String> {
    let (sender, scans) = channel();
    station.0.subscribe(Box::new(move |event| {
        if let Event::Scan { text, .. } = event {
            drop(sender.send(text.clone()));
        }
    }));
    scans
}

fn set(station: &Station, paths: &[&str]) -> Value {
    let lines: Vec<Value> = paths.iter().map(|path| json!({ "path": path, "baud": 9600 })).collect();
    station.ask("scanner.set_lines", json!({ "lines": lines }))
}

/// Waits until the only line is so.
fn until(station: &Station, connected: bool) -> Value {
    let found = cordkeep_tests::until("the state of a scanner", || {
        let line = station.ask("scanner.list", json!({}))["lines"][0].clone();
        let looked_for = connected || !line["problem"].is_null();
        Ok(Some(line).filter(|line| looked_for && line["connected"] == connected))
    });
    found.unwrap()
}

#[test]
fn a_scanner_is_heard_as_long_as_the_station_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let (mut scanner, path) = plug_in();
    {
        let station = Station::create(folder.path());
        let heard = scans(&station);
        station.0.start_background();
        set(&station, &[&path]);
        until(&station, true);
        write!(scanner, "=A99992600012300\r").unwrap();
        assert_eq!(heard.recv_timeout(WAIT).unwrap(), "=A99992600012300");
        // Pulled out, it says so by its path, and is heard when it is back.
        drop(scanner);
        let line = until(&station, false);
        assert_eq!(line["problem"]["params"]["path"], path, "{line}");
        let again = plug_in();
        assert_eq!(again.1, path, "the machine gives the same socket its name again");
        scanner = again.0;
        until(&station, true);
        write!(scanner, "&pT01-R1-S1\r\n").unwrap();
        assert_eq!(heard.recv_timeout(WAIT).unwrap(), "&pT01-R1-S1");
    }
    // What was set is set after a restart too; nobody need sign in to be heard.
    // What goes on in the background ends a moment after the station does.
    let station =
        cordkeep_tests::until("the folder to be free", || Ok(Station::try_open(folder.path()).ok()));
    let station = station.unwrap();
    let heard = scans(&station);
    station.0.start_background();
    station.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    station.sign_in("admin");
    until(&station, true);
    write!(scanner, "=A99992600012300\r").unwrap();
    assert_eq!(heard.recv_timeout(WAIT).unwrap(), "=A99992600012300");
    // Taken off the list, it is heard no more.
    assert_eq!(set(&station, &[])["lines"], json!([]));
    // With nobody at the other end the line itself may refuse.
    drop(write!(scanner, "=A99992600012300\r"));
    assert!(heard.recv_timeout(Duration::from_millis(500)).is_err());
}

#[test]
fn a_line_that_is_none_is_refused_by_field_and_value() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    let refused = |lines: Value| {
        let problem = station.try_ask("scanner.set_lines", json!({ "lines": lines })).unwrap_err();
        (problem.code, problem.field.unwrap_or_default())
    };
    let line = |path: &str, baud: u32| json!({ "path": path, "baud": baud });
    for path in ["", "ttyACM0", "/etc/passwd", "/dev/../etc/passwd"] {
        assert_eq!(refused(json!([line(path, 9600)])), ("scanner.path".into(), "path".into()), "{path}");
    }
    let twice = json!([line("/dev/ttyACM0", 9600), line("/dev/ttyACM0", 115200)]);
    assert_eq!(refused(twice), ("scanner.path".into(), "path".into()));
    assert_eq!(refused(json!([line("/dev/ttyACM0", 1)])), ("scanner.speed".into(), "baud".into()));
    let many: Vec<Value> = (0..5).map(|i| line(&format!("/dev/ttyACM{i}"), 9600)).collect();
    assert_eq!(refused(json!(many)), ("scanner.too_many".into(), "lines".into()));
    assert_eq!(station.ask("scanner.list", json!({}))["lines"], json!([]), "nothing was kept");
}
