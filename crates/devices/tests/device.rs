//! A printer behind a device file, here a pipe: one that takes all, one that stalls, one that goes in mid-job, one that
//! is not there; and one that is asked how it is, over a pseudo-terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use devices::{
    LabelPrinter, PrintReceipt, Printer, PrinterCondition, PrinterError, PrinterLanguage, TimeLimits,
};
use serialport::{SerialPort as _, TTYPort};

const LIMITS: TimeLimits = TimeLimits { connect: Duration::from_secs(1), write: Duration::from_millis(300) };
/// More than a pipe holds.
const LARGE: usize = 1 << 20;

fn pipe(folder: &Path) -> PathBuf {
    let path = folder.join("lp0");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

/// The printer's end, open before anything is sent.
fn printer(path: &Path) -> std::fs::File {
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path).unwrap()
}

fn send(path: &Path, bytes: &[u8]) -> Result<PrintReceipt, PrinterError> {
    Printer::Device(path.to_path_buf()).send_within("labels.zpl", bytes, LIMITS)
}

#[test]
fn a_printer_that_takes_all_gets_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let end = printer(&path);
    let reader = std::thread::spawn({
        // From here on reading waits for more, as a printer does.
        let path = path.clone();
        move || {
            let mut taken = Vec::new();
            std::fs::File::open(path).unwrap().read_to_end(&mut taken).unwrap();
            taken
        }
    });
    let job: Vec<u8> = (0..LARGE).map(|i| u8::try_from(i % 251).unwrap()).collect();
    // Until the reader above is there, the first end keeps the pipe open without taking anything.
    assert_eq!(send(&path, &job).unwrap(), PrintReceipt::Sent { bytes: LARGE });
    drop(end);
    assert_eq!(reader.join().unwrap(), job);
}

#[test]
fn a_printer_that_stalls_leaves_the_job_in_doubt() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let _end = printer(&path);
    let error = send(&path, &[b'x'; LARGE]).unwrap_err();
    let PrinterError::DeviceStalled { sent, total, .. } = error else { panic!("{error}") };
    assert!(sent > 0 && sent < total, "{sent} of {total}");
    assert!(error.may_have_printed());
}

#[test]
fn a_printer_that_goes_in_mid_job_leaves_the_job_in_doubt() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let mut end = printer(&path);
    let sender = std::thread::spawn({
        let path = path.clone();
        move || Printer::Device(path).send_within("labels.zpl", &[b'x'; LARGE], TimeLimits::default())
    });
    let mut some = [0; 100];
    while end.read(&mut some).unwrap_or(0) == 0 {
        std::thread::yield_now();
    }
    drop(end);
    let error = sender.join().unwrap().unwrap_err();
    assert_eq!((error.code(), error.may_have_printed()), ("printer.device_broken", true), "{error}");
}

#[test]
fn a_printer_that_is_not_there_gets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let unplugged = folder.path().join("lp7");
    // Nobody at the other end: as a printer that is switched off.
    let off = pipe(folder.path());
    let document = folder.path().join("letter.txt");
    std::fs::write(&document, "kept").unwrap();
    for path in [unplugged, off, document.clone()] {
        let error = send(&path, b"^XA^XZ").unwrap_err();
        assert_eq!((error.code(), error.may_have_printed()), ("printer.device", false), "{error}");
    }
    assert_eq!(std::fs::read_to_string(document).unwrap(), "kept");
}

#[test]
fn a_printer_is_asked_how_it_is() {
    let (mut end, mut port) = TTYPort::pair().unwrap();
    port.set_exclusive(false).unwrap();
    end.set_timeout(Duration::from_secs(20)).unwrap();
    let asked = LabelPrinter {
        printer: Printer::Device(port.name().unwrap().into()),
        language: PrinterLanguage::Zpl { dpi: 300 },
    };
    let answering = std::thread::spawn(move || {
        let mut question = [0; 5];
        end.read_exact(&mut question).unwrap();
        let answer = b"\x02030,1,0,1245,002,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,1,2,4,0,00000003,1,000\x03\r\n\x021234,0\x03\r\n";
        end.write_all(answer).unwrap();
        (end, question)
    });
    let status = asked.status().unwrap().unwrap();
    assert_eq!(status.conditions, [PrinterCondition::PaperOut]);
    assert_eq!((status.jobs_waiting, status.labels_remaining), (2, 3));
    let (_end, question) = answering.join().unwrap();
    assert_eq!(&question, b"~HS\r\n");
    // The next question is met with silence.
    let error = asked.status_within(LIMITS).unwrap_err();
    assert_eq!((error.code(), error.may_have_printed()), ("printer.device_silent", false), "{error}");
}
