//! The status of a printer on the network: one that tells, one that is silent, one that dies, one that says nonsense.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use devices::{
    LabelPrinter, Printer, PrinterCondition, PrinterError, PrinterLanguage, PrinterStatus, TimeLimits,
};

const READY: &[&str] = &["030,0,0,1245,000,0,0,0,000,0,0,0", "000,0,0,0,1,2,4,0,00000000,1,000", "1234,0"];
const EMPTY_AND_OPEN: &[&str] =
    &["030,1,1,1245,001,0,0,0,000,0,0,0", "000,0,1,0,1,2,4,0,00000003,1,000", "1234,0"];

fn answer(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| format!("\u{2}{line}\u{3}\r\n").into_bytes()).collect()
}

/// A printer that answers its one question with `say`.
fn printer(say: impl FnOnce(TcpStream) + Send + 'static) -> (LabelPrinter, thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let handle = thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let mut question = [0; 5];
        stream.read_exact(&mut question).unwrap();
        assert_eq!(&question, b"~HS\r\n");
        say(stream);
    });
    let printer = Printer::Tcp { host: "127.0.0.1".into(), port };
    (LabelPrinter { printer, language: PrinterLanguage::Zpl { dpi: 300 } }, handle)
}

fn ask(printer: &LabelPrinter, limit: Duration) -> Result<PrinterStatus, PrinterError> {
    let limits = TimeLimits { connect: Duration::from_secs(30), write: limit };
    printer.status_within(limits).map(|status| status.unwrap())
}

const LONG: Duration = Duration::from_secs(30);

#[test]
fn a_ready_printer_says_so_and_may_keep_the_line_open() {
    let (done, wait) = mpsc::channel::<()>();
    let (printer, handle) = printer(move |mut stream| {
        // In pieces, as networks deliver.
        for piece in answer(READY).chunks(7) {
            stream.write_all(piece).unwrap();
            stream.flush().unwrap();
        }
        let _ = wait.recv();
    });
    let status = ask(&printer, LONG).unwrap();
    assert!(status.is_ready() && status.is_idle(), "{status:?}");
    drop(done);
    handle.join().unwrap();
}

#[test]
fn a_printer_without_labels_and_with_its_head_open_says_both() {
    let (printer, handle) = printer(|mut stream| stream.write_all(&answer(EMPTY_AND_OPEN)).unwrap());
    let status = ask(&printer, LONG).unwrap();
    let expected = [PrinterCondition::PaperOut, PrinterCondition::HeadOpen, PrinterCondition::Paused];
    assert_eq!(status.conditions, expected);
    assert_eq!((status.jobs_waiting, status.labels_remaining), (1, 3));
    assert!(!status.is_ready() && !status.is_idle());
    handle.join().unwrap();
}

#[test]
fn a_silent_printer_is_left_within_the_limit() {
    let (done, wait) = mpsc::channel::<()>();
    let (printer, handle) = printer(move |stream| {
        let _ = wait.recv();
        drop(stream);
    });
    let error = ask(&printer, Duration::from_millis(200)).unwrap_err();
    assert_eq!(error.code(), "printer.status_silent");
    assert!(!error.may_have_printed());
    drop(done);
    handle.join().unwrap();
}

#[test]
fn a_printer_that_dies_in_its_answer_is_not_taken_for_ready() {
    let whole = answer(READY);
    for length in [0, 1, 20, 40, whole.len() - 3] {
        let part = whole[..length].to_vec();
        let (printer, handle) = printer(move |mut stream| stream.write_all(&part).unwrap());
        let error = ask(&printer, LONG).unwrap_err();
        assert_eq!(error.code(), "printer.status_unreadable", "{length}");
        handle.join().unwrap();
    }
}

#[test]
fn a_printer_that_speaks_another_language_is_not_taken_for_ready() {
    let (printer, handle) = printer(|mut stream| {
        // It may be cut off while it goes on.
        let _ = stream.write_all(&b"@PJL INFO STATUS\r\n".repeat(10_000));
    });
    let error = ask(&printer, LONG).unwrap_err();
    let PrinterError::StatusUnreadable { answer, .. } = &error else { panic!("{error}") };
    assert!(answer.starts_with("@PJL") && answer.len() <= 80, "{answer}");
    handle.join().unwrap();
}

#[test]
fn a_printer_that_is_not_there_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let printer = Printer::Tcp { host: "127.0.0.1".into(), port };
    let printer = LabelPrinter { printer, language: PrinterLanguage::Zpl { dpi: 203 } };
    assert_eq!(ask(&printer, LONG).unwrap_err().code(), "printer.connect");
}

#[test]
fn what_cannot_tell_is_not_asked() {
    let folder = LabelPrinter {
        printer: Printer::Folder("/nonexistent".into()),
        language: PrinterLanguage::Zpl { dpi: 203 },
    };
    assert_eq!(folder.status().unwrap(), None);
    let pdf = Printer::Tcp { host: "127.0.0.1".into(), port: 9 };
    assert_eq!(LabelPrinter { printer: pdf, language: PrinterLanguage::Pdf }.status().unwrap(), None);
}
