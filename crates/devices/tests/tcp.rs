//! Printers on the network: one that answers, one that stalls, one that dies, one that is not there.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use devices::{PrintReceipt, Printer, PrinterError, TimeLimits};

/// A printer that treats its one job with `job`, and the job's outcome.
fn printer<T: Send + 'static>(
    job: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (Printer, thread::JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let handle = thread::spawn(move || job(listener.accept().unwrap().0));
    (Printer::Tcp { host: "127.0.0.1".into(), port }, handle)
}

fn limits(write: Duration) -> TimeLimits {
    TimeLimits { connect: Duration::from_secs(30), write }
}

/// Larger than what the system buffers between two sockets of one machine.
fn large() -> Vec<u8> {
    vec![b'x'; 64 << 20]
}

#[test]
fn a_printer_that_answers_gets_every_byte() {
    let (printer, got) = printer(|mut stream| {
        let mut got = Vec::new();
        stream.read_to_end(&mut got).unwrap();
        stream.write_all(b"READY\r\n").unwrap();
        got
    });
    let receipt = printer.send_within("label.zpl", b"^XA^XZ", limits(Duration::from_secs(30))).unwrap();
    assert_eq!(receipt, PrintReceipt::Sent { bytes: 6 });
    assert_eq!(got.join().unwrap(), b"^XA^XZ");
}

#[test]
fn a_printer_that_stalls_is_left_within_the_limit() {
    let (done, wait) = mpsc::channel::<()>();
    let (printer, handle) = printer(move |stream| {
        let _ = wait.recv();
        drop(stream);
    });
    let error = printer.send_within("label.zpl", &large(), limits(Duration::from_millis(200))).unwrap_err();
    let PrinterError::Stalled { sent, total, .. } = error else { panic!("{error}") };
    assert!(sent < total);
    drop(done);
    handle.join().unwrap();
}

#[test]
fn a_small_job_that_is_never_read_counts_as_stalled() {
    let (done, wait) = mpsc::channel::<()>();
    let (printer, handle) = printer(move |stream| {
        let _ = wait.recv();
        drop(stream);
    });
    let error = printer.send_within("label.zpl", b"^XA^XZ", limits(Duration::from_millis(200))).unwrap_err();
    assert_eq!(error.code(), "printer.stalled");
    assert!(error.may_have_printed());
    drop(done);
    handle.join().unwrap();
}

#[test]
fn a_printer_that_dies_in_the_middle_is_an_error() {
    let (printer, handle) = printer(|mut stream| {
        let mut some = [0; 1000];
        stream.read_exact(&mut some).unwrap();
    });
    let error = printer.send_within("label.zpl", &large(), limits(Duration::from_secs(30))).unwrap_err();
    assert_eq!(error.code(), "printer.broken", "{error}");
    assert!(error.may_have_printed());
    let names: Vec<&str> = error.params().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["host", "port", "sent", "total", "reason"]);
    handle.join().unwrap();
}

#[test]
fn no_one_listening() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let printer = Printer::Tcp { host: "127.0.0.1".into(), port };
    let error = printer.send("label.zpl", b"x").unwrap_err();
    assert_eq!(error.code(), "printer.connect");
    assert!(!error.may_have_printed());
}

#[test]
fn no_such_host() {
    let printer = Printer::Tcp { host: "printer.invalid".into(), port: 9100 };
    assert_eq!(printer.send("label.zpl", b"x").unwrap_err().code(), "printer.address");
}
