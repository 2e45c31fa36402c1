//! A scanner on a real pseudo-terminal: read, pulled out, plugged in again.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use devices::{ScannerError, ScannerEvent, ScannerWatch, SerialLine};
use serialport::{SerialPort as _, TTYPort};

const WAIT: Duration = Duration::from_secs(20);

/// A scanner: one end to type into, and a socket of the machine that the other end is plugged into.
fn plug_in(socket: &Path) -> TTYPort {
    let (scanner, port) = TTYPort::pair().unwrap();
    // The listener opens it by its name.
    symlink(port.name().unwrap(), socket).unwrap();
    scanner
}

fn watch(path: &Path) -> (ScannerWatch, Receiver<ScannerEvent>) {
    let (sender, events) = channel();
    let line = SerialLine { path: path.to_str().unwrap().to_owned(), baud: 9_600 };
    (ScannerWatch::start(line, move |event| drop(sender.send(event))), events)
}

#[test]
fn a_scanner_is_read_pulled_out_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("ttyACM0");
    let (watch, events) = watch(&socket);
    let path = socket.to_str().unwrap().to_owned();
    let missing = ScannerEvent::Lost(ScannerError::Missing { path });
    assert_eq!(events.recv_timeout(WAIT).unwrap(), missing);
    for code in ["=A99992600012300", "&pT01-R1-S1"] {
        let mut scanner = plug_in(&socket);
        assert_eq!(events.recv_timeout(WAIT).unwrap(), ScannerEvent::Connected);
        write!(scanner, "{code}\r\n").unwrap();
        assert_eq!(events.recv_timeout(WAIT).unwrap(), ScannerEvent::Read(code.to_owned()));
        // A scanner that ends its codes with nothing is heard when it falls silent.
        write!(scanner, "{code}").unwrap();
        assert_eq!(events.recv_timeout(WAIT).unwrap(), ScannerEvent::Read(code.to_owned()));
        std::fs::remove_file(&socket).unwrap();
        drop(scanner);
        assert_eq!(events.recv_timeout(WAIT).unwrap(), missing);
    }
    drop(watch);
    assert!(events.try_recv().is_err(), "told once");
}

#[test]
fn what_is_no_serial_port_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "no scanner").unwrap();
    let (_watch, events) = watch(&file);
    let ScannerEvent::Lost(error) = events.recv_timeout(WAIT).unwrap() else { panic!("it is no port") };
    assert_eq!(error.code(), "scanner.open");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "no scanner");
}
